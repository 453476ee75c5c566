//! What an organisation sees of itself: acts folded into figures. Pure; writes nothing, knows no store.

mod figures;
mod filter;

pub use figures::*;
pub use filter::Filter;
