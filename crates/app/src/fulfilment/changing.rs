//! Changing and ending orders before they are given: by the customer whose order it is, or by staff.

use collect::order::{CancelledBy, LineQuantity, OrderState, ProductOrder};
use jiff::Timestamp;
use ledger::RecordWrite;
use party::Permission;
use types::OrderId;

use super::FulfilmentTrouble;
use super::writing::Change;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble, clock};

impl Counter {
    /// Less is wanted of some lines.
    pub fn amend_order(
        &self,
        asking: &Asking,
        id: OrderId,
        lines: &[LineQuantity],
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.amend(lines, now)?);
            let mail = match change.order().state {
                OrderState::Cancelled => self.mail_of_cancelled(change.order(), "")?,
                _ => self.mail_of_less(&change, NewsKind::Amended, "")?,
            };
            Ok(change.with_mail(mail))
        })
    }

    /// What is written about an order of which the rest was taken off: if something of it stays, what does.
    fn mail_of_rest_ended(&self, change: &Change, told: &str) -> Result<Option<RecordWrite>, Trouble> {
        let order = change.order();
        if order.product_order_item.iter().any(|item| item.kept() > 0) {
            return self.mail_of_less(change, NewsKind::PartCancelled, told);
        }
        self.mail_of_cancelled(order, told)
    }

    /// Nothing more of an order is wanted. Its customer may say so as long as nothing was given; staff may end whatever is left. The customer is told,
    /// with the reason that staff give.
    pub fn cancel_order(
        &self,
        asking: &Asking,
        id: OrderId,
        reason: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let by = self.who_cancels(asking, id)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.cancel(by, reason, now)?);
            // Customers know why they did; what staff write is for them to read.
            let told = if by == CancelledBy::Staff { reason } else { "" };
            let mail = self.mail_of_rest_ended(&change, told)?;
            let mut change = change.with_mail(mail);
            change.beside.push(self.cancellation_of(id, by, now));
            Ok(change)
        })
    }

    /// The task that a cancellation is in TM Forum's descriptions (TMF622 `CancelProductOrder`): done at once. Why, in words, stands in the order,
    /// from which it can be erased.
    fn cancellation_of(&self, order: OrderId, by: CancelledBy, now: Timestamp) -> RecordWrite {
        let id = clock::run_id(&*self.clock).to_string();
        let reason = match by {
            CancelledBy::Customer => "customer",
            CancelledBy::Staff => "staff",
        };
        RecordWrite {
            kind: "cancelProductOrder".to_owned(),
            read_version: None,
            body: Some(serde_json::json!({
                "id": id,
                "@type": "CancelProductOrder",
                "state": "done",
                "cancellationReason": reason,
                "requestedCancellationDate": now,
                "effectiveCancellationDate": now,
                "productOrder": { "id": order, "@referredType": "ProductOrder" },
            })),
            id,
            indexed: vec![("order".to_owned(), order.to_string())],
        }
    }

    fn who_cancels(&self, asking: &Asking, id: OrderId) -> Result<CancelledBy, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&id.to_string())?;
        if self.is_theirs(asking, &held.value) {
            return Ok(CancelledBy::Customer);
        }
        if !asking.caller.works_here() {
            return Err(Trouble::NotFound { what: ProductOrder::KIND, id: id.to_string() }.into());
        }
        asking.may(Permission::WorkOrders)?;
        Ok(CancelledBy::Staff)
    }

    /// An order stops until somebody lets it go on.
    pub fn hold_order(
        &self,
        asking: &Asking,
        id: OrderId,
        reason: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        let staff = asking.caller.staff_id();
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.hold_on(reason, staff, now)?);
            let mail = self.mail_of_news(change.order(), NewsKind::Held, |_, _| {})?;
            Ok(change.with_mail(mail))
        })
    }

    /// It goes on.
    pub fn resume_order(&self, asking: &Asking, id: OrderId) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.resume(now)?);
            let mail = self.mail_of_news(change.order(), NewsKind::Resumed, |_, _| {})?;
            self.with_subscriptions(change.with_mail(mail), now)
        })
    }

    /// What is left of an order cannot be given: the customer is told, and what they paid for it is owed back.
    pub fn fail_order(
        &self,
        asking: &Asking,
        id: OrderId,
        reason: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let change = Change::from(order.fail(reason, now)?);
            let mail = self.mail_of_rest_ended(&change, reason)?;
            Ok(change.with_mail(mail))
        })
    }

    /// A service of a line was done.
    pub fn carry_out_service(
        &self,
        asking: &Asking,
        id: OrderId,
        item: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, id, |order, now| {
            let open = order.item(item).map_or(0, collect::order::OrderItem::open);
            Ok(order.carry_out(item, open, now)?.into())
        })
    }

    /// Somebody who works here writes on an order.
    pub fn annotate_order(
        &self,
        asking: &Asking,
        id: OrderId,
        text: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::ReadOrders)?;
        let author = asking.caller.staff_id().map(|staff| staff.to_string()).unwrap_or_default();
        self.change_order(asking, id, |order, now| Ok(order.annotate(&author, text, now)?.into()))
    }
}
