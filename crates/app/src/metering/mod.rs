//! A customer's own use, priced: a meter file is held in memory, read, priced under every tariff on the shelf, and forgotten
//! unless they say that it may be kept.

mod answer;
mod held;
mod in_hand;
mod kept;
mod level;
mod pricing;
mod reading;
mod spread;

pub use answer::{LeftOut, OfferingUse, PricesAsked, UseAnswer, UseQuestion, WhyLeftOut};
pub use held::HeldFile;
pub(crate) use held::HeldFiles;
pub(crate) use in_hand::InHand;
pub use in_hand::UseInHand;
pub use kept::{KeptUse, ToldLine, ToldUse};
pub use level::{Levels, UsePeak};
pub use reading::{ReadMeter, ReadSeries};
pub(crate) use spread::use_by_unit;

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
    /// The off-peak hours that were stated are longer than any tariff allows: how many minutes of a day they may be.
    #[error("off-peak hours are {0} minutes of a day at most")]
    HoursTooLong(u32),
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
