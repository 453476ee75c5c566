//! What can go wrong: a **refusal** is the ledger's considered no, a **fault** is a dependency that failed.

use types::{ActId, EntryId};

use crate::{Table, ViewId};

/// Why an entry was not accepted. Nothing of it was written; its neighbours were not harmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody else wrote the record since it was read: read it again, decide again.
    #[error("the {kind} {id} was read at {}, but it is at {}", version(*.read), version(*.found))]
    Conflict {
        /// The kind of record.
        kind: String,
        /// Its id.
        id: String,
        /// The version that the writer had read; nothing if it must not exist.
        read: Option<u64>,
        /// The version that stands; nothing if there is no such record.
        found: Option<u64>,
    },
    /// A counter would fall below its floor.
    #[error("{key} stands at {value}: {by} more would bring it below {floor}")]
    Floor {
        /// The counter's key.
        key: String,
        /// Its value before the delta.
        value: i64,
        /// The delta.
        by: i64,
        /// The floor that the delta asked for.
        floor: i64,
    },
    /// A counter would leave the range of 64 bits.
    #[error("{key} stands at {value}: {by} more is beyond 64 bits")]
    Overflow {
        /// The counter's key.
        key: String,
        /// Its value before the delta.
        value: i64,
        /// The delta.
        by: i64,
    },
    /// An act with this id is in the view already, and the entry did not ask to skip such acts.
    #[error("{0} is in the view already")]
    ActKnown(ActId),
    /// An act's id must be led by the millisecond at which the act occurred.
    #[error(
        "{id} is led by {led}, but its act occurred at {occurred}; make the id with ActId::at(occurred_at, …)"
    )]
    Misdated {
        /// The act's id.
        id: ActId,
        /// The instant that leads the id.
        led: jiff::Timestamp,
        /// The instant at which the act occurred.
        occurred: jiff::Timestamp,
    },
    /// The entry has more acts, records or bytes than one entry may have: commit it in parts.
    #[error("{entry} holds {found} {what}; one entry may hold {limit}: commit it in parts")]
    TooLarge {
        /// The entry's id.
        entry: EntryId,
        /// `acts`, `records`, `deltas` or `bytes`.
        what: &'static str,
        /// How many it has.
        found: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A key, a kind, an id or an indexed value is too long, empty or holds a zero byte.
    #[error("the {what} “{}” {wrong}", .text.chars().take(64).collect::<String>())]
    Text {
        /// Which text.
        what: &'static str,
        /// The text itself.
        text: String,
        /// What is wrong with it.
        wrong: &'static str,
    },
    /// There is no such view, or it was dropped.
    #[error("{0} does not exist")]
    NoView(ViewId),
    /// The view has as many objects as 32 bits can number.
    #[error("{0} is full: it holds 4,294,967,295 different objects; continue in another view")]
    ViewFull(ViewId),
}

fn version(version: Option<u64>) -> String {
    version.map_or_else(|| "no version".to_owned(), |version| format!("version {version}"))
}

/// A dependency failed: the disk, the database, the network, or the store's content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The store cannot be reached now; what was asked may be asked again.
    #[error("the store does not answer: {0}")]
    Unavailable(String),
    /// There is no room left. Nothing was written.
    #[error(
        "the store is full ({0}): make room on the disk, then try again; nothing that was acknowledged is lost"
    )]
    Full(String),
    /// What the store holds cannot be right.
    #[error("{}, {key}: {what}; run `comptoir verify`", .table.name())]
    Corrupt {
        /// In which table.
        table: Table,
        /// Which row, in words.
        key: String,
        /// What is wrong.
        what: String,
    },
    /// The database says that its file is damaged.
    #[error("the database is damaged: {0}; restore a backup")]
    Damaged(String),
    /// There is no such view, or it was dropped meanwhile.
    #[error("{0} does not exist")]
    NoView(ViewId),
    /// Anything else that the database refused.
    #[error("the database refused: {0}")]
    Failed(String),
    /// The ledger was closed before this could be done.
    #[error("the ledger was closed")]
    Closed,
}

impl Fault {
    /// Whether the same thing may succeed a little later without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

/// Why a commit gave no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The ledger says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something failed; unless it says otherwise, the same entry may be committed again: its id makes that safe.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a store could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A later release wrote it.
    #[error(
        "{place} was written by a newer release (schema {found}; this one knows up to {known}): update this program"
    )]
    Newer {
        /// Which store.
        place: String,
        /// Its schema version.
        found: u32,
        /// The latest that this program knows.
        known: u32,
    },
    /// It is a database, but not one of ours.
    #[error("{place} is not a ledger: {why}")]
    NotALedger {
        /// Which store.
        place: String,
        /// How that is known.
        why: String,
    },
    /// A restore into it was begun and never ended.
    #[error("a restore into {0} did not end: empty it and restore again")]
    HalfRestored(String),
    /// It could not be reached or read.
    #[error("{place} could not be opened")]
    Fault {
        /// Which store, without any password.
        place: String,
        /// What failed.
        #[source]
        fault: Fault,
    },
}

/// Why a view could not be made, renamed or dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// Another view has the name.
    #[error("there is a view named {0} already")]
    Taken(types::ViewName),
    /// No view has the name.
    #[error("there is no view named {0}")]
    Unknown(types::ViewName),
    /// Something failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}
