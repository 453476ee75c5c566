//! Lists of orders: what a shop has to prepare and to hand over, and what the office looks for.

use std::collections::BTreeMap;

use collect::order::{Delivery, OrderState, ProductOrder};
use jiff::Timestamp;
use ledger::{RecordCursor, RecordQuery, RecordRead, RecordState};
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
/// From how many letters on a text may be the beginning of an order's number.
const NUMBER_FROM: usize = 3;

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
    /// A number or its beginning, a mail address, or the beginning of a name.
    pub text: String,
    /// Only in this state.
    pub state: Option<OrderState>,
    /// Only those that are to be sent.
    pub to_ship: bool,
    /// Only those with money to give back.
    pub refund_due: bool,
    /// Only those whose money is missing: awaited, refused, or of which nobody knows.
    pub unpaid: bool,
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
        if !text.is_empty() {
            return self.orders_like(filter, &text);
        }
        let (by, from, to) = range_of(filter);
        let mut page = OrderPage::default();
        let mut after = filter.after.clone();
        let mut read = 0;
        while page.orders.len() < A_PAGE && read < READ_AT_MOST {
            let query = RecordQuery {
                by: Some(by),
                from: Some(&from),
                to: Some(&to),
                after: after.as_ref(),
                descending: true,
                limit: A_PAGE,
            };
            let live = self.live()?;
            let (found, next) = live.book.ledger.records(live.book.view, ProductOrder::KIND, &query)?;
            read += found.len();
            page.orders.extend(read_orders(found).filter(|order| admits(filter, order)));
            after = next;
            if after.is_none() {
                break;
            }
        }
        page.next = after;
        Ok(page)
    }
    /// Those that a text finds, the newest first. Names, addresses and numbers do not stand in the order of time: what begins so is read
    /// up to a bound, and sorted here.
    fn orders_like(&self, filter: &OrderFilter, text: &str) -> Result<OrderPage, Trouble> {
        let mut found: BTreeMap<(String, String), ProductOrder> = BTreeMap::new();
        for (by, from) in beginnings(text) {
            let to = if by == "email" { from.clone() } else { format!("{from}\u{10ffff}") };
            let query = RecordQuery {
                by: Some(by),
                from: Some(&from),
                to: Some(&to),
                after: None,
                descending: false,
                limit: READ_AT_MOST,
            };
            let live = self.live()?;
            let (records, _) = live.book.ledger.records(live.book.view, ProductOrder::KIND, &query)?;
            let orders = read_orders(records).filter(|order| admits(filter, order));
            found.extend(orders.map(|order| ((moment(order.order_date), order.id.to_string()), order)));
        }
        let before = filter.after.as_ref().map(|after| (after.value.clone(), after.id.clone()));
        let mut left =
            found.into_iter().rev().filter(|(key, _)| before.as_ref().is_none_or(|before| key < before));
        let mut page = OrderPage::default();
        let mut last = None;
        for (key, order) in left.by_ref().take(A_PAGE) {
            page.orders.push(order);
            last = Some(key);
        }
        if left.next().is_some() {
            page.next = last.map(|(value, id)| RecordCursor { value, id });
        }
        Ok(page)
    }
}

fn read_orders(records: Vec<RecordRead>) -> impl Iterator<Item = ProductOrder> {
    records.into_iter().filter_map(|record| match record.state {
        RecordState::Body(body) => serde_json::from_value::<ProductOrder>(body).ok(),
        _ => None,
    })
}

/// What a text may be the beginning of, and by which attribute that is found: an address only whole.
fn beginnings(text: &str) -> Vec<(&'static str, String)> {
    if text.contains('@') {
        return vec![("email", text.to_owned())];
    }
    let mut beginnings = vec![("name", text.to_owned())];
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if letters.len() >= NUMBER_FROM && letters.len() <= 10 {
        beginnings.push((
            "number",
            match letters.split_at_checked(5) {
                Some((first, second)) if !second.is_empty() => format!("{first}-{second}"),
                _ => letters,
            },
        ));
    }
    beginnings
}

/// By which attribute orders are listed, and between which values.
fn range_of(filter: &OrderFilter) -> (&'static str, String, String) {
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
        && (!filter.unpaid || order.is_unpaid())
        && (!filter.refund_due || order.refund_due() > Decimal::ZERO)
}
