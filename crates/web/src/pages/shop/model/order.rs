//! An order: what happens next and when, and what one can still do.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::Money;

use super::checkout::PaymentShown;
use super::price::Totals;
use super::store::{Link, Problem};

/// The page of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderPage {
    /// Its id.
    pub id: String,
    /// The number that people say.
    pub number: String,
    /// When it was made.
    pub ordered_at: Timestamp,
    /// It was just made: the page thanks.
    pub just_ordered: bool,
    /// Its state in words.
    pub state: String,
    /// What happens next and when, in a sentence or two.
    pub next: String,
    /// What the reader has to do, if anything: how to pay a transfer, what to bring.
    pub to_do: Vec<String>,
    /// How far it is.
    pub progress: Vec<ProgressStep>,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// What it costs.
    pub totals: Totals,
    /// How it is paid, and where that stands.
    pub payment: String,
    /// How it can be paid again, where it waits for that.
    pub pay: Option<PayAgain>,
    /// Where it goes, line by line.
    pub delivery: Vec<String>,
    /// What the parcel's carrier says.
    pub tracking: Option<Link>,
    /// What is needed to fetch it.
    pub pick_up: Option<PickUpShown>,
    /// Money that goes back.
    pub refunds: Vec<Refund>,
    /// What happened so far, the newest first.
    pub timeline: Vec<OrderStep>,
    /// Papers: proof of purchase, contract summary.
    pub papers: Vec<Link>,
    /// Whether it can be cancelled.
    pub can_cancel: bool,
    /// Whether things can be sent back; where they can, until when.
    pub can_return: bool,
    /// Until when one may withdraw from the contract, where one may.
    pub withdraw_until: Option<Timestamp>,
    /// What is to be put right.
    pub problems: Vec<Problem>,
    /// The zone in which times are told.
    pub zone: TimeZone,
}

/// The ways in which an order that waits can be paid, and what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PayAgain {
    /// The ways.
    pub ways: Vec<PaymentShown>,
    /// What stands in the fields, by their names.
    pub values: BTreeMap<String, String>,
}

/// How far a step of an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It is done.
    Done,
    /// It is being done.
    Now,
    /// It is to come.
    ToCome,
    /// It failed, or was stopped.
    Stopped,
}

/// A step of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressStep {
    /// Its words.
    pub title: String,
    /// How far it is.
    pub state: StepState,
    /// When it was done, or is expected.
    pub when: String,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderLine {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Options and parts.
    pub details: Vec<String>,
    /// How many were ordered.
    pub quantity: u32,
    /// How many of them were given.
    pub given: u32,
    /// Its state in words.
    pub state: String,
    /// Due at the order.
    pub due_now: Option<Money>,
    /// Due each month.
    pub monthly: Option<Money>,
}

/// What is needed to fetch an order.
#[derive(Debug, Clone, PartialEq)]
pub struct PickUpShown {
    /// The code, as people read it.
    pub code: String,
    /// The code as a QR code: a whole `<svg>` element of ours.
    pub qr_svg: String,
    /// The shop.
    pub place: String,
    /// Its address on one line.
    pub address: String,
    /// Its hours.
    pub hours: Vec<(String, String)>,
    /// When it is ready; nothing while that is not known.
    pub ready_by: Option<Timestamp>,
    /// Whether it is ready.
    pub ready: bool,
    /// Until when it is kept.
    pub kept_until: Option<Timestamp>,
}

/// Money that goes back.
#[derive(Debug, Clone, PartialEq)]
pub struct Refund {
    /// How much.
    pub amount: Money,
    /// Why and how far, in words.
    pub state: String,
}

/// Something that happened to an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderStep {
    /// When.
    pub at: Timestamp,
    /// What, in words.
    pub what: String,
}

/// The page on which a guest finds an order again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindOrderPage {
    /// The number that was typed.
    pub number: String,
    /// The address that was typed.
    pub email: String,
    /// Why the page is shown, where somebody asked for another.
    pub why: Option<String>,
    /// What is to be put right. It never says which of the two was wrong.
    pub problems: Vec<Problem>,
}

/// The page on which one confirms that one cancels, returns or withdraws.
#[derive(Debug, Clone, PartialEq)]
pub struct WithdrawPage {
    /// What is done: `cancel`, `return` or `withdraw`.
    pub what: String,
    /// The order's id.
    pub order: String,
    /// The number that people say.
    pub number: String,
    /// Lines to choose from; empty where it is the whole order.
    pub lines: Vec<OrderLine>,
    /// What follows, in sentences: what is paid back, how, when, what is still due.
    pub consequences: Vec<String>,
    /// The reader's name, as the statement bears it.
    pub name: String,
    /// Where the acknowledgement goes.
    pub email: String,
    /// What is to be put right.
    pub problems: Vec<Problem>,
}
