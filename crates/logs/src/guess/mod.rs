//! What a file probably is: its format, its columns, and the mappings that may read it, best first.

mod columns;
mod draft;
mod roles;
mod rules;

use std::fmt;
use std::path::Path;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::choose::reader;
use crate::identity::{Identity, Names};
use crate::input::{Limits, Shape, open};
use crate::mapping::{Format, Header, Mapping, used_columns};
use crate::reading::ReadError;
use crate::table::{Sample, sample};
use crate::{ocel, xes};

pub use columns::{Column, ColumnKind};
pub(crate) use columns::{DATES, TIMES, describe};
pub use draft::{About, Draft};
pub use roles::Role;

/// How many rows are looked at.
const SAMPLE_ROWS: usize = 500;
/// How many rows a mapping is tried on.
const TRIED_ROWS: usize = 200;

/// A file, as far as it explains itself.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// Its format.
    pub format: Format,
    /// For tables, what separates fields (as a mapping writes it).
    pub separator: Option<String>,
    /// For tables, the encoding of the text.
    pub encoding: Option<String>,
    /// For tables, whether the first row names the columns.
    pub header: bool,
    /// For tables, the columns and what each seems to hold.
    pub columns: Vec<Column>,
    /// For tables, the draft of which column plays which role, to be put right by choices.
    pub draft: Option<Draft>,
    /// The mappings that may read it, best first; never empty.
    pub guesses: Vec<Guess>,
}

/// A mapping that may read a file.
#[derive(Debug, Clone)]
pub struct Guess {
    /// The mapping.
    pub mapping: Mapping,
    /// Why it is proposed.
    pub reason: Reason,
    /// From 0 to 100: how many of the tried rows it reads, less when it was only guessed.
    pub confidence: u8,
}

/// Why a mapping is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file's format says by itself what each event is.
    Format,
    /// The file has all the columns that a built-in mapping needs.
    Columns {
        /// How many of the mapping's columns the file has.
        found: usize,
        /// How many the mapping looks at.
        of: usize,
    },
    /// The columns' names and contents look like it.
    Looks,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format => write!(f, "the format says by itself what each event is"),
            Self::Columns { found, of } => {
                write!(f, "the file has {found} of the {of} columns that it looks at")
            }
            Self::Looks => write!(f, "guessed from the names and the contents of the columns"),
        }
    }
}

/// Says what a file is and which mappings may read it.
pub fn recognise(path: &Path, limits: &Limits) -> Result<Recognised, ReadError> {
    let opened = open(path, limits)?;
    let event_log = match opened.shape {
        Shape::Xml if xes::recognises(&opened) => Some("xes"),
        Shape::Sqlite | Shape::Json if ocel::recognises(&opened) => Some("ocel"),
        _ => None,
    };
    if let Some(mapping) = event_log.and_then(Mapping::builtin) {
        return Ok(of_event_log(mapping));
    }
    let sample = sample(opened, SAMPLE_ROWS)?;
    of_table(path, limits, &sample)
}

fn of_event_log(mapping: Mapping) -> Recognised {
    Recognised {
        format: mapping.format,
        separator: None,
        encoding: None,
        header: false,
        columns: Vec::new(),
        draft: None,
        guesses: vec![Guess { mapping, reason: Reason::Format, confidence: 100 }],
    }
}

fn of_table(path: &Path, limits: &Limits, sample: &Sample) -> Result<Recognised, ReadError> {
    let columns = describe(sample);
    let mut guesses: Vec<Guess> = Mapping::builtins()
        .into_iter()
        .filter_map(|mapping| try_builtin(path, limits, sample, mapping))
        .collect();
    guesses.sort_by_key(|guess| {
        let found = if let Reason::Columns { found, .. } = guess.reason { found } else { 0 };
        std::cmp::Reverse((guess.confidence, found))
    });
    let draft = Draft::of(sample, &columns);
    let drafted = draft.mapping(&columns);
    if drafted.check_itself().is_ok() {
        let confidence = share_read(path, limits, &drafted).unwrap_or(0) / 2;
        guesses.push(Guess { mapping: drafted, reason: Reason::Looks, confidence });
    } else if guesses.is_empty() {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let reason = "no column holds a time, so no act can be placed in time; check the separator, or write a mapping".to_owned();
        return Err(ReadError::OtherFormat { file, reason });
    }
    Ok(Recognised {
        format: if sample.separator == b'\t' { Format::Tsv } else { Format::Csv },
        separator: Some(sample.separator_name()),
        encoding: Some(sample.encoding.to_owned()),
        header: sample.header,
        columns,
        draft: Some(draft),
        guesses,
    })
}

