//! How long something took, in whole milliseconds.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// A duration in whole milliseconds; never negative. Sums saturate (at 584 million years).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many whole seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1_000))
    }

    /// The duration in seconds, for a figure that is shown or exported.
    pub fn as_secs_f64(self) -> f64 {
        // Exact below 2^53 ms, which is 285,000 years.
        self.0 as f64 / 1_000.0
    }

    /// Whole seconds, the rest cut off.
    pub const fn whole_secs(self) -> u64 {
        self.0 / 1_000
    }

    /// The time from `earlier` to `later`, or nothing if the clock went back.
    pub fn between(earlier: jiff::Timestamp, later: jiff::Timestamp) -> Option<Self> {
        u64::try_from(later.as_millisecond() - earlier.as_millisecond()).ok().map(Self)
    }

    /// The instant this long after `at`, or the last representable one.
    pub fn after(self, at: jiff::Timestamp) -> jiff::Timestamp {
        let ms = at.as_millisecond().saturating_add(i64::try_from(self.0).unwrap_or(i64::MAX));
        jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX)
    }
}

impl Add for Millis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Millis {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Millis {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.as_secs_f64())
    }
}
