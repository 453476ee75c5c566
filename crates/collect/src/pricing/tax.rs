//! Tax by rate, rounded once for each: taken out of the sum of what is charged at that rate.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use types::decimal_json;

/// What is charged at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxGroup {
    /// The rate in percent.
    #[serde(with = "decimal_json")]
    pub rate: Decimal,
    /// Without tax.
    #[serde(with = "decimal_json")]
    pub net: Decimal,
    /// The tax.
    #[serde(with = "decimal_json")]
    pub tax: Decimal,
    /// With tax: exactly the sum of the lines at this rate.
    #[serde(with = "decimal_json")]
    pub gross: Decimal,
}

/// To the cent, half away from zero.
pub fn to_cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Amounts with tax, each with its rate in percent, summed by rate; the tax is taken out once of each sum.
pub fn tax_groups(amounts: impl Iterator<Item = (Decimal, Decimal)>) -> Vec<TaxGroup> {
    let mut by_rate: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for (rate, amount) in amounts {
        *by_rate.entry(rate.normalize()).or_default() += amount;
    }
    by_rate
        .into_iter()
        .map(|(rate, gross)| {
            let tax = to_cents(gross * rate / (Decimal::ONE_HUNDRED + rate));
            TaxGroup { rate, net: gross - tax, tax, gross }
        })
        .collect()
}
