//! What a reader remembers between rows, bounded: words, objects and times seen lately, rows seen before,
//! services under way. None of it decides anything by its order.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use types::{ObjectRef, Word};

use crate::identity::Identity;
use crate::reading::NamedRecord;

use super::plan::ObjectPlan;

#[expect(clippy::disallowed_types, reason = "only looked up, never walked through: its order cannot show")]
type Map<K, V> = std::collections::HashMap<K, V>;

/// How many objects are remembered; beyond, they are forgotten and made again when they return.
const OBJECTS_KEPT: usize = 200_000;
/// How many different words are remembered.
const WORDS_KEPT: usize = 20_000;
/// The longest id of an object, in bytes; a longer one ends in its digest.
const ID_BYTES: usize = 200;
/// How many services are remembered to find those that overlap.
const SERVICES_KEPT: usize = 2_000_000;

/// What is remembered between rows.
#[derive(Default)]
pub(crate) struct Memory {
    objects: Vec<Map<String, ObjectRef>>,
    words: Map<String, Word>,
    times: Vec<Option<(String, Timestamp)>>,
    rows: Map<u64, Seen>,
    services: BTreeMap<ObjectRef, BTreeMap<i64, i64>>,
    services_kept: usize,
}

/// How often a key was seen, and with which content first.
struct Seen {
    count: u32,
    content: u64,
}

/// What is known of a row that comes now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// How many rows of the same key came before it.
    pub(crate) nth: u32,
    /// Whether the first of them had another content.
    pub(crate) changed: bool,
}

impl Memory {
    /// The time that the rule `index` read last, if it was written the same.
    pub(crate) fn time(&self, index: usize, written: &str) -> Option<Timestamp> {
        let (text, at) = self.times.get(index)?.as_ref()?;
        (text == written).then_some(*at)
    }

    /// Remembers the time that the rule `index` read last.
    pub(crate) fn keep_time(&mut self, index: usize, written: &str, at: Timestamp) {
        if self.times.len() <= index {
            self.times.resize(index + 1, None);
        }
        match &mut self.times[index] {
            Some((text, known)) => {
                text.clear();
                text.push_str(written);
                *known = at;
            }
            empty => *empty = Some((written.to_owned(), at)),
        }
    }

    /// The shared word of a text.
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(known) = self.words.get(text) {
            return known.clone();
        }
        let word = Word::new(text);
        if self.words.len() < WORDS_KEPT {
            self.words.insert(text.to_owned(), word.clone());
        }
        word
    }

    /// The object that the rule `index` makes of a text. A person's name becomes a digest, and where names are
    /// kept a record is added when the person is first seen.
    pub(crate) fn object(
        &mut self,
        index: usize,
        plan: &ObjectPlan,
        raw: &str,
        identity: &Identity,
        records: &mut Vec<NamedRecord>,
    ) -> ObjectRef {
        if self.objects.len() <= index {
            self.objects.resize_with(index + 1, Map::default);
        }
        let known = &mut self.objects[index];
        if let Some(object) = known.get(raw) {
            return object.clone();
        }
        let id = if plan.person {
            let id = identity.person(plan.kind.as_str(), raw);
            records.extend(identity.party(plan.kind.as_str(), &id, raw));
            id
        } else if raw.len() > ID_BYTES {
            let cut = (0..=ID_BYTES - 20).rev().find(|at| raw.is_char_boundary(*at)).unwrap_or(0);
            format!("{}…{}", &raw[..cut], identity.person(plan.kind.as_str(), raw)).into()
        } else {
            raw.into()
        };
        let object = ObjectRef { kind: plan.kind.clone(), id };
        if known.len() >= OBJECTS_KEPT {
            known.clear();
        }
        known.insert(raw.to_owned(), object.clone());
        object
    }

    /// Counts a row by its key (the same as its content where the mapping names no key columns).
    pub(crate) fn count_row(&mut self, key: u64, content: u64) -> Occurrence {
        let seen = self.rows.entry(key).or_insert(Seen { count: 0, content });
        let occurrence = Occurrence { nth: seen.count, changed: seen.content != content };
        seen.count += 1;
        occurrence
    }

    /// Whether somebody's service overlaps another of theirs that was seen before (of those remembered).
    pub(crate) fn overlaps(&mut self, who: &ObjectRef, start: Timestamp, end: Timestamp) -> bool {
        let (start, end) = (start.as_millisecond(), end.as_millisecond());
        if end <= start {
            return false;
        }
        if !self.services.contains_key(who) {
            self.services.insert(who.clone(), BTreeMap::new());
        }
        let Some(theirs) = self.services.get_mut(who) else { return false };
        let before = theirs.range(..end).next_back().is_some_and(|(_, other_end)| *other_end > start);
        if self.services_kept < SERVICES_KEPT {
            self.services_kept += 1;
            let known = theirs.entry(start).or_insert(end);
            *known = end.max(*known);
        }
        before
    }
}

/// A 64-bit digest of texts, the same in every run.
pub(crate) fn digest<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.for_each(|text| text.hash(&mut hasher));
    hasher.finish()
}
