//! "Compare with your own use": a meter file is brought, read, priced in memory; kept or shown to a seller when its owner says so.

mod answered;
mod brought;
mod form;
mod in_hand;
mod kept;
mod notices;
mod source;
mod start;
mod trouble;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, header};
use axum::routing::{get, post};

pub(super) use in_hand::cost_in_hand;
pub(super) use start::kept_lines;

use super::{Door, imports};

/// The routes of one's own use.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/shelf/use", get(start::show).post(brought::bring).layer(imports::unlimited()))
        .route("/shelf/use/stated", get(answered::stated))
        .route("/shelf/use/stated/keep", post(kept::keep_stated))
        .route("/shelf/use/stated/ask", post(kept::ask_about_stated))
        .route("/shelf/use/stated/choose", post(kept::choose_by_stated))
        .route("/shelf/use/kept/{id}/choose", post(kept::choose_by_kept))
        .route("/shelf/use/{file}/choose", post(kept::choose_by_file))
        .route("/shelf/use/kept/{id}", get(answered::kept))
        .route("/shelf/use/kept/{id}/ask", post(kept::ask_about_kept))
        .route("/shelf/use/kept/{id}/forget", post(kept::forget))
        .route("/shelf/use/told/{id}", get(kept::told))
        .route("/shelf/use/{file}", get(answered::file))
        .route("/shelf/use/{file}/keep", post(kept::keep_file))
        .route("/shelf/use/{file}/ask", post(kept::ask_about_file))
        .route("/shelf/use/{file}/drop", post(kept::drop_file))
}

/// The headers of a page that is about one reader only: no cache keeps it.
const fn personal() -> [(HeaderName, &'static str); 1] {
    [(header::CACHE_CONTROL, "no-store")]
}
