//! An order: looked at, paid again, cancelled, withdrawn from, found again by a guest.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{Asking, CheckoutTrouble, CorrectionProblem, FulfilmentTrouble};
use axum::extract::{Form, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use collect::order::{LineQuantity, OrderRefusal, PaymentStanding, ProductOrder};
use serde::Deserialize;
use types::{OrderId, Scene};
use wording::Language;

use super::checkout::details_of;
use super::checkout_shown::problems_of;
use super::order_shown::{consequences, lines, shown};
use super::store::store_of;
use crate::context::PageContext;
use crate::door::fulfilment::customer_sentence;
use crate::door::identity::{FormMarks, Shopper};
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::shop::model::{FindOrderPage, Problem, WithdrawPage};
use crate::pages::shop::{find_order_page, order_page, withdraw_page};

/// What the address of an order says beside its id.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Told {
    new: String,
    done: String,
}

/// What was just done, that the address may name: nothing else is ever said.
const DONE: [&str; 5] = ["withdraw", "cancel", "account", "pay", "end"];

impl Told {
    /// The sentence: thanks are given for an order whose payment went well or is still to come in its time.
    fn sentence(&self, ctx: &PageContext, order: &ProductOrder) -> Option<String> {
        let in_doubt =
            matches!(order.payment_standing, PaymentStanding::Uncertain | PaymentStanding::Refused);
        match DONE.into_iter().find(|done| *done == self.done) {
            Some(done) => Some(ctx.say(&format!("order-done-{done}"))),
            None if self.new != "1" => None,
            None if in_doubt => Some(ctx.say("order-thanks-not-paid")),
            None => Some(ctx.say("shop-thanks")),
        }
    }
}

/// `GET /orders/{order}`
pub async fn show(
    State(door): State<Arc<Door>>,
    Path(order): Path<String>,
    Query(told): Query<Told>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    page(door, order, shopper, reader, StatusCode::OK, told, BTreeMap::new(), Vec::new()).await
}

