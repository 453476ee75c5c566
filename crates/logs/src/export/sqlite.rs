//! OCEL 2.0 as a SQLite database with every key that the format asks for.
//!
//! Types, tables and columns are added as they turn up, so that acts can be written as they come.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use rusqlite::{Connection, ToSql, params, params_from_iter};
use types::{Act, Word};

use super::objects::{self, changes, owner};
use super::{ActWriter, ExportError, Unfinished, Written};
use crate::NamedRecord;
use crate::ocel::model::{Attribute, Declared, Plain, exported_id};
use crate::ocel::own::{self, Attributes};

/// How many objects are remembered as written; beyond, the database is asked again.
const OBJECTS_REMEMBERED: usize = 50_000;

/// When an object's first values are said to hold from: with three decimals, as all times in a column of ours.
const FROM_THE_BEGINNING: &str = "1970-01-01T00:00:00.000Z";

const TABLES: &str = "
CREATE TABLE event_map_type (ocel_type TEXT NOT NULL, ocel_type_map TEXT NOT NULL, PRIMARY KEY (ocel_type));
CREATE TABLE object_map_type (ocel_type TEXT NOT NULL, ocel_type_map TEXT NOT NULL, PRIMARY KEY (ocel_type));
CREATE TABLE event (ocel_id TEXT NOT NULL, ocel_type TEXT NOT NULL, PRIMARY KEY (ocel_id),
    FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT NOT NULL, ocel_type TEXT NOT NULL, PRIMARY KEY (ocel_id),
    FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (ocel_event_id TEXT NOT NULL, ocel_object_id TEXT NOT NULL, ocel_qualifier TEXT NOT NULL,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
    FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id), FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id));
CREATE TABLE object_object (ocel_source_id TEXT NOT NULL, ocel_target_id TEXT NOT NULL, ocel_qualifier TEXT NOT NULL,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
    FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id), FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id));
";

/// The table of one type.
struct TypeTable {
    /// Its name, as SQL wants it.
    sql: String,
    attributes: Attributes,
    /// How many of the attributes are columns already.
    columns: usize,
    /// The statement that writes a row with all columns.
    insert: String,
}

/// A SQLite file in the making. The connection goes before the file is renamed or removed.
pub(super) struct SqliteWriter {
    connection: Connection,
    unfinished: Unfinished,
    events: BTreeMap<Word, TypeTable>,
    objects: BTreeMap<Word, TypeTable>,
    remembered: BTreeSet<(Word, Arc<str>)>,
    written: Written,
}

