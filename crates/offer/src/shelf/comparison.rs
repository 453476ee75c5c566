//! Up to four offerings on one footing: what each costs over a year, everything and all taxes included, for a use that
//! the customer states; what is included, side by side; what differs.
//!
//! Months are counted from the first: a price that begins after six months is due from the seventh. A recurring price is
//! due at the beginning of each of its periods. Each line is rounded once, half away from zero, to the cent, after tax
//! (the least unit of the currency, two decimals); totals are sums of rounded lines, so that they can be added up by hand.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use types::{Money, MoneyError};

use super::item::InBoth;

/// How many offerings can be compared at once.
pub const MOST_COMPARED: usize = 4;
/// The span that totals cover.
const MONTHS: u32 = 12;
/// Use is counted to a millionth of its unit: a milliwatt-hour of kilowatt-hours.
const USE_DECIMALS: u32 = 6;

/// An offering as the comparison needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComparedOffering {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: InBoth,
    /// Every price that is due, deposits and activation fees too.
    pub prices: Vec<ComparedPrice>,
    /// What is included of things that are used, each month, by unit.
    pub allowances: Vec<Allowance>,
    /// What of a stated use falls on each of its own units, each month, where a calendar tells that (the kilowatt-hours of
    /// off-peak hours); empty where use is stated by those units themselves.
    pub own_use: BTreeMap<String, Decimal>,
    /// What it is and has, in the order in which it is told.
    pub characteristics: Vec<Characteristic>,
    /// The commitment in months; 0 says none, nothing that the question does not arise.
    pub commitment_months: Option<u32>,
}

/// One price of an offering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedPrice {
    /// What it is for.
    pub name: InBoth,
    /// How it is due.
    pub shape: PriceShape,
    /// The amount, as the price states it.
    pub amount: Money,
    /// The rate of tax, in percent, to be added; nothing where the amount includes all taxes.
    pub tax_to_add: Option<Decimal>,
    /// After how many months it begins; 0 for at once.
    pub from_month: u32,
    /// For how many months it holds; without a number it does not end.
    pub for_months: Option<u32>,
}

/// How a price is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceShape {
    /// Once.
    OneTime,
    /// Every so many months.
    Recurring {
        /// At least 1.
        every_months: u32,
    },
    /// For each so many units used, beyond what is included.
    Usage {
        /// The unit: `GB`, `minute`, `kWh`.
        unit: String,
        /// The amount is for so many units; a part of them is paid in proportion.
        per: Decimal,
    },
}

/// What is included of something that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The unit.
    pub unit: String,
    /// How many a month; nothing says without limit.
    pub monthly: Option<Decimal>,
}

/// What an offering is or has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characteristic {
    /// Its key: rows of two offerings meet by it.
    pub key: String,
    /// Its name.
    pub label: InBoth,
    /// Its value, with its unit.
    pub value: InBoth,
}

/// What a customer says that they use each month, by unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatedUse {
    /// Units of use a month; nothing that is not stated is counted.
    pub monthly: BTreeMap<String, Decimal>,
}

/// Why offerings cannot be put on one footing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonError {
    /// More than four.
    #[error("{0} offerings were asked for: at most {MOST_COMPARED} can stand side by side; leave some out")]
    TooMany(usize),
    /// Two currencies: without a rate of exchange no total can be compared.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A use below zero.
    #[error("a use of {amount} {unit} a month is less than nothing: state 0 or more")]
    NegativeUse {
        /// The unit.
        unit: String,
        /// What was stated.
        amount: Decimal,
    },
    /// An amount that is not exact any more.
    #[error("the amounts are too large to be counted exactly")]
    TooLarge,
}

/// A line of the cost: one price over the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    /// What it is for.
    pub name: InBoth,
    /// How often it is due within the year; for use, how many units are paid.
    pub times: Decimal,
    /// How it is due.
    pub shape: PriceShape,
    /// What it makes over the year, all taxes included, rounded.
    pub total: Money,
}

/// What is due each month for a stretch of months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyStretch {
    /// The first month, from 1.
    pub from: u32,
    /// The last month, included; nothing where it does not end within the span that was looked at.
    pub to: Option<u32>,
    /// What is due each month, all taxes included, the stated use included.
    pub amount: Money,
}

