//! What comes back: withdrawal within fourteen days, and returns.
//!
//! A **withdrawal** is the customer's statement, which needs no reason (directive 2011/83, articles 9 to 16; by a function of
//! its own since 2023/2673). What was not given yet is taken off at once; a subscription ends at once; goods are owed back, and their money is due once they
//! are here. A **return** is what staff take in, after a withdrawal or by agreement.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use offer::catalogue::{Nature, PlaceId, Unknown};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{ProductId, StaffId, decimal_json};

use super::{
    Decided, FactKind, FulfilmentKind, LineQuantity, OrderFact, OrderItem, OrderRefusal, ProductOrder,
};
use crate::stock::{StockMove, StockStep};

/// For how many days one may withdraw.
const WITHDRAWAL_DAYS: i64 = 14;

/// How goods are that came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// As new.
    #[default]
    AsNew,
    /// Opened, and good.
    Opened,
    /// Used beyond trying it.
    Used,
    /// Damaged.
    Damaged,
    /// It never worked, or not as it should.
    Defective,
    /// Not what was ordered.
    Wrong,
}

impl Condition {
    /// Every condition.
    pub const ALL: [Self; 6] =
        [Self::AsNew, Self::Opened, Self::Used, Self::Damaged, Self::Defective, Self::Wrong];

    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsNew => "as_new",
            Self::Opened => "opened",
            Self::Used => "used",
            Self::Damaged => "damaged",
            Self::Defective => "defective",
            Self::Wrong => "wrong",
        }
    }

    /// The condition of this written name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|condition| condition.name() == name)
    }
}

/// Pieces of a line that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedLine {
    /// Which line.
    pub item: String,
    /// How many.
    pub quantity: u32,
    /// How they are.
    #[serde(default)]
    pub condition: Condition,
    /// Whether they go back on the shelf.
    #[serde(default)]
    pub restock: bool,
}

/// Goods that came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Returned {
    /// Its id within the order.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub lines: Vec<ReturnedLine>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Who took it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// Why, as somebody wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What is kept of its money, because it was used or damaged.
    #[serde(default, with = "decimal_json")]
    pub withheld: Decimal,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// From what the customer withdrew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Withdrawal {
    /// Its id within the order.
    pub id: String,
    /// When it was stated: the receipt says so.
    pub at: Timestamp,
    /// What.
    pub lines: Vec<LineQuantity>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// When the time to withdraw ends that began at an instant: the end of the fourteenth day after that day; where that
/// day is a Saturday or a Sunday, the end of the Monday (code de la consommation, L221-19; public holidays are not known here).
pub fn withdrawal_ends(began: Timestamp, zone: &TimeZone) -> Timestamp {
    let first = zone.to_datetime(began).date();
    let last = first.saturating_add(WITHDRAWAL_DAYS.days());
    let more = match last.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    let end = last.saturating_add((more + 1).days());
    zone.to_timestamp(end.to_datetime(jiff::civil::Time::midnight())).unwrap_or(Timestamp::MAX)
}

impl ProductOrder {
    /// When the time to withdraw from a line ends: for goods it runs once all goods of the order were received, for others from the
    /// order on. Nothing while it has not begun.
    pub fn withdrawal_until(&self, item: &OrderItem, zone: &TimeZone) -> Option<Timestamp> {
        let began = if item.is_goods() { self.goods_received_at()? } else { self.order_date };
        Some(withdrawal_ends(began, zone))
    }

    /// The last whole day on which one may withdraw from a line. Nothing while its time has not begun.
    pub fn withdrawal_last_day(&self, item: &OrderItem, zone: &TimeZone) -> Option<Date> {
        let end = zone.to_datetime(self.withdrawal_until(item, zone)?).date();
        Some(end.yesterday().unwrap_or(end))
    }

    /// How many of a line one may still withdraw from.
    pub fn withdrawable(&self, item: &OrderItem, zone: &TimeZone, now: Timestamp) -> u32 {
        if self.has_parts(&item.id) || self.withdrawal_until(item, zone).is_some_and(|end| end <= now) {
            return 0;
        }
        item.quantity.saturating_sub(item.withdrawn.max(item.returned))
    }

    /// When all goods that are wanted had been received.
    fn goods_received_at(&self) -> Option<Timestamp> {
        let goods =
            || self.product_order_item.iter().filter(|item| item.is_goods() && !self.has_parts(&item.id));
        if goods().any(|item| item.open() > 0) {
            return None;
        }
        let is_goods = |line: &LineQuantity| goods().any(|item| item.id == line.item);
        let fulfilments = self.fulfilment.iter().filter(|each| each.lines.iter().any(is_goods));
        // One that has not arrived keeps the time from running.
        fulfilments.map(super::Fulfilment::received_at).try_fold(None, |last: Option<Timestamp>, at| {
            at.map(|at| Some(last.map_or(at, |last| last.max(at))))
        })?
    }