impl SqliteWriter {
    pub fn new(path: &Path) -> Result<Self, ExportError> {
        let unfinished = Unfinished::new(path)?;
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&unfinished.draft)?;
            // A draft that is interrupted is thrown away: it needs no journal.
            connection.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; BEGIN;",
            )?;
            connection.execute_batch(TABLES)?;
            connection.set_prepared_statement_cache_capacity(256);
            Ok(connection)
        };
        let connection = open().map_err(unfinished.database_failed())?;
        let (events, objects, remembered) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Ok(Self { connection, unfinished, events, objects, remembered, written: Written::default() })
    }

    fn write_act(&mut self, act: &Act) -> rusqlite::Result<()> {
        let kind = &act.kind.name;
        let table = type_table(&self.connection, &mut self.events, "event", kind)?;
        let event = own::event_of(act, &mut table.attributes);
        table.add_columns(&self.connection)?;
        self.connection
            .prepare_cached("INSERT INTO event (ocel_id, ocel_type) VALUES (?1, ?2)")?
            .execute(params![event.id, event.kind])?;
        table.insert(
            &self.connection,
            own::ENVELOPE,
            &[Some(&event.id), event.time.as_deref()],
            &event.attributes,
        )?;
        for relation in &act.relations {
            self.object(&relation.object.kind, &relation.object.id)?;
        }
        for (qualifier, object) in &event.relations {
            self.connection
                .prepare_cached("INSERT INTO event_object VALUES (?1, ?2, ?3)")?
                .execute(params![event.id, object, qualifier])?;
        }
        self.written.acts += 1;
        Ok(())
    }

    /// Writes an object that was not written yet.
    fn object(&mut self, kind: &Word, id: &Arc<str>) -> rusqlite::Result<()> {
        let key = (kind.clone(), Arc::clone(id));
        if self.remembered.contains(&key) {
            return Ok(());
        }
        let exported = exported_id(kind.as_str(), id);
        let table = type_table(&self.connection, &mut self.objects, "object", kind)?;
        let new = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO object (ocel_id, ocel_type) VALUES (?1, ?2)")?
            .execute(params![exported, kind.as_str()])?;
        if new == 1 {
            let said = changes(id, None, &mut table.attributes);
            let attributes: Vec<Attribute> = said.into_iter().map(|change| change.attribute).collect();
            let fixed = [Some(exported.as_str()), Some(FROM_THE_BEGINNING), None];
            table.insert(&self.connection, objects::ENVELOPE, &fixed, &attributes)?;
            self.written.objects += 1;
        }
        if self.remembered.len() >= OBJECTS_REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(key);
        Ok(())
    }

    fn write_record(&mut self, record: &NamedRecord) -> rusqlite::Result<()> {
        let (kind, id) = owner(record);
        let (kind, id): (Word, Arc<str>) = (Word::from(kind), id.into());
        self.object(&kind, &id)?;
        let exported = exported_id(kind.as_str(), &id);
        let table = type_table(&self.connection, &mut self.objects, "object", &kind)?;
        let said = changes(&id, Some(&record.body), &mut table.attributes);
        table.add_columns(&self.connection)?;
        for change in said {
            let time = change.time.as_deref().unwrap_or(FROM_THE_BEGINNING);
            let column = quoted(&change.attribute.name);
            let value = Stored(&change.attribute.value);
            if time.starts_with("1970-01-01") {
                let sql = format!(
                    "UPDATE {} SET {column} = ?2 WHERE ocel_id = ?1 AND ocel_changed_field IS NULL",
                    table.sql
                );
                self.connection.prepare_cached(&sql)?.execute(params![exported, value])?;
            } else {
                let sql = format!(
                    "INSERT INTO {} (ocel_id, ocel_time, ocel_changed_field, {column}) VALUES (?1, ?2, ?3, ?4)",
                    table.sql
                );
                let statement = &mut self.connection.prepare_cached(&sql)?;
                statement.execute(params![exported, time, change.attribute.name, value])?;
            }
        }
        for (qualifier, kind, id) in objects::relations(&record.body) {
            let target = exported_id(&kind, &id);
            self.object(&Word::from(kind), &id.into())?;
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO object_object VALUES (?1, ?2, ?3)")?
                .execute(params![exported, target, qualifier])?;
        }
        Ok(())
    }
}

impl ActWriter for SqliteWriter {
    fn act(&mut self, act: &Act) -> Result<(), ExportError> {
        self.write_act(act).map_err(self.unfinished.database_failed())
    }

    fn record(&mut self, record: &NamedRecord) -> Result<(), ExportError> {
        self.write_record(record).map_err(self.unfinished.database_failed())
    }

    fn finish(self: Box<Self>) -> Result<Written, ExportError> {
        let Self { connection, unfinished, written, .. } = *self;
        let failed = unfinished.database_failed();
        connection.execute_batch("COMMIT").map_err(&failed)?;
        connection.close().map_err(|(_, error)| failed(error))?;
        unfinished.complete()?;
        Ok(written)
    }
}

