//! What can be promised, in memory: the counters of stock, followed. It informs; what guards is the ledger's floor.

use std::collections::BTreeMap;
use std::sync::Arc;

use collect::stock::{Bucket, StockKey};
use offer::catalogue::{PlaceId, StockItemId};

/// The prefix of every counter of stock.
pub(crate) const PREFIX: &str = StockKey::PREFIX;

/// How many of each item are available at each place, when it was last looked at.
#[derive(Debug, Clone, Default)]
pub struct Availability(pub(crate) Arc<BTreeMap<StockItemId, BTreeMap<PlaceId, i64>>>);

impl Availability {
    /// How many of an item are available at a place.
    pub fn at(&self, item: &StockItemId, place: &PlaceId) -> i64 {
        self.0.get(item).and_then(|places| places.get(place)).copied().unwrap_or(0)
    }

    /// How many of an item are available in all.
    pub fn of(&self, item: &StockItemId) -> i64 {
        self.0.get(item).map_or(0, |places| places.values().sum())
    }

    /// Where an item is available, and how many.
    pub fn places(&self, item: &StockItemId) -> impl Iterator<Item = (&PlaceId, i64)> {
        self.0.get(item).into_iter().flatten().map(|(place, count)| (place, *count))
    }

    /// Adds to a counter, if it is one of what is available.
    pub(crate) fn add(&mut self, key: &str, by: i64) {
        let Ok(StockKey { place, item, bucket: Bucket::Available }) = key.parse() else { return };
        let all = Arc::make_mut(&mut self.0);
        *all.entry(item).or_default().entry(place).or_default() += by;
    }
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
}
