//! Contacts and acts by half-hour, under a filter.
//!
//! They are kept apart from the other tallies, since every portrait walks through all of them.

use serde::{Deserialize, Serialize};
use types::Outcome;

use crate::calendar::begins;
use crate::cell::Choice;
use crate::fact::Fact;
use crate::figures::HalfHour;
use crate::fold::Fold;
use crate::tally::seconds;
use crate::window::Window;

/// What one half-hour comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SlotSum {
    pub(crate) acts: u64,
    pub(crate) contacts: u64,
    pub(crate) abandoned: u64,
    pub(crate) abandoned_unqueued: u64,
    pub(crate) wait_ms: u64,
}

impl SlotSum {
    /// Adds all of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.acts += other.acts;
        self.contacts += other.contacts;
        self.abandoned += other.abandoned;
        self.abandoned_unqueued += other.abandoned_unqueued;
        self.wait_ms += other.wait_ms;
    }

    /// Counts one act.
    pub(crate) fn add(&mut self, fact: &Fact) {
        let contact = fact.is_contact();
        let abandoned = contact && fact.outcome == Some(Outcome::Abandoned);
        self.merge(&Self {
            acts: 1,
            contacts: u64::from(contact),
            abandoned: u64::from(abandoned),
            abandoned_unqueued: u64::from(abandoned && fact.waited_ms.unwrap_or(0) == 0),
            wait_ms: fact.waited_ms.unwrap_or(0),
        });
    }
}

/// Every half-hour of the view that holds an act of the choice, in order.
pub(crate) fn slots(fold: &Fold, choice: &Choice) -> Vec<(i32, SlotSum)> {
    let mut slots: Vec<(i32, SlotSum)> = Vec::new();
    for (key, sum) in fold.slots.iter().filter(|(key, _)| choice.takes(key)) {
        match slots.last_mut() {
            Some((slot, same)) if *slot == key.slot => same.merge(sum),
            _ => slots.push((key.slot, *sum)),
        }
    }
    slots
}

/// The whole half-hours within a period.
pub(crate) fn figures(slots: &[(i32, SlotSum)], window: &Window) -> Vec<HalfHour> {
    slots
        .iter()
        .filter(|(slot, _)| (window.slot_from..window.slot_to).contains(slot))
        .map(|(slot, sum)| HalfHour {
            start: begins(*slot),
            contacts: sum.contacts,
            abandoned: sum.abandoned,
            acts: sum.acts,
            wait_s: seconds(sum.wait_ms),
        })
        .collect()
}
