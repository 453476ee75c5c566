//! From the cart to goods in hand: cart, checkout, order, stock, payment; pure rules, no I/O.

pub mod cart;
pub mod checkout;
pub mod order;
pub mod payment;
pub mod pickup;
pub mod place;
pub mod pricing;
pub mod product;
pub mod stock;
