//! Conversations and messages as records: how they are found, and the loop that writes a conversation's next version.

use dialogue::{Conversation, Happened, Message, State};
use jiff::Timestamp;
use ledger::{Entry, RecordWrite};
use party::{Caller, Who};
use types::{ConversationId, CustomerId};

use super::TalkTrouble;
use crate::live::retried;
use crate::live::{Held, Kept, written};
use crate::shopping::plain;
use crate::{Book, Counter, clock};

impl Kept for Conversation {
    const KIND: &'static str = "partyInteraction";

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        let mut indexed = vec![("state".to_owned(), state_key(&self.state))];
        indexed.extend(self.customers().map(|id| ("customer".to_owned(), id.to_owned())));
        indexed.extend(self.cart().map(|cart| ("cart".to_owned(), cart.to_owned())));
        // Where answers are mailed: whoever shows that the address is theirs finds the conversation again.
        indexed.extend(self.mail_address.iter().map(|address| ("mail".to_owned(), plain(address))));
        let unread = self.unread_since.filter(|_| self.mail_address.is_some());
        indexed.extend(unread.map(|since| ("unread".to_owned(), crate::shopping::moment(since))));
        indexed
    }
}

impl Kept for Message {
    const KIND: &'static str = "communicationMessage";

    fn record_id(&self) -> String {
        self.id.to_string()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        vec![
            ("conversation".to_owned(), format!("{}/{:08}", self.conversation, self.sequence)),
            ("sender".to_owned(), self.sender.id.clone()),
        ]
    }
}

/// Where a conversation stands among those of its state: the longest there first.
pub(super) fn state_key(state: &State) -> String {
    state_key_at(state.name(), state.since())
}

/// The same for a state's name and an instant.
pub(super) fn state_key_at(name: &str, since: Timestamp) -> String {
    format!("{name}/{:015}", since.as_millisecond().max(0))
}

/// What one attempt wants to be written.
pub(super) struct Change<T> {
    /// What happened in the conversation, in order; it is applied to it.
    pub happened: Vec<Happened>,
    /// Whether the conversation is written although nothing happened in it.
    pub touched: bool,
    /// What to give back once it is durable.
    pub done: T,
}

impl<T> Change<T> {
    /// These happenings.
    pub fn of(happened: Vec<Happened>, done: T) -> Self {
        Self { happened, touched: false, done }
    }
}

/// What one attempt comes to.
pub(super) enum Attempt<T> {
    /// Write this.
    Write(Change<T>),
    /// It is done already: nothing is written.
    Done(T),
}

impl Counter {
    /// The conversation of this id, as this caller may see it: staff any, customers their own.
    pub(super) fn held_talk(
        &self,
        book: &Book,
        caller: &Caller,
        id: ConversationId,
    ) -> Result<Held<Conversation>, TalkTrouble> {
        let held: Held<Conversation> = book.find(&id.to_string())?.ok_or(TalkTrouble::NotFound)?;
        if may_see(caller, &held.value) { Ok(held) } else { Err(TalkTrouble::NotFound) }
    }

    /// Changes a conversation: `attempt` decides on what was read, `more` makes the records that go with it (from the
    /// conversation as it will stand). When somebody else wrote first, all of it is done again on what they wrote.
    pub(super) fn change_talk<T>(
        &self,
        caller: &Caller,
        id: ConversationId,
        mut attempt: impl FnMut(&Book, &mut Conversation, Timestamp) -> Result<Attempt<T>, TalkTrouble>,
        mut more: impl FnMut(&Conversation, Timestamp) -> Result<Vec<RecordWrite>, TalkTrouble>,
    ) -> Result<T, TalkTrouble> {
        let book = &self.live()?.book;
        retried(|| {
            let now = self.now();
            let mut held = self.held_talk(book, caller, id)?;
            let change = match attempt(book, &mut held.value, now)? {
                Attempt::Done(done) => return Ok(done),
                Attempt::Write(change) if change.happened.is_empty() && !change.touched => {
                    return Ok(change.done);
                }
                Attempt::Write(change) => change,
            };
            let mut entry = self.entry_of(&mut held.value, &change.happened, now);
            entry.records.push(written(&held.value, held.version)?);
            entry.records.extend(more(&held.value, now)?);
            self.commit_live(entry)?;
            Ok(change.done)
        })
    }

    /// The entry of what happened, which is applied to the conversation.
    pub(super) fn entry_of(
        &self,
        conversation: &mut Conversation,
        happened: &[Happened],
        now: Timestamp,
    ) -> Entry {
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        for one in happened {
            entry.acts.extend(self.act_of(conversation, one, now));
            conversation.apply(one, now);
        }
        entry
    }
}

/// Whether a conversation is for this caller's eyes: everybody's who works here, else one's own.
pub(super) fn may_see(caller: &Caller, conversation: &Conversation) -> bool {
    caller.works_here() || caller.who == Who::Machine || is_theirs(caller, conversation)
}

/// Whether it is the caller's own. A browser that asked as a guest and became a customer's by signing in sees it no longer once
/// they signed out: somebody else may sit at it. One that came later by a signed link does.
fn is_theirs(caller: &Caller, conversation: &Conversation) -> bool {
    let asking: Vec<&str> = conversation.customers().collect();
    let signed_in = asking.iter().rposition(|id| id.starts_with(CustomerId::PREFIX));
    asking.iter().enumerate().any(|(at, id)| match id.starts_with(CustomerId::PREFIX) {
        true => caller.customer_id().is_some_and(|customer| customer.to_string() == *id),
        false => signed_in.is_none_or(|last| at > last) && caller.owns(id),
    })
}
