//! Taking off what is no longer wanted, stopping, failing, and what time brings: all that ends an order before it is given.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::StaffId;

use super::{
    Decided, FactKind, LineQuantity, Note, OrderDue, OrderFact, OrderItem, OrderRefusal, ProductOrder,
};
use crate::stock::{StockMove, StockStep};

/// How long a note may be, in characters.
const NOTE_LENGTH: usize = 2_000;

/// Who takes back what was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelledBy {
    /// The customer: as long as nothing was given.
    Customer,
    /// Somebody who works here: whatever is left of it.
    Staff,
}

/// Why an order was stopped, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
    /// Since when.
    pub since: Timestamp,
    /// Why, for those who work here.
    pub reason: String,
    /// Who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
}

impl ProductOrder {
    /// Less is wanted of some lines: `lines` say how many of each are wanted now. More than that is another order. If nothing is
    /// left of any line, the order is cancelled.
    pub fn amend(&self, lines: &[LineQuantity], now: Timestamp) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        let mut order = self.clone();
        let (mut moves, mut changed) = (Vec::new(), Vec::new());
        for line in lines {
            let item = self
                .item(&line.item)
                .ok_or_else(|| OrderRefusal::NoSuchLine(line.item.chars().take(40).collect()))?;
            if item.bundle().is_some_and(|bundle| self.has_parts(bundle)) {
                return Err(OrderRefusal::PartOfBundle(item.id.clone()));
            }
            if line.quantity > item.quantity {
                return Err(OrderRefusal::CannotGrow { item: item.id.clone(), ordered: item.quantity });
            }
            for each in std::iter::once(item).chain(self.parts_of(&item.id)) {
                if share(each, item, line.quantity) < each.fulfilled {
                    return Err(OrderRefusal::AlreadyGiven);
                }
            }
            if line.quantity < item.quantity {
                order.take_off(item, line.quantity, &mut moves);
                changed.push(LineQuantity::new(&item.id, item.quantity - line.quantity));
            }
        }
        if changed.is_empty() {
            return Err(OrderRefusal::Nothing);
        }
        let left = order.product_order_item.iter().any(|item| item.quantity > 0);
        let kind = if left { FactKind::OrderAmended } else { FactKind::OrderCancelled };
        if !left {
            order.forget_code();
        }
        Ok(Decided::settle(self, order, vec![OrderFact::new(kind).of(changed)], moves, now))
    }

    /// Nothing more of it is wanted. A customer may as long as nothing was given; staff may take off whatever is left.
    pub fn cancel(&self, by: CancelledBy, reason: &str, now: Timestamp) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        if by == CancelledBy::Customer && self.product_order_item.iter().any(|item| item.fulfilled > 0) {
            return Err(OrderRefusal::AlreadyGiven);
        }
        Ok(self.end_rest(FactKind::OrderCancelled, reason, now))
    }

    /// Whether its customer can still cancel it: nothing of it was given.
    pub fn may_be_cancelled(&self) -> bool {
        !self.state.is_final() && self.product_order_item.iter().all(|item| item.fulfilled == 0)
    }

    /// The act that [`Self::next`] brings, once it is due.
    pub fn expire(&self, now: Timestamp) -> Result<Decided, OrderRefusal> {
        match self.next() {
            None => Err(OrderRefusal::NothingDue),
            Some(due) if now < due.at() => Err(OrderRefusal::NotDue(due.at())),
            Some(OrderDue::Unpaid(_)) => Ok(self.end_rest(FactKind::OrderUnpaid, "not_paid", now)),
            Some(OrderDue::NotCollected(_)) => {
                Ok(self.end_rest(FactKind::OrderNotCollected, "not_collected", now))
            }
        }
    }

    /// What was ordered is not there any more, although it was paid: the order fails, and the money is owed back.
    pub fn allocation_failed(&self, now: Timestamp) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        Ok(self.fail_rest(FactKind::AllocationFailed, "out_of_stock", now))
    }

    /// What is left of it cannot be given.
    pub fn fail(&self, reason: &str, now: Timestamp) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        Ok(self.fail_rest(FactKind::OrderFailed, reason, now))
    }

    /// It is stopped until somebody lets it go on.
    pub fn hold_on(
        &self,
        reason: &str,
        staff: Option<StaffId>,
        now: Timestamp,
    ) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        if self.hold.is_some() {
            return Err(OrderRefusal::IsHeld);
        }
        let mut order = self.clone();
        order.hold = Some(Hold { since: now, reason: cut(reason), staff });
        Ok(Decided::settle(self, order, vec![OrderFact::new(FactKind::OrderHeld)], Vec::new(), now))
    }

    /// It goes on.
    pub fn resume(&self, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        order.hold.take().ok_or(OrderRefusal::NotHeld)?;
        Ok(Decided::settle(self, order, vec![OrderFact::new(FactKind::OrderResumed)], Vec::new(), now))
    }

    /// Somebody writes on it.
    pub fn annotate(&self, author: &str, text: &str, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > NOTE_LENGTH {
            return Err(OrderRefusal::NoteLength);
        }
        let mut order = self.clone();
        order.note.push(Note {
            id: Some((self.note.len() + 1).to_string()),
            author: (!author.is_empty()).then(|| author.to_owned()),
            date: Some(now),
            text: text.to_owned(),
            unknown: offer::catalogue::Unknown::new(),
        });
        Ok(Decided::settle(self, order, vec![OrderFact::new(FactKind::NoteAdded)], Vec::new(), now))
    }

    /// Takes off whatever was not given.
    fn end_rest(&self, kind: FactKind, reason: &str, now: Timestamp) -> Decided {
        let (mut order, moves, lines) = self.without_rest();
        order.cancellation_reason = Some(cut(reason));
        order.cancellation_date = Some(now);
        order.hold = None;
        // A reason that somebody wrote stays in the record; the act has a word of ours.
        let fact = OrderFact::new(kind).of(lines);
        Decided::settle(self, order, vec![fact], moves, now)
    }

    fn fail_rest(&self, kind: FactKind, reason: &str, now: Timestamp) -> Decided {
        let (mut order, moves, lines) = self.without_rest();
        for line in &lines {
            if let Some(item) = order.item_mut(&line.item) {
                item.failed += line.quantity;
            }
        }
        order.cancellation_reason = Some(cut(reason));
        order.hold = None;
        Decided::settle(self, order, vec![OrderFact::new(kind).of(lines)], moves, now)
    }

    /// The order with only what was given, what goes back to the shelf, and what was taken off.
    fn without_rest(&self) -> (Self, Vec<StockMove>, Vec<LineQuantity>) {
        let mut order = self.clone();
        let (mut moves, mut lines) = (Vec::new(), Vec::new());
        // A bundle stands as its parts do: they are taken off.
        for item in self.product_order_item.iter().filter(|item| !self.has_parts(&item.id)) {
            if item.open() > 0 {
                lines.push(LineQuantity::new(&item.id, item.open()));
            }
            order.take_off_alone(item, item.fulfilled, &mut moves);
        }
        order.forget_code();
        (order, moves, lines)
    }

    /// Leaves `quantity` of a line, and of its parts in proportion.
    pub(super) fn take_off(&mut self, item: &OrderItem, quantity: u32, moves: &mut Vec<StockMove>) {
        let parts: Vec<OrderItem> = self.parts_of(&item.id).cloned().collect();
        for each in std::iter::once(item).chain(&parts) {
            self.take_off_alone(each, share(each, item, quantity).max(each.fulfilled), moves);
        }
    }

    fn take_off_alone(&mut self, item: &OrderItem, quantity: u32, moves: &mut Vec<StockMove>) {
        if let Some(item) = self.item_mut(&item.id) {
            let less = item.quantity.saturating_sub(quantity);
            item.quantity -= less;
            let back = item.take_allocated(less, None);
            moves.extend(StockMove::all(StockStep::GiveBack, &back));
        }
    }

    fn forget_code(&mut self) {
        if let Some(pick_up) = self.pick_up_mut() {
            pick_up.code = None;
        }
    }
}

/// How many of a line there are when there are `quantity` of the bundle that it is, or is a part of.
fn share(each: &OrderItem, bundle: &OrderItem, quantity: u32) -> u32 {
    if each.id == bundle.id || bundle.ordered == 0 {
        return quantity;
    }
    let share = u64::from(each.ordered) * u64::from(quantity) / u64::from(bundle.ordered);
    u32::try_from(share).unwrap_or(u32::MAX).min(each.quantity)
}

/// What somebody wrote as a reason, cut to what a record should hold.
fn cut(text: &str) -> String {
    text.trim().chars().take(500).collect()
}
