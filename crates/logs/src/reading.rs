//! What reading a log yields, piece by piece, and the errors that stop it.

use std::io;

use types::Act;

use crate::anomaly::Anomalies;
use crate::mapping::MappingError;

/// A document beside the acts: the name of a party where names are kept, the attributes of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRecord {
    /// What it is a record of: `party`, `object` …
    pub kind: String,
    /// Its id within its kind.
    pub id: String,
    /// Its content.
    pub body: serde_json::Value,
}

/// Some rows of a log, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The acts that the rows stand for, in the order of the file.
    pub acts: Vec<Act>,
    /// Documents beside them.
    pub records: Vec<NamedRecord>,
    /// The last line of the file that is done (for files without lines: the last row or event).
    pub line: u64,
    /// Bytes of the file (compressed, if it is) read so far, for showing progress.
    pub bytes: u64,
    /// Rows or events read so far in the whole file.
    pub rows: u64,
}

/// A log that is being read. Reading the same file again gives the same acts with the same ids.
pub trait LogReader: Send {
    /// The next rows, at most so many; nothing at the end of the file.
    fn next_piece(&mut self, max_rows: usize) -> Result<Option<Piece>, ReadError>;

    /// Whatever is wrong in the part read so far.
    fn anomalies(&self) -> &Anomalies;
}

/// Why reading stopped. Each message names the file and, where there is one, the line, and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read at all.
    #[error("{file}: cannot be read: {source}")]
    Unreadable {
        /// The name of the file.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is nothing to read.
    #[error("{file}: {reason}")]
    Empty {
        /// The name of the file.
        file: String,
        /// What is missing: any byte, or any row after the header.
        reason: String,
    },
    /// The file is larger, wider or more tightly packed than the limits allow.
    #[error("{file}, line {line}: {reason}")]
    Limit {
        /// The name of the file.
        file: String,
        /// Where it was noticed (1 is the first line; 0 where there are no lines).
        line: u64,
        /// Which limit, and what would be within it.
        reason: String,
    },
    /// The file is cut off or damaged: what was read before this place is right.
    #[error("{file}, line {line}: {reason}")]
    Damaged {
        /// The name of the file.
        file: String,
        /// Where it was noticed (1 is the first line; 0 where there are no lines).
        line: u64,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// The file is not of the format that was asked for, or of none that is known.
    #[error("{file}: {reason}")]
    OtherFormat {
        /// The name of the file.
        file: String,
        /// What it looks like and what was expected.
        reason: String,
    },
    /// The mapping names columns that the file does not have.
    #[error("{file}: {}", .missing.join("; "))]
    Columns {
        /// The name of the file.
        file: String,
        /// For each missing column: its name and the nearest that exist.
        missing: Vec<String>,
    },
    /// Most rows cannot be read: the mapping or the separator is wrong.
    #[error(
        "{file}, line {line}: {bad} of the first {of} rows cannot be read; the first because {reason}. Check the mapping against this file."
    )]
    MostRowsBad {
        /// The name of the file.
        file: String,
        /// The line of the first bad row.
        line: u64,
        /// How many rows failed.
        bad: u64,
        /// Out of how many.
        of: u64,
        /// Why the first failed.
        reason: String,
    },
    /// The mapping itself is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

impl ReadError {
    /// The error for a failed read: what [`crate::Opened`] reports as a limit or as damage, in its own variant.
    pub fn from_io(file: &str, line: u64, source: io::Error) -> Self {
        let file = file.to_owned();
        if source.get_ref().is_some_and(|inner| inner.is::<crate::input::TooTightlyPacked>()) {
            return Self::Limit { file, line, reason: source.to_string() };
        }
        match source.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged {
                file,
                line,
                reason: "the file ends in the middle of its compressed data: it was cut off; fetch it again"
                    .into(),
            },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Self::Damaged {
                file,
                line,
                reason: format!("the compressed data is damaged ({source}); fetch it again"),
            },
            _ => Self::Unreadable { file, source },
        }
    }
}
