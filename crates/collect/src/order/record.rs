//! The record of an order: everything is copied into it, so that what was promised never changes with the catalogue.

use jiff::Timestamp;
use offer::catalogue::{MoneyValue, PlaceId, Reference, Translation, Unknown, in_language};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{CartId, Currency, CustomerId, OrderId, VisitorId, decimal_json};

use super::{
    Fulfilment, Hold, OrderItem, OrderPayment, OrderState, PaymentStanding, Returned, TaxedAmount, VatGroup,
    Withdrawal,
};
use crate::pickup::PickUp;
use crate::place::PostalAddress;

/// Somebody's part in an order (TMF622 `RelatedParty`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedParty {
    /// Whose id.
    pub id: String,
    /// In which role: `customer`, `visitor`, `seller`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What the id names: `Customer`.
    #[serde(default, rename = "@referredType", skip_serializing_if = "Option::is_none")]
    pub referred_type: Option<String>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What somebody wrote on an order (TMF622 `Note`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Timestamp>,
    /// What.
    pub text: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An amount in an order's price (TMF622 `Price`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderedPrice {
    /// The rate of tax, in percent.
    #[serde(default, with = "decimal_json::option", skip_serializing_if = "Option::is_none")]
    pub tax_rate: Option<Decimal>,
    /// Without tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_free_amount: Option<MoneyValue>,
    /// With tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_included_amount: Option<MoneyValue>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A price as it was ordered at (TMF622 `OrderPrice`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPrice {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In which way it is due: `oneTime`, `recurring`, `usage`, `closing`.
    #[serde(default)]
    pub price_type: String,
    /// The period of a recurring price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring_charge_period: Option<String>,
    /// What a usage price is by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_of_measure: Option<String>,
    /// How much.
    #[serde(default)]
    pub price: OrderedPrice,
    /// The price of the catalogue that it is: id and version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_offering_price: Option<Reference>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl OrderPrice {
    /// Its name in a language, as it was when the order was placed; empty where it has none.
    pub fn name_in(&self, language: &str) -> String {
        let own = self.name.as_deref().unwrap_or_default();
        let words = self.unknown.get("translation").cloned().unwrap_or_default();
        let words: Vec<Translation> = serde_json::from_value(words).unwrap_or_default();
        in_language(&words, language, |each| &each.name, own).to_owned()
    }
}

/// How to reach the customer about this order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Their name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Their address of electronic mail.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Their telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// How goods get to the customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "camelCase")]
pub enum Delivery {
    /// There is nothing to carry.
    #[default]
    Nothing,
    /// They are sent.
    #[serde(rename_all = "camelCase")]
    Shipping {
        /// Which way of sending, by its id.
        method: String,
        /// Where to.
        address: PostalAddress,
        /// What that way was called, in each language.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<Translation>,
        /// After how many working days at most it arrives, counted from when nothing stops the order any more; 0: not said.
        #[serde(default)]
        days: u32,
    },
    /// They are collected in a shop.
    PickUp(PickUp),
}

impl Delivery {
    /// Sent there in a way of which nothing more is said.
    pub fn shipping(method: &str, address: PostalAddress) -> Self {
        Self::Shipping { method: method.to_owned(), address, names: Vec::new(), days: 0 }
    }

    /// What the way of sending was called, in a language; its id where no name was kept.
    pub fn name_in(&self, language: &str) -> Option<&str> {
        let Self::Shipping { method, names, .. } = self else { return None };
        let named =
            |of: &str| names.iter().find(|words| words.language == of).map(|words| words.name.as_str());
        Some(named(language).or_else(|| named("")).unwrap_or(method))
    }
}

/// An order (TMF622 `ProductOrder`), a record of kind `productOrder`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductOrder {
    /// Its id.
    pub id: OrderId,
    /// The number that people quote: see [`order_number`].
    #[serde(default)]
    pub external_id: String,
    /// When it was placed: the contract was concluded then.
    pub order_date: Timestamp,
    /// When everything was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_date: Option<Timestamp>,
    /// For when it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_completion_date: Option<Timestamp>,
    /// For when it is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_completion_date: Option<Timestamp>,
    /// When it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_date: Option<Timestamp>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_reason: Option<String>,
    /// How far it is: it follows from the rest, and is written so that orders are found by it.
    #[serde(default)]
    pub state: OrderState,
    /// Who has a part in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related_party: Vec<RelatedParty>,
    /// How it came: `web`, `shop`, `phone`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel: Vec<Reference>,
    /// What was written on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Note>,
    /// What it costs: now, again and again, at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_total_price: Vec<OrderPrice>,
    /// Its lines.
    #[serde(default)]
    pub product_order_item: Vec<OrderItem>,
    /// Its payments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment: Vec<OrderPayment>,

    /// The cart that it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<CartId>,
    /// Whose it is, if they have made themselves known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// In which browser it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<VisitorId>,
    /// Other browsers that hold it beside that one: see [`Self::held_also_in`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_in: Vec<VisitorId>,
    /// The language of what is written to the customer.
    #[serde(default = "french")]
    pub language: String,
    /// How to reach them.
    #[serde(default)]
    pub contact: Contact,
    /// Where the invoice goes; nothing: where the goods go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<PostalAddress>,
    /// How goods get there.
    #[serde(default)]
    pub delivery: Delivery,
    /// What delivery costs, with tax, by rate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivery_price: Vec<TaxedAmount>,
    /// What was due with the order, with tax, rounded: what the customer agreed to pay now.
    pub due_now: MoneyValue,
    /// The tax in it, by rate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vat: Vec<VatGroup>,
    /// The rule by which it was rounded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rounding_rule: String,
    /// The version of the terms that were accepted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub terms_version: String,
    /// Whether it waits for its payment.
    #[serde(default)]
    pub payment_standing: PaymentStanding,
    /// Until when it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_until: Option<Timestamp>,
    /// What was agreed to be given back beyond what is due: a gesture.
    #[serde(default, with = "decimal_json")]
    pub gesture: Decimal,
    /// What is kept of what came back: it was damaged or used.
    #[serde(default, with = "decimal_json")]
    pub withheld: Decimal,
    /// What left, when, where to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fulfilment: Vec<Fulfilment>,
    /// What came back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods_return: Vec<Returned>,
    /// From what the customer withdrew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawal: Vec<Withdrawal>,
    /// Where money goes back that cannot go back the way it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_account: Option<super::RefundAccount>,
    /// Why it was stopped, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

