//! What comes back: returns that staff take in, and withdrawals that customers state.

use collect::order::{LineQuantity, ProductOrder, Returned, ReturnedLine};
use collect::product::{Product, ProductStatus};
use jiff::Timestamp;
use offer::catalogue::{PlaceId, Unknown};
use party::Permission;
use rust_decimal::Decimal;
use types::OrderId;

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::{Asking, Counter, Trouble};

impl Counter {
    /// Staff take goods in. What is due for them, less what is withheld, is owed back from now on.
    pub fn take_goods_back(
        &self,
        asking: &Asking,
        id: OrderId,
        lines: &[ReturnedLine],
        place: Option<&PlaceId>,
        reason: &str,
        withheld: Decimal,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let returned = Returned {
                id: (order.goods_return.len() + 1).to_string(),
                at: now,
                lines: lines.to_vec(),
                place: place.cloned(),
                staff: asking.caller.staff_id(),
                reason: reason.trim().chars().take(500).collect(),
                withheld,
                unknown: Unknown::new(),
            };
            let change = Change::from(order.take_back(returned, now)?);
            let mail = self.mail_of_returned(change.order())?;
            Ok(change.with_mail(mail))
        })
    }

    /// The customer withdraws from the contract, or from these lines of it: no reason is asked. They get a receipt that says what and
    /// when.
    pub fn withdraw_from_order(
        &self,
        asking: &Asking,
        id: OrderId,
        lines: &[LineQuantity],
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
        if !self.is_theirs(asking, &held.value) {
            if !asking.caller.works_here() {
                return Err(Trouble::NotFound { what: ProductOrder::KIND, id: id.to_string() }.into());
            }
            asking.may(Permission::WorkOrders)?;
        }
        let zone = self.live()?.book.time_zone.clone();
        self.change_order(asking, id, |order, now| {
            let number = (order.withdrawal.len() + 1).to_string();
            let mut change = Change::from(order.withdraw(&number, lines, &zone, now)?);
            self.end_products(&mut change, now)?;
            let mail = self.mail_of_withdrawn(change.order(), &zone)?;
            Ok(change.with_mail(mail))
        })
    }

    /// The products that a withdrawal ended.
    fn end_products(&self, change: &mut Change, now: Timestamp) -> Result<(), FulfilmentTrouble> {
        let book = &self.live()?.book;
        let ended: Vec<_> = change.decided.facts.iter().flat_map(|fact| fact.products.clone()).collect();
        for id in ended {
            let Some(mut held) = book.find::<Product>(&id.to_string())? else { continue };
            if let Ok(product) = held.value.becomes(ProductStatus::Aborted, now) {
                held.value = product;
                change.products.push(held);
            }
        }
        Ok(())
    }
}
