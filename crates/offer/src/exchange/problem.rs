//! What is wrong with a catalogue that comes in, where, and how grave it is.

use std::fmt;

use super::file::Section;

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

/// What is wrong. The text is for a terminal; pages say it in the reader's language by [`ProblemKind::code`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ProblemKind {
    /// The file is empty.
    #[error("the file holds nothing")]
    Empty,
    /// The file is not what it should be.
    #[error("this cannot be read: {0}")]
    Unreadable(String),
    /// A part of the document has a name that is not known.
    #[error("“{0}” is no part of a catalogue; it is left aside")]
    UnknownSection(String),
    /// A column that the mapping does not name.
    #[error("the column “{0}” is not read")]
    ColumnNotRead(String),
    /// A column that is needed is not there.
    #[error("a column for {0} is needed")]
    ColumnMissing(&'static str),
    /// It has no id.
    #[error("it has no id")]
    NoId,
    /// It has no name.
    #[error("it has no name")]
    NoName,
    /// The same id comes twice.
    #[error("“{0}” comes twice")]
    Twice(String),
    /// It refers to something that is not there.
    #[error("it refers to “{0}”, which is not there")]
    Dangling(String),
    /// A price without a rate of tax.
    #[error("the price says no rate of tax")]
    NoTaxRate,
    /// A negative price.
    #[error("the price is negative: {0}")]
    NegativePrice(String),
    /// What is sold has no price.
    #[error("it is sold, and has no price now or later")]
    NoPrice,
    /// A bundle that holds itself.
    #[error("it holds itself: {0}")]
    Cycle(String),
    /// Two prices of one kind at the same time.
    #[error("this price and “{0}” are in force at the same time")]
    Overlap(String),
    /// It ends before it begins.
    #[error("it ends before it begins")]
    Reversed,
    /// It begins in the past.
    #[error("a price of something that is sold already cannot begin in the past")]
    PastStart,
    /// It ends in the past.
    #[error("a price cannot be ended in the past")]
    PastEnd,
    /// No words in this language.
    #[error("it has no name in the language “{0}”")]
    NoTranslation(String),
    /// No text for a picture.
    #[error("a picture has no text for those who do not see it")]
    NoAlternative,
    /// Not a number.
    #[error("“{0}” is not a number")]
    NotANumber(String),
    /// Not a date.
    #[error("“{0}” is not a date")]
    NotADate(String),
    /// Not one of the words that may stand there.
    #[error("“{0}” is not one of: {1}")]
    NotOneOf(String, String),
    /// A reduction of more than everything, or of nothing.
    #[error("a reduction by {0} is none")]
    Reduction(String),
    /// At least more than at most.
    #[error("at least {0}, at most {1}: that cannot be")]
    Limits(u32, u32),
    /// Fewer counted than are promised.
    #[error("{counted} are there, {promised} are promised to customers")]
    Promised {
        /// How many were counted.
        counted: i64,
        /// How many are held or ordered.
        promised: i64,
    },
    /// Less than none.
    #[error("{0} cannot stand in stock")]
    NegativeStock(String),
    /// Set aside, with its reason.
    #[error("left aside: {0}")]
    SetAside(String),
    /// A log of sales says no rate of tax: the mapping's is taken.
    #[error("the log says no rate of tax: {0} % is taken, as the mapping says")]
    TaxAssumed(String),
    /// A code of a log of sales that is a service or a fee: code and name, lines.
    #[error("left aside: {0}: a service or a fee, {1} lines")]
    Service(String, u64),
    /// Lines of a log of sales that were left: why, how many.
    #[error("left aside: {1} lines ({0})")]
    LinesLeft(&'static str, u64),
    /// A column of stock that says no place.
    #[error("stock without a place: name one in the mapping (place = \"…\")")]
    StockWithoutPlace,
    /// An id that cannot be.
    #[error("“{0}” cannot be an id: at most 200 letters, digits or hyphens, no slash")]
    BadId(String),
    /// Goods that would be moved to where they are.
    #[error("they are there already: name another place")]
    SamePlace,
}

impl ProblemKind {
    /// A short code, by which pages find their sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable(_) => "unreadable",
            Self::UnknownSection(_) => "unknown-section",
            Self::ColumnNotRead(_) => "column-not-read",
            Self::ColumnMissing(_) => "column-missing",
            Self::NoId => "no-id",
            Self::NoName => "no-name",
            Self::Twice(_) => "twice",
            Self::Dangling(_) => "dangling",
            Self::NoTaxRate => "no-tax-rate",
            Self::NegativePrice(_) => "negative-price",
            Self::NoPrice => "no-price",
            Self::Cycle(_) => "cycle",
            Self::Overlap(_) => "overlap",
            Self::Reversed => "reversed",
            Self::PastStart => "past-start",
            Self::PastEnd => "past-end",
            Self::NoTranslation(_) => "no-translation",
            Self::NoAlternative => "no-alternative",
            Self::NotANumber(_) => "not-a-number",
            Self::NotADate(_) => "not-a-date",
            Self::NotOneOf(..) => "not-one-of",
            Self::Reduction(_) => "reduction",
            Self::Limits(..) => "limits",
            Self::Promised { .. } => "promised",
            Self::NegativeStock(_) => "negative-stock",
            Self::SetAside(_) => "set-aside",
            Self::TaxAssumed(_) => "tax-assumed",
            Self::Service(..) => "service",
            Self::LinesLeft(..) => "lines-left",
            Self::StockWithoutPlace => "stock-without-place",
            Self::BadId(_) => "bad-id",
            Self::SamePlace => "same-place",
        }
    }

    /// What it is about, in one or two texts.
    pub fn details(&self) -> (String, String) {
        let one = |text: &str| (text.to_owned(), String::new());
        match self {
            Self::Unreadable(text)
            | Self::UnknownSection(text)
            | Self::ColumnNotRead(text)
            | Self::Twice(text)
            | Self::Dangling(text)
            | Self::NegativePrice(text)
            | Self::Cycle(text)
            | Self::Overlap(text)
            | Self::NoTranslation(text)
            | Self::NotANumber(text)
            | Self::NotADate(text)
            | Self::Reduction(text)
            | Self::NegativeStock(text)
            | Self::SetAside(text)
            | Self::TaxAssumed(text)
            | Self::BadId(text) => one(text),
            Self::ColumnMissing(text) => one(text),
            Self::NotOneOf(text, among) => (text.clone(), among.clone()),
            Self::Service(what, lines) => (what.clone(), lines.to_string()),
            Self::LinesLeft(why, lines) => ((*why).to_owned(), lines.to_string()),
            Self::Limits(least, most) => (least.to_string(), most.to_string()),
            Self::Promised { counted, promised } => (counted.to_string(), promised.to_string()),
            Self::Empty
            | Self::NoId
            | Self::NoName
            | Self::NoTaxRate
            | Self::NoPrice
            | Self::Reversed
            | Self::PastStart
            | Self::PastEnd
            | Self::StockWithoutPlace
            | Self::SamePlace
            | Self::NoAlternative => (String::new(), String::new()),
        }
    }

    /// How grave it is.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::UnknownSection(_)
            | Self::ColumnNotRead(_)
            | Self::NoPrice
            | Self::NoTranslation(_)
            | Self::NoAlternative
            | Self::SetAside(_)
            | Self::TaxAssumed(_)
            | Self::Service(..)
            | Self::LinesLeft(..)
            | Self::StockWithoutPlace => Severity::Warning,
            _ => Severity::Severe,
        }
    }
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
