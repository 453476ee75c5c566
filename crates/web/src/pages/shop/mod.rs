//! The store: its front, lists, offerings, comparison, cart, checkout and orders. Pure functions from `model` to markup;
//! they are asked for thousands of times a second, so fixed words are looked up in a table made once.

mod address;
mod cart;
mod checkout;
mod comparison;
mod facets;
mod fields;
mod filling;
mod find_order;
mod frame;
mod list;
pub mod model;
mod offering;
mod order;
mod pieces;
mod price;
mod price_changed;
mod reasons;
mod structured;
mod totals;
mod withdraw;
mod words;

pub use address::ShelfAddress;
pub(crate) use address::decoded;
pub use cart::{cart_fragment, cart_page};
pub use checkout::checkout_page;
pub use comparison::comparison_page;
pub use filling::{CardFacts, fill_list, price_of_item, tongue};
pub use find_order::find_order_page;
pub use frame::{StoreHead, store_frame};
pub use list::list_page;
pub use offering::offering_page;
pub use order::order_page;
pub use price_changed::price_changed_page;
pub use reasons::{facet_name, option_name, rule_words, seen_words};
pub use withdraw::withdraw_page;
