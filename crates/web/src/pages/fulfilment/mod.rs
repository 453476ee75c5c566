//! What staff do with orders: in a shop, where goods are prepared and handed over, and in the office.

mod change;
mod counter;
mod hand_over;
mod list;
mod model;
mod order;
mod pieces;

pub use counter::{shop_page, shops_page};
pub use hand_over::hand_over_page;
pub use list::orders_page;
pub use model::*;
pub use order::office_order_page;
