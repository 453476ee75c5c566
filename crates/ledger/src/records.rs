//! Questions about records: one, all its versions, and those found and sorted by an indexed attribute.

use jiff::Timestamp;
use serde_json::Value;

use crate::record::{Current, VersionRow, index_prefix, record_key, record_key_read, record_prefix};
use crate::store::{Session, Stretch, Table, after_prefix};
use crate::{Fault, Ledger, ViewId};

/// What a version of a record holds.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordState {
    /// Its body.
    Body(Value),
    /// It was deleted with this version.
    Deleted,
    /// It was erased: body and salt are gone, only the fact that there was a version remains.
    Erased,
}

/// A version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRead {
    /// Its id.
    pub id: String,
    /// Its version, from 1: name it in `read_version` to write the next.
    pub version: u64,
    /// The position of the entry that wrote it; nothing once erased.
    pub position: Option<u64>,
    /// When it was written; nothing once erased.
    pub recorded_at: Option<Timestamp>,
    /// What it holds.
    pub state: RecordState,
}

impl RecordRead {
    /// Its body, if it has one.
    pub fn body(&self) -> Option<&Value> {
        match &self.state {
            RecordState::Body(body) => Some(body),
            _ => None,
        }
    }
}

/// Where a page of records ended: give it back to get the next one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RecordCursor {
    /// The value of the attribute by which records are sorted; empty when sorted by id.
    pub value: String,
    /// The id of the last record.
    pub id: String,
}

/// Which records of a kind, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordQuery<'a> {
    /// The attribute that finds and sorts them; nothing: all of them by id.
    pub by: Option<&'a str>,
    /// The least value of the attribute.
    pub from: Option<&'a str>,
    /// The greatest value of the attribute, included.
    pub to: Option<&'a str>,
    /// Where the page before ended.
    pub after: Option<&'a RecordCursor>,
    /// From the greatest to the least.
    pub descending: bool,
    /// At most so many.
    pub limit: usize,
}

impl Ledger {
    /// The latest version of a record, if it was ever written.
    pub fn record(&self, view: ViewId, kind: &str, id: &str) -> Result<Option<RecordRead>, Fault> {
        self.pool().read(|session| latest(session, view, kind, id))
    }

    /// The attributes by which a record that stands can be found; nothing for one that does not.
    pub fn record_index(&self, view: ViewId, kind: &str, id: &str) -> Result<Vec<(String, String)>, Fault> {
        let row = self.pool().read(|session| session.get(Table::Record, view.0, &record_key(kind, id, 0)))?;
        let current = row.map(|row| Current::from_bytes(&row).map_err(|garbled| corrupt(kind, id, garbled)));
        Ok(current.transpose()?.map(|current| current.indexed).unwrap_or_default())
    }

    /// All versions of a record, from the first.
    pub fn record_versions(&self, view: ViewId, kind: &str, id: &str) -> Result<Vec<RecordRead>, Fault> {
        let from = record_key(kind, id, 1);
        let to = after_prefix(&record_prefix(kind, id));
        let stretch = Stretch { from: &from, to: to.as_deref(), ..Stretch::WHOLE };
        let rows = self.pool().read(|session| session.range(Table::Record, view.0, stretch))?;
        rows.iter()
            .map(|(key, value)| {
                let (_, _, version) = record_key_read(key).map_err(|garbled| corrupt(kind, id, garbled))?;
                version_read(kind, id, version, value)
            })
            .collect()
    }

    /// The records of a kind that stand, found and sorted as asked; and where to go on, if there may be more.
    pub fn records(
        &self,
        view: ViewId,
        kind: &str,
        query: &RecordQuery<'_>,
    ) -> Result<(Vec<RecordRead>, Option<RecordCursor>), Fault> {
        let prefix = index_prefix(kind, query.by.unwrap_or(""));
        let (from, to) = bounds(&prefix, query);
        let stretch = Stretch {
            from: &from,
            to: to.as_deref(),
            limit: query.limit,
            backwards: query.descending,
            ..Stretch::WHOLE
        };
        self.pool().snapshot(|session| {
            let rows = session.range(Table::RecordIndex, view.0, stretch)?;
            let places = rows.iter().map(|(key, _)| {
                cursor_from(&prefix, key).ok_or_else(|| Fault::Corrupt {
                    table: Table::RecordIndex,
                    key: format!("{kind}, {}", query.by.unwrap_or("by id")),
                    what: "a key is not one of the index".to_owned(),
                })
            });
            let places: Vec<RecordCursor> = places.collect::<Result<_, _>>()?;
            let found = standing(session, view, kind, &places)?;
            let cursor = places.into_iter().next_back();
            Ok((found, cursor.filter(|_| rows.len() == query.limit)))
        })
    }
}

