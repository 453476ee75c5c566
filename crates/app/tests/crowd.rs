//! A crowd out of a seed: visitors who fill carts, pay with cards that misbehave, ask and give up; clerks who prepare, hand over, ship, cancel, take
//! back and refund; sellers who answer; a clock that jumps; requests that come twice; stores that are cut off or opened by another process. After
//! every few steps everything that must hold, holds.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

#[allow(dead_code, reason = "each test uses its part of the house")]
mod house;

use std::collections::BTreeSet;

use app::{Asking, HandingOver, PaymentDetails, Presented, Question, Sending, Sent, TEST_CARDS};
use collect::cart::{CartChange, CheckoutData, Contact, DeliveryChoice, LineId};
use collect::order::{LineQuantity, OrderState, ProductOrder, ReturnedLine};
use collect::place::PostalAddress;
use dialogue::Carried;
use house::House;
use party::Caller;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};
use rust_decimal::Decimal;
use types::{ActorKind, CartId, ConversationId, EntryId, MessageId, OrderId, Scene, VisitorId};

/// How many visitors there are, and how many things happen.
const VISITORS: u64 = 12;
const STEPS: usize = 400;
/// What is on the shelf at first, of each thing.
const AT_FIRST: i64 = 100;
const THINGS: [&str; 3] = ["phone", "rare-1", "rare-4"];

struct Crowd {
    house: House,
    dice: Xoshiro256PlusPlus,
    orders: BTreeSet<OrderId>,
    talks: Vec<(u64, ConversationId)>,
    said: BTreeSet<MessageId>,
    /// Pieces that left for good, and came back onto the shelf, by thing.
    entries: u128,
}

impl Crowd {
    fn new(house: House, seed: u64) -> Self {
        let dice = Xoshiro256PlusPlus::seed_from_u64(seed);
        Self { house, dice, orders: BTreeSet::new(), talks: Vec::new(), said: BTreeSet::new(), entries: 0 }
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.dice.next_u64() % sides
    }

    fn visitor(&mut self) -> (u64, Asking) {
        let who = 1 + self.roll(VISITORS);
        let mut asking = Asking::new(Caller::visitor(VisitorId::from_u128(u128::from(who))), Scene::Web);
        self.entries += 1;
        asking.entry = Some(EntryId::at(self.house.counter.now(), self.entries));
        (who, asking)
    }

    fn clerk(&self) -> Asking {
        Asking::new(Caller::keeper(), Scene::Shop)
    }

    fn step(&mut self) {
        match self.roll(14) {
            0..=2 => self.add(),
            3 | 4 => self.check_out(),
            5 => self.pay_again(),
            6 => self.change_line(),
            7..=9 => self.work_on_an_order(),
            10 => self.talk(),
            11 => {
                let secs = [20, 200, 1_000, 90_000][self.roll(4) as usize];
                self.house.hands.pass(secs);
            }
            12 => drop(self.house.counter.tick().unwrap()),
            _ => self.cancel(),
        }
    }

    fn add(&mut self) {
        let (_, asking) = self.visitor();
        let change = CartChange::Add {
            offering: THINGS[self.roll(3) as usize].into(),
            quantity: 1 + self.roll(30) as u32,
            options: Vec::new(),
            line: LineId(self.entries.to_string()),
            seen: None,
            by: ActorKind::Customer,
        };
        // A double click: the same form twice.
        for _ in 0..1 + self.roll(2) {
            let _ = self.house.counter.change_my_cart(&asking, "fr", &change);
        }
    }

    fn change_line(&mut self) {
        let (_, asking) = self.visitor();
        let cart = self.house.counter.my_cart(&asking, "fr").unwrap().cart;
        if let Some(item) = cart.cart_item.first() {
            let change = CartChange::SetQuantity { line: item.id.clone(), quantity: self.roll(40) as u32 };
            let _ = self.house.counter.change_my_cart(&asking, "fr", &change);
        }
    }

    fn check_out(&mut self) {
        let (_, asking) = self.visitor();
        let cart = self.house.counter.my_cart(&asking, "fr").unwrap();
        if cart.version.is_none() || cart.cart.is_empty() {
            return;
        }
        let id: CartId = cart.cart.id;
        let pick_up = self.roll(3) == 0;
        let payment = ["test_card", "bank_transfer", "shop"][self.roll(3) as usize];
        let filled = self.house.counter.fill_checkout(&asking, id, Some(&said(payment, pick_up)));
        if self.roll(4) == 0 {
            // They go away at the last step; their goods stay held until a timer gives them back.
            return;
        }
        if filled.is_ok_and(|now| now.missing.is_empty()) {
            let details = self.card();
            let times = 1 + self.roll(2);
            let done: BTreeSet<OrderId> = (0..times)
                .filter_map(|_| self.house.counter.complete_checkout(&asking, id, None, &details).ok())
                .map(|done| done.order)
                .collect();
            assert!(done.len() <= 1, "one order however often it is sent");
            self.orders.extend(done);
        }
    }

