//! `comptoir demo`: a small invented operator, as data, into a store where nothing is on offer yet; with `--days`, also people who
//! came to it.

mod customers;
mod days;
mod staff;

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;

use app::{Asking, CatalogueSource, Clock, Counter, MachineClock, PlayedClock, PostSettings};
use jiff::{SignedDuration, Timestamp};
use party::Caller;
use types::Scene;

use super::{open_counter_by, said};
use crate::Outcome;
use crate::cli::DemoArgs;
use crate::config::Config;
use crate::terminal::tell_line;
use days::{Playing, Tally, play};

/// An invented cooperative that sells mobile plans, fibre and electricity, with some devices and two shops. Nothing in the code
/// knows it: it is a catalogue like any other.
const DEMONSTRATION: &[u8] = include_bytes!("../../../demo/demonstration.json");

/// Loads the demonstration, and plays so many days of it.
pub fn run(config: &Config, args: DemoArgs) -> Outcome {
    let end = MachineClock.now();
    let begin = end.checked_sub(SignedDuration::from_hours(24 * i64::from(args.days))).unwrap_or(end);
    let clock = Arc::new(PlayedClock::at(begin));
    let counter = open_counter_by(config, Arc::clone(&clock) as Arc<dyn Clock>, false)?;
    if !counter.shop().map_err(said)?.is_empty() {
        return Err("something is on offer here already: the demonstration is for an empty store \
                    (choose another folder with --data)"
            .to_owned());
    }
    load(&counter)?;
    if args.days > 0 {
        live_through(counter, clock, end, args)?;
    }
    tell_line("an invented operator is on the shelf; see it with `comptoir serve`");
    Ok(ExitCode::SUCCESS)
}

fn load(counter: &Counter) -> Result<(), String> {
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    let source = CatalogueSource { bytes: DEMONSTRATION.to_vec(), mapping: None, end_missing: false };
    let plan = counter.plan_catalogue(&keeper, &source).map_err(said)?;
    let done = counter.apply_catalogue(&keeper, &plan, &mut |_| ControlFlow::Continue(())).map_err(said)?;
    tell_line(&format!("{} records and {} counts of stock were loaded", done.added, done.counted));
    Ok(())
}

/// Plays the days. Whatever server is configured, no mail of invented people leaves this machine: it goes into the outbox folder.
fn live_through(
    counter: Counter,
    clock: Arc<PlayedClock>,
    end: Timestamp,
    args: DemoArgs,
) -> Result<(), String> {
    let post = PostSettings { server: None, ..counter.post_settings().clone() };
    let counter = counter.with_post(post).map_err(said)?.with_test_card();
    let playing = Playing { seed: args.seed, days: args.days, visits_a_day: args.visits };
    let mut told = |day: u32, tally: Tally| {
        tell_line(&format!("day {day} of {}: {} visits, {} orders", args.days, tally.visits, tally.orders));
        ControlFlow::Continue(())
    };
    let tally = play(&counter, clock, playing, end, &mut told)?;
    tell_line(&format!(
        "simulated people (seed {}) came {} times, asked {} questions and placed {} orders; the shop said no {} times",
        args.seed, tally.visits, tally.questions, tally.orders, tally.refusals
    ));
    Ok(())
}
