//! The handle to an open ledger: opening, committing, closing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use types::EntryId;

use crate::committer::{self, Committer, Counter};
use crate::group::{read_head, receipt_at};
use crate::head::entry_id_key;
use crate::picture::Prepared;
use crate::pool::Pool;
use crate::resolve::ViewReader;
use crate::store::{MemoryStore, PostgresStore, SqliteStore, Store, Table};
use crate::ticket::ticket;
use crate::watcher::Bell;
use crate::written::be64;
use crate::{
    CommitError, Entry, Fault, Head, Location, OpenError, Options, Receipt, Ticket, ViewId, Watcher,
};

/// The schema that this release writes; it reads all up to it.
pub const SCHEMA: u32 = 1;
/// The key of the row that holds the schema, under view 0.
pub(crate) const SCHEMA_KEY: &[u8] = b"schema";
/// The key of the row that stands while a restore goes on, under view 0.
pub(crate) const RESTORING_KEY: &[u8] = b"restoring";

/// An open ledger. Cloning the handle is cheap; the last one to go closes the ledger, after what waits is committed.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    location: Location,
    store: Arc<dyn Store>,
    pool: Pool,
    counter: Arc<Counter>,
    bell: Arc<Bell>,
    clock: crate::Clock,
    thread: Mutex<Option<JoinHandle<()>>>,
    views: Mutex<BTreeMap<ViewId, Arc<ViewReader>>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.counter.close();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last handle may be dropped by a task that the committer itself woke: it cannot wait for itself.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != std::thread::current().id())
            && thread.join().is_err()
        {
            tracing::error!("the committer had stopped in a panic");
        }
        // On a thread of its own: PostgreSQL's driver blocks when it says goodbye, which a task must not do.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                self.pool.clear();
                self.store.close();
            });
        });
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ledger({})", self.inner.location)
    }
}

impl Ledger {
    /// Opens a ledger, and makes it if there is none.
    pub fn open(location: Location, options: Options) -> Result<Self, OpenError> {
        let fault = |fault| OpenError::Fault { place: location.to_string(), fault };
        let store: Arc<dyn Store> = match &location {
            Location::Memory => Arc::new(MemoryStore::default()),
            Location::Sqlite(path) => Arc::new(SqliteStore::new(path, options.sqlite_pages)),
            Location::Postgres(url) => Arc::new(PostgresStore::new(url).map_err(fault)?),
        };
        Self::open_store(location, store, options)
    }

