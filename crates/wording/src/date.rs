//! Days, times of day and periods: `mardi 2 février 1999, 9 h 02`, `Tuesday 2 February 1999, 9:02`.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::Language;
use crate::typography::NARROW;

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Language {
    /// The name of a day of the week.
    pub fn weekday(self, day: Weekday) -> &'static str {
        let index = day.to_monday_zero_offset() as usize;
        match self {
            Self::French => FRENCH_DAYS[index],
            Self::English => ENGLISH_DAYS[index],
        }
    }

    /// `2 février 1999`, `2 February 1999`; the first of a month is `1er` in French.
    pub fn date(self, date: Date) -> String {
        format!("{} {}", self.day_and_month(date), date.year())
    }

    /// `mardi 2 février 1999`, `Tuesday 2 February 1999`.
    pub fn long_date(self, date: Date) -> String {
        format!("{} {}", self.weekday(date.weekday()), self.date(date))
    }

    /// `mer. 3 févr.`-like label for a row of a chart: `mer 3/2`, `Wed 3/2`.
    pub fn short_date(self, date: Date) -> String {
        let name: String = self.weekday(date.weekday()).chars().take(3).collect();
        match self {
            Self::French => format!("{name}. {}/{}", date.day(), date.month()),
            Self::English => {
                let month: String = ENGLISH_MONTHS[date.month() as usize - 1].chars().take(3).collect();
                format!("{name} {} {month}", date.day())
            }
        }
    }

    /// `9 h 02`, `9:02`.
    pub fn time(self, time: Time) -> String {
        match self {
            Self::French => format!("{}{NARROW}h{NARROW}{:02}", time.hour(), time.minute()),
            Self::English => format!("{}:{:02}", time.hour(), time.minute()),
        }
    }

    /// `mardi 2 février 1999, 9 h 02` in the given zone.
    pub fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned_datetime(zone.clone());
        format!("{}, {}", self.long_date(local.date()), self.time(local.time()))
    }

    /// `mardi 9 h 02`: for a row whose date is plain from elsewhere.
    pub fn weekday_and_time(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned_datetime(zone.clone());
        format!("{} {}", self.weekday(local.weekday()), self.time(local.time()))
    }

    /// A short stretch: `mercredi 3 février 1999, 13 h – 14 h`; across days both ends are said whole.
    pub fn stretch(self, start: Timestamp, end: Timestamp, zone: &TimeZone) -> String {
        let (from, to) = (start.to_zoned_datetime(zone.clone()), end.to_zoned_datetime(zone.clone()));
        if from.date() == to.date() || ends_at_midnight_after(&from, &to) {
            return format!(
                "{}, {} – {}",
                self.long_date(from.date()),
                self.hour(from.time()),
                self.hour(to.time())
            );
        }
        format!("{} – {}", self.moment(start, zone), self.moment(end, zone))
    }

    /// A period in days, both ends included: `du 1er au 14 février 1999`, `1 to 14 February 1999`.
    pub fn days(self, start: Timestamp, end: Timestamp, zone: &TimeZone) -> String {
        let (from, to) = (start.to_zoned_datetime(zone.clone()), end.to_zoned_datetime(zone.clone()));
        // A period that ends at midnight does not touch the day that begins there.
        let last = if end > start && to.time() == Time::midnight() {
            to.date().yesterday().unwrap_or(to.date())
        } else {
            to.date()
        };
        let first = from.date();
        if first >= last {
            return match self {
                Self::French => format!("le {}", self.date(first)),
                Self::English => self.date(first),
            };
        }
        let begin = if (first.year(), first.month()) == (last.year(), last.month()) {
            self.day_number(first)
        } else if first.year() == last.year() {
            self.day_and_month(first)
        } else {
            self.date(first)
        };
        match self {
            Self::French => format!("du {begin} au {}", self.date(last)),
            Self::English => format!("{begin} to {}", self.date(last)),
        }
    }

    fn hour(self, time: Time) -> String {
        match self {
            Self::French if time.minute() == 0 => format!("{}{NARROW}h", time.hour()),
            _ => self.time(time),
        }
    }

    fn day_and_month(self, date: Date) -> String {
        let month = date.month() as usize - 1;
        match self {
            Self::French => format!("{} {}", self.day_number(date), FRENCH_MONTHS[month]),
            Self::English => format!("{} {}", self.day_number(date), ENGLISH_MONTHS[month]),
        }
    }

    fn day_number(self, date: Date) -> String {
        match (self, date.day()) {
            (Self::French, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        }
    }
}

fn ends_at_midnight_after(from: &ZonedDateTime, to: &ZonedDateTime) -> bool {
    to.time() == Time::midnight() && from.date().tomorrow().is_ok_and(|next| next == to.date())
}

#[cfg(test)]
mod tests {
    use super::Language::{English, French};
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_as_each_language_writes_them() {
        let zone = TimeZone::UTC;
        let plain = |text: String| text.replace('\u{202f}', " ");
        assert_eq!(plain(French.moment(at("1999-02-02T09:02:00Z"), &zone)), "mardi 2 février 1999, 9 h 02");
        assert_eq!(plain(English.moment(at("1999-02-02T09:02:00Z"), &zone)), "Tuesday 2 February 1999, 9:02");
        assert_eq!(
            French.days(at("1999-02-01T07:00:00Z"), at("1999-02-15T00:00:00Z"), &zone),
            "du 1er au 14 février 1999"
        );
        assert_eq!(
            English.days(at("2010-12-01T08:26:00Z"), at("2011-06-30T20:08:00Z"), &zone),
            "1 December 2010 to 30 June 2011"
        );
        assert_eq!(
            plain(French.stretch(at("1999-02-03T13:00:00Z"), at("1999-02-03T14:00:00Z"), &zone)),
            "mercredi 3 février 1999, 13 h – 14 h"
        );
        assert_eq!(
            English.stretch(at("1999-02-03T23:30:00Z"), at("1999-02-04T00:00:00Z"), &zone),
            "Wednesday 3 February 1999, 23:30 – 0:00"
        );
    }
}
