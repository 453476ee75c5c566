//! Payments that people settle, and the ways to pay as the office sets them up.

use std::sync::Arc;

use app::{PaymentSetting, ReceivedRefusal, TEST_CARDS};
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use collect::order::{OrderPayment, order_number};
use collect::payment::{Iban, Payment, PaymentMethod};
use party::Permission;
use serde::Deserialize;
use types::{Money, PaymentId, Scene};

use super::identity::{FormMarks, Staff};
use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking};
use crate::context::PageContext;
use crate::pages::{PaymentRow, PaymentsShown, ReceivedForm, WayForm, payments_page};

/// The routes of payments.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/office/payments", get(show))
        .route("/office/payments/received", post(received))
        .route("/office/payments/{payment}/refused", post(debit_refused))
        .route("/office/payments/ways/{way}", post(save))
}

/// What was done, and what of it is shown again.
#[derive(Default)]
struct Done {
    received: ReceivedForm,
    noted: Option<(String, String)>,
    way: Option<WayForm>,
    saved: bool,
}

/// `GET /office/payments`
async fn show(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    answer(page(door, staff, reader.0.clone(), Done::default()).await, &reader)
}

async fn page(door: Arc<Door>, staff: Staff, ctx: PageContext, done: Done) -> Result<String, Problem> {
    blocking(move || {
        let settle = door.counter.payments_to_settle(&staff.reading())?;
        let rows = |payments: &[Payment], amount: fn(&Payment) -> Money| {
            payments.iter().map(|payment| row(&ctx, payment, amount(payment))).collect()
        };
        let mut ways: Vec<WayForm> = Vec::new();
        if staff.may(Permission::Refund) {
            ways.extend(door.counter.payment_settings().iter().map(way_of));
        }
        if let Some(typed) = done.way
            && let Some(way) = ways.iter_mut().find(|way| way.id == typed.id)
        {
            *way = typed;
        }
        let shown = PaymentsShown {
            awaited: rows(&settle.awaited, Payment::to_come),
            to_return: rows(&settle.to_return, Payment::to_return),
            uncertain: rows(&settle.uncertain, Payment::to_come),
            received: done.received,
            noted: done.noted,
            ways,
            saved: done.saved,
            test_cards: TEST_CARDS.iter().map(|card| (card.number, card.key)).collect(),
            zone: door.counter.live_zone()?,
        };
        Ok::<_, Problem>(payments_page(&ctx, &shown).into_string())
    })
    .await
}

fn row(ctx: &PageContext, payment: &Payment, amount: Money) -> PaymentRow {
    PaymentRow {
        id: payment.id.to_string(),
        order: (payment.order.to_string(), order_number(payment.order)),
        way: payment.method.name().to_owned(),
        shown: payment.method.shown(),
        amount: ctx.language.price(amount),
        since: payment.since,
        until: payment.next().map(|due| due.at()),
        debit: match &payment.method {
            PaymentMethod::DirectDebit(mandate) => {
                let known = OrderPayment::of(payment);
                Some((mandate.mandate_id.clone(), known.debit_from, payment.to_come().amount.to_string()))
            }
            _ => None,
        },
    }
}

fn way_of(setting: &PaymentSetting) -> WayForm {
    WayForm {
        id: setting.id.clone(),
        offered: setting.offered,
        days: setting.days.map(|days| days.to_string()).unwrap_or_default(),
        account: setting.account_number.clone(),
        owner: setting.account_owner.clone(),
        creditor: setting.creditor_id.clone(),
        problem: None,
    }
}

/// What the form of a sum that came says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReceivedFields {
    #[serde(flatten)]
    marks: FormMarks,
    reference: String,
    amount: String,
    bank_reference: String,
}

