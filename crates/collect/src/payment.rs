//! A payment: what was asked, what was answered, in any order and as often as a provider likes.
//!
//! Money is counted, not assumed: every sum that came in and every sum that went back stands in the payment once,
//! under the reference that its provider gave it. How the payment stands follows from three amounts: what we may
//! keep, what came, what went back. So an answer that comes twice changes nothing, two answers for one payment leave
//! one of them to be given back, and money that comes after a cancellation is owed back at once.

mod answer;
mod card;
mod check_digits;
mod creditor_reference;
mod iban;
mod method;
mod record;
mod state;
#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use offer::catalogue::{Reference, Unknown};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Money, OrderId, PaymentId};

pub use answer::{Answer, News, PaymentError};
pub use card::{Card, CardError, passes_luhn};
pub use creditor_reference::{CreditorReference, CreditorReferenceError};
pub use iban::{Iban, IbanError, is_bic};
pub use method::{Mandate, PaymentMethod};
pub use state::{PaymentDue, PaymentState, RefusedBecause};

/// After how long a question that nobody answered is asked again.
const FIRST_LOOK: SignedDuration = SignedDuration::from_secs(5);
/// The longest that is waited between two looks.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// After how long a payment that was asked, and of which nothing more is known, is looked up.
const ANSWER_DUE: SignedDuration = SignedDuration::from_secs(30);

/// Money that came or went, told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Under which reference the provider knows it; the same one is never counted twice.
    pub reference: String,
    /// How much, in the payment's currency.
    #[serde(with = "types::decimal_json")]
    pub amount: Decimal,
    /// When we learned of it.
    pub at: Timestamp,
}

/// A payment with the money that moved for it. In JSON it is TM Forum's `Payment` (TMF676).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "record::Record", into = "record::Record")]
pub struct Payment {
    /// Its id: a provider that is asked twice under it pays once.
    pub id: PaymentId,
    /// The order that it pays (`correlatorId`).
    pub order: OrderId,
    /// How much was asked, tax included (`totalAmount`).
    pub amount: Money,
    /// How it is paid.
    pub method: PaymentMethod,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// How it stands.
    pub state: PaymentState,
    /// Since when (`statusDate`).
    pub since: Timestamp,
    /// What we may keep: all that was asked, until the order or a part of it is undone.
    pub entitled: Decimal,
    /// What came.
    pub came: Vec<Moved>,
    /// What went back.
    pub returned: Vec<Moved>,
    /// When all of it was there for the first time (`paymentDate`).
    pub paid_at: Option<Timestamp>,
    /// Who pays, where that is known.
    pub payer: Option<Reference>,
    /// Where it was asked.
    pub channel: Option<Reference>,
    /// What else was said of it.
    pub unknown: Unknown,
}

impl Payment {
    /// A payment that is about to be asked. Nothing to pay is paid at once.
    pub fn ask(
        id: PaymentId,
        order: OrderId,
        amount: Money,
        method: PaymentMethod,
        at: Timestamp,
    ) -> Result<Self, PaymentError> {
        if amount.amount.is_sign_negative() && !amount.amount.is_zero() {
            return Err(PaymentError::Amount(amount));
        }
        let free = amount.amount.is_zero();
        Ok(Self {
            id,
            order,
            amount,
            method,
            asked_at: at,
            state: if free { PaymentState::Paid } else { PaymentState::Asked },
            since: at,
            entitled: amount.amount,
            came: Vec::new(),
            returned: Vec::new(),
            paid_at: free.then_some(at),
            payer: None,
            channel: None,
            unknown: Unknown::new(),
        })
    }

    /// What we hold: all that came less all that went back.
    pub fn held(&self) -> Money {
        self.money(sum(&self.came) - sum(&self.returned))
    }

    /// What is owed back now.
    pub fn to_return(&self) -> Money {
        self.money((self.held().amount - self.entitled).max(Decimal::ZERO))
    }

