//! `Idempotency-Key`: a program that is not sure whether its request arrived sends it again under the same key, and gets the same answer.
//!
//! The key is accepted on every POST and never required. It belongs to whoever sends it and to the path. The form's entry follows
//! from it, so that what is asked is done once even if the answer was never kept. Another body under the same key is a mistake (422);
//! a request that is still being answered here is told so (409).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use app::{KeptReply, ReplyKey};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::identity::Carried;
use super::problem::Problem;
use super::reader::Reader;
use super::{Door, blocking};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The longest key, in characters.
const LONGEST_KEY: usize = 255;
/// The largest request that can carry a key.
const LARGEST: usize = 256 * 1024;
/// The largest reply that is kept.
const LARGEST_REPLY: usize = 1 << 20;

/// Keys of requests that are being answered in this process.
#[derive(Debug, Default)]
pub(super) struct UnderWay(Mutex<BTreeSet<String>>);

impl UnderWay {
    fn begin(&self, id: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned())
    }

    fn end(&self, id: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

/// A key that is under way until this is dropped, also when whoever asked went away.
struct Turn {
    door: Arc<Door>,
    id: String,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.door.under_way.end(&self.id);
    }
}

/// Answers a request that carries a key once, and the same again.
pub(crate) async fn answer(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get(KEY).filter(|_| *request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let reader = Reader::of(request.headers(), request.uri().path(), request.uri().query());
    let refuse = |status, key| Problem::new(status, key).into_page(&reader);
    let Ok(key) = key.to_str().map(str::to_owned) else {
        return refuse(StatusCode::BAD_REQUEST, "bad-key");
    };
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        return refuse(StatusCode::BAD_REQUEST, "bad-key");
    }
    let carried = request.extensions().get::<Carried>().cloned().unwrap_or_default();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    };
    let (at, path, whose) = (Arc::clone(&door), parts.uri.path().to_owned(), whose(&carried));
    let found = blocking(move || {
        let key = at.counter.reply_key(&whose, &path, &key)?;
        let kept = at.counter.kept_reply(&key)?;
        Ok::<_, Problem>((key, kept))
    })
    .await;
    let (key, kept) = match found {
        Ok(found) => found,
        Err(problem) => return problem.into_page(&reader),
    };
    let digest = blake3::hash(&told(&parts.headers, &body)).to_hex().to_string();
    match kept {
        Some(reply) if reply.body_digest == digest => return again(reply),
        Some(_) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, "key-reused"),
        None => {}
    }
    if !door.under_way.begin(&key.id) {
        let mut response = refuse(StatusCode::CONFLICT, "under-way");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    }
    let turn = Turn { door: Arc::clone(&door), id: key.id.clone() };
    let body = with_entry(&parts.headers, body, &key);
    let mut request = Request::from_parts(parts, Body::from(body));
    request.headers_mut().remove(header::CONTENT_LENGTH);
    if carried.is_empty() {
        request.extensions_mut().insert(Carried { first_entry: Some(key.entry), ..carried.clone() });
    }
    let response = next.run(request).await;
    let response = keep(&door, response, &key, &digest, &carried).await;
    drop(turn);
    response
}

/// What only the same caller has: the secret of a session or of a browser, else the address.
fn whose(carried: &Carried) -> String {
    let secrets = [&carried.staff, &carried.customer, &carried.visitor];
    secrets.into_iter().flatten().next().map_or_else(|| carried.address.clone(), party::Secret::reveal)
}

/// The body as it counts: without what differs from page to page, because a form that is shown again asks the same.
fn told(headers: &HeaderMap, body: &Bytes) -> Vec<u8> {
    if !is_form(headers) {
        return body.to_vec();
    }
    let text = String::from_utf8_lossy(body);
    let kept = text.split('&').filter(|pair| !is_mark(pair));
    kept.collect::<Vec<_>>().join("&").into_bytes()
}

fn is_mark(pair: &str) -> bool {
    ["entry=", "shown=", "csrf="].iter().any(|mark| pair.starts_with(mark))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// A form with the entry that follows from the key.
fn with_entry(headers: &HeaderMap, body: Bytes, key: &ReplyKey) -> Bytes {
    if !is_form(headers) {
        return body;
    }
    let text = String::from_utf8_lossy(&body);
    let kept = text.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("entry="));
    let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("entry={}", key.entry)]).collect();
    Bytes::from(pairs.join("&"))
}

fn again(reply: KeptReply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
    let mut response = (status, reply.content).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let Ok(kind) = HeaderValue::from_str(&reply.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(place) = reply.location.and_then(|place| HeaderValue::from_str(&place).ok()) {
        headers.insert(header::LOCATION, place);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// Keeps what is answered, unless it is a fault of ours: that may be tried again.
async fn keep(
    door: &Arc<Door>,
    response: Response,
    key: &ReplyKey,
    digest: &str,
    carried: &Carried,
) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(content) = to_bytes(body, LARGEST_REPLY).await else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed").into_json();
    };
    let text =
        |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    if !parts.status.is_server_error()
        && let Ok(said) = String::from_utf8(content.to_vec())
    {
        let reply = KeptReply {
            id: key.id.clone(),
            body_digest: digest.to_owned(),
            status: parts.status.as_u16(),
            location: text(header::LOCATION),
            content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
            content: said,
            until: Timestamp::MAX,
            visitor: None,
            customer: None,
        };
        let (at, carried) = (Arc::clone(door), carried.clone());
        let kept = blocking(move || {
            let mut reply = reply;
            reply.visitor = carried
                .visitor
                .as_ref()
                .map(|it| at.counter.visitor_of(it))
                .transpose()?
                .map(|id| id.to_string());
            if let Some(secret) = &carried.customer {
                reply.customer =
                    at.counter.customer_session(secret)?.map(|(customer, _)| customer.id.to_string());
            }
            at.counter.keep_reply(reply)?;
            Ok::<_, Problem>(())
        })
        .await;
        if kept.is_err() {
            tracing::warn!("a reply could not be kept; asked again, it is worked out again");
        }
    }
    Response::from_parts(parts, Body::from(content))
}
