//! "Ask a seller": conversations over the ledger. Each use case loads the conversation, lets `dialogue` decide, and
//! commits records and acts in one entry; when somebody else wrote first, it reads again and decides again.
//!
//! A message is exactly once: its id was chosen by the sender's browser and is the id of its record, so that the second
//! of two sendings finds the first. Acts tell the minutes and who took part, never what was written.

mod asking;
mod beside;
mod cart;
mod ending;
mod following;
mod handed;
mod letters;
mod opened;
mod reading;
mod records;
mod selling;
mod telling;
mod trouble;
mod unread;
mod writing;

pub use asking::Question;
pub use beside::{BesideTalk, OrderBeside};
pub use cart::TalkCartTrouble;
pub use following::TalkNews;
pub(crate) use opened::LINK_PATH as TALK_LINK;
pub use reading::{Inbox, InboxTalk, Talk};
pub use selling::KEEPER;
pub use trouble::TalkTrouble;
pub use writing::{Kept as KeptMessage, Sent};
