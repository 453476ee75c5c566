//! How long intervals are, where a file only has stamps.

use std::collections::BTreeMap;

use crate::mapping::{DecimalMark, Unit};
use crate::table::duration_ms;

/// The same distance so often in a row is a step of its own, not a gap.
const RUN: usize = 3;
/// An interval longer than a day (of 25 hours, when clocks are put back) is not found out; it must be said.
const LONGEST_MS: i64 = 25 * 3_600_000;

/// The length that a text says: minutes, `PT30M`, `0:30:00`. In milliseconds.
pub(super) fn read_step(text: &str) -> Option<i64> {
    duration_ms(text, Unit::Minutes, DecimalMark::Point).filter(|ms| *ms > 0)
}

/// How far each stamp is from the one that bounds its interval, and the usual distance.
pub(super) struct Steps {
    /// The usual step.
    pub(super) usual: i64,
    /// For each distance between stamps, whether it is a step rather than a gap.
    regular: Vec<bool>,
    distances: Vec<i64>,
}

impl Steps {
    /// The steps between instants in order of time (in milliseconds); none where there are fewer than two.
    pub(super) fn of(instants: &[i64], said: Option<i64>) -> Option<Self> {
        let distances: Vec<i64> = instants.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        distances.iter().for_each(|distance| *counts.entry(*distance).or_default() += 1);
        let commonest = counts.iter().max_by_key(|(distance, count)| (**count, -**distance));
        let usual = said.or(commonest.map(|(distance, _)| *distance))?;
        let mut regular: Vec<bool> = distances.iter().map(|distance| *distance <= usual).collect();
        if said.is_none() {
            mark_runs(&distances, &mut regular);
        }
        Some(Self { usual, regular, distances })
    }

    /// The length of the interval between this stamp and the next.
    pub(super) fn after(&self, place: usize) -> i64 {
        match self.distances.get(place) {
            Some(distance) if self.regular[place] => *distance,
            Some(_) => self.usual,
            // The last one is as long as the one before it.
            None => self.before_last(),
        }
    }

    /// The length of the interval between the stamp before and this one.
    pub(super) fn before(&self, place: usize) -> i64 {
        match place.checked_sub(1) {
            Some(before) if self.regular[before] => self.distances[before],
            Some(_) => self.usual,
            None => match self.distances.first() {
                Some(first) if self.regular[0] => *first,
                _ => self.usual,
            },
        }
    }

    fn before_last(&self) -> i64 {
        match (self.distances.last(), self.regular.last()) {
            (Some(distance), Some(true)) => *distance,
            _ => self.usual,
        }
    }
}

/// Distances that come several times in a row are steps: a meter that was set to another interval.
fn mark_runs(distances: &[i64], regular: &mut [bool]) {
    let mut start = 0;
    for place in 1..=distances.len() {
        if place < distances.len() && distances[place] == distances[start] {
            continue;
        }
        if place - start >= RUN && distances[start] <= LONGEST_MS {
            regular[start..place].iter_mut().for_each(|each| *each = true);
        }
        start = place;
    }
}
