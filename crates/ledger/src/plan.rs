//! From accepted entries to rows: what is put and deleted in which table. Pure but for the numbers that it gives.

#![allow(
    clippy::disallowed_types,
    reason = "hash maps here are only looked up, never walked: their order cannot show"
)]

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use types::{Act, ObjectRef, Word};

use crate::head::{Head, Place, act_id_key, act_row, entry_id_key, link};
use crate::names::{NUMBERED_WORD_BYTES, NUMBERED_WORDS, Vocabulary, object_key};
use crate::picture::{Accepted, Picture, Prepared};
use crate::record::{Current, Standing, index_keys, record_key, row_digest, version_row};
use crate::store::{Row, Table};
use crate::stored::{ActNumbers, Draft, RecordDigest, StoredDelta, encode_act};
use crate::written::Writer;

/// What a group changes in the store.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub puts: BTreeMap<Table, Vec<Row>>,
    pub deletes: BTreeMap<Table, Vec<Vec<u8>>>,
    /// The objects that got a number.
    pub new_objects: Vec<(ObjectRef, u32)>,
}

impl Changes {
    fn put(&mut self, table: Table, key: Vec<u8>, value: Vec<u8>) {
        self.puts.entry(table).or_default().push((key, value));
    }
}

/// Gives numbers to the words and objects of a group's acts.
pub(crate) struct Numbering<'a> {
    pub vocabulary: &'a mut Vocabulary,
    /// The numbers of the objects that the group names; new ones are added.
    pub objects: HashMap<ObjectRef, u32>,
    pub next_object: u32,
}

/// Hashes the numbers that this crate itself gave, which nobody can choose to collide: one multiplication will do.
#[derive(Default)]
struct NumberHasher(u64);

type NumberHash = BuildHasherDefault<NumberHasher>;

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        // The golden ratio's fraction spreads neighbours over all 64 bits.
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The numbering as one entry uses it.
struct OfEntry<'a, 'b> {
    numbering: &'a mut Numbering<'b>,
    draft: Draft,
    word_ranks: BTreeMap<u32, u32>,
    object_ranks: HashMap<u32, u32, NumberHash>,
}

impl OfEntry<'_, '_> {
    /// The number of a word that is numbered; nothing if it is to be written out.
    fn word_number(&mut self, word: &Word, always: bool) -> Option<u32> {
        if let Some(number) = self.numbering.vocabulary.number(word) {
            return Some(number);
        }
        let room =
            self.numbering.vocabulary.len() < NUMBERED_WORDS && word.as_str().len() <= NUMBERED_WORD_BYTES;
        if !room && !always {
            return None;
        }
        self.draft.new_words.push(word.clone());
        Some(self.numbering.vocabulary.push(word.clone()))
    }

    fn write_word(&mut self, word: &Word, always: bool, writer: &mut Writer) {
        let Some(number) = self.word_number(word, always) else {
            writer.u8(0);
            writer.text(word.as_str());
            return;
        };
        let words = &mut self.draft.words;
        let rank = *self.word_ranks.entry(number).or_insert_with(|| {
            words.push(number);
            words.len() as u32 - 1
        });
        writer.number(u64::from(rank) + 1);
    }
}

impl ActNumbers for OfEntry<'_, '_> {
    fn word(&mut self, word: &Word, writer: &mut Writer) {
        self.write_word(word, false, writer);
    }

    fn object(&mut self, object: &ObjectRef, writer: &mut Writer) {
        let number = match self.numbering.objects.get(object) {
            Some(number) => *number,
            None => {
                let number = self.numbering.next_object;
                self.numbering.next_object += 1;
                self.numbering.objects.insert(object.clone(), number);
                self.draft.new_objects.push(object.clone());
                number
            }
        };
        let objects = &mut self.draft.objects;
        let rank = *self.object_ranks.entry(number).or_insert_with(|| {
            objects.push(number);
            objects.len() as u32 - 1
        });
        writer.number(u64::from(rank));
    }
}

