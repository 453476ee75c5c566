//! Our own acts as OCEL events and back, to the bit.
//!
//! What OCEL has a place for stands there: type, time, relations, plain attributes. The rest are attributes
//! whose name begins with `comptoir:`. Where a plain attribute cannot carry a value exactly (a decimal's trailing
//! zeros, a second type under the same name), `comptoir:exact` repeats it exactly; reading puts that on top.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::{
    Act, ActId, ActKind, ActorKind, Basis, Body, Millis, ObjectRef, Part, Phase, Relation, Scalar, Word, Work,
};

use super::model::{Attribute, Declared, Plain, RawEvent, exported_id, written};

/// The attribute that says that an event is one of our acts.
pub(crate) const VERSION: &str = "comptoir:version";
/// The attribute that says that an object is one of ours, and its id without its type.
pub(crate) const OBJECT_ID: &str = "comptoir:id";
/// The attribute that holds a record's content.
pub(crate) const RECORD: &str = "comptoir:record";
/// The type of objects that only stand for a record.
pub(crate) const RECORD_TYPE: &str = "comptoir:record";

const OPERATION: &str = "comptoir:operation";
const SCENE: &str = "comptoir:scene";
const OUTCOME: &str = "comptoir:outcome";
const REASON: &str = "comptoir:reason";
const LASTED: &str = "comptoir:lasted_ms";
const WAITED: &str = "comptoir:waited_ms";
const PARTS: &str = "comptoir:parts";
const EXACT: &str = "comptoir:exact";

/// The attributes that every exported event may have, in the order in which they are declared.
pub(crate) const ENVELOPE: &[(&str, Declared)] = &[
    (VERSION, Declared::Integer),
    (OPERATION, Declared::Text),
    (SCENE, Declared::Text),
    (OUTCOME, Declared::Text),
    (REASON, Declared::Text),
    (LASTED, Declared::Integer),
    (WAITED, Declared::Integer),
    ("comptoir:customer_work_ms", Declared::Integer),
    ("comptoir:agent_work_ms", Declared::Integer),
    ("comptoir:machine_work_ms", Declared::Integer),
    (PARTS, Declared::Text),
    (EXACT, Declared::Text),
];

/// How many attributes an event type may declare; the keys of bodies beyond are kept in `comptoir:exact`.
const MOST_ATTRIBUTES: usize = 400;

/// The attributes that the events or objects of one type were found to have so far.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    declared: BTreeMap<Word, Declared>,
    /// Names as SQLite compares them: without regard to case.
    taken: BTreeSet<String>,
    order: Vec<(Word, Declared)>,
}

impl Attributes {
    /// Whether values of a type can stand under a name; a new name is declared with the type that comes first.
    pub fn place(&mut self, name: &Word, declared: Declared) -> bool {
        if let Some(known) = self.declared.get(name) {
            return *known == declared;
        }
        let lower = name.as_str().to_lowercase();
        let reserved = lower.is_empty()
            || lower.starts_with("comptoir:")
            || lower.starts_with("ocel_")
            || ["rowid", "oid", "_rowid_"].contains(&lower.as_str())
            || lower.contains('\0')
            || self.taken.contains(&lower)
            || self.declared.len() >= MOST_ATTRIBUTES;
        if reserved {
            return false;
        }
        self.taken.insert(lower);
        self.declared.insert(name.clone(), declared);
        self.order.push((name.clone(), declared));
        true
    }

    /// Each with its type, in the order in which they came.
    pub fn in_order(&self) -> &[(Word, Declared)] {
        &self.order
    }
}

/// What plain attributes cannot carry.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Exact {
    #[serde(skip_serializing_if = "Body::is_empty")]
    body: Body,
    /// For each relation of the act, which of the event's distinct relations it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lasted_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waited_ms: Option<u64>,
}

/// A part as JSON.
#[derive(Debug, Serialize, Deserialize)]
struct WrittenPart {
    actor: ActorKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<(Word, String)>,
    phase: Phase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    work_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
}

