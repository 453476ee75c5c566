//! The prices of a charge on a line of time, drawn: what was, what is, what will be.

use jiff::Timestamp;
use maud::{Markup, html};

use super::model::{OfficePriceLine, PriceStanding};
use crate::context::PageContext;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 96.0;
/// How far the drawing looks back and ahead where prices have no end, in seconds.
const MARGIN_S: i64 = 60 * 24 * 3_600;

/// The drawing; the table beside it says the same in words.
pub(super) fn timeline(ctx: &PageContext, line: &OfficePriceLine, now: Timestamp) -> Markup {
    let ends =
        line.prices.iter().flat_map(|price| [price.from, price.until]).flatten().map(Timestamp::as_second);
    let first = ends.clone().chain([now.as_second()]).min().unwrap_or_default() - MARGIN_S / 4;
    let last = ends.chain([now.as_second()]).max().unwrap_or_default() + MARGIN_S;
    let span = (last - first).max(1) as f64;
    let x = |at: i64| ((at.clamp(first, last) - first) as f64 / span) * WIDTH;
    let tallest = line.prices.iter().map(|price| price.height).fold(0.0_f64, f64::max).max(0.01);
    html! {
        svg .price-line viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(ctx.tell("office-timeline", &[("what", line.title.as_str().into())])) {
            line .axis x1="0" x2=(WIDTH) y1=(HEIGHT - 14.0) y2=(HEIGHT - 14.0) {}
            @for price in &line.prices {
                @let left = x(price.from.map_or(first, Timestamp::as_second));
                @let right = x(price.until.map_or(last, Timestamp::as_second));
                @let tall = (price.height / tallest * (HEIGHT - 40.0)).max(2.0);
                @let class = match price.standing {
                    PriceStanding::Past => "past",
                    PriceStanding::InForce => "in-force",
                    PriceStanding::ToCome => "to-come",
                };
                rect class=(class) x=(two(left)) y=(two(HEIGHT - 14.0 - tall)) width=(two((right - left - 1.0).max(1.0))) height=(two(tall)) {
                    title { (price.amount) }
                }
                @if right - left > 60.0 {
                    text x=(two(left + 4.0)) y=(two(HEIGHT - 18.0 - tall)) { (price.amount) }
                }
            }
            line .now x1=(two(x(now.as_second()))) x2=(two(x(now.as_second()))) y1="8" y2=(HEIGHT - 8.0) {}
            text .now-word x=(two(x(now.as_second()) + 3.0)) y=(HEIGHT - 2.0) { (ctx.say("office-now")) }
        }
    }
}

fn two(number: f64) -> String {
    format!("{number:.1}")
}
