//! Completing a checkout: one entry makes the order out of the cart, with its goods, its payment and its mail; only then is a provider asked.
//!
//! The order's id follows from the cart's, so that a cart becomes one order however often it is sent. Stock is
//! the order's before any money moves: what cannot be given is never paid for. An answer of the provider is an entry of its own; if we
//! are killed in between, the payment stands as *asked*, and is looked up at the next start.

use collect::cart::{CartRefusal, CartState, CheckoutData, DeliveryChoice};
use collect::checkout::{Requirement, order_of};
use collect::order::{Decided, Delivery, PaymentStanding, ProductOrder};
use collect::payment::Payment;
use collect::pickup::{PickUp, PickUpCode};
use collect::pricing::{DeliveryMethod, SeenTotal};
use collect::stock::{Allocation, ReservationChange};
use jiff::{SignedDuration, Timestamp};
use ledger::Entry;
use offer::catalogue::{Nature, Reference, Translation};
use rust_decimal::Decimal;
use types::{CartId, Money, OrderId, PaymentId};

use super::carts::CartNow;
use super::checkout::{CheckoutTrouble, HouseNow, conflict, tidy};
use super::holding::Holding;
use super::paying::AskedPayment;
use crate::live::{retried, written};
use crate::payments::PaymentDetails;
use crate::{Asking, Counter, Trouble};

/// For how long an order waits for a payment that is asked at once.
const PAID_WITHIN: SignedDuration = SignedDuration::from_mins(30);

/// What completing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completed {
    /// The order.
    pub order: OrderId,
    /// How its payment stands.
    pub standing: PaymentStanding,
}

impl Counter {
    /// Makes an order out of a cart. `seen` is the total that the customer agreed to: if it is another now, both are told and nothing is
    /// done. Sent twice, the second gives the same order.
    pub fn complete_checkout(
        &self,
        asking: &Asking,
        id: CartId,
        seen: Option<SeenTotal>,
        details: &PaymentDetails,
    ) -> Result<Completed, CheckoutTrouble> {
        self.place_and_pay(asking, id, None, seen, details)
    }

    /// Says what was typed at the checkout and completes it, in one entry. If it cannot be completed, what was typed is kept
    /// all the same, and the refusal lists everything that is missing.
    pub fn send_checkout(
        &self,
        asking: &Asking,
        id: CartId,
        said: &CheckoutData,
        seen: Option<SeenTotal>,
        details: &PaymentDetails,
    ) -> Result<Completed, CheckoutTrouble> {
        match self.place_and_pay(asking, id, Some(said), seen, details) {
            Err(refusal @ (CheckoutTrouble::Trouble(_) | CheckoutTrouble::Cart(_))) => Err(refusal),
            Err(refusal) => {
                let filled = self.fill_checkout(asking, id, Some(said))?;
                match refusal {
                    CheckoutTrouble::Missing(_) if !filled.missing.is_empty() => {
                        Err(CheckoutTrouble::Missing(filled.missing))
                    }
                    other => Err(other),
                }
            }
            completed => completed,
        }
    }

    fn place_and_pay(
        &self,
        asking: &Asking,
        id: CartId,
        said: Option<&CheckoutData>,
        seen: Option<SeenTotal>,
        details: &PaymentDetails,
    ) -> Result<Completed, CheckoutTrouble> {
        let placed = retried(|| self.try_to_place(asking, id, said, seen, details))?;
        let Some(asked) = placed.to_ask else { return Ok(placed.completed) };
        let standing = self.ask_provider(*asked, details)?;
        Ok(Completed { standing, ..placed.completed })
    }

