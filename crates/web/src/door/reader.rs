//! Who reads: the language and theme, from the address, the cookies or the browser.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use wording::Language;

use crate::context::{PageContext, Shown, Signed, Theme};

/// What the guards found out for the page that will be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageMarks {
    /// The token that its forms send back.
    pub csrf: String,
    /// When it is shown.
    pub shown: Shown,
    /// Who has signed in.
    pub signed: Signed,
}

/// The reader of a page, as the request shows them.
pub(crate) struct Reader(pub PageContext);

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut reader = Self::of(&parts.headers, parts.uri.path(), parts.uri.query());
        if let Some(marks) = parts.extensions.get::<PageMarks>() {
            reader.0.csrf.clone_from(&marks.csrf);
            reader.0.shown = marks.shown;
            reader.0.signed.clone_from(&marks.signed);
        }
        Ok(reader)
    }
}

impl Reader {
    /// The reader of a request.
    pub fn of(headers: &HeaderMap, path: &str, query: Option<&str>) -> Self {
        let asked = |name: &str| parameter(query, name);
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = Language::choose(asked("lang"), cookie(headers, "lang"), accepted);
        let theme =
            asked("theme").or_else(|| cookie(headers, "theme")).map(Theme::from_name).unwrap_or_default();
        let path = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        Self(PageContext {
            language,
            theme,
            path,
            assets: "/assets".to_owned(),
            csrf: String::new(),
            shown: Shown::default(),
            signed: Signed::default(),
        })
    }
}

/// Keeps a language or a theme that the address asks for in a cookie, for the pages that follow.
pub(crate) async fn remember(request: Request, next: Next) -> Response {
    let asked: Vec<String> = ["lang", "theme"]
        .into_iter()
        .filter_map(|name| {
            let value = parameter(request.uri().query(), name)?;
            let known = match name {
                "lang" => Language::from_code(value)?.code(),
                _ => Theme::from_name(value).name(),
            };
            Some(format!("{name}={known}; Path=/; Max-Age=31536000; SameSite=Lax"))
        })
        .collect();
    let mut response = next.run(request).await;
    for cookie in asked {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

pub(crate) fn parameter<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    query?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
