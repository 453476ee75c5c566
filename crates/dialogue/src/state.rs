//! Where a conversation stands, and how it may end.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::Outcome;

use crate::Seller;

/// Where a conversation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum State {
    /// Somebody must take it.
    Waiting {
        /// Since when.
        since: Timestamp,
    },
    /// A seller has taken it.
    Taken {
        /// Who.
        by: Seller,
        /// Since when.
        since: Timestamp,
    },
    /// The seller has done their part; the customer goes on alone.
    HandedBack {
        /// Who handed it back.
        by: Seller,
        /// When.
        at: Timestamp,
        /// Until when the link that opens the cart is good.
        link_until: Timestamp,
    },
    /// It is over, until somebody writes again.
    Closed {
        /// When.
        at: Timestamp,
        /// How.
        ending: Ending,
    },
}

impl State {
    /// The written name, as records are found by it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Taken { .. } => "taken",
            Self::HandedBack { .. } => "handedBack",
            Self::Closed { .. } => "closed",
        }
    }

    /// Since when it stands so.
    pub const fn since(&self) -> Timestamp {
        match self {
            Self::Waiting { since } | Self::Taken { since, .. } => *since,
            Self::HandedBack { at, .. } | Self::Closed { at, .. } => *at,
        }
    }

    /// The seller who has taken it.
    pub const fn taken_by(&self) -> Option<&Seller> {
        match self {
            Self::Taken { by, .. } => Some(by),
            _ => None,
        }
    }

    /// The status in TMF683's words: opened, inProgress, completed.
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "opened",
            Self::Taken { .. } | Self::HandedBack { .. } => "inProgress",
            Self::Closed { .. } => "completed",
        }
    }
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// The question was answered.
    Served,
    /// Nothing that is offered fits.
    NothingFits,
    /// The customer gave up before there was an answer.
    Left,
    /// It was no demand: a test, a mistake, an advertisement.
    NoDemand,
}

impl Ending {
    /// Every ending, in the order in which it is shown.
    pub const ALL: [Self; 4] = [Self::Served, Self::NothingFits, Self::Left, Self::NoDemand];

    /// The written name, in records and forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Served => "served",
            Self::NothingFits => "nothingFits",
            Self::Left => "left",
            Self::NoDemand => "noDemand",
        }
    }

    /// The ending of a written name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.name() == name)
    }

    /// What it means for the demand.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Served => Outcome::Served,
            Self::NothingFits => Outcome::Refused,
            Self::Left => Outcome::Abandoned,
            Self::NoDemand => Outcome::Corrected,
        }
    }
}

/// Who ends a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closer {
    /// The customer, who needs nothing more.
    Customer,
    /// A seller, who says how it ended.
    Seller(Seller, Ending),
    /// Nobody wrote for long: time ends it.
    Time,
}
