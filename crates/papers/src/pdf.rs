//! The file: pages, fonts, structure, and what readers show of it.

use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::{Content, Date, Finish, Name, Pdf, Rect, Ref, TextStr};

use crate::paper::Paper;
use crate::sheet::{HEIGHT, Sheet, Sheets, WIDTH};
use crate::tags::{Kid, Tag};

/// The numbers of the file's objects.
struct Numbers {
    catalog: Ref,
    info: Ref,
    tree: Ref,
    structure: Ref,
    fonts: [Ref; 2],
    /// The first page; its content and the list of its tags follow it, then the next page.
    page: i32,
    /// The first tag.
    tag: i32,
}

impl Numbers {
    fn new(pages: usize) -> Self {
        let of = Ref::new;
        let page = 7;
        Self {
            catalog: of(1),
            info: of(2),
            tree: of(3),
            structure: of(4),
            fonts: [of(5), of(6)],
            page,
            tag: page + 3 * pages as i32,
        }
    }

    fn page(&self, place: usize) -> Ref {
        Ref::new(self.page + 3 * place as i32)
    }

    fn content(&self, place: usize) -> Ref {
        Ref::new(self.page + 3 * place as i32 + 1)
    }

    fn marks(&self, place: usize) -> Ref {
        Ref::new(self.page + 3 * place as i32 + 2)
    }

    fn tag(&self, tag: usize) -> Ref {
        Ref::new(self.tag + tag as i32)
    }
}

/// The paper's file.
pub fn write(paper: &Paper, sheets: Sheets) -> Vec<u8> {
    let Sheets { pages, tags, .. } = sheets;
    let numbers = Numbers::new(pages.len());
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    write_catalog(&mut pdf, paper, &numbers);
    write_info(&mut pdf, paper, &numbers);
    let mut tree = pdf.pages(numbers.tree);
    tree.kids((0..pages.len()).map(|place| numbers.page(place))).count(pages.len() as i32);
    tree.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
    let mut resources = tree.resources();
    resources.fonts().pair(Name(b"F1"), numbers.fonts[0]).pair(Name(b"F2"), numbers.fonts[1]);
    resources.finish();
    tree.finish();
    for (font, base) in numbers.fonts.into_iter().zip([&b"Helvetica"[..], b"Helvetica-Bold"]) {
        pdf.type1_font(font).base_font(Name(base)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    let mut marked = Vec::with_capacity(pages.len());
    for (place, sheet) in pages.into_iter().enumerate() {
        let Sheet { content, tag_of_mark, .. } = sheet;
        write_page(&mut pdf, &numbers, place, content);
        marked.push(tag_of_mark);
    }
    let mut structure = pdf.indirect(numbers.structure).dict();
    structure.pair(Name(b"Type"), Name(b"StructTreeRoot"));
    structure.pair(Name(b"K"), numbers.tag(0));
    structure.pair(Name(b"ParentTreeNextKey"), marked.len() as i32);
    let mut nums = structure.insert(Name(b"ParentTree")).dict();
    let mut pairs = nums.insert(Name(b"Nums")).array();
    for place in 0..marked.len() {
        pairs.item(place as i32).item(numbers.marks(place));
    }
    pairs.finish();
    nums.finish();
    structure.finish();
    for (place, tags) in marked.iter().enumerate() {
        pdf.indirect(numbers.marks(place)).array().items(tags.iter().map(|tag| numbers.tag(*tag)));
    }
    for (place, tag) in tags.0.iter().enumerate() {
        write_tag(&mut pdf, &numbers, place, tag);
    }
    pdf.finish()
}

fn write_catalog(pdf: &mut Pdf, paper: &Paper, numbers: &Numbers) {
    let mut catalog = pdf.catalog(numbers.catalog);
    catalog.pages(numbers.tree);
    catalog.lang(TextStr(&paper.language));
    catalog.mark_info().marked(true);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.pair(Name(b"StructTreeRoot"), numbers.structure);
}

fn write_info(pdf: &mut Pdf, paper: &Paper, numbers: &Numbers) {
    let made = date_of(paper.made_at);
    let mut info = pdf.document_info(numbers.info);
    info.title(TextStr(&paper.title)).author(TextStr(&paper.author));
    info.producer(TextStr("Comptoir")).creation_date(made).modified_date(made);
}

/// The instant in universal time.
fn date_of(at: jiff::Timestamp) -> Date {
    let utc = jiff::tz::TimeZone::UTC.to_datetime(at);
    Date::new(utc.year().max(0).unsigned_abs())
        .month(utc.month().unsigned_abs())
        .day(utc.day().unsigned_abs())
        .hour(utc.hour().unsigned_abs())
        .minute(utc.minute().unsigned_abs())
        .second(utc.second().unsigned_abs())
        .utc_offset_hour(0)
}

fn write_page(pdf: &mut Pdf, numbers: &Numbers, place: usize, content: Content) {
    let mut page = pdf.page(numbers.page(place));
    page.parent(numbers.tree).contents(numbers.content(place)).struct_parents(place as i32);
    page.pair(Name(b"Tabs"), Name(b"S"));
    page.finish();
    pdf.stream(numbers.content(place), content.finish().as_slice());
}

fn write_tag(pdf: &mut Pdf, numbers: &Numbers, place: usize, tag: &Tag) {
    let mut element = pdf.struct_element(numbers.tag(place));
    element.kind(tag.role);
    element.parent(tag.parent.map_or(numbers.structure, |parent| numbers.tag(parent)));
    if let Some(alt) = &tag.alt {
        element.alt(TextStr(alt));
    }
    if tag.role == StructRole::TH {
        element.attributes().push().table().scope(TableHeaderScope::Both);
    }
    let mut kids = element.children();
    for kid in &tag.kids {
        match *kid {
            Kid::Tag(tag) => {
                kids.struct_element(numbers.tag(tag));
            }
            Kid::Mark { page, mark } => {
                kids.marked_content_ref().page(numbers.page(page)).marked_content_id(mark);
            }
        }
    }
}
