//! From the cart to goods in hand: cart, checkout, order, stock, payment; pure rules, no I/O.

pub mod cart;
pub mod payment;
pub mod place;
pub mod pricing;
pub mod stock;
