//! The proof of purchase: who sold what to whom, when, for how much, with which tax, paid how.

use collect::order::{Delivery, OrderItem, OrderPrice, ProductOrder, VatGroup};
use offer::catalogue::PlaceId;
use papers::{Column, Paper, Piece, Table};
use rust_decimal::Decimal;
use types::Money;

use super::Desk;
use super::operator::{address_lines, joined};

/// The proof of purchase of an order.
pub(super) fn proof_of(desk: &Desk<'_>, order: &ProductOrder) -> Paper {
    // Nothing proves a purchase that is not paid: until then it is what was ordered.
    let (name, of) = match order.amount_due().is_zero() {
        true => ("paper-proof", "paper-proof-of"),
        false => ("paper-confirmation", "paper-confirmation-of"),
    };
    let title = desk.language.tell(of, &[("number", order.external_id.as_str().into())]);
    let mut pieces = vec![
        Piece::Title(desk.say(name)),
        Piece::Columns(vec![
            (desk.say("paper-seller"), desk.operator.lines()),
            (desk.say("paper-customer"), customer(order)),
        ]),
        Piece::Facts(facts(desk, order)),
        Piece::Heading(desk.say("paper-goods")),
        Piece::Table(goods(desk, order)),
    ];
    if !order.vat.is_empty() {
        pieces.push(Piece::Heading(desk.say("paper-vat")));
        pieces.push(Piece::Table(vat_table(desk, order, &order.vat)));
    }
    let later = later_prices(desk, order);
    if !later.is_empty() {
        pieces.push(Piece::Heading(desk.say("paper-later")));
        pieces.push(Piece::Facts(later));
    }
    pieces.push(Piece::Heading(desk.say("paper-payment")));
    pieces.push(Piece::Facts(payments(desk, order)));
    let undone = order.taken_off();
    if !undone.is_empty() {
        pieces.push(Piece::Heading(desk.say("paper-undone")));
        pieces.push(Piece::Text(desk.say("paper-undone-text")));
        pieces.push(Piece::Table(vat_table(desk, order, &undone)));
    }
    pieces.extend(legal(desk, order));
    desk.paper(&title, order.order_date, pieces)
}

fn customer(order: &ProductOrder) -> String {
    let address = order.billing_address.as_ref().or(order.shipping_address());
    let address = address.map(address_lines).unwrap_or_default();
    let name =
        if address.starts_with(&order.contact.name) { String::new() } else { order.contact.name.clone() };
    joined(&[name, address, order.contact.email.clone(), order.contact.phone.clone()], "\n")
}

fn facts(desk: &Desk<'_>, order: &ProductOrder) -> Vec<(String, String)> {
    let mut facts = vec![
        (desk.say("paper-number"), order.external_id.clone()),
        (desk.say("paper-date"), desk.language.moment(order.order_date, &desk.zone)),
    ];
    match &order.delivery {
        Delivery::Nothing => {}
        Delivery::Shipping { address, .. } => {
            facts.push((desk.say("paper-shipped-to"), address_lines(address)));
        }
        Delivery::PickUp(pick_up) => {
            facts.push((desk.say("paper-collected-at"), place(desk, &pick_up.place)));
        }
    }
    if let Some(cancelled) = order.cancellation_date {
        // Something of it may have been given: then only the rest was cancelled.
        let kept = order.product_order_item.iter().any(|item| item.fulfilled > 0);
        let key = if kept { "paper-rest-cancelled" } else { "paper-cancelled" };
        facts.push((desk.say(key), desk.day(cancelled)));
    } else if let Some(done) = order.completion_date {
        facts.push((desk.say("paper-given"), desk.day(done)));
    }
    facts
}

fn place(desk: &Desk<'_>, id: &PlaceId) -> String {
    match desk.places.iter().find(|place| place.id == *id) {
        Some(place) => {
            joined(&[place.name_in(desk.language.code()).to_owned(), address_lines(&place.address)], "\n")
        }
        None => id.to_string(),
    }
}

fn goods(desk: &Desk<'_>, order: &ProductOrder) -> Table {
    let mut table = Table {
        columns: vec![
            Column::words(desk.say("paper-what"), 11),
            Column::numbers(desk.say("paper-quantity"), 3),
            Column::numbers(desk.say("paper-unit-price"), 4),
            Column::numbers(desk.say("paper-rate"), 2),
            Column::numbers(desk.say("paper-amount"), 4),
        ],
        rows: Vec::new(),
        sums: Vec::new(),
    };
    for item in &order.product_order_item {
        rows_of(desk, order, item, &mut table.rows);
    }
    for price in &order.delivery_price {
        let amount = money(desk, order, price.amount);
        let rate = desk.rate(price.tax_rate);
        let way = order.delivery.name_in(desk.language.code()).map(str::to_owned);
        table.rows.push(vec![
            way.unwrap_or_else(|| desk.say("paper-delivery")),
            "1".to_owned(),
            amount.clone(),
            rate,
            amount,
        ]);
    }
    let total = money(desk, order, order.due_now.value);
    table.sums.push(vec![desk.say("paper-total"), String::new(), String::new(), String::new(), total]);
    table
}

