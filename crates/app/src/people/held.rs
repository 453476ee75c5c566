//! Everything that is held about a customer, found: for their own page, for the file that they may take away, and for
//! erasing it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use ledger::{RecordQuery, RecordState};
use party::{Customer, Holder};
use serde_json::{Value, json};
use types::{CustomerId, ObjectRef};

use super::customers::own_id;
use super::kinds::KnownVisitor;
use crate::{Asking, Book, Counter, Trouble};

/// Records of one kind that are read about one customer.
const RECORDS: usize = 10_000;
/// Acts that are read about one customer.
const ACTS: usize = 50_000;

/// A kind of record that holds something about a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldKind {
    /// The kind.
    pub kind: &'static str,
    /// The attributes by which a customer's are found.
    pub by: &'static [&'static str],
    /// Whether the law or the books need its figures, so that erasing takes the person out of it and leaves the rest.
    pub kept_without_person: bool,
}

/// Every kind of record that may hold something about a customer, apart from those of signing in.
pub(super) const HELD: [HeldKind; 12] = [
    gone("shoppingCart", &["owner", "customer", "visitor"]),
    kept("productOrder", &["owner", "customer", "visitor", "email"]),
    kept("product", &["owner", "customer"]),
    kept("payment", &["owner", "customer", "visitor"]),
    gone("partyInteraction", &["customer", "mail"]),
    // Found by their conversation: a browser may have spoken for several people.
    gone("communicationMessage", &[]),
    gone("mail", &["about", "to"]),
    gone("stockWatch", &["customer", "visitor", "address"]),
    gone("searchPhrase", &["customer", "visitor"]),
    gone("meterFile", &["customer", "visitor"]),
    gone("idempotency", &["customer", "visitor", "caller"]),
    gone("fileOpening", &["customer"]),
];

const fn gone(kind: &'static str, by: &'static [&'static str]) -> HeldKind {
    HeldKind { kind, by, kept_without_person: false }
}

const fn kept(kind: &'static str, by: &'static [&'static str]) -> HeldKind {
    HeldKind { kind, by, kept_without_person: true }
}

/// Records about somebody, by kind and id.
pub(super) type Found = BTreeMap<&'static str, BTreeMap<String, Value>>;

/// Something of a customer's, as their own page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyThing {
    /// Its id.
    pub id: String,
    /// When it was begun, where the record says so.
    pub at: Option<Timestamp>,
    /// How far it is, as the record says.
    pub state: String,
    /// What people call it: a number, a name, a subject.
    pub name: String,
    /// Its names in other languages.
    pub names: Vec<(String, String)>,
    /// The order that it came from.
    pub from_order: String,
    /// When it ends, once its end is recorded and has not come.
    pub ends_at: Option<Timestamp>,
}

/// A customer's own orders, products and conversations, each with the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MyThings {
    /// Orders.
    pub orders: Vec<MyThing>,
    /// Products.
    pub products: Vec<MyThing>,
    /// Conversations with sellers.
    pub talks: Vec<MyThing>,
}

/// Everything that is held about a customer, as the file that they take away.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldAboutMe {
    /// The file's name.
    pub name: String,
    /// Its content: JSON.
    pub content: Value,
}

impl Counter {
    /// A customer's own orders, products and conversations.
    pub fn my_things(&self, asking: &Asking) -> Result<MyThings, Trouble> {
        Ok(MyThings {
            orders: self.mine(asking, "productOrder")?,
            products: self.mine(asking, "product")?,
            talks: self.mine(asking, "partyInteraction")?,
        })
    }

