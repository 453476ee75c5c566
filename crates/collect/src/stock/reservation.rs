//! The reservation of a cart that is being paid: what it holds where, until when (TMF687 `ReserveProductStock`).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use offer::catalogue::{PlaceId, StockItemId, Unknown};
use serde::{Deserialize, Serialize};
use types::{CartId, OrderId};

use super::{Allocated, Allocation, StockMove, StockStep};

/// How far a reservation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReservationState {
    /// The pieces are kept for the cart.
    Held,
    /// Its time was over: a timer gave the pieces back.
    Expired,
    /// The pieces belong to an order.
    Used,
    /// The customer, or a change of the cart, gave the pieces back.
    Released,
}

/// A record of kind `reservation`. Its id is the cart's: a cart has one at most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// The cart.
    pub id: CartId,
    /// When the pieces were first held.
    pub creation_date: Timestamp,
    /// Until when they are held.
    pub until: Timestamp,
    /// How far it is.
    pub state: ReservationState,
    /// What is held where. Kept when the reservation ends: it tells what was held.
    pub reserve_product_stock_item: Allocation,
    /// The order that the pieces belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A reservation as it becomes, with the moves of pieces that make it so. Both are committed together.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ReservationChange {
    /// What it becomes.
    pub reservation: Reservation,
    /// What moves.
    pub moves: Vec<StockMove>,
}

/// Why a reservation cannot change so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReservationRefusal {
    /// It is over; what is wanted must be held anew.
    #[error("this reservation is over ({0:?}): hold the pieces again")]
    Over(ReservationState),
    /// It is to end only later.
    #[error("this reservation is held until {0}")]
    NotDue(Timestamp),
}

impl Reservation {
    /// The kind of its record.
    pub const KIND: &'static str = "reservation";

    /// Holds pieces for a cart for so long.
    pub fn hold(id: CartId, pieces: Allocation, now: Timestamp, lasts: SignedDuration) -> ReservationChange {
        let moves = StockMove::all(StockStep::Hold, &pieces).collect();
        let reservation = Self {
            id,
            creation_date: now,
            until: later(now, lasts),
            state: ReservationState::Held,
            reserve_product_stock_item: pieces,
            order: None,
            unknown: Unknown::new(),
        };
        ReservationChange { reservation, moves }
    }

    /// Whether the pieces are kept: true also after `until`, as long as no timer ended it, because they are still there.
    pub fn is_held(&self) -> bool {
        self.state == ReservationState::Held
    }

    /// Holds other pieces instead, and for so long from now. What is held already is not moved. One that is over holds anew.
    pub fn hold_instead(
        &self,
        pieces: Allocation,
        now: Timestamp,
        lasts: SignedDuration,
    ) -> ReservationChange {
        let mut moves: Vec<StockMove> = Vec::new();
        let mut change: BTreeMap<(&PlaceId, &StockItemId), (u64, u64)> = BTreeMap::new();
        for each in self.kept() {
            change.entry((&each.place, &each.item)).or_default().0 += each.quantity;
        }
        for each in &pieces {
            change.entry((&each.place, &each.item)).or_default().1 += each.quantity;
        }
        for ((place, item), (had, wants)) in change {
            let (step, quantity) =
                if wants >= had { (StockStep::Hold, wants - had) } else { (StockStep::Release, had - wants) };
            if quantity > 0 {
                moves.push(StockMove::new(step, place, item, quantity));
            }
        }
        let reservation = Self {
            state: ReservationState::Held,
            until: later(now, lasts).max(if self.is_held() { self.until } else { now }),
            reserve_product_stock_item: pieces,
            ..self.clone()
        };
        ReservationChange { reservation, moves }
    }

    /// Keeps the same pieces for so long from now: each step of a checkout does so.
    pub fn extend(
        &self,
        now: Timestamp,
        lasts: SignedDuration,
    ) -> Result<ReservationChange, ReservationRefusal> {
        self.must_be_held()?;
        let until = later(now, lasts).max(self.until);
        Ok(ReservationChange { reservation: Self { until, ..self.clone() }, moves: Vec::new() })
    }

    /// The pieces go to an order. They may, even after `until`, as long as they are still held.
    pub fn used_by(&self, order: OrderId) -> Result<ReservationChange, ReservationRefusal> {
        self.must_be_held()?;
        let moves = StockMove::all(StockStep::Commit, &self.reserve_product_stock_item).collect();
        let reservation = Self { state: ReservationState::Used, order: Some(order), ..self.clone() };
        Ok(ReservationChange { reservation, moves })
    }

