//! Subscriptions end because their customer wants it: asked for by them or by staff for them, and done when the time has come.

use collect::order::{Decided, FactKind, OrderFact, ProductOrder};
use collect::product::{EndedBy, Ending, Product, ProductStatus};
use jiff::Timestamp;
use party::Permission;
use types::{OrderId, ProductId};

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::live::Held;
use crate::post::NewsKind;
use crate::shopping::moment;
use crate::{Asking, Counter, Trouble};

/// How many subscriptions are looked at in one go.
const AT_ONCE: usize = 200;

impl Counter {
    /// What an order began that its customer has, or had.
    pub fn products_of_order(&self, asking: &Asking, id: OrderId) -> Result<Vec<Product>, Trouble> {
        let order = self.product_order(asking, id)?;
        let book = &self.live()?.book;
        let mut products = Vec::new();
        for product in order.fulfilment.iter().flat_map(|each| &each.products) {
            products.extend(book.find::<Product>(&product.to_string())?.map(|held| held.value));
        }
        Ok(products)
    }

    /// A subscription of an order with how it would end if its end were asked for now, or how it does.
    pub fn ending_of(
        &self,
        asking: &Asking,
        order: OrderId,
        product: ProductId,
    ) -> Result<(Product, Ending), FulfilmentTrouble> {
        let by = self.who_ends(asking, order)?;
        let product = self.product_in(order, product)?.value;
        let zone = self.live()?.book.time_zone.clone();
        let ending =
            product.ending.clone().unwrap_or_else(|| product.ending_now(by, &zone, self.clock.now()));
        Ok((product, ending))
    }

    /// The end of a subscription is asked for. It works until its notice is over; the customer is told the date and what is
    /// still owed. Asked twice, the first counts.
    pub fn end_subscription(
        &self,
        asking: &Asking,
        order: OrderId,
        product: ProductId,
    ) -> Result<Product, FulfilmentTrouble> {
        let by = self.who_ends(asking, order)?;
        let zone = self.live()?.book.time_zone.clone();
        self.change_order(asking, order, |order, now| {
            let mut held = self.product_in(order.id, product)?;
            held.value = held.value.end(by, &zone, now)?;
            self.told_of_product(order, held, FactKind::TerminationAsked, NewsKind::Ending)
        })?;
        Ok(self.product_in(order, product)?.value)
    }

    /// Ends the subscriptions whose time is over. A timer's act; gives how many it ended.
    pub fn end_due_subscriptions(&self) -> Result<usize, Trouble> {
        let until = moment(self.clock.now());
        let due = self.live()?.book.find_between::<Product>("ends", None, Some(&until), AT_ONCE)?;
        let mut ended = 0;
        for held in due {
            let Some(order) = held.value.product_order_item.first().map(|from| from.product_order_id) else {
                continue;
            };
            match self.end_now(order, held.value.id) {
                Ok(_) => ended += 1,
                Err(FulfilmentTrouble::Trouble(trouble)) if !trouble.is_conflict() => return Err(trouble),
                // Another node was first.
                Err(_) => {}
            }
        }
        Ok(ended)
    }

    fn end_now(&self, order: OrderId, product: ProductId) -> Result<ProductOrder, FulfilmentTrouble> {
        self.change_order(&Asking::machine(), order, |order, now: Timestamp| {
            let mut held = self.product_in(order.id, product)?;
            let at = held.value.ends_at().unwrap_or(now);
            held.value = held.value.becomes(ProductStatus::Terminated, at)?;
            self.told_of_product(order, held, FactKind::SubscriptionEnded, NewsKind::Ended)
        })
    }

    /// The order as it is, with what became of a product of it.
    fn told_of_product(
        &self,
        order: &ProductOrder,
        product: Held<Product>,
        kind: FactKind,
        news: NewsKind,
    ) -> Result<Change, FulfilmentTrouble> {
        let mail = match &product.value.ending {
            Some(ending) => self.mail_of_ending(order, &product.value, ending, news)?,
            None => None,
        };
        let mut fact = OrderFact::new(kind);
        fact.products = vec![product.value.id];
        fact.amount = product.value.ending.as_ref().and_then(|ending| ending.owed).map(|owed| owed.value);
        let told = Decided { order: order.clone(), facts: vec![fact], moves: Vec::new() };
        let mut change = Change::from(told).with_mail(mail);
        change.products.push(product);
        Ok(change)
    }

    fn who_ends(&self, asking: &Asking, id: OrderId) -> Result<EndedBy, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
        if self.is_theirs(asking, &held.value) {
            return Ok(EndedBy::Customer);
        }
        if !asking.caller.works_here() {
            return Err(Trouble::NotFound { what: ProductOrder::KIND, id: id.to_string() }.into());
        }
        asking.may(Permission::WorkOrders)?;
        Ok(EndedBy::Staff)
    }

    fn product_in(&self, order: OrderId, product: ProductId) -> Result<Held<Product>, Trouble> {
        let held = self.live()?.book.get::<Product>(&product.to_string())?;
        let of_order = held.value.product_order_item.iter().any(|from| from.product_order_id == order);
        if of_order { Ok(held) } else { Err(Trouble::NotFound { what: "product", id: product.to_string() }) }
    }
}
