//! What a customer has: a subscription that an order started, in TM Forum's shape (TMF637 `Product`).

mod ending;

use jiff::Timestamp;
use offer::catalogue::{OfferingId, Reference, Translation, Unknown, in_language};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use types::{CustomerId, OrderId, ProductId, VisitorId};

pub use ending::{EndedBy, Ending};

/// How far a product is in its life (TMF637).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProductStatus {
    /// Written down.
    Created,
    /// About to work.
    PendingActive,
    /// Given up before it worked.
    Cancelled,
    /// It works.
    Active,
    /// About to end.
    PendingTerminate,
    /// It ended.
    Terminated,
    /// It rests.
    Suspended,
    /// It was begun and undone: the customer withdrew.
    #[serde(alias = "aborted ")]
    Aborted,
}

impl ProductStatus {
    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::PendingActive => "pendingActive",
            Self::Cancelled => "cancelled",
            Self::Active => "active",
            Self::PendingTerminate => "pendingTerminate",
            Self::Terminated => "terminated",
            Self::Suspended => "suspended",
            Self::Aborted => "aborted",
        }
    }

    /// Whether the customer has it: those who may not have two are asked about this.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::PendingActive | Self::Active | Self::PendingTerminate | Self::Suspended)
    }
}

/// Which line of which order a product came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderedBy {
    /// The order.
    pub product_order_id: OrderId,
    /// The line.
    pub order_item_id: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A record of kind `product`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name when it was ordered.
    #[serde(default)]
    pub name: String,
    /// Its name in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation: Vec<Translation>,
    /// How far it is.
    pub status: ProductStatus,
    /// How it ends, once somebody asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// When it was ordered.
    pub order_date: Timestamp,
    /// Since when it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub termination_date: Option<Timestamp>,
    /// What was ordered.
    pub product_offering: Reference,
    /// What it has: options, number, meter.
    #[serde(default)]
    pub product_characteristic: Vec<Value>,
    /// The prices that it was ordered at, as the order has them.
    #[serde(default)]
    pub product_price: Vec<Value>,
    /// For how long the customer is bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_term: Vec<Value>,
    /// Where it came from.
    #[serde(default)]
    pub product_order_item: Vec<OrderedBy>,
    /// Whose it is.
    #[serde(default)]
    pub related_party: Vec<Value>,
    /// The customer who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The browser in which it was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<VisitorId>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Why a product cannot change so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a product that is {} cannot become {}", .from.name(), .to.name())]
pub struct ProductRefusal {
    /// How far it is.
    pub from: ProductStatus,
    /// What it was to become.
    pub to: ProductStatus,
}

impl Product {
    /// The kind of its record.
    pub const KIND: &'static str = "product";

    /// Its name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        in_language(&self.translation, language, |words| &words.name, &self.name)
    }

    /// The offering that it is.
    pub fn offering(&self) -> OfferingId {
        OfferingId::new(&self.product_offering.id)
    }

    /// It becomes this, now.
    pub fn becomes(&self, to: ProductStatus, now: Timestamp) -> Result<Self, ProductRefusal> {
        use ProductStatus::{
            Aborted, Active, Cancelled, Created, PendingActive, PendingTerminate, Suspended, Terminated,
        };
        let permitted = match self.status {
            Created => matches!(to, PendingActive | Active | Cancelled),
            PendingActive => matches!(to, Active | Cancelled | Aborted),
            Active => matches!(to, PendingTerminate | Terminated | Suspended | Aborted),
            Suspended => matches!(to, Active | PendingTerminate | Terminated | Aborted),
            PendingTerminate => matches!(to, Active | Terminated | Aborted),
            Cancelled | Terminated | Aborted => false,
        };
        if !permitted {
            return Err(ProductRefusal { from: self.status, to });
        }
        let mut product = Self { status: to, ..self.clone() };
        match to {
            Active if product.start_date.is_none() => product.start_date = Some(now),
            Terminated | Aborted | Cancelled => product.termination_date = Some(now),
            _ => {}
        }
        Ok(product)
    }
}
