//! From stored entries to acts: words and objects by their numbers, looked up once per entry and remembered.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use types::{ObjectRef, Word};

use crate::acts::Placed;
use crate::group::read_head;
use crate::head::Place;
use crate::names::{ObjectSlots, object_from, read_words};
use crate::store::{Session, Table};
use crate::stored::{Opened, WordNames, decode_act, scan_act};
use crate::tail::Tail;
use crate::written::Garbled;
use crate::{Fault, ViewId, corrupt_entry};

/// What the readers of one view share.
pub(crate) struct ViewReader {
    pub view: ViewId,
    words: RwLock<Vec<Word>>,
    objects: Mutex<ObjectSlots>,
    pub tail: Mutex<Tail>,
    /// For each sealed segment, the last position that it covers. They never change.
    pub segments: Mutex<Vec<u64>>,
}

/// The words and objects of one entry, by local rank.
#[derive(Default)]
pub(crate) struct EntryNames {
    words: Vec<Word>,
    objects: Vec<Option<ObjectRef>>,
    numbers: Vec<u32>,
}

impl WordNames for EntryNames {
    fn word(&self, rank: usize) -> Option<&Word> {
        self.words.get(rank)
    }

    fn object(&self, rank: usize) -> Option<(&ObjectRef, u32)> {
        self.objects.get(rank)?.as_ref().zip(self.numbers.get(rank).copied())
    }
}

impl ViewReader {
    pub fn new(view: ViewId) -> Self {
        Self {
            view,
            words: RwLock::default(),
            objects: Mutex::default(),
            tail: Mutex::default(),
            segments: Mutex::default(),
        }
    }

    /// The number of a word, if it has one.
    pub fn word_number(&self, session: &mut dyn Session, text: &str) -> Result<Option<u32>, Fault> {
        let known = |words: &[Word]| words.iter().position(|word| word == text).map(|rank| rank as u32);
        if let Some(number) = known(&self.words.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(Some(number));
        }
        self.learn_words(session)?;
        Ok(known(&self.words.read().unwrap_or_else(PoisonError::into_inner)))
    }

    fn learn_words(&self, session: &mut dyn Session) -> Result<(), Fault> {
        let head = read_head(session, self.view)?.ok_or(Fault::NoView(self.view))?;
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let from = words.len() as u32;
        words.extend(read_words(session, self.view.0, from, head.next_word)?);
        Ok(())
    }

    /// Looks up all that an entry names. The objects that it introduces need no looking up.
    pub fn names(
        &self,
        session: &mut dyn Session,
        entry: &Opened<'_>,
        position: u64,
    ) -> Result<EntryNames, Fault> {
        let words = self.words_of(session, entry, position)?;
        self.remember_new(entry);
        let objects = self.objects_by_number(session, &entry.objects)?;
        Ok(EntryNames { words, objects, numbers: entry.objects.clone() })
    }

    fn words_of(
        &self,
        session: &mut dyn Session,
        entry: &Opened<'_>,
        position: u64,
    ) -> Result<Vec<Word>, Fault> {
        let least = entry.words.iter().max().map_or(0, |most| *most as usize + 1);
        if self.words.read().unwrap_or_else(PoisonError::into_inner).len() < least {
            self.learn_words(session)?;
        }
        let known = self.words.read().unwrap_or_else(PoisonError::into_inner);
        let word = |number: &u32| {
            let missing = || corrupt_entry(position, format!("names word {number}, which does not exist"));
            known.get(*number as usize).cloned().ok_or_else(missing)
        };
        entry.words.iter().map(word).collect()
    }

    fn remember_new(&self, entry: &Opened<'_>) {
        if entry.new_objects.is_empty() {
            return;
        }
        let mut slots = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        // The same few types come again and again: one word each.
        let mut kinds: Vec<Word> = Vec::new();
        for (number, (kind, id)) in (entry.first_object..).zip(&entry.new_objects) {
            let kind = match kinds.iter().find(|known| *known == kind) {
                Some(known) => known.clone(),
                None => {
                    kinds.push(Word::new(kind));
                    Word::new(kind)
                }
            };
            slots.remember(number, ObjectRef { kind, id: Arc::from(*id) });
        }
    }

