//! An order as its page shows it: what happens next and when, what is to be done, what it costs.

use std::collections::BTreeMap;
use std::sync::Arc;

use collect::order::{Delivery, OrderItem, PaymentStanding, ProductOrder, Step, StepKind};
use collect::place::Place;
use jiff::tz::TimeZone;
use papers::QrCode;
use rust_decimal::Decimal;
use types::Money;

use super::lines::{money, months, tax_rows};
use super::places::{address_line, address_lines, week};
use crate::context::PageContext;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::model::{
    Link, OrderLine, OrderPage, OrderStep, PayAgain, PaymentShown, PickUpShown, ProgressStep, Refund,
    StepState, Totals,
};

/// The page of an order; `values` stand in the form to pay it again.
pub(super) fn shown(
    door: &Arc<Door>,
    ctx: &PageContext,
    order: &ProductOrder,
    values: BTreeMap<String, String>,
) -> Result<OrderPage, Trouble> {
    let zone = door.counter.live_zone()?;
    let steps = order.steps();
    let transfer = door.counter.transfer_of_order(order)?;
    let waits = matches!(order.payment_standing, PaymentStanding::Awaited | PaymentStanding::Refused)
        && !order.state.is_final();
    let now = door.counter.now();
    let withdraw_until = order
        .product_order_item
        .iter()
        .filter(|item| order.withdrawable(item, &zone, now) > 0)
        .filter_map(|item| order.withdrawal_until(item, &zone))
        .max();
    Ok(OrderPage {
        id: order.id.to_string(),
        number: order.external_id.clone(),
        ordered_at: order.order_date,
        just_ordered: false,
        state: state_of(ctx, order),
        next: next_of(ctx, &steps, &zone),
        to_do: to_do(ctx, order, transfer.as_ref()),
        progress: progress(ctx, &steps, &zone),
        lines: lines(ctx, order),
        totals: totals(order),
        payment: payment_of(ctx, order, &zone),
        pay: waits.then(|| PayAgain { ways: ways_to_pay(door, ctx, order), values }),
        delivery: match &order.delivery {
            Delivery::Shipping { address, .. } => address_lines(address),
            _ => Vec::new(),
        },
        tracking: None,
        pick_up: pick_up(door, ctx, order)?,
        refunds: refunds(ctx, order),
        timeline: timeline(ctx, &steps),
        papers: papers_of(ctx, order),
        can_cancel: !order.state.is_final()
            && order.product_order_item.iter().all(|item| item.fulfilled == 0),
        can_return: false,
        withdraw_until,
        problems: Vec::new(),
        zone,
    })
}

/// Papers of an order: the proof of purchase, and the contract where one goes on.
fn papers_of(ctx: &PageContext, order: &ProductOrder) -> Vec<Link> {
    let paper = |key: &str, file: &str| Link::new(&ctx.say(key), &format!("/orders/{}/{file}", order.id));
    let mut papers = vec![paper("order-paper-proof", "proof.pdf")];
    if order.product_order_item.iter().any(|item| item.nature == offer::catalogue::Nature::Subscription) {
        papers.push(paper("paper-contract-document", "contract.pdf"));
    }
    papers
}

fn state_of(ctx: &PageContext, order: &ProductOrder) -> String {
    match order.payment_standing {
        PaymentStanding::Awaited | PaymentStanding::Refused | PaymentStanding::Uncertain
            if !order.state.is_final() =>
        {
            ctx.say("order-waits-for-payment")
        }
        _ => ctx.say(&format!("order-state-{}", order.state.name())),
    }
}

/// The first things that are still to happen, as sentences.
fn next_of(ctx: &PageContext, steps: &[Step], zone: &TimeZone) -> String {
    let to_come: Vec<String> = steps
        .iter()
        .filter(|step| step.done.is_none())
        .take(2)
        .map(|step| format!("{}.", app::sentence_of(step, ctx.language, zone)))
        .collect();
    to_come.join(" ")
}

