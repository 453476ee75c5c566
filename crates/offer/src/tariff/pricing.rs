//! What a sorted use costs under a tariff: by month, by period, in all.
//!
//! Rounding: every amount is exact until the total is rounded, once, to the cent, half away from zero. The amounts by month
//! and by period that are shown beside it share it out by the largest remainder, so that they add up to it.
//!
//! Subscriptions: months are counted from the first day of the profile (29 July to 28 August is one). A month that the profile does
//! not fill counts by its days, a day begun counts whole. A calendar month gets the share of its own days.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use types::Currency;

use super::amounts::show;
use super::calendar::{CalendarError, TariffCalendar};
use super::cost::{Cost, money};
use super::in_force::{Dated, Recurring, Share, Tariff};
use super::sorted::SortedUse;
use crate::use_profile::{ProfileUnit, UseProfile, Used};

/// Which version of the prices counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// The prices in force on this day, for the whole time.
    Of(Date),
    /// On each day the prices that were in force on it.
    InForce,
}

/// Why some use has no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// The colour of the day is not known.
    ColourUnknown,
    /// The calendar has no period for the moment.
    NoPeriod,
    /// No price was in force for the period.
    NoPrice,
    /// No subscription was in force, while the offering has one.
    NoSubscription,
}

/// Use, or days, that a tariff cannot price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotPriced {
    /// Why.
    pub why: WhyNot,
    /// The first day of it.
    pub first: Date,
    /// The last day of it.
    pub last: Date,
    /// On how many days.
    pub days: u32,
    /// How much was used.
    pub used: Used,
}

/// What one calendar month costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCost {
    /// The first of the month.
    pub month: Date,
    /// All that was used in it.
    pub used: Used,
    /// The subscription.
    pub subscription: Decimal,
    /// What each period costs, in the order of the periods.
    pub by_period: Vec<Decimal>,
    /// What was used in each period.
    pub used_by_period: Vec<Used>,
    /// All together.
    pub amount: Decimal,
}

/// What a use costs under a tariff, taxes included. Amounts add up to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedUse {
    /// The currency of amounts.
    pub currency: Currency,
    /// The unit of quantities.
    pub unit: ProfileUnit,
    /// The names of the periods.
    pub periods: Vec<String>,
    /// Months, in order; what is due once stands in none of them.
    pub months: Vec<MonthCost>,
    /// Subscriptions in all.
    pub subscription: Decimal,
    /// What each period costs.
    pub by_period: Vec<Decimal>,
    /// What was used in each period.
    pub used_by_period: Vec<Used>,
    /// Subscriptions and use, rounded once.
    pub total: Decimal,
    /// What is due once, at the start; not in the total.
    pub once: Decimal,
    /// The exact total, for comparing without rounding.
    pub exact: Cost,
    /// What could not be priced; the total is not complete unless this is empty.
    pub not_priced: Vec<NotPriced>,
}

impl PricedUse {
    /// Whether everything was priced.
    pub fn is_complete(&self) -> bool {
        self.not_priced.is_empty()
    }
}

/// Why a use could not be priced at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The calendar cannot be used.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The profile counts something else than the tariff.
    #[error("the meter counts {meter}, the tariff {tariff}")]
    Units {
        /// The unit of the profile.
        meter: &'static str,
        /// The unit of the tariff.
        tariff: &'static str,
    },
    /// An amount is too large, or a price too fine, to be exact.
    #[error("a price has more than ten decimals, or an amount is too large to be exact")]
    TooLarge,
}

/// Sorts a profile by a calendar and prices it. To price many offerings, sort once and call [`price`] for each.
pub fn price_profile(
    profile: &UseProfile,
    calendar: &TariffCalendar,
    tariff: &Tariff,
    versions: Versions,
) -> Result<PricedUse, PriceError> {
    price(&SortedUse::sort(profile, calendar)?, tariff, versions)
}