/// What an offering costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// Due at the order.
    pub due_now: Money,
    /// What the months cost, in stretches of equal amounts.
    pub months: Vec<MonthlyStretch>,
    /// Each line over the year.
    pub lines: Vec<CostLine>,
    /// The total over twelve months.
    pub year: Money,
    /// What twelve months cost from the second year on, the present prices kept.
    pub following_year: Money,
    /// What one is bound to pay in all: what is due now and every month of the commitment.
    pub committed: Option<Money>,
    /// Units of the stated use that this offering neither includes nor prices: what it cannot serve.
    pub not_served: Vec<String>,
    /// Units that are paid by use and of which no use was stated: what they cost is in no total.
    pub unstated: Vec<String>,
}

impl Cost {
    /// Whether the totals hold everything that would be paid for the stated use.
    pub fn is_whole(&self) -> bool {
        self.not_served.is_empty() && self.unstated.is_empty()
    }
}

/// One offering of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The offering as it was given.
    pub offering: ComparedOffering,
    /// What it costs.
    pub cost: Cost,
    /// Whether no other costs less over the year and serves all that is stated; of none while any total is not whole.
    pub cheapest: bool,
    /// By how much its year is dearer than the cheapest one's.
    pub dearer_by: Money,
}

/// A characteristic side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonRow {
    /// The characteristic's key.
    pub key: String,
    /// Its name.
    pub label: InBoth,
    /// Its value in each offering, in their order; nothing where it has none.
    pub values: Vec<Option<InBoth>>,
    /// Whether they are not all the same.
    pub differs: bool,
}

/// Offerings side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The offerings, in the order asked for.
    pub sides: Vec<Compared>,
    /// What they are and have.
    pub rows: Vec<ComparisonRow>,
    /// Whether their commitments differ.
    pub commitment_differs: bool,
    /// Whether some cost more over the year than others.
    pub cost_differs: bool,
}

/// Puts up to four offerings side by side for a stated use. `currency` is what nothing at all is counted in.
pub fn compare(
    offerings: Vec<ComparedOffering>,
    stated: &StatedUse,
    currency: types::Currency,
) -> Result<Comparison, ComparisonError> {
    if offerings.len() > MOST_COMPARED {
        return Err(ComparisonError::TooMany(offerings.len()));
    }
    if let Some((unit, amount)) = stated.monthly.iter().find(|(_, amount)| amount.is_sign_negative()) {
        return Err(ComparisonError::NegativeUse { unit: unit.clone(), amount: *amount });
    }
    let currency =
        offerings.iter().flat_map(|it| &it.prices).map(|it| it.amount.currency).next().unwrap_or(currency);
    let costs: Vec<Cost> =
        offerings.iter().map(|offering| cost(offering, stated, currency)).collect::<Result<_, _>>()?;
    let least = least_of(&costs);
    let cost_differs = costs.windows(2).any(|pair| pair[0].year != pair[1].year);
    let commitment_differs =
        offerings.windows(2).any(|pair| pair[0].commitment_months != pair[1].commitment_months);
    let rows = rows(&offerings);
    let sides = offerings
        .into_iter()
        .zip(costs)
        .map(|(offering, cost)| Compared {
            cheapest: cost.is_whole() && Some(cost.year.amount) == least,
            dearer_by: Money {
                amount: least
                    .filter(|_| cost.is_whole())
                    .map_or(Decimal::ZERO, |least| cost.year.amount - least),
                currency,
            },
            offering,
            cost,
        })
        .collect();
    Ok(Comparison { sides, rows, commitment_differs, cost_differs })
}

/// The least total over the year. There is none while use that one of them charges for was not stated, and none where only one
/// serves what was: an incomplete total is not compared.
fn least_of(costs: &[Cost]) -> Option<Decimal> {
    if costs.iter().any(|cost| !cost.unstated.is_empty()) {
        return None;
    }
    let whole: Vec<Decimal> =
        costs.iter().filter(|cost| cost.is_whole()).map(|cost| cost.year.amount).collect();
    if whole.len() > 1 { whole.into_iter().min() } else { None }
}

