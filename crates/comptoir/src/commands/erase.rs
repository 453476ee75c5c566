//! `comptoir erase`: what is held about a person goes.

use std::process::ExitCode;

use app::{Asking, Counter, Erased};
use party::{Caller, EmailAddress};
use types::{Scene, ViewName};

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
    let erased = match person.parse::<EmailAddress>() {
        Ok(address) if *view == ViewName::live() => by_address(&counter, &address)?,
        _ => counter.erase_person(view, person).map_err(said)?,
    };
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

/// Whoever owns this machine erases a customer, or what a guest left, by the mail address that they write from.
fn by_address(counter: &Counter, address: &EmailAddress) -> Result<Erased, String> {
    let asking = Asking::new(Caller::keeper(), Scene::BackOffice);
    let erased = match counter.customer_of_address(&asking, address).map_err(said)? {
        Some(customer) => counter.erase_customer(&asking, customer, true),
        None => counter.erase_guest(&asking, address, true),
    };
    erased.map_err(said)
}
