//! Committing a decision about an order: everything that follows from it in one entry.

use collect::order::{Decided, OrderFact, ProductOrder};
use collect::payment::Payment;
use collect::product::Product;
use jiff::Timestamp;
use ledger::{Entry, RecordWrite};
use rust_decimal::Decimal;
use types::{Money, OrderId};

use super::FulfilmentTrouble;
use crate::live::{Held, retried, written};
use crate::shopping::ledger_deltas;
use crate::{Asking, Counter, Trouble};

/// How many payments an order has at most: attempts included.
const PAYMENTS: usize = 100;

/// A decision, with what is committed beside the order.
pub(super) struct Change {
    /// The order, the facts, the moves.
    pub decided: Decided,
    /// Products that begin or end, each over the version that was read.
    pub products: Vec<Held<Product>>,
    /// Payments that moved.
    pub payments: Vec<Held<Payment>>,
    /// What else is written: mails, the task that TM Forum's descriptions make of a cancellation.
    pub beside: Vec<RecordWrite>,
}

impl From<Decided> for Change {
    fn from(decided: Decided) -> Self {
        Self { decided, products: Vec::new(), payments: Vec::new(), beside: Vec::new() }
    }
}

impl Change {
    /// The same with one more decision, about the order as this one leaves it.
    pub fn then(mut self, next: Decided) -> Self {
        self.decided.order = next.order;
        self.decided.facts.extend(next.facts);
        self.decided.moves.extend(next.moves);
        self
    }

    /// The order as it becomes.
    pub fn order(&self) -> &ProductOrder {
        &self.decided.order
    }

    /// The same with a mail, if there is somebody to write to.
    pub fn with_mail(mut self, mail: Option<RecordWrite>) -> Self {
        self.beside.extend(mail);
        self
    }
}

impl Counter {
    /// Reads an order, decides, and commits; again if somebody else wrote first. A form that was sent already did its work: the order
    /// is given as it stands.
    pub(super) fn change_order(
        &self,
        asking: &Asking,
        id: OrderId,
        mut decide: impl FnMut(&ProductOrder, Timestamp) -> Result<Change, FulfilmentTrouble>,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        retried(|| {
            let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
            if self.was_committed(asking)? {
                return Ok(held.value);
            }
            let change = decide(&held.value, self.clock.now())?;
            self.commit_order_change(asking, self.entry_for(asking), &held, change)
        })
    }

    /// Commits a decision about an order in this entry.
    pub(super) fn commit_order_change(
        &self,
        asking: &Asking,
        mut entry: Entry,
        held: &Held<ProductOrder>,
        change: Change,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let Change { decided, products, payments, beside } = change;
        let payments = self.payments_in_step(&decided.order, payments)?;
        entry.records.push(written(&decided.order, held.version)?);
        for payment in &payments {
            entry.records.push(payment.write()?);
        }
        for product in &products {
            entry.records.push(product.write()?);
        }
        entry.records.extend(beside);
        entry.deltas.extend(ledger_deltas(&decided.moves));
        let told = |(nth, fact): (usize, &OrderFact)| {
            // The work of whoever did it is told once, in the first act.
            self.act_of_order(asking, &decided.order, fact, nth == 0)
        };
        entry.acts.extend(decided.facts.iter().enumerate().map(told));
        self.commit_live(entry)?;
        Ok(decided.order)
    }

    /// The payments of an order that no longer ask, or keep, more than the order is worth: what is too much is owed back there.
    fn payments_in_step(
        &self,
        order: &ProductOrder,
        mut moved: Vec<Held<Payment>>,
    ) -> Result<Vec<Held<Payment>>, Trouble> {
        let now = self.clock.now();
        let all = self.live()?.book.find_by::<Payment>("order", &order.id.to_string(), PAYMENTS)?;
        let mut payments: Vec<(Held<Payment>, bool)> = all
            .into_iter()
            .map(|held| match moved.iter().position(|each| each.value.id == held.value.id) {
                Some(place) => (moved.swap_remove(place), true),
                None => (held, false),
            })
            .collect();
        payments.extend(moved.into_iter().map(|held| (held, true)));
        let asked: Decimal = payments.iter().map(|(held, _)| held.value.entitled).sum();
        let mut too_much = asked - order.owed();
        // The last payment first: it is the one that is least likely to have come.
        for (held, changed) in payments.iter_mut().rev() {
            let less = too_much.min(held.value.entitled);
            if less > Decimal::ZERO {
                let amount = Money { amount: less, currency: held.value.amount.currency };
                held.value.owe_back(amount, now).map_err(|error| Trouble::Refused(error.to_string()))?;
                too_much -= less;
                *changed = true;
            }
        }
        Ok(payments.into_iter().filter(|(_, changed)| *changed).map(|(held, _)| held).collect())
    }

    /// Whether whoever asks is the one whose order it is; otherwise they must work here. Anybody else is told that it is not there.
    pub(crate) fn is_theirs(&self, asking: &Asking, order: &ProductOrder) -> bool {
        order.holders().iter().any(|owner| asking.caller.owns(owner))
    }
}
