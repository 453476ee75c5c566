//! Numbers for words and objects: per view, given once, never changed, therefore safe to remember.
//!
//! A view's first 65,536 words are numbered; later ones are written out where they stand, so that a log whose bodies
//! hold free text cannot fill the memory. (Kinds of act are always numbered: they are asked for by number.) Objects are
//! numbered without such a bound; what the process remembers of them is bounded instead.

#![allow(
    clippy::disallowed_types,
    reason = "hash maps here are only looked up, never walked: their order cannot show"
)]

use std::collections::HashMap;
use std::sync::Arc;

use types::{ObjectRef, Word};

use crate::Fault;
use crate::store::{Session, Stretch, Table};
use crate::written::{Garbled, Reader, Writer};

/// How many words of a view are numbered.
pub(crate) const NUMBERED_WORDS: u32 = 65_536;
/// Texts longer than this are written out rather than numbered.
pub(crate) const NUMBERED_WORD_BYTES: usize = 128;
/// How many objects one generation of the writer's memory holds.
const REMEMBERED_OBJECTS: usize = 500_000;

/// All the numbered words of a view, in both directions. The writer's side.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: Vec<Word>,
    numbers: HashMap<Word, u32>,
}

impl Vocabulary {
    pub fn len(&self) -> u32 {
        self.words.len() as u32
    }

    /// Learns the words that were committed since: all up to `next`.
    pub fn learn(&mut self, session: &mut dyn Session, view: u64, next: u32) -> Result<(), Fault> {
        self.truncate(next);
        for word in read_words(session, view, self.len(), next)? {
            self.push(word);
        }
        Ok(())
    }

    pub fn number(&self, word: &Word) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub fn push(&mut self, word: Word) -> u32 {
        let number = self.len();
        self.numbers.insert(word.clone(), number);
        self.words.push(word);
        number
    }

    /// Forgets the words from this number on: the group that gave them failed.
    pub fn truncate(&mut self, next: u32) {
        while self.len() > next {
            if let Some(word) = self.words.pop() {
                self.numbers.remove(&word);
            }
        }
    }
}

/// Reads the words numbered `from` up to, and without, `next`.
pub(crate) fn read_words(
    session: &mut dyn Session,
    view: u64,
    from: u32,
    next: u32,
) -> Result<Vec<Word>, Fault> {
    if from >= next {
        return Ok(Vec::new());
    }
    let stretch = (from.to_be_bytes(), next.to_be_bytes());
    let rows = session.range(Table::Word, view, Stretch::between(&stretch.0, &stretch.1, usize::MAX))?;
    let mut words = Vec::with_capacity(rows.len());
    for (number, (key, value)) in (from..next).zip(rows) {
        let text = std::str::from_utf8(&value).map_err(|_| corrupt_word(number, "is not UTF-8"))?;
        if key != number.to_be_bytes() {
            return Err(corrupt_word(number, "is missing"));
        }
        words.push(Word::new(text));
    }
    if words.len() < (next - from) as usize {
        return Err(corrupt_word(from + words.len() as u32, "is missing"));
    }
    Ok(words)
}

fn corrupt_word(number: u32, what: &str) -> Fault {
    Fault::Corrupt { table: Table::Word, key: format!("word {number}"), what: what.to_owned() }
}

/// The key of an object in `object_by_key`.
pub(crate) fn object_key(object: &ObjectRef) -> Vec<u8> {
    object_key_of(object.kind.as_str(), &object.id)
}

/// The key of an object in `object_by_key`, and its value in `object_by_number`.
pub(crate) fn object_key_of(kind: &str, id: &str) -> Vec<u8> {
    let mut writer = Writer(Vec::with_capacity(kind.len() + id.len() + 2));
    writer.text(kind);
    writer.raw(id.as_bytes());
    writer.0
}

pub(crate) fn object_from(bytes: &[u8]) -> Result<ObjectRef, Garbled> {
    let mut reader = Reader::new(bytes);
    let kind = reader.text()?;
    let id = std::str::from_utf8(reader.rest()).map_err(|_| Garbled::new("an object's id is not UTF-8"))?;
    Ok(ObjectRef { kind: Word::new(kind), id: Arc::from(id) })
}

/// The numbers of objects that were seen lately. The writer's side: two generations, the older one forgotten.
#[derive(Debug, Default)]
pub(crate) struct ObjectNumbers {
    young: HashMap<ObjectRef, u32>,
    old: HashMap<ObjectRef, u32>,
}

impl ObjectNumbers {
    pub fn number(&mut self, object: &ObjectRef) -> Option<u32> {
        if let Some(number) = self.young.get(object) {
            return Some(*number);
        }
        let number = *self.old.get(object)?;
        self.remember(object.clone(), number);
        Some(number)
    }

    pub fn remember(&mut self, object: ObjectRef, number: u32) {
        if self.young.len() >= REMEMBERED_OBJECTS {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(object, number);
    }
}

/// Objects by number. The readers' side: one slot per number modulo the size, the later one wins.
#[derive(Debug, Default)]
pub(crate) struct ObjectSlots {
    slots: Vec<Option<(u32, ObjectRef)>>,
}

/// How many objects the readers of one view remember at most.
const SLOTS: usize = 1 << 20;

impl ObjectSlots {
    pub fn get(&self, number: u32) -> Option<&ObjectRef> {
        let slot = self.slots.get(number as usize & (self.slots.len().wrapping_sub(1)))?;
        slot.as_ref().filter(|(held, _)| *held == number).map(|(_, object)| object)
    }

    pub fn remember(&mut self, number: u32, object: ObjectRef) {
        if number as usize >= self.slots.len() && self.slots.len() < SLOTS {
            let size = (number as usize + 1).next_power_of_two().clamp(1 << 10, SLOTS);
            let before = std::mem::take(&mut self.slots);
            self.slots.resize(size, None);
            for (number, object) in before.into_iter().flatten() {
                self.slots[number as usize & (size - 1)] = Some((number, object));
            }
        }
        let size = self.slots.len();
        self.slots[number as usize & (size - 1)] = Some((number, object));
    }
}
