//! Offerings side by side.

use offer::shelf::{Comparison, Tongue};

use super::store::{Link, Picture, Problem};

/// The page of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonPage {
    /// The comparison; without one there is nothing to compare yet, or it was refused.
    pub comparison: Option<Comparison>,
    /// The picture of each side.
    pub pictures: Vec<Picture>,
    /// What each side holds that is an offering of its own, with how it is called; nothing for what is no bundle.
    pub includes: Vec<Vec<Link>>,
    /// The language of its texts.
    pub tongue: Tongue,
    /// What the reader may state of their use.
    pub uses: Vec<UseField>,
    /// What a meter counts, where some are paid by that.
    pub metered: Option<MeteredField>,
    /// What did not find a place: at most four stand side by side.
    pub beyond: Vec<Link>,
    /// What is to be put right.
    pub problems: Vec<Problem>,
    /// The same comparison without each side.
    pub without: Vec<String>,
    /// Why each side is not for the reader, where it is not.
    pub not_for_you: Vec<Option<String>>,
}

/// What a meter counts over a year, as it was stated; may be wrong, and comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeteredField {
    /// Kilowatt-hours a year.
    pub kwh: String,
    /// How many percent of them in off-peak hours.
    pub share: String,
}

/// A use that can be stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseField {
    /// The unit: the field's name is `use.` and it.
    pub unit: String,
    /// Its words: `Data, GB a month`.
    pub label: String,
    /// What was stated; may be wrong, and comes back.
    pub value: String,
}

/// A price of one side, for a row.
#[derive(Debug, Clone, PartialEq)]
pub struct SidePrice {
    /// As people read it.
    pub text: String,
    /// Whether it is the least of its row.
    pub least: bool,
}

/// A row of costs.
#[derive(Debug, Clone, PartialEq)]
pub struct CostRow {
    /// Its name.
    pub label: String,
    /// One for each side.
    pub sides: Vec<SidePrice>,
    /// Whether they differ.
    pub differs: bool,
}
