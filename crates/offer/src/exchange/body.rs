//! Small changes to a resource's JSON: one attribute at a time, everything else left as it is.

use serde_json::{Map, Value, json};

/// Sets a text, unless it is said already.
pub(super) fn set(body: &mut Value, name: &str, value: Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// Sets words: those of the catalogue's own language in the attribute itself, others among its translations.
pub(super) fn set_words(body: &mut Value, name: &str, language: Option<&str>, own: &str, text: &str) {
    let Some(language) = language.filter(|language| *language != own) else {
        // Cells are read without the spaces around them: these alone change nothing.
        if body.get(name).and_then(Value::as_str).is_none_or(|known| known.trim() != text) {
            set(body, name, json!(text));
        }
        return;
    };
    let list = child_list(body, "translation");
    let found = list.iter_mut().find(|each| each.get("language").and_then(Value::as_str) == Some(language));
    match found {
        Some(known) if known.get(name).and_then(Value::as_str).is_some_and(|known| known.trim() == text) => {}
        Some(translation) => set(translation, name, json!(text)),
        None => list.push(json!({"language": language, name: text})),
    }
}

/// The list of this name, made where it is not there.
pub(super) fn child_list<'v>(body: &'v mut Value, name: &str) -> &'v mut Vec<Value> {
    if !body.is_object() {
        *body = Value::Object(Map::new());
    }
    let fields = body.as_object_mut().expect("it was just made an object");
    let list = fields.entry(name.to_owned()).or_insert_with(|| json!([]));
    if !list.is_array() {
        *list = json!([]);
    }
    list.as_array_mut().expect("it was just made a list")
}

/// The text of a value of a characteristic, with its unit.
pub(super) fn value_text(value: &Value) -> String {
    let plain = match value.get("value") {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    match value.get("unitOfMeasure").and_then(Value::as_str) {
        Some(unit) => format!("{plain} {unit}"),
        None => plain,
    }
}

/// The values of a characteristic as one text.
pub(super) fn characteristic_text(characteristic: &Value) -> String {
    let values = characteristic.get("productSpecCharacteristicValue").and_then(Value::as_array);
    values.into_iter().flatten().map(value_text).collect::<Vec<_>>().join(" | ")
}

/// Gives a characteristic this value; `all`: beside those that it has, rather than in their place. Says whether that
/// changed anything.
pub(super) fn set_characteristic(body: &mut Value, list: &str, name: &str, text: &str, all: bool) -> bool {
    let found = child_list(body, list);
    let value = json!({"value": text});
    match found.iter_mut().find(|each| each.get("name").and_then(Value::as_str) == Some(name)) {
        None => found.push(json!({"name": name, "productSpecCharacteristicValue": [value]})),
        Some(characteristic) if all => {
            let values = child_list(characteristic, "productSpecCharacteristicValue");
            if values.iter().any(|each| value_text(each).trim() == text) {
                return false;
            }
            values.push(value);
        }
        Some(characteristic) if characteristic_text(characteristic).trim() != text => {
            set(characteristic, "productSpecCharacteristicValue", json!([value]));
        }
        Some(_) => return false,
    }
    true
}

/// A text without the marks of HTML; line breaks where paragraphs end.
pub(super) fn without_marks(text: &str) -> String {
    if !text.contains('<') {
        return text.trim().to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        plain.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            plain.push_str(&rest[open..]);
            rest = "";
            break;
        };
        let mark = rest[open + 1..open + close].trim_start_matches('/').to_lowercase();
        let ends_line = ["p", "br", "li", "div", "h1", "h2", "h3", "tr"];
        if ends_line.iter().any(|name| mark.trim_end_matches('/').trim() == *name) && !plain.ends_with('\n') {
            plain.push('\n');
        }
        rest = &rest[open + close + 1..];
    }
    plain.push_str(rest);
    for (entity, letter) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        plain = plain.replace(entity, letter);
    }
    plain.trim().to_owned()
}
