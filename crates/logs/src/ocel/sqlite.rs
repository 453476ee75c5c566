//! OCEL 2.0 in SQLite, read in the order of its tables `object` and `event`, a page at a time.

use std::collections::{BTreeMap, VecDeque};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::Source;
use super::model::{Attribute, Change, Declared, Plain, RawEvent, RawObject};
use super::own::OBJECT_ID;
use super::schema::{Lookup, Table, examine, open, tables};
use crate::{Anomalies, AnomalyKind, Opened, ReadError};

/// How many rows are fetched at a time.
const PAGE: i64 = 1_000;

/// A table of one type, with the way to the rows of an id.
struct TypeTable {
    table: Table,
    rows: Lookup,
}

/// A table of pairs, with the way to the pairs of its first.
struct Pairs {
    rows: Lookup,
    other: usize,
    qualifier: Option<usize>,
}

/// One of the two tables that list everything: `event` or `object`.
struct Listing {
    table: Option<Table>,
    types: BTreeMap<String, TypeTable>,
    pairs: Option<Pairs>,
    /// The last rowid fetched.
    reached: i64,
    /// Rowid, id and type.
    page: VecDeque<(i64, String, String)>,
    total: u64,
    done: u64,
}

/// An OCEL SQLite file.
pub(super) struct SqliteSource {
    file: String,
    size: u64,
    connection: Connection,
    events: Listing,
    objects: Listing,
}

impl SqliteSource {
    pub fn new(opened: &Opened, anomalies: &mut Anomalies) -> Result<Self, ReadError> {
        let file = opened.file.clone();
        let failed = |error: rusqlite::Error| damaged(&file, &error);
        let connection = open(&opened.path).map_err(failed)?;
        let all = tables(&connection).map_err(failed)?;
        if !all.contains_key("event") {
            let reason = "this SQLite database has no table “event”: it is not an OCEL 2.0 log".into();
            return Err(ReadError::OtherFormat { file, reason });
        }
        let mut read = || -> rusqlite::Result<(Listing, Listing)> {
            examine(&connection, &all, anomalies)?;
            let events =
                Listing::new(&connection, &all, "event", "ocel_event_id", "ocel_object_id", anomalies)?;
            let objects =
                Listing::new(&connection, &all, "object", "ocel_source_id", "ocel_target_id", anomalies)?;
            dangling(&connection, &all, anomalies)?;
            Ok((events, objects))
        };
        let (events, objects) = read().map_err(failed)?;
        Ok(Self { file, size: opened.size, connection, events, objects })
    }

    fn failed(&self, error: &rusqlite::Error) -> ReadError {
        damaged(&self.file, error)
    }
}

fn damaged(file: &str, error: &rusqlite::Error) -> ReadError {
    let reason = format!("the SQLite database cannot be read: {error}; export it again from its program");
    ReadError::OtherFormat { file: file.to_owned(), reason }
}

impl Listing {
    fn new(
        connection: &Connection,
        all: &BTreeMap<String, String>,
        what: &str,
        first: &str,
        other: &str,
        anomalies: &mut Anomalies,
    ) -> rusqlite::Result<Self> {
        let table = Table::find(connection, all, what)?;
        let table =
            table.filter(|table| table.column("ocel_id").is_some() && table.column("ocel_type").is_some());
        let total = table.as_ref().map(|table| table.count(connection)).transpose()?.unwrap_or(0);
        let types = types(connection, all, what, table.as_ref(), anomalies)?;
        let pairs = match Table::find(connection, all, &format!("{what}_object"))? {
            Some(pairs) if pairs.column(first).is_some() => match pairs.column(other) {
                Some(other) => Some(Pairs {
                    rows: pairs.lookup(connection, first)?,
                    other,
                    qualifier: pairs.column("ocel_qualifier"),
                }),
                None => None,
            },
            _ => None,
        };
        Ok(Self { table, types, pairs, reached: i64::MIN, page: VecDeque::new(), total, done: 0 })
    }

    /// The next row: rowid, id and type.
    fn next_row(&mut self, connection: &Connection) -> rusqlite::Result<Option<(i64, String, String)>> {
        if self.page.is_empty()
            && let Some(table) = &self.table
        {
            let sql = format!(
                "SELECT rowid, ocel_id, ocel_type FROM {} WHERE rowid > ?1 ORDER BY rowid LIMIT ?2",
                table.sql
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([self.reached, PAGE])?;
            while let Some(row) = rows.next()? {
                let id = plain(row.get_ref(1)?, Declared::Text).map_or(String::new(), |id| id.text());
                let kind = plain(row.get_ref(2)?, Declared::Text).map_or(String::new(), |kind| kind.text());
                self.page.push_back((row.get(0)?, id, kind));
            }
            if let Some((last, ..)) = self.page.back() {
                self.reached = *last;
            }
        }
        let row = self.page.pop_front();
        self.done += u64::from(row.is_some());
        Ok(row)
    }

    fn relations(&self, connection: &Connection, id: &str) -> rusqlite::Result<Vec<(String, String)>> {
        let Some(pairs) = &self.pairs else { return Ok(Vec::new()) };
        let mut statement = connection.prepare_cached(&pairs.rows.sql)?;
        let mut rows = statement.query([id])?;
        let mut relations = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |place: usize| -> rusqlite::Result<Option<String>> {
                Ok(plain(row.get_ref(place)?, Declared::Text).map(|value| value.text()))
            };
            let qualifier = pairs.qualifier.map(&text).transpose()?.flatten().unwrap_or_default();
            if let Some(other) = text(pairs.other)? {
                relations.push((qualifier, other));
            }
        }
        Ok(relations)
    }
}

