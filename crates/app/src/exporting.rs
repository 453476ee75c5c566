//! A view leaves as OCEL 2.0 or CSV, whole: whoever leaves takes everything along.

use std::io::BufWriter;
use std::path::Path;

use logs::export;
use types::ViewName;

use crate::{Counter, Trouble};

/// Entries read in one go.
const ENTRIES_A_READ: usize = 200;

/// What a view is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// OCEL 2.0 as a SQLite database.
    OcelSqlite,
    /// OCEL 2.0 as JSON.
    OcelJson,
    /// One row for each act.
    Csv,
}

impl ExportFormat {
    /// The format that a file's name asks for.
    pub fn of_file(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "sqlite" | "db" | "sqlite3" => Some(Self::OcelSqlite),
            "json" | "jsonocel" => Some(Self::OcelJson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// What an export wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportReport {
    /// Acts written.
    pub acts: u64,
    /// Objects that they are about.
    pub objects: u64,
}
