//! `comptoir config`: the configuration in force, with the source of each value.

use std::process::ExitCode;

use crate::Outcome;
use crate::config::Config;
use crate::terminal::tell_line;

/// Prints it; secrets are hidden.
pub fn run(config: &Config) -> Outcome {
    config.lines().iter().for_each(|line| tell_line(line));
    Ok(ExitCode::SUCCESS)
}
