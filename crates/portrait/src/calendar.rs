//! Days and hours of a time zone, found once for each half-hour.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cell::{SLOT_MS, slot_of};

/// Half-hours that are looked up together.
const RUN: i32 = 48;

/// The local day of any instant. Remembers runs of half-hours, since many instants share them.
#[derive(Debug)]
pub(crate) struct Days<'z> {
    zone: &'z TimeZone,
    known: BTreeMap<i32, [i32; RUN as usize]>,
    last: Option<(i32, [i32; RUN as usize])>,
}

impl<'z> Days<'z> {
    /// Days of a zone.
    pub(crate) fn new(zone: &'z TimeZone) -> Self {
        Self { zone, known: BTreeMap::new(), last: None }
    }

    /// The number of the local day: an order, nothing else. A half-hour belongs to the day in which it begins.
    pub(crate) fn day_of(&mut self, ms: i64) -> i32 {
        let slot = slot_of(ms);
        let (run, place) = (slot.div_euclid(RUN), slot.rem_euclid(RUN) as usize);
        if let Some((_, days)) = self.last.as_ref().filter(|(last, _)| *last == run) {
            return days[place];
        }
        let zone = self.zone;
        let days = *self.known.entry(run).or_insert_with(|| {
            std::array::from_fn(|place| {
                let place = i32::try_from(place).unwrap_or(0);
                let (date, _) = local(run.saturating_mul(RUN).saturating_add(place), zone);
                i32::from(date.year()) * 372 + i32::from(date.month()) * 31 + i32::from(date.day())
            })
        });
        self.last = Some((run, days));
        days[place]
    }
}

/// The local date and hour at which a half-hour begins.
pub(crate) fn local(slot: i32, zone: &TimeZone) -> (Date, i8) {
    let civil = zone.to_datetime(begins(slot));
    (civil.date(), civil.hour())
}

/// When a half-hour begins.
pub(crate) fn begins(slot: i32) -> Timestamp {
    let limit = if slot < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(i64::from(slot) * SLOT_MS).unwrap_or(limit)
}
