//! The store in one SQLite file: the default. WAL with full synchronisation, so that a commit that returned is durable
//! and readers never wait for the writer.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::{Row, Session, Store, Stretch, Table, within};
use crate::Fault;

/// How long a connection waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A store in a SQLite file.
pub(crate) struct SqliteStore {
    path: PathBuf,
    /// At most so many pages; for tests of a full disk.
    pages: Option<u32>,
}

impl SqliteStore {
    pub fn new(path: &Path, pages: Option<u32>) -> Self {
        Self { path: path.to_owned(), pages }
    }

    fn connect(&self) -> Result<Connection, Fault> {
        // No shared-cache, no URI: a path is a path.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let connection = Connection::open_with_flags(&self.path, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        // Every statement goes through the primary key: without this, another bound value makes SQLite plan it anew.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(96);
        Ok(connection)
    }
}

impl Store for SqliteStore {
    fn writer(&self) -> Result<Box<dyn Session>, Fault> {
        let connection = self.connect()?;
        connection
            .execute_batch(
                "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;
                 PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=134217728; PRAGMA temp_store=MEMORY;",
            )
            .map_err(fault)?;
        if let Some(pages) = self.pages {
            connection.pragma_update(None, "max_page_count", pages).map_err(fault)?;
        }
        Ok(Box::new(SqliteSession { connection, open: false }))
    }

    fn reader(&self) -> Result<Box<dyn Session>, Fault> {
        let connection = self.connect()?;
        connection
            .execute_batch("PRAGMA query_only=1; PRAGMA cache_size=-1024; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;")
            .map_err(fault)?;
        Ok(Box::new(SqliteSession { connection, open: false }))
    }

    fn refuse_strangers(&self) -> Result<(), String> {
        if !self.path.exists() {
            return Ok(());
        }
        let tables =
            "SELECT count(*), count(*) FILTER (WHERE name='head') FROM sqlite_schema WHERE type='table'";
        let counted = self
            .connect()
            .map_err(|fault| fault.to_string())?
            .query_row(tables, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
        match counted {
            Ok((0, _) | (_, 1)) => Ok(()),
            Ok(_) => Err("it is a SQLite file that another program made".to_owned()),
            Err(failure) => Err(failure.to_string()),
        }
    }

    fn is_prepared(&self) -> Result<bool, Fault> {
        let tables = "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name='head'";
        let count: i64 = self.connect()?.query_row(tables, [], |row| row.get(0)).map_err(fault)?;
        Ok(count > 0)
    }

    fn prepare(&self) -> Result<(), Fault> {
        drop(self.writer()?); // sets the page size and WAL, which last
        let connection = self.connect()?;
        connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        for table in Table::ALL {
            let sql = format!(
                "CREATE TABLE IF NOT EXISTS {} (view INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
                 PRIMARY KEY (view, key)) WITHOUT ROWID",
                table.name()
            );
            connection.execute_batch(&sql).map_err(fault)?;
        }
        connection.execute_batch("COMMIT").map_err(fault)
    }

    fn sqlite_path(&self) -> Option<&Path> {
        Some(&self.path)
    }

    fn scrub(&self) -> Result<(), Fault> {
        // Freed cells are zeroed (`secure_delete`), but a page that was split may keep a copy in its gap, and the log
        // keeps pages as they were: the file is written anew, and the log folded in.
        let connection = self.connect()?;
        connection
            .execute_batch("PRAGMA secure_delete=ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
            .map_err(fault)
    }

    fn close(&self) {
        // The last connection to leave folds the log into the file; a failure leaves the log, which is as good.
        if let Ok(connection) = self.connect()
            && let Err(failure) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        {
            tracing::debug!(%failure, "the write-ahead log stays beside the file");
        }
    }
}

struct SqliteSession {
    connection: Connection,
    open: bool,
}

impl SqliteSession {
    fn begin(&mut self, sql: &str) -> Result<(), Fault> {
        self.rollback();
        self.connection.prepare_cached(sql).and_then(|mut begin| begin.execute([])).map_err(fault)?;
        self.open = true;
        Ok(())
    }
}

impl Drop for SqliteSession {
    fn drop(&mut self) {
        self.rollback();
    }
}

impl Session for SqliteSession {
    fn begin_read(&mut self) -> Result<(), Fault> {
        self.begin("BEGIN DEFERRED")
    }

    fn begin_write(&mut self, _view: u64) -> Result<(), Fault> {
        self.begin("BEGIN IMMEDIATE")
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let outcome = self.connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([]));
        match outcome {
            Ok(_) => {
                self.open = false;
                Ok(())
            }
            Err(failure) => {
                self.rollback();
                Err(fault(failure))
            }
        }
    }

