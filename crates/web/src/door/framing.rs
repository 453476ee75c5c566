//! Problems that shoppers meet are told in the shop: its name, its search, their cart, a seller within reach. What a handler
//! answers in the organisation's frame, and what no handler answered in words at all, is put in the frame of its path here.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::access::{Need, need};
use super::identity::{Carried, CookiesToSet, find_shopper};
use super::problem::Told;
use super::reader::Reader;
use super::shop::store_of;
use super::{Door, Problem, blocking};
use crate::pages::shop::{LostPage, lost_page};

/// Pages that anybody may read and that are the organisation's or nobody's.
const NOT_THE_SHOP: [&str; 6] = ["/home", "/about", "/assets", "/healthz", "/readyz", "/staff"];

/// Answers a problem of a shopper in the shop.
pub(super) async fn answer(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let reader = Reader::of(request.headers(), &path, request.uri().query());
    let carried = Carried::of(request.headers(), false, String::new());
    let of_shop = is_of_shop(&path);
    let wants_page = !request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    let response = next.run(request).await;
    if !wants_page {
        return response;
    }
    let response = in_words(response, &reader);
    match response.extensions().get::<Told>().cloned() {
        Some(told) if of_shop => in_shop(&door, response, reader, carried, told).await,
        _ => response,
    }
}

fn is_of_shop(path: &str) -> bool {
    let begins =
        |known: &str| path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    need(&Method::GET, path) == Need::Nothing && !NOT_THE_SHOP.into_iter().any(begins)
}

/// A refusal that came as bare text, because a form could not be read at all, as a page.
fn in_words(response: Response, reader: &Reader) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = kind.is_some_and(|kind| kind.starts_with("text/plain"));
    if !bare || !response.status().is_client_error() {
        return response;
    }
    let key = match response.status() {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::PAYLOAD_TOO_LARGE => "form-too-large",
        _ => "form-unreadable",
    };
    Problem::new(response.status(), key).into_page(reader)
}

/// The same answer with the shop around it; as it was where the shop itself cannot be read.
async fn in_shop(
    door: &Arc<Door>,
    response: Response,
    reader: Reader,
    carried: Carried,
    told: Told,
) -> Response {
    let status = response.status();
    let cookies = CookiesToSet::default();
    let Ok(shopper) = find_shopper(door, carried, false, &cookies).await else { return response };
    let door = Arc::clone(door);
    let page = blocking(move || {
        let store = store_of(&door, &reader.0, &shopper, None)?;
        let shown = LostPage { status: status.as_u16(), key: told.key, sentence: &told.sentence };
        Ok::<_, Problem>(lost_page(&reader.0, &store, &shown).into_string())
    })
    .await;
    let Ok(page) = page else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, axum::body::Body::from(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shoppers_ask_for_is_the_shops() {
        for path in ["/offers/nothing", "/orders/ord_1", "/pages/nothing", "/talks/x", "/cart", "/no-such"] {
            assert!(is_of_shop(path), "{path}");
        }
        for path in ["/office/stock", "/inbox/x", "/views/live", "/about", "/staff/sign-in", "/import"] {
            assert!(!is_of_shop(path), "{path}");
        }
    }
}
