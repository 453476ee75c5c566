//! Bars whose parts stand one behind the other, in fixed inks; and their legend.

use maud::{Markup, html};

use super::{Ink, n};

/// One part of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Whose.
    pub ink: Ink,
    /// How much, in the unit of the bar's scale.
    pub value: f64,
    /// What it says when pointed at.
    pub tip: String,
}

/// A bar of parts on a scale from 0 to `full`, growing to the right, or to the left where `leftwards`. It is as
/// wide as its place; what it shows stands beside it as text, so it is hidden from screen readers.
pub fn bar(shares: &[Share], full: f64, leftwards: bool, height: u32) -> Markup {
    let mut at = 0.0;
    let mut rects = Vec::new();
    for share in shares.iter().filter(|share| share.value > 0.0) {
        let width = if full > 0.0 { share.value / full * 100.0 } else { 0.0 };
        let x = if leftwards { 100.0 - at - width } else { at };
        rects.push(html! {
            rect x={ (n(x)) "%" } y="0" width={ (n(width.max(0.8))) "%" } height="100%" fill=(share.ink.paint()) {
                title { (share.tip) }
            }
        });
        at += width;
    }
    html! {
        svg .bar width="100%" height=(height) aria-hidden="true" focusable="false" { @for rect in &rects { (rect) } }
    }
}

/// The legend of the inks used, with their words.
pub fn legend(entries: &[(Ink, String)]) -> Markup {
    html! {
        ul .legend {
            @for (ink, text) in entries {
                li {
                    svg width="14" height="14" aria-hidden="true" focusable="false" {
                        rect width="14" height="14" rx="2" fill=(ink.paint()) {}
                    }
                    (text)
                }
            }
        }
    }
}
