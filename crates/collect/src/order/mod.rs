//! Orders: what was promised, what became of it, and what it is worth (TMF622 `ProductOrder`).
//!
//! A decision is a method of the order that takes what is asked and the time, and answers with the order as it becomes, the facts
//! that make it so (each of which becomes an act) and the pieces of stock that move: or with a refusal that says what
//! can be done instead. The state follows from the lines, the payment and what was held or failed; it is written into the record so that orders can be found by it.

#[cfg(test)]
mod any_commands;
mod back;
mod change;
mod correct;
mod fact;
mod fulfil;
mod holders;
mod item;
mod money;
mod next;
mod paying;
mod record;
mod refusal;
mod state;
#[cfg(test)]
mod tests;

pub use back::{Condition, Returned, ReturnedLine, Withdrawal, withdrawal_ends};
pub use change::{CancelledBy, Hold};
pub use correct::RefundAccount;
pub use fact::{Decided, FactKind, LineQuantity, OrderFact};
pub use fulfil::{Fulfilment, FulfilmentKind, HandOver, Shipment};
pub use item::{ItemAction, ItemRelationship, OrderItem, StockPart, TaxedAmount};
pub use money::{VatGroup, round_to_cents, vat_groups};
pub use next::{OrderDue, Step, StepKind};
pub use paying::{OrderPayment, PaymentStanding};
pub use record::{
    Contact, Delivery, Note, OrderPrice, OrderedPrice, ProductOrder, RelatedParty, order_number,
};
pub use refusal::OrderRefusal;
pub use state::{ItemState, OrderState};
