//! Answers that nobody read: a minute after an answer, whoever has not been shown it gets it by mail, if they left an address.
//! That the customer was shown it stands in the conversation, so that any process may carry the mail, and none carries it twice.

use std::cell::Cell;

use dialogue::{Conversation, Message, Side};
use jiff::{SignedDuration, Timestamp};
use party::Caller;
use types::ConversationId;

use super::TalkTrouble;
use super::records::{Attempt, Change};
use crate::Counter;
use crate::shopping::moment;

/// So long an answer waits to be read before it is mailed.
const READ_WITHIN: SignedDuration = SignedDuration::from_secs(60);
/// How many conversations are looked at in one go.
const AT_ONCE: usize = 100;

impl Counter {
    /// The customer was shown the answers: nothing is mailed of them any more. Writes only where something was unread.
    pub fn saw_talk(&self, caller: &Caller, id: ConversationId) -> Result<(), TalkTrouble> {
        if caller.works_here() {
            return Ok(());
        }
        let book = &self.live()?.book;
        if self.held_talk(book, caller, id)?.value.unread_since.is_none() {
            return Ok(());
        }
        self.change_talk(
            caller,
            id,
            |_, talk, _| {
                let touched = talk.unread_since.take().is_some();
                Ok(Attempt::Write(Change { happened: Vec::new(), touched, done: () }))
            },
            |_, _| Ok(Vec::new()),
        )
    }

    /// Mails the answers that stood unread for a minute; gives how many mails that were.
    pub fn mail_unread_answers(&self) -> Result<usize, TalkTrouble> {
        let before = self.now().checked_sub(READ_WITHIN).unwrap_or(Timestamp::MIN);
        let due =
            self.live()?.book.find_between::<Conversation>("unread", None, Some(&moment(before)), AT_ONCE)?;
        let mut mailed = 0;
        for held in due {
            mailed += usize::from(self.mail_unread(held.value.id)?);
        }
        Ok(mailed)
    }

    fn mail_unread(&self, id: ConversationId) -> Result<bool, TalkTrouble> {
        let since = Cell::new(None);
        self.change_talk(
            &Caller::machine(),
            id,
            |_, talk, _| {
                since.set(talk.unread_since.take());
                let touched = since.get().is_some();
                Ok(Attempt::Write(Change { happened: Vec::new(), touched, done: touched }))
            },
            |talk, _| match since.get() {
                Some(since) => self.answered_letter(talk, since),
                None => Ok(Vec::new()),
            },
        )
    }
}

/// Whether a message is one that the customer has not been shown since then.
pub(super) fn is_unread(message: &Message, since: Timestamp) -> bool {
    message.side == Side::Seller && message.send_time >= since
}
