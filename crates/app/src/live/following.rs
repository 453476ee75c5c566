//! Following the live view: each entry's records and deltas are taken into what is kept in memory, in order, once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use ledger::{EntryOutline, RecordQuery, RecordState, Watcher};

use super::shelf_index::{ShelfIndex, Touched, Ways};
use super::shop::Shop;
use super::stock::{Availability, Crossing, PREFIX};
use crate::{Book, Counter, Trouble, with_causes};

/// How many entries are taken in at once.
const AT_ONCE: usize = 2_000;
/// How many records are read at once.
const RECORDS_AT_ONCE: usize = 500;
/// How long the background thread sleeps when nothing rings: other processes' commits ring no bell.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is kept of the live view in memory, and how far it reaches.
pub(crate) struct Following {
    shop: RwLock<Arc<Shop>>,
    stock: RwLock<Availability>,
    /// The shelf, made of both.
    pub shelf: ShelfIndex,
    /// Held by whoever brings it up to date.
    turn: Mutex<Turn>,
    background: AtomicBool,
}

/// What only whoever brings it up to date needs.
#[derive(Default)]
struct Turn {
    /// The position of the last entry that is in it; nothing before it was read for the first time.
    position: Option<u64>,
    ways: Ways,
    /// Items that are there again, for those who asked to be told.
    back: Vec<Crossing>,
}

/// So many items that are there again are remembered, at most, until somebody tells those who wait for them.
const MOST_BACK: usize = 10_000;

impl Following {
    /// Nothing yet.
    pub fn new(_: &Book) -> Self {
        Self {
            shop: RwLock::default(),
            stock: RwLock::default(),
            shelf: ShelfIndex::default(),
            turn: Mutex::default(),
            background: AtomicBool::new(false),
        }
    }

    /// Says that a thread follows, or that none does.
    pub fn in_background(&self, yes: bool) {
        self.background.store(yes, Ordering::Release);
    }

    /// Whether a thread follows.
    pub fn is_in_background(&self) -> bool {
        self.background.load(Ordering::Acquire)
    }

    /// What is on offer; brought up to date first where no thread does that, or where time itself changed a price.
    pub fn shop(&self, book: &Book, now: Timestamp) -> Result<Arc<Shop>, Trouble> {
        if !self.is_in_background() {
            self.catch_up(book, now)?;
        }
        let shop = self.snapshot();
        if shop.next_change.is_some_and(|change| change <= now) {
            self.catch_up(book, now)?;
            return Ok(self.snapshot());
        }
        Ok(shop)
    }

