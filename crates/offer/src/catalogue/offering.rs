//! The product offering: one variant that can be bought, alone or as a bundle.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::eligibility::EligibilityRule;
use super::id::{OfferingId, SpecificationId, StockItemId};
use super::shared::{
    Characteristic, LifecycleStatus, Period, Quantity, Reference, Translation, Unknown, in_language,
};
use super::specification::Attachment;

/// What kind of thing it is, for what happens after the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Nature {
    /// A thing that is carried away: it is counted in stock, shipped or handed over.
    #[default]
    Goods,
    /// A subscription: it becomes an active product.
    Subscription,
    /// A service done once: nothing is counted or shipped.
    Service,
}

/// How often a part may be taken within a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BundleOption {
    /// At least so many; 0: it is an option that may be left.
    #[serde(default)]
    pub number_rel_offer_lower_limit: u32,
    /// At most so many.
    #[serde(default = "one")]
    pub number_rel_offer_upper_limit: u32,
    /// So many where nobody says otherwise.
    #[serde(default)]
    pub number_rel_offer_default: u32,
}

fn one() -> u32 {
    1
}

impl Default for BundleOption {
    fn default() -> Self {
        Self { number_rel_offer_lower_limit: 1, number_rel_offer_upper_limit: 1, number_rel_offer_default: 1 }
    }
}

/// A part of a bundle, or an option of an offering (TMF620 `BundledProductOffering`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BundledOffering {
    /// The offering that is taken along.
    pub id: OfferingId,
    /// Its name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How often it may be taken.
    #[serde(default)]
    pub bundled_product_offering_option: BundleOption,
    /// Whether the price of the whole covers it; otherwise its own prices are added.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub price_included: bool,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// For how long a customer binds themselves (TMF620 `ProductOfferingTerm`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferingTerm {
    /// Its name: `commitment`.
    #[serde(default)]
    pub name: String,
    /// How long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Quantity>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something that can be bought (TMF620 `ProductOffering`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductOffering {
    /// Its id.
    #[serde(default)]
    pub id: OfferingId,
    /// Its name.
    pub name: String,
    /// What it is; where empty, what its specification says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How far it is in its life.
    #[serde(default)]
    pub lifecycle_status: LifecycleStatus,
    /// When it may be bought.
    #[serde(default)]
    pub valid_for: Period,
    /// When it changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<jiff::Timestamp>,
    /// The version, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether it may be bought by itself, rather than only as a part or an option of another.
    #[serde(default = "yes")]
    pub is_sellable: bool,
    /// Whether it is several offerings taken together.
    #[serde(default)]
    pub is_bundle: bool,
    /// What happens to it after the order.
    #[serde(default)]
    pub nature: Nature,
    /// The product that it is a variant of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_specification: Option<Reference>,
    /// What tells it from other variants of the same product.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prod_spec_char_value_use: Vec<Characteristic>,
    /// Where it stands on the shelf, beside where its product stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<Reference>,
    /// Its prices; which are in force is said by each price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_offering_price: Vec<Reference>,
    /// Its parts, if it is a bundle; its options otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bundled_product_offering: Vec<BundledOffering>,
    /// For how long one binds oneself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_offering_term: Vec<OfferingTerm>,
    /// Its pictures; where there are none, those of its product.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment: Vec<Attachment>,
    /// What is counted in stock when it is sold; where nothing is said, the offering itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock_item: Option<StockItemId>,
    /// Who may buy it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<EligibilityRule>,
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

impl ProductOffering {
    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }

    /// Its description in a language.
    pub fn description_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.description, &self.description)
    }

    /// What is counted in stock when one of it is sold; nothing for what is not carried away, and for a
    /// bundle, whose parts are counted.
    pub fn stocked(&self) -> Option<StockItemId> {
        (self.nature == Nature::Goods && !self.is_bundle)
            .then(|| self.stock_item.clone().unwrap_or_else(|| StockItemId::new(self.id.as_str())))
    }

    /// The parts that cannot be left out and are paid for themselves.
    pub(crate) fn needed_parts(&self) -> impl Iterator<Item = &OfferingId> {
        let is_needed = |part: &&BundledOffering| {
            !part.price_included && part.bundled_product_offering_option.number_rel_offer_lower_limit > 0
        };
        self.bundled_product_offering.iter().filter(is_needed).map(|part| &part.id)
    }

    /// The product that it is a variant of; an offering without one is a product of its own.
    pub fn specification(&self) -> SpecificationId {
        let id = self.product_specification.as_ref().map_or(self.id.as_str(), |product| product.id.as_str());
        SpecificationId::new(id)
    }

    /// For how many months one binds oneself; 0: not at all.
    pub fn commitment_months(&self) -> Decimal {
        self.product_offering_term
            .iter()
            .filter_map(|term| term.duration.as_ref())
            .map(|duration| match duration.units.as_str() {
                "year" | "years" => duration.amount * Decimal::from(12),
                _ => duration.amount,
            })
            .max()
            .unwrap_or_default()
    }
}
