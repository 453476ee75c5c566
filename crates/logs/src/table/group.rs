//! Several rows that make one: the start and the end of a call, each on its own line.
//!
//! The rows of a group become one row, whose columns are the group's own (`callid`) and those of each role
//! (`entered.time`, `completed.data2`). A group is given when a role that completes it arrives, or at the end
//! of the file, or when too many groups are open.

use std::collections::BTreeMap;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::mapping::{GroupRule, Header, Mapping};
use crate::reading::ReadError;

use super::rows::{Row, Rows};

/// How many groups may be open at once; beyond, the oldest is given as it stands.
const MAX_OPEN: usize = 100_000;

/// The open groups of a file.
pub(crate) struct Groups {
    by: Vec<usize>,
    role: usize,
    /// The place of the role of each code.
    codes: BTreeMap<String, usize>,
    /// Whether each role completes a group.
    completes: Vec<bool>,
    width: usize,
    open: BTreeMap<Vec<String>, Open>,
    /// The keys of open groups by the number of their first row.
    order: BTreeMap<u64, Vec<String>>,
    rows: u64,
    names: Vec<String>,
}

/// A group whose rows may still come.
struct Open {
    number: u64,
    line: u64,
    /// For each role, its row's fields once it came.
    roles: Vec<Option<Vec<String>>>,
}

impl Groups {
    /// The groups of a mapping's rule in a file of these columns; otherwise the columns that are missing.
    pub(crate) fn new(mapping: &Mapping, rule: &GroupRule, header: &[String]) -> Result<Self, Vec<String>> {
        let lookup = Header::new(mapping, header);
        let wanted: Vec<&String> = rule.by.iter().chain(std::iter::once(&rule.role)).collect();
        let missing: Vec<String> = wanted
            .iter()
            .filter(|name| lookup.index(name).is_none())
            .map(|name| lookup.lacks(name))
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let roles = role_names(rule);
        let place = |name: &String| roles.iter().position(|role| role == name).unwrap_or(0);
        Ok(Self {
            by: rule.by.iter().filter_map(|name| lookup.index(name)).collect(),
            role: lookup.index(&rule.role).unwrap_or(0),
            codes: rule.roles.iter().map(|(code, name)| (code.clone(), place(name))).collect(),
            completes: roles.iter().map(|role| rule.until.contains(role)).collect(),
            width: header.len(),
            open: BTreeMap::new(),
            order: BTreeMap::new(),
            rows: 0,
            names: grouped_names(rule, header),
        })
    }

    /// The names of the columns that a group's row has.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds one row of the file; gives the group that it completes.
    pub(crate) fn add(&mut self, row: &Row, anomalies: &mut Anomalies) -> Option<Row> {
        let code = row.get(Some(self.role));
        let Some(role) = self.codes.get(code).copied() else {
            anomalies.note(AnomalyKind::RowPassedOver, row.line, || {
                format!("“{code}” plays no role in the mapping")
            });
            return None;
        };
        self.rows += 1;
        let key: Vec<String> = self.by.iter().map(|index| row.get(Some(*index)).to_owned()).collect();
        let (number, roles) = (self.rows, self.completes.len());
        let group = self.open.entry(key.clone()).or_insert_with(|| {
            self.order.insert(number, key.clone());
            Open { number, line: row.line, roles: vec![None; roles] }
        });
        let fields = || (0..self.width).map(|index| row.get(Some(index)).to_owned()).collect();
        group.roles[role].get_or_insert_with(fields);
        if self.completes[role] {
            return self.close(&key);
        }
        if self.open.len() > MAX_OPEN { self.oldest() } else { None }
    }

    /// Gives the group that is open for the longest time, as it stands.
    pub(crate) fn oldest(&mut self) -> Option<Row> {
        let key = self.order.first_key_value()?.1.clone();
        self.close(&key)
    }

    fn close(&mut self, key: &[String]) -> Option<Row> {
        let group = self.open.remove(key)?;
        self.order.remove(&group.number);
        let nothing = vec![String::new(); self.width];
        let of_roles = group.roles.iter().flat_map(|fields| fields.as_ref().unwrap_or(&nothing));
        Some(Row::of(group.line, key.iter().chain(of_roles)))
    }
}

/// Reads rows until a group is complete; false at the end.
pub(crate) fn next(
    groups: &mut Groups,
    rows: &mut Rows,
    row: &mut Row,
    anomalies: &mut Anomalies,
) -> Result<bool, ReadError> {
    while rows.next(row, anomalies)? {
        if row.is_blank() {
            continue;
        }
        if let Some(whole) = groups.add(row, anomalies) {
            *row = whole;
            return Ok(true);
        }
    }
    match groups.oldest() {
        None => Ok(false),
        Some(whole) => {
            *row = whole;
            Ok(true)
        }
    }
}

/// The names of the roles, each once.
fn role_names(rule: &GroupRule) -> Vec<String> {
    let mut names: Vec<String> = rule.roles.values().cloned().collect();
    names.sort();
    names.dedup();
    names
}

fn grouped_names(rule: &GroupRule, header: &[String]) -> Vec<String> {
    let of_roles =
        role_names(rule).into_iter().flat_map(|role| header.iter().map(move |name| format!("{role}.{name}")));
    rule.by.iter().cloned().chain(of_roles).collect()
}
