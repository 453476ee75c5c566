//! The pages: pure functions from values to markup. A page reads no store, no clock and no request.

mod about;
mod acts;
mod adjustments;
mod anomalies;
mod compare;
mod errors;
mod frame;
mod home;
mod import;
mod job;
mod notes;
mod parts;
pub mod people;
mod portrait;
mod views;

pub use about::about_page;
pub use acts::{act_page, acts_page};
pub use adjustments::{adjustment_page, adjustments_page};
pub use anomalies::anomalies_page;
pub use compare::{CompareSide, compare_page};
pub use errors::{ErrorPage, error_page};
pub use home::{Home, home_page};
pub use import::{import_page, upload_page};
pub use job::job_page;
pub use notes::notes_page;
pub use people::error_page_of_role;
pub use portrait::{PortraitView, portrait_page};
pub use views::{drop_page, views_page};
