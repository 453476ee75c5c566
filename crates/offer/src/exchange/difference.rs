//! What differs between two states of a resource, attribute by attribute.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::file::Section;
use super::price_line::instant_of;
use crate::catalogue::ProductOfferingPrice;

/// One attribute before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its path: `price.value`, `translation[en].name`.
    pub path: String,
    /// What it was; nothing: it was not there.
    pub before: Option<Value>,
    /// What it becomes; nothing: it goes.
    pub after: Option<Value>,
}

/// Attributes that say when something was written rather than what it is.
const WRITTEN: [&str; 2] = ["lastUpdate", "href"];

/// A resource as its typed view writes it, so that `9.90` and `"9.9"` are the same.
pub(super) fn normal(section: Section, body: &Value) -> Value {
    use crate::catalogue::{Category, ProductOffering, ProductSpecification, Promotion};
    fn through<T: serde::Serialize + serde::de::DeserializeOwned>(body: &Value) -> Option<Value> {
        serde_json::to_value(serde_json::from_value::<T>(body.clone()).ok()?).ok()
    }
    let typed = match section {
        Section::Category => through::<Category>(body),
        Section::Specification => through::<ProductSpecification>(body),
        Section::Price => through::<ProductOfferingPrice>(body),
        Section::Offering => through::<ProductOffering>(body),
        Section::Promotion => through::<Promotion>(body),
        _ => None,
    };
    let mut normal = typed.unwrap_or_else(|| body.clone());
    if let Some(fields) = normal.as_object_mut() {
        fields.retain(|name, value| !value.is_null() && !WRITTEN.contains(&name.as_str()));
    }
    normal
}

/// Whether two resources say the same.
pub(super) fn same(section: Section, a: &Value, b: &Value) -> bool {
    a == b || normal(section, a) == normal(section, b)
}

/// Whether two prices ask the same of a customer. `whenever`: whatever their periods.
pub(super) fn same_terms(a: &Value, b: &Value, whenever: bool) -> bool {
    let terms = |body: &Value| {
        let typed = normal(Section::Price, body);
        let known =
            ["price", "priceType", "priceIncludesTax", "tax", "recurringChargePeriodType", "unitOfMeasure"];
        let more = ["recurringChargePeriodLength", "appliesFor", "startsAfter", "prodSpecCharValueUse"];
        known.iter().chain(&more).map(|name| typed.get(*name).cloned()).collect::<Vec<_>>()
    };
    terms(a) == terms(b) && (whenever || instant_of(a, "startDateTime") == instant_of(b, "startDateTime"))
}

/// Attribute by attribute, what differs.
pub fn differences(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare("", Some(before), Some(after), &mut found);
    found
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (before, after) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            names.into_iter().for_each(|name| compare(&below(name), a.get(name), b.get(name), found));
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => match (keyed(a), keyed(b)) {
            (Some(a), Some(b)) => {
                let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
                for name in names {
                    compare(&format!("{path}[{name}]"), a.get(name).copied(), b.get(name).copied(), found);
                }
            }
            _ => found.push(change(path, before, after)),
        },
        _ => found.push(change(path, before, after)),
    }
}

fn change(path: &str, before: Option<&Value>, after: Option<&Value>) -> FieldChange {
    FieldChange { path: path.to_owned(), before: before.cloned(), after: after.cloned() }
}

/// The elements of a list by what tells them apart, if something does.
fn keyed(list: &[Value]) -> Option<BTreeMap<String, &Value>> {
    let mut found = BTreeMap::new();
    for element in list {
        let fields: &Map<String, Value> = element.as_object()?;
        let key = ["language", "id", "name"].iter().find_map(|name| fields.get(*name)?.as_str())?;
        if found.insert(key.to_owned(), element).is_some() {
            return None;
        }
    }
    Some(found)
}
