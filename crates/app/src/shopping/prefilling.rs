//! What stands in the fields of a checkout before anything was typed: what a customer's account knows, and what they said for their
//! latest order.

use collect::cart::{Cart, CheckoutData, Contact};
use collect::order::ProductOrder;
use types::{CartId, CustomerId};

use super::kinds::cart_record;
use crate::{Asking, Counter, OwnDetails, Trouble};

/// The most orders that are looked through for the latest.
const MOST: usize = 200;

impl Counter {
    /// What was said at a checkout, filled up for somebody who is signed in: names and telephone of their account first, and
    /// whatever it does not hold as they said it for their latest order. Of what was said already nothing is changed.
    pub fn checkout_prefilled(&self, asking: &Asking, said: &CheckoutData) -> Result<CheckoutData, Trouble> {
        let mut said = said.clone();
        let Some(customer) = asking.caller.customer_id() else { return Ok(said) };
        let nameless = said.contact.given_name.is_empty() && said.contact.family_name.is_empty();
        if !nameless && !said.address.is_empty() {
            return Ok(said);
        }
        let before = self.said_for_the_latest_order(customer)?.unwrap_or_default();
        if nameless {
            let own = match self.own_details(customer) {
                Err(Trouble::NotFound { .. }) => OwnDetails::default(),
                own => own?,
            };
            let has_name = !own.given_name.is_empty() || !own.family_name.is_empty();
            let (given_name, family_name) = match has_name {
                true => (own.given_name, own.family_name),
                false => (before.contact.given_name, before.contact.family_name),
            };
            let phone = [said.contact.phone, own.phone, before.contact.phone];
            let phone = phone.into_iter().find(|phone| !phone.is_empty()).unwrap_or_default();
            said.contact = Contact { given_name, family_name, phone, email: said.contact.email };
        }
        if said.address.is_empty() {
            said.address = before.address;
        }
        Ok(said)
    }

    /// An order's id is that of its cart, which keeps what was said.
    fn said_for_the_latest_order(&self, customer: CustomerId) -> Result<Option<CheckoutData>, Trouble> {
        let book = &self.live()?.book;
        let orders = book.find_by::<ProductOrder>("customer", &customer.to_string(), MOST)?;
        let latest = orders.iter().max_by_key(|held| (held.value.order_date, held.value.id));
        let Some(latest) = latest else { return Ok(None) };
        let cart = book.find::<Cart>(&cart_record(CartId::from_u128(latest.value.id.as_u128())))?;
        Ok(cart.map(|held| held.value.checkout))
    }
}
