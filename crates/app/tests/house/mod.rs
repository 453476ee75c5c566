//! A house to test in: a counter on a store of its own, a clock that the test moves, and a little on the shelf.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::{Clock, Counter, Defaults, Opening};
use jiff::Timestamp;
use ledger::{Delta, Entry, Location, RecordWrite};
use serde_json::{Value, json};
use types::{EntryId, ViewName};

/// A clock that the test moves, and chance out of a seed.
pub struct Hands {
    ms: AtomicI64,
    chance: AtomicU64,
}

impl Hands {
    /// Lets so many seconds pass.
    pub fn pass(&self, secs: i64) {
        self.ms.fetch_add(secs * 1_000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.ms.load(Ordering::SeqCst)).unwrap()
    }

    fn chance(&self) -> u128 {
        let half = || u128::from(mixed(self.chance.fetch_add(1, Ordering::SeqCst)));
        half() << 64 | half()
    }
}

/// SplitMix64: a seed's next number.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A database of its own on the PostgreSQL that `COMPTOIR_TEST_POSTGRES` names.
fn house_postgres() -> Option<Location> {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let url = std::env::var("COMPTOIR_TEST_POSTGRES").ok()?;
    let name = format!("house_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::SeqCst));
    let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    Some(Location::parse(&format!("{server}/{name}")))
}

/// Ends every connection to a database but the one that asks for it.
fn cut(url: &str) {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(others).unwrap();
}

fn opened(store: &Location, folder: &std::path::Path, hands: &Arc<Hands>) -> Counter {
    Counter::open(Opening {
        store: store.clone(),
        data: folder.to_owned(),
        clock: Arc::clone(hands) as Arc<dyn Clock>,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap()
    .with_test_card()
}

/// A counter with a clock.
pub struct House {
    /// The counter.
    pub counter: Counter,
    /// Its clock.
    pub hands: Arc<Hands>,
    store: Location,
    folder: tempfile::TempDir,
}

impl House {
    /// On a store in memory.
    pub fn new() -> Self {
        Self::on(|_| Location::Memory, 1)
    }

    /// One on each store that there is: memory, SQLite, and PostgreSQL where `COMPTOIR_TEST_POSTGRES` names one.
    pub fn on_every_store() -> Vec<Self> {
        let mut houses =
            vec![Self::new(), Self::on(|folder| Location::Sqlite(folder.join("house.sqlite")), 2)];
        if let Some(url) = house_postgres() {
            houses.push(Self::on(|_| url.clone(), 3));
        } else {
            assert!(std::env::var_os("CI").is_none(), "no PostgreSQL to test on");
            #[allow(clippy::print_stderr, reason = "what was not run is said")]
            {
                eprintln!("not run: shopping on PostgreSQL");
            }
        }
        houses
    }

    fn on(store: impl Fn(&std::path::Path) -> Location, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hands =
            Arc::new(Hands { ms: AtomicI64::new(1_790_000_000_000), chance: AtomicU64::new(seed << 40) });
        let store = store(folder.path());
        let counter = opened(&store, folder.path(), &hands);
        let house = Self { counter, hands, store, folder };
        house.lay_out();
        house
    }

    /// What may happen to a store happens: the connections of a database are cut; a file is opened by another process, which
    /// knows nothing of what the first one had in memory. A store in memory has no such accidents.
    pub fn accident(&mut self) {
        match &self.store {
            Location::Memory => {}
            Location::Sqlite(_) => self.counter = opened(&self.store, self.folder.path(), &self.hands),
            Location::Postgres(url) => cut(url),
        }
    }

    fn lay_out(&self) {
        let mut records = vec![
            (
                "geographicSite",
                "depot",
                json!({"id": "depot", "name": "Depot", "kind": "shop", "shippingPriority": 1, "openingHours": {"week": [{"day": "monday", "hourPeriod": [{"startHour": "00:00", "endHour": "24:00"}]}]}}),
            ),
            (
                "deliveryMethod",
                "post",
                json!({"id": "post", "name": "Post", "fee": {"unit": "EUR", "value": 5.9}, "taxRate": 20, "daysMost": 3}),
            ),
            ("page", "terms", json!({"slug": "terms"})),
            (
                "paymentProvider",
                "bank_transfer",
                json!({"id": "bank_transfer", "offered": true, "accountNumber": "FR7630006000011234567890189"}),
            ),
        ];
        let mut deltas = Vec::new();
        for item in ["phone", "rare-1", "rare-4", "rare-16"] {
            records.push(("productOfferingPrice", item, price(item, "199.00", None)));
            records.push(("productOffering", item, json!({"id": item, "name": item, "isSellable": true, "productOfferingPrice": [{"id": item}, {"id": format!("{item}-2")}]})));
            deltas.push((format!("stock/depot/{item}/available"), 100));
        }
        self.write(&records, &deltas);
    }

    /// Ends the price of an offering now, and begins another.
    pub fn reprice(&self, item: &str, amount: &str) {
        let now = self.counter.now().to_string();
        let ended = price(item, "199.00", Some(("endDateTime", &now)));
        let begun = price(&format!("{item}-2"), amount, Some(("startDateTime", &now)));
        self.write(
            &[("productOfferingPrice", item, ended), ("productOfferingPrice", &format!("{item}-2"), begun)],
            &[],
        );
    }

    /// Writes records over whatever stands, and changes counters.
    pub fn write(&self, records: &[(&str, &str, Value)], deltas: &[(String, i64)]) {
        let ledger = self.counter.kept();
        let view = ledger.view(&ViewName::live()).unwrap().unwrap().id;
        let mut entry = Entry::new(EntryId::at(self.counter.now(), self.hands.chance()));
        for (kind, id, body) in records {
            let read_version = ledger.record(view, kind, id).unwrap().map(|record| record.version);
            entry.records.push(RecordWrite {
                kind: (*kind).to_owned(),
                id: (*id).to_owned(),
                read_version,
                body: Some(body.clone()),
                indexed: Vec::new(),
            });
        }
        entry.deltas =
            deltas.iter().map(|(key, by)| Delta { key: key.clone(), by: *by, floor: Some(0) }).collect();
        ledger.commit(view, entry).unwrap();
    }

    /// A counter's value.
    pub fn counter_of(&self, key: &str) -> i64 {
        let ledger = self.counter.kept();
        let view = ledger.view(&ViewName::live()).unwrap().unwrap().id;
        ledger.counter(view, key).unwrap()
    }

    /// Whatever is stored agrees with the chain, and counters with the sums of their deltas.
    pub fn verify(&self) {
        let ledger = self.counter.kept();
        let view = ledger.view(&ViewName::live()).unwrap().unwrap().id;
        assert!(ledger.verify(view, &mut |_| {}).unwrap().is_clean());
    }
}

fn price(id: &str, amount: &str, until: Option<(&str, &str)>) -> Value {
    let mut valid = json!({});
    if let Some((end, at)) = until {
        valid[end] = json!(at);
    }
    json!({"id": id, "name": "", "priceType": "oneTime", "price": {"unit": "EUR", "value": amount}, "tax": [{"taxRate": 20}], "validFor": valid})
}
