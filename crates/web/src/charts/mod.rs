//! Charts: SVG drawn on the server, of attributes and classes only, so that a strict content-security policy
//! holds. Colours of customer, agent, machine and waiting are fixed; each has its own pattern as well, so that
//! print, greyscale and colour-blind eyes tell them apart.

mod bars;
mod curve;
mod heat;
mod histogram;
mod sankey;
mod spread;

use maud::{Markup, html};

pub use bars::{Share, bar, legend};
pub use curve::{CurvePoint, curve};
pub use heat::{DEPTHS, HeatCell, HeatMap, HeatMark, heat_map};
pub use histogram::{HistogramBin, histogram};
pub use sankey::{FlowLabels, sankey};
pub use spread::{Spread, spread};

/// What a colour stands for, everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Customers' own work.
    Customer,
    /// Agents' work.
    Agent,
    /// What machines ran.
    Machine,
    /// Waiting, which is not work.
    Waiting,
}

impl Ink {
    /// Its name in classes and patterns.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Machine => "machine",
            Self::Waiting => "waiting",
        }
    }

    /// The paint of a shape, as the attribute `fill` takes it.
    pub fn paint(self) -> String {
        format!("url(#ink-{})", self.name())
    }
}

/// The patterns that charts refer to; once on each page.
pub fn definitions() -> Markup {
    html! {
        svg .definitions width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern #ink-customer width="8" height="8" patternUnits="userSpaceOnUse" {
                    rect .c-customer-fill width="8" height="8" {}
                }
                pattern #ink-agent width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect .c-agent-fill width="7" height="7" {}
                    rect .c-agent-line width="1.5" height="7" {}
                }
                pattern #ink-machine width="6" height="4" patternUnits="userSpaceOnUse" {
                    rect .c-machine-fill width="6" height="4" {}
                    rect .c-machine-line width="6" height="1.5" {}
                }
                pattern #ink-waiting width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect .c-waiting-fill width="6" height="6" {}
                    circle .c-waiting-line cx="3" cy="3" r="1.200" {}
                }
                pattern #ink-unseen width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                    rect .c-unseen-line width="1" height="6" {}
                }
            }
        }
    }
}

/// A coordinate as an attribute writes it: at most two decimals.
pub(crate) fn n(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A round number at or above `value`, and the step between marks of an axis that ends there.
pub(crate) fn round_axis(value: f64, marks: u32) -> (f64, f64) {
    if value <= 0.0 {
        return (1.0, 1.0);
    }
    let rough = value / f64::from(marks.max(1));
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 2.5, 5.0, 10.0].iter().map(|it| it * magnitude).find(|it| *it >= rough).unwrap_or(rough);
    ((value / step).ceil() * step, step)
}
