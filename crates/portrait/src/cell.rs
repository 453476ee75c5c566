//! The cells in which acts are counted: a half-hour, a reason, a scene, an operation, who took part.
//!
//! Every filter of a portrait is a choice of cells, and every tally in a cell is additive; so a portrait of any
//! whole half-hours is a sum, without going back to the acts. A second layer holds the same by day (of UTC), so
//! that a year is 365 steps and not 17,520.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use types::{ActorKind, Operation, Scene};

use crate::fact::{ActorSet, Fact};

/// Milliseconds in the half-hour of a cell.
pub(crate) const SLOT_MS: i64 = 1_800_000;
/// Half-hours in a day.
pub(crate) const SLOTS_A_DAY: i32 = 48;

/// Which cell: `slot` counts half-hours of UTC since 1970 (in the layer of days: days).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct CellKey {
    pub(crate) slot: i32,
    pub(crate) reason: u32,
    pub(crate) scene: Scene,
    pub(crate) operation: Operation,
    pub(crate) actors: ActorSet,
}

impl CellKey {
    /// The cell of an act: a contact counts when it was opened.
    pub(crate) fn of(fact: &Fact, reason: u32) -> Self {
        Self {
            slot: slot_of(fact.opened),
            reason,
            scene: fact.scene,
            operation: fact.operation,
            actors: fact.actors,
        }
    }

    /// The least key of a slot.
    fn first_of(slot: i32) -> Self {
        Self {
            slot,
            reason: 0,
            scene: Scene::Web,
            operation: Operation::Collect,
            actors: ActorSet::default(),
        }
    }

    fn on_day(self) -> Self {
        Self { slot: self.slot.div_euclid(SLOTS_A_DAY), ..self }
    }
}

/// The half-hour that holds an instant.
pub(crate) fn slot_of(ms: i64) -> i32 {
    i32::try_from(ms.div_euclid(SLOT_MS)).unwrap_or(if ms < 0 { i32::MIN } else { i32::MAX })
}

/// What can be put together.
pub(crate) trait Tally: Default + Clone {
    /// Adds all of another.
    fn merge(&mut self, other: &Self);
}

/// Tallies by cell, in half-hours and in days.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Cells<T> {
    slots: BTreeMap<CellKey, T>,
    #[serde(skip, default = "BTreeMap::new")]
    days: BTreeMap<CellKey, T>,
    #[serde(skip)]
    stale: BTreeSet<i32>,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self { slots: BTreeMap::new(), days: BTreeMap::new(), stale: BTreeSet::new() }
    }
}

impl<T: Tally> Cells<T> {
    /// The tally of a cell, to be changed.
    pub(crate) fn cell(&mut self, key: CellKey) -> &mut T {
        self.stale.insert(key.slot.div_euclid(SLOTS_A_DAY));
        self.slots.entry(key).or_default()
    }

    /// Every day that holds something needs to be summed again: after reading from bytes.
    pub(crate) fn forget_days(&mut self) {
        self.days.clear();
        self.stale = self.slots.keys().map(|key| key.slot.div_euclid(SLOTS_A_DAY)).collect();
    }

    /// Sums again the days in which something changed.
    pub(crate) fn settle(&mut self) {
        for day in std::mem::take(&mut self.stale) {
            let old: Vec<_> = range(&self.days, day, day.saturating_add(1)).map(|(key, _)| *key).collect();
            old.iter().for_each(|key| {
                self.days.remove(key);
            });
            let (from, to) =
                (day.saturating_mul(SLOTS_A_DAY), day.saturating_add(1).saturating_mul(SLOTS_A_DAY));
            for (key, tally) in range(&self.slots, from, to) {
                self.days.entry(key.on_day()).or_default().merge(tally);
            }
        }
    }

    /// Every half-hour's cells from `from` until just before `to`.
    pub(crate) fn half_hours(&self, from: i32, to: i32) -> impl Iterator<Item = (&CellKey, &T)> {
        range(&self.slots, from, to)
    }

    /// The cells that cover the half-hours from `from` until just before `to`: days where whole ones fit.
    pub(crate) fn cover(&self, from: i32, to: i32) -> impl Iterator<Item = (&CellKey, &T)> {
        let day_from = from.div_euclid(SLOTS_A_DAY) + i32::from(from.rem_euclid(SLOTS_A_DAY) != 0);
        let day_to = to.div_euclid(SLOTS_A_DAY);
        let (head_to, tail_from) = if day_from < day_to {
            (day_from.saturating_mul(SLOTS_A_DAY), day_to.saturating_mul(SLOTS_A_DAY))
        } else {
            (to, to)
        };
        range(&self.slots, from, head_to.max(from)).chain(range(&self.days, day_from, day_to)).chain(range(
            &self.slots,
            tail_from,
            to,
        ))
    }

    /// Whether every day is summed.
    pub(crate) fn is_settled(&self) -> bool {
        self.stale.is_empty()
    }
}

fn range<T>(cells: &BTreeMap<CellKey, T>, from: i32, to: i32) -> impl Iterator<Item = (&CellKey, &T)> {
    cells.range(CellKey::first_of(from)..CellKey::first_of(to.max(from)))
}

/// Which cells a filter lets through, time apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choice {
    /// The number of the reason; `u32::MAX` for a reason that never occurs.
    pub(crate) reason: Option<u32>,
    pub(crate) scene: Option<Scene>,
    pub(crate) actor: Option<ActorKind>,
}

impl Choice {
    /// Whether a cell is let through.
    pub(crate) fn takes(&self, key: &CellKey) -> bool {
        self.reason.is_none_or(|reason| reason == key.reason)
            && self.scene.is_none_or(|scene| scene == key.scene)
            && self.actor.is_none_or(|actor| key.actors.has(actor))
    }

    /// Whether every cell is let through.
    pub(crate) fn takes_all(&self) -> bool {
        self.reason.is_none() && self.scene.is_none() && self.actor.is_none()
    }
}
