//! The act: one thing that somebody did, at a time, in a scene, about some objects. Immutable.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::enumerated::enumerated;
use crate::{ActId, Millis, Word};

enumerated! {
    /// The family that an act belongs to.
    pub enum Operation ("operation") {
        /// Customers collect goods on their own, with a machine; a voice menu too is self-service.
        Collect = "collect",
        /// Customer and seller talk, or try to.
        Dialogue = "dialogue",
        /// Acts of consumption are traced: usage, bills, payments, coding a contact.
        Trace = "trace",
        /// The work around them: planning, pricing, correcting stock.
        Organise = "organise",
    }
}

enumerated! {
    /// Where an act happened.
    pub enum Scene ("scene") {
        /// A web site or an application in the customer's hands.
        Web = "web",
        /// A shop, at the counter or a self-service machine.
        Shop = "shop",
        /// A telephone.
        Phone = "phone",
        /// Letters and electronic mail.
        Mail = "mail",
        /// Written conversation at the same moment.
        Chat = "chat",
        /// A device that measures.
        Meter = "meter",
        /// Behind the counter, out of the customer's sight.
        BackOffice = "back_office",
        /// Another program.
        Api = "api",
    }
}

enumerated! {
    /// Who works.
    pub enum ActorKind ("kind of actor") {
        /// Somebody who demands.
        Customer = "customer",
        /// Somebody who works for the organisation.
        Agent = "agent",
        /// A machine: this system, a voice menu, a device.
        Machine = "machine",
    }
}

enumerated! {
    /// What an actor was doing in a part of an act.
    pub enum Phase ("phase") {
        /// Agent: available, nobody to serve.
        Ready = "ready",
        /// Customer or agent: in conversation.
        Talk = "talk",
        /// Agent: the customer is on hold.
        Hold = "hold",
        /// Agent: finishing the contact after the conversation.
        AfterWork = "after_work",
        /// Agent: a break.
        Pause = "pause",
        /// Customer: looking for something, going through a menu or a catalogue.
        Searching = "searching",
        /// Customer: giving data, filling a form or a cart.
        Filling = "filling",
        /// Customer: explaining what is wanted.
        Explaining = "explaining",
        /// Customer: doing again what was already done.
        Repeating = "repeating",
        /// Customer: going there.
        Travelling = "travelling",
        /// Anyone: working on a case, behind the counter.
        Handling = "handling",
        /// Machine: running.
        Running = "running",
    }
}

enumerated! {
    /// How an act ended for the demand that it belongs to. An act without an outcome is a step.
    pub enum Outcome ("outcome") {
        /// The demand met an offer in this act: a call was answered, an order was taken, a request was closed.
        Served = "served",
        /// The customer gave up: hung up, left the cart, walked out.
        Abandoned = "abandoned",
        /// The offer said no: out of stock, not eligible, declined.
        Refused = "refused",
        /// What had been obtained was given back: cancelled, returned, withdrawn.
        Undone = "undone",
        /// Not a demand: a clerk put a record right.
        Corrected = "corrected",
        /// Nobody's act, although the log has a row for it. Counted nowhere but among anomalies.
        Void = "void",
    }
}

enumerated! {
    /// How a duration is known.
    pub enum Basis ("basis") {
        /// A clock measured it.
        Measured = "measured",
        /// It was estimated, and every figure that uses it says so.
        Estimated = "estimated",
    }
}

/// Which kind of act this is, with the version of its body: `phone.talk` version 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActKind {
    /// The name: lower-case words separated by dots, scene or room first.
    pub name: Word,
    /// The version of the body, from 1. Older ones are upgraded when read, never rewritten.
    pub version: u16,
}

impl ActKind {
    /// The first version of a kind.
    pub fn new(name: &str) -> Self {
        Self { name: Word::new(name), version: 1 }
    }
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}

/// An object that an act is about: its type and its id, as `customer` and `c_9f2…`. Ids hold no names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectRef {
    /// The type: `customer`, `agent`, `machine`, `contact`, `order`, `item`, `case`, `place` …
    pub kind: Word,
    /// The id, unique within its type and view.
    pub id: Arc<str>,
}

