//! The link in the mails of a conversation: it opens the conversation on the device where the mail is read. Its cart stays where it is.

use dialogue::Conversation;
use jiff::SignedDuration;
use party::Caller;
use types::{ActorKind, ConversationId, Operation, Phase, Scene};

use super::TalkTrouble;
use crate::live::{Telling, retried, written};
use crate::signed_link::LinkTo;
use crate::{Asking, Counter, Trouble};

/// For how long a link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Where the address of such a link begins.
pub(crate) const LINK_PATH: &str = "/talks/open/";

impl Counter {
    /// The address of a conversation in a mail.
    pub(super) fn path_of_talk(&self, talk: &Conversation) -> Result<String, Trouble> {
        let until = self.now().checked_add(GOOD_FOR).unwrap_or(jiff::Timestamp::MAX);
        Ok(format!("{LINK_PATH}{}", self.signed_token(LinkTo::Talk, talk.id.as_u128(), until)?))
    }

    /// The conversation that a link leads to, without opening it.
    pub fn linked_talk(&self, token: &str) -> Result<ConversationId, TalkTrouble> {
        let named = self.named_by_token(LinkTo::Talk, token)?.ok_or(TalkTrouble::LinkGone)?;
        let id = ConversationId::from_u128(named);
        self.held_talk(&self.live()?.book, &Caller::machine(), id).map_err(|_| TalkTrouble::LinkGone)?;
        Ok(id)
    }

    /// Opens the conversation of a link in this browser.
    pub fn open_linked_talk(&self, asking: &Asking, token: &str) -> Result<ConversationId, TalkTrouble> {
        let owner = asking.caller.owner().ok_or(TalkTrouble::LinkGone)?;
        let id = self.linked_talk(token)?;
        let book = &self.live()?.book;
        retried(|| {
            let mut held = self.held_talk(book, &Caller::machine(), id)?;
            if held.value.customers().any(|known| asking.caller.owns(known)) {
                return Ok(id);
            }
            held.value.join_customer(&owner);
            let mut entry = self.entry_for(&Asking::machine());
            let act = Telling::now(&*self.clock, "chat.link_opened", Operation::Dialogue, Scene::Web)
                .part(ActorKind::Customer, Some(("customer", &owner)), Phase::Filling, asking.work)
                .about("customer", "customer", held.value.customer())
                .about("conversation", "contact", &id.to_string());
            entry.acts.push(act.done());
            entry.records.push(written(&held.value, held.version)?);
            self.commit_live(entry)?;
            Ok(id)
        })
    }
}
