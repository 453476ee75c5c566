//! Rows of a text file, one at a time and within bounds: encodings, quoting, line numbers.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv_core::ReadRecordResult;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::input::{Opened, Shape};
use crate::mapping::{Header, Mapping, MappingError};
use crate::reading::ReadError;

use super::decoding::Decoded;
use super::sniff;

/// How much of a file is looked at before its first row is read.
const HEAD_BYTES: u64 = 64 << 10;
/// The most columns that a row may have.
const MAX_FIELDS: usize = 4_096;

/// One row: its fields, and the line on which it begins.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    /// The line on which it begins (1 is the first of the file).
    pub(crate) line: u64,
    text: String,
    ends: Vec<usize>,
    replaced: Vec<(usize, String)>,
}

impl Row {
    /// A row made of these fields.
    pub(crate) fn of(line: u64, fields: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut row = Self { line, ..Self::default() };
        for field in fields {
            row.text.push_str(field.as_ref());
            row.ends.push(row.text.len());
        }
        row
    }

    /// The field at a place, as it is written; empty where the row is too short.
    pub(crate) fn raw(&self, index: usize) -> &str {
        if let Some((_, text)) = self.replaced.iter().find(|(place, _)| *place == index) {
            return text;
        }
        let Some(end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..*end]
    }

    /// The field at a place without the spaces around it; empty where there is no such place.
    pub(crate) fn get(&self, index: Option<usize>) -> &str {
        index.map_or("", |index| self.raw(index).trim())
    }

    /// Puts another text in a field's place.
    pub(crate) fn replace(&mut self, index: usize, text: &str) {
        self.replaced.push((index, text.to_owned()));
    }

    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds nothing but separators and spaces.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.raw(index))
    }
}

/// A stream of rows.
pub(crate) struct Rows {
    file: String,
    stream: Box<dyn BufRead + Send>,
    core: csv_core::Reader,
    /// Whether bytes that are not UTF-8 are read as Windows-1252 (no encoding was named) or replaced (UTF-8 was).
    guessing: bool,
    quote: Option<u8>,
    max_row_bytes: usize,
    buffer: Vec<u8>,
    ends: Vec<usize>,
    lines: Lines,
    done: bool,
    read: Arc<AtomicU64>,
    /// What separates the fields.
    pub(crate) separator: u8,
    /// The encoding that the text was read in.
    pub(crate) encoding: &'static Encoding,
}

impl Rows {
    /// Begins to read a file's rows as a mapping says, or as the file looks where it does not say.
    pub(crate) fn open(opened: Opened, mapping: &Mapping) -> Result<Self, ReadError> {
        let file = opened.file.clone();
        refuse_other_shapes(&opened)?;
        let read = opened.counter();
        let max_row_bytes = opened.limits.max_line_bytes;
        let mut stream = opened.into_stream();
        let mut head = Vec::new();
        let from_io = |source| ReadError::from_io(&file, 1, source);
        (&mut stream).take(HEAD_BYTES).read_to_end(&mut head).map_err(from_io)?;
        let declared = declared_encoding(mapping)?;
        let (found, mark) = sniff::encoding_of(&head);
        let marked = mark > 0 || found == encoding_rs::UTF_16LE || found == encoding_rs::UTF_16BE;
        let encoding =
            declared.filter(|_| !marked).unwrap_or(if found == WINDOWS_1252 { UTF_8 } else { found });
        let (text, _, _) =
            if found == WINDOWS_1252 { WINDOWS_1252.decode(&head) } else { encoding.decode(&head) };
        let quote = quote_of(mapping)?;
        let named = separator_named_by(&text);
        let skipped = mapping.skip_lines + u32::from(named.is_some());
        let separator = match (&mapping.separator, named) {
            (Some(separator), _) => separator_byte(mapping, separator)?,
            (None, Some(named)) => named,
            (None, None) => separator_that_fits(mapping, after_lines(&text, skipped), quote),
        };
        head.drain(..mark);
        let raw = Box::new(BufReader::new(Cursor::new(head).chain(stream)));
        let stream: Box<dyn BufRead + Send> =
            if encoding == UTF_8 { raw } else { Box::new(BufReader::new(Decoded::new(raw, encoding))) };
        let mut rows = Self {
            file,
            stream,
            core: core_reader(separator, quote),
            guessing: declared.is_none(),
            quote,
            max_row_bytes,
            buffer: vec![0; 1024],
            ends: vec![0; 64],
            lines: Lines::default(),
            done: false,
            read,
            separator,
            encoding,
        };
        rows.skip_lines(skipped)?;
        Ok(rows)
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Bytes of the file read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Reads the next row; false at the end. Empty lines are passed over.
    pub(crate) fn next(&mut self, row: &mut Row, anomalies: &mut Anomalies) -> Result<bool, ReadError> {
        if self.done {
            return Ok(false);
        }
        self.lines.begin();
        let (mut written, mut fields) = (0, 0);
        loop {
            let input = match self.stream.fill_buf() {
                Ok(input) => input,
                Err(source) => return Err(ReadError::from_io(&self.file, self.lines.line, source)),
            };
            let at_end = input.is_empty();
            let (result, read, wrote, ended) =
                self.core.read_record(input, &mut self.buffer[written..], &mut self.ends[fields..]);
            self.lines.pass(&input[..read], self.quote);
            self.stream.consume(read);
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.grow_buffer()?,
                ReadRecordResult::OutputEndsFull => self.grow_ends()?,
                ReadRecordResult::Record => {
                    if at_end {
                        self.refuse_open_quote()?;
                    }
                    self.give(row, written, fields, anomalies);
                    return Ok(true);
                }
                ReadRecordResult::End => {
                    self.done = true;
                    return Ok(false);
                }
            }
        }
    }

