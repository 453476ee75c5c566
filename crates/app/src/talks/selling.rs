//! What sellers do with a conversation beside writing: take it, put it back, hand it back to the customer.

use dialogue::{Conversation, Order, Seller, State};
use jiff::Timestamp;
use ledger::RecordWrite;
use party::{Caller, Permission};
use types::{ConversationId, MessageId};

use super::TalkTrouble;
use super::records::{Attempt, Change};
use crate::signed_link::LinkTo;
use crate::{Counter, Trouble};

/// The id of the seller that whoever sits at this machine is, while nobody has an account yet.
pub const KEEPER: &str = "keeper";

impl Counter {
    /// The seller that a caller is; customers are none.
    pub(super) fn seller(&self, caller: &Caller, name: &str) -> Result<Seller, TalkTrouble> {
        caller.may(Permission::Talk).map_err(Trouble::Forbidden)?;
        let id = caller.staff_id().map_or_else(|| KEEPER.to_owned(), |id| id.to_string());
        Ok(Seller::new(&id, name.trim()))
    }

    /// A seller takes a conversation; with `over`, also from a colleague, who sees it.
    pub fn take_talk(
        &self,
        caller: &Caller,
        name: &str,
        id: ConversationId,
        over: bool,
    ) -> Result<(), TalkTrouble> {
        let seller = self.seller(caller, name)?;
        self.order_talk(caller, id, &Order::Take { seller, over })
    }

    /// The seller who has a conversation puts it back for others.
    pub fn release_talk(&self, caller: &Caller, name: &str, id: ConversationId) -> Result<(), TalkTrouble> {
        let seller = self.seller(caller, name)?;
        self.order_talk(caller, id, &Order::Release { seller })
    }

    /// A seller notes something for colleagues.
    pub fn note_in_talk(
        &self,
        caller: &Caller,
        name: &str,
        id: ConversationId,
        (note, text): (MessageId, &str),
    ) -> Result<(), TalkTrouble> {
        let seller = self.seller(caller, name)?;
        self.change_talk(
            caller,
            id,
            |_, talk, now| {
                let touched = talk.add_note(note, &seller, text, now)?;
                Ok(Attempt::Write(Change { happened: Vec::new(), touched, done: () }))
            },
            |_, _| Ok(Vec::new()),
        )
    }

    /// The seller hands a conversation, and the cart beside it, back to the customer. Gives the token of the link that
    /// opens it on any device (`/handed/{token}`).
    pub fn hand_back(&self, caller: &Caller, name: &str, id: ConversationId) -> Result<String, TalkTrouble> {
        let seller = self.seller(caller, name)?;
        let order = Order::HandBack { seller: seller.clone() };
        self.order_talk_with(caller, id, &order, |talk, _| self.handed_back_letter(talk, &seller))?;
        let book = &self.live()?.book;
        let talk = self.held_talk(book, caller, id)?.value;
        Ok(self.handed_token(&talk)?.unwrap_or_default())
    }

    /// The token of the link of a conversation that stands handed back.
    pub(super) fn handed_token(&self, talk: &Conversation) -> Result<Option<String>, TalkTrouble> {
        let State::HandedBack { link_until, .. } = talk.state else { return Ok(None) };
        Ok(Some(self.signed_token(LinkTo::HandedCart, talk.id.as_u128(), link_until)?))
    }

    /// Does what an order brings about.
    pub(super) fn order_talk(
        &self,
        caller: &Caller,
        id: ConversationId,
        order: &Order,
    ) -> Result<(), TalkTrouble> {
        self.order_talk_with(caller, id, order, |_, _| Ok(Vec::new()))
    }

    /// Does what an order brings about, with the records that go with it.
    pub(super) fn order_talk_with(
        &self,
        caller: &Caller,
        id: ConversationId,
        order: &Order,
        more: impl FnMut(&Conversation, Timestamp) -> Result<Vec<RecordWrite>, TalkTrouble>,
    ) -> Result<(), TalkTrouble> {
        self.change_talk(
            caller,
            id,
            |_, talk, now| Ok(Attempt::Write(Change::of(talk.decide(order, now)?, ()))),
            more,
        )
    }
}
