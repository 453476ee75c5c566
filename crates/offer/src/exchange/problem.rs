//! What is wrong with a catalogue that comes in, where, and how grave it is.

use std::fmt;

use super::file::Section;
pub use super::problem_kind::ProblemKind;

/// Where something stands in the file that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where {
    /// The line, from 1; nothing where it does not come from a file.
    pub line: Option<u64>,
    /// The column by its name, or the attribute.
    pub column: Option<String>,
}

impl Where {
    /// A line.
    pub fn line(line: u64) -> Self {
        Self { line: Some(line), column: None }
    }

    /// A column of a line.
    pub fn cell(line: u64, column: &str) -> Self {
        Self { line: Some(line), column: Some(column.to_owned()) }
    }

    /// An attribute of something that comes from no file.
    pub fn field(name: &str) -> Self {
        Self { line: None, column: Some(name.to_owned()) }
    }
}

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the import goes on.
    Warning,
    /// Nothing is imported until it is mended.
    Severe,
}

/// Something that is wrong, of what, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Of which part of the catalogue.
    pub section: Option<Section>,
    /// Of which resource.
    pub id: String,
    /// Where it stands in the file.
    pub at: Where,
    /// What.
    pub kind: ProblemKind,
}

impl Problem {
    /// A problem of a resource.
    pub fn of(section: Section, id: &str, field: &str, kind: ProblemKind) -> Self {
        Self { section: Some(section), id: id.to_owned(), at: Where::field(field), kind }
    }

    /// A problem of a place in a file.
    pub fn at(at: Where, kind: ProblemKind) -> Self {
        Self { section: None, id: String::new(), at, kind }
    }

    /// How grave it is.
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// Whether it is the same problem of the same resource, wherever it stands.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.section, &self.id, &self.kind) == (other.section, &other.id, &other.kind)
            && self.at.column == other.at.column
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.at.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(section) = self.section {
            write!(f, "{} “{}”", section.name(), self.id)?;
            match &self.at.column {
                Some(column) => write!(f, ", {column}: ")?,
                None => f.write_str(": ")?,
            }
        } else if let Some(column) = &self.at.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{}", self.kind)
    }
}
