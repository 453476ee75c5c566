//! Acts leave and come back to the bit, and what leaves satisfies the checks of the format.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on may stop and say so")]

mod real;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use logs::export::{self, ActWriter, ExportError, Written};
use logs::{AnomalyKind, EventSettings, Identity, Limits, NamedRecord, Names, ocel, xes};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde_json::json;
use types::{
    Act, ActId, ActKind, ActorKind, Basis, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation,
    Scalar, Scene, Word, Work,
};

type Begin = fn(&Path) -> Result<Box<dyn ActWriter>, ExportError>;
const OCEL: [(&str, Begin); 2] = [("acts.sqlite", export::ocel_sqlite), ("acts.json", export::ocel_json)];

fn write(begin: Begin, path: &Path, acts: &[Act], records: &[NamedRecord]) -> Written {
    let mut writer = begin(path).unwrap();
    // Records stand before, between and after the acts of their objects.
    let (before, after) = records.split_at(records.len() / 2);
    before.iter().for_each(|record| writer.record(record).unwrap());
    acts.iter().for_each(|act| writer.act(act).unwrap());
    after.iter().for_each(|record| writer.record(record).unwrap());
    writer.finish().unwrap()
}

fn read(path: &Path) -> (Vec<Act>, Vec<NamedRecord>) {
    let opened = logs::open(path, &Limits::default()).unwrap();
    assert!(ocel::recognises(&opened));
    let settings = EventSettings::default();
    // Another secret: what comes back must not be hashed again.
    let mut reader = ocel::reader(opened, &settings, &Identity::new([9; 32], Names::Hash)).unwrap();
    let (mut acts, mut records) = (Vec::new(), Vec::new());
    while let Some(piece) = reader.next_piece(97).unwrap() {
        acts.extend(piece.acts);
        records.extend(piece.records);
    }
    assert!(reader.anomalies().is_empty(), "{:?}", reader.anomalies());
    (acts, records)
}

/// Compares to the last digit: decimals are equal whatever their trailing zeros.
fn same(one: &[Act], other: &[Act]) -> bool {
    one == other && serde_json::to_string(one).unwrap() == serde_json::to_string(other).unwrap()
}

fn in_order(mut records: Vec<NamedRecord>) -> Vec<NamedRecord> {
    records.sort_by(|one, other| (&one.kind, &one.id).cmp(&(&other.kind, &other.id)));
    records
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn relation(qualifier: &str, kind: &str, id: &str) -> Relation {
    Relation { qualifier: qualifier.into(), object: ObjectRef::new(kind, id) }
}

fn talk() -> Act {
    let occurred_at = at("1999-02-03T13:05:06.789Z");
    let part = |actor, who, phase, work| Part { actor, who, phase, work };
    Act {
        id: ActId::at(occurred_at, 42),
        kind: ActKind { name: "phone.talk".into(), version: 3 },
        operation: Operation::Dialogue,
        scene: Scene::Phone,
        occurred_at,
        lasted: Some(Millis(200_001)),
        outcome: Some(Outcome::Served),
        reason: Some("PS".into()),
        waited: Some(Millis(41_000)),
        parts: vec![
            part(ActorKind::Customer, None, Phase::Talk, Some(Work::measured(Millis(159_001)))),
            part(
                ActorKind::Agent,
                Some(ObjectRef::new("agent", "a/b")),
                Phase::Talk,
                Some(Work { lasted: Millis(159_001), basis: Basis::Estimated }),
            ),
        ],
        relations: vec![
            relation("for", "customer", "c1"),
            relation("by", "agent", "a/b"),
            relation("for", "customer", "c1"),
            relation("under", "object", "rule \"1\""),
        ],
        body: [
            ("unit_price", Scalar::Decimal("2.550".parse().unwrap())),
            ("quantity", Scalar::Decimal("-6".parse().unwrap())),
            ("Priority", Scalar::Integer(0)),
            ("priority", Scalar::Text("12".into())),
            ("ocel_time", Scalar::Bool(true)),
            ("due", Scalar::Time(at("2000-01-01T00:00:00.123456789Z"))),
            ("it's \"so\"; DROP", Scalar::Text("a\u{0}b, 'c'\n".into())),
        ]
        .into_iter()
        .map(|(name, value)| (Word::new(name), value))
        .collect(),
    }
}

#[test]
fn an_act_with_every_trap_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut second = talk();
    second.id = ActId::at(second.occurred_at, 43);
    // The same names with other types; nothing else known.
    second.body = [("unit_price", Scalar::Text("free".into())), ("due", Scalar::Integer(5))]
        .into_iter()
        .map(|(name, value)| (Word::new(name), value))
        .collect();
    (second.lasted, second.waited, second.outcome, second.reason) = (None, None, None, Some("".into()));
    (second.parts, second.relations) = (Vec::new(), Vec::new());
    let acts = [talk(), second];
    let records = [
        NamedRecord {
            kind: "party".into(),
            id: "c1".into(),
            body: json!({"name": "Anna", "role": "customer"}),
        },
        NamedRecord {
            kind: "object".into(),
            id: "customer/c1".into(),
            body: json!({"type": "customer", "attributes": [
                {"name": "since", "time": "1970-01-01T00:00:00Z", "type": "integer", "value": 1999},
                {"name": "since", "time": "2001-01-01T00:00:00.000Z", "type": "integer", "value": 2001},
                {"name": "odd", "time": "1970-01-01T00:00:00Z", "type": "integer", "value": "not one"},
            ], "relations": [{"qualifier": "knows", "type": "agent", "id": "a/b"}]}),
        },
        NamedRecord {
            kind: "object".into(),
            id: "agent/a/b".into(),
            body: json!({"free": [1, 2.50], "form": null}),
        },
    ];
    for (name, begin) in OCEL {
        let path = folder.path().join(name);
        let written = write(begin, &path, &acts, &records);
        assert_eq!(written, Written { acts: 2, objects: 4 });
        let (acts_again, records_again) = read(&path);
        assert!(same(&acts, &acts_again), "{name}: {acts_again:#?}");
        assert_eq!(in_order(records_again), in_order(records.to_vec()), "{name}");
        assert!(!folder.path().join(format!("{name}.part")).exists());
    }
    let database = Connection::open(folder.path().join("acts.sqlite")).unwrap();
    let plain: (f64, i64, String) = database
        .query_row(
            "SELECT unit_price, \"comptoir:agent_work_ms\", ocel_time FROM \"event_PhoneTalk\" WHERE quantity IS NOT NULL",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(plain, (2.55, 159_001, "1999-02-03T13:05:06.789Z".to_owned()));
    unsatisfied(&folder.path().join("acts.sqlite"));
}

#[test]
fn an_export_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for begin in [export::ocel_sqlite as Begin, export::ocel_json, export::csv] {
        let mut writer = begin(&folder.path().join("acts")).unwrap();
        writer.act(&talk()).unwrap();
        drop(writer);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(begin(&folder.path().join("none/acts")).is_err());
    }
}

