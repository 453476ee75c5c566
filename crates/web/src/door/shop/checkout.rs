//! The checkout: entered (its goods are held from then on), filled, completed.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{Asking, CheckoutNow, CheckoutTrouble, PaymentDetails, Trouble as Failure};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collect::cart::{Cart, CheckoutData, Contact, DeliveryChoice};
use collect::checkout::Requirement;
use collect::order::PaymentStanding;
use collect::place::PostalAddress;
use collect::pricing::SeenTotal;
use rust_decimal::Decimal;
use types::{CartId, Scene};

use super::checkout_shown::{Typed, problem_of, problems_of, shown, to_send_later};
use super::contracts::contracts_of_checkout;
use super::lines::{lines, refusal, totals};
use super::store::store_of;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::shop::model::{CheckoutPage, PriceChangedPage, Problem, SeenAmounts};
use crate::pages::shop::{checkout_page, price_changed_page, sign_in_ended_page};

/// `POST /checkout/enter`: holds the goods, then shows the checkout.
pub async fn enter(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(marks): Form<FormMarks>,
) -> Response {
    let asking = shopper.asking(&marks, door.counter.now());
    // What is missing or short is listed by the page that follows.
    let entered = blocking(move || match door.counter.enter_checkout(&asking) {
        Err(CheckoutTrouble::Trouble(failure)) => Err(Trouble::from(failure)),
        _ => Ok(()),
    })
    .await;
    match entered {
        Ok(()) => Redirect::to("/checkout").into_response(),
        Err(trouble) => trouble.into_page(&reader),
    }
}

/// `GET /checkout`
pub async fn show(State(door): State<Arc<Door>>, shopper: Shopper, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let asking = Asking::new(shopper.caller.clone(), Scene::Web);
        let cart = door.counter.my_cart(&asking, ctx.language.code())?;
        if cart.version.is_none() || cart.cart.is_empty() {
            return Ok::<_, Trouble>(None);
        }
        let now = door.counter.checkout(&asking, cart.cart.id)?;
        // What is short is said at once, not only after everything else was typed.
        let shop = door.counter.shop()?;
        let short = now.missing.iter().filter(|missing| matches!(missing, Requirement::InStock { .. }));
        let short = short.map(|missing| problem_of(&ctx, &shop, missing)).collect();
        let said = door.counter.checkout_prefilled(&asking, &now.cart.cart.checkout)?;
        page_of(&door, &ctx, &shopper, &now, &Typed::kept(&said), short).map(Some)
    })
    .await;
    match page {
        Ok(Some(page)) => (super::personal(), page.into_string()).into_response(),
        Ok(None) => Redirect::to("/cart").into_response(),
        Err(trouble) => trouble.into_page(&reader),
    }
}

fn page_of(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    now: &CheckoutNow,
    typed: &Typed,
    problems: Vec<Problem>,
) -> Result<maud::Markup, Trouble> {
    let shop = door.counter.shop()?;
    let zone = door.counter.live_zone()?;
    let email = shopper
        .customer
        .as_ref()
        .map(|customer| customer.email().map(ToString::to_string).unwrap_or_default());
    let contracts = contracts_of_checkout(door, ctx, now)?;
    let page = CheckoutPage { contracts, ..shown(ctx, &shop, now, typed, problems, email, &zone) };
    let store = store_of(door, ctx, shopper, Some(now.cart.cart.pieces()))?;
    Ok(checkout_page(ctx, &store, &page))
}

/// What came of sending the checkout.
enum Sent {
    Ordered(types::OrderId, PaymentStanding),
    Page(StatusCode, maud::Markup),
    Empty,
}

