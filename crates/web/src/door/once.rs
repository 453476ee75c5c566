//! `Idempotency-Key`: a program that is not sure whether its request arrived sends it again under the same key, and gets the same answer.
//!
//! The key is accepted on every POST and never required. It belongs to whoever sends it and to the path. The form's entry follows
//! from it, so that what is asked is done once even if the answer was never kept. Another body under the same key is a mistake (422);
//! a request that is still being answered here is told so (409).

mod sent;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use app::{KeptReply, ReplyKey};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use self::sent::{FilesDigest, Sent, is_form, told};
use super::identity::{Carried, CookiesToSet, VISITOR, VISITOR_S};
use super::problem::Problem;
use super::reader::Reader;
use super::{Door, blocking};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The longest key, in characters.
const LONGEST_KEY: usize = 255;
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
    let cookies = request.extensions().get::<CookiesToSet>().cloned().unwrap_or_default();
    let (parts, body) = request.into_parts();
    let (at, path, whose) = (Arc::clone(&door), parts.uri.path().to_owned(), whose(&carried));
    let key = match blocking(move || at.counter.reply_key(&whose, &path, &key)).await {
        Ok(key) => key,
        Err(problem) => return problem.into_page(&reader),
    };
    let asked = Asked { door, key, carried, cookies };
    let answered = match Sent::of(&parts.headers, body).await {
        Ok(sent) => asked.answered(parts, sent, next).await,
        Err(problem) => Err(problem),
    };
    answered.unwrap_or_else(|problem| under_way(problem.into_page(&reader)))
}

