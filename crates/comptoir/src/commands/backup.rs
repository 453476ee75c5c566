//! `comptoir backup` and `comptoir restore`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use app::{MachineClock, SharedClock, open_ledger};

use super::said;
use crate::Outcome;
use crate::config::Config;
use crate::terminal::tell_line;

/// Saves the whole store into one file, also while it is being served.
pub fn save(config: &Config, file: &Path) -> Outcome {
    if file.exists() {
        return Err(format!("{} is there already; a backup never overwrites", file.display()));
    }
    let clock: SharedClock = Arc::new(MachineClock);
    let ledger = open_ledger(config.store(), &clock).map_err(said)?;
    ledger.backup_to(file).map_err(said)?;
    let size = std::fs::metadata(file).map_err(said)?.len();
    tell_line(&format!("{} holds everything ({size} bytes)", file.display()));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup into an empty store and verifies it.
pub fn restore(config: &Config, file: &Path) -> Outcome {
    if !file.is_file() {
        return Err(format!("{} is not there", file.display()));
    }
    std::fs::create_dir_all(config.data()).map_err(said)?;
    let clock: SharedClock = Arc::new(MachineClock);
    app::restore_ledger(file, config.store(), &clock).map_err(said)?;
    tell_line(&format!("{} was restored; verifying again, with the folds", file.display()));
    super::verify::run(config, None)
}
