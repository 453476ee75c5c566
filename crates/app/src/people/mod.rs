//! Who people are: signing in, staff and their accounts, and what a customer may do with what is held about them.
//!
//! Secrets (cookies, links, codes) come in and go out; what is kept of them are keyed digests. Wrong attempts are counted
//! in memory, never in the ledger: nobody unknown can make it grow by guessing.

mod accounts;
mod attempts;
mod codes;
mod customers;
mod erasing;
mod files;
mod held;
mod invitations;
mod joining;
mod keys;
mod kinds;
mod refusal;
mod second_factor;
mod sessions;
mod staff_sign_in;
mod stripping;
mod sweeping;

pub use accounts::{AccountChange, StaffLine};
pub(crate) use attempts::Attempts;
pub use codes::CodeSent;
pub use customers::OwnDetails;
pub use files::{CustomerFile, FileOpening, LookedAt};
pub use held::{HeldAboutMe, MyThing, MyThings};
pub use invitations::{InvitationLink, OpenedBy};
pub use refusal::PeopleRefusal;
pub use second_factor::{Enrolled, Enrolment};
pub use sessions::{Opened, SessionLine};
