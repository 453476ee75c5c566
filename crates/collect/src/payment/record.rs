//! How a payment is written: TM Forum's `Payment` (TMF676) with what we know besides.

use jiff::Timestamp;
use offer::catalogue::{MoneyValue, Reference, Unknown};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{OrderId, PaymentId};

use super::{Moved, Payment, PaymentMethod, PaymentState, RefusedBecause};

/// The written form. `status` says which of the facts below it belong to the state.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
    id: PaymentId,
    #[serde(rename = "@type", default = "payment")]
    form: String,
    correlator_id: OrderId,
    total_amount: MoneyValue,
    /// TM Forum wants an account: whose money it is, or else the order's.
    account: Reference,
    payment_method: PaymentMethod,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payment_date: Option<Timestamp>,
    status: String,
    status_date: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payer: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Reference>,
    asked_at: Timestamp,
    #[serde(with = "types::decimal_json")]
    entitled: Decimal,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    came: Vec<Moved>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    returned: Vec<Moved>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending_until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused_because: Option<RefusedBecause>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    looks: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_look: Option<Timestamp>,
    #[serde(flatten)]
    unknown: Unknown,
}

fn payment() -> String {
    "Payment".to_owned()
}

/// A record whose parts do not fit together.
#[derive(Debug, thiserror::Error)]
pub(super) enum Inconsistent {
    #[error("“{0}” is not a state of a payment")]
    State(String),
    #[error("a payment that is {0} must say {1}")]
    Missing(&'static str, &'static str),
}

impl TryFrom<Record> for Payment {
    type Error = Inconsistent;

    fn try_from(record: Record) -> Result<Self, Inconsistent> {
        let state = record.state()?;
        Ok(Self {
            id: record.id,
            order: record.correlator_id,
            amount: record.total_amount.into(),
            method: record.payment_method,
            asked_at: record.asked_at,
            state,
            since: record.status_date,
            entitled: record.entitled,
            came: record.came,
            returned: record.returned,
            paid_at: record.payment_date,
            payer: record.payer,
            channel: record.channel,
            unknown: record.unknown,
        })
    }
}

impl Record {
    fn state(&self) -> Result<PaymentState, Inconsistent> {
        Ok(match self.status.as_str() {
            "asked" => PaymentState::Asked,
            "pending" => PaymentState::Pending { until: self.pending_until },
            "paid" => PaymentState::Paid,
            "refused" => PaymentState::Refused {
                because: self.refused_because.ok_or(Inconsistent::Missing("refused", "refusedBecause"))?,
            },
            "unknown" => PaymentState::Unknown {
                looks: self.looks.unwrap_or_default(),
                next_look: self.next_look.ok_or(Inconsistent::Missing("unknown", "nextLook"))?,
            },
            "cancelled" => PaymentState::Cancelled,
            "refundDue" => PaymentState::RefundDue,
            "refunded" => PaymentState::Refunded,
            other => return Err(Inconsistent::State(other.chars().take(40).collect())),
        })
    }
}

impl From<Payment> for Record {
    fn from(payment: Payment) -> Self {
        let (mut pending_until, mut refused_because) = (None, None);
        let (mut looks, mut next_look) = (None, None);
        match payment.state {
            PaymentState::Pending { until } => pending_until = until,
            PaymentState::Refused { because } => refused_because = Some(because),
            PaymentState::Unknown { looks: so_far, next_look: next } => {
                (looks, next_look) = (Some(so_far), Some(next));
            }
            _ => {}
        }
        let account = payment.payer.clone().unwrap_or_else(|| Reference::to(payment.order.to_string()));
        Self {
            id: payment.id,
            form: self::payment(),
            correlator_id: payment.order,
            total_amount: payment.amount.into(),
            account,
            payment_method: payment.method,
            payment_date: payment.paid_at,
            status: payment.state.name().to_owned(),
            status_date: payment.since,
            payer: payment.payer,
            channel: payment.channel,
            asked_at: payment.asked_at,
            entitled: payment.entitled,
            came: payment.came,
            returned: payment.returned,
            pending_until,
            refused_because,
            looks,
            next_look,
            unknown: payment.unknown,
        }
    }
}
