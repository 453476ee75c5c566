//! What customers say of themselves: their name, their telephone, what they agree to.

use party::{ConsentPurpose, Customer, Individual, PhoneNumber};
use types::{ActorKind, CustomerId, Operation, Phase, Scalar, Word};

use super::PeopleRefusal;
use crate::live::{Held, Telling, retried};
use crate::{Asking, Counter, Trouble};

/// A customer's own details, as the form shows them and sends them back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnDetails {
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// What they agree to.
    pub agreed: Vec<ConsentPurpose>,
}

impl Counter {
    /// The customer of this id, if there is one and they were not erased.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>, Trouble> {
        Ok(self.live()?.book.find::<Customer>(&id.to_string())?.map(|held| held.value))
    }

    /// The person behind a customer.
    pub fn individual(&self, id: CustomerId) -> Result<Option<Individual>, Trouble> {
        let id = Customer::individual_id(id);
        Ok(self.live()?.book.find::<Individual>(&id)?.map(|held| held.value))
    }

    /// A customer's own details, for the form that changes them.
    pub fn own_details(&self, id: CustomerId) -> Result<OwnDetails, Trouble> {
        let unknown = || Trouble::NotFound { what: "customer", id: id.to_string() };
        let customer = self.customer(id)?.ok_or_else(unknown)?;
        let individual = self.individual(id)?.ok_or_else(unknown)?;
        Ok(OwnDetails {
            given_name: individual.given_name,
            family_name: individual.family_name,
            phone: customer.phone().map(ToString::to_string).unwrap_or_default(),
            agreed: ConsentPurpose::ALL.into_iter().filter(|it| customer.agreed(*it)).collect(),
        })
    }

    /// Takes a customer's own details. Each consent given or taken back is an act.
    pub fn change_details(&self, asking: &Asking, details: &OwnDetails) -> Result<(), PeopleRefusal> {
        let id = own_id(asking)?;
        let phone = match details.phone.trim() {
            "" => None,
            given => Some(PhoneNumber::read(given, "33")?),
        };
        retried(|| {
            if self.was_committed(asking)? {
                return Ok(());
            }
            let book = &self.live()?.book;
            let mut customer: Held<Customer> = book.get(&id.to_string())?;
            let mut individual: Held<Individual> = book.get(&Customer::individual_id(id))?;
            customer.value.rename(&mut individual.value, &details.given_name, &details.family_name);
            customer.value.set_phone(&mut individual.value, phone.clone());
            let mut entry = self.entry_for(asking);
            entry.acts.push(self.own_act(asking, id, "customer.details_given").done());
            for purpose in ConsentPurpose::ALL {
                let given = details.agreed.contains(&purpose);
                if customer.value.answer(purpose, given, self.clock.now()) {
                    let kind = if given { "customer.consent_given" } else { "customer.consent_taken_back" };
                    let act = self.own_act(asking, id, kind);
                    entry.acts.push(act.with("purpose", Scalar::Text(Word::new(purpose.name()))).done());
                }
            }
            entry.records.push(customer.write()?);
            entry.records.push(individual.write()?);
            self.commit_live(entry)?;
            Ok(())
        })
    }

    /// An act of a customer about themselves.
    pub(super) fn own_act(&self, asking: &Asking, id: CustomerId, kind: &str) -> Telling {
        let id = id.to_string();
        Telling::now(&*self.clock, kind, Operation::Trace, asking.scene)
            .part(ActorKind::Customer, Some(("customer", &id)), Phase::Filling, asking.work)
            .about("customer", "customer", &id)
    }
}

/// The customer who asks; only they may.
pub(super) fn own_id(asking: &Asking) -> Result<CustomerId, Trouble> {
    let forbidden = party::Forbidden { permission: party::Permission::OpenCustomerFile };
    asking.caller.customer_id().ok_or(Trouble::Forbidden(forbidden))
}
