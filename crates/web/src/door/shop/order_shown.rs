//! An order as its page shows it: what happens next and when, what is to be done, what it costs.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::Asking;
use collect::order::{
    Delivery, FulfilmentKind, LineQuantity, OrderItem, OrderState, PaymentStanding, ProductOrder, Step,
    StepKind,
};
use collect::place::Place;
use collect::product::Product;
use jiff::Timestamp;
use jiff::civil::Date;
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
    AccountAsked, Back, Link, OrderLine, OrderPage, OrderStep, Parcel, PayAgain, PaymentShown, PickUpShown,
    ProgressStep, Refund, StepState, Totals, UsePrice,
};

/// The page of an order; `values` stand in its forms.
pub(super) fn shown(
    door: &Arc<Door>,
    ctx: &PageContext,
    asking: &Asking,
    order: &ProductOrder,
    values: BTreeMap<String, String>,
) -> Result<OrderPage, Trouble> {
    let zone = door.counter.live_zone()?;
    let steps = order.steps();
    let transfer = door.counter.transfer_of_order(order)?;
    let waits = order.can_be_paid();
    let now = door.counter.now();
    let withdraw_until = withdraw_until(ctx, order, &zone, now);
    let products = door.counter.products_of_order(asking, order.id)?;
    Ok(OrderPage {
        id: order.id.to_string(),
        number: order.external_id.clone(),
        ordered_at: order.order_date,
        told: None,
        state: state_of(ctx, order),
        next: next_of(ctx, &steps, &zone),
        to_do: to_do(ctx, order, transfer.as_ref()),
        progress: progress(ctx, &steps, &zone),
        lines: lines(ctx, order),
        totals: totals(ctx, order),
        sums: sums(ctx, order),
        payment: payment_of(ctx, order, &zone),
        refused: (waits && order.payment_standing == PaymentStanding::Refused)
            .then(|| payment_of(ctx, order, &zone)),
        pay: waits.then(|| PayAgain { ways: ways_to_pay(door, ctx, order), values: values.clone() }),
        delivery: match &order.delivery {
            Delivery::Shipping { address, .. } => address_lines(address),
            _ => Vec::new(),
        },
        parcels: parcels(ctx, order, &zone),
        back: back(door, ctx, order)?,
        account: account(ctx, order, values),
        pick_up: pick_up(door, ctx, order)?,
        refunds: refunds(ctx, order),
        timeline: happened(door, ctx, asking, order)?,
        papers: papers_of(ctx, order),
        can_cancel: order.may_be_cancelled(),
        can_withdraw: !withdraw_until.is_empty(),
        withdraw_until,
        endings: endings(ctx, order, &products, &zone),
        problems: Vec::new(),
        zone,
    })
}

/// Until when one may withdraw, in a sentence; in two where goods and the rest have not the same time. None if one may no longer.
fn withdraw_until(ctx: &PageContext, order: &ProductOrder, zone: &TimeZone, now: Timestamp) -> Vec<String> {
    let open = |item: &&OrderItem| order.withdrawable(item, zone, now) > 0;
    let one_of = |goods: bool| order.product_order_item.iter().filter(open).find(|it| it.is_goods() == goods);
    let until = |item: &OrderItem| order.withdrawal_last_day(item, zone);
    let told = |key: &str, day| ctx.tell(key, &[("date", ctx.language.long_date(day).into())]);
    let alone = |day: Option<Date>| match day {
        Some(day) => told("shop-withdraw-until", day),
        None => ctx.say("order-withdraw-open"),
    };
    match (one_of(true).map(until), one_of(false).map(until)) {
        (None, None) => Vec::new(),
        (Some(day), None) | (None, Some(day)) => vec![alone(day)],
        (Some(goods), Some(rest)) if goods == rest => vec![alone(goods)],
        (Some(goods), Some(rest)) => {
            let goods = match goods {
                Some(day) => told("order-withdraw-goods-until", day),
                None => ctx.say("order-withdraw-goods-open"),
            };
            rest.map(|day| told("order-withdraw-services-until", day)).into_iter().chain([goods]).collect()
        }
    }
}

/// What of an order can be ended, or is ending.
fn endings(ctx: &PageContext, order: &ProductOrder, products: &[Product], zone: &TimeZone) -> Vec<Link> {
    let held = products.iter().filter(|product| product.status.is_held());
    let link = |product: &Product| {
        let name = product.name_in(ctx.language.code());
        let what = match product.ends_at() {
            Some(at) => {
                let date = ctx.language.long_date(zone.to_datetime(at).date());
                ctx.tell("order-end-known", &[("date", date.into())])
            }
            None => ctx.say("order-end-link"),
        };
        let title = format!("{what} · {name}");
        Link::new(&title, &format!("/orders/{}/end/{}", order.id, product.id))
    };
    held.map(link).collect()
}

