//! Offerings side by side, for a use that somebody states.

use std::collections::BTreeMap;

use offer::shelf::{Comparison, ComparisonError, MOST_COMPARED, StatedUse, compare};
use offer::shelved::{compared_offering, on_one_footing, stated_units};
use rust_decimal::Decimal;

use crate::{Counter, Trouble};

/// A comparison with what may be stated for it.
#[derive(Debug)]
pub struct Comparing {
    /// The offerings side by side, or why they cannot stand so.
    pub comparison: Result<Comparison, ComparisonError>,
    /// The units of which use may be stated.
    pub units: Vec<String>,
    /// What was asked for and is not sold.
    pub missing: Vec<String>,
}

impl Counter {
    /// Compares offerings by their ids, each once, for a use that is stated by unit and month.
    pub fn comparing(&self, ids: &[String], stated: BTreeMap<String, Decimal>) -> Result<Comparing, Trouble> {
        let front = self.storefront()?;
        let (catalogue, now) = (&front.shop.catalogue, self.clock.now());
        let mut offerings = Vec::new();
        let mut missing = Vec::new();
        for id in ids {
            match catalogue.offerings.get(id.as_str()).filter(|it| catalogue.is_sold(it, now)) {
                Some(offering) => offerings.push(compared_offering(catalogue, offering, now)),
                None => missing.push(id.clone()),
            }
        }
        on_one_footing(&mut offerings);
        let units = stated_units(&offerings);
        let known = stated.into_iter().filter(|(unit, _)| units.contains(unit)).collect();
        let comparison = if offerings.len() > MOST_COMPARED {
            Err(ComparisonError::TooMany(offerings.len()))
        } else {
            compare(offerings, &StatedUse { monthly: known }, self.currency()?)
        };
        Ok(Comparing { comparison, units, missing })
    }
}
