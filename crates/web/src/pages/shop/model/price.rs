//! Prices as the pages show them: whole, or not at all.

use jiff::Timestamp;
use types::Money;

/// The price of an offering.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriceShown {
    /// Due at the order.
    pub due_now: Option<Money>,
    /// Due each month, from the first; several steps where it changes.
    pub monthly: Vec<MonthStep>,
    /// Due at the end; less than nothing is given back.
    pub at_end: Option<Money>,
    /// The total over a year, where something is due each month; without what is paid for use.
    pub year: Option<Money>,
    /// Several variants differ: these are the least.
    pub from: bool,
    /// What is paid for use.
    pub usage: Vec<UsePrice>,
    /// The commitment in months; 0 says none, nothing that the question does not arise.
    pub commitment_months: Option<u32>,
    /// An announced reduction.
    pub lowered: Option<Lowered>,
    /// The price for a measure that goods are compared by (a kilogram, a metre), as people read it.
    pub per_measure: Option<String>,
    /// The amounts do not include tax: for businesses.
    pub without_tax: bool,
}

/// What is due each month from a month on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthStep {
    /// The first month, from 1.
    pub from: u32,
    /// The last month, included; nothing where it does not end.
    pub to: Option<u32>,
    /// The amount.
    pub amount: Money,
}

/// A price for use.
#[derive(Debug, Clone, PartialEq)]
pub struct UsePrice {
    /// What it is for, in people's words.
    pub name: String,
    /// The amount.
    pub amount: Money,
    /// For how much, as people read it: `kWh`, `GB beyond 50`.
    pub unit: String,
}

/// A reduction that is announced. Its percentage is counted from the lowest price of the thirty days before it began.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The lowest price of those thirty days.
    pub lowest_before: Money,
    /// The reduction in whole percent of it, rounded down.
    pub percent: u32,
    /// Until when it holds.
    pub until: Option<Timestamp>,
}

/// What a cart or an order costs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    /// Due at the order, delivery included.
    pub due_now: Option<Money>,
    /// Due each month.
    pub monthly: Vec<MonthStep>,
    /// Due at the end.
    pub at_end: Option<Money>,
    /// Over the first year, without what is paid by use.
    pub first_year: Option<Money>,
    /// Whether use is paid on top: no total says all then.
    pub by_use: bool,
    /// The delivery with its fee, once chosen.
    pub delivery: Option<(String, Money)>,
    /// The tax in what is due at the order, by rate.
    pub tax: Vec<TaxRow>,
    /// The longest commitment, in months.
    pub commitment_months: u32,
}

/// The tax of one rate.
#[derive(Debug, Clone, PartialEq)]
pub struct TaxRow {
    /// The rate, as people read it: `20 %`.
    pub rate: String,
    /// What it is counted on, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}
