//! How a table of prices is laid out: a mapping in TOML, so that another supplier's grid needs no code.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::Currency;

use super::calendar::{CalendarError, TariffCalendar};
use crate::catalogue::{ChargePeriod, Translation};

/// The layout of a table of prices, and what its columns mean. One row is one option at one level (a power, a gauge) from one
/// date on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffSheet {
    /// Its name.
    pub name: String,
    /// What ids of what is imported begin with; nothing: its name. Two layouts may read grids of the same tariffs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tariff: Option<String>,
    /// What it reads, for people.
    #[serde(default)]
    pub title: String,
    /// What separates columns, where it is not found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Whether decimals stand behind a comma.
    #[serde(default)]
    pub decimal_comma: bool,
    /// The currency of amounts.
    pub currency: Currency,
    /// The zone in whose midnight prices begin.
    pub zone: String,
    /// What usage prices are for: `kWh`, `m3`.
    pub unit: String,
    /// The category on whose shelf the offerings stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<NamedCategory>,
    /// The column of the option.
    pub option_column: String,
    /// The level that subscriptions differ by.
    pub level: LevelRule,
    /// From when prices are in force.
    pub effective: EffectiveRule,
    /// The subscription.
    pub subscription: SubscriptionRule,
    /// How usage prices are written.
    #[serde(default)]
    pub usage: UsageRule,
    /// Taxes.
    #[serde(default)]
    pub taxes: Taxes,
    /// The options.
    #[serde(rename = "option")]
    pub options: Vec<OptionRule>,
    /// The calendars that options name.
    #[serde(rename = "calendar")]
    pub calendars: Vec<TariffCalendar>,
}

/// A category to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCategory {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its words in other languages.
    #[serde(default)]
    pub translation: Vec<Translation>,
}

/// The level that tells offerings of one option apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// The column.
    pub column: String,
    /// The name of the characteristic: `power`.
    pub name: String,
    /// Its unit: `kVA`.
    pub unit: String,
    /// Its name in other languages.
    #[serde(default)]
    pub translation: Vec<Translation>,
}

/// From when prices are in force: a column, or one date for the whole table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EffectiveRule {
    /// The column.
    pub column: Option<String>,
    /// How days are written in it (strftime).
    pub format: Option<String>,
    /// Instead, the date.
    pub date: Option<Date>,
}

/// The subscription's column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionRule {
    /// The column.
    pub column: String,
    /// For how long it is: a month, a year.
    pub every: ChargePeriod,
    /// Decimals of a month's amount, taxes included, where it is computed; half up.
    #[serde(default)]
    pub decimals: Option<u32>,
}

/// How usage prices are written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UsageRule {
    /// What one of the column is in units of the currency: `0.01` for cents.
    pub scale: Decimal,
    /// Decimals of the amount, taxes included, where it is computed; half up.
    pub decimals: Option<u32>,
}

impl Default for UsageRule {
    fn default() -> Self {
        Self { scale: Decimal::ONE, decimals: None }
    }
}

/// Taxes of the table's amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Taxes {
    /// Whether the amounts hold every tax already.
    pub included: bool,
    /// Value-added tax, in percent.
    pub vat_percent: Decimal,
    /// Excise on each unit used, before value-added tax.
    pub excise: Decimal,
    /// A contribution that goes with the subscription: so much a year, before value-added tax.
    pub contribution: Decimal,
    /// And so much a year for each unit of the level.
    pub contribution_per_level: Decimal,
}

impl Default for Taxes {
    fn default() -> Self {
        Self {
            included: true,
            vat_percent: Decimal::ZERO,
            excise: Decimal::ZERO,
            contribution: Decimal::ZERO,
            contribution_per_level: Decimal::ZERO,
        }
    }
}

/// An option of the table: what a customer thinks of as the tariff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionRule {
    /// What the option's column says.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Its words in other languages.
    #[serde(default)]
    pub translation: Vec<Translation>,
    /// Whether newcomers cannot have it any more: it is known, and not sold.
    #[serde(default)]
    pub closed: bool,
    /// The id of its calendar.
    pub calendar: String,
    /// The column of each period of the calendar.
    pub periods: BTreeMap<String, String>,
}

