//! What happens to an order once it was placed: prepared, handed over against a code, sent, started; changed, cancelled, brought
//! back, refunded. Each use case is one entry: the order's new version, its payments, what moves in stock, the acts, the mail.

mod bringing_back;
mod changing;
mod codes;
mod correcting;
mod ending;
mod handing_over;
mod listing;
mod mails;
mod news;
mod preparing;
mod refunding;
mod sending;
mod starting;
mod telling;
#[cfg(test)]
mod tests;
mod trouble;
mod writing;

pub(crate) use codes::key_of_order;
pub use correcting::CorrectionProblem;
pub use handing_over::{HandingOver, Presented, TakenBy};
/// Where a page of orders ended.
pub use ledger::RecordCursor as OrderCursor;
pub use listing::{OrderFilter, OrderPage, ShopList};
pub use refunding::Refunded;
pub use sending::Sending;
pub(crate) use starting::has_to_start;
pub use telling::OrderAct;
pub use trouble::FulfilmentTrouble;
