//! What the import's pages show: what was recognised, what can be put right, how far the job is, what it found.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::{Act, ViewName};

/// A mapping that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingChoice {
    /// Its name in forms.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Why it was thought to fit, as the guess says; nothing for one that was not guessed.
    pub because: Option<String>,
    /// Whether it is the one in use.
    pub chosen: bool,
}

/// One drop-down of the mapping: what a meaning is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnField {
    /// The name of the form field, as the door reads it back.
    pub name: String,
    /// What is looked for: a key of the messages `field-…`, or a name of the mapping's own.
    pub meaning: String,
    /// The values offered: value, text. Where the text is empty or the value, the house's word for it is shown.
    pub options: Vec<(String, String)>,
    /// The one chosen.
    pub chosen: String,
    /// What is wrong with it, if anything is.
    pub problem: Option<String>,
}

/// Fields that belong together: one act that a row becomes, or the file's own form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingSection {
    /// Its heading: the kind of act, or `file`.
    pub title: String,
    /// Its drop-downs.
    pub fields: Vec<ColumnField>,
}

/// One row of the file, told as what it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewLine {
    /// The line in the file, from 1.
    pub line: u64,
    /// The acts that it becomes.
    pub acts: Vec<Act>,
    /// What is wrong or strange with it.
    pub remarks: Vec<String>,
}

/// What the file was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The file's name, without its folder.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its format in a few words: `TSV, UTF-8, 17 columns`.
    pub format: String,
    /// The names of its columns, in order; empty for formats without columns.
    pub columns: Vec<String>,
}

/// The second page of an import: what was recognised, and what can be put right.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportForm {
    /// The waiting upload, as the form names it.
    pub upload: String,
    /// The file.
    pub recognised: Recognised,
    /// Mappings that can be chosen, the likeliest first.
    pub mappings: Vec<MappingChoice>,
    /// What can be put right.
    pub sections: Vec<MappingSection>,
    /// Ten rows told.
    pub preview: Vec<PreviewLine>,
    /// Problems of the form or of the mapping as a whole.
    pub problems: Vec<String>,
    /// The mapping's title.
    pub title: String,
    /// The name proposed for the view.
    pub view: String,
    /// The name under which the mapping is saved; empty for not at all.
    pub save_as: String,
    /// The zone in which the rows told are timed.
    pub zone: TimeZone,
    /// Whether people's names are kept.
    pub keep_names: bool,
}

/// How a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// It works, or waits for its turn.
    Running,
    /// It came to its end.
    Done,
    /// Somebody stopped it; what was imported is there.
    Cancelled,
    /// It could not go on: the reason, which names file, line and what to do.
    Failed(String),
}

/// An import under way or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobProgress {
    /// Its id in addresses: `/jobs/ID`.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// The view it fills.
    pub view: ViewName,
    /// How it stands.
    pub state: JobState,
    /// Rows read.
    pub rows: u64,
    /// Acts appended.
    pub acts: u64,
    /// Acts that were there already.
    pub already: u64,
    /// Bytes of the file read.
    pub bytes: u64,
    /// Bytes of the file.
    pub of_bytes: u64,
    /// When it began.
    pub started_at: Timestamp,
    /// Whether it can be resumed where it stopped.
    pub resumable: bool,
}

/// How serious an anomaly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was left out or taken otherwise than written.
    Warning,
}

/// One kind of anomaly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnomalyLine {
    /// Its key: `exact_duplicate`, `negative_duration` … Its sentence is `anomaly-KEY` where there is one.
    pub key: String,
    /// How serious.
    pub severity: Severity,
    /// How often.
    pub count: u64,
    /// The first lines where it stands.
    pub lines: Vec<u64>,
    /// One example, as the reader wrote it.
    pub example: Option<String>,
}

/// What an import found strange.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnomalyReport {
    /// The file's name.
    pub file: String,
    /// Rows read.
    pub rows: u64,
    /// Acts made of them.
    pub acts: u64,
    /// Kinds of anomalies, the most serious and frequent first.
    pub anomalies: Vec<AnomalyLine>,
}
