//! The office: requests of those who keep the catalogue.

mod codec;
mod counting;
mod dead_ends;
mod exchange;
mod fields;
mod history;
mod listing;
mod planned;
mod price_told;
mod prices;
mod problems;
mod readiness;
mod resources;
mod rooms;
mod special;
mod stock;
mod structured;
mod taking;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::Door;

/// The routes of the office.
pub(super) fn routes() -> Router<Arc<Door>> {
    let mut router = Router::new()
        .route("/office", get(rooms::overview))
        .route("/office/catalogue", get(rooms::to_products))
        .route("/office/prices/{offering}", get(prices::show).post(prices::change))
        .route("/office/prices/{offering}/withdraw", post(prices::withdraw))
        .route("/office/prices/{offering}/end", post(prices::end))
        .route("/office/stock", get(stock::show))
        .route("/office/stock/count", post(stock::count))
        .route("/office/stock/receive", post(stock::receive))
        .route("/office/stock/move", post(stock::transfer))
        .route("/office/stock/many", get(counting::show).post(counting::count))
        .route("/office/stock/movements", get(counting::movements))
        .route("/office/dead-ends", get(dead_ends::show))
        .route("/office/dead-ends/erase", post(dead_ends::erase))
        .route(
            "/office/exchange",
            get(exchange::show).post(exchange::bring).layer(super::imports::unlimited()),
        )
        .route("/office/exchange/catalogue.json", get(exchange::json))
        .route("/office/exchange/catalogue.csv", get(exchange::csv))
        .route("/office/exchange/jobs/{job}", get(exchange::job))
        .route("/office/exchange/jobs/{job}/stop", post(exchange::stop))
        .route("/office/exchange/{upload}", get(exchange::look).post(exchange::act));
    for room in rooms::RESOURCES {
        let path = room.path();
        router = router
            .route(path, get(resources::list))
            .route(&format!("{path}/{{id}}"), get(resources::show).post(resources::save))
            .route(&format!("{path}/{{id}}/history"), get(history::show));
    }
    router
}
