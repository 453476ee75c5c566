//! Orders at the counter of a shop and in the office: requests of staff.

mod counter;
mod fields;
mod lists;
mod office;
mod order_shown;
mod refusals;
mod shown;
mod slips;

pub(super) use refusals::customer_sentence;
pub(super) use shown::state_name;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::Door;

/// The routes of those who prepare, hand over, send and take back.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/counter", get(counter::choose))
        .route("/counter/{place}", get(counter::show))
        .route("/counter/{place}/find", post(counter::find))
        .route("/counter/{place}/orders/{order}", get(counter::order))
        .route("/counter/{place}/orders/{order}/ready", post(counter::ready))
        .route("/counter/{place}/orders/{order}/hand-over", post(counter::hand_over))
        .route("/counter/{place}/orders/{order}/code", post(counter::renew))
        .route("/office/orders", get(lists::show))
        .route("/office/orders/picking.pdf", get(slips::picking))
        .route("/office/orders/{order}/slip.pdf", get(slips::slip))
        .route("/office/orders/{order}", get(office::show))
        .route("/office/orders/{order}/{act}", post(office::act))
}
