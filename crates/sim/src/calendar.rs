//! The fortnight's calendar: fourteen local days cut into half-hours.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::agenda::Seconds;

/// Days in a simulation.
pub const DAYS: usize = 14;
/// Half-hours in a day.
pub const SLOTS: usize = 48;

/// Fourteen days of a place.
#[derive(Debug, Clone)]
pub struct Calendar {
    start: Date,
    zone: TimeZone,
}

impl Calendar {
    /// The fortnight that begins on this day in this zone.
    pub fn new(start: Date, zone: TimeZone) -> Self {
        Self { start, zone }
    }

    /// The instant of a day (from 0) and a local time in seconds since midnight; a time that a change of
    /// clocks skips or repeats is taken as jiff's "compatible" rule does. Days out of jiff's range stop at its edge.
    pub fn at(&self, day: usize, second_of_day: i64) -> Seconds {
        let days = day as i64 + second_of_day.div_euclid(86_400);
        let second = second_of_day.rem_euclid(86_400);
        let date = self.start.saturating_add(jiff::Span::new().days(days));
        let time = Time::midnight().wrapping_add(SignedDuration::from_secs(second));
        let instant = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        instant.unwrap_or(Timestamp::MAX).as_second()
    }

    /// Where a half-hour begins and ends.
    pub fn slot(&self, day: usize, slot: usize) -> (Seconds, Seconds) {
        (self.at(day, slot as i64 * 1_800), self.at(day, (slot as i64 + 1) * 1_800))
    }

    /// Which day of the week a day is: 0 is Monday.
    pub fn weekday(&self, day: usize) -> usize {
        let monday = self.start.weekday().to_monday_zero_offset();
        (usize::try_from(monday).unwrap_or_default() + day) % 7
    }

    /// The first second after the fortnight.
    pub fn end(&self) -> Seconds {
        self.at(DAYS, 0)
    }
}

/// Opening hours: for each day of the week, from and to in seconds since midnight, or closed.
pub type Hours = [Option<(i64, i64)>; 7];

impl Calendar {
    /// When a place with these hours opens and closes on a day.
    pub fn opening(&self, hours: &Hours, day: usize) -> Option<(Seconds, Seconds)> {
        hours[self.weekday(day)].map(|(from, to)| (self.at(day, from), self.at(day, to)))
    }

    /// Whether it is open at an instant.
    pub fn is_open(&self, hours: &Hours, at: Seconds) -> bool {
        (0..DAYS).filter_map(|day| self.opening(hours, day)).any(|(from, to)| (from..to).contains(&at))
    }

    /// The next time that it opens after an instant, within the fortnight.
    pub fn next_opening(&self, hours: &Hours, after: Seconds) -> Option<Seconds> {
        (0..DAYS).filter_map(|day| self.opening(hours, day)).map(|(from, _)| from).find(|from| *from > after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_follow_the_clocks_of_the_place() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let calendar = Calendar::new(date(2026, 3, 23), paris);
        assert_eq!(calendar.weekday(0), 0);
        assert_eq!(calendar.weekday(6), 6);
        // Clocks go forward on Sunday the 29th: that day has 23 hours.
        assert_eq!(calendar.at(7, 0) - calendar.at(6, 0), 23 * 3_600);
        assert_eq!(calendar.at(8, 0) - calendar.at(7, 0), 24 * 3_600);
        assert_eq!(calendar.at(0, 86_400), calendar.at(1, 0));
    }
}