    /// The customer withdraws: from these lines, or from all that they can.
    pub fn withdraw(
        &self,
        id: &str,
        lines: &[LineQuantity],
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Decided, OrderRefusal> {
        let lines = self.to_withdraw(lines, zone, now)?;
        let mut order = self.clone();
        let (mut moves, mut products) = (Vec::new(), Vec::new());
        for line in &lines {
            let Some(item) = self.item(&line.item) else { continue };
            // What was not given yet is simply not given.
            let not_given = item.open().min(line.quantity);
            let mut rest = line.quantity - not_given;
            order.take_off(item, item.quantity - not_given, &mut moves);
            let Some(changed) = order.item_mut(&line.item) else { continue };
            rest = rest.min(changed.fulfilled.saturating_sub(changed.withdrawn.max(changed.returned)));
            changed.withdrawn = changed.withdrawn.max(changed.returned) + rest;
            if !changed.is_goods() {
                changed.returned = changed.withdrawn;
                products.extend(self.products_of(item, rest));
            }
        }
        order.withdrawal.push(Withdrawal {
            id: id.to_owned(),
            at: now,
            lines: lines.clone(),
            unknown: Unknown::new(),
        });
        if order.product_order_item.iter().all(|item| item.quantity == 0)
            && let Some(pick_up) = order.pick_up_mut()
        {
            pick_up.code = None;
        }
        let mut fact = OrderFact::new(FactKind::ContractWithdrawn).of(lines);
        fact.products = products;
        Ok(Decided::settle(self, order, vec![fact], moves, now))
    }

    fn to_withdraw(
        &self,
        lines: &[LineQuantity],
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Vec<LineQuantity>, OrderRefusal> {
        let over = |item: &OrderItem| {
            self.withdrawal_until(item, zone).filter(|end| *end <= now).map(OrderRefusal::WithdrawalOver)
        };
        if !lines.is_empty() {
            return self.summed(lines, |item| match over(item) {
                Some(refusal) => Err(refusal),
                None => Ok(self.withdrawable(item, zone, now)),
            });
        }
        let all = self.product_order_item.iter();
        let possible: Vec<LineQuantity> = all
            .map(|item| LineQuantity::new(&item.id, self.withdrawable(item, zone, now)))
            .filter(|line| line.quantity > 0)
            .collect();
        if possible.is_empty() {
            let refusal = self.product_order_item.iter().find_map(over);
            return Err(refusal.unwrap_or(OrderRefusal::Nothing));
        }
        Ok(possible)
    }

    /// The products of a line that began last: so many of those that have not ended by a withdrawal before.
    fn products_of(&self, item: &OrderItem, count: u32) -> Vec<ProductId> {
        let begun = self
            .fulfilment
            .iter()
            .filter(|each| each.kind == FulfilmentKind::Activated)
            .filter(|each| each.lines.iter().any(|line| line.item == item.id))
            .flat_map(|each| &each.products);
        let ended = item.returned as usize;
        begun.skip(ended).take(count as usize).copied().collect()
    }

    /// Goods came back: after a withdrawal, or because a return was agreed. What is due for them is owed back, less what is withheld.
    pub fn take_back(&self, returned: Returned, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let chosen: Vec<LineQuantity> =
            returned.lines.iter().map(|line| LineQuantity::new(&line.item, line.quantity)).collect();
        let lines = self.summed(&chosen, |item| match item.nature {
            Nature::Goods => Ok(item.fulfilled.saturating_sub(item.returned)),
            _ => Err(OrderRefusal::WrongNature(item.id.clone())),
        })?;
        let mut order = self.clone();
        let mut moves = Vec::new();
        for line in &lines {
            if let Some(item) = order.item_mut(&line.item) {
                item.returned += line.quantity;
            }
        }
        if let Some(place) = &returned.place {
            for line in returned.lines.iter().filter(|line| line.restock) {
                let parts = self.item(&line.item).map(|item| item.stock.as_slice()).unwrap_or_default();
                moves.extend(parts.iter().map(|part| {
                    let pieces = u64::from(part.each) * u64::from(line.quantity);
                    StockMove::new(StockStep::Arrive, place, &part.item, pieces)
                }));
            }
        }
        order.settle_states();
        let most = (self.owed() - order.owed()).max(Decimal::ZERO);
        if returned.withheld < Decimal::ZERO || returned.withheld > most {
            return Err(OrderRefusal::TooMuchRefund {
                wanted: self.money(returned.withheld),
                most: self.money(most),
            });
        }
        order.withheld += super::round_to_cents(returned.withheld);
        let worst = returned.lines.iter().map(|line| line.condition).max().unwrap_or_default();
        let fact = OrderFact::new(FactKind::GoodsReturned)
            .of(lines)
            .at(returned.place.as_ref())
            .because(worst.name());
        order.goods_return.push(Returned { at: now, ..returned });
        Ok(Decided::settle(self, order, vec![fact], moves, now))
    }
}
