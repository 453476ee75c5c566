//! A view as pages speak of it, and the notes attached to it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::ViewName;

/// Where a view's acts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// The organisation's own acts.
    Live,
    /// A log that somebody brought.
    Imported,
    /// Made on the spot, from a seed: every page of it says so.
    Simulated,
}

/// An import that has not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Rows imported so far.
    pub rows: u64,
    /// Where its job can be followed or resumed, if it can.
    pub job: Option<String>,
}

/// Where a log was published, and under which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// How to cite it, as its mapping says.
    pub text: String,
    /// The address where it was published.
    pub link: Option<String>,
}

/// A view, as lists and headings show it.
#[derive(Debug, Clone)]
pub struct ViewSummary {
    /// Its name in addresses.
    pub name: ViewName,
    /// Its title, as somebody named it.
    pub title: String,
    /// Where its acts come from.
    pub kind: ViewKind,
    /// The file it was imported from, without its folder.
    pub source: Option<String>,
    /// Which mapping read it.
    pub mapping: Option<String>,
    /// How to cite it.
    pub citation: Option<Citation>,
    /// When it was imported or made.
    pub made_at: Option<Timestamp>,
    /// How many acts it holds.
    pub acts: u64,
    /// Kinds of anomalies that its import reported, and how often in all.
    pub anomalies: u64,
    /// Set while its import has not come to its end.
    pub unfinished: Option<Unfinished>,
    /// The time zone in which its days are cut.
    pub zone: TimeZone,
}

/// A note that somebody attached to a figure or an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The note's id, as its deletion names it.
    pub id: String,
    /// What it is about: a section's key, or an act's id.
    pub about: String,
    /// Who signed it; may be empty.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
}