    /// What is still to come, of a payment that was not given up.
    pub fn to_come(&self) -> Money {
        self.money((self.entitled - self.held().amount).max(Decimal::ZERO))
    }

    /// Whether all that the order asks for is here.
    pub fn is_covered(&self) -> bool {
        self.paid_at.is_some() && self.entitled <= self.held().amount && self.stands()
    }

    /// Whether the order that it pays may go on: the money is here, or comes in a way that an order does not wait for.
    pub fn lets_the_order_go_on(&self) -> bool {
        self.is_covered()
            || (matches!(self.state, PaymentState::Pending { .. }) && self.method.order_goes_on_before_it())
    }

    /// Whether no answer that is still expected could change it.
    pub fn is_settled(&self) -> bool {
        matches!(
            self.state,
            PaymentState::Paid
                | PaymentState::Refused { .. }
                | PaymentState::Cancelled
                | PaymentState::Refunded
        )
    }

    /// What a provider says. The same answer twice is no news; none is ever an error, unless it speaks of another
    /// currency or of no amount at all.
    pub fn hear(&mut self, answer: &Answer, at: Timestamp) -> Result<Vec<News>, PaymentError> {
        match answer {
            Answer::Paid { reference, amount } => self.money_came(reference, *amount, at),
            Answer::Pending { until } => Ok(self.wait(*until, at)),
            Answer::Refused(because) => Ok(self.refused(*because, at)),
            Answer::Unknown => Ok(self.not_answered(at)),
        }
    }

    /// The order is undone, or was never made: nothing may be kept.
    pub fn cancel(&mut self, at: Timestamp) -> Vec<News> {
        if !self.stands() {
            return Vec::new();
        }
        self.give_up(PaymentState::Cancelled, at)
    }

    /// A part of the order is undone: so much less may be kept.
    pub fn owe_back(&mut self, amount: Money, at: Timestamp) -> Result<Vec<News>, PaymentError> {
        self.check(amount)?;
        if amount.amount > self.entitled {
            return Err(PaymentError::TooMuch { wanted: amount, most: self.money(self.entitled) });
        }
        if amount.amount == self.entitled {
            return Ok(self.cancel(at));
        }
        let before = self.to_return();
        self.entitled -= amount.amount;
        Ok(self.settle(before, at))
    }

    /// Money went back, under a reference that is counted once.
    pub fn gave_back(
        &mut self,
        reference: &str,
        amount: Money,
        at: Timestamp,
    ) -> Result<Vec<News>, PaymentError> {
        self.check(amount)?;
        if self.returned.iter().any(|moved| moved.reference == reference) {
            return Ok(Vec::new());
        }
        let most = self.to_return();
        if amount.amount > most.amount {
            return Err(PaymentError::TooMuch { wanted: amount, most });
        }
        self.returned.push(Moved { reference: reference.to_owned(), amount: amount.amount, at });
        self.settle(most, at);
        Ok(vec![News::Returned(amount)])
    }

    /// What is to be done next about it, and when; nothing once it is settled, or while only people can do something.
    pub fn next(&self) -> Option<PaymentDue> {
        match self.state {
            PaymentState::Asked => Some(PaymentDue::LookUp(later(self.since, ANSWER_DUE))),
            PaymentState::Unknown { next_look, .. } => Some(PaymentDue::LookUp(next_look)),
            PaymentState::Pending { until: Some(until) } => Some(PaymentDue::Expire(until)),
            _ => None,
        }
    }

    fn money_came(
        &mut self,
        reference: &str,
        amount: Money,
        at: Timestamp,
    ) -> Result<Vec<News>, PaymentError> {
        self.check(amount)?;
        if self.came.iter().any(|moved| moved.reference == reference) {
            return Ok(Vec::new());
        }
        let before = self.to_return();
        self.came.push(Moved { reference: reference.to_owned(), amount: amount.amount, at });
        let news = self.settle(before, at);
        Ok(if news.is_empty() { vec![News::PartlyPaid(self.held())] } else { news })
    }

