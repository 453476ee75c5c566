//! What the pages about orders are given: already in the reader's language where it is a sentence, an amount or a date.

use std::collections::BTreeMap;

/// A shop to work in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShopChoice {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many orders are to be prepared there.
    pub to_prepare: usize,
    /// How many are ready.
    pub ready: usize,
}

/// An order in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderLine {
    /// Its page.
    pub href: String,
    /// Its number.
    pub number: String,
    /// Whose it is: a name.
    pub name: String,
    /// When it was placed.
    pub placed: String,
    /// What is in it, shortly.
    pub what: String,
    /// How it gets to the customer.
    pub way: String,
    /// The name of its state.
    pub state: &'static str,
    /// By when something is to be done, as a sentence.
    pub when: Option<String>,
    /// Whether that is over already.
    pub late: bool,
    /// What is owed for it as it stands.
    pub amount: String,
    /// What it cost when it was placed, if that is another amount.
    pub ordered: Option<String>,
    /// What is still to be paid in the shop.
    pub to_pay: Option<String>,
    /// What is to be given back.
    pub refund: Option<String>,
    /// Its id.
    pub id: String,
}

/// The page of a shop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShopPage {
    /// The shop's id, as it stands in addresses.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Whether it is open now, and until or from when.
    pub open: Option<String>,
    /// To be prepared.
    pub to_prepare: Vec<OrderLine>,
    /// Ready.
    pub ready: Vec<OrderLine>,
    /// Not paid, or stopped.
    pub waiting: Vec<OrderLine>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// What was typed and led nowhere, and why.
    pub problem: Option<String>,
    /// What was just done.
    pub done: Option<String>,
}

/// A line of an order as staff see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffLine {
    /// Its id.
    pub id: String,
    /// What.
    pub name: String,
    /// The offering's id: what a label says.
    pub offering: String,
    /// Whether it is a part or an option of the line before.
    pub part: bool,
    /// `goods`, `subscription` or `service`.
    pub nature: &'static str,
    /// The name of its state.
    pub state: &'static str,
    /// How many were ordered.
    pub ordered: u32,
    /// How many are wanted now.
    pub quantity: u32,
    /// How many were given.
    pub fulfilled: u32,
    /// How many came back.
    pub returned: u32,
    /// How many are still to be given.
    pub open: u32,
    /// How many can come back.
    pub returnable: u32,
    /// How many the customer can withdraw from, or has to send back.
    pub withdrawn: u32,
    /// What the customer keeps of it costs.
    pub amount: String,
    /// What all that was ordered of it cost, if not all is kept.
    pub ordered_amount: Option<String>,
    /// Where its pieces are kept.
    pub kept: Vec<String>,
    /// Whether its quantity can be changed by itself.
    pub amendable: bool,
    /// Whether it is a bundle that stands as its parts do.
    pub bundle: bool,
}

/// What is wrong with what was sent: in which form, and the sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormProblem {
    /// The form's id.
    pub form: String,
    /// The sentence.
    pub sentence: String,
    /// What had been typed, by field.
    pub typed: BTreeMap<String, String>,
}

impl FormProblem {
    /// What had been typed in a field of this form.
    pub fn typed(problem: Option<&Self>, form: &str, field: &str) -> String {
        problem
            .filter(|problem| problem.form == form)
            .and_then(|problem| problem.typed.get(field).cloned())
            .unwrap_or_default()
    }
}

/// The page on which an order is handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandOverPage {
    /// The shop's id, as it stands in addresses.
    pub place: String,
    /// Its name.
    pub shop: String,
    /// The order, as lists show it.
    pub order: OrderLine,
    /// Its lines.
    pub lines: Vec<StaffLine>,
    /// The code that was presented, if one was.
    pub code: Option<String>,
    /// What is to be paid now: as people read it, and as the form sends it.
    pub due: Option<(String, String)>,
    /// The name of the shop where it waits, if that is another.
    pub elsewhere: Option<String>,
    /// Why it cannot be handed over now.
    pub stopped: Option<String>,
    /// Whether the code was tried too often.
    pub blocked: bool,
    /// Whether it is still to be prepared.
    pub to_prepare: bool,
    /// Whether anything is left to be handed over.
    pub left: bool,
    /// Until when it is kept, or by when it was promised.
    pub when: Option<String>,
    /// What is wrong with what was sent.
    pub problem: Option<FormProblem>,
    /// What was just done.
    pub done: Option<String>,
}

