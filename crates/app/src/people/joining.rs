//! When somebody signs in: what their browser began as a guest becomes theirs.

use collect::cart::Cart;
use collect::order::ProductOrder;
use ledger::{Entry, RecordQuery, RecordRead, RecordWrite};
use party::EmailAddress;
use serde_json::{Value, json};
use types::{ActorKind, CustomerId, Operation, Phase, Scene, VisitorId};

use super::kinds::KnownVisitor;
use crate::live::{Telling, retried, written};
use crate::{Counter, Trouble, clock};

/// Kinds of records that can be found by the browser that began them. Carts are joined line by line; products and payments come
/// with their orders.
const GUESTS: [&str; 5] = ["productOrder", "partyInteraction", "stockWatch", "searchPhrase", "meterFile"];
/// How many records are claimed in one entry.
const AT_ONCE: usize = 200;

impl Counter {
    /// Makes what a browser began the customer's: each record keeps its browser, and says from now on whose it is. What
    /// belongs to another customer stays theirs, and what was ordered under another address stays the browser's: several people
    /// may use one machine. Doing it again changes nothing.
    pub fn join_visitor(
        &self,
        visitor: VisitorId,
        customer: CustomerId,
        address: &EmailAddress,
    ) -> Result<usize, Trouble> {
        self.know_visitor(visitor, customer)?;
        let mut claimed = usize::from(self.join_carts(visitor, customer)?);
        for kind in GUESTS {
            for attribute in ["owner", "visitor", "customer"] {
                claimed += self.claim(kind, attribute, &visitor.to_string(), customer, Some(address))?;
            }
        }
        Ok(claimed + self.claim_with_orders(customer)?)
    }

    /// Makes orders and conversations the customer's that were begun as a guest under the address which they have just shown to be
    /// theirs, and whatever hangs on those orders.
    pub(super) fn join_address(
        &self,
        address: &EmailAddress,
        customer: CustomerId,
    ) -> Result<usize, Trouble> {
        let mut claimed = self.claim("productOrder", "email", address.as_str(), customer, None)?;
        claimed += self.claim("partyInteraction", "mail", address.as_str(), customer, None)?;
        claimed += self.claim("stockWatch", "address", address.as_str(), customer, None)?;
        Ok(claimed + self.claim_with_orders(customer)?)
    }

    /// What hangs on a customer's orders is theirs too: products, payments, who looked at them, and the cart that each was. It was
    /// begun in the browser that ordered, which need not be one of theirs.
    fn claim_with_orders(&self, customer: CustomerId) -> Result<usize, Trouble> {
        let book = &self.live()?.book;
        let orders = book.find_by::<ProductOrder>("customer", &customer.to_string(), AT_ONCE)?;
        let mut claimed = 0;
        for order in orders.into_iter().map(|held| held.value) {
            for kind in ["product", "payment", "fileOpening"] {
                claimed += self.claim(kind, "order", &order.id.to_string(), customer, None)?;
            }
            if let Some(cart) = order.cart {
                claimed += self.claim_cart(&cart.to_string(), customer)?;
            }
        }
        Ok(claimed)
    }

    /// A cart that became an order keeps what was said at its checkout.
    fn claim_cart(&self, cart: &str, customer: CustomerId) -> Result<usize, Trouble> {
        retried(|| {
            let book = &self.live()?.book;
            let Some(mut held) = book.find::<Cart>(cart)?.filter(|held| held.value.customer.is_none()) else {
                return Ok(0);
            };
            held.value.customer = Some(customer);
            let mut entry = Entry::new(clock::entry_id(&*self.clock));
            entry.records.push(held.write()?);
            self.commit_live(entry)?;
            Ok(1)
        })
    }

    /// Keeps that this browser is one of theirs, so that it is found when they ask for all that is held about them.
    fn know_visitor(&self, visitor: VisitorId, customer: CustomerId) -> Result<(), Trouble> {
        retried(|| {
            let held = self.live()?.book.find::<KnownVisitor>(&visitor.to_string())?;
            if held.as_ref().is_some_and(|held| held.value.customer == customer) {
                return Ok(());
            }
            let known = KnownVisitor { id: visitor, customer, joined_at: self.clock.now() };
            let mut entry = Entry::new(clock::entry_id(&*self.clock));
            entry.records.push(written(&known, held.and_then(|held| held.version))?);
            self.commit_live(entry).map(drop)
        })
    }

