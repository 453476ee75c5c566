//! A calendar laid out over a time: from each instant to the next, one day and one period.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::calendar::{Moment, TariffCalendar};

/// From its start to the start of the next: one day of the clock on the wall, one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// When it begins, in milliseconds since 1970.
    pub(super) start_ms: i64,
    /// The day, from midnight to midnight.
    pub(super) day: Date,
    /// To which period it belongs.
    pub(super) moment: Moment,
}

/// The segments of a calendar that cover a time, in order; the last one only ends the one before.
pub(super) fn segments(
    calendar: &TariffCalendar,
    zone: &TimeZone,
    from: Timestamp,
    to: Timestamp,
) -> Vec<Segment> {
    let cuts = cuts(calendar);
    let one_day = Span::new().days(1);
    let last = zone.to_datetime(to).date();
    let mut all: Vec<Segment> = Vec::new();
    let mut day = zone.to_datetime(from).date();
    loop {
        let before = day.checked_sub(one_day).unwrap_or(day);
        for time in &cuts {
            // An hour that clocks skip begins when they have skipped it; one that they repeat, the first time.
            let Ok(instant) = zone.to_ambiguous_timestamp(day.to_datetime(*time)).compatible() else {
                continue;
            };
            let tariff_day = if *time < calendar.day_start { before } else { day };
            let segment = Segment {
                start_ms: instant.as_millisecond(),
                day,
                moment: calendar.period_at(tariff_day, *time),
            };
            while all.last().is_some_and(|earlier| earlier.start_ms >= segment.start_ms) {
                all.pop();
            }
            all.push(segment);
        }
        if day > last {
            return all;
        }
        let Ok(next) = day.checked_add(one_day) else { return all };
        day = next;
    }
}

/// The times of the clock at which something may change.
fn cuts(calendar: &TariffCalendar) -> Vec<Time> {
    let edges = calendar.windows.values().flatten().flat_map(|window| [window.from, window.to]);
    let mut cuts: Vec<Time> = edges.chain([Time::midnight(), calendar.day_start]).collect();
    cuts.sort();
    cuts.dedup();
    cuts
}
