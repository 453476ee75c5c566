//! From the cart to goods in hand: cart, checkout, order, stock, payment; pure rules, no I/O.

pub mod payment;
pub mod place;
pub mod stock;
