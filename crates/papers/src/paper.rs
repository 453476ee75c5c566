//! What a paper says, before it is laid out.

use jiff::Timestamp;

use crate::layout;
use crate::qr::QrCode;

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The language of its words: `fr`, `en`.
    pub language: String,
    /// Its title, as readers show it.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// As of when it speaks.
    pub made_at: Timestamp,
    /// What stands at the foot of every page.
    pub foot: String,
    /// How pages are numbered: `{page}` and `{pages}` stand for the numbers.
    pub numbering: String,
    /// What it says, from top to bottom.
    pub pieces: Vec<Piece>,
}

impl Paper {
    /// The document as PDF.
    pub fn to_pdf(&self) -> Vec<u8> {
        layout::lay_out(self)
    }
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// The heading of the whole; once.
    Title(String),
    /// The heading of a section.
    Heading(String),
    /// A paragraph; line breaks stay.
    Text(String),
    /// A paragraph in small letters.
    Small(String),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// Paragraphs side by side, each under a heading: who sells, who buys.
    Columns(Vec<(String, String)>),
    /// Rows under headings.
    Table(Table),
    /// A square that a camera reads, with what it says for those who cannot see it.
    Qr {
        /// The square.
        code: QrCode,
        /// What it says.
        alt: String,
    },
}

/// Rows under headings. Headings are repeated on every page that the rows need.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows: a text for each column. Missing ones are empty, further ones are left out.
    pub rows: Vec<Vec<String>>,
    /// Rows at the end that stand out: sums.
    pub sums: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width, relative to the other columns.
    pub share: u16,
    /// Whether it holds numbers, which end at the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, share: u16) -> Self {
        Self { title: title.into(), share, numeric: false }
    }

    /// A column of numbers.
    pub fn numbers(title: impl Into<String>, share: u16) -> Self {
        Self { title: title.into(), share, numeric: true }
    }
}
