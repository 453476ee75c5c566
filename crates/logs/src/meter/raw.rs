//! Rows of a meter file as they stand: an instant, a value, a line; in the file's own order.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rust_decimal::Decimal;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::input::Opened;
use crate::mapping::same_name;
use crate::table::{Read, Row, Rows, TimeFormat, decimal, localise};

use super::mapping::{MappingFault, MeterMapping, MeterUnit};
use super::oddity::{Oddities, Oddity};
use super::table::{fields, made_up, open_rows};
use super::{ByMeter, MOST_READINGS, MeterError, steps};

/// A row's stamp and value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raw {
    /// The stamp.
    pub(super) at: Timestamp,
    /// The stamp as it is written, where it has no offset.
    pub(super) local: Option<DateTime>,
    /// The end of the interval, where the row says it.
    pub(super) end: Option<Timestamp>,
    /// That end as it is written, where it has no offset.
    pub(super) local_end: Option<DateTime>,
    /// How long the interval is, where the row says it, in milliseconds.
    pub(super) length_ms: Option<i64>,
    /// The value.
    pub(super) value: Decimal,
    /// The line.
    pub(super) line: u64,
}

/// A stamp that was read.
#[derive(Clone, Copy)]
struct Stamp {
    at: Timestamp,
    local: Option<DateTime>,
    odd: Option<Oddity>,
}

/// The rows of one meter.
#[derive(Default)]
pub(super) struct Raws {
    pub(super) all: Vec<Raw>,
    pub(super) oddities: Oddities,
    /// The last instant, before which a repeated local time cannot be.
    last: Option<Timestamp>,
}

/// All rows of a file.
pub(super) struct Collected {
    pub(super) meters: ByMeter<Raws>,
    pub(super) oddities: Oddities,
    pub(super) rows: u64,
}

/// Reads every row of a file that has a stamp and a value.
pub(super) fn collect(opened: Opened, mapping: &MeterMapping) -> Result<Collected, MeterError> {
    let file = opened.file.clone();
    let unfit = |fault| MeterError::Mapping { file: file.clone(), fault };
    mapping.check().map_err(unfit)?;
    let mut rows = open_rows(opened, mapping)?;
    let mut collector = Collector::new(mapping).map_err(unfit)?;
    let mut anomalies = Anomalies::default();
    let mut row = Row::default();
    if !collector.find_header(&mut rows, &mut row, &mut anomalies)? {
        let wanted = mapping.time.iter().chain(&mapping.value).cloned().collect();
        return Err(unfit(MappingFault::Columns(wanted)));
    }
    while rows.next(&mut row, &mut anomalies)? {
        if !row.is_blank() {
            collector.take(&row);
        }
        if collector.readings > MOST_READINGS || collector.done.rows > MOST_READINGS as u64 {
            return Err(MeterError::TooMany { file });
        }
    }
    let mut done = collector.done;
    for kind in [AnomalyKind::BadText, AnomalyKind::EncodingGuessed] {
        for _ in 0..anomalies.count(kind) {
            done.oddities.note(Oddity::BadText, 0, String::new);
        }
    }
    Ok(done)
}

/// Where each column stands.
struct Places {
    time: Vec<usize>,
    end: Vec<usize>,
    value: Vec<usize>,
    meter: Option<usize>,
    unit: Option<usize>,
    step: Option<usize>,
}

struct Collector<'a> {
    mapping: &'a MeterMapping,
    zone: TimeZone,
    formats: Vec<TimeFormat>,
    places: Option<Places>,
    done: Collected,
    readings: usize,
}

impl<'a> Collector<'a> {
    fn new(mapping: &'a MeterMapping) -> Result<Self, MappingFault> {
        let of = |format: &String| {
            TimeFormat::new(format).map_err(|_| MappingFault::Format(format.chars().take(60).collect()))
        };
        let formats = mapping.formats.iter().map(of);
        Ok(Self {
            mapping,
            zone: mapping.time_zone()?,
            formats: formats.collect::<Result<_, _>>()?,
            places: None,
            done: Collected { meters: BTreeMap::new(), oddities: Oddities::default(), rows: 0 },
            readings: 0,
        })
    }

    /// Passes over what stands before the table. A file without a header is one whose columns are numbered.
    fn find_header(
        &mut self,
        rows: &mut Rows,
        row: &mut Row,
        anomalies: &mut Anomalies,
    ) -> Result<bool, MeterError> {
        let numbered = self.mapping.time.iter().all(|name| name.starts_with("column "));
        while rows.next(row, anomalies)? {
            let names: Vec<String> =
                if numbered { (0..row.len()).map(made_up).collect() } else { fields(row) };
            let Some(places) = self.places_in(&names) else { continue };
            let has_time = numbered && self.stamp(row, &places.time, None).is_some();
            if numbered && !has_time {
                continue;
            }
            self.places = Some(places);
            if numbered {
                self.take(row);
            }
            return Ok(true);
        }
        Ok(false)
    }

    fn places_in(&self, names: &[String]) -> Option<Places> {
        let mapping = self.mapping;
        let place = |wanted: &String| {
            let exact = names.iter().position(|name| name == wanted);
            exact.or_else(|| names.iter().position(|name| same_name(name, wanted)))
        };
        let all = |wanted: &[String]| wanted.iter().map(place).collect::<Option<Vec<_>>>();
        Some(Places {
            time: all(&mapping.time)?,
            end: all(&mapping.end)?,
            value: all(&mapping.value)?,
            meter: mapping.meter.as_ref().and_then(place),
            unit: mapping.unit_column.as_ref().and_then(place),
            step: mapping.step_column.as_ref().and_then(place),
        })
    }