/// A request that is being answered is worth asking for again soon.
fn under_way(mut response: Response) -> Response {
    if response.status() == StatusCode::CONFLICT {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// A request under a key.
struct Asked {
    door: Arc<Door>,
    key: ReplyKey,
    carried: Carried,
    cookies: CookiesToSet,
}

impl Asked {
    /// The kept reply; else the handler's answer, which is kept.
    async fn answered(&self, parts: Parts, sent: Sent, next: Next) -> Result<Response, Problem> {
        if let Some(reply) = self.kept().await?.filter(KeptReply::says_all) {
            return self.again(reply, &parts.headers, sent).await;
        }
        if !self.door.under_way.begin(&self.key.id) {
            return Err(Problem::new(StatusCode::CONFLICT, "under-way"));
        }
        let _turn = Turn { door: Arc::clone(&self.door), id: self.key.id.clone() };
        // Whoever had the turn until now may have kept its reply since we looked.
        match self.kept().await? {
            Some(reply) if reply.says_all() => self.again(reply, &parts.headers, sent).await,
            kept => self.run(kept, parts, sent, next).await,
        }
    }

    async fn kept(&self) -> Result<Option<KeptReply>, Problem> {
        let (door, key) = (Arc::clone(&self.door), self.key.clone());
        blocking(move || door.counter.kept_reply(&key)).await
    }

    /// The same answer again, with the cookie that made a browser of whoever asked.
    async fn again(&self, reply: KeptReply, headers: &HeaderMap, sent: Sent) -> Result<Response, Problem> {
        self.same_body(&reply, sent.digest(headers, self.door.upload_limit).await)?;
        if self.carried.is_empty() && reply.visitor.is_some() {
            let secret = self.door.counter.secret_of_key(&self.key)?;
            self.cookies.set(VISITOR, &secret.reveal(), Some(VISITOR_S), self.carried.https);
        }
        Ok(told_again(reply))
    }

    fn same_body(&self, reply: &KeptReply, digest: Option<String>) -> Result<(), Problem> {
        match digest.is_some_and(|digest| digest == reply.body_digest) {
            true => Ok(()),
            false => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused")),
        }
    }

    /// Lets the handler answer. `kept` is a reply of which only the body's digest was kept.
    async fn run(
        &self,
        kept: Option<KeptReply>,
        parts: Parts,
        sent: Sent,
        next: Next,
    ) -> Result<Response, Problem> {
        let holds_secret = holds_secret(parts.uri.path());
        let (body, digest) = match sent {
            Sent::Read(read) => {
                let digest = Some(blake3::hash(&told(&parts.headers, &read)).to_hex().to_string());
                if let Some(reply) = &kept {
                    self.same_body(reply, digest.clone())?;
                }
                (Body::from(with_entry(&parts.headers, read, &self.key)), Digest::Known(digest))
            }
            Sent::Files { body, digest } => (digest.watch(body), Digest::Passing(digest)),
        };
        let mut request = Request::from_parts(parts, body);
        if matches!(digest, Digest::Known(_)) {
            request.headers_mut().remove(header::CONTENT_LENGTH);
        }
        if self.carried.is_empty() {
            let first_secret = Some(self.door.counter.secret_of_key(&self.key)?);
            request.extensions_mut().insert(Carried { first_secret, ..self.carried.clone() });
        }
        let response = next.run(request).await;
        // Files that were not read to their end may be sent again: nothing is kept.
        let digest = match digest {
            Digest::Known(digest) => digest,
            Digest::Passing(files) => files.end(),
        };
        match digest {
            Some(digest) => self.keep(response, &digest, holds_secret).await,
            None => Ok(response),
        }
    }
}

enum Digest {
    Known(Option<String>),
    Passing(FilesDigest),
}

/// Paths whose answers hold what opens something: a cookie, a link, a recovery code. They are never kept; asked again, the use case
/// works them out again from the form's entry.
fn holds_secret(path: &str) -> bool {
    ["/staff", "/sign-in"]
        .iter()
        .any(|known| path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// What only the same caller has: the secret of a session or of a browser, else the address.
fn whose(carried: &Carried) -> String {
    let secrets = [&carried.staff, &carried.customer, &carried.visitor];
    secrets.into_iter().flatten().next().map_or_else(|| carried.address.clone(), party::Secret::reveal)
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

fn told_again(reply: KeptReply) -> Response {
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

impl Asked {
    /// Keeps what is answered, unless it is a fault of ours: that may be tried again.
    async fn keep(&self, response: Response, digest: &str, holds_secret: bool) -> Result<Response, Problem> {
        let (parts, body) = response.into_parts();
        let content = to_bytes(body, LARGEST_REPLY)
            .await
            .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed"))?;
        let text = |name: HeaderName| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let said = String::from_utf8(content.to_vec()).ok().filter(|_| !parts.status.is_server_error());
        if let Some(said) = said {
            let mut reply = KeptReply::of_body(&self.key, digest);
            if !holds_secret {
                reply.status = parts.status.as_u16();
                reply.location = text(header::LOCATION);
                reply.content_type = text(header::CONTENT_TYPE).unwrap_or_default();
                reply.content = said;
            }
            if self.keep_for_whoever_asked(reply).await.is_err() {
                tracing::warn!("a reply could not be kept; asked again, it is worked out again");
            }
        }
        Ok(Response::from_parts(parts, Body::from(content)))
    }

    async fn keep_for_whoever_asked(&self, mut reply: KeptReply) -> Result<(), Problem> {
        let (door, carried) = (Arc::clone(&self.door), self.carried.clone());
        let made = self.carried.is_empty() && self.cookies.sets(VISITOR);
        let secret = made.then(|| self.door.counter.secret_of_key(&self.key)).transpose()?;
        blocking(move || {
            let browser = carried.visitor.or(secret);
            reply.visitor =
                browser.map(|it| door.counter.visitor_of(&it)).transpose()?.map(|id| id.to_string());
            if let Some(secret) = &carried.customer {
                let found = door.counter.customer_session(secret)?;
                reply.customer = found.map(|(customer, _)| customer.id.to_string());
            }
            Ok::<_, Problem>(door.counter.keep_reply(reply)?)
        })
        .await
    }
}
