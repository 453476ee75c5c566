//! The link with which a seller hands a cart back. Following it shows one button; pressing it opens the cart here.

use std::sync::Arc;

use app::TalkTrouble;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use types::ConversationId;

use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::talks::{handed_gone_page, handed_page};

/// `GET /handed/{token}`: whoever has the conversation already goes straight to the cart.
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    reader: Reader,
    shopper: Shopper,
) -> Response {
    let ctx = reader.0.clone();
    let shown = blocking(move || {
        let id = match door.counter.handed_talk(&token) {
            Ok(id) => id,
            Err(TalkTrouble::LinkGone) => return gone(&door, &ctx, &shopper),
            Err(trouble) => return Err(Problem::from(trouble)),
        };
        if door.counter.is_my_talk(&shopper.caller, id)? {
            return on_from(&door, &shopper, id);
        }
        Ok(Html(handed_page(&ctx, &store_of(&door, &ctx, &shopper, None)?, &token).into_string())
            .into_response())
    })
    .await;
    shown.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// Where a handed conversation goes on: at the cart; once that became an order, where this is said.
fn on_from(door: &Door, shopper: &Shopper, id: ConversationId) -> Result<Response, Problem> {
    let ordered = door.counter.order_of_talk(&shopper.caller, id)?.is_some();
    let place = if ordered { format!("/talks/{id}") } else { "/cart".to_owned() };
    Ok(Redirect::to(&place).into_response())
}

pub(super) fn gone(door: &Arc<Door>, ctx: &PageContext, shopper: &Shopper) -> Result<Response, Problem> {
    let page = handed_gone_page(ctx, &store_of(door, ctx, shopper, None)?);
    Ok((StatusCode::GONE, Html(page.into_string())).into_response())
}

/// Where whoever opened it wants to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct HandedFields {
    go: String,
    entry: String,
    shown: String,
}

/// `POST /handed/{token}`
pub(crate) async fn open(
    State(door): State<Arc<Door>>,
    Path(token): Path<String>,
    reader: Reader,
    shopper: Shopper,
    Form(fields): Form<HandedFields>,
) -> Response {
    let ctx = reader.0.clone();
    let opened = blocking(move || {
        let marks = FormMarks { entry: fields.entry, shown: fields.shown };
        let asking = shopper.asking(&marks, door.counter.now());
        match door.counter.open_handed(&asking, &token) {
            Ok(id) if fields.go == "talk" => Ok(Redirect::to(&format!("/talks/{id}")).into_response()),
            Ok(id) => on_from(&door, &shopper, id),
            Err(TalkTrouble::LinkGone) => gone(&door, &ctx, &shopper),
            Err(TalkTrouble::SignInFirst) => {
                let back = escaped(&format!("/handed/{token}"));
                Ok(Redirect::to(&format!("/sign-in?back={back}")).into_response())
            }
            Err(trouble) => Err(Problem::from(trouble)),
        }
    })
    .await;
    opened.unwrap_or_else(|problem| problem.into_page(&reader))
}