/// `POST /checkout`: says what was typed, and completes the order.
pub async fn complete(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let values: BTreeMap<String, String> = pairs.into_iter().collect();
    let marks = FormMarks { entry: value(&values, "entry"), shown: value(&values, "shown") };
    let asking = shopper.asking(&marks, door.counter.now());
    let ctx = reader.0.clone();
    let sent = blocking(move || send(&door, &ctx, &shopper, &asking, &values)).await;
    match sent {
        Ok(Sent::Ordered(order, standing)) => {
            let told = if standing == PaymentStanding::Refused { "?payment=refused" } else { "?new=1" };
            Redirect::to(&format!("/orders/{order}{told}")).into_response()
        }
        Ok(Sent::Page(status, page)) => (status, super::personal(), page.into_string()).into_response(),
        Ok(Sent::Empty) => Redirect::to("/cart").into_response(),
        Err(trouble) => trouble.into_page(&reader),
    }
}

fn send(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    asking: &Asking,
    values: &BTreeMap<String, String>,
) -> Result<Sent, Trouble> {
    let Some(id) = cart_of_form(door, asking, values)? else { return Ok(Sent::Empty) };
    let typed = Typed::sent(values);
    let mut said = data_of(values);
    if let Some(customer) = &shopper.customer {
        said.contact.email = customer.email().map(ToString::to_string).unwrap_or(said.contact.email);
    }
    match door.counter.send_checkout(asking, id, &said, seen_of(values), &details_of(values)) {
        Ok(done) => Ok(Sent::Ordered(done.order, done.standing)),
        Err(CheckoutTrouble::Trouble(Failure::NotFound { what: "cart" | Cart::KIND, .. })) => {
            not_theirs(door, ctx, shopper, values)
        }
        Err(trouble) => refused(door, ctx, shopper, asking, id, &typed, trouble),
    }
}

/// The cart is not open to this reader. Whoever is not signed in may have been when they filled the form.
fn not_theirs(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    values: &BTreeMap<String, String>,
) -> Result<Sent, Trouble> {
    if shopper.customer.is_some() {
        return Ok(Sent::Empty);
    }
    let store = store_of(door, ctx, shopper, None)?;
    let page = sign_in_ended_page(ctx, &store, &to_send_later(values));
    Ok(Sent::Page(StatusCode::FORBIDDEN, page))
}

/// The cart that the form is about: the one that it names, else the open one. A form that comes a second time names the cart that
/// has become an order meanwhile.
fn cart_of_form(
    door: &Arc<Door>,
    asking: &Asking,
    values: &BTreeMap<String, String>,
) -> Result<Option<CartId>, Trouble> {
    match values.get("cart").and_then(|id| id.parse().ok()) {
        Some(named) => Ok(Some(named)),
        None => Ok(door.counter.my_filled_cart(asking)?),
    }
}

fn page_with(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    now: &CheckoutNow,
    typed: &Typed,
    problems: Vec<Problem>,
) -> Result<Sent, Trouble> {
    let page = page_of(door, ctx, shopper, now, typed, problems)?;
    Ok(Sent::Page(StatusCode::UNPROCESSABLE_ENTITY, page))
}

fn refused(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    asking: &Asking,
    id: CartId,
    typed: &Typed,
    trouble: CheckoutTrouble,
) -> Result<Sent, Trouble> {
    let shop = door.counter.shop()?;
    let problems = match trouble {
        CheckoutTrouble::Trouble(failure) => return Err(failure.into()),
        CheckoutTrouble::PriceChanged { seen, now: _ } => {
            let now = door.counter.checkout(asking, id)?;
            return price_changed(door, ctx, shopper, &now, typed, seen);
        }
        CheckoutTrouble::Missing(missing) => {
            missing.iter().map(|each| problem_of(ctx, &shop, each)).collect()
        }
        CheckoutTrouble::PaymentDetails(wrong) => problems_of(ctx, &wrong),
        CheckoutTrouble::Cart(why) => vec![Problem::whole(&refusal(ctx, &shop, &why))],
    };
    let now = door.counter.checkout(asking, id)?;
    page_with(door, ctx, shopper, &now, typed, problems)
}

