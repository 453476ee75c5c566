//! Why somebody is not let in, or something about people is not done.

use party::{
    CodeRefusal, ContactProblem, InvitationRefusal, LoginProblem, PasswordProblem, StaffRefusal, TooSoon,
};

use crate::Trouble;
use crate::live::MayConflict;

/// Why something about people was not done. Each variant is something that a person can act on, but the last.
#[derive(Debug, thiserror::Error)]
pub enum PeopleRefusal {
    /// The address or the number cannot be used.
    #[error(transparent)]
    Contact(#[from] ContactProblem),
    /// Too many attempts: not looked at until then.
    #[error(transparent)]
    TooSoon(#[from] TooSoon),
    /// No code was asked for from this browser for this address.
    #[error("no code was sent to this address from this browser: ask for one")]
    NoCode,
    /// The digits are wrong; so many tries are left.
    #[error("these are not the digits that were sent; {tries_left} tries are left")]
    WrongCode {
        /// Tries that are left.
        tries_left: u8,
    },
    /// The code lets nobody in any more.
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    /// Login and password do not belong together. It is not said whether there is such an account.
    #[error("login and password do not belong together")]
    WrongCredentials,
    /// The password was given too long ago.
    #[error("begin again with login and password: that was too long ago")]
    NotBegun,
    /// Something about the account forbids it.
    #[error(transparent)]
    Staff(#[from] StaffRefusal),
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    /// The login cannot be one.
    #[error(transparent)]
    Login(#[from] LoginProblem),
    /// Somebody has this login.
    #[error("somebody has this login already: choose another")]
    LoginTaken,
    /// The link opens nothing.
    #[error(transparent)]
    Invitation(#[from] InvitationRefusal),
    /// Nobody may be looked at without a reason.
    #[error("say what you open this customer's file for: they can read it")]
    NoPurpose,
    /// Orders or products are under way, which nobody could bring or end any more.
    #[error("{orders} orders and {products} products are under way: cancel or end them first")]
    UnderWay {
        /// Orders that have not come to their end.
        orders: usize,
        /// Products that have not ended.
        products: usize,
    },
    /// It was not confirmed.
    #[error("confirm it first")]
    NotConfirmed,
    /// Anything that is not particular to people.
    #[error(transparent)]
    Trouble(Trouble),
}

impl From<Trouble> for PeopleRefusal {
    fn from(trouble: Trouble) -> Self {
        match trouble.broken_floor() {
            Some(super::accounts::ADMINISTRATORS) => Self::Staff(StaffRefusal::LastAdministrator),
            _ => Self::Trouble(trouble),
        }
    }
}

impl From<ledger::Fault> for PeopleRefusal {
    fn from(fault: ledger::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}

impl MayConflict for PeopleRefusal {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}
