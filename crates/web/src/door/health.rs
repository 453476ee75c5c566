//! Whether it lives (`/healthz`) and whether it can serve (`/readyz`: the ledger answers).

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use super::{Door, blocking};

/// `GET /healthz`: this process answers.
pub async fn lives() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the ledger answers too.
pub async fn ready(State(door): State<Arc<Door>>) -> (StatusCode, &'static str) {
    let counter = Arc::clone(&door);
    match blocking(move || counter.counter.books().map(drop)).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the ledger does not answer\n"),
    }
}
