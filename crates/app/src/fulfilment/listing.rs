//! Lists of orders: what a shop has to prepare and to hand over, and what the office looks for.

use collect::order::{Delivery, OrderState, ProductOrder};
use jiff::Timestamp;
use ledger::{RecordCursor, RecordQuery, RecordState};
use offer::catalogue::PlaceId;
use party::Permission;
use rust_decimal::Decimal;

use crate::shopping::{moment, plain};
use crate::{Asking, Counter, Trouble};

/// How many orders a shop's list shows at most.
const IN_SHOP: usize = 500;
/// How many orders a page of the office shows.
const A_PAGE: usize = 50;
/// How many records are read to fill a page.
const READ_AT_MOST: usize = 5_000;

/// What waits in a shop.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShopList {
    /// To be prepared: promised the earliest first.
    pub to_prepare: Vec<ProductOrder>,
    /// Ready: the one that is kept the least long first.
    pub ready: Vec<ProductOrder>,
    /// Not paid yet, or stopped.
    pub waiting: Vec<ProductOrder>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// What the office looks for. Everything that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// A number, a mail address, or the beginning of a name.
    pub text: String,
    /// Only in this state.
    pub state: Option<OrderState>,
    /// Only those that are to be sent.
    pub to_ship: bool,
    /// Only those with money to give back.
    pub refund_due: bool,
    /// Placed at or after this.
    pub from: Option<Timestamp>,
    /// Placed before this.
    pub to: Option<Timestamp>,
    /// Where the page before ended.
    pub after: Option<RecordCursor>,
}

/// A page of orders.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderPage {
    /// The orders, the newest first.
    pub orders: Vec<ProductOrder>,
    /// Where the next page begins, if there may be one.
    pub next: Option<RecordCursor>,
}

impl Counter {
    /// What waits in a shop, for its staff.
    pub fn shop_list(&self, asking: &Asking, place: &PlaceId) -> Result<ShopList, Trouble> {
        asking.may(Permission::HandOver)?;
        let (from, to) = (format!("{place}/"), format!("{place}/~"));
        let book = &self.live()?.book;
        let found = book.find_between::<ProductOrder>("waits", Some(&from), Some(&to), IN_SHOP)?;
        let mut list = ShopList { more: found.len() == IN_SHOP, ..ShopList::default() };
        for order in found.into_iter().map(|held| held.value) {
            let goods_left = order.has_goods_left();
            let Some(pick_up) = order.pick_up().filter(|_| goods_left) else { continue };
            match () {
                () if order.hold.is_some() || !order.payment_standing.lets_go_on() => {
                    list.waiting.push(order)
                }
                () if pick_up.ready_at.is_some() => list.ready.push(order),
                () => list.to_prepare.push(order),
            }
        }
        let by = |order: &ProductOrder| order.pick_up().and_then(|pick_up| pick_up.ready_by);
        list.to_prepare.sort_by_key(|order| (by(order).is_none(), by(order), order.order_date));
        let kept = |order: &ProductOrder| order.pick_up().and_then(|pick_up| pick_up.kept_until);
        list.ready.sort_by_key(|order| (kept(order).is_none(), kept(order)));
        Ok(list)
    }

    /// A page of the orders that the office looks for, the newest first.
    pub fn find_orders(&self, asking: &Asking, filter: &OrderFilter) -> Result<OrderPage, Trouble> {
        asking.may(Permission::ReadOrders)?;
        let text = plain(&filter.text);
        if let Some(order) = self.order_numbered(&text)? {
            return Ok(OrderPage { orders: vec![order], next: None });
        }
        let (by, from, to) = range_of(filter, &text);
        let mut page = OrderPage::default();
        let mut after = filter.after.clone();
        let mut read = 0;
        while page.orders.len() < A_PAGE && read < READ_AT_MOST {
            let query = RecordQuery {
                by: Some(by),
                from: Some(&from),
                to: Some(&to),
                after: after.as_ref(),
                // Names in their order; everything else by time, the newest first.
                descending: by != "name",
                limit: A_PAGE,
            };
            let live = self.live()?;
            let (found, next) = live.book.ledger.records(live.book.view, ProductOrder::KIND, &query)?;
            read += found.len();
            let orders = found.into_iter().filter_map(|record| match record.state {
                RecordState::Body(body) => serde_json::from_value::<ProductOrder>(body).ok(),
                _ => None,
            });
            for order in orders.filter(|order| admits(filter, order)) {
                // Two words of one name may both begin so.
                if page.orders.iter().all(|each| each.id != order.id) {
                    page.orders.push(order);
                }
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
        page.next = after;
        Ok(page)
    }
}

/// By which attribute orders are looked for, and between which values.
fn range_of(filter: &OrderFilter, text: &str) -> (&'static str, String, String) {
    if text.contains('@') {
        return ("email", text.to_owned(), text.to_owned());
    }
    if !text.is_empty() {
        return ("name", text.to_owned(), format!("{text}\u{10ffff}"));
    }
    let from = filter.from.map(moment).unwrap_or_default();
    let to = filter.to.map_or_else(|| "~".to_owned(), moment);
    match filter.state {
        Some(state) => ("state", format!("{}/{from}", state.name()), format!("{}/{to}", state.name())),
        None => ("placed", from, to),
    }
}

fn admits(filter: &OrderFilter, order: &ProductOrder) -> bool {
    let to_ship = || {
        matches!(order.delivery, Delivery::Shipping { .. })
            && !order.state.is_final()
            && order.payment_standing.lets_go_on()
            && order.has_goods_left()
    };
    filter.state.is_none_or(|state| order.state == state)
        && filter.from.is_none_or(|from| order.order_date >= from)
        && filter.to.is_none_or(|to| order.order_date < to)
        && (!filter.to_ship || to_ship())
        && (!filter.refund_due || order.refund_due() > Decimal::ZERO)
}
