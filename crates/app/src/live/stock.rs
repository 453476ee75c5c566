//! What can be promised, in memory: the counters of stock, followed. It informs; what guards is the ledger's floor.

use std::collections::BTreeMap;
use std::sync::Arc;

use collect::stock::{Bucket, StockKey};
use offer::catalogue::{PlaceId, StockItemId};

/// The prefix of every counter of stock.
pub(crate) const PREFIX: &str = StockKey::PREFIX;

/// Items are kept in so many pieces: one that changes while somebody reads is copied alone, not with all the others.
const PIECES: usize = 128;

/// How many of each item are available at each place, when it was last looked at. A copy costs nothing.
#[derive(Debug, Clone)]
pub struct Availability(Arc<Vec<Arc<Piece>>>);

#[derive(Debug, Clone, Default)]
struct Piece {
    items: BTreeMap<StockItemId, BTreeMap<PlaceId, i64>>,
    /// Grows with every change.
    changes: u64,
}

/// An item of which the last one went, or of which there is one again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crossing {
    /// The item.
    pub item: StockItemId,
    /// Whether there is one now.
    pub there: bool,
}

impl Default for Availability {
    fn default() -> Self {
        Self(Arc::new(vec![Arc::default(); PIECES]))
    }
}

impl Availability {
    /// How many of an item are available at a place.
    pub fn at(&self, item: &StockItemId, place: &PlaceId) -> i64 {
        self.piece(item).items.get(item).and_then(|places| places.get(place)).copied().unwrap_or(0)
    }

    /// How many of an item are available in all.
    pub fn of(&self, item: &StockItemId) -> i64 {
        self.piece(item).items.get(item).map_or(0, |places| places.values().sum())
    }

    /// Where an item is available, and how many.
    pub fn places(&self, item: &StockItemId) -> impl Iterator<Item = (&PlaceId, i64)> {
        self.piece(item).items.get(item).into_iter().flatten().map(|(place, count)| (place, *count))
    }

    /// A number that is another one once the stock of this item has changed (and sometimes when it has not): what was worked
    /// out from it can be kept as long as it stays.
    pub fn stamp(&self, item: &StockItemId) -> u64 {
        self.piece(item).changes
    }

    /// Adds to a counter, if it is one of what is available; says whether the item went or came back by it.
    pub(crate) fn add(&mut self, key: &str, by: i64) -> Option<Crossing> {
        let Ok(StockKey { place, item, bucket: Bucket::Available }) = key.parse() else { return None };
        let pieces = Arc::make_mut(&mut self.0);
        let piece = Arc::make_mut(&mut pieces[piece_of(&item)]);
        piece.changes += 1;
        let places = piece.items.entry(item.clone()).or_default();
        let before: i64 = places.values().sum();
        *places.entry(place).or_default() += by;
        let there = before + by > 0;
        (there != (before > 0)).then_some(Crossing { item, there })
    }

    fn piece(&self, item: &StockItemId) -> &Piece {
        &self.0[piece_of(item)]
    }
}

/// In which piece an item is kept (FNV-1a of its id).
fn piece_of(item: &StockItemId) -> usize {
    let mixed = item.as_str().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |mixed, byte| {
        (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from(mixed % PIECES as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_available_counts_and_items_may_hold_slashes() {
        let mut stock = Availability::default();
        stock.add("stock/lyon/a%2Fb/available", 5);
        stock.add("stock/lyon/a%2Fb/held", 7);
        stock.add("stock/paris/a%2Fb/available", 2);
        let item = StockItemId::new("a/b");
        assert_eq!(stock.of(&item), 7);
        assert_eq!(stock.at(&item, &PlaceId::new("lyon")), 5);
    }

    #[test]
    fn it_says_when_the_last_one_goes_and_when_one_is_back() {
        let mut stock = Availability::default();
        let item = StockItemId::new("a");
        let crossing = |there| Some(Crossing { item: item.clone(), there });
        assert_eq!(stock.add("stock/lyon/a/available", 1), crossing(true));
        let kept = stock.clone();
        assert_eq!(stock.add("stock/paris/a/available", 1), None);
        assert_eq!(stock.add("stock/lyon/a/available", -1), None);
        assert_eq!(stock.add("stock/paris/a/available", -1), crossing(false));
        assert_eq!((kept.of(&item), stock.of(&item)), (1, 0));
        assert_ne!(kept.stamp(&item), stock.stamp(&item));
    }
}
