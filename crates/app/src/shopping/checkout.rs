//! The checkout: its goods are held from its entry on; its fields are filled in any order; only completing it asks for all.

use std::sync::Arc;

use collect::cart::{Cart, CartRefusal, CheckoutData, DeliveryChoice};
use collect::checkout::{House, PAY_IN_SHOP, Requirement, has_goods, requirements, situation_of};
use collect::place::Place;
use collect::pricing::{DeliveryMethod, SeenTotal};
use collect::stock::{Allocated, Reservation, Shortage};
use jiff::Timestamp;
use offer::catalogue::{PlaceId, Situation, StockItemId};
use types::{CartId, Outcome};

use super::carts::{CartNow, CartTrouble};
use super::holding::Holding;
use super::kinds::cart_record;
use crate::live::{Held, MayConflict, Shop, retried};
use crate::payments::DetailProblem;
use crate::{Asking, Counter, Trouble};

/// A shop where the goods of a cart could be fetched.
#[derive(Debug, Clone)]
pub struct PickUpOffer {
    /// The shop.
    pub place: Place,
    /// Whether everything is there now.
    pub all_there: bool,
    /// When it would be ready; nothing: not in the foreseeable future.
    pub ready_by: Option<Timestamp>,
}

/// A checkout as it stands.
#[derive(Debug, Clone)]
pub struct CheckoutNow {
    /// The cart with what it costs.
    pub cart: CartNow,
    /// What is missing before it can be completed.
    pub missing: Vec<Requirement>,
    /// Until when its goods are held; nothing: nothing is held.
    pub held_until: Option<Timestamp>,
    /// Ways of sending that are offered.
    pub methods: Vec<DeliveryMethod>,
    /// Shops where it could be fetched.
    pub pick_up: Vec<PickUpOffer>,
    /// The names of the ways to pay that are offered for it.
    pub payments: Vec<String>,
    /// The version of the terms in force.
    pub terms: Option<u64>,
    /// Whether there is something to deliver.
    pub has_goods: bool,
}

