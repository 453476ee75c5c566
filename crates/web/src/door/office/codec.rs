//! From a resource to the fields of its form, and what a form sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{Counter, Shop};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use offer::exchange::Section;
use serde_json::Value;
use types::Currency;

use super::fields::{Codec, Spec};
use super::structured::rows_of;
pub(super) use super::taking::taken;
use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::office::{OfficeField, OfficeGroup, OfficeInput};

/// The most that a list proposes.
const PROPOSED: usize = 1_000;
/// The currency where nothing is priced yet.
const USUAL: &str = "EUR";

/// What forms are filled with: the reader, what is on offer, the zone of times.
pub(super) struct Desk<'a> {
    /// The reader's page.
    pub ctx: &'a PageContext,
    /// What is on offer.
    pub shop: Arc<Shop>,
    /// What can be promised.
    pub stock: app::Availability,
    /// The zone of times.
    pub zone: TimeZone,
    /// The currency of amounts.
    pub currency: Currency,
    /// Pictures that are kept, where a form takes any.
    pub pictures: Vec<app::Picture>,
}

impl<'a> Desk<'a> {
    /// The desk of a request.
    pub fn new(ctx: &'a PageContext, counter: &Counter) -> Result<Self, Problem> {
        let (shop, stock) = (counter.shop()?, counter.availability()?);
        let zone = TimeZone::get(counter.default_zone()).unwrap_or(TimeZone::UTC);
        let priced = shop.catalogue.prices.values().next().map(|price| price.price.unit);
        let usual = || USUAL.parse().expect("EUR is three capital letters");
        Ok(Self { ctx, currency: priced.unwrap_or_else(usual), shop, stock, zone, pictures: Vec::new() })
    }

    /// The same with the pictures that forms of this part may take.
    pub fn with_pictures(
        mut self,
        counter: &Counter,
        asking: &app::Asking,
        section: Section,
    ) -> Result<Self, Problem> {
        if super::fields::fields_of(section).iter().any(|spec| spec.codec == Codec::Pictures) {
            self.pictures = counter.pictures(asking)?;
        }
        Ok(self)
    }

    /// The lists that the fields of a part propose.
    pub fn lists(&self, section: Section) -> Vec<(String, Vec<(String, String)>)> {
        let mut wanted: Vec<Section> = super::fields::fields_of(section)
            .iter()
            .filter_map(|spec| match spec.codec {
                Codec::One(_, of) | Codec::Id(_, of) | Codec::Many(_, of) | Codec::Ids(_, of) => Some(of),
                Codec::Parts => Some(Section::Offering),
                _ => None,
            })
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.into_iter().map(|of| (list_name(of), self.options(of))).collect()
    }

