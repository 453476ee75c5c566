//! What a seller sees beside a conversation: who it is, as far as they said, their orders and products, what they asked before.

use collect::cart::{Cart, CartState};
use collect::order::ProductOrder;
use collect::product::Product;
use dialogue::Conversation;
use party::{Caller, Customer, Permission};
use types::{ConversationId, CustomerId, OrderId};

use super::TalkTrouble;
use super::cart::named_cart;
use crate::live::Held;
use crate::{Asking, Book, Counter};

/// How many of each kind are shown.
const SHOWN: usize = 10;
/// How many are looked through for the latest of them.
const LOOKED_AT: usize = 200;

/// What lies beside a conversation.
#[derive(Debug, Clone, Default)]
pub struct BesideTalk {
    /// The customer, if they have signed in.
    pub customer: Option<Customer>,
    /// The orders of whoever asks, and the one that they were looking at: the latest first.
    pub orders: Vec<OrderBeside>,
    /// The products that they have.
    pub products: Vec<Product>,
    /// Their other conversations, the latest first.
    pub talks: Vec<Conversation>,
}

/// An order beside a conversation.
#[derive(Debug, Clone)]
pub struct OrderBeside {
    /// The order.
    pub order: ProductOrder,
    /// Whether the customer was looking at it when they asked.
    pub looked_at: bool,
}

impl Counter {
    /// What lies beside a conversation, for a seller. Orders and products only for those who may see orders.
    pub fn beside_talk(&self, asking: &Asking, id: ConversationId) -> Result<BesideTalk, TalkTrouble> {
        asking.may(Permission::Talk)?;
        let book = &self.live()?.book;
        let talk = self.held_talk(book, &asking.caller, id)?.value;
        let mut beside = BesideTalk { customer: self.customer_of_talk(&talk)?, ..BesideTalk::default() };
        for owner in talk.customers() {
            let talks = book.find_by::<Conversation>("customer", owner, LOOKED_AT)?;
            beside.talks.extend(talks.into_iter().map(|held| held.value).filter(|other| other.id != id));
        }
        beside.talks.sort_by_key(|each| std::cmp::Reverse(each.id));
        beside.talks.dedup_by(|a, b| a.id == b.id);
        beside.talks.truncate(SHOWN);
        if asking.may(Permission::ReadOrders).is_ok() {
            beside.orders = orders_of(book, &talk)?;
            beside.products = products_of(book, &talk)?;
        }
        Ok(beside)
    }

    /// The customer who asks, if they have signed in.
    pub(super) fn customer_of_talk(&self, talk: &Conversation) -> Result<Option<Customer>, TalkTrouble> {
        match talk.customers().find_map(|id| id.parse::<CustomerId>().ok()) {
            Some(id) => Ok(self.customer(id)?),
            None => Ok(None),
        }
    }

    /// The order that the cart beside a conversation became, if it became one.
    pub fn order_of_talk(&self, caller: &Caller, id: ConversationId) -> Result<Option<OrderId>, TalkTrouble> {
        let book = &self.live()?.book;
        let talk = self.held_talk(book, caller, id)?.value;
        let cart = named_cart(book, &talk)?.map(|held: Held<Cart>| held.value.cart_status);
        Ok(match cart {
            Some(CartState::Ordered { order }) => Some(order),
            _ => None,
        })
    }

    /// The conversation that somebody may go back to: the latest that is not over, and whether an answer in it is unread.
    pub fn open_talk_of(&self, caller: &Caller) -> Result<Option<(ConversationId, bool)>, TalkTrouble> {
        if caller.works_here() {
            return Ok(None);
        }
        let book = &self.live()?.book;
        let ids = [caller.customer_id().map(|id| id.to_string()), caller.visitor.map(|id| id.to_string())];
        let mut open: Option<Conversation> = None;
        for owner in ids.into_iter().flatten() {
            let found = book.find_by::<Conversation>("customer", &owner, LOOKED_AT)?;
            let found = found.into_iter().map(|held| held.value);
            open = found
                .filter(|talk| talk.interaction_date.end_date_time.is_none())
                .filter(|talk| super::records::may_see(caller, talk))
                .chain(open.take())
                .max_by_key(|talk| talk.id);
        }
        Ok(open.map(|talk| (talk.id, talk.unread_since.is_some())))
    }
}

fn orders_of(book: &Book, talk: &Conversation) -> Result<Vec<OrderBeside>, TalkTrouble> {
    let mut orders: Vec<ProductOrder> = Vec::new();
    for owner in talk.customers() {
        for by in ["customer", "visitor"] {
            orders.extend(
                book.find_by::<ProductOrder>(by, owner, LOOKED_AT)?.into_iter().map(|held| held.value),
            );
        }
    }
    let page = talk.carried.page.as_deref().and_then(|page| page.strip_prefix("/orders/"));
    let looked_at: Option<OrderId> =
        page.and_then(|rest| rest.split(['/', '?']).next()).and_then(|id| id.parse().ok());
    // Only an order that is theirs is shown: an address that somebody typed opens nothing.
    orders.sort_by_key(|each| std::cmp::Reverse(each.id));
    orders.dedup_by(|a, b| a.id == b.id);
    orders.truncate(SHOWN);
    Ok(orders
        .into_iter()
        .map(|order| OrderBeside { looked_at: looked_at == Some(order.id), order })
        .collect())
}

fn products_of(book: &Book, talk: &Conversation) -> Result<Vec<Product>, TalkTrouble> {
    let mut products: Vec<Product> = Vec::new();
    for owner in talk.customers() {
        for by in ["customer", "visitor"] {
            products
                .extend(book.find_by::<Product>(by, owner, LOOKED_AT)?.into_iter().map(|held| held.value));
        }
    }
    products.sort_by_key(|each| std::cmp::Reverse(each.id));
    products.dedup_by(|a, b| a.id == b.id);
    products.truncate(SHOWN);
    Ok(products)
}
