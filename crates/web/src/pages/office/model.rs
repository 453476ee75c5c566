//! What the office's pages are given.

use jiff::Timestamp;
use maud::Markup;
use party::Permission;

/// A room of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeRoom {
    /// The first page.
    Overview,
    /// Products.
    Products,
    /// Variants that can be bought.
    Offerings,
    /// Categories of the shelf.
    Categories,
    /// Promotions.
    Promotions,
    /// In which order things stand.
    Arrangements,
    /// Shops and warehouses.
    Places,
    /// Stock.
    Stock,
    /// Ways of delivery.
    Delivery,
    /// Who the organisation is.
    Operator,
    /// Legal and other pages.
    Pages,
    /// Dead ends.
    DeadEnds,
    /// Bringing and taking whole catalogues.
    Exchange,
}

impl OfficeRoom {
    /// Every room, in the order of the navigation.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Products,
        Self::Offerings,
        Self::Categories,
        Self::Promotions,
        Self::Arrangements,
        Self::Stock,
        Self::Places,
        Self::Delivery,
        Self::Operator,
        Self::Pages,
        Self::DeadEnds,
        Self::Exchange,
    ];

    /// Its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => "/office",
            Self::Products => "/office/catalogue/products",
            Self::Offerings => "/office/catalogue/offerings",
            Self::Categories => "/office/catalogue/categories",
            Self::Promotions => "/office/promotions",
            Self::Arrangements => "/office/arrangements",
            Self::Places => "/office/places",
            Self::Stock => "/office/stock",
            Self::Delivery => "/office/catalogue/delivery",
            Self::Operator => "/office/catalogue/operator",
            Self::Pages => "/office/pages",
            Self::DeadEnds => "/office/dead-ends",
            Self::Exchange => "/office/exchange",
        }
    }

    /// What reading it needs; nothing for the first page, which is for everybody who works here.
    pub const fn needs(self) -> Option<Permission> {
        Some(match self {
            Self::Overview => return None,
            Self::Stock | Self::Places => Permission::ReadStock,
            Self::DeadEnds => Permission::ReadDeadEnds,
            Self::Exchange => Permission::EditCatalogue,
            _ => Permission::ReadCatalogue,
        })
    }

    /// The key of its name: `office-room-…`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "office-room-overview",
            Self::Products => "office-room-products",
            Self::Offerings => "office-room-offerings",
            Self::Categories => "office-room-categories",
            Self::Promotions => "office-room-promotions",
            Self::Arrangements => "office-room-arrangements",
            Self::Places => "office-room-places",
            Self::Stock => "office-room-stock",
            Self::Delivery => "office-room-delivery",
            Self::Operator => "office-room-operator",
            Self::Pages => "office-room-pages",
            Self::DeadEnds => "office-room-dead-ends",
            Self::Exchange => "office-room-exchange",
        }
    }
}

/// A problem of a form: of which field, and what, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldProblem {
    /// The name of the field; empty: of none in particular.
    pub field: String,
    /// What is wrong.
    pub text: String,
}

/// What a field is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeInput {
    /// One line. With a list, what may be chosen is proposed.
    Line {
        /// The text.
        value: String,
        /// The name of the list that proposes.
        list: Option<String>,
    },
    /// A whole number or an amount.
    Number {
        /// The number as it was written.
        value: String,
    },
    /// Several lines.
    Area {
        /// The text.
        value: String,
        /// How many lines are shown.
        rows: u8,
    },
    /// One of several.
    Choice {
        /// The chosen one.
        value: String,
        /// Values with their words.
        options: Vec<(String, String)>,
    },
    /// Yes or no.
    Check {
        /// Yes.
        on: bool,
    },
    /// A day and a time.
    Instant {
        /// As browsers write it: `2026-03-01T08:30`.
        value: String,
    },
    /// Several lines of several cells each; empty lines are left out.
    Rows {
        /// The cells.
        columns: Vec<OfficeColumn>,
        /// What stands in them.
        rows: Vec<Vec<String>>,
        /// Pictures that may be added, where lines are pictures.
        pictures: Vec<OfficeThumb>,
    },
}

/// A picture that a form may take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeThumb {
    /// The name of its box in the form.
    pub field: String,
    /// Where it is served.
    pub url: String,
    /// What it is called in the office.
    pub name: String,
    /// What it shows, in the reader's language.
    pub alt: String,
    /// Whether it is ticked.
    pub on: bool,
}