    fn options(&self, of: Section) -> Vec<(String, String)> {
        let catalogue = &self.shop.catalogue;
        let language = self.ctx.language.code();
        let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        match of {
            Section::Category => catalogue
                .categories
                .values()
                .map(|each| pair(each.id.as_str(), each.name_in(language)))
                .take(PROPOSED)
                .collect(),
            Section::Specification => catalogue
                .specifications
                .values()
                .map(|each| pair(each.id.as_str(), each.name_in(language)))
                .take(PROPOSED)
                .collect(),
            Section::Offering => catalogue
                .offerings
                .values()
                .map(|each| pair(each.id.as_str(), each.name_in(language)))
                .take(PROPOSED)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// An exact number as the reader writes it.
    pub fn number(&self, value: &Value) -> String {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Null => return String::new(),
            other => other.to_string(),
        };
        if self.decimal_mark() == ',' { text.replace('.', ",") } else { text }
    }

    /// The reader's mark of decimals.
    pub fn decimal_mark(&self) -> char {
        if self.ctx.language.code() == "fr" { ',' } else { '.' }
    }

    /// An instant as a browser's field writes it.
    pub fn local(&self, at: Timestamp) -> String {
        self.zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
    }
}

/// The name of the list that proposes resources of a part.
pub(super) fn list_name(of: Section) -> String {
    format!("list-{}", of.name())
}

/// What a form sent.
pub(super) struct Posted(BTreeMap<String, String>);

impl Posted {
    /// Out of pairs; of several of one name, the last.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The text of a field, without spaces around it.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// The lines of a field of lines: those in which anything was written.
    pub fn rows(&self, name: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let prefix = format!("{name}.");
        let mut numbers: Vec<u32> = self
            .0
            .range(prefix.clone()..)
            .take_while(|(key, _)| key.starts_with(&prefix))
            .filter_map(|(key, _)| key[prefix.len()..].split('.').next()?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let row = |number: u32| -> Vec<String> {
            columns.iter().map(|column| self.text(&format!("{name}.{number}.{column}")).to_owned()).collect()
        };
        numbers.into_iter().take(500).map(row).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
    }
}

/// The groups of fields of a part, filled with a resource.
pub(super) fn filled(desk: &Desk<'_>, section: Section, fields: &[Spec], body: &Value) -> Vec<OfficeGroup> {
    let mut groups: Vec<(&str, OfficeGroup)> = Vec::new();
    for spec in fields {
        let field = field_of(desk, section, spec, input_of(desk, spec, body));
        match groups.iter_mut().find(|(name, _)| *name == spec.group) {
            Some((_, group)) => group.fields.push(field),
            None => {
                let title = desk.ctx.say(&format!("office-group-{}", spec.group));
                let open = !matches!(spec.group, "eligibility" | "pictures");
                groups.push((spec.group, OfficeGroup { title, open, fields: vec![field] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn field_of(desk: &Desk<'_>, section: Section, spec: &Spec, input: OfficeInput) -> OfficeField {
    let language = desk.ctx.language;
    let first_known = |keys: [String; 2]| keys.into_iter().find(|key| language.knows(key));
    let hint = first_known([
        format!("office-hint-{}-{}", section.name(), spec.name),
        format!("office-hint-{}", spec.name),
    ]);
    let label = first_known([
        format!("office-field-{}-{}", section.name(), spec.name),
        format!("office-field-{}", spec.name),
    ]);
    OfficeField {
        name: spec.name.to_owned(),
        label: language.say(&label.unwrap_or_else(|| format!("office-field-{}", spec.name))),
        hint: hint.map(|key| language.say(&key)),
        input,
        language: match spec.codec {
            Codec::Words(_, of) | Codec::LongWords(_, of) => Some(of.unwrap_or("fr").to_owned()),
            _ => None,
        },
        required: spec.required,
    }
}

/// The value at a dotted path.
pub(super) fn at_path<'v>(body: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(body, |value, name| value.get(name)).filter(|value| !value.is_null())
}

fn text_at(body: &Value, path: &str) -> String {
    match at_path(body, path) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn words(body: &Value, attribute: &str, language: Option<&str>) -> String {
    let Some(language) = language else { return text_at(body, attribute) };
    let all = body.get("translation").and_then(Value::as_array).into_iter().flatten();
    let mut of_language = all.filter(|each| each.get("language").and_then(Value::as_str) == Some(language));
    of_language.next().map(|each| text_at(each, attribute)).unwrap_or_default()
}

fn input_of(desk: &Desk<'_>, spec: &Spec, body: &Value) -> OfficeInput {
    let line = |value: String| OfficeInput::Line { value, list: None };
    match spec.codec {
        Codec::Words(attribute, language) => line(words(body, attribute, language)),
        Codec::LongWords(attribute, language) => {
            let value = words(body, attribute, language);
            let rows = u8::try_from(value.lines().count().clamp(3, 24)).unwrap_or(3);
            OfficeInput::Area { value, rows }
        }
        Codec::Text(path) => line(text_at(body, path)),
        Codec::Decimal(path) => OfficeInput::Number {
            value: at_path(body, path).map(|value| desk.number(value)).unwrap_or_default(),
        },
        Codec::Whole(path, ..) => OfficeInput::Number { value: text_at(body, path) },
        Codec::Yes(path, usual) => {
            OfficeInput::Check { on: at_path(body, path).and_then(Value::as_bool).unwrap_or(usual) }
        }
        Codec::Choice(path, options, usual) => {
            let said = text_at(body, path);
            let value = if said.is_empty() { usual.to_owned() } else { said };
            let words = |option: &&str| {
                (
                    option.to_string(),
                    desk.ctx.say(&format!("office-choice-{}", option.to_lowercase().replace(' ', "-"))),
                )
            };
            OfficeInput::Choice { value, options: options.iter().map(words).collect() }
        }
        Codec::Instant(path) => {
            let at = text_at(body, path).parse::<Timestamp>().ok();
            OfficeInput::Instant { value: at.map(|at| desk.local(at)).unwrap_or_default() }
        }
        Codec::One(path, of) => {
            let value = at_path(body, path).map(|value| text_at(value, "id")).unwrap_or_default();
            OfficeInput::Line { value, list: Some(list_name(of)) }
        }
        Codec::Id(path, of) => OfficeInput::Line { value: text_at(body, path), list: Some(list_name(of)) },
        Codec::Money(path) => {
            let value =
                at_path(body, path).and_then(|money| money.get("value")).map(|value| desk.number(value));
            OfficeInput::Number { value: value.unwrap_or_default() }
        }
        Codec::List(path) => line(list_at(body, path).join(", ")),
        Codec::Lines(path) => {
            let lines = at_path(body, path).and_then(Value::as_array).into_iter().flatten();
            let lines: Vec<String> = lines.map(|line| texts(line).join(", ")).collect();
            OfficeInput::Area { value: lines.join("\n"), rows: 4 }
        }
        Codec::Commitment => OfficeInput::Number { value: commitment(body) },
        _ => rows_of(desk, spec, body),
    }
}

fn commitment(body: &Value) -> String {
    let terms = body.get("productOfferingTerm").and_then(Value::as_array).into_iter().flatten();
    let mut named = terms.filter(|term| term.get("name").and_then(Value::as_str) == Some("commitment"));
    named.next().map(|term| text_at(term, "duration.amount")).unwrap_or_default()
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

pub(super) fn list_at(body: &Value, path: &str) -> Vec<String> {
    at_path(body, path).map(texts).unwrap_or_default()
}

/// The groups with what was typed in place of what is kept.
pub(super) fn typed_again(
    fields: &[Spec],
    mut groups: Vec<OfficeGroup>,
    posted: &Posted,
) -> Vec<OfficeGroup> {
    for field in groups.iter_mut().flat_map(|group| &mut group.fields) {
        let typed = posted.text(&field.name).to_owned();
        match &mut field.input {
            OfficeInput::Line { value, .. }
            | OfficeInput::Number { value }
            | OfficeInput::Area { value, .. }
            | OfficeInput::Choice { value, .. }
            | OfficeInput::Instant { value } => *value = typed,
            OfficeInput::Check { on } => *on = !typed.is_empty(),
            OfficeInput::Rows { columns, rows, pictures } => {
                let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
                let typed = posted.rows(&field.name, &names);
                let codec = fields.iter().find(|spec| spec.name == field.name).map(|spec| spec.codec);
                let more = posted.text("more") == field.name;
                *rows = super::structured::with_blanks(typed, names.len(), codec, more);
                for picture in pictures {
                    picture.on = !posted.text(&picture.field).is_empty();
                }
            }
        }
    }
    groups
}
