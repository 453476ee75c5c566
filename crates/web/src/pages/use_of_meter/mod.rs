//! "Compare with your own use": a meter file or a stated use, how a file is read, and what each tariff would have cost.

mod detail;
mod fields;
mod kept;
pub mod model;
mod plot;
mod ranking;
mod reading;
mod result;
mod start;
mod told;

pub use kept::kept_list;
pub use reading::{column_name, reading_page};
pub use result::result_page;
pub use start::start_page;
pub use told::told_page;
