//! A filter's period as half-hours: the whole ones, which cells answer, and the two that it may cut, for which
//! the acts themselves are needed.

use jiff::Timestamp;

use crate::cell::SLOT_MS;
use crate::{Filter, Period};

/// The period of a filter against the half-hours of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first whole half-hour.
    pub(crate) slot_from: i32,
    /// The one after the last whole half-hour.
    pub(crate) slot_to: i32,
    /// Milliseconds: the parts of half-hours that are cut, each from and until just before.
    pub(crate) cuts: Vec<(i64, i64)>,
    from: i64,
    to: i64,
}

impl Window {
    /// The window of a filter.
    pub(crate) fn of(filter: &Filter) -> Self {
        let from = filter.from.map_or(i64::MIN, ceil_ms);
        let to = filter.to.map_or(i64::MAX, ceil_ms).max(from);
        let slot = |ms: i64| i32::try_from(ms).unwrap_or(if ms < 0 { i32::MIN } else { i32::MAX });
        let slot_from = slot(from.div_euclid(SLOT_MS) + i64::from(from.rem_euclid(SLOT_MS) != 0));
        let slot_to = slot(to.div_euclid(SLOT_MS));
        let edge = |slot: i32| i64::from(slot) * SLOT_MS;
        let mut cuts = Vec::new();
        if slot_from > slot_to {
            cuts.push((from, to));
        } else {
            cuts.push((from, edge(slot_from)));
            cuts.push((edge(slot_to), to));
        }
        cuts.retain(|(start, end)| start < end && *start != i64::MIN && *end != i64::MAX);
        Self { slot_from, slot_to: slot_to.max(slot_from), cuts, from, to }
    }

    /// Whether an instant is within the period.
    pub(crate) fn holds(&self, ms: i64) -> bool {
        self.from <= ms && ms < self.to
    }

    /// Whether an instant is within a half-hour that is cut, and within the period.
    pub(crate) fn cuts_at(&self, ms: i64) -> bool {
        self.cuts.iter().any(|(start, end)| *start <= ms && ms < *end)
    }
}

/// The first whole millisecond that is not before an instant.
fn ceil_ms(at: Timestamp) -> i64 {
    let ms = at.as_millisecond();
    ms + i64::from(at.as_nanosecond() > i128::from(ms) * 1_000_000)
}

/// A talk begins at most so many milliseconds after the menu that opened its contact: acts are given that far.
const TALK_FOLLOWS_MS: i64 = 3_600_000;

impl Filter {
    /// The stretches whose acts are to be given to [`Fold::portrait_with_edges`](crate::Fold::portrait_with_edges),
    /// since the period cuts half-hours there: none where it begins and ends on half-hours. A contact counts when
    /// it was opened, so each stretch goes on for an hour after the cut; they never overlap.
    pub fn cut_half_hours(&self) -> Vec<Period> {
        let instant = |ms| Timestamp::from_millisecond(ms).ok();
        let mut stretches: Vec<(i64, i64)> = Vec::new();
        for (start, end) in Window::of(self).cuts {
            let end = end.saturating_add(TALK_FOLLOWS_MS);
            match stretches.last_mut() {
                Some(before) if before.1 >= start => before.1 = end,
                _ => stretches.push((start, end)),
            }
        }
        stretches
            .into_iter()
            .filter_map(|(start, end)| Some(Period { start: instant(start)?, end: instant(end)? }))
            .collect()
    }
}
