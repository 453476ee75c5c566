//! The acts of an order, with everybody who worked in them; and the story that they make.

use collect::order::{FactKind, OrderFact, ProductOrder};
use jiff::Timestamp;
use party::Permission;
use types::{Act, ActorKind, Millis, ObjectRef, Operation, OrderId, Phase, Scalar, Word};

use crate::live::Telling;
use crate::{Asking, Counter, Trouble};

/// How many acts of an order are told on its page.
const TIMELINE: usize = 500;

/// An act as an order's page tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderAct {
    /// When.
    pub at: Timestamp,
    /// What kind.
    pub kind: String,
    /// Why, as a word.
    pub reason: Option<String>,
    /// Who: `customer`, `agent` or `machine`.
    pub by: Option<ActorKind>,
    /// The name of the member of staff, if one took part who has an account.
    pub staff: Option<String>,
    /// How long they were at it.
    pub work: Option<Millis>,
    /// How much money it was about.
    pub amount: Option<rust_decimal::Decimal>,
    /// How many pieces it was about.
    pub pieces: Option<u64>,
    /// Where.
    pub place: Option<String>,
}

impl Counter {
    /// The acts of facts that came of one decision: the first tells the work of whoever asked.
    pub(crate) fn acts_of_facts(
        &self,
        asking: &Asking,
        order: &ProductOrder,
        facts: &[OrderFact],
    ) -> Vec<Act> {
        let first = |(n, fact): (usize, &OrderFact)| self.act_of_order(asking, order, fact, n == 0);
        facts.iter().enumerate().map(first).collect()
    }

    /// The act of a fact. `whole` says that the work of whoever asked is told in it.
    pub(crate) fn act_of_order(
        &self,
        asking: &Asking,
        order: &ProductOrder,
        fact: &OrderFact,
        whole: bool,
    ) -> Act {
        let operation = match fact.kind {
            FactKind::NoteAdded | FactKind::OrderHeld | FactKind::OrderResumed => Operation::Organise,
            _ => Operation::Collect,
        };
        let owner = order.owner();
        let customer = owner.as_deref().map(|id| ("customer", id));
        let work = asking.work.filter(|_| whole);
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let mut act = Telling::now(&*self.clock, fact.kind.name(), operation, asking.scene);
        act = match asking.caller.actor() {
            ActorKind::Customer => act.part(ActorKind::Customer, who, Phase::Filling, work),
            ActorKind::Agent => act.part(ActorKind::Agent, who, Phase::Handling, work),
            ActorKind::Machine => act.part(ActorKind::Machine, None, Phase::Running, None),
        };
        if fact.kind == FactKind::GoodsHandedOver {
            // Both are there: the customer came for it.
            act = act.part(ActorKind::Customer, customer, Phase::Talk, None);
        }
        act = act
            .about_some("customer", "customer", owner.as_deref())
            .about("order", "order", &order.id.to_string())
            .about_some("cart", "cart", order.cart.map(|cart| cart.to_string()).as_deref())
            .about_some("place", "place", fact.place.as_ref().map(offer::catalogue::PlaceId::as_str));
        if let Some((kind @ "agent", id)) = who {
            act = act.about("agent", kind, id);
        }
        for line in &fact.lines {
            let offering = order.item(&line.item).and_then(|item| item.product_offering.as_ref());
            act = act.about_some("offering", "offering", offering.map(|offering| offering.id.as_str()));
        }
        for product in &fact.products {
            act = act.about("product", "product", &product.to_string());
        }
        let act = self.measured(act, order, fact);
        if fact.kind == FactKind::OrderPlaced { self.placed_under(act, order).done() } else { act.done() }
    }

