//! Why something was not done with an order.

use collect::order::OrderRefusal;
use collect::product::ProductRefusal;

use crate::Trouble;
use crate::live::MayConflict;

/// Why something was not done with an order, by what whoever asked can do about it.
#[derive(Debug, thiserror::Error)]
pub enum FulfilmentTrouble {
    /// The order says no, and what can be done instead.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// No order that waits in this shop has this code or this number.
    #[error("no order that waits here has this code or number")]
    NothingFound,
    /// What was typed cannot stand.
    #[error(transparent)]
    Correction(#[from] super::CorrectionProblem),
    /// A product does not stand so that it may be done.
    #[error(transparent)]
    Product(#[from] ProductRefusal),
    /// The ledger, the permission, or what is not there.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for FulfilmentTrouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}
