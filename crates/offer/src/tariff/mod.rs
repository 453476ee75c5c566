//! Tariffs: what a profile of use costs, by the hour, the season and the colour of the day, exactly.
//!
//! A [`TariffCalendar`] says to which *period* (peak hours, off-peak hours of a white day …) each moment belongs. A
//! [`SortedUse`] is a profile sorted into the periods of one calendar, once for however many offerings share it. A
//! [`Tariff`] is what an offering's prices say for each period and each date. [`price`] puts the two together: by month, by
//! period and in all. Amounts are exact until the total is rounded, once.

mod amounts;
mod calendar;
mod colours;
mod cost;
mod import;
mod in_force;
mod incoming;
mod names;
mod pricing;
mod rows;
mod segments;
mod sheet;
mod sorted;
mod window;

pub use calendar::{
    CalendarError, DayColour, KnownDays, OwnHours, OwnHoursError, TariffCalendar, TariffPeriod, When,
};
pub use colours::{Breach, BreachKind, ColourFileError, ColourNote, ColourTable, read_colours};
pub use cost::Cost;
pub use import::{ImportedTariffs, SheetNote, read_sheet};
pub use in_force::{Dated, Recurring, TARIFF_PERIOD, Tariff, TariffError, UsageRate};
pub use incoming::{from_sheet, incoming_tariffs};
pub use names::calendar_of;
pub use pricing::{MonthCost, NotPriced, PriceError, PricedUse, Versions, WhyNot, price, price_profile};
pub use sheet::{
    EffectiveRule, LevelRule, NamedCategory, OptionRule, SheetError, SubscriptionRule, TariffSheet, Taxes,
    UsageRule,
};
pub use sorted::{DayUse, SortedUse};
pub use window::Window;

#[cfg(test)]
mod tests;
