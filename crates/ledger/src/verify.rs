//! Verifying a view: walk the chain from the start, and hold every table against what the entries say.
//!
//! The entries are the truth, because the chain covers them. Words, objects, ids, lists of places and counters must be
//! what the entries make of them; the body of a record must have the digest that its entry holds, unless it was erased.
//! Everything is read in one snapshot, so that a view may be verified while others write. No content, however garbled,
//! stops it: each thing wrong becomes a finding.

use crate::group::read_head;
use crate::store::Table;
use crate::{Fault, Ledger, ViewId};

mod rest;
mod walk;

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The position that was verified last.
    pub position: u64,
    /// The last position of the view.
    pub of: u64,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The table, by its name in the database.
    pub table: &'static str,
    /// Which row, in words: `position 17`, `cart/12 version 3`, `stock/x`.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}: {}", self.table, self.key, self.what)
    }
}

/// What a verification saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// How many entries.
    pub entries: u64,
    /// How many acts.
    pub acts: u64,
    /// How many versions of records, erased ones included.
    pub record_versions: u64,
    /// How many of them were erased.
    pub erased: u64,
    /// How many counters.
    pub counters: u64,
    /// What is wrong: the first thousand things.
    pub findings: Vec<Finding>,
    /// How many more things are wrong.
    pub more_findings: u64,
}

/// How many findings a report lists.
const LISTED: usize = 1_000;

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, table: Table, key: impl Into<String>, what: impl std::fmt::Display) {
        if self.findings.len() < LISTED {
            self.findings.push(Finding { table: table.name(), key: key.into(), what: what.to_string() });
        } else {
            self.more_findings += 1;
        }
    }
}

impl Ledger {
    /// Verifies a view. A fault means that the store could not be read; what is wrong in it is in the report.
    pub fn verify(&self, view: ViewId, progress: &mut dyn FnMut(Progress)) -> Result<Report, Fault> {
        self.pool().snapshot(|session| {
            let mut report = Report::default();
            rest::check_views(session, &mut report)?;
            let head = match read_head(session, view) {
                Ok(Some(head)) => Some(head),
                Ok(None) => return Err(Fault::NoView(view)),
                Err(Fault::Corrupt { table, key, what }) => {
                    report.find(table, key, what);
                    None
                }
                Err(fault) => return Err(fault),
            };
            let walked = walk::Walk::new(view, session, &mut report)?.walk(progress)?;
            rest::check_head(view, head.as_ref(), &walked, &mut report);
            rest::check_extra_rows(session, view, &walked, &mut report)?;
            rest::check_counters(session, view, &walked, &mut report)?;
            rest::check_records(session, view, &walked, &mut report)?;
            rest::check_rollups(session, view, &mut report)?;
            Ok(report)
        })
    }
}
