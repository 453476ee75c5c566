//! What may keep a use case from being done, by what its caller does about it.

use types::ViewName;

/// Why a use case was not done. The variants differ where a caller differs: say so, try again, or tell whoever
/// runs this.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// No view has this name.
    #[error("there is no view named “{0}”; `comptoir view list` names them")]
    NoSuchView(ViewName),
    /// A view has this name already.
    #[error("a view named “{0}” is there already")]
    ViewExists(ViewName),
    /// This view must stay as it is.
    #[error("“{0}” cannot be {1}")]
    ViewKept(ViewName, &'static str),
    /// Nothing has this name or id.
    #[error("there is no {what} “{id}”")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its name or id.
        id: String,
    },
    /// Whoever asked may not do this.
    #[error(transparent)]
    Forbidden(party::Forbidden),
    /// What was asked for cannot be done, for a reason that the caller can mend.
    #[error("{0}")]
    Refused(String),
    /// The ledger refused or failed; the cause is in `source()`.
    #[error("the ledger did not take it")]
    Commit(#[from] ledger::CommitError),
    /// The ledger could not make, rename or drop a view; the cause is in `source()`.
    #[error("the view could not be changed")]
    View(#[source] ledger::ViewError),
    /// The ledger could not be read; the cause is in `source()`.
    #[error("the ledger cannot be read")]
    Ledger(#[from] ledger::Fault),
    /// A log could not be read or written.
    #[error(transparent)]
    Log(#[from] logs::ReadError),
    /// A file could not be read or written.
    #[error("{what}: {source}")]
    File {
        /// Which file, and what was done with it.
        what: String,
        /// Why.
        source: std::io::Error,
    },
    /// Something stored is not what this version writes.
    #[error("a stored value cannot be understood")]
    Stored(#[from] serde_json::Error),
}

impl From<ledger::ViewError> for Trouble {
    fn from(error: ledger::ViewError) -> Self {
        match error {
            ledger::ViewError::Taken(name) => Self::ViewExists(name),
            ledger::ViewError::Unknown(name) => Self::NoSuchView(name),
            other => Self::View(other),
        }
    }
}

impl Trouble {
    /// Whether the ledger said no, rather than failed.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Commit(ledger::CommitError::Refused(_)))
    }

    /// Whether somebody else wrote first, so that reading again and deciding again may succeed.
    pub fn is_conflict(&self) -> bool {
        matches!(
            self,
            Self::Commit(ledger::CommitError::Refused(
                ledger::Refusal::Conflict { .. } | ledger::Refusal::ActKnown(_)
            ))
        )
    }

    /// The counter that would have fallen below its floor, if that is what the ledger refused.
    pub fn broken_floor(&self) -> Option<&str> {
        match self {
            Self::Commit(ledger::CommitError::Refused(ledger::Refusal::Floor { key, .. })) => Some(key),
            _ => None,
        }
    }

    /// A file that could not be read or written.
    pub fn file(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::File { what, source }
    }
}

/// An error with its causes, each said once: for a log line or a terminal.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}
