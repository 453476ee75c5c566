//! `comptoir staff`: accounts, for whoever owns the machine.

use std::process::ExitCode;

use app::{Asking, InvitationLink};
use party::Caller;
use types::Scene;

use super::{open_counter, said};
use crate::Outcome;
use crate::cli::StaffCommand;
use crate::config::Config;
use crate::terminal::tell_line;

/// Prints a link, the accounts, or a link after a reset.
pub fn run(config: &Config, command: &StaffCommand) -> Outcome {
    let counter = open_counter(config, false)?;
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    match command {
        StaffCommand::Link => {
            match counter.first_link().map_err(said)? {
                Some(link) => tell_link(config, &link)?,
                None => {
                    return Err("there are accounts already: an administrator opens others, and `comptoir staff reset \
                            LOGIN` gives a link to who lost theirs"
                    .to_owned());
                }
            }
        }
        StaffCommand::List => {
            for line in counter.staff_lines(&keeper).map_err(said)? {
                let roles: Vec<&str> = line.roles.iter().map(|role| role.name()).collect();
                let factor = if line.second_factor { "second factor set" } else { "no second factor" };
                tell_line(&format!(
                    "{:<24} {:<24} {:?}, {factor}; {}",
                    line.login.as_str(),
                    line.name,
                    line.state,
                    roles.join(", ")
                ));
            }
        }
        StaffCommand::Reset { login } => {
            let member = counter.staff_of_login(login).map_err(said)?;
            let member = member.ok_or_else(|| {
                format!("no account has the login “{login}”; `comptoir staff list` names them")
            })?;
            let link = counter.reset_staff(&keeper, member.id).map_err(said)?;
            tell_link(config, &link)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_link(config: &Config, link: &InvitationLink) -> Result<(), String> {
    let listen = config.listen().map_err(said)?;
    tell_line(&format!("http://{listen}{}", link.path()));
    tell_line(&format!("it opens once, until {}; it takes the place of any given before", link.expires_at));
    Ok(())
}