/// Why a checkout does not go on.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutTrouble {
    /// Something is missing; all of it is listed.
    #[error("{} things are missing before the order can be completed", .0.len())]
    Missing(Vec<Requirement>),
    /// It costs something else than what the customer saw.
    #[error("the price changed from {} to {} since it was shown", .seen.due_now, .now.due_now)]
    PriceChanged {
        /// What they saw.
        seen: SeenTotal,
        /// What it costs.
        now: SeenTotal,
    },
    /// The details of the payment are not right, field by field.
    #[error("{} details of the payment are not right", .0.len())]
    PaymentDetails(Vec<DetailProblem>),
    /// The cart says no.
    #[error(transparent)]
    Cart(#[from] CartRefusal),
    /// It is not theirs, or the ledger failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for CheckoutTrouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}

impl From<CartTrouble> for CheckoutTrouble {
    fn from(trouble: CartTrouble) -> Self {
        match trouble {
            CartTrouble::Refused(refusal) => Self::Cart(refusal),
            CartTrouble::Trouble(trouble) => Self::Trouble(trouble),
        }
    }
}

/// Everything that the office says about checkouts, taken out of memory at once.
pub(crate) struct HouseNow {
    shop: Arc<Shop>,
    pub payments: Vec<String>,
    pub terms: Option<u64>,
}

impl HouseNow {
    pub fn methods(&self) -> &[DeliveryMethod] {
        self.shop.methods()
    }

    pub fn places(&self) -> &[Place] {
        self.shop.places()
    }
}

impl Counter {
    /// The checkout of a cart as it stands. Looking holds nothing.
    pub fn checkout(&self, asking: &Asking, id: CartId) -> Result<CheckoutNow, Trouble> {
        let held = self.cart_of(asking, id)?;
        let short = self.short_of(&held.value)?;
        self.checkout_now(asking, held, &short)
    }

    /// Enters the checkout of the open cart of whoever asks, if something is in it: its goods are held.
    pub fn enter_checkout(&self, asking: &Asking) -> Result<(), CheckoutTrouble> {
        if self.was_committed(asking)? {
            return Ok(());
        }
        retried(|| {
            let Some(held) = self.find_my_cart(asking)?.filter(|held| !held.value.is_empty()) else {
                return Ok(());
            };
            let mut cart = held.value;
            cart.last_update = self.clock.now();
            let next = Held { value: cart, version: held.version };
            self.commit_filled(asking, next, "checkout_entered")?;
            Ok(())
        })
    }

    /// Enters the checkout, or fills it further: the goods are held (anew) for a quarter of an hour. What is missing or short
    /// is listed, and nothing that was said is lost.
    pub fn fill_checkout(
        &self,
        asking: &Asking,
        id: CartId,
        said: Option<&CheckoutData>,
    ) -> Result<CheckoutNow, CheckoutTrouble> {
        if self.was_committed(asking)? {
            return Ok(self.checkout(asking, id)?);
        }
        retried(|| {
            let held = self.cart_of(asking, id)?;
            if !held.value.is_open() {
                return Err(CartRefusal::Closed.into());
            }
            let mut cart = held.value;
            let kind = if said.is_some() { "checkout_filled" } else { "checkout_entered" };
            if let Some(said) = said {
                cart.checkout = tidy(said.clone());
            }
            cart.last_update = self.clock.now();
            let (held, short) =
                self.commit_filled(asking, Held { value: cart, version: held.version }, kind)?;
            Ok(self.checkout_now(asking, held, &short)?)
        })
    }

    /// Commits a cart with what holds its goods; by memory first, and by what is really there where that does not do.
    fn commit_filled(
        &self,
        asking: &Asking,
        mut held: Held<Cart>,
        kind: &str,
    ) -> Result<(Held<Cart>, Vec<Shortage>), Trouble> {
        for exact in [false, true] {
            let mut entry = self.entry_for(asking);
            entry.records.push(held.write()?);
            entry.acts.push(self.shopping_act(asking, kind, &held.value).done());
            let mut short = Vec::new();
            match self.hold_for(&mut entry, asking, &held.value, exact)? {
                Holding::Short(_) if !exact => continue,
                Holding::Short(items) => short = items,
                Holding::Held(holding) => self.put_change(&mut entry, holding.version, &holding.change)?,
                Holding::NothingToHold => {}
            }
            if !short.is_empty() {
                entry.acts.extend(self.acts_of_shortage(asking, &held.value, &short));
            }
            match self.commit_live(entry) {
                Err(trouble) if trouble.broken_floor().is_some() && !exact => {}
                Err(trouble) if trouble.broken_floor().is_some() => {
                    // Somebody took it between the look and the commit: told as a shortage at the next try.
                    return Err(conflict());
                }
                Err(trouble) => return Err(trouble),
                Ok(_) => {
                    held.version = Some(held.version.unwrap_or(0) + 1);
                    return Ok((held, short));
                }
            }
        }
        Err(conflict())
    }

    /// What demand found no offer: one act for each item that is short.
    pub(crate) fn acts_of_shortage(
        &self,
        asking: &Asking,
        cart: &Cart,
        short: &[Shortage],
    ) -> Vec<types::Act> {
        let place = match &cart.checkout.delivery {
            Some(DeliveryChoice::PickUp { place }) => Some(place.as_str()),
            _ => None,
        };
        short
            .iter()
            .map(|each| {
                self.shopping_act(asking, "dead_end", cart)
                    .outcome(Outcome::Refused)
                    .reason("out_of_stock")
                    .about_some("place", "place", place)
                    .about("item", "item", each.item.as_str())
                    .done()
            })
            .collect()
    }

    /// A checkout with everything that its page shows.
    pub(crate) fn checkout_now(
        &self,
        asking: &Asking,
        held: Held<Cart>,
        short: &[Shortage],
    ) -> Result<CheckoutNow, Trouble> {
        let house = self.house()?;
        let cart = self.cart_now(held)?;
        let mut missing = self.missing_of(asking, &cart, &house)?;
        missing.extend(short.iter().map(|each| Requirement::InStock {
            item: each.item.clone(),
            wanted: each.wanted,
            found: each.found,
        }));
        let shop = self.shop()?;
        let book = &self.live()?.book;
        let reservation = book.find::<Reservation>(&cart_record(cart.cart.id))?;
        let country = &cart.cart.checkout.address.country;
        let reaches = |method: &&DeliveryMethod| country.trim().is_empty() || method.reaches(country);
        let goods = has_goods(&cart.cart, &shop.catalogue);
        let may_fetch = house.places().iter().any(Place::hands_over) && goods;
        Ok(CheckoutNow {
            missing,
            // Where something is short, what is held is not all of it: nothing is promised then.
            held_until: reservation.as_ref().and_then(|held| held.value.next()).filter(|_| short.is_empty()),
            methods: house.methods().iter().filter(|each| each.offered).filter(reaches).cloned().collect(),
            pick_up: self.pick_up_offers(&cart.cart, &house, reservation.as_ref().map(|held| &held.value))?,
            payments: house
                .payments
                .iter()
                .filter(|name| *name != PAY_IN_SHOP || may_fetch)
                .cloned()
                .collect(),
            terms: house.terms,
            has_goods: goods,
            cart,
        })
    }

    pub(crate) fn missing_of(
        &self,
        asking: &Asking,
        cart: &CartNow,
        house: &HouseNow,
    ) -> Result<Vec<Requirement>, Trouble> {
        let shop = self.shop()?;
        let asked = House {
            catalogue: &shop.catalogue,
            methods: house.methods(),
            places: house.places(),
            payments: &house.payments,
            terms: house.terms,
        };
        Ok(requirements(&cart.cart, &cart.priced, &asked, &self.situation(asking, &cart.cart)?))
    }

    /// What is known of whoever would buy: what they hold already, and what they said.
    pub(crate) fn situation(&self, _asking: &Asking, cart: &Cart) -> Result<Situation, Trouble> {
        let mut known = Situation::default();
        if let Some(customer) = cart.customer {
            let shop = self.shop()?;
            for (offering, count) in self.held_offerings(customer)? {
                if let Some(found) = shop.catalogue.offerings.get(&offering) {
                    known.held_categories.extend(shop.catalogue.categories_of(found));
                }
                known.held.push((offering, count));
            }
        }
        Ok(situation_of(cart, &known))
    }

    /// The version of the terms that are in force, if there are any.
    pub fn terms_version(&self) -> Result<Option<u64>, Trouble> {
        Ok(terms_of(&*self.shop()?))
    }

    /// What the office says about checkouts.
    pub(crate) fn house(&self) -> Result<HouseNow, Trouble> {
        let shop = self.shop()?;
        let terms = terms_of(&shop);
        Ok(HouseNow { shop, payments: self.payment_names(), terms })
    }

    fn pick_up_offers(
        &self,
        cart: &Cart,
        house: &HouseNow,
        reservation: Option<&Reservation>,
    ) -> Result<Vec<PickUpOffer>, Trouble> {
        let shop = self.shop()?;
        let Ok(demand) = cart.demand(&shop.catalogue) else { return Ok(Vec::new()) };
        let (available, now) = (self.availability()?, self.clock.now());
        let zone = self.live()?.book.time_zone.clone();
        let mine = |place: &PlaceId, item: &StockItemId| -> u64 {
            let held = reservation.filter(|held| held.is_held());
            let pieces = held.map_or(&[][..], |held| &held.reserve_product_stock_item);
            let here = |each: &&Allocated| each.place == *place && each.item == *item;
            pieces.iter().filter(here).map(|each| each.quantity).sum()
        };
        Ok(house
            .places()
            .iter()
            .filter(|place| place.hands_over())
            .map(|place| PickUpOffer {
                all_there: demand.items().all(|(item, wanted)| {
                    u64::try_from(available.at(item, &place.id)).unwrap_or(0) + mine(&place.id, item)
                        >= wanted
                }),
                ready_by: place.ready_by(now, &zone),
                place: place.clone(),
            })
            .collect())
    }
}

/// The version of the terms of sale, if they are published.
fn terms_of(shop: &Shop) -> Option<u64> {
    let page: serde_json::Value = shop.document("page", "terms")?;
    let published = page.get("published").and_then(serde_json::Value::as_bool).unwrap_or(true);
    shop.document_version("page", "terms").filter(|_| published)
}

/// What was said, with spaces put right.
pub(super) fn tidy(mut said: CheckoutData) -> CheckoutData {
    said.address = said.address.tidy();
    for text in [
        &mut said.contact.given_name,
        &mut said.contact.family_name,
        &mut said.contact.email,
        &mut said.contact.phone,
    ] {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    }
    said
}

/// A refusal that asks to decide again.
pub(crate) fn conflict() -> Trouble {
    Trouble::Commit(ledger::CommitError::Refused(ledger::Refusal::Conflict {
        kind: "stock".to_owned(),
        id: String::new(),
        read: None,
        found: None,
    }))
}
