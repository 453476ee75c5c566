//! Backup while serving, and restore with a verification. A backup is always one SQLite file, whatever the store: it can
//! be restored into any of them, or simply opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::handle::{RESTORING_KEY, SCHEMA, SCHEMA_KEY};
use crate::store::sqlite_fault as fault;
use crate::store::{Session, SqliteStore, Store, Stretch, Table};
use crate::{Fault, Ledger, Location, OpenError, Options, Report, View};

/// How many rows are copied at once; fewer of the tables whose rows may be large.
const ROWS_AT_ONCE: usize = 5_000;
const LARGE_ROWS_AT_ONCE: usize = 64;
/// How many pages of 8 KiB are copied at once.
const PAGES_AT_ONCE: i32 = 2_048;

/// Why a backup or a restore was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// A backup never writes over a file.
    #[error("{0} exists already: give another name")]
    Exists(PathBuf),
    /// There is nothing to restore from.
    #[error("there is no file {0}")]
    Missing(PathBuf),
    /// A restore needs an empty store.
    #[error("{0} holds views already: restore into an empty store")]
    NotEmpty(String),
    /// The file system refused.
    #[error("{path}: {what}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What it said.
        what: String,
    },
    /// The store or the backup could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store or the backup could not be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A restored ledger, with what its verification saw of each view.
#[derive(Debug)]
pub struct Restored {
    /// The ledger, open.
    pub ledger: Ledger,
    /// Each view with its report.
    pub views: Vec<(View, Report)>,
}

impl Ledger {
    /// Copies the whole ledger, as it stands at one moment, into a new file, while everybody goes on working. The file
    /// appears under its name only when it is complete and on the disk.
    pub fn backup_to(&self, path: &Path) -> Result<(), BackupError> {
        if path.exists() {
            return Err(BackupError::Exists(path.to_owned()));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        remove(&part)?;
        match self.store().sqlite_path() {
            Some(source) => copy_pages(source, &part)?,
            None => self.copy_to_file(&part)?,
        }
        seal(&part)?;
        let file =
            |failure: std::io::Error| BackupError::File { path: path.to_owned(), what: failure.to_string() };
        std::fs::File::open(&part).and_then(|part| part.sync_all()).map_err(file)?;
        std::fs::rename(&part, path).map_err(file)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(file)
    }

    fn copy_to_file(&self, part: &Path) -> Result<(), BackupError> {
        let target = SqliteStore::new(part, None);
        target.prepare()?;
        let mut writer = target.writer()?;
        self.pool().snapshot(|session| copy_rows(session, &mut *writer))?;
        Ok(())
    }

    /// Copies a backup into an empty store, opens it and verifies every view. An interrupted restore leaves a store that
    /// refuses to be opened.
    pub fn restore(backup: &Path, into: Location, options: Options) -> Result<Restored, BackupError> {
        if !backup.is_file() {
            return Err(BackupError::Missing(backup.to_owned()));
        }
        let place = backup.display().to_string();
        let source = SqliteStore::new(backup, None);
        source.refuse_strangers().map_err(|why| OpenError::NotALedger { place: place.clone(), why })?;
        let mut from = source.reader()?;
        from.begin_read()?;
        let schema = from.get(Table::Head, 0, SCHEMA_KEY)?;
        match schema.and_then(|bytes| bytes.as_slice().try_into().map(u32::from_be_bytes).ok()) {
            None => return Err(OpenError::NotALedger { place, why: "it has no schema".to_owned() }.into()),
            Some(found) if found > SCHEMA => {
                return Err(OpenError::Newer { place, found, known: SCHEMA }.into());
            }
            Some(_) => {}
        }
        // In memory the store lives as long as its handle: the handle comes first, then the rows.
        let ledger = Ledger::open(into, options)?;
        if !ledger.views()?.is_empty() {
            return Err(BackupError::NotEmpty(ledger.location().to_string()));
        }
        let mut writer = ledger.store().writer()?;
        mark(&mut *writer, true)?;
        copy_rows(&mut *from, &mut *writer)?;
        mark(&mut *writer, false)?;
        drop(writer);
        let mut views = Vec::new();
        for view in ledger.views()? {
            let report = ledger.verify(view.id, &mut |_| {})?;
            views.push((view, report));
        }
        Ok(Restored { ledger, views })
    }
}

fn mark(writer: &mut dyn Session, restoring: bool) -> Result<(), Fault> {
    writer.begin_write(0)?;
    if restoring {
        writer.put(Table::Head, 0, RESTORING_KEY, vec![1])?;
    } else {
        writer.delete_many(Table::Head, 0, &[RESTORING_KEY.to_vec()])?;
    }
    writer.commit()
}

/// Copies every row of every view, a few at a time.
fn copy_rows(from: &mut dyn Session, to: &mut dyn Session) -> Result<(), Fault> {
    for table in Table::ALL {
        let at_once = match table {
            Table::Entry | Table::Record | Table::Rollup | Table::Posting => LARGE_ROWS_AT_ONCE,
            _ => ROWS_AT_ONCE,
        };
        for view in from.views_in(table)? {
            let mut start = Vec::new();
            loop {
                let mut rows = from.range(table, view, Stretch::from(&start, at_once))?;
                let Some((last, _)) = rows.last() else { break };
                start = [last.as_slice(), &[0]].concat();
                rows.retain(|(key, _)| table != Table::Head || view != 0 || key != RESTORING_KEY);
                to.begin_write(view)?;
                to.put_many(table, view, &rows)?;
                to.commit()?;
            }
        }
    }
    Ok(())
}

/// Copies a SQLite file page by page. Its read transaction keeps the moment still while others write.
fn copy_pages(source: &Path, part: &Path) -> Result<(), Fault> {
    let source = Connection::open_with_flags(
        source,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(fault)?;
    source.busy_timeout(Duration::from_secs(10)).map_err(fault)?;
    source.execute_batch("PRAGMA query_only=1; BEGIN; SELECT count(*) FROM head;").map_err(fault)?;
    let mut target = Connection::open(part).map_err(fault)?;
    let copy = Backup::new(&source, &mut target).map_err(fault)?;
    copy.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None).map_err(fault)
}

/// One file without a log beside it.
fn seal(part: &Path) -> Result<(), Fault> {
    let connection = Connection::open(part).map_err(fault)?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;").map_err(fault)
}

fn remove(part: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(part) {
        Err(failure) if failure.kind() != std::io::ErrorKind::NotFound => {
            Err(BackupError::File { path: part.to_owned(), what: failure.to_string() })
        }
        _ => Ok(()),
    }
}