#[test]
fn an_empty_view_leaves_as_a_valid_file() {
    let folder = tempfile::tempdir().unwrap();
    for (name, begin) in OCEL {
        assert_eq!(write(begin, &folder.path().join(name), &[], &[]), Written::default());
    }
    unsatisfied(&folder.path().join("acts.sqlite"));
    let text = std::fs::read(folder.path().join("acts.json")).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&text).unwrap().is_object());
}

#[test]
fn csv_has_a_row_an_act() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acts.csv");
    let mut act = talk();
    act.reason = Some("=1+1".into());
    write(export::csv, &path, &[act], &[]);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines = text.split("\r\n");
    assert!(lines.next().unwrap().starts_with("id,kind,version,operation,scene,occurred_at,lasted_ms"));
    let row = lines.next().unwrap();
    assert!(row.contains(",phone.talk,3,dialogue,phone,1999-02-03T13:05:06.789Z,200001,41000,served,\"'=1+1\",,talk,159001,a/b,talk,159001,,,,"), "{row}");
}

fn scalar() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        ".{0,12}".prop_map(|text| Scalar::Text(Word::from(text))),
        any::<i64>().prop_map(Scalar::Integer),
        (any::<i64>(), 0_u32..20).prop_map(|(digits, scale)| Scalar::Decimal(Decimal::new(digits, scale))),
        any::<[u8; 12]>().prop_map(|digits| {
            let word =
                |at: usize| u32::from_le_bytes([digits[at], digits[at + 1], digits[at + 2], digits[at + 3]]);
            Scalar::Decimal(Decimal::from_parts(
                word(0),
                word(4),
                word(8),
                digits[0] > 127,
                u32::from(digits[1]) % 29,
            ))
        }),
        any::<bool>().prop_map(Scalar::Bool),
        instant().prop_map(Scalar::Time),
    ]
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (-60_000_000_000_000_i64..200_000_000_000_000).prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]{1,2}", "[A-C]{1,2}", "object|map_type|ocel_id|rowid|comptoir:x|x/y|x", ".{0,6}"]
}

fn object() -> impl Strategy<Value = ObjectRef> {
    (name(), name()).prop_map(|(kind, id)| ObjectRef::new(&kind, &id))
}

