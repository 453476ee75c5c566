//! The states of an order and of its lines, by TMF622's names, and which may follow which.

use serde::{Deserialize, Serialize};

use super::{OrderItem, ProductOrder};

/// How far an order is (TMF622 `ProductOrderStateType`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OrderState {
    /// It was taken, and nobody has begun to work on it.
    #[default]
    Acknowledged,
    /// It cannot be taken.
    Rejected,
    /// It waits for something from outside: a payment.
    Pending,
    /// Somebody here stopped it for a while.
    Held,
    /// It is worked on.
    InProgress,
    /// Nothing of it is wanted any more.
    Cancelled,
    /// All that is wanted of it was given.
    Completed,
    /// Nothing of it could be given.
    Failed,
    /// Some of it was given, and the rest could not be.
    Partial,
    /// Somebody asked to cancel it, and it is being looked at whether that can be.
    AssessingCancellation,
    /// It will be cancelled.
    PendingCancellation,
}

impl OrderState {
    /// Every state, in the order of TMF622.
    pub const ALL: [Self; 11] = [
        Self::Acknowledged,
        Self::Rejected,
        Self::Pending,
        Self::Held,
        Self::InProgress,
        Self::Cancelled,
        Self::Completed,
        Self::Failed,
        Self::Partial,
        Self::AssessingCancellation,
        Self::PendingCancellation,
    ];

    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Rejected => "rejected",
            Self::Pending => "pending",
            Self::Held => "held",
            Self::InProgress => "inProgress",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Partial => "partial",
            Self::AssessingCancellation => "assessingCancellation",
            Self::PendingCancellation => "pendingCancellation",
        }
    }

    /// The state of this written name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing follows it. What was given can still be brought back, and money still returned: that is told
    /// beside the state and does not change it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Cancelled | Self::Completed | Self::Failed | Self::Partial)
    }

    /// Whether one may follow the other. This is the table.
    pub const fn may_become(self, next: Self) -> bool {
        use OrderState::*;
        match self {
            Rejected | Cancelled | Completed | Failed | Partial => false,
            Acknowledged => !matches!(next, Acknowledged),
            Pending => !matches!(next, Pending),
            Held => !matches!(next, Held | Rejected),
            // What was begun cannot be untaken: it ends by being given, cancelled or failed.
            InProgress => !matches!(next, InProgress | Rejected),
            AssessingCancellation => !matches!(next, AssessingCancellation | Rejected),
            PendingCancellation => matches!(next, Cancelled | Completed | Failed | Partial | InProgress),
        }
    }
}

/// How far a line is (TMF622 `ProductOrderItemStateType`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ItemState {
    /// It was taken.
    #[default]
    Acknowledged,
    /// It cannot be taken.
    Rejected,
    /// It waits for something from outside.
    Pending,
    /// It was stopped for a while.
    Held,
    /// It is worked on, or some of it was given.
    InProgress,
    /// None of it is wanted any more.
    Cancelled,
    /// All that is wanted of it was given.
    Completed,
    /// It could not be given.
    Failed,
    /// Somebody asked to cancel it.
    AssessingCancellation,
    /// It will be cancelled.
    PendingCancellation,
}

impl ItemState {
    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Rejected => "rejected",
            Self::Pending => "pending",
            Self::Held => "held",
            Self::InProgress => "inProgress",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::AssessingCancellation => "assessingCancellation",
            Self::PendingCancellation => "pendingCancellation",
        }
    }

    /// Whether nothing more is to be done for it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Cancelled | Self::Completed | Self::Failed)
    }
}

impl ProductOrder {
    /// Lets the states of all lines and of the order follow from what happened.
    pub(super) fn settle_states(&mut self) {
        let begun = self.is_begun();
        for place in 0..self.product_order_item.len() {
            self.product_order_item[place].state = self.state_of_item(&self.product_order_item[place], begun);
        }
        self.settle_bundles();
        self.state = self.state_of_order();
    }

