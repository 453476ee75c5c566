//! Finding a mapping's columns in a header: by name, by another known name, or by a name that differs only
//! in capitals, spaces and punctuation; and saying which are near where none fits.

use std::collections::{BTreeMap, BTreeSet};

use super::{Condition, Mapping};

/// A header in which a mapping's columns are looked up.
pub struct Header<'a> {
    names: &'a [String],
    exact: BTreeMap<&'a str, usize>,
    plain: BTreeMap<String, usize>,
    aliases: &'a BTreeMap<String, Vec<String>>,
}

impl<'a> Header<'a> {
    /// The header of these names, with the mapping's aliases.
    pub fn new(mapping: &'a Mapping, names: &'a [String]) -> Self {
        let mut exact = BTreeMap::new();
        let mut plain = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            exact.entry(name.trim()).or_insert(index);
            plain.entry(plain_name(name)).or_insert(index);
        }
        Self { names, exact, plain, aliases: &mapping.aliases }
    }

    /// Where a column stands.
    pub fn index(&self, column: &str) -> Option<usize> {
        let others = self.aliases.get(column).into_iter().flatten().map(String::as_str);
        std::iter::once(column).chain(others).find_map(|name| {
            self.exact.get(name.trim()).or_else(|| self.plain.get(&plain_name(name))).copied()
        })
    }

    /// For each column that the mapping needs and the header lacks: a sentence with the nearest that exist.
    pub fn missing(&self, mapping: &Mapping) -> Vec<String> {
        let optional: BTreeSet<&str> = mapping.optional.iter().map(String::as_str).collect();
        let lacking = |column: &&String| !optional.contains(column.as_str()) && self.index(column).is_none();
        used_columns(mapping).iter().filter(lacking).map(|column| self.lacks(column)).collect()
    }

    /// That there is no such column, and which are near.
    pub(crate) fn lacks(&self, column: &str) -> String {
        let wanted = plain_name(column);
        let mut near: Vec<(usize, &String)> =
            self.names.iter().map(|name| (distance(&wanted, &plain_name(name)), name)).collect();
        near.sort();
        let shown: Vec<String> = near.iter().take(3).map(|(_, name)| format!("“{name}”")).collect();
        if shown.is_empty() {
            return format!("there is no column “{column}”: the file has no columns");
        }
        format!("there is no column “{column}”; the nearest are {}", shown.join(", "))
    }
}

/// Whether two names of columns differ only in capitals, spaces and punctuation.
pub fn same_name(a: &str, b: &str) -> bool {
    plain_name(a) == plain_name(b)
}

/// Every column that a mapping looks at, each once.
pub(crate) fn used_columns(mapping: &Mapping) -> BTreeSet<String> {
    let mut used: BTreeSet<String> = mapping.key.iter().cloned().collect();
    for rule in mapping.time.values() {
        used.extend(rule.columns.iter().cloned());
        of_conditions(&rule.when, &mut used);
    }
    for rule in mapping.duration.values() {
        used.extend(rule.column.clone());
        of_conditions(&rule.when, &mut used);
    }
    for rule in mapping.object.values() {
        used.extend(rule.columns.iter().chain(&rule.first_of).cloned());
    }
    used.extend(mapping.value.values().filter_map(|rule| rule.column.clone()));
    for act in &mapping.acts {
        used.extend(act.reason.iter().chain(&act.scene_column).cloned());
        used.extend(act.outcome_by.iter().map(|table| table.column.clone()));
        of_conditions(&act.when, &mut used);
        act.parts.iter().for_each(|part| of_conditions(&part.when, &mut used));
    }
    mapping.anomalies.iter().for_each(|rule| of_conditions(&rule.when, &mut used));
    if let Some(fill) = &mapping.fill {
        used.extend(fill.same.iter().chain(&fill.columns).cloned());
    }
    used
}

fn of_conditions(conditions: &[Condition], used: &mut BTreeSet<String>) {
    for condition in conditions {
        used.extend(condition.column.clone());
        of_conditions(&condition.any, used);
    }
}

/// A letter without its accent, for the letters of western European languages.
fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// A name without capitals, accents, spaces and punctuation.
pub(crate) fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(unaccented).collect();
    if plain.is_empty() { name.trim().to_owned() } else { plain }
}

/// The Levenshtein distance, cut to names of 64 letters.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
