//! Reads the public data sets straight into acts, by a second, simpler way than the product's own readers.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs, reason = "only tests read it")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use portrait::{Fact, Fold, Settings};
use types::{
    Act, ActId, ActKind, ActorKind, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation, Scalar,
    Scene, Word, Work,
};

/// The file of the data folder, or nothing (with a word on stderr) where there is none.
pub fn data(test: &str, path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("COMPTOIR_REAL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let file = folder.join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", file.display());
    eprintln!("not run: {test}");
    None
}

/// Numbers objects in the order in which they are met.
#[derive(Default)]
pub struct Numbers(BTreeMap<ObjectRef, u32>);

impl Numbers {
    pub fn number(&mut self, object: &ObjectRef) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(object.clone()).or_insert(next)
    }
}

/// Folds acts.
pub fn fold(acts: &[Act], settings: Settings) -> Fold {
    let mut numbers = Numbers::default();
    let mut fold = Fold::new(settings);
    for act in acts {
        fold.add(&Fact::of(act, &mut |object| numbers.number(object)));
    }
    fold.settle();
    fold
}

pub fn text(path: &PathBuf) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text
}

pub fn relation(qualifier: &str, kind: &str, id: &str) -> Relation {
    Relation { qualifier: Word::new(qualifier), object: ObjectRef::new(kind, id) }
}

pub fn part(actor: ActorKind, who: Option<ObjectRef>, phase: Phase, ms: Option<u64>) -> Part {
    Part { actor, who, phase, work: ms.map(|ms| Work::measured(Millis(ms))) }
}

pub fn act(nth: usize, kind: &str, operation: Operation, scene: Scene, at: Timestamp) -> Act {
    Act {
        id: ActId::at(at, nth as u128),
        kind: ActKind::new(kind),
        operation,
        scene,
        occurred_at: at,
        lasted: None,
        outcome: None,
        reason: None,
        waited: None,
        parts: Vec::new(),
        relations: Vec::new(),
        body: BTreeMap::new(),
    }
}

fn clock(text: &str) -> i64 {
    text.split(':').fold(0, |secs, part| secs * 60 + part.parse::<i64>().unwrap())
}

/// The calls: two acts each, one for a phantom.
pub fn calls(path: &PathBuf, zone: &TimeZone) -> Vec<Act> {
    let mut acts = Vec::new();
    for (nth, line) in text(path).lines().enumerate().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let [
            vru,
            call,
            customer,
            _,
            kind,
            date,
            entry,
            vru_exit,
            vru_time,
            _,
            q_exit,
            q_time,
            outcome,
            _,
            ser_exit,
            ser_time,
            server,
        ] = row.as_slice()
        else {
            panic!("line {nth}: {line}")
        };
        let day = Date::strptime("%y%m%d", date).unwrap();
        let midnight =
            zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).unwrap().as_millisecond();
        let at = |secs: i64| Timestamp::from_millisecond(midnight + secs * 1_000).unwrap();
        let (vru_time, q_time, ser_time) = (
            vru_time.parse::<i64>().unwrap(),
            q_time.parse::<i64>().unwrap(),
            ser_time.parse::<i64>().unwrap(),
        );
        let start = at(clock(entry));
        if *outcome == "PHANTOM" {
            let mut phantom = act(nth, "phone.phantom", Operation::Dialogue, Scene::Phone, start);
            phantom.outcome = Some(Outcome::Void);
            acts.push(phantom);
            continue;
        }
        let served = *outcome == "AGENT";
        let end =
            [clock(vru_exit), clock(q_exit), if served { clock(ser_exit) } else { 0 }].into_iter().max();
        let contact = relation("contact", "contact", &format!("{vru}/{call}/{date}/{entry}"));
        let customer = (*customer != "0").then(|| relation("for", "customer", customer));
        let common: Vec<_> = [Some(contact), customer].into_iter().flatten().collect();
        let work = u64::try_from(vru_time).ok().map(|secs| secs * 1_000);
        let mut menu = act(nth * 2, "phone.menu", Operation::Collect, Scene::Phone, start);
        menu.lasted = work.map(Millis);
        menu.reason = Some(Word::new(kind));
        menu.relations.clone_from(&common);
        menu.parts = vec![
            part(ActorKind::Customer, None, Phase::Searching, work),
            part(ActorKind::Machine, None, Phase::Running, work),
        ];
        acts.push(menu);
        let talked = at(clock(vru_exit)).min(at(end.unwrap()));
        let name = if served { "phone.talk" } else { "phone.hang_up" };
        let mut talk = act(nth * 2 + 1, name, Operation::Dialogue, Scene::Phone, talked);
        talk.lasted = Millis::between(talked, at(end.unwrap()));
        talk.outcome = Some(if served { Outcome::Served } else { Outcome::Abandoned });
        talk.reason = Some(Word::new(kind));
        talk.waited = Some(Millis::from_secs(q_time as u64));
        talk.relations = common;
        if served {
            let who = (*server != "NO_SERVER").then(|| ObjectRef::new("agent", server));
            talk.relations.extend(who.clone().map(|object| Relation { qualifier: Word::new("by"), object }));
            let work = Some(ser_time as u64 * 1_000);
            talk.parts = vec![
                part(ActorKind::Customer, None, Phase::Talk, work),
                part(ActorKind::Agent, who, Phase::Talk, work),
            ];
        } else {
            talk.parts = vec![part(ActorKind::Customer, None, Phase::Talk, None)];
        }
        acts.push(talk);
    }
    acts
}

