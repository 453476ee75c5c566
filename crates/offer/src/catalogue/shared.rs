//! Shapes that many TM Forum resources share: a period, a reference, an amount, a translation.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use types::{Currency, Money, decimal_json};

/// Attributes that this version does not read: kept as they came.
pub type Unknown = Map<String, Value>;

/// From when until when something holds (TM Forum's `TimePeriod`): the start belongs to it, the end does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// Since when; nothing: since ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<Timestamp>,
    /// Until just before when; nothing: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<Timestamp>,
}

impl Period {
    /// From `start` on.
    pub const fn from(start: Timestamp) -> Self {
        Self { start_date_time: Some(start), end_date_time: None }
    }

    /// Whether it holds at this instant.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.start_date_time.is_none_or(|start| start <= at) && self.end_date_time.is_none_or(|end| at < end)
    }

    /// Whether it holds at some instant of `from..to`.
    pub fn touches(&self, from: Timestamp, to: Timestamp) -> bool {
        self.start_date_time.is_none_or(|start| start < to) && self.end_date_time.is_none_or(|end| from < end)
    }
}

/// A reference to another resource.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// The id of what is referred to.
    pub id: String,
    /// Its name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Reference {
    /// A reference to this id.
    pub fn to(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }
}

/// An amount in TM Forum's shape: `{"unit": "EUR", "value": 9.9}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyValue {
    /// The currency.
    pub unit: Currency,
    /// The amount, in units of the currency.
    #[serde(with = "decimal_json")]
    pub value: Decimal,
}

impl From<Money> for MoneyValue {
    fn from(money: Money) -> Self {
        Self { unit: money.currency, value: money.amount }
    }
}

impl From<MoneyValue> for Money {
    fn from(money: MoneyValue) -> Self {
        Self { amount: money.value, currency: money.unit }
    }
}

/// An amount of something with its unit: `{"amount": 24, "units": "month"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How much.
    #[serde(with = "decimal_json")]
    pub amount: Decimal,
    /// Of what: `month`, `kWh`, `GB`, `minute`.
    pub units: String,
}

/// The words of something in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Translation {
    /// The language: `fr`, `en`.
    pub language: String,
    /// Its name in that language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its description in that language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// The word of `own` in a language, falling back on what everybody gets.
pub fn in_language<'a>(
    translations: &'a [Translation],
    language: &str,
    word: impl Fn(&'a Translation) -> &'a str,
    own: &'a str,
) -> &'a str {
    translations
        .iter()
        .find(|translation| translation.language == language)
        .map(word)
        .filter(|text| !text.is_empty())
        .unwrap_or(own)
}

/// How far a resource of the catalogue is in its life (TM Forum's life cycle of catalogue elements).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LifecycleStatus {
    /// Thought about.
    #[serde(rename = "In study")]
    InStudy,
    /// Being made.
    #[serde(rename = "In design")]
    InDesign,
    /// Being tried.
    #[serde(rename = "In test")]
    InTest,
    /// Ready; not yet on the shelf.
    Active,
    /// On the shelf.
    #[default]
    Launched,
    /// No longer sold; those who have it keep it.
    Retired,
    /// Nobody has it any more.
    Obsolete,
    /// Given up.
    Rejected,
}

impl LifecycleStatus {
    /// Every status, in the order of a life.
    pub const ALL: [Self; 8] = [
        Self::InStudy,
        Self::InDesign,
        Self::InTest,
        Self::Active,
        Self::Launched,
        Self::Retired,
        Self::Obsolete,
        Self::Rejected,
    ];

    /// Its name in TM Forum's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InStudy => "In study",
            Self::InDesign => "In design",
            Self::InTest => "In test",
            Self::Active => "Active",
            Self::Launched => "Launched",
            Self::Retired => "Retired",
            Self::Obsolete => "Obsolete",
            Self::Rejected => "Rejected",
        }
    }

    /// Whether customers may buy it.
    pub const fn is_sold(self) -> bool {
        matches!(self, Self::Launched)
    }
}

/// A characteristic with the value or values that it has here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Characteristic {
    /// Its name: `colour`, `storage`, `dataAllowance`.
    pub name: String,
    /// Its values (TM Forum's `productSpecCharacteristicValue`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_spec_characteristic_value: Vec<CharacteristicValue>,
    /// Its name in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One value of a characteristic.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CharacteristicValue {
    /// The value: a text, a number, a truth.
    pub value: Value,
    /// Its unit: `GB`, `cm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_of_measure: Option<String>,
    /// Whether it is the one that is taken where nobody says otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_default: bool,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl CharacteristicValue {
    /// The value as text, with its unit.
    pub fn text(&self) -> String {
        let value = match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match &self.unit_of_measure {
            Some(unit) => format!("{value} {unit}"),
            None => value,
        }
    }
}
