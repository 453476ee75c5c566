//! Why something cannot be done with an order, and what can be done instead.

use jiff::Timestamp;
use types::Money;

use super::OrderState;

/// A refusal. Each has a sentence of its own in the interface, found by [`OrderRefusal::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// Nothing was said to be done.
    #[error("no line and no quantity was chosen: choose at least one")]
    Nothing,
    /// There is no such line.
    #[error("the order has no line {0}")]
    NoSuchLine(String),
    /// A line that is the name of its parts: each part is handled by itself.
    #[error("line {0} is a bundle: choose its parts")]
    Bundle(String),
    /// A part of a bundle cannot be taken off by itself.
    #[error("line {0} is a part of a bundle: change the bundle")]
    PartOfBundle(String),
    /// More than there is.
    #[error("line {item}: {wanted} is more than the {most} that can be chosen")]
    TooMany {
        /// Which line.
        item: String,
        /// How many were chosen.
        wanted: u32,
        /// How many can be.
        most: u32,
    },
    /// More is wanted than was ordered: that is another order.
    #[error("line {item}: an order cannot grow beyond {ordered}; place another order for more")]
    CannotGrow {
        /// Which line.
        item: String,
        /// How many were ordered.
        ordered: u32,
    },
    /// It is over.
    #[error("the order is {}: nothing more can be done with it but to take goods back or refund", .0.name())]
    Over(OrderState),
    /// It waits for money.
    #[error("the order is not paid yet: {0} is missing")]
    NotPaid(Money),
    /// Somebody stopped it.
    #[error("the order is held: let it go on first")]
    IsHeld,
    /// It is not stopped.
    #[error("the order is not held")]
    NotHeld,
    /// It is not collected in a shop.
    #[error("the order is not to be collected in a shop: it is sent")]
    NotPickedUp,
    /// It is collected, not sent.
    #[error("the order is to be collected in a shop: hand it over there")]
    NotShipped,
    /// It is collected in another shop.
    #[error("the order is to be collected in another shop: {0}")]
    OtherShop(String),
    /// It is ready already.
    #[error("the order is ready since {0}")]
    AlreadyReady(Timestamp),
    /// The code is not right.
    #[error("this is not the code of the order; {left} tries are left")]
    WrongCode {
        /// How many tries are left.
        left: u32,
    },
    /// The code was tried too often.
    #[error(
        "the code was tried too often: have the customer ask for a new one, or see who they are and renew it"
    )]
    CodeBlocked,
    /// The line is not of the kind that this is done with.
    #[error("line {0} is not something that this can be done with")]
    WrongNature(String),
    /// Some of it has gone: it cannot be cancelled any more, but can be brought back.
    #[error("some of it was given already: what is left can be taken off; what was given can be returned")]
    AlreadyGiven,
    /// The time in which one may withdraw is over.
    #[error("the time to withdraw ended on {0}; a return may still be agreed with a seller")]
    WithdrawalOver(Timestamp),
    /// No more money is there to be given back.
    #[error("{wanted} cannot be given back: at most {most}")]
    TooMuchRefund {
        /// How much was wanted.
        wanted: Money,
        /// How much there is.
        most: Money,
    },
    /// Not an amount, or of another currency.
    #[error("{0} is not an amount that can be given back on this order")]
    Amount(Money),
    /// No shipment of this id.
    #[error("the order has no shipment {0}")]
    NoSuchShipment(String),
    /// It has arrived already.
    #[error("it arrived on {0}")]
    AlreadyDelivered(Timestamp),
    /// Too early: what is to happen then is not due.
    #[error("this is due only at {0}")]
    NotDue(Timestamp),
    /// Nothing is due by itself.
    #[error("nothing is due by itself")]
    NothingDue,
    /// What was written is empty or too long.
    #[error("a note has from 1 to 2,000 characters")]
    NoteLength,
}

impl OrderRefusal {
    /// Its name, by which its sentence is found and by which its act gives a reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NoSuchLine(_) => "no_such_line",
            Self::Bundle(_) => "bundle",
            Self::PartOfBundle(_) => "part_of_bundle",
            Self::TooMany { .. } => "too_many",
            Self::CannotGrow { .. } => "cannot_grow",
            Self::Over(_) => "over",
            Self::NotPaid(_) => "not_paid",
            Self::IsHeld => "is_held",
            Self::NotHeld => "not_held",
            Self::NotPickedUp => "not_picked_up",
            Self::NotShipped => "not_shipped",
            Self::OtherShop(_) => "other_shop",
            Self::AlreadyReady(_) => "already_ready",
            Self::WrongCode { .. } => "wrong_code",
            Self::CodeBlocked => "code_blocked",
            Self::WrongNature(_) => "wrong_nature",
            Self::AlreadyGiven => "already_given",
            Self::WithdrawalOver(_) => "withdrawal_over",
            Self::TooMuchRefund { .. } => "too_much_refund",
            Self::Amount(_) => "amount",
            Self::NoSuchShipment(_) => "no_such_shipment",
            Self::AlreadyDelivered(_) => "already_delivered",
            Self::NotDue(_) => "not_due",
            Self::NothingDue => "nothing_due",
            Self::NoteLength => "note_length",
        }
    }
}
