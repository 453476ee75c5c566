//! People and their orders: what a guest did becomes the customer's when they sign in, and leaves without them when they
//! go. Whatever is erased is in no byte of the store's files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop")]

#[allow(dead_code, reason = "another test uses the rest of the house")]
mod house;

use app::{Asking, PaymentDetails, PeopleRefusal, Question};
use collect::cart::{CartChange, CheckoutData, Contact, DeliveryChoice, LineId};
use collect::order::Delivery;
use collect::place::PostalAddress;
use dialogue::Carried;
use house::House;
use ledger::RecordQuery;
use party::{Caller, Holder, Permission};
use types::{ActorKind, ConversationId, CustomerId, OrderId, Scene, ViewName, VisitorId};
use wording::Language;

const NAMES: [&str; 4] = ["ondine", "quévremont", "ondine@example.org", "rue des lilas mauves"];

fn guest(number: u128) -> Caller {
    Caller::visitor(VisitorId::from_u128(number))
}

fn web(caller: Caller) -> Asking {
    Asking::new(caller, Scene::Web)
}

fn add(offering: &str) -> CartChange {
    CartChange::Add {
        offering: offering.into(),
        quantity: 1,
        options: Vec::new(),
        line: LineId("1".into()),
        seen: None,
        by: ActorKind::Customer,
    }
}

