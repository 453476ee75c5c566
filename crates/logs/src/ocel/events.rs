//! What the events of a log become: our own acts as they were, others' by the mapping.

use jiff::Timestamp;
use types::{
    Act, ActKind, ActorKind, Body, ObjectRef, Operation, Part, Phase, Relation, Scalar, Scene, Word,
};

use super::model::RawEvent;
use super::objects::{Objects, body_value};
use super::own;
use crate::xes::read_instant;
use crate::{Anomalies, AnomalyKind};

/// Types of objects that are people who work for the organisation.
const AGENTS: &[&str] = &[
    "agent",
    "agents",
    "employee",
    "employees",
    "resource",
    "resources",
    "worker",
    "workers",
    "staff",
    "clerk",
    "operator",
    "operators",
    "user",
    "users",
];

/// The act that an event stands for; nothing if it cannot be one, which the report then says.
pub(super) fn act_of(event: &RawEvent, objects: &Objects, anomalies: &mut Anomalies) -> Option<Act> {
    if own::is_ours(event) {
        return match own::act_of(event, |id| objects.find(id)) {
            Ok(act) => Some(act),
            Err(reason) => {
                anomalies
                    .note(AnomalyKind::RowSkipped, event.line, || format!("event “{}”: {reason}", event.id));
                None
            }
        };
    }
    let occurred_at = time_of(event, anomalies)?;
    let settings = objects.settings();
    let relations = relations_of(event, objects, anomalies);
    let mut body = Body::new();
    for attribute in &event.attributes {
        if let Some(value) = body_value(attribute, objects, event.line, anomalies) {
            body.insert(Word::new(&attribute.name), value);
        }
    }
    body.insert(Word::new("activity"), Scalar::Text(Word::new(&event.kind)));
    Some(Act {
        id: objects.identity().act_id(occurred_at, format!("ocel\0{}", event.id).as_bytes(), 0),
        kind: ActKind::new(&format!("ocel.{}", slug(&event.kind))),
        operation: settings.operation_of(&event.kind).unwrap_or(Operation::Organise),
        scene: settings.scene_of(&event.kind).unwrap_or(Scene::BackOffice),
        occurred_at,
        lasted: None,
        outcome: settings.outcome_of(&event.kind),
        reason: None,
        waited: None,
        parts: parts_of(&relations, objects),
        relations,
        body,
    })
}

fn time_of(event: &RawEvent, anomalies: &mut Anomalies) -> Option<Timestamp> {
    let Some(text) = event.time.as_deref().filter(|text| !text.trim().is_empty()) else {
        anomalies.note(AnomalyKind::TimeMissing, event.line, || {
            format!("event “{}” of type “{}” has no time: left out", event.id, event.kind)
        });
        return None;
    };
    let Some(read) = read_instant(text) else {
        anomalies.note(AnomalyKind::BadTime, event.line, || {
            format!("event “{}”: “{text}” is not a time such as 2023-04-03T12:08:18Z: left out", event.id)
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

fn relations_of(event: &RawEvent, objects: &Objects, anomalies: &mut Anomalies) -> Vec<Relation> {
    let relation = |(qualifier, id): &(String, String)| {
        let object = objects.find(id).unwrap_or_else(|| {
            anomalies.note(AnomalyKind::DanglingRelation, event.line, || {
                format!("event “{}” relates to “{id}”, which the file does not hold", event.id)
            });
            // It might be a person: of what nobody describes only the digest is kept.
            ObjectRef { kind: Word::new("unknown"), id: objects.identity().person("unknown", id) }
        });
        let qualifier = if qualifier.trim().is_empty() { "about" } else { qualifier };
        Relation { qualifier: Word::new(qualifier), object }
    };
    event.relations.iter().map(relation).collect()
}

/// Whoever worked in it, as far as the types of its objects say; for how long, OCEL does not say.
fn parts_of(relations: &[Relation], objects: &Objects) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for Relation { object, .. } in relations {
        let (actor, phase) = if objects.settings().is_machine(&object.id) {
            (ActorKind::Machine, Phase::Running)
        } else if AGENTS.contains(&object.kind.as_str().to_lowercase().as_str()) {
            (ActorKind::Agent, Phase::Handling)
        } else {
            continue;
        };
        if !parts.iter().any(|part| part.who.as_ref() == Some(object)) {
            parts.push(Part { actor, who: Some(object.clone()), phase, work: None });
        }
    }
    parts
}

/// A type's name as part of a kind: lower-case letters and digits, other signs one underscore.
fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "event".to_owned() } else { words.join("_") }
}
