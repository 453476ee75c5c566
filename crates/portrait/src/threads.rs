//! Sequences by number: a customer's steps, a case's events, an agent's services. What is new waits beside what
//! is in order, until somebody asks.
#![expect(
    clippy::disallowed_types,
    reason = "what threads add to cells is additive, so their order never shows"
)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Sequences by the number of what they belong to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(
    from = "BTreeMap<u32, Vec<T>>",
    into = "BTreeMap<u32, Vec<T>>",
    bound = "T: Clone + Serialize + for<'a> Deserialize<'a>"
)]
pub(crate) struct Threads<T> {
    ordered: std::collections::HashMap<u32, Vec<T>>,
    fresh: std::collections::HashMap<u32, Vec<T>>,
}

impl<T> Default for Threads<T> {
    fn default() -> Self {
        Self { ordered: Default::default(), fresh: Default::default() }
    }
}

impl<T> Threads<T> {
    /// Adds to the sequence of this number.
    pub(crate) fn add(&mut self, number: u32, item: T) {
        self.fresh.entry(number).or_default().push(item);
    }

    /// Takes the sequence of a number out: what is in order, and what waits.
    pub(crate) fn take(&mut self, number: u32) -> (Vec<T>, Vec<T>) {
        (self.ordered.remove(&number).unwrap_or_default(), self.fresh.remove(&number).unwrap_or_default())
    }

    /// Whether nothing waits.
    pub(crate) fn is_settled(&self) -> bool {
        self.fresh.is_empty()
    }

    /// Lets `put` bring what waits into each sequence that it concerns.
    pub(crate) fn settle(&mut self, mut put: impl FnMut(u32, &mut Vec<T>, Vec<T>)) {
        for (number, fresh) in std::mem::take(&mut self.fresh) {
            put(number, self.ordered.entry(number).or_default(), fresh);
        }
    }

    /// Every sequence in order, in no order among them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &[T])> {
        self.ordered.iter().map(|(number, items)| (*number, items.as_slice()))
    }

    /// The sequence of one number.
    pub(crate) fn of(&self, number: u32) -> &[T] {
        self.ordered.get(&number).map_or(&[], Vec::as_slice)
    }
}

impl<T> From<BTreeMap<u32, Vec<T>>> for Threads<T> {
    /// Everything waits to be put in order.
    fn from(read: BTreeMap<u32, Vec<T>>) -> Self {
        Self { ordered: Default::default(), fresh: read.into_iter().collect() }
    }
}

impl<T> From<Threads<T>> for BTreeMap<u32, Vec<T>> {
    fn from(threads: Threads<T>) -> Self {
        let mut all: Self = threads.ordered.into_iter().collect();
        for (number, fresh) in threads.fresh {
            all.entry(number).or_default().extend(fresh);
        }
        all
    }
}
