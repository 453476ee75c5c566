//! What an import would do: compared with what is there, before anything is done.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::check::{Known, problems_of};
use super::difference::{FieldChange, differences, normal, same, same_terms};
use super::file::{CatalogueFile, Incoming, IncomingRecord, Section, StockKey};
use super::price_line::{Successors, ended_at, instant_of, next_price_id, succession};
use super::problem::{Problem, ProblemKind, Severity, Where};
use crate::catalogue::ProductOffering;

/// What is done beside what the file says.
#[derive(Debug, Clone, Copy)]
pub struct PlanOptions {
    /// What time it is: prices end and begin then.
    pub now: Timestamp,
    /// Whether offerings that the file does not name are taken off the shelf.
    pub end_missing: bool,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It changes.
    Changed,
    /// It ends: a price that another follows, an offering that is sold no longer.
    Ended,
}

/// What happens to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The part that it belongs to.
    pub section: Section,
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// What happens to it.
    pub kind: Kind,
    /// Attribute by attribute; nothing for what is new.
    pub fields: Vec<FieldChange>,
    /// What it becomes, whole.
    pub body: Value,
    /// Where the file says so.
    pub at: Where,
}

/// A count that differs from what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockChange {
    /// What and where.
    pub key: StockKey,
    /// How many were known to be there.
    pub before: i64,
    /// How many there are.
    pub after: i64,
    /// Where the file says so.
    pub at: Where,
}

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Resources that are added, changed or ended, in the order of parts and ids.
    pub changes: Vec<Change>,
    /// Counts that differ.
    pub stock: Vec<StockChange>,
    /// Resources and counts that stay as they are.
    pub unchanged: u64,
    /// What is wrong, the gravest first.
    pub problems: Vec<Problem>,
    /// Resources or rows read.
    pub read: u64,
}

impl Plan {
    /// Whether it may be done: nothing grave is wrong.
    pub fn may_apply(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity() < Severity::Severe)
    }

    /// Whether it would change nothing.
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.stock.is_empty()
    }

    /// How many resources of a kind of change there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// The catalogue as it would stand.
    pub fn applied(&self, current: &CatalogueFile) -> CatalogueFile {
        let mut after = current.clone();
        for change in &self.changes {
            after.put(change.section, &change.id, change.body.clone());
        }
        for change in &self.stock {
            after.stock.insert(change.key.clone(), change.after);
        }
        after
    }
}

/// Compares what comes in with what is there.
pub fn plan(current: &CatalogueFile, incoming: Incoming, options: PlanOptions) -> Plan {
    let mut planner = Planner::new(current, options, &incoming);
    planner.problems = incoming.problems;
    planner.take_records(incoming.records);
    if options.end_missing {
        planner.end_missing();
    }
    planner.carry_successors();
    let places: BTreeSet<String> =
        planner.named.iter().filter(|(s, _)| *s == Section::Place).map(|(_, id)| id.clone()).collect();
    let mut plan = planner.finish();
    plan.read = incoming.read;
    let mut placeless: BTreeMap<String, (u64, Where)> = BTreeMap::new();
    let counted: BTreeSet<String> = incoming.stock.iter().map(|count| count.key.1.to_string()).collect();
    for count in incoming.stock {
        let place = count.key.0.as_str();
        if !places.contains(place) && current.get(Section::Place, place).is_none() {
            // A table cannot bring places along: its counts wait until the place is there.
            if count.at.column.is_some() {
                placeless.entry(place.to_owned()).or_insert((0, count.at)).0 += 1;
                continue;
            }
            let kind = ProblemKind::Dangling(place.to_owned());
            plan.problems.push(Problem { section: None, id: place.to_owned(), at: count.at, kind });
            continue;
        }
        let before = current.stock.get(&count.key).copied().unwrap_or(0);
        let promised = current.promised.get(&count.key).copied().unwrap_or(0);
        if count.count < promised {
            let kind = ProblemKind::Promised { counted: count.count, promised };
            let id = format!("{}/{}", count.key.0, count.key.1);
            plan.problems.push(Problem { section: None, id, at: count.at, kind });
        } else if before == count.count {
            plan.unchanged += 1;
        } else {
            plan.stock.push(StockChange { key: count.key, before, after: count.count, at: count.at });
        }
    }
    for (place, (counts, at)) in placeless {
        let kind = ProblemKind::PlaceMissing(place.clone(), counts);
        plan.problems.push(Problem { section: Some(Section::Place), id: place, at, kind });
    }
    let uncounted = uncounted(&plan, current, &counted);
    if uncounted > 0 {
        plan.problems.push(Problem::at(Where::default(), ProblemKind::Uncounted(uncounted)));
    }
    plan.problems.sort_by(|a, b| (b.severity(), &a.at, &a.id).cmp(&(a.severity(), &b.at, &b.id)));
    plan.problems.dedup();
    plan
}

