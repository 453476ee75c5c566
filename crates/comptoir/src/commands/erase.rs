//! `comptoir erase`: what is held about a person goes.

use std::process::ExitCode;

use types::ViewName;

use super::{open_counter, said};
use crate::Outcome;
use crate::config::Config;
use crate::terminal::tell_line;

/// Erases a person's records, or lists whose name holds a text.
pub fn run(config: &Config, view: &ViewName, person: &str, named: bool) -> Outcome {
    let counter = open_counter(config, false)?;
    if named {
        for (id, name) in counter.people_named(view, person).map_err(said)? {
            tell_line(&format!("{id}  {name}"));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let erased = counter.erase_person(view, person).map_err(said)?;
    tell_line(&format!(
        "{} records erased; {}",
        erased.records,
        if erased.in_acts {
            "acts keep the hashed identifier and their figures"
        } else {
            "no act names this person"
        }
    ));
    tell_line("backups made before still hold them");
    Ok(ExitCode::SUCCESS)
}
