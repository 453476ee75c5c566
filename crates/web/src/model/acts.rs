//! Acts and adjustments as pages show them: already told as sentences by `wording`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use types::{Act, ActId};

/// Names in the reader's language of what acts are about, by id: as far as what we offer has them.
pub type OfferNames = BTreeMap<String, String>;

/// One act in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ActRow {
    /// The act.
    pub act: Act,
}

/// One page of a list of acts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActPage {
    /// What the list is restricted to, in words, one chip each.
    pub restricted_to: Vec<String>,
    /// The rows, in the order of time.
    pub rows: Vec<ActRow>,
    /// Names of what they are about.
    pub names: OfferNames,
    /// How many in all, where that is cheaply known.
    pub total: Option<u64>,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// Why rows of persons are not shown, where a group would be smaller than five.
    pub suppressed: bool,
}

/// One adjustment in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustmentRow {
    /// Its key in addresses: `/views/V/adjustments/KEY`.
    pub key: String,
    /// When its demand was first expressed.
    pub opened: Timestamp,
    /// When its last act ended.
    pub ended: Timestamp,
    /// How it ended: `fitted_at_once`, `fitted_after_returns` …
    pub outcome: String,
    /// How many contacts (or acts, where there are no contacts).
    pub contacts: u64,
    /// Seconds of the customer's own work.
    pub customer_s: f64,
    /// Seconds waited.
    pub waiting_s: f64,
    /// Seconds of agents' work.
    pub agent_s: f64,
    /// Whether a later contact could still have changed it when the log ended.
    pub open_at_end: bool,
}

/// One page of a list of adjustments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdjustmentPage {
    /// The outcome listed.
    pub outcome: String,
    /// The rows.
    pub rows: Vec<AdjustmentRow>,
    /// How many in all.
    pub total: u64,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// Whether the group is smaller than five, and so not shown.
    pub suppressed: bool,
}

/// One step of an adjustment's story: the acts of one contact, or one act.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryStep {
    /// The acts, in the order of time.
    pub acts: Vec<Act>,
}

/// One adjustment, told.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustmentStory {
    /// Its line in the list.
    pub row: AdjustmentRow,
    /// The rule's window, in hours.
    pub window_h: f64,
    /// Its steps, in the order of time.
    pub steps: Vec<StoryStep>,
    /// Names of what they are about.
    pub names: OfferNames,
}

/// One act, raw.
#[derive(Debug, Clone, PartialEq)]
pub struct RawAct {
    /// The act.
    pub act: Act,
    /// Names of what it is about.
    pub names: OfferNames,
    /// Its place in the ledger.
    pub position: Option<u64>,
    /// When it was recorded.
    pub recorded_at: Option<Timestamp>,
    /// The act as JSON, indented.
    pub json: String,
    /// Acts of the same contact, order or case, which follow or precede it.
    pub beside: Vec<ActId>,
}
