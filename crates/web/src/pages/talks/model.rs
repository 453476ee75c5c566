//! What the pages of conversations are given: plain values, worded where words are somebody's own.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A field that must be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the field.
    pub field: &'static str,
    /// What is wrong and what to do, in the reader's language.
    pub sentence: String,
}

/// What may go along with a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskAlong {
    /// The page that was looked at: its path and its title.
    pub page: Option<(String, String)>,
    /// The offerings that were compared: ids and names.
    pub compared: Vec<(String, String)>,
    /// The words that were searched for.
    pub words: Option<String>,
    /// The error that was shown.
    pub error: Option<String>,
    /// How many pieces are in the cart, if there is one.
    pub cart: Option<u64>,
    /// What the customer unticked: names of the fields.
    pub unticked: Vec<&'static str>,
}

/// The form of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskForm {
    /// When it was first shown, if it is shown again: milliseconds since 1970.
    pub first_shown: Option<i64>,
    /// What was typed.
    pub text: String,
    /// The address that was typed.
    pub mail: String,
    /// What may go along.
    pub along: AskAlong,
    /// What must be mended.
    pub problems: Vec<FieldProblem>,
}

/// Who speaks, as the reader of the page sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The reader's own side, and whether it was the reader.
    Mine {
        /// The name, where it was not the reader but a colleague.
        name: Option<String>,
    },
    /// The other side: a seller's name, where they have one; nothing for a customer.
    Theirs {
        /// The name.
        name: Option<String>,
    },
}

/// One message as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidRow {
    /// Its id, which is the element's.
    pub id: String,
    /// Its place in the conversation.
    pub sequence: u32,
    /// Who wrote it.
    pub by: Speaker,
    /// Whether a seller wrote it.
    pub by_seller: bool,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

/// A part or an option of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartPart {
    /// What it is called.
    pub name: String,
    /// How many for each one of the line.
    pub quantity: u32,
}

/// A line of the cart beside a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its parts and options.
    pub parts: Vec<CartPart>,
    /// How many.
    pub quantity: u32,
    /// What it costs, worded: at once, monthly.
    pub price: String,
    /// Whether a seller put it in.
    pub by_seller: bool,
    /// What is the matter with it, worded.
    pub problems: Vec<String>,
}

/// Something that can be added to the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartFound {
    /// The offering's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it costs, worded.
    pub price: String,
    /// What is the matter with it, worded: none left, few left.
    pub problems: Vec<String>,
}

/// The cart beside a conversation, the same for both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CartBeside {
    /// Whether it can still be changed.
    pub open: bool,
    /// Where its forms are sent.
    pub action: String,
    /// Whether a seller looks at it.
    pub for_seller: bool,
    /// Its lines.
    pub lines: Vec<CartLine>,
    /// Due now, worded; empty where it is not known.
    pub now: String,
    /// Due each month, worded; empty where nothing is.
    pub monthly: String,
    /// Due at the end, worded; empty where nothing is.
    pub at_end: String,
    /// The order that it became, as the reader may open it.
    pub order: Option<OrderLink>,
}

/// The way to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLink {
    /// Its address, for whoever reads.
    pub href: String,
    /// Its number.
    pub number: String,
}

/// How a conversation stands for its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalkStanding {
    /// Nobody has taken it yet.
    Waiting,
    /// A seller has; the name where there is one.
    Taken(Option<String>),
    /// The seller has handed it back.
    HandedBack(Option<String>),
    /// The cart beside it became an order.
    Ordered(OrderLink),
    /// It is over.
    Closed,
}

