//! One act as figures need it: numbers instead of texts, nothing that no figure reads.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Act, ActorKind, ObjectRef, Operation, Outcome, Phase, Scalar, Scene, Word};

/// Which kinds of actors took part: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorSet(u8);

impl ActorSet {
    /// The set with one more kind in it.
    pub fn with(self, actor: ActorKind) -> Self {
        Self(self.0 | 1 << actor as u8)
    }

    /// What is in either.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this kind took part.
    pub fn has(self, actor: ActorKind) -> bool {
        self.0 & 1 << actor as u8 != 0
    }
}

/// Which phases occur: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseSet(u16);

impl PhaseSet {
    /// The set with one more phase in it.
    pub fn with(self, phase: Phase) -> Self {
        Self(self.0 | 1 << phase as u16)
    }

    /// What is in either.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this phase occurs.
    pub fn has(self, phase: Phase) -> bool {
        self.0 & 1 << phase as u16 != 0
    }
}

/// The qualifier of the customer as whom somebody acted before they said who they are.
const WAS: &str = "was";

/// A part of an act with a named actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    /// Agent or machine.
    pub kind: ActorKind,
    /// The number of its object.
    pub number: u32,
    /// Its work in milliseconds, where known.
    pub work_ms: Option<u64>,
}

/// A line of a sale: an act related to its order, with a quantity and a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleLine {
    /// The number of the order or invoice.
    pub order: u32,
    /// The number of the item, as its code is written.
    pub item: Option<u32>,
    /// How many; negative where something is given back.
    pub quantity: Decimal,
    /// The price of one.
    pub unit_price: Decimal,
    /// The currency, where the act says one.
    pub currency: Option<Word>,
}

/// An act of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStep {
    /// The number of the case.
    pub case: u32,
    /// What was done: the body's `activity`, else the act's kind.
    pub activity: Word,
    /// Its place among acts of one instant: the body's `index`, else the order of the acts' ids, in which readers of
    /// logs keep the log's order.
    pub index: i64,
}

/// One act as figures need it. Times are milliseconds since 1970, durations milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// When it began.
    pub start: i64,
    /// When it ended.
    pub end: i64,
    /// When the contact that it belongs to was opened, as far as the act itself knows: the body's `opened_at`,
    /// else its beginning.
    pub opened: i64,
    /// The family that it belongs to.
    pub operation: Operation,
    /// Where it happened.
    pub scene: Scene,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What it was about.
    pub reason: Option<Word>,
    /// Who took part.
    pub actors: ActorSet,
    /// The phases of its parts.
    pub phases: PhaseSet,
    /// How long the customer waited.
    pub waited_ms: Option<u64>,
    /// Work by kind of actor, in the order of [`ActorKind::ALL`].
    pub work_ms: [Option<u64>; 3],
    /// Named agents and machines.
    pub workers: Vec<Worker>,
    /// The number of the customer.
    pub customer: Option<u32>,
    /// The number under which the customer acted before they said who they are.
    pub was: Option<u32>,
    /// The number of the contact that joins several acts into one call or conversation.
    pub contact: Option<u32>,
    /// What was sold.
    pub sale: Option<SaleLine>,
    /// The case that it belongs to.
    pub case: Option<CaseStep>,
    /// How long the service was, where its turns were told as acts of their own: the body's `service_ms`.
    pub service_told_ms: Option<u64>,
}