    pub(crate) fn open_store(
        location: Location,
        store: Arc<dyn Store>,
        options: Options,
    ) -> Result<Self, OpenError> {
        prepare(&location, &*store)?;
        let counter = Arc::new(Counter::default());
        let bell = Arc::new(Bell::default());
        let committer = Committer {
            store: Arc::clone(&store),
            counter: Arc::clone(&counter),
            bell: Arc::clone(&bell),
            clock: Arc::clone(&options.clock),
            salt: options.salt,
            retry_for: options.retry_for,
        };
        let thread = std::thread::Builder::new()
            .name("committer".to_owned())
            .spawn(move || committer::run(committer))
            .map_err(|failure| OpenError::Fault {
                place: location.to_string(),
                fault: Fault::Failed(format!("no thread for the committer: {failure}")),
            })?;
        let inner = Inner {
            location,
            pool: Pool::new(Arc::clone(&store)),
            store,
            counter,
            bell,
            clock: options.clock,
            thread: Mutex::new(Some(thread)),
            views: Mutex::new(BTreeMap::new()),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Where it is kept.
    pub fn location(&self) -> &Location {
        &self.inner.location
    }

    /// Hands an entry in. It is durable when the ticket says so, not before. Waits only if very much waits already.
    pub fn submit(&self, view: ViewId, entry: Entry) -> Ticket {
        match Prepared::new(entry) {
            Ok(prepared) => self.inner.counter.submit(view, prepared),
            Err(refusal) => {
                let (ticket, counterfoil) = ticket();
                counterfoil.answer(Err(CommitError::Refused(refusal)));
                ticket
            }
        }
    }

    /// Hands an entry in and waits until it is durable or refused.
    pub fn commit(&self, view: ViewId, entry: Entry) -> Result<Receipt, CommitError> {
        self.submit(view, entry).wait()
    }

    /// Learns when something is committed through this handle or a clone of it.
    pub fn changes(&self) -> Watcher {
        self.inner.bell.watch()
    }

    /// Where a view stands.
    pub fn head(&self, view: ViewId) -> Result<Head, Fault> {
        self.pool().read(|session| read_head(session, view))?.ok_or(Fault::NoView(view))
    }

    /// The receipt of an entry, if it was committed.
    pub fn receipt(&self, view: ViewId, entry: EntryId) -> Result<Option<Receipt>, Fault> {
        self.pool().snapshot(|session| match session.get(Table::EntryId, view.0, &entry_id_key(entry))? {
            Some(position) => receipt_at(session, view, entry, &position).map(Some),
            None => Ok(None),
        })
    }

    /// A counter's value; 0 if it was never changed.
    pub fn counter(&self, view: ViewId, key: &str) -> Result<i64, Fault> {
        let found = self.pool().read(|session| session.get(Table::Counter, view.0, key.as_bytes()))?;
        found.map_or(Ok(0), |bytes| counter_value(key, &bytes))
    }

    /// The counters whose key begins so, in the order of their keys: at most `limit`, after the key `after`.
    pub fn counters(
        &self,
        view: ViewId,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, i64)>, Fault> {
        let from = match after {
            Some(after) if after >= prefix => [after.as_bytes(), &[0]].concat(),
            _ => prefix.as_bytes().to_vec(),
        };
        let to = crate::store::after_prefix(prefix.as_bytes());
        let stretch =
            crate::store::Stretch { from: &from, to: to.as_deref(), limit, ..crate::store::Stretch::WHOLE };
        let rows = self.pool().read(|session| session.range(Table::Counter, view.0, stretch))?;
        rows.into_iter()
            .map(|(key, bytes)| {
                let key = String::from_utf8_lossy(&key).into_owned();
                let value = counter_value(&key, &bytes)?;
                Ok((key, value))
            })
            .collect()
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.inner.pool
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.inner.store
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        (self.inner.clock)()
    }

    pub(crate) fn ring(&self) {
        self.inner.bell.ring();
    }

    /// What this process remembers of a view in order to read it.
    pub(crate) fn reader(&self, view: ViewId) -> Arc<ViewReader> {
        let mut views = self.inner.views.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(views.entry(view).or_insert_with(|| Arc::new(ViewReader::new(view))))
    }

    pub(crate) fn forget(&self, view: ViewId) {
        self.inner.views.lock().unwrap_or_else(PoisonError::into_inner).remove(&view);
    }
}

pub(crate) fn counter_value(key: &str, bytes: &[u8]) -> Result<i64, Fault> {
    be64(bytes).map(|value| value as i64).map_err(|garbled| Fault::Corrupt {
        table: Table::Counter,
        key: key.to_owned(),
        what: garbled.0,
    })
}

/// Makes the tables if there are none, and refuses a store that is not ours to write.
fn prepare(location: &Location, store: &dyn Store) -> Result<(), OpenError> {
    let place = || location.to_string();
    let fault = |fault| match fault {
        Fault::Damaged(why) => OpenError::NotALedger { place: place(), why },
        fault => OpenError::Fault { place: place(), fault },
    };
    store.refuse_strangers().map_err(|why| OpenError::NotALedger { place: place(), why })?;
    // What a later release wrote is not touched at all.
    if store.is_prepared().map_err(fault)? {
        let mut session = store.reader().map_err(fault)?;
        check_schema(&place, session.get(Table::Head, 0, SCHEMA_KEY).map_err(fault)?)?;
        if session.get(Table::Head, 0, RESTORING_KEY).map_err(fault)?.is_some() {
            return Err(OpenError::HalfRestored(place()));
        }
    }
    store.prepare().map_err(fault)?;
    let mut session = store.writer().map_err(fault)?;
    session.begin_write(0).map_err(fault)?;
    if session.get(Table::Head, 0, SCHEMA_KEY).map_err(fault)?.is_none() {
        session.put(Table::Head, 0, SCHEMA_KEY, SCHEMA.to_be_bytes().to_vec()).map_err(fault)?;
    }
    session.commit().map_err(fault)
}

fn check_schema(place: &dyn Fn() -> String, row: Option<Vec<u8>>) -> Result<(), OpenError> {
    let Some(row) = row else { return Ok(()) };
    match row.as_slice().try_into().map(u32::from_be_bytes) {
        Ok(found) if found > SCHEMA => Err(OpenError::Newer { place: place(), found, known: SCHEMA }),
        Ok(1..) => Ok(()),
        _ => {
            Err(OpenError::NotALedger { place: place(), why: "its schema is not a number from 1".to_owned() })
        }
    }
}
