//! Putting an order right: how the customer is reached, where it goes, where it is collected, where money goes back.

use jiff::Timestamp;
use offer::catalogue::PlaceId;
use serde::{Deserialize, Serialize};

use super::{Contact, Decided, Delivery, FactKind, OrderFact, OrderRefusal, ProductOrder};
use crate::payment::Iban;
use crate::place::PostalAddress;

/// The account on which a refund is paid that cannot go back by itself: after a transfer, or money that was given in a shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundAccount {
    /// The account.
    pub account_number: Iban,
    /// Whose it is.
    pub owner: String,
}

impl ProductOrder {
    /// How to reach the customer is put right; where the goods go too, as long as none of them left.
    pub fn correct(
        &self,
        contact: Contact,
        address: Option<PostalAddress>,
        now: Timestamp,
    ) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        order.contact = contact;
        if let (Delivery::Shipping { address: known, .. }, Some(right)) = (&mut order.delivery, address)
            && *known != right
        {
            self.must_not_be_over()?;
            if self.product_order_item.iter().all(|item| !item.is_goods() || item.open() == 0) {
                return Err(OrderRefusal::AlreadyGiven);
            }
            *known = right;
        }
        if order.contact == self.contact && order.delivery == self.delivery {
            return Err(OrderRefusal::Nothing);
        }
        Ok(Decided::settle(self, order, vec![OrderFact::new(FactKind::OrderCorrected)], Vec::new(), now))
    }

    /// It is collected in another shop, as long as it is not ready in the first. The pieces stay promised where they lie:
    /// whoever prepares it has them brought over, which `ready_by` allows for.
    pub fn collect_at(
        &self,
        place: &PlaceId,
        ready_by: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Decided, OrderRefusal> {
        self.must_not_be_over()?;
        let pick_up = self.pick_up().ok_or(OrderRefusal::NotPickedUp)?;
        if let Some(since) = pick_up.ready_at {
            return Err(OrderRefusal::AlreadyReady(since));
        }
        if pick_up.place == *place {
            return Err(OrderRefusal::Nothing);
        }
        let mut order = self.clone();
        if let Some(pick_up) = order.pick_up_mut() {
            pick_up.place = place.clone();
            pick_up.ready_by = ready_by;
        }
        order.expected_completion_date = ready_by;
        let fact = OrderFact::new(FactKind::OrderCorrected).at(Some(place));
        Ok(Decided::settle(self, order, vec![fact], Vec::new(), now))
    }

    /// The customer says on which account money goes back.
    pub fn refund_to(&self, account: RefundAccount, now: Timestamp) -> Result<Decided, OrderRefusal> {
        let mut order = self.clone();
        order.refund_account = Some(account);
        if order.refund_account == self.refund_account {
            return Err(OrderRefusal::Nothing);
        }
        let fact = OrderFact::new(FactKind::RefundAccountGiven);
        Ok(Decided::settle(self, order, vec![fact], Vec::new(), now))
    }

    /// Whether money is to go back that nobody can send by itself: the customer is asked for an account.
    pub fn wants_refund_account(&self) -> bool {
        let by_itself = |method: &str| !matches!(method, "bank_transfer" | "shop");
        self.refund_due() > rust_decimal::Decimal::ZERO
            && self
                .payment
                .iter()
                .any(|payment| payment.paid > payment.refunded && !by_itself(&payment.method))
    }
}
