//! What follows from a decision about an order: facts, each of which becomes an act.

use offer::catalogue::PlaceId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{Outcome, ProductId};

use super::ProductOrder;
use crate::stock::StockMove;

/// So many of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineQuantity {
    /// The line's id.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

impl LineQuantity {
    /// So many of a line.
    pub fn new(item: &str, quantity: u32) -> Self {
        Self { item: item.to_owned(), quantity }
    }
}

/// What kind of fact: the kind of its act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// The order was taken.
    OrderPlaced,
    /// All of its money is here.
    PaymentSettled,
    /// Money came, not yet all.
    PaymentPart,
    /// A payment was refused.
    PaymentRefused,
    /// Nobody knows yet whether a payment went through.
    PaymentUncertain,
    /// What was ordered is not there.
    AllocationFailed,
    /// It can be collected.
    OrderReady,
    /// Goods were handed over in a shop.
    GoodsHandedOver,
    /// A wrong code was presented.
    CodeRefused,
    /// A new code was given.
    CodeRenewed,
    /// Goods were sent.
    OrderShipped,
    /// They arrived.
    OrderDelivered,
    /// A subscription works.
    SubscriptionStarted,
    /// A service was done.
    ServiceDone,
    /// Less is wanted of it.
    OrderAmended,
    /// Nothing more is wanted of it.
    OrderCancelled,
    /// It was not paid in time.
    OrderUnpaid,
    /// It was not collected in time.
    OrderNotCollected,
    /// It could not be given.
    OrderFailed,
    /// It was stopped.
    OrderHeld,
    /// It goes on.
    OrderResumed,
    /// The customer withdrew from the contract, or from a part of it.
    ContractWithdrawn,
    /// Goods came back.
    GoodsReturned,
    /// Money is to be given back.
    RefundDue,
    /// Money went back.
    RefundMade,
    /// Somebody wrote a note on it.
    NoteAdded,
    /// How to reach the customer, or where it goes, was put right.
    OrderCorrected,
    /// The confirmation was sent again.
    ConfirmationSent,
    /// The customer said on which account money goes back.
    RefundAccountGiven,
    /// The end of a subscription was asked for.
    TerminationAsked,
    /// A subscription ended.
    SubscriptionEnded,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 31] = [
        Self::OrderPlaced,
        Self::PaymentSettled,
        Self::PaymentPart,
        Self::PaymentRefused,
        Self::PaymentUncertain,
        Self::AllocationFailed,
        Self::OrderReady,
        Self::GoodsHandedOver,
        Self::CodeRefused,
        Self::CodeRenewed,
        Self::OrderShipped,
        Self::OrderDelivered,
        Self::SubscriptionStarted,
        Self::ServiceDone,
        Self::OrderAmended,
        Self::OrderCancelled,
        Self::OrderUnpaid,
        Self::OrderNotCollected,
        Self::OrderFailed,
        Self::OrderHeld,
        Self::OrderResumed,
        Self::ContractWithdrawn,
        Self::GoodsReturned,
        Self::RefundDue,
        Self::RefundMade,
        Self::NoteAdded,
        Self::OrderCorrected,
        Self::ConfirmationSent,
        Self::RefundAccountGiven,
        Self::TerminationAsked,
        Self::SubscriptionEnded,
    ];

    /// The kind of its act.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::PaymentSettled => "payment_settled",
            Self::PaymentPart => "payment_part",
            Self::PaymentRefused => "payment_refused",
            Self::PaymentUncertain => "payment_uncertain",
            Self::AllocationFailed => "allocation_failed",
            Self::OrderReady => "order_ready",
            Self::GoodsHandedOver => "goods_handed_over",
            Self::CodeRefused => "pick_up_code_refused",
            Self::CodeRenewed => "pick_up_code_renewed",
            Self::OrderShipped => "order_shipped",
            Self::OrderDelivered => "order_delivered",
            Self::SubscriptionStarted => "subscription_started",
            Self::ServiceDone => "service_done",
            Self::OrderAmended => "order_amended",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderUnpaid => "order_unpaid",
            Self::OrderNotCollected => "order_not_collected",
            Self::OrderFailed => "order_failed",
            Self::OrderHeld => "order_held",
            Self::OrderResumed => "order_resumed",
            Self::ContractWithdrawn => "contract_withdrawn",
            Self::GoodsReturned => "goods_returned",
            Self::RefundDue => "refund_due",
            Self::RefundMade => "refund_made",
            Self::NoteAdded => "order_note_added",
            Self::OrderCorrected => "order_corrected",
            Self::ConfirmationSent => "order_confirmation_sent",
            Self::RefundAccountGiven => "refund_account_given",
            Self::TerminationAsked => "subscription_termination_asked",
            Self::SubscriptionEnded => "subscription_ended",
        }
    }

    /// How the demand ended in it; nothing for a step.
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::OrderPlaced => Some(Outcome::Served),
            Self::PaymentRefused | Self::AllocationFailed | Self::OrderFailed => Some(Outcome::Refused),
            Self::OrderUnpaid | Self::OrderNotCollected => Some(Outcome::Abandoned),
            Self::OrderCancelled | Self::ContractWithdrawn | Self::GoodsReturned => Some(Outcome::Undone),
            _ => None,
        }
    }

    /// The reason that an act of it has where nobody gives one: a dead end says which it is.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::PaymentRefused => Some("payment_refused"),
            Self::AllocationFailed => Some("out_of_stock"),
            Self::OrderUnpaid => Some("not_paid"),
            Self::OrderNotCollected => Some("not_collected"),
            _ => None,
        }
    }
}

