//! Opening hours as stretches of time: open now? when next? when will so many minutes of opening have gone by?
//!
//! A range is turned into two instants in the place's zone, so a day on which clocks change is as long as it really is:
//! a shop that is open through the night of the change is open an hour more or less.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::hours::{DayTime, HourPeriod, OpeningHours};

/// How far ahead an opening is looked for: hours that begin later are as good as none.
const DAYS_AHEAD: usize = 400;

/// A stretch of time in which doors are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Doors open.
    pub from: Timestamp,
    /// Doors close.
    pub until: Timestamp,
}

/// The opening hours of a place in its zone.
#[derive(Debug, Clone)]
pub struct Openings<'a> {
    hours: &'a OpeningHours,
    zone: TimeZone,
}

impl<'a> Openings<'a> {
    /// These hours in this zone.
    pub fn new(hours: &'a OpeningHours, zone: TimeZone) -> Self {
        Self { hours, zone }
    }

    /// The zone that the hours are in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The stretches that end after an instant, in order: those of the day before too, which may still go on. Ranges that
    /// touch (until 24:00, and from 00:00 on) are one stretch.
    pub fn from(&self, at: Timestamp) -> impl Iterator<Item = Opening> + '_ {
        let today = self.zone.to_datetime(at).date();
        let start = today.yesterday().unwrap_or(today);
        let ranges = start.series(1.day()).take(DAYS_AHEAD).flat_map(move |date| {
            self.hours.of(date).into_iter().filter_map(move |period| self.opening(date, period))
        });
        Joined { ranges: ranges.peekable() }.filter(move |opening| opening.until > at)
    }

    /// The stretch that an instant is in, if doors are open.
    pub fn at(&self, at: Timestamp) -> Option<Opening> {
        self.from(at).next().filter(|opening| opening.from <= at)
    }

    /// When doors open next: at once if they are open.
    pub fn next(&self, at: Timestamp) -> Option<Timestamp> {
        self.from(at).next().map(|opening| opening.from.max(at))
    }

    /// When so many minutes of opening time have gone by after an instant. It is an instant at which doors are open, or at which they
    /// close. Nothing if there are not so many within the next year.
    pub fn ready_by(&self, at: Timestamp, minutes: u32) -> Option<Timestamp> {
        let mut left = SignedDuration::from_mins(i64::from(minutes));
        for opening in self.from(at) {
            let from = opening.from.max(at);
            let there = opening.until.duration_since(from);
            if there >= left {
                return from.checked_add(left).ok();
            }
            left = left.saturating_sub(there);
        }
        None
    }

    /// The last closing of the day that is so many days after an instant, or of the first day after it that opens.
    pub fn last_closing_after_days(&self, at: Timestamp, days: u16) -> Option<Timestamp> {
        let day = self.zone.to_datetime(at).date().checked_add(i64::from(days).days()).ok()?;
        day.series(1.day()).take(DAYS_AHEAD).find_map(|date| {
            let periods = self.hours.of(date);
            let last = periods.iter().max_by_key(|period| period.end_hour)?;
            self.opening(date, *last).map(|opening| opening.until)
        })
    }

    fn opening(&self, date: Date, period: HourPeriod) -> Option<Opening> {
        let from = self.instant(date, period.start_hour)?;
        let until = self.instant(date, period.end_hour)?;
        // A range within the hour that clocks leave out does not take place.
        (from < until).then_some(Opening { from, until })
    }

    fn instant(&self, date: Date, time: DayTime) -> Option<Timestamp> {
        let (date, minutes) =
            if time == DayTime::END { (date.tomorrow().ok()?, 0) } else { (date, time.minutes()) };
        let time =
            Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()?;
        self.zone.to_timestamp(date.to_datetime(time)).ok()
    }
}

/// Stretches of which those that touch are put together.
struct Joined<I: Iterator<Item = Opening>> {
    ranges: std::iter::Peekable<I>,
}

impl<I: Iterator<Item = Opening>> Iterator for Joined<I> {
    type Item = Opening;

