//! The words of a mapping for tables: how columns become times, durations, objects, values and acts.
//!
//! Each named rule is a value computed from a row; acts say which of them they are made of. Nothing here
//! reads a file: `crate::table` compiles these rules against a header.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use types::{ActorKind, Operation, Outcome, Phase, Scene};

use crate::anomaly::AnomalyKind;

/// An instant: one or several columns read by formats, or the first, earliest or latest of other times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeRule {
    /// The columns that make it, joined by a space: `["date", "vru_entry"]`.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub columns: Vec<String>,
    /// How they are written: strftime formats, or `iso`, `epoch_s`, `epoch_ms`. The first that fits counts.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub formats: Vec<String>,
    /// Texts of its columns that mean that there is no time, such as `0000-00-00 00:00:00`.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub none: Vec<String>,
    /// There is such a time only where all of these hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Another time that it cannot precede: where it stands more than twelve hours before, it is of the next day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The zone of local times of this rule, where it is not the mapping's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The first of these times that there is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub first_of: Vec<String>,
    /// The earliest of these times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earliest_of: Vec<String>,
    /// The latest of these times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub latest_of: Vec<String>,
    /// A duration to subtract: for a column that tells when something ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minus: Option<String>,
    /// A duration to add.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus: Option<String>,
}

/// The unit of a duration that is written as a plain number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Seconds.
    #[default]
    #[serde(rename = "s")]
    Seconds,
    /// Milliseconds.
    #[serde(rename = "ms")]
    Milliseconds,
    /// Minutes.
    #[serde(rename = "min")]
    Minutes,
    /// Hours.
    #[serde(rename = "h")]
    Hours,
    /// Days.
    #[serde(rename = "d")]
    Days,
}

/// A duration: a column, a constant, or the time between two times. Below zero it counts as unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DurationRule {
    /// The column that holds it: a number, or `h:mm:ss`, or `PT1M30S`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The unit of a plain number.
    #[serde(skip_serializing_if = "is_default")]
    pub unit: Unit,
    /// A constant, in seconds, instead of a column: the length of every interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// The two times that it lies between, instead of a column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<String>,
    /// Another duration, to be subtracted from this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minus: Option<String>,
    /// Two times whose difference it should be: where it is not, that is reported.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<String>,
    /// There is such a duration only where all of these hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// An object that acts are about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ObjectRule {
    /// Its type; the rule's own name if absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The role that it plays in an act: `for` customer, `by` agent, `in` contact or order, `of` item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// The columns that make its id, joined by `/`.
    #[serde(deserialize_with = "one_or_many")]
    pub columns: Vec<String>,
    /// Instead, the first of these columns that is not empty.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub first_of: Vec<String>,
    /// Ids that mean nobody or nothing, beside the empty one: `0`, `NO_SERVER`.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub none: Vec<String>,
    /// Only what stands before the last of these texts counts: `-` makes `SIP/1001` of `SIP/1001-000003f2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Whether the id names a person: then only its keyed digest is kept.
    #[serde(skip_serializing_if = "is_default")]
    pub person: bool,
    /// Whether capital letters make no difference: for addresses of electronic mail.
    #[serde(skip_serializing_if = "is_default")]
    pub ignore_case: bool,
}

/// The type of a value of an act's body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// A code or a short label.
    #[default]
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal, with the decimals that it is written with.
    Decimal,
    /// A whole number where it is one, else an exact decimal.
    Number,
    /// `true`, `yes`, `1` … or `false`, `no`, `0` …
    Bool,
    /// An instant: the time rule named by `time`.
    Time,
}

/// A value of an act's body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ValueRule {
    /// The column that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What it is.
    #[serde(rename = "type", skip_serializing_if = "is_default")]
    pub kind: ValueType,
    /// A constant text, instead of a column; also what an empty column means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// Instead of a column, the instant of a time rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Instead of a column, the whole seconds (exact, with decimals where there are some) of a duration rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// The name under which it stands in the body, where it is not the rule's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For numbers: the opposite counts, as for what is given back.
    #[serde(skip_serializing_if = "is_default")]
    pub negated: bool,
    /// For numbers: divide by how many of this other value (a line's total by its quantity).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub divided_by: Option<String>,
    /// Texts that mean that there is no value, beside the empty one.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub none: Vec<String>,
    /// What codes stand for; a code that is not here is kept as it is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// A condition on a row. Every key that is given must hold. Texts are compared without the spaces around them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The column that it looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// It is one of these texts.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub is: Vec<String>,
    /// It is none of these texts.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub not: Vec<String>,
    /// It begins with one of these texts.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub prefix: Vec<String>,
    /// It begins with none of these texts.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub not_prefix: Vec<String>,
    /// It is empty (true) or not empty (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// It is a number less than this one (written as text or number; exact).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_text")]
    pub below: Option<String>,
    /// It is a number that is not less than this one.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_text")]
    pub at_least: Option<String>,
    /// It is a number greater than this one.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_text")]
    pub above: Option<String>,
    /// The time, duration or object of this name is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// The time, duration or object of this name is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// At least one of these holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Condition>,
}

