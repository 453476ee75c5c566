//! One import under way: pieces of a log become entries, each with the cursor that says how far it is.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use ledger::{Entry, KnownActs, Receipt, RecordWrite, Ticket};
use logs::{LogReader, NamedRecord};
use types::{EntryId, ViewName};

use super::{
    ImportError, ImportOrder, ImportReport, ImportState, KIND, ROWS_A_BATCH, SILENT_AFTER_S, state_name,
};
use crate::books::Book;
use crate::exporting::TakenAlong;
use crate::{Counter, Trouble};

/// One import under way.
pub(super) struct Run<'a> {
    counter: &'a Counter,
    book: Book,
    view: ViewName,
    report: ImportReport,
    /// The version of the import's record that was last written.
    version: Option<u64>,
    batch: u64,
    parties: BTreeSet<String>,
    /// What the file says about the view that it was exported from.
    pub(super) taken_along: Option<TakenAlong>,
}

impl<'a> Run<'a> {
    pub(super) fn begin(
        counter: &'a Counter,
        book: Book,
        order: &ImportOrder,
        digest: String,
    ) -> Result<Self, ImportError> {
        let report = counter.blank_report(order, digest);
        let known = book.ledger.record(book.view, KIND, &report.digest).map_err(Trouble::from)?;
        let version = known.as_ref().map(|record| record.version);
        let earlier: Option<ImportReport> =
            known.and_then(|record| serde_json::from_value(record.body()?.clone()).ok());
        if let Some(other) = earlier.filter(|other| {
            other.state == ImportState::Running
                && report.started_at.as_second() - other.updated_at.as_second() < SILENT_AFTER_S
        }) {
            return Err(ImportError::AlreadyRunning {
                file: other.file,
                view: order.view.clone(),
                rows: other.rows,
                at: other.updated_at,
            });
        }
        let mut run = Self {
            counter,
            book,
            view: order.view.clone(),
            report,
            version,
            batch: 0,
            parties: BTreeSet::new(),
            taken_along: None,
        };
        let entry = run.entry(Vec::new(), Vec::new())?;
        let ticket = run.submit(entry);
        run.settle(ticket)?;
        Ok(run)
    }

    /// Reads piece after piece; the next one is parsed while the last one is being made durable.
    pub(super) fn read_all(
        &mut self,
        mut reader: Box<dyn LogReader>,
        progress: &mut dyn FnMut(&ImportReport) -> ControlFlow<()>,
    ) -> Result<ImportState, ImportError> {
        let mut waiting: Option<Ticket> = None;
        loop {
            let piece = match reader.next_piece(ROWS_A_BATCH) {
                Ok(piece) => piece,
                Err(error) => {
                    self.settle_if(waiting.take())?;
                    self.report.anomalies = reader.anomalies().clone();
                    return Err(error.into());
                }
            };
            self.settle_if(waiting.take())?;
            self.report.anomalies = reader.anomalies().clone();
            let Some(piece) = piece else { return Ok(ImportState::Finished) };
            self.report.take(&piece);
            let records = self.new_parties(piece.records)?;
            let entry = self.entry(piece.acts, records)?;
            waiting = Some(self.submit(entry));
            if progress(&self.report).is_break() {
                self.settle_if(waiting.take())?;
                return Ok(ImportState::Interrupted);
            }
        }
    }

    /// Writes how it ended. An error of the log is told in the record too, and then to the caller.
    pub(super) fn end(
        mut self,
        outcome: Result<ImportState, ImportError>,
    ) -> Result<ImportReport, ImportError> {
        let failure = match outcome {
            Ok(state) => {
                self.report.state = state;
                None
            }
            Err(ImportError::Unreadable(error)) => {
                self.report.state = ImportState::Failed;
                self.report.failure = Some(error.to_string());
                Some(ImportError::Unreadable(error))
            }
            Err(other) => return Err(other),
        };
        let entry = self.entry(Vec::new(), Vec::new())?;
        let ticket = self.submit(entry);
        self.settle(ticket)?;
        match failure {
            Some(error) => {
                self.counter.fold_of(&self.view)?;
                Err(error)
            }
            None => Ok(self.report),
        }
    }

    /// An entry of acts with the record that says how far the import is: the cursor commits with its batch.
    fn entry(&mut self, acts: Vec<types::Act>, records: Vec<RecordWrite>) -> Result<Entry, ImportError> {
        self.batch += 1;
        self.report.updated_at = self.counter.clock.now();
        let cursor = RecordWrite {
            kind: KIND.into(),
            id: self.report.digest.clone(),
            read_version: self.version,
            body: Some(serde_json::to_value(&self.report).map_err(Trouble::from)?),
            indexed: vec![("state".into(), state_name(self.report.state).to_owned())],
        };
        self.version = Some(self.version.unwrap_or(0) + 1);
        let mut entry = Entry::new(EntryId::at(
            self.report.updated_at,
            self.report
                .run
                .as_u128()
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .wrapping_add(u128::from(self.batch)),
        ));
        entry.acts = acts;
        entry.records = records;
        entry.records.push(cursor);
        entry.known_acts = KnownActs::Skip;
        Ok(entry)
    }

    fn submit(&self, entry: Entry) -> Ticket {
        self.book.ledger.submit(self.book.view, entry)
    }

    fn settle_if(&mut self, ticket: Option<Ticket>) -> Result<(), ImportError> {
        ticket.map_or(Ok(()), |ticket| self.settle(ticket))
    }

    fn settle(&mut self, ticket: Ticket) -> Result<(), ImportError> {
        match ticket.wait() {
            Ok(Receipt { acts_written, skipped_same, skipped_changed, .. }) => {
                self.report.acts_written += u64::from(acts_written);
                self.report.acts_known += u64::from(skipped_same);
                self.report.acts_changed += u64::from(skipped_changed);
                Ok(())
            }
            // Somebody else wrote this import's record: another process took the same file.
            Err(ledger::CommitError::Refused(ledger::Refusal::Conflict { kind, .. })) if kind == *KIND => {
                Err(ImportError::AlreadyRunning {
                    file: self.report.file.clone(),
                    view: self.view.clone(),
                    rows: self.report.rows,
                    at: self.report.updated_at,
                })
            }
            Err(error) => Err(Trouble::from(error).into()),
        }
    }

    /// The records of people whose names are kept, each written once.
    fn new_parties(&mut self, records: Vec<NamedRecord>) -> Result<Vec<RecordWrite>, ImportError> {
        let mut writes = Vec::new();
        for record in records {
            if (record.kind.as_str(), record.id.as_str()) == TakenAlong::RECORD {
                self.taken_along = serde_json::from_value(record.body).ok();
                continue;
            }
            let key = format!("{}/{}", record.kind, record.id);
            if !self.parties.insert(key) {
                continue;
            }
            let known =
                self.book.ledger.record(self.book.view, &record.kind, &record.id).map_err(Trouble::from)?;
            if known.is_none() {
                writes.push(RecordWrite {
                    kind: record.kind.as_str().into(),
                    id: record.id,
                    read_version: None,
                    body: Some(record.body),
                    indexed: Vec::new(),
                });
            }
        }
        Ok(writes)
    }
}
