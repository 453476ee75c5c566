//! The tables of an OCEL SQLite file, as they really are: which exist, with which columns, keys and types.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::model::Declared;
use crate::{Anomalies, AnomalyKind};

/// The longest value that is read from a file, in bytes.
const LONGEST_VALUE: i32 = 64 << 20;

/// Opens a SQLite file for reading only, trusting nothing that it brings along.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -64000;",
    )?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// Whether a SQLite file has the tables without which it is no OCEL log. One that cannot be read at all passes:
/// its reader says why.
pub(super) fn is_ocel(path: &Path) -> bool {
    open(path).and_then(|connection| tables(&connection)).map_or(true, |tables| {
        tables.contains_key("event")
            && (tables.contains_key("event_object") || tables.contains_key("event_map_type"))
    })
}

/// The names of all tables, by their name in lower case.
pub(super) fn tables(connection: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    names.map(|name| name.map(|name| (name.to_lowercase(), name))).collect()
}

/// A name in quotes, as SQL wants it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A table, ready to be read by rowid.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its name as SQL wants it: of the file, or of a temporary copy where the original has no rowid.
    pub sql: String,
    /// Its columns with their types.
    pub columns: Vec<(String, Declared)>,
    primary_key: bool,
}

impl Table {
    /// The table of a name, if there is one.
    pub fn find(
        connection: &Connection,
        all: &BTreeMap<String, String>,
        name: &str,
    ) -> rusqlite::Result<Option<Self>> {
        let Some(name) = all.get(&name.to_lowercase()) else { return Ok(None) };
        let mut sql = format!("main.{}", quoted(name));
        let mut statement = connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1)")?;
        let rows = statement.query_map([name], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, i64>(2)?))
        })?;
        let (mut columns, mut primary_key) = (Vec::new(), false);
        for row in rows {
            let (column, declared, key) = row?;
            columns.push((column, Declared::from_sql(declared.as_deref().unwrap_or(""))));
            primary_key |= key > 0;
        }
        if connection.prepare(&format!("SELECT rowid FROM {sql} LIMIT 0")).is_err() {
            let copy = format!("temp.{}", quoted(&format!("copy of {name}")));
            connection.execute_batch(&format!(
                "CREATE TEMP TABLE IF NOT EXISTS {} AS SELECT * FROM {sql}",
                &copy["temp.".len()..]
            ))?;
            sql = copy;
        }
        Ok(Some(Self { sql, columns, primary_key }))
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(column, _)| column.eq_ignore_ascii_case(name))
    }

    /// How many rows it has.
    pub fn count(&self, connection: &Connection) -> rusqlite::Result<u64> {
        connection
            .query_row(&format!("SELECT count(*) FROM {}", self.sql), [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
    }

    /// Where the rows with a value in a column are found: the table's own index, or one made beside it.
    pub fn lookup(&self, connection: &Connection, column: &str) -> rusqlite::Result<Lookup> {
        let column = quoted(column);
        let plain = format!("SELECT t.* FROM {} t WHERE t.{column} = ?1 ORDER BY t.rowid", self.sql);
        let plan: Vec<String> = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {plain}"))?
            .query_map(["x"], |row| row.get::<_, String>(3))?
            .collect::<rusqlite::Result<_>>()?;
        if plan.iter().any(|step| step.starts_with("SEARCH")) {
            return Ok(Lookup { sql: plain });
        }
        let places = quoted(&format!("places in {} by {column}", self.sql));
        connection.execute_batch(&format!(
            "CREATE TEMP TABLE IF NOT EXISTS {places} (id TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (id, place)) WITHOUT ROWID;
             INSERT OR IGNORE INTO temp.{places} SELECT CAST({column} AS TEXT), rowid FROM {} WHERE {column} IS NOT NULL;",
            self.sql
        ))?;
        Ok(Lookup {
            sql: format!(
                "SELECT t.* FROM temp.{places} p JOIN {} t ON t.rowid = p.place WHERE p.id = ?1 ORDER BY p.place",
                self.sql
            ),
        })
    }
}

/// A query for the rows with a value, in the order of the table.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    /// It has one parameter, a text.
    pub sql: String,
}

/// Notes what a healthy file would have: keys on each table, ids that are texts.
pub(super) fn examine(
    connection: &Connection,
    all: &BTreeMap<String, String>,
    anomalies: &mut Anomalies,
) -> rusqlite::Result<()> {
    let mut defect = |text: String| anomalies.note(AnomalyKind::SchemaDefect, 0, || text);
    for name in ["event", "object", "event_object", "object_object", "event_map_type", "object_map_type"] {
        let Some(table) = Table::find(connection, all, name)? else {
            defect(format!("the table {name} is missing"));
            continue;
        };
        if !table.primary_key {
            defect(format!("the table {name} has no primary key"));
        }
        let keys: i64 =
            connection
                .query_row("SELECT count(*) FROM pragma_foreign_key_list(?1)", [name], |row| row.get(0))?;
        if keys == 0 && !name.ends_with("_map_type") {
            defect(format!("the table {name} has no foreign key"));
        }
    }
    for (lower, name) in all {
        let of_type = lower.starts_with("event_") || lower.starts_with("object_");
        let fixed =
            ["event_object", "object_object", "event_map_type", "object_map_type"].contains(&lower.as_str());
        if !of_type || fixed {
            continue;
        }
        if lower.ends_with('_') {
            defect(format!("the table {name} is of a type without a name"));
        }
        if let Some(table) = Table::find(connection, all, name)?
            && let Some(id) = table.column("ocel_id")
            && table.columns[id].1 != Declared::Text
        {
            defect(format!("the table {name} has ids that are not texts"));
        }
    }
    Ok(())
}
