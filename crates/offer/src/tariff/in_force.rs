//! What an offering's prices say for each period and each date: a tariff, read from its price records.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use types::Currency;

use super::cost::Cost;
use crate::catalogue::{ChargePeriod, Period, PriceType, ProductOfferingPrice};
use crate::use_profile::ProfileUnit;

/// The characteristic of a usage price that names its tariff period.
pub const TARIFF_PERIOD: &str = "tariffPeriod";

/// Something that holds from a date until just before another.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated<T> {
    /// Since when; nothing: since ever.
    pub from: Option<Date>,
    /// Until the day before; nothing: for ever.
    pub until: Option<Date>,
    /// What holds.
    pub value: T,
}

impl<T> Dated<T> {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// A subscription: an amount that is due again and again, taxes included.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring {
    /// What tells it from other subscriptions of the same offering (the name of the price).
    pub name: String,
    /// How much each time.
    pub amount: Decimal,
    /// How often.
    pub every: ChargePeriod,
    /// How many such periods make one charge.
    pub length: u32,
}

impl Recurring {
    /// The exact cost of a whole month, or of a day, which is how it is shared out.
    pub(super) fn share(&self) -> Option<Share> {
        let each = Cost::of_amount(self.amount)?;
        let length = self.length.max(1);
        Some(match self.every {
            ChargePeriod::Month => Share::Month(each.divided_by(length)),
            ChargePeriod::Year => Share::Month(each.divided_by(12 * length)),
            ChargePeriod::Week => Share::Day(each.divided_by(7 * length)),
            ChargePeriod::Day => Share::Day(each.divided_by(length)),
        })
    }
}

/// How a subscription falls due.
#[derive(Debug, Clone, Copy)]
pub(super) enum Share {
    /// So much for a whole month, shared over its days.
    Month(Cost),
    /// So much for each day.
    Day(Cost),
}

/// The price of a unit used in a period, taxes included.
#[derive(Debug, Clone, PartialEq)]
pub struct UsageRate {
    /// The period; nothing: in all of them.
    pub period: Option<String>,
    /// The amount for one unit.
    pub per_unit: Decimal,
}

/// What an offering costs: subscriptions, rates by period, and what is due once, each for its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Tariff {
    /// The currency of every amount.
    pub currency: Currency,
    /// The unit that is counted.
    pub unit: ProfileUnit,
    /// Subscriptions.
    pub recurring: Vec<Dated<Recurring>>,
    /// Rates.
    pub usage: Vec<Dated<UsageRate>>,
    /// What is due once, at the start.
    pub one_time: Vec<Dated<Decimal>>,
}

/// Why prices make no tariff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// Nothing has a price by use.
    #[error("this offering has no price by use: nothing to be metered")]
    NotMetered,
    /// A price by use counts something that a meter of this kind does not.
    #[error("a price counts {0}: only kWh (Wh, MWh) and m³ can be priced from a meter")]
    Unit(String),
    /// Prices count different things.
    #[error("some prices count {0}, others {1}")]
    Units(&'static str, &'static str),
    /// Prices are in different currencies.
    #[error("some prices are in {0}, others in {1}")]
    Currencies(Currency, Currency),
    /// A usage price is for no quantity at all.
    #[error("a price is for a quantity of nothing")]
    NoQuantity,
}