/// The event that an act is exported as. `known` remembers the attributes of its kind.
pub(crate) fn event_of(act: &Act, known: &mut Attributes) -> RawEvent {
    let mut exact = Exact::default();
    let mut attributes = Vec::with_capacity(ENVELOPE.len() + act.body.len());
    let mut say = |name: &str, declared: Declared, value: Plain| {
        attributes.push(Attribute { name: name.to_owned(), declared, value });
    };
    say(VERSION, Declared::Integer, Plain::Integer(i64::from(act.kind.version)));
    say(OPERATION, Declared::Text, Plain::Text(act.operation.name().to_owned()));
    say(SCENE, Declared::Text, Plain::Text(act.scene.name().to_owned()));
    if let Some(outcome) = act.outcome {
        say(OUTCOME, Declared::Text, Plain::Text(outcome.name().to_owned()));
    }
    if let Some(reason) = &act.reason {
        say(REASON, Declared::Text, Plain::Text(reason.as_str().to_owned()));
    }
    let works = ActorKind::ALL
        .iter()
        .map(|actor| (format!("comptoir:{}_work_ms", actor.name()), act.work_of(*actor)));
    let lengths = [(LASTED.to_owned(), act.lasted), (WAITED.to_owned(), act.waited)];
    for (name, length) in lengths.into_iter().chain(works) {
        match length.map(|length| (length.0, i64::try_from(length.0))) {
            Some((_, Ok(ms))) => say(&name, Declared::Integer, Plain::Integer(ms)),
            Some((ms, Err(_))) if name == LASTED => exact.lasted_ms = Some(ms),
            Some((ms, Err(_))) if name == WAITED => exact.waited_ms = Some(ms),
            _ => {}
        }
    }
    if !act.parts.is_empty() {
        say(PARTS, Declared::Text, Plain::Text(written_parts(&act.parts)));
    }
    for (name, value) in &act.body {
        let plain = Plain::of(value);
        let declared = Declared::of(value);
        let placed = known.place(name, declared);
        if !placed || plain.typed(declared).is_none_or(|again| !same(&again, value)) {
            exact.body.insert(name.clone(), value.clone());
        }
        if placed {
            say(name.as_str(), declared, plain);
        }
    }
    let relations = distinct(&act.relations, &mut exact);
    if act.occurred_at.subsec_nanosecond() % 1_000_000 != 0 {
        exact.occurred_at = Some(act.occurred_at);
    }
    if exact != Exact::default() {
        let exact = serde_json::to_string(&exact).expect("its keys are texts and its numbers finite");
        attributes.push(Attribute {
            name: EXACT.to_owned(),
            declared: Declared::Text,
            value: Plain::Text(exact),
        });
    }
    RawEvent {
        id: act.id.to_string(),
        kind: act.kind.name.as_str().to_owned(),
        time: Some(written(act.occurred_at)),
        attributes,
        relations,
        line: 0,
    }
}

/// Whether two values are the same to the last digit (decimals compare equal whatever their trailing zeros).
fn same(one: &Scalar, other: &Scalar) -> bool {
    match (one, other) {
        (Scalar::Decimal(one), Scalar::Decimal(other)) => one.serialize() == other.serialize(),
        _ => one == other,
    }
}

fn written_parts(parts: &[Part]) -> String {
    let parts: Vec<WrittenPart> = parts
        .iter()
        .map(|part| WrittenPart {
            actor: part.actor,
            who: part.who.as_ref().map(|who| (who.kind.clone(), who.id.to_string())),
            phase: part.phase,
            work_ms: part.work.map(|work| work.lasted.0),
            basis: part.work.map(|work| work.basis),
        })
        .collect();
    serde_json::to_string(&parts).expect("its keys are texts and its numbers whole")
}

/// Relations as OCEL allows them: each pair of qualifier and object once.
fn distinct(relations: &[Relation], exact: &mut Exact) -> Vec<(String, String)> {
    let mut once: Vec<(String, String)> = Vec::with_capacity(relations.len());
    let mut order = Vec::with_capacity(relations.len());
    for relation in relations {
        let object = exported_id(relation.object.kind.as_str(), &relation.object.id);
        let written = (relation.qualifier.as_str().to_owned(), object);
        let place = once.iter().position(|known| *known == written).unwrap_or(once.len());
        if place == once.len() {
            once.push(written);
        }
        order.push(place);
    }
    if once.len() != order.len() {
        exact.relations = Some(order);
    }
    once
}

