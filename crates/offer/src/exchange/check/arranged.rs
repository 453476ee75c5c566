//! Arrangements: what they name is there, and each aisle has one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Checker, ProblemKind, Section};
use crate::shelf::{Arrangement, LARGEST_PAGE, OrderRule};

/// Facets that are there whatever the catalogue holds.
const BUILT_IN: [&str; 5] = ["~price", "~monthly", "~stock", "~commitment", "~brand"];

impl Checker<'_> {
    pub(super) fn arrangement(&mut self, id: &str, arrangement: Arrangement) {
        let section = Section::Arrangement;
        if let Some(category) = &arrangement.category {
            self.refer(section, id, "category", Section::Category, category);
        }
        if !(1..=LARGEST_PAGE).contains(&arrangement.page_size) {
            let kind =
                ProblemKind::NotOneOf(arrangement.page_size.to_string(), format!("1 … {LARGEST_PAGE}"));
            self.say(section, id, "pageSize", kind);
        }
        let known = self.characteristics();
        for rule in &arrangement.order {
            match rule {
                OrderRule::Pinned { ids } => {
                    for pinned in ids {
                        if self.file.get(Section::Offering, pinned).is_none() {
                            self.refer(section, id, "order", Section::Specification, pinned);
                        }
                    }
                }
                OrderRule::Characteristic { name, .. } if !known.contains(name.trim()) => {
                    self.say(section, id, "order", ProblemKind::Dangling(name.clone()));
                }
                _ => {}
            }
        }
        for facet in &arrangement.facets {
            if !BUILT_IN.contains(&facet.key.as_str()) && !known.contains(facet.key.trim()) {
                self.say(section, id, "facets", ProblemKind::Dangling(facet.key.clone()));
            }
        }
    }

    /// The names of all characteristics of products and variants.
    fn characteristics(&self) -> BTreeSet<String> {
        let lists = [
            (Section::Specification, "productSpecCharacteristic"),
            (Section::Offering, "prodSpecCharValueUse"),
        ];
        let of = |(section, list): (Section, &'static str)| {
            self.file
                .of(section)
                .flat_map(move |(_, body)| body.get(list).and_then(Value::as_array).into_iter().flatten())
        };
        let names = lists.into_iter().flat_map(of).filter_map(|each| each.get("name")?.as_str());
        names.map(|name| name.trim().trim_start_matches('~').to_owned()).collect()
    }

    /// Two arrangements of one aisle: which of them holds would be decided by their ids.
    pub(super) fn one_arrangement_each(&mut self) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut found = Vec::new();
        for (id, body) in self.file.of(Section::Arrangement) {
            let category = body.get("category").and_then(Value::as_str).unwrap_or_default().to_owned();
            match first.get(&category) {
                Some(other) => {
                    found.push((id.to_owned(), other.clone()));
                    found.push((other.clone(), id.to_owned()));
                }
                None => {
                    first.insert(category, id.to_owned());
                }
            }
        }
        for (id, other) in found {
            self.say(Section::Arrangement, &id, "category", ProblemKind::ArrangedTwice(other));
        }
    }
}
