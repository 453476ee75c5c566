//! Pieces become pages.

use pdf_writer::types::StructRole;

use crate::metrics::Face::{Bold, Regular};
use crate::paper::{Paper, Piece, Table};
use crate::qr::QrCode;
use crate::sheet::{BOTTOM, HEIGHT, Ink, MARGIN, MEASURE, Sheets, WIDTH, rounded};
use crate::{lines, pdf};

/// Between two columns.
const GUTTER: f32 = 10.0;
/// Above and below the text of a row.
const PADDING: f32 = 3.0;
/// The side of a QR code: 32 mm, which a telephone reads at arm's length.
const QR_SIDE: f32 = 90.0;

/// The paper as PDF.
pub fn lay_out(paper: &Paper) -> Vec<u8> {
    let mut sheets = Sheets::new();
    for piece in &paper.pieces {
        put(&mut sheets, piece);
    }
    feet(&mut sheets, paper);
    pdf::write(paper, sheets)
}

fn put(sheets: &mut Sheets, piece: &Piece) {
    match piece {
        Piece::Title(text) => heading(sheets, StructRole::H1, &Ink::plain(Bold, 18.0), text, 0.0),
        Piece::Heading(text) => heading(sheets, StructRole::H2, &Ink::plain(Bold, 11.5), text, 8.0),
        Piece::Text(text) => paragraph(sheets, &Ink::plain(Regular, 10.0), text),
        Piece::Small(text) => paragraph(sheets, &Ink::plain(Regular, 8.0), text),
        Piece::Facts(facts) => put_facts(sheets, facts),
        Piece::Columns(columns) => put_columns(sheets, columns),
        Piece::Table(table) => put_table(sheets, table),
        Piece::Qr { code, alt } => put_qr(sheets, code, alt),
    }
}

/// A heading stays with the first lines of what it is over.
fn heading(sheets: &mut Sheets, role: StructRole, ink: &Ink, text: &str, above: f32) {
    let lines = ink.wrap(text);
    sheets.make_room(above + ink.leading() * (lines.len() as f32 + 2.0));
    sheets.y -= above;
    sheets.flow(role, ink, &lines);
    sheets.y -= 4.0;
}

fn paragraph(sheets: &mut Sheets, ink: &Ink, text: &str) {
    let lines = ink.wrap(text);
    // No single line of a paragraph is left at the foot of a page.
    sheets.make_room(ink.leading() * lines.len().min(2) as f32);
    sheets.flow(StructRole::P, ink, &lines);
    sheets.y -= 5.0;
}

/// Names with values: a table of two columns, without lines.
fn put_facts(sheets: &mut Sheets, facts: &[(String, String)]) {
    let table = sheets.tags.top(StructRole::Table);
    let name = Ink { width: MEASURE * 0.34, ..Ink::plain(Regular, 10.0) };
    let value = Ink { left: MARGIN + MEASURE * 0.36, width: MEASURE * 0.64, ..Ink::plain(Bold, 10.0) };
    for (label, text) in facts {
        let row = sheets.tags.add(table, StructRole::TR);
        let cells = [
            Cell { ink: name, role: StructRole::TH, lines: name.wrap(label) },
            Cell { ink: value, role: StructRole::TD, lines: value.wrap(text) },
        ];
        put_row(sheets, Some(row), &cells, 1.0, &mut |_| {});
    }
    sheets.y -= 6.0;
}

fn put_columns(sheets: &mut Sheets, columns: &[(String, String)]) {
    let count = columns.len().max(1) as f32;
    let width = (MEASURE - GUTTER * (count - 1.0)) / count;
    let mut set = Vec::new();
    for (place, (heading, text)) in columns.iter().enumerate() {
        let left = MARGIN + (width + GUTTER) * place as f32;
        let head = Ink { left, width, ..Ink::plain(Bold, 9.0) };
        let body = Ink { left, width, ..Ink::plain(Regular, 10.0) };
        set.push((head, head.wrap(heading), body, body.wrap(text)));
    }
    let height = |(head, title, body, lines): &(Ink, Vec<Vec<u8>>, Ink, Vec<Vec<u8>>)| {
        head.leading() * title.len() as f32 + body.leading() * lines.len() as f32
    };
    let tallest = set.iter().map(height).fold(0.0, f32::max);
    if tallest > HEIGHT - MARGIN - BOTTOM {
        // Side by side they would not fit any page: one below the other they may go on over several.
        for (heading, text) in columns {
            put(sheets, &Piece::Heading(heading.clone()));
            put(sheets, &Piece::Text(text.clone()));
        }
        return;
    }
    sheets.make_room(tallest);
    for (head, title, body, lines) in &set {
        let (tag, top) = (sheets.tags.top(StructRole::H2), sheets.y);
        sheets.lines(Some(tag), head, title);
        sheets.y -= head.leading() * title.len() as f32;
        let tag = sheets.tags.top(StructRole::P);
        sheets.lines(Some(tag), body, lines);
        sheets.y = top;
    }
    sheets.y -= tallest + 10.0;
}

struct Cell {
    ink: Ink,
    role: StructRole,
    lines: Vec<Vec<u8>>,
}

