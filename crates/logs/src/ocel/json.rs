//! OCEL 2.0 in JSON: once through the file for types and objects, once more for the events.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;
use serde_json::Value;

use super::Source;
use super::items::{Item, Items};
use super::model::{Attribute, Change, Declared, Plain, RawEvent, RawObject};
use crate::{Anomalies, AnomalyKind, Limits, Opened, ReadError};

/// An event or an object, as JSON has it.
#[derive(Deserialize)]
struct Element {
    #[serde(default)]
    id: Value,
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default)]
    time: Value,
    #[serde(default)]
    attributes: Value,
    #[serde(default)]
    relationships: Value,
}

/// A type with its attributes, as JSON has it.
#[derive(Deserialize)]
struct TypeElement {
    name: String,
    #[serde(default)]
    attributes: Vec<TypeAttribute>,
}

#[derive(Deserialize)]
struct TypeAttribute {
    name: String,
    #[serde(default, rename = "type")]
    declared: String,
}

/// The attributes that types declare.
type Declarations = BTreeMap<String, BTreeMap<String, Declared>>;

/// An OCEL JSON file.
pub(super) struct JsonSource {
    path: PathBuf,
    file: String,
    limits: Limits,
    size: u64,
    read: Arc<AtomicU64>,
    first: Option<Items>,
    pass: Pass,
    items: Option<Items>,
    event_types: Declarations,
    object_types: Declarations,
}

/// What the file is gone through for. Types may stand after what they describe, so they come first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Objects,
    Records,
    Events,
}

impl JsonSource {
    pub fn new(opened: Opened) -> Self {
        let (path, file, limits, size) =
            (opened.path.clone(), opened.file.clone(), opened.limits.clone(), opened.size);
        let read = opened.counter();
        let first = Items::new(opened.into_stream(), file.clone(), limits.max_line_bytes);
        let (event_types, object_types) = (Declarations::new(), Declarations::new());
        let pass = Pass::Objects;
        Self {
            path,
            file,
            limits,
            size,
            read,
            first: Some(first),
            pass,
            items: None,
            event_types,
            object_types,
        }
    }

    fn again(&mut self) -> Result<Items, ReadError> {
        let opened = crate::open(&self.path, &self.limits)?;
        self.read = opened.counter();
        Ok(Items::new(opened.into_stream(), self.file.clone(), self.limits.max_line_bytes))
    }

    fn declare(&mut self, item: &Item, anomalies: &mut Anomalies) {
        let Ok(described) = serde_json::from_slice::<TypeElement>(&item.json) else {
            anomalies.note(AnomalyKind::SchemaDefect, item.line, || "a type without a name".into());
            return;
        };
        let types = if item.section == "eventTypes" { &mut self.event_types } else { &mut self.object_types };
        let attributes = types.entry(described.name).or_default();
        for attribute in described.attributes {
            attributes.insert(attribute.name, Declared::from_json(&attribute.declared));
        }
    }

    /// The next element of a section in the current pass.
    fn next_of(&mut self, section: &str) -> Result<Option<Item>, ReadError> {
        if self.items.is_none() {
            self.items = Some(self.again()?);
        }
        let Some(items) = &mut self.items else { return Ok(None) };
        while let Some(item) = items.next_item()? {
            if item.section == section {
                return Ok(Some(item));
            }
        }
        self.items = None;
        Ok(None)
    }
}

impl Source for JsonSource {
    fn index(
        &mut self,
        anomalies: &mut Anomalies,
        object: &mut dyn FnMut(&str, &str, bool, u64, &mut Anomalies),
    ) -> Result<(), ReadError> {
        let Some(mut items) = self.first.take() else { return Ok(()) };
        while let Some(item) = items.next_item()? {
            match item.section.as_str() {
                "eventTypes" | "objectTypes" => self.declare(&item, anomalies),
                "objects" => {
                    if let Some(raw) = object_of(&item, &self.object_types, anomalies) {
                        object(&raw.id, &raw.kind, super::objects::is_ours(&raw), item.line, anomalies);
                    }
                }
                _ => {}
            }
        }
        if !["eventTypes", "objectTypes", "events", "objects"].iter().any(|list| items.has_entered(list)) {
            let reason = "this JSON holds none of eventTypes, objectTypes, events and objects, of which OCEL 2.0 is made";
            return Err(ReadError::OtherFormat { file: self.file.clone(), reason: reason.into() });
        }
        self.pass = Pass::Records;
        Ok(())
    }

