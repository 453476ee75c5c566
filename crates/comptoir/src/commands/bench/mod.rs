//! `comptoir bench`: figures of this machine, reported and never asserted.

mod bare;
mod collect;
mod ledger;
mod portrait;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::said;
use crate::Outcome;
use crate::cli::BenchCommand;
use crate::config::Config;

/// Measures in a folder of its own inside the data folder, which it removes: the same disk, nobody's data.
pub fn run(config: &Config, command: &BenchCommand) -> Outcome {
    std::fs::create_dir_all(config.data()).map_err(said)?;
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(config.data()).map_err(said)?;
    match command {
        BenchCommand::Ledger(args) => ledger::run(folder.path(), args)?,
        BenchCommand::Collect(args) => collect::run(folder.path(), args)?,
        BenchCommand::Portrait { acts } => portrait::run(folder.path(), *acts)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// How long this device takes to make four kilobytes durable: (median, 99th percentile).
fn sync_time(folder: &Path) -> std::io::Result<(Duration, Duration)> {
    use std::io::Write;
    let mut file = std::fs::File::create(folder.join("sync"))?;
    let mut times = Vec::with_capacity(200);
    for _ in 0..200 {
        file.write_all(&[7; 4096])?;
        let began = Instant::now();
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok((times[times.len() / 2], times[times.len() * 99 / 100]))
}

/// So many a second.
#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn rate(count: u64, took: Duration) -> String {
    format!("{:>10.0}/s", count as f64 / took.as_secs_f64())
}
