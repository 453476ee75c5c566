//! The calendar of a tariff: to which period each moment belongs. The record of kind `tariffCalendar`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::window::Window;
use crate::catalogue::{Translation, Unknown, in_language};

/// The most periods that a calendar may have.
const MOST_PERIODS: usize = 64;

/// To which period of a tariff each moment belongs: by the hour, the day of the week, the month, and the colour of the day.
///
/// Hours are those of the clock on the wall in its zone. A *day* here begins at `day_start` (06:00 for French coloured days):
/// what comes before belongs to the day before, for its colour, its month and its day of the week.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TariffCalendar {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The zone of its hours, by its name in the IANA database.
    pub zone: String,
    /// When a day begins.
    pub day_start: Time,
    /// Hours of the day, by name; a customer may have others of the same name (off-peak hours differ from street to street).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub windows: BTreeMap<String, Vec<Window>>,
    /// Which hours a customer may have otherwise; nothing: its hours are the same for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_hours: Option<OwnHours>,
    /// The periods; a moment belongs to the first that it fits.
    pub periods: Vec<TariffPeriod>,
    /// The colours that a day may have, and how many there may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub colours: Vec<DayColour>,
    /// The month whose first day begins a season, for counting colours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season_month: Option<i8>,
    /// The colour of each day that is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub days: BTreeMap<Date, String>,
    /// The colour of days that the table does not name, where it names only the unusual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_days: Option<KnownDays>,
    /// Its words in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Hours that differ from customer to customer, and how long they may be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OwnHours {
    /// The name of the hours.
    pub window: String,
    /// How many minutes of a day they may be at most.
    pub most_minutes: u32,
}

/// Why a customer's own hours are not those of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnHoursError {
    /// The hours of the calendar are the same for everybody.
    #[error("the hours of this calendar are the same for everybody")]
    Fixed,
    /// They are longer than it allows.
    #[error("these hours are {minutes} minutes of a day; {most} are allowed")]
    TooLong {
        /// How long they are.
        minutes: u32,
        /// How long they may be.
        most: u32,
    },
}

/// The colour of days that a table leaves out, and for which days that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownDays {
    /// Their colour.
    pub colour: String,
    /// The first day for which the table is complete.
    pub from: Date,
    /// The last day for which it is.
    pub to: Date,
}

/// One period of a tariff: what has a price of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TariffPeriod {
    /// Its name, as prices write it: `HP`, `BLANC_HC`.
    pub name: String,
    /// Its name for people, where it is another.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// When it is: one of these. Nothing: always.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// Its words in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl TariffPeriod {
    /// Its name for people in a language.
    pub fn title_in(&self, language: &str) -> &str {
        let own = if self.title.is_empty() { &self.name } else { &self.title };
        in_language(&self.translation, language, |translation| &translation.name, own)
    }
}

/// When a period is: everything that is named must hold; what is left empty does not matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct When {
    /// In these hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Not in these hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// On days of these colours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub colours: Vec<String>,
    /// On these days of the week: 1 is Monday, 7 Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<i8>,
    /// In these months.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<i8>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A colour that a day may have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DayColour {
    /// Its name, as the table of days writes it.
    pub name: String,
    /// How many such days a whole season must have, where a rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_season: Option<u32>,
    /// Days of the week that cannot have it: 1 is Monday, 7 Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_on: Vec<i8>,
    /// The months in which it may be; nothing: in any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<i8>,
    /// Its words in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Why a calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The zone is not known.
    #[error("“{0}” is no time zone: give a name such as Europe/Paris")]
    Zone(String),
    /// It has no period, or too many.
    #[error("a calendar has between 1 and {MOST_PERIODS} periods; this one has {0}")]
    Periods(usize),
    /// Two periods have the same name.
    #[error("two periods are named “{0}”: give each a name of its own")]
    SameName(String),
    /// A period is without a name.
    #[error("period {0} has no name")]
    NoName(usize),
    /// Hours that are not described.
    #[error("period “{period}” is in the hours “{window}”, which are not described")]
    Window {
        /// The period.
        period: String,
        /// The hours that it names.
        window: String,
    },
    /// A customer may have other hours than some that are not described.
    #[error("a customer may have other hours than “{0}”, which are not described")]
    OwnHours(String),
    /// A colour that is not described.
    #[error("“{0}” is not one of the colours of this calendar")]
    Colour(String),
    /// A month or a day of the week that does not exist.
    #[error("months go from 1 to 12 and days of the week from 1 (Monday) to 7 (Sunday); {0} is neither")]
    Number(i8),
}