/// One actor's share in an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRule {
    /// Customer, agent or machine.
    pub actor: ActorKind,
    /// The object rule that says which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// What the actor does.
    pub phase: Phase,
    /// The duration rule that says how long the actor is busy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// Whether the work is an estimate rather than a measure.
    #[serde(default, skip_serializing_if = "is_default")]
    pub estimated: bool,
    /// There is such a part only where all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// Codes of a column, and the outcome that each stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OutcomeTable {
    /// The column that holds the code.
    pub column: String,
    /// What any other code stands for; without it, another code is reported and stands for no outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Outcome>,
    /// Codes that stand for no outcome (a step).
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub none: Vec<String>,
    /// What each code stands for.
    pub codes: BTreeMap<String, Outcome>,
}

/// An act that a row stands for. A row gives every act whose conditions hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActRule {
    /// Its kind: `phone.talk`, `order.line`.
    pub kind: String,
    /// The family that it belongs to.
    pub operation: Operation,
    /// Where it happens.
    pub scene: Scene,
    /// The column whose text says where it happens, through `scenes`; `scene` is for all other texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene_column: Option<String>,
    /// How it ends for the demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The time rule of its beginning.
    pub start: String,
    /// The time rule of its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The duration rule from its beginning to its end, where there is no time of the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasted: Option<String>,
    /// The duration rule of the customer's waiting in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<String>,
    /// The column of what the demand is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The object rules of what it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<String>,
    /// The value rules of whatever else it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<String>,
    /// Only where all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Not where the time of its beginning is unknown; without this, that is an anomaly.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_started: bool,
    /// The scene for each text of `scene_column`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scenes: BTreeMap<String, Scene>,
    /// How it ends, by a column's code, where `outcome` is not constant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_by: Option<OutcomeTable>,
    /// Who works in it.
    #[serde(default, rename = "part", skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartRule>,
}

/// What is to be reported where all its conditions hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnomalyRule {
    /// The kind that it is reported as.
    pub kind: AnomalyKind,
    /// The conditions.
    pub when: Vec<Condition>,
}

/// Whose services must not overlap: where they do, that is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlapRule {
    /// The object rule of whoever serves.
    pub who: String,
    /// The time rule of the beginning of a service.
    pub start: String,
    /// The time rule of its end.
    pub end: String,
}

/// Columns that an export writes only on the first of the rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FillRule {
    /// The columns that are the same on rows that belong together: the order's number.
    #[serde(deserialize_with = "one_or_many")]
    pub same: Vec<String>,
    /// The columns that are taken from the first of those rows where they are empty.
    #[serde(deserialize_with = "one_or_many")]
    pub columns: Vec<String>,
}

/// Several rows that make one: each row of a group gives its columns under the name of its role,
/// as `connected.time`; the columns of `by` keep their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// The columns that are the same in a group.
    #[serde(deserialize_with = "one_or_many")]
    pub by: Vec<String>,
    /// The column that says which role a row has in its group.
    pub role: String,
    /// The roles that complete a group.
    #[serde(deserialize_with = "one_or_many")]
    pub until: Vec<String>,
    /// The role that each code stands for; rows of other codes are passed over and counted.
    pub roles: BTreeMap<String, String>,
}

/// What an adjustment is grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustedBy {
    /// Contacts of one customer, within the window.
    #[default]
    Customer,
    /// Acts of one case.
    Case,
}

/// Settings of the portrait that fit this source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PortraitSettings {
    /// What an adjustment is grouped by.
    pub by: AdjustedBy,
    /// Contacts that follow within so many hours belong to the same adjustment.
    pub window_h: u32,
    /// A contact that follows within so many seconds counts as a return.
    pub return_within_s: u32,
    /// A service below so many seconds is called short.
    pub short_service_s: u32,
    /// Keys of what this source cannot show: `self_service_success`, `breaks`, `after_work` …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_seen: Vec<String>,
}

impl Default for PortraitSettings {
    fn default() -> Self {
        Self {
            by: AdjustedBy::Customer,
            window_h: 24,
            return_within_s: 3_600,
            short_service_s: 10,
            not_seen: Vec::new(),
        }
    }
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

pub(super) fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(text) => vec![text],
        OneOrMany::Many(texts) => texts,
    })
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a whole number, or a decimal written as a text")]
enum NumberText {
    Whole(i64),
    Text(String),
}

fn number_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(match NumberText::deserialize(from)? {
        NumberText::Whole(number) => number.to_string(),
        NumberText::Text(text) => text,
    }))
}
