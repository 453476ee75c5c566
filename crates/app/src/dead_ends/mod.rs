//! Dead ends: a demand that finds nothing to fit it is told as an act. Pages that are only read never write: what they note
//! waits in memory, bounded, and is committed by the thread that keeps the house.

mod back;
mod carts;
mod phrase;
mod writing;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use offer::catalogue::{OfferingId, PlaceId};

pub use back::WatchRefusal;
pub(crate) use carts::is_told;
pub(crate) use writing::SearchPhraseKept;

use crate::Counter;

/// So many notes wait at most; beyond, the oldest is dropped and counted.
const MOST_WAITING: usize = 4_096;

/// Where a demand came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeadEndReason {
    /// A search found nothing.
    NothingFound,
    /// Nothing had all the words sought: what was shown has some of them.
    NothingExact,
    /// An offering is not for whoever looked at it.
    NotEligible,
    /// An offering was looked at that cannot be had now.
    OutOfStock,
}

impl DeadEndReason {
    /// Its word in acts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NothingFound => "nothing_found",
            Self::NothingExact => "nothing_exact",
            Self::NotEligible => "not_eligible",
            Self::OutOfStock => "out_of_stock",
        }
    }
}

/// A dead end that a page came upon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadEndNote {
    /// Why.
    pub reason: DeadEndReason,
    /// Who, as far as their browser is known: the id of a customer or of a visitor.
    pub who: Option<String>,
    /// A browser that has no cookie of ours yet, by a digest that cannot be reversed: it tells how many different ones sought a
    /// phrase, and stands in no act.
    pub browser: Option<String>,
    /// What they looked at.
    pub offering: Option<OfferingId>,
    /// Where they wanted it.
    pub place: Option<PlaceId>,
    /// The part of the country that they asked for: the beginning of a postcode, never a whole one.
    pub area: Option<String>,
    /// The words that they sought, as typed: what is kept of them is masked first.
    pub search: Option<String>,
    /// The arrangement of the shelf that it happened under, with its version: `id@version`.
    pub under: Option<String>,
}

impl DeadEndNote {
    /// A dead end about nothing in particular yet.
    pub const fn new(reason: DeadEndReason) -> Self {
        Self {
            reason,
            who: None,
            browser: None,
            offering: None,
            place: None,
            area: None,
            search: None,
            under: None,
        }
    }
}

/// Notes that wait to be committed.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    waiting: Mutex<VecDeque<(Timestamp, DeadEndNote)>>,
    dropped: AtomicU64,
}

impl Notes {
    fn push(&self, at: Timestamp, note: DeadEndNote) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MOST_WAITING {
            waiting.pop_front();
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        waiting.push_back((at, note));
    }

    fn take(&self) -> Vec<(Timestamp, DeadEndNote)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect()
    }
}

impl Counter {
    /// Notes a dead end that a page came upon. Never waits for the ledger.
    pub fn note_dead_end(&self, note: DeadEndNote) {
        self.dead_ends.push(self.clock.now(), note);
    }

    /// What tells a browser without a cookie from another: keyed, so that nobody gets back to the address.
    pub fn browser_digest(&self, address: &str, agent: &str) -> Option<String> {
        let key = self.key_of("browser that sought").ok()?;
        Some(key.hex(&[address.as_bytes(), agent.as_bytes()]).chars().take(16).collect())
    }

    /// How many dead ends were dropped because too many waited, since the start.
    pub fn dead_ends_dropped(&self) -> u64 {
        self.dead_ends.dropped.load(Ordering::Relaxed)
    }
}
