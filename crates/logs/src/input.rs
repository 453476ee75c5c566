//! Opening a file: what it is by its first bytes, unpacked while it is read, within limits.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::reading::ReadError;

/// How much of a file is looked at to say what it is.
const HEAD_BYTES: usize = 4 << 10;
/// Below this size an expansion is not judged: tiny files of zeros pack tightly without harm.
const RATIO_FREE_BYTES: u64 = 16 << 20;

/// What a file may be at most. Memory stays bounded by these whatever the file holds.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The longest row (with its quoted line breaks), XML token or JSON value, in bytes.
    pub max_line_bytes: usize,
    /// The most that a compressed file may unpack to, in bytes.
    pub max_expanded_bytes: u64,
    /// The most that a compressed file may unpack to, as a multiple of its size.
    pub max_expansion_ratio: u64,
}

impl Default for Limits {
    /// 1 MiB a line, 64 GiB unpacked, 200 times the packed size (real logs pack 5 to 50 times).
    fn default() -> Self {
        Self { max_line_bytes: 1 << 20, max_expanded_bytes: 64 << 30, max_expansion_ratio: 200 }
    }
}

/// What a file is by its first bytes (after unpacking).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No bytes at all.
    Empty,
    /// A SQLite database.
    Sqlite,
    /// XML, in any encoding.
    Xml,
    /// JSON: begins with a brace or a bracket.
    Json,
    /// A zip archive, which an Excel or LibreOffice workbook is too.
    Zip,
    /// Anything else: text with separators, one hopes.
    Text,
}

/// A file that was opened: what it is, and its unpacked bytes as a stream.
pub struct Opened {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, as errors call it.
    pub file: String,
    /// What it is.
    pub shape: Shape,
    /// Whether it is compressed with gzip.
    pub packed: bool,
    /// Its size on disk, in bytes.
    pub size: u64,
    /// The limits that it is read within.
    pub limits: Limits,
    read: Arc<AtomicU64>,
    stream: Box<dyn BufRead + Send>,
}

impl Opened {
    /// How many bytes of the file on disk were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The counter behind [`Opened::bytes_read`], to be kept when the stream is taken.
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The unpacked bytes, from the first.
    pub fn into_stream(self) -> Box<dyn BufRead + Send> {
        self.stream
    }
}

/// The unpacked data is far larger than a log's would be.
#[derive(Debug, thiserror::Error)]
#[error(
    "the compressed file unpacks to more than {limit}: it is refused as a decompression bomb; unpack it yourself if it is genuine"
)]
pub(crate) struct TooTightlyPacked {
    limit: String,
}

/// Opens a file and says what it is. Gzip is unpacked on the way (several members too).
pub fn open(path: &Path, limits: &Limits) -> Result<Opened, ReadError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let unreadable = |source| ReadError::Unreadable { file: file.clone(), source };
    let handle = File::open(path).map_err(unreadable)?;
    let metadata = handle.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        let reason = "this is a folder; give one file".to_owned();
        return Err(ReadError::OtherFormat { file, reason });
    }
    opened(path.to_owned(), file, Box::new(handle), metadata.len(), limits)
}

/// Opens a file that is held in memory, by the name that it came with, and says what it is.
pub fn open_bytes(file: &str, bytes: Arc<[u8]>, limits: &Limits) -> Result<Opened, ReadError> {
    let size = bytes.len() as u64;
    opened(PathBuf::from(file), file.to_owned(), Box::new(Cursor::new(bytes)), size, limits)
}

fn opened(
    path: PathBuf,
    file: String,
    handle: Box<dyn Read + Send>,
    size: u64,
    limits: &Limits,
) -> Result<Opened, ReadError> {
    let unreadable = |source| ReadError::Unreadable { file: file.clone(), source };
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: handle, read: Arc::clone(&read) };
    let mut raw = BufReader::with_capacity(64 << 10, counted);
    let packed = raw.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
    let mut stream: Box<dyn Read + Send> = if packed {
        let unpacked = MultiGzDecoder::new(raw);
        Box::new(Guarded { inner: unpacked, given: 0, read: Arc::clone(&read), limits: limits.clone() })
    } else {
        Box::new(raw)
    };
    let mut head = Vec::with_capacity(HEAD_BYTES);
    (&mut stream)
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|source| ReadError::from_io(&file, 1, source))?;
    let shape = shape_of(&head);
    let stream = Box::new(BufReader::with_capacity(64 << 10, Cursor::new(head).chain(stream)));
    Ok(Opened { path, file, shape, packed, size, limits: limits.clone(), read, stream })
}

fn shape_of(head: &[u8]) -> Shape {
    if head.is_empty() {
        return Shape::Empty;
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Shape::Sqlite;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Shape::Zip;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let utf16 = [&b"\xff\xfe"[..], b"\xfe\xff"].iter().any(|mark| text.starts_with(mark));
    let mut letters =
        text.iter().skip(if utf16 { 2 } else { 0 }).filter(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    match (letters.next(), letters.next()) {
        (Some(b'<'), Some(b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z')) => Shape::Xml,
        (Some(b'{'), _) | (Some(b'['), Some(b'{' | b']' | b'[')) => Shape::Json,
        _ => Shape::Text,
    }
}

/// Counts what is read from the disk.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Stops unpacking where it goes beyond the limits.
struct Guarded<R> {
    inner: R,
    given: u64,
    read: Arc<AtomicU64>,
    limits: Limits,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        let ratio = self.limits.max_expansion_ratio;
        let bound = self.read.load(Ordering::Relaxed).saturating_mul(ratio).max(RATIO_FREE_BYTES);
        let limit = if self.given > self.limits.max_expanded_bytes {
            format!("{} bytes", self.limits.max_expanded_bytes)
        } else if self.given > bound {
            format!("{ratio} times its size")
        } else {
            return Ok(count);
        };
        Err(io::Error::other(TooTightlyPacked { limit }))
    }
}
