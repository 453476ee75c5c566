//! A customer asks: the conversation is opened and the question is its first message, in one entry.

use dialogue::{Carried, Conversation, Message, Opening, Order, Side, clean_text};
use jiff::Timestamp;
use party::{Caller, EmailAddress};
use types::{CartId, ConversationId, MessageId};

use super::TalkTrouble;
use crate::Counter;
use crate::live::{Held, written};

/// A question as the form sends it.
#[derive(Debug, Clone)]
pub struct Question {
    /// The id of the conversation that it opens, chosen when the form was shown.
    pub conversation: ConversationId,
    /// The id of the question as a message, chosen when the form was shown.
    pub message: MessageId,
    /// What is asked.
    pub text: String,
    /// What goes along.
    pub carried: Carried,
    /// The cart that goes along.
    pub cart: Option<CartId>,
    /// The customer's language: `fr` or `en`.
    pub language: String,
    /// Where an answer may be mailed; empty for nowhere.
    pub mail_address: String,
    /// When the form was shown.
    pub shown: Option<Timestamp>,
}

impl Counter {
    /// A new id of a conversation, for a form that is shown.
    pub fn new_talk(&self) -> ConversationId {
        ConversationId::at(self.clock.now(), self.clock.chance())
    }

    /// A new id of a message, for a form that is shown.
    pub fn new_message(&self) -> MessageId {
        MessageId::at(self.clock.now(), self.clock.chance())
    }

    /// Opens a conversation with a question. The same form sent again opens nothing and gives the same answer.
    pub fn ask(&self, caller: &Caller, question: &Question) -> Result<ConversationId, TalkTrouble> {
        let asker = caller.owner().filter(|_| !caller.works_here()).ok_or(TalkTrouble::NotFound)?;
        let text = clean_text(&question.text)?;
        let mail_address = mail_address(&question.mail_address)?;
        let id = question.conversation;
        if let Some(repeat) = self.asked_before(caller, question, &asker, &text)? {
            return Ok(repeat);
        }
        let now = self.now();
        let opening = Opening {
            id,
            customer: asker.clone(),
            cart: question.cart.map(|cart| cart.to_string()),
            carried: question.carried.clone(),
            language: question.language.clone(),
            mail_address,
        };
        let mut conversation = Conversation::open(opening, now);
        let happened = conversation.decide(&Order::Say { shown: question.shown }, now)?;
        let mut entry = self.entry_of(&mut conversation, &happened, now);
        let place = (question.message, id, conversation.messages);
        let message = Message::new(place, (Side::Customer, &asker, None), text.clone(), now);
        entry.records = vec![written(&conversation, None)?, written(&message, None)?];
        match self.commit_live(entry) {
            Ok(_) => Ok(id),
            // The other click came first.
            Err(trouble) if trouble.is_conflict() => {
                self.asked_before(caller, question, &asker, &text)?.ok_or(TalkTrouble::IdTaken)
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// The conversation that this very question opened before; refuses a question whose ids belong to another.
    fn asked_before(
        &self,
        caller: &Caller,
        question: &Question,
        asker: &str,
        text: &str,
    ) -> Result<Option<ConversationId>, TalkTrouble> {
        let book = &self.live()?.book;
        let conversation: Option<Held<Conversation>> = book.find(&question.conversation.to_string())?;
        let message: Option<Held<Message>> = book.find(&question.message.to_string())?;
        match (conversation, message) {
            (None, None) => Ok(None),
            (Some(talk), Some(message))
                if super::records::may_see(caller, &talk.value)
                    && message.value.is_repeated_by(question.conversation, asker, text) =>
            {
                Ok(Some(question.conversation))
            }
            _ => Err(TalkTrouble::IdTaken),
        }
    }
}

/// An address that was left, or that none was.
fn mail_address(given: &str) -> Result<Option<String>, TalkTrouble> {
    if given.trim().is_empty() {
        return Ok(None);
    }
    let address: EmailAddress = given.parse().map_err(TalkTrouble::MailAddress)?;
    Ok(Some(address.as_str().to_owned()))
}