/// How many goods come on the shelf of which nobody counted any: they would stand as sold out.
fn uncounted(plan: &Plan, current: &CatalogueFile, counted: &BTreeSet<String>) -> u64 {
    let is_counted =
        |item: &str| counted.contains(item) || current.stock.keys().any(|(_, known)| known.as_str() == item);
    let added = plan
        .changes
        .iter()
        .filter(|change| change.section == Section::Offering && change.kind == Kind::Added);
    let typed =
        added.filter_map(|change| serde_json::from_value::<ProductOffering>(change.body.clone()).ok());
    typed
        .filter(|offering| offering.lifecycle_status.is_sold())
        .filter_map(|offering| offering.stocked())
        .filter(|item| !is_counted(item.as_str()))
        .count() as u64
}

struct Planner<'a> {
    current: &'a CatalogueFile,
    options: PlanOptions,
    /// Ids that the file names.
    named: BTreeSet<(Section, String)>,
    /// Which price came after which.
    successors: Successors,
    /// What becomes of resources.
    after: BTreeMap<(Section, String), (Value, Kind, Where)>,
    /// Prices that follow others: old id, new id.
    followed: Vec<(String, String)>,
    unchanged: u64,
    problems: Vec<Problem>,
}

impl<'a> Planner<'a> {
    fn new(current: &'a CatalogueFile, options: PlanOptions, incoming: &Incoming) -> Self {
        let named = incoming.records.iter().map(|record| (record.section, record.id.clone())).collect();
        let (after, followed, problems) = (BTreeMap::new(), Vec::new(), Vec::new());
        let successors = Successors::of(current.of(Section::Price));
        Self { current, options, named, successors, after, followed, unchanged: 0, problems }
    }