fn part() -> impl Strategy<Value = Part> {
    let work = (any::<u64>(), prop_oneof![Just(Basis::Measured), Just(Basis::Estimated)])
        .prop_map(|(ms, basis)| Work { lasted: Millis(ms >> 2), basis });
    (
        proptest::sample::select(ActorKind::ALL),
        option::of(object()),
        proptest::sample::select(Phase::ALL),
        option::of(work),
    )
        .prop_map(|(actor, who, phase, work)| Part { actor, who, phase, work })
}

prop_compose! {
    fn act()(
        rest in any::<u128>(),
        (kind, version) in (name(), any::<u16>()),
        operation in proptest::sample::select(Operation::ALL),
        scene in proptest::sample::select(Scene::ALL),
        occurred_at in instant(),
        (lasted, waited) in (option::of(any::<u64>()), option::of(0_u64..100_000)),
        outcome in option::of(proptest::sample::select(Outcome::ALL)),
        reason in option::of(name()),
        parts in vec(part(), 0..3),
        relations in vec((name(), object()), 0..4),
        body in btree_map(name(), scalar(), 0..5),
    ) -> Act {
        Act {
            id: ActId::at(occurred_at, rest),
            kind: ActKind { name: Word::from(kind), version },
            operation,
            scene,
            occurred_at,
            lasted: lasted.map(Millis),
            outcome,
            reason: reason.map(Word::from),
            waited: waited.map(Millis),
            parts,
            relations: relations
                .into_iter()
                .map(|(qualifier, object)| Relation { qualifier: Word::from(qualifier), object })
                .collect(),
            body: body.into_iter().map(|(name, value)| (Word::from(name), value)).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_acts_leave_and_come_back_as_they_were(acts in vec(act(), 1..6)) {
        let by_id: BTreeMap<ActId, Act> = acts.into_iter().map(|act| (act.id, act)).collect();
        let acts: Vec<Act> = by_id.into_values().collect();
        let folder = tempfile::tempdir().unwrap();
        for (name, begin) in OCEL {
            let path = folder.path().join(name);
            write(begin, &path, &acts, &[]);
            let (again, _) = read(&path);
            prop_assert!(same(&acts, &again), "{}: {:#?}\n{:#?}", name, acts, again);
        }
        unsatisfied(&folder.path().join("acts.sqlite"));
    }
}

/// The checks that a SQLite file must satisfy to be OCEL 2.0, each a query that counts what breaks it. Those with
/// the same subject stand in one.
const CHECKS: &[(&str, &str)] = &[
    (
        "1 the six tables exist",
        "SELECT 6 - count(*) FROM sqlite_master WHERE type = 'table' AND name IN
         ('event', 'object', 'event_object', 'object_object', 'event_map_type', 'object_map_type')",
    ),
    (
        "2 each object type has its table",
        "SELECT count(*) FROM object_map_type m WHERE NOT EXISTS
         (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'object_' || m.ocel_type_map)",
    ),
    (
        "2 each object table has its type",
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'object_%' AND name NOT IN
         ('object_map_type', 'object_object') AND substr(name, 8) NOT IN (SELECT ocel_type_map FROM object_map_type)",
    ),
    (
        "3 each event type has its table",
        "SELECT count(*) FROM event_map_type m WHERE NOT EXISTS
         (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'event_' || m.ocel_type_map)",
    ),
    (
        "3 each event table has its type",
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'event_%' AND name NOT IN
         ('event_map_type', 'event_object') AND substr(name, 7) NOT IN (SELECT ocel_type_map FROM event_map_type)",
    ),
    (
        "4 to 9 the columns that the fixed tables have",
        "WITH wanted (t, c) AS (VALUES ('event', 'ocel_type'), ('object', 'ocel_type'), ('event_map_type', 'ocel_type'),
         ('object_map_type', 'ocel_type'), ('event_map_type', 'ocel_type_map'), ('object_map_type', 'ocel_type_map'),
         ('event', 'ocel_id'), ('object', 'ocel_id'), ('event_object', 'ocel_qualifier'),
         ('object_object', 'ocel_qualifier'), ('event_object', 'ocel_event_id'), ('event_object', 'ocel_object_id'),
         ('object_object', 'ocel_source_id'), ('object_object', 'ocel_target_id'))
         SELECT count(*) FROM wanted WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(t) WHERE name = c)",
    ),
    (
        "10, 12 tables of object types have an id and a TIMESTAMP",
        "SELECT count(*) FROM object_map_type m WHERE
         (SELECT count(*) FROM pragma_table_info('object_' || m.ocel_type_map)
          WHERE name = 'ocel_id' OR (name = 'ocel_time' AND type = 'TIMESTAMP')) <> 2",
    ),
    (
        "11, 13, 18 tables of event types have an id that is their key, and a TIMESTAMP",
        "SELECT count(*) FROM event_map_type m WHERE
         (SELECT count(*) FROM pragma_table_info('event_' || m.ocel_type_map)
          WHERE (name = 'ocel_id' AND pk = 1) OR (name = 'ocel_time' AND type = 'TIMESTAMP')) <> 2",
    ),
    (
        "14 to 17 the keys of the fixed tables",
        "WITH wanted (t, c) AS (VALUES ('event_map_type', 'ocel_type'), ('object_map_type', 'ocel_type'),
         ('event', 'ocel_id'), ('object', 'ocel_id'), ('event_object', 'ocel_event_id'),
         ('event_object', 'ocel_object_id'), ('event_object', 'ocel_qualifier'), ('object_object', 'ocel_source_id'),
         ('object_object', 'ocel_target_id'), ('object_object', 'ocel_qualifier'))
         SELECT count(*) FROM wanted WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(t) WHERE name = c AND pk > 0)",
    ),
    (
        "19 to 22 the references of the fixed tables",
        "WITH wanted (t, c, other, there) AS (VALUES ('event', 'ocel_type', 'event_map_type', 'ocel_type'),
         ('object', 'ocel_type', 'object_map_type', 'ocel_type'), ('event_object', 'ocel_event_id', 'event', 'ocel_id'),
         ('event_object', 'ocel_object_id', 'object', 'ocel_id'), ('object_object', 'ocel_source_id', 'object', 'ocel_id'),
         ('object_object', 'ocel_target_id', 'object', 'ocel_id'))
         SELECT count(*) FROM wanted WHERE (SELECT count(*) FROM pragma_foreign_key_list(t) k
         WHERE k.\"from\" = c AND k.\"table\" = other AND k.\"to\" = there) <> 1",
    ),
    (
        "23 tables of event types refer to events",
        "SELECT count(*) FROM event_map_type m WHERE NOT EXISTS (SELECT 1 FROM
         pragma_foreign_key_list('event_' || m.ocel_type_map) WHERE \"table\" = 'event' AND \"from\" = 'ocel_id' AND \"to\" = 'ocel_id')",
    ),
    (
        "24 tables of object types refer to objects",
        "SELECT count(*) FROM object_map_type m WHERE NOT EXISTS (SELECT 1 FROM
         pragma_foreign_key_list('object_' || m.ocel_type_map) WHERE \"table\" = 'object' AND \"from\" = 'ocel_id' AND \"to\" = 'ocel_id')",
    ),
    ("every reference holds", "SELECT count(*) FROM pragma_foreign_key_check"),
    (
        "tables of object types have a changed field",
        "SELECT count(*) FROM object_map_type m WHERE NOT EXISTS
         (SELECT 1 FROM pragma_table_info('object_' || m.ocel_type_map) WHERE name = 'ocel_changed_field')",
    ),
];

