//! Ways of sending goods, with their fee.

use offer::catalogue::{MoneyValue, OfferingId, PriceType, Translation, Unknown, in_language};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::decimal_json;

use super::charge::Charge;
use crate::order::round_to_cents;

/// A way of sending goods (a record of kind `deliveryMethod`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryMethod {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it costs, with tax.
    pub fee: MoneyValue,
    /// The rate of tax in the fee, in percent.
    #[serde(default, with = "decimal_json")]
    pub tax_rate: Decimal,
    /// Goods of this amount and more are sent for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "decimal_json::option")]
    pub free_from: Option<Decimal>,
    /// The countries that it reaches, ISO 3166-1 alpha-2; none named: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub country: Vec<String>,
    /// It arrives after at least so many working days.
    #[serde(default)]
    pub days_least: u32,
    /// It arrives after at most so many working days.
    #[serde(default)]
    pub days_most: u32,
    /// Whether it is offered.
    #[serde(default = "yes")]
    pub offered: bool,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn yes() -> bool {
    true
}

impl DeliveryMethod {
    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }

    /// Whether it reaches a country.
    pub fn reaches(&self, country: &str) -> bool {
        self.country.is_empty() || self.country.iter().any(|each| each.eq_ignore_ascii_case(country.trim()))
    }

    /// What it costs to send goods of this amount.
    pub fn charge(&self, goods: Decimal) -> Charge {
        let free = self.free_from.is_some_and(|from| goods >= from);
        let amount = if free { Decimal::ZERO } else { round_to_cents(self.fee.value) };
        Charge {
            offering: OfferingId::new(&format!("delivery/{}", self.id)),
            name: self.name.clone(),
            translation: self.translation.clone(),
            kind: PriceType::OneTime,
            quantity: 1,
            unit: amount,
            amount,
            currency: self.fee.unit,
            tax_rate: self.tax_rate,
            lowest_before: None,
            promotion: None,
            price: None,
            from_month: 1,
            to_month: None,
            measure: None,
        }
    }
}