/// One thing that became true of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFact {
    /// What.
    pub kind: FactKind,
    /// Of which lines, how many.
    pub lines: Vec<LineQuantity>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How much money, in the order's currency.
    pub amount: Option<Decimal>,
    /// Why, as a word of few: never what somebody wrote.
    pub reason: Option<String>,
    /// Which products began or ended.
    pub products: Vec<ProductId>,
}

impl OrderFact {
    /// A fact of which nothing more is to be said.
    pub fn new(kind: FactKind) -> Self {
        let reason = kind.reason().map(str::to_owned);
        Self { kind, lines: Vec::new(), place: None, amount: None, reason, products: Vec::new() }
    }

    pub(super) fn of(mut self, lines: Vec<LineQuantity>) -> Self {
        self.lines = lines;
        self
    }

    pub(super) fn at(mut self, place: Option<&PlaceId>) -> Self {
        self.place = place.cloned();
        self
    }

    pub(super) fn amounting(mut self, amount: Decimal) -> Self {
        self.amount = Some(amount);
        self
    }

    pub(super) fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }
}

/// An order as it becomes, why, and what moves in stock. All of it is committed together.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Decided {
    /// What the order becomes.
    pub order: ProductOrder,
    /// What became true, in order.
    pub facts: Vec<OrderFact>,
    /// What moves in stock.
    pub moves: Vec<StockMove>,
}

impl Decided {
    /// The decision, once states and dates follow from it; what is newly owed back is a fact of its own.
    pub(super) fn settle(
        before: &ProductOrder,
        mut order: ProductOrder,
        mut facts: Vec<OrderFact>,
        moves: Vec<StockMove>,
        now: jiff::Timestamp,
    ) -> Self {
        if !before.state.is_final() && !order.payment_standing.lets_go_on() && order.amount_due().is_zero() {
            order.payment_standing = super::PaymentStanding::Settled;
        }
        order.settle_states();
        if order.state.is_final() && !before.state.is_final() {
            match order.state {
                super::OrderState::Completed | super::OrderState::Partial => {
                    order.completion_date = Some(now)
                }
                _ => order.cancellation_date = Some(now),
            }
        }
        let more = order.refund_due() - before.refund_due();
        // Money that went back makes less due: only what was added is told.
        if more > Decimal::ZERO {
            facts.push(OrderFact::new(FactKind::RefundDue).amounting(more));
        }
        Self { order, facts, moves }
    }
}