/// Prices a sorted use.
pub fn price(used: &SortedUse, tariff: &Tariff, versions: Versions) -> Result<PricedUse, PriceError> {
    if used.unit != tariff.unit {
        return Err(PriceError::Units { meter: used.unit.sign(), tariff: tariff.unit.sign() });
    }
    let mut sums = Sums::new(used);
    sums.add_use(used, tariff, versions).ok_or(PriceError::TooLarge)?;
    sums.add_subscriptions(used, tariff, versions).ok_or(PriceError::TooLarge)?;
    let first = used.days.first().map(|day| version_day(versions, day.day));
    let once = tariff.one_time.iter().filter(|once| first.is_some_and(|day| once.holds_on(day)));
    let once = once.map(|once| once.value).sum();
    sums.finish(used, tariff, once).ok_or(PriceError::TooLarge)
}

/// The day whose prices count on a day.
fn version_day(versions: Versions, day: Date) -> Date {
    match versions {
        Versions::Of(day) => day,
        Versions::InForce => day,
    }
}

/// Exact sums by calendar month; the first column is the subscription, the others are the periods.
struct Sums {
    months: Vec<Date>,
    cells: Vec<Vec<Cost>>,
    used: Vec<Vec<Used>>,
    all_used: Vec<Used>,
    not_priced: Vec<NotPriced>,
    columns: usize,
}

impl Sums {
    fn new(used: &SortedUse) -> Self {
        let mut months: Vec<Date> = used.days.iter().map(|day| day.day.first_of_month()).collect();
        months.dedup();
        let columns = used.periods.len() + 1;
        Self {
            cells: vec![vec![Cost::default(); columns]; months.len()],
            used: vec![vec![Used::default(); columns - 1]; months.len()],
            all_used: vec![Used::default(); months.len()],
            months,
            not_priced: Vec::new(),
            columns,
        }
    }

    fn month(&self, day: Date) -> usize {
        let first = day.first_of_month();
        self.months.iter().rposition(|month| *month == first).unwrap_or(0)
    }

    fn add(&mut self, month: usize, column: usize, cost: Cost) -> Option<()> {
        let cell = &mut self.cells[month][column];
        *cell = cell.checked_add(cost)?;
        Some(())
    }

    fn leave_out(&mut self, why: WhyNot, day: Date, used: Used) {
        match self.not_priced.iter_mut().find(|left| left.why == why) {
            Some(left) => {
                left.days += u32::from(left.last != day);
                left.last = day;
                left.used = left.used + used;
            }
            None => self.not_priced.push(NotPriced { why, first: day, last: day, days: 1, used }),
        }
    }

    fn add_use(&mut self, used: &SortedUse, tariff: &Tariff, versions: Versions) -> Option<()> {
        let mut rates = Rates { of_period: Vec::new(), steady: Steady::new(tariff) };
        let mut month = 0;
        for day in &used.days {
            while self.months[month] != day.day.first_of_month() {
                month += 1;
            }
            rates.move_to(version_day(versions, day.day), used, tariff);
            self.all_used[month] = self.all_used[month] + day.total();
            for (place, part) in day.by_period.iter().enumerate().filter(|(_, part)| !part.is_nothing()) {
                self.used[month][place] = self.used[month][place] + *part;
                match rates.of_period[place] {
                    Some(rate) => self.add(month, place + 1, Cost::of_use(rate, *part)?)?,
                    None => self.leave_out(WhyNot::NoPrice, day.day, *part),
                }
            }
            for (why, part) in
                [(WhyNot::ColourUnknown, day.colour_unknown), (WhyNot::NoPeriod, day.no_period)]
            {
                if !part.is_nothing() {
                    self.leave_out(why, day.day, part);
                }
            }
        }
        Some(())
    }

    fn add_subscriptions(&mut self, used: &SortedUse, tariff: &Tariff, versions: Versions) -> Option<()> {
        if tariff.recurring.is_empty() {
            return Some(());
        }
        let (Some(first), Some(end)) = (used.days.first(), after_last(used)) else { return Some(()) };
        let mut shares = Shares::new(tariff)?;
        let (first, mut count, mut begins) = (first.day, 0, first.day);
        while begins < end {
            count += 1;
            let next = first.checked_add(Span::new().months(count)).ok()?;
            let length = u32::try_from(begins.until(next).ok()?.get_days()).ok()?;
            let mut day = begins;
            for place in 0..length {
                if day >= end {
                    break;
                }
                shares.move_to(version_day(versions, day), tariff);
                self.add_day(day, (place, length), &shares.in_force)?;
                day = day.tomorrow().ok()?;
            }
            begins = next;
        }
        Some(())
    }

