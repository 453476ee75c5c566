//! The end of a subscription: what follows is shown, then it is confirmed. It needs no account: whoever holds the order may.

use std::sync::Arc;

use app::{Asking, FulfilmentTrouble};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use collect::order::ProductOrder;
use collect::product::{Ending, Product, ProductStatus};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::{Money, OrderId, ProductId, Scene};

use super::orders::in_trouble;
use super::store::store_of;
use crate::context::PageContext;
use crate::door::fulfilment::customer_sentence;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::shop::ending_page;
use crate::pages::shop::model::{EndingPage, Problem};

/// `GET /orders/{order}/end/{product}`
pub async fn show(
    State(door): State<Arc<Door>>,
    Path((order, product)): Path<(String, String)>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    page(door, order, product, shopper, reader, None).await
}

/// `POST /orders/{order}/end/{product}`
pub async fn end(
    State(door): State<Arc<Door>>,
    Path((order, product)): Path<(String, String)>,
    shopper: Shopper,
    reader: Reader,
    Form(marks): Form<FormMarks>,
) -> Response {
    let asking = shopper.asking(&marks, door.counter.now());
    let (at, ctx, ids) = (Arc::clone(&door), reader.0.clone(), (order.clone(), product.clone()));
    let ended = blocking(move || {
        let (order, product) = read(&ids.0, &ids.1)?;
        match at.counter.end_subscription(&asking, order, product) {
            Ok(_) => Ok(None),
            Err(refused) => customer_sentence(&ctx, &at, refused).map(Some),
        }
    })
    .await;
    match ended {
        Ok(None) => Redirect::to(&format!("/orders/{order}?done=end")).into_response(),
        Ok(refused) => page(door, order, product, shopper, reader, refused).await,
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

fn read(order: &str, product: &str) -> Result<(OrderId, ProductId), Trouble> {
    match (order.parse(), product.parse()) {
        (Ok(order), Ok(product)) => Ok((order, product)),
        _ => Err(Trouble::not_found()),
    }
}

async fn page(
    door: Arc<Door>,
    order: String,
    product: String,
    shopper: Shopper,
    reader: Reader,
    refused: Option<String>,
) -> Response {
    let (at, who, ctx) = (Arc::clone(&door), shopper.clone(), reader.0.clone());
    let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = blocking(move || {
        let (id, product) = read(&order, &product)?;
        let asking = Asking::new(who.caller.clone(), Scene::Web);
        let of_order = at.counter.product_order(&asking, id)?;
        let (product, ending) = match at.counter.ending_of(&asking, id, product) {
            Ok(found) => found,
            Err(FulfilmentTrouble::Trouble(failure)) => return Err(Trouble::from(failure)),
            Err(_) => return Err(Trouble::not_found()),
        };
        let zone = at.counter.live_zone()?;
        let withdraw = withdraw_until(&ctx, &of_order, &product, &zone, at.counter.now());
        let shown = EndingPage {
            order,
            withdraw,
            number: of_order.external_id.clone(),
            product: product.id.to_string(),
            name: product.name_in(ctx.language.code()).to_owned(),
            consequences: consequences(&ctx, &product, &ending, &of_order.contact.email, &zone),
            possible: matches!(product.status, ProductStatus::Active | ProductStatus::Suspended),
            problems: refused.iter().map(|refused| Problem::whole(refused)).collect(),
        };
        let store = store_of(&at, &ctx, &who, None)?;
        Ok::<_, Trouble>(ending_page(&ctx, &store, &shown).into_string())
    })
    .await;
    match page {
        Ok(page) => (status, super::personal(), Html(page)).into_response(),
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// Until when one may withdraw from what is about to be ended: nothing is owed then.
fn withdraw_until(
    ctx: &PageContext,
    order: &ProductOrder,
    product: &Product,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<String> {
    let by = product.product_order_item.iter().find(|by| by.product_order_id == order.id)?;
    let item = order.item(&by.order_item_id)?;
    if !product.status.is_held() || order.withdrawable(item, zone, now) == 0 {
        return None;
    }
    let day = order.withdrawal_last_day(item, zone)?;
    Some(ctx.tell("order-end-withdraw", &[("date", ctx.language.long_date(day).into())]))
}

/// What follows, or what was recorded, in sentences.
fn consequences(
    ctx: &PageContext,
    product: &Product,
    ending: &Ending,
    email: &str,
    zone: &TimeZone,
) -> Vec<String> {
    let until = || ctx.language.moment(ending.ends_at, zone);
    let mut said = match product.status {
        ProductStatus::Active | ProductStatus::Suspended => {
            vec![ctx.tell("order-end-date", &[("date", until().into())])]
        }
        ProductStatus::PendingTerminate => vec![ctx.tell("order-end-is-ending", &[("date", until().into())])],
        _ => return vec![ctx.say("order-end-is-over")],
    };
    said.push(match ending.owed {
        Some(owed) => {
            let amount = ctx.language.price(Money::from(owed));
            let months = u64::from(ending.months_left);
            ctx.tell("order-end-owed", &[("n", months.into()), ("amount", amount.into())])
        }
        None => ctx.say("order-end-nothing"),
    });
    if let Some(end) = ending.at_end {
        let amount = ctx.language.price(Money::from(end));
        said.push(ctx.tell("order-end-at-end", &[("amount", amount.into())]));
    }
    if product.status != ProductStatus::PendingTerminate {
        said.push(ctx.say("order-end-keep-number"));
        if !email.is_empty() {
            said.push(ctx.tell("order-end-receipt", &[("email", email.into())]));
        }
    }
    said
}
