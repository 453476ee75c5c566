//! What is going to happen: events by time, those of the same second in the order in which they were noted.

use std::collections::BTreeMap;

/// Seconds since 1970, UTC: the simulation's own time.
pub type Seconds = i64;

/// Events that are still to come.
#[derive(Debug)]
pub struct Agenda<E> {
    events: BTreeMap<(Seconds, u64), E>,
    noted: u64,
}

impl<E> Agenda<E> {
    /// Nothing to come yet.
    pub fn new() -> Self {
        Self { events: BTreeMap::new(), noted: 0 }
    }

    /// Notes an event.
    pub fn note(&mut self, at: Seconds, event: E) {
        self.events.insert((at, self.noted), event);
        self.noted += 1;
    }

    /// Takes the next event and its time.
    pub fn next(&mut self) -> Option<(Seconds, E)> {
        self.events.pop_first().map(|((at, _), event)| (at, event))
    }
}
