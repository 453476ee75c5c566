//! The cells in which acts are counted: a half-hour, a reason, a scene, an operation, who took part.
//!
//! Every filter of a portrait is a choice of cells, and every tally in a cell is additive; so a portrait of any
//! whole half-hours is a sum, without going back to the acts. Two more layers hold the same by day (of UTC) and by
//! era of 32 days, so that a year is some forty steps and not 17,520.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use types::{ActorKind, Operation, Scene};

use crate::fact::{ActorSet, Fact};

/// Milliseconds in the half-hour of a cell.
pub(crate) const SLOT_MS: i64 = 1_800_000;
/// Half-hours in a day.
const SLOTS_A_DAY: i32 = 48;
/// Days in an era.
const DAYS_AN_ERA: i32 = 32;

/// Which cell: `slot` counts half-hours of UTC since 1970 (in coarser layers: days, eras).
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

/// Tallies by cell, in half-hours, in days and in eras of [`DAYS_AN_ERA`] days.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Cells<T> {
    slots: BTreeMap<CellKey, T>,
    #[serde(skip, default = "BTreeMap::new")]
    days: BTreeMap<CellKey, T>,
    #[serde(skip, default = "BTreeMap::new")]
    eras: BTreeMap<CellKey, T>,
    /// Days in which something changed since they were summed.
    #[serde(skip)]
    stale: BTreeSet<i32>,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self { slots: BTreeMap::new(), days: BTreeMap::new(), eras: BTreeMap::new(), stale: BTreeSet::new() }
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
        self.eras.clear();
        self.stale = self.slots.keys().map(|key| key.slot.div_euclid(SLOTS_A_DAY)).collect();
    }

    /// Sums again the days and eras in which something changed.
    pub(crate) fn settle(&mut self) {
        let stale = std::mem::take(&mut self.stale);
        let eras: BTreeSet<i32> = stale.iter().map(|day| day.div_euclid(DAYS_AN_ERA)).collect();
        for day in stale {
            sum_again(&self.slots, &mut self.days, day, SLOTS_A_DAY);
        }
        for era in eras {
            sum_again(&self.days, &mut self.eras, era, DAYS_AN_ERA);
        }
    }

    /// Every half-hour's cells from `from` until just before `to`.
    pub(crate) fn half_hours(&self, from: i32, to: i32) -> impl Iterator<Item = (&CellKey, &T)> {
        range(&self.slots, from, to)
    }

    /// The cells that cover the half-hours from `from` until just before `to`: days where whole ones fit, eras
    /// where whole ones of these fit. Only their time is coarser; the rest of each key is the same.
    pub(crate) fn cover(&self, from: i32, to: i32) -> impl Iterator<Item = (&CellKey, &T)> {
        let days = whole_within(from, to, SLOTS_A_DAY);
        let eras = whole_within(days.start, days.end, DAYS_AN_ERA);
        let (day_from, day_to) =
            (days.start.saturating_mul(SLOTS_A_DAY), days.end.saturating_mul(SLOTS_A_DAY));
        let (era_from, era_to) =
            (eras.start.saturating_mul(DAYS_AN_ERA), eras.end.saturating_mul(DAYS_AN_ERA));
        let by_slot = |from, to| range(&self.slots, from, to);
        let by_day = |from, to| range(&self.days, from, to);
        let (slots_to, slots_from) = if days.is_empty() { (to, to) } else { (day_from, day_to) };
        let (days_to, days_from) = if eras.is_empty() { (days.end, days.end) } else { (era_from, era_to) };
        by_slot(from, slots_to)
            .chain(by_day(days.start, days_to))
            .chain(range(&self.eras, eras.start, eras.end))
            .chain(by_day(days_from, days.end))
            .chain(by_slot(slots_from, to))
    }

    /// Whether every day is summed.
    pub(crate) fn is_settled(&self) -> bool {
        self.stale.is_empty()
    }
}

/// Sums again one stretch of the coarser layer, `length` steps of the finer one.
fn sum_again<T: Tally>(
    finer: &BTreeMap<CellKey, T>,
    coarser: &mut BTreeMap<CellKey, T>,
    stretch: i32,
    length: i32,
) {
    let next = stretch.saturating_add(1);
    let old: Vec<_> = range(coarser, stretch, next).map(|(key, _)| *key).collect();
    for key in old {
        coarser.remove(&key);
    }
    for (key, tally) in range(finer, stretch.saturating_mul(length), next.saturating_mul(length)) {
        coarser.entry(CellKey { slot: stretch, ..*key }).or_default().merge(tally);
    }
}

/// The whole stretches of `length` steps between two steps; empty at its beginning where none fits.
fn whole_within(from: i32, to: i32, length: i32) -> std::ops::Range<i32> {
    let first = from.div_euclid(length) + i32::from(from.rem_euclid(length) != 0);
    first..to.div_euclid(length).max(first)
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