    /// The pieces go back to the shelf, because the cart changed or was given up.
    pub fn release(&self) -> Result<ReservationChange, ReservationRefusal> {
        self.must_be_held()?;
        Ok(self.end(ReservationState::Released))
    }

    /// The act that [`Self::next`] brings: the pieces go back to the shelf because time is over.
    pub fn expire(&self, now: Timestamp) -> Result<ReservationChange, ReservationRefusal> {
        self.must_be_held()?;
        if now < self.until {
            return Err(ReservationRefusal::NotDue(self.until));
        }
        Ok(self.end(ReservationState::Expired))
    }

    /// When it expires by itself, if it does.
    pub fn next(&self) -> Option<Timestamp> {
        self.is_held().then_some(self.until)
    }

    fn end(&self, state: ReservationState) -> ReservationChange {
        let moves = StockMove::all(StockStep::Release, &self.reserve_product_stock_item).collect();
        ReservationChange { reservation: Self { state, ..self.clone() }, moves }
    }

    fn kept(&self) -> &[Allocated] {
        if self.is_held() { &self.reserve_product_stock_item } else { &[] }
    }

    fn must_be_held(&self) -> Result<(), ReservationRefusal> {
        if self.is_held() { Ok(()) } else { Err(ReservationRefusal::Over(self.state)) }
    }
}

fn later(now: Timestamp, lasts: SignedDuration) -> Timestamp {
    now.checked_add(lasts).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::{StockDelta, StockKey, deltas};
    use super::*;
    use proptest::prelude::*;

    const LASTS: SignedDuration = SignedDuration::from_mins(10);

    fn pieces(x: u64, y: u64) -> Allocation {
        let one = |item: &str, quantity| Allocated { place: "p".into(), item: item.into(), quantity };
        vec![one("x", x), one("y", y)]
    }

    proptest! {
        /// Whatever a cart goes through, what is held on the counters is what its reservation says, and all goes back at its end.
        #[test]
        fn counters_agree_with_the_reservation(steps in proptest::collection::vec((0_u8..6, 0_u64..5, 0_u64..5, 0_i64..900), 1..30)) {
            let mut now = Timestamp::UNIX_EPOCH;
            let mut counters: BTreeMap<StockKey, i64> = BTreeMap::new();
            let mut commit = |change: &ReservationChange| for StockDelta { key, by, .. } in deltas(&change.moves) {
                *counters.entry(key).or_insert(0) += by;
            };
            let first = Reservation::hold(CartId::from_u128(1), pieces(1, 2), now, LASTS);
            commit(&first);
            let mut reservation = first.reservation;
            for (step, x, y, seconds) in steps {
                now = later(now, SignedDuration::from_secs(seconds));
                let change = match step {
                    0 | 1 => Ok(reservation.hold_instead(pieces(x, y), now, LASTS)),
                    2 => reservation.extend(now, LASTS),
                    3 => reservation.expire(now),
                    4 => reservation.release(),
                    _ => reservation.used_by(OrderId::from_u128(1)),
                };
                if let Ok(change) = change {
                    commit(&change);
                    reservation = change.reservation;
                }
                if reservation.state == ReservationState::Used { break; }
            }
            let kept: u64 = reservation.kept().iter().map(|each| each.quantity).sum();
            let held: i64 = counters.iter().filter(|(key, _)| key.bucket == super::super::Bucket::Held).map(|(_, n)| *n).sum();
            prop_assert_eq!(i64::try_from(kept).unwrap(), held);
            prop_assert_eq!(counters.values().sum::<i64>(), 0, "pieces only moved");
        }
    }

    #[test]
    fn it_expires_when_its_time_is_over_and_not_before() {
        let held =
            Reservation::hold(CartId::from_u128(1), pieces(1, 0), Timestamp::UNIX_EPOCH, LASTS).reservation;
        let until = held.next().unwrap();
        let just_before = until.checked_sub(SignedDuration::from_millis(1)).unwrap();
        assert_eq!(held.expire(just_before), Err(ReservationRefusal::NotDue(until)));
        let expired = held.expire(until).unwrap().reservation;
        assert_eq!(expired.release(), Err(ReservationRefusal::Over(ReservationState::Expired)));
        assert_eq!(expired.next(), None);
    }
}