    fn card(&mut self) -> PaymentDetails {
        let card = TEST_CARDS[self.roll(TEST_CARDS.len() as u64) as usize];
        PaymentDetails {
            card_number: card.number.into(),
            card_expires: "12/39".into(),
            card_code: "123".into(),
            ..PaymentDetails::default()
        }
    }

    fn an_order(&mut self) -> Option<ProductOrder> {
        let all: Vec<OrderId> = self.orders.iter().copied().collect();
        let count = u64::try_from(all.len()).ok().filter(|count| *count > 0)?;
        let id = all[self.roll(count) as usize];
        Some(self.house.counter.product_order(&self.clerk(), id).unwrap())
    }

    fn pay_again(&mut self) {
        if let Some(order) = self.an_order() {
            let owner = Asking::new(Caller::visitor(order.visitor.unwrap()), Scene::Web);
            let details = self.card();
            let _ = self.house.counter.pay_again(&owner, order.id, "test_card", &details);
        }
    }

    fn cancel(&mut self) {
        if let Some(order) = self.an_order() {
            let owner = Asking::new(Caller::visitor(order.visitor.unwrap()), Scene::Web);
            let asking = if self.roll(2) == 0 { owner } else { self.clerk() };
            let _ = self.house.counter.cancel_order(&asking, order.id, "changed their mind");
        }
    }

    fn work_on_an_order(&mut self) {
        let Some(order) = self.an_order() else { return };
        let (clerk, counter) = (self.clerk(), &self.house.counter);
        match self.dice.next_u64() % 6 {
            0 => drop(counter.make_order_ready(&clerk, order.id)),
            1 => {
                let pick_up = order.pick_up();
                let code = pick_up
                    .and_then(|it| it.code.as_ref())
                    .map(|code| code.shown())
                    .unwrap_or("AAAA-AAAA".into());
                let place = order.shop().cloned().unwrap_or("shop".into());
                let taken = Some(order.amount_due()).filter(|due| *due > Decimal::ZERO);
                let asked = HandingOver {
                    order: order.id,
                    place,
                    presented: Presented::Code(code),
                    lines: Vec::new(),
                    taken,
                    taken_by: app::TakenBy::Cash,
                };
                for _ in 0..2 {
                    let _ = counter.hand_over(&clerk, &asked);
                }
            }
            2 => drop(counter.ship_order(
                &clerk,
                order.id,
                &Sending { place: Some("depot".into()), ..Sending::default() },
            )),
            3 => drop(counter.withdraw_from_order(&clerk, order.id, &[])),
            4 => {
                let lines: Vec<ReturnedLine> = order
                    .product_order_item
                    .iter()
                    .filter(|item| item.fulfilled > item.returned)
                    .map(|item| ReturnedLine {
                        item: item.id.clone(),
                        quantity: 1,
                        condition: collect::order::Condition::AsNew,
                        restock: false,
                    })
                    .collect();
                let _ = counter.take_goods_back(
                    &clerk,
                    order.id,
                    &lines,
                    Some(&"depot".into()),
                    "came back",
                    Decimal::ZERO,
                );
            }
            _ => {
                for payment in counter.payments_of_order(&clerk, order.id).unwrap() {
                    for _ in 0..2 {
                        let _ = counter.refund(&clerk, order.id, payment.id, true);
                    }
                }
                let less = order
                    .product_order_item
                    .first()
                    .map(|item| LineQuantity::new(&item.id, item.quantity / 2));
                let _ = counter.amend_order(&clerk, order.id, less.as_slice());
            }
        }
    }

    fn talk(&mut self) {
        let (who, asking) = self.visitor();
        let known = self.talks.iter().find(|(each, _)| *each == who).map(|(_, talk)| *talk);
        let message = MessageId::at(self.house.counter.now(), self.entries);
        let Some(talk) = known else {
            let question = Question {
                conversation: ConversationId::at(self.house.counter.now(), self.entries),
                message,
                text: "Lequel ?".into(),
                carried: Carried::default(),
                cart: None,
                language: "fr".into(),
                mail_address: String::new(),
                shown: None,
            };
            for _ in 0..2 {
                if let Ok(talk) = self.house.counter.ask(&asking.caller, &question) {
                    self.talks.retain(|(each, _)| *each != who);
                    self.talks.push((who, talk));
                    self.said.insert(message);
                }
            }
            return;
        };
        let sent = Sent { id: message, text: "Et encore".into(), shown: None };
        for _ in 0..1 + self.roll(3) {
            if self.house.counter.say(&asking.caller, talk, &sent).is_ok() {
                self.said.insert(message);
            }
        }
    }