/// What left, parcel by parcel.
fn parcels(ctx: &PageContext, order: &ProductOrder, zone: &TimeZone) -> Vec<Parcel> {
    let shipped = order.fulfilment.iter().filter(|each| each.kind == FulfilmentKind::Shipped);
    let moment = |key: &str, at| ctx.tell(key, &[("when", ctx.language.moment(at, zone).into())]);
    let line = |line: &LineQuantity| {
        let item = order.item(&line.item);
        format!("{} × {}", line.quantity, item.map_or("", |item| item.name_in(ctx.language.code())))
    };
    shipped
        .map(|each| Parcel {
            sent: moment("order-parcel-sent", each.at),
            arrived: each.delivered_at.map(|at| moment("order-parcel-arrived", at)),
            what: each.lines.iter().map(line).collect(),
            carrier: each.carrier.clone(),
            tracking: each.tracking.clone(),
        })
        .collect()
}

fn back(door: &Door, ctx: &PageContext, order: &ProductOrder) -> Result<Option<Back>, Trouble> {
    let back = door.counter.goods_back(order, ctx.language)?;
    Ok(back.map(|back| Back {
        by: back.by.map(|by| ctx.language.long_date(by)),
        shops: back.shops,
        address: back.address.lines().map(str::to_owned).collect(),
    }))
}

fn account(
    ctx: &PageContext,
    order: &ProductOrder,
    values: BTreeMap<String, String>,
) -> Option<AccountAsked> {
    order.wants_refund_account().then(|| AccountAsked {
        amount: ctx.language.price(money(order.refund_due(), order.currency())),
        known: order.refund_account.as_ref().map(|account| account.account_number.masked()),
        values,
    })
}

/// What happened, the newest first, as the acts of the order tell it.
fn happened(
    door: &Door,
    ctx: &PageContext,
    asking: &Asking,
    order: &ProductOrder,
) -> Result<Vec<OrderStep>, Trouble> {
    let acts = door.counter.order_history(asking, order.id)?;
    let told = |act: app::OrderAct| {
        let what = ctx.language.try_tell(&format!("order-event-{}", act.kind.replace('_', "-")), &[])?;
        let mut said = vec![what];
        said.extend(act.amount.map(|amount| ctx.language.price(money(amount, order.currency()))));
        let counts =
            ["order_shipped", "goods_returned", "contract_withdrawn", "order_amended", "goods_handed_over"];
        let pieces = act.pieces.filter(|_| counts.contains(&act.kind.as_str()));
        said.extend(pieces.map(|n| ctx.tell("order-event-pieces", &[("n", n.into())])));
        let why = act.reason.filter(|_| act.kind == "payment_refused");
        said.extend(why.and_then(|why| ctx.language.try_tell(&format!("payment-refused-{why}"), &[])));
        Some(OrderStep { at: act.at, what: said.join(" · ") })
    };
    let mut happened: Vec<OrderStep> = acts.into_iter().filter_map(told).collect();
    happened.reverse();
    Ok(happened)
}

