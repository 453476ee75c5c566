//! Mail that leaves: written with the act that causes it, in one entry, and carried afterwards, once.
//!
//! A use case asks [`Counter::mail_record`] for a record and puts it into its own entry: either both are kept or neither.
//! [`Counter::deliver_mail`] then carries what waits: into a readable folder, or to a mail server. A mail that could not be
//! carried is tried again, less and less often; its id is its `Message-ID`, so that a server or a reader that gets it twice
//! (a crash between sending and noting it) can tell.

mod blocks;
mod carrier;
mod deliver;
mod letters;
mod mail;
mod masking;
mod message;
mod order_news;
mod outbox;
mod pen;
mod rounds;
mod settings;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use carrier::Carrier;
pub use deliver::Delivered;
pub use letters::{AccountNews, Debit, GoodsBack, Letter, MailLine, SaidLine, Transfer};
pub use mail::{About, AttachedPaper, Mail, MailState, Receiver};
pub use order_news::{NewsKind, OrderNews};
pub(crate) use outbox::Post;
pub use outbox::{MailPage, OutboxPlace};
pub use settings::{MailServer, PostSettings, PostSettingsError, Security};
pub use write::MailTo;
