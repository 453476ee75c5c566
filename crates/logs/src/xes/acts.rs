//! What the events of a case become: acts, with the work that lies between a START and its COMPLETE.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use types::{
    Act, ActId, ActKind, ActorKind, Body, Millis, ObjectRef, Operation, Part, Phase, Relation, Scalar, Scene,
    Word, Work,
};

use super::instant::read_instant;
use super::lifecycle::{OpenStarts, Step, ends};
use super::trace::{Attribute, Declared, Event, Trace, find};
use super::values::{decimal, holds_a_message, names_people, shortened};
use crate::{Anomalies, AnomalyKind, EventSettings, Identity, NamedRecord};

/// Turns traces into acts; remembers what has to be known from one trace to the next.
pub(super) struct Cases {
    settings: EventSettings,
    identity: Identity,
    /// How often each case name was seen, by its digest.
    seen: BTreeMap<u64, u32>,
    parties: BTreeSet<Arc<str>>,
    /// Activities that were started at least once: only of these is a completion without a start worth a note.
    started: BTreeSet<Word>,
    traces: u64,
}

/// What is known of the case whose events are being read.
struct Case {
    name: Option<ObjectRef>,
    key: Vec<u8>,
    open: OpenStarts,
    /// What the first act of the case says of it.
    about: Body,
    latest: Option<Timestamp>,
}

impl Cases {
    pub fn new(settings: EventSettings, identity: Identity) -> Self {
        let (seen, parties, started) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Self { settings, identity, seen, parties, started, traces: 0 }
    }

    /// Adds the acts of a trace, in its order; an event that cannot be an act leaves its line without one.
    pub fn add(
        &mut self,
        trace: Trace,
        anomalies: &mut Anomalies,
        ready: &mut VecDeque<(u64, Option<Act>)>,
        records: &mut Vec<NamedRecord>,
    ) {
        self.traces += 1;
        let mut case = self.case_of(&trace, anomalies);
        for (index, event) in trace.events.iter().enumerate() {
            let act = self.act(&mut case, index, event, anomalies, records);
            ready.push_back((event.line, act));
        }
        for activity in case.open.never_completed() {
            anomalies.note(AnomalyKind::UnpairedLifecycle, trace.line, || {
                format!("“{activity}” was started and never completed in its case")
            });
        }
    }

    fn case_of(&mut self, trace: &Trace, anomalies: &mut Anomalies) -> Case {
        let named =
            find(&trace.attributes, "concept:name").map(Word::as_str).filter(|name| !name.trim().is_empty());
        let name = match named {
            _ if trace.outside_any_case => {
                anomalies.note(AnomalyKind::SchemaDefect, trace.line, || {
                    "an event stands outside any case".into()
                });
                None
            }
            Some(name) => Some(name.to_owned()),
            None => {
                anomalies.note(AnomalyKind::SchemaDefect, trace.line, || {
                    "a case without a name (concept:name): called by its place in the file".into()
                });
                Some(format!("trace {}", self.traces))
            }
        };
        let mut key = b"xes\0".to_vec();
        key.extend_from_slice(name.as_deref().unwrap_or("\0outside").as_bytes());
        let times = self.seen.entry(short_digest(&key)).or_default();
        if *times > 0 && named.is_some() && name.is_some() {
            anomalies.note(AnomalyKind::KeyRepeatedChanged, trace.line, || {
                format!(
                    "the case “{}” stands more than once: taken for one case",
                    name.as_deref().unwrap_or("")
                )
            });
        }
        key.extend_from_slice(&times.to_le_bytes());
        *times += 1;
        let about = self.about(trace, anomalies);
        let name = name.map(|name| ObjectRef::new("case", &name));
        Case { name, key, open: OpenStarts::default(), about, latest: None }
    }

    fn about(&mut self, trace: &Trace, anomalies: &mut Anomalies) -> Body {
        let mut about = Body::new();
        for attribute in trace.attributes.iter().filter(|attribute| attribute.key != *"concept:name") {
            if let Some(value) = self.scalar(attribute, trace.line, anomalies) {
                about.insert(Word::from(format!("case:{}", attribute.key)), value);
            }
        }
        about
    }

    /// The act that an event stands for.
    fn act(
        &mut self,
        case: &mut Case,
        index: usize,
        event: &Event,
        anomalies: &mut Anomalies,
        records: &mut Vec<NamedRecord>,
    ) -> Option<Act> {
        let occurred_at = time_of(event, anomalies)?;
        if case.latest.is_some_and(|latest| occurred_at < latest) {
            anomalies.note(AnomalyKind::ClockWentBack, event.line, || {
                format!("{occurred_at} stands after a later event of its case")
            });
        }
        case.latest = case.latest.max(Some(occurred_at));
        let activity = find(&event.attributes, "concept:name").cloned();
        if activity.is_none() {
            anomalies.note(AnomalyKind::SchemaDefect, event.line, || {
                "an event without an activity (concept:name)".into()
            });
        }
        let activity = activity.unwrap_or_else(|| Word::new(""));
        let lifecycle = find(&event.attributes, "lifecycle:transition").cloned();
        let work = lifecycle.as_ref().and_then(|transition| {
            let step = Step::of(transition.as_str());
            case.open.work(&activity, step, occurred_at, &mut self.started, event.line, anomalies)
        });
        let who = self.resource(event, records);
        let settings = &self.settings;
        let outcome = settings.outcome_of(activity.as_str()).filter(|_| ends(lifecycle.as_ref()));
        let mut relations: Vec<Relation> = case.name.iter().map(|case| relation("in", case)).collect();
        relations.extend(who.iter().map(|who| relation("by", who)));
        Some(Act {
            id: ordered_id(&self.identity, occurred_at, &case.key, index),
            kind: ActKind::new("case.event"),
            operation: settings.operation_of(activity.as_str()).unwrap_or(Operation::Organise),
            scene: settings.scene_of(activity.as_str()).unwrap_or(Scene::BackOffice),
            occurred_at,
            lasted: None,
            outcome,
            reason: None,
            waited: None,
            parts: part(who, work).into_iter().collect(),
            relations,
            body: self.body(case, activity, lifecycle, event, anomalies),
        })
    }

