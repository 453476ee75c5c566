//! A draft becomes a mapping: the rules for calls, orders, tickets, or any rows.

use std::collections::{BTreeMap, BTreeSet};

use types::{ActorKind, Operation, Outcome, Phase, Scene};

use crate::mapping::{
    ActRule, Condition, DurationRule, Mapping, ObjectRule, OutcomeTable, PartRule, TimeRule, Unit, ValueRule,
    ValueType, plain_name,
};

use super::columns::{Column, ColumnKind};
use super::draft::{About, Draft};
use super::roles::Role;

/// How many columns without a role are kept in the body of a row's act.
const BODY_COLUMNS: usize = 12;

/// Writes the rules of a draft's mapping.
pub(super) struct Writer<'a> {
    pub(super) draft: &'a Draft,
    pub(super) columns: &'a [Column],
}

impl Writer<'_> {
    /// Writes all rules into a mapping that says nothing yet.
    pub(super) fn write(&self, mapping: &mut Mapping) {
        self.times(mapping);
        self.durations(mapping);
        self.objects(mapping);
        match self.draft.about {
            About::Calls => self.calls(mapping),
            About::Orders => self.orders(mapping),
            About::Tickets => self.tickets(mapping),
            About::Rows => self.rows(mapping),
        }
    }

    fn column(&self, role: Role) -> Option<&Column> {
        let name = self.draft.roles.get(&role)?;
        self.columns.iter().find(|column| column.name == *name)
    }

    fn has(&self, role: Role) -> bool {
        self.column(role).is_some()
    }

    fn named(&self, role: Role, name: &str) -> Option<String> {
        self.has(role).then(|| name.to_owned())
    }

    fn times(&self, mapping: &mut Mapping) {
        for (role, name, after) in
            [(Role::Start, "start", None), (Role::End, "end", Some("start".to_owned()))]
        {
            let Some(column) = self.column(role) else { continue };
            let mut rule = TimeRule { columns: vec![column.name.clone()], after, ..TimeRule::default() };
            match &column.kind {
                ColumnKind::Time { format } | ColumnKind::Date { format } => {
                    rule.formats = vec![format.clone()]
                }
                ColumnKind::Clock => {
                    let Some(day) = self.column(Role::Day) else { continue };
                    let ColumnKind::Date { format } = &day.kind else { continue };
                    rule.columns.insert(0, day.name.clone());
                    rule.formats = vec![format!("{format} %H:%M:%S"), format!("{format} %H:%M")];
                }
                _ => continue,
            }
            mapping.time.insert(name.to_owned(), rule);
        }
        let end_alone = mapping.time.get_mut("end").filter(|rule| rule.columns.len() == 1);
        // A whole date does not go over midnight.
        if let Some(rule) = end_alone {
            rule.after = None;
        }
        if !mapping.time.contains_key("start")
            && let Some(any) = self.columns.iter().find(|column| column.kind.is_time())
            && let ColumnKind::Time { format } | ColumnKind::Date { format } = &any.kind
        {
            let rule = TimeRule {
                columns: vec![any.name.clone()],
                formats: vec![format.clone()],
                ..TimeRule::default()
            };
            mapping.time.insert("start".to_owned(), rule);
        }
    }

    fn durations(&self, mapping: &mut Mapping) {
        for (role, name) in [(Role::Duration, "lasted"), (Role::Talk, "talk"), (Role::Wait, "wait")] {
            if let Some(column) = self.column(role) {
                let rule = DurationRule {
                    column: Some(column.name.clone()),
                    unit: unit_of(&column.name),
                    ..DurationRule::default()
                };
                mapping.duration.insert(name.to_owned(), rule);
            }
        }
    }

    fn objects(&self, mapping: &mut Mapping) {
        let contact = if self.draft.about == About::Tickets { "case" } else { "contact" };
        let all = [
            (Role::Customer, "customer", true),
            (Role::Agent, "agent", true),
            (Role::Order, "order", false),
            (Role::Item, "item", false),
            (Role::Identifier, contact, false),
        ];
        for (role, name, person) in all {
            if let Some(column) = self.column(role) {
                let none = ["0", "NULL", "null", "None", "-", "N/A", "unknown", "NO_SERVER"]
                    .map(str::to_owned)
                    .to_vec();
                let ignore_case = column.kind == ColumnKind::Email;
                let columns = vec![column.name.clone()];
                let rule = ObjectRule { columns, person, ignore_case, none, ..ObjectRule::default() };
                mapping.object.insert(name.to_owned(), rule);
            }
        }
    }

    fn act(&self, mapping: &Mapping, kind: &str, operation: Operation, scene: Scene) -> ActRule {
        let named = |rules: &dyn Fn(&str) -> bool, name: &str| rules(name).then(|| name.to_owned());
        ActRule {
            kind: kind.to_owned(),
            operation,
            scene,
            scene_column: None,
            outcome: None,
            start: "start".to_owned(),
            end: named(&|name| mapping.time.contains_key(name), "end"),
            lasted: None,
            waited: named(&|name| mapping.duration.contains_key(name), "wait"),
            reason: self.column(Role::Reason).map(|column| column.name.clone()),
            objects: mapping.object.keys().cloned().collect(),
            body: Vec::new(),
            when: Vec::new(),
            if_started: false,
            scenes: BTreeMap::new(),
            outcome_by: None,
            parts: Vec::new(),
        }
    }

    /// The outcome by its column's codes, or always the same where there is no such column.
    fn ends(&self, act: &mut ActRule, otherwise: Outcome) {
        let Some(column) = self.column(Role::Outcome) else {
            act.outcome = Some(otherwise);
            return;
        };
        let codes = self.draft.outcomes.clone();
        let none = column.examples.iter().filter(|code| !codes.contains_key(*code)).cloned().collect();
        act.outcome_by = Some(OutcomeTable { column: column.name.clone(), otherwise: None, none, codes });
    }

    fn by_channel(&self, act: &mut ActRule) {
        if let Some(column) = self.column(Role::Channel).filter(|_| !self.draft.scenes.is_empty()) {
            act.scene_column = Some(column.name.clone());
            act.scenes.clone_from(&self.draft.scenes);
        }
    }

    fn part(&self, actor: ActorKind, who: Role, phase: Phase, work: Option<&str>) -> PartRule {
        let who = self.named(who, actor.name());
        PartRule { actor, who, phase, work: work.map(str::to_owned), estimated: false, when: Vec::new() }
    }

    fn calls(&self, mapping: &mut Mapping) {
        let mut act = self.act(mapping, "phone.call", Operation::Dialogue, Scene::Phone);
        let work = if mapping.duration.contains_key("talk") { Some("talk") } else { None };
        let work = work.or(mapping.duration.contains_key("lasted").then_some("lasted"));
        if act.end.is_none() {
            act.lasted = mapping
                .duration
                .contains_key("lasted")
                .then(|| "lasted".to_owned())
                .or_else(|| work.map(str::to_owned));
        }
        self.ends(&mut act, Outcome::Served);
        self.by_channel(&mut act);
        let served: Vec<String> = self
            .draft
            .outcomes
            .iter()
            .filter(|(_, outcome)| **outcome == Outcome::Served)
            .map(|(code, _)| code.clone())
            .collect();
        let column = self.column(Role::Outcome).map(|column| column.name.clone());
        let when = match column {
            Some(column) if !served.is_empty() => {
                vec![Condition { column: Some(column), is: served, ..Condition::default() }]
            }
            _ => Vec::new(),
        };
        for (actor, who) in [(ActorKind::Customer, Role::Customer), (ActorKind::Agent, Role::Agent)] {
            let mut part = self.part(actor, who, Phase::Talk, work);
            part.when.clone_from(&when);
            act.parts.push(part);
        }
        mapping.acts.push(act);
    }

    fn orders(&self, mapping: &mut Mapping) {
        let mut body = Vec::new();
        for (role, name, kind) in [
            (Role::Quantity, "quantity", ValueType::Number),
            (Role::UnitPrice, "unit_price", ValueType::Decimal),
        ] {
            if let Some(column) = self.column(role) {
                let rule = ValueRule { column: Some(column.name.clone()), kind, ..ValueRule::default() };
                mapping.value.insert(name.to_owned(), rule);
                body.push(name.to_owned());
            }
        }
        if let Some(currency) = self.draft.currency {
            let rule = ValueRule { constant: Some(currency.to_string()), ..ValueRule::default() };
            mapping.value.insert("currency".to_owned(), rule);
            body.push("currency".to_owned());
        }
        let mut line = self.act(mapping, "order.line", Operation::Collect, Scene::Web);
        line.end = None;
        line.body = body;
        self.by_channel(&mut line);
        line.parts = vec![self.part(ActorKind::Customer, Role::Customer, Phase::Filling, None)];
        let mut cancelled = line.clone();
        self.ends(&mut line, Outcome::Served);
        if let Some(quantity) = self.column(Role::Quantity) {
            cancelled.kind = "order.cancel_line".to_owned();
            cancelled.outcome = Some(Outcome::Undone);
            let column = Some(quantity.name.clone());
            let below =
                Condition { column: column.clone(), below: Some("0".to_owned()), ..Condition::default() };
            let at_least =
                Condition { column: column.clone(), at_least: Some("0".to_owned()), ..Condition::default() };
            let empty = Condition { column, empty: Some(true), ..Condition::default() };
            cancelled.when = vec![below];
            line.when = vec![Condition { any: vec![at_least, empty], ..Condition::default() }];
            mapping.acts.push(cancelled);
        }
        mapping.acts.push(line);
    }

    fn tickets(&self, mapping: &mut Mapping) {
        let mut opened = self.act(mapping, "ticket.opened", Operation::Dialogue, Scene::Mail);
        opened.end = None;
        self.by_channel(&mut opened);
        let mut closed = opened.clone();
        opened.waited = None;
        opened.parts = vec![self.part(ActorKind::Customer, Role::Customer, Phase::Explaining, None)];
        let work = mapping.duration.contains_key("talk").then_some("talk");
        closed.parts = vec![self.part(ActorKind::Agent, Role::Agent, Phase::Handling, work)];
        if mapping.time.contains_key("end") {
            closed.kind = "ticket.closed".to_owned();
            closed.start = "end".to_owned();
            closed.if_started = true;
            self.ends(&mut closed, Outcome::Served);
            if let Some(table) = &mut closed.outcome_by {
                table.otherwise = Some(Outcome::Served);
            }
            let open_for = DurationRule {
                between: vec!["start".to_owned(), "end".to_owned()],
                ..DurationRule::default()
            };
            mapping.duration.insert("open_for".to_owned(), open_for);
            let value = ValueRule {
                duration: Some("open_for".to_owned()),
                kind: ValueType::Number,
                ..ValueRule::default()
            };
            mapping.value.insert("open_s".to_owned(), value);
            closed.body = vec!["open_s".to_owned()];
            mapping.acts.push(opened);
            mapping.acts.push(closed);
        } else {
            self.ends(&mut opened, Outcome::Served);
            opened.parts.extend(closed.parts);
            mapping.acts.push(opened);
        }
    }

    fn rows(&self, mapping: &mut Mapping) {
        let scene = if self.has(Role::Customer) { Scene::Web } else { Scene::BackOffice };
        let mut act = self.act(mapping, "log.row", Operation::Trace, scene);
        if act.end.is_none() && mapping.duration.contains_key("lasted") {
            act.lasted = Some("lasted".to_owned());
        }
        self.by_channel(&mut act);
        if self.has(Role::Outcome) {
            self.ends(&mut act, Outcome::Served);
        }
        let work = mapping.duration.contains_key("talk").then_some("talk");
        if self.has(Role::Customer) {
            act.parts.push(self.part(ActorKind::Customer, Role::Customer, Phase::Explaining, None));
        }
        if self.has(Role::Agent) {
            act.parts.push(self.part(ActorKind::Agent, Role::Agent, Phase::Handling, work));
        }
        let taken: BTreeSet<&String> = self.draft.roles.values().collect();
        let kept = |column: &&Column| !taken.contains(&column.name) && !may_name_people(&column.name);
        for column in self.columns.iter().filter(kept) {
            let kind = match column.kind {
                ColumnKind::Integer => ValueType::Number,
                ColumnKind::Decimal { .. } => ValueType::Decimal,
                ColumnKind::Code => ValueType::Text,
                _ => continue,
            };
            let name = body_name(&column.name);
            if act.body.len() < BODY_COLUMNS && !mapping.value.contains_key(&name) {
                let rule = ValueRule { column: Some(column.name.clone()), kind, ..ValueRule::default() };
                mapping.value.insert(name.clone(), rule);
                act.body.push(name);
            }
        }
        mapping.acts.push(act);
    }
}

/// Whether a column's name says that it may hold names or addresses of people: an act's body never does.
fn may_name_people(column: &str) -> bool {
    let name = plain_name(column);
    let words = [
        "name",
        "nom",
        "mail",
        "phone",
        "telephone",
        "address",
        "adresse",
        "customer",
        "client",
        "agent",
        "user",
        "owner",
        "birth",
    ];
    words.iter().any(|word| name.contains(word))
}

fn unit_of(name: &str) -> Unit {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if says(&["(ms)", "_ms", "millis"]) => Unit::Milliseconds,
        () if says(&["minute", "(min)", "_min", "(mn)"]) => Unit::Minutes,
        () if says(&["hour", "heure", "(h)", "_h"]) => Unit::Hours,
        () if says(&["(d)", "days", "jours"]) => Unit::Days,
        () => Unit::Seconds,
    }
}

fn body_name(column: &str) -> String {
    let words: Vec<String> = column
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "value".to_owned() } else { words.join("_") }
}
