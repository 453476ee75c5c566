//! A view leaves as OCEL 2.0 or CSV, whole: whoever leaves takes everything along.

use std::ops::ControlFlow;
use std::path::Path;

use logs::NamedRecord;
use logs::export::{self, ActWriter, ExportError, Written};
use serde::{Deserialize, Serialize};
use types::{Currency, ViewName};

use crate::books::Book;
use crate::{Counter, Trouble};

/// The kinds of records that go along with the acts: names of people where they were kept, and objects' attributes.
const RECORD_KINDS: [&str; 2] = ["party", "object"];
/// Acts written between two tellings of progress.
const TOLD_EVERY: u64 = 1_000;

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

/// What a view takes along beside its acts, so that its portrait elsewhere is the same. Its secret stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TakenAlong {
    pub time_zone: String,
    pub currency: Option<Currency>,
    pub portrait: portrait::Settings,
    pub cite: String,
}

impl TakenAlong {
    /// The kind and id of the record in which it travels.
    pub const RECORD: (&'static str, &'static str) = ("view", "settings");

    fn of(book: &Book) -> Self {
        Self {
            time_zone: book.zone_name.clone(),
            currency: book.currency,
            portrait: book.settings.portrait.clone(),
            cite: book.settings.cite.clone(),
        }
    }
}

/// Why an export did not end.
#[derive(Debug, thiserror::Error)]
pub enum ExportTrouble {
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] ExportError),
    /// The view could not be read.
    #[error(transparent)]
    Read(#[from] Trouble),
}

impl Counter {
    /// Writes a whole view, as it stands at its current head, to a file that appears only when it is complete.
    /// `progress` is told how many acts were written.
    pub fn export(
        &self,
        view: &ViewName,
        format: ExportFormat,
        file: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Written, ExportTrouble> {
        let book = self.book(view)?;
        let mut writer = match format {
            ExportFormat::OcelSqlite => export::ocel_sqlite(file)?,
            ExportFormat::OcelJson => export::ocel_json(file)?,
            ExportFormat::Csv => export::csv(file)?,
        };
        write_acts(&book, &mut *writer, progress)?;
        if format != ExportFormat::Csv {
            write_records(&book, &mut *writer)?;
        }
        Ok(writer.finish()?)
    }
}

fn write_acts(
    book: &Book,
    writer: &mut dyn ActWriter,
    progress: &mut dyn FnMut(u64),
) -> Result<(), ExportTrouble> {
    let head = book.ledger.head(book.view).map_err(Trouble::from)?.position;
    let (mut written, mut failure) = (0, None);
    book.ledger
        .for_each_act(book.view, 0, |placed| {
            if placed.place.position > head {
                return ControlFlow::Break(());
            }
            if let Err(error) = writer.act(&placed.act) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            written += 1;
            if written % TOLD_EVERY == 0 {
                progress(written);
            }
            ControlFlow::Continue(())
        })
        .map_err(Trouble::from)?;
    failure.map_or(Ok(()), |error| Err(error.into()))
}

fn write_records(book: &Book, writer: &mut dyn ActWriter) -> Result<(), ExportTrouble> {
    for kind in RECORD_KINDS {
        let mut failure = None;
        book.each_record_with_id(kind, |id, body| {
            if failure.is_none() {
                failure =
                    writer.record(&NamedRecord { kind: kind.to_owned(), id: id.to_owned(), body }).err();
            }
        })?;
        if let Some(error) = failure {
            return Err(error.into());
        }
    }
    let (kind, id) = TakenAlong::RECORD;
    let body = serde_json::to_value(TakenAlong::of(book)).map_err(Trouble::from)?;
    Ok(writer.record(&NamedRecord { kind: kind.to_owned(), id: id.to_owned(), body })?)
}
