//! Where a demand is taken from: one place if one can serve all of it, several otherwise.

use std::collections::BTreeMap;

use offer::catalogue::{PlaceId, StockItemId};
use serde::{Deserialize, Serialize};

use super::Demand;

/// How many of each item are available at each place.
pub type Availability = BTreeMap<(PlaceId, StockItemId), i64>;

/// So many of an item, taken from a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allocated {
    /// Where it is taken from.
    pub place: PlaceId,
    /// What is taken.
    pub item: StockItemId,
    /// How many.
    pub quantity: u64,
}

/// Where everything that is wanted is taken from, in order of place and item; never two of the same place and item.
pub type Allocation = Vec<Allocated>;

/// An item of which there is not enough.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{wanted} of {item} are wanted and {found} can be had")]
pub struct Shortage {
    /// Of what.
    pub item: StockItemId,
    /// How many are wanted in all.
    pub wanted: u64,
    /// How many there are at the places that were asked.
    pub found: u64,
}

/// Takes a demand from places, the first of which is preferred. One place that can serve all of it is chosen; where there
/// is none, each item comes whole from the first place that has enough (a place that already serves another item
/// first), and only then from several. If anything is short, everything that is short is told.
pub fn allocate(
    demand: &Demand,
    available: &Availability,
    places: &[PlaceId],
) -> Result<Allocation, Vec<Shortage>> {
    let level = |place: &PlaceId, item: &StockItemId| {
        available
            .get(&(place.clone(), item.clone()))
            .copied()
            .and_then(|n| u64::try_from(n).ok())
            .unwrap_or(0)
    };
    let serves_all = |place: &&PlaceId| demand.items().all(|(item, wanted)| level(place, item) >= wanted);
    if let Some(place) = places.iter().find(serves_all) {
        let whole = |(item, quantity): (&StockItemId, u64)| Allocated {
            place: place.clone(),
            item: item.clone(),
            quantity,
        };
        return Ok(demand.items().map(whole).collect());
    }
    let mut taken: BTreeMap<(PlaceId, StockItemId), u64> = BTreeMap::new();
    let mut shortages = Vec::new();
    for (item, wanted) in demand.items() {
        let found = places.iter().map(|place| level(place, item)).fold(0_u64, u64::saturating_add);
        if found < wanted {
            shortages.push(Shortage { item: item.clone(), wanted, found });
            continue;
        }
        let enough = |place: &&PlaceId| level(place, item) >= wanted;
        let used = |place: &&PlaceId| taken.keys().any(|(each, _)| each == *place);
        let whole = places.iter().filter(used).find(enough).or_else(|| places.iter().find(enough));
        let mut missing = wanted;
        for place in whole.map_or(places, std::slice::from_ref) {
            let part = level(place, item).min(missing);
            if part > 0 {
                *taken.entry((place.clone(), item.clone())).or_default() += part;
                missing -= part;
            }
        }
    }
    if !shortages.is_empty() {
        return Err(shortages);
    }
    Ok(taken.into_iter().map(|((place, item), quantity)| Allocated { place, item, quantity }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn availability(levels: &[(&str, &str, i64)]) -> Availability {
        levels.iter().map(|(place, item, n)| (((*place).into(), (*item).into()), *n)).collect()
    }

    fn demand(items: &[(&str, u64)]) -> Demand {
        let mut demand = Demand::default();
        items.iter().for_each(|(item, n)| demand.add(&(*item).into(), *n));
        demand
    }

    fn shown(allocation: &Allocation) -> String {
        let one = |each: &Allocated| format!("{}:{}×{}", each.place, each.item, each.quantity);
        allocation.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_place_serves_all_where_one_can() {
        let stock = availability(&[("w", "a", 5), ("w", "b", 0), ("s", "a", 1), ("s", "b", 1)]);
        let places = ["w".into(), "s".into()];
        let ask = |items: &[(&str, u64)]| allocate(&demand(items), &stock, &places);
        assert_eq!(shown(&ask(&[("a", 1), ("b", 1)]).unwrap()), "s:a×1 s:b×1");
        assert_eq!(shown(&ask(&[("a", 5), ("b", 1)]).unwrap()), "s:b×1 w:a×5");
        assert_eq!(shown(&ask(&[("a", 6)]).unwrap()), "s:a×1 w:a×5");
        let short = ask(&[("a", 7), ("b", 2)]).unwrap_err();
        assert_eq!(short[0], Shortage { item: "a".into(), wanted: 7, found: 6 });
        assert_eq!(short.len(), 2, "everything that is short is told");
    }

    proptest! {
        #[test]
        fn what_is_taken_is_what_is_wanted_and_never_more_than_there_is(
            levels in proptest::collection::vec((0_usize..3, 0_usize..3, -2_i64..9), 0..9),
            wanted in proptest::collection::vec((0_usize..3, 1_u64..12), 0..4),
        ) {
            let (places, items) = (["p", "q", "r"], ["x", "y", "z"]);
            let stock = availability(&levels.iter().map(|(p, i, n)| (places[*p], items[*i], *n)).collect::<Vec<_>>());
            let demand = demand(&wanted.iter().map(|(i, n)| (items[*i], *n)).collect::<Vec<_>>());
            let order = places.map(PlaceId::new);
            match allocate(&demand, &stock, &order) {
                Ok(allocation) => {
                    let sums: Demand = allocation.iter().map(|each| (&each.item, each.quantity)).collect();
                    prop_assert_eq!(sums, demand);
                    for each in &allocation {
                        let there = stock[&(each.place.clone(), each.item.clone())];
                        prop_assert!(i64::try_from(each.quantity).unwrap() <= there);
                    }
                }
                Err(shortages) => for short in shortages {
                    prop_assert!(short.found < short.wanted);
                    prop_assert_eq!(short.wanted, demand.of(&short.item));
                }
            }
        }
    }
}