fn to_do(ctx: &PageContext, order: &ProductOrder, transfer: Option<&app::Transfer>) -> Vec<String> {
    let mut things = Vec::new();
    if let Some(transfer) = transfer {
        let amount = ctx.language.price(transfer.amount);
        things.push(ctx.tell(
            "order-transfer-to-do",
            &[("amount", amount.into()), ("reference", transfer.reference.as_str().into())],
        ));
        if let Some(iban) = &transfer.iban {
            things.push(ctx.tell("order-transfer-to", &[("iban", iban.as_str().into())]));
        }
    }
    if order.pick_up().is_some_and(|pick_up| pick_up.ready_at.is_some() && pick_up.code.is_some()) {
        things.push(ctx.say("order-pick-up-to-do"));
    }
    things
}

fn progress(ctx: &PageContext, steps: &[Step], zone: &TimeZone) -> Vec<ProgressStep> {
    let first_to_come = steps.iter().position(|step| step.done.is_none());
    steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let stopped = matches!(step.kind, StepKind::Cancelled | StepKind::Failed | StepKind::Held);
            let state = match (step.done, first_to_come) {
                (Some(_), _) if stopped => StepState::Stopped,
                (Some(_), _) => StepState::Done,
                (None, Some(first)) if first == place => StepState::Now,
                (None, _) => StepState::ToCome,
            };
            let key = if step.done.is_some() { "done" } else { "next" };
            ProgressStep {
                title: ctx.say(&format!("order-step-{}-{key}", step.kind.name())),
                state,
                when: step.done.or(step.expected).map(|at| ctx.language.moment(at, zone)).unwrap_or_default(),
            }
        })
        .collect()
}

fn timeline(ctx: &PageContext, steps: &[Step]) -> Vec<OrderStep> {
    let mut happened: Vec<OrderStep> = steps
        .iter()
        .filter_map(|step| {
            Some(OrderStep {
                at: step.done?,
                what: ctx.say(&format!("order-step-{}-done", step.kind.name())),
            })
        })
        .collect();
    happened.reverse();
    happened
}

/// The lines of an order; parts of bundles stand beside what they are parts of.
pub(super) fn lines(ctx: &PageContext, order: &ProductOrder) -> Vec<OrderLine> {
    let currency = order.currency();
    let once = |item: &OrderItem| item.due_now.iter().map(|amount| amount.amount).sum::<Decimal>();
    let monthly = |item: &OrderItem| {
        let prices = item.item_total_price.iter().filter(|price| price.price_type == "recurring");
        let first = prices.filter(|price| price.unknown.get("fromMonth").is_none());
        first.filter_map(|price| price.price.tax_included_amount).map(|amount| amount.value).sum::<Decimal>()
    };
    order
        .product_order_item
        .iter()
        .map(|item| OrderLine {
            id: item.id.clone(),
            name: item.name().to_owned(),
            details: Vec::new(),
            quantity: item.ordered,
            given: item.fulfilled,
            state: ctx.say(&format!("order-state-{}", item.state.name())),
            due_now: Some(money(once(item), currency)).filter(|due| !due.amount.is_zero()),
            monthly: Some(money(monthly(item), currency)).filter(|due| !due.amount.is_zero()),
        })
        .collect()
}

fn totals(order: &ProductOrder) -> Totals {
    let currency = order.currency();
    let named = |name: &'static str| {
        order.order_total_price.iter().filter(move |price| price.name.as_deref() == Some(name)).filter_map(
            |price| {
                let from = price.unknown.get("fromMonth").and_then(serde_json::Value::as_u64).unwrap_or(1);
                let amount = price.price.tax_included_amount?.value;
                Some(collect::pricing::MonthlyStep { from_month: u32::try_from(from).unwrap_or(1), amount })
            },
        )
    };
    let monthly: Vec<_> = named("monthly").collect();
    let delivery: Decimal = order.delivery_price.iter().map(|price| price.amount).sum();
    Totals {
        due_now: Some(money(order.due_now.value, currency)),
        monthly: months(&monthly, currency),
        at_end: named("atEnd").next().map(|step| money(step.amount, currency)),
        first_year: None,
        delivery: (!order.delivery_price.is_empty()).then(|| (String::new(), money(delivery, currency))),
        tax: tax_rows(&order.vat, currency),
        commitment_months: 0,
    }
}