    fn try_to_place(
        &self,
        asking: &Asking,
        id: CartId,
        said: Option<&CheckoutData>,
        seen: Option<SeenTotal>,
        details: &PaymentDetails,
    ) -> Result<Placed, CheckoutTrouble> {
        let mut held = self.cart_of(asking, id)?;
        if let Some(order) = held.value.order() {
            let order = self.live()?.book.get::<ProductOrder>(&order.to_string())?.value;
            let completed = Completed { order: order.id, standing: order.payment_standing };
            return Ok(Placed { completed, to_ask: None });
        }
        if !held.value.is_open() {
            return Err(CartRefusal::Closed.into());
        }
        if let Some(said) = said {
            held.value.checkout = tidy(said.clone());
        }
        let cart = self.cart_now(held)?;
        let house = self.house()?;
        let missing = self.missing_of(asking, &cart, &house)?;
        if !missing.is_empty() {
            return Err(CheckoutTrouble::Missing(missing));
        }
        if let Some(seen) = seen
            && seen != cart.priced.total()
        {
            return Err(CheckoutTrouble::PriceChanged { seen, now: cart.priced.total() });
        }
        for exact in [false, true] {
            match self.place(asking, &cart, &house, details, exact)? {
                Attempt::Placed(placed) => return Ok(placed),
                Attempt::Short(short) if exact => {
                    let entry = Entry::new(crate::clock::entry_id(&*self.clock))
                        .with_acts(self.acts_of_shortage(asking, &cart.cart, &short));
                    self.commit_live(entry)?;
                    return Err(CheckoutTrouble::Missing(short.into_iter().map(in_stock).collect()));
                }
                Attempt::Short(_) | Attempt::Taken => {}
            }
        }
        Err(conflict().into())
    }

    /// One attempt: the whole order in one entry.
    fn place(
        &self,
        asking: &Asking,
        cart: &CartNow,
        house: &HouseNow,
        details: &PaymentDetails,
        exact: bool,
    ) -> Result<Attempt, CheckoutTrouble> {
        let now = self.clock.now();
        let mut entry = Entry::new(crate::clock::entry_id(&*self.clock));
        let order_id = OrderId::from_u128(cart.cart.id.as_u128());
        let pieces = match self.hold_for(&mut entry, asking, &cart.cart, exact)? {
            Holding::Short(short) => return Ok(Attempt::Short(short)),
            Holding::NothingToHold => Allocation::new(),
            Holding::Held(change) => self.use_held(&mut entry, change, order_id)?,
        };
        let order = self.order_from(cart, house, &pieces, order_id, now)?;
        let (payment, to_ask) = self.payment_for(&order, cart, details, now)?;
        let Decided { mut order, facts, .. } = order.placed(payment.as_ref(), now);
        if order.payment_standing == PaymentStanding::Awaited {
            let until = payment.as_ref().and_then(Payment::next).map(|due| due.at());
            order.payment_until = Some(until.filter(|_| !to_ask).unwrap_or_else(|| later(now, PAID_WITHIN)));
            if !to_ask {
                // Days pass until the money is here: what is promised is counted from then.
                order.expected_completion_date = None;
                if let Delivery::PickUp(pick_up) = &mut order.delivery {
                    pick_up.ready_by = None;
                }
            }
        }
        let mut ordered = cart.cart.clone();
        ordered.cart_status = CartState::Ordered { order: order_id };
        ordered.last_update = now;
        entry.records.push(written(&ordered, cart.version)?);
        entry.records.push(written(&order, None)?);
        if let Some(payment) = &payment {
            entry.records.push(written(payment, None)?);
        }
        if !to_ask {
            entry.records.extend(self.mail_of_placed(&order, payment.as_ref())?);
        }
        entry.acts.extend(self.acts_of_facts(asking, &order, &facts));
        let standing = order.payment_standing;
        match self.commit_live(entry) {
            Err(trouble) if trouble.broken_floor().is_some() => Ok(Attempt::Taken),
            Err(trouble) => Err(trouble.into()),
            Ok(_) => {
                let asked = payment.filter(|_| to_ask).map(|payment| AskedPayment::new(payment, order));
                let completed = Completed { order: order_id, standing };
                Ok(Attempt::Placed(Placed { completed, to_ask: asked.map(Box::new) }))
            }
        }
    }

    /// What is held becomes the order's, in the same entry.
    fn use_held(
        &self,
        entry: &mut Entry,
        held: super::holding::HeldNow,
        order: OrderId,
    ) -> Result<Allocation, Trouble> {
        let pieces = held.change.reservation.reserve_product_stock_item.clone();
        let used = held
            .change
            .reservation
            .used_by(order)
            .map_err(|refusal| Trouble::Refused(refusal.to_string()))?;
        let mut moves = held.change.moves;
        moves.extend(used.moves);
        let both = ReservationChange { reservation: used.reservation, moves };
        self.put_change(entry, held.version, &both)?;
        Ok(pieces)
    }

