//! Tables of day colours: read from a file, and checked against the rules that a season must keep.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::TariffCalendar;
use super::rows::rows;

/// The formats of days that are tried.
const FORMATS: [&str; 6] = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d"];
/// The most days that a table may have: three centuries.
const MOST_DAYS: usize = 110_000;

/// A table of day colours as a file tells it, and whatever is odd in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColourTable {
    /// The colour of each day.
    pub days: BTreeMap<Date, String>,
    /// What is odd, by line.
    pub notes: Vec<ColourNote>,
}

/// Something odd in a table of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColourNote {
    /// A row that has no day and no known colour was left out.
    LeftOut {
        /// Its line.
        line: u64,
        /// What it says, cut.
        text: String,
    },
    /// A day that stands twice with the same colour.
    Twice {
        /// The line of the second.
        line: u64,
        /// The day.
        day: Date,
    },
    /// A day that stands twice with different colours: the first counts.
    Contradiction {
        /// The line of the second.
        line: u64,
        /// The day.
        day: Date,
    },
    /// Days that are missing between the first and the last.
    Missing {
        /// The first missing day.
        from: Date,
        /// The last.
        to: Date,
    },
}

/// Why a file is no table of days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColourFileError {
    /// No row holds a day and a colour.
    #[error("no row holds a day and one of the colours {0}: give two columns, a day and its colour")]
    NoDays(String),
    /// More days than any calendar has.
    #[error("the table has more than {MOST_DAYS} days")]
    TooMany,
}

/// Reads a table of days: rows that hold a day and one of the calendar's colours, in any columns, with or without a header.
/// A colour is recognised by its name or its words in other languages, whatever the case.
pub fn read_colours(text: &str, calendar: &TariffCalendar) -> Result<ColourTable, ColourFileError> {
    let words = words(calendar);
    let mut table = ColourTable::default();
    let mut header = true;
    for row in rows(text, None) {
        let day = row.fields.iter().find_map(|field| read_day(field));
        let colour = row.fields.iter().find_map(|field| words.get(&field.to_lowercase()));
        let (Some(day), Some(colour)) = (day, colour) else {
            if !std::mem::take(&mut header) {
                let text: String = row.fields.join(" ").chars().take(80).collect();
                table.notes.push(ColourNote::LeftOut { line: row.line, text });
            }
            continue;
        };
        header = false;
        match table.days.get(&day) {
            Some(known) if known == colour => table.notes.push(ColourNote::Twice { line: row.line, day }),
            Some(_) => table.notes.push(ColourNote::Contradiction { line: row.line, day }),
            None => {
                table.days.insert(day, colour.clone());
            }
        }
        if table.days.len() > MOST_DAYS {
            return Err(ColourFileError::TooMany);
        }
    }
    if table.days.is_empty() {
        let names: Vec<&str> = calendar.colours.iter().map(|colour| colour.name.as_str()).collect();
        return Err(ColourFileError::NoDays(names.join(", ")));
    }
    let missing = missing(&table.days);
    table.notes.extend(missing);
    Ok(table)
}

/// Every word for a colour, in small letters.
fn words(calendar: &TariffCalendar) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for colour in &calendar.colours {
        let others = colour.translation.iter().map(|translation| &translation.name);
        for word in others.chain([&colour.name]).filter(|word| !word.is_empty()) {
            words.insert(word.to_lowercase(), colour.name.clone());
        }
    }
    words
}

fn read_day(text: &str) -> Option<Date> {
    // A day may be followed by an hour; only the day counts.
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let plausible = |date: &Date| (1900..2200).contains(&date.year());
    FORMATS.iter().find_map(|format| Date::strptime(format, day).ok().filter(plausible))
}

fn missing(days: &BTreeMap<Date, String>) -> Vec<ColourNote> {
    let dates: Vec<&Date> = days.keys().collect();
    let hole = |pair: &[&Date]| {
        let (from, to) = (pair[0].tomorrow().ok()?, pair[1].yesterday().ok()?);
        (from <= to).then_some(ColourNote::Missing { from, to })
    };
    dates.windows(2).filter_map(hole).collect()
}

/// A rule about colours that a calendar breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The year in which the season begins.
    pub season: i16,
    /// The colour.
    pub colour: String,
    /// What is broken.
    pub kind: BreachKind,
}

/// What a calendar breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BreachKind {
    /// A season has another number of days of the colour than it must (too many already, if it is not over).
    Count {
        /// How many there are.
        found: u32,
        /// How many there must be.
        must: u32,
    },
    /// A day that cannot have the colour: a weekday, or a month, that is excluded.
    NotAllowed {
        /// The day.
        day: Date,
    },
}

impl TariffCalendar {
    /// The season that a day belongs to: the year in which it begins.
    fn season_of(&self, day: Date) -> i16 {
        let begins = self.season_month.unwrap_or(1);
        if day.month() >= begins { day.year() } else { day.year() - 1 }
    }

    /// Whatever its table of days breaks, season by season. A season of which the table does not hold every day is only held
    /// against having too many.
    pub fn breaches(&self) -> Vec<Breach> {
        let mut days_in: BTreeMap<i16, u32> = BTreeMap::new();
        let mut counts: BTreeMap<(i16, &str), u32> = BTreeMap::new();
        let mut all = Vec::new();
        for (day, colour) in &self.days {
            let season = self.season_of(*day);
            *days_in.entry(season).or_default() += 1;
            *counts.entry((season, colour.as_str())).or_default() += 1;
            let rule = self.colours.iter().find(|rule| rule.name == *colour);
            if rule.is_some_and(|rule| !rule.allows(*day)) {
                let kind = BreachKind::NotAllowed { day: *day };
                all.push(Breach { season, colour: colour.clone(), kind });
            }
        }
        for (season, days) in days_in {
            let whole = self.length_of(season).is_some_and(|length| days >= length);
            for (rule, must) in self.colours.iter().filter_map(|rule| Some((rule, rule.per_season?))) {
                let found = counts.get(&(season, rule.name.as_str())).copied().unwrap_or(0);
                if found > must || (whole && found < must) {
                    let kind = BreachKind::Count { found, must };
                    all.push(Breach { season, colour: rule.name.clone(), kind });
                }
            }
        }
        all.sort_by_key(|breach| breach.season);
        all
    }

    fn length_of(&self, season: i16) -> Option<u32> {
        let month = self.season_month.unwrap_or(1);
        let first = Date::new(season, month, 1).ok()?;
        let next = Date::new(season.checked_add(1)?, month, 1).ok()?;
        u32::try_from(first.until(next).ok()?.get_days()).ok()
    }
}

impl super::calendar::DayColour {
    /// Whether a day may have it.
    fn allows(&self, day: Date) -> bool {
        !self.not_on.contains(&day.weekday().to_monday_one_offset())
            && (self.months.is_empty() || self.months.contains(&day.month()))
    }
}