    fn mine(&self, asking: &Asking, kind: &'static str) -> Result<Vec<MyThing>, Trouble> {
        let id = own_id(asking)?.to_string();
        let book = &self.live()?.book;
        let mut things = Vec::new();
        let by = HELD.iter().find(|held| held.kind == kind).map_or(&["customer"][..], |held| held.by);
        for attribute in by {
            each_by(book, kind, attribute, &id, |id, body| things.push(thing(id, body)))?;
        }
        things.sort_by(|a: &MyThing, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        things.dedup();
        Ok(things)
    }

    /// Everything that is held about the customer who asks. That they took it away is an act.
    pub fn held_about_me(&self, asking: &Asking) -> Result<HeldAboutMe, Trouble> {
        let id = own_id(asking)?;
        let now = self.clock.now();
        let mut content = serde_json::Map::new();
        content.insert("about".to_owned(), json!(id));
        content.insert("writtenAt".to_owned(), json!(now));
        content.insert("customer".to_owned(), serde_json::to_value(self.customer(id)?)?);
        content.insert("individual".to_owned(), serde_json::to_value(self.individual(id)?)?);
        content.insert("session".to_owned(), json!(self.session_lines(id)?));
        for (kind, records) in self.records_about(id)? {
            let bodies: Vec<Value> = records.into_values().collect();
            content.insert(kind.to_owned(), Value::Array(bodies));
        }
        content.insert("act".to_owned(), Value::Array(self.acts_about(id)?));
        let mut entry = self.entry_for(asking);
        entry.acts.push(self.own_act(asking, id, "customer.data_taken").done());
        if !self.was_committed(asking)? {
            self.commit_live(entry)?;
        }
        let name = format!("comptoir-{}.json", now.strftime("%Y-%m-%d"));
        Ok(HeldAboutMe { name, content: Value::Object(content) })
    }

    /// Where they are signed in, without what would let anybody in.
    fn session_lines(&self, id: CustomerId) -> Result<Vec<Value>, Trouble> {
        let none = types::SessionId::from_u128(0);
        let lines = self.sessions_of(Holder::Customer(id), none)?;
        let shown = |line: super::SessionLine| json!({ "device": line.device, "since": line.since, "seen": line.seen });
        Ok(lines.into_iter().map(shown).collect())
    }

    /// The records about a customer by kind and id, found by the customer, by their browsers and by their addresses.
    pub(super) fn records_about(&self, id: CustomerId) -> Result<Found, Trouble> {
        self.records_of(&self.owners_of(id)?, &id.to_string())
    }

    /// The records that these ids and addresses lead to, without those of a customer other than `whose`; for a guest, who is none,
    /// without those of any customer.
    pub(super) fn records_of(&self, owners: &BTreeSet<String>, whose: &str) -> Result<Found, Trouble> {
        let book = &self.live()?.book;
        let mut found = Found::new();
        for held in HELD {
            let records = found.entry(held.kind).or_default();
            for by in held.by {
                for owner in owners {
                    each_by(book, held.kind, by, owner, |id, body| {
                        records.insert(id.to_owned(), body.clone());
                    })?;
                }
            }
            records.retain(|_, body| !is_of_another(body, whose));
        }
        leave_out_other_guests(&mut found, owners, whose);
        follow_orders(book, &mut found, whose)?;
        let talks = of_kind(&found, "partyInteraction");
        let told: Vec<String> = of_kind(&found, "productOrder").into_iter().chain(talks.clone()).collect();
        let mails = found.entry("mail").or_default();
        for about in told {
            each_by(book, "mail", "about", &about, |id, body| {
                mails.insert(id.to_owned(), body.clone());
            })?;
        }
        let messages = found.entry("communicationMessage").or_default();
        for talk in talks {
            // Messages stand under their conversation, in order: those of the seller are held about the customer too.
            let (from, to) = (format!("{talk}/"), format!("{talk}/~"));
            each_between(book, "communicationMessage", "conversation", (&from, &to), |id, body| {
                messages.insert(id.to_owned(), body.clone());
            })?;
        }
        Ok(found)
    }

    /// Under which ids and addresses something about a customer may be kept: theirs, those of their browsers, their
    /// mail address.
    pub(super) fn owners_of(&self, id: CustomerId) -> Result<BTreeSet<String>, Trouble> {
        let book = &self.live()?.book;
        let mut owners = BTreeSet::from([id.to_string()]);
        let visitors = book.find_by::<KnownVisitor>("customer", &id.to_string(), RECORDS)?;
        owners.extend(visitors.iter().map(|held| held.value.id.to_string()));
        let customer = book.find::<Customer>(&id.to_string())?;
        owners.extend(customer.and_then(|held| Some(held.value.email()?.to_string())));
        Ok(owners)
    }

    /// What they did, and what was done about them: acts hold ids only.
    fn acts_about(&self, id: CustomerId) -> Result<Vec<Value>, Trouble> {
        let book = &self.live()?.book;
        let mut acts = BTreeMap::new();
        for owner in self.owners_of(id)? {
            for kind in ["customer", "visitor"] {
                let object = ObjectRef::new(kind, &owner);
                for placed in book.ledger.acts_of_object(book.view, &object, None, ACTS)? {
                    acts.insert(placed.act.id, placed.act);
                }
            }
        }
        acts.into_values()
            .map(|act| {
                let relations: Vec<_> = act
                    .relations
                    .iter()
                    .map(|it| json!({ "as": it.qualifier, "of": it.object.to_string() }))
                    .collect();
                let work: BTreeMap<_, _> = [types::ActorKind::Customer, types::ActorKind::Agent]
                    .into_iter()
                    .filter_map(|actor| Some((actor.name(), act.work_of(actor)?.as_secs_f64())))
                    .collect();
                Ok(json!({
                    "id": act.id, "kind": act.kind.name, "at": act.occurred_at, "scene": act.scene,
                    "outcome": act.outcome, "reason": act.reason, "about": relations, "secondsOfWork": work,
                }))
            })
            .collect()
    }
}

/// Leaves out what somebody else ordered as a guest in the same browser: it names another address, and no customer took it over.
fn leave_out_other_guests(found: &mut Found, owners: &BTreeSet<String>, whose: &str) {
    let is_theirs = |body: &Value| {
        let email =
            ["/contact/email", "/checkout/contact/email"].iter().find_map(|at| body.pointer(at)?.as_str());
        let email = email.unwrap_or_default().trim().to_lowercase();
        email.is_empty()
            || owners.contains(&email)
            || body.get("customer").and_then(Value::as_str) == Some(whose)
    };
    let mut others = BTreeSet::new();
    for kind in ["productOrder", "shoppingCart"] {
        let Some(records) = found.get_mut(kind) else { continue };
        records.retain(|id, body| {
            let keep = is_theirs(body);
            if !keep {
                others.insert(id.clone());
            }
            keep
        });
    }
    if let Some(payments) = found.get_mut("payment") {
        payments.retain(|_, body| {
            body.get("order").and_then(Value::as_str).is_none_or(|order| !others.contains(order))
        });
    }
}

/// What orders lead to: the cart that each was, its payments and products. They may stand under a browser that is nobody's.
fn follow_orders(book: &Book, found: &mut Found, whose: &str) -> Result<(), Trouble> {
    let orders = found.get("productOrder").cloned().unwrap_or_default();
    for (order, body) in &orders {
        for kind in ["payment", "product", "fileOpening"] {
            let records = found.entry(kind).or_default();
            each_by(book, kind, "order", order, |id, body| {
                records.insert(id.to_owned(), body.clone());
            })?;
        }
        let cart = body.get("cart").and_then(Value::as_str);
        let cart = cart.map(|id| book.ledger.record(book.view, "shoppingCart", id)).transpose()?.flatten();
        if let Some((id, body)) = cart.as_ref().and_then(|cart| Some((&cart.id, cart.body()?)))
            && !is_of_another(body, whose)
        {
            found.entry("shoppingCart").or_default().insert(id.clone(), body.clone());
        }
    }
    Ok(())
}

/// Whether a record that one browser began was taken over by another customer: several people may use one machine.
fn is_of_another(body: &Value, id: &str) -> bool {
    let is_customer = |it: &&str| it.starts_with(CustomerId::PREFIX);
    let parties = body.get("relatedParty").and_then(Value::as_array).into_iter().flatten();
    let mut named = parties
        .filter_map(|party| party.get("id"))
        .chain(body.get("customer"))
        .filter_map(Value::as_str)
        .filter(is_customer)
        .peekable();
    named.peek().is_some() && named.all(|other| other != id)
}

/// The ids of what was found of a kind.
fn of_kind(found: &Found, kind: &str) -> Vec<String> {
    found.get(kind).into_iter().flat_map(|of_kind| of_kind.keys().cloned()).collect()
}

/// The records of a kind of which an attribute is exactly this.
fn each_by(
    book: &Book,
    kind: &str,
    by: &str,
    value: &str,
    each: impl FnMut(&str, &Value),
) -> Result<(), Trouble> {
    each_between(book, kind, by, (value, value), each)
}

fn each_between(
    book: &Book,
    kind: &str,
    by: &str,
    (from, to): (&str, &str),
    mut each: impl FnMut(&str, &Value),
) -> Result<(), Trouble> {
    let query = RecordQuery {
        by: Some(by),
        from: Some(from),
        to: Some(to),
        limit: RECORDS,
        ..RecordQuery::default()
    };
    let (found, _) = book.ledger.records(book.view, kind, &query)?;
    for record in &found {
        if let RecordState::Body(body) = &record.state {
            each(&record.id, body);
        }
    }
    Ok(())
}

/// What a list shows of a record whose shape another room knows: the attributes that TM Forum gives all of them.
fn thing(id: &str, body: &Value) -> MyThing {
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| body.pointer(name)?.as_str());
        found.unwrap_or_default().to_owned()
    };
    let at =
        text(&["/orderDate", "/startDate", "/creationDate", "/interactionDate/startDateTime", "/createdAt"]);
    let ends_at = (text(&["/status"]) == "pendingTerminate").then(|| text(&["/ending/endsAt"]));
    MyThing {
        id: id.to_owned(),
        at: at.parse().ok(),
        state: text(&["/state", "/status", "/state/name", "/status/name"]),
        name: text(&["/externalId", "/number", "/name", "/reason", "/description"]),
        names: translated(body),
        from_order: text(&["/productOrderItem/0/productOrderId"]),
        ends_at: ends_at.and_then(|at| at.parse().ok()),
    }
}

fn translated(body: &Value) -> Vec<(String, String)> {
    let words = body.get("translation").and_then(Value::as_array).into_iter().flatten();
    let pair = |words: &Value| {
        let text = |name: &str| words.get(name).and_then(Value::as_str).map(str::to_owned);
        Some((text("language")?, text("name")?))
    };
    words.filter_map(pair).collect()
}
