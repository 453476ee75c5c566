//! What a view says about how its acts are to be read: which rule tells adjustments apart, with which
//! parameters. The rule is data and is printed beside every figure that it makes.

use serde::{Deserialize, Serialize};

/// Whose contacts belong together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The same customer.
    #[default]
    Customer,
    /// The same case: a ticket, a request, a loan.
    Case,
    /// Nothing belongs together: the view has no adjustments.
    Nothing,
}

/// How a view is read. Everything has a default, so that a mapping says only what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whose contacts belong together.
    pub by: By,
    /// A contact at most so many hours after the end of the one before belongs to the same demand.
    pub window_h: u32,
    /// Whoever contacts again at most so many seconds after the end of a contact has returned.
    pub return_within_s: u32,
    /// A service under so many seconds is short.
    pub short_service_s: u32,
    /// Whether lines of sale are demands of their own. Where they are not, a shop's log has no adjustments.
    pub sales_are_demands: bool,
    /// What the maker of the mapping knows that the log does not show: keys of sentences.
    pub not_seen: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            by: By::Customer,
            window_h: 24,
            return_within_s: 3_600,
            short_service_s: 10,
            sales_are_demands: false,
            not_seen: Vec::new(),
        }
    }
}

impl Settings {
    /// The window, in milliseconds.
    pub(crate) fn window_ms(&self) -> i64 {
        i64::from(self.window_h) * 3_600_000
    }

    /// The time within which one returns, in milliseconds.
    pub(crate) fn return_within_ms(&self) -> i64 {
        i64::from(self.return_within_s) * 1_000
    }
}
