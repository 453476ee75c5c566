//! Meter files: any table of timed quantities becomes series of intervals, with whatever is odd said by line.
//!
//! A [`MeterMapping`] says what the columns mean: when, how much, in which unit, and whether a stamp is the beginning or the
//! end of its interval. [`recognise`] guesses one from the file and lists what it could not know ([`Doubt`]); a person
//! answers, and [`read`] does the rest. Nothing is dropped silently: a reading that is left out is an [`Oddity`].

mod arrange;
mod clock;
mod clues;
mod mapping;
mod oddity;
mod plausible;
mod raw;
mod recognise;
mod steps;
mod table;

pub use mapping::{MappingFault, MeterMapping, MeterUnit, Stamps};
pub use oddity::{Oddities, Oddity};
pub use plausible::{Magnitude, plausible};
pub use recognise::{Doubt, MeterGuess, recognise};
pub use table::number_of_column;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crate::input::Opened;
use crate::mapping::MappingError;
use crate::reading::ReadError;

/// The most readings that a file may hold: one a minute for three years.
pub const MOST_READINGS: usize = 1_600_000;

/// What a meter told of one interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedQuantity {
    /// When the interval begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The value in the unit of the series: a mean power, or the quantity of the interval; never negative.
    pub value: Decimal,
    /// The line of the file on which it stands.
    pub line: u64,
}

/// The readings of one meter: in order of time, without overlaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterSeries {
    /// The meter, as the file names it; empty where it names none.
    pub meter: String,
    /// The unit of values.
    pub unit: MeterUnit,
    /// The readings.
    pub readings: Vec<TimedQuantity>,
    /// Whatever is odd in them.
    pub oddities: Oddities,
}

impl MeterSeries {
    /// From when until when it tells anything.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.readings.first()?.start, self.readings.last()?.end))
    }
}

/// A meter file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterFile {
    /// The meters in it, in the order of their names.
    pub meters: Vec<MeterSeries>,
    /// What is odd in rows that belong to no meter in particular.
    pub oddities: Oddities,
    /// How many rows there are.
    pub rows: u64,
    /// The offset at which all its times were read, where the zone that was said has daylight saving and the file has none.
    pub standard_time: Option<String>,
}

/// Why a file cannot be read as a meter's.
#[derive(Debug, thiserror::Error)]
pub enum MeterError {
    /// The file cannot be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No column tells when.
    #[error(
        "{file}: no column holds times on row after row; a meter file has a row for each interval, with its time and its value"
    )]
    NoTimes {
        /// The name of the file.
        file: String,
    },
    /// No column tells how much.
    #[error("{file}: no column holds the quantities: beside the times there is no column of numbers")]
    NoNumbers {
        /// The name of the file.
        file: String,
    },
    /// The file says a unit that is no quantity of use.
    #[error(
        "{file}: the values are in “{unit}”, which is not a use that can be priced; W, kW, Wh, kWh, MWh or m³ can"
    )]
    WrongUnit {
        /// The name of the file.
        file: String,
        /// The unit, cut.
        unit: String,
    },
    /// The mapping does not fit the file, or itself.
    #[error("{file}: {fault}")]
    Mapping {
        /// The name of the file.
        file: String,
        /// What is wrong with it.
        fault: MappingFault,
    },
    /// Not one reading could be used.
    #[error(
        "{file}: none of its {rows} rows gives a reading; check the columns, the format of times and the decimal mark"
    )]
    Nothing {
        /// The name of the file.
        file: String,
        /// How many rows there are.
        rows: u64,
    },
    /// Too many readings.
    #[error("{file}: more than {MOST_READINGS} readings; give a shorter time or longer intervals")]
    TooMany {
        /// The name of the file.
        file: String,
    },
}

impl From<MappingError> for MeterError {
    fn from(error: MappingError) -> Self {
        Self::Read(ReadError::Mapping(error))
    }
}

/// Reads a meter file by a mapping.
pub fn read(opened: Opened, mapping: &MeterMapping) -> Result<MeterFile, MeterError> {
    let file = opened.file.clone();
    let zone = mapping.time_zone().map_err(|fault| MeterError::Mapping { file: file.clone(), fault })?;
    let mut collected = raw::collect(opened, mapping)?;
    let standard_time = clock::standard_time(&collected, &zone);
    if let Some(offset) = standard_time {
        clock::read_anew(&mut collected, offset);
    }
    let shown = standard_time.map_or(zone, TimeZone::fixed);
    let mut meters = Vec::new();
    let mut others = collected.oddities;
    for ((meter, unit), raws) in collected.meters {
        let mut oddities = raws.oddities;
        let readings = arrange::arrange(raws.all, mapping, &shown, &mut oddities);
        if readings.is_empty() {
            others.merge(oddities);
        } else {
            meters.push(MeterSeries { meter, unit, readings, oddities });
        }
    }
    if meters.is_empty() {
        return Err(MeterError::Nothing { file, rows: collected.rows });
    }
    let standard_time = standard_time.map(clock::written);
    Ok(MeterFile { meters, oddities: others, rows: collected.rows, standard_time })
}

/// Readings by meter and unit, while they are collected.
type ByMeter<T> = BTreeMap<(String, MeterUnit), T>;

#[cfg(test)]
mod tests;
