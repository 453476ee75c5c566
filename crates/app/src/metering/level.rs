//! The level that offerings of one family differ by: a power in kVA, a class of use. The customer chooses one.

use std::collections::BTreeMap;

use offer::catalogue::ProductOffering;
use offer::use_profile::{GRAINS, ProfileUnit, UseProfile};
use rust_decimal::Decimal;

/// The levels that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// The name of the characteristic; empty where offerings do not differ by one.
    pub characteristic: String,
    /// Its unit.
    pub unit: String,
    /// Its values, from the smallest.
    pub values: Vec<Decimal>,
    /// The smallest that holds the highest use of the profile, where the unit is one of power.
    pub holds: Option<Decimal>,
    /// The smallest at which most offerings are to be had: what is taken where nothing else is known.
    pub common: Option<Decimal>,
}

impl Levels {
    /// The levels of these offerings: the values of the characteristic with a unit that most of them have as a number.
    pub(super) fn of(offerings: &[&ProductOffering], profile: &UseProfile) -> Self {
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
        let holds = (of_power && profile.unit() == ProfileUnit::KilowattHour)
            .then(|| peak_kilowatts(profile))
            .and_then(|peak| values.iter().copied().find(|value| *value >= peak));
        Self { characteristic, unit, values, holds, common }
    }

    /// Whether an offering is of this level; one that has no such characteristic is of every level.
    pub(super) fn fits(&self, offering: &ProductOffering, level: Decimal) -> bool {
        let mut own = numbers(offering)
            .filter(|(name, unit, _)| *name == self.characteristic && *unit == self.unit)
            .map(|(_, _, value)| value)
            .peekable();
        own.peek().is_none() || own.any(|value| value == level)
    }
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

/// The highest mean power of any stretch, in kW.
pub(super) fn peak_kilowatts(profile: &UseProfile) -> Decimal {
    let power = |grains: i64, ms: i64| {
        let hours = Decimal::from(ms.max(1)) / Decimal::from(3_600_000);
        Decimal::from(grains) / Decimal::from(GRAINS) / hours
    };
    profile
        .stretches()
        .iter()
        .map(|stretch| power(stretch.grains, stretch.end_ms - stretch.start_ms))
        .max()
        .unwrap_or_default()
        .round_dp(3)
}