/// The keys between which a page lies.
fn bounds(prefix: &[u8], query: &RecordQuery<'_>) -> (Vec<u8>, Option<Vec<u8>>) {
    let with = |rest: &[&[u8]]| [prefix, &rest.concat()].concat();
    let mut from = query.from.map_or_else(|| prefix.to_vec(), |value| with(&[value.as_bytes()]));
    // A value's keys go on with a zero byte: all of them lie before the same key with a one.
    let mut to = match query.to {
        Some(value) => Some(with(&[value.as_bytes(), &[1]])),
        None => after_prefix(prefix),
    };
    if let Some(after) = query.after {
        let at = with(&[after.value.as_bytes(), &[0], after.id.as_bytes()]);
        if query.descending {
            to = Some(to.map_or(at.clone(), |to| to.min(at)));
        } else {
            from = from.max([at.as_slice(), &[0]].concat());
        }
    }
    (from, to)
}

fn cursor_from(prefix: &[u8], key: &[u8]) -> Option<RecordCursor> {
    let rest = std::str::from_utf8(key.strip_prefix(prefix)?).ok()?;
    let (value, id) = rest.split_once('\0')?;
    Some(RecordCursor { value: value.to_owned(), id: id.to_owned() })
}

/// The last version of a record: the row under its greatest key, so that one look is enough.
fn latest(
    session: &mut dyn Session,
    view: ViewId,
    kind: &str,
    id: &str,
) -> Result<Option<RecordRead>, Fault> {
    let from = record_key(kind, id, 1);
    let to = after_prefix(&record_prefix(kind, id));
    let stretch = Stretch { from: &from, to: to.as_deref(), limit: 1, backwards: true, ..Stretch::WHOLE };
    let Some((key, row)) = session.range(Table::Record, view.0, stretch)?.pop() else { return Ok(None) };
    let (_, _, version) = record_key_read(&key).map_err(|garbled| corrupt(kind, id, garbled))?;
    version_read(kind, id, version, &row).map(Some)
}

/// The records that an index names, in two looks however many there are.
fn standing(
    session: &mut dyn Session,
    view: ViewId,
    kind: &str,
    places: &[RecordCursor],
) -> Result<Vec<RecordRead>, Fault> {
    let missing = |id: &str| corrupt(kind, id, "is missing, but the index names it");
    let keys: Vec<_> = places.iter().map(|place| record_key(kind, &place.id, 0)).collect();
    let mut versions = Vec::with_capacity(places.len());
    for (place, row) in places.iter().zip(session.get_many(Table::Record, view.0, &keys)?) {
        let row = row.ok_or_else(|| missing(&place.id))?;
        let current = Current::from_bytes(&row).map_err(|garbled| corrupt(kind, &place.id, garbled))?;
        versions.push(current.version);
    }
    let keys: Vec<_> =
        places.iter().zip(&versions).map(|(place, version)| record_key(kind, &place.id, *version)).collect();
    let rows = session.get_many(Table::Record, view.0, &keys)?;
    let found = places.iter().zip(versions).zip(rows).map(|((place, version), row)| {
        let row = row.ok_or_else(|| corrupt(kind, &place.id, format!("version {version} is missing")))?;
        version_read(kind, &place.id, version, &row)
    });
    found.collect()
}

fn version_read(kind: &str, id: &str, version: u64, row: &[u8]) -> Result<RecordRead, Fault> {
    let garbled = |what: &dyn std::fmt::Display| corrupt(kind, id, format!("version {version}: {what}"));
    let row = VersionRow::from_bytes(row).map_err(|what| garbled(&what))?;
    let (position, recorded_at, state) = match row {
        VersionRow::Erased => (None, None, RecordState::Erased),
        VersionRow::Held { position, recorded_at, body, .. } => {
            let state = match body {
                None => RecordState::Deleted,
                Some(body) => {
                    RecordState::Body(serde_json::from_slice(&body).map_err(|what| garbled(&what))?)
                }
            };
            (Some(position), Some(recorded_at), state)
        }
    };
    Ok(RecordRead { id: id.to_owned(), version, position, recorded_at, state })
}

fn corrupt(kind: &str, id: &str, what: impl std::fmt::Display) -> Fault {
    Fault::Corrupt { table: Table::Record, key: format!("{kind}/{id}"), what: what.to_string() }
}
