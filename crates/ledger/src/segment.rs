//! Where the acts of an object stand: lists of places, written a segment at a time.
//!
//! Inserting each place as it comes would scatter writes all over a large index, which is what makes ledgers slow as
//! they grow. Acts wait in the **tail** instead; once it holds enough, the whole tail becomes a **segment** whose rows
//! all lie at the table's right edge. A question probes each segment, then the tail.

use std::collections::BTreeMap;

use crate::head::{Head, Place};
use crate::store::{Row, Session, Stretch, Table};
use crate::stored::{Opened, scan_act};
use crate::written::{Garbled, Reader, Writer};
use crate::{Fault, corrupt_entry};

/// How many acts the tail may hold before it becomes a segment.
pub(crate) const TAIL_ACTS: u64 = 16_384;
/// How many entries are read at once.
const ENTRIES_AT_ONCE: usize = 4_096;
/// About how many bytes are read at once.
pub(crate) const BYTES_AT_ONCE: usize = 4 << 20;

/// What a list of places is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// The segment itself: its row says which positions it covers.
    Extent,
    /// The acts that are about this object, or in which it took part.
    Object(u32),
    /// The acts of the kind that this word names.
    Kind(u32),
}

/// The key of a subject's row in a segment.
pub(crate) fn posting_key(segment: u32, subject: Subject) -> Vec<u8> {
    let (tag, number) = match subject {
        Subject::Extent => (0, 0),
        Subject::Object(number) => (1, number),
        Subject::Kind(number) => (2, number),
    };
    let mut key = segment.to_be_bytes().to_vec();
    key.push(tag);
    key.extend_from_slice(&number.to_be_bytes());
    key
}

/// Takes a key of the table `posting` apart.
pub(crate) fn posting_key_read(key: &[u8]) -> Result<(u32, Subject), Garbled> {
    let mut reader = Reader::new(key);
    let segment = u32::from_be_bytes(reader.array()?);
    let tag = reader.u8()?;
    let number = u32::from_be_bytes(reader.array()?);
    reader.end()?;
    let subject = match (tag, number) {
        (0, 0) => Subject::Extent,
        (1, number) => Subject::Object(number),
        (2, number) => Subject::Kind(number),
        _ => return Err(Garbled::new("the key is not one of a list of places")),
    };
    Ok((segment, subject))
}

/// Writes places, which must be in order: each as what it adds to the one before.
pub(crate) fn places_to_bytes(places: &[Place]) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut before = Place { position: 0, ordinal: 0 };
    for place in places {
        let further = place.position - before.position;
        let from = if further == 0 { before.ordinal } else { 0 };
        writer.number(further);
        writer.number(u64::from(place.ordinal - from));
        before = *place;
    }
    writer.0
}

/// Reads places.
pub(crate) fn places_from_bytes(bytes: &[u8]) -> Result<Vec<Place>, Garbled> {
    let mut reader = Reader::new(bytes);
    let mut places = Vec::with_capacity(bytes.len() / 2);
    let mut before = Place { position: 0, ordinal: 0 };
    while !reader.is_empty() {
        let further = reader.number()?;
        let from = if further == 0 { before.ordinal } else { 0 };
        let position = before.position.checked_add(further);
        let ordinal = from.checked_add(reader.u16()?);
        let (Some(position), Some(ordinal)) = (position, ordinal) else {
            return Err(Garbled::new("a list of places runs over"));
        };
        before = Place { position, ordinal };
        places.push(before);
    }
    Ok(places)
}

/// The places of everything that some acts are about.
pub(crate) type Postings = BTreeMap<Subject, Vec<Place>>;

/// Adds the places of an entry's acts.
pub(crate) fn post_entry(entry: &Opened<'_>, position: u64, into: &mut Postings) -> Result<(), Garbled> {
    let mut about: Vec<Subject> = Vec::new();
    for (ordinal, act) in entry.acts().enumerate() {
        about.clear();
        let mut kinds = None;
        let mut objects: Vec<u64> = Vec::with_capacity(4);
        scan_act(act?, |rank| kinds = Some(rank), |rank| objects.push(rank))?;
        let number = |list: &[u32], rank: u64| {
            usize::try_from(rank)
                .ok()
                .and_then(|rank| list.get(rank))
                .copied()
                .ok_or_else(|| Garbled::new("names what the entry does not list"))
        };
        if let Some(rank) = kinds.filter(|rank| *rank > 0) {
            about.push(Subject::Kind(number(&entry.words, rank - 1)?));
        }
        for rank in objects {
            let subject = Subject::Object(number(&entry.objects, rank)?);
            if !about.contains(&subject) {
                about.push(subject);
            }
        }
        let place = Place { position, ordinal: ordinal as u16 };
        for subject in &about {
            into.entry(*subject).or_default().push(place);
        }
    }
    Ok(())
}

/// Reads entries after `position` up to and with `to`, a few at a time, in order.
pub(crate) fn each_entry(
    session: &mut dyn Session,
    view: u64,
    mut position: u64,
    to: u64,
    mut see: impl FnMut(u64, &[u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    while position < to {
        let from = (position + 1).to_be_bytes();
        let rows = session.range(
            Table::Entry,
            view,
            Stretch { bytes: BYTES_AT_ONCE, ..Stretch::from(&from, ENTRIES_AT_ONCE) },
        )?;
        for (key, value) in &rows {
            let at = crate::written::be64(key).map_err(|garbled| corrupt_entry(position + 1, garbled))?;
            if at != position + 1 {
                return Err(corrupt_entry(position + 1, "is missing"));
            }
            position = at;
            let stored = value.get(32..).ok_or_else(|| corrupt_entry(at, "is shorter than its hash"))?;
            see(at, stored)?;
            if position == to {
                return Ok(());
            }
        }
        if rows.is_empty() {
            return Err(corrupt_entry(position + 1, "is missing"));
        }
    }
    Ok(())
}

/// The rows of a segment.
pub(crate) fn segment_rows(segment: u32, after: u64, to: u64, postings: &Postings) -> Vec<Row> {
    let mut extent = Writer::default();
    extent.number(after);
    extent.number(to);
    let mut rows = vec![(posting_key(segment, Subject::Extent), extent.0)];
    rows.extend(
        postings.iter().map(|(subject, places)| (posting_key(segment, *subject), places_to_bytes(places))),
    );
    rows
}

/// Which positions a segment covers: after the first number, up to and with the second.
pub(crate) fn extent_from_bytes(bytes: &[u8]) -> Result<(u64, u64), Garbled> {
    let mut reader = Reader::new(bytes);
    let extent = (reader.number()?, reader.number()?);
    reader.end()?;
    Ok(extent)
}

/// Makes the tail a segment, within the transaction that wrote its last entries.
pub(crate) fn seal(session: &mut dyn Session, view: u64, head: &mut Head) -> Result<(), Fault> {
    let mut postings = Postings::new();
    each_entry(session, view, head.sealed_to, head.position, |position, stored| {
        Opened::from_bytes(stored)
            .and_then(|entry| post_entry(&entry, position, &mut postings))
            .map_err(|garbled| corrupt_entry(position, garbled))
    })?;
    let rows = segment_rows(head.next_segment, head.sealed_to, head.position, &postings);
    session.put_many(Table::Posting, view, &rows)?;
    head.next_segment += 1;
    head.sealed_to = head.position;
    head.tail_acts = 0;
    Ok(())
}
