//! `comptoir export`: a view leaves as OCEL 2.0 or CSV.

use std::path::Path;
use std::process::ExitCode;

use app::ExportFormat;
use types::ViewName;

use super::{open_counter, said};
use crate::Outcome;
use crate::config::Config;
use crate::terminal::{ProgressLine, tell_line};

/// Writes the file, which must not be there yet.
pub fn run(config: &Config, file: &Path, view: &ViewName) -> Outcome {
    let format = ExportFormat::of_file(file).ok_or_else(|| {
        format!("{}: end the name in .sqlite, .json or .csv to say the format", file.display())
    })?;
    if file.exists() {
        return Err(format!("{} is there already; an export never overwrites", file.display()));
    }
    let counter = open_counter(config, view.as_str() == app::SIMULATION)?;
    let mut line = ProgressLine::new();
    let report =
        counter.export(view, format, file, &mut |acts| line.say(&format!("{acts} acts"))).map_err(said)?;
    line.clear();
    tell_line(&format!("{}: {} acts about {} objects", file.display(), report.acts, report.objects));
    Ok(ExitCode::SUCCESS)
}
