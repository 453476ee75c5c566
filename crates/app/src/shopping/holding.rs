//! Holding what a cart demands while it is being paid: at the entry of the checkout, never by browsing.
//!
//! What memory says is available only chooses the place; the ledger's floors decide. If one breaks, what is really there is
//! read, the reservations of those items that are over are ended in the same entry, and it is tried once more.

use std::collections::BTreeMap;

use collect::cart::{Cart, DeliveryChoice};
use collect::place::Place;
use collect::stock::{
    Allocation, Availability as Levels, Bucket, Demand, Reservation, ReservationChange, Shortage, StockKey,
    StockMove, allocate, deltas,
};
use jiff::SignedDuration;
use ledger::{Delta, Entry};
use offer::catalogue::{PlaceId, StockItemId};
use types::{Operation, Outcome};

use super::kinds::{cart_record, moment};
use crate::live::{Held, Telling};
use crate::{Asking, Counter, Trouble};

/// For how long a checkout holds its goods; each step begins it anew.
pub(crate) const HELD_FOR: SignedDuration = SignedDuration::from_mins(15);
/// How many reservations are ended in one entry.
const ENDED_AT_ONCE: usize = 100;

/// What came of asking to hold.
#[derive(Debug)]
pub(crate) enum Holding {
    /// This holds all of it; it is neither in the entry nor committed yet.
    Held(HeldNow),
    /// Nothing of the cart is counted in stock.
    NothingToHold,
    /// There is not enough.
    Short(Vec<Shortage>),
}

/// How a reservation becomes, over which version.
#[derive(Debug)]
pub(crate) struct HeldNow {
    /// What it becomes, and what moves.
    pub change: ReservationChange,
    /// The version that was read.
    pub version: Option<u64>,
}

impl Counter {
    /// Says what holds everything that a cart demands. With `exact`, levels are read from the ledger, and what is over is ended
    /// in `entry` first; otherwise memory chooses.
    pub(crate) fn hold_for(
        &self,
        entry: &mut Entry,
        asking: &Asking,
        cart: &Cart,
        exact: bool,
    ) -> Result<Holding, Trouble> {
        let shop = self.shop()?;
        let Ok(demand) = cart.demand(&shop.catalogue) else { return Ok(Holding::Short(Vec::new())) };
        let live = self.live()?;
        let now = self.clock.now();
        let before = live.book.find::<Reservation>(&cart_record(cart.id))?;
        if demand.is_empty() {
            if let Some(held) = before.filter(|held| held.value.is_held())
                && let Ok(change) = held.value.release()
            {
                self.put_change(entry, held.version, &change)?;
            }
            return Ok(Holding::NothingToHold);
        }
        let places = self.places_for(cart)?;
        let mut levels = self.levels(&demand, &places, exact)?;
        let mut ended = Vec::new();
        if exact {
            ended = self.end_what_is_over(entry, asking, &demand, cart)?;
            for each in &ended {
                *levels.entry((each.pieces.place.clone(), each.pieces.item.clone())).or_default() +=
                    i64::try_from(each.pieces.quantity).unwrap_or(0);
            }
        }
        // What this cart holds already is as good as available to it.
        if let Some(held) = before.as_ref().filter(|held| held.value.is_held()) {
            for each in &held.value.reserve_product_stock_item {
                *levels.entry((each.place.clone(), each.item.clone())).or_default() +=
                    i64::try_from(each.quantity).unwrap_or(0);
            }
        }
        let pieces: Allocation = match allocate(&demand, &levels, &places) {
            Ok(pieces) => pieces,
            Err(short) => return Ok(Holding::Short(short)),
        };
        let change = match &before {
            Some(held) => held.value.hold_instead(pieces, now, HELD_FOR),
            None => Reservation::hold(cart.id, pieces, now, HELD_FOR),
        };
        entry.deltas.extend(ledger_deltas(&ended));
        Ok(Holding::Held(HeldNow { change, version: before.and_then(|held| held.version) }))
    }

    /// What of a cart's demand is not there, as memory knows it; what the cart holds already is.
    pub(crate) fn short_of(&self, cart: &Cart) -> Result<Vec<Shortage>, Trouble> {
        let shop = self.shop()?;
        let Ok(demand) = cart.demand(&shop.catalogue) else { return Ok(Vec::new()) };
        if demand.is_empty() || !cart.is_open() {
            return Ok(Vec::new());
        }
        let places = self.places_for(cart)?;
        let mut levels = self.levels(&demand, &places, false)?;
        let before = self.live()?.book.find::<Reservation>(&cart_record(cart.id))?;
        for each in before
            .iter()
            .filter(|held| held.value.is_held())
            .flat_map(|held| &held.value.reserve_product_stock_item)
        {
            *levels.entry((each.place.clone(), each.item.clone())).or_default() +=
                i64::try_from(each.quantity).unwrap_or(0);
        }
        Ok(allocate(&demand, &levels, &places).err().unwrap_or_default())
    }

