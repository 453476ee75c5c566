//! What an order is worth as it stands: what is owed for what the customer keeps, what came, what is to go back.
//!
//! The value of some pieces of a line is told by sums, not by a price for each: of `q` ordered for an amount, `k` kept are
//! worth `round(amount · k / q)`, so that what is taken off piece by piece adds up to the line to the cent. The
//! tax in a sum is taken out once per rate: `round(gross · rate / (100 + rate))`, halves away from zero.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use types::{Money, decimal_json};

use super::{OrderItem, OrderState, ProductOrder, TaxedAmount};

/// The tax of one rate in an amount. `base + tax = total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VatGroup {
    /// The rate, in percent.
    #[serde(with = "decimal_json")]
    pub tax_rate: Decimal,
    /// The amount without tax.
    #[serde(with = "decimal_json")]
    pub base: Decimal,
    /// The tax.
    #[serde(with = "decimal_json")]
    pub tax: Decimal,
    /// The amount with tax.
    #[serde(with = "decimal_json")]
    pub total: Decimal,
}

/// An amount to the cent, halves away from zero.
pub fn round_to_cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The tax in amounts that hold it, once per rate, in order of rates. Each group's total is rounded to the cent.
pub fn vat_groups<'a>(amounts: impl IntoIterator<Item = &'a TaxedAmount>) -> Vec<VatGroup> {
    let mut sums: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for amount in amounts {
        *sums.entry(amount.tax_rate.normalize()).or_default() += amount.amount;
    }
    let group = |(tax_rate, gross): (Decimal, Decimal)| {
        let total = round_to_cents(gross);
        let tax = match Decimal::ONE_HUNDRED + tax_rate {
            whole if whole.is_zero() => Decimal::ZERO,
            whole => round_to_cents(gross * tax_rate / whole),
        };
        VatGroup { tax_rate, base: total - tax, tax, total }
    };
    sums.into_iter().map(group).collect()
}

impl OrderItem {
    /// What so many of the pieces that were ordered are worth, with tax, by rate, to the cent.
    pub fn worth(&self, pieces: u32) -> Vec<TaxedAmount> {
        let share = |amount: &TaxedAmount| TaxedAmount {
            tax_rate: amount.tax_rate,
            amount: self.share(amount.amount, pieces),
        };
        self.due_now.iter().map(share).collect()
    }

    /// What of an amount for all that was ordered is for so many pieces, to the cent.
    pub fn share(&self, amount: Decimal, pieces: u32) -> Decimal {
        if self.ordered == 0 {
            return Decimal::ZERO;
        }
        round_to_cents(amount * Decimal::from(pieces) / Decimal::from(self.ordered))
    }

    /// What is no longer owed for it, with tax, by rate.
    pub(super) fn taken_off(&self) -> Vec<TaxedAmount> {
        let (whole, kept) = (self.worth(self.ordered), self.worth(self.kept()));
        let less = |(whole, kept): (TaxedAmount, TaxedAmount)| TaxedAmount {
            amount: whole.amount - kept.amount,
            tax_rate: whole.tax_rate,
        };
        whole.into_iter().zip(kept).map(less).collect()
    }
}

impl ProductOrder {
    /// All that came for it.
    pub fn paid(&self) -> Decimal {
        self.payment.iter().map(|payment| payment.paid).sum()
    }

    /// All that went back.
    pub fn refunded(&self) -> Decimal {
        self.payment.iter().map(|payment| payment.refunded).sum()
    }

    /// Whether the price of delivery is owed: not if nothing was sent and nothing is to be, and not if the customer withdrew
    /// from everything that was (directive 2011/83, article 13).
    fn owes_delivery(&self) -> bool {
        let mut goods =
            self.product_order_item.iter().filter(|item| item.is_goods() && item.quantity > 0).peekable();
        goods.peek().is_some()
            && !goods.all(|item| item.withdrawn >= item.quantity && item.returned >= item.quantity)
    }

    /// What is no longer owed, with tax, by rate: what a refund of all of it is made of.
    pub fn taken_off(&self) -> Vec<VatGroup> {
        let lines: Vec<TaxedAmount> = self.product_order_item.iter().flat_map(OrderItem::taken_off).collect();
        let delivery: &[TaxedAmount] = if self.owes_delivery() { &[] } else { &self.delivery_price };
        vat_groups(lines.iter().chain(delivery).filter(|amount| !amount.amount.is_zero()))
    }

    /// What is owed for what the customer keeps, delivery included, less what was agreed as a gesture.
    pub fn owed(&self) -> Decimal {
        let nothing_kept = self.product_order_item.iter().all(|item| item.kept() == 0);
        let goods = if nothing_kept && !self.owes_delivery() {
            Decimal::ZERO
        } else {
            self.due_now.value - self.taken_off().iter().map(|group| group.total).sum::<Decimal>()
        };
        (goods.max(Decimal::ZERO) + self.withheld - self.gesture).max(Decimal::ZERO)
    }

    /// What is to go back.
    pub fn refund_due(&self) -> Decimal {
        (self.paid() - self.refunded() - self.owed()).max(Decimal::ZERO)
    }

    /// What is still to come.
    pub fn amount_due(&self) -> Decimal {
        if matches!(self.state, OrderState::Rejected | OrderState::Cancelled | OrderState::Failed) {
            return Decimal::ZERO;
        }
        (self.owed() - (self.paid() - self.refunded())).max(Decimal::ZERO)
    }

    /// An amount in the order's currency.
    pub fn money(&self, amount: Decimal) -> Money {
        Money { amount, currency: self.currency() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn taxed(rate: i64, cents: i64) -> TaxedAmount {
        TaxedAmount { tax_rate: rate.into(), amount: Decimal::new(cents, 2) }
    }

    #[test]
    fn what_stands_of_a_line_is_worth_its_share_of_every_amount() {
        let mut item = OrderItem::new(
            "1",
            offer::catalogue::Reference::to("x"),
            offer::catalogue::Nature::Subscription,
            2,
        );
        item.due_now = vec![taxed(20, 4_980)];
        item.quantity = 1;
        assert_eq!(item.worth(item.kept())[0].amount, Decimal::new(2_490, 2));
        let monthly = Decimal::new(2_820, 2);
        assert_eq!(item.share(monthly, item.kept()), Decimal::new(1_410, 2));
        assert_eq!(item.share(monthly, item.ordered), monthly);
    }

    proptest! {
        #[test]
        fn pieces_taken_off_one_by_one_add_up_to_the_line(cents in 0_i64..1_000_000, ordered in 1_u32..40) {
            let mut item = OrderItem::new("1", offer::catalogue::Reference::to("x"), offer::catalogue::Nature::Goods, ordered);
            item.due_now = vec![taxed(20, cents)];
            let mut sum = Decimal::ZERO;
            let mut before = Decimal::ZERO;
            for left in (0..ordered).rev() {
                item.quantity = left;
                let off = item.taken_off()[0].amount;
                prop_assert!(off >= before);
                sum += off - before;
                before = off;
            }
            prop_assert_eq!(sum, Decimal::new(cents, 2));
        }
    }

    #[test]
    fn tax_is_taken_out_once_per_rate() {
        let groups = vat_groups(&[taxed(20, 999), taxed(20, 999), taxed(5, 100)]);
        assert_eq!(groups.len(), 2);
        assert_eq!(
            (groups[1].total, groups[1].tax, groups[1].base),
            (Decimal::new(1998, 2), Decimal::new(333, 2), Decimal::new(1665, 2))
        );
    }
}
