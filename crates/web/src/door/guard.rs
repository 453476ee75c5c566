//! Who may come in: the host that was asked for, the page that sent a form, the token of a wider network.
//!
//! Until staff can sign in, the pages are for whoever sits at this machine. A foreign page must not be able to
//! reach them through that person's browser: the `Host` must be one of ours (against DNS rebinding), and
//! anything that changes something must come from one of our own pages (against forged requests).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::Door;
use super::problem::Problem;
use super::reader::Reader;

/// The cookie that remembers a presented token (as its digest, never itself).
const TOKEN_COOKIE: &str = "comptoir_token";

/// What every page may load: our own files only, no inline script or style, no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whoever came by TLS comes by TLS for a year (RFC 6797), other names of the same domain not included.
const STAYS_HTTPS: &str = "max-age=31536000";

/// Headers that every answer carries.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Lets a request in, or says why not; adds the headers of safety to whatever is answered.
pub async fn admit(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let reader = Reader::of(request.headers(), request.uri().path(), request.uri().query());
    let https = is_https(&request, door.behind_proxy);
    let mut response = match refusal(&door, &request) {
        Some(Refusal::Problem(problem)) => problem.into_page(&reader),
        Some(Refusal::Welcome(response)) => response,
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        let stays = HeaderValue::from_static(STAYS_HTTPS);
        response.headers_mut().entry(header::STRICT_TRANSPORT_SECURITY).or_insert(stays);
    }
    response
}

/// Whether the request came by TLS: to us, or to a proxy of ours that says so.
pub(super) fn is_https(request: &Request, behind_proxy: bool) -> bool {
    let forwarded = || request.headers().get("x-forwarded-proto")?.to_str().ok();
    request.uri().scheme_str() == Some("https")
        || behind_proxy && forwarded().is_some_and(|proto| proto.eq_ignore_ascii_case("https"))
}

enum Refusal {
    Problem(Problem),
    /// The token came with the address: it becomes a cookie and leaves the address.
    Welcome(Response),
}

fn refusal(door: &Door, request: &Request) -> Option<Refusal> {
    let headers = request.headers();
    let Some(host) = asked_host(request) else {
        return Some(Refusal::Problem(Problem::new(StatusCode::BAD_REQUEST, "no-host")));
    };
    if !door.hosts.iter().any(|known| known == without_port(&host)) {
        return Some(Refusal::Problem(
            Problem::new(StatusCode::MISDIRECTED_REQUEST, "unknown-host").with("host", &host),
        ));
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !comes_from_us(headers, &host) {
        return Some(Refusal::Problem(Problem::new(StatusCode::FORBIDDEN, "foreign-origin")));
    }
    let token = door.token_digest.as_deref()?;
    if matches!(request.uri().path(), "/healthz" | "/readyz") || presents(headers, token) {
        return None;
    }
    let given =
        request.uri().query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("token=")));
    Some(match given {
        Some(given) if same(&digest(given), token) && !changes => {
            Refusal::Welcome(welcome(request.uri().path(), token))
        }
        _ => Refusal::Problem(Problem::new(StatusCode::UNAUTHORIZED, "token-needed")),
    })
}

/// The host that was asked for, from the request line (HTTP/2, proxies) or the `Host` header.
fn asked_host(request: &Request) -> Option<String> {
    let from_line = request.uri().authority().map(ToString::to_string);
    let from_header = || request.headers().get(header::HOST)?.to_str().ok().map(str::to_owned);
    from_line.or_else(from_header).map(|host| host.to_ascii_lowercase())
}

fn without_port(host: &str) -> &str {
    match host.rfind(':') {
        Some(colon) if host[colon + 1..].bytes().all(|b| b.is_ascii_digit()) && !host.ends_with(']') => {
            &host[..colon]
        }
        _ => host,
    }
}

/// Whether one of our own pages, or a program that is no browser, sent the request. Browsers always send
/// `Origin` with a form or a script's POST; a program that sends neither `Origin` nor `Sec-Fetch-Site` cannot
/// have been driven by a foreign page.
fn comes_from_us(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if !matches!(site, None | Some("same-origin" | "none")) {
        return false;
    }
    match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").is_some_and(|(_, place)| place.eq_ignore_ascii_case(host)),
        None => true,
    }
}

fn presents(headers: &HeaderMap, expected: &str) -> bool {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .is_some_and(|given| same(&digest(given), expected));
    let cookie = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name == TOKEN_COOKIE && same(value, expected));
    bearer || cookie
}

fn welcome(path: &str, token_digest: &str) -> Response {
    let cookie = format!("{TOKEN_COOKIE}={token_digest}; Path=/; HttpOnly; SameSite=Strict");
    // One slash only: `//elsewhere` would be an address of another host.
    let path = format!("/{}", path.trim_start_matches('/'));
    ([(header::SET_COOKIE, cookie)], Redirect::to(&path)).into_response()
}

/// The digest under which a token is compared and remembered.
pub fn digest(token: &str) -> String {
    blake3::derive_key("comptoir web token v1", token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Compares without telling by its duration where the first difference stands.
pub fn same(given: &str, expected: &str) -> bool {
    given.len() == expected.len()
        && given.bytes().zip(expected.bytes()).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_compared_without_its_port() {
        assert_eq!(without_port("localhost:8420"), "localhost");
        assert_eq!(without_port("[::1]:8420"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
        assert_eq!(without_port("evil.example"), "evil.example");
    }

    #[test]
    fn a_foreign_page_cannot_send_a_form() {
        let headers = |pairs: &[(HeaderName, &str)]| {
            pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect::<HeaderMap>()
        };
        let site = HeaderName::from_static("sec-fetch-site");
        assert!(comes_from_us(&headers(&[(header::ORIGIN, "http://localhost:8420")]), "localhost:8420"));
        assert!(!comes_from_us(&headers(&[(header::ORIGIN, "http://localhost:9999")]), "localhost:8420"));
        assert!(!comes_from_us(&headers(&[(header::ORIGIN, "null")]), "localhost:8420"));
        assert!(!comes_from_us(&headers(&[(site, "cross-site")]), "localhost:8420"));
        assert!(comes_from_us(&HeaderMap::new(), "localhost:8420"));
    }
}