fn unsatisfied(path: &Path) {
    let database = Connection::open(path).unwrap();
    for (check, sql) in CHECKS {
        let broken: i64 = database.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(broken, 0, "{check}");
    }
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn real_logs_leave_and_come_back_as_they_were() {
    let name = "real_logs_leave_and_come_back_as_they_were";
    let folder = tempfile::tempdir().unwrap();
    let settings = EventSettings { machines: vec!["112".into()], ..EventSettings::default() };
    let identity = Identity::new([7; 32], Names::Keep);
    for log in ["event-logs/bpic2012.xes.gz", "ocel/running-example.sqlite", "ocel/ocel20_example.sqlite"] {
        let Some(path) = real::file(name, log) else { return };
        let opened = logs::open(&path, &Limits::default()).unwrap();
        let mut reader = if log.contains("xes") {
            xes::reader(opened, &settings, &identity).unwrap()
        } else {
            ocel::reader(opened, &settings, &identity).unwrap()
        };
        let (mut acts, mut records) = (Vec::new(), Vec::new());
        while let Some(piece) = reader.next_piece(5_000).unwrap() {
            acts.extend(piece.acts);
            records.extend(piece.records);
            if acts.len() >= 20_000 {
                break;
            }
        }
        assert_eq!(reader.anomalies().count(AnomalyKind::RowSkipped), 0);
        for (name, begin) in OCEL {
            let path = folder.path().join(name);
            write(begin, &path, &acts, &records);
            let (acts_again, records_again) = read(&path);
            assert!(same(&acts, &acts_again), "{log} as {name}");
            assert_eq!(in_order(records_again), in_order(records.clone()), "{log} as {name}");
        }
        unsatisfied(&folder.path().join("acts.sqlite"));
    }
}
