//! Giving money back: by the provider that took it, or by hand, told when it was done.

use collect::order::ProductOrder;
use collect::payment::Payment;
use ledger::Entry;
use party::Permission;
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId};

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::live::retried;
use crate::payments::GivenBack;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble, clock};

/// What became of money that is to go back.
#[derive(Debug, Clone, PartialEq)]
pub enum Refunded {
    /// It went back.
    Done(Box<ProductOrder>),
    /// The provider cannot: staff give it back by hand, and say so.
    ByHand(Money),
    /// The provider did not answer: ask again.
    NotYet,
}

impl Counter {
    /// A gesture: so much more is to go back than is due. It goes back like what is due.
    pub fn agree_refund(
        &self,
        asking: &Asking,
        id: OrderId,
        amount: Decimal,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::Refund)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.agree_refund(order.money(amount), "gesture", now)?);
            let mail = self.mail_of_news(change.order(), NewsKind::Gesture, |news, language| {
                news.amount = Some(order.money(amount));
                if change.order().wants_refund_account() {
                    news.said.push(language.say("mail-refund-account"));
                }
            })?;
            Ok(change.with_mail(mail))
        })
    }

    /// Gives back what a payment owes. With `by_hand`, staff say that they gave it back themselves; otherwise the provider is asked,
    /// under a reference that follows from what had gone back before: asked twice, it gives once.
    pub fn refund(
        &self,
        asking: &Asking,
        order: OrderId,
        payment: PaymentId,
        by_hand: bool,
    ) -> Result<Refunded, FulfilmentTrouble> {
        asking.may(Permission::Refund)?;
        let held = self.live()?.book.get::<Payment>(&payment.to_string())?;
        if held.value.order != order {
            return Err(Trouble::NotFound { what: "payment", id: payment.to_string() }.into());
        }
        let due = held.value.to_return();
        if due.amount <= Decimal::ZERO {
            let order = self.live()?.book.get::<ProductOrder>(&order.to_string())?.value;
            return Ok(Refunded::Done(Box::new(order)));
        }
        let reference = format!("{payment}-{}", held.value.returned.len() + 1);
        let reference = if by_hand {
            reference
        } else {
            let provider = self.payment_provider(held.value.method.name())?;
            match provider.give_back(payment, &reference, due, self.clock.now()) {
                GivenBack::Done { reference } => reference,
                GivenBack::ByHand => return Ok(Refunded::ByHand(due)),
                GivenBack::Unknown => return Ok(Refunded::NotYet),
            }
        };
        self.note_refund(asking, order, payment, &reference, due).map(|order| Refunded::Done(Box::new(order)))
    }

    /// Money went back: payment and order say so. The same reference twice is counted once.
    fn note_refund(
        &self,
        asking: &Asking,
        order: OrderId,
        payment: PaymentId,
        reference: &str,
        amount: Money,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        retried(|| {
            let now = self.clock.now();
            let book = &self.live()?.book;
            let held = book.get::<ProductOrder>(&order.to_string())?;
            let mut paid = book.get::<Payment>(&payment.to_string())?;
            let news = paid.value.gave_back(reference, amount, now);
            if news.map_err(|error| Trouble::Refused(error.to_string()))?.is_empty() {
                return Ok(held.value);
            }
            let mut change = Change::from(held.value.hear(&paid.value, now));
            let mail = self.mail_of_refunded(change.order(), amount, paid.value.method.name())?;
            change.payments.push(paid);
            // The money has gone: what is told of it must not depend on the form's entry.
            let entry = Entry::new(clock::entry_id(&*self.clock));
            self.commit_order_change(asking, entry, &held, change.with_mail(mail))
        })
    }

    /// The payments of an order, for staff who may see it: the first one first.
    pub fn payments_of_order(&self, asking: &Asking, order: OrderId) -> Result<Vec<Payment>, Trouble> {
        asking.may(Permission::ReadOrders)?;
        let held = self.live()?.book.find_by::<Payment>("order", &order.to_string(), 100)?;
        Ok(held.into_iter().map(|held| held.value).collect())
    }
}
