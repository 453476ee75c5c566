//! Subscriptions start: once the goods that belong to them were given, or at once where there are none.

use collect::order::{Delivery, FulfilmentKind, LineQuantity, ProductOrder};
use collect::product::Product;
use jiff::Timestamp;
use ledger::RecordWrite;
use offer::catalogue::Nature;
use party::Permission;
use types::{OrderId, ProductId};

use super::FulfilmentTrouble;
use super::news::lines_of;
use super::writing::Change;
use crate::live::Held;
use crate::post::NewsKind;
use crate::{Asking, Counter, Trouble};

/// How many orders are looked at in one go.
const AT_ONCE: usize = 200;

impl Counter {
    /// The change with every subscription of the order started, if nothing that the customer needs for it is still on its way.
    pub(super) fn with_subscriptions(
        &self,
        mut change: Change,
        now: Timestamp,
    ) -> Result<Change, FulfilmentTrouble> {
        if !may_start(change.order()) {
            return Ok(change);
        }
        let waiting: Vec<(String, u32)> = change
            .order()
            .product_order_item
            .iter()
            .filter(|item| item.nature == Nature::Subscription && item.open() > 0)
            .filter(|item| !change.order().has_parts(&item.id))
            .map(|item| (item.id.clone(), item.open()))
            .collect();
        if waiting.is_empty() {
            return Ok(change);
        }
        let started: Vec<LineQuantity> =
            waiting.iter().map(|(item, count)| LineQuantity::new(item, *count)).collect();
        for (item, count) in waiting {
            change = self.start(change, &item, count, now)?;
        }
        let mail = self.mail_of_started(change.order(), &started)?;
        Ok(change.with_mail(mail))
    }

    /// Subscriptions of these lines work from now on.
    fn mail_of_started(
        &self,
        order: &ProductOrder,
        lines: &[LineQuantity],
    ) -> Result<Option<RecordWrite>, Trouble> {
        self.mail_of_news(order, NewsKind::InService, |news, language| {
            news.lines = lines_of(order, lines, language);
        })
    }

    fn start(
        &self,
        change: Change,
        item: &str,
        count: u32,
        now: Timestamp,
    ) -> Result<Change, FulfilmentTrouble> {
        let ids: Vec<ProductId> = (0..count).map(|_| ProductId::at(now, self.clock.chance())).collect();
        let (decided, products) = change.order().activate(item, &ids, now)?;
        let mut change = change.then(decided);
        change.products.extend(products.into_iter().map(Held::<Product>::new));
        Ok(change)
    }

    /// Staff start the subscriptions of a line.
    pub fn start_subscription(
        &self,
        asking: &Asking,
        order: OrderId,
        item: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        asking.may(Permission::WorkOrders)?;
        self.change_order(asking, order, |order, now| {
            let open = order.item(item).map_or(0, collect::order::OrderItem::open);
            let nothing = Change {
                decided: collect::order::Decided {
                    order: order.clone(),
                    facts: Vec::new(),
                    moves: Vec::new(),
                },
                products: Vec::new(),
                payments: Vec::new(),
                beside: Vec::new(),
            };
            let change = self.start(nothing, item, open, now)?;
            let mail = self.mail_of_started(change.order(), &[LineQuantity::new(item, open)])?;
            Ok(change.with_mail(mail))
        })
    }

    /// Staff start the subscriptions of a line, or say that its services were done.
    pub fn start_line(
        &self,
        asking: &Asking,
        order: OrderId,
        item: &str,
    ) -> Result<ProductOrder, FulfilmentTrouble> {
        let held = self.live()?.book.get::<ProductOrder>(&order.to_string())?;
        match held.value.item(item).map(|item| item.nature) {
            Some(Nature::Service) => self.carry_out_service(asking, order, item),
            _ => self.start_subscription(asking, order, item),
        }
    }

    /// Starts what can start: subscriptions of orders whose goods were all given, or that have none. A timer's act; gives how many orders it
    /// touched.
    pub fn start_due_subscriptions(&self) -> Result<usize, Trouble> {
        let book = &self.live()?.book;
        let mut started = 0;
        for held in book.find_between::<ProductOrder>("starts", None, None, AT_ONCE)? {
            match self.start_of(held.value.id) {
                Ok(_) => started += 1,
                Err(FulfilmentTrouble::Trouble(trouble)) if !trouble.is_conflict() => return Err(trouble),
                // Another node was first, or somebody stopped it meanwhile.
                Err(_) => {}
            }
        }
        Ok(started)
    }

    /// Starts what can start of one order.
    pub(crate) fn start_of(&self, id: OrderId) -> Result<ProductOrder, FulfilmentTrouble> {
        self.change_order(&Asking::machine(), id, |order, now| {
            let unchanged =
                collect::order::Decided { order: order.clone(), facts: Vec::new(), moves: Vec::new() };
            self.with_subscriptions(unchanged.into(), now)
        })
    }
}

/// Whether an order has subscriptions that can start now: it is found by that.
pub(crate) fn has_to_start(order: &ProductOrder) -> bool {
    let subscription = |item: &collect::order::OrderItem| {
        item.nature == Nature::Subscription && item.open() > 0 && !order.has_parts(&item.id)
    };
    may_start(order) && order.product_order_item.iter().any(subscription)
}

/// Whether nothing keeps subscriptions of an order from starting: money, a stop, goods that are not with the customer yet.
fn may_start(order: &ProductOrder) -> bool {
    let goods_left = order.has_goods_left();
    let on_its_way = matches!(order.delivery, Delivery::Shipping { .. })
        && order
            .fulfilment
            .iter()
            .any(|each| each.kind == FulfilmentKind::Shipped && each.delivered_at.is_none());
    !order.state.is_final()
        && order.hold.is_none()
        && order.payment_standing.lets_go_on()
        && !goods_left
        && !on_its_way
}