/// Whether an event is one of our acts.
pub(crate) fn is_ours(event: &RawEvent) -> bool {
    event.value(VERSION).is_some() && event.id.starts_with(ActId::PREFIX)
}

/// The act that one of our events stands for, or why it cannot be read. `resolve` finds an object by its exported id.
pub(crate) fn act_of(event: &RawEvent, resolve: impl Fn(&str) -> Option<ObjectRef>) -> Result<Act, String> {
    let text = |name: &str| event.value(name).map(Plain::text).filter(|text| !text.is_empty());
    let exact: Exact = match text(EXACT) {
        Some(exact) => serde_json::from_str(&exact).map_err(|error| format!("{EXACT}: {error}"))?,
        None => Exact::default(),
    };
    let parts: Vec<WrittenPart> = match text(PARTS) {
        Some(parts) => serde_json::from_str(&parts).map_err(|error| format!("{PARTS}: {error}"))?,
        None => Vec::new(),
    };
    let id: ActId = event.id.parse().map_err(|error| format!("{error}"))?;
    let written = event.time.as_deref().and_then(crate::xes::read_instant);
    let occurred_at =
        exact.occurred_at.or(written.map(|written| written.at)).ok_or("its time cannot be read")?;
    let named = |name: &str| text(name).ok_or_else(|| format!("{name} is missing"));
    let length = |name: &str, exact: Option<u64>| {
        let whole = || event.value(name)?.integer().and_then(|ms| u64::try_from(ms).ok());
        exact.or_else(whole).map(Millis)
    };
    let once: Vec<Relation> = event
        .relations
        .iter()
        .map(|(qualifier, object)| {
            let object = resolve(object)
                .ok_or_else(|| format!("it relates to “{object}”, which the file does not hold"))?;
            Ok(Relation { qualifier: Word::new(qualifier), object })
        })
        .collect::<Result<_, String>>()?;
    let relations = match exact.relations {
        None => once,
        Some(order) => order.into_iter().filter_map(|place| once.get(place).cloned()).collect(),
    };
    let version =
        event.value(VERSION).and_then(Plain::integer).and_then(|version| u16::try_from(version).ok());
    Ok(Act {
        id,
        kind: ActKind {
            name: Word::new(&event.kind),
            version: version.ok_or("its version is not a number")?,
        },
        operation: named(OPERATION)?.parse().map_err(|error| format!("{error}"))?,
        scene: named(SCENE)?.parse().map_err(|error| format!("{error}"))?,
        occurred_at,
        lasted: length(LASTED, exact.lasted_ms),
        outcome: text(OUTCOME)
            .map(|outcome| outcome.parse())
            .transpose()
            .map_err(|error| format!("{error}"))?,
        // An empty reason is not the same as none.
        reason: event.value(REASON).map(|reason| Word::from(reason.text())),
        waited: length(WAITED, exact.waited_ms),
        parts: parts.into_iter().map(part_of).collect(),
        relations,
        body: body_of(event, exact.body),
    })
}

fn part_of(part: WrittenPart) -> Part {
    Part {
        actor: part.actor,
        who: part.who.map(|(kind, id)| ObjectRef { kind, id: id.into() }),
        phase: part.phase,
        work: part
            .work_ms
            .map(|ms| Work { lasted: Millis(ms), basis: part.basis.unwrap_or(Basis::Measured) }),
    }
}

fn body_of(event: &RawEvent, exact: Body) -> Body {
    let mut body: Body = event
        .attributes
        .iter()
        .filter(|attribute| !attribute.name.starts_with("comptoir:"))
        .filter_map(|attribute| {
            Some((Word::new(&attribute.name), attribute.value.typed(attribute.declared)?))
        })
        .collect();
    body.extend(exact);
    body
}
