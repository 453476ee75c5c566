//! How conversations end: a seller says how, the customer needs nothing more, or nobody writes for long.

use dialogue::{Closer, Conversation, Ending, Order};
use jiff::{SignedDuration, Timestamp};
use party::Caller;
use types::ConversationId;

use super::TalkTrouble;
use super::records::state_key_at;
use crate::Counter;

/// A conversation in which nobody wrote for so long is over: a day.
const QUIET_FOR: SignedDuration = SignedDuration::from_hours(24);
/// How many conversations are settled in one go.
const AT_ONCE: usize = 200;

impl Counter {
    /// A seller ends a conversation and says how it ended.
    pub fn close_talk(
        &self,
        caller: &Caller,
        name: &str,
        id: ConversationId,
        ending: Ending,
    ) -> Result<(), TalkTrouble> {
        let seller = self.seller(caller, name)?;
        let order = Order::Close { by: Closer::Seller(seller, ending) };
        self.order_talk_with(caller, id, &order, |talk, now| match ending {
            Ending::NoDemand => Ok(Vec::new()),
            _ => self.transcript(talk, now),
        })
    }

    /// The customer needs nothing more.
    pub fn leave_talk(&self, caller: &Caller, id: ConversationId) -> Result<(), TalkTrouble> {
        self.order_talk(caller, id, &Order::Close { by: Closer::Customer })
    }

    /// Ends the conversations in which nobody wrote for a day: what had an answer was served, what had none was given up.
    /// Gives how many it ended. Any process may do it at any time: the second finds it done.
    pub fn settle_talks(&self) -> Result<usize, TalkTrouble> {
        let before = self.now().checked_sub(QUIET_FOR).unwrap_or(Timestamp::MIN);
        let book = &self.live()?.book;
        let mut ended = 0;
        for state in ["waiting", "taken", "handedBack"] {
            let (from, to) = (state_key_at(state, Timestamp::MIN), state_key_at(state, before));
            let due = book.find_between::<Conversation>("state", Some(&from), Some(&to), AT_ONCE)?;
            for held in due {
                let wrote = held.value.talk.as_ref().map(|talk| talk.last_message_at);
                if wrote.is_none_or(|wrote| wrote <= before) {
                    self.order_talk(&Caller::machine(), held.value.id, &Order::Close { by: Closer::Time })?;
                    ended += 1;
                }
            }
        }
        Ok(ended)
    }
}