fn put_table(sheets: &mut Sheets, table: &Table) {
    let tag = sheets.tags.top(StructRole::Table);
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let head = |role| cells(table, &titles, Bold, role);
    let tall = row_height(&head(StructRole::TH), PADDING) * 2.0;
    sheets.make_room(tall);
    let row = sheets.tags.add(tag, StructRole::TR);
    put_row(sheets, Some(row), &head(StructRole::TH), PADDING, &mut |_| {});
    sheets.rule(0.2);
    // On further pages the heading is shown again, and read out once only.
    let mut again = |sheets: &mut Sheets| {
        put_row(sheets, None, &head(StructRole::TH), PADDING, &mut |_| {});
        sheets.rule(0.2);
    };
    for texts in &table.rows {
        let row = sheets.tags.add(tag, StructRole::TR);
        put_row(sheets, Some(row), &cells(table, texts, Regular, StructRole::TD), PADDING, &mut again);
        sheets.rule(0.85);
    }
    for texts in &table.sums {
        let row = sheets.tags.add(tag, StructRole::TR);
        put_row(sheets, Some(row), &cells(table, texts, Bold, StructRole::TD), PADDING, &mut again);
    }
    sheets.y -= 8.0;
}

fn cells(table: &Table, texts: &[String], face: crate::metrics::Face, role: StructRole) -> Vec<Cell> {
    let shares: f32 = table.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
    let gutters = GUTTER * (table.columns.len().saturating_sub(1)) as f32;
    let mut left = MARGIN;
    let mut cells = Vec::with_capacity(table.columns.len());
    for (place, column) in table.columns.iter().enumerate() {
        let width = (MEASURE - gutters) * f32::from(column.share.max(1)) / shares;
        let ink = Ink { left, width, to_the_right: column.numeric, ..Ink::plain(face, 9.5) };
        let text = texts.get(place).map(String::as_str).unwrap_or_default();
        cells.push(Cell { ink, role, lines: ink.wrap(text) });
        left += width + GUTTER;
    }
    cells
}

fn row_height(cells: &[Cell], padding: f32) -> f32 {
    let tallest = cells.iter().map(|cell| cell.ink.leading() * cell.lines.len() as f32).fold(0.0, f32::max);
    tallest + 2.0 * padding
}

/// A row stays on one page, unless it is taller than one. `turned` is called at the top of each further page.
fn put_row(
    sheets: &mut Sheets,
    row: Option<usize>,
    cells: &[Cell],
    padding: f32,
    turned: &mut dyn FnMut(&mut Sheets),
) {
    if sheets.make_room(row_height(cells, padding)) {
        turned(sheets);
    }
    let tags: Vec<Option<usize>> =
        cells.iter().map(|cell| row.map(|row| sheets.tags.add(row, cell.role))).collect();
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let leading = cells.iter().map(|cell| cell.ink.leading()).fold(1.0, f32::max);
    let mut done = 0;
    while done < most {
        let fits = ((sheets.room() - 2.0 * padding) / leading) as usize;
        if fits == 0 {
            sheets.turn();
            turned(sheets);
            continue;
        }
        let until = (done + fits).min(most);
        sheets.y -= padding;
        for (cell, tag) in cells.iter().zip(&tags) {
            let shown = cell.lines.get(done..until.min(cell.lines.len())).unwrap_or_default();
            if !shown.is_empty() {
                sheets.lines(*tag, &cell.ink, shown);
            }
        }
        sheets.y -= leading * (until - done) as f32 + padding;
        done = until;
    }
}

fn put_qr(sheets: &mut Sheets, code: &QrCode, alt: &str) {
    sheets.make_room(QR_SIDE + 6.0);
    let tag = sheets.tags.top(StructRole::Figure);
    sheets.tags.0[tag].alt = Some(alt.to_owned());
    let module = QR_SIDE / code.side() as f32;
    let top = sheets.y;
    sheets.tagged(tag, |content| {
        content.set_fill_gray(0.0);
        for (row, column, length) in code.runs() {
            let x = MARGIN + module * column as f32;
            let y = top - module * (row + 1) as f32;
            content.rect(rounded(x), rounded(y), rounded(module * length as f32), rounded(module));
        }
        content.fill_nonzero();
    });
    sheets.y -= QR_SIDE + 6.0;
}

/// The foot of each page, once it is known how many there are.
fn feet(sheets: &mut Sheets, paper: &Paper) {
    let pages = sheets.pages.len();
    let ink = Ink { width: MEASURE * 0.8, ..Ink::plain(Regular, 7.5) };
    let mut foot = ink.wrap(&paper.foot);
    foot.truncate(4);
    let end = Ink { left: WIDTH - MARGIN - 90.0, width: 90.0, to_the_right: true, ..ink };
    let mut filled = std::mem::take(&mut sheets.pages);
    for (place, page) in filled.drain(..).enumerate() {
        sheets.pages.push(page);
        sheets.y = BOTTOM - 12.0;
        sheets.rule(0.6);
        sheets.y -= 4.0;
        sheets.lines(None, &ink, &foot);
        let number = paper
            .numbering
            .replace("{page}", &(place + 1).to_string())
            .replace("{pages}", &pages.to_string());
        let number = lines::wrap(&number, end.face, end.size, end.width);
        sheets.lines(None, &end, &number);
    }
}
