//! The pages: pure functions from values to markup. A page reads no store, no clock and no request.

//TMP mod about;
//TMP mod acts;
//TMP mod adjustments;
//TMP mod anomalies;
//TMP mod compare;
//TMP mod errors;
mod frame;
//TMP mod home;
//TMP mod import;
//TMP mod job;
mod notes;
mod parts;
mod portrait;
//TMP mod views;

//TMP pub use about::about_page;
//TMP pub use acts::{act_page, acts_page};
//TMP pub use adjustments::{adjustment_page, adjustments_page};
//TMP pub use anomalies::anomalies_page;
//TMP pub use compare::{CompareSide, compare_page};
//TMP pub use errors::{ErrorPage, error_page};
//TMP pub use home::{Home, home_page};
//TMP pub use import::{import_page, upload_page};
//TMP pub use job::job_page;
pub use notes::notes_page;
pub use portrait::{PortraitView, portrait_page};
//TMP pub use views::{drop_page, views_page};
