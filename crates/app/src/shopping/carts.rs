//! Filling a cart: whoever's it is, and a seller for them. Each change is an act; nothing is held for it yet.

use collect::cart::{Cart, CartChange, CartRefusal};
use collect::place::Place;
use collect::pricing::{PricedCart, price_cart};
use offer::catalogue::{Catalogue, OfferingId};
use party::Permission;
use types::{Act, ActorKind, CartId, Currency, Operation, Phase, Scalar};

use super::kinds::cart_record;
use crate::live::{Held, MayConflict, Shop, Telling, retried};
use crate::{Asking, Availability, Counter, Trouble};

/// A cart as it stands now, with what it costs.
#[derive(Debug, Clone)]
pub struct CartNow {
    /// The cart.
    pub cart: Cart,
    /// The version of its record; nothing for a cart that was never written.
    pub version: Option<u64>,
    /// What it costs.
    pub priced: PricedCart,
    /// Lines of which there is not enough anywhere now: (offering, how many there are). It is a warning, not a refusal.
    pub short: Vec<(OfferingId, u64)>,
}

/// Why a cart is not changed.
#[derive(Debug, thiserror::Error)]
pub enum CartTrouble {
    /// The cart says no, and why.
    #[error(transparent)]
    Refused(#[from] CartRefusal),
    /// It is not theirs, or the ledger failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for CartTrouble {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}

impl From<ledger::Fault> for CartTrouble {
    fn from(fault: ledger::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}

impl Counter {
    /// A new id of a cart.
    pub(crate) fn new_cart_id(&self) -> CartId {
        CartId::at(self.clock.now(), self.clock.chance())
    }

    /// The currency of everything that is on offer.
    pub fn currency(&self) -> Result<Currency, Trouble> {
        Ok(self.live()?.book.currency.unwrap_or(self.defaults.currency))
    }

    /// The open cart of whoever asks; an empty one, not yet written, if they have none.
    pub fn my_cart(&self, asking: &Asking, language: &str) -> Result<CartNow, Trouble> {
        let held = match self.find_my_cart(asking)? {
            Some(held) => held,
            None => Held::new(self.empty_cart(asking, language)),
        };
        self.cart_now(held)
    }

    /// The open cart of whoever asks, if they have one and something is in it.
    pub fn my_filled_cart(&self, asking: &Asking) -> Result<Option<CartId>, Trouble> {
        let held = self.find_my_cart(asking)?;
        Ok(held.filter(|held| !held.value.is_empty()).map(|held| held.value.id))
    }

    /// How many pieces are in the open cart of whoever asks.
    pub fn pieces_in_my_cart(&self, asking: &Asking) -> Result<u64, Trouble> {
        Ok(self.find_my_cart(asking)?.map_or(0, |held| held.value.pieces()))
    }

    /// A cart of this id, for whoever it belongs to and for sellers who help.
    pub fn cart(&self, asking: &Asking, id: CartId) -> Result<CartNow, Trouble> {
        let held = self.cart_of(asking, id)?;
        self.cart_now(held)
    }

    /// Changes the open cart of whoever asks, making it if there is none.
    pub fn change_my_cart(
        &self,
        asking: &Asking,
        language: &str,
        change: &CartChange,
    ) -> Result<CartNow, CartTrouble> {
        if self.was_committed(asking)? {
            return Ok(self.my_cart(asking, language)?);
        }
        retried(|| {
            let held = match self.find_my_cart(asking)? {
                Some(held) => held,
                None => Held::new(self.empty_cart(asking, language)),
            };
            self.commit_change(asking, held, change)
        })
    }

    /// Puts something in the open cart of whoever asks, and keeps the postcode at which they asked whether they may have it:
    /// it is asked for once.
    pub fn add_to_my_cart(
        &self,
        asking: &Asking,
        language: &str,
        change: &CartChange,
        postcode: &str,
    ) -> Result<CartNow, CartTrouble> {
        if self.was_committed(asking)? {
            return Ok(self.my_cart(asking, language)?);
        }
        retried(|| {
            let mut held = match self.find_my_cart(asking)? {
                Some(held) => held,
                None => Held::new(self.empty_cart(asking, language)),
            };
            if !postcode.is_empty() && held.value.is_open() {
                held.value.used_at(postcode);
            }
            self.commit_change(asking, held, change)
        })
    }

    /// Changes a cart of this id: its owner, or a seller who helps them.
    pub fn change_cart(
        &self,
        asking: &Asking,
        id: CartId,
        change: &CartChange,
    ) -> Result<CartNow, CartTrouble> {
        if self.was_committed(asking)? {
            return Ok(self.cart(asking, id)?);
        }
        retried(|| {
            let held = self.cart_of(asking, id)?;
            self.commit_change(asking, held, change)
        })
    }

    fn commit_change(
        &self,
        asking: &Asking,
        held: Held<Cart>,
        change: &CartChange,
    ) -> Result<CartNow, CartTrouble> {
        let shop = self.shop()?;
        let cart = held.value.changed(change.clone(), &shop.catalogue, self.clock.now())?;
        let mut next = Held { value: cart, version: held.version };
        let mut entry = self.entry_for(asking);
        entry.records.push(next.write()?);
        entry.acts.push(self.act_of_change(asking, &next.value, change));
        self.commit_live(entry)?;
        next.version = Some(next.version.unwrap_or(0) + 1);
        Ok(self.cart_now(next)?)
    }

    fn act_of_change(&self, asking: &Asking, cart: &Cart, change: &CartChange) -> Act {
        let (kind, offering) = match change {
            CartChange::Add { offering, .. } => ("cart_line_added", Some(offering.clone())),
            CartChange::SetQuantity { line, .. } | CartChange::Choose { line, .. } => {
                let item = cart.cart_item.iter().find(|item| item.id == *line);
                ("cart_line_changed", item.map(collect::cart::CartItem::offering))
            }
            CartChange::Remove { .. } => ("cart_line_removed", None),
            CartChange::EnterCode(_) => ("promotion_code_entered", None),
            CartChange::RemoveCode(_) => ("promotion_code_removed", None),
        };
        self.shopping_act(asking, kind, cart)
            .about_some("offering", "offering", offering.as_ref().map(OfferingId::as_str))
            .with("pieces", Scalar::Integer(i64::try_from(cart.pieces()).unwrap_or(i64::MAX)))
            .done()
    }

    /// The beginning of an act of somebody at a cart: the customer searches or fills, a seller handles it for them.
    pub(crate) fn shopping_act(&self, asking: &Asking, kind: &str, cart: &Cart) -> Telling {
        let owner = cart.customer.map(|id| id.to_string()).or_else(|| cart.visitor.map(|id| id.to_string()));
        let act = Telling::now(&*self.clock, kind, Operation::Collect, asking.scene);
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let act = match asking.caller.actor() {
            ActorKind::Customer => act.part(ActorKind::Customer, who, Phase::Filling, asking.work),
            ActorKind::Agent => act.part(ActorKind::Agent, who, Phase::Handling, asking.work),
            ActorKind::Machine => act.part(ActorKind::Machine, who, Phase::Running, None),
        };
        act.about_some("customer", "customer", owner.as_deref()).about("cart", "cart", &cart.id.to_string())
    }

    /// The open cart of whoever asks, if they have one.
    pub(crate) fn find_my_cart(&self, asking: &Asking) -> Result<Option<Held<Cart>>, Trouble> {
        let Some(owner) = asking.caller.owner() else { return Ok(None) };
        let mut found = self.live()?.book.find_by::<Cart>("open", &owner, 1)?;
        Ok(found.pop())
    }

    /// A cart of this id, if whoever asks may see it.
    pub(crate) fn cart_of(&self, asking: &Asking, id: CartId) -> Result<Held<Cart>, Trouble> {
        let held = self.live()?.book.get::<Cart>(&cart_record(id))?;
        if asking.caller.holds(held.value.customer, held.value.visitor) {
            return Ok(held);
        }
        if asking.caller.works_here() {
            asking.may(Permission::Talk)?;
            return Ok(held);
        }
        // To anybody else it is as if it were not there.
        Err(Trouble::NotFound { what: "cart", id: id.to_string() })
    }

    fn empty_cart(&self, asking: &Asking, language: &str) -> Cart {
        let caller = &asking.caller;
        Cart::new(self.new_cart_id(), caller.visitor, caller.customer_id(), language, self.clock.now())
    }

    /// A cart with what it costs now.
    pub(crate) fn cart_now(&self, held: Held<Cart>) -> Result<CartNow, Trouble> {
        let shop = self.shop()?;
        let priced = self.priced(&held.value, &shop)?;
        let short = short_of(&held.value, &shop.catalogue, &self.availability()?);
        Ok(CartNow { cart: held.value, version: held.version, priced, short })
    }

    /// What a cart costs now.
    pub(crate) fn priced(&self, cart: &Cart, shop: &Shop) -> Result<PricedCart, Trouble> {
        Ok(price_cart(cart, &shop.catalogue, shop.methods(), self.currency()?, self.clock.now()))
    }

    /// Shops and warehouses.
    pub fn places(&self) -> Result<Vec<Place>, Trouble> {
        Ok(self.shop()?.places().to_vec())
    }
}

/// Offerings of which a cart wants more than there are anywhere.
fn short_of(cart: &Cart, catalogue: &Catalogue, available: &Availability) -> Vec<(OfferingId, u64)> {
    let Ok(demand) = cart.demand(catalogue) else { return Vec::new() };
    let missing: Vec<_> = demand
        .items()
        .filter_map(|(item, wanted)| {
            let found = u64::try_from(available.of(item)).unwrap_or(0);
            (found < wanted).then(|| (item.clone(), found))
        })
        .collect();
    cart.offerings()
        .into_iter()
        .filter_map(|(id, _)| {
            let item = catalogue.offerings.get(&id)?.stocked()?;
            missing.iter().find(|(each, _)| *each == item).map(|(_, found)| (id, *found))
        })
        .collect()
}