/// A row for each rate of tax of a line: a bundle may hold things of several.
fn rows_of(desk: &Desk<'_>, order: &ProductOrder, item: &OrderItem, rows: &mut Vec<Vec<String>>) {
    let name = match item.bundle() {
        Some(_) => format!("– {}", item.name_in(desk.language.code())),
        None => item.name_in(desk.language.code()).to_owned(),
    };
    let count = desk.language.count(item.ordered.into());
    if item.due_now.is_empty() {
        rows.push(vec![name, count, String::new(), String::new(), money(desk, order, Decimal::ZERO)]);
        return;
    }
    for (place, taxed) in item.due_now.iter().enumerate() {
        let ordered = Decimal::from(item.ordered.max(1));
        let each = taxed.amount / ordered;
        // A price for one is said where it says the amount exactly; a reduction of the whole may not be shared out.
        let each = if each.normalize().scale() <= 4 { money(desk, order, each) } else { String::new() };
        let (name, count) =
            if place == 0 { (name.clone(), count.clone()) } else { (String::new(), String::new()) };
        rows.push(vec![name, count, each, desk.rate(taxed.tax_rate), money(desk, order, taxed.amount)]);
    }
}

fn vat_table(desk: &Desk<'_>, order: &ProductOrder, groups: &[VatGroup]) -> Table {
    let row = |group: &VatGroup| {
        let amounts = [group.base, group.tax, group.total].map(|amount| money(desk, order, amount));
        [vec![desk.rate(group.tax_rate)], amounts.to_vec()].concat()
    };
    let sum = |of: fn(&VatGroup) -> Decimal| money(desk, order, groups.iter().map(of).sum());
    let sums = vec![
        desk.say("paper-total"),
        sum(|group| group.base),
        sum(|group| group.tax),
        sum(|group| group.total),
    ];
    Table {
        columns: vec![
            Column::words(desk.say("paper-rate"), 3),
            Column::numbers(desk.say("paper-without-tax"), 3),
            Column::numbers(desk.say("paper-tax"), 3),
            Column::numbers(desk.say("paper-with-tax"), 3),
        ],
        rows: groups.iter().map(row).collect(),
        sums: vec![sums],
    }
}

/// What is due after the order: each month, at the end.
fn later_prices(desk: &Desk<'_>, order: &ProductOrder) -> Vec<(String, String)> {
    let amount = |price: &OrderPrice| {
        price.price.tax_included_amount.map(|amount| desk.language.price(Money::from(amount)))
    };
    order
        .order_total_price
        .iter()
        .filter_map(|price| {
            let name = match price.name.as_deref() {
                Some("monthly") => match price.unknown.get("fromMonth").and_then(serde_json::Value::as_u64) {
                    Some(month) if month > 1 => {
                        desk.language.tell("paper-monthly-from", &[("month", month.into())])
                    }
                    _ => desk.say("paper-monthly"),
                },
                Some("atEnd") => desk.say("paper-at-end"),
                _ => return None,
            };
            Some((name, amount(price)?))
        })
        .collect()
}

fn payments(desk: &Desk<'_>, order: &ProductOrder) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    for payment in &order.payment {
        let key = format!("paper-method-{}", payment.method.replace('_', "-"));
        let way = if desk.language.knows(&key) { desk.say(&key) } else { payment.method.clone() };
        let mandate = payment
            .mandate
            .as_ref()
            .map(|mandate| desk.language.tell("paper-mandate", &[("mandate", mandate.as_str().into())]));
        let shown = [way, payment.shown.clone().unwrap_or_default(), mandate.unwrap_or_default()];
        let way = joined(&shown, " · ");
        let stands = match payment.paid_at {
            Some(at) => desk.language.tell(
                "paper-paid-on",
                &[("amount", money(desk, order, payment.paid).into()), ("date", desk.day(at).into())],
            ),
            None if payment.paid > Decimal::ZERO => {
                desk.language.tell("paper-paid-part", &[("amount", money(desk, order, payment.paid).into())])
            }
            None => desk.say("paper-not-paid"),
        };
        facts.push((way, stands));
        if payment.refunded > Decimal::ZERO {
            facts.push((desk.say("paper-refunded"), money(desk, order, payment.refunded)));
        }
    }
    if facts.is_empty() {
        facts.push((desk.say("paper-due"), desk.say("paper-nothing-due")));
    }
    let due = order.amount_due();
    if due > Decimal::ZERO {
        facts.push((desk.say("paper-due"), money(desk, order, due)));
    }
    facts
}

fn legal(desk: &Desk<'_>, order: &ProductOrder) -> Vec<Piece> {
    let mut said = vec![Piece::Small(desk.say("paper-rounding"))];
    if order.product_order_item.iter().any(OrderItem::is_goods) {
        said.push(Piece::Small(desk.say("paper-guarantee")));
    }
    said.push(Piece::Small(desk.say("paper-withdrawal")));
    if !order.terms_version.is_empty() {
        let version = [("version", order.terms_version.as_str().into())];
        said.push(Piece::Small(desk.language.tell("paper-terms", &version)));
    }
    if !desk.operator.mediator.is_empty() {
        let mediator = [("mediator", desk.operator.mediator.as_str().into())];
        said.push(Piece::Small(desk.language.tell("paper-mediator", &mediator)));
    }
    said
}

fn money(desk: &Desk<'_>, order: &ProductOrder, amount: Decimal) -> String {
    desk.language.price(Money { amount, currency: order.currency() })
}
