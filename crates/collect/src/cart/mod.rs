//! The shopping cart (TMF663): what somebody means to take, and how far their checkout is. Customer and seller may both change it.

mod change;
mod checkout_data;
mod line;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use offer::catalogue::{Catalogue, OfferingId, Unknown};
use serde::{Deserialize, Serialize};
use types::{CartId, CustomerId, OrderId, VisitorId};

use crate::stock::{Demand, DemandError};

pub use change::{CartChange, CartRefusal, MOST_LINES, MOST_OF_ONE};
pub use checkout_data::{CheckoutData, Contact, DeliveryChoice};
pub use line::{CartItem, CartOption, LineId};

/// How far a cart is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "status")]
pub enum CartState {
    /// It can be changed.
    #[default]
    Open,
    /// It became an order: it stays as it was then.
    #[serde(rename_all = "camelCase")]
    Ordered {
        /// Which one.
        order: OrderId,
    },
    /// Its lines went into another cart, when its owner signed in.
    #[serde(rename_all = "camelCase")]
    Joined {
        /// Which one.
        into: CartId,
    },
}

/// A shopping cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cart {
    /// Its id.
    pub id: CartId,
    /// How far it is.
    #[serde(default)]
    pub cart_status: CartState,
    /// What is in it.
    #[serde(default)]
    pub cart_item: Vec<CartItem>,
    /// The browser that began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<VisitorId>,
    /// Whose it is, once they signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The language of whoever fills it.
    #[serde(default)]
    pub language: String,
    /// Codes of promotions that were typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotion_code: Vec<String>,
    /// What was said at the checkout so far.
    #[serde(default)]
    pub checkout: CheckoutData,
    /// When it was begun.
    pub creation_date: Timestamp,
    /// When it was last changed.
    pub last_update: Timestamp,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Cart {
    /// The kind of its record.
    pub const KIND: &'static str = "shoppingCart";

    /// An empty cart.
    pub fn new(
        id: CartId,
        visitor: Option<VisitorId>,
        customer: Option<CustomerId>,
        language: &str,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            cart_status: CartState::Open,
            cart_item: Vec::new(),
            visitor,
            customer,
            language: language.to_owned(),
            promotion_code: Vec::new(),
            checkout: CheckoutData::default(),
            creation_date: now,
            last_update: now,
            unknown: Unknown::new(),
        }
    }

    /// Whether it can be changed.
    pub fn is_open(&self) -> bool {
        self.cart_status == CartState::Open
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.cart_item.is_empty()
    }

    /// How many pieces are in it, options not counted.
    pub fn pieces(&self) -> u64 {
        self.cart_item.iter().map(|item| u64::from(item.quantity)).sum()
    }

    /// The order that it became.
    pub fn order(&self) -> Option<OrderId> {
        match self.cart_status {
            CartState::Ordered { order } => Some(order),
            _ => None,
        }
    }

    /// Everything in it that is counted in stock, summed per item over all lines.
    pub fn demand(&self, catalogue: &Catalogue) -> Result<Demand, DemandError> {
        let mut demand = Demand::default();
        for item in &self.cart_item {
            let chosen: BTreeMap<OfferingId, u32> = item.chosen();
            demand.add_offering(catalogue, &item.offering(), u64::from(item.quantity), &chosen)?;
        }
        Ok(demand)
    }

    /// Keeps the postcode at which what is in it is to be used, unless an address was typed: that says more.
    pub fn used_at(&mut self, postcode: &str) {
        let address = &mut self.checkout.address;
        if address.street.trim().is_empty() {
            address.postcode = postcode.trim().to_owned();
        }
    }

    /// How many of each offering are in it, parts and options included: what eligibility looks at.
    pub fn offerings(&self) -> Vec<(OfferingId, u32)> {
        let mut count: BTreeMap<OfferingId, u32> = BTreeMap::new();
        for item in &self.cart_item {
            let mut add = |id: OfferingId, more: u32| {
                let sum = count.entry(id).or_default();
                *sum = sum.saturating_add(more);
            };
            add(item.offering(), item.quantity);
            for option in item.cart_item.iter().filter(|option| option.quantity > 0) {
                add(option.offering(), option.quantity.saturating_mul(item.quantity));
            }
        }
        count.into_iter().collect()
    }
}
