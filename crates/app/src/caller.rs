//! Who asks for a use case, and how long they were at it. Roles are checked at the door, and again here.

use jiff::Timestamp;
use party::{Permission, Role};
use types::{ActorKind, CustomerId, EntryId, Millis, Scene, StaffId, VisitorId};

use crate::Trouble;

/// Beyond this, a page was left open rather than worked on: its time is not counted as work.
const AT_MOST: Millis = Millis(15 * 60 * 1_000);

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody who browses; known by their browser, and by name once they signed in.
    Customer {
        /// Their browser; nothing where it was never given a cookie.
        visitor: Option<VisitorId>,
        /// Who they are, once they signed in.
        customer: Option<CustomerId>,
    },
    /// Somebody who works here.
    Staff {
        /// Who.
        staff: StaffId,
        /// What they may do.
        roles: Vec<Role>,
    },
    /// Whoever sits at this machine while nobody can sign in yet, and the command line: may do everything.
    Keeper,
    /// This system itself: a timer, a provider that answers.
    Machine,
}

/// Somebody who asks for something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub who: Who,
    /// Where they are.
    pub scene: Scene,
    /// The id of the entry that this will be, chosen when the form was shown: sent twice, it is done once.
    pub entry: Option<EntryId>,
    /// How long they were at it, as far as that was seen.
    pub work: Option<Millis>,
}

impl Caller {
    /// Somebody at a scene, of whom nothing else is known.
    pub const fn new(who: Who, scene: Scene) -> Self {
        Self { who, scene, entry: None, work: None }
    }

    /// This system.
    pub const fn machine() -> Self {
        Self::new(Who::Machine, Scene::Web)
    }

    /// The same, with what a form says: its entry, and when it was shown.
    pub fn with_form(mut self, entry: Option<EntryId>, shown: Option<Timestamp>, now: Timestamp) -> Self {
        self.entry = entry;
        self.work = shown.and_then(|shown| Millis::between(shown, now)).filter(|work| *work <= AT_MOST);
        self
    }

    /// Refuses whoever may not do this. Customers never may: what is theirs is checked by whose it is.
    pub fn may(&self, permission: Permission) -> Result<(), Trouble> {
        match &self.who {
            Who::Keeper | Who::Machine => Ok(()),
            Who::Staff { roles, .. } => party::may(roles, permission).map_err(Trouble::Forbidden),
            Who::Customer { .. } => party::may(&[], permission).map_err(Trouble::Forbidden),
        }
    }

    /// Whether they work here.
    pub const fn is_staff(&self) -> bool {
        matches!(self.who, Who::Staff { .. } | Who::Keeper)
    }

    /// The kind of actor that they are.
    pub const fn actor(&self) -> ActorKind {
        match self.who {
            Who::Customer { .. } => ActorKind::Customer,
            Who::Staff { .. } | Who::Keeper => ActorKind::Agent,
            Who::Machine => ActorKind::Machine,
        }
    }

    /// What acts name them by: the kind and the id of an object.
    pub fn object(&self) -> Option<(&'static str, String)> {
        match &self.who {
            Who::Customer { customer: Some(customer), .. } => Some(("customer", customer.to_string())),
            Who::Customer { visitor, .. } => visitor.map(|visitor| ("customer", visitor.to_string())),
            Who::Staff { staff, .. } => Some(("agent", staff.to_string())),
            Who::Keeper => Some(("agent", "keeper".to_owned())),
            Who::Machine => Some(("machine", "comptoir".to_owned())),
        }
    }

    /// Their browser, if they are a customer with one.
    pub const fn visitor(&self) -> Option<VisitorId> {
        match self.who {
            Who::Customer { visitor, .. } => visitor,
            _ => None,
        }
    }

    /// Who they are, if they are a customer who signed in.
    pub const fn customer(&self) -> Option<CustomerId> {
        match self.who {
            Who::Customer { customer, .. } => customer,
            _ => None,
        }
    }
}
