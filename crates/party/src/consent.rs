//! What a customer agreed to beyond what their orders need. Giving and taking back are acts.

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody may agree to. None is needed to buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentPurpose {
    /// News by mail.
    News,
    /// Keeping the use that they measured (a meter file), to compare tariffs with it later.
    KeptUse,
}

impl ConsentPurpose {
    /// Every purpose.
    pub const ALL: [Self; 2] = [Self::News, Self::KeptUse];

    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::KeptUse => "kept_use",
        }
    }
}

impl FromStr for ConsentPurpose {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == text).ok_or(())
    }
}

/// An answer to the question, with when it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// What it is about.
    pub purpose: ConsentPurpose,
    /// Whether it is given; taken back otherwise.
    pub given: bool,
    /// Since when.
    pub since: Timestamp,
}
