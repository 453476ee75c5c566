//! A section of the portrait as a CSV table: the same figures as `portrait.json`, flattened.

use std::collections::BTreeSet;

use portrait::Portrait;
use serde_json::Value;

use crate::Trouble;

/// The sections that there are, in the order of `portrait.json`.
pub fn section_names(portrait: &Portrait) -> Result<Vec<String>, Trouble> {
    let value = serde_json::to_value(portrait)?;
    Ok(value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default())
}

/// One section as CSV: a list gives a row for each element, anything else a row for each figure (`figure,value`).
/// A family that the log cannot show gives a header only.
pub fn section_csv(portrait: &Portrait, section: &str) -> Result<String, Trouble> {
    let value = serde_json::to_value(portrait)?;
    let found =
        value.get(section).ok_or_else(|| Trouble::NotFound { what: "section", id: section.to_owned() })?;
    Ok(match found {
        Value::Array(rows) => list(rows),
        other => figures(other),
    })
}

fn list(rows: &[Value]) -> String {
    let flat: Vec<Vec<(String, String)>> = rows.iter().map(flatten).collect();
    let mut columns: Vec<&str> = Vec::new();
    let mut known = BTreeSet::new();
    for (name, _) in flat.iter().flatten() {
        if known.insert(name.as_str()) {
            columns.push(name);
        }
    }
    let mut text = line(columns.iter().copied());
    for row in &flat {
        text.push_str(&line(columns.iter().map(|column| {
            row.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.as_str())
        })));
    }
    text
}

fn figures(value: &Value) -> String {
    let mut text = line(["figure", "value"]);
    for (name, value) in flatten(value) {
        text.push_str(&line([name.as_str(), value.as_str()]));
    }
    text
}

/// The leaves of a value, each with its path (`work.fitted_at_once.agent_s`).
fn flatten(value: &Value) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    walk("", value, &mut leaves);
    leaves
}

fn walk(path: &str, value: &Value, leaves: &mut Vec<(String, String)>) {
    let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| walk(&under(name), field, leaves)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| walk(&under(&at.to_string()), item, leaves));
        }
        Value::Null => leaves.push((name_of(path), String::new())),
        Value::String(text) => leaves.push((name_of(path), text.clone())),
        other => leaves.push((name_of(path), other.to_string())),
    }
}

fn name_of(path: &str) -> String {
    if path.is_empty() { "value".to_owned() } else { path.to_owned() }
}

/// One row of CSV (RFC 4180). A text that a spreadsheet would run as a formula is defused with an apostrophe.
pub fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    format!("{}\r\n", fields.join(","))
}

fn field(text: &str) -> String {
    let number = text.parse::<f64>().is_ok();
    let defused = if !number && text.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if defused.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_a_row_for_each_element() {
        let rows =
            [serde_json::json!({"a": 1, "b": {"c": "x,y"}}), serde_json::json!({"a": null, "d": "=1+1"})];
        assert_eq!(list(&rows), "a,b.c,d\r\n1,\"x,y\",\r\n,,'=1+1\r\n");
    }
}