    /// Puts a change of a reservation and its moves into an entry.
    pub(crate) fn put_change(
        &self,
        entry: &mut Entry,
        version: Option<u64>,
        change: &ReservationChange,
    ) -> Result<(), Trouble> {
        entry.records.push(Held { value: change.reservation.clone(), version }.write()?);
        entry.deltas.extend(ledger_deltas(&change.moves));
        Ok(())
    }

    /// The places that may serve a cart, the preferred one first: the shop where it is fetched, else those that ship.
    fn places_for(&self, cart: &Cart) -> Result<Vec<PlaceId>, Trouble> {
        if let Some(DeliveryChoice::PickUp { place }) = &cart.checkout.delivery {
            return Ok(vec![place.clone()]);
        }
        let mut places: Vec<Place> = self.places()?.into_iter().filter(|place| place.is_active).collect();
        let chosen = matches!(cart.checkout.delivery, Some(DeliveryChoice::Send { .. }));
        // Before a delivery is chosen, any place will do: those that ship first.
        places.retain(|place| !chosen || place.shipping_priority.is_some());
        places.sort_by_key(|place| place.shipping_priority.unwrap_or(u32::MAX));
        Ok(places.into_iter().map(|place| place.id).collect())
    }

    fn levels(&self, demand: &Demand, places: &[PlaceId], exact: bool) -> Result<Levels, Trouble> {
        let live = self.live()?;
        let memory = self.availability()?;
        let mut levels = BTreeMap::new();
        for (item, _) in demand.items() {
            for place in places {
                let key = StockKey { place: place.clone(), item: item.clone(), bucket: Bucket::Available };
                let level = if exact {
                    live.book.ledger.counter(live.book.view, &key.to_string())?
                } else {
                    memory.at(item, place)
                };
                levels.insert((place.clone(), item.clone()), level);
            }
        }
        Ok(levels)
    }

    /// Ends the reservations of other carts that hold one of these items and are over, within this entry.
    fn end_what_is_over(
        &self,
        entry: &mut Entry,
        asking: &Asking,
        demand: &Demand,
        cart: &Cart,
    ) -> Result<Vec<StockMove>, Trouble> {
        let live = self.live()?;
        let now = self.clock.now();
        let over = live.book.find_between::<Reservation>("until", None, Some(&moment(now)), ENDED_AT_ONCE)?;
        let wanted = |item: &StockItemId| demand.of(item) > 0;
        let mut moves = Vec::new();
        for held in over {
            let holds = held.value.reserve_product_stock_item.iter().any(|each| wanted(&each.item));
            if held.value.id == cart.id || !holds {
                continue;
            }
            let Ok(change) = held.value.expire(now) else { continue };
            entry.records.push(Held { value: change.reservation, version: held.version }.write()?);
            entry.acts.push(self.act_of_expiry(asking, held.value.id));
            moves.extend(change.moves);
        }
        Ok(moves)
    }

    fn act_of_expiry(&self, asking: &Asking, cart: types::CartId) -> types::Act {
        Telling::now(&*self.clock, "reservation_expired", Operation::Collect, asking.scene)
            .about("cart", "cart", &cart.to_string())
            .outcome(Outcome::Abandoned)
            .reason("time_over")
            .done()
    }

    /// Ends every reservation whose time is over: a timer's act. Gives how many it ended.
    pub fn expire_reservations(&self) -> Result<usize, Trouble> {
        let live = self.live()?;
        let asking = Asking::machine();
        let now = self.clock.now();
        let over = live.book.find_between::<Reservation>("until", None, Some(&moment(now)), ENDED_AT_ONCE)?;
        let mut ended = 0;
        for held in over {
            let Ok(change) = held.value.expire(now) else { continue };
            let mut entry = Entry::new(crate::clock::entry_id(&*self.clock));
            self.put_change(&mut entry, held.version, &change)?;
            entry.acts.push(self.act_of_expiry(&asking, held.value.id));
            match self.commit_live(entry) {
                Ok(_) => ended += 1,
                // Another node's timer, or the customer, was first.
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(ended)
    }
}

/// Moves as the ledger counts them.
pub(crate) fn ledger_deltas(moves: &[StockMove]) -> impl Iterator<Item = Delta> {
    deltas(moves).into_iter().map(|delta| Delta {
        key: delta.key.to_string(),
        by: delta.by,
        floor: Some(delta.floor),
    })
}
