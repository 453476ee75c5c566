//! What somebody asks of their use, and what is answered: each tariff on the shelf with what it would have cost.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use offer::catalogue::ProductOffering;
use offer::tariff::{PricedUse, TariffCalendar, Window};
use offer::use_profile::{Gap, Used};
use rust_decimal::Decimal;

use super::Levels;

/// What somebody asks of their use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UseQuestion {
    /// Whether the prices that were in force at each time count, rather than those of today.
    pub at_the_time: bool,
    /// The level of offerings; nothing: the one that holds the highest use, or all.
    pub level: Option<Decimal>,
    /// Whether offerings of every level are wanted.
    pub every_level: bool,
    /// Whether the use is only stated, so that its highest moment says nothing.
    pub only_stated: bool,
    /// Their own off-peak hours, where they have others than the calendar's.
    pub off_peak: Option<Vec<Window>>,
}

/// What each tariff would have cost.
#[derive(Debug, Clone)]
pub struct UseAnswer {
    /// Cheapest first; those that could not be priced whole come last.
    pub offerings: Vec<OfferingUse>,
    /// Offerings by use that could not be priced at all.
    pub left_out: Vec<LeftOut>,
    /// The levels that can be chosen.
    pub levels: Levels,
    /// The level that was taken; nothing: all.
    pub level: Option<Decimal>,
    /// All that was used.
    pub total: Used,
    /// In what it is counted: `kWh`, `m3`.
    pub unit: &'static str,
    /// From when until when.
    pub span: Option<(Timestamp, Timestamp)>,
    /// Times of which nothing is known.
    pub gaps: Vec<Gap>,
    /// The highest mean power, in kW (of no meaning for a volume).
    pub peak: Decimal,
    /// The day whose prices count, where it is not each day's own.
    pub prices_of: Option<Date>,
    /// The hours that are off-peak, as the calendars have them or as was asked.
    pub off_peak: Vec<Window>,
}

/// One offering, priced.
#[derive(Debug, Clone)]
pub struct OfferingUse {
    /// The offering.
    pub offering: Arc<ProductOffering>,
    /// The calendar by which its use was sorted.
    pub calendar: Arc<TariffCalendar>,
    /// What it costs.
    pub priced: PricedUse,
    /// How much more than the cheapest, if both are whole.
    pub more: Option<Decimal>,
    /// How many stretches were shared out by time between periods.
    pub shared_out: usize,
    /// How many days the use covers, those of which nothing is known included.
    pub days: usize,
}

/// An offering by use that could not be priced.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The offering.
    pub offering: Arc<ProductOffering>,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why an offering could not be priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// It names periods, and no calendar says when they are.
    NoCalendar,
    /// Its calendar or its prices cannot be used: what is wrong.
    Unusable(String),
    /// It counts something else than the meter.
    OtherUnit,
}
