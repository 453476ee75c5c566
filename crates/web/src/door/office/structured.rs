//! Attributes that are lists of things, as lines of cells.

use offer::exchange::Section;
use serde_json::Value;

use super::codec::{Desk, at_path, list_at, list_name, texts};
use super::fields::{Codec, Spec};
use crate::pages::office::{OfficeColumn, OfficeInput, OfficeThumb};

/// Empty lines below those that are filled.
const BLANKS: usize = 2;
/// Empty lines once more were asked for.
const MORE: usize = 8;
/// Days of the week, as hours name them.
pub(super) const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Rules of eligibility.
pub(super) const RULES: [&str; 5] = ["postcode", "requires", "excludes", "atMost", "newIn"];
/// Rules of order.
pub(super) const ORDERS: [&str; 8] =
    ["pinned", "inStock", "characteristic", "price", "monthly", "name", "newest", "mostSold"];

/// Lines with some empty ones below; `more`: with several. Hours have their seven days, a reduction is one.
pub(super) fn with_blanks(
    mut rows: Vec<Vec<String>>,
    width: usize,
    codec: Option<Codec>,
    more: bool,
) -> Vec<Vec<String>> {
    let empty = vec![String::new(); width];
    match codec {
        Some(Codec::Hours) => {}
        Some(Codec::Reduction) => rows.resize(1, empty),
        _ => rows.extend(std::iter::repeat_n(empty, if more { MORE } else { BLANKS })),
    }
    rows
}

fn text(value: &Value, path: &str) -> String {
    match at_path(value, path) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn list<'v>(body: &'v Value, path: &str) -> impl Iterator<Item = &'v Value> {
    at_path(body, path).and_then(Value::as_array).into_iter().flatten()
}

