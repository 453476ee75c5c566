//! Following the live view: each entry's records and deltas are taken into what is kept in memory, in order, once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use ledger::{RecordState, Watcher};

use super::shop::Shop;
use super::stock::{Availability, PREFIX};
use crate::{Book, Counter, Trouble, with_causes};

/// How many entries are taken in at once.
const AT_ONCE: usize = 2_000;
/// How long the background thread sleeps when nothing rings: other processes' commits ring no bell.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is kept of the live view in memory, and how far it reaches.
pub(crate) struct Following {
    shop: RwLock<Arc<Shop>>,
    stock: RwLock<Availability>,
    /// Held by whoever brings it up to date.
    turn: Mutex<()>,
    background: AtomicBool,
    begun: AtomicBool,
}

impl Following {
    /// Nothing yet.
    pub fn new(_: &Book) -> Self {
        Self {
            shop: RwLock::default(),
            stock: RwLock::default(),
            turn: Mutex::default(),
            background: AtomicBool::new(false),
            begun: AtomicBool::new(false),
        }
    }

    /// Says that a thread follows, or that none does.
    pub fn in_background(&self, yes: bool) {
        self.background.store(yes, Ordering::Release);
    }

    /// What is on offer; brought up to date first where no thread does that, or where time itself changed a price.
    pub fn shop(&self, book: &Book, now: Timestamp) -> Result<Arc<Shop>, Trouble> {
        if !self.background.load(Ordering::Acquire) {
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

    fn snapshot(&self) -> Arc<Shop> {
        Arc::clone(&self.shop.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in everything up to the last entry.
    pub fn catch_up(&self, book: &Book, now: Timestamp) -> Result<(), Trouble> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.begun.load(Ordering::Acquire) {
            self.begin(book, now)?;
            self.begun.store(true, Ordering::Release);
        }
        loop {
            let position = self.snapshot().position;
            let entries = book.ledger.outlines_after(book.view, position, AT_ONCE)?;
            let Some(last) = entries.last().map(|entry| entry.position) else { break };
            // Only the newest version of each record matters, and it is what a read gives.
            let mut changed: Vec<(&str, &str)> = entries
                .iter()
                .flat_map(|entry| &entry.records)
                .filter(|record| Shop::keeps(&record.kind))
                .map(|record| (record.kind.as_str(), record.id.as_str()))
                .collect();
            changed.sort_unstable();
            changed.dedup();
            let mut read = Vec::with_capacity(changed.len());
            for (kind, id) in changed {
                let record = book.ledger.record(book.view, kind, id)?;
                let version = record.as_ref().map_or(0, |record| record.version);
                let body = record.and_then(|record| match record.state {
                    RecordState::Body(body) => Some(body),
                    _ => None,
                });
                read.push((kind, id, version, body));
            }
            let deltas = entries.iter().flat_map(|entry| &entry.deltas);
            self.take_stock(deltas.map(|delta| (delta.key.as_str(), delta.by)));
            self.change_shop(now, |shop| {
                let mut any = false;
                for (kind, id, version, body) in read {
                    any |= shop.take(kind, id, version, body);
                }
                shop.position = last;
                any
            });
        }
        if self.snapshot().next_change.is_some_and(|change| change <= now) {
            self.change_shop(now, |shop| {
                shop.edition += 1;
                true
            });
        }
        Ok(())
    }

    /// Reads everything as it stands. The position is read first, so that nothing is missed; an entry that is taken in a
    /// second time changes no record, and counters are read in the same snapshot as their position.
    fn begin(&self, book: &Book, now: Timestamp) -> Result<(), Trouble> {
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
        let mut shop = Shop::default();
        for kind in Shop::kinds() {
            book.each_record_with_id(kind, |id, body| {
                shop.take(kind, id, 1, Some(body));
            })?;
        }
        shop.position = position;
        shop.as_of = now;
        shop.next_change = shop.catalogue.next_change(now);
        *self.shop.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shop);
        Ok(())
    }

    fn take_stock<'a>(&self, deltas: impl Iterator<Item = (&'a str, i64)>) {
        let mut deltas = deltas.filter(|(key, _)| key.starts_with(PREFIX)).peekable();
        if deltas.peek().is_none() {
            return;
        }
        let mut stock = self.stock.write().unwrap_or_else(PoisonError::into_inner);
        for (key, by) in deltas {
            stock.add(key, by);
        }
    }

    fn change_shop(&self, now: Timestamp, change: impl FnOnce(&mut Shop) -> bool) {
        let mut held = self.shop.write().unwrap_or_else(PoisonError::into_inner);
        let shop = Arc::make_mut(&mut held);
        if change(shop) {
            shop.as_of = now;
            shop.next_change = shop.catalogue.next_change(now);
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
