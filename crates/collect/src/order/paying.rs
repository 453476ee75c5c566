//! What a payment means for its order: it goes on, it waits, or the money goes back.

use jiff::{SignedDuration, Timestamp};
use offer::catalogue::Unknown;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Money, PaymentId, decimal_json};

use super::{Decided, FactKind, OrderFact, OrderRefusal, ProductOrder};
use crate::payment::{Payment, PaymentMethod, PaymentState};

/// For how long a customer knows of a debit before it is presented (SEPA Core rulebook: 14 calendar days).
const PRE_NOTICE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Whether an order waits for its payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaymentStanding {
    /// All is here, or nothing is due.
    #[default]
    Settled,
    /// It is paid when it is collected, or debited later: the order goes on.
    Later,
    /// It is waited for.
    Awaited,
    /// It was refused: the customer may try another way until its time is over.
    Refused,
    /// Nobody knows: the provider did not answer.
    Uncertain,
}

impl PaymentStanding {
    /// Whether goods may be prepared.
    pub const fn lets_go_on(self) -> bool {
        matches!(self, Self::Settled | Self::Later)
    }

    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Later => "later",
            Self::Awaited => "awaited",
            Self::Refused => "refused",
            Self::Uncertain => "uncertain",
        }
    }
}

/// A payment, as its order knows it (TMF622 `PaymentRef`, with what came and went).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPayment {
    /// Which payment.
    pub id: PaymentId,
    /// The name of the way to pay.
    #[serde(default)]
    pub method: String,
    /// What may be shown of it, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Whether it is paid when the goods are handed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_the_spot: bool,
    /// What was asked of it.
    #[serde(default, with = "decimal_json")]
    pub asked: Decimal,
    /// What came.
    #[serde(default, with = "decimal_json")]
    pub paid: Decimal,
    /// What went back.
    #[serde(default, with = "decimal_json")]
    pub refunded: Decimal,
    /// When all that was asked of it was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    /// When money came last, be it all or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
    /// Why it was refused, if it was: a word of few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Of a debit: the reference of the mandate (SEPA Core, AT-01).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
    /// Of a debit: the identifier of the creditor, where a bank gave one (AT-02).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creditor: Option<String>,
    /// Of a debit: it is not presented before this day is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debit_from: Option<Timestamp>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl OrderPayment {
    /// What an order keeps of a payment.
    pub fn of(payment: &Payment) -> Self {
        let mandate = match &payment.method {
            PaymentMethod::DirectDebit(mandate) => Some(mandate),
            _ => None,
        };
        let sum = |moved: &[crate::payment::Moved]| moved.iter().map(|each| each.amount).sum();
        Self {
            id: payment.id,
            method: payment.method.name().to_owned(),
            shown: payment.method.shown(),
            on_the_spot: matches!(payment.method, PaymentMethod::Cash { .. }),
            asked: payment.amount.amount,
            paid: sum(&payment.came),
            refunded: sum(&payment.returned),
            paid_at: payment.paid_at,
            last_at: payment.came.last().map(|moved| moved.at),
            refused: match payment.state {
                PaymentState::Refused { because } => Some(because.name().to_owned()),
                _ => None,
            },
            mandate: mandate.map(|mandate| mandate.mandate_id.clone()),
            creditor: mandate.map(|mandate| mandate.creditor_id.clone()).filter(|id| !id.is_empty()),
            debit_from: mandate.and_then(|_| payment.asked_at.checked_add(PRE_NOTICE).ok()),
            unknown: Unknown::new(),
        }
    }

    /// Whether it is a debit that is still to be presented or answered.
    pub fn is_open_debit(&self) -> bool {
        self.mandate.is_some() && self.paid_at.is_none() && self.refused.is_none()
    }
}

impl ProductOrder {
    /// The order as it is taken, with the payment that was begun for it, if one is needed.
    pub fn placed(mut self, payment: Option<&Payment>, now: Timestamp) -> Decided {
        if let Some(payment) = payment {
            self.payment.push(OrderPayment::of(payment));
        }
        self.payment_standing = self.standing_after(payment);
        let lines = self.product_order_item.iter();
        let lines = lines.map(|item| super::LineQuantity::new(&item.id, item.ordered)).collect();
        let placed =
            OrderFact::new(FactKind::OrderPlaced).of(lines).at(self.shop()).amounting(self.due_now.value);
        let mut facts = vec![placed];
        if self.payment_standing == PaymentStanding::Settled && self.paid() > Decimal::ZERO {
            facts.push(OrderFact::new(FactKind::PaymentSettled).amounting(self.paid()));
        }
        let before = self.clone();
        Decided::settle(&before, self, facts, Vec::new(), now)
    }