/// A built-in mapping, if the file has its columns and it reads most of the first rows.
fn try_builtin(path: &Path, limits: &Limits, sample: &Sample, mapping: Mapping) -> Option<Guess> {
    if matches!(mapping.format, Format::Xes | Format::Ocel) || mapping.header != sample.header {
        return None;
    }
    let used = used_columns(&mapping);
    let found = if mapping.header {
        let header = Header::new(&mapping, &sample.names);
        if !header.missing(&mapping).is_empty() {
            return None;
        }
        used.iter().filter(|column| header.index(column).is_some()).count()
    } else {
        let most = mapping.columns.len();
        if !(most.saturating_sub(mapping.optional.len())..=most).contains(&sample.names.len()) {
            return None;
        }
        used.len()
    };
    let confidence = share_read(path, limits, &mapping)?;
    (confidence > 50).then_some(Guess {
        reason: Reason::Columns { found, of: used.len() },
        mapping,
        confidence,
    })
}

/// How many of a hundred of the first rows a mapping reads.
fn share_read(path: &Path, limits: &Limits, mapping: &Mapping) -> Option<u8> {
    let opened = open(path, limits).ok()?;
    let identity = Identity::new([0; 32], Names::Hash);
    let mut reader = reader(opened, mapping, &identity).ok()?;
    let (mut rows, mut read) = (0_usize, 0_usize);
    while rows < TRIED_ROWS {
        let Some(piece) = reader.next_piece(1).ok()? else { break };
        rows += 1;
        read += usize::from(!piece.acts.is_empty());
    }
    u8::try_from(read * 100 / rows.max(1)).ok()
}

/// The first rows of a file, as the acts that a mapping makes of them.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The rows.
    pub rows: Vec<PreviewRow>,
    /// Whatever is wrong in the part that was looked at (up to a thousand rows).
    pub anomalies: Anomalies,
}

/// One row (or event) and what becomes of it.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    /// Its line.
    pub line: u64,
    /// The acts that it becomes; none where it is left out.
    pub acts: Vec<types::Act>,
    /// What is wrong with it.
    pub anomalies: Vec<AnomalyKind>,
}

/// Reads the first rows of a file by a mapping, without keeping anything.
pub fn preview(
    path: &Path,
    limits: &Limits,
    mapping: &Mapping,
    identity: &Identity,
    rows: usize,
) -> Result<Preview, ReadError> {
    let mut reader = reader(open(path, limits)?, mapping, identity)?;
    let mut pieces = Vec::with_capacity(rows);
    while pieces.len() < rows {
        let Some(piece) = reader.next_piece(1)? else { break };
        // Event logs give pieces without events too (objects, ends of cases); a row of a table that gives no act is shown.
        let table = matches!(mapping.format, Format::Csv | Format::Tsv);
        if table || !piece.acts.is_empty() {
            pieces.push(piece);
        }
    }
    let anomalies = reader.anomalies().clone();
    let wrong_on = |line: u64| {
        anomalies.iter().filter(|(_, anomaly)| anomaly.lines.contains(&line)).map(|(kind, _)| kind).collect()
    };
    let rows = pieces
        .into_iter()
        .map(|piece| PreviewRow { line: piece.line, anomalies: wrong_on(piece.line), acts: piece.acts })
        .collect();
    Ok(Preview { rows, anomalies })
}