    fn give(&mut self, row: &mut Row, written: usize, fields: usize, anomalies: &mut Anomalies) {
        row.line = self.lines.record;
        row.replaced.clear();
        row.ends.clear();
        row.ends.extend_from_slice(&self.ends[..fields]);
        let mut bytes = std::mem::replace(&mut self.buffer, std::mem::take(&mut row.text).into_bytes());
        let capacity = bytes.len();
        bytes.truncate(written);
        match String::from_utf8(bytes) {
            Ok(text) => row.text = text,
            Err(error) => {
                let kind = if self.guessing { AnomalyKind::EncodingGuessed } else { AnomalyKind::BadText };
                let decoded = |bytes: &[u8]| {
                    if self.guessing {
                        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
                    } else {
                        String::from_utf8_lossy(bytes).into_owned()
                    }
                };
                let bytes = error.into_bytes();
                let mut start = 0;
                for end in &mut row.ends {
                    row.text.push_str(&decoded(&bytes[start..*end]));
                    start = std::mem::replace(end, row.text.len());
                }
                anomalies.note(kind, row.line, || {
                    let read = if self.guessing { "read as Windows-1252" } else { "replaced by �" };
                    format!("bytes that are not UTF-8: {read}")
                });
            }
        }
        self.buffer.resize(capacity, 0);
    }

    fn grow_buffer(&mut self) -> Result<(), ReadError> {
        if self.buffer.len() >= self.max_row_bytes {
            let open = if self.lines.quotes % 2 == 1 { "; a quotation mark may never be closed" } else { "" };
            return Err(self.limit(format!(
                "the row that begins here is longer than {} bytes{open}",
                self.max_row_bytes
            )));
        }
        self.buffer.resize((self.buffer.len() * 2).min(self.max_row_bytes), 0);
        Ok(())
    }

    fn grow_ends(&mut self) -> Result<(), ReadError> {
        if self.ends.len() >= MAX_FIELDS {
            return Err(self.limit(format!("the row that begins here has more than {MAX_FIELDS} fields")));
        }
        self.ends.resize(self.ends.len() * 2, 0);
        Ok(())
    }

    fn limit(&self, reason: String) -> ReadError {
        ReadError::Limit { file: self.file.clone(), line: self.lines.record, reason }
    }

    /// At the end of the file: a quoted field that was never closed has swallowed everything after it.
    fn refuse_open_quote(&self) -> Result<(), ReadError> {
        if self.lines.quotes.is_multiple_of(2) || self.lines.line <= self.lines.record + 1 {
            return Ok(());
        }
        let (file, line) = (self.file.clone(), self.lines.record);
        let reason = "a quotation mark opens in the row that begins here and is never closed; close it, or say quote = \"\" in the mapping if this file quotes nothing".to_owned();
        Err(ReadError::Damaged { file, line, reason })
    }

    fn skip_lines(&mut self, count: u32) -> Result<(), ReadError> {
        for _ in 0..count {
            let mut line = Vec::new();
            let limit = self.max_row_bytes as u64;
            let read = (&mut self.stream).take(limit).read_until(b'\n', &mut line);
            read.map_err(|source| ReadError::from_io(&self.file, self.lines.line, source))?;
            self.lines.line += 1;
        }
        Ok(())
    }
}

