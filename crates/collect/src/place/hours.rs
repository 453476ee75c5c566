//! Opening hours as people say them: ranges for each day of the week, and days that are different.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// A time of the day to the minute, from 00:00 to 24:00 (the end of the day).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayTime(u16);

/// A text that is not a time of the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a time of the day: write it as 09:30; the end of the day is 24:00")]
pub struct DayTimeError(pub String);

impl DayTime {
    /// The end of the day.
    pub const END: Self = Self(24 * 60);

    /// So many minutes after midnight, if the day has them.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= Self::END.0 { Some(Self(minutes)) } else { None }
    }

    /// Minutes after midnight, as clocks show them.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DayTime {
    type Err = DayTimeError;

    /// Reads `9:30`, `09:30`, `9h30`, `9h`, `09:30:00`.
    fn from_str(text: &str) -> Result<Self, DayTimeError> {
        let wrong = || DayTimeError(text.chars().take(32).collect());
        let plain = text.trim().replace(['h', 'H'], ":");
        let mut parts = plain.split(':');
        let number = |part: Option<&str>| match part {
            None | Some("") => Some(0),
            Some(part) if part.len() <= 2 && part.bytes().all(|digit| digit.is_ascii_digit()) => {
                part.parse().ok()
            }
            Some(_) => None,
        };
        let hours: Option<u16> =
            parts.next().filter(|part| !part.is_empty()).and_then(|part| number(Some(part)));
        let (minutes, seconds) = (number(parts.next()), number(parts.next()));
        match (hours, minutes, seconds, parts.next()) {
            (Some(hours), Some(minutes @ ..60), Some(0), None) => {
                Self::from_minutes(hours * 60 + minutes).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for DayTime {
    type Error = DayTimeError;
    fn try_from(text: String) -> Result<Self, DayTimeError> {
        text.parse()
    }
}

impl From<DayTime> for String {
    fn from(time: DayTime) -> Self {
        time.to_string()
    }
}

/// From when until when on one day (TMF674 `HourPeriod`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HourPeriod {
    /// Doors open.
    pub start_hour: DayTime,
    /// Doors close.
    pub end_hour: DayTime,
}

/// The hours of one day of the week (TMF674 `CalendarPeriod`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayHours {
    /// Which day.
    #[serde(with = "weekday")]
    pub day: Weekday,
    /// When doors are open, in order.
    #[serde(default)]
    pub hour_period: Vec<HourPeriod>,
}

/// A date on which hours are different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExceptionalDay {
    /// Which date.
    pub date: Date,
    /// When doors are open on it; nothing: closed all day.
    #[serde(default)]
    pub hour_period: Vec<HourPeriod>,
    /// Why, for people: a public holiday, an inventory.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// When a place is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpeningHours {
    /// By day of the week. A day that is not named is closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub week: Vec<DayHours>,
    /// Dates that are different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionalDay>,
}

/// On which day something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursDay {
    /// Each such day of the week.
    Weekly(Weekday),
    /// On this date.
    On(Date),
}

impl fmt::Display for HoursDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekly(day) => f.write_str(weekday::name(*day)),
            Self::On(date) => write!(f, "{date}"),
        }
    }
}

/// Why hours cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursFault {
    /// A range ends when or before it begins.
    #[error(
        "{day}: {start}–{end} ends before it begins; hours that go past midnight are two: until 24:00, and from 00:00 on the next day"
    )]
    Reversed {
        /// On which day.
        day: HoursDay,
        /// Doors open.
        start: DayTime,
        /// Doors close.
        end: DayTime,
    },
    /// Two ranges have a time in common.
    #[error("{day}: {first}–{first_end} and {second}–{second_end} overlap; make them one")]
    Overlap {
        /// On which day.
        day: HoursDay,
        /// The earlier range.
        first: DayTime,
        /// Its end.
        first_end: DayTime,
        /// The later one.
        second: DayTime,
        /// Its end.
        second_end: DayTime,
    },
    /// A day is named twice.
    #[error("{0}: this day is there twice; put its ranges together")]
    Twice(HoursDay),
}

impl OpeningHours {
    /// The ranges of a date, in order, touching ones as they were given.
    pub fn of(&self, date: Date) -> Vec<HourPeriod> {
        let exception = self.exceptions.iter().find(|day| day.date == date).map(|day| &day.hour_period);
        let usual = || self.week.iter().find(|day| day.day == date.weekday()).map(|day| &day.hour_period);
        let mut periods = exception.or_else(usual).cloned().unwrap_or_default();
        periods.sort_unstable();
        periods
    }

