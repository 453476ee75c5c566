//! Event logs in XES: hand-written ones with every trap, and the real one where it is at hand.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on may stop and say so")]

mod real;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use logs::{Anomalies, AnomalyKind, EventSettings, Identity, Limits, NamedRecord, Names, ReadError, xes};
use types::{Act, ActorKind, Millis, Operation, Outcome, Scalar, Scene};

const SECRET: [u8; 32] = [7; 32];

struct Read {
    acts: Vec<Act>,
    records: Vec<NamedRecord>,
    anomalies: Anomalies,
    rows: u64,
}

fn read_with(path: &Path, settings: &EventSettings, names: Names) -> Result<Read, ReadError> {
    let opened = logs::open(path, &Limits::default())?;
    let mut reader = xes::reader(opened, settings, &Identity::new(SECRET, names))?;
    let (mut acts, mut records, mut rows) = (Vec::new(), Vec::new(), 0);
    while let Some(piece) = reader.next_piece(1_000)? {
        assert!(piece.acts.len() <= 1_000);
        assert!(piece.rows > rows || !piece.records.is_empty());
        acts.extend(piece.acts);
        records.extend(piece.records);
        rows = piece.rows;
    }
    Ok(Read { acts, records, anomalies: reader.anomalies().clone(), rows })
}

fn file(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".xes").tempfile().unwrap();
    file.write_all(content).unwrap();
    file
}

fn read(content: &str) -> Read {
    read_with(file(content.as_bytes()).path(), &EventSettings::default(), Names::Hash).unwrap()
}

fn refusal(content: &[u8]) -> String {
    match read_with(file(content).path(), &EventSettings::default(), Names::Hash) {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.to_string(),
    }
}

fn log(traces: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <float key="meta" value="1.5"><float key="inner" value="2"><int key="deep" value="3"/></float></float>
{traces}
</log>
"#
    )
}

