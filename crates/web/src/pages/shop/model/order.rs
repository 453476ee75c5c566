//! An order: what happens next and when, and what one can still do.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use types::Money;

use super::checkout::PaymentShown;
use super::price::{Totals, UsePrice};
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
    /// What was just done, in a sentence.
    pub told: Option<String>,
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
    /// What it is worth now, what was paid, what is still to be: where that differs from what it cost.
    pub sums: Vec<(String, Money)>,
    /// How it is paid, and where that stands.
    pub payment: String,
    /// Why the last payment was refused, as long as another is awaited.
    pub refused: Option<String>,
    /// How it can be paid again, where it waits for that.
    pub pay: Option<PayAgain>,
    /// Where it goes, line by line.
    pub delivery: Vec<String>,
    /// What left already, parcel by parcel.
    pub parcels: Vec<Parcel>,
    /// How goods come back, where some are to.
    pub back: Option<Back>,
    /// Where the customer is asked on which account money goes back.
    pub account: Option<AccountAsked>,
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
    /// Whether something of it can be withdrawn from.
    pub can_withdraw: bool,
    /// Until when, in sentences.
    pub withdraw_until: Vec<String>,
    /// Subscriptions that can be ended: their names and where that is done.
    pub endings: Vec<Link>,
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
    /// How many are wanted now; of a line that was taken off, how many were ordered.
    pub quantity: u32,
    /// How many of them were given.
    pub given: u32,
    /// Its state in words.
    pub state: String,
    /// What became of it beside that: taken off, brought back, withdrawn from.
    pub notes: Vec<String>,
    /// Due at the order.
    pub due_now: Option<Money>,
    /// Due each month.
    pub monthly: Option<Money>,
    /// What is paid for use on top.
    pub usage: Vec<UsePrice>,
}

/// A parcel that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// When it left.
    pub sent: String,
    /// When it arrived.
    pub arrived: Option<String>,
    /// What is in it, line by line.
    pub what: Vec<String>,
    /// Who carries it.
    pub carrier: String,
    /// Its number there.
    pub tracking: String,
}

/// How goods come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    /// By when.
    pub by: Option<String>,
    /// Shops, each on one line.
    pub shops: Vec<String>,
    /// The address for parcels, line by line.
    pub address: Vec<String>,
}

/// The question for an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountAsked {
    /// How much is to go there.
    pub amount: String,
    /// The account that is known, masked.
    pub known: Option<String>,
    /// What stands in the fields, by their names.
    pub values: BTreeMap<String, String>,
}

/// The page on which a subscription is ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingPage {
    /// The order that began it.
    pub order: String,
    /// The order's number.
    pub number: String,
    /// The subscription.
    pub product: String,
    /// Its name.
    pub name: String,
    /// Until when one may withdraw instead, which costs nothing, in a sentence.
    pub withdraw: Option<String>,
    /// What follows, in sentences.
    pub consequences: Vec<String>,
    /// Whether its end can be asked for.
    pub possible: bool,
    /// What is to be put right.
    pub problems: Vec<Problem>,
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
    /// Whether it can be done at all.
    pub possible: bool,
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
