//! What a meter's number means, and exact quantities of use.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How many grains make one kWh or one m³.
pub const GRAINS: i64 = 3_600_000_000_000;
/// How many decimals a quantity is shown with at most: enough for any file seen, and for a tenth of a millijoule.
const SHOWN_DECIMALS: u32 = 10;

/// In what a profile counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum ProfileUnit {
    /// Kilowatt-hours.
    #[serde(rename = "kWh")]
    KilowattHour,
    /// Cubic metres: of gas, of water.
    #[serde(rename = "m3")]
    CubicMetre,
}

impl ProfileUnit {
    /// Its sign, as prices write it: `kWh`, `m3`.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::KilowattHour => "kWh",
            Self::CubicMetre => "m3",
        }
    }
}

/// What the number of a reading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The mean power over the stretch, in watts.
    Watt,
    /// The mean power over the stretch, in kilowatts.
    Kilowatt,
    /// The energy of the stretch, in watt-hours.
    WattHour,
    /// The energy of the stretch, in kilowatt-hours.
    KilowattHour,
    /// The energy of the stretch, in megawatt-hours.
    MegawattHour,
    /// The volume of the stretch, in cubic metres.
    CubicMetre,
}

impl Measure {
    /// The unit that its quantities are counted in.
    pub const fn unit(self) -> ProfileUnit {
        match self {
            Self::CubicMetre => ProfileUnit::CubicMetre,
            _ => ProfileUnit::KilowattHour,
        }
    }

    /// The grains of a value over a stretch of so many milliseconds; none if there are too many to be counted. A value finer
    /// than a grain is rounded to the nearest (half to even).
    pub(super) fn grains(self, value: Decimal, length_ms: i64) -> Option<i64> {
        let each = match self {
            // A watt during a millisecond is a millijoule: a thousand microjoules.
            Self::Watt => Decimal::from(length_ms).checked_mul(Decimal::from(1_000))?,
            Self::Kilowatt => Decimal::from(length_ms).checked_mul(Decimal::from(1_000_000))?,
            Self::WattHour => Decimal::from(GRAINS / 1_000),
            Self::KilowattHour | Self::CubicMetre => Decimal::from(GRAINS),
            Self::MegawattHour => Decimal::from(GRAINS).checked_mul(Decimal::from(1_000))?,
        };
        value.checked_mul(each)?.round().to_i64()
    }
}

/// An exact quantity of use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    grains: i128,
}

impl Used {
    /// The quantity of so many grains.
    pub const fn of(grains: i128) -> Self {
        Self { grains }
    }

    /// Its grains.
    pub const fn grains(self) -> i128 {
        self.grains
    }

    /// Whether it is nothing.
    pub const fn is_nothing(self) -> bool {
        self.grains == 0
    }

    /// The quantity in its unit (kWh, m³), exactly where ten decimals are enough, and rounded to ten where they are not.
    pub fn amount(self) -> Decimal {
        let grains = Decimal::from_i128_with_scale(self.grains.clamp(-(1 << 90), 1 << 90), 0);
        (grains / Decimal::from(GRAINS)).round_dp(SHOWN_DECIMALS).normalize()
    }
}

impl std::ops::Add for Used {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { grains: self.grains + other.grains }
    }
}

impl std::iter::Sum for Used {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, each| sum + each)
    }
}
