//! What a provider says of a payment, what is new then, and what cannot be.

use jiff::Timestamp;
use types::{Money, PaymentId};

use super::RefusedBecause;

/// What a provider says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Money came.
    Paid {
        /// The provider's own reference of this sum.
        reference: String,
        /// How much.
        amount: Money,
    },
    /// It took note; the money is to come.
    Pending {
        /// Until when.
        until: Option<Timestamp>,
    },
    /// No.
    Refused(RefusedBecause),
    /// It did not answer in time.
    Unknown,
}

/// What changed, for the act that tells it and for whoever acts upon it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The money is to come.
    Waits,
    /// All that was asked is here.
    Paid,
    /// A part of it is here.
    PartlyPaid(Money),
    /// The provider said no.
    Refused(RefusedBecause),
    /// Nobody knows yet.
    Uncertain,
    /// Given up before any money came.
    Cancelled,
    /// So much more is owed back than before.
    ToReturn(Money),
    /// So much went back.
    Returned(Money),
}

/// Why something cannot be done with a payment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// The provider speaks of another currency.
    #[error("{payment} was asked in {asked}; {told} is another currency: look into it by hand")]
    Currency {
        /// Which payment.
        payment: PaymentId,
        /// What was asked.
        asked: Money,
        /// What was told.
        told: Money,
    },
    /// An amount below or equal to nothing.
    #[error("{0} is not an amount that can be paid or given back")]
    Amount(Money),
    /// More is to be given back than was kept.
    #[error("{wanted} cannot be given back: at most {most} is kept")]
    TooMuch {
        /// What was wanted.
        wanted: Money,
        /// What is the most.
        most: Money,
    },
}
