//! By which clock a file without offsets counts. A zone has daylight saving; many meters have none and keep standard time the
//! whole year. A file tells by itself: a clock that follows daylight saving never shows an hour that it skips.

use std::collections::BTreeSet;

use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::oddity::Oddity;
use super::raw::{Collected, Raw};

/// The standard offset of the zone, if the file keeps it all year: it has stamps at hours that the zone's clocks skip, more than
/// it has hours twice where they are put back.
pub(super) fn standard_time(collected: &Collected, zone: &TimeZone) -> Option<Offset> {
    let mut offset = None;
    let (mut proofs, mut against) = (0_usize, 0_usize);
    for raws in collected.meters.values().filter(|raws| raws.oddities.count(Oddity::DaylightGap) > 0) {
        let instants: BTreeSet<Timestamp> =
            raws.all.iter().filter(|raw| !is_skipped(raw, zone)).map(|raw| raw.at).collect();
        for raw in &raws.all {
            let Some(local) = raw.local else { continue };
            match zone.to_ambiguous_timestamp(local).offset() {
                AmbiguousOffset::Gap { before, .. } if cannot_be(raw, &instants, zone) => {
                    proofs += 1;
                    offset = offset.or(Some(before));
                }
                AmbiguousOffset::Fold { before, .. } => {
                    against += usize::from(before.to_timestamp(local).is_ok_and(|first| first != raw.at));
                }
                _ => {}
            }
        }
    }
    offset.filter(|_| proofs > against)
}

fn is_skipped(raw: &Raw, zone: &TimeZone) -> bool {
    let of = |local| matches!(zone.to_ambiguous_timestamp(local).offset(), AmbiguousOffset::Gap { .. });
    raw.local.is_some_and(of)
}

/// Whether no clock of the zone can have shown this skipped hour. Its very first instant is another name for the hour after, which
/// the end of an interval may well be written as; unless that hour stands there too.
fn cannot_be(raw: &Raw, instants: &BTreeSet<Timestamp>, zone: &TimeZone) -> bool {
    let just_before = raw.at.checked_sub(SignedDuration::from_millis(1));
    let inside = just_before.is_ok_and(|before| zone.to_offset(before) == zone.to_offset(raw.at));
    inside || instants.contains(&raw.at)
}

/// Reads every stamp without an offset anew, at one offset.
pub(super) fn read_anew(collected: &mut Collected, offset: Offset) {
    for raws in collected.meters.values_mut() {
        for raw in &mut raws.all {
            if let Some(at) = raw.local.and_then(|local| offset.to_timestamp(local).ok()) {
                raw.at = at;
            }
            if let Some(end) = raw.local_end.and_then(|local| offset.to_timestamp(local).ok()) {
                raw.end = Some(end);
            }
        }
        raws.oddities.turn(Oddity::DaylightGap, Some(Oddity::StandardTime));
        raws.oddities.turn(Oddity::DaylightFold, None);
    }
}

/// `+10:00`, as mappings write it.
pub(super) fn written(offset: Offset) -> String {
    let seconds = offset.seconds();
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An instant as the file's own clock shows it: what people find in their file.
pub(super) fn shown(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}
