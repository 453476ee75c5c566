//! The link in the mails of a conversation. Following it shows one button; pressing it opens the conversation in this browser.

use std::sync::Arc;

use app::TalkTrouble;
use axum::extract::{Form, Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::handed::gone;
use crate::address::escaped;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::shop::{Opening, opening_page};

/// `GET /talks/open/{token}`: whoever has the conversation already goes straight to it.
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    reader: Reader,
    shopper: Shopper,
) -> Response {
    let ctx = reader.0.clone();
    let shown = blocking(move || {
        let id = match door.counter.linked_talk(&token) {
            Ok(id) => id,
            Err(TalkTrouble::LinkGone) => return gone(&door, &ctx, &shopper),
            Err(trouble) => return Err(Problem::from(trouble)),
        };
        if door.counter.is_my_talk(&shopper.caller, id)? {
            return Ok(Redirect::to(&format!("/talks/{id}")).into_response());
        }
        let store = store_of(&door, &ctx, &shopper, None)?;
        let action = format!("/talks/open/{}", escaped(&token));
        let page = opening_page(&ctx, &store, Opening { what: "talk", action: &action });
        Ok(Html(page.into_string()).into_response())
    })
    .await;
    shown.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// `POST /talks/open/{token}`
pub(crate) async fn open(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    reader: Reader,
    shopper: Shopper,
    Form(marks): Form<FormMarks>,
) -> Response {
    let ctx = reader.0.clone();
    let opened = blocking(move || {
        let asking = shopper.asking(&marks, door.counter.now());
        match door.counter.open_linked_talk(&asking, &token) {
            Ok(id) => Ok(Redirect::to(&format!("/talks/{id}")).into_response()),
            Err(TalkTrouble::LinkGone) => gone(&door, &ctx, &shopper),
            Err(trouble) => Err(Problem::from(trouble)),
        }
    })
    .await;
    opened.unwrap_or_else(|problem| problem.into_page(&reader))
}
