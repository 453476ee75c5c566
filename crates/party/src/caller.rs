//! Who calls a use case, and what they may do. A door finds out; the use case asks.

use std::collections::BTreeSet;

use types::{ActorKind, CustomerId, ObjectRef, StaffId, VisitorId};

use crate::permission::may;
use crate::{Forbidden, Permission, Role};

/// Who somebody is, as far as they have made themselves known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A browser that has not written anything yet.
    Nobody,
    /// A browser that has.
    Visitor(VisitorId),
    /// A customer who has signed in.
    Customer(CustomerId),
    /// Somebody who works here and has signed in, second factor included.
    Staff(StaffId),
    /// Whoever sits at this machine: the command line, and the pages as long as no staff account exists.
    Keeper,
    /// This program itself: timers and jobs.
    Machine,
}

/// Who calls, from which browser, with which roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub who: Who,
    /// The browser that they use, also once they have signed in.
    pub visitor: Option<VisitorId>,
    /// The roles of staff; of nobody else.
    pub roles: BTreeSet<Role>,
}

impl Caller {
    /// Nobody in particular.
    pub fn nobody() -> Self {
        Self { who: Who::Nobody, visitor: None, roles: BTreeSet::new() }
    }

    /// A browser.
    pub fn visitor(visitor: VisitorId) -> Self {
        Self { who: Who::Visitor(visitor), visitor: Some(visitor), roles: BTreeSet::new() }
    }

    /// A customer, in this browser.
    pub fn customer(customer: CustomerId, visitor: Option<VisitorId>) -> Self {
        Self { who: Who::Customer(customer), visitor, roles: BTreeSet::new() }
    }

    /// Somebody who works here.
    pub fn staff(staff: StaffId, roles: BTreeSet<Role>) -> Self {
        Self { who: Who::Staff(staff), visitor: None, roles }
    }

    /// Whoever owns this machine.
    pub fn keeper() -> Self {
        Self { who: Who::Keeper, visitor: None, roles: BTreeSet::new() }
    }

    /// This program itself.
    pub fn machine() -> Self {
        Self { who: Who::Machine, visitor: None, roles: BTreeSet::new() }
    }

    /// Whether they may do this; otherwise which role would be needed.
    pub fn may(&self, permission: Permission) -> Result<(), Forbidden> {
        match self.who {
            Who::Keeper | Who::Machine => Ok(()),
            Who::Staff(_) => may(self.roles.iter().copied(), permission),
            Who::Nobody | Who::Visitor(_) | Who::Customer(_) => Err(Forbidden { permission }),
        }
    }

    /// The customer that they are.
    pub fn customer_id(&self) -> Option<CustomerId> {
        match self.who {
            Who::Customer(customer) => Some(customer),
            _ => None,
        }
    }

    /// The member of staff that they are.
    pub fn staff_id(&self) -> Option<StaffId> {
        match self.who {
            Who::Staff(staff) => Some(staff),
            _ => None,
        }
    }

    /// Whether they work for the organisation.
    pub fn works_here(&self) -> bool {
        matches!(self.who, Who::Staff(_) | Who::Keeper)
    }

    /// By which id what is theirs can be found: the customer's, else the browser's.
    pub fn owner(&self) -> Option<String> {
        match self.who {
            Who::Customer(customer) => Some(customer.to_string()),
            _ => self.visitor.map(|visitor| visitor.to_string()),
        }
    }

    /// Whether something kept under this id is theirs: as the customer, or as the browser that began it.
    pub fn owns(&self, owner: &str) -> bool {
        let as_customer = self.customer_id().is_some_and(|customer| customer.to_string() == owner);
        as_customer || self.visitor.is_some_and(|visitor| visitor.to_string() == owner)
    }

    /// Whether something is theirs that names a customer, a browser or both. Once it is a customer's, it is no longer its
    /// browser's: somebody else may sit at it, and whoever signs out leaves nothing open behind.
    pub fn holds(&self, customer: Option<CustomerId>, visitor: Option<VisitorId>) -> bool {
        match customer {
            Some(_) => self.customer_id() == customer,
            None => visitor.is_some() && self.visitor == visitor,
        }
    }

    /// Which kind of actor they are in an act.
    pub fn actor(&self) -> ActorKind {
        match self.who {
            Who::Nobody | Who::Visitor(_) | Who::Customer(_) => ActorKind::Customer,
            Who::Staff(_) | Who::Keeper => ActorKind::Agent,
            Who::Machine => ActorKind::Machine,
        }
    }

    /// The object that stands for them in an act; nothing for those who have no id.
    pub fn object(&self) -> Option<ObjectRef> {
        match self.who {
            Who::Customer(customer) => Some(ObjectRef::new("customer", &customer.to_string())),
            Who::Visitor(visitor) => Some(ObjectRef::new("customer", &visitor.to_string())),
            Who::Staff(staff) => Some(ObjectRef::new("agent", &staff.to_string())),
            Who::Nobody | Who::Keeper | Who::Machine => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_staff_with_the_role_and_the_keeper_may() {
        let shop = Caller::staff(StaffId::from_u128(1), BTreeSet::from([Role::Shop]));
        assert!(shop.may(Permission::HandOver).is_ok());
        assert!(shop.may(Permission::ManageStaff).is_err());
        assert!(Caller::keeper().may(Permission::ManageStaff).is_ok());
        for other in [Caller::nobody(), Caller::customer(CustomerId::from_u128(1), None)] {
            assert!(Permission::ALL.into_iter().all(|permission| other.may(permission).is_err()));
        }
    }

    #[test]
    fn what_a_browser_began_stays_its_owners_after_signing_in() {
        let (customer, visitor) = (CustomerId::from_u128(1), VisitorId::from_u128(2));
        let caller = Caller::customer(customer, Some(visitor));
        assert!(caller.owns(&customer.to_string()) && caller.owns(&visitor.to_string()));
        assert!(!caller.owns(&VisitorId::from_u128(3).to_string()) && !Caller::nobody().owns(""));
        assert_eq!(caller.owner(), Some(customer.to_string()));
    }

    #[test]
    fn what_became_a_customers_is_no_longer_the_browsers() {
        let (ada, eve, browser) =
            (CustomerId::from_u128(1), CustomerId::from_u128(2), VisitorId::from_u128(3));
        let signed_in = |customer| Caller::customer(customer, Some(browser));
        assert!(Caller::visitor(browser).holds(None, Some(browser)));
        assert!(signed_in(ada).holds(None, Some(browser)) && signed_in(ada).holds(Some(ada), None));
        assert!(!Caller::visitor(browser).holds(Some(ada), Some(browser)));
        assert!(!signed_in(eve).holds(Some(ada), Some(browser)));
        assert!(!Caller::nobody().holds(None, None) && !signed_in(ada).holds(None, None));
    }
}