fn rows(offerings: &[ComparedOffering]) -> Vec<ComparisonRow> {
    let mut rows: Vec<ComparisonRow> = Vec::new();
    for characteristic in offerings.iter().flat_map(|offering| &offering.characteristics) {
        if rows.iter().any(|row| row.key == characteristic.key) {
            continue;
        }
        let values: Vec<Option<InBoth>> = offerings
            .iter()
            .map(|other| {
                let mut own = other.characteristics.iter().filter(|it| it.key == characteristic.key);
                own.next().map(|it| it.value.clone())
            })
            .collect();
        let differs = values.windows(2).any(|pair| pair[0] != pair[1]);
        rows.push(ComparisonRow {
            key: characteristic.key.clone(),
            label: characteristic.label.clone(),
            values,
            differs,
        });
    }
    rows
}

fn cost(
    offering: &ComparedOffering,
    stated: &StatedUse,
    currency: types::Currency,
) -> Result<Cost, ComparisonError> {
    let money = |amount: Decimal| Money { amount, currency };
    let mut lines = Vec::new();
    let mut due_now = Decimal::ZERO;
    for price in &offering.prices {
        if price.amount.currency != currency {
            return Err(MoneyError::Mixed(currency, price.amount.currency).into());
        }
        if price.shape == PriceShape::OneTime && price.from_month == 0 {
            due_now = sum(due_now, line_amount(price, Decimal::ONE)?)?;
        }
        let times = times_within(price, 0..MONTHS, offering, stated)?;
        if times > Decimal::ZERO {
            let total = line_amount(price, times)?;
            lines.push(CostLine {
                name: price.name.clone(),
                times,
                shape: price.shape.clone(),
                total: money(total),
            });
        }
    }
    let year = lines.iter().try_fold(Decimal::ZERO, |all, line| sum(all, line.total.amount))?;
    let horizon = MONTHS.max(offering.commitment_months.unwrap_or(0)).min(120);
    let by_month: Vec<Decimal> =
        (0..=horizon).map(|month| monthly(offering, stated, month)).collect::<Result<_, _>>()?;
    let committed = match offering.commitment_months {
        Some(months) if months > 0 => {
            let bound =
                by_month.iter().take(months as usize).try_fold(due_now, |all, month| sum(all, *month))?;
            Some(money(bound))
        }
        _ => None,
    };
    let mut following_year = Decimal::ZERO;
    for price in offering.prices.iter().filter(|it| it.shape != PriceShape::OneTime || it.from_month > 0) {
        let times = times_within(price, MONTHS..2 * MONTHS, offering, stated)?;
        following_year = sum(following_year, line_amount(price, times)?)?;
    }
    Ok(Cost {
        due_now: money(due_now),
        months: stretches(&by_month, currency),
        lines,
        year: money(year),
        following_year: money(following_year),
        committed,
        not_served: not_served(offering, stated),
        unstated: unstated(offering, stated),
    })
}

/// What is due in one month (from 0), what is due once at the order left out.
fn monthly(offering: &ComparedOffering, stated: &StatedUse, month: u32) -> Result<Decimal, ComparisonError> {
    let mut all = Decimal::ZERO;
    for price in offering.prices.iter().filter(|it| it.shape != PriceShape::OneTime || it.from_month > 0) {
        let times = times_in(price, month, offering, stated)?;
        if times > Decimal::ZERO {
            all = sum(all, line_amount(price, times)?)?;
        }
    }
    Ok(all)
}

/// How often a price is due in these months (from 0). A twelfth of a year's use may have no end: the year's is what was stated.
fn times_within(
    price: &ComparedPrice,
    months: std::ops::Range<u32>,
    offering: &ComparedOffering,
    stated: &StatedUse,
) -> Result<Decimal, ComparisonError> {
    let mut times = Decimal::ZERO;
    for month in months {
        times = sum(times, times_in(price, month, offering, stated)?)?;
    }
    Ok(times.round_dp(USE_DECIMALS).normalize())
}

