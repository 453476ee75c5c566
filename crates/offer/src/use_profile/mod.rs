//! A profile of use: how much was used in each stretch of time, exactly, as a meter tells it.
//!
//! Quantities are whole *grains*: one kWh (or one m³) is 3.6 × 10¹² of them, so that a grain of energy is a microjoule,
//! and a mean power of whole watts over whole milliseconds, or an energy written with eleven decimals, is a whole number.
//! Sums are therefore exact, whatever the order, and cheap.

mod measure;
mod pieces;
mod stated;

pub use measure::{GRAINS, Measure, ProfileUnit, Used};
pub use pieces::PieceError;
pub use stated::{StatedError, StatedUse};

use jiff::Timestamp;
use rust_decimal::Decimal;

/// What was used from one instant to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When it begins, in milliseconds since 1970.
    pub start_ms: i64,
    /// When it ends, in milliseconds since 1970; after its beginning.
    pub end_ms: i64,
    /// How much was used, in grains; never negative.
    pub grains: i64,
}

/// What a meter told of one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// When the stretch begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The value, in the meter's measure: a mean power, or a quantity.
    pub value: Decimal,
}

/// Why readings make no profile. `at` is the place of the reading among those given, from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// A stretch that ends when it begins, or before.
    #[error("the reading of {start} ends at {end}: give it a length")]
    NoLength {
        /// Its place.
        at: usize,
        /// When it begins.
        start: Timestamp,
        /// When it ends.
        end: Timestamp,
    },
    /// A stretch that begins before the one before it has ended.
    #[error("the reading of {start} begins before the one before it ends, at {before}: keep one of the two")]
    Overlap {
        /// Its place.
        at: usize,
        /// When it begins.
        start: Timestamp,
        /// When the one before it ends.
        before: Timestamp,
    },
    /// A value below zero.
    #[error(
        "the reading of {start} is below zero ({value}): a profile of use holds what was taken, not what was given"
    )]
    Negative {
        /// Its place.
        at: usize,
        /// When it begins.
        start: Timestamp,
        /// The value.
        value: Decimal,
    },
    /// More than can be counted: 2.5 GWh in one stretch.
    #[error("the reading of {start} ({value}) is larger than any meter's: check the unit")]
    TooLarge {
        /// Its place.
        at: usize,
        /// When it begins.
        start: Timestamp,
        /// The value.
        value: Decimal,
    },
}

/// How much was used when: stretches in order of time that do not overlap. What lies between them is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseProfile {
    unit: ProfileUnit,
    stretches: Vec<Stretch>,
}

/// A time within a profile of which nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
}

impl UseProfile {
    /// The profile of these readings, in any order. Readings that overlap are refused, never merged silently.
    pub fn of(measure: Measure, readings: &[Reading]) -> Result<Self, ProfileError> {
        let mut order: Vec<usize> = (0..readings.len()).collect();
        order.sort_by_key(|place| (readings[*place].start, *place));
        let mut stretches: Vec<Stretch> = Vec::with_capacity(readings.len());
        for at in order {
            let Reading { start, end, value } = readings[at];
            if end <= start {
                return Err(ProfileError::NoLength { at, start, end });
            }
            if value.is_sign_negative() && !value.is_zero() {
                return Err(ProfileError::Negative { at, start, value });
            }
            let (start_ms, end_ms) = (start.as_millisecond(), end.as_millisecond());
            if let Some(before) = stretches.last().filter(|before| before.end_ms > start_ms) {
                return Err(ProfileError::Overlap { at, start, before: instant(before.end_ms) });
            }
            let grains = measure.grains(value, end_ms - start_ms).ok_or(ProfileError::TooLarge {
                at,
                start,
                value,
            })?;
            stretches.push(Stretch { start_ms, end_ms, grains });
        }
        Ok(Self { unit: measure.unit(), stretches })
    }

    /// The unit of its quantities.
    pub fn unit(&self) -> ProfileUnit {
        self.unit
    }

    /// Its stretches, in order of time.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// From when until when it tells anything; nothing if it is empty.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let (first, last) = (self.stretches.first()?, self.stretches.last()?);
        Some((instant(first.start_ms), instant(last.end_ms)))
    }

    /// All that was used.
    pub fn total(&self) -> Used {
        Used::of(self.stretches.iter().map(|stretch| i128::from(stretch.grains)).sum())
    }

    /// The times within it of which nothing is known.
    pub fn gaps(&self) -> Vec<Gap> {
        let pairs = self.stretches.windows(2);
        pairs
            .filter(|pair| pair[0].end_ms < pair[1].start_ms)
            .map(|pair| Gap { from: instant(pair[0].end_ms), to: instant(pair[1].start_ms) })
            .collect()
    }
}

/// The instant of a number of milliseconds that came from an instant.
fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
