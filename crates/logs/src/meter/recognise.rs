//! What a meter file probably means, and what cannot be known from it and must be asked.

use serde::{Deserialize, Serialize};

use jiff::civil::Time;
use rust_decimal::Decimal;

use crate::guess::{Column, ColumnKind, TIMES, describe};
use crate::input::Opened;
use crate::mapping::DecimalMark;
use crate::table::{Read, TimeFormat, decimal};

use super::mapping::{MeterMapping, MeterUnit, Stamps};
use super::table::{Found, find};
use super::{MeterError, clues};

/// How many rows are shown.
const SHOWN: usize = 8;
/// From how many columns of numbers on a row of a date is a whole day.
const DAY_COLUMNS: [usize; 6] = [23, 24, 25, 48, 96, 288];

/// Something that the file does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// In which unit values are.
    Unit,
    /// Whether stamps are beginnings or ends.
    Stamps,
    /// In which zone times are.
    Zone,
    /// Whether values are those of an index.
    Cumulative,
    /// Which of several columns holds the values.
    Value,
}

/// What a file probably means.
#[derive(Debug, Clone)]
pub struct MeterGuess {
    /// The mapping.
    pub mapping: MeterMapping,
    /// What it could not know: to be asked before the file is believed.
    pub doubts: Vec<Doubt>,
    /// The columns and what each seems to hold.
    pub columns: Vec<Column>,
    /// The first rows.
    pub preview: Vec<Vec<String>>,
    /// Labels before the table and what they say.
    pub labels: Vec<(String, String)>,
}

/// Guesses what a meter file means. `zone` is what times without an offset are probably in.
pub fn recognise(opened: Opened, zone: &str) -> Result<MeterGuess, MeterError> {
    let file = opened.file.clone();
    let Some(found) = find(opened, &MeterMapping::default())? else {
        return Err(MeterError::NoTimes { file });
    };
    let columns = describe(&found.sample);
    let mut doubts = Vec::new();
    let mut mapping = MeterMapping {
        name: "guessed".to_owned(),
        separator: Some(found.sample.separator_name()),
        ..MeterMapping::default()
    };
    times(&mut mapping, &columns).ok_or_else(|| MeterError::NoTimes { file: file.clone() })?;
    values(&mut mapping, &columns, &mut doubts)
        .ok_or_else(|| MeterError::NoNumbers { file: file.clone() })?;
    units(&mut mapping, &found, &columns, &file, &mut doubts)?;
    mapping.meter = meter(&mapping, &columns);
    mapping.step_column = step_column(&mapping, &columns);
    index(&mut mapping, &found, &mut doubts);
    stamps(&mut mapping, &found, &mut doubts);
    if !has_offsets(&mapping, &found) {
        mapping.zone = Some(zone.to_owned());
        doubts.push(Doubt::Zone);
    }
    let preview = found.sample.rows.iter().take(SHOWN).cloned().collect();
    doubts.sort();
    doubts.dedup();
    Ok(MeterGuess { mapping, doubts, columns, preview, labels: found.labels })
}

/// The columns of the time and how they are written.
fn times(mapping: &mut MeterMapping, columns: &[Column]) -> Option<()> {
    let whole: Vec<(&Column, &String)> = columns
        .iter()
        .filter_map(|column| match &column.kind {
            ColumnKind::Time { format } => Some((column, format)),
            _ => None,
        })
        .collect();
    if let Some((first, format)) = whole.first() {
        mapping.time = vec![first.name.clone()];
        mapping.formats = vec![(*format).clone()];
        let end = whole
            .iter()
            .skip(1)
            .find(|(column, other)| other == format && clues::stamps_in(&column.name) == Some(Stamps::End));
        mapping.end = end.map(|(column, _)| column.name.clone()).into_iter().collect();
        return Some(());
    }
    let date = columns.iter().find_map(|column| match &column.kind {
        ColumnKind::Date { format } => Some((column, format)),
        _ => None,
    });
    let (date, format) = date?;
    let clock = columns.iter().find(|column| matches!(column.kind, ColumnKind::Clock));
    match clock {
        Some(clock) => {
            let seconds = clock.examples.iter().any(|text| text.matches(':').count() == 2);
            let of_clock = if seconds { "%H:%M:%S" } else { "%H:%M" };
            mapping.time = vec![date.name.clone(), clock.name.clone()];
            mapping.formats = vec![format!("{format} {of_clock}")];
        }
        None => {
            mapping.time = vec![date.name.clone()];
            mapping.formats = vec![format.clone()];
        }
    }
    Some(())
}