fn event(activity: &str, transition: &str, at: &str, who: Option<&str>) -> String {
    let who = who.map_or(String::new(), |who| format!(r#"<string key="org:resource" value="{who}"/>"#));
    format!(
        r#"<event><string key="concept:name" value="{activity}"/><string key="lifecycle:transition" value="{transition}"/><date key="time:timestamp" value="{at}"/>{who}</event>"#
    )
}

fn case(name: &str, events: &[String]) -> String {
    format!("<trace><string key=\"concept:name\" value=\"{name}\"/>\n{}\n</trace>", events.join("\n"))
}

#[test]
fn a_completion_closes_the_latest_open_start_of_its_activity() {
    let read = read(&log(&case(
        "c1",
        &[
            event("W", "START", "2020-01-01T10:00:00.000+01:00", Some("anna")),
            event("W", "START", "2020-01-01T10:00:10.000+01:00", Some("anna")),
            event("A", "COMPLETE", "2020-01-01T10:00:15.000+01:00", Some("112")),
            event("W", "COMPLETE", "2020-01-01T10:00:30.250+01:00", Some("bert")),
            event("W", "COMPLETE", "2020-01-01T10:01:00.000+01:00", None),
            event("W", "COMPLETE", "2020-01-01T10:02:00.000+01:00", None),
        ],
    )));
    let works: Vec<_> =
        read.acts.iter().map(|act| act.work_of(ActorKind::Agent).map(|work| work.0)).collect();
    assert_eq!(works, [None, None, None, Some(20_250), None, None]);
    assert_eq!(read.acts[0].occurred_at.to_string(), "2020-01-01T09:00:00Z");
    assert_eq!(read.acts[3].occurred_at.to_string(), "2020-01-01T09:00:30.25Z");
    // The start that was overtaken, and the two completions that find none open.
    assert_eq!(read.anomalies.count(AnomalyKind::UnpairedLifecycle), 3);
    let first = &read.acts[0];
    assert_eq!((first.operation, first.scene, first.outcome), (Operation::Organise, Scene::BackOffice, None));
    assert_eq!(first.object("in").unwrap().to_string(), "case/c1");
    let agent = first.object("by").unwrap();
    assert_eq!(agent.kind.as_str(), "agent");
    assert!(!agent.id.contains("anna"));
    assert_eq!(first.object("by"), read.acts[1].object("by"));
    assert_ne!(first.object("by"), read.acts[3].object("by"));
    assert!(read.acts[5].parts.is_empty(), "nobody named and no work known");
    assert!(read.records.is_empty());
}

#[test]
fn suspended_time_is_not_work() {
    let read = read(&log(&case(
        "c1",
        &[
            event("W", "start", "2020-01-01T10:00:00Z", Some("anna")),
            event("W", "suspend", "2020-01-01T10:00:10Z", Some("anna")),
            event("W", "resume", "2020-01-01T11:00:00Z", Some("anna")),
            event("W", "complete", "2020-01-01T11:00:05Z", Some("anna")),
        ],
    )));
    assert_eq!(read.acts[3].work_of(ActorKind::Agent), Some(Millis(15_000)));
    assert!(read.anomalies.is_empty());
}

#[test]
fn the_mapping_names_machines_outcomes_and_places() {
    let settings = EventSettings {
        machines: vec!["112".into()],
        outcomes: BTreeMap::from([("A_DECLINED".into(), Outcome::Refused)]),
        operations: BTreeMap::from([("W_Call".into(), Operation::Dialogue)]),
        scenes: BTreeMap::from([("W_Call".into(), Scene::Phone)]),
        ..EventSettings::default()
    };
    let content = log(&case(
        "c1",
        &[
            event("A_DECLINED", "COMPLETE", "2020-01-01T10:00:00Z", Some("112")),
            event("W_Call after offer", "START", "2020-01-01T10:00:00Z", Some("anna")),
            event("A_DECLINED", "SCHEDULE", "2020-01-01T10:00:00Z", Some("112")),
        ],
    ));
    let read = read_with(file(content.as_bytes()).path(), &settings, Names::Keep).unwrap();
    assert_eq!(read.acts[0].outcome, Some(Outcome::Refused));
    assert_eq!(read.acts[0].object("by").unwrap().to_string(), "machine/112");
    assert_eq!(read.acts[0].parts[0].actor, ActorKind::Machine);
    assert_eq!((read.acts[1].operation, read.acts[1].scene), (Operation::Dialogue, Scene::Phone));
    assert_eq!(read.acts[2].outcome, None, "only a completion ends a case");
    assert_eq!(read.records.len(), 1);
    assert_eq!(read.records[0].body["name"], "anna");
    assert!(
        read.acts[0].id < read.acts[1].id && read.acts[1].id < read.acts[2].id,
        "order within a millisecond"
    );
}

#[test]
fn attributes_become_a_typed_body_without_messages_or_names() {
    let long = "x".repeat(300);
    let read = read(&log(&format!(
        r#"<trace><string key="concept:name" value="c&amp;1"/><date key="REG" value="2020-01-01T00:00:00Z"/><string key="AMOUNT" value="20000"/>
        <event><string key="concept:name" value="a &lt; b"/><date key="time:timestamp" value="2020-01-01T10:00:00"/>
        <int key="count" value="-3"/><float key="price" value="2.550"/><float key="tiny" value="1.5E-3"/><boolean key="ok" value="True"/>
        <id key="ref" value="r-1"/><string key="note" value="{long}"/><string key="user" value="Anna"/>
        <list key="items"><values><string key="item" value="i1"/></values></list>
        <string key="outer" value="o"><string key="inner" value="i"/></string><int key="broken" value="many"/></event></trace>"#
    )));
    let act = &read.acts[0];
    assert_eq!(act.object("in").unwrap().id.as_ref(), "c&1");
    let said = |key: &str| act.body.get(key).cloned();
    assert_eq!(said("activity"), Some(Scalar::Text("a < b".into())));
    assert_eq!(said("count"), Some(Scalar::Integer(-3)));
    assert_eq!(said("price").unwrap().to_string(), "2.550");
    assert_eq!(said("tiny").unwrap().to_string(), "0.0015");
    assert_eq!(said("ok"), Some(Scalar::Bool(true)));
    assert_eq!(said("ref"), Some(Scalar::Text("r-1".into())));
    assert_eq!(said("items/item"), Some(Scalar::Text("i1".into())));
    assert_eq!(said("outer/inner"), Some(Scalar::Text("i".into())));
    assert_eq!(said("case:AMOUNT"), Some(Scalar::Text("20000".into())));
    assert!(matches!(said("case:REG"), Some(Scalar::Time(_))));
    assert_eq!(said("note"), None);
    assert!(!said("user").unwrap().to_string().contains("Anna"));
    assert_eq!(read.anomalies.count(AnomalyKind::AttributeLost), 1);
    assert_eq!(read.anomalies.count(AnomalyKind::BadNumber), 1);
    assert_eq!(read.anomalies.count(AnomalyKind::OffsetMissing), 1);
}

#[test]
fn what_is_wrong_is_reported_with_its_line_and_the_rest_is_read() {
    let read = read(&log(&format!(
        "{}\n{}\n<trace>{}</trace>\n{}",
        case(
            "c1",
            &[
                r#"<event><string key="concept:name" value="no time"/></event>"#.to_owned(),
                event("bad", "COMPLETE", "2020-02-30T00:00:00Z", None),
                event("W", "START", "2020-01-02T00:00:00Z", None),
                event("W", "COMPLETE", "2020-01-01T00:00:00Z", None),
                event("never", "START", "2020-01-03T00:00:00Z", None),
            ]
        ),
        case("c1", &[event("W", "START", "2020-01-02T00:00:00Z", None)]),
        event("nameless", "COMPLETE", "2020-01-01T00:00:00Z", None),
        event("outside", "COMPLETE", "2020-01-01T00:00:00Z", None),
    )));
    assert_eq!(read.rows, 8);
    assert_eq!(read.acts.len(), 6);
    let count = |kind| read.anomalies.count(kind);
    assert_eq!(count(AnomalyKind::TimeMissing), 1);
    assert_eq!(count(AnomalyKind::BadTime), 1);
    assert_eq!(count(AnomalyKind::ClockWentBack), 1);
    assert_eq!(count(AnomalyKind::NegativeDuration), 1);
    assert_eq!(count(AnomalyKind::KeyRepeatedChanged), 1);
    assert_eq!(count(AnomalyKind::UnpairedLifecycle), 2);
    assert_eq!(count(AnomalyKind::SchemaDefect), 2, "a case without a name, an event outside any case");
    let lines: BTreeMap<_, _> =
        read.anomalies.iter().map(|(kind, found)| (kind, found.lines.clone())).collect();
    assert_eq!(lines[&AnomalyKind::TimeMissing], [9]);
    assert_eq!(lines[&AnomalyKind::BadTime], [10]);
    let ids: BTreeSet<_> = read.acts.iter().map(|act| act.id).collect();
    assert_eq!(ids.len(), 6, "the same case twice does not hide acts");
}

#[test]
fn reading_twice_gives_the_same_acts() {
    let content = log(&case("c1", &[event("W", "START", "2020-01-02T00:00:00Z", Some("anna"))]));
    assert_eq!(read(&content).acts, read(&content).acts);
}

#[test]
fn hostile_and_damaged_files_are_refused_with_a_line() {
    let bomb = br#"<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>"#;
    let said = refusal(bomb);
    assert!(said.contains("line 2") && said.contains("DOCTYPE"), "{said}");
    let whole = log(&case("c1", &[event("W", "START", "2020-01-02T00:00:00Z", None)]));
    for cut in [whole.len() - 8, whole.len() - 40, whole.len() - 150] {
        let said = refusal(&whole.as_bytes()[..cut]);
        assert!(said.contains("cut off") && said.contains(", line "), "{said}");
    }
    assert!(refusal(b"").contains("empty"));
    assert!(refusal(b"<html><body/></html>").contains("<html>"));
    assert!(refusal(b"<log></log>").contains("no event"));
    assert!(refusal(b"<log/>").contains("no event"));
    assert!(refusal(b"a;b\n1;2\n").contains("not XML"));
    assert!(refusal(b"<log><trace></log></trace>").contains("not well formed"));
    assert!(
        refusal(b"<log><trace><string key=\"a\" value=\"&undefined;\"/></trace></log>").contains("line 1")
    );
    let deep = format!("<log><trace>{}", "<string key=\"k\" value=\"v\">".repeat(100));
    assert!(refusal(deep.as_bytes()).contains("deep"));
    let long = format!("<log><trace><string key=\"k\" value=\"{}\"/></trace></log>", "x".repeat(3 << 20));
    assert!(refusal(long.as_bytes()).contains("longer than"));
    assert!(refusal(b"<log><trace><string key=\"k\" value=\"\xff\xfe\"/></trace></log>").contains("line 1"));
}

#[test]
fn packed_and_other_encodings_are_read_alike() {
    let content = log(&case(
        "Müller & Söhne".replace('&', "&amp;").as_str(),
        &[event("prüfen", "START", "2020-01-02T00:00:00Z", None)],
    ));
    let plain = read(&content).acts;
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let latin: Vec<u8> = content
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let wide: Vec<u8> = [0xff_u8, 0xfe]
        .into_iter()
        .chain(content.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let marked: Vec<u8> = [0xef_u8, 0xbb, 0xbf].into_iter().chain(content.bytes()).collect();
    for bytes in [&packed, &latin, &wide, &marked] {
        let file = file(bytes);
        assert!(xes::recognises(&logs::open(file.path(), &Limits::default()).unwrap()));
        assert_eq!(read_with(file.path(), &EventSettings::default(), Names::Hash).unwrap().acts, plain);
    }
    let said = refusal(&packed[..packed.len() / 2]);
    assert!(said.contains("cut off"), "{said}");
    assert!(!xes::recognises(&logs::open(file(b"<html/>").path(), &Limits::default()).unwrap()));
}

#[test]
fn the_loan_requests_give_their_published_figures() {
    let Some(path) =
        real::file("the_loan_requests_give_their_published_figures", "event-logs/bpic2012.xes.gz")
    else {
        return;
    };
    let settings = EventSettings { machines: vec!["112".into()], ..EventSettings::default() };
    let read = read_with(&path, &settings, Names::Hash).unwrap();
    assert_eq!(read.acts.len(), 262_200);
    let ids: BTreeSet<_> = read.acts.iter().map(|act| act.id).collect();
    assert_eq!(ids.len(), 262_200);
    let cases: BTreeSet<_> = read.acts.iter().filter_map(|act| act.object("in")).collect();
    assert_eq!(cases.len(), 13_087);
    let resources: BTreeSet<_> = read.acts.iter().filter_map(|act| act.object("by")).collect();
    assert_eq!(resources.len(), 68);
    assert_eq!(read.acts.iter().filter(|act| act.object("by").is_none()).count(), 18_010);
    let machine = read.acts.iter().filter(|act| act.involves(ActorKind::Machine)).count();
    assert_eq!(machine, 45_687);
    let works: Vec<Millis> = read
        .acts
        .iter()
        .flat_map(|act| &act.parts)
        .filter_map(|part| part.work)
        .map(|work| work.lasted)
        .collect();
    assert_eq!(works.len(), 71_371);
    assert_eq!(works.into_iter().sum::<Millis>(), Millis(51_686_400_839));
    let mut in_order: Vec<&Act> = read.acts.iter().collect();
    in_order.sort_by_key(|act| (act.object("in").cloned(), act.id));
    // A case changes hands between two acts that both name somebody.
    let who = |act: &Act| act.object("by").cloned();
    let handovers = in_order
        .windows(2)
        .filter(|pair| pair[0].object("in") == pair[1].object("in"))
        .filter(|pair| matches!((who(pair[0]), who(pair[1])), (Some(one), Some(other)) if one != other))
        .count();
    assert_eq!(handovers, 45_105, "the order of events within a millisecond is kept");
}