impl ObjectRef {
    /// The object of this type and id.
    pub fn new(kind: &str, id: &str) -> Self {
        Self { kind: Word::new(kind), id: Arc::from(id) }
    }
}

impl fmt::Display for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

impl fmt::Debug for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How an act is about an object: `for` customer, `by` agent, `in` case, `of` item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// The role that the object plays in the act.
    pub qualifier: Word,
    /// The object.
    pub object: ObjectRef,
}

/// Busy time, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// How long the actor was busy.
    pub lasted: Millis,
    /// Measured or estimated.
    pub basis: Basis,
}

impl Work {
    /// Work that a clock measured.
    pub const fn measured(lasted: Millis) -> Self {
        Self { lasted, basis: Basis::Measured }
    }
}

/// One actor's share in an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Customer, agent or machine.
    pub actor: ActorKind,
    /// Which one, where the log says so.
    pub who: Option<ObjectRef>,
    /// What the actor was doing.
    pub phase: Phase,
    /// How long the actor was busy; nothing where the log does not say.
    pub work: Option<Work>,
}

/// A value of an act's body. Never a name, a message or a search word: those live in records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scalar {
    /// A code or a short label.
    Text(Word),
    /// A count.
    Integer(i64),
    /// An exact decimal: an amount of money, a quantity.
    Decimal(Decimal),
    /// Yes or no.
    Bool(bool),
    /// An instant.
    Time(Timestamp),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text}"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Decimal(number) => write!(f, "{number}"),
            Self::Bool(yes) => write!(f, "{yes}"),
            Self::Time(at) => write!(f, "{at}"),
        }
    }
}

/// What an act of this kind says beyond the envelope: `quantity`, `unit_price`, `currency`, `activity` …
pub type Body = BTreeMap<Word, Scalar>;

/// One thing that somebody did. Appended to the ledger, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Its id; the leading 48 bits are `occurred_at`.
    pub id: ActId,
    /// What kind of act it is.
    pub kind: ActKind,
    /// The family that it belongs to.
    pub operation: Operation,
    /// Where it happened.
    pub scene: Scene,
    /// When it began.
    pub occurred_at: Timestamp,
    /// From its beginning to its end, if known. Waiting before a talk is inside it.
    pub lasted: Option<Millis>,
    /// How it ended for the demand; nothing for a step.
    pub outcome: Option<Outcome>,
    /// What the demand was about, as the organisation codes it.
    pub reason: Option<Word>,
    /// How long the customer waited in it. Waiting is not work.
    pub waited: Option<Millis>,
    /// Who worked in it.
    pub parts: Vec<Part>,
    /// The objects that it is about, and the rules that it happened `under`.
    pub relations: Vec<Relation>,
    /// Whatever else this kind says.
    pub body: Body,
}

impl Act {
    /// When it ended; its beginning where no duration is known.
    pub fn ended_at(&self) -> Timestamp {
        self.lasted.unwrap_or_default().after(self.occurred_at)
    }

    /// The first object that plays this role.
    pub fn object(&self, qualifier: &str) -> Option<&ObjectRef> {
        self.relations
            .iter()
            .find(|relation| relation.qualifier == *qualifier)
            .map(|relation| &relation.object)
    }

    /// The first object of this type, whatever its role.
    pub fn object_of_kind(&self, kind: &str) -> Option<&ObjectRef> {
        self.relations.iter().map(|relation| &relation.object).find(|object| object.kind == *kind)
    }

    /// The busy time of one kind of actor in it; nothing if no part of that kind has a known time.
    pub fn work_of(&self, actor: ActorKind) -> Option<Millis> {
        self.parts
            .iter()
            .filter(|part| part.actor == actor)
            .filter_map(|part| part.work)
            .map(|work| work.lasted)
            .reduce(|sum, more| sum + more)
    }

    /// Whether this kind of actor took part.
    pub fn involves(&self, actor: ActorKind) -> bool {
        self.parts.iter().any(|part| part.actor == actor)
    }

    /// A **contact**: an act of dialogue that ended, in service or in giving up. The unit of a call centre.
    pub fn is_contact(&self) -> bool {
        self.operation == Operation::Dialogue
            && matches!(self.outcome, Some(Outcome::Served | Outcome::Abandoned))
    }
}
