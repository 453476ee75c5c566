//! What simulated customers do, through the use cases that real ones reach by a browser.

use app::{
    Asking, CheckoutTrouble, Completed, DeadEndNote, DeadEndReason, PaymentDetails, Question, TEST_CARDS,
};
use collect::cart::{CartChange, CheckoutData, Contact, DeliveryChoice, LineId};
use collect::order::PaymentStanding;
use collect::place::PostalAddress;
use dialogue::Carried;
use jiff::SignedDuration;
use offer::catalogue::OfferingId;
use party::Caller;
use sim::clientele::{Ordering, Paying, Person, Then, Wish};
use types::{ActorKind, CartId, ConversationId, OrderId, PaymentId, Scene, VisitorId};

use super::days::{Days, Due, Waiting, after};
use super::staff::QUESTIONS;
use crate::commands::said;

/// An account that exists nowhere, with digits that check (the example of the IBAN registry).
const IBAN: &str = "FR14 2004 1010 0505 0001 3M02 606";

impl Days<'_> {
    /// Somebody does the next thing that they want; whatever they want after it is scheduled.
    pub fn step(&mut self, visit: usize, number: usize) -> Result<(), String> {
        let who = self.visits[visit].who.clone();
        let Some(step) = self.visits[visit].steps.get(number).cloned() else { return Ok(()) };
        let visitor = self.visitor(&who)?;
        let mut asking = Asking::new(Caller::visitor(visitor), Scene::Web);
        asking.work = Some(step.work);
        self.tally.visits += u64::from(number == 0);
        let goes_on = match step.wish {
            Wish::Search(words) => self.search(visitor, &words)?,
            Wish::Add(id, count) => self.add(&asking, &who, &id, count)?,
            Wish::Ask(question, patience) => {
                let next = Waiting { visit, next: number + 1 };
                if let Some(talk) = self.ask(&asking, &who, question) {
                    self.waiting.insert(talk, next);
                    self.at(after(self.counter.now(), patience), Due::OutOfPatience(talk));
                }
                false
            }
            Wish::Order(ordering) => {
                self.order(&asking, &who, &ordering)?;
                false
            }
            Wish::Leave => false,
        };
        if goes_on {
            self.go_on(Waiting { visit, next: number + 1 });
        }
        Ok(())
    }

    /// Somebody goes on with what they want next.
    pub fn go_on(&mut self, from: Waiting) {
        if let Some(next) = self.visits[from.visit].steps.get(from.next) {
            let at = after(self.counter.now(), next.work);
            self.at(at, Due::Step { visit: from.visit, step: from.next });
        }
    }

    /// The browser of somebody: the same at every visit.
    fn visitor(&mut self, who: &Person) -> Result<VisitorId, String> {
        if let Some(known) = self.visitors.get(&who.number) {
            return Ok(*known);
        }
        let visitor = VisitorId::from_u128(self.counter.chance());
        self.visitors.insert(who.number, visitor);
        Ok(visitor)
    }

    /// Whether anything was found.
    fn search(&mut self, visitor: VisitorId, words: &str) -> Result<bool, String> {
        let query = offer::shelf::Query { text: words.to_owned(), ..Default::default() };
        let found = self.counter.with_shelf(|shelf, _| !shelf.find(&query).hits.is_empty()).map_err(said)?;
        if !found {
            self.counter.note_dead_end(DeadEndNote {
                who: Some(visitor.to_string()),
                search: Some(words.to_owned()),
                ..DeadEndNote::new(DeadEndReason::NothingFound)
            });
        }
        Ok(found)
    }

    /// Whether it is in the cart now, and there is enough of it.
    fn add(&mut self, asking: &Asking, who: &Person, id: &str, quantity: u32) -> Result<bool, String> {
        let offering = OfferingId::new(id);
        let change = CartChange::Add {
            offering: offering.clone(),
            quantity,
            options: Vec::new(),
            line: LineId(self.counter.new_run().to_string().replace("run_", "l")),
            seen: None,
            by: ActorKind::Customer,
        };
        let changed = self.counter.change_my_cart(asking, who.language, &change);
        let Some(cart) = self.done(changed) else { return Ok(false) };
        let short = cart.short.iter().any(|(short, left)| *short == offering && *left == 0);
        if short {
            self.counter.note_dead_end(DeadEndNote {
                who: asking.caller.owner(),
                offering: Some(offering),
                ..DeadEndNote::new(DeadEndReason::OutOfStock)
            });
        }
        Ok(!short)
    }

    fn ask(&mut self, asking: &Asking, who: &Person, question: usize) -> Option<ConversationId> {
        let (fr, en) = QUESTIONS[question % QUESTIONS.len()].0;
        let asked = Question {
            conversation: self.counter.new_talk(),
            message: self.counter.new_message(),
            text: (if who.language == "fr" { fr } else { en }).to_owned(),
            carried: Carried::new("/cart", "", [""; 0], "", ""),
            cart: self.counter.my_filled_cart(asking).ok().flatten(),
            language: who.language.to_owned(),
            mail_address: who.email.clone(),
            shown: asking.work.and_then(|work| {
                self.counter.now().checked_sub(SignedDuration::from_millis(work.0 as i64)).ok()
            }),
        };
        let talk = self.counter.ask(&asking.caller, &asked);
        let talk = self.done(talk)?;
        self.tally.questions += 1;
        self.seller_turns_to(talk, question);
        Some(talk)
    }

    fn order(&mut self, asking: &Asking, who: &Person, ordering: &Ordering) -> Result<(), String> {
        let Some(cart) = self.counter.my_filled_cart(asking).map_err(said)? else { return Ok(()) };
        let entered = self.counter.enter_checkout(asking);
        let Some(placed) = self.done(entered).and_then(|()| self.place(asking, cart, who, ordering)) else {
            return Ok(());
        };
        self.tally.orders += 1;
        let (order, visitor) = (placed.order, asking.caller.visitor.unwrap_or(VisitorId::from_u128(0)));
        match ordering.paying {
            Paying::RefusedCard => return Ok(()),
            Paying::SecondCard => {
                let again = self.counter.pay_again(asking, order, "test_card", &details(who, Paying::Card));
                self.done(again);
            }
            _ if placed.standing == PaymentStanding::Awaited && ordering.paying == Paying::Transfer => {
                if let Some(payment) = self.payment_of(order) {
                    self.after(SignedDuration::from_hours(26), Due::MoneyComes(order, payment));
                }
            }
            _ => {}
        }
        match ordering.then {
            Then::Keep => {}
            Then::Cancel => self.after(SignedDuration::from_mins(40), Due::Cancel(order, visitor)),
            Then::Withdraw => self.after(SignedDuration::from_hours(24 * 7), Due::Withdraw(order, visitor)),
        }
        Ok(())
    }

    fn place(
        &mut self,
        asking: &Asking,
        cart: CartId,
        who: &Person,
        ordering: &Ordering,
    ) -> Option<Completed> {
        let methods = self.counter.checkout(asking, cart).ok()?.methods;
        let delivery = match &ordering.collected_at {
            Some(place) => Some(DeliveryChoice::PickUp { place: place.as_str().into() }),
            None => methods.first().map(|method| DeliveryChoice::Send { method: method.id.clone() }),
        };
        let said = CheckoutData {
            contact: Contact {
                given_name: who.given_name.into(),
                family_name: who.family_name.into(),
                email: who.email.clone(),
                phone: String::new(),
            },
            address: PostalAddress {
                street: who.street.clone(),
                postcode: who.postcode.into(),
                city: who.city.into(),
                country: "FR".into(),
                ..PostalAddress::default()
            },
            delivery,
            payment: method(ordering.paying).into(),
            terms: Some(self.counter.terms_version().ok()??),
            summary_accepted: true,
            begin_at_once: true,
        };
        match self.counter.send_checkout(asking, cart, &said, None, &details(who, ordering.paying)) {
            Ok(placed) => Some(placed),
            Err(CheckoutTrouble::Missing(missing)) => {
                tracing::debug!(?missing, "somebody simulated cannot order");
                self.tally.refusals += 1;
                None
            }
            refused => self.done(refused),
        }
    }

    fn payment_of(&self, order: OrderId) -> Option<PaymentId> {
        let payments = self.counter.payments_of_order(&self.staff(Scene::BackOffice, 0), order).ok()?;
        payments.last().map(|payment| payment.id)
    }

    /// A customer thinks better of it.
    pub fn cancel(&mut self, order: OrderId, visitor: VisitorId) {
        let asking = Asking::new(Caller::visitor(visitor), Scene::Web);
        let cancelled = self.counter.cancel_order(&asking, order, "");
        self.done(cancelled);
    }

    /// A customer withdraws, and sends the goods back.
    pub fn withdraw(&mut self, order: OrderId, visitor: VisitorId) {
        let asking = Asking::new(Caller::visitor(visitor), Scene::Web);
        let withdrawn = self.counter.withdraw_from_order(&asking, order, &[]);
        if self.done(withdrawn).is_some() {
            self.after(SignedDuration::from_hours(70), Due::Return(order));
        }
    }
}

/// The name of a way to pay.
const fn method(paying: Paying) -> &'static str {
    match paying {
        Paying::Card | Paying::RefusedCard | Paying::SecondCard => "test_card",
        Paying::Transfer => "bank_transfer",
        Paying::Debit => "sepa_mandate",
        Paying::InShop => "shop",
    }
}

fn details(who: &Person, paying: Paying) -> PaymentDetails {
    let card = match paying {
        Paying::RefusedCard | Paying::SecondCard => TEST_CARDS[1],
        _ => TEST_CARDS[0],
    };
    PaymentDetails {
        card_number: card.number.into(),
        card_expires: "12/49".into(),
        card_code: "123".into(),
        iban: IBAN.into(),
        bic: String::new(),
        holder: format!("{} {}", who.given_name, who.family_name),
    }
}
