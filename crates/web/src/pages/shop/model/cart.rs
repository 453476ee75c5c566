//! The cart.

use types::Money;

use super::price::{MonthStep, Totals, UsePrice};
use super::store::{Link, Picture, Problem};

/// The page of the cart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CartPage {
    /// Its lines.
    pub lines: Vec<CartLine>,
    /// What it costs.
    pub totals: Totals,
    /// The version that this page shows.
    pub version: u64,
    /// Codes of promotions that were typed and count.
    pub codes: Vec<String>,
    /// Whether the way to the checkout is open.
    pub can_check_out: bool,
    /// What is to be put right beside lines: a code that is not known, a line that is too many.
    pub problems: Vec<Problem>,
    /// What a seller changed, if one did.
    pub changed_by_seller: bool,
    /// The conversation about it, if there is one.
    pub talk: Option<String>,
    /// Where else one may go.
    pub suggestions: Vec<Link>,
}

/// A line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CartLine {
    /// Its id within the cart.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its picture.
    pub picture: Picture,
    /// Options and parts, each in a few words with its price.
    pub details: Vec<String>,
    /// How many.
    pub quantity: u32,
    /// The largest quantity that makes sense.
    pub most: u32,
    /// Due at the order, for all of the line.
    pub due_now: Option<Money>,
    /// Due each month, for all of the line.
    pub monthly: Vec<MonthStep>,
    /// Due at the end, for all of the line.
    pub at_end: Option<Money>,
    /// What is paid for use on top.
    pub usage: Vec<UsePrice>,
    /// A seller put it in.
    pub by_seller: bool,
    /// What it cost when it was put in, where that moved.
    pub moved: Option<MovedPrice>,
    /// What stands in the way of ordering it.
    pub problems: Vec<LineProblem>,
}

/// A price that moved since it was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MovedPrice {
    /// What was seen.
    pub seen: Money,
    /// What it is now.
    pub now: Money,
}

/// What stands in the way of a line, and ways out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineProblem {
    /// What and why.
    pub message: String,
    /// What one can do.
    pub ways: Vec<Link>,
}
