//! The link that hands a cart back: whoever has it goes on with the conversation and its cart, on the device they hold.

use collect::cart::Cart;
use ledger::RecordWrite;
use party::Caller;
use types::{ActorKind, ConversationId, Operation, Phase, Scene};

use super::TalkTrouble;
use super::cart::held_cart;
use super::records::may_see;
use crate::live::{Held, Telling, retried, written};
use crate::signed_link::LinkTo;
use crate::{Asking, Book, Counter};

impl Counter {
    /// The conversation that a handed link leads to, without opening it.
    pub fn handed_talk(&self, token: &str) -> Result<ConversationId, TalkTrouble> {
        let named = self.named_by_token(LinkTo::HandedCart, token)?.ok_or(TalkTrouble::LinkGone)?;
        let id = ConversationId::from_u128(named);
        let book = &self.live()?.book;
        self.held_talk(book, &Caller::machine(), id).map_err(|_| TalkTrouble::LinkGone)?;
        Ok(id)
    }

    /// Whether a conversation is this caller's already, so that its link need not be opened.
    pub fn is_my_talk(&self, caller: &Caller, id: ConversationId) -> Result<bool, TalkTrouble> {
        let book = &self.live()?.book;
        let talk = self.held_talk(book, &Caller::machine(), id)?.value;
        Ok(!caller.works_here() && may_see(caller, &talk))
    }

    /// Opens what a handed link leads to on this device: the conversation and its cart are this browser's from now on, and
    /// what was in another open cart of it goes into that cart. A cart of somebody who had signed in opens only
    /// for them.
    pub fn open_handed(&self, asking: &Asking, token: &str) -> Result<ConversationId, TalkTrouble> {
        let caller = &asking.caller;
        let owner = caller.owner().ok_or(TalkTrouble::LinkGone)?;
        let id = self.handed_talk(token)?;
        let book = &self.live()?.book;
        retried(|| {
            let now = self.now();
            let mut held = self.held_talk(book, &Caller::machine(), id)?;
            let joins = !held.value.customers().any(|known| caller.owns(known));
            let carts = adopted(book, caller, held_cart(book, &held.value)?, now)?;
            if !joins && carts.is_empty() {
                return Ok(id);
            }
            let mut entry = self.entry_for(&Asking::machine());
            if joins {
                held.value.join_customer(&owner);
            }
            let act = Telling::now(&*self.clock, "chat.link_opened", Operation::Dialogue, Scene::Web)
                .part(ActorKind::Customer, Some(("customer", &owner)), Phase::Filling, asking.work)
                .about("customer", "customer", held.value.customer())
                .about("conversation", "contact", &id.to_string())
                .about_some("cart", "cart", held.value.cart());
            entry.acts.push(act.done());
            entry.records.push(written(&held.value, held.version)?);
            entry.records.extend(carts);
            self.commit_live(entry)?;
            Ok(id)
        })
    }
}

/// The writes that make a cart this browser's; none where it is, or where there is none to be had.
fn adopted(
    book: &Book,
    caller: &Caller,
    cart: Option<Held<Cart>>,
    now: jiff::Timestamp,
) -> Result<Vec<RecordWrite>, TalkTrouble> {
    let Some(held) = cart.filter(|held| held.value.is_open()) else { return Ok(Vec::new()) };
    if let Some(customer) = held.value.customer {
        return if caller.customer_id() == Some(customer) {
            Ok(Vec::new())
        } else {
            Err(TalkTrouble::SignInFirst)
        };
    }
    if held.value.visitor.is_some() && held.value.visitor == caller.visitor && caller.customer_id().is_none()
    {
        return Ok(Vec::new());
    }
    let own = match caller.owner() {
        Some(owner) => book.find_by::<Cart>("open", &owner, 1)?.pop(),
        None => None,
    };
    let mut writes = Vec::new();
    let mut mine = Cart { visitor: caller.visitor, customer: caller.customer_id(), ..held.value };
    if let Some(own) = own.filter(|own| own.value.id != mine.id) {
        // What does not fit stays in the cart that is left: it is not lost, only closed.
        mine = mine.joined(&own.value, now).0;
        writes.push(written(&own.value.went_into(mine.id, now), own.version)?);
    }
    mine.last_update = now;
    writes.push(written(&mine, held.version)?);
    Ok(writes)
}