    fn next_object(&mut self) -> Result<Option<RawObject>, ReadError> {
        while self.pass == Pass::Records {
            let Some(item) = self.next_of("objects")? else {
                self.pass = Pass::Events;
                break;
            };
            // What is wrong with it was noted when it was indexed.
            if let Some(raw) = object_of(&item, &self.object_types, &mut Anomalies::default()) {
                return Ok(Some(raw));
            }
        }
        Ok(None)
    }

    fn next_event(&mut self, anomalies: &mut Anomalies) -> Result<Option<Option<RawEvent>>, ReadError> {
        let Some(item) = self.next_of("events")? else { return Ok(None) };
        Ok(Some(event_of(&item, &self.event_types, anomalies)))
    }

    fn progress(&self) -> u64 {
        // The file is read three times over.
        let share = self.read.load(Ordering::Relaxed) / 3;
        let done = match self.pass {
            Pass::Objects => 0,
            Pass::Records => self.size / 3,
            Pass::Events => self.size / 3 * 2,
        };
        (done + share).min(self.size)
    }
}

fn element(item: &Item, anomalies: &mut Anomalies) -> Option<(Element, String)> {
    let element: Element = match serde_json::from_slice(&item.json) {
        Ok(element) => element,
        Err(error) => {
            anomalies.note(AnomalyKind::RowSkipped, item.line, || format!("not an event or object: {error}"));
            return None;
        }
    };
    let Some(id) = text(&element.id) else {
        anomalies.note(AnomalyKind::RowSkipped, item.line, || {
            "an event or object without an id was left out".into()
        });
        return None;
    };
    Some((element, id))
}

fn kind_of(element: &Element, types: &Declarations, item: &Item, anomalies: &mut Anomalies) -> String {
    let kind = text(&element.kind).unwrap_or_default();
    if !types.contains_key(&kind) {
        anomalies
            .note(AnomalyKind::TypeUnmatched, item.line, || format!("the type “{kind}” is not declared"));
    }
    kind
}

fn event_of(item: &Item, types: &Declarations, anomalies: &mut Anomalies) -> Option<RawEvent> {
    let (element, id) = element(item, anomalies)?;
    let kind = kind_of(&element, types, item, anomalies);
    let declared = types.get(&kind);
    let attributes =
        attributes_of(&element.attributes).map(|(name, value, _)| attribute(name, value, declared)).collect();
    let relations = relations_of(&element.relationships);
    Some(RawEvent { id, kind, time: text(&element.time), attributes, relations, line: item.line })
}

fn object_of(item: &Item, types: &Declarations, anomalies: &mut Anomalies) -> Option<RawObject> {
    let (element, id) = element(item, anomalies)?;
    let kind = text(&element.kind).unwrap_or_default();
    let declared = types.get(&kind);
    let changes = attributes_of(&element.attributes)
        .map(|(name, value, time)| Change { attribute: attribute(name, value, declared), time })
        .collect();
    let relations = relations_of(&element.relationships);
    Some(RawObject { id, kind, changes, relations, line: item.line })
}

fn attribute(name: String, value: Plain, declared: Option<&BTreeMap<String, Declared>>) -> Attribute {
    let declared = declared.and_then(|declared| declared.get(&name)).copied().unwrap_or(match value {
        Plain::Text(_) => Declared::Text,
        Plain::Integer(_) => Declared::Integer,
        Plain::Float(_) => Declared::Float,
        Plain::Bool(_) => Declared::Boolean,
    });
    Attribute { name, declared, value }
}

/// Attributes as a list of names and values, or (as some tools write) as a map, often an empty one.
fn attributes_of(value: &Value) -> Box<dyn Iterator<Item = (String, Plain, Option<String>)> + '_> {
    match value {
        Value::Array(list) => Box::new(list.iter().filter_map(|attribute| {
            let name = attribute.get("name")?.as_str()?.to_owned();
            let value = Plain::from_json(attribute.get("value")?)?;
            Some((name, value, attribute.get("time").and_then(text)))
        })),
        Value::Object(map) => Box::new(
            map.iter().filter_map(|(name, value)| Some((name.clone(), Plain::from_json(value)?, None))),
        ),
        _ => Box::new(std::iter::empty()),
    }
}

fn relations_of(value: &Value) -> Vec<(String, String)> {
    let Value::Array(list) = value else { return Vec::new() };
    let relation = |relation: &Value| {
        let object = relation.get("objectId").and_then(text)?;
        Some((relation.get("qualifier").and_then(text).unwrap_or_default(), object))
    };
    list.iter().filter_map(relation).collect()
}

/// The text of an id, a type or a time, also where it was written as a number.
fn text(value: &Value) -> Option<String> {
    Plain::from_json(value).map(|plain| plain.text())
}
