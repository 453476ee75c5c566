//! Pages being filled from top to bottom: text, lines and squares, each under the tag that it belongs to.

use pdf_writer::types::{ArtifactType, StructRole};
use pdf_writer::{Content, Name, Str};

use crate::metrics::Face;
use crate::tags::{Kid, Tags};

/// A4 in points (ISO 216).
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// 20 mm.
pub const MARGIN: f32 = 56.69;
/// Where pages end above their foot.
pub const BOTTOM: f32 = 85.0;
/// The width of what is written.
pub const MEASURE: f32 = WIDTH - 2.0 * MARGIN;

/// A page being filled.
pub struct Sheet {
    pub content: Content,
    marks: i32,
    /// The tag of each mark, in order.
    pub tag_of_mark: Vec<usize>,
}

/// All pages so far, and how far the last one is filled.
pub struct Sheets {
    pub pages: Vec<Sheet>,
    pub tags: Tags,
    /// The height of the cursor above the page's lower edge.
    pub y: f32,
}

impl Sheets {
    /// One empty page.
    pub fn new() -> Self {
        let mut sheets = Self { pages: Vec::new(), tags: Tags::new(), y: 0.0 };
        sheets.turn();
        sheets
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.pages.push(Sheet { content: Content::new(), marks: 0, tag_of_mark: Vec::new() });
        self.y = HEIGHT - MARGIN;
    }

    /// What is left of the page.
    pub fn room(&self) -> f32 {
        self.y - BOTTOM
    }

    /// Turns the page if this does not fit any more; gives whether it did.
    pub fn make_room(&mut self, height: f32) -> bool {
        let turns = height > self.room() && self.room() < HEIGHT - MARGIN - BOTTOM;
        if turns {
            self.turn();
        }
        turns
    }

    fn page(&mut self) -> &mut Sheet {
        self.pages.last_mut().expect("there is always a page")
    }

    /// Draws something that belongs to a tag.
    pub fn tagged(&mut self, tag: usize, draw: impl FnOnce(&mut Content)) {
        let page = self.pages.len() - 1;
        let role = self.tags.0[tag].role;
        let sheet = self.page();
        let mark = sheet.marks;
        sheet.marks += 1;
        sheet.tag_of_mark.push(tag);
        sheet.content.begin_marked_content_with_properties(role.to_name()).properties().identify(mark);
        draw(&mut sheet.content);
        sheet.content.end_marked_content();
        self.tags.0[tag].kids.push(Kid::Mark { page, mark });
    }

    /// Draws something that is no part of what is said: a line, a repeated heading.
    pub fn aside(&mut self, draw: impl FnOnce(&mut Content)) {
        let sheet = self.page();
        sheet
            .content
            .begin_marked_content_with_properties(Name(b"Artifact"))
            .properties()
            .artifact()
            .kind(ArtifactType::Layout);
        draw(&mut sheet.content);
        sheet.content.end_marked_content();
    }

    /// A thin line over the whole measure, at the cursor.
    pub fn rule(&mut self, gray: f32) {
        let y = self.y;
        self.aside(|content| {
            content.set_stroke_gray(gray).set_line_width(0.6);
            content.move_to(MARGIN, y).line_to(WIDTH - MARGIN, y).stroke();
        });
    }

    /// Lines of text in a column, from the cursor down. The cursor stays.
    pub fn lines(&mut self, tag: Option<usize>, column: &Ink, lines: &[Vec<u8>]) {
        let top = self.y;
        let draw = |content: &mut Content| column.write(content, top, lines);
        match tag {
            Some(tag) => self.tagged(tag, draw),
            None => self.aside(draw),
        }
    }

    /// Lines of text over the whole measure, over as many pages as they need; the cursor goes below them.
    pub fn flow(&mut self, role: StructRole, ink: &Ink, lines: &[Vec<u8>]) {
        let tag = self.tags.top(role);
        let mut rest = lines;
        while !rest.is_empty() {
            let fits = ((self.room() / ink.leading()) as usize).min(rest.len());
            if fits == 0 {
                self.turn();
                continue;
            }
            self.lines(Some(tag), ink, &rest[..fits]);
            self.y -= ink.leading() * fits as f32;
            rest = &rest[fits..];
        }
    }
}

/// How and where text is written.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    pub face: Face,
    pub size: f32,
    /// The left edge of the column.
    pub left: f32,
    /// Its width.
    pub width: f32,
    /// Whether lines end at the right edge.
    pub to_the_right: bool,
}

impl Ink {
    /// Over the whole measure.
    pub const fn plain(face: Face, size: f32) -> Self {
        Self { face, size, left: MARGIN, width: MEASURE, to_the_right: false }
    }

    /// From one line to the next.
    pub fn leading(&self) -> f32 {
        (self.size * 1.35 * 4.0).ceil() / 4.0
    }

    /// The lines of a text in this column.
    pub fn wrap(&self, text: &str) -> Vec<Vec<u8>> {
        crate::lines::wrap(text, self.face, self.size, self.width)
    }

    fn write(&self, content: &mut Content, top: f32, lines: &[Vec<u8>]) {
        let font: &[u8] = match self.face {
            Face::Regular => b"F1",
            Face::Bold => b"F2",
        };
        content.begin_text().set_font(Name(font), self.size);
        for (row, line) in lines.iter().enumerate() {
            let left = match self.to_the_right {
                true => self.left + self.width - self.face.measure(line, self.size),
                false => self.left,
            };
            let baseline = top - self.size - self.leading() * row as f32;
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, rounded(left), rounded(baseline)]);
            // A space at the end of a line keeps words apart for those who copy or listen.
            let mut shown = line.clone();
            if row + 1 < lines.len() {
                shown.push(b' ');
            }
            content.show(Str(&shown));
        }
        content.end_text();
    }
}

/// To the hundredth of a point: short numbers, the same everywhere.
pub fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
