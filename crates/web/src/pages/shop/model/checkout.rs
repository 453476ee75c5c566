//! The checkout on one page, and the page that says that a price changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::Money;

use super::cart::CartLine;
use super::price::Totals;
use super::store::{Link, Problem};

/// The checkout. Fields come back by name as they were typed, right or wrong: `given_name`, `family_name`, `email`,
/// `phone`, `delivery` (`pick_up:PLACE` or `send:METHOD`), `name`, `street`, `complement`, `postcode`, `city`,
/// `country`, `payment` (a provider's name), `iban`, `bic`, `holder`, `card_number`, `card_expiry`,
/// `terms`, `summary_accepted`, `begin_at_once`.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutPage {
    /// The cart's id: a form that comes twice says which cart it was about.
    pub cart: String,
    /// What was typed, by the field's name.
    pub values: BTreeMap<String, String>,
    /// What is to be put right.
    pub problems: Vec<Problem>,
    /// Who the reader is.
    pub identity: Identity,
    /// Ways of sending; empty where nothing is sent.
    pub delivery: Vec<DeliveryShown>,
    /// Shops to fetch at.
    pub places: Vec<PickUpPlace>,
    /// Whether an address is needed whatever is chosen: a subscription is used somewhere.
    pub needs_address: bool,
    /// Countries that goods are sent to: code and name.
    pub countries: Vec<(String, String)>,
    /// Ways to pay.
    pub payments: Vec<PaymentShown>,
    /// The terms.
    pub terms: TermsShown,
    /// The contracts in short, for subscriptions.
    pub contracts: Vec<ContractSummary>,
    /// What is ordered.
    pub lines: Vec<CartLine>,
    /// What it costs.
    pub totals: Totals,
    /// The total that goes along with the order.
    pub seen: SeenAmounts,
    /// Until when the goods are held.
    pub held_until: Option<Timestamp>,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// Who is at the checkout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Identity {
    /// A guest.
    #[default]
    Guest,
    /// Somebody who signed in, by this address.
    SignedIn(String),
}

/// The total as it was shown, in the exact figures that come back with the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenAmounts {
    /// The fee of each way of delivery as it stands beside its choice (`send:colis`), where none is in the amounts yet.
    pub fees: Vec<(String, String)>,
    /// Due at the order.
    pub due_now: String,
    /// Due in the first month.
    pub monthly: String,
    /// Over the first year.
    pub first_year: String,
}

/// A way of sending.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryShown {
    /// What everything comes to if it is chosen.
    pub totals: Totals,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its fee.
    pub fee: Option<Money>,
    /// When it would arrive.
    pub arrives: String,
    /// Why it cannot be chosen, if it cannot.
    pub unavailable: Option<String>,
}

/// A shop where the order can be fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct PickUpPlace {
    /// What everything comes to if it is chosen.
    pub totals: Totals,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// When the order would be ready.
    pub ready_by: Option<Timestamp>,
    /// Opening hours: days and hours, as people read them.
    pub hours: Vec<(String, String)>,
    /// Why it cannot be chosen, if it cannot.
    pub unavailable: Option<String>,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentShown {
    /// The provider's name: `in_shop`, `bank_transfer`, `sepa_mandate`, `test_card`.
    pub name: String,
    /// Its words.
    pub title: String,
    /// What happens then.
    pub hint: String,
    /// Why it cannot be chosen, if it cannot.
    pub unavailable: Option<String>,
}

/// The terms of sale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermsShown {
    /// Where they are read.
    pub href: String,
    /// Their version.
    pub version: u64,
    /// Since when they hold, in words.
    pub since: String,
}

/// A contract in short (directive 2018/1972, art. 102): headings and what they say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractSummary {
    /// The offering's name.
    pub name: String,
    /// Headings and what they say, line by line.
    pub rows: Vec<(String, Vec<String>)>,
    /// Where it can be kept as a document, if it can.
    pub document: Option<Link>,
}

/// The page that says that the total is no longer what was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChangedPage {
    /// What was shown.
    pub seen: Totals,
    /// What it is now.
    pub now: Totals,
    /// The lines whose prices moved.
    pub lines: Vec<CartLine>,
    /// The figures that go along if the reader agrees.
    pub now_seen: SeenAmounts,
    /// Every other field of the checkout as it was sent, to go along.
    pub fields: Vec<(String, String)>,
}
