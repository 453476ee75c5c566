//! From the cart to the order: the use cases of somebody who takes goods from the shelf, and of a seller who helps them.

mod carts;
mod checkout;
mod holding;
mod kinds;
mod order_link;
mod order_mails;
mod orders;
mod paying;
mod placing;
mod prefilling;
mod settling;

pub(crate) use holding::ledger_deltas;
pub(crate) use kinds::{moment, plain};
pub(crate) use order_link::LINK_PATH as ORDER_LINK;
pub(crate) use order_mails::{nothing_charged, receiver_of};

pub use carts::{CartNow, CartTrouble};
pub use checkout::{CheckoutNow, CheckoutTrouble, PickUpOffer};
pub use order_link::LinkedOrder;
pub use order_mails::sentence_of;
pub use placing::Completed;
pub use settling::Ticked;
