//! The ledger: entries of acts, records and counters, kept in views, in memory, in SQLite or in PostgreSQL.
//!
//! An [`Entry`] is committed whole or not at all. Its caller chose its id, so that committing it twice gives the first
//! [`Receipt`]. A single committer gathers the entries that wait; one pure function accepts or refuses each; positions
//! have no gaps; a chain of hashes covers all of it. Readers never wait for writers. What is derived (rollups) is kept
//! apart and may be dropped at any time.
//!
//! The ledger knows no business word. Every call blocks the calling thread, except that a [`Ticket`] and a [`Watcher`]
//! can also be awaited; with PostgreSQL, don't call it from inside an asynchronous task.

mod acts;
mod backup;

mod committer;
mod entry;
mod erase;
mod fault;
mod follow;
mod group;
mod handle;
mod head;
mod names;
mod options;
mod picture;
mod plan;
mod pool;
mod record;
mod records;
mod resolve;
mod rollup;
#[cfg(test)]
mod sample;
mod segment;
mod store;
mod stored;
mod tail;
mod ticket;
#[cfg(test)]
mod unknown_outcome_tests;
mod verify;

mod views;
mod watcher;
mod written;

pub use acts::Placed;
pub use backup::{BackupError, Restored};
pub use entry::{
    ACTS_PER_ENTRY, BYTES_PER_ENTRY, DELTAS_PER_ENTRY, Delta, Entry, KEY_BYTES, KnownActs, RECORDS_PER_ENTRY,
    Receipt, RecordWrite,
};
pub use fault::{CommitError, Fault, OpenError, Refusal, ViewError};
pub use follow::{EntryOutline, EntryRead};
pub use handle::{Ledger, SCHEMA};
pub use head::{Head, Place};
pub use options::{Clock, Location, Options};
pub use records::{RecordCursor, RecordQuery, RecordRead, RecordState};
pub use rollup::Piece;
pub use store::Table;
pub use stored::{RecordDigest, StoredDelta};
pub use ticket::Ticket;
pub use verify::{Finding, Progress, Report};

pub use views::{View, ViewId, ViewSettings};
pub use watcher::Watcher;

/// A fault in the entry at this position.
fn corrupt_entry(position: u64, what: impl std::fmt::Display) -> Fault {
    Fault::Corrupt { table: Table::Entry, key: format!("position {position}"), what: what.to_string() }
}