    /// The open cart of the browser becomes the customer's; where they had one already, its lines go into that one.
    fn join_carts(&self, visitor: VisitorId, customer: CustomerId) -> Result<bool, Trouble> {
        retried(|| {
            let book = &self.live()?.book;
            let now = self.clock.now();
            let open = |owner: &str| Ok::<_, Trouble>(book.find_by::<Cart>("open", owner, 1)?.pop());
            let Some(guest) = open(&visitor.to_string())? else { return Ok(false) };
            if guest.value.customer.is_some() {
                return Ok(false);
            }
            let mut entry = Entry::new(clock::entry_id(&*self.clock));
            let cart = match open(&customer.to_string())? {
                None => {
                    let own = Cart { customer: Some(customer), last_update: now, ..guest.value };
                    entry.records.push(written(&own, guest.version)?);
                    own.id
                }
                Some(own) => {
                    // What does not fit stays in the guest's cart, which can be looked at still.
                    let (joined, _) = own.value.joined(&guest.value, now);
                    entry.records.push(written(&joined, own.version)?);
                    entry.records.push(written(&guest.value.went_into(joined.id, now), guest.version)?);
                    joined.id
                }
            };
            entry.acts.push(
                Telling::now(&*self.clock, "cart_joined", Operation::Collect, Scene::Web)
                    .part(ActorKind::Machine, None, Phase::Running, None)
                    .about("customer", "customer", &customer.to_string())
                    .about("visitor", "visitor", &visitor.to_string())
                    .about("cart", "cart", &cart.to_string())
                    .done(),
            );
            self.commit_live(entry)?;
            Ok(true)
        })
    }

    fn claim(
        &self,
        kind: &str,
        attribute: &str,
        visitor: &str,
        customer: CustomerId,
        only: Option<&EmailAddress>,
    ) -> Result<usize, Trouble> {
        retried(|| {
            let book = &self.live()?.book;
            let query = RecordQuery {
                by: Some(attribute),
                from: Some(visitor),
                to: Some(visitor),
                limit: AT_ONCE,
                ..RecordQuery::default()
            };
            let (found, _) = book.ledger.records(book.view, kind, &query)?;
            let mut entry = Entry::new(clock::entry_id(&*self.clock));
            for record in &found {
                let indexed = book.ledger.record_index(book.view, kind, &record.id)?;
                if only.is_some_and(|address| is_under_another(&indexed, address)) {
                    continue;
                }
                entry.records.extend(claimed(kind, record, indexed, visitor, customer));
            }
            let count = entry.records.len();
            if count > 0 {
                self.commit_live(entry)?;
            }
            Ok(count)
        })
    }
}

/// Whether a record names the address of somebody else.
fn is_under_another(indexed: &[(String, String)], address: &EmailAddress) -> bool {
    let mut named = indexed.iter().filter(|(name, _)| name == "email");
    named.any(|(_, email)| !email.eq_ignore_ascii_case(address.as_str()))
}

/// The record as the customer's; nothing if it is somebody's already.
fn claimed(
    kind: &str,
    record: &RecordRead,
    mut indexed: Vec<(String, String)>,
    visitor: &str,
    customer: CustomerId,
) -> Option<RecordWrite> {
    let mut body = record.body()?.clone();
    let object = body.as_object_mut()?;
    let id = customer.to_string();
    let owned =
        indexed.iter().any(|(name, value)| name == "customer" && value.starts_with(CustomerId::PREFIX));
    if owned
        || object
            .get("customer")
            .and_then(Value::as_str)
            .is_some_and(|owner| owner.starts_with(CustomerId::PREFIX))
    {
        return None;
    }
    if kind == "partyInteraction" {
        // A conversation names everybody on the asking side: the browser stays one of them.
        let parties = object.entry("relatedParty").or_insert_with(|| json!([])).as_array_mut()?;
        parties.push(json!({ "id": id, "role": "customer" }));
    } else {
        object.insert("customer".to_owned(), Value::String(id.clone()));
    }
    for (name, value) in &mut indexed {
        // Found by its owner, it is found by the customer from now on; by its browser it stays found.
        if name == "owner" && value == visitor {
            value.clone_from(&id);
        }
    }
    if !indexed.iter().any(|(name, value)| ["owner", "customer"].contains(&name.as_str()) && *value == id) {
        indexed.push(("customer".to_owned(), id));
    }
    Some(RecordWrite {
        kind: kind.to_owned(),
        id: record.id.clone(),
        read_version: Some(record.version),
        body: Some(body),
        indexed,
    })
}
