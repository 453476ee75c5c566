//! A log becomes acts of a view: batch by batch, resumable, harmless when repeated.

mod run;

use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::Timestamp;
use logs::{AdjustedBy, Anomalies, Identity, Limits, Mapping, Names, Piece};
use serde::{Deserialize, Serialize};
use types::{RunId, ViewName};

use run::Run;

use crate::books::Book;
use crate::exporting::TakenAlong;
use crate::settings::{Origin, ViewSettings};
use crate::{Counter, Trouble, clock};

/// The kind of records that hold what an import did.
pub(crate) const KIND: &str = "import";
/// Rows committed together. A group of this size is durable in a few milliseconds, so people never wait long.
const ROWS_A_BATCH: usize = 1_000;
/// An import that said nothing for so long is taken for dead, and another may take its place.
const SILENT_AFTER_S: i64 = 60;

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportOrder {
    /// The view that receives the acts; made if it is not there.
    pub view: ViewName,
    /// The file.
    pub file: PathBuf,
    /// How the file is called when people are told about it.
    pub shown_name: String,
    /// How its rows become acts.
    pub mapping: Mapping,
    /// Whether names of people are kept (in records) beside their hashes.
    pub names: Names,
    /// Read everything and report, but keep nothing.
    pub dry_run: bool,
}

/// How far an import is, or how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Rows are being read.
    Running,
    /// Every row was read.
    Finished,
    /// Somebody stopped it; importing again goes on.
    Interrupted,
    /// The file could not be read further; what was read before is kept.
    Failed,
}

/// What an import did: kept as a record of its view, shown as its report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportReport {
    /// Which run this is.
    pub run: RunId,
    /// The name of the file.
    pub file: String,
    /// A digest of the file's content, which tells one file from another.
    pub digest: String,
    /// The name of the mapping.
    pub mapping: String,
    /// How far it is.
    pub state: ImportState,
    /// Rows, events or lines read.
    pub rows: u64,
    /// Bytes of the file read.
    pub bytes: u64,
    /// Bytes of the file in all.
    pub total_bytes: u64,
    /// Acts that the rows became.
    pub acts_read: u64,
    /// Of these, new in the view.
    pub acts_written: u64,
    /// Of these, in the view already and the same.
    pub acts_known: u64,
    /// Of these, in the view already but different: left as they were.
    pub acts_changed: u64,
    /// When it began.
    pub started_at: Timestamp,
    /// When this was written.
    pub updated_at: Timestamp,
    /// Why it stopped, where it failed.
    #[serde(default)]
    pub failure: Option<String>,
    /// What was odd in the file, with counts and lines.
    pub anomalies: Anomalies,
}

