//! The office: the use cases of those who keep the catalogue, its prices, stock, places and pages.
//!
//! Each change is one entry: the record over the version that was read, the act that says who changed what and how long
//! they were at it, and the deltas of stock. What was read meanwhile by somebody else is never written over unseen.

mod catalogue;
mod changing;
mod counting;
mod dead_ends;
mod importing;
mod movements;
mod pricing;
mod promoting;
mod running;
mod shape;
mod stock;
#[cfg(test)]
mod tests;
mod trouble;

pub use catalogue::{OfficeCatalogue, OfficeRecord, RecordVersion};
pub use changing::Saved;
pub use dead_ends::{DeadEndKind, DeadEnds, SearchPhrase, Unmet};
pub use importing::{CatalogueSource, ImportPlan, Imported};
pub use movements::{Doer, StockMovement};
pub use pricing::{PriceChange, PriceRefusal};
pub use promoting::PromotionLine;
pub use running::CatalogueJob;
pub(crate) use running::CatalogueJobs;
pub use stock::{StockCount, StockLine, StockTransfer};
pub use trouble::OfficeTrouble;