    /// One day's part of the subscriptions: the day's place among the days of its month.
    fn add_day(&mut self, day: Date, (place, length): (u32, u32), in_force: &[Share]) -> Option<()> {
        let month = self.month(day);
        if in_force.is_empty() {
            self.leave_out(WhyNot::NoSubscription, day, Used::default());
        }
        for share in in_force {
            let cost = match share {
                Share::Month(whole) => whole.part(place, length)?,
                Share::Day(cost) => *cost,
            };
            self.add(month, 0, cost)?;
        }
        Some(())
    }

    fn finish(self, used: &SortedUse, tariff: &Tariff, once: Decimal) -> Option<PricedUse> {
        let exact =
            self.cells.iter().flatten().try_fold(Cost::default(), |sum, each| sum.checked_add(*each))?;
        let shown = show(&self.cells, self.columns)?;
        let amounts = |cents: &[i128]| cents.iter().map(|cents| money(*cents)).collect::<Vec<_>>();
        let months = self.months.iter().enumerate().map(|(place, month)| MonthCost {
            month: *month,
            used: self.all_used[place],
            subscription: money(shown.cells[place][0]),
            by_period: amounts(&shown.cells[place][1..]),
            used_by_period: self.used[place].clone(),
            amount: money(shown.rows[place]),
        });
        Some(PricedUse {
            currency: tariff.currency,
            unit: used.unit,
            periods: used.periods.clone(),
            months: months.collect(),
            subscription: money(shown.columns[0]),
            by_period: amounts(&shown.columns[1..]),
            used_by_period: used.by_period(),
            total: money(shown.total),
            once,
            exact,
            not_priced: self.not_priced,
        })
    }
}

/// The day after the last of a use. The end of the last stretch at midnight begins no day.
fn after_last(used: &SortedUse) -> Option<Date> {
    used.days.last()?.day.tomorrow().ok()
}

/// Whether a subscription is in force, and no later version of the same is.
fn is_latest(tariff: &Tariff, this: &Dated<Recurring>, day: Date) -> bool {
    let replaces = |other: &Dated<Recurring>| {
        other.holds_on(day) && other.value.name == this.value.name && other.from > this.from
    };
    this.holds_on(day) && !tariff.recurring.iter().any(replaces)
}

/// The time between two days of change, in which nothing has to be looked up again.
struct Steady {
    changes: Vec<Date>,
    valid: Option<(Option<Date>, Option<Date>)>,
}

impl Steady {
    fn new(tariff: &Tariff) -> Self {
        Self { changes: tariff.changes(), valid: None }
    }

    /// Whether a day lies outside the time that was looked up; if so, that becomes the time around it.
    fn leaves(&mut self, day: Date) -> bool {
        let holds = self.valid.is_some_and(|(from, until)| {
            from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
        });
        if !holds {
            let next = self.changes.partition_point(|change| *change <= day);
            let from = next.checked_sub(1).map(|place| self.changes[place]);
            self.valid = Some((from, self.changes.get(next).copied()));
        }
        !holds
    }
}

/// The rate of each period, as of a day.
struct Rates {
    of_period: Vec<Option<Decimal>>,
    steady: Steady,
}

impl Rates {
    fn move_to(&mut self, day: Date, used: &SortedUse, tariff: &Tariff) {
        if self.steady.leaves(day) {
            self.of_period = used.periods.iter().map(|period| tariff.rate(period, day)).collect();
        }
    }
}

/// The subscriptions in force, as of a day.
struct Shares {
    all: Vec<Share>,
    in_force: Vec<Share>,
    steady: Steady,
}

impl Shares {
    fn new(tariff: &Tariff) -> Option<Self> {
        let all = tariff.recurring.iter().map(|each| each.value.share()).collect::<Option<_>>()?;
        Some(Self { all, in_force: Vec::new(), steady: Steady::new(tariff) })
    }

    fn move_to(&mut self, day: Date, tariff: &Tariff) {
        if self.steady.leaves(day) {
            let latest =
                self.all.iter().zip(&tariff.recurring).filter(|(_, dated)| is_latest(tariff, dated, day));
            self.in_force = latest.map(|(share, _)| *share).collect();
        }
    }
}
