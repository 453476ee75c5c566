//! Object-centric logs in OCEL 2.0: each known defect by hand, and the real files where they are at hand.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on may stop and say so")]

mod real;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use logs::{Anomalies, AnomalyKind, EventSettings, Identity, Limits, NamedRecord, Names, ReadError, ocel};
use rusqlite::Connection;
use types::{Act, ActorKind, Operation, Scalar, Scene};

struct Read {
    acts: Vec<Act>,
    records: Vec<NamedRecord>,
    anomalies: Anomalies,
}

fn read_with(path: &Path, settings: &EventSettings, names: Names) -> Result<Read, ReadError> {
    let opened = logs::open(path, &Limits::default())?;
    let mut reader = ocel::reader(opened, settings, &Identity::new([7; 32], names))?;
    let (mut acts, mut records) = (Vec::new(), Vec::new());
    while let Some(piece) = reader.next_piece(500)? {
        assert!(piece.acts.len() <= 500 && piece.records.len() <= 1_000);
        acts.extend(piece.acts);
        records.extend(piece.records);
    }
    Ok(Read { acts, records, anomalies: reader.anomalies().clone() })
}

fn read(path: &Path) -> Read {
    read_with(path, &EventSettings::default(), Names::Hash).unwrap()
}

fn refusal(path: &Path) -> String {
    match read_with(path, &EventSettings::default(), Names::Hash) {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.to_string(),
    }
}

fn file(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(content).unwrap();
    file
}

fn database(sql: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    Connection::open(file.path()).unwrap().execute_batch(sql).unwrap();
    file
}

const JSON: &str = r#"{
 "eventTypes": [{"name": "Place Order", "attributes": [{"name": "total", "type": "float"}, {"name": "quick", "type": "boolean"}, {"name": "clerk", "type": "string"}, {"name": "due", "type": "time"}, {"name": "count", "type": "integer"}]}],
 "objectTypes": [{"name": "order", "attributes": [{"name": "price", "type": "float"}]}, {"name": "customer", "attributes": []}],
 "events": [
  {"id": "e1", "type": "Place Order", "time": "2023-01-02T03:04:05.678Z", "attributes": [{"name": "total", "value": "12.50"}, {"name": "quick", "value": true}, {"name": "clerk", "value": "Anna Lang"}, {"name": "due", "value": "2023-02-01T00:00:00Z"}, {"name": "count", "value": "3"}], "relationships": [{"objectId": "o1", "qualifier": "order"}, {"objectId": "Bert Kurz", "qualifier": "customer"}]},
  {"id": "e2", "type": "Place Order", "time": "2023-01-02 03:04:06", "attributes": {}, "relationships": [{"objectId": "nowhere", "qualifier": ""}]},
  {"id": "e3", "type": "Undeclared", "time": "when?"},
  {"id": "e4", "type": "Place Order"},
  {"type": "Place Order", "time": "2023-01-02T03:04:05Z"},
  {"id": 5, "type": "Place Order", "time": "2023-01-02T03:04:09+01:00", "attributes": [{"name": "count", "value": "many"}]}
 ],
 "objects": [
  {"id": "o1", "type": "order", "attributes": [{"name": "price", "time": "1970-01-01T00:00:00Z", "value": 12.5}, {"name": "price", "time": "2023-01-05T00:00:00Z", "value": 13}], "relationships": [{"objectId": "Bert Kurz", "qualifier": "of"}, {"objectId": "lost", "qualifier": "x"}]},
  {"id": "Bert Kurz", "type": "customer", "attributes": {}}
 ],
 "extra": {"a": [1, {"b": "]}"}], "c": null}
}"#;

