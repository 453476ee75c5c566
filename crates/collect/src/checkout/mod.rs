//! Completing an order: the one gate. Customers fill a checkout in any order; here, every requirement that is not met is
//! listed at its place, all of them at once.

mod ordering;
#[cfg(test)]
mod tests;

use offer::catalogue::{
    Catalogue, Eligibility, Ineligible, Nature, OfferingId, Situation, StockItemId, eligibility,
};
use rust_decimal::Decimal;

use crate::cart::{Cart, DeliveryChoice, LineId};
use crate::place::{AddressFault, Place};
use crate::pricing::{DeliveryMethod, NotOffered, PricedCart};

pub use ordering::{demand_of, order_of};

/// What the organisation offers at the checkout.
#[derive(Debug, Clone, Copy)]
pub struct House<'a> {
    /// What is on offer.
    pub catalogue: &'a Catalogue,
    /// Ways of sending goods.
    pub methods: &'a [DeliveryMethod],
    /// Shops and warehouses.
    pub places: &'a [Place],
    /// The names of the ways to pay.
    pub payments: &'a [String],
    /// The version of the terms in force; nothing: none are published, and nothing can be ordered.
    pub terms: Option<u64>,
}

/// Something that must be done before the order can be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// There is nothing in the cart.
    SomethingInTheCart,
    /// A line can no longer be bought.
    OnOffer {
        /// Which line.
        line: LineId,
        /// What it holds.
        offering: OfferingId,
        /// Why not.
        because: NotOffered,
    },
    /// Somebody may not buy this.
    Eligible {
        /// Which line.
        line: LineId,
        /// Why not.
        because: Ineligible,
    },
    /// There is not enough of it.
    InStock {
        /// Of what.
        item: StockItemId,
        /// How many are wanted.
        wanted: u64,
        /// How many there are where they are wanted.
        found: u64,
    },
    /// A given name.
    GivenName,
    /// A family name.
    FamilyName,
    /// An e-mail address to which mail can be sent.
    Email,
    /// A telephone number that can be dialled; none need be given.
    Phone,
    /// Something of the address.
    Address(AddressFault),
    /// A way of delivery or a shop, because there is something to deliver.
    Delivery,
    /// The way of delivery does not reach the address, or is no longer offered.
    DeliveryReaches,
    /// The shop that was chosen does not hand goods over (any more).
    PickUpPlace,
    /// A way to pay.
    Payment,
    /// Paying in the shop is for what is fetched there.
    PaymentInShop,
    /// The terms in force.
    Terms {
        /// Their version.
        version: u64,
    },
    /// Terms of sale: the house has published none, so that nobody could accept them. The house puts it right.
    NoTerms,
    /// The summary of the contract, because there is a subscription.
    ContractSummary,
}

impl Requirement {
    /// Where it stands in the cart: the field of the form that is to be filled (a name of `CheckoutData`, or of a line).
    pub fn place(&self) -> String {
        match self {
            Self::SomethingInTheCart | Self::InStock { .. } => "cart".to_owned(),
            Self::OnOffer { line, .. } | Self::Eligible { line, .. } => format!("line-{line}"),
            Self::GivenName => "givenName".to_owned(),
            Self::FamilyName => "familyName".to_owned(),
            Self::Email => "email".to_owned(),
            Self::Phone => "phone".to_owned(),
            Self::Address(fault) => fault.field().to_owned(),
            Self::Delivery | Self::DeliveryReaches | Self::PickUpPlace => "delivery".to_owned(),
            Self::Payment | Self::PaymentInShop => "payment".to_owned(),
            Self::Terms { .. } | Self::NoTerms => "terms".to_owned(),
            Self::ContractSummary => "summaryAccepted".to_owned(),
        }
    }

    /// The word for it in acts and in what programs read.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::SomethingInTheCart => "empty",
            Self::OnOffer { .. } => "not_on_offer",
            Self::Eligible { .. } => "not_eligible",
            Self::InStock { .. } => "out_of_stock",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address(_) => "address",
            Self::Delivery => "delivery",
            Self::DeliveryReaches => "delivery_reach",
            Self::PickUpPlace => "pick_up_place",
            Self::Payment => "payment",
            Self::PaymentInShop => "payment_in_shop",
            Self::Terms { .. } => "terms",
            Self::NoTerms => "no_terms",
            Self::ContractSummary => "contract_summary",
        }
    }
}

/// The calling code of numbers that are written without one (E.164): France's.
pub const CALLING_CODE: &str = "33";

/// The way to pay that is settled when goods are handed over in a shop.
pub const PAY_IN_SHOP: &str = "shop";

/// Every requirement that is not met. Stock is not looked at here: holding it says what is short.
pub fn requirements(
    cart: &Cart,
    priced: &PricedCart,
    house: &House<'_>,
    situation: &Situation,
) -> Vec<Requirement> {
    let mut missing = Vec::new();
    if cart.is_empty() {
        missing.push(Requirement::SomethingInTheCart);
    }
    missing.extend(of_lines(cart, priced, house, situation));
    missing.extend(of_contact(cart));
    missing.extend(of_delivery(cart, house));
    missing.extend(of_payment(cart, priced, house));
    let accepted = cart.checkout.terms;
    match house.terms {
        None => missing.push(Requirement::NoTerms),
        Some(version) if accepted != Some(version) => missing.push(Requirement::Terms { version }),
        Some(_) => {}
    }
    if priced.has_subscription() && !cart.checkout.summary_accepted {
        missing.push(Requirement::ContractSummary);
    }
    // A postcode may be wanted for what is used there and for where goods go: it is asked for once.
    let mut once: Vec<Requirement> = Vec::new();
    for each in missing {
        if !once.contains(&each) {
            once.push(each);
        }
    }
    once
}

