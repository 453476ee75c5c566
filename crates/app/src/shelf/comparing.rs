//! Offerings side by side, for a use that somebody states.

use std::collections::BTreeMap;

use offer::shelf::{Comparison, ComparisonError, MOST_COMPARED, StatedUse, compare};
use offer::shelved::{compared_offering, stated_units};
use offer::use_profile::ProfileUnit;
use rust_decimal::Decimal;

use crate::metering::use_by_unit;
use crate::{Counter, Trouble};

/// What a meter counts: stated for a year, and laid out by each offering's calendar.
pub const METERED_UNIT: &str = "kWh";

/// A use that is stated for a comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UseSaid {
    /// Each month, by unit.
    pub monthly: BTreeMap<String, Decimal>,
    /// What a meter would count over a year, and how many percent of it in off-peak hours.
    pub metered: Option<(Decimal, Decimal)>,
}

/// A comparison with what may be stated for it.
#[derive(Debug)]
pub struct Comparing {
    /// The offerings side by side, or why they cannot stand so.
    pub comparison: Result<Comparison, ComparisonError>,
    /// The units of which use may be stated by the month.
    pub units: Vec<String>,
    /// Whether some are paid by what a meter counts.
    pub metered: bool,
    /// What was asked for and is not sold.
    pub missing: Vec<String>,
    /// What was asked for beyond what can stand side by side.
    pub beyond: Vec<String>,
}

impl Counter {
    /// Compares offerings by their ids, each once, for a use that is stated. More than can stand side by side are named, and
    /// the first compared.
    pub fn comparing(&self, ids: &[String], said: &UseSaid) -> Result<Comparing, Trouble> {
        let front = self.storefront()?;
        let (catalogue, now) = (&front.shop.catalogue, self.clock.now());
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in ids {
            match catalogue.offerings.get(id.as_str()).filter(|it| catalogue.is_sold(it, now)) {
                Some(offering) => found.push(offering),
                None => missing.push(id.clone()),
            }
        }
        let beyond = found.split_off(found.len().min(MOST_COMPARED));
        let mut offerings: Vec<_> =
            found.iter().map(|offering| compared_offering(catalogue, offering, now)).collect();
        let mut units = stated_units(&offerings);
        let metered = units.iter().any(|unit| unit == METERED_UNIT);
        units.retain(|unit| unit != METERED_UNIT);
        let known = said.monthly.iter().filter(|(unit, _)| units.contains(unit));
        let mut stated: StatedUse = StatedUse { monthly: known.map(|(a, b)| (a.clone(), *b)).collect() };
        let profile = match said.metered.filter(|_| metered) {
            Some((per_year, share)) => self.stated_use(per_year, share, None, ProfileUnit::KilowattHour).ok(),
            None => None,
        };
        if let Some(profile) = profile {
            let zone = self.live()?.book.time_zone.clone();
            for (compared, offering) in offerings.iter_mut().zip(&found) {
                let own = use_by_unit(&front.shop, &zone, offering, compared, &profile);
                compared.own_use = own.unwrap_or_default();
            }
            stated.monthly.insert(METERED_UNIT.to_owned(), profile.total().amount() / Decimal::from(12));
        }
        Ok(Comparing {
            comparison: compare(offerings, &stated, self.currency()?),
            units,
            metered,
            missing,
            beyond: beyond.into_iter().map(|it| it.id.to_string()).collect(),
        })
    }
}