#[test]
fn json_is_read_with_its_types_and_its_defects_are_reported() {
    let file = file(JSON.as_bytes());
    assert!(ocel::recognises(&logs::open(file.path(), &Limits::default()).unwrap()));
    let read = read_with(file.path(), &EventSettings::default(), Names::Keep).unwrap();
    assert_eq!(read.acts.len(), 3);
    let first = &read.acts[0];
    assert_eq!(first.kind.name.as_str(), "ocel.place_order");
    assert_eq!((first.operation, first.scene), (Operation::Organise, Scene::BackOffice));
    assert_eq!(first.occurred_at.to_string(), "2023-01-02T03:04:05.678Z");
    assert_eq!(first.object("order").unwrap().to_string(), "order/o1");
    assert!(!first.object("customer").unwrap().id.contains("Bert"));
    let said = |key: &str| first.body.get(key).map(ToString::to_string);
    assert_eq!(said("activity").unwrap(), "Place Order");
    assert_eq!(said("total").unwrap(), "12.50");
    assert_eq!(first.body["quick"], Scalar::Bool(true));
    assert_eq!(first.body["count"], Scalar::Integer(3));
    assert!(matches!(first.body["due"], Scalar::Time(_)));
    assert!(!said("clerk").unwrap().contains("Anna"));
    assert_eq!(read.acts[1].relations[0].object.kind.as_str(), "unknown");
    assert_eq!(read.acts[2].body["count"], Scalar::Text("many".into()));
    let count = |kind| read.anomalies.count(kind);
    assert_eq!(count(AnomalyKind::DanglingRelation), 2);
    assert_eq!(count(AnomalyKind::BadTime), 1);
    assert_eq!(count(AnomalyKind::TimeMissing), 1);
    assert_eq!(count(AnomalyKind::TypeUnmatched), 1);
    assert_eq!(count(AnomalyKind::RowSkipped), 1);
    assert_eq!(count(AnomalyKind::BadNumber), 1);
    let (_, dangling) =
        read.anomalies.iter().find(|(kind, _)| *kind == AnomalyKind::DanglingRelation).unwrap();
    assert_eq!(dangling.lines, [13, 6]);
    let order = read.records.iter().find(|record| record.id == "order/o1").unwrap();
    assert_eq!(order.kind, "object");
    assert_eq!(order.body["attributes"][1]["value"], 13);
    assert_eq!(order.body["attributes"][1]["time"], "2023-01-05T00:00:00.000Z");
    assert_eq!(order.body["relations"].as_array().unwrap().len(), 1);
    let party = read.records.iter().find(|record| record.kind == "party").unwrap();
    assert_eq!(party.body["name"], "Bert Kurz");
    assert_eq!(party.id, *first.object("customer").unwrap().id);
}

#[test]
fn events_may_stand_before_the_types_and_objects_that_they_name() {
    let turned = r#"{"events": [{"id": "e1", "type": "T", "time": "2023-01-02T03:04:05Z", "attributes": [{"name": "n", "value": 2}], "relationships": [{"objectId": "o", "qualifier": "q"}]}],
        "objects": [{"id": "o", "type": "thing"}], "objectTypes": [{"name": "thing"}], "eventTypes": [{"name": "T", "attributes": [{"name": "n", "type": "float"}]}]}"#;
    let file = file(turned.as_bytes());
    assert!(ocel::recognises(&logs::open(file.path(), &Limits::default()).unwrap()));
    let read = read(file.path());
    assert_eq!(read.acts[0].object("q").unwrap().to_string(), "thing/o");
    assert!(matches!(read.acts[0].body["n"], Scalar::Decimal(_)));
    assert!(read.anomalies.is_empty(), "{:?}", read.anomalies);
}

#[test]
fn damaged_files_are_refused_with_what_is_wrong() {
    let cut = refusal(file(&JSON.as_bytes()[..700]).path());
    assert!(cut.contains("cut off") && cut.contains(", line "), "{cut}");
    assert!(refusal(file(b"").path()).contains("empty"));
    assert!(refusal(file(b"{}").path()).contains("none of eventTypes"));
    assert!(refusal(file(b"[{\"a\":1}]").path()).contains("does not begin with {"));
    assert!(refusal(file(b"{\"ocel:global-log\": {}}").path()).contains("OCEL 1.0"));
    assert!(refusal(file(b"a,b\n1,2\n").path()).contains("neither"));
    assert!(refusal(file(b"{\"events\": [], \"objects\": []}").path()).contains("no event"));
    let long = format!("{{\"events\": [{{\"id\": \"{}\"}}]}}", "x".repeat(3 << 20));
    assert!(refusal(file(long.as_bytes()).path()).contains("longer than"));
    let mut fake = b"SQLite format 3\0".to_vec();
    fake.extend_from_slice(&[0x41; 4096]);
    let said = refusal(file(&fake).path());
    assert!(said.contains("SQLite") && said.contains("cannot be read"), "{said}");
    let other = database("CREATE TABLE a (b)");
    assert!(refusal(other.path()).contains("no table “event”"));
    assert!(!ocel::recognises(&logs::open(other.path(), &Limits::default()).unwrap()));
}

