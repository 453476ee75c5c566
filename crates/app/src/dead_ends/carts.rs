//! Carts that were left: an open cart with something in it that nobody touched for a day is a dead end, told once.

use collect::cart::Cart;
use jiff::{SignedDuration, Timestamp};
use ledger::Entry;
use serde_json::Value;
use types::{ActorKind, Operation, Outcome, Phase, Scalar, Scene};

use crate::live::{Held, Telling};
use crate::{Counter, Trouble, clock};

/// So long a cart is left before that is told.
const LEFT_FOR: SignedDuration = SignedDuration::from_hours(24);
/// So many carts are looked at in one go.
const AT_ONCE: usize = 100;
/// Where a cart says for which state of it that was told: when it was last touched.
const TOLD: &str = "abandonmentTold";

/// Whether it was told already that this cart, as it stands, was left.
pub(crate) fn is_told(cart: &Cart) -> bool {
    let told = cart.unknown.get(TOLD).and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok());
    told == Some(cart.last_update)
}

impl Counter {
    /// Tells the carts that were left for a day; gives how many.
    pub(crate) fn tell_left_carts(&self) -> Result<usize, Trouble> {
        let now = self.clock.now();
        let before = now.saturating_sub(LEFT_FOR).unwrap_or(Timestamp::MIN);
        let to = format!("{before:.3}");
        let left = self.live()?.book.find_between::<Cart>("touched", None, Some(&to), AT_ONCE)?;
        let mut told = 0;
        for held in left.into_iter().filter(|held| held.value.is_open() && !is_told(&held.value)) {
            match self.tell_left_cart(held, now) {
                Ok(()) => told += 1,
                // Somebody came back to it just now.
                Err(trouble) if trouble.is_conflict() => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(told)
    }

    fn tell_left_cart(&self, mut held: Held<Cart>, now: Timestamp) -> Result<(), Trouble> {
        let cart = &held.value;
        let owner = cart.customer.map(|id| id.to_string()).or_else(|| cart.visitor.map(|id| id.to_string()));
        let mut act = Telling::at(now, self.clock.chance(), "dead_end", Operation::Collect, Scene::Web)
            .part(ActorKind::Machine, None, Phase::Running, None)
            .outcome(Outcome::Abandoned)
            .reason("cart_abandoned")
            .about_some("customer", "customer", owner.as_deref())
            .about("cart", "cart", &cart.id.to_string())
            .with("pieces", Scalar::Integer(i64::try_from(cart.pieces()).unwrap_or(i64::MAX)));
        for (offering, _) in cart.offerings() {
            act = act.about("offering", "offering", offering.as_str());
        }
        let state = Value::String(held.value.last_update.to_string());
        held.value.unknown.insert(TOLD.to_owned(), state);
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(held.write()?);
        entry.acts.push(act.done());
        self.commit_live(entry).map(drop)
    }
}
