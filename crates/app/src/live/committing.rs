//! Committing to the live view: one entry for what a caller asked, tried again when somebody else wrote first.

use ledger::{Entry, Receipt};

use crate::{Asking, Counter, Trouble, clock};

/// How often a use case decides again before it says that too many write at once.
const TRIES: usize = 12;

/// An error that may be a conflict of the ledger.
pub(crate) trait MayConflict {
    /// Whether reading again and deciding again may succeed.
    fn is_conflict(&self) -> bool;
}

impl MayConflict for Trouble {
    fn is_conflict(&self) -> bool {
        Self::is_conflict(self)
    }
}

/// Reads, decides and commits; again, as long as somebody else wrote first.
pub(crate) fn retried<T, E: MayConflict>(mut attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    for _ in 1..TRIES {
        match attempt() {
            Err(error) if error.is_conflict() => {}
            answer => return answer,
        }
    }
    attempt()
}

impl Counter {
    /// An empty entry for what this caller asks: under the id that their form carries, or a new one.
    pub(crate) fn entry_for(&self, asking: &Asking) -> Entry {
        Entry::new(asking.entry.unwrap_or_else(|| clock::entry_id(&*self.clock)))
    }

    /// Commits an entry to the live view.
    pub(crate) fn commit_live(&self, entry: Entry) -> Result<Receipt, Trouble> {
        let live = self.live()?;
        Ok(live.book.ledger.commit(live.book.view, entry)?)
    }

    /// Whether an entry was committed to the live view already: what a form asked the first time was done.
    pub(crate) fn was_committed(&self, asking: &Asking) -> Result<bool, Trouble> {
        let Some(entry) = asking.entry else { return Ok(false) };
        let live = self.live()?;
        Ok(live.book.ledger.receipt(live.book.view, entry)?.is_some())
    }
}
