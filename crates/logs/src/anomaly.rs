//! What is wrong in a file, without stopping: bounded, so that a bad file of any length has a short report.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How many line numbers are kept for each kind of anomaly; the rest is only counted.
const LINES_KEPT: usize = 20;
/// How many characters of the first example are kept.
const EXAMPLE_CHARS: usize = 160;

/// How much an anomaly matters for the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file says something unusual; it was read as it stands.
    Note,
    /// Something was left out or could not be believed; a figure may miss it.
    Warning,
}

macro_rules! anomaly_kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)+) => {
        /// What is wrong. Its written name is the key of its sentence in each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum AnomalyKind { $($(#[$doc])* #[serde(rename = $name)] $variant,)+ }

        impl AnomalyKind {
            /// Every kind, in the order in which a report shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its written name.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)+ } }

            /// How much it matters.
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)+ } }
        }
    };
}

anomaly_kinds! {
    /// A row could not become an act and was left out.
    RowSkipped = "row_skipped", Warning;
    /// A row of an event that the mapping does not use.
    RowPassedOver = "row_passed_over", Note;
    /// A row has fewer fields than the header.
    TooFewFields = "too_few_fields", Warning;
    /// A row has more fields than the header.
    TooManyFields = "too_many_fields", Warning;
    /// A time that cannot be read, or does not exist.
    BadTime = "bad_time", Warning;
    /// A number or a duration that cannot be read.
    BadNumber = "bad_number", Warning;
    /// A code that the mapping does not know.
    UnknownCode = "unknown_code", Warning;
    /// Bytes that are not text in the encoding of the file.
    BadText = "bad_text", Warning;
    /// The file is not UTF-8 and names no encoding: it was read as Windows-1252.
    EncodingGuessed = "encoding_guessed", Note;
    /// A value was longer than what an act can hold, and was cut.
    ValueCut = "value_cut", Warning;
    /// The same row stands more than once in the file; each is kept.
    ExactDuplicate = "exact_duplicate", Note;
    /// The same key stands on rows with different content; each is kept.
    KeyRepeatedChanged = "key_repeated_changed", Warning;
    /// A duration below zero: not counted as work.
    NegativeDuration = "negative_duration", Warning;
    /// A written end that stands before its beginning: how long it lasted is unknown.
    EndBeforeStart = "end_before_start", Warning;
    /// The duration that is written is not the time between the written start and end.
    DurationDisagrees = "duration_disagrees", Note;
    /// A service without the name of whoever gave it.
    ServedWithoutAgent = "served_without_agent", Note;
    /// A contact that was given up carries service time: not counted as work.
    AbandonedWithService = "abandoned_with_service", Warning;
    /// A service of no length.
    ZeroService = "zero_service", Note;
    /// Two services of the same agent at the same moment.
    OverlappingServices = "overlapping_services", Note;
    /// A contact that was given up without a time in the queue.
    QueueTimeMissing = "queue_time_missing", Note;
    /// A row stands before an earlier one in time.
    ClockWentBack = "clock_went_back", Note;
    /// An act that goes over midnight.
    Midnight = "midnight", Note;
    /// A local time that does not exist because clocks were put forward: read as the hour after.
    DaylightGap = "daylight_gap", Warning;
    /// A local time that happened twice because clocks were put back: read as the first.
    DaylightFold = "daylight_fold", Note;
    /// A time without an offset, in a format that wants one: taken for UTC.
    OffsetMissing = "offset_missing", Note;
    /// An event without a time: left out.
    TimeMissing = "time_missing", Warning;
    /// A completed event without a start, or a start never completed.
    UnpairedLifecycle = "unpaired_lifecycle", Note;
    /// A row that the source itself declares to be nobody's act.
    Phantom = "phantom", Note;
    /// A relation to an object that the file does not hold.
    DanglingRelation = "dangling_relation", Warning;
    /// A type that is named but not described, or described but not named.
    TypeUnmatched = "type_unmatched", Warning;
    /// A table or a key that the format requires is missing.
    SchemaDefect = "schema_defect", Note;
    /// An attribute that could not be kept.
    AttributeLost = "attribute_lost", Warning;
    /// An amount in another currency than the mapping says.
    OtherCurrency = "other_currency", Note;
}

impl fmt::Display for AnomalyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// All the occurrences of one kind of anomaly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anomaly {
    /// How often.
    pub count: u64,
    /// How much it matters.
    pub severity: Severity,
    /// The first lines on which it stands (at most twenty).
    pub lines: Vec<u64>,
    /// The first of them in words.
    pub example: String,
}

/// The anomaly report of one file: for each kind a count, the first line numbers, and one example.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Anomalies {
    kinds: BTreeMap<AnomalyKind, Anomaly>,
}

impl Anomalies {
    /// Notes one occurrence at a line; `example` is only called for the first.
    pub fn note(&mut self, kind: AnomalyKind, line: u64, example: impl FnOnce() -> String) {
        match self.kinds.get_mut(&kind) {
            Some(known) => {
                known.count += 1;
                if known.lines.len() < LINES_KEPT && known.lines.last() != Some(&line) {
                    known.lines.push(line);
                }
            }
            None => {
                let example = example().chars().take(EXAMPLE_CHARS).collect();
                let first = Anomaly { count: 1, severity: kind.severity(), lines: vec![line], example };
                self.kinds.insert(kind, first);
            }
        }
    }

    /// How often one kind occurred.
    pub fn count(&self, kind: AnomalyKind) -> u64 {
        self.kinds.get(&kind).map_or(0, |anomaly| anomaly.count)
    }

    /// Each kind that occurred.
    pub fn iter(&self) -> impl Iterator<Item = (AnomalyKind, &Anomaly)> {
        self.kinds.iter().map(|(kind, anomaly)| (*kind, anomaly))
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Adds the report of a later part of the same file.
    pub fn merge(&mut self, later: &Self) {
        for (kind, more) in &later.kinds {
            match self.kinds.get_mut(kind) {
                Some(known) => {
                    known.count += more.count;
                    let room = LINES_KEPT.saturating_sub(known.lines.len());
                    known.lines.extend(more.lines.iter().take(room));
                }
                None => {
                    self.kinds.insert(*kind, more.clone());
                }
            }
        }
    }
}
