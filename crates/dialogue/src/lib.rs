//! Conversations between customers and sellers, whatever the channel: a pure state machine and its minutes.
//!
//! A [`Conversation`] is opened by a question and waits; a seller takes it, answers, hands the cart back, closes it; a
//! new message opens it again. [`Conversation::decide`] says what an [`Order`] brings about, or refuses;
//! [`Conversation::apply`] folds what [`Happened`]. Time comes in as an argument; what a cart or an offering is, nobody
//! here knows: they are ids that go along.

mod carried;
mod conversation;
mod decide;
mod message;
mod note;
mod party;
mod state;
mod talk;
mod text;

pub use carried::{COMPARED_AT_MOST, Carried};
pub use conversation::{Conversation, Opening};
pub use decide::{Happened, MESSAGES_AT_MOST, Order, Refusal};
pub use message::{Message, Side};
pub use note::TalkNote;
pub use party::{Channel, Item, ItemRef, Period, RelatedParty, Seller};
pub use state::{Closer, Ending, State};
pub use talk::{LONGEST_MEASURED, Talk};
pub use text::{CHARACTERS_AT_MOST, TextRefusal, clean_line, clean_text};
