//! Prices that follow one another. A price is never rewritten: it ends, and another begins that names what it replaces.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::catalogue::{Catalogue, PriceId, ProductOffering, ProductOfferingPrice};

/// The relationship by which a price names the one before it (TMF620 `popRelationship`).
const REPLACES: &str = "replaces";

/// The prices of one kind of charge of an offering, in the order of their beginnings.
#[derive(Debug, Clone)]
pub struct PriceLine<'a> {
    /// The prices; those given up before they began are left out.
    pub prices: Vec<&'a ProductOfferingPrice>,
}

impl<'a> PriceLine<'a> {
    /// The price in force at an instant.
    pub fn at(&self, at: Timestamp) -> Option<&'a ProductOfferingPrice> {
        self.prices.iter().copied().find(|price| price.in_force(at))
    }

    /// The prices that begin after an instant.
    pub fn after(&self, at: Timestamp) -> impl Iterator<Item = &'a ProductOfferingPrice> {
        self.prices
            .iter()
            .copied()
            .filter(move |price| price.valid_for.start_date_time.is_some_and(|start| start > at))
    }

    /// The price that a change would follow: the one in force, or else the next, or else the last.
    pub fn current(&self, at: Timestamp) -> Option<&'a ProductOfferingPrice> {
        self.at(at).or_else(|| self.after(at).next()).or_else(|| self.prices.last().copied())
    }
}

/// Whether two prices are the same charge at different times: they may follow one another, and must not overlap.
pub fn same_line(a: &ProductOfferingPrice, b: &ProductOfferingPrice) -> bool {
    let names = |price: &ProductOfferingPrice| {
        price
            .prod_spec_char_value_use
            .iter()
            .map(|each| (each.name.clone(), values(each)))
            .collect::<BTreeSet<_>>()
    };
    (a.price_type, &a.name, a.recurring_charge_period_type, a.recurring_charge_period_length)
        == (b.price_type, &b.name, b.recurring_charge_period_type, b.recurring_charge_period_length)
        && (&a.unit_of_measure, &a.applies_for, &a.starts_after)
            == (&b.unit_of_measure, &b.applies_for, &b.starts_after)
        && names(a) == names(b)
}

fn values(characteristic: &crate::catalogue::Characteristic) -> String {
    characteristic
        .product_spec_characteristic_value
        .iter()
        .map(|value| value.text())
        .collect::<Vec<_>>()
        .join("|")
}

/// The lines of prices of an offering.
pub fn price_lines<'a>(catalogue: &'a Catalogue, offering: &'a ProductOffering) -> Vec<PriceLine<'a>> {
    let mut lines: Vec<PriceLine<'a>> = Vec::new();
    for price in catalogue.all_prices(offering).filter(|price| price.lifecycle_status.is_sold()) {
        match lines.iter_mut().find(|line| same_line(line.prices[0], price)) {
            Some(line) => line.prices.push(price),
            None => lines.push(PriceLine { prices: vec![price] }),
        }
    }
    for line in &mut lines {
        line.prices.sort_by_key(|price| price.valid_for.start_date_time);
    }
    lines.sort_by_key(|line| line.prices[0].price_type);
    lines
}

/// The ids that a price says it replaces.
fn replaces(price: &Value) -> impl Iterator<Item = &str> {
    let relations = price.get("popRelationship").and_then(Value::as_array).into_iter().flatten();
    relations
        .filter(|relation| relation.get("relationshipType").and_then(Value::as_str) == Some(REPLACES))
        .filter_map(|relation| relation.get("id").and_then(Value::as_str))
}

/// Which price came after which.
#[derive(Debug, Clone, Default)]
pub struct Successors(BTreeMap<String, String>);

impl Successors {
    /// Reads them from the relationships of prices.
    pub fn of<'a>(prices: impl Iterator<Item = (&'a str, &'a Value)>) -> Self {
        let pairs =
            prices.flat_map(|(id, body)| replaces(body).map(move |old| (old.to_owned(), id.to_owned())));
        Self(pairs.collect())
    }

    /// The prices that came after `id`, the nearest first.
    pub fn after(&self, id: &str) -> Vec<String> {
        let mut chain: Vec<String> = Vec::new();
        let mut last = id;
        while let Some(next) = self.0.get(last) {
            if next == id || chain.contains(next) {
                break;
            }
            chain.push(next.clone());
            last = next;
        }
        chain
    }
}

/// An id for the price that follows `id`: `plan-month`, `plan-month~2`, `plan-month~3` …
pub fn next_price_id(id: &str, taken: impl Fn(&str) -> bool) -> PriceId {
    let root = match id.rsplit_once('~') {
        Some((root, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => root,
        _ => id,
    };
    let mut number = 2_u64;
    loop {
        let next = format!("{root}~{number}");
        if !taken(&next) {
            return PriceId::new(&next);
        }
        number += 1;
    }
}

/// The old price ended at `start`, and the new one that begins then under `id`.
pub(crate) fn succession(old: &Value, new: &Value, start: Timestamp, id: &PriceId) -> (Value, Value) {
    let ended = ended_at(old, start);
    let mut begun = new.clone();
    let old_id = old.get("id").cloned().unwrap_or_default();
    if let Some(fields) = begun.as_object_mut() {
        fields.insert("id".into(), json!(id.as_str()));
        fields.insert("popRelationship".into(), json!([{"id": old_id, "relationshipType": REPLACES}]));
        fields.remove("lastUpdate");
        fields.insert("lifecycleStatus".into(), json!("Launched"));
        let end = instant_of(new, "endDateTime").filter(|end| *end > start);
        let mut period = serde_json::Map::new();
        period.insert("startDateTime".into(), json!(start));
        if let Some(end) = end {
            period.insert("endDateTime".into(), json!(end));
        }
        fields.insert("validFor".into(), Value::Object(period));
    }
    (ended, begun)
}

/// The price ended at an instant: given up where it had not begun by then, left as it is where it ended before.
pub(crate) fn ended_at(price: &Value, at: Timestamp) -> Value {
    let mut ended = price.clone();
    let Some(fields) = ended.as_object_mut() else { return ended };
    if instant_of(price, "startDateTime").is_some_and(|start| start >= at) {
        fields.insert("lifecycleStatus".into(), json!("Rejected"));
    } else if instant_of(price, "endDateTime").is_none_or(|end| end > at) {
        let period = fields.entry("validFor").or_insert_with(|| json!({}));
        if let Some(period) = period.as_object_mut() {
            period.insert("endDateTime".into(), json!(at));
        }
    }
    ended
}

/// An end of the period in which a resource holds.
pub(crate) fn instant_of(body: &Value, which: &str) -> Option<Timestamp> {
    body.get("validFor")?.get(which)?.as_str()?.parse().ok()
}
