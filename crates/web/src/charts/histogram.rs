//! A histogram: how many lasted how long, the short ones in their own ink.

use maud::{Markup, html};

use super::{n, round_axis};

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramBin {
    /// How many.
    pub count: u64,
    /// The text under its left edge; most bars have none.
    pub label: Option<String>,
    /// Whether it is to be noticed.
    pub marked: bool,
    /// What it says when pointed at.
    pub tip: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 24.0;
const BOTTOM: f64 = 26.0;
const TOP: f64 = 10.0;

/// The histogram as SVG; `count` writes a mark of the axis.
pub fn histogram(
    title: &str,
    description: &str,
    bins: &[HistogramBin],
    count: &dyn Fn(u64) -> String,
) -> Markup {
    let (full, step) = round_axis(bins.iter().map(|bin| bin.count).max().unwrap_or(1) as f64, 4);
    let wide = (WIDTH - LEFT - RIGHT) / bins.len().max(1) as f64;
    let y = |value: f64| HEIGHT - BOTTOM - value / full * (HEIGHT - TOP - BOTTOM);
    let marks = (0..=(full / step).round() as u32).map(|mark| f64::from(mark) * step);
    html! {
        svg .chart.histogram viewBox={ "0 0 " (n(WIDTH)) " " (n(HEIGHT)) } role="img" aria-label=(title) {
            title { (title) }
            desc { (description) }
            @for mark in marks {
                line .grid x1=(n(LEFT)) x2=(n(WIDTH - RIGHT)) y1=(n(y(mark))) y2=(n(y(mark))) {}
                text .axis x=(n(LEFT - 8.0)) y=(n(y(mark) + 4.0)) text-anchor="end" { (count(mark as u64)) }
            }
            @for (index, bin) in bins.iter().enumerate() {
                @let x = LEFT + wide * index as f64;
                @let top = y(bin.count as f64);
                rect .column.marked[bin.marked] x=(n(x + 0.5)) y=(n(top)) width=(n((wide - 1.0).max(0.5))) height=(n(HEIGHT - BOTTOM - top)) { title { (bin.tip) } }
                @if let Some(label) = &bin.label {
                    text .axis x=(n(x)) y=(n(HEIGHT - 8.0)) text-anchor="middle" { (label) }
                }
            }
        }
    }
}
