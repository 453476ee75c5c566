//! Tables as shops export them: any usual encoding and separator, a first row of names, fields with line breaks.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::problem::{Problem, ProblemKind, Where};

/// Separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The most fields that a row may have.
const MOST_FIELDS: usize = 2_000;

/// A row with the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line, from 1.
    pub line: u64,
    /// Its fields.
    pub fields: Vec<String>,
}

/// A table: names of columns, and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names in the first row.
    pub header: Vec<String>,
    /// The rows below it; those without any text are left out.
    pub rows: Vec<TableRow>,
}

/// Reads the bytes of a file as a table. `separator`: what a mapping says; otherwise what splits the first row best.
pub fn read_table(bytes: &[u8], separator: Option<u8>) -> Result<Table, Problem> {
    let text = decoded(bytes);
    if text.trim().is_empty() {
        return Err(Problem::at(Where::default(), ProblemKind::Empty));
    }
    if text.contains('\0') {
        let kind = ProblemKind::Unreadable("the file holds zero bytes: it is no text".into());
        return Err(Problem::at(Where::default(), kind));
    }
    let (text, separator) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((said, rest)) => (rest, said.bytes().next().unwrap_or(b',')),
        None => (text.as_str(), separator.unwrap_or_else(|| separator_of(&text))),
    };
    let mut rows = rows_of(text, separator)?.into_iter();
    let header = rows.next().map(|row| row.fields).unwrap_or_default();
    let header = header.into_iter().map(|name| name.trim().to_owned()).collect();
    let rows = rows.filter(|row| row.fields.iter().any(|field| !field.trim().is_empty())).collect();
    Ok(Table { header, rows })
}

fn decoded(bytes: &[u8]) -> String {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guessed(bytes), 0));
    encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned()
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4 << 10)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = head.len() / 2;
    if pairs >= 4 && zeros(1) * 10 > pairs * 6 {
        UTF_16LE
    } else if pairs >= 4 && zeros(0) * 10 > pairs * 6 {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// What splits the first row into most columns, outside of quotes.
fn separator_of(text: &str) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let first = text.bytes().take_while(|byte| {
            if *byte == b'"' {
                quoted = !quoted;
            }
            quoted || *byte != b'\n'
        });
        let mut inside = false;
        first
            .filter(|byte| {
                if *byte == b'"' {
                    inside = !inside;
                }
                !inside && *byte == separator
            })
            .count()
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn rows_of(text: &str, separator: u8) -> Result<Vec<TableRow>, Problem> {
    let mut core = csv_core::ReaderBuilder::new().delimiter(separator).build();
    let mut rows = Vec::new();
    let mut input = text.as_bytes();
    let (mut output, mut ends) = (vec![0_u8; 8 << 10], vec![0_usize; 256]);
    let (mut written, mut fields) = (0, 0);
    let mut line = 1;
    loop {
        let (result, read, out, ended) = core.read_record(input, &mut output[written..], &mut ends[fields..]);
        input = &input[read..];
        written += out;
        fields += ended;
        match result {
            csv_core::ReadRecordResult::InputEmpty => {}
            csv_core::ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
            csv_core::ReadRecordResult::OutputEndsFull if ends.len() >= MOST_FIELDS => {
                let kind = ProblemKind::Unreadable(format!("a row has more than {MOST_FIELDS} fields"));
                return Err(Problem::at(Where::line(line), kind));
            }
            csv_core::ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            csv_core::ReadRecordResult::Record => {
                let mut start = 0;
                let each = ends[..fields].iter().map(|end| {
                    let field = String::from_utf8_lossy(&output[start..*end]).into_owned();
                    start = *end;
                    field
                });
                rows.push(TableRow { line, fields: each.collect() });
                (written, fields) = (0, 0);
                // A row that ends with CR LF is told at the CR: the LF that is left belongs to it.
                line = core.line() + u64::from(input.first() == Some(&b'\n'));
            }
            csv_core::ReadRecordResult::End => return Ok(rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_many_makes_are_read() {
        let plain = "sku;name\r\nA;\"two\nlines\"\r\n;\r\nB;é\r\n";
        let expected = read_table(plain.as_bytes(), None).unwrap();
        assert_eq!(expected.header, ["sku", "name"]);
        assert_eq!(expected.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(expected.rows[0].fields, ["A", "two\nlines"]);
        let marked = format!("\u{feff}{plain}");
        assert_eq!(read_table(marked.as_bytes(), None).unwrap(), expected);
        let latin: Vec<u8> = plain.chars().map(|c| c as u32 as u8).collect();
        assert_eq!(read_table(&latin, None).unwrap(), expected);
        let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_table(&wide, None).unwrap(), expected);
        assert_eq!(read_table(b"", None).unwrap_err().kind, ProblemKind::Empty);
        assert_eq!(read_table(b"sep=|\na|b\n1|2\n", None).unwrap().header, ["a", "b"]);
    }
}