    fn rollback(&mut self) {
        if self.open {
            self.open = false;
            // SQLite may have rolled back by itself, on a full disk for instance: then there is nothing to end.
            if !self.connection.is_autocommit()
                && let Err(failure) = self.connection.execute_batch("ROLLBACK")
            {
                tracing::debug!(%failure, "nothing to roll back");
            }
        }
    }

    fn get_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        let sql = match table {
            Table::ActId => "SELECT value FROM act_id WHERE view=?1 AND key=?2".to_owned(),
            other => format!("SELECT value FROM {} WHERE view=?1 AND key=?2", other.name()),
        };
        let mut select = self.connection.prepare_cached(&sql).map_err(fault)?;
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = select.query(params![number(view), key]).map_err(fault)?;
            let found = match rows.next().map_err(fault)? {
                Some(row) => Some(row.get(0).map_err(fault)?),
                None => None,
            };
            values.push(found);
        }
        Ok(values)
    }

    fn range(&mut self, table: Table, view: u64, stretch: Stretch<'_>) -> Result<Vec<Row>, Fault> {
        let order = if stretch.backwards { "DESC" } else { "ASC" };
        let bound = if stretch.to.is_some() { "AND key<?4" } else { "AND ?4 IS NULL" };
        let sql = format!(
            "SELECT key, value FROM {} WHERE view=?1 AND key>=?2 {bound} ORDER BY key {order} LIMIT ?3",
            table.name()
        );
        let mut select = self.connection.prepare_cached(&sql).map_err(fault)?;
        let limit = i64::try_from(stretch.limit).unwrap_or(i64::MAX);
        let mut found =
            select.query(params![number(view), stretch.from, limit, stretch.to]).map_err(fault)?;
        let mut fits = within(stretch.bytes);
        let mut rows: Vec<Row> = Vec::new();
        while let Some(row) = found.next().map_err(fault)? {
            let value: Vec<u8> = row.get(1).map_err(fault)?;
            if !fits(value.len()) {
                break;
            }
            rows.push((row.get(0).map_err(fault)?, value));
        }
        Ok(rows)
    }

    fn put_many(&mut self, table: Table, view: u64, rows: &[Row]) -> Result<(), Fault> {
        let sql = format!("INSERT OR REPLACE INTO {} (view, key, value) VALUES (?1, ?2, ?3)", table.name());
        let mut insert = self.connection.prepare_cached(&sql).map_err(fault)?;
        for (key, value) in rows {
            insert.execute(params![number(view), key, value]).map_err(fault)?;
        }
        Ok(())
    }

    fn delete_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<(), Fault> {
        let sql = format!("DELETE FROM {} WHERE view=?1 AND key=?2", table.name());
        let mut delete = self.connection.prepare_cached(&sql).map_err(fault)?;
        for key in keys {
            delete.execute(params![number(view), key]).map_err(fault)?;
        }
        Ok(())
    }

    fn delete_first(&mut self, table: Table, view: u64, limit: usize) -> Result<usize, Fault> {
        let name = table.name();
        let sql = format!(
            "DELETE FROM {name} WHERE view=?1 AND key IN (SELECT key FROM {name} WHERE view=?1 ORDER BY key LIMIT ?2)"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut d| d.execute(params![number(view), limit]))
            .map_err(fault)
    }

    fn views_in(&mut self, table: Table) -> Result<Vec<u64>, Fault> {
        // One step per view through the index, not one per row.
        let sql = format!("SELECT view FROM {} WHERE view>?1 ORDER BY view LIMIT 1", table.name());
        let mut select = self.connection.prepare_cached(&sql).map_err(fault)?;
        let mut views = Vec::new();
        let mut last = i64::MIN;
        loop {
            let next = select.query_map([last], |row| row.get::<_, i64>(0)).map_err(fault)?.next();
            match next {
                None => return Ok(views),
                Some(view) => {
                    last = view.map_err(fault)?;
                    views.push(last as u64);
                }
            }
        }
    }
}

/// View numbers count up from zero: they never leave the positive half of 64 bits.
fn number(view: u64) -> i64 {
    view as i64
}

pub(crate) fn fault(failure: rusqlite::Error) -> Fault {
    let said = failure.to_string();
    match failure.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full(said),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Fault::Damaged(said),
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::FileLockingProtocolFailed,
        ) => Fault::Unavailable(said),
        _ => Fault::Failed(said),
    }
}
