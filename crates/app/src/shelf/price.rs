//! The whole price of an offering: now, each month, at the end, over a year, for use; and what a reduction is counted from.

use jiff::Timestamp;
use offer::catalogue::{Catalogue, ProductOffering};
use offer::shelf::{ComparedPrice, MonthlyStretch, PriceShape, StatedUse, compare};
use offer::shelved::{at_end, compared_offering};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use types::{Currency, Money};

/// What an offering costs, all taxes included, rounded to the cent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriceSeen {
    /// Due at the order; nothing where nothing is due once.
    pub due_now: Option<Money>,
    /// Due each month, in stretches of equal amounts; empty where nothing is.
    pub months: Vec<MonthlyStretch>,
    /// Over the first year, without any use; nothing where nothing is due each month.
    pub year: Option<Money>,
    /// Due at the end; less than nothing is given back.
    pub at_end: Option<Money>,
    /// Prices by use.
    pub usage: Vec<ComparedPrice>,
    /// The commitment in months; nothing where the question does not arise.
    pub commitment_months: Option<u32>,
    /// An announced reduction.
    pub lowered: Option<LoweredSeen>,
}

/// An announced reduction.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredSeen {
    /// The lowest price of the thirty days before it began.
    pub lowest_before: Money,
    /// In whole percent of it, rounded down.
    pub percent: u32,
    /// Until when.
    pub until: Option<Timestamp>,
}

impl PriceSeen {
    /// The price of an offering at an instant. Where it cannot be counted (two currencies), what can be is said.
    pub fn of(catalogue: &Catalogue, offering: &ProductOffering, at: Timestamp, currency: Currency) -> Self {
        let prices = catalogue.prices_in_force(offering, at);
        let lowered = prices.iter().find_map(|it| {
            let (promotion, reduced) = it.reduced.as_ref()?;
            let currency = it.price.price.unit;
            let less = reduced.lowest_before - reduced.price;
            let percent = less.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(reduced.lowest_before)?;
            Some(LoweredSeen {
                lowest_before: Money { amount: reduced.lowest_before.round_dp(2), currency },
                percent: percent.floor().to_u32().unwrap_or(0),
                until: promotion.valid_for.end_date_time,
            })
        });
        let compared = compared_offering(catalogue, offering, at);
        let commitment_months = compared.commitment_months;
        let usage = compared
            .prices
            .iter()
            .filter(|it| matches!(it.shape, PriceShape::Usage { .. }))
            .cloned()
            .collect();
        let recurring = compared.prices.iter().any(|it| matches!(it.shape, PriceShape::Recurring { .. }));
        let once = compared.prices.iter().any(|it| it.shape == PriceShape::OneTime);
        let side = compare(vec![compared], &StatedUse::default(), currency)
            .ok()
            .and_then(|it| it.sides.into_iter().next());
        let (due_now, months, year) = match side.map(|side| side.cost) {
            Some(cost) => (Some(cost.due_now), cost.months, Some(cost.year)),
            None => (None, Vec::new(), None),
        };
        Self {
            due_now: due_now.filter(|_| once),
            months: if recurring { months } else { Vec::new() },
            year: year.filter(|_| recurring),
            at_end: at_end(catalogue, offering, at),
            usage,
            commitment_months,
            lowered,
        }
    }
}
