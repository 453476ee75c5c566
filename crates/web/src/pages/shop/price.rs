//! A price, large and whole: per month, now, at the end, over a year, and what a reduction is counted from.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use rust_decimal::Decimal;
use types::Money;

use super::model::{Lowered, MonthStep, PriceShown, UsePrice};
use super::words::Words;

/// A price on a card: the figure that counts most, and what it takes with it.
pub fn price_short(w: Words, price: &PriceShown) -> Markup {
    html! {
        div .price {
            @if price.lowered.is_some() { (lowered(w, price, None)) }
            (main_figure(w, price))
            (usage(w, &price.usage))
            (beside(w, price))
        }
    }
}

/// A price on the offering's own page.
pub fn price_whole(w: Words, price: &PriceShown, zone: &TimeZone) -> Markup {
    html! {
        div .price.price-whole {
            @if price.lowered.is_some() { (lowered(w, price, Some(zone))) }
            (main_figure(w, price))
            @if let Some(text) = &price.per_measure { p .price-measure { (text) } }
            (usage(w, &price.usage))
            (beside(w, price))
            p .price-tax { (w.say(if price.without_tax { "shop-tax-excluded" } else { "shop-tax-included" })) }
        }
    }
}

/// What use costs: it stands wherever the price stands.
pub fn usage(w: Words, prices: &[UsePrice]) -> Markup {
    html! {
        @if !prices.is_empty() {
            ul .price-usage {
                @for each in prices {
                    li { "+ " strong { (w.price(each.amount)) } " / " (each.unit) " · " (each.name) }
                }
            }
        }
    }
}

fn main_figure(w: Words, price: &PriceShown) -> Markup {
    let first = price.monthly.first();
    html! {
        p .price-main {
            @if price.from { span .price-from { (w.say("shop-price-from")) " " } }
            @match (first, price.due_now) {
                (Some(step), _) => { strong { (w.price(step.amount)) } span .price-per { " " (w.say("shop-per-month")) } },
                (None, Some(now)) => strong { (w.price(now)) },
                (None, None) if !price.usage.is_empty() => span .quiet { (w.say("shop-price-by-use")) },
                (None, None) => span .quiet { (w.say("shop-no-price")) },
            }
        }
    }
}

/// Everything that goes with the main figure.
fn beside(w: Words, price: &PriceShown) -> Markup {
    let subscription = !price.monthly.is_empty();
    let now = price.due_now.filter(|now| subscription && !now.amount.is_zero());
    html! {
        @for step in steps_after(w, &price.monthly) { p .price-line { (step) } }
        @if let Some(now) = now { p .price-line { (w.tell("shop-plus-now", &[("price", &w.price(now))])) } }
        @if let Some(end) = price.at_end.filter(|end| !end.amount.is_zero()) { p .price-line { (at_end(w, end)) } }
        @if let Some(months) = price.commitment_months { p .price-line { (commitment(w, months)) } }
        @if let Some(year) = price.year.filter(|_| subscription) {
            @let key = if price.usage.is_empty() { "shop-year-total" } else { "shop-year-without-use" };
            p .price-line.price-year { (w.tell(key, &[("price", &w.price(year))])) }
        }
    }
}

/// What a first step leads to: “for 6 months, then 19.99 a month”.
pub fn steps_after(w: Words, steps: &[MonthStep]) -> Vec<String> {
    let mut told = Vec::new();
    for pair in steps.windows(2) {
        let (from, to) = (pair[1].from.to_string(), w.price(pair[1].amount));
        told.push(if pair[1].amount.amount.is_zero() {
            w.tell("shop-then-nothing", &[("month", &from)])
        } else {
            w.tell("shop-then-monthly", &[("month", &from), ("price", &to)])
        });
    }
    if let Some(end) = steps.last().and_then(|last| last.to) {
        told.push(w.tell("shop-monthly-until", &[("month", &end.to_string())]));
    }
    told
}

/// What is due, or given back, at the end.
pub fn at_end(w: Words, end: Money) -> String {
    if end.amount < Decimal::ZERO {
        let back = Money { amount: -end.amount, ..end };
        w.tell("shop-back-at-end", &[("price", &w.price(back))])
    } else {
        w.tell("shop-due-at-end", &[("price", &w.price(end))])
    }
}

/// A commitment in words.
pub fn commitment(w: Words, months: u32) -> String {
    match months {
        0 => w.say("shop-no-commitment").to_owned(),
        1 => w.say("shop-commitment-one").to_owned(),
        months => w.tell("shop-commitment", &[("months", &months.to_string())]),
    }
}

fn lowered(w: Words, price: &PriceShown, zone: Option<&TimeZone>) -> Markup {
    let Some(Lowered { lowest_before, percent, until }) = &price.lowered else { return html! {} };
    let until =
        zone.zip(*until).map(|(zone, until)| w.language.date(until.to_zoned_datetime(zone.clone()).date()));
    html! {
        p .price-lowered {
            span .price-percent { "−" (percent) "\u{202f}%" }
            " " (w.tell("shop-lowest-before", &[("price", &w.price(*lowest_before))]))
            @if let Some(until) = until { " · " (w.tell("shop-lowered-until", &[("date", &until)])) }
        }
    }
}