const DEFECTIVE: &str = r#"
CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE object (ocel_id INTEGER, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE object_object (ocel_source_id INTEGER, ocel_target_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event_PlaceOrder (ocel_id TEXT, ocel_time TEXT, "unit price" REAL);
CREATE TABLE event_PayOrder (ocel_id TEXT, ocel_time TEXT);
CREATE TABLE object_ (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT, role TEXT);
CREATE TABLE object_Orders (ocel_id INTEGER, ocel_time TEXT, ocel_changed_field REAL, price REAL);
CREATE TABLE object_Employees (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT, role TEXT);
INSERT INTO event_map_type VALUES ('place order', 'PlaceOrder'), ('pay order', 'PayOrder'), ('gone', 'Gone');
INSERT INTO object_map_type VALUES ('orders', 'Orders'), ('', ''), ('employees', 'Employees');
INSERT INTO event VALUES ('e1', 'place order'), ('e2', 'Place Order'), ('e3', 'gone'), ('e4', 'place order');
INSERT INTO event_PlaceOrder VALUES ('e1', '2023-04-03 12:08:18', 1.25), ('e2', '2023-04-03T12:08:19Z', NULL);
INSERT INTO object VALUES (990001, 'orders'), ('Anna Lang', 'employees'), ('x', '');
INSERT INTO object_Orders VALUES (990001, '1970-01-01 01:00:00', NULL, 10.0), (990001, '2023-05-01 00:00:00', 'price', 12.5);
INSERT INTO object_Employees VALUES ('Anna Lang', '1970-01-01 01:00:00', NULL, 'Sales');
INSERT INTO event_object VALUES ('e1', '990001', 'order'), ('e1', 'Anna Lang', 'by'), ('e9', '990001', 'order'), ('e2', 'lost', NULL);
INSERT INTO object_object VALUES (990001, 'Anna Lang', 'sold by');
"#;

#[test]
fn a_database_with_every_known_defect_is_read_and_its_defects_reported() {
    let file = database(DEFECTIVE);
    assert!(ocel::recognises(&logs::open(file.path(), &Limits::default()).unwrap()));
    let read = read(file.path());
    assert_eq!(read.acts.len(), 2, "two events have no time");
    let first = &read.acts[0];
    assert_eq!(first.object("order").unwrap().to_string(), "orders/990001");
    assert_eq!(first.body["unit price"].to_string(), "1.25");
    let agent = first.object("by").unwrap();
    assert_eq!(agent.kind.as_str(), "employees");
    assert!(!agent.id.contains("Anna"));
    assert_eq!((first.parts[0].actor, first.parts[0].who.as_ref()), (ActorKind::Agent, Some(agent)));
    assert_eq!(read.acts[1].body["activity"].to_string(), "Place Order");
    let count = |kind| read.anomalies.count(kind);
    assert_eq!(count(AnomalyKind::TimeMissing), 2);
    assert_eq!(count(AnomalyKind::DanglingRelation), 2, "an event and an object that do not exist");
    assert!(count(AnomalyKind::TypeUnmatched) >= 2, "gone, Place Order");
    assert!(count(AnomalyKind::SchemaDefect) >= 10);
    let order = read.records.iter().find(|record| record.id == "orders/990001").unwrap();
    assert_eq!(order.body["attributes"].as_array().unwrap().len(), 2);
    assert_eq!(order.body["attributes"][1]["value"], 12.5);
    assert_eq!(order.body["relations"][0]["qualifier"], "sold by");
    assert!(!order.body.to_string().contains("Anna"));
    assert_eq!(read.records.len(), 3);
}

fn figures(read: &Read) -> [usize; 4] {
    let objects: Vec<_> = read.records.iter().filter(|record| record.kind == "object").collect();
    [
        read.acts.len(),
        objects.len(),
        read.acts.iter().map(|act| act.relations.len()).sum(),
        objects.iter().map(|object| object.body["relations"].as_array().map_or(0, Vec::len)).sum(),
    ]
}

#[test]
fn the_public_files_give_their_published_figures() {
    let name = "the_public_files_give_their_published_figures";
    for (path, expected) in [
        ("ocel/running-example.sqlite", [18_211, 10_031, 35_857, 25_336]),
        ("ocel/ocel20_example.sqlite", [13, 9, 20, 7]),
    ] {
        let Some(path) = real::file(name, path) else { return };
        let read = read(&path);
        assert_eq!(figures(&read), expected);
        let ids: BTreeSet<_> = read.acts.iter().map(|act| act.id).collect();
        assert_eq!(ids.len(), expected[0]);
    }
}
