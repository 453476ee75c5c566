//! One look at a page of the shelf: who looks, whether the page is kept already, and how it is answered.

use std::sync::Arc;

use app::{Asking, DeadEndNote};
use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use types::Scene;

use super::rendered::{Key, Page, to_be_kept};
use super::store::store_of;
use crate::context::{PageContext, Theme};
use crate::door::identity::{Carried, Shopper};
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::shop::model::Store;

/// What programs that read the web for themselves call themselves; what they come upon is nobody's dead end.
const ROBOTS: [&str; 7] = ["bot", "crawl", "spider", "slurp", "archiver", "fetcher", "lighthouse"];

/// Somebody looks at a page of the shelf.
pub(super) struct Visit {
    /// Who.
    pub shopper: Shopper,
    /// The page's context.
    pub ctx: PageContext,
    /// The query of the address, as it was sent.
    pub query: String,
    /// Nothing of theirs comes along: no cookie of ours, no theme.
    nobody: bool,
    robot: bool,
    /// From where it is looked, and with what: only to tell browsers apart that carry nothing of ours.
    from: (String, String),
    known_tag: Option<String>,
}

impl FromRequestParts<Arc<Door>> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Arc<Door>) -> Result<Self, Response> {
        let shopper = Shopper::from_request_parts(parts, door).await?;
        let Ok(Reader(ctx)) = Reader::from_request_parts(parts, door).await;
        let carried = parts.extensions.get::<Carried>();
        let nobody = carried.is_none_or(|it| it.visitor.is_none() && it.customer.is_none())
            && shopper.customer.is_none()
            && ctx.theme == Theme::System
            && parts.method == Method::GET;
        let agent = text(&parts.headers, header::USER_AGENT).unwrap_or_default().to_owned();
        Ok(Self {
            shopper,
            nobody,
            from: (carried.map(|it| it.address.clone()).unwrap_or_default(), agent),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            robot: is_robot(&parts.headers),
            known_tag: text(&parts.headers, header::IF_NONE_MATCH).map(str::to_owned),
            ctx,
        })
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a program reads, rather than a person with a browser. One that does not say what it is counts as one.
fn is_robot(headers: &HeaderMap) -> bool {
    text(headers, header::USER_AGENT).is_none_or(|agent| {
        let agent = agent.to_ascii_lowercase();
        agent.is_empty() || ROBOTS.iter().any(|name| agent.contains(name))
    })
}

/// A page that was made, and the dead end that it comes upon.
pub(super) struct Made {
    /// Its markup.
    pub markup: String,
    /// The dead end.
    pub dead_end: Option<DeadEndNote>,
    /// Its status.
    pub status: StatusCode,
}

impl Made {
    /// A page that is found.
    pub fn page(markup: maud::Markup) -> Self {
        Self { markup: markup.into_string(), dead_end: None, status: StatusCode::OK }
    }
}

impl Visit {
    /// The reader, for a page that tells a problem.
    pub fn reader(&self) -> Reader {
        Reader(self.ctx.clone())
    }

    /// Answers with the page, kept or made. `stamp` says of which state of the shelf it is; `make` makes it, given what stands
    /// around it; where there is no such page, it says why.
    pub async fn answer(
        self,
        door: &Arc<Door>,
        stamp: u64,
        make: impl FnOnce(&PageContext, &Store) -> Result<Made, Trouble>,
    ) -> Response {
        if !self.nobody {
            return match self.store(door).await.and_then(|store| make(&self.ctx, &store)) {
                Ok(made) => {
                    self.note(door, made.dead_end);
                    (made.status, super::personal(), made.markup).into_response()
                }
                Err(trouble) => trouble.into_page(&self.reader()),
            };
        }
        let key = Key::new(self.ctx.language, &self.ctx.path);
        if let Some(page) = door.rendered.get(&key, stamp) {
            return self.answer_kept(door, &page);
        }
        let ctx = to_be_kept(&self.ctx, door.counter.chance());
        match store_of(door, &ctx, &self.shopper, Some(0)).and_then(|store| make(&ctx, &store)) {
            Ok(made) => {
                let page = Arc::new(Page::new(stamp, &made.markup, &ctx, made.dead_end));
                if made.status != StatusCode::OK {
                    self.note(door, page.dead_end.clone());
                    return (made.status, super::personal(), page.shown(&self.ctx)).into_response();
                }
                door.rendered.put(key, Arc::clone(&page));
                self.answer_kept(door, &page)
            }
            Err(trouble) => trouble.into_page(&self.reader()),
        }
    }

    /// The store around the page of somebody who carries something of ours: their cart is looked at.
    pub async fn store(&self, door: &Arc<Door>) -> Result<Store, Trouble> {
        let pieces = match self.shopper.caller.owner() {
            None => 0,
            Some(_) => {
                let (counter, asking) =
                    (Arc::clone(&door.counter), Asking::new(self.shopper.caller.clone(), Scene::Web));
                blocking(move || counter.pieces_in_my_cart(&asking)).await?
            }
        };
        store_of(door, &self.ctx, &self.shopper, Some(pieces))
    }

    fn answer_kept(&self, door: &Door, page: &Page) -> Response {
        self.note(door, page.dead_end.clone());
        let Some(tag) = &page.etag else {
            return (super::personal(), page.shown(&self.ctx)).into_response();
        };
        // A browser asks again each time; where the page is still the same, it is not sent again.
        let kept = [
            (header::CACHE_CONTROL, "private, no-cache"),
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::ETAG, tag.as_str()),
            (header::VARY, "Cookie, Accept-Language"),
        ];
        if self.known_tag.as_deref() == Some(tag) {
            return (StatusCode::NOT_MODIFIED, kept).into_response();
        }
        (kept, page.shown(&self.ctx)).into_response()
    }

    fn note(&self, door: &Door, dead_end: Option<DeadEndNote>) {
        if let Some(note) = dead_end.filter(|_| !self.robot) {
            let who = self.shopper.caller.owner();
            let digest = || door.counter.browser_digest(&self.from.0, &self.from.1);
            let browser = if who.is_none() && note.search.is_some() { digest() } else { None };
            door.counter.note_dead_end(DeadEndNote { who, browser, ..note });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn programs_are_told_from_people() {
        let of = |agent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_str(agent).unwrap());
            is_robot(&headers)
        };
        assert!(of("Mozilla/5.0 (compatible; Googlebot/2.1)") && of(""));
        assert!(!of("Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0") && is_robot(&HeaderMap::new()));
    }
}
