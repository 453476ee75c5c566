//! The whole catalogue as one JSON document, and back. What goes out comes in again as the same bytes.

use serde_json::{Map, Value, json};

use super::file::{CatalogueFile, Incoming, IncomingStock, Section};
use super::problem::{Problem, ProblemKind, Where};
use crate::catalogue::{PlaceId, StockItemId};

/// The name of the part that says what stands in stock.
const STOCK: &str = "stock";

/// Writes a catalogue: parts in a fixed order of names, resources in the order of their ids.
pub fn write_json(file: &CatalogueFile) -> String {
    let mut document = Map::new();
    for section in Section::ALL {
        let resources: Vec<Value> = file.of(section).map(|(_, body)| body.clone()).collect();
        if !resources.is_empty() {
            document.insert(section.name().to_owned(), Value::Array(resources));
        }
    }
    let stock: Vec<Value> =
        file.stock.iter().map(|((place, item), count)| stock_line(place, item, *count)).collect();
    if !stock.is_empty() {
        document.insert(STOCK.to_owned(), Value::Array(stock));
    }
    let mut text = format!("{:#}", Value::Object(document));
    text.push('\n');
    text
}

/// A line of stock in TMF687's shape.
fn stock_line(place: &PlaceId, item: &StockItemId, count: i64) -> Value {
    json!({
        "place": {"id": place.as_str()},
        "stockedProduct": {"id": item.as_str()},
        "productStockLevel": {"amount": count, "units": "piece"},
    })
}

/// Reads a document. What is wrong in it is among the problems, with its line.
pub fn read_json(text: &str) -> Incoming {
    let mut incoming = Incoming::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(document)) => document,
        Ok(_) => {
            let kind = ProblemKind::Unreadable("a catalogue is one object of lists".into());
            incoming.problems.push(Problem::at(Where::line(1), kind));
            return incoming;
        }
        Err(_) if text.trim().is_empty() => {
            incoming.problems.push(Problem::at(Where::default(), ProblemKind::Empty));
            return incoming;
        }
        Err(error) => {
            let at = Where { line: Some(error.line() as u64), column: Some(error.column().to_string()) };
            incoming.problems.push(Problem::at(at, ProblemKind::Unreadable(error.to_string())));
            return incoming;
        }
    };
    let lines = lines_of_elements(text);
    let line = |name: &str, place: usize| {
        let found = lines.iter().find(|(each, _)| each == name).and_then(|(_, lines)| lines.get(place));
        found.map_or_else(Where::default, |line| Where::line(*line))
    };
    for (name, part) in document {
        let resources = match part {
            Value::Array(resources) => resources,
            one => vec![one],
        };
        let section = Section::find(&name);
        if section.is_none() && name != STOCK && name != "productStock" {
            if !name.starts_with('@') {
                incoming.problems.push(Problem::at(line(&name, 0), ProblemKind::UnknownSection(name)));
            }
            continue;
        }
        for (place, body) in resources.into_iter().enumerate() {
            incoming.read += 1;
            let at = line(&name, place);
            match section {
                Some(section) => take_resource(&mut incoming, section, body, at),
                None => take_stock(&mut incoming, &body, at),
            }
        }
    }
    incoming
}

fn take_resource(incoming: &mut Incoming, section: Section, body: Value, at: Where) {
    let id = match body.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => id.clone(),
        _ => {
            let kind = if body.is_object() {
                ProblemKind::NoId
            } else {
                ProblemKind::Unreadable("not an object".into())
            };
            incoming.problems.push(Problem { section: Some(section), id: String::new(), at, kind });
            return;
        }
    };
    incoming.push(section, &id, body, at);
}

fn take_stock(incoming: &mut Incoming, body: &Value, at: Where) {
    let id = |name: &str| body.get(name).and_then(|of| of.get("id")).and_then(Value::as_str);
    let (Some(place), Some(item)) = (id("place"), id("stockedProduct")) else {
        incoming.problems.push(Problem::at(at, ProblemKind::NoId));
        return;
    };
    let amount = body.get("productStockLevel").and_then(|level| level.get("amount"));
    let whole = amount.and_then(|amount| amount.as_i64().or_else(|| amount.as_str()?.trim().parse().ok()));
    match whole {
        Some(count) if count >= 0 => {
            let key = (PlaceId::new(place), StockItemId::new(item));
            incoming.stock.push(IncomingStock { key, count, at });
        }
        Some(count) => {
            incoming.problems.push(Problem::at(at, ProblemKind::NegativeStock(count.to_string())));
        }
        None => {
            let given = amount.map(Value::to_string).unwrap_or_default();
            incoming.problems.push(Problem::at(at, ProblemKind::NotANumber(given)));
        }
    }
}

/// The line on which each element of each list of the document begins.
fn lines_of_elements(text: &str) -> Vec<(String, Vec<u64>)> {
    let mut found: Vec<(String, Vec<u64>)> = Vec::new();
    let (mut line, mut depth) = (1_u64, 0_usize);
    let (mut in_text, mut escaped, mut key) = (false, false, Vec::new());
    // Whether the next value at depth 1 is a key or what the key holds.
    let mut holds = false;
    for byte in text.bytes() {
        if byte == b'\n' {
            line += 1;
        }
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ if depth == 1 && !holds => key.push(byte),
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => {
                in_text = true;
                if depth == 1 && !holds {
                    key.clear();
                }
            }
            b':' if depth == 1 => {
                holds = true;
                found.push((String::from_utf8_lossy(&key).into_owned(), Vec::new()));
            }
            b',' if depth == 1 => holds = false,
            b'{' | b'[' => {
                let one = depth == 1 && byte == b'{';
                depth += 1;
                if (one || (depth == 3 && byte == b'{'))
                    && let Some((_, lines)) = found.last_mut()
                {
                    lines.push(line);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}
