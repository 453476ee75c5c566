//! What a cart or an order costs: now, per month, at the end, over a year, and the tax in it.

use maud::{Markup, html};

use super::model::Totals;
use super::price::{at_end, commitment, steps_after};
use super::words::Words;

/// The totals, as a list of names and amounts.
pub fn totals(w: Words, totals: &Totals) -> Markup {
    html! {
        dl .totals {
            @if let Some((name, fee)) = &totals.delivery {
                div { dt { (name) } dd { @if fee.amount.is_zero() { (w.say("shop-free")) } @else { (w.price(*fee)) } } }
            }
            @if let Some(now) = totals.due_now {
                div .total-now { dt { (w.say("shop-total-now")) } dd { strong { (w.price(now)) } } }
            }
            @if let Some(first) = totals.monthly.first() {
                div .total-monthly {
                    dt { (w.say("shop-total-monthly")) }
                    dd { strong { (w.price(first.amount)) } @for step in steps_after(w, &totals.monthly) { p .quiet { (step) } } }
                }
            }
            @if let Some(end) = totals.at_end.filter(|end| !end.amount.is_zero()) {
                div { dt { (w.say("shop-total-end")) } dd { (at_end(w, end)) } }
            }
            @if let Some(year) = totals.first_year.filter(|_| !totals.monthly.is_empty()) {
                div { dt { (w.say(if totals.by_use { "shop-total-year-without-use" } else { "shop-total-year" })) } dd { (w.price(year)) } }
            }
            @if totals.by_use {
                div .total-use { dt { (w.say("shop-total-use")) } dd { (w.say("shop-total-use-text")) } }
            }
            @if totals.commitment_months > 0 {
                div { dt { (w.say("shop-row-commitment")) } dd { (commitment(w, totals.commitment_months)) } }
            }
            @for row in &totals.tax {
                div .total-tax {
                    dt { (w.tell("shop-tax-row", &[("rate", &row.rate), ("net", &w.price(row.net))])) }
                    dd { (w.price(row.tax)) }
                }
            }
        }
    }
}
