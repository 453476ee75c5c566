//! `comptoir mapping`: guess, check, list, show.

use std::path::Path;
use std::process::ExitCode;

use logs::{Identity, Limits, Mapping, Names};
use wording::{Language, Tense};

use super::{import::tell_anomalies, said};
use crate::Outcome;
use crate::cli::MappingCommand;
use crate::config::Config;
use crate::terminal::{tell, tell_line};

/// Does one of them. No store is opened: mappings can be worked on anywhere.
pub fn run(config: &Config, command: &MappingCommand) -> Outcome {
    let folder = config.data().join("mappings");
    match command {
        MappingCommand::Guess { file } => guess(file),
        MappingCommand::Check { file, mapping, rows } => {
            check(file, &app::mapping_in(&folder, mapping).map_err(said)?, *rows, config)
        }
        MappingCommand::List => {
            for name in app::mapping_names_in(&folder).map_err(said)? {
                let mapping = app::mapping_in(&folder, &name).map_err(said)?;
                tell_line(&format!("{name:<20} {}", mapping.title));
            }
            Ok(ExitCode::SUCCESS)
        }
        MappingCommand::Show { mapping } => {
            tell(&app::mapping_in(&folder, mapping).map_err(said)?.to_toml());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Says what a file seems to be, and prints the likeliest mapping as TOML that can be saved and changed.
fn guess(file: &Path) -> Outcome {
    let recognised = logs::recognise(file, &Limits::default()).map_err(said)?;
    let separator = recognised.separator.as_deref().map(|separator| format!(", separated by {separator}"));
    let encoding = recognised.encoding.as_deref().map(|encoding| format!(", {encoding}"));
    let form = format!("{:?}", recognised.format).to_lowercase();
    tell_line(&format!("# {form}{}{}", separator.unwrap_or_default(), encoding.unwrap_or_default()));
    for column in &recognised.columns {
        tell_line(&format!(
            "# column {:<28} {:<24} {}",
            column.name,
            format!("{:?}", column.kind),
            column.examples.join(" · ")
        ));
    }
    for guess in &recognised.guesses {
        tell_line(&format!("# {:>3} %  {}: {}", guess.confidence, guess.mapping.name, guess.reason));
    }
    match recognised.guesses.first() {
        Some(best) => {
            tell(&format!("\n{}", best.mapping.to_toml()));
            Ok(ExitCode::SUCCESS)
        }
        None => Err(format!("{}: no mapping fits this file", file.display())),
    }
}

/// Tells what the first rows become, in sentences.
fn check(file: &Path, mapping: &Mapping, rows: usize, config: &Config) -> Outcome {
    let zone_name = match &mapping.zone {
        Some(zone) => zone.clone(),
        None => config.time_zone().map_err(said)?,
    };
    let zone = jiff::tz::TimeZone::get(&zone_name).map_err(said)?;
    let identity = Identity::new([0; 32], Names::Hash);
    let mapping = app::in_zone(mapping, &zone_name);
    let preview = logs::preview(file, &Limits::default(), &mapping, &identity, rows).map_err(said)?;
    let language = terminal_language();
    for row in &preview.rows {
        if row.acts.is_empty() {
            tell_line(&format!("{:>6}  –", row.line));
        } else {
            tell_line(&format!(
                "{:>6}  {}",
                row.line,
                wording::tell_acts(language, &row.acts, &zone, Tense::Weekday)
            ));
        }
        for remark in &row.anomalies {
            tell_line(&format!("        ! {remark}"));
        }
    }
    tell_anomalies(&preview.anomalies);
    Ok(ExitCode::SUCCESS)
}

/// The language of the terminal, as its environment says.
fn terminal_language() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find_map(|value| Language::from_code(&value))
        .unwrap_or(Language::English)
}