/// The table of each type: by the map, else by a name that is nearly the type's.
fn types(
    connection: &Connection,
    all: &BTreeMap<String, String>,
    what: &str,
    listed: Option<&Table>,
    anomalies: &mut Anomalies,
) -> rusqlite::Result<BTreeMap<String, TypeTable>> {
    let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
    if let Some(map) = Table::find(connection, all, &format!("{what}_map_type"))?
        && map.column("ocel_type").is_some()
        && map.column("ocel_type_map").is_some()
    {
        let mut statement =
            connection.prepare(&format!("SELECT ocel_type, ocel_type_map FROM {}", map.sql))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |place| -> rusqlite::Result<String> {
                Ok(plain(row.get_ref(place)?, Declared::Text).map_or(String::new(), |value| value.text()))
            };
            names.insert(text(0)?, Some(text(1)?));
        }
    }
    if let Some(listed) = listed {
        let mut statement = connection.prepare(&format!("SELECT DISTINCT ocel_type FROM {}", listed.sql))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let kind = plain(row.get_ref(0)?, Declared::Text).map_or(String::new(), |kind| kind.text());
            names.entry(kind).or_insert_with_key(|kind| {
                anomalies.note(AnomalyKind::TypeUnmatched, 0, || {
                    format!("the type “{kind}” of the table {what} is not in {what}_map_type")
                });
                None
            });
        }
    }
    let mut types = BTreeMap::new();
    for (kind, mapped) in names {
        let exact = format!("{what}_{}", mapped.as_deref().unwrap_or(&kind));
        let near = || all.values().find(|name| letters(name) == letters(&format!("{what}{kind}"))).cloned();
        let name = if all.contains_key(&exact.to_lowercase()) { Some(exact.clone()) } else { near() };
        let table = name.map(|name| Table::find(connection, all, &name)).transpose()?.flatten();
        match table {
            Some(table) if table.column("ocel_id").is_some() => {
                let rows = table.lookup(connection, "ocel_id")?;
                types.insert(kind, TypeTable { table, rows });
            }
            _ => anomalies.note(AnomalyKind::TypeUnmatched, 0, || {
                format!("the type “{kind}” has no table {exact}: what its {what}s say besides is missing")
            }),
        }
    }
    Ok(types)
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Notes pairs whose first is not listed; those whose second is not are noted where they are read.
fn dangling(
    connection: &Connection,
    all: &BTreeMap<String, String>,
    anomalies: &mut Anomalies,
) -> rusqlite::Result<()> {
    for (pairs, first, listing) in
        [("event_object", "ocel_event_id", "event"), ("object_object", "ocel_source_id", "object")]
    {
        let (Some(pairs), Some(listing)) =
            (Table::find(connection, all, pairs)?, Table::find(connection, all, listing)?)
        else {
            continue;
        };
        if pairs.column(first).is_none() || listing.column("ocel_id").is_none() {
            continue;
        }
        let sql = format!(
            "SELECT rowid, CAST({first} AS TEXT) FROM {} WHERE {first} NOT IN (SELECT ocel_id FROM {} WHERE ocel_id IS NOT NULL)",
            pairs.sql, listing.sql
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (place, id): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            anomalies.note(AnomalyKind::DanglingRelation, place.unsigned_abs(), || {
                format!("a relation of “{}”, which the file does not hold", id.unwrap_or_default())
            });
        }
    }
    Ok(())
}

