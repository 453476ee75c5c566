//! "Ask a seller": the question, the conversation on both sides, the inbox, the link that hands a cart back.

mod answers;
mod ask;
mod cart;
mod desk;
mod desk_beside;
mod events;
mod handed;
mod inbox;
mod opened;
mod shown;
mod talk;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};

use super::Door;
use super::identity::Staff;

/// The routes of conversations.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/ask", get(ask::form).post(ask::send))
        .route("/talks/open/{token}", get(opened::show).post(opened::open))
        .route("/talks/{id}", get(talk::show))
        .route("/talks/{id}/messages", post(talk::say))
        .route("/talks/{id}/cart", post(talk::change_cart))
        .route("/talks/{id}/close", post(talk::leave))
        .route("/talks/{id}/events", get(events::of_customer))
        .route("/handed/{token}", get(handed::show).post(handed::open))
        .route("/inbox", get(inbox::show))
        .route("/inbox/events", get(events::of_inbox))
        .route("/inbox/{id}", get(desk::show))
        .route("/inbox/{id}/messages", post(desk::answer))
        .route("/inbox/{id}/cart", post(desk::change_cart))
        .route("/inbox/{id}/notes", post(desk::note))
        .route("/inbox/{id}/take", post(desk::take))
        .route("/inbox/{id}/take-over", post(desk::take_over))
        .route("/inbox/{id}/release", post(desk::release))
        .route("/inbox/{id}/hand-back", post(desk::hand_back))
        .route("/inbox/{id}/close", post(desk::close))
        .route("/inbox/{id}/events", get(events::of_seller))
}

/// The id that messages and acts name a seller by: as `app` makes it.
fn seller_id(staff: &Staff) -> String {
    staff.caller.staff_id().map_or_else(|| app::KEEPER.to_owned(), |id| id.to_string())
}

/// The name that the customer sees; empty where nobody has an account.
fn seller_name(staff: &Staff) -> String {
    staff.signed_in.as_ref().map(|(member, _)| member.name.clone()).unwrap_or_default()
}

/// Where links that leave begin: as this page was asked for.
fn origin(door: &Door, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let scheme = if door.behind_proxy { "https" } else { "http" };
    format!("{scheme}://{host}")
}
