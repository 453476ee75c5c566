//! A distribution in one line: from one in ten to nine in ten, the middle half, the median, the mean.

use maud::{Markup, html};

use super::n;

/// A distribution without its extremes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// One in ten has less.
    pub p10: f64,
    /// One in four has less.
    pub p25: f64,
    /// Half have less.
    pub median: f64,
    /// Three in four have less.
    pub p75: f64,
    /// Nine in ten have less.
    pub p90: f64,
}

/// The line, on a scale from 0 to `full`. It stands beside its numbers, and is hidden from screen readers.
pub fn spread(of: &Spread, full: f64, tip: &str) -> Markup {
    let at = |value: f64| {
        format!("{}%", n(if full > 0.0 { (value / full * 100.0).clamp(0.0, 100.0) } else { 0.0 }))
    };
    let wide = |from: f64, to: f64| {
        format!("{}%", n(if full > 0.0 { ((to - from) / full * 100.0).max(0.4) } else { 0.4 }))
    };
    html! {
        svg .spread width="100%" height="26" aria-hidden="true" focusable="false" {
            title { (tip) }
            line .grid x1="0%" x2="100%" y1="13" y2="13" {}
            rect .spread-reach x=(at(of.p10)) width=(wide(of.p10, of.p90)) y="11" height="4" rx="2" {}
            rect .spread-half x=(at(of.p25)) width=(wide(of.p25, of.p75)) y="6" height="14" rx="2" {}
            rect .spread-median x=(at(of.median)) width="2.5" y="3" height="20" {}
        }
    }
}