    /// Objects by their numbers; nothing where there is no such object.
    pub fn objects_by_number(
        &self,
        session: &mut dyn Session,
        numbers: &[u32],
    ) -> Result<Vec<Option<ObjectRef>>, Fault> {
        let slots = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Option<ObjectRef>> =
            numbers.iter().map(|number| slots.get(*number).cloned()).collect();
        drop(slots);
        let missing: Vec<usize> = (0..numbers.len()).filter(|rank| found[*rank].is_none()).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let keys: Vec<Vec<u8>> = missing.iter().map(|rank| numbers[*rank].to_be_bytes().to_vec()).collect();
        let values = session.get_many(Table::ObjectByNumber, self.view.0, &keys)?;
        let mut slots = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        for (rank, value) in missing.into_iter().zip(values) {
            let Some(value) = value else { continue };
            let number = numbers[rank];
            let object = object_from(&value).map_err(|Garbled(what)| Fault::Corrupt {
                table: Table::ObjectByNumber,
                key: format!("object {number}"),
                what,
            })?;
            slots.remember(number, object.clone());
            found[rank] = Some(object);
        }
        Ok(found)
    }

    /// All the acts of an entry.
    pub fn acts(
        &self,
        session: &mut dyn Session,
        entry: &Opened<'_>,
        position: u64,
        mut see: impl FnMut(Placed),
    ) -> Result<(), Fault> {
        let names = self.names(session, entry, position)?;
        for (ordinal, bytes) in entry.acts().enumerate() {
            let place = Place { position, ordinal: ordinal as u16 };
            see(placed(entry, place, bytes, &names)?);
        }
        Ok(())
    }

    /// Some of the acts of an entry, by their ordinals in ascending order. Looks up only what they name.
    pub fn some_acts(
        &self,
        session: &mut dyn Session,
        entry: &Opened<'_>,
        position: u64,
        ordinals: &[u16],
    ) -> Result<Vec<Placed>, Fault> {
        let mut wanted = ordinals.iter().peekable();
        let mut chosen = Vec::with_capacity(ordinals.len());
        let mut ranks: Vec<usize> = Vec::with_capacity(ordinals.len() * 4);
        for (ordinal, bytes) in entry.acts().enumerate() {
            if wanted.peek().is_none() {
                break;
            }
            if wanted.next_if(|wanted| usize::from(**wanted) == ordinal).is_some() {
                let bytes = bytes.map_err(|garbled| corrupt_entry(position, garbled))?;
                scan_act(bytes, |_| {}, |rank| ranks.push(usize::try_from(rank).unwrap_or(usize::MAX)))
                    .map_err(|garbled| corrupt_entry(position, format!("act {ordinal}: {garbled}")))?;
                chosen.push((Place { position, ordinal: ordinal as u16 }, bytes));
            }
        }
        if let Some(ordinal) = wanted.next() {
            return Err(corrupt_entry(
                position,
                format!("has no act of rank {ordinal}, which an index names"),
            ));
        }
        ranks.retain(|rank| *rank < entry.objects.len());
        ranks.sort_unstable();
        ranks.dedup();
        let numbers: Vec<u32> = ranks.iter().map(|rank| entry.objects[*rank]).collect();
        let mut objects = vec![None; entry.objects.len()];
        for (rank, object) in ranks.into_iter().zip(self.objects_by_number(session, &numbers)?) {
            objects[rank] = object;
        }
        let words = self.words_of(session, entry, position)?;
        let names = EntryNames { words, objects, numbers: entry.objects.clone() };
        chosen.into_iter().map(|(place, bytes)| placed(entry, place, Ok(bytes), &names)).collect()
    }
}

/// Shows the acts of an entry until told to stop.
pub(crate) fn each_act(
    entry: &Opened<'_>,
    position: u64,
    names: &EntryNames,
    see: &mut dyn FnMut(&Placed) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Fault> {
    for (ordinal, bytes) in entry.acts().enumerate() {
        let place = Place { position, ordinal: ordinal as u16 };
        if see(&placed(entry, place, bytes, names)?).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn placed(
    entry: &Opened<'_>,
    place: Place,
    bytes: Result<&[u8], Garbled>,
    names: &EntryNames,
) -> Result<Placed, Fault> {
    let corrupt =
        |garbled: Garbled| corrupt_entry(place.position, format!("act {}: {garbled}", place.ordinal));
    let (act, objects, who) = decode_act(bytes.map_err(corrupt)?, names).map_err(corrupt)?;
    Ok(Placed { place, recorded_at: entry.recorded_at, act, objects, who })
}
