//! A question, a cart that two people fill, a link back, an order: one adjustment with the minutes of both sides.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

#[allow(dead_code, clippy::print_stderr, reason = "each program of tests uses some of the house")]
mod house;

use std::collections::BTreeSet;

use app::{Asking, CartTrouble, PaymentDetails, Question, Sent, TalkCartTrouble, TalkTrouble};
use collect::cart::{CartChange, CheckoutData, Contact, DeliveryChoice, LineId};
use collect::place::PostalAddress;
use dialogue::Carried;
use house::House;
use party::{Caller, Role};
use portrait::Filter;
use types::{ActorKind, CartId, ConversationId, EntryId, MessageId, Scene, StaffId, ViewName, VisitorId};

fn buyer(number: u128) -> Asking {
    Asking::new(Caller::visitor(VisitorId::from_u128(number)), Scene::Web)
}

fn agent() -> Asking {
    Asking::new(Caller::staff(StaffId::from_u128(1), BTreeSet::from([Role::Agent])), Scene::Chat)
}

fn add(offering: &str, line: &str, by: ActorKind) -> CartChange {
    CartChange::Add {
        offering: offering.into(),
        quantity: 1,
        options: Vec::new(),
        line: LineId(line.into()),
        seen: None,
        by,
    }
}

fn said() -> CheckoutData {
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
        delivery: Some(DeliveryChoice::Send { method: "post".into() }),
        payment: "test_card".into(),
        terms: Some(1),
        summary_accepted: true,
        begin_at_once: false,
    }
}

impl House {
    fn asks(&self, asking: &Asking, number: u128, cart: Option<CartId>) -> ConversationId {
        let question = Question {
            conversation: ConversationId::from_u128(number),
            message: MessageId::from_u128(number << 32),
            text: "Avec ou sans coque ?".into(),
            carried: Carried::new("/cart", "Panier", [""; 0], "", ""),
            cart,
            language: "fr".into(),
            mail_address: "ada@example.org".into(),
            shown: Some(self.counter.now()),
        };
        self.hands.pass(45);
        self.counter.ask(&asking.caller, &question).unwrap()
    }

    fn answers(&self, id: ConversationId, number: u128) {
        let sent =
            Sent { id: MessageId::from_u128(number), text: "Avec.".into(), shown: Some(self.counter.now()) };
        self.hands.pass(30);
        self.counter.answer(&agent().caller, "Bo", id, &sent).unwrap();
    }

    fn mails(&self) -> Vec<serde_json::Value> {
        let book = self.counter.book(&ViewName::live()).unwrap();
        let query = ledger::RecordQuery { limit: 100, ..ledger::RecordQuery::default() };
        let (found, _) = book.ledger.records(book.view, "mail", &query).unwrap();
        found.into_iter().filter_map(|record| record.body().cloned()).collect()
    }
}

#[test]
fn a_seller_fills_the_same_cart_and_the_customer_orders_it() {
    for house in House::on_every_store() {
        fills_and_orders(&house);
    }
}

fn fills_and_orders(house: &House) {
    let counter = &house.counter;
    let ada = buyer(1);
    let cart = counter.change_my_cart(&ada, "fr", &add("phone", "1", ActorKind::Customer)).unwrap().cart.id;
    let talk = house.asks(&ada, 1, Some(cart));
    counter.take_talk(&agent().caller, "Bo", talk, false).unwrap();
    house.answers(talk, 2);
    counter.saw_talk(&ada.caller, talk).unwrap();
    house.hands.pass(61);
    assert_eq!(counter.mail_unread_answers().unwrap(), 0, "the customer was shown the answer");

    // The seller puts something in; the customer sees it, and changes it back. Events tell both.
    let before = counter.talk(&ada.caller, talk).unwrap().position;
    counter.change_talk_cart(&agent(), talk, &add("rare-1", "2", ActorKind::Agent)).unwrap();
    let news = counter.talk_events(&ada.caller, talk, before).unwrap();
    assert!(news.cart && news.messages.is_empty());
    let seen = counter.talk_cart(&ada, talk).unwrap().unwrap();
    assert_eq!((seen.cart.id, seen.cart.cart_item.len()), (cart, 2));
    assert_eq!(seen.cart.cart_item[1].added_by, ActorKind::Agent);
    let change = CartChange::Remove { line: LineId("2".into()) };
    counter.change_talk_cart(&ada, talk, &change).unwrap();
    let news = counter.talk_events(&agent().caller, talk, news.position).unwrap();
    assert!(news.cart);
    assert_eq!(counter.talk_cart(&agent(), talk).unwrap().unwrap().cart.cart_item.len(), 1);
    assert!(!counter.talk_events(&ada.caller, talk, news.position).unwrap().cart, "told once");

    // A stranger sees neither.
    assert!(matches!(counter.talk_cart(&buyer(9), talk), Err(TalkTrouble::NotFound)));
    assert!(counter.change_talk_cart(&buyer(9), talk, &change).is_err());

    counter.hand_back(&agent().caller, "Bo", talk).unwrap();
    assert_eq!(house.mails().len(), 1, "the link, to the address that was left");
    let now = counter.fill_checkout(&ada, cart, Some(&said())).unwrap();
    assert!(now.missing.is_empty(), "{:?}", now.missing);
    let card = PaymentDetails {
        card_number: app::TEST_CARDS[0].number.into(),
        card_expires: "12/39".into(),
        card_code: "123".into(),
        ..PaymentDetails::default()
    };
    counter.complete_checkout(&ada, cart, None, &card).unwrap();

    let portrait = counter.portrait(&ViewName::live(), &Filter::default()).unwrap();
    let adjustments = portrait.adjustments.unwrap();
    assert_eq!(adjustments.total, 1, "the question, the answer and the order are one demand");
    let all: Vec<_> = adjustments.work.iter().filter(|(_, work)| work.adjustments > 0).collect();
    assert!(all[0].0.starts_with("fitted"), "{all:?}");
    assert!(all[0].1.customer_s >= 45.0 && all[0].1.agent_s >= 30.0, "{all:?}");
    assert_eq!(all[0].1.waiting_s, 30.0);
}

