//! The store's door: the shelf, the cart, the checkout, orders.

mod cart;
mod checkout;
mod checkout_shown;
mod compare;
mod contracts;
mod ending;
mod lines;
mod list;
mod offering;
mod order_opened;
mod order_shown;
mod orders;
mod places;
mod rendered;
mod seen;
mod store;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, header};
use axum::routing::{get, post};

pub(in crate::door) use rendered::Rendered;
pub(in crate::door) use store::store_of;

use super::Door;
use crate::pages::shop::decoded;

/// The routes of the store.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/", get(list::front))
        .route("/shelf", get(list::list))
        .route("/shelf/search", get(list::list))
        .route("/shelf/compare", get(compare::show))
        .route("/offers/{id}", get(offering::show))
        .route("/offers/{id}/watch", post(offering::watch))
        .route("/cart", get(cart::show))
        .route("/cart/lines", post(cart::add))
        .route("/cart/lines/change", post(cart::change_line))
        .route("/cart/lines/remove", post(cart::remove_line))
        .route("/cart/code", post(cart::enter_code))
        .route("/checkout", get(checkout::show).post(checkout::complete))
        .route("/checkout/enter", post(checkout::enter))
        .route("/orders/find", get(orders::find_form).post(orders::find))
        .route("/orders/open/{token}", get(order_opened::show).post(order_opened::open))
        .route("/orders/{order}", get(orders::show))
        .route("/orders/{order}/pay", post(orders::pay))
        .route("/orders/{order}/account", post(orders::account))
        .route("/orders/{order}/end/{product}", get(ending::show).post(ending::end))
        .route("/orders/{order}/proof.pdf", get(orders::proof))
        .route("/orders/{order}/{what}", get(orders::ending_form).post(orders::end))
}

/// The headers of a page that is about one reader only: no cache keeps it, and going back asks for it again.
const fn personal() -> [(HeaderName, &'static str); 2] {
    [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "text/html; charset=utf-8")]
}

/// The names and values of a query, as they were typed.
fn pairs_of(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
}
