//! Promotions: a price that is lowered for a time, or a code that lowers it for whoever has it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::decimal_json;

use super::id::{CategoryId, OfferingId, PromotionId};
use super::offering::ProductOffering;
use super::shared::{LifecycleStatus, Period, Translation, Unknown, in_language};

/// By how much a price is lowered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reduction {
    /// By so many percent.
    Percent(#[serde(with = "decimal_json")] Decimal),
    /// By so much, in units of the price's currency.
    Amount(#[serde(with = "decimal_json")] Decimal),
}

impl Reduction {
    /// What remains of an amount: never less than nothing.
    pub fn of(&self, amount: Decimal) -> Decimal {
        let reduced = match self {
            Self::Percent(percent) => amount * (Decimal::ONE_HUNDRED - percent) / Decimal::ONE_HUNDRED,
            Self::Amount(less) => amount - less,
        };
        reduced.max(Decimal::ZERO)
    }
}

/// A promotion (TMF671 `Promotion`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Promotion {
    /// Its id.
    #[serde(default)]
    pub id: PromotionId,
    /// Its name, as customers see it.
    pub name: String,
    /// When it holds. What it lowers is compared with the thirty days before its start.
    pub valid_for: Period,
    /// How far it is in its life.
    #[serde(default)]
    pub lifecycle_status: LifecycleStatus,
    /// By how much the price is lowered.
    pub reduction: Reduction,
    /// The offerings that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offerings: Vec<OfferingId>,
    /// The categories that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// What one must type to have it; nothing: it is announced to everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How often the code may be used in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<u32>,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Promotion {
    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }

    /// Whether it is for this offering, which stands in these categories.
    pub fn is_for(&self, offering: &ProductOffering, categories: &[CategoryId]) -> bool {
        self.offerings.contains(&offering.id) || self.categories.iter().any(|own| categories.contains(own))
    }

    /// Whether it is announced to everybody, rather than given to whoever has a code.
    pub fn is_announced(&self) -> bool {
        self.code.is_none()
    }

    /// Whether a typed code is this promotion's: spaces and case don't matter.
    pub fn answers_to(&self, typed: &str) -> bool {
        self.code.as_deref().is_some_and(|code| code.trim().eq_ignore_ascii_case(typed.trim()))
    }
}
