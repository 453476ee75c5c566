//! What is supplied: specifications, offerings and their prices, tariffs, and the shelf on which they stand.

pub mod catalogue;
pub mod exchange;
pub mod shelf;
pub mod shelved;
pub mod tariff;
pub mod use_profile;