    fn wait(&mut self, until: Option<Timestamp>, at: Timestamp) -> Vec<News> {
        match self.state {
            PaymentState::Asked | PaymentState::Unknown { .. } => {
                self.enter(PaymentState::Pending { until }, at);
                vec![News::Waits]
            }
            // A provider may give more time, never take some back.
            PaymentState::Pending { until: Some(known) } if until.is_none_or(|until| until > known) => {
                self.state = PaymentState::Pending { until };
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn refused(&mut self, because: RefusedBecause, at: Timestamp) -> Vec<News> {
        match self.state {
            PaymentState::Asked | PaymentState::Pending { .. } | PaymentState::Unknown { .. } => {
                let mut news = vec![News::Refused(because)];
                news.extend(
                    self.give_up(PaymentState::Refused { because }, at)
                        .into_iter()
                        .filter(|news| *news != News::Cancelled),
                );
                news
            }
            _ => Vec::new(),
        }
    }

    fn not_answered(&mut self, at: Timestamp) -> Vec<News> {
        match self.state {
            PaymentState::Asked => {
                self.enter(PaymentState::Unknown { looks: 0, next_look: later(at, FIRST_LOOK) }, at);
                vec![News::Uncertain]
            }
            PaymentState::Unknown { looks, .. } => {
                let pause = FIRST_LOOK.saturating_mul(2_i32.saturating_pow(looks.min(12))).min(LONGEST_PAUSE);
                self.state = PaymentState::Unknown { looks: looks + 1, next_look: later(at, pause) };
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Nothing may be kept from now on.
    fn give_up(&mut self, ends: PaymentState, at: Timestamp) -> Vec<News> {
        let before = self.to_return();
        self.entitled = Decimal::ZERO;
        self.enter(ends, at);
        let news = self.settle(before, at);
        if news.is_empty() { vec![News::Cancelled] } else { news }
    }

    /// Lets the state follow from what may be kept and what is held, and says what is new.
    fn settle(&mut self, owed_before: Money, at: Timestamp) -> Vec<News> {
        let mut news = Vec::new();
        let owed = self.to_return();
        let complete = self.to_come().amount.is_zero() && !self.came.is_empty();
        if self.stands() && self.paid_at.is_none() && complete {
            self.paid_at = Some(at);
            news.push(News::Paid);
        }
        if owed.amount > owed_before.amount {
            news.push(News::ToReturn(self.money(owed.amount - owed_before.amount)));
        }
        if !owed.amount.is_zero() {
            self.enter(PaymentState::RefundDue, at);
        } else if !self.came.is_empty() && self.held().amount.is_zero() {
            self.enter(PaymentState::Refunded, at);
        } else if self.paid_at.is_some() && self.stands() {
            self.enter(PaymentState::Paid, at);
        }
        news
    }

    fn enter(&mut self, state: PaymentState, at: Timestamp) {
        if self.state != state {
            (self.state, self.since) = (state, at);
        }
    }

    /// Whether anything may be kept.
    fn stands(&self) -> bool {
        !self.entitled.is_zero() || self.amount.amount.is_zero()
    }

    fn check(&self, amount: Money) -> Result<(), PaymentError> {
        if amount.currency != self.amount.currency {
            return Err(PaymentError::Currency { payment: self.id, asked: self.amount, told: amount });
        }
        if amount.amount <= Decimal::ZERO {
            return Err(PaymentError::Amount(amount));
        }
        Ok(())
    }

    fn money(&self, amount: Decimal) -> Money {
        Money { amount, currency: self.amount.currency }
    }
}

fn sum(moved: &[Moved]) -> Decimal {
    moved.iter().map(|moved| moved.amount).sum()
}

/// An instant so much later; the end of time where there is none.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
