//! Why a request is not answered as asked: a page in the reader's language, with a status and no secrets.

use super::reader::Reader;
use crate::context::PageContext;
use crate::pages::{ErrorPage, error_page};
use app::{ImportError, NoteRefusal, Trouble, with_causes};
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use wording::{Arg, Language};

/// A refusal or a failure, on its way to a page.
#[derive(Debug)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// The key of its sentence: `problem-KEY`.
    pub key: &'static str,
    /// What the sentence is given.
    given: Vec<(&'static str, Arg)>,
    /// What it is about, beside the sentence.
    detail: Option<Detail>,
}

/// What stands beside the sentence of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Detail {
    /// Words of the reader's language, or none of any: a name, a number.
    Said(String),
    /// A cause as programs tell it, in English: for those who run this, never for customers.
    Technical(String),
}

/// A problem that a page told, beside its answer: whoever puts the page in another frame tells it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its key.
    pub key: &'static str,
    /// What it says, without what only programs say.
    pub sentence: String,
}

/// The most that is told of a cause, in characters.
const LONGEST: usize = 1_000;

impl Problem {
    /// A problem of this status and sentence.
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self { status, key, given: Vec::new(), detail: None }
    }

    /// The problem with a cause as a program tells it, in English.
    pub fn with(mut self, _what: &str, detail: &str) -> Self {
        self.detail = Some(Detail::Technical(detail.chars().take(LONGEST).collect()));
        self
    }

    /// The problem with more in the reader's words, or with a number or a name.
    pub fn saying(mut self, said: &str) -> Self {
        self.detail = Some(Detail::Said(said.chars().take(LONGEST).collect()));
        self
    }

    /// The problem with what its sentence speaks of.
    pub fn given(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.given.push((name, value.into()));
        self
    }

    /// Nothing is there.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// What it says in the reader's language, without what only programs say.
    fn said(&self, ctx: &PageContext) -> String {
        let said = ctx.tell(&format!("problem-{}", self.key), &self.given);
        match &self.detail {
            Some(Detail::Said(more)) => format!("{said} {more}"),
            _ => said,
        }
    }

    /// What it says, in the reader's language; a cause that is told in English is said to be.
    pub fn sentence(&self, reader: &Reader) -> String {
        let said = self.said(&reader.0);
        match (&self.detail, reader.0.language) {
            (Some(Detail::Technical(cause)), Language::English) => format!("{said} {cause}"),
            (Some(Detail::Technical(cause)), _) => {
                format!("{said} {}", reader.0.tell("problem-cause", &[("cause", cause.as_str().into())]))
            }
            _ => said,
        }
    }

    /// What stands beside its sentence, whatever words it is in.
    pub fn cause(self) -> Option<String> {
        self.detail.map(|detail| match detail {
            Detail::Said(text) | Detail::Technical(text) => text,
        })
    }

    /// The page that says so.
    pub fn into_page(self, reader: &Reader) -> Response {
        let ctx = &reader.0;
        let sentence = self.said(ctx);
        let cause = match &self.detail {
            Some(Detail::Technical(cause)) => Some(cause.as_str()),
            _ => None,
        };
        let shown = ErrorPage { status: self.status.as_u16(), sentence: &sentence, cause };
        let page = error_page(ctx, &shown).into_string();
        let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        let mut response = (self.status, kind, page).into_response();
        response.extensions_mut().insert(Told { key: self.key, sentence });
        response
    }

    /// The JSON that says so, for programs.
    pub fn into_json(self) -> Response {
        let (status, key) = (self.status, self.key);
        let body = serde_json::json!({ "status": status.as_u16(), "code": key, "reason": self.cause() });
        (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        let refused = |status| Self::new(status, "refused").with("reason", &with_causes(&trouble));
        match &trouble {
            // What was looked for stands in the address.
            Trouble::NoSuchView(_) | Trouble::NotFound { .. } => Self::not_found(),
            Trouble::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "forbidden"),
            Trouble::ViewExists(name) => {
                Self::new(StatusCode::CONFLICT, "view-exists").given("name", name.as_str())
            }
            Trouble::ViewKept(name, _) => {
                Self::new(StatusCode::CONFLICT, "view-kept").given("name", name.as_str())
            }
            Trouble::Refused(_) | Trouble::Log(_) => refused(StatusCode::UNPROCESSABLE_ENTITY),
            trouble if trouble.is_conflict() => Self::new(StatusCode::CONFLICT, "changed-meanwhile"),
            trouble if trouble.is_refusal() => refused(StatusCode::CONFLICT),
            _ => {
                tracing::error!(error = with_causes(&trouble), "a request failed");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "failed")
            }
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Trouble(trouble) => trouble.into(),
            other => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &with_causes(&other))
            }
        }
    }
}

impl From<NoteRefusal> for Problem {
    fn from(refusal: NoteRefusal) -> Self {
        let wrong = |key| Self::new(StatusCode::UNPROCESSABLE_ENTITY, key);
        match refusal {
            NoteRefusal::Empty => wrong("note-empty"),
            NoteRefusal::TooLong(length) => wrong("note-long").given("n", length),
            NoteRefusal::Trouble(trouble) => trouble.into(),
        }
    }
}

impl From<types::ViewNameError> for Problem {
    fn from(error: types::ViewNameError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "view-name").given("name", error.0)
    }
}

impl From<crate::address::BadFilter> for Problem {
    fn from(error: crate::address::BadFilter) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-filter").given("given", error.given)
    }
}

impl From<logs::ReadError> for Problem {
    fn from(error: logs::ReadError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &with_causes(&error))
    }
}
