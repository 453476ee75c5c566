//! `comptoir view`: list, rename, drop.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use types::ViewName;

use super::{open_counter, said};
use crate::Outcome;
use crate::cli::ViewCommand;
use crate::config::Config;
use crate::terminal::{tell, tell_line};

/// Does one of them.
pub fn run(config: &Config, command: &ViewCommand) -> Outcome {
    let counter = open_counter(config, false)?;
    match command {
        ViewCommand::List => list(&counter)?,
        ViewCommand::Rename { view, new_name } => counter.rename_view(view, new_name).map_err(said)?,
        ViewCommand::Drop { view, yes } => {
            if !yes && !confirmed(view)? {
                tell_line("nothing was dropped");
                return Ok(ExitCode::FAILURE);
            }
            counter.drop_view(view).map_err(said)?;
            tell_line(&format!("{view} was dropped"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list(counter: &app::Counter) -> Result<(), String> {
    tell_line(&format!("{:<24} {:<10} {:>10}  {:<20} imports", "view", "origin", "entries", "time zone"));
    for line in counter.view_lines().map_err(said)? {
        let imports: Vec<String> = line
            .imports
            .iter()
            .map(|import| {
                format!("{} ({}, {} rows)", import.file, app::state_name(import.state), import.rows)
            })
            .collect();
        tell_line(&format!(
            "{:<24} {:<10} {:>10}  {:<20} {}",
            line.name.as_str(),
            format!("{:?}", line.origin).to_lowercase(),
            line.entries,
            line.time_zone,
            imports.join(", ")
        ));
    }
    Ok(())
}

/// Asks on a terminal; without one, nothing is dropped unasked.
fn confirmed(view: &ViewName) -> Result<bool, String> {
    if !std::io::stdin().is_terminal() {
        return Err("dropping a view cannot be undone; say --yes".to_owned());
    }
    tell(&format!("Drop “{view}” with everything in it? Type its name: "));
    std::io::stdout().flush().map_err(said)?;
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed).map_err(said)?;
    Ok(typed.trim() == view.as_str())
}
