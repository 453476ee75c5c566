//! Messages within a conversation, from either side, each exactly once.

use dialogue::{Conversation, Message, Order, Seller, Side, clean_text};
use jiff::Timestamp;
use party::Caller;
use types::{ConversationId, MessageId};

use super::TalkTrouble;
use super::records::{Attempt, Change};
use crate::live::{Held, written};
use crate::{Book, Counter};

/// A message as it is sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its id, chosen by the sender's browser (or when the form was shown): sent again, it is kept once.
    pub id: MessageId,
    /// What was written.
    pub text: String,
    /// When the page that it answers was shown.
    pub shown: Option<Timestamp>,
}

/// A message that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: MessageId,
    /// Its place in the conversation.
    pub sequence: u32,
    /// Whether it had been kept before.
    pub repeated: bool,
}

impl Counter {
    /// The customer writes in their conversation. A closed one is opened again.
    pub fn say(&self, caller: &Caller, id: ConversationId, sent: &Sent) -> Result<Kept, TalkTrouble> {
        let order = Order::Say { shown: sent.shown };
        let writing = Writing { order, side: Side::Customer, seller: None };
        self.write_message(caller, id, sent, &writing)
    }

    /// A seller answers. Whoever answers what nobody has taken takes it; what somebody else has taken is refused.
    /// Where the customer is not shown it within a minute, it is mailed.
    pub fn answer(
        &self,
        caller: &Caller,
        name: &str,
        id: ConversationId,
        sent: &Sent,
    ) -> Result<Kept, TalkTrouble> {
        let seller = self.seller(caller, name)?;
        let writing = Writing {
            order: Order::Answer { seller: seller.clone(), shown: sent.shown },
            side: Side::Seller,
            seller: Some(seller),
        };
        self.write_message(caller, id, sent, &writing)
    }

    fn write_message(
        &self,
        caller: &Caller,
        id: ConversationId,
        sent: &Sent,
        writing: &Writing,
    ) -> Result<Kept, TalkTrouble> {
        let text = clean_text(&sent.text)?;
        self.change_talk(
            caller,
            id,
            |book, talk, now| {
                let writer = writing.writer(caller, talk).ok_or(TalkTrouble::NotFound)?;
                if let Some(kept) = kept_before(book, id, sent.id, &writer, &text)? {
                    return Ok(Attempt::Done(kept));
                }
                let happened = talk.decide(&writing.order, now)?;
                let kept = Kept { id: sent.id, sequence: talk.messages + 1, repeated: false };
                Ok(Attempt::Write(Change::of(happened, kept)))
            },
            |talk, now| {
                let writer = writing.writer(caller, talk).ok_or(TalkTrouble::NotFound)?;
                let name = writing.seller.as_ref().map(|it| it.name.as_str()).filter(|name| !name.is_empty());
                let place = (sent.id, id, talk.messages);
                let message = Message::new(place, (writing.side, &writer, name), text.clone(), now);
                Ok(vec![written(&message, None)?])
            },
        )
    }
}

/// How a message is written: by which side, with what it brings about.
struct Writing {
    order: Order,
    side: Side,
    /// Who, if it is a seller.
    seller: Option<Seller>,
}

impl Writing {
    /// The id that the message names its writer by. A customer writes as they asked: as the customer, or as the browser that
    /// they asked from before they signed in.
    fn writer(&self, caller: &Caller, talk: &Conversation) -> Option<String> {
        match &self.seller {
            Some(seller) => Some(seller.id.clone()),
            None => talk.customers().find(|customer| caller.owns(customer)).map(str::to_owned),
        }
    }
}

/// The message of this id if it is this very one; refuses an id that another message has.
fn kept_before(
    book: &Book,
    conversation: ConversationId,
    id: MessageId,
    writer: &str,
    text: &str,
) -> Result<Option<Kept>, TalkTrouble> {
    let held: Option<Held<Message>> = book.find(&id.to_string())?;
    match held {
        None => Ok(None),
        Some(held) if held.value.is_repeated_by(conversation, writer, text) => {
            Ok(Some(Kept { id, sequence: held.value.sequence, repeated: true }))
        }
        Some(_) => Err(TalkTrouble::IdTaken),
    }
}
