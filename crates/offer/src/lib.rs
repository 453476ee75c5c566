//! What is supplied: specifications, offerings and their prices, tariffs, and the shelf on which they stand.

pub mod catalogue;