/// The column of values, or the columns that share a day.
fn values(mapping: &mut MeterMapping, columns: &[Column], doubts: &mut Vec<Doubt>) -> Option<()> {
    let mut numbers: Vec<&Column> = columns
        .iter()
        .filter(|column| column.kind.is_number() && !mapping.time.contains(&column.name))
        .collect();
    let across: Vec<&Column> =
        numbers.iter().filter(|column| clues::looks_like_value(&column.name) >= 0).copied().collect();
    let is_day = matches!(mapping.formats.first(), Some(format) if !format.contains("%H") && !TIMES.contains(&format.as_str()));
    if is_day && DAY_COLUMNS.contains(&across.len()) {
        mapping.value = across.iter().map(|column| column.name.clone()).collect();
        mapping.decimal = mark(&across);
        return Some(());
    }
    let score = |column: &&Column| {
        let varies = i32::from(column.distinct > 1) + i32::from(column.distinct > 10);
        clues::looks_like_value(&column.name) * 4 + varies
    };
    numbers.sort_by_key(|column| std::cmp::Reverse(score(column)));
    let best = numbers.first()?;
    if numbers.get(1).is_some_and(|second| score(second) == score(best)) {
        doubts.push(Doubt::Value);
    }
    mapping.value = vec![best.name.clone()];
    mapping.decimal = mark(&[*best]);
    Some(())
}

fn mark(columns: &[&Column]) -> DecimalMark {
    let comma = columns.iter().any(|column| matches!(column.kind, ColumnKind::Decimal { comma: true }));
    if comma { DecimalMark::Comma } else { DecimalMark::Point }
}

/// The unit: in the name of the column, in a column of units, or before the table.
fn units(
    mapping: &mut MeterMapping,
    found: &Found,
    columns: &[Column],
    file: &str,
    doubts: &mut Vec<Doubt>,
) -> Result<(), MeterError> {
    let wrong = |unit: &str| {
        Err(MeterError::WrongUnit { file: file.to_owned(), unit: unit.chars().take(40).collect() })
    };
    let column = columns.iter().find(|column| clues::names_unit(&column.name) && column.filled > 0);
    if let Some(column) = column {
        if !column.examples.iter().any(|text| MeterUnit::read(text).is_some()) {
            return wrong(&column.examples.join(", "));
        }
        mapping.unit_column = Some(column.name.clone());
        return Ok(());
    }
    if let Some((_, unit)) =
        found.labels.iter().find(|(label, unit)| clues::names_unit(label) && !unit.is_empty())
    {
        let Some(unit) = MeterUnit::read(unit) else { return wrong(unit) };
        mapping.unit = Some(unit);
        return Ok(());
    }
    mapping.unit = mapping.value.first().and_then(|name| clues::unit_in(name));
    if mapping.unit.is_none() {
        doubts.push(Doubt::Unit);
    }
    Ok(())
}

fn is_used(mapping: &MeterMapping, name: &str) -> bool {
    let used = mapping.time.iter().chain(&mapping.end).chain(&mapping.value);
    used.chain(&mapping.unit_column).any(|column| column == name)
}

fn meter(mapping: &MeterMapping, columns: &[Column]) -> Option<String> {
    let named = columns.iter().find(|column| {
        !is_used(mapping, &column.name)
            && clues::names_meter(&column.name)
            && column.filled * 20 >= column.rows * 19
            && column.distinct * 3 <= column.rows.max(3)
    });
    named.map(|column| column.name.clone())
}

fn step_column(mapping: &MeterMapping, columns: &[Column]) -> Option<String> {
    let is_step = |text: &String| super::steps::read_step(text).is_some();
    let named = columns.iter().find(|column| {
        !is_used(mapping, &column.name)
            && clues::names_step(&column.name)
            && !column.examples.is_empty()
            && column.examples.iter().all(is_step)
    });
    named.map(|column| column.name.clone())
}

