//! A list of resources narrowed by state and category, and put in an order.

use std::cmp::Reverse;

use offer::catalogue::CategoryId;
use offer::exchange::Section;
use serde_json::Value;

use super::codec::{Desk, at_path};
use super::fields::LIFE;
use super::special;
use crate::address::escaped;
use crate::pages::office::OfficeChoice;

/// Orders of a list, beside that of ids.
const SORTS: [&str; 3] = ["name", "state", "changed"];
/// The attribute that says how far something is in its life.
const STATE: &str = "lifecycleStatus";

/// What a list is narrowed to and ordered by.
#[derive(Debug, Default, Clone)]
pub(super) struct Narrowed {
    /// The words that were searched for.
    pub words: String,
    /// A state of life; empty: any.
    pub state: String,
    /// A category; empty: any.
    pub category: String,
    /// The order.
    pub sort: String,
}

impl Narrowed {
    /// The resources that are shown, in order.
    pub fn of<'v>(
        &self,
        desk: &Desk<'_>,
        section: Section,
        all: impl Iterator<Item = (&'v str, &'v Value)>,
    ) -> Vec<(&'v str, &'v Value)> {
        let words = self.words.trim().to_lowercase();
        let name = |body: &Value| special::name_of(desk.ctx, body).to_lowercase();
        let holds = |id: &str, body: &Value| {
            (words.is_empty() || id.to_lowercase().contains(&words) || name(body).contains(&words))
                && (self.state.is_empty() || state_of(body) == self.state)
                && (self.category.is_empty() || self.stands_in(desk, section, id, body))
        };
        let mut found: Vec<(&str, &Value)> = all.filter(|(id, body)| holds(id, body)).collect();
        match self.sort.as_str() {
            "name" => found.sort_by_cached_key(|(_, body)| name(body)),
            "state" => {
                found.sort_by_cached_key(|(_, body)| LIFE.iter().position(|state| *state == state_of(body)))
            }
            "changed" => found.sort_by_cached_key(|(_, body)| {
                let at = at_path(body, "lastUpdate").and_then(Value::as_str);
                Reverse(at.and_then(|at| at.parse::<jiff::Timestamp>().ok()))
            }),
            _ => {}
        }
        found
    }

    fn stands_in(&self, desk: &Desk<'_>, section: Section, id: &str, body: &Value) -> bool {
        if section == Section::Offering
            && let Some(offering) = desk.shop.catalogue.offerings.get(id)
        {
            return desk.shop.catalogue.categories_of(offering).contains(&CategoryId::new(&self.category));
        }
        let own = at_path(body, "category").and_then(Value::as_array).into_iter().flatten();
        own.filter_map(|each| each.get("id").and_then(Value::as_str)).any(|each| each == self.category)
    }

    /// The choices that this part of the catalogue has.
    pub fn choices(&self, desk: &Desk<'_>, section: Section) -> Vec<OfficeChoice> {
        let ctx = desk.ctx;
        let any = || (String::new(), ctx.say("office-any"));
        let lives = matches!(
            section,
            Section::Offering | Section::Specification | Section::Category | Section::Promotion
        );
        let mut choices = Vec::new();
        if lives {
            let word = |state: &&str| {
                let key = format!("office-choice-{}", state.to_lowercase().replace(' ', "-"));
                ((*state).to_owned(), ctx.say(&key))
            };
            choices.push(OfficeChoice {
                name: "state".into(),
                label: ctx.say("office-field-lifecycle"),
                value: self.state.clone(),
                options: std::iter::once(any()).chain(LIFE.iter().map(word)).collect(),
            });
        }
        if matches!(section, Section::Offering | Section::Specification) {
            let language = ctx.language.code();
            let categories = desk.shop.catalogue.categories.values();
            let named = categories.map(|each| (each.id.to_string(), each.name_in(language).to_owned()));
            choices.push(OfficeChoice {
                name: "category".into(),
                label: ctx.say("office-field-category"),
                value: self.category.clone(),
                options: std::iter::once(any()).chain(named).collect(),
            });
        }
        let sorts = SORTS.into_iter().filter(|sort| match *sort {
            "state" => lives,
            "changed" => matches!(section, Section::Offering | Section::Specification),
            _ => true,
        });
        let usual = (String::new(), ctx.say("office-sort-id"));
        choices.push(OfficeChoice {
            name: "sort".into(),
            label: ctx.say("office-sort"),
            value: self.sort.clone(),
            options: std::iter::once(usual)
                .chain(sorts.map(|sort| (sort.to_owned(), ctx.say(&format!("office-sort-{sort}")))))
                .collect(),
        });
        choices
    }

    /// What addresses of other pages of the list say.
    pub fn query(&self) -> String {
        let pairs =
            [("q", &self.words), ("state", &self.state), ("category", &self.category), ("sort", &self.sort)];
        pairs.map(|(name, value)| format!("{name}={}", escaped(value))).join("&")
    }
}

fn state_of(body: &Value) -> &str {
    at_path(body, STATE).and_then(Value::as_str).unwrap_or("Launched")
}
