//! A draft: which column plays which role, put right by choices, and made a mapping.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use types::{Currency, Outcome, Scene};

use crate::mapping::{DecimalMark, Format, Mapping, plain_name};
use crate::table::Sample;

use super::columns::{Column, ColumnKind};
use super::roles::{Role, fitness};
use super::rules::Writer;

/// What the rows of a table are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Calls or talks: a customer, perhaps an agent, a duration.
    Calls,
    /// Lines of orders: an article, how many, at which price.
    Orders,
    /// Tickets or requests: opened, and perhaps closed.
    Tickets,
    /// Anything else that happened at a time.
    Rows,
}

/// Which column plays which role. A page changes it, and [`Draft::mapping`] makes it a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The name of the mapping that it becomes.
    pub name: String,
    /// What the rows are about.
    pub about: About,
    /// The column that plays each role.
    pub roles: BTreeMap<Role, String>,
    /// How each code of the outcome's column ends a demand; a code that is not here is a step.
    pub outcomes: BTreeMap<String, Outcome>,
    /// The scene of each code of the channel's column.
    pub scenes: BTreeMap<String, Scene>,
    /// The zone of local times.
    pub zone: Option<String>,
    /// The currency of prices.
    pub currency: Option<Currency>,
    /// What separates fields.
    pub separator: String,
    /// The encoding.
    pub encoding: String,
    /// Whether the first row names the columns.
    pub header: bool,
}

impl Draft {
    /// The draft that a table's names and contents suggest.
    pub(crate) fn of(sample: &Sample, columns: &[Column]) -> Self {
        let roles = roles_of(columns);
        let about = about(&roles, columns);
        let codes = |role: Role| {
            let index =
                roles.get(&role).and_then(|name| columns.iter().position(|column| column.name == *name));
            index.map(|index| sample.column(index).collect::<BTreeSet<&str>>()).unwrap_or_default()
        };
        let outcomes = codes(Role::Outcome).into_iter();
        let scenes = codes(Role::Channel).into_iter();
        Self {
            name: file_stem(&sample.file),
            about,
            outcomes: outcomes.filter_map(|code| Some((code.to_owned(), outcome_of(code)?))).collect(),
            scenes: scenes.filter_map(|code| Some((code.to_owned(), scene_of(code)?))).collect(),
            roles,
            zone: None,
            currency: None,
            separator: sample.separator_name(),
            encoding: sample.encoding.to_lowercase(),
            header: sample.header,
        }
    }

    /// The mapping that it stands for.
    pub fn mapping(&self, columns: &[Column]) -> Mapping {
        let mut mapping =
            Mapping::empty(&self.name, if self.separator == "tab" { Format::Tsv } else { Format::Csv });
        mapping.title = format!("{} (guessed from the columns)", self.name);
        mapping.separator = Some(self.separator.clone());
        mapping.encoding = Some(self.encoding.clone()).filter(|encoding| encoding != "utf-8");
        mapping.header = self.header;
        if !self.header {
            mapping.columns = columns.iter().map(|column| column.name.clone()).collect();
        }
        mapping.zone.clone_from(&self.zone);
        mapping.currency = self.currency;
        if columns.iter().any(|column| column.kind == (ColumnKind::Decimal { comma: true })) {
            mapping.decimal = DecimalMark::Comma;
        }
        let writer = Writer { draft: self, columns };
        writer.write(&mut mapping);
        mapping
    }
}

