//! Why a request is not answered as asked: a page in the reader's language, with a status and no secrets.

use super::reader::Reader;
use crate::pages::{ErrorPage, error_page};
use app::{ImportError, Trouble, with_causes};
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A refusal or a failure, on its way to a page.
#[derive(Debug)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// The key of its sentence: `problem-KEY`.
    pub key: &'static str,
    /// What the sentence speaks of, and what may be told about the cause.
    pub detail: Option<String>,
}

impl Problem {
    /// A problem of this status and sentence.
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self { status, key, detail: None }
    }

    /// The problem with what it is about.
    pub fn with(mut self, _what: &str, detail: &str) -> Self {
        self.detail = Some(detail.chars().take(1_000).collect());
        self
    }

    /// Nothing is there.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// What it says, in the reader's language.
    pub fn sentence(&self, reader: &Reader) -> String {
        let said = reader.0.say(&format!("problem-{}", self.key));
        match &self.detail {
            Some(detail) => format!("{said} {detail}"),
            None => said,
        }
    }

    /// The page that says so.
    pub fn into_page(self, reader: &Reader) -> Response {
        let shown = ErrorPage { status: self.status.as_u16(), sentence: &self.sentence(reader) };
        let page = error_page(&reader.0, &shown).into_string();
        (self.status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
    }

    /// The JSON that says so, for programs.
    pub fn into_json(self) -> Response {
        let body =
            serde_json::json!({ "status": self.status.as_u16(), "code": self.key, "reason": self.detail });
        (self.status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        let (status, key) = match &trouble {
            Trouble::NoSuchView(_) | Trouble::NotFound { .. } => (StatusCode::NOT_FOUND, "not-found"),
            Trouble::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
            Trouble::ViewExists(_) | Trouble::ViewKept(..) => (StatusCode::CONFLICT, "refused"),
            Trouble::Refused(_) | Trouble::Log(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
            trouble if trouble.is_refusal() => (StatusCode::CONFLICT, "refused"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
        };
        if status.is_server_error() {
            tracing::error!(error = with_causes(&trouble), "a request failed");
        }
        let detail = (!status.is_server_error()).then(|| with_causes(&trouble));
        Self { status, key, detail }
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

impl From<crate::address::BadFilter> for Problem {
    fn from(error: crate::address::BadFilter) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-filter").with("reason", &error.to_string())
    }
}

impl From<logs::ReadError> for Problem {
    fn from(error: logs::ReadError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &with_causes(&error))
    }
}
