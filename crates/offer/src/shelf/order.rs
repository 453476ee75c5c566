//! Orders of things as keys that compare byte by byte, so that rules are applied once, when an item changes,
//! and never while somebody waits for a page.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::arrangement::{Arrangement, Direction, OrderRule, Reason, Seen};
use super::folding::folded;
use super::item::{ShelfItem, Tongue};

/// The order that a reader asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// As the arrangement says; for a search, the best match first.
    #[default]
    Arranged,
    /// By the total over a year, the least first.
    Cheapest,
    /// By the total over a year, the greatest first.
    Dearest,
    /// By name.
    Name,
    /// The newest first.
    Newest,
}

impl Order {
    /// Every order, in the order of the choice.
    pub const ALL: [Self; 5] = [Self::Arranged, Self::Cheapest, Self::Dearest, Self::Name, Self::Newest];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arranged => "arranged",
            Self::Cheapest => "cheapest",
            Self::Dearest => "dearest",
            Self::Name => "name",
            Self::Newest => "newest",
        }
    }

    /// The order of a name; an unknown one is the arrangement's.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or_default()
    }
}

/// One standing order: an arrangement's, or one of those that readers ask for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Book<'a> {
    Arranged(&'a Arrangement),
    Asked(Order, Tongue),
}

/// The key of an item in a standing order. It ends with the item's id: no two are equal, and order is stable.
pub(super) fn key(book: Book<'_>, item: &ShelfItem) -> Arc<[u8]> {
    let mut bytes = Vec::with_capacity(64);
    match book {
        Book::Arranged(arrangement) => {
            for rule in &arrangement.order {
                put_rule(&mut bytes, rule, item);
            }
        }
        Book::Asked(order, tongue) => match order {
            Order::Arranged => {}
            Order::Cheapest => put_year(&mut bytes, item, Direction::Ascending),
            Order::Dearest => put_year(&mut bytes, item, Direction::Descending),
            Order::Name => put_text(&mut bytes, &folded(shown_name(item, tongue)), Direction::Ascending),
            Order::Newest => put_rule(&mut bytes, &OrderRule::Newest, item),
        },
    }
    put_text(&mut bytes, &folded(shown_name(item, Tongue::French)), Direction::Ascending);
    put_text(&mut bytes, &item.group, Direction::Ascending);
    bytes.extend_from_slice(item.id.as_bytes());
    bytes.into()
}

/// What one pays over a year as far as the shelf knows: what is due at once and twelve months. Nothing where use is paid on
/// top: without it the sum would be no total.
pub fn over_a_year(item: &ShelfItem) -> Option<Decimal> {
    if item.by_use { None } else { without_use(item) }
}

/// What is due over a year whatever one uses: at once and in twelve months.
pub fn without_use(item: &ShelfItem) -> Option<Decimal> {
    let once = item.price.map(|money| money.amount);
    let months = match item.monthly {
        Some(money) => Some(money.amount.checked_mul(Decimal::from(12))?),
        None => None,
    };
    match (once, months) {
        (None, None) => None,
        (once, months) => once.unwrap_or_default().checked_add(months.unwrap_or_default()),
    }
}

/// What is due at once; nothing is due for what is paid by the month or by use only, which is not the same as having no price.
fn at_once(item: &ShelfItem) -> Option<Decimal> {
    let later = item.monthly.is_some() || item.by_use;
    item.price.map(|money| money.amount).or_else(|| later.then_some(Decimal::ZERO))
}

/// What each rule of an arrangement saw of an item, in sequence.
pub(super) fn reasons(arrangement: &Arrangement, item: &ShelfItem) -> Vec<Reason> {
    arrangement.order.iter().map(|rule| Reason { rule: rule.clone(), seen: seen(rule, item) }).collect()
}

fn seen(rule: &OrderRule, item: &ShelfItem) -> Seen {
    let or_nothing = |seen: Option<Seen>| seen.unwrap_or(Seen::Nothing);
    match rule {
        OrderRule::Pinned { ids } => or_nothing(pinned_at(ids, item).map(|place| Seen::Place(place + 1))),
        OrderRule::InStock => Seen::InStock(item.in_stock),
        OrderRule::Characteristic { name, .. } => or_nothing(
            item.facets
                .get(name)
                .and_then(|it| it.values.first())
                .map(|value| Seen::Value(value.key.clone())),
        ),
        OrderRule::Price { .. } => or_nothing(at_once(item).map(Seen::Amount)),
        OrderRule::Monthly { .. } => or_nothing(item.monthly.map(|money| Seen::Amount(money.amount))),
        OrderRule::Name => Seen::Name(shown_name(item, Tongue::French).to_owned()),
        OrderRule::Newest => or_nothing(item.since.map(Seen::Since)),
        OrderRule::MostSold => Seen::Count(item.sold),
    }
}

