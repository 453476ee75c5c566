//! One file for each command.

pub mod backup;
pub mod bench;
pub mod catalogue;
pub mod config;
pub mod demo;
pub mod erase;
pub mod export;
pub mod import;
pub mod mapping;
pub mod portrait;
pub mod serve;
pub mod staff;
pub mod verify;
pub mod view;

use std::sync::Arc;

use app::{Counter, Defaults, MachineClock, Opening, SharedClock, with_causes};

use crate::config::Config;

/// Opens the counter as configured. The simulation is made only where pages or a portrait want it.
fn open_counter(config: &Config, simulated: bool) -> Result<Counter, String> {
    open_counter_by(config, Arc::new(MachineClock), simulated)
}

/// The same, by another clock than the machine's.
fn open_counter_by(config: &Config, clock: SharedClock, simulated: bool) -> Result<Counter, String> {
    let opening = || -> Result<Opening, crate::config::ConfigError> {
        Ok(Opening {
            store: config.store(),
            data: config.data(),
            clock,
            defaults: Defaults { time_zone: config.time_zone()?, currency: config.currency()? },
            limits: app::limits(config.expanded_limit()?),
            demo_seed: if simulated { config.demo_seed()? } else { None },
        })
    };
    let opening = opening().map_err(|error| error.to_string())?;
    let post = config.post().map_err(|error| error.to_string())?;
    let counter = Counter::open(opening).map_err(said)?.with_post(post).map_err(said)?;
    let test_card = config.test_card().map_err(|error| error.to_string())?;
    Ok(if test_card { counter.with_test_card() } else { counter })
}

/// An error with its causes, as one sentence for a terminal.
fn said(error: impl std::error::Error + 'static) -> String {
    with_causes(&error)
}