/// Why an import did not begin or did not end.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The same file is being imported into the same view.
    #[error(
        "{file} is being imported into “{view}” already (row {rows} at {at}); wait for it or stop it first"
    )]
    AlreadyRunning {
        /// The file.
        file: String,
        /// The view.
        view: ViewName,
        /// How far the other is.
        rows: u64,
        /// When the other last said so.
        at: Timestamp,
    },
    /// The view is not one that logs are imported into.
    #[error("logs cannot be imported into “{0}”: name another view")]
    NotThere(ViewName),
    /// The file could not be read further. What was read before is kept.
    #[error(transparent)]
    Unreadable(#[from] logs::ReadError),
    /// The ledger or the disk.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Counter {
    /// Imports a log. `progress` is called after each batch and may stop the import, which then can be resumed by
    /// ordering the same again: rows that are in the view already change nothing.
    pub fn import(
        &self,
        order: &ImportOrder,
        progress: &mut dyn FnMut(&ImportReport) -> ControlFlow<()>,
    ) -> Result<ImportReport, ImportError> {
        let digest = digest_of(&order.file)?;
        let mut opened = logs::open(&order.file, &self.limits)?;
        opened.file.clone_from(&order.shown_name);
        if order.dry_run {
            return self.rehearse(order, digest, opened, progress);
        }
        let book = self.book_for_import(order)?;
        let identity = Identity::new(book.settings.key(), order.names);
        let reader = logs::reader(opened, &in_zone(&order.mapping, &book.zone_name), &identity)?;
        let is_new = book.ledger.head(book.view).map_err(Trouble::from)?.position == 0;
        let mut run = Run::begin(self, book, order, digest)?;
        let outcome = run.read_all(reader, progress);
        if let Some(taken_along) = run.taken_along.take().filter(|_| is_new) {
            self.settle_as(&order.view, taken_along)?;
        }
        let report = match run.end(outcome) {
            Ok(report) => report,
            Err(error) => {
                self.leave_no_empty_view(&order.view, is_new)?;
                return Err(error);
            }
        };
        // The portrait is brought up to date here, so that whoever opens it next does not wait.
        self.fold_of(&order.view)?;
        Ok(report)
    }

    /// Reads a whole log and keeps nothing.
    fn rehearse(
        &self,
        order: &ImportOrder,
        digest: String,
        opened: logs::Opened,
        progress: &mut dyn FnMut(&ImportReport) -> ControlFlow<()>,
    ) -> Result<ImportReport, ImportError> {
        let (secret, zone) = match self.book(&order.view) {
            Ok(book) => (book.settings.key(), book.zone_name),
            Err(_) => ([0; 32], self.defaults.time_zone.clone()),
        };
        let mapping = in_zone(&order.mapping, &zone);
        let mut reader = logs::reader(opened, &mapping, &Identity::new(secret, order.names))?;
        let mut report = self.blank_report(order, digest);
        while let Some(piece) = reader.next_piece(ROWS_A_BATCH)? {
            report.take(&piece);
            if progress(&report).is_break() {
                report.state = ImportState::Interrupted;
                report.anomalies = reader.anomalies().clone();
                return Ok(report);
            }
        }
        report.anomalies = reader.anomalies().clone();
        report.state = ImportState::Finished;
        Ok(report)
    }

    fn blank_report(&self, order: &ImportOrder, digest: String) -> ImportReport {
        let now = self.clock.now();
        ImportReport {
            run: clock::run_id(&*self.clock),
            file: order.shown_name.clone(),
            digest,
            mapping: order.mapping.name.clone(),
            state: ImportState::Running,
            rows: 0,
            bytes: 0,
            total_bytes: std::fs::metadata(&order.file).map(|meta| meta.len()).unwrap_or(0),
            acts_read: 0,
            acts_written: 0,
            acts_known: 0,
            acts_changed: 0,
            started_at: now,
            updated_at: now,
            failure: None,
            anomalies: Anomalies::default(),
        }
    }

    /// The view that receives a log; made, with the mapping's settings, if it is not there.
    fn book_for_import(&self, order: &ImportOrder) -> Result<Book, ImportError> {
        match self.book(&order.view) {
            Ok(book) if book.settings.origin == Origin::Imported => Ok(book),
            Ok(_) => Err(ImportError::NotThere(order.view.clone())),
            Err(Trouble::NoSuchView(_)) if order.view == ViewName::live() => {
                Err(ImportError::NotThere(order.view.clone()))
            }
            Err(Trouble::NoSuchView(_)) => {
                let mut settings =
                    ViewSettings::new(Origin::Imported, [self.clock.chance(), self.clock.chance()]);
                settings.portrait = portrait_settings(&order.mapping);
                settings.cite.clone_from(&order.mapping.cite);
                let zone = order.mapping.zone.as_ref().unwrap_or(&self.defaults.time_zone).clone();
                let currency = order.mapping.currency.unwrap_or(self.defaults.currency);
                Ok(self.create_view(&order.view, &zone, currency, &settings)?)
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// A file of which nothing could be read leaves no view behind that was made for it alone.
    fn leave_no_empty_view(&self, view: &ViewName, was_new: bool) -> Result<(), Trouble> {
        if was_new && self.acts_in(view)? == 0 {
            let book = self.book(view)?;
            self.forget_fold(&book);
            book.ledger.drop_view(view)?;
        }
        Ok(())
    }

    /// Gives a view that was just made the rules of the view that its file was exported from.
    fn settle_as(&self, view: &ViewName, taken_along: TakenAlong) -> Result<(), Trouble> {
        let book = self.book(view)?;
        let settings =
            ViewSettings { portrait: taken_along.portrait, cite: taken_along.cite, ..book.settings.clone() };
        let made_with = ledger::ViewSettings {
            time_zone: taken_along.time_zone,
            currency: taken_along.currency,
            other: serde_json::to_value(settings)?,
        };
        book.ledger.change_view_settings(view, made_with)?;
        self.forget_fold(&book);
        Ok(())
    }

    /// What was imported into a view, oldest first.
    pub fn imports(&self, view: &ViewName) -> Result<Vec<ImportReport>, Trouble> {
        let book = self.book(view)?;
        let mut reports: Vec<ImportReport> = Vec::new();
        book.each_record(KIND, |record| reports.extend(serde_json::from_value(record).ok()))?;
        reports.sort_by_key(|report| report.started_at);
        Ok(reports)
    }
}

/// The mapping, reading local times in the view's zone where it names none itself.
pub fn in_zone(mapping: &Mapping, zone: &str) -> Mapping {
    let mut mapping = mapping.clone();
    mapping.zone.get_or_insert_with(|| zone.to_owned());
    mapping
}

/// The rules of the portrait that a mapping asks for.
fn portrait_settings(mapping: &Mapping) -> portrait::Settings {
    let asked = &mapping.portrait;
    portrait::Settings {
        by: match asked.by {
            AdjustedBy::Customer => portrait::By::Customer,
            AdjustedBy::Case => portrait::By::Case,
        },
        window_h: asked.window_h,
        return_within_s: asked.return_within_s,
        short_service_s: asked.short_service_s,
        not_seen: asked.not_seen.clone(),
        ..portrait::Settings::default()
    }
}

impl ImportReport {
    fn take(&mut self, piece: &Piece) {
        self.rows = piece.rows;
        self.bytes = piece.bytes;
        self.acts_read += piece.acts.len() as u64;
    }
}

/// The written name of a state.
pub fn state_name(state: ImportState) -> &'static str {
    match state {
        ImportState::Running => "running",
        ImportState::Finished => "finished",
        ImportState::Interrupted => "interrupted",
        ImportState::Failed => "failed",
    }
}

/// A digest of a file's content, in 32 hexadecimal digits.
fn digest_of(file: &std::path::Path) -> Result<String, Trouble> {
    let shown = file.display();
    let mut open = std::fs::File::open(file).map_err(Trouble::file(format!("cannot open {shown}")))?;
    let mut hasher = blake3::Hasher::new();
    std::io::copy(&mut open, &mut hasher).map_err(Trouble::file(format!("cannot read {shown}")))?;
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// The limits of a log that is read, where nothing else is configured.
pub fn limits(expanded_bytes: u64) -> Limits {
    Limits { max_expanded_bytes: expanded_bytes, ..Limits::default() }
}