    fn state_of_item(&self, item: &OrderItem, begun: bool) -> ItemState {
        if item.quantity == 0 {
            return if item.failed > 0 { ItemState::Failed } else { ItemState::Cancelled };
        }
        match () {
            () if item.fulfilled >= item.quantity => ItemState::Completed,
            () if self.hold.is_some() => ItemState::Held,
            () if begun || item.fulfilled > 0 => ItemState::InProgress,
            () if !self.payment_standing.lets_go_on() => ItemState::Pending,
            () => ItemState::Acknowledged,
        }
    }

    /// A bundle whose parts are lines of their own stands as they do: as many of it are given as there are whole ones, and as many
    /// are wanted, or kept, as any part needs.
    fn settle_bundles(&mut self) {
        for place in 0..self.product_order_item.len() {
            let bundle = &self.product_order_item[place];
            if !self.has_parts(&bundle.id) {
                continue;
            }
            let parts = || self.parts_of(&bundle.id).filter(|part| part.ordered > 0);
            let most =
                |of: fn(&OrderItem) -> u32| parts().map(|part| bundles(part, of(part), bundle).1).max();
            let given =
                parts().filter(|part| part.quantity > 0).map(|part| bundles(part, part.fulfilled, bundle).0);
            let quantity = bundle.quantity.min(most(|part| part.quantity).unwrap_or(0));
            let fulfilled = given.min().unwrap_or(0).min(quantity);
            let returned = quantity.saturating_sub(most(OrderItem::kept).unwrap_or(0)).min(fulfilled);
            let not_withdrawn = most(|part| part.quantity.saturating_sub(part.withdrawn)).unwrap_or(0);
            let withdrawn = quantity.saturating_sub(not_withdrawn).min(fulfilled);
            let done = parts().all(|part| part.state.is_final());
            let begun = parts().any(|part| part.fulfilled > 0);
            let bundle = &mut self.product_order_item[place];
            (bundle.quantity, bundle.fulfilled) = (quantity, fulfilled);
            (bundle.returned, bundle.withdrawn) = (returned, withdrawn);
            match bundle.state {
                _ if quantity == 0 && bundle.failed == 0 => bundle.state = ItemState::Cancelled,
                _ if quantity == 0 => bundle.state = ItemState::Failed,
                _ if done => bundle.state = ItemState::Completed,
                ItemState::Held => {}
                _ if begun => bundle.state = ItemState::InProgress,
                _ => {}
            }
        }
    }

    fn state_of_order(&self) -> OrderState {
        let states = || self.product_order_item.iter().map(|item| item.state);
        let any = |state: ItemState| states().any(|each| each == state);
        let failed = self.product_order_item.iter().any(|item| item.failed > 0);
        if states().all(ItemState::is_final) {
            return match (any(ItemState::Completed), failed) {
                (true, true) => OrderState::Partial,
                (true, false) => OrderState::Completed,
                (false, true) => OrderState::Failed,
                (false, false) => OrderState::Cancelled,
            };
        }
        match () {
            () if any(ItemState::Held) => OrderState::Held,
            () if any(ItemState::InProgress) || any(ItemState::Completed) => OrderState::InProgress,
            () if any(ItemState::Pending) => OrderState::Pending,
            () => OrderState::Acknowledged,
        }
    }

    /// Whether somebody here began to work on it: it was made ready, or something left.
    fn is_begun(&self) -> bool {
        !self.fulfilment.is_empty() || self.pick_up().is_some_and(|pick_up| pick_up.ready_at.is_some())
    }
}

/// How many bundles so many of a part make: whole ones, and those that are begun.
fn bundles(part: &OrderItem, count: u32, bundle: &OrderItem) -> (u32, u32) {
    let pieces = u64::from(count) * u64::from(bundle.ordered);
    let ordered = u64::from(part.ordered.max(1));
    let to_u32 = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    (to_u32(pieces / ordered), to_u32(pieces.div_ceil(ordered)))
}