impl Fact {
    /// The compact view of an act; `number` gives each object its small, stable number.
    ///
    /// Who a customer is comes from the first object of type `customer` (else the customer's part), who they were taken for
    /// until now from the customer under the qualifier `was`, the contact from type `contact`, the case from `case`, a sale's order from `order` or `invoice`, its item from `item`
    /// or `product`. Types in the plural count as well.
    pub fn of(act: &Act, number: &mut dyn FnMut(&ObjectRef) -> u32) -> Self {
        let mut fact = Self {
            start: act.occurred_at.as_millisecond(),
            end: act.ended_at().as_millisecond(),
            opened: opened(act).min(act.occurred_at).as_millisecond(),
            operation: act.operation,
            scene: act.scene,
            outcome: act.outcome,
            reason: act.reason.clone(),
            actors: ActorSet::default(),
            phases: PhaseSet::default(),
            waited_ms: act.waited.map(|waited| waited.0),
            work_ms: [None; 3],
            workers: Vec::new(),
            customer: object(act, &["customer", "customers"]).map(&mut *number),
            was: act
                .relations
                .iter()
                .find(|relation| relation.object.kind == "customer" && relation.qualifier == WAS)
                .map(|relation| number(&relation.object)),
            contact: object(act, &["contact", "contacts"]).map(&mut *number),
            sale: None,
            case: None,
            service_told_ms: integer(act, "service_ms").and_then(|ms| u64::try_from(ms).ok()),
        };
        for part in &act.parts {
            let work = part.work.map(|work| work.lasted.0);
            fact.actors = fact.actors.with(part.actor);
            fact.phases = fact.phases.with(part.phase);
            if let Some(ms) = work {
                let sum = &mut fact.work_ms[part.actor as usize];
                *sum = Some(sum.unwrap_or(0).saturating_add(ms));
            }
            match (&part.who, part.actor) {
                (Some(who), ActorKind::Customer) => {
                    fact.customer = Some(fact.customer.unwrap_or_else(|| number(who)));
                }
                (Some(who), kind) => fact.workers.push(Worker { kind, number: number(who), work_ms: work }),
                (None, _) => {}
            }
        }
        fact.sale = sale_line(act, number);
        fact.case = object(act, &["case", "cases"]).map(|case| CaseStep {
            case: number(case),
            activity: activity(act),
            index: integer(act, "index").unwrap_or_else(|| order_of_id(act)),
        });
        fact
    }

    /// Whether it is a contact: an act of dialogue that ended served or abandoned.
    pub fn is_contact(&self) -> bool {
        self.operation == Operation::Dialogue
            && matches!(self.outcome, Some(Outcome::Served | Outcome::Abandoned))
    }

    /// How long the service lasted, of a served contact: as the act says of its turns; else the agents' work in it; where
    /// nobody measured that, what remains of the contact after waiting.
    pub fn service_ms(&self) -> Option<u64> {
        if !self.is_contact() || self.outcome != Some(Outcome::Served) {
            return None;
        }
        let whole = u64::try_from(self.end - self.start).ok().filter(|whole| *whole > 0);
        self.service_told_ms
            .or_else(|| self.work_of(ActorKind::Agent))
            .or_else(|| Some(whole?.saturating_sub(self.waited_ms.unwrap_or(0))))
    }

    /// The work of one kind of actor, where known.
    pub fn work_of(&self, actor: ActorKind) -> Option<u64> {
        self.work_ms[actor as usize]
    }
}

fn object<'a>(act: &'a Act, kinds: &[&str]) -> Option<&'a ObjectRef> {
    act.relations
        .iter()
        .filter(|relation| relation.qualifier != WAS)
        .map(|relation| &relation.object)
        .find(|object| kinds.iter().any(|kind| object.kind == *kind))
}

fn sale_line(act: &Act, number: &mut dyn FnMut(&ObjectRef) -> u32) -> Option<SaleLine> {
    let order = object(act, &["order", "orders", "invoice", "invoices"])?;
    let (quantity, unit_price) = (decimal(act, "quantity")?, decimal(act, "unit_price")?);
    Some(SaleLine {
        order: number(order),
        item: object(act, &["item", "items", "product", "products"]).map(&mut *number),
        quantity,
        unit_price,
        currency: match act.body.get("currency") {
            Some(Scalar::Text(word)) => Some(word.clone()),
            _ => None,
        },
    })
}

fn activity(act: &Act) -> Word {
    match act.body.get("activity") {
        Some(Scalar::Text(word)) => word.clone(),
        _ => act.kind.name.clone(),
    }
}

/// The 63 bits after the instant that leads an act's id.
fn order_of_id(act: &Act) -> i64 {
    let below = act.id.as_u128() & ((1 << 80) - 1);
    i64::try_from(below >> 17).unwrap_or(i64::MAX)
}

fn opened(act: &Act) -> Timestamp {
    match act.body.get("opened_at") {
        Some(Scalar::Time(at)) => *at,
        _ => act.occurred_at,
    }
}

fn decimal(act: &Act, name: &str) -> Option<Decimal> {
    match act.body.get(name)? {
        Scalar::Decimal(number) => Some(*number),
        Scalar::Integer(number) => Some(Decimal::from(*number)),
        _ => None,
    }
}

fn integer(act: &Act, name: &str) -> Option<i64> {
    match act.body.get(name)? {
        Scalar::Integer(number) => Some(*number),
        _ => None,
    }
}
