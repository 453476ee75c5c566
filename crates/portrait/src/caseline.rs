//! What happened to one case, in order: where it changes hands, and which activity follows which.

use serde::{Deserialize, Serialize};
use types::{Operation, Scene, Word};

use crate::cell::{CellKey, slot_of};
use crate::fact::{ActorSet, CaseStep, Fact};
use crate::story::Change;
use crate::vocabulary::Vocabulary;

/// One act of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    at: i64,
    index: i64,
    activity: u32,
    /// The agent or machine, where named.
    resource: Option<u32>,
    reason: u32,
    scene: Scene,
    operation: Operation,
    actors: ActorSet,
}

impl Event {
    /// The event that one act makes.
    pub(crate) fn of(fact: &Fact, step: &CaseStep, reason: u32, words: &mut Vocabulary) -> Self {
        Self {
            at: fact.start,
            index: step.index,
            activity: words.number(Some(&step.activity)),
            resource: fact.workers.first().map(|worker| worker.number),
            reason,
            scene: fact.scene,
            operation: fact.operation,
            actors: fact.actors,
        }
    }

    fn key(&self) -> CellKey {
        CellKey {
            slot: slot_of(self.at),
            reason: self.reason,
            scene: self.scene,
            operation: self.operation,
            actors: self.actors,
        }
    }
}

/// Puts the events of a case in order: by time, then by their index in the log, then by content.
pub(crate) fn put_in_order(events: &mut [Event], words: &Vocabulary) {
    type Content<'a> =
        (i64, i64, Option<u32>, Option<&'a Word>, Option<&'a Word>, Scene, Operation, ActorSet);
    fn content<'a>(event: &Event, words: &'a Vocabulary) -> Content<'a> {
        (
            event.at,
            event.index,
            event.resource,
            words.word(event.activity),
            words.word(event.reason),
            event.scene,
            event.operation,
            event.actors,
        )
    }
    events.sort_by(|a, b| content(a, words).cmp(&content(b, words)));
}

/// Tells what an ordered case adds; each passage counts where it arrives. A handover is a passage between two
/// acts that both name who did them, when these differ.
pub(crate) fn tell(events: &[Event], told: &mut dyn FnMut(i64, CellKey, Change)) {
    for (first, second) in events.iter().zip(events.iter().skip(1)) {
        told(second.at, second.key(), Change::Follows(first.activity, second.activity));
        if let (Some(one), Some(other)) = (first.resource, second.resource)
            && one != other
        {
            told(second.at, second.key(), Change::Handover);
        }
    }
}