fn of_lines(cart: &Cart, priced: &PricedCart, house: &House<'_>, situation: &Situation) -> Vec<Requirement> {
    let mut missing = Vec::new();
    let situation = situation_of(cart, situation);
    for (item, line) in cart.cart_item.iter().zip(&priced.lines) {
        if let Some(because) = line.not_offered {
            missing.push(Requirement::OnOffer { line: item.id.clone(), offering: item.offering(), because });
            continue;
        }
        let parts = item.cart_item.iter().map(|part| (part.offering(), part.quantity));
        for (id, _) in std::iter::once((item.offering(), 1)).chain(parts) {
            let Some(offering) = house.catalogue.offerings.get(&id) else { continue };
            let wanted =
                situation.in_cart.iter().find(|(each, _)| *each == id).map_or(1, |(_, count)| *count);
            match eligibility(&offering.eligibility, &id, wanted, &others(&situation, &id)) {
                Eligibility::Eligible => {}
                Eligibility::NeedsPostcode => missing.push(Requirement::Address(AddressFault::Postcode)),
                Eligibility::NotEligible(because) => {
                    missing.push(Requirement::Eligible { line: item.id.clone(), because });
                }
            }
        }
    }
    missing
}

/// The situation with what is in this cart and the postcode that was given.
pub fn situation_of(cart: &Cart, known: &Situation) -> Situation {
    let postcode = cart.checkout.address.postcode.trim();
    Situation {
        postcode: (!postcode.is_empty()).then(|| postcode.to_owned()).or_else(|| known.postcode.clone()),
        in_cart: cart.offerings(),
        ..known.clone()
    }
}

/// The situation without the offering itself in the cart: it neither needs nor excludes itself.
fn others(situation: &Situation, id: &OfferingId) -> Situation {
    let in_cart = situation.in_cart.iter().filter(|(each, _)| each != id).cloned().collect();
    Situation { in_cart, ..situation.clone() }
}

fn of_contact(cart: &Cart) -> Vec<Requirement> {
    let contact = &cart.checkout.contact;
    let mut missing = Vec::new();
    // A name can be read: invisible marks alone are none.
    let is_name = |text: &str| text.chars().any(char::is_alphanumeric) && !text.chars().any(char::is_control);
    if !is_name(&contact.given_name) {
        missing.push(Requirement::GivenName);
    }
    if !is_name(&contact.family_name) {
        missing.push(Requirement::FamilyName);
    }
    if contact.email.parse::<party::EmailAddress>().is_err() {
        missing.push(Requirement::Email);
    }
    let phone = contact.phone.trim();
    if !phone.is_empty() && party::PhoneNumber::read(phone, CALLING_CODE).is_err() {
        missing.push(Requirement::Phone);
    }
    missing
}

/// Whether there is something to carry away.
pub fn has_goods(cart: &Cart, catalogue: &Catalogue) -> bool {
    cart.demand(catalogue).is_ok_and(|demand| !demand.is_empty())
}

/// Whether something is used at an address: a subscription or a service.
fn has_service(cart: &Cart, catalogue: &Catalogue) -> bool {
    cart.offerings()
        .iter()
        .filter_map(|(id, _)| catalogue.offerings.get(id))
        .any(|offering| offering.nature != Nature::Goods)
}

fn of_delivery(cart: &Cart, house: &House<'_>) -> Vec<Requirement> {
    let goods = has_goods(cart, house.catalogue);
    let mut missing = Vec::new();
    match &cart.checkout.delivery {
        None if goods => missing.push(Requirement::Delivery),
        Some(DeliveryChoice::Send { method }) if goods => {
            let found = house.methods.iter().find(|each| each.id == *method && each.offered);
            if !found.is_some_and(|method| method.reaches(&cart.checkout.address.country)) {
                missing.push(Requirement::DeliveryReaches);
            }
        }
        Some(DeliveryChoice::PickUp { place })
            if goods && !house.places.iter().any(|each| each.id == *place && each.hands_over()) =>
        {
            missing.push(Requirement::PickUpPlace);
        }
        _ => {}
    }
    // What is fetched in a shop needs no address; what is sent, or used at home, does.
    let sent = goods && matches!(cart.checkout.delivery, Some(DeliveryChoice::Send { .. }));
    if sent || has_service(cart, house.catalogue) {
        let faults = cart.checkout.address.faults();
        missing.extend(
            faults.into_iter().filter(|fault| *fault != AddressFault::Name).map(Requirement::Address),
        );
    }
    missing
}

fn of_payment(cart: &Cart, priced: &PricedCart, house: &House<'_>) -> Vec<Requirement> {
    if priced.due_now <= Decimal::ZERO {
        return Vec::new();
    }
    let payment = cart.checkout.payment.as_str();
    if !house.payments.iter().any(|each| each == payment) {
        return vec![Requirement::Payment];
    }
    let fetched = matches!(cart.checkout.delivery, Some(DeliveryChoice::PickUp { .. }));
    if payment == PAY_IN_SHOP && !fetched { vec![Requirement::PaymentInShop] } else { Vec::new() }
}
