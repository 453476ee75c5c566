//! The tail: acts that stand in no segment yet, indexed in this process, extended by reading what is new.

use std::collections::BTreeMap;

use crate::Fault;
use crate::corrupt_entry;
use crate::head::{Head, Place};
use crate::segment::{Postings, Subject, each_entry, post_entry};
use crate::store::Session;
use crate::stored::Opened;

/// The index of the acts after the last segment.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    sealed_to: u64,
    seen: u64,
    postings: Postings,
}

impl Tail {
    /// Takes in what was committed since. The session and the head must see the same moment.
    pub fn catch_up(&mut self, session: &mut dyn Session, view: u64, head: &Head) -> Result<(), Fault> {
        if self.seen > head.position {
            return Ok(()); // another reader has seen a later moment; what is too new is left out by the caller
        }
        if head.sealed_to > self.sealed_to {
            self.postings = BTreeMap::new();
            self.sealed_to = head.sealed_to;
            self.seen = head.sealed_to;
        }
        let from = self.seen.max(self.sealed_to);
        let postings = &mut self.postings;
        let seen = &mut self.seen;
        each_entry(session, view, from, head.position, |position, stored| {
            Opened::from_bytes(stored)
                .and_then(|entry| post_entry(&entry, position, postings))
                .map_err(|garbled| corrupt_entry(position, garbled))?;
            *seen = position;
            Ok(())
        })
    }

    /// The last position that stands in a segment, as far as this tail knows.
    pub fn sealed_to(&self) -> u64 {
        self.sealed_to
    }

    /// The places of a subject in the tail.
    pub fn places(&self, subject: Subject) -> &[Place] {
        self.postings.get(&subject).map_or(&[], Vec::as_slice)
    }
}
