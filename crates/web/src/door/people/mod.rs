//! Signing in and out, one's own page, staff and their accounts.

mod accounts;
mod customer_sign_in;
mod device;
mod enrol;
mod file;
mod find_person;
mod first;
mod me;
mod own_data;
mod staff_me;
mod staff_sign_in;
mod told;

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;

use super::identity::Shopper;
use super::{Door, Problem};
use crate::pages::shop::model::Store;

/// How long a customer's session cookie is kept by the browser, in seconds.
const CUSTOMER_S: u32 = 180 * 24 * 3_600;

/// The routes.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/sign-in", get(customer_sign_in::form).post(customer_sign_in::ask))
        .route("/sign-in/code", post(customer_sign_in::code))
        .route("/sign-out", post(customer_sign_in::sign_out))
        .route("/me", get(me::show))
        .route("/me/details", post(me::change))
        .route("/me/sessions/end", post(me::end_session))
        .route("/me/data", get(own_data::data).post(own_data::take))
        .route("/me/looked", get(own_data::looked))
        .route("/me/delete", get(own_data::ask_delete).post(own_data::delete))
        .route("/office/customers", get(find_person::form).post(find_person::find))
        .route("/office/customers/{customer}", get(file::ask).post(file::open))
        .route("/office/customers/{customer}/erase", post(file::erase))
        .route("/office/guests/erase", post(find_person::erase))
        .route("/staff/sign-in", get(staff_sign_in::form).post(staff_sign_in::password))
        .route("/staff/second-factor", get(staff_sign_in::digits_form).post(staff_sign_in::digits))
        .route("/staff/recovery", get(staff_sign_in::recovery_form).post(staff_sign_in::recovery))
        .route("/staff/sign-out", post(staff_sign_in::sign_out))
        .route("/staff/enrol", get(enrol::show).post(enrol::confirm))
        .route("/staff/first/{token}", get(first::show).post(first::open))
        .route("/staff/me", get(staff_me::show))
        .route("/staff/me/password", post(staff_me::password))
        .route("/staff/me/codes", post(staff_me::codes))
        .route("/staff/me/second-factor", post(staff_me::second_factor))
        .route("/staff/me/sessions/end", post(staff_me::end_session))
        .route("/staff/accounts", get(accounts::list).post(accounts::make))
        .route("/staff/accounts/{id}", get(accounts::show))
        .route("/staff/accounts/{id}/{change}", post(accounts::change))
}

/// A page that no cache keeps: it shows somebody's own things.
fn private(status: StatusCode, page: Markup) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, page.into_string()).into_response()
}

/// Where to go on: a path of ours, else this one. `//elsewhere` and `/\elsewhere` are other hosts to a browser.
fn back_or(back: &str, otherwise: &str) -> String {
    let ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.starts_with("/\\")
        && back.len() <= 2_000
        && back.bytes().all(|byte| byte.is_ascii_graphic());
    if ours { back.to_owned() } else { otherwise.to_owned() }
}

/// The store around a customer's page; a bare one where it cannot be read, so that signing in never fails by it.
async fn store_around(door: &Arc<Door>, reader: &super::reader::Reader, shopper: &Shopper) -> Store {
    let (asked, ctx, shopper) = (Arc::clone(door), reader.0.clone(), shopper.clone());
    let store = super::blocking(move || super::shop::store_of(&asked, &ctx, &shopper, None)).await;
    store.unwrap_or_default()
}

/// A problem as its page.
fn page_of(problem: Problem, reader: &super::reader::Reader) -> Response {
    problem.into_page(reader)
}

#[cfg(test)]
mod tests {
    use super::back_or;

    #[test]
    fn the_way_back_never_leads_to_another_host() {
        assert_eq!(back_or("/checkout?step=pay#top", "/me"), "/checkout?step=pay#top");
        for elsewhere in
            ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nSet-Cookie: x", "me"]
        {
            assert_eq!(back_or(elsewhere, "/me"), "/me");
        }
    }
}