/// `POST /office/payments/received`
async fn received(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Form(fields): Form<ReceivedFields>,
) -> Response {
    let asking = staff.asking(&fields.marks, Scene::BackOffice, door.counter.now());
    let form = ReceivedForm {
        reference: fields.reference,
        amount: fields.amount,
        bank_reference: fields.bank_reference,
        problem: None,
    };
    let (counter, typed) = (Arc::clone(&door), form.clone());
    let noted = blocking(move || {
        match counter.counter.money_received(&asking, &typed.reference, &typed.amount, &typed.bank_reference)
        {
            Ok(received) => Ok(Ok((received.order.to_string(), order_number(received.order)))),
            Err(ReceivedRefusal::Trouble(trouble)) => Err(Problem::from(trouble)),
            Err(refusal) => Ok(Err(refusal)),
        }
    })
    .await;
    match noted {
        Ok(Ok(noted)) => {
            let done = Done { noted: Some(noted), ..Done::default() };
            answer(page(door, staff, reader.0.clone(), done).await, &reader)
        }
        Ok(Err(refusal)) => {
            let field = match refusal {
                ReceivedRefusal::UnknownReference(_) | ReceivedRefusal::Trouble(_) => "reference",
                ReceivedRefusal::Amount(_) => "amount",
                ReceivedRefusal::NoBankReference => "bank_reference",
            };
            let received = ReceivedForm { problem: Some((field, refusal.key())), ..form };
            refused(door, staff, &reader, Done { received, ..Done::default() }).await
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// `POST /office/payments/{payment}/refused`: the bank did not collect a debit.
async fn debit_refused(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(payment): Path<String>,
    reader: Reader,
    Form(marks): Form<FormMarks>,
) -> Response {
    let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
    let counter = Arc::clone(&door);
    let noted = blocking(move || {
        let id: PaymentId = payment.parse().map_err(|_| Problem::not_found())?;
        match counter.counter.debit_refused(&asking, id) {
            Ok(received) => Ok((received.order.to_string(), order_number(received.order))),
            Err(ReceivedRefusal::Trouble(trouble)) => Err(Problem::from(trouble)),
            Err(_) => Err(Problem::not_found()),
        }
    })
    .await;
    match noted {
        Ok(noted) => {
            let done = Done { noted: Some(noted), ..Done::default() };
            answer(page(door, staff, reader.0.clone(), done).await, &reader)
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// What the form of a way to pay says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WayFields {
    #[serde(flatten)]
    marks: FormMarks,
    offered: String,
    days: String,
    account: String,
    owner: String,
    creditor: String,
}

/// `POST /office/payments/ways/{way}`
async fn save(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(id): Path<String>,
    reader: Reader,
    Form(fields): Form<WayFields>,
) -> Response {
    let asking = staff.asking(&fields.marks, Scene::BackOffice, door.counter.now());
    let mut way = WayForm {
        id,
        offered: fields.offered == "true",
        days: fields.days.trim().to_owned(),
        account: fields.account.trim().to_owned(),
        owner: fields.owner.trim().to_owned(),
        creditor: fields.creditor.trim().to_owned(),
        problem: None,
    };
    let setting = match setting_of(&way) {
        Ok(setting) => setting,
        Err(problem) => {
            way.problem = Some(problem);
            return refused(door, staff, &reader, Done { way: Some(way), ..Done::default() }).await;
        }
    };
    let counter = Arc::clone(&door);
    match blocking(move || counter.counter.save_payment_setting(&asking, setting)).await {
        Ok(()) => {
            let done = Done { saved: true, ..Done::default() };
            answer(page(door, staff, reader.0.clone(), done).await, &reader)
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// The setting that a form says, or the field that is wrong and why.
fn setting_of(way: &WayForm) -> Result<PaymentSetting, (&'static str, &'static str)> {
    let days = match way.days.as_str() {
        "" => None,
        days => {
            let days: u16 = days.parse().map_err(|_| ("days", "pay-days-problem"))?;
            Some(days).filter(|days| (1..=90).contains(days)).map(Some).ok_or(("days", "pay-days-problem"))?
        }
    };
    let account = match way.account.as_str() {
        "" => String::new(),
        account => {
            let iban: Iban = account.parse().map_err(|_| ("account", "pay-account-problem"))?;
            iban.in_full().to_owned()
        }
    };
    let plain = |text: &str, longest: usize| {
        text.chars().filter(|c| !c.is_control()).take(longest).collect::<String>()
    };
    Ok(PaymentSetting {
        id: way.id.clone(),
        offered: way.offered,
        account_number: account,
        account_owner: plain(&way.owner, 70),
        creditor_id: plain(&way.creditor, 35).split_whitespace().collect(),
        days,
        unknown: serde_json::Map::new(),
    })
}

async fn refused(door: Arc<Door>, staff: Staff, reader: &Reader, done: Done) -> Response {
    let mut response = answer(page(door, staff, reader.0.clone(), done).await, reader);
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
