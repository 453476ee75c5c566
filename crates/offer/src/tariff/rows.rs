//! Rows of a small table of text that is held whole: a grid of prices, a calendar of days.

/// A row and the line on which it begins (1 is the first).
pub(super) struct TextRow {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
}

/// The rows of a text that are not empty. Fields may stand in quotation marks, doubled inside; what separates them is
/// found out from the first line where it is not said.
pub(super) fn rows(text: &str, separator: Option<char>) -> Vec<TextRow> {
    let text = text.trim_start_matches('\u{feff}');
    let separator = separator.unwrap_or_else(|| separator_of(text));
    let mut all = Vec::new();
    let mut row = TextRow { line: 1, fields: Vec::new() };
    let (mut field, mut quoted, mut line) = (String::new(), false, 1);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line += u64::from(letter == '\n');
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            _ if quoted => field.push(letter),
            '\n' => {
                row.fields.push(std::mem::take(&mut field).trim().to_owned());
                let next = TextRow { line, fields: Vec::new() };
                keep(&mut all, std::mem::replace(&mut row, next));
            }
            _ if letter == separator => row.fields.push(std::mem::take(&mut field).trim().to_owned()),
            _ => field.push(letter),
        }
    }
    row.fields.push(field.trim().to_owned());
    keep(&mut all, row);
    all
}

fn keep(all: &mut Vec<TextRow>, row: TextRow) {
    if row.fields.iter().any(|field| !field.is_empty()) {
        all.push(row);
    }
}

fn separator_of(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: &char| first.matches(*separator).count();
    // Of equal counts the later wins: a comma is often a decimal mark.
    [',', '|', '\t', ';'].into_iter().max_by_key(count).unwrap_or(',')
}