fn said() -> CheckoutData {
    CheckoutData {
        contact: Contact {
            given_name: "Ondine".into(),
            family_name: "Quévremont".into(),
            email: "ondine@example.org".into(),
            phone: "06 12 34 56 78".into(),
        },
        address: PostalAddress {
            street: "1 rue des Lilas Mauves".into(),
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
    fn order(&self, who: &Caller) -> OrderId {
        let asking = web(who.clone());
        let cart = self.counter.change_my_cart(&asking, "fr", &add("phone")).unwrap().cart.id;
        let ready = self.counter.fill_checkout(&asking, cart, Some(&said())).unwrap();
        assert!(ready.missing.is_empty(), "{:?}", ready.missing);
        let card = PaymentDetails {
            card_number: app::TEST_CARDS[0].number.into(),
            card_expires: "12/39".into(),
            card_code: "123".into(),
            ..PaymentDetails::default()
        };
        let seen = self.counter.cart(&asking, cart).unwrap().priced.total();
        self.counter.complete_checkout(&asking, cart, Some(seen), &card).unwrap().order
    }

    fn ask(&self, who: &Asking) -> ConversationId {
        let question = Question {
            conversation: self.counter.new_talk(),
            message: self.counter.new_message(),
            text: "Est-ce que ça tient ?".into(),
            carried: Carried::default(),
            cart: None,
            language: "fr".into(),
            mail_address: String::new(),
            shown: None,
        };
        self.counter.ask(&who.caller, &question).unwrap()
    }

    fn sign_in(&self, browser: &Caller, address: &str) -> CustomerId {
        self.counter.ask_code(&web(browser.clone()), address, Language::French).unwrap();
        let live = self.counter.book(&ViewName::live()).unwrap();
        let query = RecordQuery {
            by: Some("to"),
            from: Some(address),
            to: Some(address),
            limit: 99,
            ..Default::default()
        };
        let (mails, _) = live.ledger.records(live.view, "mail", &query).unwrap();
        let last = mails.iter().max_by_key(|mail| mail.position).unwrap();
        let subject = last.body().unwrap()["subject"].as_str().unwrap();
        let digits = subject.split(|c: char| !c.is_ascii_digit()).find(|piece| piece.len() == 6).unwrap();
        let opened = self
            .counter
            .sign_in_by_code(&web(browser.clone()), address, digits, Language::French, "")
            .unwrap();
        let Holder::Customer(id) = opened.session.holder else { panic!("a customer") };
        id
    }
}

#[test]
fn a_guests_cart_and_orders_are_theirs_once_they_sign_in() {
    let house = House::new();
    let (at_home, elsewhere) = (guest(1), guest(2));
    let order = house.order(&at_home);
    house.counter.change_my_cart(&web(elsewhere.clone()), "fr", &add("rare-4")).unwrap();
    let ondine = house.sign_in(&elsewhere, "ondine@example.org");
    let signed_in = web(Caller::customer(ondine, elsewhere.visitor));
    // The order was placed in another browser, under the address that is now shown to be hers.
    let mine = house.counter.my_orders(&signed_in).unwrap();
    assert_eq!(mine.iter().map(|it| it.id).collect::<Vec<_>>(), [order]);
    assert_eq!(house.counter.pieces_in_my_cart(&signed_in).unwrap(), 1);
    // At home she had begun another cart: both become one.
    house.counter.change_my_cart(&web(at_home.clone()), "fr", &add("rare-16")).unwrap();
    assert_eq!(house.sign_in(&at_home, "ondine@example.org"), ondine);
    let at_home = web(Caller::customer(ondine, at_home.visitor));
    assert_eq!(house.counter.pieces_in_my_cart(&at_home).unwrap(), 2);
    let things = house.counter.my_things(&at_home).unwrap();
    assert_eq!(things.orders.len(), 1);
    house.verify();
}

#[test]
fn whoever_signs_out_leaves_nothing_open_in_the_browser() {
    let house = House::new();
    let browser = guest(3);
    let ada = house.sign_in(&browser, "ada@example.org");
    let herself = web(Caller::customer(ada, browser.visitor));
    let order = house.order(&herself.caller);
    let cart = house.counter.change_my_cart(&herself, "fr", &add("rare-4")).unwrap().cart.id;
    let talk = house.ask(&herself);
    // She signs out, and then somebody else signs in on the same machine.
    let eve = house.sign_in(&browser, "eve@example.org");
    for other in [browser.clone(), Caller::customer(eve, browser.visitor)] {
        let other = web(other);
        assert!(house.counter.product_order(&other, order).is_err());
        assert!(house.counter.proof_of_purchase(&other, order, Language::French).is_err());
        assert!(house.counter.cancel_order(&other, order, "").is_err());
        assert!(house.counter.withdraw_from_order(&other, order, &[]).is_err());
        let card = PaymentDetails::default();
        assert!(house.counter.pay_again(&other, order, "test_card", &card).is_err());
        assert!(house.counter.send_checkout(&other, cart, &said(), None, &card).is_err());
        assert!(house.counter.my_orders(&other).unwrap().is_empty());
        assert!(house.counter.talk(&other.caller, talk).is_err());
    }
    assert!(house.counter.product_order(&herself, order).is_ok());
    assert!(house.counter.talk(&herself.caller, talk).is_ok());
    // What she asked as a guest before signing in is hers too, and not the browser's any more.
    let at_work = guest(4);
    let asked = house.ask(&web(at_work.clone()));
    assert!(house.counter.talk(&at_work, asked).is_ok());
    house.sign_in(&at_work, "ada@example.org");
    assert!(house.counter.talk(&at_work, asked).is_err());
    assert!(house.counter.talk(&Caller::customer(ada, None), asked).is_ok());
}

#[test]
fn a_deleted_account_leaves_figures_and_no_name_in_any_byte() {
    for house in House::on_every_store() {
        let browser = guest(7);
        let order = house.order(&browser);
        let ondine = house.sign_in(&browser, "ondine@example.org");
        let herself = web(Caller::customer(ondine, browser.visitor));
        house.counter.change_my_cart(&herself, "fr", &add("rare-4")).unwrap();
        let refused = house.counter.erase_customer(&herself, ondine, true);
        assert!(matches!(refused, Err(PeopleRefusal::UnderWay { orders: 1, .. })), "{refused:?}");
        let held = house.counter.held_about_me(&herself).unwrap();
        assert_eq!(held.content["productOrder"].as_array().unwrap().len(), 1);
        assert!(!held.content["mail"].as_array().unwrap().is_empty());

        let on_disk = house.counter.data().join("house.sqlite").exists();
        assert_eq!(!files_that_name(&house).is_empty(), on_disk, "the names are there to be found");
        house.counter.cancel_order(&herself, order, "").unwrap();
        let before = house.counter.product_order(&herself, order).unwrap();
        house.counter.erase_customer(&herself, ondine, true).unwrap();
        let keeper = web(Caller::keeper());
        keeper.may(Permission::ReadOrders).unwrap();
        let after = house.counter.product_order(&keeper, order).unwrap();
        assert_eq!(
            (after.due_now, after.vat, after.product_order_item.len(), after.external_id, after.state),
            (before.due_now, before.vat, before.product_order_item.len(), before.external_id, before.state)
        );
        assert!(after.customer.is_none() && after.contact.email.is_empty());
        let Delivery::Shipping { address, .. } = after.delivery else { panic!("it was to be sent") };
        assert_eq!((address.postcode.as_str(), address.country.as_str()), ("69", "FR"));
        house.verify();
        assert_eq!(files_that_name(&house), Vec::<String>::new());
    }
}

/// The files of the house that hold one of the names; a store in memory or a database elsewhere has none.
fn files_that_name(house: &House) -> Vec<String> {
    let mut naming = Vec::new();
    let mut folders = vec![house.counter.data().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
            let found = NAMES.iter().filter(|name| text.contains(**name));
            naming.extend(found.map(|name| format!("{} holds “{name}”", path.display())));
        }
    }
    naming
}
