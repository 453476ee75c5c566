//! `comptoir demo`: a small invented operator, as data, into a store where nothing is on offer yet.

use std::ops::ControlFlow;
use std::process::ExitCode;

use app::{Asking, CatalogueSource};
use party::Caller;
use types::Scene;

use super::{open_counter, said};
use crate::Outcome;
use crate::config::Config;
use crate::terminal::tell_line;

/// An invented cooperative that sells mobile plans, fibre and electricity, with some devices and two shops. Nothing in the code
/// knows it: it is a catalogue like any other.
const DEMONSTRATION: &[u8] = include_bytes!("../../demo/demonstration.json");

/// Loads the demonstration.
pub fn run(config: &Config) -> Outcome {
    let counter = open_counter(config, false)?;
    if !counter.shop().map_err(said)?.is_empty() {
        return Err("something is on offer here already: the demonstration is for an empty store \
                    (choose another folder with --data)"
            .to_owned());
    }
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    let source = CatalogueSource { bytes: DEMONSTRATION.to_vec(), mapping: None, end_missing: false };
    let plan = counter.plan_catalogue(&keeper, &source).map_err(said)?;
    let done = counter.apply_catalogue(&keeper, &plan, &mut |_| ControlFlow::Continue(())).map_err(said)?;
    tell_line(&format!("{} records and {} counts of stock were loaded", done.added, done.counted));
    tell_line("an invented operator is on the shelf; see it with `comptoir serve`");
    Ok(ExitCode::SUCCESS)
}