/// What the office looks for, as its form says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderSearch {
    /// A number, an address, a name.
    pub text: String,
    /// A state's name.
    pub state: String,
    /// `to_ship` or `refund`.
    pub what: String,
    /// From which day, as `2026-11-24`.
    pub from: String,
    /// To which day.
    pub to: String,
}

/// The page of orders in the office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrdersPage {
    /// What is looked for.
    pub search: OrderSearch,
    /// What is wrong with it.
    pub problems: Vec<String>,
    /// The orders.
    pub orders: Vec<OrderLine>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// Something that happened, or is to happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepShown {
    /// What, as a sentence.
    pub text: String,
    /// When it happened; nothing: it is to come.
    pub done: Option<String>,
}

/// A payment of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaymentShown {
    /// Its id.
    pub id: String,
    /// The way to pay.
    pub method: String,
    /// What may be shown of it.
    pub shown: Option<String>,
    /// How it stands.
    pub state: String,
    /// What came.
    pub paid: String,
    /// What went back.
    pub refunded: Option<String>,
    /// What is to go back.
    pub to_return: Option<String>,
    /// Whether staff must give it back by hand, and say so.
    pub by_hand: bool,
}

/// A shipment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShipmentShown {
    /// Its id.
    pub id: String,
    /// When it left.
    pub sent: String,
    /// What was in it.
    pub what: String,
    /// The carrier and its number.
    pub tracking: String,
    /// When it arrived.
    pub arrived: Option<String>,
}

/// An act of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActShown {
    /// When.
    pub when: String,
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// Where, why, how much, how long: what else is to be said.
    pub more: Vec<String>,
}

/// A note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteShown {
    /// When.
    pub when: String,
    /// Who wrote it.
    pub who: String,
    /// What.
    pub text: String,
}

/// What can be done with an order now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderDoing {
    /// Quantities can go down.
    pub amend: bool,
    /// Subscriptions can start, services be done.
    pub start: bool,
    /// What is left can be cancelled.
    pub cancel: bool,
    /// Goods can be sent.
    pub ship: bool,
    /// It can be made ready in its shop.
    pub ready: bool,
    /// It can be stopped.
    pub hold: bool,
    /// It can go on.
    pub resume: bool,
    /// Goods can be taken back.
    pub take_back: bool,
    /// More can be given back than is due.
    pub gesture: bool,
    /// The customer can get another code.
    pub renew: bool,
    /// How the customer is reached, and where it goes, can be put right.
    pub correct: bool,
    /// It can be collected in another shop.
    pub shop: bool,
    /// Its confirmation can be sent again.
    pub confirm: bool,
}

/// A subscription of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubscriptionShown {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it ends, or how it would.
    pub told: String,
    /// Whether its end can be asked for.
    pub can_end: bool,
}

/// What can be put right, as it stands: a field's name and its value.
pub type Details = Vec<(&'static str, String)>;

/// The page of an order in the office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeOrderPage {
    /// The order, as lists show it.
    pub order: OrderLine,
    /// Facts about it: what, and what it is.
    pub facts: Vec<(String, String)>,
    /// The address of the customer's file, where there is one and the reader may open it.
    pub customer_file: Option<String>,
    /// The tax in what was due: the rate, the base, the tax, the total.
    pub vat: Vec<[String; 4]>,
    /// The same of what was taken off or came back since.
    pub vat_off: Vec<[String; 4]>,
    /// Its lines.
    pub lines: Vec<StaffLine>,
    /// What happened and what is to come.
    pub steps: Vec<StepShown>,
    /// Its payments.
    pub payments: Vec<PaymentShown>,
    /// Its shipments.
    pub shipments: Vec<ShipmentShown>,
    /// What can be done.
    pub doing: OrderDoing,
    /// Places from which goods can be sent, and to which they can come back: id and name.
    pub places: Vec<(String, String)>,
    /// Shops to which its collection can move: id and name.
    pub shops: Vec<(String, String)>,
    /// What can be put right.
    pub details: Details,
    /// Subscriptions that it began.
    pub subscriptions: Vec<SubscriptionShown>,
    /// On which account a refund goes; or that nobody said so.
    pub refund_account: Option<String>,
    /// Notes.
    pub notes: Vec<NoteShown>,
    /// Every act.
    pub acts: Vec<ActShown>,
    /// Where it can be handed over.
    pub hand_over: Option<String>,
    /// What is wrong with what was sent.
    pub problem: Option<FormProblem>,
    /// What was just done.
    pub done: Option<String>,
}