fn roles_of(columns: &[Column]) -> BTreeMap<Role, String> {
    let mut roles: BTreeMap<Role, String> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for role in Role::ALL {
        let fit = |index: &usize| (fitness(*role, &columns[*index]), std::cmp::Reverse(*index));
        let free = (0..columns.len()).filter(|index| !taken.contains(index));
        let Some(best) = free.max_by_key(fit).filter(|index| fit(index).0 > 0) else { continue };
        // A day beside a time with its own day adds nothing.
        let start_is_clock =
            roles.get(&Role::Start).is_some_and(|start| kind_of(columns, start) == Some(&ColumnKind::Clock));
        if *role == Role::Day && !start_is_clock {
            continue;
        }
        taken.insert(best);
        roles.insert(*role, columns[best].name.clone());
    }
    // Times of day without a day cannot be placed: the day's column then is when it began.
    if let Some(start) = roles.get(&Role::Start)
        && kind_of(columns, start) == Some(&ColumnKind::Clock)
        && !roles.contains_key(&Role::Day)
    {
        roles.remove(&Role::Start);
    }
    roles
}

fn kind_of<'a>(columns: &'a [Column], name: &str) -> Option<&'a ColumnKind> {
    columns.iter().find(|column| column.name == name).map(|column| &column.kind)
}

fn about(roles: &BTreeMap<Role, String>, columns: &[Column]) -> About {
    let has = |role: Role| roles.contains_key(&role);
    let named = |words: &[&str]| {
        columns.iter().any(|column| words.iter().any(|word| plain_name(&column.name).contains(word)))
    };
    if has(Role::Quantity) && (has(Role::UnitPrice) || has(Role::Item) || has(Role::Order)) {
        return About::Orders;
    }
    if named(&["call", "billsec", "talk", "queue", "phone", "appel"])
        && (has(Role::Talk) || has(Role::Wait) || has(Role::Duration))
    {
        return About::Calls;
    }
    let ticket = named(&["ticket", "case", "request", "demande", "issue", "incident"]);
    if has(Role::Start) && (has(Role::End) || ticket) && (has(Role::Outcome) || has(Role::Identifier)) {
        return About::Tickets;
    }
    About::Rows
}

fn file_stem(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file).to_lowercase();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain: String = plain.trim_matches('-').chars().take(40).collect();
    if plain.is_empty() { "my-log".to_owned() } else { plain }
}

/// What a code of an outcome's column usually stands for.
pub(super) fn outcome_of(code: &str) -> Option<Outcome> {
    let code = plain_name(code);
    let says = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if says(&["phantom", "test", "spam"]) {
        return Some(Outcome::Void);
    }
    if says(&[
        "abandon",
        "hang",
        "noanswer",
        "missed",
        "unanswered",
        "lost",
        "perdu",
        "nonrepondu",
        "raccroch",
    ]) {
        return Some(Outcome::Abandoned);
    }
    if says(&["cancel", "refund", "return", "annul", "rembours", "retour"]) {
        return Some(Outcome::Undone);
    }
    if says(&["busy", "fail", "refus", "reject", "declin", "congestion", "denied"]) {
        return Some(Outcome::Refused);
    }
    let served = [
        "answer",
        "served",
        "agent",
        "complet",
        "resolved",
        "solved",
        "closed",
        "success",
        "done",
        "paid",
        "fulfilled",
        "repondu",
        "traite",
        "clos",
        "resolu",
        "termine",
    ];
    says(&served).then_some(Outcome::Served)
}

/// The scene that a code of a channel's column usually stands for.
pub(super) fn scene_of(code: &str) -> Option<Scene> {
    let code = plain_name(code);
    let says = |words: &[&str]| words.iter().any(|word| code.contains(word));
    if says(&["call", "phone", "voice", "telephone", "appel"]) {
        return Some(Scene::Phone);
    }
    if says(&["chat", "messag", "sms", "whatsapp"]) {
        return Some(Scene::Chat);
    }
    if says(&["mail", "letter", "courrier"]) {
        return Some(Scene::Mail);
    }
    if says(&["shop", "store", "counter", "walk", "boutique", "agence", "guichet"]) {
        return Some(Scene::Shop);
    }
    if says(&["web", "app", "site", "online", "self", "form", "portal", "portail"]) {
        return Some(Scene::Web);
    }
    if says(&["api", "integration"]) {
        return Some(Scene::Api);
    }
    says(&["employee", "staff", "internal", "interne", "agent"]).then_some(Scene::BackOffice)
}