/// A structured attribute as lines of cells.
pub(super) fn rows_of(desk: &Desk<'_>, spec: &Spec, body: &Value) -> OfficeInput {
    let ctx = desk.ctx;
    let column = |name: &str| OfficeColumn {
        name: name.to_owned(),
        label: ctx.say(&format!("office-cell-{}", name.replace('_', "-"))),
        options: Vec::new(),
        list: None,
    };
    let listed = |name: &str, of: Section| OfficeColumn {
        list: Some(list_name(of)),
        label: ctx.say(&format!("office-section-{}", of.name().to_lowercase())),
        ..column(name)
    };
    let choice = |name: &str, options: &[&str]| OfficeColumn {
        options: std::iter::once((String::new(), "–".to_owned()))
            .chain(options.iter().map(|option| {
                ((*option).to_owned(), ctx.say(&format!("office-choice-{}", option.to_lowercase())))
            }))
            .collect(),
        ..column(name)
    };
    let (columns, rows): (Vec<OfficeColumn>, Vec<Vec<String>>) = match spec.codec {
        Codec::Many(path, of) => {
            (vec![listed("id", of)], list(body, path).map(|each| vec![text(each, "id")]).collect())
        }
        Codec::Ids(path, of) => {
            (vec![listed("id", of)], list_at(body, path).into_iter().map(|id| vec![id]).collect())
        }
        Codec::Characteristics(path) => (
            vec![column("what"), column("values"), column("unit")],
            list(body, path).map(characteristic).collect(),
        ),
        Codec::Parts => (
            vec![
                listed("id", Section::Offering),
                column("least"),
                column("most"),
                column("usual"),
                choice("included", &["yes"]),
            ],
            list(body, "bundledProductOffering").map(part).collect(),
        ),
        Codec::Eligibility => {
            (vec![choice("rule", &RULES), column("values")], list(body, "eligibility").map(rule).collect())
        }
        Codec::Pictures => (
            vec![column("url"), column("alt"), column("alt_en")],
            list(body, "attachment").map(picture).collect(),
        ),
        Codec::Hours => (
            vec![choice("day", &DAYS), column("periods")],
            DAYS.iter().map(|day| vec![(*day).to_owned(), day_hours(body, day)]).collect(),
        ),
        Codec::Exceptions => (
            vec![column("date"), column("periods"), column("why")],
            list(body, "openingHours.exceptions")
                .map(|each| vec![text(each, "date"), periods(each), text(each, "reason")])
                .collect(),
        ),
        Codec::Reduction => {
            let (kind, by) = match (at_path(body, "reduction.percent"), at_path(body, "reduction.amount")) {
                (_, Some(amount)) => ("amount", desk.number(amount)),
                (Some(percent), None) => ("percent", desk.number(percent)),
                (None, None) => ("percent", String::new()),
            };
            return OfficeInput::Rows {
                columns: vec![choice("how", &["percent", "amount"]), column("by")],
                rows: vec![vec![kind.to_owned(), by]],
                pictures: Vec::new(),
            };
        }
        Codec::OrderRules => (
            vec![
                OfficeColumn { label: ctx.say("office-cell-rule"), ..choice("by", &ORDERS) },
                column("values"),
                choice("direction", &["ascending", "descending"]),
            ],
            list(body, "order").map(order_rule).collect(),
        ),
        Codec::Facets => (
            vec![column("facet"), choice("open", &["yes", "no"])],
            list(body, "facets")
                .map(|each| {
                    let open = each.get("open").and_then(Value::as_bool).unwrap_or(true);
                    vec![text(each, "key"), if open { "yes" } else { "no" }.to_owned()]
                })
                .collect(),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    let width = columns.len();
    let rows = with_blanks(rows, width, Some(spec.codec), false);
    let pictures = if spec.codec == Codec::Pictures { choices(desk, spec, body) } else { Vec::new() };
    OfficeInput::Rows { columns, rows, pictures }
}

/// The pictures that are kept and not taken yet.
fn choices(desk: &Desk<'_>, spec: &Spec, body: &Value) -> Vec<OfficeThumb> {
    let taken: Vec<String> = list(body, "attachment").map(|each| text(each, "url")).collect();
    let language = desk.ctx.language.code();
    let thumb = |picture: &app::Picture| OfficeThumb {
        field: format!("{}.pick.{}", spec.name, picture.id),
        url: format!("/images/{}", picture.id),
        name: picture.name.clone(),
        alt: picture.alt(language).to_owned(),
        on: false,
    };
    desk.pictures.iter().map(thumb).filter(|thumb| !taken.contains(&thumb.url)).collect()
}

fn characteristic(each: &Value) -> Vec<String> {
    let values: Vec<String> =
        list(each, "productSpecCharacteristicValue").map(|value| text(value, "value")).collect();
    let unit = list(each, "productSpecCharacteristicValue").next().map(|value| text(value, "unitOfMeasure"));
    vec![text(each, "name"), values.join(" | "), unit.unwrap_or_default()]
}

fn part(each: &Value) -> Vec<String> {
    let option = |name: &str, usual: &str| {
        let said = text(each, &format!("bundledProductOfferingOption.{name}"));
        if said.is_empty() { usual.to_owned() } else { said }
    };
    let included = each.get("priceIncluded").and_then(Value::as_bool).unwrap_or(false);
    vec![
        text(each, "id"),
        option("numberRelOfferLowerLimit", "0"),
        option("numberRelOfferUpperLimit", "1"),
        option("numberRelOfferDefault", "0"),
        if included { "yes".to_owned() } else { String::new() },
    ]
}

fn rule(each: &Value) -> Vec<String> {
    let name = text(each, "rule");
    let values = match name.as_str() {
        "postcode" => list_at(each, "prefixes").join(", "),
        "requires" | "excludes" => list_at(each, "offerings").join(", "),
        "atMost" => text(each, "count"),
        "newIn" => text(each, "category"),
        _ => String::new(),
    };
    vec![name, values]
}

fn picture(each: &Value) -> Vec<String> {
    let english =
        list(each, "translation").find(|words| words.get("language").and_then(Value::as_str) == Some("en"));
    let english = english.map(|words| text(words, "description")).unwrap_or_default();
    vec![text(each, "url"), text(each, "description"), english]
}

fn day_hours(body: &Value, day: &str) -> String {
    let found = list(body, "openingHours.week").find(|each| text(each, "day").eq_ignore_ascii_case(day));
    found.map(periods).unwrap_or_default()
}

/// Ranges as people write them: `09:00-12:30, 14:00-19:00`.
fn periods(each: &Value) -> String {
    let ranges = list(each, "hourPeriod")
        .map(|range| format!("{}-{}", text(range, "startHour"), text(range, "endHour")));
    ranges.collect::<Vec<_>>().join(", ")
}

fn order_rule(each: &Value) -> Vec<String> {
    let by = text(each, "by");
    let values = match by.as_str() {
        "pinned" => each.get("ids").map(texts).unwrap_or_default().join(", "),
        "characteristic" => {
            let first = each.get("first").map(texts).unwrap_or_default();
            std::iter::once(text(each, "name")).chain(first).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    vec![by, values, text(each, "direction")]
}
