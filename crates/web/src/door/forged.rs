//! Forms are ours: a request that changes something carries the token of the page that sent it, bound to a cookie of the
//! browser. This stands on top of the check of its origin (see `guard`).
//!
//! A page of the shop that was shown before the browser had a cookie has no token to send. Then the browser's own word
//! that the page was ours (`Origin`, `Sec-Fetch-Site`) is enough, so that two tabs never lose a cart. For the
//! organisation's pages it is not: there a token is always there to be sent.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use party::Secret;

use super::access::{Need, need};
use super::guard::is_https;
use super::identity::{Carried, CookiesToSet};
use super::reader::{PageMarks, Reader};
use super::{Door, Problem, limits};
use crate::context::{Shown, Signed};

/// The largest form whose token is looked for.
const LARGEST_FORM: usize = 256 * 1024;

/// Paths whose forms sign in or out.
const SIGNING_IN: [&str; 8] = [
    "/sign-in",
    "/sign-out",
    "/staff/sign-in",
    "/staff/sign-out",
    "/staff/second-factor",
    "/staff/recovery",
    "/staff/enrol",
    "/staff/first",
];

/// Finds out what the request carries, checks its form's token, and sets the cookies that its answer needs.
pub(crate) async fn check(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let address = limits::address_of(&request, door.behind_proxy);
    let mut carried = Carried::of(request.headers(), is_https(&request, door.behind_proxy), address);
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let of_staff = need(request.method(), request.uri().path()) != Need::Nothing
        || request.uri().path().starts_with("/staff/");
    if changes {
        let reader = Reader::of(request.headers(), request.uri().path(), request.uri().query());
        if let Err(wait) = door.limits.admit(request.uri().path(), &carried.address, door.counter.now()) {
            return limits::too_many(&reader, wait);
        }
        request = match token_checked(&door, request, &carried, of_staff).await {
            Ok(request) => request,
            Err(problem) => return problem.into_page(&reader),
        };
        if carried.visitor.is_none() && is_form(request.headers()) {
            let entry;
            (request, entry) = match field_in_form(request, b"entry=").await {
                Ok(found) => found,
                Err(problem) => return problem.into_page(&reader),
            };
            carried.first_entry = entry.parse().ok();
        }
    }
    let bound =
        if of_staff { carried.staff.as_ref().or(carried.visitor.as_ref()) } else { carried.visitor.as_ref() };
    let csrf = bound.and_then(|secret| door.counter.form_token(secret).ok()).unwrap_or_default();
    let shown = Shown { at: door.counter.now(), chance: door.counter.chance() };
    let cookies = CookiesToSet::default();
    request.extensions_mut().insert(PageMarks { csrf, shown, signed: Signed::default() });
    request.extensions_mut().insert(carried);
    request.extensions_mut().insert(cookies.clone());
    let mut response = next.run(request).await;
    for line in cookies.take() {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// The request, if its token is right or none is needed.
async fn token_checked(
    door: &Arc<Door>,
    request: Request,
    carried: &Carried,
    of_staff: bool,
) -> Result<Request, Problem> {
    let stale = || Problem::new(StatusCode::FORBIDDEN, "stale-form");
    if carried.is_empty() {
        // Nobody's browser: there is nothing that a foreign page could use.
        return Ok(request);
    }
    let vouched = browser_vouches(request.headers());
    let path = request.uri().path().to_owned();
    let header =
        request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (request, given) = match header {
        Some(given) => (request, given),
        None if is_form(request.headers()) => field_in_form(request, b"csrf=").await?,
        None => (request, String::new()),
    };
    let secrets: [&Option<Secret>; 3] = [&carried.staff, &carried.customer, &carried.visitor];
    let right = secrets
        .into_iter()
        .flatten()
        .any(|secret| door.counter.form_token(secret).is_ok_and(|token| super::guard::same(&given, &token)));
    // A file that is sent in pieces, and a program's JSON, have no field to look into.
    let unseen = !is_form(request.headers());
    // A form that signs in changes the cookie that its own token is bound to: sent twice, it must lead on, not be refused.
    let signs_in = SIGNING_IN
        .iter()
        .any(|known| path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let untold = given.is_empty() && (unseen || !(of_staff && carried.staff.is_some()));
    let enough = right || vouched && (untold || signs_in);
    if enough { Ok(request) } else { Err(stale()) }
}

/// Whether the browser itself says that one of our own pages sent this. `guard` has compared the origin already.
fn browser_vouches(headers: &HeaderMap) -> bool {
    let site = headers.get(HeaderName::from_static("sec-fetch-site"));
    site.is_some_and(|value| value == "same-origin") || headers.contains_key(header::ORIGIN)
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
}

/// Looks for a field (`csrf=`) in a form, and puts its body back as it was.
async fn field_in_form(request: Request, field: &[u8]) -> Result<(Request, String), Problem> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LARGEST_FORM)
        .await
        .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "form-too-large"))?;
    let given = bytes
        .split(|byte| *byte == b'&')
        .find_map(|pair| pair.strip_prefix(field))
        .and_then(|value| std::str::from_utf8(value).ok())
        .unwrap_or_default()
        .to_owned();
    Ok((Request::from_parts(parts, Body::from(bytes)), given))
}
