//! Papers as bytes: PDF documents and QR codes. Words come in as values, dates too: the same paper gives the same bytes.
//!
//! A [`Paper`] is a list of pieces (headings, paragraphs, tables …) that are laid out on A4 pages. The PDF is tagged, so that
//! screen readers hear headings, tables and the alternative text of figures in their order. It uses the fonts that every
//! reader of PDF has; letters that those do not have are written in Latin ones.

mod latin;
mod layout;
mod lines;
mod metrics;
mod paper;
mod pdf;
mod qr;
mod sheet;
mod tags;
#[cfg(test)]
mod tests;

pub use paper::{Column, Paper, Piece, Table};
pub use qr::{QrCode, TooLong};