    fn take(&mut self, row: &Row) {
        let Some(places) = self.places.take() else { return };
        self.done.rows += 1;
        self.take_row(row, &places);
        self.places = Some(places);
    }

    fn take_row(&mut self, row: &Row, places: &Places) {
        let line = row.line;
        let unit = match places.unit {
            Some(_) => MeterUnit::read(row.get(places.unit)).or(self.mapping.unit),
            None => self.mapping.unit,
        };
        let Some(unit) = unit else {
            let text = row.get(places.unit).to_owned();
            return self.done.oddities.note(Oddity::UnknownUnit, line, || text);
        };
        let key = (row.get(places.meter).to_owned(), unit);
        let not_before = self.done.meters.get(&key).and_then(|raws| raws.last);
        let Some(stamp) = self.stamp(row, &places.time, not_before) else {
            let text = joined(row, &places.time);
            return self.done.oddities.note(Oddity::BadTime, line, || text);
        };
        let end = (!places.end.is_empty()).then(|| self.stamp(row, &places.end, Some(stamp.at))).flatten();
        if end.is_none() && !places.end.is_empty() {
            let text = joined(row, &places.end);
            return self.done.oddities.note(Oddity::BadTime, line, || text);
        }
        let length_ms = places.step.and_then(|place| steps::read_step(row.raw(place).trim()));
        let raws = self.done.meters.entry(key).or_default();
        raws.last = Some(stamp.at);
        if let Some(odd) = stamp.odd {
            raws.oddities.note(odd, line, || joined(row, &places.time));
        }
        let before = raws.all.len();
        if let [place] = places.value.as_slice() {
            let text = row.raw(*place).trim();
            if let Some(value) = number(text, self.mapping, line, &mut raws.oddities) {
                raws.all.push(Raw {
                    at: stamp.at,
                    local: stamp.local,
                    end: end.map(|end| end.at),
                    local_end: end.and_then(|end| end.local),
                    length_ms,
                    value,
                    line,
                });
            }
        } else {
            spread(row, places, self.mapping, &self.zone, stamp.at, raws);
        }
        self.readings += raws.all.len() - before;
    }

    /// The instant of a row's stamp, and what is odd about it.
    fn stamp(&self, row: &Row, places: &[usize], not_before: Option<Timestamp>) -> Option<Stamp> {
        let text = joined(row, places);
        let (text, next_day) = without_hour_24(&text);
        let at = match self.formats.iter().find_map(|format| format.read(&text))? {
            Read::Instant(at) => return Some(Stamp { at, local: None, odd: None }),
            Read::Local(local) => local,
        };
        let local: DateTime = if next_day { at.checked_add(Span::new().days(1)).ok()? } else { at };
        let (at, odd) = localise(local, &self.zone, not_before)?;
        let odd = odd.map(|odd| match odd {
            AnomalyKind::DaylightGap => Oddity::DaylightGap,
            _ => Oddity::DaylightFold,
        });
        Some(Stamp { at, local: Some(local), odd })
    }
}

/// Several columns that share a day equally: each becomes a reading of its own.
fn spread(
    row: &Row,
    places: &Places,
    mapping: &MeterMapping,
    zone: &TimeZone,
    day: Timestamp,
    raws: &mut Raws,
) {
    let local = zone.to_datetime(day).date().to_datetime(jiff::civil::Time::midnight());
    let count = places.value.len() as i64;
    let edge = |place: i64| {
        let minutes = place * 1_440 / count;
        let local = local.checked_add(Span::new().minutes(minutes)).ok()?;
        localise(local, zone, None).map(|(at, _)| at)
    };
    for (place, column) in places.value.iter().enumerate() {
        let text = row.raw(*column).trim();
        let Some(value) = number(text, mapping, row.line, &mut raws.oddities) else { continue };
        let (Some(at), Some(end)) = (edge(place as i64), edge(place as i64 + 1)) else { continue };
        raws.all.push(Raw {
            at,
            local: None,
            end: Some(end),
            local_end: None,
            length_ms: None,
            value,
            line: row.line,
        });
    }
}

/// The value of a text; what is odd is noted and left out.
fn number(text: &str, mapping: &MeterMapping, line: u64, oddities: &mut Oddities) -> Option<Decimal> {
    if text.is_empty() {
        oddities.note(Oddity::NoValue, line, String::new);
        return None;
    }
    let Some(value) = decimal(text, mapping.decimal) else {
        oddities.note(Oddity::NotNumber, line, || text.to_owned());
        return None;
    };
    if value.is_sign_negative() && !value.is_zero() {
        oddities.note(Oddity::Negative, line, || text.to_owned());
        return None;
    }
    Some(value)
}

fn joined(row: &Row, places: &[usize]) -> String {
    let parts: Vec<&str> = places.iter().map(|place| row.raw(*place).trim()).collect();
    parts.join(" ").trim_start_matches('\u{feff}').to_owned()
}

/// A time of 24:00 is 00:00 of the day after.
fn without_hour_24(text: &str) -> (String, bool) {
    for before in [" ", "T"] {
        let late = format!("{before}24:");
        if text.contains(&late) {
            return (text.replacen(&late, &format!("{before}00:"), 1), true);
        }
    }
    (text.to_owned(), false)
}
