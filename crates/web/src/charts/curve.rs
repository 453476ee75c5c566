//! A curve of shares over ordered classes, with the band that its confidence leaves, and one class apart.

use maud::{Markup, html};

use super::{n, round_axis};

/// One class.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    /// The class, under the axis.
    pub label: String,
    /// Its share, 0 to 1.
    pub share: f64,
    /// The ends of its interval.
    pub low: f64,
    /// The upper one.
    pub high: f64,
    /// Whether it stands apart, behind a gap: not joined to the curve.
    pub apart: bool,
    /// The share as it is written beside the point.
    pub written: String,
    /// What it says when pointed at.
    pub tip: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 34.0;

/// The curve as SVG; `percent` writes a mark of the axis.
pub fn curve(
    title: &str,
    description: &str,
    points: &[CurvePoint],
    percent: &dyn Fn(f64) -> String,
) -> Markup {
    let (full, step) = round_axis(points.iter().map(|point| point.high).fold(0.05, f64::max), 4);
    let full = full.min(1.0);
    let slots = points.len() as f64 + if points.iter().any(|point| point.apart) { 0.6 } else { 0.0 };
    let gap = (WIDTH - LEFT - 12.0) / slots.max(1.0);
    let x = |index: usize| LEFT + gap * (index as f64 + 0.5 + if points[index].apart { 0.6 } else { 0.0 });
    let y = |share: f64| HEIGHT - BOTTOM - share / full * (HEIGHT - TOP - BOTTOM);
    let joined: Vec<usize> = (0..points.len()).filter(|index| !points[*index].apart).collect();
    let line = path(joined.iter().map(|index| (x(*index), y(points[*index].share))));
    let band = path(
        joined
            .iter()
            .map(|index| (x(*index), y(points[*index].high)))
            .chain(joined.iter().rev().map(|index| (x(*index), y(points[*index].low)))),
    );
    let marks = (0..=(full / step).floor() as u32).map(|mark| f64::from(mark) * step);
    html! {
        svg .chart.curve viewBox={ "0 0 " (n(WIDTH)) " " (n(HEIGHT)) } role="img" aria-label=(title) {
            title { (title) }
            desc { (description) }
            @for mark in marks {
                line .grid x1=(n(LEFT)) x2=(n(WIDTH - 8.0)) y1=(n(y(mark))) y2=(n(y(mark))) {}
                text .axis x=(n(LEFT - 8.0)) y=(n(y(mark) + 4.0)) text-anchor="end" { (percent(mark)) }
            }
            path .band d={ (band) "Z" } {}
            path .curve-line d=(line) {}
            @for (index, point) in points.iter().enumerate() {
                g .curve-point.apart[point.apart] {
                    title { (point.tip) }
                    rect .hover x=(n(x(index) - gap / 2.0)) y=(n(TOP)) width=(n(gap)) height=(n(HEIGHT - TOP - BOTTOM)) {}
                    line .whisker x1=(n(x(index))) x2=(n(x(index))) y1=(n(y(point.low))) y2=(n(y(point.high))) {}
                    @if point.apart {
                        rect x=(n(x(index) - 5.0)) y=(n(y(point.share) - 5.0)) width="10" height="10" {}
                    } @else {
                        circle cx=(n(x(index))) cy=(n(y(point.share))) r="5" {}
                    }
                    text .value x=(n(x(index) + 9.0)) y=(n(y(point.share) - 8.0)) { (point.written) }
                    text .axis x=(n(x(index))) y=(n(HEIGHT - BOTTOM + 20.0)) text-anchor="middle" { (point.label) }
                }
            }
        }
    }
}

fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    for (index, (x, y)) in points.enumerate() {
        out.push(if index == 0 { 'M' } else { 'L' });
        out.push_str(&format!("{} {}", n(x), n(y)));
    }
    out
}
