//! The shelf as a frame of reference: search that forgives, facets with counts, an order that explains itself, and a
//! comparison that puts every price on one footing. In memory, pure, folded from records by whoever keeps it current.

mod arrangement;
mod bits;
mod categories;
mod close;
mod comparison;
mod facets;
mod folding;
mod index;
mod item;
mod list;
mod order;
mod query;
mod search;
mod sound;
mod stems;
mod synonyms;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

pub use arrangement::{Arrangement, Direction, FacetChoice, LARGEST_PAGE, OrderRule, Reason, Seen};
pub use comparison::{
    Allowance, Characteristic, Compared, ComparedOffering, ComparedPrice, Comparison, ComparisonError,
    ComparisonRow, Cost, CostLine, MOST_COMPARED, MonthlyStretch, PriceShape, StatedUse, compare, whole_unit,
};
pub use facets::{BAND_STARTS, BRAND, CATEGORY, COMMITMENT, IN_STOCK, MONTHLY, PRICE, band};
pub use folding::{folded, squeezed};
pub use index::Shelf;
pub use item::{FacetValue, InBoth, ItemFacet, ShelfCategory, ShelfItem, Tongue};
pub use order::{Order, over_a_year, without_use};
pub use query::{Found, FoundCategory, FoundFacet, FoundValue, Hit, Query};
pub use search::{Met, SearchTold};
pub use vocabulary::{Field, Meeting};
