//! A calendar of half-hours: a square's size says how much was asked, its colour how much of it fell short.

use maud::{Markup, html};

use super::n;

/// One half-hour.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// Which row, from 0.
    pub row: usize,
    /// Which half-hour of the day, 0 to 47.
    pub column: usize,
    /// How much was asked: the square's area.
    pub size: f64,
    /// How much of it fell short, 0 to 1: the square's colour, in seven steps.
    pub depth: f64,
    /// What it says when pointed at.
    pub tip: String,
}

/// A stretch to be marked: first and last column of a row, a label, where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMark {
    /// Which row, from 0.
    pub row: usize,
    /// The first half-hour.
    pub from: usize,
    /// The half-hour after the last one.
    pub to: usize,
    /// A short label: a number.
    pub label: String,
    /// What it is, for whoever points at it or hears it.
    pub tip: String,
    /// Where it leads.
    pub href: String,
}

/// The whole calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// What it shows, in a few words.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The names of the rows.
    pub rows: Vec<String>,
    /// The names of the columns that are labelled: half-hour, text.
    pub columns: Vec<(usize, String)>,
    /// The squares.
    pub cells: Vec<HeatCell>,
    /// The marks.
    pub marks: Vec<HeatMark>,
}

/// A cell's side where the day is short, and where it is not.
const CELLS: (f64, f64) = (24.0, 17.0);
/// More half-hours than this make a long day.
const SHORT_DAY: usize = 32;
const LEFT: f64 = 92.0;
const TOP: f64 = 26.0;
/// Steps of colour, besides none.
const STEPS: f64 = 6.0;

/// The calendar as SVG, cut to the half-hours that occur.
pub fn heat_map(map: &HeatMap) -> Markup {
    let first = map.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
    let last = map.cells.iter().map(|cell| cell.column).max().unwrap_or(47);
    let most = map.cells.iter().map(|cell| cell.size).fold(0.0, f64::max);
    let cell_side = if last - first < SHORT_DAY { CELLS.0 } else { CELLS.1 };
    let width = LEFT + (last - first + 1) as f64 * cell_side + 14.0;
    let height = TOP + map.rows.len() as f64 * cell_side + 6.0;
    let x = |column: usize| LEFT + (column.saturating_sub(first)) as f64 * cell_side;
    let y = |row: usize| TOP + row as f64 * cell_side;
    html! {
        svg .chart.heat viewBox={ "0 0 " (n(width)) " " (n(height)) } width=(n(width)) height=(n(height)) role="group" aria-label=(map.title) {
            title { (map.title) }
            desc { (map.description) }
            @for (column, text) in map.columns.iter().filter(|(column, _)| (first..=last).contains(column)) {
                text .axis x=(n(x(*column))) y=(n(TOP - 10.0)) text-anchor="middle" aria-hidden="true" { (text) }
                line .grid x1=(n(x(*column))) x2=(n(x(*column))) y1=(n(TOP - 4.0)) y2=(n(height - 6.0)) {}
            }
            @for (index, name) in map.rows.iter().enumerate() {
                text .axis x=(n(LEFT - 10.0)) y=(n(y(index) + cell_side / 2.0 + 4.0)) text-anchor="end" aria-hidden="true" { (name) }
            }
            @for cell in &map.cells {
                @let side = side(cell.size, most, cell_side);
                @let inset = (cell_side - side) / 2.0;
                rect .{ "depth-" (step(cell.depth)) } x=(n(x(cell.column) + inset)) y=(n(y(cell.row) + inset))
                    width=(n(side)) height=(n(side)) rx="2" { title { (cell.tip) } }
            }
            @for mark in &map.marks {
                a .mark-link href=(mark.href) aria-label={ (mark.label) ", " (mark.tip) } {
                    @let from = x(mark.from.max(first));
                    @let wide = (mark.to.min(last + 1).saturating_sub(mark.from.max(first))).max(1) as f64 * cell_side;
                    rect .moment x=(n(from - 1.0)) y=(n(y(mark.row) - 1.0)) width=(n(wide + 2.0)) height=(n(cell_side + 2.0)) rx="4" { title { (mark.tip) } }
                    circle .moment-dot cx=(n(from + wide + 1.0)) cy=(n(y(mark.row))) r="9" {}
                    text .moment-label x=(n(from + wide + 1.0)) y=(n(y(mark.row) + 4.0)) text-anchor="middle" { (mark.label) }
                }
            }
        }
    }
}

/// A square whose area grows with what was asked; nothing asked for is smaller than a point that can be seen.
fn side(size: f64, most: f64, full: f64) -> f64 {
    if most <= 0.0 || size <= 0.0 { 2.0 } else { (full - 2.5) * (size / most).sqrt().max(0.12) }
}

/// 0 for none, else 1 to 6: more than 0, 5, 10, 20, 35 and 60 % fell short.
fn step(depth: f64) -> u32 {
    if depth <= 0.0 {
        return 0;
    }
    [0.05, 0.10, 0.20, 0.35, 0.60].iter().filter(|bound| depth > **bound).count() as u32 + 1
}

/// The bounds of the steps of colour, for the legend.
pub const DEPTHS: [&str; STEPS as usize] = ["≤ 5", "5–10", "10–20", "20–35", "35–60", "> 60"];