    /// The rules that an order was placed under, and the conversation that led to it, if one did: the portrait takes both for
    /// one demand.
    fn placed_under(&self, mut act: Telling, order: &ProductOrder) -> Telling {
        for price in order.product_order_item.iter().flat_map(|item| &item.item_price) {
            if let Some(reference) = &price.product_offering_price {
                let since = price.unknown.get("version").and_then(serde_json::Value::as_str).unwrap_or("0");
                act = act.about("under", "price", &format!("{}@{since}", reference.id));
            }
        }
        if !order.terms_version.is_empty() {
            act = act.about("under", "terms", &order.terms_version);
        }
        let talk = order.cart.and_then(|cart| self.talk_of_cart(cart).ok().flatten());
        act.about_some("conversation", "contact", talk.map(|talk| talk.to_string()).as_deref())
            .with("rounding", Scalar::Text(Word::new(&order.rounding_rule)))
    }

    fn measured(&self, mut act: Telling, order: &ProductOrder, fact: &OrderFact) -> Telling {
        if let Some(outcome) = fact.kind.outcome() {
            act = act.outcome(outcome);
        }
        if let Some(reason) = &fact.reason {
            act = act.reason(reason);
        }
        if let Some(amount) = fact.amount {
            let currency = Scalar::Text(Word::new(order.currency().as_str()));
            act = act.with("amount", Scalar::Decimal(amount)).with("currency", currency);
        }
        let pieces: i64 = fact.lines.iter().map(|line| i64::from(line.quantity)).sum();
        if pieces > 0 { act.with("pieces", Scalar::Integer(pieces)) } else { act }
    }

    /// What happened to an order, in order, for whoever holds it: what was done, not by whom of the staff nor in how long.
    pub fn order_history(&self, asking: &Asking, id: OrderId) -> Result<Vec<OrderAct>, Trouble> {
        self.product_order(asking, id)?;
        let acts = self.acts_of_one_order(id)?;
        Ok(acts.into_iter().map(|act| OrderAct { staff: None, work: None, ..act }).collect())
    }

    /// What happened to an order, in order, for staff who may see it.
    pub fn order_timeline(&self, asking: &Asking, id: OrderId) -> Result<Vec<OrderAct>, Trouble> {
        asking.may(Permission::ReadOrders)?;
        let mut acts = self.acts_of_one_order(id)?;
        for act in &mut acts {
            act.staff = match act.staff.as_deref().map(str::parse) {
                Some(Ok(id)) => self.staff_member(id)?.map(|member| member.name),
                _ => None,
            };
        }
        Ok(acts)
    }

    fn acts_of_one_order(&self, id: OrderId) -> Result<Vec<OrderAct>, Trouble> {
        let book = &self.live()?.book;
        let object = ObjectRef::new("order", &id.to_string());
        let mut acts = Vec::new();
        let mut after = None;
        while acts.len() < TIMELINE {
            let page = book.ledger.acts_of_object(book.view, &object, after, 100)?;
            let Some(last) = page.last() else { break };
            after = Some(last.place);
            acts.extend(page.iter().map(|placed| told(&placed.act)));
        }
        Ok(acts)
    }
}

fn told(act: &Act) -> OrderAct {
    let first = act.parts.first();
    let staff = act.parts.iter().find(|part| part.actor == ActorKind::Agent);
    OrderAct {
        at: act.occurred_at,
        kind: act.kind.name.as_str().to_owned(),
        reason: act.reason.as_ref().map(|reason| reason.as_str().to_owned()),
        by: first.map(|part| part.actor),
        staff: staff.and_then(|part| part.who.as_ref()).map(|who| who.id.to_string()),
        work: staff.or(first).and_then(|part| part.work).map(|work| work.lasted),
        amount: act.body.get("amount").and_then(|amount| match amount {
            Scalar::Decimal(amount) => Some(*amount),
            _ => None,
        }),
        pieces: act.body.get("pieces").and_then(|pieces| match pieces {
            Scalar::Integer(pieces) => u64::try_from(*pieces).ok(),
            _ => None,
        }),
        place: act.object("place").map(|place| place.id.to_string()),
    }
}
