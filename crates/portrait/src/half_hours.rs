//! Contacts and acts by half-hour, under a filter.

use crate::calendar::begins;
use crate::cell::Choice;
use crate::figures::HalfHour;
use crate::fold::Fold;
use crate::tally::{ActTally, seconds};
use crate::window::Window;

/// What one half-hour comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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

    fn of(tally: &ActTally) -> Self {
        let contacts = tally.contacts.as_deref();
        Self {
            acts: tally.acts,
            contacts: contacts.map_or(0, |contacts| contacts.served + contacts.abandoned),
            abandoned: contacts.map_or(0, |contacts| contacts.abandoned),
            abandoned_unqueued: contacts.map_or(0, |contacts| contacts.abandoned_unqueued),
            wait_ms: tally.waits.ms,
        }
    }
}

/// Every half-hour of the view that holds an act of the choice, in order.
pub(crate) fn slots(fold: &Fold, choice: &Choice) -> Vec<(i32, SlotSum)> {
    let mut slots: Vec<(i32, SlotSum)> = Vec::new();
    for (key, tally) in fold.acts.half_hours(i32::MIN, i32::MAX).filter(|(key, _)| choice.takes(key)) {
        if tally.acts == 0 {
            continue;
        }
        let sum = SlotSum::of(tally);
        match slots.last_mut() {
            Some((slot, same)) if *slot == key.slot => same.merge(&sum),
            _ => slots.push((key.slot, sum)),
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
