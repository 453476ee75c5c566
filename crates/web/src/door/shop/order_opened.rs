//! The link of a guest's mail. Following it shows one button; pressing it opens the order in this browser.

use std::sync::Arc;

use app::{Asking, LinkedOrder};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use types::Scene;

use super::orders::stranger;
use super::store::store_of;
use crate::address::escaped;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::shop::{Opening, opening_page};

/// `GET /orders/open/{token}`
pub async fn show(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    let (at, asking, named) =
        (Arc::clone(&door), Asking::new(shopper.caller.clone(), Scene::Web), token.clone());
    match blocking(move || at.counter.linked_order(&asking, &named)).await {
        Ok(LinkedOrder::Opens(_)) => asked(door, token, shopper, reader).await,
        Ok(led) => leads(door, led, shopper, reader).await,
        Err(problem) => problem.into_page(&reader),
    }
}

/// The page with the button.
async fn asked(door: Arc<Door>, token: String, shopper: Shopper, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let store = store_of(&door, &ctx, &shopper, None)?;
        let action = format!("/orders/open/{}", escaped(&token));
        Ok::<_, Problem>(opening_page(&ctx, &store, Opening { what: "order", action: &action }).into_string())
    })
    .await;
    match page {
        Ok(page) => (super::personal(), Html(page)).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// `POST /orders/open/{token}`
pub async fn open(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    shopper: Shopper,
    reader: Reader,
    Form(marks): Form<FormMarks>,
) -> Response {
    let (at, asking) = (Arc::clone(&door), shopper.asking(&marks, door.counter.now()));
    match blocking(move || at.counter.open_linked_order(&asking, &token)).await {
        Ok(led) => leads(door, led, shopper, reader).await,
        Err(problem) => problem.into_page(&reader),
    }
}

async fn leads(door: Arc<Door>, led: LinkedOrder, shopper: Shopper, reader: Reader) -> Response {
    match led {
        LinkedOrder::Theirs(id) | LinkedOrder::Opens(id) => {
            Redirect::to(&format!("/orders/{id}")).into_response()
        }
        LinkedOrder::SignInFirst(id) => {
            Redirect::to(&format!("/sign-in?back={}", escaped(&format!("/orders/{id}")))).into_response()
        }
        LinkedOrder::Gone => stranger(door, shopper, reader, StatusCode::GONE, "order-link-gone").await,
    }
}
