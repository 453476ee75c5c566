//! `comptoir bench portrait`: how long the portrait of many acts takes, whole and filtered.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Counter, Defaults, MachineClock, Opening, Origin, ViewSettings};
use jiff::{Timestamp, ToSpan};
use ledger::{Entry, Location};
use portrait::Filter;
use types::{EntryId, Scene, ViewName};

use super::rate;
use crate::commands::said;
use crate::terminal::tell_line;

/// Acts committed together while filling.
const BATCH: usize = 2_000;

/// Fills a view with simulated calls, then asks for its portrait in several ways.
pub fn run(folder: &Path, acts: u64) -> Result<(), String> {
    let counter = Counter::open(Opening {
        store: Location::Sqlite(folder.join("portrait.sqlite")),
        data: folder.to_owned(),
        clock: Arc::new(MachineClock),
        defaults: Defaults { time_zone: sim::ZONE.to_owned(), currency: "EUR".parse().map_err(said)? },
        limits: app::limits(1 << 30),
        demo_seed: None,
    })
    .map_err(said)?;
    let view: ViewName = "bench".parse().map_err(said)?;
    let settings = ledger::ViewSettings {
        time_zone: sim::ZONE.to_owned(),
        currency: None,
        other: serde_json::to_value(ViewSettings::new(Origin::Imported, [1, 2])).map_err(said)?,
    };
    let info = counter.kept().create_view(&view, settings).map_err(said)?;
    let began = Instant::now();
    let (written, end) = fill(&counter, info.id, acts)?;
    tell_line(&format!("{written} acts written              {}", rate(written, began.elapsed())));
    let timed = |what: &str, filter: &Filter| -> Result<(), String> {
        let mut times = Vec::new();
        for _ in 0..5 {
            let began = Instant::now();
            counter.portrait(&view, filter).map_err(said)?;
            times.push(began.elapsed());
        }
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        tell_line(&format!(
            "{what:<44} {:>9.1} ms (median of 5), {:>9.1} ms at worst",
            ms(times[2]),
            ms(times[4])
        ));
        Ok(())
    };
    let began = Instant::now();
    counter.portrait(&view, &Filter::default()).map_err(said)?;
    tell_line(&format!("folded for the first time          {}", rate(written, began.elapsed())));
    timed("whole", &Filter::default())?;
    let hour = |ago: i64| Timestamp::from_second(end.as_second() / 3600 * 3600 - ago * 3600).ok();
    timed("three days of whole hours", &Filter { from: hour(96), to: hour(24), ..Filter::default() })?;
    timed("one reason", &Filter { reason: reason_of(&counter, &view)?, ..Filter::default() })?;
    timed("one scene", &Filter { scene: Some(Scene::Phone), ..Filter::default() })?;
    timed("one kind of actor", &Filter { actor: Some(types::ActorKind::Agent), ..Filter::default() })?;
    let cut = |ago| hour(ago).map(|at| at + 7.minutes());
    timed("three days cut inside a half-hour", &Filter { from: cut(96), to: cut(24), ..Filter::default() })?;
    Ok(())
}

/// The most frequent reason of a view.
fn reason_of(counter: &Counter, view: &ViewName) -> Result<Option<types::Word>, String> {
    let portrait = counter.portrait(view, &Filter::default()).map_err(said)?;
    Ok(portrait.choices.reasons.first().cloned())
}

/// Fortnight after fortnight of the simulated operator, until there are enough acts. Says how many, and their end.
fn fill(counter: &Counter, view: ledger::ViewId, acts: u64) -> Result<(u64, Timestamp), String> {
    let (mut written, mut entry, mut end) = (0_u64, 0_u128, Timestamp::UNIX_EPOCH);
    let zone = jiff::tz::TimeZone::get(sim::ZONE).map_err(said)?;
    let mut monday = jiff::civil::date(2010, 1, 4);
    let mut seed = 1;
    while written < acts {
        let fortnight: Vec<_> = sim::fortnight_from(seed, monday, zone.clone());
        let tickets: Vec<_> = fortnight
            .chunks(BATCH)
            .map(|batch| {
                entry += 1;
                counter.kept().submit(view, Entry::new(EntryId::from_u128(entry)).with_acts(batch.to_vec()))
            })
            .collect();
        tickets.into_iter().try_for_each(|ticket| ticket.wait().map(drop)).map_err(said)?;
        written += fortnight.len() as u64;
        end = fortnight.iter().map(types::Act::ended_at).max().unwrap_or(end).max(end);
        monday = monday.checked_add(14.days()).map_err(said)?;
        seed += 1;
    }
    Ok((written, end))
}