    fn body(
        &mut self,
        case: &mut Case,
        activity: Word,
        lifecycle: Option<Word>,
        event: &Event,
        anomalies: &mut Anomalies,
    ) -> Body {
        let mut body = std::mem::take(&mut case.about);
        for attribute in &event.attributes {
            let known = ["concept:name", "lifecycle:transition", "time:timestamp", "org:resource"];
            if known.contains(&attribute.key.as_str()) {
                continue;
            }
            if let Some(value) = self.scalar(attribute, event.line, anomalies) {
                body.insert(attribute.key.clone(), value);
            }
        }
        if !activity.as_str().is_empty() {
            body.insert(Word::new("activity"), Scalar::Text(shortened(activity, event.line, anomalies)));
        }
        if let Some(lifecycle) = lifecycle {
            body.insert(Word::new("lifecycle"), Scalar::Text(shortened(lifecycle, event.line, anomalies)));
        }
        body
    }

    /// Whoever did it: a machine that the mapping lists, else a person.
    fn resource(&mut self, event: &Event, records: &mut Vec<NamedRecord>) -> Option<ObjectRef> {
        let raw = find(&event.attributes, "org:resource")
            .map(|raw| raw.as_str().trim())
            .filter(|raw| !raw.is_empty())?;
        if self.settings.is_machine(raw) {
            return Some(ObjectRef::new("machine", raw));
        }
        let id = self.identity.person("agent", raw);
        if self.parties.insert(Arc::clone(&id)) {
            records.extend(self.identity.party("agent", &id, raw));
        }
        Some(ObjectRef { kind: Word::new("agent"), id })
    }

    /// An attribute's value as the body keeps it; people by their digest, messages not at all.
    fn scalar(&mut self, attribute: &Attribute, line: u64, anomalies: &mut Anomalies) -> Option<Scalar> {
        let text = attribute.value.as_str();
        let lost = |anomalies: &mut Anomalies, kind, why: &str| {
            anomalies.note(kind, line, || format!("{}: {why}", attribute.key));
        };
        if names_people(attribute.key.as_str(), &self.settings) {
            let digest = self.identity.person("agent", text);
            return (!text.is_empty()).then(|| Scalar::Text(Word::new(&digest)));
        }
        let typed = match attribute.declared {
            Declared::Text => None,
            Declared::Date => read_instant(text).map(|read| Scalar::Time(read.at)),
            Declared::Integer => text.trim().parse().ok().map(Scalar::Integer),
            Declared::Float => decimal(text).map(Scalar::Decimal),
            Declared::Boolean => text.trim().to_ascii_lowercase().parse().ok().map(Scalar::Bool),
        };
        if typed.is_some() {
            return typed;
        }
        if holds_a_message(text) {
            lost(anomalies, AnomalyKind::AttributeLost, "a text that long is a message; acts hold none");
            return None;
        }
        match attribute.declared {
            Declared::Text => {}
            Declared::Date => lost(anomalies, AnomalyKind::BadTime, "not a time; kept as text"),
            _ => lost(anomalies, AnomalyKind::BadNumber, "not of its declared type; kept as text"),
        }
        Some(Scalar::Text(attribute.value.clone()))
    }
}

fn time_of(event: &Event, anomalies: &mut Anomalies) -> Option<Timestamp> {
    let Some(text) = find(&event.attributes, "time:timestamp") else {
        anomalies.note(AnomalyKind::TimeMissing, event.line, || {
            "an event without time:timestamp was left out".into()
        });
        return None;
    };
    let Some(read) = read_instant(text.as_str()) else {
        anomalies.note(AnomalyKind::BadTime, event.line, || {
            format!("“{text}” is not a time such as 2011-10-01T00:38:44.546+02:00; the event was left out")
        });
        return None;
    };
    if read.naive {
        anomalies.note(AnomalyKind::OffsetMissing, event.line, || {
            format!("“{text}” has no offset: taken for UTC")
        });
    }
    Some(read.at)
}

/// The id of an event: its time, then its place in its case (so that events of one millisecond keep their order),
/// then the digest of its case and place.
fn ordered_id(identity: &Identity, at: Timestamp, case: &[u8], index: usize) -> ActId {
    let place = u32::try_from(index).unwrap_or(u32::MAX);
    let digest = identity.act_id(at, case, place).as_u128() & u128::from(u64::MAX);
    ActId::at(at, (u128::from(place.min(u32::from(u16::MAX))) << 64) | digest)
}

fn short_digest(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(key).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

fn relation(qualifier: &str, object: &ObjectRef) -> Relation {
    Relation { qualifier: Word::new(qualifier), object: object.clone() }
}

/// The share of whoever did it. Nobody named and no work known: the log says nothing of a share.
fn part(who: Option<ObjectRef>, work: Option<Millis>) -> Option<Part> {
    if who.is_none() && work.is_none() {
        return None;
    }
    let machine = who.as_ref().is_some_and(|who| who.kind == *"machine");
    let (actor, phase) =
        if machine { (ActorKind::Machine, Phase::Running) } else { (ActorKind::Agent, Phase::Handling) };
    Some(Part { actor, who, phase, work: work.map(Work::measured) })
}
