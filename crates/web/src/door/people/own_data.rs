//! What is held about a customer: taken away, looked at, deleted.

use std::sync::Arc;

use app::{Asking, LookedAt, PeopleRefusal};
use axum::Extension;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::customer_sign_in::run;
use super::me::{ORDERS, PRODUCTS, row, to_sign_in};
use super::told::{Fields, told};
use super::{page_of, private, store_around};
use crate::context::PageContext;
use crate::door::identity::{CUSTOMER, Carried, CookiesToSet, FormMarks, Shopper, VISITOR};
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::people::{DeletePage, LookRow, Mine, data_page, delete_page, deleted_page, looked_page};
use crate::pages::shop::model::Store;

/// `GET /me/data`
pub async fn data(State(door): State<Arc<Door>>, reader: Reader, shopper: Shopper) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me/data");
    }
    let store = store_around(&door, &reader, &shopper).await;
    private(StatusCode::OK, data_page(&reader.0, &store))
}

/// `POST /me/data`: the file.
pub async fn take(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(marks): Form<FormMarks>,
) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me/data");
    }
    let asking = shopper.asking(&marks, door.counter.now());
    let held = blocking(move || {
        let held = door.counter.held_about_me(&asking)?;
        let text = serde_json::to_string_pretty(&held.content).map_err(app::Trouble::from)?;
        Ok::<_, Problem>((held.name, text))
    })
    .await;
    match held {
        Ok((name, text)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, text).into_response()
        }
        Err(problem) => page_of(problem, &reader),
    }
}

/// `GET /me/looked`
pub async fn looked(State(door): State<Arc<Door>>, reader: Reader, shopper: Shopper) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me/looked");
    }
    let asking = shopper.asking(&FormMarks::default(), door.counter.now());
    let store = store_around(&door, &reader, &shopper).await;
    let found =
        run(&door, move |door| Ok((door.counter.file_openings(&asking)?, door.counter.live_zone()?))).await;
    match found {
        Ok((openings, zone)) => {
            let row = |it: app::FileOpening| LookRow {
                at: it.at,
                by: it.by,
                purpose: purpose_of(&reader.0, it.what, it.purpose),
            };
            let rows: Vec<_> = openings.into_iter().map(row).collect();
            private(StatusCode::OK, looked_page(&reader.0, &store, &rows, &zone))
        }
        Err(refusal) => page_of(refusal.into(), &reader),
    }
}

/// What somebody looked for: in their own words, or which order or mail they looked at.
fn purpose_of(ctx: &PageContext, what: LookedAt, said: String) -> String {
    match what {
        LookedAt::File => said,
        LookedAt::Order => ctx.tell("looked-order", &[("number", said.into())]),
        LookedAt::Mail => ctx.tell("looked-mail", &[("subject", said.into())]),
    }
}

/// `GET /me/delete`
pub async fn ask_delete(State(door): State<Arc<Door>>, reader: Reader, shopper: Shopper) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me/delete");
    }
    let store = store_around(&door, &reader, &shopper).await;
    private(StatusCode::OK, delete_page(&reader.0, &store, &DeletePage::default()))
}

/// What the form of deletion sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    confirm: String,
    entry: String,
    shown: String,
}

/// `POST /me/delete`
pub async fn delete(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    Form(form): Form<DeleteForm>,
) -> Response {
    let Some(id) = shopper.customer.as_ref().map(|customer| customer.id) else {
        return to_sign_in("/me/delete");
    };
    let now = door.counter.now();
    let asking = shopper.asking(&FormMarks { entry: form.entry, shown: form.shown }, now);
    let whose = asking.clone();
    let confirmed = form.confirm == "yes";
    let store = store_around(&door, &reader, &shopper).await;
    match run(&door, move |door| door.counter.erase_customer(&asking, id, confirmed)).await {
        Ok(_) => {
            // The browser is nobody's again.
            cookies.set(CUSTOMER, "", Some(0), carried.https);
            cookies.set(VISITOR, "", Some(0), carried.https);
            private(
                StatusCode::OK,
                deleted_page(&reader.0, &Store { signed_in: None, cart_pieces: 0, ..store }),
            )
        }
        Err(refusal) => {
            let under_way = match refusal {
                PeopleRefusal::UnderWay { .. } => under_way(&door, &reader.0, whose).await,
                _ => Ok(Vec::new()),
            };
            let problem = told(&reader.0, refusal, Fields::default(), now);
            match under_way.and_then(|under_way| Ok(DeletePage { problems: vec![problem?], under_way })) {
                Ok(page) => private(StatusCode::UNPROCESSABLE_ENTITY, delete_page(&reader.0, &store, &page)),
                Err(problem) => page_of(problem, &reader),
            }
        }
    }
}

/// The orders and products that keep an account from being deleted, each with its page.
async fn under_way(door: &Arc<Door>, ctx: &PageContext, asking: Asking) -> Result<Vec<Mine>, Problem> {
    let (door, ctx) = (Arc::clone(door), ctx.clone());
    blocking(move || {
        let zone = door.counter.live_zone()?;
        let mine = door.counter.things_under_way(&asking)?;
        let orders = mine.orders.into_iter().map(|order| row(&ctx, order, ORDERS, &zone));
        let products = mine.products.into_iter().map(|product| row(&ctx, product, PRODUCTS, &zone));
        Ok::<_, Problem>(orders.chain(products).collect())
    })
    .await
}
