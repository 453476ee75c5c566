//! What a file means, as data: a mapping is TOML that its reader, its pages and its owner share.

mod builtin;
mod columns;
mod events;
mod language;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::Currency;

use language::{is_default, one_or_many};

pub use columns::{Header, same_name};
pub(crate) use columns::{plain_name, used_columns};
pub use events::EventSettings;
pub use language::{
    ActRule, AdjustedBy, AnomalyRule, Condition, DurationRule, FillRule, GroupRule, ObjectRule, OutcomeTable,
    OverlapRule, PartRule, PortraitSettings, TimeRule, Unit, ValueRule, ValueType,
};

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mapping {name}: {reason}")]
pub struct MappingError {
    /// The name of the mapping, or of its file.
    pub name: String,
    /// Which key is wrong, and what would be right.
    pub reason: String,
}

/// The format of the file that a mapping reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Rows of fields; the separator is a comma unless the mapping or the file says otherwise.
    #[default]
    Csv,
    /// Rows of fields, separated by tabs.
    Tsv,
    /// An event log, IEEE 1849.
    Xes,
    /// An object-centric event log, OCEL 2.0, SQLite or JSON.
    Ocel,
}

/// The character before decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// 1,234.56
    #[default]
    Point,
    /// 1 234,56 or 1.234,56
    Comma,
}

/// What the files of one source mean. Its TOML form is described in `docs/how-to/add-a-mapping.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Its name: lower-case letters, digits and `-`.
    pub name: String,
    /// What it reads, for people.
    #[serde(default)]
    pub title: String,
    /// Whom to cite, or under which licence the data stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
    /// The format of its files.
    pub format: Format,
    /// What separates fields: one character, or `tab`. Found out from the file if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// The quoting character; an empty text if there is none. `"` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The encoding, by its WHATWG label (`utf-8`, `windows-1252`, `utf-16le` …). Found out from the file if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether the first row names the columns.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub header: bool,
    /// Lines before the header (or the first row) that are no part of the table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skip_lines: u32,
    /// The names of the columns where the file does not have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The time zone of local times, as `Europe/Paris`. UTC if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The currency of amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The character before decimals.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimal: DecimalMark,
    /// The columns that identify a row; its whole content if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub key: Vec<String>,
    /// Columns that a file may lack.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub optional: Vec<String>,
    /// Other names under which a column may stand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, Vec<String>>,
    /// What codes of this source stand for, for people: `PS` is `regular activity`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Settings of the portrait that fit this source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub portrait: PortraitSettings,
    /// Settings for event logs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub events: EventSettings,
    /// Columns that are written only on the first of the rows that belong together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<FillRule>,
    /// Several rows that make one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupRule>,
    /// Whose services must not overlap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<OverlapRule>,
    /// Times, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub time: BTreeMap<String, TimeRule>,
    /// Durations, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub duration: BTreeMap<String, DurationRule>,
    /// Objects, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub object: BTreeMap<String, ObjectRule>,
    /// Values of bodies, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub value: BTreeMap<String, ValueRule>,
    /// The acts that a row stands for.
    #[serde(default, rename = "act", skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActRule>,
    /// What is to be reported.
    #[serde(default, rename = "anomaly", skip_serializing_if = "Vec::is_empty")]
    pub anomalies: Vec<AnomalyRule>,
}

impl Mapping {
    /// A mapping of this name and format that says nothing yet.
    pub fn empty(name: &str, format: Format) -> Self {
        Self {
            name: name.to_owned(),
            title: String::new(),
            cite: String::new(),
            format,
            separator: None,
            quote: None,
            encoding: None,
            header: true,
            skip_lines: 0,
            columns: Vec::new(),
            zone: None,
            currency: None,
            decimal: DecimalMark::Point,
            key: Vec::new(),
            optional: Vec::new(),
            aliases: BTreeMap::new(),
            labels: BTreeMap::new(),
            portrait: PortraitSettings::default(),
            events: EventSettings::default(),
            fill: None,
            group: None,
            overlap: None,
            time: BTreeMap::new(),
            duration: BTreeMap::new(),
            object: BTreeMap::new(),
            value: BTreeMap::new(),
            acts: Vec::new(),
            anomalies: Vec::new(),
        }
    }

    /// Reads a mapping and checks that its rules fit together; `source` names it in errors.
    pub fn from_toml(source: &str, text: &str) -> Result<Self, MappingError> {
        let wrong = |reason: String| MappingError { name: source.to_owned(), reason };
        let mapping: Self =
            toml::from_str(text).map_err(|error| wrong(error.to_string().trim().to_owned()))?;
        mapping.check_itself().map_err(|error| wrong(error.reason))?;
        Ok(mapping)
    }

    /// Its TOML form; reading it gives the same mapping.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self)
            .expect("a mapping is made of tables, lists, texts, whole numbers and booleans only")
    }

    /// Checks, without a file, that every rule names rules that exist and says enough to be applied.
    pub fn check_itself(&self) -> Result<(), MappingError> {
        crate::table::check(self)
    }

    /// Checks the mapping against a file's header: every missing column with the nearest that exist.
    pub fn check_header(&self, header: &[String]) -> Result<(), Vec<String>> {
        let missing = Header::new(self, header).missing(self);
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }

    /// A built-in mapping by name.
    pub fn builtin(name: &str) -> Option<Self> {
        builtin::find(name)
    }

    /// All built-in mappings.
    pub fn builtins() -> Vec<Self> {
        builtin::all()
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_true(value: &bool) -> bool {
    *value
}
