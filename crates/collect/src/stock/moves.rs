//! What moves pieces between the three numbers, and the deltas that say so. No number may fall below zero.

use std::collections::BTreeMap;

use offer::catalogue::{PlaceId, StockItemId};

use super::{Allocated, Bucket, StockKey};

/// In which way pieces move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StockStep {
    /// From the shelf to a cart that is being paid.
    Hold,
    /// From such a cart back to the shelf.
    Release,
    /// From such a cart to an order.
    Commit,
    /// From the shelf to an order at once (its reservation had expired).
    Take,
    /// From an order back to the shelf.
    GiveBack,
    /// From an order to the customer: gone.
    Leave,
    /// Onto the shelf: delivered, found, brought back.
    Arrive,
    /// Off the shelf: lost, broken, sent to another place.
    Remove,
}

impl StockStep {
    /// Where pieces come from and where they go; nothing: from outside, to outside.
    const fn ends(self) -> (Option<Bucket>, Option<Bucket>) {
        match self {
            Self::Hold => (Some(Bucket::Available), Some(Bucket::Held)),
            Self::Release => (Some(Bucket::Held), Some(Bucket::Available)),
            Self::Commit => (Some(Bucket::Held), Some(Bucket::Committed)),
            Self::Take => (Some(Bucket::Available), Some(Bucket::Committed)),
            Self::GiveBack => (Some(Bucket::Committed), Some(Bucket::Available)),
            Self::Leave => (Some(Bucket::Committed), None),
            Self::Arrive => (None, Some(Bucket::Available)),
            Self::Remove => (Some(Bucket::Available), None),
        }
    }

    /// By how much this step changes what is on hand, for one piece.
    pub const fn on_hand_by(self) -> i64 {
        match self.ends() {
            (Some(_), Some(_)) | (None, None) => 0,
            (Some(_), None) => -1,
            (None, Some(_)) => 1,
        }
    }
}

/// So many pieces that move in one way at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockMove {
    /// In which way.
    pub step: StockStep,
    /// Where, what and how many.
    pub pieces: Allocated,
}

impl StockMove {
    /// Pieces that move in this way.
    pub fn new(step: StockStep, place: &PlaceId, item: &StockItemId, quantity: u64) -> Self {
        Self { step, pieces: Allocated { place: place.clone(), item: item.clone(), quantity } }
    }

    /// All these pieces, moving in the same way.
    pub fn all<'a>(
        step: StockStep,
        pieces: impl IntoIterator<Item = &'a Allocated, IntoIter: 'a>,
    ) -> impl Iterator<Item = Self> + 'a {
        pieces.into_iter().map(move |each| Self { step, pieces: each.clone() })
    }
}

/// A change of a counter that an entry carries. If the counter would be below its floor afterwards, the entry is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockDelta {
    /// Which counter.
    pub key: StockKey,
    /// How many more, or fewer.
    pub by: i64,
    /// The least that it may be afterwards: always 0.
    pub floor: i64,
}

/// The deltas of moves that are committed together: one for each counter that really changes, in order of their keys.
pub fn deltas<'a>(moves: impl IntoIterator<Item = &'a StockMove>) -> Vec<StockDelta> {
    let mut sums: BTreeMap<StockKey, i64> = BTreeMap::new();
    for StockMove { step, pieces } in moves {
        let (from, to) = step.ends();
        let quantity = i64::try_from(pieces.quantity).unwrap_or(i64::MAX);
        let ends = [(from, quantity.saturating_neg()), (to, quantity)];
        for (bucket, by) in ends.into_iter().filter_map(|(bucket, by)| bucket.map(|bucket| (bucket, by))) {
            let key = StockKey { place: pieces.place.clone(), item: pieces.item.clone(), bucket };
            let sum = sums.entry(key).or_default();
            *sum = sum.saturating_add(by);
        }
    }
    sums.into_iter().filter(|(_, by)| *by != 0).map(|(key, by)| StockDelta { key, by, floor: 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [StockStep; 8] = [
        StockStep::Hold,
        StockStep::Release,
        StockStep::Commit,
        StockStep::Take,
        StockStep::GiveBack,
        StockStep::Leave,
        StockStep::Arrive,
        StockStep::Remove,
    ];

    proptest! {
        #[test]
        fn no_number_is_ever_negative_and_only_what_comes_or_goes_changes_their_sum(
            groups in proptest::collection::vec(proptest::collection::vec((0_usize..8, 0_usize..2, 0_u64..6), 1..4), 1..40),
        ) {
            let mut counters: BTreeMap<StockKey, i64> = BTreeMap::new();
            let mut on_hand = 0_i64;
            for group in groups {
                let moves: Vec<StockMove> = group
                    .iter()
                    .map(|(step, item, n)| StockMove::new(STEPS[*step], &"p".into(), &["x", "y"][*item].into(), *n))
                    .collect();
                let deltas = deltas(&moves);
                let mut after = counters.clone();
                for delta in &deltas {
                    *after.entry(delta.key.clone()).or_default() += delta.by;
                }
                // What a ledger does: all of an entry, or nothing of it.
                if deltas.iter().all(|delta| after[&delta.key] >= delta.floor) {
                    counters = after;
                    on_hand += moves.iter().map(|each| each.step.on_hand_by() * i64::try_from(each.pieces.quantity).unwrap()).sum::<i64>();
                }
                prop_assert!(counters.values().all(|value| *value >= 0));
                prop_assert_eq!(counters.values().sum::<i64>(), on_hand);
            }
        }
    }

    #[test]
    fn moves_that_undo_one_another_change_nothing() {
        let moves = [StockStep::Hold, StockStep::Release]
            .map(|step| StockMove::new(step, &"p".into(), &"x".into(), 3));
        assert_eq!(deltas(&moves), []);
    }
}
