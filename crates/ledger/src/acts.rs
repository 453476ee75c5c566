//! Questions about acts: one by its id; those of an object, of a period, of a kind; in order, by pages.
//!
//! Cursors are places or act ids, which never change: a page asked for again while others write is the same page.

use std::collections::BTreeMap;

use jiff::Timestamp;
use types::{Act, ActId, ObjectRef};

use crate::group::read_head;
use crate::head::{Place, act_id_key, act_row_read};
use crate::names::object_key;
use crate::resolve::ViewReader;
use crate::segment::{Subject, extent_from_bytes, places_from_bytes, posting_key};
use crate::store::{Session, Stretch, Table, after_prefix};
use crate::stored::Opened;
use crate::written::Garbled;
use crate::{Fault, Head, Ledger, ViewId, corrupt_entry};

/// An act as it stands in the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Where it stands.
    pub place: Place,
    /// When the ledger took it.
    pub recorded_at: Timestamp,
    /// The act.
    pub act: Act,
    /// For each of the act's relations, the number of its object: small, stable in its view.
    pub objects: Vec<u32>,
    /// For each of the act's parts, the number of its actor, if it names one.
    pub who: Vec<Option<u32>>,
}

/// How many segments are probed at once.
const SEGMENTS_AT_ONCE: usize = 64;
/// How many entries are fetched at once.
const ENTRIES_AT_ONCE: usize = 64;

impl Ledger {
    /// The act of this id, if the view has it.
    pub fn act(&self, view: ViewId, id: ActId) -> Result<Option<Placed>, Fault> {
        let reader = self.reader(view);
        self.pool().snapshot(|session| {
            let Some(row) = session.get(Table::ActId, view.0, &act_id_key(id))? else { return Ok(None) };
            let place = place_of(id, &row)?;
            Ok(fetch(&reader, session, &[place])?.pop())
        })
    }