    /// What is available.
    pub fn availability(&self) -> Availability {
        self.stock.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Items that came back since this was last asked.
    pub fn take_back(&self) -> Vec<Crossing> {
        std::mem::take(&mut self.turn().back)
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn snapshot(&self) -> Arc<Shop> {
        Arc::clone(&self.shop.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in everything up to the last entry.
    pub fn catch_up(&self, book: &Book, now: Timestamp) -> Result<(), Trouble> {
        let mut turn = self.turn();
        let mut position = match turn.position {
            Some(position) => position,
            None => self.begin(book, now, &mut turn)?,
        };
        loop {
            let entries = book.ledger.outlines_after(book.view, position, AT_ONCE)?;
            let Some(last) = entries.last().map(|entry| entry.position) else { break };
            let mut touched = Touched::default();
            self.take_records(book, now, last, &entries, &mut turn, &mut touched)?;
            let deltas = entries.iter().flat_map(|entry| &entry.deltas);
            let crossings = self.take_stock(deltas.map(|delta| (delta.key.as_str(), delta.by)));
            let offerings = crossings.iter().flat_map(|crossing| turn.ways.of_item(&crossing.item));
            touched.offerings.extend(offerings.cloned());
            let room = MOST_BACK.saturating_sub(turn.back.len());
            turn.back.extend(crossings.into_iter().filter(|crossing| crossing.there).take(room));
            self.shelf.take(&turn.ways, &self.snapshot(), &self.availability(), &touched);
            position = last;
            turn.position = Some(last);
        }
        if self.snapshot().next_change.is_some_and(|change| change <= now) {
            let mut shop = Shop::clone(&self.snapshot());
            shop.edition += 1;
            self.put_shop(shop, now);
            let touched = Touched { everything: true, shop: true, ..Touched::default() };
            self.shelf.take(&turn.ways, &self.snapshot(), &self.availability(), &touched);
        }
        Ok(())
    }

    /// Takes in the records of these entries. The shop that is read meanwhile stays as it is, and is replaced by the new one.
    fn take_records(
        &self,
        book: &Book,
        now: Timestamp,
        last: u64,
        entries: &[EntryOutline],
        turn: &mut Turn,
        touched: &mut Touched,
    ) -> Result<(), Trouble> {
        // Only the newest version of each record matters, and it is what a read gives.
        let mut changed: Vec<(&str, &str)> = entries
            .iter()
            .flat_map(|entry| &entry.records)
            .filter(|record| Shop::keeps(&record.kind))
            .map(|record| (record.kind.as_str(), record.id.as_str()))
            .collect();
        changed.sort_unstable();
        changed.dedup();
        if changed.is_empty() {
            return Ok(());
        }
        let mut shop = Shop::clone(&self.snapshot());
        for (kind, id) in &changed {
            let record = book.ledger.record(book.view, kind, id)?;
            let version = record.as_ref().map_or(0, |record| record.version);
            let body = record.and_then(|record| match record.state {
                RecordState::Body(body) => Some(body),
                _ => None,
            });
            // A price that moved to another offering, a variant that left its product: both sides changed.
            turn.ways.touch(touched, &shop, kind, id);
            shop.take(kind, id, version, body);
            turn.ways.touch(touched, &shop, kind, id);
        }
        shop.position = last;
        self.put_shop(shop, now);
        Ok(())
    }

    /// Reads everything as it stands. The position is read first, so that nothing is missed; an entry that is taken in a
    /// second time changes no record, and counters are read in the same snapshot as their position.
    fn begin(&self, book: &Book, now: Timestamp, turn: &mut Turn) -> Result<u64, Trouble> {
        let (position, counters) = loop {
            let before = book.ledger.head(book.view)?.position;
            let mut counters = Vec::new();
            loop {
                let after = counters.last().map(|(key, _): &(String, i64)| key.clone());
                let page = book.ledger.counters(book.view, PREFIX, after.as_deref(), AT_ONCE)?;
                let done = page.len() < AT_ONCE;
                counters.extend(page);
                if done {
                    break;
                }
            }
            if book.ledger.head(book.view)?.position == before {
                break (before, counters);
            }
        };
        self.take_stock(counters.iter().map(|(key, value)| (key.as_str(), *value)));
        let mut shop = read_shop(book)?;
        for offering in shop.catalogue.offerings.values() {
            turn.ways.learn(offering);
        }
        shop.position = position;
        self.put_shop(shop, now);
        let touched = Touched { everything: true, arrangement: true, shop: true, ..Touched::default() };
        self.shelf.take(&turn.ways, &self.snapshot(), &self.availability(), &touched);
        turn.position = Some(position);
        Ok(position)
    }

    fn take_stock<'a>(&self, deltas: impl Iterator<Item = (&'a str, i64)>) -> Vec<Crossing> {
        let mut deltas = deltas.filter(|(key, _)| key.starts_with(PREFIX)).peekable();
        if deltas.peek().is_none() {
            return Vec::new();
        }
        let mut stock = self.stock.write().unwrap_or_else(PoisonError::into_inner);
        deltas.filter_map(|(key, by)| stock.add(key, by)).collect()
    }

    /// Puts a changed shop in the place of the one that is read.
    fn put_shop(&self, mut shop: Shop, now: Timestamp) {
        shop.as_of = now;
        shop.next_change = shop.catalogue.next_change(now);
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shop);
    }
}

/// Reads everything that is on offer: half of the records are offerings, and they are read beside the others.
fn read_shop(book: &Book) -> Result<Shop, Trouble> {
    const BESIDE: &str = "productOffering";
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| {
            let mut shop = Shop::default();
            read_kind(book, BESIDE, &mut shop).map(|()| shop)
        });
        let mut shop = Shop::default();
        for kind in Shop::kinds().filter(|kind| *kind != BESIDE) {
            read_kind(book, kind, &mut shop)?;
        }
        let beside =
            beside.join().map_err(|_| Trouble::Refused("reading the catalogue stopped".to_owned()))??;
        for offering in beside.catalogue.offerings.into_values() {
            shop.catalogue.put_offering(Arc::unwrap_or_clone(offering));
        }
        shop.edition += beside.edition;
        Ok(shop)
    })
}

/// Reads every record of a kind as it stands, with its version.
fn read_kind(book: &Book, kind: &str, shop: &mut Shop) -> Result<(), Trouble> {
    let mut after = None;
    loop {
        let query = RecordQuery { after: after.as_ref(), limit: RECORDS_AT_ONCE, ..RecordQuery::default() };
        let (page, next) = book.ledger.records(book.view, kind, &query)?;
        for record in page {
            if let RecordState::Body(body) = record.state {
                shop.take(kind, &record.id, record.version, Some(body));
            }
        }
        match next {
            Some(cursor) => after = Some(cursor),
            None => return Ok(()),
        }
    }
}

/// The background thread: takes in what is committed, until it is told to stop.
pub(crate) fn follow(counter: &Counter, mut watcher: Watcher, stop: &AtomicBool) {
    while !stop.load(Ordering::Acquire) {
        if let Err(trouble) = counter.catch_up() {
            tracing::warn!(error = with_causes(&trouble), "cannot follow the ledger; trying again");
            std::thread::sleep(PATIENCE);
        }
        watcher.wait_timeout(PATIENCE);
    }
    if let Ok(live) = counter.live() {
        live.following.in_background(false);
    }
}