/// The fields of a CSV line, with quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().unwrap().push(other),
        }
    }
    fields
}

/// The lines of a shop's orders.
pub fn orders(path: &PathBuf) -> Vec<Act> {
    let mut acts = Vec::new();
    for (nth, line) in text(path).lines().enumerate().skip(1) {
        let row = fields(line);
        let at =
            TimeZone::UTC.to_timestamp(DateTime::strptime("%Y-%m-%d %H:%M:%S", &row[4]).unwrap()).unwrap();
        let quantity: i64 = row[3].parse().unwrap();
        let (kind, operation, scene, outcome) = match (row[0].as_bytes()[0], quantity) {
            (b'C', _) => ("order.cancel_line", Operation::Collect, Scene::Web, Outcome::Undone),
            (b'A', _) => ("debt.adjustment", Operation::Organise, Scene::BackOffice, Outcome::Corrected),
            (_, ..0) => ("stock.correction", Operation::Organise, Scene::BackOffice, Outcome::Corrected),
            _ => ("order.line", Operation::Collect, Scene::Web, Outcome::Served),
        };
        let mut line = act(nth, kind, operation, scene, at);
        line.outcome = Some(outcome);
        line.relations = vec![relation("in", "order", &row[0]), relation("of", "item", &row[1])];
        if !row[6].is_empty() {
            line.relations.push(relation("for", "customer", row[6].trim_end_matches(".0")));
        }
        line.parts = vec![part(ActorKind::Customer, None, Phase::Filling, None)];
        line.body.insert(Word::new("quantity"), Scalar::Integer(quantity));
        line.body.insert(Word::new("unit_price"), Scalar::Decimal(row[5].parse().unwrap()));
        line.body.insert(Word::new("currency"), Scalar::Text(Word::new("GBP")));
        acts.push(line);
    }
    acts
}

/// The events of a process log, one element a line as its writer lays it out; a completion closes the latest open
/// start of the same activity in its case.
pub fn events(path: &PathBuf, machine: &str) -> Vec<Act> {
    let text = text(path);
    let mut acts = Vec::new();
    let (mut case, mut event): (Option<String>, Option<BTreeMap<String, String>>) = (None, None);
    let (mut open, mut index): (BTreeMap<String, Timestamp>, i64) = Default::default();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<trace>") {
            (case, open, index) = (Some(String::new()), BTreeMap::new(), 0);
        } else if line.starts_with("<event>") {
            event = Some(BTreeMap::new());
        } else if line.starts_with("</event>") {
            let event = event.take().unwrap();
            let at: Timestamp = event["time:timestamp"].parse().unwrap();
            let mut one = act(acts.len(), "case.event", Operation::Organise, Scene::BackOffice, at);
            let activity = &event["concept:name"];
            let work = match event["lifecycle:transition"].as_str() {
                "START" => {
                    open.insert(activity.clone(), at);
                    None
                }
                "COMPLETE" => open.remove(activity).and_then(|start| Millis::between(start, at)),
                _ => None,
            };
            let who = event.get("org:resource");
            let (actor, kind) = match who {
                Some(who) if who == machine => (ActorKind::Machine, "machine"),
                _ => (ActorKind::Agent, "agent"),
            };
            let who = who.map(|who| ObjectRef::new(kind, who));
            one.parts = vec![part(actor, who, Phase::Handling, work.map(|work| work.0))];
            one.relations = vec![Relation {
                qualifier: Word::new("in"),
                object: ObjectRef { kind: Word::new("case"), id: Arc::from(case.as_deref().unwrap()) },
            }];
            one.body.insert(Word::new("activity"), Scalar::Text(Word::new(activity)));
            one.body.insert(Word::new("index"), Scalar::Integer(index));
            index += 1;
            acts.push(one);
        } else if let (Some(_), Some((key, value))) = (&case, attribute(line)) {
            match &mut event {
                Some(event) => drop(event.insert(key, value)),
                None if key == "concept:name" => case = Some(value),
                None => {}
            }
        }
    }
    acts
}

fn attribute(line: &str) -> Option<(String, String)> {
    let quoted = |name: &str| line.split_once(&format!("{name}=\""))?.1.split('"').next().map(str::to_owned);
    Some((quoted("key")?, quoted("value")?))
}
