//! The link in the mails of a guest's order: it opens the order's page on any device, until its time is over.

use collect::order::ProductOrder;
use jiff::SignedDuration;
use types::OrderId;

use crate::signed_link::LinkTo;
use crate::{Asking, Counter, Trouble};

/// For how long a link is good: goods on order, the time to withdraw and a refund fit in it. After that, number and address
/// find the order.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Where the address of such a link begins; what follows opens an order, and is shown to nobody but whom it was sent to.
pub(crate) const LINK_PATH: &str = "/orders/open/";

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedOrder {
    /// An order that whoever asks holds already.
    Theirs(OrderId),
    /// An order that opens here once they say so.
    Opens(OrderId),
    /// The order of a customer who has an account: they sign in.
    SignInFirst(OrderId),
    /// The link is not one of ours, or its time is over.
    Gone,
}

impl Counter {
    /// The address of an order's page in a mail: for a guest, one that opens it on whichever device the mail is read.
    pub(crate) fn path_of(&self, order: &ProductOrder) -> Result<String, Trouble> {
        if order.customer.is_some() {
            return Ok(format!("/orders/{}", order.id));
        }
        let until = self.now().checked_add(GOOD_FOR).unwrap_or(jiff::Timestamp::MAX);
        Ok(format!("{LINK_PATH}{}", self.signed_token(LinkTo::Order, order.id.as_u128(), until)?))
    }

    /// What a link leads to, without opening it.
    pub fn linked_order(&self, asking: &Asking, token: &str) -> Result<LinkedOrder, Trouble> {
        let Some(named) = self.named_by_token(LinkTo::Order, token)? else { return Ok(LinkedOrder::Gone) };
        let id = OrderId::from_u128(named);
        let Some(held) = self.live()?.book.find::<ProductOrder>(&id.to_string())? else {
            return Ok(LinkedOrder::Gone);
        };
        Ok(match held.value.customer {
            _ if self.is_theirs(asking, &held.value) => LinkedOrder::Theirs(id),
            Some(_) => LinkedOrder::SignInFirst(id),
            None => LinkedOrder::Opens(id),
        })
    }

    /// Opens the order of a link in this browser: it is theirs here too from now on.
    pub fn open_linked_order(&self, asking: &Asking, token: &str) -> Result<LinkedOrder, Trouble> {
        match self.linked_order(asking, token)? {
            LinkedOrder::Opens(id) if self.hold_order_here(asking, id)? => Ok(LinkedOrder::Theirs(id)),
            LinkedOrder::Opens(id) => Ok(LinkedOrder::SignInFirst(id)),
            other => Ok(other),
        }
    }
}