/// Whether values only grow, from row to row of the same meter.
fn index(mapping: &mut MeterMapping, found: &Found, doubts: &mut Vec<Doubt>) {
    let [value] = mapping.value.as_slice() else { return };
    let place = |name: &str| found.sample.names.iter().position(|column| column == name);
    let (value_at, meter_at) = (place(value), mapping.meter.as_deref().and_then(place));
    let (mut grew, mut fell, mut first) = (0, 0, None);
    let mut before: Option<(Decimal, &str)> = None;
    for row in &found.sample.rows {
        let meter = meter_at.and_then(|at| row.get(at)).map_or("", String::as_str);
        let text = value_at.and_then(|at| row.get(at)).map_or("", String::as_str);
        let Some(number) = decimal(text, mapping.decimal) else { continue };
        first = first.or(Some(number));
        if let Some((last, of)) = before.filter(|(_, of)| *of == meter) {
            debug_assert_eq!(of, meter);
            grew += i32::from(number > last);
            fell += i32::from(number < last);
        }
        before = Some((number, meter));
    }
    let only_grows = fell == 0 && grew >= 5;
    let only_falls = grew == 0 && fell >= 5;
    let named = clues::names_index(value);
    if (only_grows || only_falls) && !mapping.unit.is_some_and(MeterUnit::is_power) {
        mapping.cumulative = true;
        if !named {
            doubts.push(Doubt::Cumulative);
        }
    }
}

/// Whether stamps are beginnings or ends: by what the file is, by names, or by how whole days begin and end.
fn stamps(mapping: &mut MeterMapping, found: &Found, doubts: &mut Vec<Doubt>) {
    let by_day = mapping.value.len() > 1 || !mapping.formats.iter().any(|format| has_hour(format));
    if !mapping.end.is_empty() || mapping.cumulative || by_day {
        return;
    }
    if clues::is_load_curve(&found.labels, &found.sample.names) {
        mapping.stamps = Stamps::End;
        return;
    }
    if let Some(named) = mapping.time.iter().find_map(|name| clues::stamps_in(name)) {
        mapping.stamps = named;
        return;
    }
    let times: Vec<Time> = clock_times(mapping, found);
    let twenty_four = found
        .sample
        .rows
        .iter()
        .any(|row| row.iter().any(|text| text.starts_with("24:00") || text.contains(" 24:00")));
    mapping.stamps = if twenty_four { Stamps::End } else { Stamps::Start };
    // A file that begins with the first stamp of a day says which it is: 00:00 is a beginning, a step later is an end.
    let first_of_day = match times.as_slice() {
        [first, second, ..] if *first == Time::midnight() && *second > *first => Some(Stamps::Start),
        [first, second, ..] => {
            let step = first.duration_until(*second);
            let since_midnight = Time::midnight().duration_until(*first);
            (step.is_positive() && step == since_midnight).then_some(Stamps::End)
        }
        _ => None,
    };
    match first_of_day {
        Some(stamps) => mapping.stamps = stamps,
        None if twenty_four => {}
        None => doubts.push(Doubt::Stamps),
    }
}

fn has_hour(format: &str) -> bool {
    matches!(format, "iso" | "epoch_s" | "epoch_ms") || format.contains("%H") || format.contains("%I")
}

fn stamp_texts<'a>(mapping: &'a MeterMapping, found: &'a Found) -> impl Iterator<Item = String> + 'a {
    let places: Vec<Option<usize>> =
        mapping.time.iter().map(|name| found.sample.names.iter().position(|column| column == name)).collect();
    found.sample.rows.iter().map(move |row| {
        let parts = places.iter().map(|place| place.and_then(|at| row.get(at)).map_or("", String::as_str));
        parts.collect::<Vec<_>>().join(" ")
    })
}

/// The first few times of the clock, as the file writes them.
fn clock_times(mapping: &MeterMapping, found: &Found) -> Vec<Time> {
    let formats: Vec<TimeFormat> =
        mapping.formats.iter().filter_map(|format| TimeFormat::new(format).ok()).collect();
    stamp_texts(mapping, found)
        .take(4)
        .filter_map(|text| {
            if let Ok(local) = text.parse::<jiff::civil::DateTime>() {
                return Some(local.time());
            }
            match formats.iter().find_map(|format| format.read(&text))? {
                Read::Local(local) => Some(local.time()),
                Read::Instant(_) => None,
            }
        })
        .collect()
}

/// Whether every stamp has an offset, or counts from 1970.
fn has_offsets(mapping: &MeterMapping, found: &Found) -> bool {
    let formats: Vec<TimeFormat> =
        mapping.formats.iter().filter_map(|format| TimeFormat::new(format).ok()).collect();
    let read = |text: String| formats.iter().find_map(|format| format.read(&text));
    stamp_texts(mapping, found).filter_map(read).all(|read| matches!(read, Read::Instant(_)))
}
