//! A line of a cart: an offering, how many, and which of its options.

use std::collections::BTreeMap;

use offer::catalogue::{MoneyValue, OfferingId, Reference, Unknown};
use serde::{Deserialize, Serialize};
use types::ActorKind;

/// The id of a line within its cart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(pub String);

impl std::fmt::Display for LineId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An option or a part of a line that was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartOption {
    /// Which offering.
    pub product_offering: Reference,
    /// How many for each one of the line.
    pub quantity: u32,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl CartOption {
    /// Which offering.
    pub fn offering(&self) -> OfferingId {
        OfferingId::new(&self.product_offering.id)
    }
}

/// A line of a cart (TMF663 `CartItem`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartItem {
    /// Its id within the cart.
    pub id: LineId,
    /// What is done with it: `add`.
    #[serde(default = "add")]
    pub action: String,
    /// How many.
    pub quantity: u32,
    /// Which offering.
    pub product_offering: Reference,
    /// Its parts and options, as they were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cart_item: Vec<CartOption>,
    /// What one of it was to be paid at once when it was put in: if that changes, its owner is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_price: Option<MoneyValue>,
    /// Who put it in: the customer, or a seller for them.
    #[serde(default = "customer")]
    pub added_by: ActorKind,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn add() -> String {
    "add".to_owned()
}

fn customer() -> ActorKind {
    ActorKind::Customer
}

impl CartItem {
    /// Which offering.
    pub fn offering(&self) -> OfferingId {
        OfferingId::new(&self.product_offering.id)
    }

    /// How many of each part or option go with one of it.
    pub fn chosen(&self) -> BTreeMap<OfferingId, u32> {
        self.cart_item.iter().map(|option| (option.offering(), option.quantity)).collect()
    }
}
