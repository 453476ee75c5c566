//! The objects of a log, as events refer to them: type and id, people by their digest. Kept compactly.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};
use types::{ObjectRef, Word};

use super::model::{Change, Plain, RawObject, written};
use super::own::{OBJECT_ID, RECORD, RECORD_TYPE};
use crate::xes::{holds_a_message, names_people, read_instant};
use crate::{Anomalies, AnomalyKind, EventSettings, Identity, NamedRecord};

/// What is known of an object by its id in the file: 12 bytes for each, whatever the length of its id.
#[derive(Debug, Clone, Copy)]
struct Known {
    kind: u32,
    ours: bool,
}

/// All the objects of a log.
pub(super) struct Objects {
    settings: EventSettings,
    identity: Identity,
    known: BTreeMap<u64, Known>,
    kinds: Vec<Word>,
    kind_numbers: BTreeMap<Word, u32>,
    parties: BTreeSet<Arc<str>>,
}

impl Objects {
    pub fn new(settings: EventSettings, identity: Identity) -> Self {
        let (known, kind_numbers, parties) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { settings, identity, known, kinds: Vec::new(), kind_numbers, parties }
    }

    pub const fn settings(&self) -> &EventSettings {
        &self.settings
    }

    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Remembers an object. False if the id was there before.
    pub fn add(&mut self, id: &str, kind: &str, ours: bool) -> bool {
        let next = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let number = match self.kind_numbers.get(kind) {
            Some(number) => *number,
            None => {
                self.kinds.push(Word::new(kind));
                self.kind_numbers.insert(Word::new(kind), next);
                next
            }
        };
        self.known.insert(digest(id), Known { kind: number, ours }).is_none()
    }

    /// The object of an id in the file, if the file holds it.
    pub fn find(&self, id: &str) -> Option<ObjectRef> {
        let known = self.known.get(&digest(id))?;
        let kind = self.kinds.get(known.kind as usize)?;
        Some(self.object(kind, id, known.ours))
    }

    /// The object as acts name it.
    fn object(&self, kind: &Word, id: &str, ours: bool) -> ObjectRef {
        if ours {
            let bare = id.strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id);
            return ObjectRef { kind: kind.clone(), id: Arc::from(bare) };
        }
        let person = names_people(kind.as_str(), &self.settings) && !self.settings.is_machine(id);
        let id = if person { self.identity.person(kind.as_str(), id) } else { Arc::from(id) };
        ObjectRef { kind: kind.clone(), id }
    }

    /// The records that an object leaves: its own, and its name where names are kept.
    pub fn records(&mut self, raw: &RawObject, anomalies: &mut Anomalies, into: &mut Vec<NamedRecord>) {
        let kept = raw
            .changes
            .iter()
            .find(|change| change.attribute.name == RECORD)
            .map(|change| &change.attribute.value);
        if raw.kind == RECORD_TYPE || kept.is_some() || is_ours(raw) {
            into.extend(kept.and_then(|kept| kept_record(raw, kept, anomalies)));
            return;
        }
        let object = self.object(&Word::new(&raw.kind), &raw.id, false);
        let person = *object.id != *raw.id;
        if person && self.parties.insert(Arc::clone(&object.id)) {
            into.extend(self.identity.party(&raw.kind, &object.id, &raw.id));
        }
        let mut attributes: Vec<(String, String, Value)> = Vec::new();
        for change in &raw.changes {
            attributes.extend(self.change(change, raw.line, anomalies));
        }
        attributes.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
        let mut relations: Vec<(String, String, String)> = Vec::new();
        for (qualifier, id) in &raw.relations {
            let Some(target) = self.find(id) else {
                anomalies.note(AnomalyKind::DanglingRelation, raw.line, || {
                    format!("an object relates to “{id}”, which the file does not hold")
                });
                continue;
            };
            relations.push((qualifier.clone(), target.kind.as_str().to_owned(), target.id.to_string()));
        }
        relations.sort();
        into.push(NamedRecord {
            kind: "object".to_owned(),
            id: object.to_string(),
            body: json!({
                "type": raw.kind,
                "attributes": attributes.into_iter().map(|(_, _, attribute)| attribute).collect::<Vec<_>>(),
                "relations": relations
                    .into_iter()
                    .map(|(qualifier, kind, id)| json!({ "qualifier": qualifier, "type": kind, "id": id }))
                    .collect::<Vec<_>>(),
            }),
        });
    }

    /// A value of an object's attribute: its time, its name (for the order) and its form in the record.
    fn change(
        &self,
        change: &Change,
        line: u64,
        anomalies: &mut Anomalies,
    ) -> Option<(String, String, Value)> {
        let attribute = &change.attribute;
        let time = match change.time.as_deref() {
            None | Some("") => FROM_THE_BEGINNING.to_owned(),
            // Exports from another zone write the beginning as the small hours of that day.
            Some(time) if time.starts_with("1970-01-01") => FROM_THE_BEGINNING.to_owned(),
            Some(time) => match read_instant(time) {
                Some(read) => written(read.at),
                None => {
                    anomalies.note(AnomalyKind::BadTime, line, || {
                        format!("{}: “{time}” is not a time; taken as from the beginning", attribute.name)
                    });
                    FROM_THE_BEGINNING.to_owned()
                }
            },
        };
        let value = match &attribute.value {
            Plain::Text(text) if names_people(&attribute.name, &self.settings) => {
                Plain::Text(self.identity.person("agent", text).to_string())
            }
            value => value.clone(),
        };
        let mut body = Map::new();
        body.insert("name".into(), attribute.name.as_str().into());
        body.insert("time".into(), time.as_str().into());
        body.insert("type".into(), attribute.declared.json_name().into());
        body.insert("value".into(), value.to_json());
        Some((time, attribute.name.clone(), Value::Object(body)))
    }
}

