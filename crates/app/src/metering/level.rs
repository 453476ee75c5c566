//! The level that offerings of one family differ by: a power in kVA, a class of use. The customer chooses one.

use std::collections::BTreeMap;

use offer::catalogue::ProductOffering;
use offer::tariff::calendar_of;
use offer::use_profile::{GRAINS, ProfileUnit, UseProfile};
use rust_decimal::Decimal;

/// What is added to the highest mean of a half-hour, in hundredths: within it power rises above its mean, and a level holds
/// what is drawn at any moment. A third is our own rule; the page says it.
const MARGIN_PERCENT: i64 = 33;
/// Means over longer stretches say too little of the highest moment.
const HALF_HOUR_MS: i64 = 30 * 60_000;

/// The levels that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// The name of the characteristic; empty where offerings do not differ by one.
    pub characteristic: String,
    /// Its unit.
    pub unit: String,
    /// Its values, from the smallest.
    pub values: Vec<Decimal>,
    /// What the use asks for at least: the smallest level above the highest half-hour with its margin. Nothing where stretches are
    /// longer than half an hour, or the unit is none of power.
    pub at_least: Option<Decimal>,
    /// The smallest at which most offerings are to be had: what is taken where nothing else is known.
    pub common: Option<Decimal>,
    /// Whether the level is one of power.
    of_power: bool,
}

/// The highest mean power of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsePeak {
    /// In kW.
    pub kilowatts: Decimal,
    /// Whether it is the mean of half an hour or less, as nearly all of the use is.
    pub by_half_hours: bool,
}

/// Variants of one product under one calendar: they differ by their level.
type Family = (String, Option<String>);

impl Levels {
    /// The levels of these offerings: the values of the characteristic with a unit that most of them have as a number.
    pub(super) fn of(offerings: &[&ProductOffering], peak: Option<UsePeak>) -> Self {
        let mut found: BTreeMap<(String, String), BTreeMap<Decimal, usize>> = BTreeMap::new();
        for offering in offerings {
            for (name, unit, value) in numbers(offering) {
                *found.entry((name, unit)).or_default().entry(value).or_default() += 1;
            }
        }
        let all = |counts: &BTreeMap<Decimal, usize>| counts.values().sum::<usize>();
        let usual = found
            .into_iter()
            .filter(|(_, counts)| counts.len() > 1 && all(counts) * 2 > offerings.len())
            .max_by_key(|(_, counts)| all(counts));
        let Some(((characteristic, unit), counts)) = usual else { return Self::default() };
        let most = counts.values().copied().max();
        let common = counts.iter().find(|(_, count)| Some(**count) == most).map(|(value, _)| *value);
        let values: Vec<Decimal> = counts.into_keys().collect();
        let of_power = ["kva", "kw"].contains(&unit.to_lowercase().as_str());
        let at_least = peak.filter(|peak| of_power && peak.by_half_hours).and_then(|peak| {
            let wanted = peak.kilowatts * Decimal::new(100 + MARGIN_PERCENT, 2);
            values.iter().copied().find(|value| *value >= wanted).or(values.last().copied())
        });
        Self { characteristic, unit, values, at_least, common, of_power }
    }

    /// Whether a level lies below what was measured: a mean, which the highest moment can only exceed.
    pub fn is_below(&self, level: Decimal, peak: Option<UsePeak>) -> bool {
        self.of_power && peak.is_some_and(|peak| level < peak.kilowatts)
    }

    /// The levels of an offering; none where it has no such characteristic.
    pub(super) fn levels_of(&self, offering: &ProductOffering) -> Vec<Decimal> {
        let own =
            numbers(offering).filter(|(name, unit, _)| *name == self.characteristic && *unit == self.unit);
        own.map(|(_, _, value)| value).collect()
    }

    /// For each family the smallest of its levels that is not below the one wanted, so that no tariff is passed over in silence
    /// because it begins higher; the error is the highest of a family that ends below it.
    pub(super) fn taken(
        &self,
        offerings: &[&ProductOffering],
        wanted: Decimal,
    ) -> BTreeMap<Family, Result<Decimal, Decimal>> {
        let mut by_family: BTreeMap<Family, Vec<Decimal>> = BTreeMap::new();
        for offering in offerings {
            by_family.entry(family(offering)).or_default().extend(self.levels_of(offering));
        }
        let of = |mut levels: Vec<Decimal>| {
            levels.sort();
            let enough = levels.iter().copied().find(|level| *level >= wanted);
            Some(enough.ok_or(*levels.last()?))
        };
        by_family.into_iter().filter_map(|(family, levels)| Some((family, of(levels)?))).collect()
    }
}

/// The family of an offering.
pub(super) fn family(offering: &ProductOffering) -> Family {
    (offering.specification().to_string(), calendar_of(offering).map(str::to_owned))
}

/// The numbers among an offering's characteristics: name, unit, value.
fn numbers(offering: &ProductOffering) -> impl Iterator<Item = (String, String, Decimal)> + '_ {
    offering.prod_spec_char_value_use.iter().flat_map(|characteristic| {
        characteristic.product_spec_characteristic_value.iter().filter_map(|value| {
            let unit = value.unit_of_measure.clone().filter(|unit| !unit.is_empty())?;
            let number = match &value.value {
                serde_json::Value::Number(number) => number.to_string().parse().ok()?,
                serde_json::Value::String(text) => text.trim().parse().ok()?,
                _ => return None,
            };
            Some((characteristic.name.clone(), unit, number))
        })
    })
}

/// The highest mean power of any stretch; nothing for what is no energy.
pub(super) fn peak_of(profile: &UseProfile) -> Option<UsePeak> {
    if profile.unit() != ProfileUnit::KilowattHour {
        return None;
    }
    let power = |grains: i64, ms: i64| {
        let hours = Decimal::from(ms.max(1)) / Decimal::from(3_600_000);
        Decimal::from(grains) / Decimal::from(GRAINS) / hours
    };
    let (mut highest, mut short_ms, mut all_ms) = (Decimal::ZERO, 0_i64, 0_i64);
    for stretch in profile.stretches() {
        let ms = stretch.end_ms - stretch.start_ms;
        highest = highest.max(power(stretch.grains, ms));
        all_ms += ms;
        short_ms += if ms <= HALF_HOUR_MS { ms } else { 0 };
    }
    // A single longer interval in a year of half-hours hides no more than a hole does.
    let by_half_hours = all_ms > 0 && short_ms / 99 >= all_ms / 100;
    Some(UsePeak { kilowatts: highest.round_dp(3), by_half_hours })
}
