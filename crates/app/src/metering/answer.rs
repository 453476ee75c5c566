//! What somebody asks of their use, and what is answered: each tariff on the shelf with what it would have cost.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use offer::catalogue::ProductOffering;
use offer::tariff::{CalendarError, PricedUse, TariffCalendar, TariffError, Window};
use offer::use_profile::{Gap, Used};
use rust_decimal::Decimal;

use super::{Levels, UsePeak};

/// Whose prices count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PricesAsked {
    /// Those of today, for the whole time.
    #[default]
    Today,
    /// On each day those that were in force on it.
    AtTheTime,
    /// Those that were in force on this day, for the whole time; a day to come is today.
    Of(Date),
}

/// What somebody asks of their use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UseQuestion {
    /// Whose prices count.
    pub prices: PricesAsked,
    /// The level of offerings; nothing: the one that the highest use asks for at least, or the commonest.
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
    /// Those that could be priced whole, cheapest first; then those that could not, by name.
    pub offerings: Vec<OfferingUse>,
    /// Offerings by use that could not be priced at all, or are not to be had at the level.
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
    /// The highest mean power, where the use was measured and is one of energy.
    pub peak: Option<UsePeak>,
    /// The day whose prices count, where it is not each day's own.
    pub prices_of: Option<Date>,
    /// The days up to today on which a price of any of these offerings began, the latest first.
    pub begun: Vec<Date>,
    /// The off-peak hours that a customer may have otherwise, as the calendars have them or as was asked; empty where none may be.
    pub off_peak: Vec<Window>,
    /// The most minutes of a day that own hours may be, where those that were asked are more and therefore do not count.
    pub hours_too_long: Option<u32>,
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
    /// Its level, where it is another than the one that was taken.
    pub other_level: Option<Decimal>,
    /// Whether its level lies below what was measured.
    pub too_small: bool,
    /// The hours by which its periods are told apart; empty where they do not depend on the hour.
    pub hours: Vec<Window>,
    /// Whether these are the customer's own.
    pub own_hours: bool,
}

/// An offering by use that could not be priced.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The offering.
    pub offering: Arc<ProductOffering>,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why an offering is not among those that are priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// It names periods, and no calendar says when they are.
    NoCalendar,
    /// Its calendar cannot be used.
    Calendar(CalendarError),
    /// Its prices cannot be used.
    Prices(TariffError),
    /// An amount is too large, or a price too fine, to be exact.
    Amount,
    /// It counts something else than the meter.
    OtherUnit,
    /// The highest level at which it is to be had is below the one that was taken.
    Level(Decimal),
}