/// Papers of an order: the proof of purchase, and the contract where one goes on.
fn papers_of(ctx: &PageContext, order: &ProductOrder) -> Vec<Link> {
    let paper = |key: &str, file: &str| Link::new(&ctx.say(key), &format!("/orders/{}/{file}", order.id));
    let proof = if order.amount_due().is_zero() { "order-paper-proof" } else { "order-paper-confirmation" };
    let mut papers = vec![paper(proof, "proof.pdf")];
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

/// The lines of an order; parts of bundles stand beside what they are parts of. Amounts are those of what the customer keeps.
pub(super) fn lines(ctx: &PageContext, order: &ProductOrder) -> Vec<OrderLine> {
    let currency = order.currency();
    let once = |item: &OrderItem| item.worth(item.kept()).iter().map(|amount| amount.amount).sum::<Decimal>();
    let monthly = |item: &OrderItem| {
        let prices = item.item_price.iter().filter(|price| price.price_type == "recurring");
        let first = prices.filter(|price| price.unknown.get("fromMonth").is_none());
        let each: Decimal =
            first.filter_map(|price| price.price.tax_included_amount).map(|amount| amount.value).sum();
        each * Decimal::from(item.kept())
    };
    order
        .product_order_item
        .iter()
        .map(|item| OrderLine {
            id: item.id.clone(),
            name: item.name_in(ctx.language.code()).to_owned(),
            details: Vec::new(),
            quantity: if item.quantity == 0 { item.ordered } else { item.quantity },
            given: item.fulfilled,
            state: state_of_line(ctx, item),
            notes: notes_of_line(ctx, item),
            due_now: Some(money(once(item), currency)).filter(|due| !due.amount.is_zero()),
            monthly: Some(money(monthly(item), currency)).filter(|due| !due.amount.is_zero()),
            usage: usage_of(ctx, item),
        })
        .collect()
}

/// What use costs, as it was when the order was placed.
fn usage_of(ctx: &PageContext, item: &OrderItem) -> Vec<UsePrice> {
    let by_use = item.item_price.iter().filter(|price| price.price_type == "usage");
    by_use
        .filter_map(|price| {
            let amount = price.price.tax_included_amount?;
            let name = price.name_in(ctx.language.code());
            Some(UsePrice {
                name: if name.is_empty() { ctx.say("shop-by-use") } else { name },
                amount: money(amount.value.round_dp(6).normalize(), amount.unit),
                unit: price.unit_of_measure.clone().unwrap_or_default(),
            })
        })
        .collect()
}

/// A line that the customer withdrew from is not simply completed.
fn state_of_line(ctx: &PageContext, item: &OrderItem) -> String {
    if item.quantity > 0 && item.withdrawn >= item.quantity {
        return ctx.say("order-line-withdrawn");
    }
    ctx.say(&format!("order-state-{}", item.state.name()))
}

fn notes_of_line(ctx: &PageContext, item: &OrderItem) -> Vec<String> {
    let less = item.quantity > 0 && item.quantity < item.ordered;
    let to_return = if item.is_goods() { item.withdrawn.saturating_sub(item.returned) } else { 0 };
    let returned = if item.is_goods() { item.returned } else { 0 };
    let counts = [
        ("order-line-ordered", if less { item.ordered } else { 0 }),
        ("order-line-failed", item.failed),
        ("order-line-returned", returned),
        ("order-line-to-return", to_return),
    ];
    let told = |(key, n): (&str, u32)| ctx.tell(key, &[("n", u64::from(n).into())]);
    counts.into_iter().filter(|(_, n)| *n > 0).map(told).collect()
}

fn totals(ctx: &PageContext, order: &ProductOrder) -> Totals {
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
    let way = order.delivery.name_in(ctx.language.code()).map(str::to_owned);
    let way = way.unwrap_or_else(|| ctx.say("shop-delivery"));
    Totals {
        due_now: Some(money(order.due_now.value, currency)),
        monthly: months(&monthly, currency),
        at_end: named("atEnd").next().map(|step| money(step.amount, currency)),
        first_year: None,
        by_use: order
            .product_order_item
            .iter()
            .flat_map(|item| &item.item_price)
            .any(|price| price.price_type == "usage"),
        delivery: (!order.delivery_price.is_empty()).then(|| (way, money(delivery, currency))),
        tax: tax_rows(&order.vat, currency),
        commitment_months: 0,
    }
}

/// What it is worth now, what was paid, and what is still to be, where it is not simply what it cost.
fn sums(ctx: &PageContext, order: &ProductOrder) -> Vec<(String, Money)> {
    let (owed, paid, due) = (order.owed(), order.paid(), order.amount_due());
    let changed = owed != order.due_now.value;
    let row = |key: &str, amount: Decimal| (ctx.say(key), money(amount, order.currency()));
    let mut rows = Vec::new();
    if changed {
        rows.push(row("order-sum-owed", owed));
    }
    if paid > Decimal::ZERO && (changed || due > Decimal::ZERO) {
        rows.push(row("order-sum-paid", paid));
    }
    if due > Decimal::ZERO && due != order.due_now.value {
        rows.push(row("order-sum-to-pay", due));
    }
    rows
}

fn payment_of(ctx: &PageContext, order: &ProductOrder, zone: &TimeZone) -> String {
    let last = order.payment.last();
    let way = last.map(|payment| ctx.say(&format!("payment-way-{}", payment.method))).unwrap_or_default();
    let until = order.payment_until.map(|at| ctx.language.moment(at, zone)).unwrap_or_default();
    let over = matches!(order.state, OrderState::Cancelled | OrderState::Rejected | OrderState::Failed);
    let said = match order.payment_standing {
        _ if over => ctx.say("order-payment-over"),
        PaymentStanding::Settled if last.is_none() => ctx.say("order-payment-nothing"),
        PaymentStanding::Settled => ctx.say("order-payment-settled"),
        PaymentStanding::Later => ctx.tell("order-payment-later", &[("way", way.into())]),
        PaymentStanding::Awaited => {
            let amount = ctx.language.price(money(order.amount_due(), order.currency()));
            ctx.tell("order-payment-awaited", &[("amount", amount.into()), ("way", way.into())])
        }
        PaymentStanding::Refused => {
            let because = order.refused_because().unwrap_or("payment_refused");
            let why = ctx.language.try_tell(&format!("payment-refused-{because}"), &[]);
            let why = why.unwrap_or_else(|| ctx.say("payment-refused-payment_refused"));
            let key = if until.is_empty() { "order-payment-refused-owed" } else { "order-payment-refused" };
            ctx.tell(key, &[("why", why.into()), ("until", until.into())])
        }
        PaymentStanding::Uncertain => ctx.say("order-payment-uncertain"),
    };
    match last.and_then(|payment| payment.mandate.as_deref().map(|mandate| (mandate, &payment.creditor))) {
        Some((mandate, Some(creditor))) => {
            let given = [("mandate", mandate.into()), ("creditor", creditor.as_str().into())];
            format!("{said} {}", ctx.tell("order-payment-mandate-creditor", &given))
        }
        Some((mandate, None)) => {
            format!("{said} {}", ctx.tell("order-payment-mandate", &[("mandate", mandate.into())]))
        }
        None => said,
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
