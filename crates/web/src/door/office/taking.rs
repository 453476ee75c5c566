//! From what a form sent to a resource: each field writes its own attribute; everything else stays as it is.

use offer::exchange::{parse_decimal, parse_instant};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::codec::{Desk, Posted};
use super::fields::{Codec, Spec};
use super::structured::{DAYS, ORDERS, RULES};
use crate::pages::office::FieldProblem;

/// The longest text of one line, in characters.
const LONGEST_LINE: usize = 1_000;

/// Writes what a form sent into a body, and says what cannot be read.
pub(super) fn taken(
    desk: &Desk<'_>,
    fields: &[Spec],
    body: &mut Value,
    posted: &Posted,
    problems: &mut Vec<FieldProblem>,
) {
    for spec in fields {
        let mut taking = Taking { desk, spec, posted, problems };
        taking.take(body);
    }
}

struct Taking<'a, 'd> {
    desk: &'a Desk<'d>,
    spec: &'a Spec,
    posted: &'a Posted,
    problems: &'a mut Vec<FieldProblem>,
}

/// Sets the value at a dotted path; nothing takes the attribute away.
fn set(body: &mut Value, path: &str, value: Option<Value>) {
    if !body.is_object() {
        *body = Value::Object(Map::new());
    }
    let Some(fields) = body.as_object_mut() else { return };
    match (path.split_once('.'), value) {
        (Some((first, rest)), value) => {
            if value.is_some() || fields.contains_key(first) {
                set(fields.entry(first.to_owned()).or_insert_with(|| json!({})), rest, value);
            }
        }
        (None, Some(value)) => {
            fields.insert(path.to_owned(), value);
        }
        (None, None) => {
            fields.remove(path);
        }
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Taking<'_, '_> {
    fn say(&mut self, key: &str, about: &str) {
        self.say_both(key, about, "");
    }

    fn say_both(&mut self, key: &str, one: &str, other: &str) {
        let short = |text: &str| text.chars().take(80).collect::<String>();
        let text = self.desk.ctx.tell(key, &[("one", short(one).into()), ("other", short(other).into())]);
        self.problems.push(FieldProblem { field: self.spec.name.to_owned(), text });
    }

    fn text(&mut self) -> String {
        let text = self.posted.text(self.spec.name).to_owned();
        if text.is_empty() && self.spec.required {
            self.say("office-wrong-needed", "");
        }
        if text.chars().count() > LONGEST_LINE
            && !matches!(self.spec.codec, Codec::LongWords(..) | Codec::Lines(_))
        {
            self.say("office-wrong-too-long", &text);
        }
        text
    }

    fn take(&mut self, body: &mut Value) {
        match self.spec.codec {
            Codec::Words(attribute, language) | Codec::LongWords(attribute, language) => {
                let text = self.text().replace("\r\n", "\n");
                set_words(body, attribute, language, &text);
            }
            Codec::Text(path) => {
                let text = self.text();
                set(body, path, (!text.is_empty()).then(|| json!(text)));
            }
            Codec::Decimal(path) => {
                if let Some(number) = self.decimal() {
                    set(body, path, number.map(json_decimal));
                }
            }
            Codec::Money(path) => {
                if let Some(Some(number)) = self.decimal() {
                    let unit = super::codec::at_path(body, path).and_then(|money| money.get("unit")).cloned();
                    let unit = unit.unwrap_or_else(|| json!(self.desk.currency.as_str()));
                    set(body, path, Some(json!({"unit": unit, "value": json_decimal(number)})));
                }
            }
            Codec::Whole(path, least, most) => {
                let text = self.text();
                match text.parse::<i64>() {
                    _ if text.is_empty() => set(body, path, None),
                    Ok(number) if (least..=most).contains(&number) => set(body, path, Some(json!(number))),
                    Ok(_) => self.say_both("office-wrong-bounds", &least.to_string(), &most.to_string()),
                    _ => self.say("office-wrong-not-a-whole", &text),
                }
            }
            Codec::Yes(path, _) => {
                let yes = !self.posted.text(self.spec.name).is_empty();
                set(body, path, Some(json!(yes)));
            }
            Codec::Choice(path, options, _) => {
                let text = self.text();
                if options.contains(&text.as_str()) {
                    set(body, path, Some(json!(text)));
                } else {
                    self.say("office-wrong-not-a-choice", &text);
                }
            }
            Codec::Instant(path) => {
                let text = self.text();
                match parse_instant(&text, &self.desk.zone) {
                    _ if text.is_empty() => set(body, path, None),
                    // The field shows minutes: what it shows unchanged stays exact.
                    Some(at) => {
                        let known = super::codec::at_path(body, path).and_then(Value::as_str);
                        let known = known.and_then(|known| known.parse::<jiff::Timestamp>().ok());
                        if known.is_none_or(|known| self.desk.local(known) != self.desk.local(at)) {
                            set(body, path, Some(json!(at)));
                        }
                    }
                    None => self.say("office-wrong-not-a-date", &text),
                }
            }
            Codec::One(path, _) => {
                let text = self.text();
                let known =
                    super::codec::at_path(body, path).and_then(|of| of.get("id")).and_then(Value::as_str);
                if known != Some(&text) {
                    set(body, path, (!text.is_empty()).then(|| json!({"id": text})));
                }
            }
            Codec::Id(path, _) => {
                let text = self.text();
                set(body, path, (!text.is_empty()).then(|| json!(text)));
            }
            Codec::List(path) => {
                let words = words_of(&self.text());
                set(body, path, Some(json!(words)));
            }
            Codec::Lines(path) => {
                let text = self.text();
                let lines: Vec<Vec<String>> =
                    text.lines().map(words_of).filter(|line| line.len() > 1).collect();
                set(body, path, Some(json!(lines)));
            }
            Codec::Commitment => self.commitment(body),
            _ => self.take_rows(body),
        }
    }

    /// The number of the field: nothing where it cannot be read, which was said; nothing in it where it is empty.
    #[expect(clippy::option_option, reason = "unread and empty are two things")]
    fn decimal(&mut self) -> Option<Option<Decimal>> {
        let text = self.text();
        if text.is_empty() {
            return Some(None);
        }
        let number = parse_decimal(&text, Some(self.desk.decimal_mark()));
        if number.is_none_or(|number| number < Decimal::ZERO) {
            self.say("office-wrong-not-a-number", &text);
            return None;
        }
        Some(number)
    }

    fn commitment(&mut self, body: &mut Value) {
        let text = self.text();
        let months =
            if text.is_empty() { Some(0) } else { text.parse::<u32>().ok().filter(|months| *months <= 600) };
        let Some(months) = months else { return self.say("office-wrong-not-a-whole", &text) };
        let is_it = |term: &Value| term.get("name").and_then(Value::as_str) == Some("commitment");
        let known = body.get("productOfferingTerm").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut terms: Vec<Value> = known.into_iter().filter(|term| !is_it(term)).collect();
        if months > 0 {
            terms.push(json!({"name": "commitment", "duration": {"amount": months, "units": "month"}}));
        }
        set(body, "productOfferingTerm", (!terms.is_empty()).then_some(Value::Array(terms)));
    }

    fn rows(&self, columns: &[&str]) -> Vec<Vec<String>> {
        self.posted.rows(self.spec.name, columns)
    }

    fn take_rows(&mut self, body: &mut Value) {
        match self.spec.codec {
            Codec::Many(path, _) => {
                let known = list(body, path);
                let made = self
                    .rows(&["id"])
                    .into_iter()
                    .map(|row| kept_or(&known, "id", &row[0], || json!({"id": row[0]})));
                set(body, path, filled(made.collect()));
            }
            Codec::Ids(path, _) => {
                let ids: Vec<String> = self.rows(&["id"]).into_iter().flatten().collect();
                set(body, path, filled(ids.into_iter().map(Value::String).collect()));
            }
            Codec::Characteristics(path) => {
                let known = list(body, path);
                let rows = self.rows(&["what", "values", "unit"]);
                let made = self.named(&rows, "office-cell-what");
                set(body, path, filled(made.iter().map(|row| characteristic(&known, row)).collect()));
            }
            Codec::Parts => self.parts(body),
            Codec::Eligibility => self.eligibility(body),
            Codec::Pictures => self.pictures(body),
            Codec::Hours => self.hours(body),
            Codec::Exceptions => self.exceptions(body),
            Codec::Reduction => self.reduction(body),
            Codec::OrderRules => self.order_rules(body),
            Codec::Facets => {
                let rows = self.rows(&["facet", "open"]);
                let made = self.named(&rows, "office-cell-facet");
                let made = made.iter().map(|row| json!({"key": row[0], "open": row[1] != "no"}));
                set(body, "facets", Some(Value::Array(made.collect())));
            }
            _ => {}
        }
    }

    /// The lines whose first cell says what they are about. Others were filled by mistake or by halves: that is said.
    fn named(&mut self, rows: &[Vec<String>], what: &str) -> Vec<Vec<String>> {
        let (named, nameless): (Vec<_>, Vec<_>) = rows.iter().cloned().partition(|row| !row[0].is_empty());
        if let Some(row) = nameless.first() {
            let what = self.desk.ctx.say(what);
            let said: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            self.say_both("office-wrong-nameless-row", &what, &said.join(" · "));
        }
        named
    }

    /// Pictures of lines, and those ticked among what is kept. A picture keeps its words: what a line leaves empty is theirs.
    fn pictures(&mut self, body: &mut Value) {
        let known = list(body, "attachment");
        let rows = self.rows(&["url", "alt", "alt_en"]);
        let mut lines = self.named(&rows, "office-cell-url");
        for picture in &self.desk.pictures {
            if !self.posted.text(&format!("{}.pick.{}", self.spec.name, picture.id)).is_empty() {
                lines.push(vec![format!("/images/{}", picture.id), String::new(), String::new()]);
            }
        }
        let mut made = Vec::new();
        for line in lines {
            let url = line[0].clone();
            let kept = self.desk.pictures.iter().find(|each| url == format!("/images/{}", each.id));
            let was_there = known.iter().any(|each| each.get("url").and_then(Value::as_str) == Some(&url));
            if kept.is_none() && !was_there {
                self.say("office-wrong-foreign-picture", &url);
                continue;
            }
            let words = |typed: &str, language: &str| {
                let alternatives = kept.into_iter().flat_map(|kept| &kept.alternative_text);
                let own = alternatives.into_iter().find(|alt| alt.language == language);
                let own = own.map(|alt| alt.text.clone()).unwrap_or_default();
                if typed.is_empty() { own } else { typed.to_owned() }
            };
            let (alt, alt_en) = (words(&line[1], "fr"), words(&line[2], "en"));
            if alt.trim().is_empty() {
                self.say("office-wrong-no-alternative", "");
            }
            let mut picture = kept_or(&known, "url", &url, || json!({"url": url}));
            set(&mut picture, "description", Some(json!(alt)));
            set_words(&mut picture, "description", Some("en"), &alt_en);
            made.push(picture);
        }
        set(body, "attachment", filled(made));
    }

    fn parts(&mut self, body: &mut Value) {
        let known = list(body, "bundledProductOffering");
        let mut made = Vec::new();
        let rows = self.rows(&["id", "least", "most", "usual", "included"]);
        for row in self.named(&rows, "office-section-offering") {
            let number =
                |text: &str, usual: u32| if text.is_empty() { Some(usual) } else { text.parse::<u32>().ok() };
            let (least, most) = (number(&row[1], 0), number(&row[2], 1));
            let usual = number(&row[3], least.unwrap_or(0));
            let (Some(least), Some(most), Some(usual)) = (least, most, usual) else {
                self.say("office-wrong-not-a-whole", &row[1..4].join(" "));
                continue;
            };
            let mut part = kept_or(&known, "id", &row[0], || json!({"id": row[0]}));
            let option = json!({
                "numberRelOfferLowerLimit": least,
                "numberRelOfferUpperLimit": most,
                "numberRelOfferDefault": usual,
            });
            set(&mut part, "bundledProductOfferingOption", Some(option));
            set(&mut part, "priceIncluded", (row[4] == "yes").then_some(Value::Bool(true)));
            made.push(part);
        }
        set(body, "bundledProductOffering", filled(made));
    }

    fn eligibility(&mut self, body: &mut Value) {
        let mut made = Vec::new();
        for row in self.rows(&["rule", "values"]) {
            let values = words_of(&row[1]);
            let rule = match row[0].as_str() {
                _ if values.is_empty() || !RULES.contains(&row[0].as_str()) => None,
                "postcode" => Some(json!({"rule": "postcode", "prefixes": values})),
                "atMost" => {
                    values[0].parse::<u32>().ok().map(|count| json!({"rule": "atMost", "count": count}))
                }
                "newIn" => Some(json!({"rule": "newIn", "category": values[0]})),
                rule => Some(json!({"rule": rule, "offerings": values})),
            };
            match rule {
                Some(rule) => made.push(rule),
                None => self.say("office-wrong-rule", &row.join(" ")),
            }
        }
        set(body, "eligibility", filled(made));
    }

    /// Ranges of hours out of `09:00-12:30, 14:00-19:00`; nothing where they cannot be read, which was said.
    fn periods(&mut self, text: &str) -> Option<Vec<Value>> {
        let mut found = Vec::new();
        for range in text.split([',', ';']).map(str::trim).filter(|range| !range.is_empty()) {
            let ends = range.split_once(['-', '–', '—']);
            let times = ends.and_then(|(a, b)| {
                Some((
                    a.trim().parse::<collect::place::DayTime>().ok()?,
                    b.trim().parse::<collect::place::DayTime>().ok()?,
                ))
            });
            let Some((start, end)) = times else {
                self.say("office-wrong-hours", range);
                return None;
            };
            found.push(json!({"startHour": start.to_string(), "endHour": end.to_string()}));
        }
        Some(found)
    }

    fn hours(&mut self, body: &mut Value) {
        let mut week = Vec::new();
        for row in self.rows(&["day", "periods"]) {
            let Some(day) = DAYS.into_iter().find(|day| *day == row[0]) else { continue };
            match self.periods(&row[1]) {
                Some(periods) if !periods.is_empty() => week.push(json!({"day": day, "hourPeriod": periods})),
                _ => {}
            }
        }
        set(body, "openingHours.week", Some(Value::Array(week)));
    }

    fn exceptions(&mut self, body: &mut Value) {
        let mut made = Vec::new();
        for row in self.rows(&["date", "periods", "why"]) {
            let formats = ["%Y-%m-%d", "%d/%m/%Y"];
            let Some(date) =
                formats.iter().find_map(|f| jiff::civil::Date::strptime(f, row[0].as_str()).ok())
            else {
                self.say("office-wrong-not-a-date", &row[0]);
                continue;
            };
            if let Some(periods) = self.periods(&row[1]) {
                let mut day = json!({"date": date, "hourPeriod": periods});
                set(&mut day, "reason", (!row[2].is_empty()).then(|| json!(row[2])));
                made.push(day);
            }
        }
        set(body, "openingHours.exceptions", filled(made));
    }

    fn reduction(&mut self, body: &mut Value) {
        let rows = self.rows(&["how", "by"]);
        let (how, by) = rows.first().map_or(("", ""), |row| (row[0].as_str(), row[1].as_str()));
        let how = if how == "amount" { "amount" } else { "percent" };
        match parse_decimal(by, Some(self.desk.decimal_mark())) {
            Some(number) => set(body, "reduction", Some(json!({how: json_decimal(number)}))),
            None if by.is_empty() => self.say("office-wrong-needed", ""),
            None => self.say("office-wrong-not-a-number", by),
        }
    }

    fn order_rules(&mut self, body: &mut Value) {
        let mut made = Vec::new();
        for row in self.rows(&["by", "values", "direction"]) {
            let Some(by) = ORDERS.into_iter().find(|by| *by == row[0]) else {
                self.say("office-wrong-rule", &row.join(" "));
                continue;
            };
            let values = words_of(&row[1]);
            let mut rule = json!({"by": by});
            match by {
                "pinned" => set(&mut rule, "ids", Some(json!(values))),
                "characteristic" => {
                    let Some((name, first)) = values.split_first() else {
                        self.say("office-wrong-rule", by);
                        continue;
                    };
                    set(&mut rule, "name", Some(json!(name)));
                    set(&mut rule, "first", filled(first.iter().map(|word| json!(word)).collect()));
                }
                _ => {}
            }
            if matches!(by, "characteristic" | "price" | "monthly") {
                let direction = if row[2] == "descending" { "descending" } else { "ascending" };
                set(&mut rule, "direction", Some(json!(direction)));
            }
            made.push(rule);
        }
        set(body, "order", Some(Value::Array(made)));
    }
}

fn list(body: &Value, path: &str) -> Vec<Value> {
    body.get(path).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A list, if there is anything in it.
fn filled(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}

/// The element that is there already under this key, so that what else was said of it stays; or a new one.
fn kept_or(known: &[Value], key: &str, id: &str, fresh: impl FnOnce() -> Value) -> Value {
    let found = known.iter().find(|each| each.get(key).and_then(Value::as_str) == Some(id));
    found.cloned().unwrap_or_else(fresh)
}

fn characteristic(known: &[Value], row: &[String]) -> Value {
    let mut made = kept_or(known, "name", &row[0], || json!({"name": row[0]}));
    let old =
        made.get("productSpecCharacteristicValue").and_then(Value::as_array).cloned().unwrap_or_default();
    let plain = |value: &Value| match value.get("value") {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let values = row[1].split('|').map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        let mut value =
            old.iter().find(|each| plain(each) == text).cloned().unwrap_or_else(|| json!({"value": text}));
        set(&mut value, "unitOfMeasure", (!row[2].is_empty()).then(|| json!(row[2])));
        value
    });
    let values: Vec<Value> = values.collect();
    set(&mut made, "productSpecCharacteristicValue", filled(values));
    made
}

fn set_words(body: &mut Value, attribute: &str, language: Option<&str>, text: &str) {
    let Some(language) = language else {
        return set(body, attribute, (!text.is_empty() || attribute == "name").then(|| json!(text)));
    };
    let mut all = list(body, "translation");
    let is_it = |each: &&mut Value| each.get("language").and_then(Value::as_str) == Some(language);
    match all.iter_mut().find(is_it) {
        Some(words) => set(words, attribute, (!text.is_empty()).then(|| json!(text))),
        None if !text.is_empty() => all.push(json!({"language": language, attribute: text})),
        None => {}
    }
    // A language in which nothing is said is none.
    all.retain(|each| each.as_object().is_none_or(|fields| fields.len() > 1));
    set(body, "translation", filled(all));
}

/// An exact number in JSON, as the catalogue writes them.
fn json_decimal(number: Decimal) -> Value {
    types::decimal_json::serialize(&number, serde_json::value::Serializer).unwrap_or(Value::Null)
}
