//! A line of an order: what was ordered, what is still wanted of it, what was given and what came back.

use offer::catalogue::{Nature, Reference, StockItemId, Translation, Unknown, in_language};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use types::decimal_json;

use super::{ItemState, OrderPrice};
use crate::stock::Allocation;

/// What a line does to what the customer has (TMF622 `OrderItemActionType`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ItemAction {
    /// They get something.
    #[default]
    Add,
    /// Something that they have changes.
    Modify,
    /// Something that they have ends.
    Delete,
    /// Nothing: it is there for others to refer to.
    NoChange,
}

/// An amount with tax, and the rate of the tax in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxedAmount {
    /// The rate, in percent.
    #[serde(with = "decimal_json")]
    pub tax_rate: Decimal,
    /// The amount with tax, in units of the order's currency.
    #[serde(with = "decimal_json")]
    pub amount: Decimal,
}

/// What is counted in stock for one piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StockPart {
    /// What is counted.
    pub item: StockItemId,
    /// How many of it are in one piece of the line (a bundle may hold two).
    pub each: u32,
}

/// How a line stands to another (TMF622 `OrderItemRelationship`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemRelationship {
    /// The other line.
    pub id: String,
    /// How: `bundledIn` for a part of a bundle and for an option.
    pub relationship_type: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl ItemRelationship {
    /// What the part of a bundle says of the bundle's line.
    pub const BUNDLED_IN: &'static str = "bundledIn";

    /// A line that is a part of this one.
    pub fn bundled_in(bundle: &str) -> Self {
        Self {
            id: bundle.to_owned(),
            relationship_type: Self::BUNDLED_IN.to_owned(),
            unknown: Unknown::new(),
        }
    }
}

/// A line (TMF622 `ProductOrderItem`). Always: `returned ≤ fulfilled ≤ quantity ≤ ordered`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItem {
    /// Its id within the order: `1`, `2` …
    pub id: String,
    /// How many are wanted now: what was ordered, less what was taken off or failed.
    #[serde(default = "one")]
    pub quantity: u32,
    /// What it does.
    pub action: ItemAction,
    /// How far it is.
    #[serde(default)]
    pub state: ItemState,
    /// What was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_offering: Option<Reference>,
    /// Its name in other languages, as they were when it was ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// The product that it makes or changes, with its characteristics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Value>,
    /// The prices of one, each with its version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_price: Vec<OrderPrice>,
    /// What all that was ordered costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_total_price: Vec<OrderPrice>,
    /// For how long the customer is bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_term: Vec<Value>,
    /// How it stands to other lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_order_item_relationship: Vec<ItemRelationship>,

    /// Whether it is a bundle: where its parts are lines of their own, they are given, and it stands as they do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_bundle: bool,
    /// What happens to it.
    #[serde(default)]
    pub nature: Nature,
    /// How many were ordered. This never changes.
    #[serde(default = "one")]
    pub ordered: u32,
    /// How many were given.
    #[serde(default)]
    pub fulfilled: u32,
    /// How many of those came back.
    #[serde(default)]
    pub returned: u32,
    /// How many of those the customer withdrew from, come back or not.
    #[serde(default)]
    pub withdrawn: u32,
    /// How many could not be given.
    #[serde(default)]
    pub failed: u32,
    /// What all that was ordered costs now, with tax, by rate.
    #[serde(default)]
    pub due_now: Vec<TaxedAmount>,
    /// What is counted in stock for one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<StockPart>,
    /// What is kept for it in stock, and where, until it is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocated: Allocation,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn one() -> u32 {
    1
}

impl OrderItem {
    /// A line of so many of an offering.
    pub fn new(id: &str, offering: Reference, nature: Nature, quantity: u32) -> Self {
        Self {
            id: id.to_owned(),
            quantity,
            action: ItemAction::Add,
            state: ItemState::Acknowledged,
            product_offering: Some(offering),
            translation: Vec::new(),
            product: None,
            item_price: Vec::new(),
            item_total_price: Vec::new(),
            item_term: Vec::new(),
            product_order_item_relationship: Vec::new(),
            is_bundle: false,
            nature,
            ordered: quantity,
            fulfilled: 0,
            returned: 0,
            withdrawn: 0,
            failed: 0,
            due_now: Vec::new(),
            stock: Vec::new(),
            allocated: Allocation::new(),
            unknown: Unknown::new(),
        }
    }

    /// The name under which it was ordered.
    pub fn name(&self) -> &str {
        let offering = self.product_offering.as_ref();
        offering.map_or("", |offering| offering.name.as_deref().unwrap_or(&offering.id))
    }

    /// The name under which it was ordered, in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |words| &words.name, self.name())
    }

    /// How many are still to be given.
    pub fn open(&self) -> u32 {
        self.quantity.saturating_sub(self.fulfilled)
    }

    /// How many the customer keeps or will get.
    pub fn kept(&self) -> u32 {
        self.quantity.saturating_sub(self.returned)
    }

    /// The line that it is a part or an option of.
    pub fn bundle(&self) -> Option<&str> {
        self.product_order_item_relationship
            .iter()
            .find(|relationship| relationship.relationship_type == ItemRelationship::BUNDLED_IN)
            .map(|relationship| relationship.id.as_str())
    }

    /// Whether it is carried away.
    pub fn is_goods(&self) -> bool {
        self.nature == Nature::Goods
    }

    /// Takes what is kept in stock for so many of it: from `preferred` where it can.
    pub(super) fn take_allocated(
        &mut self,
        pieces: u32,
        preferred: Option<&offer::catalogue::PlaceId>,
    ) -> Allocation {
        let mut taken = Allocation::new();
        for part in &self.stock {
            let mut missing = u64::from(part.each) * u64::from(pieces);
            let at =
                |place: &offer::catalogue::PlaceId| preferred.is_some_and(|preferred| preferred == place);
            for first in [true, false] {
                let kept = self
                    .allocated
                    .iter_mut()
                    .filter(|kept| kept.item == part.item && at(&kept.place) == first);
                for kept in kept {
                    let now = kept.quantity.min(missing);
                    if now > 0 {
                        kept.quantity -= now;
                        missing -= now;
                        taken.push(crate::stock::Allocated { quantity: now, ..kept.clone() });
                    }
                }
            }
        }
        self.allocated.retain(|kept| kept.quantity > 0);
        taken
    }
}