/// Why a layout cannot be used, or a text is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The TOML cannot be read.
    #[error("the layout cannot be read: {0}")]
    Toml(String),
    /// Its calendar cannot be used.
    #[error("calendar {id}: {error}")]
    Calendar {
        /// The calendar.
        id: String,
        /// Why.
        error: CalendarError,
    },
    /// An option names a calendar, or a period, that is not described.
    #[error("option {option}: {what} is not described")]
    NotDescribed {
        /// The option.
        option: String,
        /// The calendar or the period.
        what: String,
    },
    /// Neither a column nor a date says from when prices hold.
    #[error("say from when prices are in force: effective.column, or effective.date")]
    NoDate,
    /// The table lacks columns.
    #[error("there is no column “{}”; the table has {found}", .missing.join("”, “"))]
    Columns {
        /// Those that are missing.
        missing: Vec<String>,
        /// Those that there are.
        found: String,
    },
    /// No row became an offering.
    #[error("no row holds an option and its prices: nothing to import")]
    Nothing,
    /// Too many rows.
    #[error("the table has more than {0} rows")]
    TooLong(usize),
}

/// The layouts that are built in, by name.
const BUILT_IN: [&str; 2] =
    [include_str!("layouts/fr-regulated-ttc.toml"), include_str!("layouts/fr-regulated-ht.toml")];

impl TariffSheet {
    /// Reads a layout and checks that it fits together.
    pub fn from_toml(text: &str) -> Result<Self, SheetError> {
        let sheet: Self =
            toml::from_str(text).map_err(|error| SheetError::Toml(error.to_string().trim().to_owned()))?;
        sheet.check()?;
        Ok(sheet)
    }

    /// The layouts that are built in.
    pub fn built_in() -> Vec<Self> {
        let read = |text: &&str| Self::from_toml(text).expect("a test reads every built-in layout");
        BUILT_IN.iter().map(read).collect()
    }

    /// The built-in layout whose columns a table has all of, if there is one.
    pub fn that_fits(text: &str) -> Option<Self> {
        Self::built_in().into_iter().find(|sheet| sheet.missing_columns(text).is_empty())
    }

    /// The columns that it needs and that a table's first row lacks.
    pub fn missing_columns(&self, text: &str) -> Vec<String> {
        let first = super::rows::rows(text, self.separator).into_iter().next();
        let header = first.map(|row| row.fields).unwrap_or_default();
        let lacks = |column: &&str| !header.iter().any(|name| same(name, column));
        self.columns().into_iter().filter(lacks).map(str::to_owned).collect()
    }

    /// Every column that it looks at.
    pub(super) fn columns(&self) -> Vec<&str> {
        let periods = self.options.iter().flat_map(|option| option.periods.values());
        let mut columns: Vec<&str> = periods.map(String::as_str).collect();
        columns.extend([self.option_column.as_str(), &self.level.column, &self.subscription.column]);
        columns.extend(self.effective.column.as_deref());
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn check(&self) -> Result<(), SheetError> {
        if self.effective.column.is_none() && self.effective.date.is_none() {
            return Err(SheetError::NoDate);
        }
        for calendar in &self.calendars {
            calendar.check().map_err(|error| SheetError::Calendar { id: calendar.id.clone(), error })?;
        }
        for option in &self.options {
            let undescribed =
                |what: &str| SheetError::NotDescribed { option: option.code.clone(), what: what.to_owned() };
            let calendar = self.calendars.iter().find(|calendar| calendar.id == option.calendar);
            let calendar = calendar.ok_or_else(|| undescribed(&option.calendar))?;
            for period in option.periods.keys() {
                if !calendar.periods.iter().any(|each| each.name == *period) {
                    return Err(undescribed(period));
                }
            }
        }
        Ok(())
    }
}

/// Whether two names of columns differ at most in case, spaces and punctuation.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    plain(a) == plain(b)
}