/// Counts lines, whichever way they end, and quotation marks within a row.
struct Lines {
    /// The line of the next byte.
    line: u64,
    /// The line on which the current row begins.
    record: u64,
    quotes: u64,
    begun: bool,
    after_return: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self { line: 1, record: 1, quotes: 0, begun: false, after_return: false }
    }
}

impl Lines {
    fn begin(&mut self) {
        self.begun = false;
        self.quotes = 0;
        self.record = self.line;
    }

    fn pass(&mut self, bytes: &[u8], quote: Option<u8>) {
        for byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.line += 1;
                    self.after_return = *byte == b'\r';
                }
                _ => {
                    self.after_return = false;
                    self.quotes += u64::from(Some(*byte) == quote);
                    self.begun = true;
                    continue;
                }
            }
            if !self.begun {
                self.record = self.line;
            }
        }
    }
}

/// A row splitter with this separator and quoting character.
pub(crate) fn core_reader(separator: u8, quote: Option<u8>) -> csv_core::Reader {
    let mut builder = csv_core::ReaderBuilder::new();
    builder.delimiter(separator);
    match quote {
        Some(quote) => builder.quote(quote),
        None => builder.quoting(false),
    };
    builder.build()
}

fn refuse_other_shapes(opened: &Opened) -> Result<(), ReadError> {
    let reason = match opened.shape {
        Shape::Empty => {
            let reason = "the file is empty: there is nothing to read".to_owned();
            return Err(ReadError::Empty { file: opened.file.clone(), reason });
        }
        Shape::Text => return Ok(()),
        Shape::Sqlite => {
            "this is a SQLite database, not a table of text: an OCEL 2.0 database is read by the mapping “ocel”"
        }
        Shape::Xml => "this is XML, not a table of text: an XES event log is read by the mapping “xes”",
        Shape::Json => "this is JSON, not a table of text: an OCEL 2.0 log is read by the mapping “ocel”",
        Shape::Zip => "this is a zip archive or a workbook (xlsx, ods): unpack it, or save the sheet as CSV",
    };
    Err(ReadError::OtherFormat { file: opened.file.clone(), reason: reason.to_owned() })
}

fn declared_encoding(mapping: &Mapping) -> Result<Option<&'static Encoding>, MappingError> {
    let Some(label) = &mapping.encoding else { return Ok(None) };
    let found = Encoding::for_label(label.as_bytes());
    let reason = format!(
        "encoding = “{label}” is not known; use utf-8, windows-1252, utf-16le or another WHATWG label"
    );
    found.map(Some).ok_or_else(|| MappingError { name: mapping.name.clone(), reason })
}

fn quote_of(mapping: &Mapping) -> Result<Option<u8>, MappingError> {
    match mapping.quote.as_deref().map(str::as_bytes) {
        None => Ok(Some(b'"')),
        Some([]) => Ok(None),
        Some([quote]) if quote.is_ascii() => Ok(Some(*quote)),
        Some(_) => Err(MappingError {
            name: mapping.name.clone(),
            reason: "quote must be one ASCII character, or empty where nothing is quoted".to_owned(),
        }),
    }
}

fn separator_byte(mapping: &Mapping, separator: &str) -> Result<u8, MappingError> {
    match separator.as_bytes() {
        _ if separator == "tab" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\r\n\"".contains(byte) => Ok(*byte),
        _ => Err(MappingError {
            name: mapping.name.clone(),
            reason: format!("separator = “{separator}” must be one character that is not a letter, or tab"),
        }),
    }
}

/// Excel's way of naming the separator: a first line “sep=;”.
fn separator_named_by(text: &str) -> Option<u8> {
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    named.filter(|byte| sniff::SEPARATORS.contains(byte))
}

/// The separator by which the header has most of the mapping's columns, or that splits the text most evenly.
fn separator_that_fits(mapping: &Mapping, text: &str, quote: Option<u8>) -> u8 {
    let wanted = match &mapping.group {
        Some(group) => group.by.iter().chain(std::iter::once(&group.role)).cloned().collect(),
        None => crate::mapping::used_columns(mapping),
    };
    let known = |header: &[String]| {
        let header = Header::new(mapping, header);
        wanted.iter().filter(|column| mapping.header && header.index(column).is_some()).count()
    };
    sniff::separator_of(text, quote, known)
}

fn after_lines(text: &str, count: u32) -> &str {
    (0..count).fold(text, |rest, _| rest.split_once('\n').map_or("", |(_, after)| after))
}