    fn next(&mut self) -> Option<Opening> {
        let mut opening = self.ranges.next()?;
        // A place that never closes is one stretch of all the days that are looked at.
        while let Some(next) = self.ranges.next_if(|next| next.from <= opening.until) {
            opening.until = opening.until.max(next.until);
        }
        Some(opening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hours(week: &[(&str, &[(&str, &str)])], exceptions: &[(&str, &[(&str, &str)])]) -> OpeningHours {
        let periods = |list: &[(&str, &str)]| -> Vec<serde_json::Value> {
            list.iter().map(|(from, to)| serde_json::json!({"startHour": from, "endHour": to})).collect()
        };
        let day = |name: &str, each: &(&str, &[(&str, &str)])| serde_json::json!({name: each.0, "hourPeriod": periods(each.1)});
        serde_json::from_value(serde_json::json!({
            "week": week.iter().map(|each| day("day", each)).collect::<Vec<_>>(),
            "exceptions": exceptions.iter().map(|each| day("date", each)).collect::<Vec<_>>(),
        }))
        .unwrap()
    }

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn at(civil: &str) -> Timestamp {
        paris().to_timestamp(civil.parse::<jiff::civil::DateTime>().unwrap()).unwrap()
    }

    const SHOP: &[(&str, &[(&str, &str)])] = &[
        ("tuesday", &[("09:30", "12:30"), ("14:00", "19:00")]),
        ("wednesday", &[("09:30", "12:30"), ("14:00", "19:00")]),
        ("saturday", &[("09:00", "19:00")]),
    ];

    #[test]
    fn preparation_is_counted_in_opening_time() {
        let hours = hours(SHOP, &[("2026-11-25", &[])]);
        let shop = Openings::new(&hours, paris());
        // A Tuesday at 12:00, two hours: half an hour before lunch, the rest after it.
        assert_eq!(shop.ready_by(at("2026-11-24T12:00"), 120), Some(at("2026-11-24T15:30")));
        // In the evening: Wednesday is an exception, so Saturday.
        assert_eq!(shop.ready_by(at("2026-11-24T18:30"), 60), Some(at("2026-11-28T09:30")));
        assert_eq!(shop.next(at("2026-11-24T13:00")), Some(at("2026-11-24T14:00")));
        assert!(shop.at(at("2026-11-24T12:29")).is_some() && shop.at(at("2026-11-24T12:30")).is_none());
        // Ready on Tuesday and kept for five days: Sunday is closed, so until Tuesday evening.
        assert_eq!(shop.last_closing_after_days(at("2026-11-24T15:30"), 5), Some(at("2026-12-01T19:00")));
        assert_eq!(
            Openings::new(&OpeningHours::default(), paris()).ready_by(at("2026-11-24T12:00"), 0),
            None
        );
    }

    #[test]
    fn a_night_on_which_clocks_change_is_as_long_as_it_is() {
        let night = hours(&[("saturday", &[("22:00", "24:00")]), ("sunday", &[("00:00", "06:00")])], &[]);
        let lasts = |civil: &str| {
            let opening = Openings::new(&night, paris()).at(at(civil)).unwrap();
            opening.until.duration_since(opening.from).as_hours()
        };
        assert_eq!(lasts("2026-10-17T23:00"), 8, "an ordinary night is one stretch");
        assert_eq!(lasts("2026-10-24T23:00"), 9, "the night of 25 October 2026");
        assert_eq!(lasts("2026-03-28T23:00"), 7, "the night of 29 March 2026");
        // A range within the hour that does not exist.
        let gap = hours(&[("sunday", &[("02:10", "02:50")])], &[]);
        let opening = Openings::new(&gap, paris()).next(at("2026-03-28T23:00")).unwrap();
        assert_eq!(paris().to_datetime(opening).date(), "2026-03-29".parse::<Date>().unwrap());
    }

    proptest! {
        #[test]
        fn what_is_ready_is_ready_when_open_and_after_so_much_opening_time(
            ms in 1_700_000_000_000_i64..1_800_000_000_000, minutes in 0_u32..4_000,
        ) {
            let hours = hours(SHOP, &[]);
            let shop = Openings::new(&hours, paris());
            let now = Timestamp::from_millisecond(ms).unwrap();
            let ready = shop.ready_by(now, minutes).unwrap();
            let gone_by: i64 = shop.from(now).take_while(|opening| opening.from < ready)
                .map(|opening| opening.until.min(ready).duration_since(opening.from.max(now)).as_millis())
                .map(|ms| i64::try_from(ms).unwrap()).sum();
            prop_assert_eq!(gone_by, i64::from(minutes) * 60_000);
            prop_assert!(shop.from(now).any(|opening| opening.from <= ready && ready <= opening.until));
        }
    }
}
