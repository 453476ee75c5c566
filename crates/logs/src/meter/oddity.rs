//! What is odd in a meter file, without stopping: counts, first lines, and one example for each kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::anomaly::{Anomaly, Severity};

/// How many line numbers are kept for each kind; the rest is only counted.
const LINES_KEPT: usize = 20;
/// How many characters of an example are kept.
const EXAMPLE_CHARS: usize = 120;

macro_rules! oddities {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)+) => {
        /// What is odd. Its written name is the key of its sentence in each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Oddity { $($(#[$doc])* #[serde(rename = $name)] $variant,)+ }

        impl Oddity {
            /// Every kind, in the order in which a report shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its written name.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)+ } }

            /// How much it matters.
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity,)+ } }
        }
    };
}

oddities! {
    /// A time that cannot be read: the row was left out.
    BadTime = "bad_time", Warning;
    /// A value that is no number: the row was left out.
    NotNumber = "not_number", Warning;
    /// A row without a value: nothing is known of its interval.
    NoValue = "no_value", Warning;
    /// A value below zero (energy given, or a fault): the row was left out.
    Negative = "negative", Warning;
    /// A unit that is not known: the row was left out.
    UnknownUnit = "unknown_unit", Warning;
    /// The same interval stands twice with the same value: kept once.
    Duplicate = "duplicate", Note;
    /// The same interval stands twice with different values: the first counts.
    Contradiction = "contradiction", Warning;
    /// An interval that begins before the one before it ends: left out.
    Overlap = "overlap", Warning;
    /// An interval that ends when it begins, or before: left out.
    NoLength = "no_length", Warning;
    /// Intervals are missing: nothing is known of that time.
    Gap = "gap", Warning;
    /// The file goes from the latest to the earliest; it was turned round.
    Reversed = "reversed", Note;
    /// A row stands before an earlier one in time; it was put in its place.
    OutOfOrder = "out_of_order", Note;
    /// Intervals of another length than most.
    OtherStep = "other_step", Note;
    /// An index that fell (a new meter, a fault): the use until then is not known.
    IndexFell = "index_fell", Warning;
    /// A local time that does not exist because clocks were put forward: read as the hour after.
    DaylightGap = "daylight_gap", Warning;
    /// A local time that happens twice because clocks are put back: the first and then the second, in the file's order.
    DaylightFold = "daylight_fold", Note;
    /// A local time that clocks skip, in a file whose clock skips none: it keeps standard time all year, and was read so.
    StandardTime = "standard_time", Note;
    /// Bytes that are not text in the encoding of the file.
    BadText = "bad_text", Note;
}

/// All that is odd in a file or a series.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Oddities {
    kinds: BTreeMap<Oddity, Anomaly>,
}

impl Oddities {
    /// Notes one occurrence at a line; `example` is only called for the first.
    pub fn note(&mut self, kind: Oddity, line: u64, example: impl FnOnce() -> String) {
        let known = self.kinds.entry(kind).or_insert_with(|| Anomaly {
            count: 0,
            severity: kind.severity(),
            lines: Vec::new(),
            example: example().chars().take(EXAMPLE_CHARS).collect(),
        });
        known.count += 1;
        if known.lines.len() < LINES_KEPT && known.lines.last() != Some(&line) {
            known.lines.push(line);
        }
    }

    /// Each kind that occurred.
    pub fn iter(&self) -> impl Iterator<Item = (Oddity, &Anomaly)> {
        self.kinds.iter().map(|(kind, anomaly)| (*kind, anomaly))
    }

    /// How often a kind occurred.
    pub fn count(&self, kind: Oddity) -> u64 {
        self.kinds.get(&kind).map_or(0, |anomaly| anomaly.count)
    }

    /// Takes back what was noted of a kind, because it turned out to be another; nothing where it is none.
    pub fn turn(&mut self, kind: Oddity, into: Option<Oddity>) {
        if let Some(anomaly) = self.kinds.remove(&kind)
            && let Some(into) = into
        {
            self.kinds.insert(into, Anomaly { severity: into.severity(), ..anomaly });
        }
    }

    /// Whether nothing is odd.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Takes in what is odd elsewhere in the same file.
    pub fn merge(&mut self, other: Self) {
        for (kind, anomaly) in other.kinds {
            let known = self.kinds.entry(kind).or_insert_with(|| Anomaly {
                count: 0,
                lines: Vec::new(),
                ..anomaly.clone()
            });
            known.count += anomaly.count;
            let room = LINES_KEPT.saturating_sub(known.lines.len());
            known.lines.extend(anomaly.lines.into_iter().take(room));
        }
    }
}
