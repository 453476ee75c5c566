//! Where the table is in a meter file: many have lines before it that say whose it is and in which unit.

use crate::anomaly::Anomalies;
use crate::guess::{DATES, TIMES};
use crate::input::Opened;
use crate::mapping::{Format, Mapping};
use crate::reading::ReadError;
use crate::table::{Row, Rows, Sample, TimeFormat};

use super::mapping::MeterMapping;

/// How many rows are looked at.
const LOOKED_AT: usize = 700;
/// Rows of a table before which there may be others.
const TABLE_BEGINS_WITHIN: usize = 60;

/// The first rows of a meter file: what stands before the table, its columns, and rows of it.
pub(super) struct Found {
    /// What stands before the table, as labels and what they say.
    pub(super) labels: Vec<(String, String)>,
    /// The table: its names and rows.
    pub(super) sample: Sample,
}

/// The rows of a file by what a mapping says of its text.
pub(super) fn open_rows(opened: Opened, mapping: &MeterMapping) -> Result<Rows, ReadError> {
    let mut text = Mapping::empty("meter", Format::Csv);
    text.separator.clone_from(&mapping.separator);
    text.encoding.clone_from(&mapping.encoding);
    Rows::open(opened, &text)
}

/// The names of the columns where a file has none.
pub(super) fn made_up(index: usize) -> String {
    format!("column {}", index + 1)
}

/// The number of a column that has no name of its own in the file: people are told it in their language.
pub fn number_of_column(name: &str) -> Option<usize> {
    name.strip_prefix("column ")?.parse().ok().filter(|number| *number > 0)
}

/// Finds the table; none where no column holds times on row after row.
pub(super) fn find(opened: Opened, mapping: &MeterMapping) -> Result<Option<Found>, ReadError> {
    let mut rows = open_rows(opened, mapping)?;
    let mut all = Vec::new();
    let mut row = Row::default();
    let mut anomalies = Anomalies::default();
    while all.len() < LOOKED_AT && rows.next(&mut row, &mut anomalies)? {
        if !row.is_blank() {
            all.push(fields(&row));
        }
    }
    let Some(first) = first_of_table(&all) else { return Ok(None) };
    let header = first.checked_sub(1).filter(|above| is_header(&all[*above], &all[first]));
    let width = all[first..].iter().map(Vec::len).max().unwrap_or(0);
    let name = |index: usize| {
        let named = header.and_then(|above| all[above].get(index)).filter(|name| !name.is_empty());
        named.cloned().unwrap_or_else(|| made_up(index))
    };
    let sample = Sample {
        file: rows.file().to_owned(),
        separator: rows.separator,
        encoding: rows.encoding.name(),
        header: header.is_some(),
        names: (0..width).map(name).collect(),
        rows: all[first..].to_vec(),
    };
    let labels = labels(&all[..header.unwrap_or(first)]);
    Ok(Some(Found { labels, sample }))
}

/// The fields of a row without the spaces around them.
pub(super) fn fields(row: &Row) -> Vec<String> {
    row.fields().map(|field| field.trim_start_matches('\u{feff}').trim().to_owned()).collect()
}

/// The first row that tells a time in a column in which the rows after it do too, beside a number.
fn first_of_table(all: &[Vec<String>]) -> Option<usize> {
    let formats: Vec<TimeFormat> =
        TIMES.iter().chain(DATES).filter_map(|format| TimeFormat::new(format).ok()).collect();
    let is_time = |text: &String| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits >= 6
            && (formats.iter().any(|format| format.read(text).is_some())
                || (text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit())))
    };
    (0..all.len().min(TABLE_BEGINS_WITHIN)).find(|place| {
        let row = &all[*place];
        row.len() > 1
            && row.iter().enumerate().any(|(column, text)| {
                let after = all[place + 1..].iter().take(3);
                let alike =
                    |next: &Vec<String>| next.len() == row.len() && next.get(column).is_some_and(is_time);
                is_time(text) && after.filter(|next| !alike(next)).count() == 0
            })
    })
}

/// Whether the row above a table names its columns: as many of them, and none of them a number or a time.
fn is_header(above: &[String], first: &[String]) -> bool {
    let is_value = |text: &String| text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(' ');
    above.len() + 1 >= first.len() && above.iter().filter(|text| is_value(text)).count() == 0
}

/// Labels and what they say, in rows before a table: a row of labels above a row of values, or a label beside its value.
fn labels(before: &[Vec<String>]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (place, row) in before.iter().enumerate() {
        match row.as_slice() {
            [label, value] => all.push((label.clone(), value.clone())),
            [_, _, ..] => {
                let below = before.get(place + 1).into_iter().flatten();
                all.extend(row.iter().cloned().zip(below.cloned()));
            }
            [one] => {
                if let Some((label, value)) = one.split_once(':') {
                    all.push((label.trim().to_owned(), value.trim().to_owned()));
                }
            }
            [] => {}
        }
    }
    all
}
