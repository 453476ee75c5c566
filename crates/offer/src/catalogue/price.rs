//! Prices: what an offering costs, in which way, from when until when. A price is never rewritten: it ends, and another begins.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Money, decimal_json};

use super::id::PriceId;
use super::shared::{
    Characteristic, LifecycleStatus, MoneyValue, Period, Quantity, Translation, Unknown, in_language,
};

/// In which way a price is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PriceType {
    /// Once, with the order.
    #[default]
    OneTime,
    /// Again in each period.
    Recurring,
    /// By what is used.
    Usage,
    /// Once, when it ends; a negative amount is given back (a deposit).
    Closing,
}

/// The length of a period in which a recurring price is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChargePeriod {
    /// A day.
    #[serde(alias = "daily")]
    Day,
    /// A week.
    #[serde(alias = "weekly")]
    Week,
    /// A month.
    #[default]
    #[serde(alias = "monthly")]
    Month,
    /// A year.
    #[serde(alias = "yearly", alias = "annual")]
    Year,
}

/// A tax on a price (TMF620 `TaxItem`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxItem {
    /// Its category: `S` standard, `Z` zero, `E` exempt (EN 16931, UNTDID 5305).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_category: Option<String>,
    /// Its rate, in percent.
    #[serde(default, with = "decimal_json")]
    pub tax_rate: Decimal,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What something costs (TMF620 `ProductOfferingPrice`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductOfferingPrice {
    /// Its id.
    #[serde(default)]
    pub id: PriceId,
    /// Its name, for people.
    #[serde(default)]
    pub name: String,
    /// Its name in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// In which way it is due.
    #[serde(default)]
    pub price_type: PriceType,
    /// How much.
    pub price: MoneyValue,
    /// Whether the amount holds the tax already.
    #[serde(default = "yes")]
    pub price_includes_tax: bool,
    /// The taxes; of several, rates add up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tax: Vec<TaxItem>,
    /// The period of a recurring price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring_charge_period_type: Option<ChargePeriod>,
    /// How many such periods make one charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring_charge_period_length: Option<u32>,
    /// The measure to which a usage price applies: `{"amount": 1, "units": "kWh"}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_of_measure: Option<Quantity>,
    /// For how long it holds, from the customer's start (a price for the first six months).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_for: Option<Quantity>,
    /// After how long it begins, from the customer's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_after: Option<Quantity>,
    /// For whom or for what it holds: the tariff period of a usage price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prod_spec_char_value_use: Vec<Characteristic>,
    /// When it is in force.
    #[serde(default)]
    pub valid_for: Period,
    /// How far it is in its life.
    #[serde(default)]
    pub lifecycle_status: LifecycleStatus,
    /// The version, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When it changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Timestamp>,
    /// Whether it is several prices taken together.
    #[serde(default)]
    pub is_bundle: bool,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn yes() -> bool {
    true
}

impl ProductOfferingPrice {
    /// A price of this amount, tax included at this rate in percent, due in this way from `valid_for` on.
    pub fn new(
        id: PriceId,
        price_type: PriceType,
        price: Money,
        tax_rate: Decimal,
        valid_for: Period,
    ) -> Self {
        Self {
            id,
            name: String::new(),
            translation: Vec::new(),
            price_type,
            price: price.into(),
            price_includes_tax: true,
            tax: vec![TaxItem { tax_category: None, tax_rate, unknown: Unknown::new() }],
            recurring_charge_period_type: (price_type == PriceType::Recurring).then_some(ChargePeriod::Month),
            recurring_charge_period_length: (price_type == PriceType::Recurring).then_some(1),
            unit_of_measure: None,
            applies_for: None,
            starts_after: None,
            prod_spec_char_value_use: Vec::new(),
            valid_for,
            lifecycle_status: LifecycleStatus::Launched,
            version: None,
            last_update: None,
            is_bundle: false,
            unknown: Unknown::new(),
        }
    }

    /// Its name in a language; empty where it has none.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |words| &words.name, &self.name)
    }

    /// The rate of tax, in percent.
    pub fn tax_rate(&self) -> Decimal {
        self.tax.iter().map(|tax| tax.tax_rate).sum()
    }

    /// The amount with tax, unrounded.
    pub fn with_tax(&self) -> Money {
        let amount = if self.price_includes_tax {
            self.price.value
        } else {
            self.price.value * (Decimal::ONE_HUNDRED + self.tax_rate()) / Decimal::ONE_HUNDRED
        };
        Money { amount, currency: self.price.unit }
    }

    /// The amount per month with tax, unrounded, of a recurring price.
    pub fn per_month(&self) -> Money {
        let each = self.with_tax();
        let length = Decimal::from(self.recurring_charge_period_length.unwrap_or(1).max(1));
        let amount = match self.recurring_charge_period_type.unwrap_or_default() {
            // A year of 365 days has 365/12 days and 365/84 weeks a month.
            ChargePeriod::Day => each.amount * Decimal::from(365) / (Decimal::from(12) * length),
            ChargePeriod::Week => each.amount * Decimal::from(365) / (Decimal::from(84) * length),
            ChargePeriod::Month => each.amount / length,
            ChargePeriod::Year => each.amount / (Decimal::from(12) * length),
        };
        Money { amount, currency: each.currency }
    }

    /// Whether it is in force at this instant.
    pub fn in_force(&self, at: Timestamp) -> bool {
        self.lifecycle_status.is_sold() && self.valid_for.holds_at(at)
    }
}