#[test]
fn a_seller_begins_a_cart_for_somebody_who_has_none() {
    let house = House::new();
    let counter = &house.counter;
    let ada = buyer(1);
    let talk = house.asks(&ada, 1, None);
    assert!(counter.talk_cart(&agent(), talk).unwrap().is_none());
    let asking = Asking { entry: Some(EntryId::from_u128(5)), ..agent() };
    for _ in 0..2 {
        counter.change_talk_cart(&asking, talk, &add("phone", "1", ActorKind::Agent)).unwrap();
    }
    let mine = counter.my_cart(&ada, "fr").unwrap();
    assert_eq!(
        (mine.cart.cart_item.len(), mine.cart.cart_item[0].quantity),
        (1, 1),
        "a double click adds once"
    );
    assert_eq!(counter.talk_of_cart(mine.cart.id).unwrap(), Some(talk));
    let gone = counter.change_talk_cart(&agent(), talk, &add("no-such", "2", ActorKind::Agent));
    assert!(matches!(gone, Err(TalkCartTrouble::Cart(CartTrouble::Refused(_)))), "{gone:?}");
    // What was never in a cart is found by its name, with its price.
    let found = counter.offers_like(&agent(), "PHON", 5).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].priced.due_now.to_string(), "199.00");
    assert!(counter.offers_like(&ada, "phone", 5).is_err());
}

#[test]
fn a_link_brings_the_cart_to_another_device_with_what_lay_in_the_one_there() {
    let house = House::new();
    let counter = &house.counter;
    let (ada, phone) = (buyer(1), buyer(2));
    let cart = counter.change_my_cart(&ada, "fr", &add("phone", "1", ActorKind::Customer)).unwrap().cart.id;
    let talk = house.asks(&ada, 1, Some(cart));
    house.answers(talk, 2);
    house.answers(talk, 3);
    counter.saw_talk(&agent().caller, talk).unwrap();
    assert_eq!(counter.mail_unread_answers().unwrap(), 0, "a minute is given to read it");
    house.hands.pass(61);
    assert_eq!(counter.open_talk_of(&ada.caller).unwrap(), Some((talk, true)));
    assert_eq!((counter.mail_unread_answers().unwrap(), counter.mail_unread_answers().unwrap()), (1, 0));
    assert_eq!(house.mails().len(), 1, "both answers in one mail, for somebody who went away");
    let token = counter.hand_back(&agent().caller, "Bo", talk).unwrap();
    counter.change_my_cart(&phone, "fr", &add("rare-1", "9", ActorKind::Customer)).unwrap();
    assert!(!counter.is_my_talk(&phone.caller, talk).unwrap());
    counter.open_handed(&phone, &token).unwrap();
    let there = counter.my_cart(&phone, "fr").unwrap();
    assert_eq!((there.cart.id, there.cart.cart_item.len()), (cart, 2), "the same cart, and nothing lost");
    assert!(counter.is_my_talk(&phone.caller, talk).unwrap());
    counter.open_handed(&phone, &token).unwrap();
    assert_eq!(counter.my_cart(&phone, "fr").unwrap().cart.cart_item.len(), 2, "twice is once");
    // On the first device the conversation still shows the cart.
    assert_eq!(counter.talk_cart(&ada, talk).unwrap().unwrap().cart.id, cart);
}