fn put_rule(bytes: &mut Vec<u8>, rule: &OrderRule, item: &ShelfItem) {
    match rule {
        OrderRule::Pinned { ids } => {
            let place = pinned_at(ids, item).and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&place.to_be_bytes());
        }
        OrderRule::InStock => bytes.push(u8::from(!item.in_stock)),
        OrderRule::Characteristic { name, first, direction } => {
            put_characteristic(bytes, item, name, first, *direction);
        }
        OrderRule::Price { direction } => put_amount(bytes, at_once(item), *direction),
        OrderRule::Monthly { direction } => put_amount(bytes, item.monthly.map(|it| it.amount), *direction),
        OrderRule::Name => put_text(bytes, &folded(shown_name(item, Tongue::French)), Direction::Ascending),
        OrderRule::Newest => {
            let age = item.since.map_or(i64::MAX, |since| -since.as_millisecond());
            bytes.extend_from_slice(&ordered(age));
        }
        OrderRule::MostSold => bytes.extend_from_slice(&(u64::MAX - item.sold).to_be_bytes()),
    }
}

fn put_characteristic(
    bytes: &mut Vec<u8>,
    item: &ShelfItem,
    name: &str,
    first: &[String],
    direction: Direction,
) {
    let value = item.facets.get(name).and_then(|facet| facet.values.first());
    let Some(value) = value else { return bytes.push(2) };
    if let Some(place) = first.iter().position(|key| *key == value.key) {
        bytes.push(0);
        return bytes.extend_from_slice(&u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes());
    }
    bytes.push(1);
    match value.number {
        Some(number) => put_amount(bytes, Some(number), direction),
        None => {
            // After every number.
            bytes.push(2);
            put_text(bytes, &folded(value.label.in_tongue(Tongue::French)), direction);
        }
    }
}

fn pinned_at(ids: &[String], item: &ShelfItem) -> Option<usize> {
    ids.iter().position(|id| *id == item.id || *id == item.group)
}

/// The name that a card bears: the group's where it has one.
pub(super) fn shown_name(item: &ShelfItem, tongue: Tongue) -> &str {
    let group = item.group_name.in_tongue(tongue);
    if group.is_empty() { item.name.in_tongue(tongue) } else { group }
}

/// The total over a year. What is paid by use on top stands after all others, either way: its total is not known.
fn put_year(bytes: &mut Vec<u8>, item: &ShelfItem, direction: Direction) {
    bytes.push(u8::from(item.by_use));
    put_amount(bytes, without_use(item), direction);
}

/// An amount to a ten-thousandth; what has none stands last either way.
fn put_amount(bytes: &mut Vec<u8>, amount: Option<Decimal>, direction: Direction) {
    let Some(amount) = amount else { return bytes.push(1) };
    bytes.push(0);
    let edge = if amount.is_sign_negative() { i64::MIN + 1 } else { i64::MAX };
    let scaled = amount.checked_mul(Decimal::from(10_000)).and_then(|it| it.trunc().to_i64()).unwrap_or(edge);
    let scaled = if direction == Direction::Descending { scaled.saturating_neg() } else { scaled };
    bytes.extend_from_slice(&ordered(scaled));
}

/// A text and its end. Descending, each byte is turned over.
fn put_text(bytes: &mut Vec<u8>, text: &str, direction: Direction) {
    let turn = if direction == Direction::Descending { 0xff } else { 0 };
    // A byte 0 inside a text would end it too early; no name has one, a hostile one loses it.
    bytes.extend(text.bytes().filter(|byte| *byte != 0).map(|byte| byte ^ turn));
    bytes.push(turn);
}

/// A whole number as bytes that stand in its order.
fn ordered(number: i64) -> [u8; 8] {
    ((number as u64) ^ (1 << 63)).to_be_bytes()
}
