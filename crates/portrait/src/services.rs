//! The services of one agent in order, and the gaps between them: working conditions come from these.

use serde::{Deserialize, Serialize};
use types::{ActorKind, Outcome};

use crate::fact::{Fact, Worker};

/// A gap of so many milliseconds or more is taken for the end of a working stretch.
pub(crate) const STRETCH_ENDS_MS: i64 = 3_600_000;

/// One service by a named agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Service {
    /// When the agent began to talk.
    pub(crate) start: i64,
    /// How long, in milliseconds.
    pub(crate) talk_ms: i64,
    /// Since the end of the latest service before it, zero where they overlap; negative at the beginning of a
    /// working stretch.
    pub(crate) gap_ms: i64,
}

impl Service {
    /// The service that a worker gave in a served contact: it ends with the contact.
    pub(crate) fn of(fact: &Fact, worker: &Worker) -> Option<Self> {
        let served = fact.is_contact() && fact.outcome == Some(Outcome::Served);
        if !served || worker.kind != ActorKind::Agent {
            return None;
        }
        let talk = worker.work_ms.or_else(|| fact.service_ms())?;
        let talk_ms = i64::try_from(talk).unwrap_or(i64::MAX);
        Some(Self { start: fact.end.saturating_sub(talk_ms), talk_ms, gap_ms: -1 })
    }
}

/// Puts an agent's services in order and finds the gaps between them.
pub(crate) fn put_in_order(services: &mut [Service]) {
    services.sort_unstable_by_key(|service| (service.start, service.talk_ms));
    let mut free_from: Option<i64> = None;
    for service in services {
        let gap = free_from.map(|free| service.start.saturating_sub(free).max(0));
        service.gap_ms = gap.filter(|gap| *gap < STRETCH_ENDS_MS).unwrap_or(-1);
        let end = service.start.saturating_add(service.talk_ms);
        free_from = Some(free_from.map_or(end, |free| free.max(end)));
    }
}