/// The customer's side of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct TalkPage<'a> {
    /// Its id.
    pub id: &'a str,
    /// How it stands.
    pub standing: &'a TalkStanding,
    /// Its messages.
    pub said: &'a [SaidRow],
    /// The cart beside it.
    pub cart: Option<&'a CartBeside>,
    /// The position from which events go on.
    pub position: u64,
    /// What was typed and not taken.
    pub draft: &'a str,
    /// Why it was not taken.
    pub problem: Option<&'a str>,
    /// Whether the page waits and reloads itself, without a form.
    pub waits: bool,
    /// What time it is.
    pub now: Timestamp,
    /// The zone in which times are written.
    pub zone: &'a TimeZone,
}

/// How a conversation stands for a seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskStanding {
    /// Nobody has taken it.
    Waiting {
        /// How long the customer has waited, worded.
        since: String,
    },
    /// The reader has taken it.
    Mine,
    /// A colleague has.
    Theirs(Option<String>),
    /// It was handed back.
    HandedBack {
        /// When, worded.
        when: String,
        /// The link for the customer.
        link: String,
    },
    /// It is over; the written name of its ending.
    Closed(&'static str),
}

/// The seller's side of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskPage<'a> {
    /// Its id.
    pub id: &'a str,
    /// How it stands.
    pub standing: &'a DeskStanding,
    /// Its messages.
    pub said: &'a [SaidRow],
    /// What came along.
    pub along: &'a AskAlong,
    /// The address that the customer left.
    pub mail: Option<&'a str>,
    /// Who it is and what they have.
    pub beside: &'a DeskBeside,
    /// The customer's language: `fr` or `en`.
    pub language: &'a str,
    /// The cart beside it.
    pub cart: Option<&'a CartBeside>,
    /// What was looked for to be added, and what was found.
    pub find: &'a str,
    /// What was found.
    pub found: &'a [CartFound],
    /// The position from which events go on.
    pub position: u64,
    /// What was typed and not taken.
    pub draft: &'a str,
    /// Why something was not done.
    pub problem: Option<&'a str>,
    /// What time it is.
    pub now: Timestamp,
    /// The zone in which times are written.
    pub zone: &'a TimeZone,
}

/// Who asks, as far as they said, and what they have: orders, products, what they asked before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskBeside {
    /// Their name and the address of their file; nothing for somebody who has not signed in.
    pub customer: Option<(String, String)>,
    /// The mail address of their account.
    pub account: Option<String>,
    /// Their orders.
    pub orders: Vec<DeskOrder>,
    /// Their products: names and states, worded.
    pub products: Vec<(String, String)>,
    /// Their other conversations: address, what about, when.
    pub talks: Vec<(String, String, String)>,
    /// What colleagues noted: who and when, and the note.
    pub notes: Vec<(String, String)>,
}

/// An order of whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskOrder {
    /// The way to it.
    pub link: OrderLink,
    /// Its state, worded.
    pub state: String,
    /// When it was placed, worded.
    pub placed: String,
    /// What is in it, worded.
    pub lines: Vec<String>,
    /// Whether they were looking at it when they asked.
    pub looked_at: bool,
}

/// One conversation in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxLine {
    /// Its id.
    pub id: String,
    /// The beginning of its latest message.
    pub excerpt: String,
    /// How many messages it has.
    pub messages: u32,
    /// How long the customer has waited for an answer, worded; nothing where they have one.
    pub waits: Option<String>,
    /// How long it has stood so, worded.
    pub since: String,
    /// Who has it: nothing where nobody has.
    pub with: Option<Speaker>,
    /// The customer's name, or the address that they left.
    pub who: Option<String>,
    /// The page from which they asked.
    pub page: Option<String>,
    /// Their language: `fr` or `en`.
    pub language: String,
}

/// The inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxPage {
    /// Nobody has taken them: the longest wait first.
    pub waiting: Vec<InboxLine>,
    /// Somebody has.
    pub taken: Vec<InboxLine>,
    /// Handed back to their customers.
    pub handed_back: Vec<InboxLine>,
    /// Over: the latest first.
    pub closed: Vec<InboxLine>,
    /// The position from which events go on.
    pub position: u64,
}