impl Source for SqliteSource {
    fn index(
        &mut self,
        anomalies: &mut Anomalies,
        object: &mut dyn FnMut(&str, &str, bool, u64, &mut Anomalies),
    ) -> Result<(), ReadError> {
        let Some(table) = &self.objects.table else { return Ok(()) };
        let mut index = || -> rusqlite::Result<()> {
            let mut statement = self
                .connection
                .prepare(&format!("SELECT rowid, ocel_id, ocel_type FROM {} ORDER BY rowid", table.sql))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let line = row.get::<_, i64>(0)?.unsigned_abs();
                let kind = plain(row.get_ref(2)?, Declared::Text).map_or(String::new(), |kind| kind.text());
                let Some(id) = plain(row.get_ref(1)?, Declared::Text) else {
                    anomalies.note(AnomalyKind::RowSkipped, line, || {
                        "an object without an id was left out".into()
                    });
                    continue;
                };
                let ours = self
                    .objects
                    .types
                    .get(&kind)
                    .is_some_and(|types| types.table.column(OBJECT_ID).is_some());
                object(&id.text(), &kind, ours, line, anomalies);
            }
            Ok(())
        };
        index().map_err(|error| damaged(&self.file, &error))
    }

    fn next_object(&mut self) -> Result<Option<RawObject>, ReadError> {
        let mut next = || -> rusqlite::Result<Option<RawObject>> {
            loop {
                let Some((place, id, kind)) = self.objects.next_row(&self.connection)? else {
                    return Ok(None);
                };
                if id.is_empty() {
                    continue;
                }
                let changes = match self.objects.types.get(&kind) {
                    Some(typed) => changes(&self.connection, typed, &id)?,
                    None => Vec::new(),
                };
                let relations = self.objects.relations(&self.connection, &id)?;
                return Ok(Some(RawObject { id, kind, changes, relations, line: place.unsigned_abs() }));
            }
        };
        next().map_err(|error| damaged(&self.file, &error))
    }

    fn next_event(&mut self, anomalies: &mut Anomalies) -> Result<Option<Option<RawEvent>>, ReadError> {
        let row = self.events.next_row(&self.connection).map_err(|error| self.failed(&error))?;
        let Some((place, id, kind)) = row else { return Ok(None) };
        let line = place.unsigned_abs();
        if id.is_empty() {
            anomalies.note(AnomalyKind::RowSkipped, line, || "an event without an id was left out".into());
            return Ok(Some(None));
        }
        let read = || -> rusqlite::Result<RawEvent> {
            let (time, attributes) = match self.events.types.get(&kind) {
                Some(typed) => moment(&self.connection, typed, &id)?,
                None => (None, Vec::new()),
            };
            let relations = self.events.relations(&self.connection, &id)?;
            Ok(RawEvent { id: id.clone(), kind: kind.clone(), time, attributes, relations, line })
        };
        read().map(Some).map(Some).map_err(|error| self.failed(&error))
    }

    fn progress(&self) -> u64 {
        let total = self.events.total + self.objects.total;
        let done = self.events.done + self.objects.done;
        if total == 0 {
            self.size
        } else {
            (u128::from(self.size) * u128::from(done) / u128::from(total)) as u64
        }
    }
}

/// The time and the attributes of an event: of the first row with its id.
fn moment(
    connection: &Connection,
    typed: &TypeTable,
    id: &str,
) -> rusqlite::Result<(Option<String>, Vec<Attribute>)> {
    let mut statement = connection.prepare_cached(&typed.rows.sql)?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok((None, Vec::new())) };
    let time = match typed.table.column("ocel_time") {
        Some(place) => plain(row.get_ref(place)?, Declared::Time).map(|time| time.text()),
        None => None,
    };
    Ok((time, attributes(&typed.table, row, &["ocel_id", "ocel_time"])?))
}

/// The values of an object's attributes through time. A row that names a changed field says only that one.
fn changes(connection: &Connection, typed: &TypeTable, id: &str) -> rusqlite::Result<Vec<Change>> {
    let (time, changed) = (typed.table.column("ocel_time"), typed.table.column("ocel_changed_field"));
    let mut statement = connection.prepare_cached(&typed.rows.sql)?;
    let mut rows = statement.query([id])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |place: usize| -> rusqlite::Result<Option<String>> {
            Ok(plain(row.get_ref(place)?, Declared::Text).map(|value| value.text()))
        };
        let time = time.map(&text).transpose()?.flatten();
        let changed = changed.map(&text).transpose()?.flatten().filter(|field| !field.is_empty());
        for attribute in attributes(&typed.table, row, &["ocel_id", "ocel_time", "ocel_changed_field"])? {
            if changed.as_ref().is_none_or(|field| attribute.name.eq_ignore_ascii_case(field)) {
                changes.push(Change { attribute, time: time.clone() });
            }
        }
    }
    Ok(changes)
}

fn attributes(table: &Table, row: &Row<'_>, without: &[&str]) -> rusqlite::Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    for (place, (name, declared)) in table.columns.iter().enumerate() {
        if without.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            continue;
        }
        if let Some(value) = plain(row.get_ref(place)?, *declared) {
            attributes.push(Attribute { name: name.clone(), declared: *declared, value });
        }
    }
    Ok(attributes)
}

/// A stored value; nothing for NULL and for bytes that are no text.
fn plain(value: ValueRef<'_>, declared: Declared) -> Option<Plain> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number @ (0 | 1)) if declared == Declared::Boolean => {
            Some(Plain::Bool(number == 1))
        }
        ValueRef::Integer(number) => Some(Plain::Integer(number)),
        ValueRef::Real(number) => Some(Plain::Float(number)),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            std::str::from_utf8(bytes).ok().map(|text| Plain::Text(text.to_owned()))
        }
    }
}
