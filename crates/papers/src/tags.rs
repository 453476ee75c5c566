//! The logical structure of a paper, apart from where it stands on pages: what screen readers walk through.

use pdf_writer::types::StructRole;

/// One element of the structure.
#[derive(Debug)]
pub struct Tag {
    pub role: StructRole,
    pub alt: Option<String>,
    pub parent: Option<usize>,
    pub kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub enum Kid {
    /// Another element.
    Tag(usize),
    /// What a page shows between two marks.
    Mark { page: usize, mark: i32 },
}

/// The tree of elements; the first one is the document.
#[derive(Debug)]
pub struct Tags(pub Vec<Tag>);

impl Tags {
    /// A document without anything in it.
    pub fn new() -> Self {
        Self(vec![Tag { role: StructRole::Document, alt: None, parent: None, kids: Vec::new() }])
    }

    /// A new element at the end of another.
    pub fn add(&mut self, parent: usize, role: StructRole) -> usize {
        let tag = self.0.len();
        self.0.push(Tag { role, alt: None, parent: Some(parent), kids: Vec::new() });
        self.0[parent].kids.push(Kid::Tag(tag));
        tag
    }

    /// A new element of the document.
    pub fn top(&mut self, role: StructRole) -> usize {
        self.add(0, role)
    }
}
