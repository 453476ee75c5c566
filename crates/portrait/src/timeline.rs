//! What one customer lived, step by step, and how the steps group into adjustments.
//!
//! A **step** is an act of collect or dialogue of a known customer; acts that share a contact (a voice menu and
//! the talk after it) are one step. Steps follow in the order in which they begin. A step belongs to the same
//! **adjustment** as those before when it begins at most the window after the end of the latest of them. The last
//! outcome among its steps is the adjustment's: served is fitted, given up or refused is unmet, given back is
//! undone; *at once* with one outcome in it, *after returns* with several. Steps that never had an outcome are
//! no adjustment.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use types::{ActorKind, Operation, Outcome, Scene};

use crate::cell::{CellKey, slot_of};
use crate::fact::{ActorSet, Fact};
use crate::settings::{By, Settings};
use crate::tally::demand_place;
use crate::vocabulary::Vocabulary;

/// One step of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// The end of the act that gave it its outcome, reason and scene.
    decided_at: i64,
    contact: Option<u32>,
    pub(crate) customer_ms: u64,
    pub(crate) waiting_ms: u64,
    pub(crate) agent_ms: u64,
    /// How long the services in it lasted, together.
    pub(crate) service_ms: Option<u64>,
    pub(crate) reason: u32,
    pub(crate) scene: Scene,
    operation: Operation,
    pub(crate) outcome: Option<Outcome>,
    actors: ActorSet,
    /// Whether it is a contact.
    pub(crate) is_contact: bool,
}

/// Whose step an act is: the customer's number or the case's, as the settings say; nothing for acts that are no
/// step (traces, the work of organising, lines of sale, rows that are nobody's act).
pub(crate) fn party_of(fact: &Fact, settings: &Settings) -> Option<u32> {
    if !may_be_step(fact, settings) {
        return None;
    }
    match settings.by {
        By::Customer => fact.customer,
        By::Case => fact.case.as_ref().map(|step| step.case),
        By::Nothing => None,
    }
}

/// Whether an act is a demand that ended, of somebody known or not.
pub(crate) fn is_demand(fact: &Fact, settings: &Settings) -> bool {
    may_be_step(fact, settings) && demand_place(fact.outcome).is_some()
}

fn may_be_step(fact: &Fact, settings: &Settings) -> bool {
    let by_case = settings.by == By::Case && fact.case.is_some();
    let with_customer = matches!(fact.operation, Operation::Collect | Operation::Dialogue);
    fact.outcome != Some(Outcome::Void)
        && (by_case || with_customer)
        && (settings.sales_are_demands || fact.sale.is_none())
}

impl Step {
    /// The step that one act makes.
    pub(crate) fn of(fact: &Fact, reason: u32) -> Self {
        Self {
            start: fact.opened,
            end: fact.end,
            decided_at: fact.end,
            contact: fact.contact,
            customer_ms: fact.work_of(ActorKind::Customer).unwrap_or(0),
            waiting_ms: fact.waited_ms.unwrap_or(0),
            agent_ms: fact.work_of(ActorKind::Agent).unwrap_or(0),
            service_ms: fact.service_ms(),
            reason,
            scene: fact.scene,
            operation: fact.operation,
            outcome: fact.outcome.filter(|outcome| demand_place(Some(*outcome)).is_some()),
            actors: fact.actors,
            is_contact: fact.is_contact(),
        }
    }

    /// The cell of the step: that of its beginning, with what decided it.
    pub(crate) fn key(&self) -> CellKey {
        CellKey {
            slot: slot_of(self.start),
            reason: self.reason,
            scene: self.scene,
            operation: self.operation,
            actors: self.actors,
        }
    }

    /// Which of two acts of one contact says how it ended and what it was about: a contact before any other, an
    /// outcome before none, then the later one; content decides between equals, so that no order of reading shows.
    fn decides(&self, other: &Self, words: &Vocabulary) -> Ordering {
        let weight = |step: &Self| (step.is_contact, step.outcome.is_some(), step.decided_at);
        weight(self)
            .cmp(&weight(other))
            .then_with(|| {
                (self.outcome, self.scene, self.operation).cmp(&(other.outcome, other.scene, other.operation))
            })
            .then_with(|| words.word(self.reason).cmp(&words.word(other.reason)))
    }

    /// The order of a timeline: by beginning, then end; content decides between equals.
    fn order(&self, other: &Self, words: &Vocabulary) -> Ordering {
        (self.start, self.end)
            .cmp(&(other.start, other.end))
            .then_with(|| self.decides(other, words))
            .then_with(|| {
                let rest = |step: &Self| {
                    (
                        step.customer_ms,
                        step.waiting_ms,
                        step.agent_ms,
                        step.service_ms,
                        step.actors,
                        step.contact,
                    )
                };
                rest(self).cmp(&rest(other))
            })
    }

