//! What the timelines of customers and cases add to the cells: adjustments, returns, what became of unmet
//! demand, flows. A timeline that changes takes back what it had added and adds anew.

use std::collections::BTreeMap;

use types::{Outcome, Scene};

use crate::cell::{CellKey, Tally};
use crate::settings::Settings;
use crate::tally::demand_place;
use crate::timeline::{AdjustmentOutcome, Group, Step, adjustments};

/// Least seconds of service of each row of the return curve; the last one is open.
pub(crate) const RETURN_FROM_S: [u64; 7] = [1, 5, 10, 20, 30, 60, 300];
/// The row of hang-ups.
pub(crate) const HANG_UPS: usize = RETURN_FROM_S.len();

/// Sums over one cell. Signed, so that what a timeline had added can be taken back.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct StoryTally {
    /// In the order of [`AdjustmentOutcome::ALL`].
    pub(crate) outcomes: [OutcomeSum; 5],
    /// Services (or hang-ups) and returns, by row of the curve.
    pub(crate) returns: [(i64, i64); HANG_UPS + 1],
    /// By outcome (abandoned, refused, undone): later served, later unmet, never back.
    pub(crate) unmet: [[i64; 3]; 3],
    pub(crate) flows: BTreeMap<(Stage, Stage), i64>,
    pub(crate) handovers: i64,
    /// Which activity directly follows which: numbers of words.
    pub(crate) follows: BTreeMap<(u32, u32), i64>,
}

/// Adjustments of one outcome and the milliseconds in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OutcomeSum {
    pub(crate) adjustments: i64,
    pub(crate) contacts: i64,
    pub(crate) customer_ms: i64,
    pub(crate) waiting_ms: i64,
    pub(crate) agent_ms: i64,
}

/// A stage that flows lead from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// A demand is first expressed.
    Demand,
    /// It reaches a scene.
    Scene(Scene),
    /// It ends for this time.
    Outcome(Outcome),
    /// The customer comes back.
    Returned,
    /// It ends for good, served.
    Fitted,
    /// It ends for good, not served.
    Unmet,
    /// It ends for good, given back.
    Undone,
    /// Nobody knows: the customer is not identified.
    Unknown,
}

/// One thing that a timeline adds to a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    Adjustment(AdjustmentOutcome, OutcomeSum),
    Return { row: usize, returned: bool },
    Unmet { outcome: usize, fate: usize },
    Flow(Stage, Stage),
    Handover,
    Follows(u32, u32),
}

impl StoryTally {
    /// Adds a change once, or takes it back with `sign` −1.
    pub(crate) fn apply(&mut self, change: Change, sign: i64) {
        match change {
            Change::Adjustment(outcome, sum) => self.outcomes[outcome as usize].add(sum, sign),
            Change::Return { row, returned } => {
                self.returns[row].0 += sign;
                self.returns[row].1 += sign * i64::from(returned);
            }
            Change::Unmet { outcome, fate } => self.unmet[outcome][fate] += sign,
            Change::Flow(from, to) => *self.flows.entry((from, to)).or_default() += sign,
            Change::Handover => self.handovers += sign,
            Change::Follows(first, second) => *self.follows.entry((first, second)).or_default() += sign,
        }
    }
}

impl OutcomeSum {
    fn add(&mut self, more: Self, sign: i64) {
        self.adjustments += sign * more.adjustments;
        self.contacts += sign * more.contacts;
        self.customer_ms = self.customer_ms.saturating_add(sign * more.customer_ms);
        self.waiting_ms = self.waiting_ms.saturating_add(sign * more.waiting_ms);
        self.agent_ms = self.agent_ms.saturating_add(sign * more.agent_ms);
    }
}

impl Tally for StoryTally {
    fn merge(&mut self, other: &Self) {
        for (sum, more) in self.outcomes.iter_mut().zip(other.outcomes) {
            sum.add(more, 1);
        }
        for (row, more) in self.returns.iter_mut().zip(other.returns) {
            row.0 += more.0;
            row.1 += more.1;
        }
        for (row, more) in self.unmet.iter_mut().flatten().zip(other.unmet.into_iter().flatten()) {
            *row += more;
        }
        for (flow, count) in &other.flows {
            *self.flows.entry(*flow).or_default() += count;
        }
        self.handovers += other.handovers;
        for (pair, count) in &other.follows {
            *self.follows.entry(*pair).or_default() += count;
        }
    }
}