/// It costs something else than what was seen: both totals, and a button that agrees to the new one.
fn price_changed(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    now: &CheckoutNow,
    typed: &Typed,
    seen: SeenTotal,
) -> Result<Sent, Trouble> {
    let shop = door.counter.shop()?;
    let total = now.cart.priced.total();
    let currency = now.cart.priced.currency;
    let way = match &now.cart.cart.checkout.delivery {
        Some(DeliveryChoice::Send { method }) => now.methods.iter().find(|each| each.id == *method),
        _ => None,
    };
    let way = way.map(|way| way.name_in(ctx.language.code()));
    let mut before = totals(&now.cart.priced, way);
    before.due_now = Some(super::lines::money(seen.due_now, currency));
    before.first_year = before.first_year.map(|_| super::lines::money(seen.first_year, currency));
    if let Some(first) = before.monthly.first_mut() {
        first.amount = super::lines::money(seen.monthly, currency);
    }
    before.tax.clear();
    let page = PriceChangedPage {
        seen: before,
        now: totals(&now.cart.priced, way),
        lines: lines(ctx, &shop, &now.cart),
        now_seen: amounts(&total),
        fields: typed.to_send_again(),
    };
    let store = store_of(door, ctx, shopper, Some(now.cart.cart.pieces()))?;
    Ok(Sent::Page(StatusCode::CONFLICT, price_changed_page(ctx, &store, &page)))
}

/// A total as a form carries it.
pub(super) fn amounts(total: &SeenTotal) -> SeenAmounts {
    SeenAmounts {
        fees: Vec::new(),
        due_now: total.due_now.to_string(),
        monthly: total.monthly.to_string(),
        first_year: total.first_year.to_string(),
    }
}

/// The total that the reader saw: the one of the page, and the fee that stood beside the delivery that they chose on it.
fn seen_of(values: &BTreeMap<String, String>) -> Option<SeenTotal> {
    let amount = |name: &str| -> Option<Decimal> { values.get(name)?.trim().parse().ok() };
    let fee = values.get("delivery").and_then(|way| amount(&format!("fee.{way}"))).unwrap_or_default();
    Some(SeenTotal {
        due_now: amount("seen_due_now")?.checked_add(fee)?,
        monthly: amount("seen_monthly")?,
        first_year: amount("seen_first_year")?.checked_add(fee)?,
    })
}

fn value(values: &BTreeMap<String, String>, name: &str) -> String {
    values.get(name).map(|text| text.chars().take(300).collect()).unwrap_or_default()
}

fn data_of(values: &BTreeMap<String, String>) -> CheckoutData {
    let value = |name: &str| value(values, name);
    CheckoutData {
        contact: Contact {
            given_name: value("given_name"),
            family_name: value("family_name"),
            email: value("email"),
            phone: value("phone"),
        },
        address: PostalAddress {
            name: value("name"),
            street: value("street"),
            complement: value("complement"),
            postcode: value("postcode"),
            city: value("city"),
            country: value("country"),
            ..PostalAddress::default()
        },
        delivery: delivery_of(&value("delivery")),
        payment: value("payment"),
        terms: value("terms").parse().ok(),
        summary_accepted: value("summary_accepted") == "1",
        begin_at_once: value("begin_at_once") == "1",
    }
}

fn delivery_of(chosen: &str) -> Option<DeliveryChoice> {
    match chosen.split_once(':')? {
        ("pick_up", place) => Some(DeliveryChoice::PickUp { place: place.into() }),
        ("send", method) => Some(DeliveryChoice::Send { method: method.to_owned() }),
        _ => None,
    }
}

/// What was typed to pay. It is sent on and never kept.
pub(super) fn details_of(values: &BTreeMap<String, String>) -> PaymentDetails {
    let value = |name: &str| value(values, name);
    PaymentDetails {
        card_number: value("card_number"),
        card_expires: value("card_expires"),
        card_code: value("card_code"),
        iban: value("iban"),
        bic: value("bic"),
        holder: value("holder"),
    }
}
