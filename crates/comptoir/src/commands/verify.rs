//! `comptoir verify`: the chain, the counters, the indexes, the folds.

use std::process::ExitCode;

use types::ViewName;

use super::{open_counter, said};
use crate::Outcome;
use crate::config::Config;
use crate::terminal::{ProgressLine, tell_line};

/// Verifies every view, or one. Fails if anything is not as it was committed.
pub fn run(config: &Config, only: Option<&ViewName>) -> Outcome {
    let counter = open_counter(config, false)?;
    let mut good = true;
    let books = counter.books().map_err(said)?;
    if let Some(name) = only {
        counter.book(name).map_err(said)?;
    }
    for book in books.iter().filter(|book| only.is_none_or(|name| *name == book.name)) {
        let mut line = ProgressLine::new();
        let report = book
            .ledger
            .verify(book.view, &mut |progress| {
                line.say(&format!("{}: entry {} of {}", book.name, progress.position, progress.of))
            })
            .map_err(said)?;
        line.clear();
        let fold = counter.verify_fold(&book.name).map_err(said)?;
        let fold_said = match fold {
            None => "no fold saved",
            Some(true) => "fold as its acts",
            Some(false) => "FOLD DIFFERS FROM ITS ACTS",
        };
        good &= report.is_clean() && fold != Some(false);
        tell_line(&format!(
            "{}: {} entries, {} acts, {} versions of records ({} erased), {} counters; {fold_said}; {}",
            book.name,
            report.entries,
            report.acts,
            report.record_versions,
            report.erased,
            report.counters,
            if report.is_clean() { "the chain holds" } else { "NOT AS COMMITTED:" }
        ));
        for finding in &report.findings {
            tell_line(&format!("  {finding}"));
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
