//! The first rows of a table whose mapping is not known yet.

use crate::anomaly::Anomalies;
use crate::input::Opened;
use crate::mapping::{DecimalMark, Format, Mapping};
use crate::reading::ReadError;

use super::numbers;
use super::rows::{Row, Rows};
use super::times::TimeFormat;

/// The first rows of a table.
#[derive(Debug)]
pub(crate) struct Sample {
    /// The name of the file.
    pub(crate) file: String,
    /// What separates fields.
    pub(crate) separator: u8,
    /// The encoding of the text, by its WHATWG name.
    pub(crate) encoding: &'static str,
    /// Whether the first row names the columns.
    pub(crate) header: bool,
    /// The names of the columns (made up where the file does not name them).
    pub(crate) names: Vec<String>,
    /// The rows after the header.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sample {
    /// The separator as a mapping writes it.
    pub(crate) fn separator_name(&self) -> String {
        if self.separator == b'\t' { "tab".to_owned() } else { char::from(self.separator).to_string() }
    }

    /// The texts of a column that are not empty.
    pub(crate) fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |row| row.get(index))
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }
}

/// Reads the first rows of a table as it looks.
pub(crate) fn sample(opened: Opened, max_rows: usize) -> Result<Sample, ReadError> {
    let nothing = Mapping::empty("sample", Format::Csv);
    let mut rows = Rows::open(opened, &nothing)?;
    let mut anomalies = Anomalies::default();
    let mut row = Row::default();
    let mut all: Vec<Vec<String>> = Vec::new();
    while all.len() <= max_rows && rows.next(&mut row, &mut anomalies)? {
        if !row.is_blank() {
            all.push(
                row.fields().map(|field| field.trim_start_matches('\u{feff}').trim().to_owned()).collect(),
            );
        }
    }
    let Some(first) = all.first() else {
        let reason = "the file holds no row: there is nothing to read".to_owned();
        return Err(ReadError::Empty { file: rows.file().to_owned(), reason });
    };
    let header = is_header(first);
    let names = if header {
        all.remove(0)
    } else {
        let width = all.iter().map(Vec::len).max().unwrap_or(0);
        (1..=width).map(|index| format!("column {index}")).collect()
    };
    if header && all.is_empty() {
        let reason = "there is a header and nothing after it: there are no rows to read".to_owned();
        return Err(ReadError::Empty { file: rows.file().to_owned(), reason });
    }
    let guessed = anomalies.count(crate::anomaly::AnomalyKind::EncodingGuessed) > 0;
    let encoding = if guessed { encoding_rs::WINDOWS_1252.name() } else { rows.encoding.name() };
    Ok(Sample { file: rows.file().to_owned(), separator: rows.separator, encoding, header, names, rows: all })
}

/// A first row is a header unless it holds a number or a time: names of columns are neither.
fn is_header(first: &[String]) -> bool {
    let is_value = |text: &String| {
        !text.is_empty()
            && (text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| c.is_ascii_digit() || "/-:., ".contains(c))
                || numbers::decimal(text, DecimalMark::Point)
                    .is_some_and(|_| text.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
                || TimeFormat::Iso.read(text).is_some())
    };
    !first.iter().any(is_value)
}
