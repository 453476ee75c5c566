//! The use with which somebody chose an offering: it goes along to its page and the cart, in memory, for as long as a file does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use offer::use_profile::UseProfile;

use super::held::HELD_FOR;
use super::{OfferingUse, UseQuestion};
use crate::{Asking, Counter, Trouble};

/// The most stretches of all uses together (24 bytes each); the one that was not looked at for longest goes first.
const STRETCHES: usize = 2_000_000;

/// A use with what was asked of it.
#[derive(Debug, Clone)]
pub struct UseInHand {
    /// The use.
    pub profile: Arc<UseProfile>,
    /// Whose prices, which hours.
    pub question: UseQuestion,
    looked_at: Timestamp,
}

/// The use that each person chose with last, by who they are.
#[derive(Default)]
pub(crate) struct InHand(Mutex<BTreeMap<String, UseInHand>>);

impl InHand {
    fn put(&self, owner: String, taken: UseInHand) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = taken.looked_at;
        all.retain(|_, known| now.duration_since(known.looked_at) < HELD_FOR);
        all.insert(owner, taken);
        let of = |taken: &UseInHand| taken.profile.stretches().len();
        let mut stretches: usize = all.values().map(of).sum();
        while stretches > STRETCHES {
            let oldest = all.iter().min_by_key(|(_, known)| known.looked_at).map(|(owner, _)| owner.clone());
            let Some(gone) = oldest.and_then(|owner| all.remove(&owner)) else { break };
            stretches -= of(&gone);
        }
    }

    fn get(&self, now: Timestamp, owns: impl Fn(&str) -> bool) -> Option<UseInHand> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = |known: &UseInHand| now.duration_since(known.looked_at) < HELD_FOR;
        let found = all.iter_mut().filter(|(owner, known)| owns(owner) && held(known));
        let (_, found) = found.max_by_key(|(_, known)| known.looked_at)?;
        found.looked_at = now;
        Some(found.clone())
    }

    fn forget(&self, owns: impl Fn(&str) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|owner, _| !owns(owner));
    }
}

impl Counter {
    /// Takes a use along from here on: what it would cost is shown beside each offering that a meter prices.
    pub fn take_use_in_hand(&self, asking: &Asking, profile: UseProfile, question: UseQuestion) {
        let Some(owner) = asking.caller.owner() else { return };
        let taken = UseInHand { profile: Arc::new(profile), question, looked_at: self.clock.now() };
        self.in_hand.put(owner, taken);
    }

    /// The use that somebody took along, if they did so lately.
    pub fn use_in_hand(&self, asking: &Asking) -> Option<UseInHand> {
        self.in_hand.get(self.clock.now(), |owner| asking.caller.owns(owner))
    }

    /// Leaves it behind.
    pub fn drop_use_in_hand(&self, asking: &Asking) {
        self.in_hand.forget(|owner| asking.caller.owns(owner));
    }

    /// What an offering would have cost for the use that somebody took along; nothing where they took none, or where it cannot be
    /// priced whole.
    pub fn cost_in_hand(&self, asking: &Asking, offering: &str) -> Result<Option<OfferingUse>, Trouble> {
        let Some(taken) = self.use_in_hand(asking) else { return Ok(None) };
        self.price_use_of(&taken.profile, &taken.question, offering)
    }
}