fn french() -> String {
    "fr".to_owned()
}

/// The number of an order that people read out and type: the last ten letters and digits of its id, which are chance, in two groups.
pub fn order_number(id: OrderId) -> String {
    let written = id.to_string().to_uppercase();
    let tail = &written[written.len().saturating_sub(10)..];
    let (first, second) = tail.split_at(5);
    format!("{first}-{second}")
}

impl ProductOrder {
    /// The kind of its record.
    pub const KIND: &'static str = "productOrder";

    /// An order of these lines, of which so much is due now. The other fields can be filled before it is placed by
    /// [`Self::placed`].
    pub fn new(id: OrderId, items: Vec<OrderItem>, due_now: MoneyValue, now: Timestamp) -> Self {
        Self {
            id,
            external_id: order_number(id),
            order_date: now,
            completion_date: None,
            requested_completion_date: None,
            expected_completion_date: None,
            cancellation_date: None,
            cancellation_reason: None,
            state: OrderState::Acknowledged,
            related_party: Vec::new(),
            channel: Vec::new(),
            note: Vec::new(),
            order_total_price: Vec::new(),
            product_order_item: items,
            payment: Vec::new(),
            cart: None,
            customer: None,
            visitor: None,
            also_in: Vec::new(),
            language: french(),
            contact: Contact::default(),
            billing_address: None,
            delivery: Delivery::Nothing,
            delivery_price: Vec::new(),
            due_now,
            vat: Vec::new(),
            rounding_rule: String::new(),
            terms_version: String::new(),
            payment_standing: PaymentStanding::Settled,
            payment_until: None,
            gesture: Decimal::ZERO,
            withheld: Decimal::ZERO,
            fulfilment: Vec::new(),
            goods_return: Vec::new(),
            withdrawal: Vec::new(),
            refund_account: None,
            hold: None,
            unknown: Unknown::new(),
        }
    }

    /// The currency that it is in.
    pub fn currency(&self) -> Currency {
        self.due_now.unit
    }

    /// The line of this id.
    pub fn item(&self, id: &str) -> Option<&OrderItem> {
        self.product_order_item.iter().find(|item| item.id == id)
    }

    pub(super) fn item_mut(&mut self, id: &str) -> Option<&mut OrderItem> {
        self.product_order_item.iter_mut().find(|item| item.id == id)
    }

    /// The lines that are parts or options of a line.
    pub fn parts_of<'a>(&'a self, bundle: &'a str) -> impl Iterator<Item = &'a OrderItem> {
        self.product_order_item.iter().filter(move |item| item.bundle() == Some(bundle))
    }

    /// Whether a line is a bundle of which each part is a line of its own: those are given, not it.
    pub fn has_parts(&self, id: &str) -> bool {
        self.item(id).is_some_and(|item| item.is_bundle) && self.parts_of(id).next().is_some()
    }

    /// Whether goods are still to be given: of a bundle, its parts count and not it.
    pub fn has_goods_left(&self) -> bool {
        self.product_order_item
            .iter()
            .any(|item| item.is_goods() && item.open() > 0 && !self.has_parts(&item.id))
    }

    /// How it is collected in a shop, if it is.
    pub fn pick_up(&self) -> Option<&PickUp> {
        match &self.delivery {
            Delivery::PickUp(pick_up) => Some(pick_up),
            _ => None,
        }
    }

    pub(super) fn pick_up_mut(&mut self) -> Option<&mut PickUp> {
        match &mut self.delivery {
            Delivery::PickUp(pick_up) => Some(pick_up),
            _ => None,
        }
    }

    /// The shop where it is collected.
    pub fn shop(&self) -> Option<&PlaceId> {
        self.pick_up().map(|pick_up| &pick_up.place)
    }

    /// Where it is sent, if it is.
    pub fn shipping_address(&self) -> Option<&PostalAddress> {
        match &self.delivery {
            Delivery::Shipping { address, .. } => Some(address),
            _ => None,
        }
    }

    /// By which id what is theirs is found: the customer's, else the browser's.
    pub fn owner(&self) -> Option<String> {
        self.customer
            .map(|customer| customer.to_string())
            .or_else(|| self.visitor.map(|visitor| visitor.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_short_and_made_of_chance() {
        let number = order_number(OrderId::at(Timestamp::UNIX_EPOCH, 0x1234_5678_9abc_def0));
        assert_eq!((number.len(), number.as_bytes()[5]), (11, b'-'));
        assert_ne!(number, order_number(OrderId::at(Timestamp::UNIX_EPOCH, 0x1234_5678_9abc_def1)));
    }
}
