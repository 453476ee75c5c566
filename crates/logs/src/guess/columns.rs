//! What each column of a table seems to hold, from its first rows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::mapping::{DecimalMark, Unit};
use crate::table::{Read, Sample, TimeFormat, decimal, duration_ms};

/// How many examples of a column are kept.
const EXAMPLES: usize = 5;
/// A column of at most so many different texts holds codes.
const CODES: usize = 40;

/// A column and what it seems to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it seems to hold.
    pub kind: ColumnKind,
    /// How many of the rows looked at have something in it.
    pub filled: usize,
    /// How many rows were looked at.
    pub rows: usize,
    /// How many different texts it held in them.
    pub distinct: usize,
    /// Some of its texts (the most frequent first), for people to recognise it by.
    pub examples: Vec<String>,
}

/// What a column seems to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// Nothing in the rows looked at.
    Empty,
    /// Times, written by this format.
    Time {
        /// The format, as a mapping writes it.
        format: String,
    },
    /// Days without an hour, written by this format.
    Date {
        /// The format, as a mapping writes it.
        format: String,
    },
    /// `h:mm:ss`: a time of day or a duration.
    Clock,
    /// Whole numbers.
    Integer,
    /// Decimals.
    Decimal {
        /// Whether a comma stands before decimals.
        comma: bool,
    },
    /// Few different texts.
    Code,
    /// Addresses of electronic mail.
    Email,
    /// Different texts on most rows.
    Text,
}

impl ColumnKind {
    /// Whether it tells when.
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Time { .. } | Self::Date { .. })
    }

    /// Whether it holds numbers.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer | Self::Decimal { .. })
    }
}

/// Formats with an hour, in the order in which they are tried.
pub(crate) const TIMES: &[&str] = &[
    "iso",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d at %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %I:%M:%S %p",
    "%Y-%m-%d %I:%M %p",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%y %H:%M:%S",
    "%m/%d/%y %H:%M:%S",
    "%d/%m/%y %H:%M",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%d/%m/%Y %I:%M %p",
    "%m/%d/%y %I:%M %p",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%m-%d-%Y %H:%M:%S",
    "%m-%d-%Y %H:%M",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p",
    "%B %d, %Y %I:%M %p",
    "%b %d %Y %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%d-%b-%Y %H:%M:%S",
    "%d-%b-%y %H:%M",
    "%a, %d %b %Y %H:%M:%S %z",
    "%d/%b/%Y:%H:%M:%S %z",
    "%Y%m%dT%H%M%S",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H%M%S",
];

/// Formats without an hour.
pub(crate) const DATES: &[&str] = &[
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%m/%d/%y",
    "%b %d, %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
];

/// Describes each column of a table.
pub(crate) fn describe(sample: &Sample) -> Vec<Column> {
    (0..sample.names.len()).map(|index| column(sample, index)).collect()
}

fn column(sample: &Sample, index: usize) -> Column {
    let name = sample.names[index].clone();
    let texts: Vec<&str> = sample.column(index).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts.iter().for_each(|text| *counts.entry(text).or_insert(0) += 1);
    let mut common: Vec<(&str, usize)> = counts.iter().map(|(text, count)| (*text, *count)).collect();
    common.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), *text));
    let short = |text: &str| text.chars().take(60).collect::<String>();
    let examples = common.iter().take(EXAMPLES).map(|(text, _)| short(text)).collect();
    let kind = kind_of(&name, &texts, counts.len());
    Column { name, kind, filled: texts.len(), rows: sample.rows.len(), distinct: counts.len(), examples }
}

