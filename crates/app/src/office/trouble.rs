//! Why the office could not do what was asked, by what its caller does about it.

use offer::exchange::Problem;
use serde_json::Value;

use super::pricing::PriceRefusal;
use crate::Trouble;
use crate::live::MayConflict;

/// Why something in the office was not done.
#[derive(Debug, thiserror::Error)]
pub enum OfficeTrouble {
    /// Something is wrong with what was given: each problem names its field.
    #[error("{} to be put right: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Problems(Vec<Problem>),
    /// Somebody changed it since it was read: theirs is given, to be compared.
    #[error("somebody changed it meanwhile")]
    Changed {
        /// What it is now; nothing: it is gone.
        theirs: Option<Value>,
        /// Its version now.
        version: Option<u64>,
    },
    /// The price cannot be changed so.
    #[error(transparent)]
    Price(#[from] PriceRefusal),
    /// Anything else.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for OfficeTrouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}

impl From<ledger::Fault> for OfficeTrouble {
    fn from(fault: ledger::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}

impl From<serde_json::Error> for OfficeTrouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Trouble(error.into())
    }
}
