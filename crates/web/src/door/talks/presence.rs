//! Which customers look at their conversation now, as far as this process sees it: their page or its stream asked lately.
//! It decides only whether an answer is mailed as well; nothing is kept of it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use types::{ConversationId, Millis};

/// Whoever was seen so long ago is not here any more: pages without scripts come back every ten seconds.
const HERE_FOR: Millis = Millis::from_secs(25);
/// How many conversations are remembered before those that are over are forgotten.
const REMEMBERED: usize = 10_000;

/// When the customer of each conversation was last seen.
#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<BTreeMap<ConversationId, Timestamp>>);

impl Presence {
    /// The customer of this conversation looks at it now.
    pub fn seen(&self, id: ConversationId, now: Timestamp) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.retain(|_, at| is_recent(*at, now));
        }
        seen.insert(id, now);
    }

    /// Whether the customer of this conversation looks at it.
    pub fn is_here(&self, id: ConversationId, now: Timestamp) -> bool {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&id).is_some_and(|at| is_recent(*at, now))
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    Millis::between(at, now).is_none_or(|since| since <= HERE_FOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_seen_lately_is_here() {
        let (presence, id) = (Presence::default(), ConversationId::from_u128(1));
        let at = |secs: i64| Timestamp::from_second(1_800_000_000 + secs).unwrap();
        assert!(!presence.is_here(id, at(0)));
        presence.seen(id, at(0));
        assert!(presence.is_here(id, at(20)) && !presence.is_here(id, at(40)));
    }
}
