//! Payments about which something is to be done: to be looked up, to be given up, to be settled by people.

use collect::payment::{Payment, PaymentState};
use jiff::Timestamp;

use super::Found;
use crate::live::Held;
use crate::{Counter, Trouble};

impl Counter {
    /// Payments whose time has come, at most so many: they are looked up or given up. To be asked at every start, and now and then.
    pub(crate) fn payments_due(&self, now: Timestamp, limit: usize) -> Result<Vec<Held<Payment>>, Trouble> {
        self.live()?.book.find_between::<Payment>("due", None, Some(&format!("{now:.3}")), limit)
    }

    /// Payments of an order, the first one first.
    pub(crate) fn payments_of(&self, order: types::OrderId) -> Result<Vec<Held<Payment>>, Trouble> {
        self.live()?.book.find_by::<Payment>("order", &order.to_string(), 100)
    }

    /// The payment whose reference a customer wrote on a transfer.
    pub(crate) fn payment_with_reference(&self, reference: &str) -> Result<Option<Held<Payment>>, Trouble> {
        let Ok(reference) = reference.parse::<collect::payment::CreditorReference>() else { return Ok(None) };
        Ok(self.live()?.book.find_by::<Payment>("reference", reference.as_str(), 1)?.pop())
    }

    /// Payments in one state, the one that stands there longest first.
    pub(crate) fn payments_in(
        &self,
        state: &PaymentState,
        limit: usize,
    ) -> Result<Vec<Held<Payment>>, Trouble> {
        let name = state.name();
        let (from, to) = (format!("{name} "), format!("{name} ~"));
        self.live()?.book.find_between::<Payment>("state", Some(&from), Some(&to), limit)
    }

    /// What the provider of a payment knows of it.
    pub(crate) fn look_payment_up(&self, payment: &Payment, now: Timestamp) -> Result<Found, Trouble> {
        Ok(self.payment_provider(payment.method.name())?.look_up(payment.id, now))
    }
}
