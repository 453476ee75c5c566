//! `comptoir bench ledger`: acts made durable each second, in batches and by many callers, on an empty store and on
//! a full one, beside the bare database.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{MachineClock, SharedClock, open_ledger};
use ledger::{Entry, Ledger, Location, Ticket, ViewId};
use sim::{Spread, Stream};
use types::{Act, EntryId};

use super::{bare, rate, sync_time};
use crate::cli::BenchLedgerArgs;
use crate::commands::said;
use crate::terminal::tell_line;

/// Batches that wait to be made durable while the next is prepared.
const IN_FLIGHT: usize = 4;
/// Callers of the measure of single acts.
const CALLERS: usize = 64;

/// Measures and tells.
pub fn run(folder: &Path, args: &BenchLedgerArgs) -> Result<(), String> {
    let (median, worst) = sync_time(folder).map_err(said)?;
    tell_line(&format!(
        "device: 4 kB made durable in {:.2} ms (median), {:.2} ms (99 in 100)",
        median.as_secs_f64() * 1e3,
        worst.as_secs_f64() * 1e3
    ));
    let time = Duration::from_secs(args.seconds);
    tell_line("SQLite, each act with one object of the last 1,000 acts and one of 3,000 long-lived ones");
    for batch in [1, 100, 1_000] {
        let path = folder.join(format!("empty-{batch}.sqlite"));
        empty_store(&path, batch, time)?;
    }
    let path = folder.join("full.sqlite");
    let desk = Desk::open(Location::Sqlite(path.clone()), Spread::Recent)?;
    tell_line(&format!("  64 callers, one act each, empty store   {}", many_callers(&desk, time)?));
    if args.stored > 0 {
        let began = Instant::now();
        let filled = fill(&desk, args.stored)?;
        tell_line(&format!(
            "  filling up to {} acts            {}",
            args.stored,
            rate(filled, began.elapsed())
        ));
        for batch in [1, 100, 1_000] {
            let (acts, took) = batches(&desk, batch, time)?;
            tell_line(&format!(
                "  batches of {batch:>5}, {} acts stored   {}",
                args.stored,
                rate(acts, took)
            ));
        }
        tell_line(&format!(
            "  64 callers, one act each, {} stored {}",
            args.stored,
            many_callers(&desk, time)?
        ));
        desk.spread(Spread::Uniform(10_000_000));
        let (acts, took) = batches(&desk, 1_000, time)?;
        tell_line(&format!("  batches of  1000, uniform random objects (worst case) {}", rate(acts, took)));
        drop(desk);
        let bytes = std::fs::metadata(&path).map_err(said)?.len();
        tell_line(&format!("  the file holds {} MB", bytes / 1_000_000));
    }
    if let Some(url) = &args.postgres {
        tell_line("PostgreSQL, the same");
        let desk = Desk::open(Location::Postgres(url.clone()), Spread::Recent)?;
        for batch in [1, 100, 1_000] {
            let (acts, took) = batches(&desk, batch, time)?;
            tell_line(&format!("  batches of {batch:>5}                       {}", rate(acts, took)));
        }
        tell_line(&format!("  64 callers, one act each               {}", many_callers(&desk, time)?));
    }
    Ok(())
}

/// One size of batch on an empty store, and the bare database writing what came of it.
fn empty_store(path: &Path, batch: usize, time: Duration) -> Result<(), String> {
    let desk = Desk::open(Location::Sqlite(path.to_owned()), Spread::Recent)?;
    let entries_before = desk.entries()?;
    let (acts, took) = batches(&desk, batch, time)?;
    let entries = usize::try_from(desk.entries()? - entries_before).map_err(said)?;
    drop(desk);
    let bare_took = bare::rewrite(path, &path.with_extension("bare"), entries).map_err(said)?;
    tell_line(&format!(
        "  batches of {batch:>5}, empty store          {}   bare database {}   ratio {:.2}",
        rate(acts, took),
        rate(acts, bare_took),
        took.as_secs_f64() / bare_took.as_secs_f64()
    ));
    Ok(())
}

/// A ledger with a view and a stream of acts.
struct Desk {
    ledger: Ledger,
    view: ViewId,
    stream: std::sync::Mutex<Stream>,
    entry: AtomicU64,
}

