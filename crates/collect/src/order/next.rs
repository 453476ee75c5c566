//! What time brings to an order by itself, and what happens next as a customer reads it.

use jiff::{SignedDuration, Timestamp};
use offer::catalogue::{Nature, PlaceId};
use rust_decimal::Decimal;

use super::{Delivery, FulfilmentKind, OrderState, PaymentStanding, ProductOrder};

/// How long a customer has to send goods back, and we to give money back.
const FORTNIGHT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What is due by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderDue {
    /// It was not paid in time: it is cancelled then.
    Unpaid(Timestamp),
    /// It was not collected in time: what was kept goes back to the shelf then.
    NotCollected(Timestamp),
}

impl OrderDue {
    /// When.
    pub const fn at(self) -> Timestamp {
        match self {
            Self::Unpaid(at) | Self::NotCollected(at) => at,
        }
    }
}

/// One of the things that happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// The order was placed.
    Placed,
    /// Its payment.
    Paid,
    /// Its payment, in the shop where it is collected.
    PaidInShop,
    /// Its payment, by a debit.
    Debited,
    /// It was stopped.
    Held,
    /// It can be collected.
    Ready,
    /// It is collected.
    Collected,
    /// It is sent.
    Shipped,
    /// It arrives.
    Delivered,
    /// The subscription works.
    Started,
    /// The service is done.
    ServiceDone,
    /// The customer withdrew from it, or from a part of it.
    Withdrawn,
    /// What was withdrawn from is to be brought or sent back.
    SendBack,
    /// It came back.
    Returned,
    /// It was cancelled.
    Cancelled,
    /// It could not be given.
    Failed,
    /// Money goes back.
    Refund,
}

impl StepKind {
    /// Its name, by which its sentence is found.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Paid => "paid",
            Self::PaidInShop => "paid-in-shop",
            Self::Debited => "debited",
            Self::Held => "held",
            Self::Ready => "ready",
            Self::Collected => "collected",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Started => "started",
            Self::ServiceDone => "service-done",
            Self::Withdrawn => "withdrawn",
            Self::SendBack => "send-back",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Refund => "refund",
        }
    }
}

/// Something that happened or is to happen, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub kind: StepKind,
    /// When it happened; nothing: it is still to happen.
    pub done: Option<Timestamp>,
    /// By when it is to happen, or must happen, if that is known.
    pub expected: Option<Timestamp>,
    /// Within how many working days of the payment, where no date can be said yet.
    pub days: Option<u32>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How much money it is about.
    pub amount: Option<Decimal>,
}

impl Step {
    fn new(kind: StepKind, done: Option<Timestamp>, expected: Option<Timestamp>) -> Self {
        Self { kind, done, expected, days: None, place: None, amount: None }
    }
}

impl ProductOrder {
    /// What it will bring upon itself, and when, if nobody does anything.
    pub fn next(&self) -> Option<OrderDue> {
        if self.state.is_final() || self.hold.is_some() {
            return None;
        }
        let waits = matches!(self.payment_standing, PaymentStanding::Awaited | PaymentStanding::Refused);
        let unpaid = self.payment_until.filter(|_| waits).map(OrderDue::Unpaid);
        let kept = self.pick_up().and_then(|pick_up| pick_up.ready_at.and(pick_up.kept_until));
        let goods_left = self.has_goods_left();
        let not_collected = kept.filter(|_| goods_left).map(OrderDue::NotCollected);
        [unpaid, not_collected].into_iter().flatten().min_by_key(|due| due.at())
    }

