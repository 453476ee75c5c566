//! A customer's own use, priced: a meter file is held in memory, read, priced under every tariff on the shelf, and forgotten
//! unless they say that it may be kept.

mod answer;
mod held;
mod kept;
mod level;
mod pricing;
mod reading;

pub use answer::{LeftOut, OfferingUse, UseAnswer, UseQuestion, WhyLeftOut};
pub use held::HeldFile;
pub(crate) use held::HeldFiles;
pub use kept::{KeptUse, ToldLine, ToldUse};
pub use level::Levels;
pub use reading::{ReadMeter, ReadSeries};

use crate::Trouble;

/// Why a meter file is not priced.
#[derive(Debug, thiserror::Error)]
pub enum MeterTrouble {
    /// It is not held any more, or is somebody else's.
    #[error("this file is not held any more: give it again")]
    Gone,
    /// It is too large to be held.
    #[error("a meter file may have {0} megabytes at most")]
    TooLarge(usize),
    /// It cannot be read as a meter's.
    #[error(transparent)]
    Unreadable(#[from] logs::meter::MeterError),
    /// Its readings make no profile.
    #[error(transparent)]
    Profile(#[from] offer::use_profile::ProfileError),
    /// There is no such meter in it.
    #[error("this file holds no meter “{0}”")]
    NoSuchMeter(String),
    /// What was stated makes no profile.
    #[error(transparent)]
    Stated(#[from] offer::use_profile::StatedError),
    /// Nobody is there to keep it for.
    #[error("nothing can be kept for a browser that is not known: allow cookies, or sign in")]
    Nobody,
    /// So much cannot be kept for one person.
    #[error("at most {0} meter files are kept for one person: forget one first")]
    TooMany(usize),
    /// The ledger refused or failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}
