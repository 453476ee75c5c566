//! From the catalogue to the shelf: what is sold at an instant, as the items, categories and comparisons that the shelf
//! works with. Pure: what is available and how much was sold lately come in as arguments.

mod category;
mod characteristics;
mod compared;
mod item;
mod taken;
#[cfg(test)]
mod tests;

pub use category::shelf_categories;
pub use characteristics::{Told, told};
pub use compared::{at_end, compared_offering, months_of, stated_units};
pub use item::{is_available, shelf_item};
pub use taken::taken;
