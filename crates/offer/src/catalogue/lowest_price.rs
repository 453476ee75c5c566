//! The lowest price of the thirty days before a reduction, from which the reduction must be computed.
//!
//! Directive 98/6/EC, article 6a, as read by the Court of Justice in C-330/23 (Aldi Süd, 26 September 2024): the
//! announced percentage is of the lowest price *in force* in at least the thirty days before the reduction began.
//! A price set long before but still in force counts; the reduction itself does not; what was found at its start
//! stays for as long as it lasts.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::price::{PriceType, ProductOfferingPrice};
use super::promotion::Promotion;

/// How far one looks back from the start of a reduction.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What an announced reduction makes of a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduced {
    /// The lowest price of the thirty days before the reduction began, with tax.
    pub lowest_before: Decimal,
    /// The price now, with tax, to the cent.
    pub price: Decimal,
    /// Since when.
    pub since: Timestamp,
}

/// The reduced price of a one-time price at `at`, if an announced promotion in force lowers it.
///
/// `prices` are all one-time prices of the offering, past ones included; `promotions` those announced ones that are for it,
/// past ones included: an earlier reduction lowers the price from which a later one is computed.
pub fn reduced_at(
    prices: &[&ProductOfferingPrice],
    promotions: &[&Promotion],
    at: Timestamp,
) -> Option<(usize, Reduced)> {
    let plain = plain_price(prices, at)?;
    promotions
        .iter()
        .enumerate()
        .filter(|(_, promotion)| promotion.lifecycle_status.is_sold() && promotion.valid_for.holds_at(at))
        .filter_map(|(place, promotion)| {
            let since = promotion.valid_for.start_date_time?;
            let lowest_before = lowest_before(prices, promotions, since)?;
            let price = promotion
                .reduction
                .of(lowest_before)
                .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            Some((place, Reduced { lowest_before, price, since }))
        })
        .filter(|(_, reduced)| reduced.price < plain && reduced.price < reduced.lowest_before)
        .min_by_key(|(_, reduced)| reduced.price)
}

/// The lowest price that was applied at some instant of the thirty days before `start`; where nothing was sold
/// then, nothing: a reduction cannot be announced.
pub fn lowest_before(
    prices: &[&ProductOfferingPrice],
    promotions: &[&Promotion],
    start: Timestamp,
) -> Option<Decimal> {
    let from = start.saturating_sub(LOOK_BACK).unwrap_or(Timestamp::MIN);
    instants_of_change(prices, promotions, from, start)
        .into_iter()
        .filter_map(|at| {
            let plain = plain_price(prices, at)?;
            // Reductions in force then began before `start`, so this ends.
            Some(reduced_at(prices, promotions, at).map_or(plain, |(_, reduced)| reduced.price))
        })
        .min()
}

/// The instants of `from..to` at which the price may have changed: between them it did not.
fn instants_of_change(
    prices: &[&ProductOfferingPrice],
    promotions: &[&Promotion],
    from: Timestamp,
    to: Timestamp,
) -> Vec<Timestamp> {
    let periods =
        prices.iter().map(|price| price.valid_for).chain(promotions.iter().map(|each| each.valid_for));
    let mut instants: Vec<Timestamp> = periods
        .flat_map(|period| [period.start_date_time, period.end_date_time])
        .flatten()
        .filter(|at| from < *at && *at < to)
        .chain([from])
        .collect();
    instants.sort_unstable();
    instants.dedup();
    instants
}

/// The sum of the one-time prices in force, with tax, before any reduction.
fn plain_price(prices: &[&ProductOfferingPrice], at: Timestamp) -> Option<Decimal> {
    prices
        .iter()
        .filter(|price| price.price_type == PriceType::OneTime && price.in_force(at))
        .map(|price| price.with_tax().amount)
        .reduce(|sum, more| sum + more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{LifecycleStatus, Period, PriceId, PromotionId, Reduction, Unknown};
    use types::Money;

    fn day(n: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + n * 86_400).unwrap()
    }

    fn price(amount: i64, from: Option<i64>, to: Option<i64>) -> ProductOfferingPrice {
        let money = Money { amount: Decimal::from(amount), currency: "EUR".parse().unwrap() };
        let period = Period { start_date_time: from.map(day), end_date_time: to.map(day) };
        ProductOfferingPrice::new(PriceId::new("p"), PriceType::OneTime, money, Decimal::from(20), period)
    }

    fn off(percent: i64, from: i64, to: i64) -> Promotion {
        Promotion {
            id: PromotionId::new("p"),
            name: String::new(),
            valid_for: Period { start_date_time: Some(day(from)), end_date_time: Some(day(to)) },
            lifecycle_status: LifecycleStatus::Launched,
            reduction: Reduction::Percent(Decimal::from(percent)),
            offerings: Vec::new(),
            categories: Vec::new(),
            code: None,
            uses: None,
            translation: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    fn at(
        prices: &[ProductOfferingPrice],
        promotions: &[Promotion],
        when: i64,
    ) -> Option<(Decimal, Decimal)> {
        let prices: Vec<_> = prices.iter().collect();
        let promotions: Vec<_> = promotions.iter().collect();
        reduced_at(&prices, &promotions, day(when)).map(|(_, reduced)| (reduced.lowest_before, reduced.price))
    }

    #[test]
    fn an_unchanged_price_of_long_ago_is_what_a_reduction_is_computed_from() {
        let found = at(&[price(100, None, None)], &[off(50, 400, 410)], 405);
        assert_eq!(found, Some((Decimal::from(100), Decimal::from(50))));
    }

    #[test]
    fn a_price_raised_before_the_sale_makes_no_bargain() {
        // 80 until day 390, then 100; 20 % off on day 400 is off 80.
        let prices = [price(80, None, Some(390)), price(100, Some(390), None)];
        assert_eq!(at(&prices, &[off(20, 400, 410)], 401), Some((Decimal::from(80), Decimal::from(64))));
        // 31 days after the rise, 100 is the lowest.
        assert_eq!(at(&prices, &[off(20, 420, 430)], 425), Some((Decimal::from(100), Decimal::from(80))));
    }

    #[test]
    fn an_earlier_sale_counts_and_the_sale_itself_does_not() {
        let prices = [price(100, None, None)];
        let sales = [off(40, 380, 390), off(20, 400, 440)];
        // The first sale sold at 60 within the thirty days: 20 % off 60, for the whole of the second.
        assert_eq!(at(&prices, &sales, 401), Some((Decimal::from(60), Decimal::from(48))));
        assert_eq!(at(&prices, &sales, 439), Some((Decimal::from(60), Decimal::from(48))));
    }

    #[test]
    fn what_was_not_sold_before_cannot_be_reduced() {
        assert_eq!(at(&[price(100, Some(400), None)], &[off(20, 400, 410)], 405), None);
    }
}