    fn take_records(&mut self, records: Vec<IncomingRecord>) {
        let mut seen = BTreeSet::new();
        let (offerings, others): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|record| record.section == Section::Offering);
        // Offerings last: what they refer to is settled then.
        for record in others.into_iter().chain(offerings) {
            if !seen.insert((record.section, record.id.clone())) {
                let kind = ProblemKind::Twice(record.id.clone());
                self.problems.push(Problem {
                    section: Some(record.section),
                    id: record.id,
                    at: record.at,
                    kind,
                });
                continue;
            }
            match (record.section, self.current.get(record.section, &record.id)) {
                (_, None) => self.put(record.section, &record.id, record.body, Kind::Added, record.at),
                (Section::Price, Some(old)) => self.take_price(old, record),
                (Section::Offering, Some(old)) => self.take_offering(old, record),
                (_, Some(old)) => self.take_plain(old, record),
            }
        }
    }

    fn put(&mut self, section: Section, id: &str, body: Value, kind: Kind, at: Where) {
        self.after.insert((section, id.to_owned()), (body, kind, at));
    }

    fn take_plain(&mut self, old: &Value, record: IncomingRecord) {
        if same(record.section, old, &record.body) {
            self.unchanged += 1;
        } else {
            self.put(record.section, &record.id, record.body, Kind::Changed, record.at);
        }
    }

    fn price_ids(&self, id: &str) -> Vec<String> {
        self.successors.after(id)
    }

    fn take_price(&mut self, old: &Value, record: IncomingRecord) {
        let chain = self.price_ids(&record.id);
        let last = chain.last().cloned().unwrap_or_else(|| record.id.clone());
        let stands_for_line = last != record.id && !self.named.contains(&(Section::Price, last.clone()));
        let known = self.current.get(Section::Price, &last).unwrap_or(old);
        let compared = if stands_for_line { known } else { old };
        if same_terms(compared, &record.body, stands_for_line) {
            let ends_alike = instant_of(old, "endDateTime") == instant_of(&record.body, "endDateTime");
            if stands_for_line || same(Section::Price, old, &record.body) {
                self.unchanged += 1;
            } else if !ends_alike && self.moves_a_past_end(old, &record.body) {
                let at = Where { column: Some("validFor".into()), ..record.at };
                let kind = ProblemKind::PastEnd;
                self.problems.push(Problem { section: Some(Section::Price), id: record.id, at, kind });
            } else {
                self.put(Section::Price, &record.id, record.body, Kind::Changed, record.at);
            }
            return;
        }
        self.follow(&last, known, record);
    }

    /// Whether an end would be moved from or to the past.
    fn moves_a_past_end(&self, old: &Value, new: &Value) -> bool {
        let past = |body| instant_of(body, "endDateTime").is_some_and(|end| end < self.options.now);
        past(old) || past(new)
    }

    /// Ends the last price of a line, and begins another with these terms.
    fn follow(&mut self, last: &str, known: &Value, record: IncomingRecord) {
        let start = instant_of(&record.body, "startDateTime").filter(|start| *start > self.options.now);
        let start = start.unwrap_or(self.options.now);
        let taken = |id: &str| {
            let key = (Section::Price, id.to_owned());
            self.current.records.contains_key(&key)
                || self.after.contains_key(&key)
                || self.named.contains(&key)
        };
        let id = next_price_id(last, taken);
        let (ended, begun) = succession(known, &record.body, start, &id);
        self.put(Section::Price, last, ended, Kind::Ended, record.at.clone());
        self.put(Section::Price, id.as_str(), begun, Kind::Added, record.at);
        self.followed.push((last.to_owned(), id.as_str().to_owned()));
    }

    /// An offering keeps references to prices that ended: the lowest price of the last thirty days needs them.
    fn take_offering(&mut self, old: &Value, mut record: IncomingRecord) {
        let wanted: Vec<String> = references(&record.body);
        let had: Vec<String> = references(old);
        let mut kept: Vec<Value> = list(old, REFERENCES).to_vec();
        for (id, reference) in wanted.iter().zip(list(&record.body, REFERENCES)) {
            match had.iter().position(|each| each == id) {
                Some(place) => kept[place] = reference.clone(),
                None => kept.push(reference.clone()),
            }
        }
        let followers: BTreeSet<String> = wanted.iter().flat_map(|id| self.price_ids(id)).collect();
        for gone in had.iter().filter(|id| !wanted.contains(id) && !followers.contains(*id)) {
            self.end_price(gone, &record.at);
        }
        if let Some(fields) = record.body.as_object_mut()
            && !kept.is_empty()
        {
            fields.insert(REFERENCES.into(), Value::Array(kept));
        }
        self.take_plain(old, record);
    }

    fn end_price(&mut self, id: &str, at: &Where) {
        if self.named.contains(&(Section::Price, id.to_owned())) {
            return;
        }
        let Some(price) = self.current.get(Section::Price, id) else { return };
        let ended = ended_at(price, self.options.now);
        if ended != *price {
            self.put(Section::Price, id, ended, Kind::Ended, at.clone());
        }
    }

    fn end_missing(&mut self) {
        for (id, body) in self.current.of(Section::Offering) {
            let status = body.get("lifecycleStatus").and_then(Value::as_str).unwrap_or("Launched");
            if self.named.contains(&(Section::Offering, id.to_owned()))
                || matches!(status, "Retired" | "Obsolete")
            {
                continue;
            }
            let mut ended = body.clone();
            if let Some(fields) = ended.as_object_mut() {
                fields.insert("lifecycleStatus".into(), json!("Retired"));
            }
            self.after.insert((Section::Offering, id.to_owned()), (ended, Kind::Ended, Where::default()));
        }
    }

    /// Every offering that has a price which is followed has the one that follows it, too.
    fn carry_successors(&mut self) {
        if self.followed.is_empty() {
            return;
        }
        let mut ids: BTreeSet<String> =
            self.current.of(Section::Offering).map(|(id, _)| id.to_owned()).collect();
        ids.extend(
            self.after.keys().filter(|(section, _)| *section == Section::Offering).map(|(_, id)| id.clone()),
        );
        for id in ids {
            let key = (Section::Offering, id);
            let standing = self.after.get(&key).cloned();
            let known = self.current.records.get(&key);
            let Some(mut body) = standing.as_ref().map(|(body, ..)| body.clone()).or_else(|| known.cloned())
            else {
                continue;
            };
            let had = references(&body);
            let more: Vec<&String> = self
                .followed
                .iter()
                .filter(|(old, new)| had.contains(old) && !had.contains(new))
                .map(|(_, new)| new)
                .collect();
            if more.is_empty() {
                continue;
            }
            if let Some(refs) = body.get_mut(REFERENCES).and_then(Value::as_array_mut) {
                refs.extend(more.iter().map(|id| json!({"id": id})));
            }
            let (kind, at) = standing.map_or((Kind::Changed, Where::default()), |(_, kind, at)| (kind, at));
            self.after.insert(key, (body, kind, at));
        }
    }

    fn finish(mut self) -> Plan {
        let mut after = self.current.clone();
        for ((section, id), (body, ..)) in &self.after {
            after.put(*section, id, body.clone());
        }
        let before = problems_of(self.current, &Known::default());
        let known = Known { since: Some((self.current, self.options.now)) };
        for mut problem in problems_of(&after, &known) {
            if before.iter().any(|old| old.is_same(&problem)) {
                continue;
            }
            let key = problem.section.map(|section| (section, problem.id.clone()));
            if let Some((_, _, at)) = key.and_then(|key| self.after.get(&key)) {
                problem.at.line = at.line;
            }
            self.problems.push(problem);
        }
        let current = self.current;
        let change = |((section, id), (body, kind, at)): ((Section, String), (Value, Kind, Where))| {
            let fields = match current.get(section, &id) {
                Some(old) => differences(&normal(section, old), &normal(section, &body)),
                None => Vec::new(),
            };
            let name = body.get("name").and_then(Value::as_str).unwrap_or(&id).to_owned();
            Change { section, id, name, kind, fields, body, at }
        };
        let changes = self.after.into_iter().map(change).collect();
        Plan { changes, unchanged: self.unchanged, problems: self.problems, ..Plan::default() }
    }
}

/// The attribute in which an offering names its prices.
const REFERENCES: &str = "productOfferingPrice";

fn list<'v>(body: &'v Value, name: &str) -> &'v [Value] {
    body.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn references(offering: &Value) -> Vec<String> {
    let ids = list(offering, REFERENCES).iter();
    ids.map(|each| each.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()).collect()
}