/// Tells everything that an ordered timeline adds: when (milliseconds), to which cell, what.
pub(crate) fn tell(steps: &[Step], settings: &Settings, told: &mut dyn FnMut(i64, CellKey, Change)) {
    tell_returns(steps, settings, told);
    for group in adjustments(steps, settings) {
        tell_adjustment(group, told);
        tell_unmet(group, told);
        tell_flows(group, told);
    }
}

/// Each contact, and whether the next one began within the hour after its end (or before it).
fn tell_returns(steps: &[Step], settings: &Settings, told: &mut dyn FnMut(i64, CellKey, Change)) {
    let mut contacts = steps.iter().filter(|step| step.is_contact).peekable();
    while let Some(step) = contacts.next() {
        let Some(row) = return_row(step) else { continue };
        let returned = contacts
            .peek()
            .is_some_and(|next| next.start.saturating_sub(step.end) <= settings.return_within_ms());
        told(step.start, step.key(), Change::Return { row, returned });
    }
}

fn return_row(step: &Step) -> Option<usize> {
    if step.outcome == Some(Outcome::Abandoned) {
        return Some(HANG_UPS);
    }
    let secs = step.service_ms? / 1_000;
    RETURN_FROM_S.iter().rposition(|from| secs >= *from)
}

fn tell_adjustment(group: Group<'_>, told: &mut dyn FnMut(i64, CellKey, Change)) {
    let Some(first) = group.steps.first() else { return };
    let sum = |ms: fn(&Step) -> u64| {
        let sum = group.steps.iter().map(ms).fold(0_u64, u64::saturating_add);
        i64::try_from(sum).unwrap_or(i64::MAX)
    };
    let sum = OutcomeSum {
        adjustments: 1,
        contacts: i64::try_from(group.contacts()).unwrap_or(i64::MAX),
        customer_ms: sum(|step| step.customer_ms),
        waiting_ms: sum(|step| step.waiting_ms),
        agent_ms: sum(|step| step.agent_ms),
    };
    told(first.start, first.key(), Change::Adjustment(group.outcome(), sum));
}

fn tell_unmet(group: Group<'_>, told: &mut dyn FnMut(i64, CellKey, Change)) {
    let last = group.contacts();
    for (place, (step, outcome)) in (1..).zip(group.decided()) {
        let Some(outcome) = unmet_place(outcome) else { continue };
        let fate = match (place == last, group.last_outcome()) {
            (true, _) => 2,
            (false, Some(Outcome::Served)) => 0,
            (false, _) => 1,
        };
        told(step.start, step.key(), Change::Unmet { outcome, fate });
    }
}

/// The place of an outcome among those that leave a demand unmet.
pub(crate) fn unmet_place(outcome: Outcome) -> Option<usize> {
    demand_place(Some(outcome))?.checked_sub(1)
}

/// A demand reaches a scene, ends there for this time, comes back or ends for good. All of it counts where the
/// demand was first expressed, so that under every filter what enters a stage leaves it.
fn tell_flows(group: Group<'_>, told: &mut dyn FnMut(i64, CellKey, Change)) {
    let Some(first) = group.steps.first() else { return };
    let (at, key) = (first.start, first.key());
    let mut from = Stage::Demand;
    for (step, outcome) in group.decided() {
        if from != Stage::Demand {
            told(at, key, Change::Flow(from, Stage::Returned));
            from = Stage::Returned;
        }
        told(at, key, Change::Flow(from, Stage::Scene(step.scene)));
        told(at, key, Change::Flow(Stage::Scene(step.scene), Stage::Outcome(outcome)));
        from = Stage::Outcome(outcome);
    }
    let end = match group.last_outcome() {
        Some(Outcome::Served) => Stage::Fitted,
        Some(Outcome::Undone) => Stage::Undone,
        _ => Stage::Unmet,
    };
    told(at, key, Change::Flow(from, end));
}