fn payment_of(ctx: &PageContext, order: &ProductOrder, zone: &TimeZone) -> String {
    let last = order.payment.last();
    let way = last
        .map(|payment| ctx.say(&format!("payment-{}", payment.method)).to_lowercase())
        .unwrap_or_default();
    let until = order.payment_until.map(|at| ctx.language.moment(at, zone)).unwrap_or_default();
    match order.payment_standing {
        PaymentStanding::Settled if last.is_none() => ctx.say("order-payment-nothing"),
        PaymentStanding::Settled => ctx.say("order-payment-settled"),
        PaymentStanding::Later => ctx.tell("order-payment-later", &[("way", way.into())]),
        PaymentStanding::Awaited => {
            let amount = ctx.language.price(money(order.amount_due(), order.currency()));
            ctx.tell("order-payment-awaited", &[("amount", amount.into()), ("way", way.into())])
        }
        PaymentStanding::Refused => {
            let why = ctx.say("payment-refused-declined");
            ctx.tell("order-payment-refused", &[("why", why.into()), ("until", until.into())])
        }
        PaymentStanding::Uncertain => ctx.say("order-payment-uncertain"),
    }
}

fn ways_to_pay(door: &Door, ctx: &PageContext, order: &ProductOrder) -> Vec<PaymentShown> {
    let fetched = order.pick_up().is_some();
    let names = door.counter.payment_names();
    let fit = names.into_iter().filter(|name| fetched || name != collect::checkout::PAY_IN_SHOP);
    fit.map(|name| PaymentShown {
        title: ctx.say(&format!("payment-{name}")),
        hint: ctx.say(&format!("payment-{name}-hint")),
        unavailable: None,
        name,
    })
    .collect()
}

fn pick_up(door: &Door, ctx: &PageContext, order: &ProductOrder) -> Result<Option<PickUpShown>, Trouble> {
    let Some(pick_up) = order.pick_up() else { return Ok(None) };
    let Some(code) = &pick_up.code else { return Ok(None) };
    if order.state.is_final() {
        return Ok(None);
    }
    let place = door.counter.places()?.into_iter().find(|place| place.id == pick_up.place);
    let place = place.as_ref();
    Ok(Some(PickUpShown {
        qr_svg: QrCode::new(&code.payload(order.id)).map(|qr| qr.to_svg(&code.shown())).unwrap_or_default(),
        code: code.shown(),
        place: place
            .map_or_else(|| pick_up.place.to_string(), |it| it.name_in(ctx.language.code()).to_owned()),
        address: place.map(|it: &Place| address_line(&it.address)).unwrap_or_default(),
        hours: place.map(|it| week(ctx, it)).unwrap_or_default(),
        ready_by: pick_up.ready_by,
        ready: pick_up.ready_at.is_some(),
        kept_until: pick_up.kept_until,
    }))
}

fn refunds(ctx: &PageContext, order: &ProductOrder) -> Vec<Refund> {
    let refund = |amount: Decimal, key: &str| Refund {
        amount: Money { amount, currency: order.currency() },
        state: ctx.say(key),
    };
    let mut refunds = Vec::new();
    if order.refund_due() > Decimal::ZERO {
        refunds.push(refund(order.refund_due(), "order-refund-due"));
    }
    if order.refunded() > Decimal::ZERO {
        refunds.push(refund(order.refunded(), "order-refund-made"));
    }
    refunds
}

/// What follows when an order is cancelled or withdrawn from, in sentences.
pub(super) fn consequences(ctx: &PageContext, order: &ProductOrder, what: &str) -> Vec<String> {
    let paid = order.paid() - order.refunded();
    let amount = ctx.language.price(money(paid, order.currency()));
    let mut said = vec![ctx.say(&format!("order-{what}-follows"))];
    if paid > Decimal::ZERO {
        said.push(ctx.tell("order-money-back", &[("amount", amount.into())]));
    }
    if what == "withdraw" && order.product_order_item.iter().any(|item| item.is_goods() && item.fulfilled > 0)
    {
        said.push(ctx.say("order-withdraw-goods"));
    }
    said
}
