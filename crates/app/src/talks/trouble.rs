//! Why something was not done in a conversation.

use dialogue::TextRefusal;

use crate::Trouble;
use crate::live::MayConflict;

/// Why something was not done in a conversation, by what whoever asked can do about it.
#[derive(Debug, thiserror::Error)]
pub enum TalkTrouble {
    /// The text is no message: mend it and send it again.
    #[error(transparent)]
    Text(#[from] TextRefusal),
    /// The conversation does not stand so that it may be done.
    #[error(transparent)]
    Refused(#[from] dialogue::Refusal),
    /// There is no such conversation, or it is somebody else's: the two are not told apart.
    #[error("there is no such conversation of yours")]
    NotFound,
    /// Another message has this id: it must be sent under a new one.
    #[error("another message was sent under this id: reload the page and send it again")]
    IdTaken,
    /// The link is not one of ours, or its time is over.
    #[error("this link is no longer good: ask the seller for another")]
    LinkGone,
    /// The cart belongs to somebody who had signed in: they must sign in here too.
    #[error("sign in to open this cart: it belongs to an account")]
    SignInFirst,
    /// The address is no mail address.
    #[error("{0}; or leave it empty")]
    MailAddress(party::ContactProblem),
    /// The ledger refused or failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for TalkTrouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}

impl From<ledger::Fault> for TalkTrouble {
    fn from(fault: ledger::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}

impl From<serde_json::Error> for TalkTrouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Trouble(error.into())
    }
}
