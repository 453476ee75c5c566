//! Deleting an account: what is held about a person goes, from every version of every record; orders keep their figures.

use ledger::Entry;
use party::{Customer, Permission};
use serde_json::Value;
use types::{ActorKind, CustomerId, Operation, Phase};

use super::PeopleRefusal;
use super::held::HELD;
use super::kinds::{KnownVisitor, SentCode};
use super::stripping::without_person;
use crate::live::Telling;
use crate::{Asking, Book, Counter, Erased, Trouble, clock};

/// States of an order that need nobody any more.
const ORDER_ENDS: [&str; 5] = ["completed", "cancelled", "rejected", "failed", "partial"];
/// States of a product that have ended; the description of TMF637 writes one of them with a space behind it.
const PRODUCT_ENDS: [&str; 4] = ["terminated", "cancelled", "aborted", "aborted "];
/// How many records of one kind are gone through.
const RECORDS: usize = 10_000;

impl Counter {
    /// Deletes a customer's account: their own wish, or an administrator's on their behalf. While orders or products are
    /// under way it is refused: they could not be delivered, returned or ended any more.
    pub fn erase_customer(
        &self,
        asking: &Asking,
        id: CustomerId,
        confirmed: bool,
    ) -> Result<Erased, PeopleRefusal> {
        if asking.caller.customer_id() != Some(id) {
            asking.may(Permission::ErasePeople)?;
        }
        if !confirmed {
            return Err(PeopleRefusal::NotConfirmed);
        }
        let unknown = || Trouble::NotFound { what: "customer", id: id.to_string() };
        let customer = self.customer(id)?.ok_or_else(unknown)?;
        self.refuse_under_way(id)?;
        self.tell_erasing(asking, id)?;
        let erased = self.erase_all(id, &customer)?;
        self.live()?.book.ledger.scrub()?;
        Ok(erased)
    }

    fn refuse_under_way(&self, id: CustomerId) -> Result<(), PeopleRefusal> {
        let records = self.records_about(id)?;
        let count = |kind: &str, ends: &[&str]| {
            let all = records.get(kind).into_iter().flat_map(|of_kind| of_kind.values());
            all.filter(|body| !ends.contains(&state_of(body))).count()
        };
        match (count("productOrder", &ORDER_ENDS), count("product", &PRODUCT_ENDS)) {
            (0, 0) => Ok(()),
            (orders, products) => Err(PeopleRefusal::UnderWay { orders, products }),
        }
    }

    /// That it was done is an act, told first: a crash in between leaves an account that can be deleted again.
    fn tell_erasing(&self, asking: &Asking, id: CustomerId) -> Result<(), Trouble> {
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.acts.push(
            Telling::now(&*self.clock, "customer.erased", Operation::Trace, asking.scene)
                .part(asking.caller.actor(), who, Phase::Filling, asking.work)
                .part(ActorKind::Machine, None, Phase::Running, None)
                .about("customer", "customer", &id.to_string())
                .done(),
        );
        self.commit_live(entry).map(drop)
    }

    /// The records of signing in go last: until then the person could come back and ask again.
    fn erase_all(&self, id: CustomerId, customer: &Customer) -> Result<Erased, Trouble> {
        let book = &self.live()?.book;
        let mut erased = Erased { records: 0, in_acts: true };
        let found = self.records_about(id)?;
        for held in HELD {
            for (record, body) in found.get(held.kind).into_iter().flatten() {
                if held.kept_without_person {
                    self.strip(held.kind, record, body, &mut erased)?;
                } else {
                    erase(book, held.kind, record, &mut erased)?;
                }
            }
        }
        for session in book.find_by::<party::Session>("holder", &id.to_string(), RECORDS)? {
            erase(book, "session", &session.value.id.to_string(), &mut erased)?;
        }
        let owners = self.owners_of(id)?;
        let about: Vec<&str> = owners.iter().map(String::as_str).collect();
        let addresses: Vec<&str> = customer.email().map(party::EmailAddress::as_str).into_iter().collect();
        erased.records += self.erase_mails(&about, &addresses)?;
        if let Some(address) = customer.email() {
            for code in book.find_by::<SentCode>("address", address.as_str(), RECORDS)? {
                erase(book, "signInCode", &code.value.id, &mut erased)?;
            }
            let digest = self.key_of("address")?.hex(&[address.as_str().as_bytes()]);
            erase(book, "customerAddress", &digest, &mut erased)?;
        }
        for visitor in book.find_by::<KnownVisitor>("customer", &id.to_string(), RECORDS)? {
            erase(book, "visitor", &visitor.value.id.to_string(), &mut erased)?;
        }
        erase(book, "individual", &Customer::individual_id(id), &mut erased)?;
        erase(book, "customer", &id.to_string(), &mut erased)?;
        Ok(erased)
    }

    /// Takes the person out of a record that the books need: every version goes, and one without the person stands in
    /// their place.
    fn strip(&self, kind: &str, id: &str, body: &Value, erased: &mut Erased) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        erase(book, kind, id, erased)?;
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.extend(without_person(kind, body)?);
        self.commit_live(entry).map(drop)
    }
}

fn erase(book: &Book, kind: &str, id: &str, erased: &mut Erased) -> Result<(), Trouble> {
    erased.records += u64::from(book.ledger.erase_record(book.view, kind, id)? > 0);
    Ok(())
}

/// A record's state, whichever of the usual shapes it has.
fn state_of(body: &Value) -> &str {
    ["/state", "/status", "/state/name", "/state/kind", "/status/name"]
        .iter()
        .find_map(|path| body.pointer(path)?.as_str())
        .unwrap_or_default()
}