    /// One step out of two acts of the same contact.
    fn join(self, other: Self, words: &Vocabulary) -> Self {
        let (mut main, more) = match self.decides(&other, words) {
            Ordering::Less => (other, self),
            Ordering::Equal | Ordering::Greater => (self, other),
        };
        main.start = main.start.min(more.start);
        main.end = main.end.max(more.end);
        main.customer_ms = main.customer_ms.saturating_add(more.customer_ms);
        main.waiting_ms = main.waiting_ms.saturating_add(more.waiting_ms);
        main.agent_ms = main.agent_ms.saturating_add(more.agent_ms);
        main.service_ms = match (main.service_ms, more.service_ms) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (one, other) => one.or(other),
        };
        main.actors = main.actors.union(more.actors);
        if main.reason == crate::vocabulary::NO_WORD {
            main.reason = more.reason;
        }
        main
    }
}

/// Puts a customer's steps in order, those of one contact joined.
pub(crate) fn put_in_order(steps: &mut Vec<Step>, words: &Vocabulary) {
    steps.sort_by(|a, b| a.contact.cmp(&b.contact).then_with(|| a.order(b, words)));
    let mut joined: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps.drain(..) {
        match joined.pop() {
            Some(last) if step.contact.is_some() && last.contact == step.contact => {
                joined.push(last.join(step, words));
            }
            Some(last) => joined.extend([last, step]),
            None => joined.push(step),
        }
    }
    joined.sort_by(|a, b| a.order(b, words));
    joined.shrink_to_fit();
    *steps = joined;
}

/// The stretches of an ordered timeline that belong together, those without any outcome left out.
pub(crate) fn adjustments<'a>(steps: &'a [Step], settings: &Settings) -> impl Iterator<Item = Group<'a>> {
    let window = settings.window_ms();
    let mut rest = steps;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let mut end = first.end;
        let mut length = 1;
        for step in rest.iter().skip(1) {
            if step.start.saturating_sub(end) > window {
                break;
            }
            end = end.max(step.end);
            length += 1;
        }
        let (group, after) = rest.split_at(length);
        rest = after;
        Some(Group { steps: group, end })
    })
    .filter(|group| group.steps.iter().any(|step| step.outcome.is_some()))
}

/// The steps of one adjustment, at least one of them with an outcome.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group<'a> {
    pub(crate) steps: &'a [Step],
    /// When the latest of them ended.
    pub(crate) end: i64,
}

/// How an adjustment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentOutcome {
    /// Served the first time.
    FittedAtOnce,
    /// Served at last, after coming back.
    FittedAfterReturns,
    /// Given up or refused, and not followed by another demand.
    UnmetAtOnce,
    /// Came back, and was not served in the end.
    UnmetAfterReturns,
    /// Given back afterwards.
    Undone,
}

impl AdjustmentOutcome {
    /// Every outcome, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::FittedAtOnce,
        Self::FittedAfterReturns,
        Self::UnmetAtOnce,
        Self::UnmetAfterReturns,
        Self::Undone,
    ];

    /// The written name, as in `portrait.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FittedAtOnce => "fitted_at_once",
            Self::FittedAfterReturns => "fitted_after_returns",
            Self::UnmetAtOnce => "unmet_at_once",
            Self::UnmetAfterReturns => "unmet_after_returns",
            Self::Undone => "undone",
        }
    }

    /// The outcome of this written name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

impl Group<'_> {
    /// Its steps with an outcome.
    pub(crate) fn decided(&self) -> impl Iterator<Item = (&Step, Outcome)> {
        self.steps.iter().filter_map(|step| Some((step, step.outcome?)))
    }

    /// The last outcome of all.
    pub(crate) fn last_outcome(&self) -> Option<Outcome> {
        self.decided().last().map(|(_, outcome)| outcome)
    }

    /// How many of its steps have an outcome.
    pub(crate) fn contacts(&self) -> u64 {
        self.decided().count() as u64
    }

    /// How it ended.
    pub(crate) fn outcome(&self) -> AdjustmentOutcome {
        let again = self.contacts() > 1;
        match (self.last_outcome(), again) {
            (Some(Outcome::Served), false) => AdjustmentOutcome::FittedAtOnce,
            (Some(Outcome::Served), true) => AdjustmentOutcome::FittedAfterReturns,
            (Some(Outcome::Undone), _) => AdjustmentOutcome::Undone,
            (_, false) => AdjustmentOutcome::UnmetAtOnce,
            (_, true) => AdjustmentOutcome::UnmetAfterReturns,
        }
    }
}
