//! `comptoir catalogue`: a catalogue comes in by a file, after a look at what it would change, or goes out.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use app::{Asking, CatalogueSource, ImportPlan};
use offer::exchange::{Kind, Role, Severity, TableMapping};
use party::Caller;
use types::Scene;

use super::{open_counter, said};
use crate::Outcome;
use crate::cli::CatalogueCommand;
use crate::config::Config;
use crate::terminal::{ProgressLine, tell_line};

/// Problems and changes told in full; of more, how many there are.
const TOLD: usize = 40;

/// Runs one of the commands.
pub fn run(config: &Config, command: &CatalogueCommand) -> Outcome {
    match command {
        CatalogueCommand::Import { file, dry_run, mapping, end_missing } => {
            import(config, file, *dry_run, mapping.as_deref(), *end_missing)
        }
        CatalogueCommand::Export { file } => export(config, file),
        CatalogueCommand::Roles => {
            Role::examples().iter().for_each(|(role, about)| tell_line(&format!("{role:<24} {about}")));
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Whoever sits at this machine keeps the catalogue.
fn keeper() -> Asking {
    Asking::new(Caller::keeper(), Scene::BackOffice)
}

fn mapping_of(name: &str) -> Result<TableMapping, String> {
    if let Some(found) = TableMapping::built_in(name) {
        return Ok(found);
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        let known: Vec<String> = TableMapping::all_built_in().map(|mapping| mapping.name).collect();
        format!(
            "{name}: neither a mapping of ours ({}) nor a file that can be read: {error}",
            known.join(", ")
        )
    })?;
    TableMapping::parse(&text).map_err(said)
}

fn import(config: &Config, file: &Path, dry_run: bool, mapping: Option<&str>, end_missing: bool) -> Outcome {
    let mapping = mapping.map(mapping_of).transpose()?;
    let counter = open_counter(config, false)?;
    let source = CatalogueSource::read(file, mapping, end_missing).map_err(said)?;
    let planned = counter.plan_catalogue(&keeper(), &source).map_err(said)?;
    tell(&planned, dry_run);
    if !planned.plan.may_apply() {
        return Err(format!("{}: nothing was imported; put right what is grave first", file.display()));
    }
    if dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    let mut line = ProgressLine::new();
    let done = counter
        .apply_catalogue(&keeper(), &planned, &mut |done| {
            line.say(&format!("{} of {} changes", done.done(), done.of));
            ControlFlow::Continue(())
        })
        .map_err(said)?;
    line.clear();
    tell_line(&format!(
        "{}: {} added, {} changed, {} ended, {} counted, {} as they were",
        file.display(),
        done.added,
        done.changed,
        done.ended,
        done.counted,
        done.unchanged
    ));
    Ok(ExitCode::SUCCESS)
}

fn tell(planned: &ImportPlan, in_full: bool) {
    let plan = &planned.plan;
    if let Some(mapping) = &planned.mapping {
        tell_line(&format!("read by the mapping “{}”", mapping.name));
    }
    if let Some(sales) = &planned.sales {
        tell_line(&format!(
            "{} lines, {} of sales; {} goods with {} prices (the most frequent of each month); {} services set aside",
            sales.lines,
            sales.taken,
            sales.goods,
            sales.prices,
            sales.services.len()
        ));
    }
    for problem in plan.problems.iter().take(TOLD) {
        let word = if problem.severity() == Severity::Severe { "grave: " } else { "" };
        tell_line(&format!("{word}{problem}"));
    }
    more(plan.problems.len(), "remarks");
    if in_full {
        for change in plan.changes.iter().take(TOLD) {
            let word = match change.kind {
                Kind::Added => "add",
                Kind::Changed => "change",
                Kind::Ended => "end",
            };
            let fields: Vec<&str> = change.fields.iter().map(|field| field.path.as_str()).collect();
            let line = format!("{word} {} “{}” {}", change.section.name(), change.id, fields.join(", "));
            tell_line(line.trim_end());
        }
        more(plan.changes.len(), "changes");
        tell_line(&format!(
            "would add {}, change {}, end {}, count {}; {} stay as they are",
            plan.count(Kind::Added),
            plan.count(Kind::Changed),
            plan.count(Kind::Ended),
            plan.stock.len(),
            plan.unchanged
        ));
    }
}

fn more(all: usize, what: &str) {
    if all > TOLD {
        tell_line(&format!("… and {} more {what}", all - TOLD));
    }
}

fn export(config: &Config, file: &Path) -> Outcome {
    if file.exists() {
        return Err(format!("{} is there already; an export never overwrites", file.display()));
    }
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let counter = open_counter(config, false)?;
    let text = match ending.as_str() {
        "json" => counter.export_catalogue_json(&keeper()),
        "csv" => counter.export_catalogue_csv(&keeper()),
        _ => return Err(format!("{}: end the name in .json or .csv to say the format", file.display())),
    };
    std::fs::write(file, text.map_err(said)?).map_err(|error| format!("{}: {error}", file.display()))?;
    tell_line(&format!("{}: written", file.display()));
    Ok(ExitCode::SUCCESS)
}
