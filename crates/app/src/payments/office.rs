//! What people do about payments: they read the bank's account and say what came, and set up the ways to pay.

use collect::order::PaymentStanding;
use collect::payment::{Answer, Payment, PaymentState};
use party::Permission;
use rust_decimal::Decimal;
use types::{Money, Operation, OrderId, PaymentId};

use super::PaymentSetting;
use crate::live::{Held, Telling};
use crate::{Asking, Counter, Trouble};

/// The most payments that one list shows.
const MOST: usize = 200;

/// Payments that wait for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaymentsToSettle {
    /// Transfers and debits that are to come, the oldest first.
    pub awaited: Vec<Payment>,
    /// Money that is to go back, the oldest first.
    pub to_return: Vec<Payment>,
    /// Payments of which nobody knows, the oldest first.
    pub uncertain: Vec<Payment>,
}

/// Why money that came could not be put down to a payment.
#[derive(Debug, thiserror::Error)]
pub enum ReceivedRefusal {
    /// No payment has this reference.
    #[error("no payment has the reference “{0}”: read it again on the bank's statement")]
    UnknownReference(String),
    /// Not an amount.
    #[error("“{0}” is not an amount: write it such as 20.60")]
    Amount(String),
    /// The bank's own reference of the movement is what keeps it from being counted twice.
    #[error("give the bank's own reference of the movement: by it nothing is counted twice")]
    NoBankReference,
    /// Whoever asks may not, or the ledger failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl ReceivedRefusal {
    /// The key under which pages word it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::UnknownReference(_) => "received-unknown",
            Self::Amount(_) => "received-amount",
            Self::NoBankReference => "received-bank-reference",
            Self::Trouble(_) => "received-refused",
        }
    }
}

/// What was put down to which payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The payment.
    pub payment: PaymentId,
    /// The order that it pays.
    pub order: OrderId,
    /// How the order's payment stands now.
    pub standing: PaymentStanding,
}

impl Counter {
    /// Payments that wait for somebody.
    pub fn payments_to_settle(&self, asking: &Asking) -> Result<PaymentsToSettle, Trouble> {
        asking.may(Permission::ReadOrders)?;
        let list = |state: &PaymentState| -> Result<Vec<Payment>, Trouble> {
            Ok(self.payments_in(state, MOST)?.into_iter().map(|held| held.value).collect())
        };
        let mut awaited = list(&PaymentState::Pending { until: None })?;
        awaited.retain(|payment| payment.method.name() != "shop");
        let unknown = PaymentState::Unknown { looks: 0, next_look: self.clock.now() };
        let mut uncertain = list(&unknown)?;
        uncertain.extend(list(&PaymentState::Asked)?);
        Ok(PaymentsToSettle { awaited, to_return: list(&PaymentState::RefundDue)?, uncertain })
    }

    /// Money came on the bank's account. `reference` is what the customer wrote on it, or the payment's id; `bank_reference` is the
    /// bank's own name for the movement: told twice, it is counted once.
    pub fn money_received(
        &self,
        asking: &Asking,
        reference: &str,
        amount: &str,
        bank_reference: &str,
    ) -> Result<Received, ReceivedRefusal> {
        asking.may(Permission::Refund)?;
        let unknown = || ReceivedRefusal::UnknownReference(reference.chars().take(60).collect());
        let payment = match reference.trim().parse::<PaymentId>() {
            Ok(id) => self.live()?.book.find::<Payment>(&id.to_string())?,
            Err(_) => self.payment_with_reference(reference)?,
        };
        let payment = payment.ok_or_else(unknown)?.value;
        let wrong = || ReceivedRefusal::Amount(amount.chars().take(40).collect());
        let written: String =
            amount.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(',', ".");
        let value: Decimal = written.parse().map_err(|_| wrong())?;
        if value <= Decimal::ZERO || value.normalize().scale() > 2 {
            return Err(wrong());
        }
        let bank_reference: String = bank_reference.split_whitespace().collect::<Vec<_>>().join(" ");
        if bank_reference.is_empty() || bank_reference.chars().count() > 100 {
            return Err(ReceivedRefusal::NoBankReference);
        }
        let answer = Answer::Paid {
            reference: format!("bank-{bank_reference}"),
            amount: Money { amount: value, currency: payment.amount.currency },
        };
        let standing = self.hear_payment(asking, payment.id, &answer)?;
        Ok(Received { payment: payment.id, order: payment.order, standing })
    }

    /// The bank did not collect a debit, or gave it back before it was noted as collected: the customer is told and may pay in another way, and
    /// staff find the order among those that are not paid.
    pub fn debit_refused(&self, asking: &Asking, payment: PaymentId) -> Result<Received, ReceivedRefusal> {
        asking.may(Permission::Refund)?;
        let held = self.live()?.book.get::<Payment>(&payment.to_string())?.value;
        if held.method.name() != "sepa_mandate" || held.is_settled() {
            return Err(ReceivedRefusal::UnknownReference(payment.to_string()));
        }
        let answer = Answer::Refused(collect::payment::RefusedBecause::Declined);
        let standing = self.hear_payment(asking, payment, &answer)?;
        Ok(Received { payment, order: held.order, standing })
    }

    /// Sets a way to pay up.
    pub fn save_payment_setting(&self, asking: &Asking, setting: PaymentSetting) -> Result<(), Trouble> {
        asking.may(Permission::Refund)?;
        if !self.payment_settings().iter().any(|known| known.id == setting.id) {
            return Err(Trouble::NotFound { what: "payment provider", id: setting.id });
        }
        if self.was_committed(asking)? {
            return Ok(());
        }
        let book = &self.live()?.book;
        let mut held =
            book.find::<PaymentSetting>(&setting.id)?.unwrap_or_else(|| Held::new(setting.clone()));
        let unknown = std::mem::take(&mut held.value.unknown);
        held.value = PaymentSetting { unknown, ..setting };
        let mut entry = self.entry_for(asking);
        entry.records.push(held.write()?);
        let who = asking.caller.object();
        let mut act = Telling::now(&*self.clock, "payment_way_set", Operation::Organise, asking.scene).about(
            "payment_way",
            "payment_way",
            &held.value.id,
        );
        if let Some(who) = &who {
            let who = Some((who.kind.as_str(), &*who.id));
            act = act.part(asking.caller.actor(), who, types::Phase::Handling, asking.work);
        }
        entry.acts.push(act.done());
        self.commit_live(entry)?;
        self.catch_up()
    }
}