/// Plans an accepted entry: its row, the rows that point to it, and what its records add. Moves the head on.
pub(crate) fn plan_entry(
    head: &mut Head,
    prepared: &Prepared,
    accepted: &Accepted,
    numbering: &mut Numbering<'_>,
    salt: &mut dyn FnMut() -> [u8; 16],
    changes: &mut Changes,
) {
    let entry = &prepared.entry;
    let receipt = &accepted.receipt;
    let (first_word, first_object) = (numbering.vocabulary.len(), numbering.next_object);
    let mut names = OfEntry {
        numbering,
        draft: Draft { first_word, first_object, ..Draft::default() },
        word_ranks: BTreeMap::new(),
        object_ranks: HashMap::default(),
    };
    for (ordinal, rank) in accepted.written.iter().enumerate() {
        let act = &entry.acts[*rank];
        let mut writer = Writer(Vec::with_capacity(96));
        number_kind(&mut names, act);
        encode_act(act, &mut names, &mut writer);
        names.draft.acts.push(writer.0);
        let place = Place { position: receipt.position, ordinal: ordinal as u16 };
        changes.put(Table::ActId, act_id_key(act.id), act_row(place, prepared.digests[*rank]));
    }
    let mut draft = names.draft;
    draft.skipped_same = receipt.skipped_same;
    draft.skipped_changed = receipt.skipped_changed;
    draft.deltas =
        entry.deltas.iter().map(|delta| StoredDelta { key: delta.key.clone(), by: delta.by }).collect();
    for (write, version) in entry.records.iter().zip(&accepted.versions) {
        let row = version_row(write, receipt.position, receipt.recorded_at, salt());
        let (kind, id) = (write.kind.clone(), write.id.clone());
        draft.records.push(RecordDigest { digest: row_digest(&row), kind, id, version: *version });
        changes.put(Table::Record, record_key(&write.kind, &write.id, *version), row);
    }
    plan_names(&draft, changes);
    let stored = draft.to_bytes(entry.id, receipt.recorded_at);
    head.chain = link(&head.chain, &stored);
    head.position = receipt.position;
    head.recorded_ms = receipt.recorded_at.as_millisecond();
    head.acts += u64::from(receipt.acts_written);
    head.tail_acts += u64::from(receipt.acts_written);
    let mut value = head.chain.to_vec();
    value.extend_from_slice(&stored);
    let position = receipt.position.to_be_bytes().to_vec();
    changes.put(Table::EntryId, entry_id_key(entry.id), position.clone());
    changes.put(Table::Entry, position, value);
}

/// Kinds are always numbered: the acts of a kind are found by its number.
fn number_kind(names: &mut OfEntry<'_, '_>, act: &Act) {
    names.word_number(&act.kind.name, true);
}

fn plan_names(draft: &Draft, changes: &mut Changes) {
    for (number, word) in (draft.first_word..).zip(&draft.new_words) {
        changes.put(Table::Word, number.to_be_bytes().to_vec(), word.as_str().as_bytes().to_vec());
    }
    for (number, object) in (draft.first_object..).zip(&draft.new_objects) {
        let key = object_key(object);
        changes.put(Table::ObjectByNumber, number.to_be_bytes().to_vec(), key.clone());
        changes.put(Table::ObjectByKey, key, number.to_be_bytes().to_vec());
        changes.new_objects.push((object.clone(), number));
    }
}

/// Plans what the group as a whole leaves behind: counters, and which version of each record is current.
pub(crate) fn plan_states(picture: &Picture, before: &BTreeMap<String, i64>, changes: &mut Changes) {
    for (key, value) in &picture.counters {
        if before.get(key) != Some(value) {
            changes.put(Table::Counter, key.as_bytes().to_vec(), value.to_be_bytes().to_vec());
        }
    }
    for ((kind, id), state) in &picture.records {
        if state.version == 0 {
            continue;
        }
        let standing = if state.live { Standing::Live } else { Standing::Deleted };
        let current = Current { version: state.version, standing, indexed: state.indexed.clone() };
        changes.put(Table::Record, record_key(kind, id, 0), current.to_bytes());
        let keys = |live: bool, indexed: &[(String, String)]| {
            if live { index_keys(kind, id, indexed) } else { Vec::new() }
        };
        let mut after = keys(state.live, &state.indexed);
        let mut gone = keys(state.live_before, &state.indexed_before);
        after.sort();
        after.dedup();
        gone.sort();
        gone.dedup();
        let stays = |key: &Vec<u8>| gone.binary_search(key).is_ok();
        let new: Vec<Vec<u8>> = after.iter().filter(|key| !stays(key)).cloned().collect();
        gone.retain(|key| after.binary_search(key).is_err());
        new.into_iter().for_each(|key| changes.put(Table::RecordIndex, key, Vec::new()));
        changes.deletes.entry(Table::RecordIndex).or_default().extend(gone);
    }
}
