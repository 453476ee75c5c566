//! The bare database beside the ledger: the same rows, tables, transactions and synchronisation, and nothing else.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

/// The tables that acts are written to, each with the order in which its rows came to be: positions and numbers
/// count up, ids are led by their time, postings by their segment.
const TABLES: [&str; 7] =
    ["entry", "entry_id", "act_id", "word", "object_by_key", "object_by_number", "posting"];

/// View, key and value.
type Row = (i64, Vec<u8>, Vec<u8>);

/// Writes the rows of a store that the ledger made into an empty database, in as many transactions, and says how
/// long the writing took.
pub fn rewrite(made: &Path, empty: &Path, transactions: usize) -> rusqlite::Result<Duration> {
    let source = Connection::open(made)?;
    let rows: Vec<Vec<Row>> = TABLES.iter().map(|table| rows_of(&source, table)).collect::<Result<_, _>>()?;
    let target = Connection::open(empty)?;
    target.execute_batch(
        "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-98304;
         PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY;",
    )?;
    target.execute_batch("CREATE TABLE head (view INTEGER PRIMARY KEY, value BLOB NOT NULL);")?;
    for table in TABLES {
        target.execute_batch(&format!(
            "CREATE TABLE {table} (view INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
             PRIMARY KEY (view, key)) WITHOUT ROWID"
        ))?;
    }
    let began = Instant::now();
    for turn in 0..transactions {
        target.execute_batch("BEGIN IMMEDIATE")?;
        for (table, rows) in TABLES.iter().zip(&rows) {
            let slice = &rows[rows.len() * turn / transactions..rows.len() * (turn + 1) / transactions];
            let mut insert = target.prepare_cached(&format!("INSERT INTO {table} VALUES (?1, ?2, ?3)"))?;
            for (view, key, value) in slice {
                insert.execute(params![view, key, value])?;
            }
        }
        target
            .prepare_cached("INSERT INTO head VALUES (1, ?1) ON CONFLICT (view) DO UPDATE SET value = ?1")?
            .execute([vec![0_u8; 100]])?;
        target.execute_batch("COMMIT")?;
    }
    Ok(began.elapsed())
}

/// A table's rows in the order in which the ledger wrote them, as well as the table shows it.
fn rows_of(source: &Connection, table: &str) -> rusqlite::Result<Vec<Row>> {
    // Numbers of objects count up as objects come; their keys do not.
    let order = if table == "object_by_key" { "value" } else { "view, key" };
    let mut query = source.prepare(&format!("SELECT view, key, value FROM {table} ORDER BY {order}"))?;
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}