    /// Everything that must hold, whatever happened.
    fn check(&self) {
        for thing in THINGS {
            let count = |bucket: &str| self.house.counter_of(&format!("stock/depot/{thing}/{bucket}"));
            let (available, held, committed) = (count("available"), count("held"), count("committed"));
            assert!(available >= 0 && held >= 0 && committed >= 0, "{thing}: {available} {held} {committed}");
            let (mut promised, mut gone) = (0, 0);
            for order in self.all_orders() {
                for item in order
                    .product_order_item
                    .iter()
                    .filter(|item| item.stock.iter().any(|part| part.item.as_str() == thing))
                {
                    promised +=
                        item.allocated.iter().map(|each| i64::try_from(each.quantity).unwrap()).sum::<i64>();
                    gone += i64::from(item.fulfilled);
                }
            }
            assert_eq!(committed, promised, "{thing}: what is promised is what orders have");
            assert_eq!(available + held + committed + gone, AT_FIRST, "{thing}: nothing came from nowhere");
        }
        for order in self.all_orders() {
            let lines = order.product_order_item.iter().flat_map(|item| &item.due_now);
            let sum: Decimal = lines.chain(&order.delivery_price).map(|amount| amount.amount).sum();
            assert_eq!(sum, order.due_now.value, "the total is the sum of its lines");
            assert_eq!(order.vat.iter().map(|group| group.total).sum::<Decimal>(), order.due_now.value);
            assert!(order.refunded() <= order.paid(), "never more back than came");
            for item in &order.product_order_item {
                assert!(
                    item.returned <= item.fulfilled
                        && item.fulfilled <= item.quantity
                        && item.quantity <= item.ordered
                );
            }
            if order.state == OrderState::Cancelled {
                assert!(order.product_order_item.iter().all(|item| item.allocated.is_empty()));
                assert_eq!(
                    order.paid() - order.refunded() - order.refund_due(),
                    Decimal::ZERO,
                    "owed back, for all to see"
                );
            }
        }
        let mut known = BTreeSet::new();
        for (who, talk) in &self.talks {
            let caller = Caller::visitor(VisitorId::from_u128(u128::from(*who)));
            for message in self.house.counter.talk(&caller, *talk).unwrap().messages {
                assert!(known.insert(message.id), "a message stands once");
            }
        }
        assert_eq!(known, self.said, "every message that was taken is there");
    }

    fn all_orders(&self) -> Vec<ProductOrder> {
        self.orders.iter().map(|id| self.house.counter.product_order(&self.clerk(), *id).unwrap()).collect()
    }
}

fn said(payment: &str, pick_up: bool) -> CheckoutData {
    CheckoutData {
        contact: Contact {
            given_name: "Ada".into(),
            family_name: "Martin".into(),
            email: "ada@example.org".into(),
            phone: String::new(),
        },
        address: PostalAddress {
            street: "1 rue de la Paix".into(),
            postcode: "69003".into(),
            city: "Lyon".into(),
            country: "FR".into(),
            ..PostalAddress::default()
        },
        delivery: Some(if pick_up {
            DeliveryChoice::PickUp { place: "depot".into() }
        } else {
            DeliveryChoice::Send { method: "post".into() }
        }),
        payment: payment.into(),
        terms: Some(1),
        summary_accepted: true,
        begin_at_once: false,
    }
}

fn play(mut crowd: Crowd, steps: usize, accident_every: usize) {
    for step in 0..steps {
        crowd.step();
        if step % accident_every == accident_every - 1 {
            crowd.house.accident();
        }
        if step % 20 == 19 {
            crowd.check();
        }
    }
    crowd.house.hands.pass(90 * 24 * 3_600);
    for _ in 0..10 {
        crowd.house.counter.tick().unwrap();
    }
    crowd.check();
    crowd.house.verify();
    assert!(crowd.orders.len() > 2, "{} orders", crowd.orders.len());
}

#[test]
fn a_crowd_out_of_any_seed_breaks_nothing() {
    (1..=6).for_each(|seed| play(Crowd::new(House::new(), seed), STEPS, usize::MAX));
}

#[test]
fn a_crowd_breaks_nothing_when_the_store_has_accidents() {
    for (house, seed) in House::on_every_store().into_iter().zip(11..) {
        play(Crowd::new(house, seed), STEPS / 2, 7);
    }
}