impl TariffCalendar {
    /// A calendar in which every moment is of one period.
    pub fn always(id: &str, zone: &str, period: &str) -> Self {
        let only = TariffPeriod { name: period.to_owned(), ..TariffPeriod::default() };
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            zone: zone.to_owned(),
            periods: vec![only],
            ..Self::default()
        }
    }

    /// Its zone.
    pub fn time_zone(&self) -> Result<TimeZone, CalendarError> {
        TimeZone::get(&self.zone).map_err(|_| CalendarError::Zone(self.zone.clone()))
    }

    /// Whether everything that it names is described.
    pub fn check(&self) -> Result<(), CalendarError> {
        self.time_zone()?;
        if self.periods.is_empty() || self.periods.len() > MOST_PERIODS {
            return Err(CalendarError::Periods(self.periods.len()));
        }
        let mut names = BTreeSet::new();
        for (place, period) in self.periods.iter().enumerate() {
            if period.name.trim().is_empty() {
                return Err(CalendarError::NoName(place + 1));
            }
            if !names.insert(period.name.as_str()) {
                return Err(CalendarError::SameName(period.name.clone()));
            }
            period.when.iter().try_for_each(|when| self.check_when(&period.name, when))?;
        }
        if let Some(own) = self.own_hours.as_ref().filter(|own| !self.windows.contains_key(&own.window)) {
            return Err(CalendarError::OwnHours(own.window.clone()));
        }
        let of_colours = self.colours.iter().flat_map(|colour| numbers(&colour.months, &colour.not_on));
        let season = self.season_month.map(|month| (month, 12));
        of_colours.chain(season).try_for_each(in_range)?;
        let named = self.days.values().chain(self.other_days.iter().map(|other| &other.colour));
        named.into_iter().try_for_each(|colour| self.check_colour(colour))
    }

    fn check_when(&self, period: &str, when: &When) -> Result<(), CalendarError> {
        if let Some(window) =
            when.within.iter().chain(&when.outside).find(|name| !self.windows.contains_key(*name))
        {
            return Err(CalendarError::Window { period: period.to_owned(), window: window.clone() });
        }
        when.colours.iter().try_for_each(|colour| self.check_colour(colour))?;
        numbers(&when.months, &when.weekdays).try_for_each(in_range)
    }

    fn check_colour(&self, name: &str) -> Result<(), CalendarError> {
        let known = self.colours.iter().any(|colour| colour.name == name);
        known.then_some(()).ok_or_else(|| CalendarError::Colour(name.to_owned()))
    }

    /// The hours that a customer may have otherwise, as the calendar has them.
    pub fn usual_hours(&self) -> Option<&[Window]> {
        self.own_hours.as_ref().and_then(|own| self.windows.get(&own.window)).map(Vec::as_slice)
    }

    /// The same calendar with a customer's own hours, where it lets them have some.
    pub fn with_own_hours(mut self, hours: &[Window]) -> Result<Self, OwnHoursError> {
        let own = self.own_hours.as_ref().ok_or(OwnHoursError::Fixed)?;
        let (minutes, most) = (Window::minutes(hours), own.most_minutes);
        if minutes > most {
            return Err(OwnHoursError::TooLong { minutes, most });
        }
        self.windows.insert(own.window.clone(), hours.to_vec());
        Ok(self)
    }

    /// The colour of a day, if it is known.
    pub fn colour_of(&self, day: Date) -> Option<&str> {
        let named = self.days.get(&day).map(String::as_str);
        named.or_else(|| {
            let other = self.other_days.as_ref().filter(|other| (other.from..=other.to).contains(&day))?;
            Some(other.colour.as_str())
        })
    }

    /// Whether a period depends on the colours of days.
    pub fn is_coloured(&self) -> bool {
        self.periods.iter().flat_map(|period| &period.when).any(|when| !when.colours.is_empty())
    }

    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |translation| &translation.name, &self.name)
    }

    /// To which period a time of the clock belongs on a day that began at `day_start`; the reason where none can be said.
    pub(super) fn period_at(&self, day: Date, time: Time) -> Moment {
        let colour = self.colour_of(day);
        for (place, period) in self.periods.iter().enumerate() {
            if period.when.is_empty() {
                return Moment::Of(place);
            }
            for when in period.when.iter().filter(|when| self.fits(when, day, time)) {
                match colour {
                    _ if when.colours.is_empty() => return Moment::Of(place),
                    Some(colour) if when.colours.iter().any(|each| each == colour) => {
                        return Moment::Of(place);
                    }
                    Some(_) => {}
                    None => return Moment::ColourUnknown,
                }
            }
        }
        Moment::NoPeriod
    }

    /// Whether everything holds but for the colour.
    fn fits(&self, when: &When, day: Date, time: Time) -> bool {
        let within = |name: &String| {
            self.windows.get(name).is_some_and(|hours| hours.iter().any(|window| window.holds(time)))
        };
        when.within.as_ref().is_none_or(within)
            && !when.outside.as_ref().is_some_and(within)
            && (when.months.is_empty() || when.months.contains(&day.month()))
            && (when.weekdays.is_empty() || when.weekdays.contains(&day.weekday().to_monday_one_offset()))
    }
}

/// What can be said of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// It is of the period at this place.
    Of(usize),
    /// The colour of its day is needed and is not known.
    ColourUnknown,
    /// It is of no period.
    NoPeriod,
}

fn numbers<'a>(months: &'a [i8], weekdays: &'a [i8]) -> impl Iterator<Item = (i8, i8)> + 'a {
    months.iter().map(|month| (*month, 12)).chain(weekdays.iter().map(|weekday| (*weekday, 7)))
}

fn in_range((number, most): (i8, i8)) -> Result<(), CalendarError> {
    if (1..=most).contains(&number) { Ok(()) } else { Err(CalendarError::Number(number)) }
}