#[expect(clippy::too_many_arguments, reason = "what a page is shown with")]
async fn page(
    door: Arc<Door>,
    order: String,
    shopper: Shopper,
    reader: Reader,
    status: StatusCode,
    told: Told,
    values: BTreeMap<String, String>,
    problems: Vec<Problem>,
) -> Response {
    let ctx = reader.0.clone();
    let (at, who) = (Arc::clone(&door), shopper.clone());
    let page = blocking(move || {
        let id: OrderId = order.parse().map_err(|_| Trouble::not_found())?;
        let asking = Asking::new(who.caller.clone(), Scene::Web);
        let order = at.counter.product_order(&asking, id)?;
        let mut page = shown(&at, &ctx, &asking, &order, values)?;
        page.told = told.sentence(&ctx, &order);
        page.problems = problems;
        let store = store_of(&at, &ctx, &who, None)?;
        Ok::<_, Trouble>(order_page(&ctx, &store, &page).into_string())
    })
    .await;
    match page {
        Ok(page) => (status, super::personal(), page).into_response(),
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// `POST /orders/{order}/pay`
pub async fn pay(
    State(door): State<Arc<Door>>,
    Path(order): Path<String>,
    shopper: Shopper,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let values: BTreeMap<String, String> = pairs.into_iter().collect();
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let marks = FormMarks { entry: value("entry"), shown: value("shown") };
    let asking = shopper.asking(&marks, door.counter.now());
    let (method, details, ctx) = (value("payment"), details_of(&values), reader.0.clone());
    let (at, id) = (Arc::clone(&door), order.clone());
    let paid = blocking(move || {
        let id: OrderId = id.parse().map_err(|_| Trouble::not_found())?;
        if !at.counter.payment_names().contains(&method) {
            return Ok(vec![Problem::of("payment", &ctx.say("missing-payment"))]);
        }
        match at.counter.pay_again(&asking, id, &method, &details) {
            Ok(_) => Ok(Vec::new()),
            Err(CheckoutTrouble::PaymentDetails(wrong)) => Ok(problems_of(&ctx, &wrong)),
            Err(CheckoutTrouble::Trouble(failure)) => Err(Trouble::from(failure)),
            Err(CheckoutTrouble::PriceChanged { .. }) => {
                Ok(vec![Problem::whole(&ctx.say("order-pay-changed"))])
            }
            Err(CheckoutTrouble::Cart(_) | CheckoutTrouble::Missing(_)) => {
                Ok(vec![Problem::whole(&ctx.say("order-pay-refused"))])
            }
        }
    })
    .await;
    match paid {
        Ok(problems) if problems.is_empty() => {
            Redirect::to(&format!("/orders/{order}?done=pay")).into_response()
        }
        Ok(problems) => {
            let values = values.into_iter().filter(|(name, _)| !name.starts_with("card_")).collect();
            let told = Told::default();
            page(door, order, shopper, reader, StatusCode::UNPROCESSABLE_ENTITY, told, values, problems).await
        }
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// `GET /orders/find`
pub async fn find_form(State(door): State<Arc<Door>>, shopper: Shopper, reader: Reader) -> Response {
    found_page(door, shopper, reader, StatusCode::OK, FindOrderPage::default()).await
}

/// The page to find an order again, for somebody who does not hold the one that they asked for: whether there is one is not told.
pub(super) async fn stranger(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    status: StatusCode,
    why: &str,
) -> Response {
    let page = FindOrderPage { why: Some(reader.0.say(why)), ..FindOrderPage::default() };
    found_page(door, shopper, reader, status, page).await
}

/// The page of a trouble; of an order that is not theirs, the one to find it again.
pub(super) async fn in_trouble(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    trouble: Trouble,
) -> Response {
    if trouble.status == StatusCode::NOT_FOUND {
        return stranger(door, shopper, reader, trouble.status, "order-not-here").await;
    }
    trouble.into_page(&reader)
}

async fn found_page(
    door: Arc<Door>,
    shopper: Shopper,
    reader: Reader,
    status: StatusCode,
    page: FindOrderPage,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let store = store_of(&door, &ctx, &shopper, None)?;
        Ok::<_, Trouble>(find_order_page(&ctx, &store, &page).into_string())
    })
    .await;
    match page {
        Ok(page) => (status, super::personal(), page).into_response(),
        Err(trouble) => trouble.into_page(&reader),
    }
}

/// What the form to find an order says.
#[derive(Debug, Deserialize)]
pub struct FindForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    email: String,
}

/// `POST /orders/find`: the order of this number and address becomes this browser's, so that it can be looked at.
pub async fn find(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    reader: Reader,
    Form(form): Form<FindForm>,
) -> Response {
    let (at, asking) = (Arc::clone(&door), Asking::new(shopper.caller.clone(), Scene::Web));
    let (number, email) = (form.number.clone(), form.email.clone());
    let found = blocking(move || match at.counter.claim_guest_order(&asking, &number, &email) {
        Ok(order) => Ok(Some(order)),
        Err(app::Trouble::NotFound { .. }) => Ok(None),
        Err(failure) => Err(Trouble::from(failure)),
    })
    .await;
    match found {
        Ok(Some(order)) => Redirect::to(&format!("/orders/{order}")).into_response(),
        Ok(None) => {
            let problems = vec![Problem::of("number", &reader.0.say("order-not-found"))];
            let page = FindOrderPage { number: form.number, email: form.email, problems, why: None };
            found_page(door, shopper, reader, StatusCode::NOT_FOUND, page).await
        }
        Err(trouble) => trouble.into_page(&reader),
    }
}

/// `GET /orders/{order}/{cancel|withdraw}`: what follows, before anything is done.
pub async fn ending_form(
    State(door): State<Arc<Door>>,
    Path((order, what)): Path<(String, String)>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    ending_page(door, order, what, shopper, reader, StatusCode::OK, Vec::new()).await
}

async fn ending_page(
    door: Arc<Door>,
    order: String,
    what: String,
    shopper: Shopper,
    reader: Reader,
    status: StatusCode,
    problems: Vec<Problem>,
) -> Response {
    let ctx = reader.0.clone();
    let (at, who) = (Arc::clone(&door), shopper.clone());
    let page = blocking(move || {
        if !matches!(what.as_str(), "cancel" | "withdraw") {
            return Err(Trouble::not_found());
        }
        let id: OrderId = order.parse().map_err(|_| Trouble::not_found())?;
        let asking = Asking::new(who.caller.clone(), Scene::Web);
        let order = at.counter.product_order(&asking, id)?;
        let zone = at.counter.live_zone()?;
        let mut choices = Vec::new();
        if what == "withdraw" {
            for (line, item) in lines(&ctx, &order).into_iter().zip(&order.product_order_item) {
                let most = order.withdrawable(item, &zone, at.counter.now());
                if most > 0 {
                    choices.push(crate::pages::shop::model::OrderLine { quantity: most, ..line });
                }
            }
        }
        let possible = if what == "withdraw" { !choices.is_empty() } else { order.may_be_cancelled() };
        let mut problems = problems;
        if !possible && problems.is_empty() {
            let refusal = match order.state.is_final() {
                true => OrderRefusal::Over(order.state),
                false => OrderRefusal::AlreadyGiven,
            };
            problems.push(Problem::whole(&customer_sentence(&ctx, &at, refusal.into())?));
        }
        let page = WithdrawPage {
            possible,
            order: order.id.to_string(),
            number: order.external_id.clone(),
            lines: choices,
            consequences: if possible { consequences(&ctx, &order, &what) } else { Vec::new() },
            name: order.contact.name.clone(),
            email: order.contact.email.clone(),
            problems,
            what,
        };
        let store = store_of(&at, &ctx, &who, None)?;
        Ok::<_, Trouble>(withdraw_page(&ctx, &store, &page).into_string())
    })
    .await;
    match page {
        Ok(page) => (status, super::personal(), page).into_response(),
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// `POST /orders/{order}/{cancel|withdraw}`
pub async fn end(
    State(door): State<Arc<Door>>,
    Path((order, what)): Path<(String, String)>,
    shopper: Shopper,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let values: BTreeMap<String, String> = pairs.into_iter().collect();
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let marks = FormMarks { entry: value("entry"), shown: value("shown") };
    let asking = shopper.asking(&marks, door.counter.now());
    let lines: Vec<LineQuantity> = values
        .iter()
        .filter_map(|(name, count)| {
            Some(LineQuantity::new(name.strip_prefix("line.")?, count.trim().parse().ok()?))
        })
        .filter(|line| line.quantity > 0)
        .collect();
    let (at, id, how, ctx) = (Arc::clone(&door), order.clone(), what.clone(), reader.0.clone());
    let done = blocking(move || {
        let id: OrderId = id.parse().map_err(|_| Trouble::not_found())?;
        let ended = match how.as_str() {
            "cancel" => at.counter.cancel_order(&asking, id, "customer"),
            "withdraw" => at.counter.withdraw_from_order(&asking, id, &lines),
            _ => return Err(Trouble::not_found()),
        };
        match ended {
            Ok(_) => Ok(None),
            Err(refused) => customer_sentence(&ctx, &at, refused).map(Some),
        }
    })
    .await;
    match done {
        Ok(None) => Redirect::to(&format!("/orders/{order}?done={what}")).into_response(),
        Ok(Some(refused)) => {
            let problems = vec![Problem::whole(&refused)];
            ending_page(door, order, what, shopper, reader, StatusCode::CONFLICT, problems).await
        }
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// `POST /orders/{order}/account`: on which account a refund goes that cannot go back the way it came.
pub async fn account(
    State(door): State<Arc<Door>>,
    Path(order): Path<String>,
    shopper: Shopper,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let values: BTreeMap<String, String> = pairs.into_iter().collect();
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let marks = FormMarks { entry: value("entry"), shown: value("shown") };
    let asking = shopper.asking(&marks, door.counter.now());
    let (iban, owner, ctx) = (value("refund_iban"), value("refund_owner"), reader.0.clone());
    let (at, id) = (Arc::clone(&door), order.clone());
    let noted = blocking(move || {
        let id: OrderId = id.parse().map_err(|_| Trouble::not_found())?;
        match at.counter.give_refund_account(&asking, id, &iban, &owner) {
            Ok(_) | Err(FulfilmentTrouble::Order(OrderRefusal::Nothing)) => Ok(None),
            Err(refused) => {
                let name = matches!(refused, FulfilmentTrouble::Correction(CorrectionProblem::Name));
                let field = if name { "refund_owner" } else { "refund_iban" };
                customer_sentence(&ctx, &at, refused).map(|said| Some(Problem::of(field, &said)))
            }
        }
    })
    .await;
    match noted {
        Ok(None) => Redirect::to(&format!("/orders/{order}?done=account")).into_response(),
        Ok(Some(problem)) => {
            let (told, status) = (Told::default(), StatusCode::UNPROCESSABLE_ENTITY);
            page(door, order, shopper, reader, status, told, values, vec![problem]).await
        }
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}

/// `GET /orders/{order}/proof.pdf`
pub async fn proof(
    State(door): State<Arc<Door>>,
    Path(order): Path<String>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    let language: Language = reader.0.language;
    let (at, who) = (Arc::clone(&door), shopper.clone());
    let made = blocking(move || {
        let id: OrderId = order.parse().map_err(|_| Trouble::not_found())?;
        let asking = Asking::new(who.caller.clone(), Scene::Web);
        Ok::<_, Trouble>((app::Counter::number_of(id), at.counter.proof_of_purchase(&asking, id, language)?))
    })
    .await;
    match made {
        Ok((number, bytes)) => {
            let name = format!("inline; filename=\"{number}.pdf\"");
            (
                [
                    (header::CACHE_CONTROL, "private, no-store".to_owned()),
                    (header::CONTENT_TYPE, "application/pdf".to_owned()),
                    (header::CONTENT_DISPOSITION, name),
                ],
                bytes,
            )
                .into_response()
        }
        Err(trouble) => in_trouble(door, shopper, reader, trouble).await,
    }
}
