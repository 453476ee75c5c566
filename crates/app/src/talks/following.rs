//! What is new in a conversation since a position of the ledger: how both sides see each other's words and changes.
//!
//! Asking again from the same position gives at least the same; whoever goes on from the position that was given misses
//! nothing. So a connection may break anywhere: the reader says how far it came.

use dialogue::{Conversation, Message};
use ledger::{EntryOutline, RecordQuery, Watcher};
use party::{Caller, Permission};
use types::ConversationId;

use super::TalkTrouble;
use crate::{Book, Counter, Trouble};

/// How many messages are looked at in one go, from the latest back.
const MESSAGES_AT_ONCE: usize = 50;

/// How many entries are looked at in one go.
const ENTRIES_AT_ONCE: usize = 2_000;

/// What is new in a conversation.
#[derive(Debug, Clone, Default)]
pub struct TalkNews {
    /// The position up to which this is: go on from here.
    pub position: u64,
    /// New messages, in order.
    pub messages: Vec<Message>,
    /// The conversation, if it changed at all.
    pub conversation: Option<Conversation>,
    /// Whether the cart beside it changed.
    pub cart: bool,
}

impl TalkNews {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.conversation.is_none() && !self.cart
    }
}

impl Counter {
    /// Learns when something is committed by this process; others' commits are found by looking now and then.
    pub fn changes(&self) -> Watcher {
        self.kept.changes()
    }

    /// What is new in a conversation after a position: messages, where it stands, its cart.
    pub fn talk_events(
        &self,
        caller: &Caller,
        id: ConversationId,
        after: u64,
    ) -> Result<TalkNews, TalkTrouble> {
        if caller.works_here() {
            caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        }
        let book = &self.live()?.book;
        let position = book.ledger.head(book.view)?.position;
        // A position beyond the end is none of this store's: it goes on from the end.
        let mut news = TalkNews { position, ..TalkNews::default() };
        if position <= after {
            return Ok(news);
        }
        let record = book.ledger.record(book.view, "partyInteraction", &id.to_string())?;
        let record = record.ok_or(TalkTrouble::NotFound)?;
        let body = record.body().cloned().ok_or(TalkTrouble::NotFound)?;
        let conversation: Conversation = serde_json::from_value(body)?;
        if !super::records::may_see(caller, &conversation) {
            return Err(TalkTrouble::NotFound);
        }
        if let Some(cart) = super::cart::held_cart(book, &conversation)? {
            let record = book.ledger.record(book.view, "shoppingCart", &cart.value.id.to_string())?;
            news.cart = record.and_then(|record| record.position).is_some_and(|written| written > after);
        }
        // Every message writes its conversation too: where that did not move, there is none.
        if record.position.is_some_and(|written| written > after) {
            news.messages = messages_between(book, id, after, position)?;
            news.conversation = Some(conversation);
        }
        Ok(news)
    }
}

impl Counter {
    /// Whether any conversation was written after a position, and the position up to which that is known.
    pub fn inbox_changed(&self, caller: &Caller, after: u64) -> Result<(bool, u64), TalkTrouble> {
        caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        let book = &self.live()?.book;
        let mut position = after.min(book.ledger.head(book.view)?.position);
        let mut changed = false;
        loop {
            let entries = book.ledger.outlines_after(book.view, position, ENTRIES_AT_ONCE)?;
            let Some(last) = entries.last() else { return Ok((changed, position)) };
            position = last.position;
            let talks = |entry: &EntryOutline| entry.records.iter().any(|it| it.kind == "partyInteraction");
            changed |= entries.iter().any(talks);
        }
    }
}

/// The messages that were written after one position and up to another, in order. Their order is that of their
/// positions, so that reading back from the latest may stop at the first that is known.
fn messages_between(
    book: &Book,
    id: ConversationId,
    after: u64,
    up_to: u64,
) -> Result<Vec<Message>, TalkTrouble> {
    let (from, to) = (format!("{id}/"), format!("{id}/~"));
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let query = RecordQuery {
            by: Some("conversation"),
            from: Some(&from),
            to: Some(&to),
            after: cursor.as_ref(),
            descending: true,
            limit: MESSAGES_AT_ONCE,
        };
        let (page, next) = book.ledger.records(book.view, "communicationMessage", &query)?;
        let mut known = false;
        for record in page {
            let Some(written) = record.position else { continue };
            if written <= after {
                known = true;
                break;
            }
            if let (true, Some(body)) = (written <= up_to, record.body()) {
                found.push(serde_json::from_value::<Message>(body.clone())?);
            }
        }
        match next {
            Some(next) if !known => cursor = Some(next),
            _ => break,
        }
    }
    found.reverse();
    Ok(found)
}
