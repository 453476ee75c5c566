//! What becomes of payments: answers of providers, whenever and however often they come, and what time brings.

use collect::order::{Delivery, OrderDue, PaymentStanding, ProductOrder};
use collect::payment::{Answer, Payment, PaymentDue};
use ledger::Entry;
use types::{OrderId, PaymentId};

use super::holding::ledger_deltas;
use super::kinds::moment;
use super::placing::working_days_after;
use crate::live::{Held, retried, written};
use crate::{Asking, Counter, Trouble, clock};

/// How many things that are due are looked at in one go.
const AT_ONCE: usize = 100;

/// What the timers did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Reservations that expired.
    pub reservations: usize,
    /// Payments that were looked up or given up.
    pub payments: usize,
    /// Orders that were cancelled because they were not paid or not collected.
    pub orders: usize,
    /// Orders of which subscriptions started.
    pub subscriptions: usize,
    /// Subscriptions that ended.
    pub ended: usize,
}

impl Counter {
    /// Takes in what a provider says of a payment: payment and order move together. The same answer twice changes
    /// nothing; money for an order that is over becomes a refund that is due, for all to see.
    pub fn hear_payment(
        &self,
        asking: &Asking,
        id: PaymentId,
        answer: &Answer,
    ) -> Result<PaymentStanding, Trouble> {
        retried(|| {
            let now = self.clock.now();
            let book = &self.live()?.book;
            let mut payment = book.get::<Payment>(&id.to_string())?;
            let order = book.get::<ProductOrder>(&payment.value.order.to_string())?;
            let before = payment.value.clone();
            payment.value.hear(answer, now).map_err(|error| Trouble::Refused(error.to_string()))?;
            if payment.value == before {
                return Ok(order.value.payment_standing);
            }
            self.commit_heard(asking, payment, order)
        })
    }

    /// Commits a payment that moved, with its order as it becomes.
    pub(super) fn commit_heard(
        &self,
        asking: &Asking,
        mut payment: Held<Payment>,
        order: Held<ProductOrder>,
    ) -> Result<PaymentStanding, Trouble> {
        let now = self.clock.now();
        let over = order.value.state.is_final() && order.value.amount_due().is_zero();
        if over && !payment.value.is_settled() {
            // The order is over, and owes nothing: whatever comes goes back.
            let _ = payment.value.cancel(now);
        }
        let mut decided = order.value.hear(&payment.value, now);
        let settles =
            decided.order.payment_standing.lets_go_on() && !order.value.payment_standing.lets_go_on();
        if settles {
            self.promise(&mut decided.order, now)?;
        }
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(payment.write()?);
        entry.records.push(written(&decided.order, order.version)?);
        entry.deltas.extend(ledger_deltas(&decided.moves));
        entry.acts.extend(self.acts_of_facts(asking, &decided.order, &decided.facts));
        if settles && !over {
            entry.records.extend(self.mail_of_paid(&decided.order, &payment.value)?);
        } else {
            entry.records.extend(self.mail_of_money(&order.value, &decided.order)?);
            entry.records.extend(self.mail_of_refused(&order.value, &decided.order)?);
        }
        let standing = decided.order.payment_standing;
        self.commit_live(entry)?;
        Ok(standing)
    }

    /// Says for when an order is promised whose money has come after days, if nothing was promised yet.
    fn promise(&self, order: &mut ProductOrder, now: jiff::Timestamp) -> Result<(), Trouble> {
        let zone = self.live()?.book.time_zone.clone();
        if order.expected_completion_date.is_some() || order.state.is_final() {
            return Ok(());
        }
        order.expected_completion_date = match &mut order.delivery {
            Delivery::Shipping { days, .. } if *days > 0 => Some(working_days_after(now, *days, &zone)),
            Delivery::PickUp(pick_up) => {
                pick_up.ready_by =
                    self.place_of_id(&pick_up.place)?.and_then(|place| place.ready_by(now, &zone));
                pick_up.ready_by
            }
            _ => None,
        };
        Ok(())
    }

    /// What time brings: reservations, payments and orders whose time is over. Any node may do it; the second to do so meets a
    /// conflict and leaves it.
    pub fn tick(&self) -> Result<Ticked, Trouble> {
        self.forget_replies()?;
        Ok(Ticked {
            reservations: self.expire_reservations()?,
            payments: self.look_after_payments()? + self.hear_late_answers()?,
            orders: self.end_what_was_not_done()?,
            subscriptions: self.start_due_subscriptions()?,
            ended: self.end_due_subscriptions()?,
        })
    }

    fn look_after_payments(&self) -> Result<usize, Trouble> {
        let now = self.clock.now();
        let due = self.payments_due(now, AT_ONCE)?;
        let mut done = 0;
        for held in due {
            let result = match held.value.next() {
                Some(PaymentDue::LookUp(_)) => self.look_up_payment(&held.value).map(drop),
                Some(PaymentDue::Expire(_)) => self.give_up_payment(held),
                None => Ok(()),
            };
            match result {
                Ok(()) => done += 1,
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(done)
    }

    /// The money did not come in time.
    fn give_up_payment(&self, mut held: Held<Payment>) -> Result<(), Trouble> {
        let now = self.clock.now();
        let order = self.live()?.book.get::<ProductOrder>(&held.value.order.to_string())?;
        let _ = held.value.cancel(now);
        self.commit_heard(&Asking::machine(), held, order).map(drop)
    }

    fn end_what_was_not_done(&self) -> Result<usize, Trouble> {
        let now = self.clock.now();
        let due = self.live()?.book.find_between::<ProductOrder>("due", None, Some(&moment(now)), AT_ONCE)?;
        let mut done = 0;
        for held in due {
            match self.end_order(held.value.id) {
                Ok(yes) => done += usize::from(yes),
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(done)
    }

    /// Ends an order of which something was not done in time; gives whether it did.
    fn end_order(&self, id: OrderId) -> Result<bool, Trouble> {
        let asking = Asking::machine();
        let now = self.clock.now();
        let book = &self.live()?.book;
        let held = book.get::<ProductOrder>(&id.to_string())?;
        let decided = match held.value.next() {
            Some(OrderDue::Unpaid(at)) if at <= now => held.value.expire(now),
            Some(OrderDue::NotCollected(at)) if at <= now => held.value.expire(now),
            _ => return Ok(false),
        };
        let Ok(decided) = decided else { return Ok(false) };
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(written(&decided.order, held.version)?);
        entry.deltas.extend(ledger_deltas(&decided.moves));
        entry.acts.extend(self.acts_of_facts(&asking, &decided.order, &decided.facts));
        entry.records.extend(self.mail_of_end(&decided.order)?);
        for mut held in self.payments_of(id)? {
            if !held.value.cancel(now).is_empty() {
                entry.records.push(held.write()?);
            }
        }
        self.commit_live(entry)?;
        Ok(true)
    }
}