/// The table of a type, made if it is new.
fn type_table<'a>(
    connection: &Connection,
    types: &'a mut BTreeMap<Word, TypeTable>,
    what: &str,
    kind: &Word,
) -> rusqlite::Result<&'a mut TypeTable> {
    if !types.contains_key(kind) {
        let taken = types.values().map(|table| table.sql.to_lowercase()).collect();
        let map = mapped(kind.as_str(), what, &taken);
        let sql = quoted(&format!("{what}_{map}"));
        connection
            .execute(&format!("INSERT INTO {what}_map_type VALUES (?1, ?2)"), params![kind.as_str(), map])?;
        let (envelope, between, key) = match what {
            "event" => (own::ENVELOPE, "", "PRIMARY KEY (ocel_id), "),
            _ => (objects::ENVELOPE, "ocel_changed_field TEXT, ", ""),
        };
        let columns: String = envelope
            .iter()
            .map(|(name, declared)| format!("{} {}, ", quoted(name), declared.sql_name()))
            .collect();
        connection.execute_batch(&format!(
            "CREATE TABLE {sql} (ocel_id TEXT NOT NULL, ocel_time TIMESTAMP NOT NULL, {between}{columns}{key}
             FOREIGN KEY (ocel_id) REFERENCES {what} (ocel_id))"
        ))?;
        if what == "object" {
            let index = quoted(&format!("{what}_{map} by id"));
            connection.execute_batch(&format!("CREATE INDEX {index} ON {sql} (ocel_id)"))?;
        }
        let count = 2 + usize::from(what == "object") + envelope.len();
        let mut table =
            TypeTable { sql, attributes: Attributes::default(), columns: 0, insert: String::new() };
        table.insert = insert_of(&table.sql, count);
        types.insert(kind.clone(), table);
    }
    Ok(types.get_mut(kind).expect("it was just looked for and put there"))
}

fn insert_of(sql: &str, columns: usize) -> String {
    let places = vec!["?"; columns].join(", ");
    format!("INSERT INTO {sql} VALUES ({places})")
}

impl TypeTable {
    /// Adds the columns of attributes that turned up since.
    fn add_columns(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let new = &self.attributes.in_order()[self.columns..];
        if new.is_empty() {
            return Ok(());
        }
        for (name, declared) in new {
            let column = format!("{} {}", quoted(name.as_str()), declared.sql_name());
            connection.execute_batch(&format!("ALTER TABLE {} ADD COLUMN {column}", self.sql))?;
        }
        let before = self.insert.matches('?').count();
        self.insert = insert_of(&self.sql, before + new.len());
        self.columns += new.len();
        Ok(())
    }

    /// Writes a row: the fixed columns, then those of the envelope, then those of the attributes.
    fn insert(
        &self,
        connection: &Connection,
        envelope: &[(&str, Declared)],
        fixed: &[Option<&str>],
        attributes: &[Attribute],
    ) -> rusqlite::Result<()> {
        let said: BTreeMap<&str, &Plain> =
            attributes.iter().map(|attribute| (attribute.name.as_str(), &attribute.value)).collect();
        let names = envelope
            .iter()
            .map(|(name, _)| *name)
            .chain(self.attributes.in_order().iter().take(self.columns).map(|(name, _)| name.as_str()));
        let values = fixed
            .iter()
            .map(|text| {
                ToSqlOutput::Owned(text.map_or(SqlValue::Null, |text| SqlValue::Text(text.to_owned())))
            })
            .chain(names.map(|name| match said.get(name) {
                Some(value) => ToSqlOutput::Owned(stored(value)),
                None => ToSqlOutput::Owned(SqlValue::Null),
            }));
        connection.prepare_cached(&self.insert)?.execute(params_from_iter(values))?;
        Ok(())
    }
}

/// A value as SQLite takes it.
struct Stored<'a>(&'a Plain);

impl ToSql for Stored<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(stored(self.0)))
    }
}

fn stored(value: &Plain) -> SqlValue {
    match value {
        Plain::Text(text) => SqlValue::Text(text.clone()),
        Plain::Integer(number) => SqlValue::Integer(*number),
        Plain::Float(number) => SqlValue::Real(*number),
        Plain::Bool(yes) => SqlValue::Integer(i64::from(*yes)),
    }
}

/// The name of a type in the names of tables: letters and digits, each word with a capital, unlike any other.
fn mapped(kind: &str, what: &str, taken: &BTreeSet<String>) -> String {
    let mut name = String::new();
    for word in kind.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name.truncate(100);
    if name.is_empty() {
        name.push_str("Unnamed");
    }
    let free = |name: &str| {
        // `event_object` and `object_object` are tables of the format itself.
        !name.eq_ignore_ascii_case("object")
            && !taken.contains(&quoted(&format!("{what}_{name}")).to_lowercase())
    };
    if free(&name) {
        return name;
    }
    (2_u64..).map(|number| format!("{name}{number}")).find(|name| free(name)).unwrap_or(name)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
