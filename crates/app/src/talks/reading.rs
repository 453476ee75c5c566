//! Reading conversations: one with its messages, and the inbox that all sellers share.

use dialogue::{Conversation, Message};
use ledger::RecordQuery;
use party::{Caller, Permission};
use types::{CartId, ConversationId};

use super::TalkTrouble;
use crate::live::Kept;
use crate::{Book, Counter, Trouble};

/// How many conversations of a state the inbox shows.
const SHOWN: usize = 200;
/// How many closed ones it shows.
const CLOSED_SHOWN: usize = 20;
/// How many messages are read at once.
const MESSAGES_AT_ONCE: usize = 500;

/// A conversation with its messages, and the position up to which they were read: events go on from there.
#[derive(Debug, Clone)]
pub struct Talk {
    /// The conversation.
    pub conversation: Conversation,
    /// Its messages, in order.
    pub messages: Vec<Message>,
    /// The ledger's position when it was read: nothing up to it is missing.
    pub position: u64,
    /// The token of its link, where it stands handed back.
    pub handed_token: Option<String>,
}

/// A conversation as the inbox shows it.
#[derive(Debug, Clone)]
pub struct InboxTalk {
    /// The conversation.
    pub conversation: Conversation,
    /// The text of its latest message.
    pub last: String,
    /// The customer's name, if they have signed in and gave one.
    pub customer: Option<String>,
}

/// The conversations that staff have before them.
#[derive(Debug, Clone, Default)]
pub struct Inbox {
    /// Nobody has taken them: the longest wait first.
    pub waiting: Vec<InboxTalk>,
    /// Somebody has: the longest first.
    pub taken: Vec<InboxTalk>,
    /// Handed back, and not over: the latest first.
    pub handed_back: Vec<InboxTalk>,
    /// Over: the latest first.
    pub closed: Vec<InboxTalk>,
    /// The ledger's position when it was read.
    pub position: u64,
}

impl Counter {
    /// Whether this caller may see a conversation; otherwise it is as if there were none.
    pub fn check_talk(&self, caller: &Caller, id: ConversationId) -> Result<(), TalkTrouble> {
        if caller.works_here() {
            caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        }
        self.held_talk(&self.live()?.book, caller, id).map(drop)
    }

    /// A conversation with its messages, for its customer or for staff.
    pub fn talk(&self, caller: &Caller, id: ConversationId) -> Result<Talk, TalkTrouble> {
        if caller.works_here() {
            caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        }
        let book = &self.live()?.book;
        // The position first: what comes after it is told again by events, never lost.
        let position = book.ledger.head(book.view)?.position;
        let conversation = self.held_talk(book, caller, id)?.value;
        let messages = messages_of(book, id)?;
        let handed_token = self.handed_token(&conversation)?;
        Ok(Talk { conversation, messages, position, handed_token })
    }

    /// The inbox that all sellers share.
    pub fn inbox(&self, caller: &Caller) -> Result<Inbox, TalkTrouble> {
        caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        let book = &self.live()?.book;
        let position = book.ledger.head(book.view)?.position;
        Ok(Inbox {
            waiting: self.of_state(book, "waiting", false, SHOWN)?,
            taken: self.of_state(book, "taken", false, SHOWN)?,
            handed_back: self.of_state(book, "handedBack", true, CLOSED_SHOWN)?,
            closed: self.of_state(book, "closed", true, CLOSED_SHOWN)?,
            position,
        })
    }

    /// The conversations of a customer or visitor, oldest first.
    pub fn talks_of(&self, customer: &str) -> Result<Vec<Conversation>, TalkTrouble> {
        let found = self.live()?.book.find_by::<Conversation>("customer", customer, SHOWN)?;
        Ok(found.into_iter().map(|held| held.value).collect())
    }

    /// The conversation beside which a cart lies, if there is one: the latest.
    pub fn talk_of_cart(&self, cart: CartId) -> Result<Option<ConversationId>, TalkTrouble> {
        let found = self.live()?.book.find_by::<Conversation>("cart", &cart.to_string(), SHOWN)?;
        Ok(found.into_iter().map(|held| held.value.id).max())
    }
}

/// All messages of a conversation, in order.
pub(super) fn messages_of(book: &Book, id: ConversationId) -> Result<Vec<Message>, TalkTrouble> {
    let mut messages: Vec<Message> = Vec::new();
    let to = format!("{id}/~");
    loop {
        let from = format!("{id}/{:08}", messages.last().map_or(0, |last| last.sequence + 1));
        let page = book.find_between::<Message>("conversation", Some(&from), Some(&to), MESSAGES_AT_ONCE)?;
        let done = page.len() < MESSAGES_AT_ONCE;
        messages.extend(page.into_iter().map(|held| held.value));
        if done {
            return Ok(messages);
        }
    }
}

impl Counter {
    /// Conversations of a state with their latest messages: the longest there first, or the latest.
    fn of_state(
        &self,
        book: &Book,
        state: &str,
        latest_first: bool,
        limit: usize,
    ) -> Result<Vec<InboxTalk>, TalkTrouble> {
        let (from, to) = (format!("{state}/"), format!("{state}/~"));
        let found = between::<Conversation>(book, "state", (&from, &to), latest_first, limit)?;
        found
            .into_iter()
            .map(|conversation| {
                let (from, to) = (format!("{}/", conversation.id), format!("{}/~", conversation.id));
                let last = between::<Message>(book, "conversation", (&from, &to), true, 1)?.pop();
                let customer = self.customer_of_talk(&conversation)?;
                let name = customer.map(|customer| customer.name).filter(|name| !name.is_empty());
                let last = last.map(|message| message.content).unwrap_or_default();
                Ok(InboxTalk { conversation, last, customer: name })
            })
            .collect()
    }
}

/// The values of which an indexed attribute lies between these, in its order or the other way round.
fn between<T: Kept>(
    book: &Book,
    by: &str,
    (from, to): (&str, &str),
    descending: bool,
    limit: usize,
) -> Result<Vec<T>, TalkTrouble> {
    let query = RecordQuery { by: Some(by), from: Some(from), to: Some(to), descending, limit, after: None };
    let (found, _) = book.ledger.records(book.view, T::KIND, &query)?;
    let bodies = found.into_iter().filter_map(|record| record.body().cloned());
    bodies.map(|body| serde_json::from_value(body).map_err(TalkTrouble::from)).collect()
}
