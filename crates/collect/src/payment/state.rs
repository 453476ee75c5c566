//! How a payment stands, and what is to be done about it when its time has come.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Why a provider said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedBecause {
    /// The bank says no, and not why.
    Declined,
    /// There is not enough on the account.
    InsufficientFunds,
    /// The card or the account is no longer good.
    Expired,
    /// The holder did not prove to be the holder.
    NotAuthenticated,
    /// What was given cannot be right.
    WrongDetails,
    /// The question never reached the provider.
    NeverReached,
}

impl RefusedBecause {
    /// Its name, in acts and in the keys of sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::InsufficientFunds => "insufficient_funds",
            Self::Expired => "expired",
            Self::NotAuthenticated => "not_authenticated",
            Self::WrongDetails => "wrong_details",
            Self::NeverReached => "never_reached",
        }
    }
}

/// How a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// It was written down, and the provider is being asked.
    Asked,
    /// The provider took note; the money is to come.
    Pending {
        /// Until when it may come; nothing: no end.
        until: Option<Timestamp>,
    },
    /// The money is here.
    Paid,
    /// The provider said no.
    Refused {
        /// Why.
        because: RefusedBecause,
    },
    /// The provider was asked and did not answer: the money may be here or not.
    Unknown {
        /// How often it was looked up since.
        looks: u32,
        /// When it is looked up next.
        next_look: Timestamp,
    },
    /// It was given up before any money came.
    Cancelled,
    /// More came than we may keep.
    RefundDue,
    /// All that came went back.
    Refunded,
}

impl PaymentState {
    /// Its name, as records and addresses write it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Pending { .. } => "pending",
            Self::Paid => "paid",
            Self::Refused { .. } => "refused",
            Self::Unknown { .. } => "unknown",
            Self::Cancelled => "cancelled",
            Self::RefundDue => "refundDue",
            Self::Refunded => "refunded",
        }
    }
}

/// What is to be done about a payment when its time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentDue {
    /// Ask the provider what became of it.
    LookUp(Timestamp),
    /// Give it up: the money did not come in time.
    Expire(Timestamp),
}

impl PaymentDue {
    /// When.
    pub const fn at(self) -> Timestamp {
        match self {
            Self::LookUp(at) | Self::Expire(at) => at,
        }
    }
}