/// A column of a field of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeColumn {
    /// Its name within the field.
    pub name: String,
    /// Its words.
    pub label: String,
    /// What may be chosen; nothing: a text.
    pub options: Vec<(String, String)>,
    /// The name of the list that proposes.
    pub list: Option<String>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeField {
    /// Its name.
    pub name: String,
    /// Its words.
    pub label: String,
    /// What is to be known about it.
    pub hint: Option<String>,
    /// What it is filled with.
    pub input: OfficeInput,
    /// The language of its text.
    pub language: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeGroup {
    /// Their heading.
    pub title: String,
    /// Whether they stand open.
    pub open: bool,
    /// The fields.
    pub fields: Vec<OfficeField>,
}

/// What somebody else changed meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeConflict {
    /// The attribute, theirs, yours.
    pub lines: Vec<(String, String, String)>,
    /// Whether it is gone.
    pub gone: bool,
}

/// The form of one resource.
#[derive(Debug, Clone)]
pub struct OfficeForm {
    /// The room.
    pub room: OfficeRoom,
    /// Its name; nothing: it is new.
    pub name: Option<String>,
    /// Its id; nothing: it is to be chosen.
    pub id: Option<String>,
    /// The id that was typed for a new one.
    pub typed_id: String,
    /// What a new one is a copy of; empty: of nothing.
    pub from: String,
    /// The older version that is shown.
    pub older: Option<u64>,
    /// Where it is sent.
    pub action: String,
    /// The version that was read.
    pub version: Option<u64>,
    /// The fields.
    pub groups: Vec<OfficeGroup>,
    /// Lists that propose: name, values with words.
    pub lists: Vec<(String, Vec<(String, String)>)>,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// What is worth knowing.
    pub warnings: Vec<String>,
    /// What somebody else changed meanwhile.
    pub conflict: Option<OfficeConflict>,
    /// Whether it was just saved.
    pub saved: bool,
    /// Other pages about it: address, words.
    pub links: Vec<(String, String)>,
    /// That it is not on sale, and in which state it is.
    pub off_sale: Option<String>,
    /// What stands below the form.
    pub below: Option<Markup>,
}

/// A line of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeLine {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Other cells.
    pub cells: Vec<String>,
}

/// A choice above a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeChoice {
    /// The name of its field.
    pub name: String,
    /// Its words.
    pub label: String,
    /// The chosen value; empty: none.
    pub value: String,
    /// Values with their words.
    pub options: Vec<(String, String)>,
}

/// A list of resources.
#[derive(Debug, Clone)]
pub struct OfficeList {
    /// The room.
    pub room: OfficeRoom,
    /// What was searched for.
    pub query: String,
    /// Choices that narrow the list or order it: the field's name, its words, the chosen value, values with their words.
    pub choices: Vec<OfficeChoice>,
    /// The names of the other cells.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<OfficeLine>,
    /// How many there are in all.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Whether a new one may be made.
    pub may_add: bool,
}

/// A price on the time line.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficePrice {
    /// Its id.
    pub id: String,
    /// The amount as people read it, with its period.
    pub amount: String,
    /// The amount as a number, for the drawing.
    pub height: f64,
    /// Since when.
    pub from: Option<Timestamp>,
    /// Until when.
    pub until: Option<Timestamp>,
    /// Its tax, as people read it.
    pub tax: String,
    /// Past, in force, or to come.
    pub standing: PriceStanding,
}

/// Where a price stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceStanding {
    /// It has ended.
    Past,
    /// It is in force.
    InForce,
    /// It has not begun.
    ToCome,
}

/// The prices of one charge.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficePriceLine {
    /// What it is: once, each month, by use.
    pub title: String,
    /// The prices, in the order of time.
    pub prices: Vec<OfficePrice>,
    /// The price that a change follows.
    pub follows: Option<String>,
}

/// The prices of an offering.
#[derive(Debug, Clone)]
pub struct OfficePrices {
    /// The offering.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its charges.
    pub lines: Vec<OfficePriceLine>,
    /// Now.
    pub now: Timestamp,
    /// The zone of times.
    pub zone: jiff::tz::TimeZone,
    /// The form to change or add one.
    pub form: OfficePriceForm,
    /// Whether a change was just made.
    pub saved: bool,
    /// The lowest price of the last thirty days, as people read it.
    pub lowest: Option<String>,
    /// What a new customer pays now: what for, how much.
    pub today: Vec<(String, String)>,
    /// What a new customer would pay once what the form says were saved; nothing: nobody has looked yet.
    pub preview: Option<PricePreview>,
    /// When a price was to end, as it was typed: which price, when.
    pub ending: (String, String),
}