impl Tariff {
    /// The tariff that these price records of one offering say. Dates are those of the zone; a price that starts during a day
    /// counts from that day.
    pub fn of<'a>(
        prices: impl IntoIterator<Item = &'a ProductOfferingPrice>,
        zone: &TimeZone,
    ) -> Result<Self, TariffError> {
        let (mut recurring, mut usage, mut one_time) = (Vec::new(), Vec::new(), Vec::new());
        let mut currency: Option<Currency> = None;
        let mut unit: Option<ProfileUnit> = None;
        for price in prices.into_iter().filter(|price| price.lifecycle_status.is_sold()) {
            let money = price.with_tax();
            match currency {
                Some(known) if known != money.currency => {
                    return Err(TariffError::Currencies(known, money.currency));
                }
                _ => currency = Some(money.currency),
            }
            let amount = money.amount.round_dp(10).normalize();
            match price.price_type {
                PriceType::OneTime => one_time.push(dated(price.valid_for, zone, amount)),
                PriceType::Recurring => {
                    let value = Recurring {
                        name: price.name.clone(),
                        amount,
                        every: price.recurring_charge_period_type.unwrap_or_default(),
                        length: price.recurring_charge_period_length.unwrap_or(1),
                    };
                    recurring.push(dated(price.valid_for, zone, value));
                }
                PriceType::Usage => {
                    let (of, rate) = usage_rate(price, amount)?;
                    match unit {
                        Some(known) if known != of => {
                            return Err(TariffError::Units(known.sign(), of.sign()));
                        }
                        _ => unit = Some(of),
                    }
                    usage.push(dated(price.valid_for, zone, rate));
                }
                PriceType::Closing => {}
            }
        }
        let (Some(currency), Some(unit)) = (currency, unit) else { return Err(TariffError::NotMetered) };
        Ok(Self { currency, unit, recurring, usage, one_time })
    }

    /// The rate in a period on a day, if there is one: a rate of the period itself before one of all periods, and of several in
    /// force the one that began last.
    pub fn rate(&self, period: &str, day: Date) -> Option<Decimal> {
        let in_force = |own: bool| {
            self.usage
                .iter()
                .filter(|rate| rate.holds_on(day))
                .filter(|rate| match &rate.value.period {
                    Some(name) => own && name == period,
                    None => !own,
                })
                .max_by_key(|rate| rate.from)
        };
        in_force(true).or_else(|| in_force(false)).map(|rate| rate.value.per_unit)
    }

    /// The days on which something changes, in order.
    pub fn changes(&self) -> Vec<Date> {
        let edges = |from: Option<Date>, until: Option<Date>| from.into_iter().chain(until);
        let mut all: Vec<Date> = Vec::new();
        all.extend(self.recurring.iter().flat_map(|each| edges(each.from, each.until)));
        all.extend(self.usage.iter().flat_map(|each| edges(each.from, each.until)));
        all.sort();
        all.dedup();
        all
    }
}

fn dated<T>(valid_for: Period, zone: &TimeZone, value: T) -> Dated<T> {
    let day = |instant: jiff::Timestamp| zone.to_datetime(instant).date();
    Dated { from: valid_for.start_date_time.map(day), until: valid_for.end_date_time.map(day), value }
}

/// What a usage price counts, and its rate.
fn usage_rate(
    price: &ProductOfferingPrice,
    amount: Decimal,
) -> Result<(ProfileUnit, UsageRate), TariffError> {
    let (count, units) = match &price.unit_of_measure {
        Some(measure) => (measure.amount, measure.units.as_str()),
        None => return Err(TariffError::Unit("nothing that is named".to_owned())),
    };
    let plain: String = units.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (unit, per) = match plain.as_str() {
        "kwh" => (ProfileUnit::KilowattHour, Decimal::ONE),
        "wh" => (ProfileUnit::KilowattHour, Decimal::new(1, 3)),
        "mwh" => (ProfileUnit::KilowattHour, Decimal::ONE_THOUSAND),
        "m3" | "m³" => (ProfileUnit::CubicMetre, Decimal::ONE),
        _ => return Err(TariffError::Unit(units.chars().take(40).collect())),
    };
    let count = count * per;
    if count.is_zero() || count.is_sign_negative() {
        return Err(TariffError::NoQuantity);
    }
    let period = price
        .prod_spec_char_value_use
        .iter()
        .find(|characteristic| characteristic.name == TARIFF_PERIOD)
        .and_then(|characteristic| characteristic.product_spec_characteristic_value.first())
        .and_then(|value| value.value.as_str())
        .map(str::to_owned);
    Ok((unit, UsageRate { period, per_unit: (amount / count).round_dp(10).normalize() }))
}