    /// What is heard of a payment: the same news twice changes nothing and tells nothing. An order that is over, or that got more than it
    /// asked for, owes the money back.
    pub fn hear(&self, payment: &Payment, now: Timestamp) -> Decided {
        let mut order = self.clone();
        let known = OrderPayment::of(payment);
        match order.payment.iter_mut().find(|each| each.id == payment.id) {
            Some(each) => {
                let unknown = std::mem::take(&mut each.unknown);
                *each = OrderPayment { unknown, ..known };
            }
            None => order.payment.push(known),
        }
        let mut facts = Vec::new();
        let (came, back) = (order.paid() - self.paid(), order.refunded() - self.refunded());
        // Of several payments the last that was begun decides, unless all is here: an older one that is refused late stops nothing.
        let decides = order.payment.last().is_some_and(|last| last.id == payment.id);
        // What was given before its money came is over, and still owed: a debit that comes back is heard.
        let owes = !order.state.is_final() || !self.amount_due().is_zero();
        let open = owes && order.payment_standing != PaymentStanding::Settled;
        if open && (decides || order.amount_due().is_zero()) {
            order.payment_standing = order.standing_after(Some(payment));
        }
        let changed = order.payment_standing != self.payment_standing;
        match order.payment_standing {
            PaymentStanding::Settled if changed => {
                facts.push(OrderFact::new(FactKind::PaymentSettled).amounting(order.paid()));
            }
            PaymentStanding::Refused if changed => {
                let because = match payment.state {
                    PaymentState::Refused { because } => because.name(),
                    _ => "payment_refused",
                };
                let refused = OrderFact::new(FactKind::PaymentRefused).amounting(payment.amount.amount);
                facts.push(refused.because(because));
            }
            PaymentStanding::Uncertain if changed => facts.push(OrderFact::new(FactKind::PaymentUncertain)),
            _ if came > Decimal::ZERO => facts.push(OrderFact::new(FactKind::PaymentPart).amounting(came)),
            _ => {}
        }
        if back > Decimal::ZERO {
            facts.push(OrderFact::new(FactKind::RefundMade).amounting(back));
        }
        Decided::settle(self, order, facts, Vec::new(), now)
    }

    /// Whether its money has to come before anything goes on, or was to come after everything was given and did not.
    pub fn is_unpaid(&self) -> bool {
        !self.payment_standing.lets_go_on() && !self.amount_due().is_zero()
    }

    /// Whether its customer may pay it now, in whatever way.
    pub fn can_be_paid(&self) -> bool {
        self.is_unpaid() && self.payment_standing != PaymentStanding::Uncertain
    }

    /// Why its last payment was refused: a word of few.
    pub fn refused_because(&self) -> Option<&str> {
        self.payment.iter().rev().find_map(|payment| payment.refused.as_deref())
    }

    /// What is to be paid when it is handed over: a debit is not, it comes by itself.
    pub fn due_on_the_spot(&self) -> Decimal {
        let in_shop = self.payment.iter().any(|payment| payment.on_the_spot);
        let later = self.payment_standing == PaymentStanding::Later;
        if later && in_shop { self.amount_due() } else { Decimal::ZERO }
    }

    /// How it stands once this payment is among its own.
    fn standing_after(&self, payment: Option<&Payment>) -> PaymentStanding {
        if self.amount_due().is_zero() {
            return PaymentStanding::Settled;
        }
        let Some(payment) = payment else { return PaymentStanding::Awaited };
        match payment.state {
            _ if payment.lets_the_order_go_on() => PaymentStanding::Later,
            PaymentState::Refused { .. } | PaymentState::Cancelled => PaymentStanding::Refused,
            PaymentState::Unknown { .. } => PaymentStanding::Uncertain,
            _ => PaymentStanding::Awaited,
        }
    }

    /// So much may go back beyond what is due, as a gesture. It must have come, and not have gone back.
    pub fn agree_refund(&self, amount: Money, reason: &str, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let wrong = amount.currency != self.currency()
            || amount.amount <= Decimal::ZERO
            || amount.amount != super::round_to_cents(amount.amount);
        if wrong {
            return Err(OrderRefusal::Amount(amount));
        }
        let most = self.paid() - self.refunded() - self.refund_due();
        if amount.amount > most {
            return Err(OrderRefusal::TooMuchRefund { wanted: amount, most: self.money(most) });
        }
        let mut order = self.clone();
        // What is not owed any more cannot be given twice: the gesture is beyond what remains owed.
        order.gesture += amount.amount;
        let mut decided = Decided::settle(self, order, Vec::new(), Vec::new(), now);
        for fact in &mut decided.facts {
            fact.reason = Some(reason.to_owned());
        }
        Ok(decided)
    }
}
