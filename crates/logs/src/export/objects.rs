//! What an exported object says of itself: its own id, its record to the letter, and that record's plain values.

use serde_json::Value;
use types::Word;

use crate::NamedRecord;
use crate::ocel::FROM_THE_BEGINNING;
use crate::ocel::model::{Attribute, Change, Declared, Plain};
use crate::ocel::own::{Attributes, OBJECT_ID, RECORD, RECORD_TYPE};

/// The attributes that every exported object may have, in the order in which they are declared.
pub(super) const ENVELOPE: &[(&str, Declared)] = &[(OBJECT_ID, Declared::Text), (RECORD, Declared::Text)];

/// The type and the id of the object that a record belongs to: the object itself where it is the record of one,
/// else an object that only stands for the record.
pub(super) fn owner(record: &NamedRecord) -> (String, String) {
    if record.kind == "object" {
        let named = record.body.get("type").and_then(Value::as_str);
        let by_type = named.and_then(|kind| Some((kind, record.id.strip_prefix(kind)?.strip_prefix('/')?)));
        if let Some((kind, id)) = by_type.or_else(|| record.id.split_once('/'))
            && kind != RECORD_TYPE
        {
            return (kind.to_owned(), id.to_owned());
        }
    }
    (RECORD_TYPE.to_owned(), format!("{}/{}", record.kind, record.id))
}

/// All that is written of an object; `known` remembers the attributes of its type.
pub(super) fn changes(id: &str, record: Option<&Value>, known: &mut Attributes) -> Vec<Change> {
    let own = |name: &str, value: String| Change {
        attribute: Attribute { name: name.to_owned(), declared: Declared::Text, value: Plain::Text(value) },
        time: Some(FROM_THE_BEGINNING.to_owned()),
    };
    let mut changes = vec![own(OBJECT_ID, id.to_owned())];
    if let Some(body) = record {
        changes.push(own(RECORD, body.to_string()));
        changes.extend(
            plain_changes(body)
                .into_iter()
                .filter(|change| known.place(&Word::new(&change.attribute.name), change.attribute.declared)),
        );
    }
    changes
}

/// The values of a record as plain attributes: what an imported object says through time, else its plain fields.
fn plain_changes(body: &Value) -> Vec<Change> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    if let Some(Value::Array(attributes)) = body.get("attributes") {
        let change = |attribute: &Value| {
            let value = Plain::from_json(attribute.get("value")?)?;
            let declared = Declared::from_json(&text(attribute, "type")?);
            let name = text(attribute, "name")?;
            let time = text(attribute, "time").or_else(|| Some(FROM_THE_BEGINNING.to_owned()));
            fits(&value, declared).then_some(Change { attribute: Attribute { name, declared, value }, time })
        };
        return attributes.iter().filter_map(change).collect();
    }
    let Value::Object(fields) = body else { return Vec::new() };
    let change = |(name, value): (&String, &Value)| {
        let value = Plain::from_json(value)?;
        let declared = match value {
            Plain::Text(_) => Declared::Text,
            Plain::Integer(_) => Declared::Integer,
            Plain::Float(_) => Declared::Float,
            Plain::Bool(_) => Declared::Boolean,
        };
        let attribute = Attribute { name: name.clone(), declared, value };
        Some(Change { attribute, time: Some(FROM_THE_BEGINNING.to_owned()) })
    };
    fields.iter().filter_map(change).collect()
}

fn fits(value: &Plain, declared: Declared) -> bool {
    matches!(
        (declared, value),
        (Declared::Text | Declared::Time, Plain::Text(_))
            | (Declared::Integer, Plain::Integer(_))
            | (Declared::Float, Plain::Float(_) | Plain::Integer(_))
            | (Declared::Boolean, Plain::Bool(_))
    )
}

/// The relations of a record to other objects: qualifier, type, id.
pub(super) fn relations(body: &Value) -> Vec<(String, String, String)> {
    let Some(Value::Array(relations)) = body.get("relations") else { return Vec::new() };
    let relation = |relation: &Value| {
        let text = |key: &str| relation.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("qualifier")?, text("type")?, text("id")?))
    };
    let mut relations: Vec<_> = relations.iter().filter_map(relation).collect();
    relations.sort();
    relations.dedup();
    relations
}
