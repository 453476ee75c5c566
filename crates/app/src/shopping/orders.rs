//! Orders of whoever asks: found, looked at, found again by a guest.

use collect::order::{PaymentStanding, ProductOrder, order_number};
use collect::product::Product;
use offer::catalogue::OfferingId;
use party::Permission;
use types::{CustomerId, OrderId};

use super::kinds::plain;
use crate::live::{Held, retried};
use crate::{Asking, Counter, Transfer, Trouble};

/// The most orders, products or payments that one page shows.
const MOST: usize = 200;

impl Counter {
    /// An order, for whoever it belongs to and for staff who may see orders.
    pub fn product_order(&self, asking: &Asking, id: OrderId) -> Result<ProductOrder, Trouble> {
        Ok(self.held_order(asking, id)?.value)
    }

    pub(crate) fn held_order(&self, asking: &Asking, id: OrderId) -> Result<Held<ProductOrder>, Trouble> {
        let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
        if self.is_theirs(asking, &held.value) {
            return Ok(held);
        }
        if asking.caller.works_here() {
            asking.may(Permission::ReadOrders)?;
            return Ok(held);
        }
        Err(Trouble::NotFound { what: "order", id: id.to_string() })
    }

    /// The orders of whoever asks, newest first.
    pub fn my_orders(&self, asking: &Asking) -> Result<Vec<ProductOrder>, Trouble> {
        let book = &self.live()?.book;
        let mut orders: Vec<ProductOrder> = Vec::new();
        let customer = asking.caller.customer_id().map(|id| ("customer", id.to_string()));
        let visitor = asking.caller.visitor.map(|id| id.to_string());
        let browser = ["visitor", "browser"].into_iter().zip(visitor.iter().cycle().cloned());
        for (by, owner) in customer.into_iter().chain(browser) {
            orders.extend(book.find_by::<ProductOrder>(by, &owner, MOST)?.into_iter().map(|held| held.value));
        }
        // A browser may have been used by somebody else who signed in: theirs are not shown.
        orders.retain(|order| order.customer.is_none() || order.customer == asking.caller.customer_id());
        orders.sort_by_key(|order| std::cmp::Reverse((order.order_date, order.id)));
        orders.dedup_by_key(|order| order.id);
        Ok(orders)
    }

    /// The order of this number, for a guest who knows the address that it was placed with. Whether the number or the address
    /// is wrong is not told.
    pub fn find_guest_order(&self, number: &str, email: &str) -> Result<ProductOrder, Trouble> {
        let unknown = || Trouble::NotFound { what: "order", id: number.chars().take(40).collect() };
        let letters: String =
            number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if letters.len() < 10 {
            return Err(unknown());
        }
        let (first, second) = letters.split_at(5);
        let found = self.live()?.book.find_by::<ProductOrder>("number", &format!("{first}-{second}"), 5)?;
        found
            .into_iter()
            .map(|held| held.value)
            .find(|order| !email.trim().is_empty() && plain(&order.contact.email) == plain(email))
            .ok_or_else(unknown)
    }

    /// Gives the order of this number to a browser that knows the address it was placed with, so that its pages open there
    /// too. An order of a customer who has an account stays theirs alone: they sign in.
    pub fn claim_guest_order(&self, asking: &Asking, number: &str, email: &str) -> Result<OrderId, Trouble> {
        let id = self.find_guest_order(number, email)?.id;
        match self.hold_order_here(asking, id)? {
            true => Ok(id),
            false => Err(Trouble::NotFound { what: "order", id: number.chars().take(40).collect() }),
        }
    }

    /// Lets a browser hold a guest's order beside those that do. Gives whether it is theirs now: not if a customer has it who
    /// is somebody else.
    pub(super) fn hold_order_here(&self, asking: &Asking, id: OrderId) -> Result<bool, Trouble> {
        retried(|| {
            let mut held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
            if let Some(owner) = held.value.customer {
                return Ok(asking.caller.customer_id() == Some(owner));
            }
            if asking.caller.visitor.is_some_and(|browser| held.value.held_also_in(browser)) {
                let mut entry = self.entry_for(&Asking::machine());
                entry.records.push(held.write()?);
                self.commit_live(entry)?;
            }
            Ok(true)
        })
    }

    /// The zone in which the organisation tells the time.
    pub fn live_zone(&self) -> Result<jiff::tz::TimeZone, Trouble> {
        Ok(self.live()?.book.time_zone.clone())
    }

    /// How to pay an order by transfer, where one is awaited.
    pub fn transfer_of_order(&self, order: &ProductOrder) -> Result<Option<Transfer>, Trouble> {
        if order.payment_standing != PaymentStanding::Awaited {
            return Ok(None);
        }
        let zone = self.live_zone()?;
        let payments = self.payments_of(order.id)?;
        Ok(payments.iter().rev().find_map(|held| self.transfer_of(&held.value, &zone)))
    }

    /// What a customer has.
    pub fn products_of(&self, customer: CustomerId) -> Result<Vec<Product>, Trouble> {
        let held = self.live()?.book.find_by::<Product>("customer", &customer.to_string(), MOST)?;
        Ok(held.into_iter().map(|held| held.value).collect())
    }

    /// Which offerings a customer has now, and how many of each.
    pub(crate) fn held_offerings(&self, customer: CustomerId) -> Result<Vec<(OfferingId, u32)>, Trouble> {
        let products = self.products_of(customer)?;
        Ok(products
            .iter()
            .filter(|product| product.status.is_held())
            .map(|product| (product.offering(), 1))
            .collect())
    }

    /// The number of an order, as people read it out.
    pub fn number_of(order: OrderId) -> String {
        order_number(order)
    }
}
