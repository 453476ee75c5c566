//! The cart beside a conversation: one cart for both sides, whichever of them changes it.

use collect::cart::{Cart, CartChange, CartState, LineId};
use dialogue::Conversation;
use offer::catalogue::{OfferingId, ProductOffering};
use offer::shelf::folded;
use party::Permission;
use types::{ActorKind, CartId, ConversationId, CustomerId, VisitorId};

use super::TalkTrouble;
use super::records::{Attempt, Change};
use crate::live::{Held, written};
use crate::{Asking, Book, CartNow, CartTrouble, Counter, Shop};

/// How many joined carts are followed from one to the next.
const JOINS: usize = 8;

impl Counter {
    /// The cart beside a conversation with what it costs now, for either side. Nothing where the customer has none.
    pub fn talk_cart(&self, asking: &Asking, id: ConversationId) -> Result<Option<CartNow>, TalkTrouble> {
        let book = &self.live()?.book;
        let talk = self.held_talk(book, &asking.caller, id)?.value;
        held_cart(book, &talk)?.map(|held| self.cart_now(held).map_err(TalkTrouble::from)).transpose()
    }

    /// Changes the cart beside a conversation; a seller who puts the first thing in makes it for the customer. The act
    /// names whoever did it, with their work.
    pub fn change_talk_cart(
        &self,
        asking: &Asking,
        id: ConversationId,
        change: &CartChange,
    ) -> Result<CartNow, TalkCartTrouble> {
        let book = &self.live()?.book;
        let talk = self.held_talk(book, &asking.caller, id)?.value;
        let open = held_cart(book, &talk)?.filter(|held| held.value.is_open()).map(|held| held.value.id);
        let cart = match open {
            Some(cart) => cart,
            None => self.make_talk_cart(asking, id)?,
        };
        self.change_cart(asking, cart, change).map_err(TalkCartTrouble::Cart)
    }

    /// What is on the shelf under these words, priced as one of it in a cart: for a seller who adds it. Every word must stand
    /// in the name of the offering or of its product, or be its id; accents and case don't matter.
    pub fn offers_like(
        &self,
        asking: &Asking,
        words: &str,
        most: usize,
    ) -> Result<Vec<CartNow>, TalkTrouble> {
        asking.may(Permission::Talk)?;
        let (shop, now) = (self.shop()?, self.clock.now());
        let wanted: Vec<String> = words.split_whitespace().take(8).map(folded).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let catalogue = &shop.catalogue;
        let matches = |offering: &ProductOffering| {
            let product = offering.product_specification.as_ref().and_then(|it| it.name.as_deref());
            let names = [offering.name.as_str(), offering.name_in("fr"), offering.name_in("en")];
            let text = folded(&[&names[..], &[product.unwrap_or_default()]].concat().join(" "));
            offering.id.as_str() == words.trim() || wanted.iter().all(|word| text.contains(word.as_str()))
        };
        let found = catalogue.offerings.values().filter(|it| catalogue.is_sold(it, now) && matches(it));
        found.take(most).map(|offering| self.one_of(offering.id.clone(), &shop)).collect()
    }

    /// One of an offering in a cart that is never written: for its price.
    fn one_of(&self, offering: OfferingId, shop: &Shop) -> Result<CartNow, TalkTrouble> {
        let now = self.clock.now();
        let add = CartChange::Add {
            offering,
            quantity: 1,
            options: Vec::new(),
            line: LineId("1".to_owned()),
            seen: None,
            by: ActorKind::Agent,
        };
        let empty = Cart::new(CartId::from_u128(0), None, None, "", now);
        // Whatever cannot be put in a cart as it is (its options must be chosen) is not offered here.
        let cart = empty.changed(add, &shop.catalogue, now).unwrap_or(empty);
        Ok(self.cart_now(Held::new(cart))?)
    }

    /// An empty cart for the customer of a conversation, beside it from now on.
    fn make_talk_cart(&self, asking: &Asking, id: ConversationId) -> Result<CartId, TalkTrouble> {
        let cart = CartId::at(self.clock.now(), self.clock.chance());
        self.change_talk(
            &asking.caller,
            id,
            |book, talk, _| {
                // Somebody else made one meanwhile.
                if let Some(held) = held_cart(book, talk)?.filter(|held| held.value.is_open()) {
                    return Ok(Attempt::Done(held.value.id));
                }
                talk.set_cart(&cart.to_string());
                Ok(Attempt::Write(Change { happened: Vec::new(), touched: true, done: cart }))
            },
            |talk, now| {
                let visitor = talk.customers().find_map(|id| id.parse::<VisitorId>().ok());
                let customer = talk.customers().find_map(|id| id.parse::<CustomerId>().ok());
                let empty = Cart::new(cart, visitor, customer, &talk.language, now);
                Ok(vec![written(&empty, None)?])
            },
        )
    }
}

/// Why the cart beside a conversation was not changed.
#[derive(Debug, thiserror::Error)]
pub enum TalkCartTrouble {
    /// The conversation is not theirs, or the ledger failed.
    #[error(transparent)]
    Talk(#[from] TalkTrouble),
    /// The cart says no.
    #[error(transparent)]
    Cart(CartTrouble),
}

impl From<crate::Trouble> for TalkCartTrouble {
    fn from(trouble: crate::Trouble) -> Self {
        Self::Talk(trouble.into())
    }
}

/// The cart that came along with a conversation, or what became of it: open, joined into another, or ordered.
pub(super) fn named_cart(book: &Book, talk: &Conversation) -> Result<Option<Held<Cart>>, TalkTrouble> {
    let mut named = match talk.cart() {
        Some(id) => book.find::<Cart>(id)?,
        None => None,
    };
    for _ in 0..JOINS {
        let Some(CartState::Joined { into }) = named.as_ref().map(|held| &held.value.cart_status) else {
            break;
        };
        named = book.find::<Cart>(&into.to_string())?;
    }
    Ok(named)
}

/// The cart beside a conversation: the one that came along, or what became of it; once that is no longer open, the open
/// cart of its customer, if there is one.
pub(super) fn held_cart(book: &Book, talk: &Conversation) -> Result<Option<Held<Cart>>, TalkTrouble> {
    let named = named_cart(book, talk)?;
    if named.as_ref().is_some_and(|held| held.value.is_open()) {
        return Ok(named);
    }
    for customer in talk.customers() {
        if let Some(open) = book.find_by::<Cart>("open", customer, 1)?.pop() {
            return Ok(Some(open));
        }
    }
    Ok(named)
}
