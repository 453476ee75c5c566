//! The product specification: what a customer thinks of as the product, whatever its variants.

use serde::{Deserialize, Serialize};

use super::id::{CategoryId, SpecificationId};
use super::shared::{Characteristic, LifecycleStatus, Period, Reference, Translation, Unknown, in_language};

/// A picture or a document that goes with a product (TM Forum's `AttachmentRefOrValue`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Where it is: `/images/…`.
    #[serde(default)]
    pub url: String,
    /// What it shows, for those who do not see it.
    #[serde(default)]
    pub description: String,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// The description in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A product as people speak of it (TMF620 `ProductSpecification`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductSpecification {
    /// Its id.
    #[serde(default)]
    pub id: SpecificationId,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// How far it is in its life.
    #[serde(default)]
    pub lifecycle_status: LifecycleStatus,
    /// The version, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When it changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<jiff::Timestamp>,
    /// When it may be shown.
    #[serde(default)]
    pub valid_for: Period,
    /// What it has: those that vary are told apart by its offerings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_spec_characteristic: Vec<Characteristic>,
    /// Its pictures; the first is shown on the shelf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment: Vec<Attachment>,
    /// Where it stands on the shelf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<Reference>,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl ProductSpecification {
    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }

    /// Its description in a language.
    pub fn description_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.description, &self.description)
    }
}

/// A category of the shelf (TMF620 `Category`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Its id.
    #[serde(default)]
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// What is found there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The category that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<CategoryId>,
    /// How far it is in its life.
    #[serde(default)]
    pub lifecycle_status: LifecycleStatus,
    /// Where it stands among its neighbours: smaller first.
    #[serde(default)]
    pub rank: i64,
    /// Its words in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Category {
    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |t| &t.name, &self.name)
    }
}
