//! The cost by month of a few tariffs: bars side by side, told apart by their patterns and by words, not by colour alone.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::detail::month_name;
use super::model::PricedOffer;
use super::ranking::written;
use crate::charts::{Ink, definitions, legend, n, round_axis};
use crate::context::PageContext;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 30.0;
/// The inks of the bars, in the order of the ranking.
const INKS: [Ink; 3] = [Ink::Customer, Ink::Agent, Ink::Machine];

/// The plot, with its legend; nothing where there is a single month.
pub(super) fn plot(ctx: &PageContext, offers: &[PricedOffer]) -> Markup {
    let months = offers.iter().map(|offer| offer.months.len()).max().unwrap_or(0);
    if months < 2 || offers.is_empty() {
        return html! {};
    }
    let title = ctx.say("meter-plot-title");
    let entries: Vec<(Ink, String)> =
        offers.iter().zip(INKS).map(|(offer, ink)| (ink, offer.name.clone())).collect();
    html! {
        section .meter-plot aria-labelledby="plot" {
            h2 #plot { (title) }
            (definitions())
            (legend(&entries))
            (drawing(ctx, offers, months, &title))
            p .aside { (ctx.say("meter-plot-about")) }
        }
    }
}

fn drawing(ctx: &PageContext, offers: &[PricedOffer], months: usize, title: &str) -> Markup {
    let value = |amount: Decimal| amount.to_f64().unwrap_or(0.0);
    let highest =
        offers.iter().flat_map(|offer| &offer.months).map(|month| value(month.amount)).fold(0.0, f64::max);
    let (full, step) = round_axis(highest, 4);
    let slot = (WIDTH - LEFT) / months as f64;
    let wide = (slot - 4.0).max(2.0) / offers.len() as f64;
    let y = |amount: f64| HEIGHT - BOTTOM - amount / full * (HEIGHT - TOP - BOTTOM);
    let marks = (0..=(full / step).round() as u32).map(|mark| f64::from(mark) * step);
    html! {
        svg .chart.meter-bars viewBox={ "0 0 " (n(WIDTH)) " " (n(HEIGHT)) } role="img" aria-label=(title) {
            title { (title) }
            desc { (ctx.say("meter-plot-about")) }
            @for mark in marks {
                line .grid x1=(n(LEFT)) x2=(n(WIDTH)) y1=(n(y(mark))) y2=(n(y(mark))) {}
                text .axis x=(n(LEFT - 6.0)) y=(n(y(mark) + 4.0)) text-anchor="end" { (ctx.language.amount(&n(mark))) }
            }
            @for (which, (offer, ink)) in offers.iter().zip(INKS).enumerate() {
                @for (place, month) in offer.months.iter().enumerate() {
                    @let left = LEFT + slot * place as f64 + 2.0 + wide * which as f64;
                    @let top = y(value(month.amount));
                    rect x=(n(left)) y=(n(top)) width=(n((wide - 1.0).max(1.0))) height=(n((HEIGHT - BOTTOM - top).max(0.0))) fill=(ink.paint()) {
                        title { (offer.name) " · " (month_name(ctx, month.month)) " · " (written(ctx, offer, month.amount)) }
                    }
                }
            }
            @for (place, month) in offers[0].months.iter().enumerate() {
                @if months <= 14 || place % (months / 12 + 1) == 0 {
                    text .axis x=(n(LEFT + slot * (place as f64 + 0.5))) y=(n(HEIGHT - 10.0)) text-anchor="middle" {
                        (month.month.month()) "/" (month.month.year().rem_euclid(100))
                    }
                }
            }
        }
    }
}
