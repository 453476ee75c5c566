//! What the stories are told with: a ledger on each kind of store, and acts made from a number.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ledger::{Entry, Ledger, Location, Options, View, ViewId, ViewSettings};
use types::{
    Act, ActId, ActKind, ActorKind, Body, EntryId, Millis, ObjectRef, Operation, Outcome, Part, Phase,
    Relation, Scalar, Scene, ViewName, Word, Work,
};

use crate::cluster;

/// A place for ledgers; several may be opened on it, one after another or at once (not in memory).
pub struct Shelf {
    pub location: Location,
    _folder: Option<tempfile::TempDir>,
}

impl Shelf {
    pub fn memory() -> Self {
        Self { location: Location::Memory, _folder: None }
    }

    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file: PathBuf = folder.path().join("ledger.sqlite");
        Self { location: Location::Sqlite(file), _folder: Some(folder) }
    }

    pub fn postgres() -> Self {
        Self { location: Location::Postgres(cluster::shared().fresh_database()), _folder: None }
    }

    pub fn at(location: Location) -> Self {
        Self { location, _folder: None }
    }

    /// All rows of a table, with their view, past the ledger.
    pub fn rows(&self, table: ledger::Table) -> Vec<(i64, Vec<u8>, Vec<u8>)> {
        match &self.location {
            Location::Sqlite(file) => {
                let database = rusqlite::Connection::open(file).unwrap();
                let sql = format!("SELECT view, key, value FROM {} ORDER BY view, key", table.name());
                let mut select = database.prepare(&sql).unwrap();
                let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
                rows.map(Result::unwrap).collect()
            }
            Location::Postgres(url) => {
                let mut database = postgres::Client::connect(url, postgres::NoTls).unwrap();
                let sql =
                    format!("SELECT view, key, value FROM comptoir_{} ORDER BY view, key", table.name());
                database
                    .query(&sql, &[])
                    .unwrap()
                    .iter()
                    .map(|row| (row.get(0), row.get(1), row.get(2)))
                    .collect()
            }
            Location::Memory => panic!("a store in memory is only reached through its ledger"),
        }
    }

    /// Changes one value, past the ledger.
    pub fn change(&self, table: ledger::Table, view: i64, key: &[u8], value: &[u8]) {
        let changed = match &self.location {
            Location::Sqlite(file) => {
                let database = rusqlite::Connection::open(file).unwrap();
                let sql = format!("UPDATE {} SET value=?3 WHERE view=?1 AND key=?2", table.name());
                database.execute(&sql, rusqlite::params![view, key, value]).unwrap() as u64
            }
            Location::Postgres(url) => {
                let mut database = postgres::Client::connect(url, postgres::NoTls).unwrap();
                let sql = format!("UPDATE comptoir_{} SET value=$3 WHERE view=$1 AND key=$2", table.name());
                database.execute(&sql, &[&view, &key, &value]).unwrap()
            }
            Location::Memory => panic!("a store in memory is only reached through its ledger"),
        };
        assert_eq!(changed, 1);
    }

    pub fn open(&self) -> Ledger {
        Ledger::open(self.location.clone(), options()).unwrap()
    }

    /// A ledger with one view.
    pub fn open_view(&self) -> (Ledger, ViewId) {
        let ledger = self.open();
        let view = ledger.view_or_create(&name("live"), settings()).unwrap();
        (ledger, view.id)
    }
}

/// A clock that stands still, and salts that count: the same story gives the same chain everywhere.
pub fn options() -> Options {
    let mut count = 0_u128;
    let mut options = Options::new(Arc::new(|| at(1_000_000)), move || {
        count += 1;
        count.to_be_bytes()
    });
    options.retry_for = Duration::from_secs(20);
    options
}

pub fn settings() -> ViewSettings {
    ViewSettings {
        time_zone: "Europe/Paris".into(),
        currency: Some("EUR".parse().unwrap()),
        other: serde_json::json!({ "source": "a story" }),
    }
}

pub fn name(text: &str) -> ViewName {
    text.parse().unwrap()
}

pub fn named(ledger: &Ledger, text: &str) -> View {
    ledger.create_view(&name(text), settings()).unwrap()
}

/// So many seconds after a Thursday in 2024.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_720_000_000 + second).unwrap()
}

pub fn customer(number: u64) -> ObjectRef {
    ObjectRef::new("customer", &format!("c_{number}"))
}

/// The act of this number: one second after the one before, of a customer out of a hundred, with an agent of ten.
pub fn act(number: u64) -> Act {
    let occurred_at = at(number as i64);
    let agent = ObjectRef::new("agent", &format!("a_{}", number % 10));
    let part = |actor, who, phase| Part {
        actor,
        who,
        phase,
        work: Some(Work::measured(Millis::from_secs(number % 300))),
    };
    let relation = |qualifier: &str, object| Relation { qualifier: Word::new(qualifier), object };
    let mut body = Body::new();
    body.insert("quantity".into(), Scalar::Integer(number as i64 - 3));
    body.insert("unit_price".into(), Scalar::Decimal(rust_decimal::Decimal::new(number as i64 * 7 - 50, 2)));
    body.insert("code".into(), Scalar::Text(Word::from(format!("code {}", number % 7))));
    body.insert("paid".into(), Scalar::Bool(number.is_multiple_of(2)));
    body.insert("due".into(), Scalar::Time(at(number as i64 + 86_400)));
    Act {
        id: ActId::at(occurred_at, u128::from(number)),
        kind: ActKind::new(if number.is_multiple_of(3) { "shop.sale" } else { "phone.talk" }),
        operation: Operation::ALL[number as usize % 4],
        scene: Scene::ALL[number as usize % 8],
        occurred_at,
        lasted: number.is_multiple_of(2).then_some(Millis(number * 31)),
        outcome: (!number.is_multiple_of(5)).then(|| Outcome::ALL[number as usize % 6]),
        reason: (!number.is_multiple_of(4)).then(|| Word::from(format!("reason {}", number % 4))),
        waited: (!number.is_multiple_of(3)).then_some(Millis(number)),
        parts: vec![
            part(ActorKind::Customer, None, Phase::Talk),
            part(ActorKind::Agent, Some(agent), Phase::Talk),
        ],
        relations: vec![
            relation("for", customer(number % 100)),
            relation("in", ObjectRef::new("contact", &number.to_string())),
        ],
        body,
    }
}

pub fn entry(number: u64) -> Entry {
    Entry::new(EntryId::at(at(number as i64), u128::from(number)))
}

/// An entry with the acts of these numbers.
pub fn telling(number: u64, acts: impl IntoIterator<Item = u64>) -> Entry {
    entry(number).with_acts(acts.into_iter().map(act).collect())
}

pub fn delta(key: &str, by: i64, floor: Option<i64>) -> ledger::Delta {
    ledger::Delta { key: key.into(), by, floor }
}

pub fn write(
    kind: &str,
    id: &str,
    read_version: Option<u64>,
    body: serde_json::Value,
) -> ledger::RecordWrite {
    let indexed = body.get("name").and_then(|n| n.as_str()).map(|n| ("name".to_owned(), n.to_owned()));
    ledger::RecordWrite {
        kind: kind.into(),
        id: id.into(),
        read_version,
        indexed: indexed.into_iter().collect(),
        body: (!body.is_null()).then_some(body),
    }
}
