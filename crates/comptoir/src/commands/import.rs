//! `comptoir import`: a log becomes acts of a view.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use app::{ImportOrder, ImportReport, ImportState};
use logs::{Anomalies, Names};

use super::{open_counter, said};
use crate::Outcome;
use crate::cli::{ImportArgs, NamesArg};
use crate::config::Config;
use crate::terminal::{ProgressLine, tell_line};

/// Imports, telling how far it is; Ctrl-C kills it without harm, and importing again goes on.
pub fn run(config: &Config, args: &ImportArgs) -> Outcome {
    let counter = open_counter(config, false)?;
    let mapping = match &args.mapping {
        Some(name) => counter.mapping(name).map_err(said)?,
        None => recognised(&args.file)?,
    };
    let order = ImportOrder {
        view: args.view.clone(),
        file: args.file.clone(),
        shown_name: file_name(&args.file),
        mapping,
        names: match args.names {
            NamesArg::Hash => Names::Hash,
            NamesArg::Keep => Names::Keep,
        },
        dry_run: args.dry_run,
    };
    let mut line = ProgressLine::new();
    let report = counter.import(&order, &mut |report| {
        line.say(&progress(report));
        ControlFlow::Continue(())
    });
    line.clear();
    let report = report.map_err(said)?;
    tell_line(&summary(&report, args.dry_run));
    tell_anomalies(&report.anomalies);
    Ok(if report.state == ImportState::Finished { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The mapping that a file seems to ask for.
fn recognised(file: &Path) -> Result<logs::Mapping, String> {
    let recognised = logs::recognise(file, &logs::Limits::default()).map_err(said)?;
    let best = recognised.guesses.into_iter().next().ok_or_else(|| {
        format!("{}: no mapping fits; `comptoir mapping guess` shows what was found", file.display())
    })?;
    tell_line(&format!("read with the mapping {}: {}", best.mapping.name, best.reason));
    Ok(best.mapping)
}

/// The last part of a path, which is how a file is called.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn progress(report: &ImportReport) -> String {
    let percent = (report.bytes * 100).checked_div(report.total_bytes).unwrap_or(0).min(100);
    format!("{percent:>3} %  {} rows, {} acts", report.rows, report.acts_read)
}

fn summary(report: &ImportReport, dry_run: bool) -> String {
    let state = app::state_name(report.state);
    if dry_run {
        return format!(
            "{}: {} rows would become {} acts ({state})",
            report.file, report.rows, report.acts_read
        );
    }
    let changed = match report.acts_changed {
        0 => String::new(),
        changed => format!(", {changed} differ from what is there and were left as they were"),
    };
    format!(
        "{}: {} rows became {} acts: {} new, {} known already{changed} ({state})",
        report.file, report.rows, report.acts_read, report.acts_written, report.acts_known
    )
}

/// What was odd, with counts and the first lines.
pub fn tell_anomalies(anomalies: &Anomalies) {
    if anomalies.is_empty() {
        return;
    }
    tell_line("anomalies:");
    for (kind, anomaly) in anomalies.iter() {
        let lines: Vec<String> = anomaly.lines.iter().take(5).map(ToString::to_string).collect();
        let more = if anomaly.count > lines.len() as u64 { " …" } else { "" };
        tell_line(&format!(
            "  {:>8} × {kind} (lines {}{more}): {}",
            anomaly.count,
            lines.join(", "),
            anomaly.example
        ));
    }
}