impl Desk {
    fn open(place: Location, spread: Spread) -> Result<Self, String> {
        let clock: SharedClock = Arc::new(MachineClock);
        let ledger = open_ledger(place, &clock).map_err(said)?;
        let name = format!("bench-{}", clock.now().as_millisecond()).parse().map_err(said)?;
        let settings = ledger::ViewSettings {
            time_zone: "UTC".to_owned(),
            currency: None,
            other: serde_json::json!({}),
        };
        let view = ledger.create_view(&name, settings).map_err(said)?.id;
        Ok(Self {
            ledger,
            view,
            stream: std::sync::Mutex::new(sim::acts(1, spread)),
            entry: AtomicU64::new(0),
        })
    }

    fn spread(&self, spread: Spread) {
        if let Ok(mut stream) = self.stream.lock() {
            *stream = sim::acts(2, spread);
        }
    }

    fn take(&self, acts: usize) -> Vec<Act> {
        self.stream.lock().map(|mut stream| stream.by_ref().take(acts).collect()).unwrap_or_default()
    }

    fn submit(&self, acts: Vec<Act>) -> Ticket {
        let number = self.entry.fetch_add(1, Ordering::Relaxed);
        let first = acts.first().map_or(jiff::Timestamp::UNIX_EPOCH, |act| act.occurred_at);
        self.ledger.submit(self.view, Entry::new(EntryId::at(first, u128::from(number))).with_acts(acts))
    }

    fn entries(&self) -> Result<u64, String> {
        Ok(self.ledger.head(self.view).map_err(said)?.position)
    }
}

/// Batches of one size for a while, a few in flight (one, for single acts: each waits for the disk).
fn batches(desk: &Desk, batch: usize, time: Duration) -> Result<(u64, Duration), String> {
    let ahead = if batch == 1 { 1 } else { IN_FLIGHT };
    // Prepared beforehand: the ledger is measured, not the simulation.
    let mut prepared: Vec<Vec<Act>> = (0..200_000 / batch.max(20)).map(|_| desk.take(batch)).collect();
    prepared.reverse();
    let mut waiting = std::collections::VecDeque::new();
    let (mut acts, mut spent) = (0, Duration::ZERO);
    while spent < time {
        let began = Instant::now();
        while let Some(next) = prepared.pop() {
            waiting.push_back(desk.submit(next));
            if waiting.len() >= ahead {
                settle(waiting.pop_front())?;
                acts += batch as u64;
            }
            if spent + began.elapsed() >= time {
                break;
            }
        }
        while !waiting.is_empty() {
            settle(waiting.pop_front())?;
            acts += batch as u64;
        }
        spent += began.elapsed();
        if prepared.is_empty() {
            prepared = (0..200_000 / batch.max(20)).map(|_| desk.take(batch)).collect();
            prepared.reverse();
        }
    }
    Ok((acts, spent))
}

fn settle(ticket: Option<Ticket>) -> Result<(), String> {
    ticket.map_or(Ok(()), |ticket| ticket.wait().map(drop).map_err(said))
}

/// Single acts from many callers, each waiting for its own receipt.
fn many_callers(desk: &Desk, time: Duration) -> Result<String, String> {
    let began = Instant::now();
    let committed = AtomicU64::new(0);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| {
                scope.spawn(|| {
                    while began.elapsed() < time {
                        desk.submit(desk.take(1)).wait().map_err(said)?;
                        committed.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok::<(), String>(())
                })
            })
            .collect();
        callers.into_iter().filter_map(|caller| caller.join().ok()?.err()).collect()
    });
    match failures.into_iter().next() {
        Some(failure) => Err(failure),
        None => Ok(rate(committed.load(Ordering::Relaxed), began.elapsed())),
    }
}

/// Commits acts until the view holds so many.
fn fill(desk: &Desk, until: u64) -> Result<u64, String> {
    let mut waiting = std::collections::VecDeque::new();
    let mut filled = 0;
    while filled < until {
        waiting.push_back(desk.submit(desk.take(2_000)));
        filled += 2_000;
        if waiting.len() >= IN_FLIGHT {
            settle(waiting.pop_front())?;
        }
    }
    waiting.into_iter().try_for_each(|ticket| settle(Some(ticket)))?;
    Ok(filled)
}
