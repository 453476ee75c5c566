//! What sellers note for one another beside a conversation. No customer is shown it on a page of theirs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::MessageId;

use crate::{Conversation, Seller, TextRefusal, clean_text};

/// How many notes a conversation keeps: the oldest goes first.
const KEPT_AT_MOST: usize = 50;

/// A note of a seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkNote {
    /// Its id, chosen when its form was shown: sent twice, it stands once.
    pub id: MessageId,
    /// When.
    pub date: Timestamp,
    /// Who.
    pub author: Seller,
    /// What.
    pub text: String,
}

impl Conversation {
    /// Notes something for colleagues; says whether that is new.
    pub fn add_note(
        &mut self,
        id: MessageId,
        author: &Seller,
        text: &str,
        now: Timestamp,
    ) -> Result<bool, TextRefusal> {
        let text = clean_text(text)?;
        if self.colleague_notes.iter().any(|note| note.id == id) {
            return Ok(false);
        }
        if self.colleague_notes.len() >= KEPT_AT_MOST {
            self.colleague_notes.remove(0);
        }
        self.colleague_notes.push(TalkNote { id, date: now, author: author.clone(), text });
        Ok(true)
    }
}