fn kind_of(name: &str, texts: &[&str], distinct: usize) -> ColumnKind {
    if texts.is_empty() {
        return ColumnKind::Empty;
    }
    if most(texts, |text| text.contains('@') && text.contains('.') && !text.contains(' ')) {
        return ColumnKind::Email;
    }
    let digits_only = most(texts, |text| text.bytes().all(|byte| byte.is_ascii_digit()));
    if digits_only {
        return digits(name, texts);
    }
    if most(texts, is_clock) {
        return ColumnKind::Clock;
    }
    if most(texts, |text| decimal(text, DecimalMark::Point).is_some())
        && texts.iter().any(|text| starts_numeric(text))
    {
        let decimals =
            |text: &&str| decimal(text, DecimalMark::Point).is_some_and(|number| number.scale() > 0);
        return if texts.iter().any(decimals) {
            ColumnKind::Decimal { comma: false }
        } else {
            ColumnKind::Integer
        };
    }
    if most(texts, |text| decimal(text, DecimalMark::Comma).is_some())
        && texts.iter().any(|text| starts_numeric(text))
    {
        return ColumnKind::Decimal { comma: true };
    }
    if let Some(format) = DATES.iter().find(|format| fits(format, texts)) {
        return ColumnKind::Date { format: likelier(format, DATES, texts) };
    }
    if let Some(format) = TIMES.iter().find(|format| fits(format, texts)) {
        return ColumnKind::Time { format: likelier(format, TIMES, texts) };
    }
    if distinct <= CODES && (distinct * 2 <= texts.len() || texts.len() < 10) {
        ColumnKind::Code
    } else {
        ColumnKind::Text
    }
}

fn starts_numeric(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "-+($€£.".contains(c))
}

/// Numbers that may be dates or seconds since 1970, when the name of the column says something of a time.
fn digits(name: &str, texts: &[&str]) -> ColumnKind {
    let name = name.to_lowercase();
    let named = ["time", "date", "stamp", "start", "end", "day", "jour", "heure", "_at", " at"]
        .iter()
        .any(|word| name.contains(word));
    let between = |low: i64, high: i64| {
        most(texts, |text| text.parse::<i64>().is_ok_and(|number| (low..high).contains(&number)))
    };
    if named && between(400_000_000, 4_000_000_000) {
        return ColumnKind::Time { format: "epoch_s".to_owned() };
    }
    if named && between(400_000_000_000, 4_000_000_000_000) {
        return ColumnKind::Time { format: "epoch_ms".to_owned() };
    }
    if named {
        for (length, format) in [(14, "%Y%m%d%H%M%S"), (8, "%Y%m%d"), (6, "%y%m%d")] {
            if most(texts, |text| text.len() == length) && fits(format, texts) {
                let format = format.to_owned();
                return if length == 14 { ColumnKind::Time { format } } else { ColumnKind::Date { format } };
            }
        }
    }
    ColumnKind::Integer
}

fn is_clock(text: &str) -> bool {
    (2..=4).contains(&text.split(':').count()) && duration_ms(text, Unit::Hours, DecimalMark::Point).is_some()
}

/// Whether nearly all of them (nineteen of twenty) fit.
fn most(texts: &[&str], fits: impl Fn(&str) -> bool) -> bool {
    texts.iter().filter(|text| fits(text)).count() * 20 >= texts.len() * 19
}

fn fits(format: &str, texts: &[&str]) -> bool {
    TimeFormat::new(format).is_ok_and(|format| most(texts, |text| format.read(text).is_some()))
}

/// Between formats that differ only in the order of day and month and both fit: the one by which the rows follow
/// one another more closely, since logs are written day after day.
fn likelier(format: &str, all: &[&str], texts: &[&str]) -> String {
    let swapped = format.replace("%d", "\0").replace("%m", "%d").replace('\0', "%m");
    if swapped == format || !all.contains(&swapped.as_str()) || !fits(&swapped, texts) {
        return format.to_owned();
    }
    if leaps(&swapped, texts) < leaps(format, texts) { swapped } else { format.to_owned() }
}

/// The sum of the days between each row and the next.
fn leaps(format: &str, texts: &[&str]) -> Decimal {
    let Ok(format) = TimeFormat::new(format) else { return Decimal::MAX };
    let day = |text: &&str| match format.read(text) {
        Some(Read::Local(at)) => Some(
            i64::from(at.date().year()) * 372
                + i64::from(at.date().month()) * 31
                + i64::from(at.date().day()),
        ),
        _ => None,
    };
    let days: Vec<i64> = texts.iter().filter_map(day).collect();
    days.windows(2).map(|pair| Decimal::from((pair[1] - pair[0]).abs())).sum()
}
