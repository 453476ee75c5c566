//! One offering: everything one needs to know before one takes it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::checkout::ContractSummary;
use super::price::PriceShown;
use super::store::{Crumb, Picture, Problem};
use types::Money;

/// The page of an offering.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferingPage {
    /// Its id.
    pub id: String,
    /// Its name, the variant included.
    pub name: String,
    /// The brand.
    pub brand: String,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Its pictures; the first is shown large.
    pub pictures: Vec<Picture>,
    /// What is said of it; paragraphs are separated by empty lines.
    pub description: String,
    /// Its price.
    pub price: PriceShown,
    /// What it would have cost for the use that the reader took along from the comparison, in a sentence.
    pub with_use: Option<String>,
    /// What variants differ in.
    pub axes: Vec<VariantAxis>,
    /// What can be taken with it.
    pub options: Vec<OptionShown>,
    /// What it is made of, if it is a bundle.
    pub parts: Vec<PartShown>,
    /// What it is and has: name and value.
    pub characteristics: Vec<(String, String)>,
    /// Stock by place; empty where that does not arise.
    pub places: Vec<PlaceStock>,
    /// By when it would arrive if it were ordered now, and what that costs: each day with its own fee.
    pub deliveries: Vec<(Timestamp, Money)>,
    /// Whether it can be sent out of stock somewhere.
    pub available: bool,
    /// Whether it has a price: what has none is asked for, not bought.
    pub priced: bool,
    /// Whether the reader may have it.
    pub eligibility: EligibilityShown,
    /// The largest quantity that can be put in the cart.
    pub most: u32,
    /// The stock-keeping unit.
    pub sku: String,
    /// The GTIN.
    pub gtin: String,
    /// The contracts in short that taking it concludes: a bundle may hold several.
    pub contracts: Vec<ContractSummary>,
    /// Whether the reader has asked already to be told when it is back.
    pub watched: bool,
    /// Whether it was just put in the cart.
    pub just_added: bool,
    /// It is not sold any more.
    pub withdrawn: bool,
    /// What is to be put right in the form.
    pub problems: Vec<Problem>,
    /// What was typed: the postcode, the address to be told at.
    pub postcode: String,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// What variants differ in: colour, storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantAxis {
    /// Its name.
    pub label: String,
    /// Its values.
    pub choices: Vec<Choice>,
}

/// A value of what variants differ in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// The page of the variant that has it with the other values of this one, or the closest to that.
    pub href: String,
    /// It is this one's.
    pub current: bool,
    /// It can be had at once.
    pub available: bool,
}

/// What can be taken along.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionShown {
    /// The option's offering.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its price.
    pub price: PriceShown,
    /// It belongs to it and cannot be left out.
    pub required: bool,
    /// It is chosen when the page is shown.
    pub chosen: bool,
    /// Why it cannot be had, if it cannot.
    pub unavailable: Option<String>,
}

/// A part of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartShown {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub href: String,
    /// How many.
    pub quantity: u32,
}

/// How much there is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockLevel {
    /// Enough.
    Available,
    /// Only so many.
    Few(u32),
    /// None.
    Out,
}

/// The stock at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceStock {
    /// The place's name.
    pub name: String,
    /// Its address on one line.
    pub address: String,
    /// How much there is.
    pub level: StockLevel,
    /// When it could be fetched if it were ordered now.
    pub ready_by: Option<Timestamp>,
    /// Today's hours, in words.
    pub hours_today: String,
}

/// Whether the reader may have an offering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EligibilityShown {
    /// Yes, or nothing restricts it.
    #[default]
    Open,
    /// Yes, at this postcode.
    OpenAt(String),
    /// It depends on the postcode.
    NeedsPostcode,
    /// No: why, and what to do instead.
    No {
        /// Why.
        reason: String,
        /// What else there is.
        instead: Vec<super::store::Link>,
    },
}
