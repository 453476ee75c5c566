//! A use that somebody states instead of a meter: so much a year, such a share of it in the off-peak hours.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::{GRAINS, ProfileUnit, Stretch, UseProfile};
use crate::tariff::Window;

/// The most that may be stated: a hundred GWh a year.
const MOST: i64 = 100_000_000;

/// A yearly use as a person states it. It is spread evenly over the days of the year, which is what the page must say: a
/// home that is heated by it uses more in winter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedUse {
    /// How much in a year, in the unit.
    pub per_year: Decimal,
    /// The part of it that is used in the off-peak hours, in percent.
    pub off_peak_percent: Decimal,
    /// The off-peak hours.
    pub off_peak: Vec<Window>,
    /// The unit.
    pub unit: ProfileUnit,
    /// The first day of the year that it is spread over.
    pub first_day: Date,
}

/// Why a stated use makes no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatedError {
    /// Below nothing, or more than anybody uses.
    #[error("a yearly use lies between 0 and {MOST}")]
    PerYear,
    /// No share.
    #[error("a share lies between 0 and 100 %")]
    Share,
    /// There are no off-peak hours, or no others, but a share of the use is said to fall in them.
    #[error("there are no hours for this share of the use")]
    NoHours,
    /// The year cannot be placed in time.
    #[error("the year cannot be placed in time")]
    Year,
}

impl StatedUse {
    /// The profile by half-hours over one year from the first day.
    pub fn profile(&self, zone: &TimeZone) -> Result<UseProfile, StatedError> {
        if self.per_year.is_sign_negative() || self.per_year > Decimal::from(MOST) {
            return Err(StatedError::PerYear);
        }
        if self.off_peak_percent.is_sign_negative() || self.off_peak_percent > Decimal::ONE_HUNDRED {
            return Err(StatedError::Share);
        }
        let starts = self.half_hours(zone)?;
        let low = starts.iter().filter(|(_, low)| *low).count();
        let total = grains_of(self.per_year).ok_or(StatedError::PerYear)?;
        let share = self.off_peak_percent / Decimal::ONE_HUNDRED;
        let off_peak = grains_of(self.per_year * share).ok_or(StatedError::PerYear)?.min(total);
        if (low == 0 && off_peak > 0) || (low == starts.len() && off_peak < total) {
            return Err(StatedError::NoHours);
        }
        let mut spreads = [Spread::new(total - off_peak, starts.len() - low), Spread::new(off_peak, low)];
        let stretches = starts
            .iter()
            .map(|(start, low)| {
                let start_ms = start.as_millisecond();
                Stretch { start_ms, end_ms: start_ms + 1_800_000, grains: spreads[usize::from(*low)].next() }
            })
            .collect();
        Ok(UseProfile { unit: self.unit, stretches })
    }

    /// The half-hours of the year, and whether each begins in the off-peak hours.
    fn half_hours(&self, zone: &TimeZone) -> Result<Vec<(Timestamp, bool)>, StatedError> {
        let midnight =
            |date: Date| zone.to_ambiguous_timestamp(date.to_datetime(Time::midnight())).compatible();
        let end = self.first_day.checked_add(jiff::Span::new().years(1)).map_err(|_| StatedError::Year)?;
        let (first, end) = (
            midnight(self.first_day).map_err(|_| StatedError::Year)?,
            midnight(end).map_err(|_| StatedError::Year)?,
        );
        let mut starts = Vec::with_capacity(17_568);
        let mut ms = first.as_millisecond();
        while ms < end.as_millisecond() {
            let at = Timestamp::from_millisecond(ms).map_err(|_| StatedError::Year)?;
            let time = zone.to_datetime(at).time();
            starts.push((at, self.off_peak.iter().any(|window| window.holds(time))));
            ms += 1_800_000;
        }
        Ok(starts)
    }
}

/// Grains of a quantity in its unit.
fn grains_of(amount: Decimal) -> Option<i128> {
    i128::try_from(amount.checked_mul(Decimal::from(GRAINS))?.round()).ok()
}

/// So much over so many, each nearly the same and all together exactly the whole.
struct Spread {
    whole: i128,
    parts: i128,
    given: i128,
    taken: i128,
}

impl Spread {
    fn new(whole: i128, parts: usize) -> Self {
        Self { whole, parts: parts.max(1) as i128, given: 0, taken: 0 }
    }

    fn next(&mut self) -> i64 {
        self.given += 1;
        let until = self.whole * self.given / self.parts;
        let part = until - self.taken;
        self.taken = until;
        i64::try_from(part).unwrap_or(i64::MAX)
    }
}