    fn order_from(
        &self,
        cart: &CartNow,
        house: &HouseNow,
        pieces: &Allocation,
        id: OrderId,
        now: Timestamp,
    ) -> Result<ProductOrder, Trouble> {
        let shop = self.shop()?;
        let mut order = order_of(id, &cart.cart, &cart.priced, &shop.catalogue, pieces, now);
        let zone = self.live()?.book.time_zone.clone();
        let goods = order.product_order_item.iter().any(|item| item.nature == Nature::Goods);
        match &cart.cart.checkout.delivery {
            Some(DeliveryChoice::PickUp { place }) if goods => {
                let found = house.places().iter().find(|each| each.id == *place);
                let ready_by = found.and_then(|found| found.ready_by(now, &zone));
                order.expected_completion_date = ready_by;
                let code = PickUpCode::from_chance(self.clock.chance());
                order.delivery = Delivery::PickUp(PickUp::new(place.clone(), code, ready_by));
            }
            Some(DeliveryChoice::Send { method }) if goods => {
                let found = house.methods().iter().find(|each| each.id == *method);
                let days = found.map_or(0, |found| found.days_most);
                order.expected_completion_date = (days > 0).then(|| working_days_after(now, days, &zone));
                let mut address = cart.cart.checkout.address.clone();
                if address.name.is_empty() {
                    address.name.clone_from(&order.contact.name);
                }
                let names = found.map(names_of).unwrap_or_default();
                order.delivery = Delivery::Shipping { method: method.clone(), address, names, days };
            }
            _ => {}
        }
        if !cart.cart.checkout.address.is_empty() {
            order.billing_address = Some(cart.cart.checkout.address.clone());
        }
        order.channel.push(Reference::to("web"));
        Ok(order)
    }

    /// The payment of an order, with what a provider that is not asked elsewhere says at once; and whether one is to be
    /// asked. Nothing due needs no payment.
    fn payment_for(
        &self,
        order: &ProductOrder,
        cart: &CartNow,
        details: &PaymentDetails,
        now: Timestamp,
    ) -> Result<(Option<Payment>, bool), CheckoutTrouble> {
        if order.due_now.value <= Decimal::ZERO {
            return Ok((None, false));
        }
        let id = payment_id(order.id, 1);
        let amount = Money { amount: order.due_now.value, currency: order.due_now.unit };
        let (payment, asks) =
            self.begin_payment(id, order.id, amount, &cart.cart.checkout.payment, details, now)?;
        Ok((Some(payment), asks))
    }
}

/// What one attempt came to.
enum Attempt {
    Placed(Placed),
    /// There is not enough.
    Short(Vec<collect::stock::Shortage>),
    /// Somebody took it between the look and the commit.
    Taken,
}

struct Placed {
    completed: Completed,
    to_ask: Option<Box<AskedPayment>>,
}

/// The id of the nth payment that is begun for an order: sent twice, it is one.
pub(crate) fn payment_id(order: OrderId, attempt: u32) -> PaymentId {
    let digest = blake3::derive_key(
        "comptoir payment of order v1",
        &[&order.as_u128().to_be_bytes()[..], &attempt.to_be_bytes()].concat(),
    );
    let mut chance = [0; 16];
    chance.copy_from_slice(&digest[..16]);
    PaymentId::at(order.instant(), u128::from_be_bytes(chance))
}

/// What a way of sending is called: as everybody gets it, and in each language that it has words in.
fn names_of(method: &DeliveryMethod) -> Vec<Translation> {
    let own = Translation { name: method.name.clone(), ..Translation::default() };
    let others = method.translation.iter().filter(|words| !words.name.is_empty()).cloned();
    std::iter::once(own)
        .chain(others.map(|words| Translation { description: String::new(), ..words }))
        .collect()
}

fn in_stock(short: collect::stock::Shortage) -> Requirement {
    Requirement::InStock { item: short.item, wanted: short.wanted, found: short.found }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// The end of the nth working day (Monday to Saturday) after a day.
pub(super) fn working_days_after(now: Timestamp, days: u32, zone: &jiff::tz::TimeZone) -> Timestamp {
    let mut date = zone.to_datetime(now).date();
    let mut left = days;
    while left > 0 {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        if date.weekday() != jiff::civil::Weekday::Sunday {
            left -= 1;
        }
    }
    zone.to_timestamp(date.at(20, 0, 0, 0)).unwrap_or(now)
}
