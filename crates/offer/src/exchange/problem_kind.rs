//! Everything that may be wrong with a catalogue, with a code for pages, details for sentences, and how grave it is.

use super::problem::Severity;

/// What is wrong. The text is for a terminal; pages say it in the reader's language by [`ProblemKind::code`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ProblemKind {
    /// The file is empty.
    #[error("the file holds nothing")]
    Empty,
    /// The file is not what it should be.
    #[error("this cannot be read: {0}")]
    Unreadable(String),
    /// An attribute is not of the form that it should have. The text is for a terminal.
    #[error("an attribute has not the form that it should have: {0}")]
    Misshapen(String),
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
    #[error("left aside: {lines} lines ({})", .0.replace('_', " "), lines = .1)]
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
    /// A promotion that would begin in the past, before which nobody could see it.
    #[error("a promotion begins now or later, never in the past")]
    CampaignPastStart,
    /// A promotion that would have ended in the past, or would be revived.
    #[error("a promotion ends now or later; one that is over stays over")]
    CampaignPastEnd,
    /// A promotion that has begun keeps what it lowers, by how much and since when.
    #[error("it has begun: this stays as it is; end it and make another")]
    CampaignBegun,
    /// Two promotions answer to one code.
    #[error("“{0}” answers to this code already")]
    CodeTaken(String),
    /// Two arrangements of one aisle.
    #[error("“{0}” arranges this aisle already")]
    ArrangedTwice(String),
    /// No beginning of a postcode.
    #[error("“{0}” begins no postcode")]
    Postcode(String),
    /// A picture that is not kept here: pages do not show it.
    #[error("“{0}” is no picture of ours: pages do not show it")]
    ForeignPicture(String),
    /// Goods of which nobody counted any.
    #[error("of {0} goods none is counted in stock: they stand as sold out until they are counted")]
    Uncounted(u64),
    /// A table counts goods at a place that is not there: the place, how many counts were left.
    #[error("there is no place “{0}”: {1} counts are left aside until there is")]
    PlaceMissing(String, u64),
    /// A grid of prices speaks of something that another grid prices already.
    #[error("it has its prices from another grid: it is left as it is")]
    PricedElsewhere,
    /// No country.
    #[error("“{0}” is no country: two letters of ISO 3166")]
    Country(String),
    /// No account number.
    #[error("this is no account number (IBAN): {0}")]
    AccountNumber(&'static str),
    /// No mail address.
    #[error("“{0}” is no mail address")]
    NotAnAddress(String),
    /// No time zone.
    #[error("“{0}” is no time zone: write it as Europe/Paris")]
    TimeZone(String),
    /// Hours that end before they begin: which.
    #[error("{0} ends before it begins; hours past midnight are two: until 24:00, and from 00:00")]
    HoursReversed(String),
    /// Hours that overlap: which.
    #[error("{0} overlaps with other hours of the same day")]
    HoursOverlap(String),
    /// A day that stands there twice.
    #[error("“{0}” stands there twice: put its hours together")]
    HoursTwice(String),
    /// Out of its bounds: the least, the most.
    #[error("from {0} to {1}")]
    Bounds(i64, i64),
    /// More is taken from a shelf than is nobody's there.
    #[error("{there} are there, {promised} of them promised to customers: {wanted} cannot leave")]
    NotThatMany {
        /// How many are there in all.
        there: i64,
        /// How many of them are held or ordered.
        promised: i64,
        /// How many should leave.
        wanted: i64,
    },
    /// Too much for one record.
    #[error("it is too large")]
    TooLarge,
}

impl ProblemKind {
    /// A short code, by which pages find their sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable(_) => "unreadable",
            Self::Misshapen(_) => "misshapen",
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
            Self::CampaignPastStart => "campaign-past-start",
            Self::CampaignPastEnd => "campaign-past-end",
            Self::CampaignBegun => "campaign-begun",
            Self::CodeTaken(_) => "code-taken",
            Self::ArrangedTwice(_) => "arranged-twice",
            Self::Postcode(_) => "postcode",
            Self::ForeignPicture(_) => "foreign-picture",
            Self::Uncounted(_) => "uncounted",
            Self::PlaceMissing(..) => "place-missing",
            Self::PricedElsewhere => "priced-elsewhere",
            Self::Country(_) => "country",
            Self::AccountNumber(_) => "account-number",
            Self::NotAnAddress(_) => "not-an-address",
            Self::TimeZone(_) => "time-zone",
            Self::HoursReversed(_) => "hours-reversed",
            Self::HoursOverlap(_) => "hours-overlap",
            Self::HoursTwice(_) => "hours-twice",
            Self::Bounds(..) => "bounds",
            Self::NotThatMany { .. } => "not-that-many",
            Self::TooLarge => "too-large",
        }
    }

    /// What it is about, in one or two texts.
    pub fn details(&self) -> (String, String) {
        let one = |text: &str| (text.to_owned(), String::new());
        match self {
            Self::Unreadable(text)
            | Self::Misshapen(text)
            | Self::CodeTaken(text)
            | Self::ArrangedTwice(text)
            | Self::Postcode(text)
            | Self::ForeignPicture(text)
            | Self::Country(text)
            | Self::NotAnAddress(text)
            | Self::TimeZone(text)
            | Self::HoursReversed(text)
            | Self::HoursOverlap(text)
            | Self::HoursTwice(text)
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
            Self::ColumnMissing(text) | Self::AccountNumber(text) => one(text),
            Self::Uncounted(count) => one(&count.to_string()),
            Self::PlaceMissing(place, counts) => (place.clone(), counts.to_string()),
            Self::Bounds(least, most) => (least.to_string(), most.to_string()),
            Self::NotThatMany { there, promised, .. } => (there.to_string(), promised.to_string()),
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
            | Self::CampaignPastStart
            | Self::CampaignPastEnd
            | Self::CampaignBegun
            | Self::TooLarge
            | Self::PricedElsewhere
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
            | Self::ForeignPicture(_)
            | Self::Uncounted(_)
            | Self::PlaceMissing(..)
            | Self::PricedElsewhere
            | Self::SetAside(_)
            | Self::TaxAssumed(_)
            | Self::Service(..)
            | Self::LinesLeft(..)
            | Self::StockWithoutPlace => Severity::Warning,
            _ => Severity::Severe,
        }
    }
}
