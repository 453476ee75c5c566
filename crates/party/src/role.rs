//! The roles that staff can have.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What somebody is here for. One person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Talks with customers.
    Agent,
    /// Stands in a shop: hands goods over, counts them.
    Shop,
    /// Keeps the catalogue, its prices and pages.
    Catalogue,
    /// Looks after orders' money: refunds, payments.
    Billing,
    /// Reads the portrait and plans by it.
    Planner,
    /// Says who may do what; may do everything.
    Administrator,
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a role; there are agent, shop, catalogue, billing, planner and administrator")]
pub struct UnknownRole(pub String);

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Agent, Self::Shop, Self::Catalogue, Self::Billing, Self::Planner, Self::Administrator];

    /// Its written name, in forms and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Shop => "shop",
            Self::Catalogue => "catalogue",
            Self::Billing => "billing",
            Self::Planner => "planner",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let found = Self::ALL.into_iter().find(|role| role.name() == text);
        found.ok_or_else(|| UnknownRole(text.chars().take(40).collect()))
    }
}