    /// What happened and what happens next, in order: first what is done, then what is to come.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = vec![Step::new(StepKind::Placed, Some(self.order_date), None)];
        steps.extend(self.payment_step());
        if let Some(hold) = &self.hold {
            steps.push(Step::new(StepKind::Held, Some(hold.since), None));
        }
        self.goods_steps(&mut steps);
        self.other_steps(&mut steps);
        self.steps_back(&mut steps);
        // What was done stands in the order of time; what is to come follows as it was told.
        steps.sort_by_key(|step| (step.done.is_none(), step.done));
        steps
    }

    fn payment_step(&self) -> Option<Step> {
        let paid = self.paid() > Decimal::ZERO;
        let due = self.amount_due();
        if !paid && due.is_zero() {
            return None;
        }
        if due.is_zero() {
            // Money that came after the end settled nothing, yet it came.
            let at = |payment: &super::OrderPayment| payment.paid_at.or(payment.last_at);
            let done = self.payment.iter().filter_map(at).max().or(Some(self.order_date));
            return Some(Step { amount: Some(self.paid()), ..Step::new(StepKind::Paid, done, None) });
        }
        let debit = self.payment.iter().rev().find(|payment| payment.is_open_debit());
        let step = match self.payment_standing {
            PaymentStanding::Later if self.due_on_the_spot() > Decimal::ZERO => {
                Step { place: self.shop().cloned(), ..Step::new(StepKind::PaidInShop, None, None) }
            }
            PaymentStanding::Later if debit.is_some() => {
                Step::new(StepKind::Debited, None, debit.and_then(|payment| payment.debit_from))
            }
            _ => Step::new(StepKind::Paid, None, self.payment_until),
        };
        Some(Step { amount: Some(due), ..step })
    }

    fn goods_steps(&self, steps: &mut Vec<Step>) {
        let goods_left = self.has_goods_left();
        for given in &self.fulfilment {
            let (kind, place) = match given.kind {
                FulfilmentKind::HandedOver => (StepKind::Collected, given.place.clone()),
                FulfilmentKind::Shipped => (StepKind::Shipped, None),
                _ => continue,
            };
            steps.push(Step { place, ..Step::new(kind, Some(given.at), None) });
            if given.kind == FulfilmentKind::Shipped {
                let expected = self.expected_completion_date.filter(|_| given.delivered_at.is_none());
                steps.push(Step::new(StepKind::Delivered, given.delivered_at, expected));
            }
        }
        match &self.delivery {
            Delivery::PickUp(pick_up) => {
                let at = |step: Step| Step { place: Some(pick_up.place.clone()), ..step };
                if pick_up.ready_at.is_some() || goods_left {
                    steps.push(at(Step::new(StepKind::Ready, pick_up.ready_at, pick_up.ready_by)));
                }
                if goods_left {
                    steps.push(at(Step::new(StepKind::Collected, None, pick_up.kept_until)));
                }
            }
            Delivery::Shipping { days, .. } if goods_left => {
                steps.push(Step::new(StepKind::Shipped, None, None));
                let waits = self.expected_completion_date.is_none() && *days > 0;
                let days = waits.then_some(*days);
                let delivered = Step::new(StepKind::Delivered, None, self.expected_completion_date);
                steps.push(Step { days, ..delivered });
            }
            _ => {}
        }
    }

    fn other_steps(&self, steps: &mut Vec<Step>) {
        for given in &self.fulfilment {
            match given.kind {
                FulfilmentKind::Activated => steps.push(Step::new(StepKind::Started, Some(given.at), None)),
                FulfilmentKind::Done => steps.push(Step::new(StepKind::ServiceDone, Some(given.at), None)),
                FulfilmentKind::HandedOver | FulfilmentKind::Shipped => {}
            }
        }
        let left = |nature: Nature| {
            self.product_order_item
                .iter()
                .any(|item| item.nature == nature && item.open() > 0 && !self.has_parts(&item.id))
        };
        if left(Nature::Subscription) {
            steps.push(Step::new(StepKind::Started, None, self.requested_completion_date));
        }
        if left(Nature::Service) {
            steps.push(Step::new(StepKind::ServiceDone, None, self.requested_completion_date));
        }
    }

    fn steps_back(&self, steps: &mut Vec<Step>) {
        let withdrawn =
            self.withdrawal.iter().map(|each| Step::new(StepKind::Withdrawn, Some(each.at), None));
        steps.extend(withdrawn);
        for returned in &self.goods_return {
            let step = Step::new(StepKind::Returned, Some(returned.at), None);
            steps.push(Step { place: returned.place.clone(), ..step });
        }
        let to_send_back = self
            .product_order_item
            .iter()
            .any(|item| item.is_goods() && item.withdrawn > item.returned && !self.has_parts(&item.id));
        if to_send_back {
            steps.push(Step::new(StepKind::SendBack, None, self.goods_back_by()));
        }
        match self.state {
            OrderState::Cancelled | OrderState::Rejected => {
                steps.push(Step::new(StepKind::Cancelled, self.cancellation_date, None));
            }
            OrderState::Failed | OrderState::Partial => {
                let at = self.cancellation_date.or(self.completion_date);
                steps.push(Step::new(StepKind::Failed, at, None));
            }
            _ => {}
        }
        let (due, gone) = (self.refund_due(), self.refunded());
        if gone > Decimal::ZERO {
            // When it went is the payment's to say; it is after everything else that was done.
            let last = steps.iter().filter_map(|step| step.done).max();
            steps.push(Step { amount: Some(gone), ..Step::new(StepKind::Refund, last, None) });
        }
        if due > Decimal::ZERO {
            steps.push(Step { amount: Some(due), ..Step::new(StepKind::Refund, None, self.refund_by()) });
        }
    }

    /// By when goods that the customer withdrew from are sent or brought back (directive 2011/83, article 14: 14 days
    /// after they said so).
    pub fn goods_back_by(&self) -> Option<Timestamp> {
        self.withdrawal.last().and_then(|last| last.at.checked_add(FORTNIGHT).ok())
    }

    /// By when money goes back that is due (article 13: 14 days after the customer withdrew; we keep to it for what was
    /// cancelled and for what came back, too).
    fn refund_by(&self) -> Option<Timestamp> {
        let returned = self.goods_return.iter().map(|each| each.at);
        let since = self.withdrawal.iter().map(|each| each.at).chain(self.cancellation_date).chain(returned);
        since.max().and_then(|since| since.checked_add(FORTNIGHT).ok())
    }
}
