//! What comes with every request to do something: who asks, where they are, and how long they were at it.

use jiff::Timestamp;
use party::{Caller, Permission};
use types::{EntryId, Millis, Scene};

use crate::Trouble;

/// Beyond this, a page was left open rather than worked on: its time is not counted as work.
const AT_MOST: Millis = Millis(15 * 60 * 1_000);

/// Somebody asks for something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Who.
    pub caller: Caller,
    /// Where they are.
    pub scene: Scene,
    /// The id of the entry that this will be, chosen when the form was shown: sent twice, it is done once.
    pub entry: Option<EntryId>,
    /// How long they were at it, as far as that was seen.
    pub work: Option<Millis>,
}

impl Asking {
    /// Somebody at a scene, of whose work nothing is known.
    pub const fn new(caller: Caller, scene: Scene) -> Self {
        Self { caller, scene, entry: None, work: None }
    }

    /// This system: a timer, a provider that answers.
    pub fn machine() -> Self {
        Self::new(Caller::machine(), Scene::Web)
    }

    /// The same, with what a form says: its entry, and when it was shown.
    pub fn with_form(mut self, entry: Option<EntryId>, shown: Option<Timestamp>, now: Timestamp) -> Self {
        self.entry = entry;
        self.work = shown.and_then(|shown| Millis::between(shown, now)).filter(|work| *work <= AT_MOST);
        self
    }

    /// Refuses whoever may not do this.
    pub fn may(&self, permission: Permission) -> Result<(), Trouble> {
        self.caller.may(permission).map_err(Trouble::Forbidden)
    }
}
