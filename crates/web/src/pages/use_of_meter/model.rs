//! What the pages of one's own use show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use types::Currency;

use crate::pages::shop::model::{Link, Problem};

/// Values of a form by the names of its fields.
pub type Values = BTreeMap<String, String>;

/// The first page: a file, or a stated use.
#[derive(Debug, Clone, Default)]
pub struct StartPage {
    /// What is to be put right.
    pub problems: Vec<Problem>,
    /// What was typed.
    pub values: Values,
    /// The most megabytes of a file.
    pub limit_mb: usize,
    /// What is kept of the reader's use.
    pub kept: Vec<KeptLine>,
    /// Whether anything on the shelf is priced by a meter.
    pub on_shelf: bool,
    /// Something that was just done, in words.
    pub done: Option<String>,
}

/// A use that is kept.
#[derive(Debug, Clone, Default)]
pub struct KeptLine {
    /// Its id.
    pub id: String,
    /// What the file was called.
    pub name: String,
    /// The day on which it was kept, written.
    pub day: String,
    /// Whether it is a comparison that a seller was shown, rather than the use itself.
    pub told: bool,
}

/// How a file is read, to be put right.
#[derive(Debug, Clone, Default)]
pub struct ReadingPage {
    /// The address of the file's page.
    pub here: String,
    /// What the file was called.
    pub file: String,
    /// What is to be put right.
    pub problems: Vec<Problem>,
    /// What is chosen.
    pub values: Values,
    /// The fields that the file says nothing of.
    pub asked: Vec<&'static str>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// The column that names units, if there is one.
    pub unit_column: Option<String>,
    /// Whether several columns share a day.
    pub across: bool,
}

/// What each tariff would have cost.
#[derive(Debug, Clone, Default)]
pub struct ResultPage {
    /// The address of this page without its query: where its forms lead.
    pub here: String,
    /// What the file was called; empty for a stated use.
    pub file: String,
    /// What is to be put right in the settings.
    pub problems: Vec<Problem>,
    /// What is chosen.
    pub values: Values,
    /// Values that every form of the page carries along: how the file is read.
    pub along: Vec<(String, String)>,
    /// The use in a sentence.
    pub summary: String,
    /// The highest mean power, in a sentence.
    pub peak: Option<String>,
    /// What is to be known about the file.
    pub notices: Vec<Notice>,
    /// What is odd in the file.
    pub oddities: Vec<OddLine>,
    /// Whose prices may be chosen.
    pub prices: Vec<Choice>,
    /// Whether any offering counts by hours that a customer may have otherwise.
    pub own_hours: bool,
    /// The levels to choose from.
    pub levels: Vec<Choice>,
    /// What the level is called.
    pub level_name: String,
    /// The meters to choose from, if there are several.
    pub meters: Vec<Choice>,
    /// Each offering: those with a whole total first, the cheapest of them leading; then those without.
    pub offers: Vec<PricedOffer>,
    /// Offerings that could not be worked out: name and reason.
    pub left_out: Vec<(String, String)>,
    /// The way to change how the file is read.
    pub reading: Option<String>,
    /// Which forms stand at the end.
    pub next: NextSteps,
    /// How it was worked out, in sentences.
    pub rules: Vec<String>,
    /// Something that was just done, in words.
    pub done: Option<String>,
}

/// What may be done with a use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NextSteps {
    /// It may be kept.
    pub keep: bool,
    /// It may be forgotten now.
    pub drop: bool,
    /// A seller may be asked.
    pub ask: bool,
}

/// Something to be known.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    /// Its heading.
    pub title: String,
    /// Its sentences.
    pub text: Vec<String>,
    /// A way to do something about it.
    pub way: Option<Link>,
}

/// Something odd in a file.
#[derive(Debug, Clone, Default)]
pub struct OddLine {
    /// What.
    pub sentence: String,
    /// On which lines, in words.
    pub lines: String,
    /// The first of them.
    pub example: String,
    /// Whether a figure may miss something.
    pub warning: bool,
}

/// One of several values.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// An offering with what it would have cost.
#[derive(Debug, Clone)]
pub struct PricedOffer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// The currency.
    pub currency: Currency,
    /// The total.
    pub total: Decimal,
    /// A month on average.
    pub monthly: Decimal,
    /// What is due once.
    pub once: Decimal,
    /// How much more than the cheapest.
    pub more: Option<Decimal>,
    /// Why the total is not complete, or else.
    pub remarks: Vec<String>,
    /// Whether the total is complete.
    pub complete: bool,
    /// Subscriptions in all.
    pub subscription: Decimal,
    /// The periods: words, use, cost.
    pub periods: Vec<PeriodTotal>,
    /// By month.
    pub months: Vec<MonthRow>,
    /// All that was used, written.
    pub used: String,
}

/// A period in all.
#[derive(Debug, Clone)]
pub struct PeriodTotal {
    /// Its words.
    pub title: String,
    /// What was used, written.
    pub used: String,
    /// What it costs.
    pub cost: Decimal,
}

/// A month of an offering.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The first of the month.
    pub month: Date,
    /// What was used, written.
    pub used: String,
    /// The subscription.
    pub subscription: Decimal,
    /// For each period, what was used (written) and what it costs.
    pub periods: Vec<(String, Decimal)>,
    /// All together.
    pub amount: Decimal,
}

/// A comparison as a seller sees it.
#[derive(Debug, Clone, Default)]
pub struct ToldPage {
    /// Sentences about the use and the prices.
    pub facts: Vec<String>,
    /// Each offering: its name, its address, its total and subscription (written), and whether the total is complete.
    pub lines: Vec<ToldOffer>,
}

/// A line of a comparison that was told.
#[derive(Debug, Clone, Default)]
pub struct ToldOffer {
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// The total, written.
    pub total: String,
    /// The subscription in it, written.
    pub subscription: String,
    /// Whether the total is complete.
    pub complete: bool,
}