/// What a new customer would pay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PricePreview {
    /// What for, how much.
    pub lines: Vec<(String, String)>,
    /// What tells this preview from another: saving what was looked at says it.
    pub mark: String,
    /// The form was sent to be saved, and is asked back once: it adds to what is charged already.
    pub asked_back: bool,
}

/// What the form of a price says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficePriceForm {
    /// The price that it follows; empty: another charge.
    pub follows: String,
    /// What the charge is called.
    pub name: String,
    /// `oneTime`, `recurring`, `usage`, `closing`.
    pub kind: String,
    /// The amount.
    pub amount: String,
    /// The currency.
    pub currency: String,
    /// The rate of tax.
    pub tax: String,
    /// Whether the amount holds it.
    pub includes_tax: bool,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// What it is called in English.
    pub name_en: String,
    /// Only the first so many months.
    pub first_months: String,
    /// Only after so many months.
    pub after_months: String,
    /// The unit of a price by use.
    pub unit: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// What stands at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeStockLine {
    /// The item.
    pub item: String,
    /// Its name.
    pub name: String,
    /// On the shelf, nobody's.
    pub available: i64,
    /// Held for carts.
    pub held: i64,
    /// Ordered.
    pub committed: i64,
}

/// Stock at a place.
#[derive(Debug, Clone, Default)]
pub struct OfficeStock {
    /// Places: id, name.
    pub places: Vec<(String, String)>,
    /// The place that is shown.
    pub place: String,
    /// What was searched for.
    pub query: String,
    /// The lines.
    pub lines: Vec<OfficeStockLine>,
    /// How many there are in all.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Everything that may be named: item, name.
    pub items: Vec<(String, String)>,
    /// What was typed into a form that was refused, by the names of its fields.
    pub typed: std::collections::BTreeMap<String, String>,
    /// What is wrong with what was sent: `count-ITEM`, `receive-…` or `move-…`.
    pub problems: Vec<FieldProblem>,
    /// What was done.
    pub done: Option<String>,
}

/// Something that a shop needs before it can sell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeNeed {
    /// What, in words.
    pub words: String,
    /// Whether it is there.
    pub met: bool,
    /// Where it is seen to.
    pub href: String,
}

/// Many counts at once: what was typed, and what it would change.
#[derive(Debug, Clone, Default)]
pub struct OfficeCounts {
    /// Places: id, name.
    pub places: Vec<(String, String)>,
    /// The lines.
    pub text: String,
    /// How many goods were never counted.
    pub uncounted: usize,
    /// What counting so would change, once it was asked.
    pub plan: Option<OfficeCountPlan>,
    /// How many counts were just written.
    pub done: Option<usize>,
}

/// What counting so would change.
#[derive(Debug, Clone, Default)]
pub struct OfficeCountPlan {
    /// The item's name, the place, before, after.
    pub changes: Vec<(String, String, i64, i64)>,
    /// How many changes there are in all.
    pub total: usize,
    /// How many counts are as they were.
    pub unchanged: u64,
    /// Line, what stands there, what is wrong.
    pub problems: Vec<(Option<u64>, String, String)>,
    /// Whether it may be done.
    pub may_apply: bool,
}

/// A movement of stock as a line.
#[derive(Debug, Clone, Default)]
pub struct OfficeMovement {
    /// When.
    pub at: String,
    /// The item's name and id.
    pub item: (String, String),
    /// Where, and where to.
    pub place: String,
    /// What happened.
    pub what: String,
    /// How many more.
    pub by: String,
    /// Who.
    pub who: String,
}

/// Movements of stock.
#[derive(Debug, Clone, Default)]
pub struct OfficeMovements {
    /// Places: id, name.
    pub places: Vec<(String, String)>,
    /// The place that is shown; empty: all.
    pub place: String,
    /// The item that is shown; empty: all of the place.
    pub item: String,
    /// Everything that may be named: item, name.
    pub items: Vec<(String, String)>,
    /// The lines, the latest first.
    pub lines: Vec<OfficeMovement>,
}