    /// The week as people read it: seven days from Monday, each with its ranges.
    pub fn shown_week(&self) -> Vec<(Weekday, Vec<HourPeriod>)> {
        Weekday::Monday
            .cycle_forward()
            .take(7)
            .map(|day| {
                let mut periods = self
                    .week
                    .iter()
                    .find(|hours| hours.day == day)
                    .map(|hours| hours.hour_period.clone())
                    .unwrap_or_default();
                periods.sort_unstable();
                (day, periods)
            })
            .collect()
    }

    /// The days that are different from `from` on, for so many days, in order.
    pub fn shown_exceptions(&self, from: Date, days: i32) -> Vec<&ExceptionalDay> {
        let until = from.saturating_add(jiff::Span::new().days(days.clamp(0, 4_000)));
        let mut found: Vec<_> =
            self.exceptions.iter().filter(|day| (from..until).contains(&day.date)).collect();
        found.sort_unstable_by_key(|day| day.date);
        found
    }

    /// Whether it never opens, by what is said.
    pub fn is_never(&self) -> bool {
        let week = self.week.iter().map(|day| &day.hour_period);
        week.chain(self.exceptions.iter().map(|day| &day.hour_period)).all(Vec::is_empty)
    }

    /// Everything that cannot be.
    pub fn faults(&self) -> Vec<HoursFault> {
        let mut faults = Vec::new();
        let week = self.week.iter().map(|day| (HoursDay::Weekly(day.day), &day.hour_period));
        let exceptions = self.exceptions.iter().map(|day| (HoursDay::On(day.date), &day.hour_period));
        let mut seen: Vec<HoursDay> = Vec::new();
        for (day, periods) in week.chain(exceptions) {
            if seen.contains(&day) {
                faults.push(HoursFault::Twice(day));
            }
            seen.push(day);
            day_faults(day, periods, &mut faults);
        }
        faults
    }
}

fn day_faults(day: HoursDay, periods: &[HourPeriod], faults: &mut Vec<HoursFault>) {
    let mut sorted = periods.to_vec();
    sorted.sort_unstable();
    for HourPeriod { start_hour, end_hour } in &sorted {
        if start_hour >= end_hour {
            faults.push(HoursFault::Reversed { day, start: *start_hour, end: *end_hour });
        }
    }
    for (first, second) in sorted.iter().zip(sorted.iter().skip(1)) {
        if first.start_hour < first.end_hour && second.start_hour < first.end_hour {
            faults.push(HoursFault::Overlap {
                day,
                first: first.start_hour,
                first_end: first.end_hour,
                second: second.start_hour,
                second_end: second.end_hour,
            });
        }
    }
}

/// Days of the week by their English names, as TM Forum writes them.
mod weekday {
    use jiff::civil::Weekday;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    pub fn name(day: Weekday) -> &'static str {
        NAMES[usize::try_from(day.to_monday_zero_offset()).unwrap_or_default() % 7]
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub fn serialize<S: Serializer>(day: &Weekday, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name(*day))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
        let text = String::deserialize(from)?;
        let place = NAMES.iter().position(|name| name.eq_ignore_ascii_case(&text));
        place
            .and_then(|place| Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok())
            .ok_or_else(|| D::Error::custom(format!("a day of the week is one of {}", NAMES.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: serde_json::Value) -> OpeningHours {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn times_of_the_day_are_read_as_people_write_them() {
        for (text, written) in [
            ("9:30", "09:30"),
            ("9h", "09:00"),
            ("19H15", "19:15"),
            ("24:00", "24:00"),
            ("08:00:00", "08:00"),
        ] {
            assert_eq!(text.parse::<DayTime>().map(|time| time.to_string()), Ok(written.to_owned()));
        }
        for text in ["", ":30", "24:01", "9:60", "-1:00", "9:30:15", "neuf heures", "٩:٠٠"] {
            assert!(text.parse::<DayTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_that_cannot_be_are_named() {
        let hours = read(serde_json::json!({
            "week": [
                {"day": "Monday", "hourPeriod": [{"startHour": "14:00", "endHour": "19:00"}, {"startHour": "09:00", "endHour": "14:30"}]},
                {"day": "friday", "hourPeriod": [{"startHour": "20:00", "endHour": "02:00"}]},
                {"day": "friday", "hourPeriod": []},
            ],
        }));
        let told: Vec<String> = hours.faults().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("monday: 09:00–14:30 and 14:00–19:00 overlap"));
        assert!(told[1].contains("past midnight"));
        assert!(told[2].starts_with("friday: this day is there twice"));
    }
}
