//! What a text file looks like: its encoding and what separates its fields, from its first bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The separators that are tried.
pub(crate) const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The encoding of a text and how many bytes of byte-order mark it begins with. UTF-16 is known by its mark
/// or by its many zero bytes; anything else that is not UTF-8 is taken for Windows-1252.
pub(crate) fn encoding_of(head: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return (encoding, mark);
    }
    let pairs = head.len() / 2;
    if pairs >= 4 {
        let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
        if zeros(1) * 10 > pairs * 6 {
            return (UTF_16LE, 0);
        }
        if zeros(0) * 10 > pairs * 6 {
            return (UTF_16BE, 0);
        }
    }
    match std::str::from_utf8(head) {
        Ok(_) => (UTF_8, 0),
        // A letter cut at the end of the head is no error.
        Err(error) if error.error_len().is_none() => (UTF_8, 0),
        Err(_) => (WINDOWS_1252, 0),
    }
}

/// The rows of a text, split by a separator: at most so many, whole ones only.
pub(crate) fn sample_rows(head: &str, separator: u8, quote: Option<u8>, max: usize) -> Vec<Vec<String>> {
    let mut core = super::rows::core_reader(separator, quote);
    let mut output = vec![0; head.len() + 1024];
    let mut ends = vec![0; 4096];
    let mut input = head.as_bytes();
    let mut rows = Vec::new();
    while rows.len() < max {
        let (result, read, written, fields) = core.read_record(input, &mut output, &mut ends);
        input = &input[read..];
        if !matches!(result, csv_core::ReadRecordResult::Record) {
            // A last row without a line break still counts if the whole head is one row.
            if rows.is_empty() && written > 0 {
                rows.push(fields_of(&output[..written], &ends[..fields], true));
            }
            break;
        }
        rows.push(fields_of(&output[..written], &ends[..fields], false));
    }
    rows
}

fn fields_of(output: &[u8], ends: &[usize], open: bool) -> Vec<String> {
    let mut start = 0;
    let mut ends = ends.to_vec();
    if open {
        ends.push(output.len());
    }
    let field = |end: usize| {
        let text = String::from_utf8_lossy(&output[start..end]).into_owned();
        start = end;
        text
    };
    ends.into_iter().map(field).collect()
}

/// The separator that splits the text most evenly into more than one column; a comma where none does.
/// `known` counts how many of the wanted columns a header has, and decides first.
pub(crate) fn separator_of(head: &str, quote: Option<u8>, known: impl Fn(&[String]) -> usize) -> u8 {
    let score = |separator: u8| {
        let rows = sample_rows(head, separator, quote, 100);
        let columns = rows.first().map_or(0, Vec::len);
        if columns < 2 {
            return (0, 0, 0);
        }
        let even = rows.iter().filter(|row| row.len() == columns).count();
        let share = even * 100 / rows.len();
        (known(&rows[0]), share.min(90) * columns.min(4), columns)
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator)).unwrap_or(b',')
}
