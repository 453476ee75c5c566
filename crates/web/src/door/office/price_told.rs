//! What an offering costs a new customer, as the office reads it: line by line, and in one line for a list.

use app::PriceSeen;
use offer::catalogue::ProductOffering;

use super::codec::Desk;
use crate::pages::shop::{tongue, use_price};

/// What a price makes a new customer pay: at the order, month by month, over a year, for use, at the end.
pub(super) fn costs(desk: &Desk<'_>, price: &PriceSeen) -> Vec<(String, String)> {
    let (ctx, language) = (desk.ctx, desk.ctx.language);
    let mut lines = Vec::new();
    if let Some(now) = price.due_now {
        lines.push((ctx.say("shop-row-now"), language.price(now)));
    }
    for step in price.months.iter().filter(|step| step.from == 1 || price.months.len() > 1) {
        let name = ctx.tell("office-price-from-month", &[("n", u64::from(step.from).into())]);
        lines.push((name, language.price(step.amount)));
    }
    lines.extend(price.usage.iter().filter_map(|usage| use_price(usage, tongue(language))).map(|usage| {
        let name = format!("{} · {}", ctx.say("office-price-kind-usage"), usage.name);
        (name, format!("{} / {}", language.price(usage.amount), usage.unit))
    }));
    if let Some(year) = price.year {
        let key = if price.usage.is_empty() { "shop-row-year" } else { "office-price-year-without-use" };
        lines.push((ctx.say(key), language.price(year)));
    }
    if let Some(end) = price.at_end {
        lines.push((ctx.say("office-price-kind-closing"), language.price(end)));
    }
    lines
}

/// The price of an offering in one line, for a list: what a new customer pays, steps one after the other.
pub(super) fn in_short(desk: &Desk<'_>, offering: &ProductOffering) -> String {
    let (ctx, language) = (desk.ctx, desk.ctx.language);
    let price = PriceSeen::of(&desk.shop.catalogue, offering, ctx.shown.at, desk.currency);
    let mut parts = Vec::new();
    parts.extend(price.due_now.filter(|now| price.months.is_empty() || !now.amount.is_zero()).map(|now| {
        let back = price.at_end.filter(|end| end.amount.is_sign_negative());
        match back {
            Some(_) => ctx.tell("office-price-short-deposit", &[("price", language.price(now).into())]),
            None => language.price(now),
        }
    }));
    let mut steps = price.months.iter();
    if let Some(first) = steps.next() {
        let mut monthly = format!("{} {}", language.price(first.amount), ctx.say("office-per-month"));
        for step in steps.filter(|step| !step.amount.amount.is_zero()) {
            let given =
                [("month", u64::from(step.from).into()), ("price", language.price(step.amount).into())];
            monthly = format!("{monthly}, {}", ctx.tell("office-price-short-then", &given));
        }
        parts.push(monthly);
    }
    parts.extend(
        price
            .usage
            .iter()
            .filter_map(|usage| use_price(usage, tongue(language)))
            .map(|usage| format!("{} / {}", language.price(usage.amount), usage.unit)),
    );
    parts.join(" + ")
}
