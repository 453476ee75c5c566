//! Where time and chance come in. Everything below takes them as arguments; this is the one place that asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use types::{EntryId, NoteId, RunId};

/// Tells the time and draws chance.
pub trait Clock: Send + Sync {
    /// What time it is.
    fn now(&self) -> Timestamp;
    /// 128 bits of chance.
    fn chance(&self) -> u128;
}

/// The machine's own clock and its source of chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock of the shell: time enters here and nowhere else"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(clippy::disallowed_methods, reason = "the chance of the shell: it enters here and nowhere else")]
    fn chance(&self) -> u128 {
        rand::random()
    }
}

/// A clock that stands where it was put: for days that are played rather than lived. Chance stays the machine's, since what
/// is made of it (keys, codes, links) must not be foreseeable in a store that is served afterwards.
#[derive(Debug)]
pub struct PlayedClock(AtomicI64);

impl PlayedClock {
    /// A clock that stands at this instant.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_millisecond()))
    }

    /// Moves it on; it never goes back.
    pub fn move_to(&self, now: Timestamp) {
        self.0.fetch_max(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for PlayedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
    }

    fn chance(&self) -> u128 {
        MachineClock.chance()
    }
}

/// A clock that is shared by all use cases.
pub type SharedClock = Arc<dyn Clock>;

/// A new id of an entry.
pub fn entry_id(clock: &dyn Clock) -> EntryId {
    EntryId::at(clock.now(), clock.chance())
}

/// A new id of a run.
pub fn run_id(clock: &dyn Clock) -> RunId {
    RunId::at(clock.now(), clock.chance())
}

/// A new id of a note.
pub fn note_id(clock: &dyn Clock) -> NoteId {
    NoteId::at(clock.now(), clock.chance())
}
