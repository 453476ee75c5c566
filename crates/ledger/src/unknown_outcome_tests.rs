//! A store whose commits succeed but seem to fail, or fail outright: entries are written once all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use types::EntryId;

use crate::store::{MemoryStore, Row, Session, SqliteStore, Store, Stretch, Table};
use crate::{CommitError, Delta, Entry, Fault, Ledger, Location, Options, ViewSettings};

/// What happens to each commit, over and over.
#[derive(Clone, Copy)]
enum Weather {
    /// Every third is done, then the connection is lost; every seventh is lost before.
    Rough,
    /// Nothing works any more once this many commits were made.
    GoneAfter(u32),
}

struct Flaky {
    inner: Arc<dyn Store>,
    weather: Weather,
    commits: Arc<AtomicU32>,
}

struct FlakySession {
    inner: Box<dyn Session>,
    weather: Weather,
    commits: Arc<AtomicU32>,
}

impl Store for Flaky {
    fn writer(&self) -> Result<Box<dyn Session>, Fault> {
        let (weather, commits) = (self.weather, Arc::clone(&self.commits));
        Ok(Box::new(FlakySession { inner: self.inner.writer()?, weather, commits }))
    }

    fn reader(&self) -> Result<Box<dyn Session>, Fault> {
        self.inner.reader()
    }

    fn is_prepared(&self) -> Result<bool, Fault> {
        self.inner.is_prepared()
    }

    fn prepare(&self) -> Result<(), Fault> {
        self.inner.prepare()
    }
}

fn lost() -> Fault {
    Fault::Unavailable("the connection was lost".to_owned())
}

impl Session for FlakySession {
    fn commit(&mut self) -> Result<(), Fault> {
        let count = self.commits.fetch_add(1, Ordering::Relaxed);
        match self.weather {
            Weather::Rough if count % 3 == 2 => self.inner.commit().and(Err(lost())),
            Weather::Rough if count % 7 == 6 => Err(lost()),
            Weather::GoneAfter(limit) if count >= limit => Err(lost()),
            _ => self.inner.commit(),
        }
    }

    fn begin_read(&mut self) -> Result<(), Fault> {
        self.inner.begin_read()
    }

    fn begin_write(&mut self, view: u64) -> Result<(), Fault> {
        self.inner.begin_write(view)
    }

    fn rollback(&mut self) {
        self.inner.rollback();
    }

    fn get_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        self.inner.get_many(table, view, keys)
    }

    fn range(&mut self, table: Table, view: u64, stretch: Stretch<'_>) -> Result<Vec<Row>, Fault> {
        self.inner.range(table, view, stretch)
    }

    fn put_many(&mut self, table: Table, view: u64, rows: &[Row]) -> Result<(), Fault> {
        self.inner.put_many(table, view, rows)
    }

    fn delete_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<(), Fault> {
        self.inner.delete_many(table, view, keys)
    }

    fn delete_first(&mut self, table: Table, view: u64, limit: usize) -> Result<usize, Fault> {
        self.inner.delete_first(table, view, limit)
    }

    fn views_in(&mut self, table: Table) -> Result<Vec<u64>, Fault> {
        self.inner.views_in(table)
    }
}

fn open(inner: Arc<dyn Store>, weather: Weather, retry_for: Duration) -> Ledger {
    let mut salt = 0_u128;
    let mut options = Options::new(Arc::new(|| Timestamp::UNIX_EPOCH), move || {
        salt += 1;
        salt.to_be_bytes()
    });
    options.retry_for = retry_for;
    // The schema and the view are made in fair weather.
    let commits = Arc::new(AtomicU32::new(0));
    inner.prepare().unwrap();
    let fair = Ledger::open_store(
        Location::Memory,
        Arc::clone(&inner),
        Options::new(Arc::clone(&options.clock), || [0; 16]),
    );
    let settings = ViewSettings { time_zone: "UTC".into(), currency: None, other: serde_json::Value::Null };
    fair.unwrap().create_view(&types::ViewName::live(), settings).unwrap();
    Ledger::open_store(Location::Memory, Arc::new(Flaky { inner, weather, commits }), options).unwrap()
}

fn counting(number: u128) -> Entry {
    let mut entry = Entry::new(EntryId::from_u128(number));
    entry.deltas = vec![Delta { key: "count".into(), by: 1, floor: None }];
    let mut act = crate::sample::act(number as i64);
    act.relations.push(types::Relation {
        qualifier: "of".into(),
        object: types::ObjectRef::new("thing", &number.to_string()),
    });
    entry.acts = vec![act];
    entry
}

fn survives_rough_weather(inner: Arc<dyn Store>) {
    let ledger = open(inner, Weather::Rough, Duration::from_secs(30));
    let view = ledger.view(&types::ViewName::live()).unwrap().unwrap().id;
    for round in 0..20 {
        let tickets: Vec<_> = (0..5).map(|turn| ledger.submit(view, counting(round * 5 + turn))).collect();
        let mut positions: Vec<u64> =
            tickets.into_iter().map(|ticket| ticket.wait().unwrap().position).collect();
        positions.sort_unstable();
        let first = round as u64 * 5 + 1;
        assert_eq!(positions, (first..first + 5).collect::<Vec<_>>());
    }
    assert_eq!(ledger.counter(view, "count").unwrap(), 100, "no entry was written twice");
    let report = ledger.verify(view, &mut |_| {}).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

#[test]
fn unknown_outcomes_are_looked_up_in_memory() {
    survives_rough_weather(Arc::new(MemoryStore::default()));
}

#[test]
fn unknown_outcomes_are_looked_up_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    survives_rough_weather(Arc::new(SqliteStore::new(&folder.path().join("ledger.sqlite"), None)));
}

#[test]
fn a_store_that_stays_away_is_told_to_each_and_the_committer_lives_on() {
    let ledger = open(Arc::new(MemoryStore::default()), Weather::GoneAfter(2), Duration::from_millis(100));
    let view = ledger.view(&types::ViewName::live()).unwrap().unwrap().id;
    assert!(ledger.commit(view, counting(1)).is_ok());
    assert!(ledger.commit(view, counting(2)).is_err() || ledger.commit(view, counting(3)).is_err());
    let fault = ledger.commit(view, counting(4)).unwrap_err();
    assert!(matches!(fault, CommitError::Fault(Fault::Unavailable(_))), "{fault}");
}
