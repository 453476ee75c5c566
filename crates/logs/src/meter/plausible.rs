//! Whether a series could be a home's: a wrong unit shows by a factor of a thousand.

use rust_decimal::Decimal;

use super::MeterSeries;
use super::mapping::MeterUnit;

/// Below 20 kWh a year a home stands empty; above 200,000 it is a factory.
const HOME_KWH: (i64, i64) = (20, 200_000);
/// Likewise for gas and water, in cubic metres.
const HOME_M3: (i64, i64) = (1, 50_000);
/// Hours of a year.
const YEAR_HOURS: i64 = 8_760;

/// How much a series would be in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Magnitude {
    /// At the mean rate of the series: kWh (or m³) a year, rounded to a whole number.
    pub per_year: Decimal,
    /// Whether a home could use so much.
    pub plausible: bool,
    /// The units in which it would be plausible, if it is not.
    pub rather: Vec<MeterUnit>,
}

/// How much a series would be in a year, and whether that is a home's; none where it holds no time.
pub fn plausible(series: &MeterSeries) -> Option<Magnitude> {
    let per_year = |unit: MeterUnit| yearly(series, unit);
    let of = per_year(series.unit)?;
    let fits = |unit: MeterUnit, amount: Decimal| {
        let (least, most) = if unit == MeterUnit::M3 { HOME_M3 } else { HOME_KWH };
        (Decimal::from(least)..=Decimal::from(most)).contains(&amount)
    };
    let plausible = fits(series.unit, of);
    let others = MeterUnit::ALL.into_iter().filter(|unit| *unit != MeterUnit::M3 && *unit != series.unit);
    let rather = others.filter(|unit| per_year(*unit).is_some_and(|amount| fits(*unit, amount)));
    let rather = if plausible || series.unit == MeterUnit::M3 { Vec::new() } else { rather.collect() };
    Some(Magnitude { per_year: of.round(), plausible, rather })
}

fn yearly(series: &MeterSeries, unit: MeterUnit) -> Option<Decimal> {
    let (mut total, mut time) = (Decimal::ZERO, Decimal::ZERO);
    for reading in &series.readings {
        let ms = reading.end.as_millisecond() - reading.start.as_millisecond();
        let hours = Decimal::from(ms) / Decimal::from(3_600_000);
        time = time.checked_add(hours)?;
        let amount = if unit.is_power() { reading.value.checked_mul(hours)? } else { reading.value };
        total = total.checked_add(amount)?;
    }
    let scale = match unit {
        MeterUnit::W | MeterUnit::Wh => Decimal::new(1, 3),
        MeterUnit::Kw | MeterUnit::Kwh | MeterUnit::M3 => Decimal::ONE,
        MeterUnit::Mwh => Decimal::ONE_THOUSAND,
    };
    total.checked_mul(scale)?.checked_mul(Decimal::from(YEAR_HOURS))?.checked_div(time)
}
