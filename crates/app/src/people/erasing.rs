//! Deleting an account: what is held about a person goes, from every version of every record; orders keep their figures.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Entry;
use offer::shelf::folded;
use party::{Customer, EmailAddress, Individual, Permission};
use serde_json::Value;
use types::{ActorKind, CustomerId, Operation, Phase};

use super::PeopleRefusal;
use super::held::{Found, HELD};
use super::kinds::{KnownVisitor, SentCode};
use super::stripping::without_person;
use crate::live::Telling;
use crate::{Asking, Book, Counter, Erased, MyThings, Trouble, clock};

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
        let found = self.records_about(id)?;
        refuse_under_way(&found)?;
        self.tell_erasing(asking, Some(id))?;
        let erased = self.erase_all(id, &customer, &found)?;
        self.live()?.book.ledger.scrub()?;
        Ok(erased)
    }

    /// Deletes what a guest left under a mail address, who never had an account: an administrator does it, on their wish. They can do
    /// it themselves by showing that the address is theirs: signing in makes it all theirs.
    pub fn erase_guest(
        &self,
        asking: &Asking,
        address: &EmailAddress,
        confirmed: bool,
    ) -> Result<Erased, PeopleRefusal> {
        asking.may(Permission::ErasePeople)?;
        if !confirmed {
            return Err(PeopleRefusal::NotConfirmed);
        }
        let found = self.records_of(&BTreeSet::from([address.to_string()]), "")?;
        if found.values().all(BTreeMap::is_empty) {
            return Err(Trouble::NotFound { what: "person", id: String::new() }.into());
        }
        refuse_under_way(&found)?;
        self.tell_erasing(asking, None)?;
        let mut erased = Erased { records: 0, in_acts: true };
        self.erase_found(&found, &[address.as_str()], &mut erased)?;
        self.erase_codes(address, &mut erased)?;
        self.live()?.book.ledger.scrub()?;
        Ok(erased)
    }

    /// What of a customer's own is under way, and keeps their account from being deleted.
    pub fn things_under_way(&self, asking: &Asking) -> Result<MyThings, Trouble> {
        let mut mine = self.my_things(asking)?;
        mine.orders.retain(|order| !ORDER_ENDS.contains(&order.state.as_str()));
        mine.products.retain(|product| !PRODUCT_ENDS.contains(&product.state.as_str()));
        mine.talks.clear();
        Ok(mine)
    }

    /// That it was done is an act, told first: a crash in between leaves an account that can be deleted again.
    fn tell_erasing(&self, asking: &Asking, id: Option<CustomerId>) -> Result<(), Trouble> {
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.acts.push(
            Telling::now(&*self.clock, "customer.erased", Operation::Trace, asking.scene)
                .part(asking.caller.actor(), who, Phase::Filling, asking.work)
                .part(ActorKind::Machine, None, Phase::Running, None)
                .about_some("customer", "customer", id.map(|id| id.to_string()).as_deref())
                .done(),
        );
        self.commit_live(entry).map(drop)
    }

    /// The records of signing in go last: until then the person could come back and ask again.
    fn erase_all(&self, id: CustomerId, customer: &Customer, found: &Found) -> Result<Erased, Trouble> {
        let book = &self.live()?.book;
        let mut erased = Erased { records: 0, in_acts: true };
        let addresses: Vec<&str> = customer.email().map(EmailAddress::as_str).into_iter().collect();
        self.erase_phrases(&names_in(found, self.individual(id)?.as_ref()), &mut erased)?;
        self.erase_found(found, &addresses, &mut erased)?;
        for session in book.find_by::<party::Session>("holder", &id.to_string(), RECORDS)? {
            erase(book, "session", &session.value.id.to_string(), &mut erased)?;
        }
        if let Some(address) = customer.email() {
            self.erase_codes(address, &mut erased)?;
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

    /// Erases what was found. Mails go first, with their files in the outbox: a file is found by its record.
    fn erase_found(&self, found: &Found, addresses: &[&str], erased: &mut Erased) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        let ids = ["productOrder", "partyInteraction"].into_iter().filter_map(|kind| found.get(kind));
        let about: Vec<&str> = ids.flat_map(|records| records.keys().map(String::as_str)).collect();
        erased.records += self.erase_mails(&about, addresses)?;
        for mail in found.get("mail").into_iter().flat_map(BTreeMap::keys) {
            erased.records += u64::from(self.erase_mail(mail)?);
        }
        for held in HELD {
            for (record, body) in found.get(held.kind).into_iter().flatten() {
                if held.kept_without_person {
                    self.strip(held.kind, record, body, erased)?;
                } else {
                    erase(book, held.kind, record, erased)?;
                }
            }
        }
        Ok(())
    }

    fn erase_codes(&self, address: &EmailAddress, erased: &mut Erased) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        for code in book.find_by::<SentCode>("address", address.as_str(), RECORDS)? {
            erase(book, "signInCode", &code.value.id, erased)?;
        }
        Ok(())
    }

    /// Erases search phrases that hold a name of the person: a phrase is kept without who sought it, so that only its words can say
    /// whose it may be.
    fn erase_phrases(&self, names: &BTreeSet<String>, erased: &mut Erased) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        let mut naming = Vec::new();
        book.each_record("searchPhrase", |body| {
            let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            if words(&text("phrase")).iter().any(|word| names.contains(word)) {
                naming.push(text("id"));
            }
        })?;
        naming.iter().try_for_each(|id| erase(book, "searchPhrase", id, erased))
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

/// Orders and products that are under way could not be delivered, returned or ended any more.
fn refuse_under_way(found: &Found) -> Result<(), PeopleRefusal> {
    let count = |kind: &str, ends: &[&str]| {
        let all = found.get(kind).into_iter().flat_map(|of_kind| of_kind.values());
        all.filter(|body| !ends.contains(&state_of(body))).count()
    };
    match (count("productOrder", &ORDER_ENDS), count("product", &PRODUCT_ENDS)) {
        (0, 0) => Ok(()),
        (orders, products) => Err(PeopleRefusal::UnderWay { orders, products }),
    }
}

/// The words of a person's names, as they or their orders say them. Short ones are no names to look for: “de”, “Li” stand in
/// many a phrase.
fn names_in(found: &Found, individual: Option<&Individual>) -> BTreeSet<String> {
    let own = individual.map(|person| format!("{} {}", person.given_name, person.family_name));
    let orders = found.get("productOrder").into_iter().flat_map(BTreeMap::values);
    let ordered = orders.filter_map(|body| body.pointer("/contact/name")?.as_str().map(str::to_owned));
    let names: Vec<String> = own.into_iter().chain(ordered).collect();
    names.iter().flat_map(|name| words(name)).filter(|word| word.chars().count() >= 4).collect()
}

/// The words of a text in small letters without accents.
fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A record's state, whichever of the usual shapes it has.
fn state_of(body: &Value) -> &str {
    ["/state", "/status", "/state/name", "/state/kind", "/status/name"]
        .iter()
        .find_map(|path| body.pointer(path)?.as_str())
        .unwrap_or_default()
}
