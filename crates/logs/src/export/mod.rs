//! Acts leave as OCEL 2.0 (SQLite or JSON) or as CSV, one after the other, in bounded memory.
//!
//! What leaves as OCEL comes back to the bit: see `ocel::own`. CSV is for spreadsheets and does not come back.
//! A file appears under its name only when it is complete; until then it is written beside it.

mod csv;
mod json;
mod objects;
mod sqlite;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use types::Act;

use crate::NamedRecord;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be written.
    #[error("{}: cannot be written: {source}; check the folder, its permissions and the space left", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The database cannot be written.
    #[error("{}: cannot be written: {source}; check the folder, its permissions and the space left", .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

/// What an export wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Acts, each an event or a row.
    pub acts: u64,
    /// Objects that they are about, and records (none in CSV, which has no place for them).
    pub objects: u64,
}

/// A file that acts are written to.
pub trait ActWriter: Send {
    /// Writes an act. No act may be written twice.
    fn act(&mut self, act: &Act) -> Result<(), ExportError>;

    /// Writes a document beside the acts. Each may be written once; its object need not be known yet.
    fn record(&mut self, record: &NamedRecord) -> Result<(), ExportError>;

    /// Completes the file and gives it its name. Without it, nothing remains.
    fn finish(self: Box<Self>) -> Result<Written, ExportError>;
}

/// Begins an export as OCEL 2.0 in SQLite.
pub fn ocel_sqlite(path: &Path) -> Result<Box<dyn ActWriter>, ExportError> {
    Ok(Box::new(sqlite::SqliteWriter::new(path)?))
}

/// Begins an export as OCEL 2.0 in JSON.
pub fn ocel_json(path: &Path) -> Result<Box<dyn ActWriter>, ExportError> {
    Ok(Box::new(json::JsonWriter::new(path)?))
}

/// Begins an export as CSV: one row an act, its parts in columns, times in UTC, durations in milliseconds.
pub fn csv(path: &Path) -> Result<Box<dyn ActWriter>, ExportError> {
    Ok(Box::new(csv::CsvWriter::new(path)?))
}

/// A file in the making: beside its place until it is complete, gone if it never is.
struct Unfinished {
    place: PathBuf,
    draft: PathBuf,
    complete: bool,
}

impl Unfinished {
    fn new(place: &Path) -> Result<Self, ExportError> {
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let draft = place.with_file_name(name);
        match fs::remove_file(&draft) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(ExportError::File { path: draft, source })
            }
            _ => Ok(Self { place: place.to_owned(), draft, complete: false }),
        }
    }

    fn failed(&self) -> impl Fn(io::Error) -> ExportError + use<> {
        let path = self.place.clone();
        move |source| ExportError::File { path: path.clone(), source }
    }

    fn database_failed(&self) -> impl Fn(rusqlite::Error) -> ExportError + use<> {
        let path = self.place.clone();
        move |source| ExportError::Database { path: path.clone(), source }
    }

    /// Gives the complete file its name.
    fn complete(mut self) -> Result<(), ExportError> {
        let synced = fs::File::open(&self.draft).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(&self.draft, &self.place)).map_err(self.failed())?;
        self.complete = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.complete {
            // Nothing more can be done about a draft that cannot be removed.
            let _ = fs::remove_file(&self.draft);
        }
    }
}