    /// The acts that are about an object or in which it took part, in the order in which they were recorded: at most
    /// `limit`, after the place `after`.
    pub fn acts_of_object(
        &self,
        view: ViewId,
        object: &ObjectRef,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Placed>, Fault> {
        self.acts_about(view, after, limit, |_, session| {
            Ok(number_of(session, view, object)?.map(Subject::Object))
        })
    }

    /// The acts of a kind, in the order in which they were recorded: at most `limit`, after the place `after`.
    pub fn acts_of_kind(
        &self,
        view: ViewId,
        kind: &str,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Placed>, Fault> {
        self.acts_about(view, after, limit, |reader, session| {
            Ok(reader.word_number(session, kind)?.map(Subject::Kind))
        })
    }

    /// The acts that occurred from `from` up to, and without, `to`, in the order of their ids, which is that of time to
    /// the millisecond: at most `limit`, after the act `after`.
    pub fn acts_in_period(
        &self,
        view: ViewId,
        from: Timestamp,
        to: Timestamp,
        after: Option<ActId>,
        limit: usize,
    ) -> Result<Vec<Placed>, Fault> {
        let first = ActId::first_at(from);
        let first = match after {
            Some(after) if after >= first => match after.as_u128().checked_add(1) {
                Some(next) => ActId::from_u128(next),
                None => return Ok(Vec::new()),
            },
            _ => first,
        };
        // An id holds milliseconds: an end within one leaves its acts in, to be looked at one by one.
        let whole_ms = to.as_nanosecond() % 1_000_000 == 0;
        let end_ms = to.as_millisecond().saturating_add(i64::from(!whole_ms));
        let end = ActId::first_at(Timestamp::from_millisecond(end_ms).unwrap_or(Timestamp::MAX));
        let reader = self.reader(view);
        self.pool().snapshot(|session| {
            let (first, end) = (act_id_key(first), act_id_key(end));
            let rows = session.range(Table::ActId, view.0, Stretch::between(&first, &end, limit))?;
            let mut places = Vec::with_capacity(rows.len());
            for (key, row) in &rows {
                let id = key.as_slice().try_into().map(u128::from_be_bytes).map(ActId::from_u128);
                let id = id.map_err(|_| corrupt_act_id(&format!("{key:?}"), "is not an act's id"))?;
                places.push(place_of(id, row)?);
            }
            let mut acts = fetch(&reader, session, &places)?;
            acts.retain(|placed| whole_ms || placed.act.occurred_at < to);
            Ok(acts)
        })
    }

    /// The object of this number, if there is one.
    pub fn object(&self, view: ViewId, number: u32) -> Result<Option<ObjectRef>, Fault> {
        Ok(self.objects(view, &[number])?.pop().flatten())
    }

    /// The objects of these numbers, in the same order.
    pub fn objects(&self, view: ViewId, numbers: &[u32]) -> Result<Vec<Option<ObjectRef>>, Fault> {
        let reader = self.reader(view);
        self.pool().read(|session| reader.objects_by_number(session, numbers))
    }

    /// The number of an object, if an act of the view names it.
    pub fn object_number(&self, view: ViewId, object: &ObjectRef) -> Result<Option<u32>, Fault> {
        self.pool().read(|session| number_of(session, view, object))
    }

    /// The objects of a type, in the order of their keys: at most `limit`, after the object `after`.
    pub fn objects_of_kind(
        &self,
        view: ViewId,
        kind: &str,
        after: Option<&ObjectRef>,
        limit: usize,
    ) -> Result<Vec<(ObjectRef, u32)>, Fault> {
        let prefix = object_key(&ObjectRef::new(kind, ""));
        let from = match after {
            Some(after) => [object_key(after).as_slice(), &[0]].concat(),
            None => prefix.clone(),
        };
        let to = after_prefix(&prefix);
        let stretch = Stretch { from: &from, to: to.as_deref(), limit, ..Stretch::WHOLE };
        let rows = self.pool().read(|session| session.range(Table::ObjectByKey, view.0, stretch))?;
        rows.iter()
            .map(|(key, value)| {
                let object =
                    crate::names::object_from(key).map_err(|garbled| corrupt_object(kind, garbled))?;
                let number = number_from(&object, value)?;
                Ok((object, number))
            })
            .collect()
    }

    fn acts_about(
        &self,
        view: ViewId,
        after: Option<Place>,
        limit: usize,
        subject: impl Fn(&ViewReader, &mut dyn Session) -> Result<Option<Subject>, Fault>,
    ) -> Result<Vec<Placed>, Fault> {
        let reader = self.reader(view);
        loop {
            let found = self.pool().snapshot(|session| {
                let Some(subject) = subject(&reader, session)? else { return Ok(Some(Vec::new())) };
                let head = read_head(session, view)?.ok_or(Fault::NoView(view))?;
                match places_of(&reader, session, &head, subject, after, limit)? {
                    Some(places) => fetch(&reader, session, &places).map(Some),
                    None => Ok(None),
                }
            })?;
            // Nothing: another reader has moved the shared tail past this snapshot. A new one will do.
            if let Some(acts) = found {
                return Ok(acts);
            }
        }
    }
}

fn number_of(session: &mut dyn Session, view: ViewId, object: &ObjectRef) -> Result<Option<u32>, Fault> {
    let row = session.get(Table::ObjectByKey, view.0, &object_key(object))?;
    row.map(|row| number_from(object, &row)).transpose()
}

fn number_from(object: &ObjectRef, row: &[u8]) -> Result<u32, Fault> {
    row.try_into()
        .map(u32::from_be_bytes)
        .map_err(|_| corrupt_object(&object.to_string(), "is not a number of 32 bits"))
}

fn corrupt_object(key: &str, what: impl std::fmt::Display) -> Fault {
    Fault::Corrupt { table: Table::ObjectByKey, key: key.to_owned(), what: what.to_string() }
}

fn corrupt_act_id(key: &str, what: &str) -> Fault {
    Fault::Corrupt { table: Table::ActId, key: key.to_owned(), what: what.to_owned() }
}

fn place_of(id: ActId, row: &[u8]) -> Result<Place, Fault> {
    act_row_read(row).map(|(place, _)| place).map_err(|Garbled(what)| corrupt_act_id(&id.to_string(), &what))
}

/// The first places of a subject after a place: from the segments, then from the tail. Nothing if the tail that the
/// readers share is already beyond the session's moment.
fn places_of(
    reader: &ViewReader,
    session: &mut dyn Session,
    head: &Head,
    subject: Subject,
    after: Option<Place>,
    limit: usize,
) -> Result<Option<Vec<Place>>, Fault> {
    let mut places = Vec::new();
    let later = |place: &Place| after.is_none_or(|after| *place > after);
    let ends = segment_ends(reader, session, head)?;
    let mut segment = after.map_or(0, |after| ends.partition_point(|end| *end < after.position));
    while segment < ends.len() && places.len() < limit {
        let until = ends.len().min(segment + SEGMENTS_AT_ONCE);
        let keys: Vec<Vec<u8>> = (segment..until).map(|number| posting_key(number as u32, subject)).collect();
        for (rank, row) in session.get_many(Table::Posting, reader.view.0, &keys)?.into_iter().enumerate() {
            let Some(row) = row else { continue };
            let found = places_from_bytes(&row).map_err(|Garbled(what)| Fault::Corrupt {
                table: Table::Posting,
                key: format!("segment {}", segment + rank),
                what,
            })?;
            places.extend(found.into_iter().filter(later));
        }
        segment = until;
    }
    if places.len() < limit {
        let mut tail = reader.tail.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if tail.sealed_to() > head.sealed_to {
            return Ok(None);
        }
        tail.catch_up(session, reader.view.0, head)?;
        let visible = |place: &&Place| later(place) && place.position <= head.position;
        places.extend(tail.places(subject).iter().filter(visible).take(limit - places.len()));
    }
    places.truncate(limit);
    Ok(Some(places))
}

/// The last position of each segment.
fn segment_ends(reader: &ViewReader, session: &mut dyn Session, head: &Head) -> Result<Vec<u64>, Fault> {
    let mut known = reader.segments.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let count = head.next_segment as usize;
    if known.len() < count {
        let keys: Vec<Vec<u8>> =
            (known.len()..count).map(|number| posting_key(number as u32, Subject::Extent)).collect();
        for (number, row) in (known.len()..).zip(session.get_many(Table::Posting, reader.view.0, &keys)?) {
            let corrupt = |what: &str| Fault::Corrupt {
                table: Table::Posting,
                key: format!("segment {number}"),
                what: what.to_owned(),
            };
            let row = row.ok_or_else(|| corrupt("is missing"))?;
            known.push(extent_from_bytes(&row).map_err(|garbled| corrupt(&garbled.0))?.1);
        }
    }
    Ok(known[..count].to_vec())
}

/// The acts at these places, in the same order.
fn fetch(reader: &ViewReader, session: &mut dyn Session, places: &[Place]) -> Result<Vec<Placed>, Fault> {
    let mut wanted: BTreeMap<u64, Vec<u16>> = BTreeMap::new();
    for place in places {
        wanted.entry(place.position).or_default().push(place.ordinal);
    }
    let mut found: BTreeMap<Place, Placed> = BTreeMap::new();
    let positions: Vec<u64> = wanted.keys().copied().collect();
    for some in positions.chunks(ENTRIES_AT_ONCE) {
        let keys: Vec<Vec<u8>> = some.iter().map(|position| position.to_be_bytes().to_vec()).collect();
        for (position, row) in some.iter().zip(session.get_many(Table::Entry, reader.view.0, &keys)?) {
            let row = row.ok_or_else(|| corrupt_entry(*position, "is missing, but an index names it"))?;
            let stored = row.get(32..).ok_or_else(|| corrupt_entry(*position, "is shorter than its hash"))?;
            let entry = Opened::from_bytes(stored).map_err(|garbled| corrupt_entry(*position, garbled))?;
            let ordinals = wanted.get_mut(position).map(std::mem::take).unwrap_or_default();
            let mut ordinals = ordinals;
            ordinals.sort_unstable();
            ordinals.dedup();
            for placed in reader.some_acts(session, &entry, *position, &ordinals)? {
                found.insert(placed.place, placed);
            }
        }
    }
    Ok(places.iter().filter_map(|place| found.remove(place)).collect())
}