/// When an object's first values are said to hold from.
pub(crate) const FROM_THE_BEGINNING: &str = "1970-01-01T00:00:00Z";

/// Whether an object of the file is one of our own exports.
pub(super) fn is_ours(raw: &RawObject) -> bool {
    raw.changes.iter().any(|change| change.attribute.name == OBJECT_ID)
}

/// The record that one of our own objects carries.
fn kept_record(raw: &RawObject, kept: &Plain, anomalies: &mut Anomalies) -> Option<NamedRecord> {
    let Ok(body) = serde_json::from_str(&kept.text()) else {
        anomalies
            .note(AnomalyKind::AttributeLost, raw.line, || format!("the record of “{}” is not JSON", raw.id));
        return None;
    };
    if raw.kind != RECORD_TYPE {
        return Some(NamedRecord { kind: "object".to_owned(), id: raw.id.clone(), body });
    }
    let (kind, id) = raw.id.strip_prefix(RECORD_TYPE)?.strip_prefix('/')?.split_once('/')?;
    Some(NamedRecord { kind: kind.to_owned(), id: id.to_owned(), body })
}

/// The value of an event's attribute as an act's body keeps it, for logs that are not our own.
pub(super) fn body_value(
    attribute: &super::model::Attribute,
    objects: &Objects,
    line: u64,
    anomalies: &mut Anomalies,
) -> Option<types::Scalar> {
    let text = attribute.value.text();
    if text.trim().is_empty() {
        return None;
    }
    if matches!(attribute.value, Plain::Text(_)) && names_people(&attribute.name, &objects.settings) {
        return Some(types::Scalar::Text(Word::new(&objects.identity.person("agent", &text))));
    }
    if let Some(value) = attribute.value.typed(attribute.declared)
        && !matches!(&value, types::Scalar::Text(text) if holds_a_message(text.as_str()))
    {
        return Some(value);
    }
    if holds_a_message(&text) {
        anomalies.note(AnomalyKind::AttributeLost, line, || {
            format!("{}: a text that long is a message; acts hold none", attribute.name)
        });
        return None;
    }
    anomalies.note(AnomalyKind::BadNumber, line, || {
        format!("{}: “{text}” is not of its declared type; kept as text", attribute.name)
    });
    Some(types::Scalar::Text(Word::from(text)))
}

fn digest(id: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}