/// How often a price is due in a month (from 0); for use, how many times its quantity is paid.
fn times_in(
    price: &ComparedPrice,
    month: u32,
    offering: &ComparedOffering,
    stated: &StatedUse,
) -> Result<Decimal, ComparisonError> {
    let Some(age) = month.checked_sub(price.from_month) else { return Ok(Decimal::ZERO) };
    if price.for_months.is_some_and(|months| age >= months) && price.shape != PriceShape::OneTime {
        return Ok(Decimal::ZERO);
    }
    match &price.shape {
        PriceShape::OneTime => Ok(if age == 0 { Decimal::ONE } else { Decimal::ZERO }),
        PriceShape::Recurring { every_months } => {
            let due = age.is_multiple_of((*every_months).max(1));
            Ok(if due { Decimal::ONE } else { Decimal::ZERO })
        }
        PriceShape::Usage { unit, per } => {
            let used = offering.own_use.get(unit).or_else(|| stated.monthly.get(unit));
            let used = used.copied().unwrap_or_default();
            let beyond = match offering.allowances.iter().find(|it| it.unit == *unit) {
                Some(Allowance { monthly: None, .. }) => Decimal::ZERO,
                Some(Allowance { monthly: Some(included), .. }) => (used - included).max(Decimal::ZERO),
                None => used,
            };
            if *per <= Decimal::ZERO {
                return Ok(Decimal::ZERO);
            }
            beyond.checked_div(*per).ok_or(ComparisonError::TooLarge)
        }
    }
}

/// An amount so many times, all taxes included, rounded once.
fn line_amount(price: &ComparedPrice, times: Decimal) -> Result<Decimal, ComparisonError> {
    let net = price.amount.amount.checked_mul(times).ok_or(ComparisonError::TooLarge)?;
    let gross = match price.tax_to_add {
        Some(rate) => {
            let tax = net.checked_mul(rate).and_then(|it| it.checked_div(Decimal::ONE_HUNDRED));
            sum(net, tax.ok_or(ComparisonError::TooLarge)?)?
        }
        None => net,
    };
    Ok(gross.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

fn sum(a: Decimal, b: Decimal) -> Result<Decimal, ComparisonError> {
    a.checked_add(b).ok_or(ComparisonError::TooLarge)
}

/// Months with equal amounts together. The last month looked at stands for what follows.
fn stretches(by_month: &[Decimal], currency: types::Currency) -> Vec<MonthlyStretch> {
    let mut stretches: Vec<MonthlyStretch> = Vec::new();
    for (index, amount) in by_month.iter().enumerate() {
        let month = index as u32 + 1;
        match stretches.last_mut() {
            Some(last) if last.amount.amount == *amount => last.to = Some(month),
            _ => stretches.push(MonthlyStretch {
                from: month,
                to: Some(month),
                amount: Money { amount: *amount, currency },
            }),
        }
    }
    if let Some(last) = stretches.last_mut() {
        last.to = None;
    }
    stretches
}

/// Stated units that are neither included nor priced.
fn not_served(offering: &ComparedOffering, stated: &StatedUse) -> Vec<String> {
    let priced = |unit: &str| {
        offering
            .prices
            .iter()
            .any(|price| matches!(&price.shape, PriceShape::Usage { unit: own, .. } if own == unit))
            || offering.own_use.keys().any(|own| whole_unit(own) == unit)
    };
    let included = |unit: &str, used: Decimal| {
        let own = offering.allowances.iter().find(|it| it.unit == unit);
        own.is_some_and(|it| it.monthly.is_none_or(|monthly| monthly >= used))
    };
    let missing = |(unit, used): &(&String, &Decimal)| {
        **used > Decimal::ZERO && !priced(unit) && !included(unit, **used)
    };
    stated.monthly.iter().filter(missing).map(|(unit, _)| unit.clone()).collect()
}

/// Units that are paid by use while nothing was said of their use.
fn unstated(offering: &ComparedOffering, stated: &StatedUse) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for price in &offering.prices {
        let PriceShape::Usage { unit, .. } = &price.shape else { continue };
        let whole = whole_unit(unit);
        let known = offering.own_use.contains_key(unit) || stated.monthly.contains_key(unit);
        if !known && !price.amount.amount.is_zero() && !all.iter().any(|each| each == whole) {
            all.push(whole.to_owned());
        }
    }
    all
}

/// The unit of which another is a part: `kWh` of `kWh (HC)`.
pub fn whole_unit(unit: &str) -> &str {
    unit.split_once(" (").map_or(unit, |(whole, _)| whole)
}

#[cfg(test)]
#[path = "comparison_tests.rs"]
mod tests;
