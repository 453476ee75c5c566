//! The entry: what is committed at once, all of it or nothing, and the receipt for it.

use jiff::Timestamp;
use types::{Act, EntryId};

use crate::Refusal;

/// How many acts one entry may hold.
pub const ACTS_PER_ENTRY: usize = 10_000;
/// How many record writes one entry may hold.
pub const RECORDS_PER_ENTRY: usize = 10_000;
/// How many counter deltas one entry may hold.
pub const DELTAS_PER_ENTRY: usize = 10_000;
/// How many bytes one entry may take in the store, bodies of records included.
pub const BYTES_PER_ENTRY: usize = 8 << 20;
/// How many bytes a key, an id or an indexed value may have: they are part of the stores' keys.
pub const KEY_BYTES: usize = 512;

/// What to do about acts whose id is in the view already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KnownActs {
    /// Refuse the entry: a live act is told once.
    #[default]
    Refuse,
    /// Leave them out and count them in the receipt: importing the same file twice changes nothing.
    Skip,
}

/// A new version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordWrite {
    /// The kind of record: `cart`, `offering`, `mapping` …
    pub kind: String,
    /// Its id, unique within its kind and view.
    pub id: String,
    /// The version that was read; nothing if there must be none (never written, or deleted).
    pub read_version: Option<u64>,
    /// The new body; nothing deletes the record (its older versions stay readable until erased).
    pub body: Option<serde_json::Value>,
    /// Attributes by which the record can be found and sorted, compared as bytes: pad numbers, write times as ISO.
    pub indexed: Vec<(String, String)>,
}

/// A change to a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The counter: `stock/P1/shop-3`, `import/RUN/rows` … It begins at zero.
    pub key: String,
    /// How much more (or less).
    pub by: i64,
    /// The least value that the counter may have afterwards; the entry is refused otherwise.
    pub floor: Option<i64>,
}

/// Acts, records and counters that are committed together, or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Chosen by the caller. Committing the same id again gives the first receipt.
    pub id: EntryId,
    /// What happened.
    pub acts: Vec<Act>,
    /// New versions of records.
    pub records: Vec<RecordWrite>,
    /// Changes to counters, in order.
    pub deltas: Vec<Delta>,
    /// What to do about acts that are known already.
    pub known_acts: KnownActs,
}

impl Entry {
    /// An empty entry with this id.
    pub fn new(id: EntryId) -> Self {
        Self { id, acts: Vec::new(), records: Vec::new(), deltas: Vec::new(), known_acts: KnownActs::Refuse }
    }

    /// The entry with these acts.
    pub fn with_acts(mut self, acts: Vec<Act>) -> Self {
        self.acts = acts;
        self
    }

    /// Refuses what no store could hold, whatever stands in it.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let counts = [
            ("acts", self.acts.len(), ACTS_PER_ENTRY),
            ("records", self.records.len(), RECORDS_PER_ENTRY),
            ("deltas", self.deltas.len(), DELTAS_PER_ENTRY),
            ("bytes", self.weight(), BYTES_PER_ENTRY),
        ];
        for (what, found, limit) in counts {
            if found > limit {
                return Err(Refusal::TooLarge { entry: self.id, what, found, limit });
            }
        }
        self.acts.iter().try_for_each(check_act)?;
        for write in &self.records {
            check_text("kind of record", &write.kind)?;
            check_text("id of a record", &write.id)?;
            for (name, value) in &write.indexed {
                check_text("name of an indexed attribute", name)?;
                if !value.is_empty() {
                    check_text("value of an indexed attribute", value)?;
                }
            }
        }
        self.deltas.iter().try_for_each(|delta| check_text("key of a counter", &delta.key))
    }

    /// About how many bytes the entry takes, never less than a fifth of it.
    pub(crate) fn weight(&self) -> usize {
        let acts: usize = self.acts.iter().map(act_weight).sum();
        let records: usize =
            self.records.iter().map(|write| 128 + write.body.as_ref().map_or(0, json_weight)).sum();
        acts + records + self.deltas.len() * 48
    }
}

fn act_weight(act: &Act) -> usize {
    let text = |scalar: &types::Scalar| match scalar {
        types::Scalar::Text(text) => text.as_str().len(),
        _ => 8,
    };
    let objects: usize = act.relations.iter().map(|relation| 4 + relation.object.id.len()).sum();
    32 + objects + act.parts.len() * 8 + act.body.values().map(text).sum::<usize>()
}

fn json_weight(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(text) => text.len() + 2,
        serde_json::Value::Array(items) => 2 + items.iter().map(|item| 1 + json_weight(item)).sum::<usize>(),
        serde_json::Value::Object(fields) => {
            2 + fields.iter().map(|(name, value)| name.len() + 4 + json_weight(value)).sum::<usize>()
        }
        _ => 5,
    }
}

fn check_act(act: &Act) -> Result<(), Refusal> {
    if act.id.instant().as_millisecond() != act.occurred_at.as_millisecond() {
        return Err(Refusal::Misdated { id: act.id, led: act.id.instant(), occurred: act.occurred_at });
    }
    let related = act.relations.iter().map(|relation| &relation.object);
    for object in related.chain(act.parts.iter().filter_map(|part| part.who.as_ref())) {
        check_length("type of an object", object.kind.as_str())?;
        check_length("id of an object", &object.id)?;
    }
    check_length("kind of act", act.kind.name.as_str())
}

fn check_length(what: &'static str, text: &str) -> Result<(), Refusal> {
    let wrong = match text.len() {
        0 => "is empty",
        1..=KEY_BYTES => return Ok(()),
        _ => "is longer than 512 bytes",
    };
    Err(Refusal::Text { what, text: text.to_owned(), wrong })
}

fn check_text(what: &'static str, text: &str) -> Result<(), Refusal> {
    check_length(what, text)?;
    if text.contains('\0') {
        return Err(Refusal::Text { what, text: text.to_owned(), wrong: "holds a zero byte" });
    }
    Ok(())
}

/// What the ledger answers for a committed entry. It is durable when this is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Its position in the view: from 1, without gaps.
    pub position: u64,
    /// When the ledger took it, to the millisecond; never earlier than the entry before.
    pub recorded_at: Timestamp,
    /// How many acts were written.
    pub acts_written: u32,
    /// How many were left out because the very same act is known already.
    pub skipped_same: u32,
    /// How many were left out because an act of the same id but another content is known already.
    pub skipped_changed: u32,
}
