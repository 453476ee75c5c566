//! An order in the office: shown, and whatever is done with it.

use std::sync::Arc;

use app::{FulfilmentTrouble, Refunded, Sending};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use collect::order::{Contact, OrderRefusal};
use collect::place::PostalAddress;
use rust_decimal::Decimal;
use serde::Deserialize;
use types::{OrderId, PaymentId, Scene};

use super::counter::order_id;
use super::fields::Fields;
use super::order_shown::order_page;
use super::refusals;
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::fulfilment::{FormProblem, office_order_page};

/// What an address says was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// What can be done with an order: the last part of the address, and the form's id.
const ACTS: [&str; 18] = [
    "correct", "shop", "confirm", "end", "amend", "cancel", "fail", "hold", "resume", "renew", "note",
    "ship", "arrived", "ready", "start", "return", "gesture", "refund",
];

/// `GET /office/orders/{order}`
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path(order): Path<String>,
    Query(done): Query<Done>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let id = order_id(&order)?;
        door.counter.look_at_order(&staff.reading(), id)?;
        let mut page = order_page(&door, &staff, &ctx, id)?;
        let known = ACTS.into_iter().find(|act| *act == done.done);
        page.done = known.map(|act| ctx.say(&format!("ord-done-{act}")));
        Ok::<_, Problem>(office_order_page(&ctx, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /office/orders/{order}/{act}`
pub(crate) async fn act(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Path((order, act)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let done = blocking(move || {
        let id = order_id(&order)?;
        let act = ACTS.into_iter().find(|known| *known == act).ok_or_else(Problem::not_found)?;
        let fields = Fields::of(pairs);
        match perform(&door, &staff, &fields, id, act) {
            Ok(Outcome::Done) => Ok(Redirect::to(&format!("/office/orders/{id}?done={act}")).into_response()),
            Ok(Outcome::ByHand(payment)) => by_hand(&door, &staff, &ctx, id, &payment),
            Ok(Outcome::NotYet) => {
                let sentence = ctx.say("ord-refund-not-yet");
                again(
                    &door,
                    &staff,
                    &ctx,
                    id,
                    FormProblem { form: form_of(act, &fields), sentence, typed: fields.0 },
                )
            }
            Err(Wrong::Number(text)) => {
                let sentence = ctx.tell("ord-refused-number", &[("text", text.into())]);
                again(
                    &door,
                    &staff,
                    &ctx,
                    id,
                    FormProblem { form: form_of(act, &fields), sentence, typed: fields.0 },
                )
            }
            Err(Wrong::Refused(trouble)) => {
                let sentence = refusals::sentence(&ctx, &door, trouble)?;
                again(
                    &door,
                    &staff,
                    &ctx,
                    id,
                    FormProblem { form: form_of(act, &fields), sentence, typed: fields.0 },
                )
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem: Problem| problem.into_page(&reader))
}

/// What came of it.
enum Outcome {
    /// It was done.
    Done,
    /// Money is to be given back by hand.
    ByHand(String),
    /// The provider did not answer.
    NotYet,
}

/// What went wrong.
enum Wrong {
    /// A field is no number.
    Number(String),
    /// It was refused.
    Refused(FulfilmentTrouble),
}

impl From<FulfilmentTrouble> for Wrong {
    fn from(trouble: FulfilmentTrouble) -> Self {
        Self::Refused(trouble)
    }
}

impl From<String> for Wrong {
    fn from(text: String) -> Self {
        Self::Number(text)
    }
}

/// The id of the form that asked: those that stand several times on the page are named after what they are about.
fn form_of(act: &str, fields: &Fields) -> String {
    match act {
        "start" => format!("start-{}", fields.text("line")),
        "end" => format!("end-{}", fields.text("product")),
        "arrived" => format!("arrived-{}", fields.text("shipment")),
        "refund" => format!("refund-{}", fields.text("payment")),
        other => other.to_owned(),
    }
}

fn perform(door: &Door, staff: &Staff, fields: &Fields, id: OrderId, act: &str) -> Result<Outcome, Wrong> {
    let asking = &fields.asking(door, staff.caller.clone(), Scene::BackOffice);
    let (counter, reason) = (&door.counter, fields.text("reason"));
    match act {
        "amend" => counter.amend_order(asking, id, &fields.quantities(true)?)?,
        "cancel" => counter.cancel_order(asking, id, reason)?,
        "fail" => counter.fail_order(asking, id, reason)?,
        "hold" => counter.hold_order(asking, id, reason)?,
        "resume" => counter.resume_order(asking, id)?,
        "renew" => counter.renew_pick_up_code(asking, id)?,
        "correct" => correct(counter, asking, fields, id)?,
        "shop" => match fields.place() {
            Some(place) => counter.collect_order_at(asking, id, &place)?,
            None => return Err(FulfilmentTrouble::from(app::CorrectionProblem::Shop).into()),
        },
        "confirm" => counter.confirm_again(asking, id)?,
        "end" => {
            let unknown = || app::Trouble::NotFound { what: "product", id: String::new() };
            let product = fields.text("product").parse().map_err(|_| FulfilmentTrouble::from(unknown()))?;
            counter.end_subscription(asking, id, product)?;
            return Ok(Outcome::Done);
        }
        "note" => counter.annotate_order(asking, id, fields.text("text"))?,
        "ready" => counter.make_order_ready(asking, id)?,
        "arrived" => counter.shipment_arrived(asking, id, fields.text("shipment"))?,
        "start" => counter.start_line(asking, id, fields.text("line"))?,
        "ship" => {
            let lines = fields.quantities(false)?;
            if lines.is_empty() {
                return Err(FulfilmentTrouble::from(OrderRefusal::Nothing).into());
            }
            let sending = Sending {
                place: fields.place(),
                lines,
                carrier: fields.text("carrier").to_owned(),
                tracking: fields.text("tracking").to_owned(),
            };
            counter.ship_order(asking, id, &sending)?
        }
        "return" => {
            let (lines, withheld) = (fields.returned()?, fields.amount("withheld")?.unwrap_or(Decimal::ZERO));
            counter.take_goods_back(asking, id, &lines, fields.place().as_ref(), reason, withheld)?
        }
        "gesture" => counter.agree_refund(asking, id, fields.amount("amount")?.unwrap_or(Decimal::ZERO))?,
        _ => return refund(door, asking, fields, id),
    };
    Ok(Outcome::Done)
}

/// What is put right: how the customer is reached, and where it goes if the form asked for that.
fn correct(
    counter: &app::Counter,
    asking: &app::Asking,
    fields: &Fields,
    id: OrderId,
) -> Result<collect::order::ProductOrder, FulfilmentTrouble> {
    let contact = Contact {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        phone: fields.text("phone").to_owned(),
    };
    let known = counter.product_order(asking, id)?;
    let address = known.shipping_address().filter(|_| fields.0.contains_key("street"));
    let address = address.map(|known| PostalAddress {
        name: contact.name.clone(),
        street: fields.text("street").to_owned(),
        complement: fields.text("complement").to_owned(),
        postcode: fields.text("postcode").to_owned(),
        city: fields.text("city").to_owned(),
        ..known.clone()
    });
    counter.correct_order(asking, id, &contact, address.as_ref())
}

fn refund(door: &Door, asking: &app::Asking, fields: &Fields, id: OrderId) -> Result<Outcome, Wrong> {
    let unknown = || app::Trouble::NotFound { what: "payment", id: String::new() };
    let payment: PaymentId =
        fields.text("payment").parse().map_err(|_| FulfilmentTrouble::from(unknown()))?;
    let by_hand = !fields.text("by_hand").is_empty();
    Ok(match door.counter.refund(asking, id, payment, by_hand)? {
        Refunded::Done(_) => Outcome::Done,
        Refunded::ByHand(_) => Outcome::ByHand(payment.to_string()),
        Refunded::NotYet => Outcome::NotYet,
    })
}

/// The page again, on which staff say that they gave the money back.
fn by_hand(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    id: OrderId,
    payment: &str,
) -> Result<Response, Problem> {
    let mut page = order_page(door, staff, ctx, id)?;
    for each in page.payments.iter_mut().filter(|each| each.id == payment) {
        each.by_hand = true;
    }
    page.done = Some(ctx.say("ord-by-hand-next"));
    Ok(Html(office_order_page(ctx, &page).into_string()).into_response())
}

/// The page again, with what is wrong.
fn again(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    id: OrderId,
    problem: FormProblem,
) -> Result<Response, Problem> {
    let mut page = order_page(door, staff, ctx, id)?;
    page.problem = Some(problem);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(office_order_page(ctx, &page).into_string())).into_response())
}
