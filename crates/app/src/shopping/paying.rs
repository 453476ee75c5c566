//! Asking providers: before the order's entry where nobody outside is asked, after it otherwise.

use collect::order::{PaymentStanding, ProductOrder};
use collect::payment::{Answer, Payment, PaymentMethod, RefusedBecause};
use jiff::Timestamp;
use types::{Money, OrderId, PaymentId};

use super::checkout::CheckoutTrouble;
use super::placing::payment_id;
use crate::live::{Held, retried, written};
use crate::payments::{Found, PaymentAbout, PaymentDetails};
use crate::{Asking, Counter, Trouble, clock};

/// The most payments that can be begun for one order.
const MOST_ATTEMPTS: usize = 10;

/// A payment of which the provider is to be asked, with its order, as both stand written.
pub(crate) struct AskedPayment {
    payment: Held<Payment>,
    order: Held<ProductOrder>,
}

impl AskedPayment {
    /// Both were just written for the first time.
    pub fn new(payment: Payment, order: ProductOrder) -> Self {
        Self {
            payment: Held { value: payment, version: Some(1) },
            order: Held { value: order, version: Some(1) },
        }
    }
}

impl Counter {
    /// A payment as it is begun: with what its provider says at once, where nobody outside is asked. Gives whether somebody is
    /// to be asked after the entry.
    pub(crate) fn begin_payment(
        &self,
        id: PaymentId,
        order: OrderId,
        amount: Money,
        method: &str,
        details: &PaymentDetails,
        now: Timestamp,
    ) -> Result<(Payment, bool), CheckoutTrouble> {
        let provider = self.payment_provider(method)?;
        let about = self.payment_about(id, amount, now)?;
        let read = provider.read(details, &about).map_err(CheckoutTrouble::PaymentDetails)?;
        let mut payment = Payment::ask(id, order, amount, read, now)
            .map_err(|error| Trouble::Refused(error.to_string()))?;
        if !provider.asks_elsewhere() {
            let answer = provider.begin(&payment, details, &about);
            payment.hear(&answer, now).map_err(|error| Trouble::Refused(error.to_string()))?;
        }
        Ok((payment, provider.asks_elsewhere()))
    }

    /// Asks the provider of a payment that stands written, and takes in what it says. Nothing is read again unless somebody else
    /// wrote meanwhile.
    pub(crate) fn ask_provider(
        &self,
        asked: AskedPayment,
        details: &PaymentDetails,
    ) -> Result<PaymentStanding, Trouble> {
        let AskedPayment { mut payment, order } = asked;
        let now = self.clock.now();
        let id = payment.value.id;
        let provider = self.payment_provider(payment.value.method.name())?;
        let about = self.payment_about(id, payment.value.amount, now)?;
        let answer = provider.begin(&payment.value, details, &about);
        let before = payment.value.clone();
        payment.value.hear(&answer, now).map_err(|error| Trouble::Refused(error.to_string()))?;
        if payment.value == before {
            return Ok(order.value.payment_standing);
        }
        let asking = Asking::machine();
        match self.commit_heard(&asking, payment, order) {
            Err(trouble) if trouble.is_conflict() => self.hear_payment(&asking, id, &answer),
            heard => heard,
        }
    }

    /// Pays an order that waits for its payment, by another way or by the same again.
    pub fn pay_again(
        &self,
        asking: &Asking,
        order: OrderId,
        method: &str,
        details: &PaymentDetails,
    ) -> Result<PaymentStanding, CheckoutTrouble> {
        let (standing, to_ask) = retried(|| self.try_to_pay_again(asking, order, method, details))?;
        match to_ask {
            Some(asked) => Ok(self.ask_provider(*asked, details)?),
            None => Ok(standing),
        }
    }

    fn try_to_pay_again(
        &self,
        asking: &Asking,
        id: OrderId,
        method: &str,
        details: &PaymentDetails,
    ) -> Result<(PaymentStanding, Option<Box<AskedPayment>>), CheckoutTrouble> {
        let held = self.held_order(asking, id)?;
        let order: &ProductOrder = &held.value;
        let before = self.payments_of(id)?;
        // One that may still be answered is not doubled by another.
        let open =
            before.iter().any(|each| each.value.method.name() == "test_card" && !each.value.is_settled());
        if !order.can_be_paid() || open {
            return Ok((order.payment_standing, None));
        }
        if before.len() >= MOST_ATTEMPTS {
            return Err(Trouble::Refused("too many payments were begun for this order".to_owned()).into());
        }
        let now = self.clock.now();
        let attempt = u32::try_from(before.len()).unwrap_or(u32::MAX).saturating_add(1);
        let payment_id = payment_id(id, attempt);
        let amount = Money { amount: order.amount_due(), currency: order.currency() };
        let (payment, asks) = self.begin_payment(payment_id, id, amount, method, details, now)?;
        let mut entry = ledger::Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(written(&payment, None)?);
        // A payment that was begun before and that nothing came of is given up: it can no longer be paid twice.
        for mut each in before {
            if !each.value.cancel(now).is_empty() {
                entry.records.push(each.write()?);
            }
        }
        let decided = order.hear(&payment, now);
        entry.acts.extend(self.acts_of_facts(asking, &decided.order, &decided.facts));
        entry.records.push(written(&decided.order, held.version)?);
        let standing = decided.order.payment_standing;
        self.commit_live(entry)?;
        let order = Held { value: decided.order, version: held.version.map(|version| version + 1) };
        let asked = AskedPayment { payment: Held { value: payment, version: Some(1) }, order };
        Ok((standing, asks.then(|| Box::new(asked))))
    }

    /// Looks a payment up with its provider, and takes in what it knows. One that it never heard of was never begun.
    pub(crate) fn look_up_payment(&self, payment: &Payment) -> Result<PaymentStanding, Trouble> {
        let answer = match self.look_payment_up(payment, self.clock.now())? {
            Found::Answer(answer) => answer,
            Found::Never => Answer::Refused(RefusedBecause::NeverReached),
        };
        self.hear_payment(&Asking::machine(), payment.id, &answer)
    }

    /// Takes in what providers said by themselves. Gives how many answers there were.
    pub(crate) fn hear_late_answers(&self) -> Result<usize, Trouble> {
        let answers = self.late_payment_answers(self.clock.now());
        for (payment, answer) in &answers {
            match self.hear_payment(&Asking::machine(), *payment, answer) {
                Ok(_) | Err(Trouble::NotFound { .. }) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(answers.len())
    }

    /// The account for transfers, where one is set.
    pub(crate) fn transfer_account(&self) -> Option<String> {
        let name = PaymentMethod::transfer(collect::payment::CreditorReference::of(PaymentId::from_u128(0)));
        let settings = self.payment_settings();
        let setting = settings.iter().find(|setting| setting.id == name.name())?;
        (!setting.account_number.is_empty()).then(|| setting.account_number.clone())
    }

    fn payment_about(
        &self,
        payment: PaymentId,
        amount: Money,
        now: Timestamp,
    ) -> Result<PaymentAbout, Trouble> {
        let today = self.live()?.book.time_zone.to_datetime(now).date();
        Ok(PaymentAbout { payment, amount, now, today })
    }
}
