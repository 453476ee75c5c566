//! Cases handled, as process logs know them: distinct cases, resources and activities, and the work in them.

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use types::ActorKind;

use crate::cell::Tally;
use crate::fact::{CaseStep, Fact};
use crate::figures::Cases;
use crate::tally::Sum;
use crate::vocabulary::Vocabulary;

/// What is counted of the acts of cases in one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct CaseTally {
    cases: RoaringBitmap,
    resources: RoaringBitmap,
    /// Numbers of words.
    activities: RoaringBitmap,
    events: u64,
    without_resource: u64,
    work: Sum,
}

impl CaseTally {
    /// Counts one act of a case.
    pub(crate) fn add(&mut self, step: &CaseStep, fact: &Fact, words: &mut Vocabulary) {
        self.cases.insert(step.case);
        self.resources.extend(fact.workers.iter().map(|worker| worker.number));
        self.activities.insert(words.number(Some(&step.activity)));
        self.events += 1;
        self.without_resource += u64::from(fact.workers.is_empty());
        self.work.add(fact.work_of(ActorKind::Agent));
        self.work.add(fact.work_of(ActorKind::Machine));
    }

    /// The figures, with the handovers that were found along the cases.
    pub(crate) fn figures(&self, handovers: u64) -> Cases {
        Cases {
            total: self.cases.len(),
            events: self.events,
            resources: self.resources.len(),
            events_without_resource: self.without_resource,
            work_s: self.work.secs(),
            activities: self.activities.len(),
            handovers,
        }
    }
}

impl Tally for CaseTally {
    fn merge(&mut self, other: &Self) {
        self.cases |= &other.cases;
        self.resources |= &other.resources;
        self.activities |= &other.activities;
        self.events += other.events;
        self.without_resource += other.without_resource;
        self.work.merge(other.work);
    }
}
