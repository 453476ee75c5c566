//! Stamps and values become intervals in order of time that do not overlap; whatever is odd is said.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::TimedQuantity;
use super::clock::shown;
use super::mapping::{MeterMapping, Stamps};
use super::oddity::{Oddities, Oddity};
use super::raw::Raw;
use super::steps::Steps;

/// Arranges the rows of one meter; what is odd is told by the clock of the file.
pub(super) fn arrange(
    mut all: Vec<Raw>,
    mapping: &MeterMapping,
    zone: &TimeZone,
    oddities: &mut Oddities,
) -> Vec<TimedQuantity> {
    put_in_order(&mut all, zone, oddities);
    leave_out_repeats(&mut all, zone, oddities);
    let intervals = if mapping.cumulative {
        differences(&all, oddities)
    } else {
        intervals(&all, mapping, zone, oddities)
    };
    without_overlaps(intervals, zone, oddities)
}

/// Puts rows in order of time. A file from the latest to the earliest is turned round as a whole.
fn put_in_order(all: &mut [Raw], zone: &TimeZone, oddities: &mut Oddities) {
    let falls = all.windows(2).filter(|pair| pair[1].at < pair[0].at).count();
    if falls * 2 > all.len() {
        all.reverse();
        oddities.note(Oddity::Reversed, all.last().map_or(0, |raw| raw.line), String::new);
    }
    let mut latest: Option<Timestamp> = None;
    for raw in all.iter() {
        if latest.is_some_and(|latest| raw.at < latest) {
            oddities.note(Oddity::OutOfOrder, raw.line, || shown(raw.at, zone));
        }
        latest = latest.max(Some(raw.at));
    }
    all.sort_by_key(|raw| raw.at);
}

/// Of rows with the same stamp, keeps the first.
fn leave_out_repeats(all: &mut Vec<Raw>, zone: &TimeZone, oddities: &mut Oddities) {
    let mut kept: Option<(Timestamp, Decimal)> = None;
    all.retain(|raw| {
        let Some((_, value)) = kept.filter(|(at, _)| *at == raw.at) else {
            kept = Some((raw.at, raw.value));
            return true;
        };
        let kind = if value == raw.value { Oddity::Duplicate } else { Oddity::Contradiction };
        oddities.note(kind, raw.line, || format!("{}: {value} / {}", shown(raw.at, zone), raw.value));
        false
    });
}

/// The use between the rows of an index.
fn differences(all: &[Raw], oddities: &mut Oddities) -> Vec<TimedQuantity> {
    let difference = |pair: &[Raw]| {
        let [before, this] = pair else { return None };
        if this.value < before.value {
            oddities.note(Oddity::IndexFell, this.line, || format!("{} → {}", before.value, this.value));
            return None;
        }
        let value = this.value - before.value;
        Some(TimedQuantity { start: before.at, end: this.at, value, line: this.line })
    };
    all.windows(2).filter_map(difference).collect()
}

/// The interval of each row: as it says, or as the stamps around it tell.
fn intervals(
    all: &[Raw],
    mapping: &MeterMapping,
    zone: &TimeZone,
    oddities: &mut Oddities,
) -> Vec<TimedQuantity> {
    let instants: Vec<i64> = all.iter().map(|raw| raw.at.as_millisecond()).collect();
    let said = mapping.step_minutes.map(|minutes| i64::from(minutes) * 60_000);
    let steps = Steps::of(&instants, said);
    let mut done = Vec::with_capacity(all.len());
    for (place, raw) in all.iter().enumerate() {
        if let Some(end) = raw.end {
            done.push(TimedQuantity { start: raw.at, end, value: raw.value, line: raw.line });
            continue;
        }
        let found = steps.as_ref().map(|steps| match mapping.stamps {
            Stamps::Start => steps.after(place),
            Stamps::End => steps.before(place),
        });
        let Some(length) = raw.length_ms.or(found) else {
            oddities.note(Oddity::NoLength, raw.line, || shown(raw.at, zone));
            continue;
        };
        if steps.as_ref().is_some_and(|steps| steps.usual != length) {
            oddities.note(Oddity::OtherStep, raw.line, || {
                format!("{}: {} min", shown(raw.at, zone), length / 60_000)
            });
        }
        let length = jiff::SignedDuration::from_millis(length);
        let (start, end) = match mapping.stamps {
            Stamps::Start => (Ok(raw.at), raw.at.checked_add(length)),
            Stamps::End => (raw.at.checked_sub(length), Ok(raw.at)),
        };
        if let (Ok(start), Ok(end)) = (start, end) {
            done.push(TimedQuantity { start, end, value: raw.value, line: raw.line });
        }
    }
    done.sort_by_key(|interval| interval.start);
    done
}

/// Leaves out what overlaps or has no length, and notes what is missing between intervals.
fn without_overlaps(all: Vec<TimedQuantity>, zone: &TimeZone, oddities: &mut Oddities) -> Vec<TimedQuantity> {
    let mut kept: Vec<TimedQuantity> = Vec::with_capacity(all.len());
    for interval in all {
        if interval.end <= interval.start {
            oddities.note(Oddity::NoLength, interval.line, || shown(interval.start, zone));
            continue;
        }
        match kept.last() {
            Some(before) if interval.start < before.end => {
                oddities.note(Oddity::Overlap, interval.line, || {
                    format!(
                        "{} < {}: {}",
                        shown(interval.start, zone),
                        shown(before.end, zone),
                        interval.value
                    )
                });
                continue;
            }
            Some(before) if interval.start > before.end => {
                oddities.note(Oddity::Gap, interval.line, || {
                    format!("{} → {}", shown(before.end, zone), shown(interval.start, zone))
                });
            }
            _ => {}
        }
        kept.push(interval);
    }
    kept
}
