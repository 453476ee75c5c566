//! People and their orders: what a guest did becomes the customer's when they sign in, and leaves without them when they
//! go. Whatever is erased is in no byte of the store's files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop")]

#[allow(dead_code, reason = "another test uses the rest of the house")]
mod house;

use app::{Asking, DeadEndNote, DeadEndReason, LookedAt, PaymentDetails, PeopleRefusal, Question};
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

    /// Somebody seeks words that nothing answers.
    fn seek(&self, words: &str) {
        let mut note = DeadEndNote::new(DeadEndReason::NothingFound);
        note.search = Some(words.to_owned());
        self.counter.note_dead_end(note);
        self.counter.write_dead_ends().unwrap();
    }

    /// A subscription out of an order, as the browser that ordered has it.
    fn product_of(&self, order: OrderId) {
        self.write_product(order, "active", None);
    }

    fn end_product(&self, order: OrderId) {
        self.write_product(order, "terminated", Some("Ondine Quévremont"));
    }

    fn write_product(&self, order: OrderId, status: &str, customer: Option<&str>) {
        let live = self.counter.book(&ViewName::live()).unwrap();
        let id = "prd_41m8qqzv3hf9b8c2n0t5d6x7ya";
        let before = live.ledger.record(live.view, "product", id).unwrap();
        let mut body = before.as_ref().and_then(|it| it.body().cloned()).unwrap_or_else(|| {
            serde_json::json!({
                "id": id, "name": "Forfait", "orderDate": "2026-01-01T00:00:00Z",
                "productOffering": { "id": "plan" }, "relatedParty": [{ "name": "Ondine Quévremont" }],
                "productOrderItem": [{ "productOrderId": order.to_string(), "orderItemId": "1" }],
            })
        });
        body["status"] = serde_json::json!(status);
        assert_eq!(customer.is_some(), body.get("customer").is_some(), "whose it is");
        let mut entry = ledger::Entry::new(types::EntryId::at(self.counter.now(), self.counter.chance()));
        entry.records.push(ledger::RecordWrite {
            kind: "product".into(),
            id: id.into(),
            read_version: before.map(|it| it.version),
            indexed: vec![("order".into(), order.to_string())],
            body: Some(body),
        });
        live.ledger.commit(live.view, entry).unwrap();
    }

    fn sign_in(&self, browser: &Caller, address: &str) -> CustomerId {
        self.counter.ask_code(&web(browser.clone()), address, "here", Language::French).unwrap();
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
fn what_somebody_else_ordered_as_a_guest_in_the_same_browser_stays_theirs() {
    let house = House::new();
    let browser = guest(5);
    let order = house.order(&browser);
    let eve = house.sign_in(&browser, "eve@example.org");
    let herself = web(Caller::customer(eve, browser.visitor));
    assert!(house.counter.product_order(&herself, order).unwrap().customer.is_none());
    let things = house.counter.my_things(&herself).unwrap();
    assert!(things.orders.is_empty(), "nothing of Ondine's is held about Eve");
    let held = house.counter.held_about_me(&herself).unwrap().content.to_string().to_lowercase();
    assert!(NAMES.iter().all(|name| !held.contains(name)), "{held}");
    house.counter.erase_customer(&herself, eve, true).unwrap();
    assert!(house.counter.product_order(&web(browser.clone()), order).is_ok(), "it went with nobody");
    let ondine = house.sign_in(&browser, "ondine@example.org");
    assert_eq!(
        house.counter.product_order(&web(Caller::customer(ondine, None)), order).unwrap().customer,
        Some(ondine)
    );
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
        // Her name in what was sought stays with nobody's id; her mails are files of the outbox.
        house.seek("telephone quevremont");
        house.seek("telephone rouge");
        house.counter.deliver_all_mail().unwrap();
        assert!(files_that_name(&house).iter().any(|file| file.contains(".eml")));
        house.counter.cancel_order(&herself, order, "").unwrap();
        let before = house.counter.product_order(&herself, order).unwrap();
        house.counter.deliver_all_mail().unwrap();
        house.counter.erase_customer(&herself, ondine, true).unwrap();
        let keeper = web(Caller::keeper());
        let left = house.counter.dead_ends(&keeper, jiff::Timestamp::UNIX_EPOCH, "fr").unwrap();
        assert_eq!(left.rare_phrases, 1, "what names her is gone, and nothing else");
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

#[test]
fn what_a_guest_ordered_elsewhere_is_found_taken_away_and_erased_with_the_address() {
    for house in House::on_every_store() {
        let (at_home, elsewhere) = (guest(1), guest(2));
        let order = house.order(&at_home);
        house.product_of(order);
        house.counter.deliver_all_mail().unwrap();
        let ondine = house.sign_in(&elsewhere, "ondine@example.org");
        let herself = web(Caller::customer(ondine, elsewhere.visitor));
        let things = house.counter.my_things(&herself).unwrap();
        assert_eq!((things.orders.len(), things.products.len()), (1, 1));
        let held = house.counter.held_about_me(&herself).unwrap().content;
        for kind in ["productOrder", "product", "payment", "shoppingCart", "mail"] {
            assert!(!held[kind].as_array().unwrap().is_empty(), "{kind}");
        }
        let refused = house.counter.erase_customer(&herself, ondine, true);
        assert!(matches!(refused, Err(PeopleRefusal::UnderWay { orders: 1, products: 1 })), "{refused:?}");
        house.end_product(order);
        house.counter.cancel_order(&herself, order, "").unwrap();
        house.counter.deliver_all_mail().unwrap();
        house.counter.erase_customer(&herself, ondine, true).unwrap();
        house.verify();
        assert_eq!(files_that_name(&house), Vec::<String>::new());
    }
}

#[test]
fn an_administrator_erases_a_guest_by_their_address_and_nobody_else_does() {
    for house in House::on_every_store() {
        let browser = guest(1);
        let order = house.order(&browser);
        let address = "ondine@example.org".parse().unwrap();
        let by = |who: &Caller| house.counter.erase_guest(&web(who.clone()), &address, true);
        let agent = Caller::staff(types::StaffId::from_u128(4), [party::Role::Agent].into());
        assert!(by(&agent).is_err() && by(&browser).is_err());
        let keeper = Caller::keeper();
        assert!(matches!(by(&keeper), Err(PeopleRefusal::UnderWay { orders: 1, products: 0 })));
        let unsure = house.counter.erase_guest(&web(keeper.clone()), &address, false);
        assert!(matches!(unsure, Err(PeopleRefusal::NotConfirmed)));
        house.counter.cancel_order(&web(browser), order, "").unwrap();
        house.counter.deliver_all_mail().unwrap();
        assert_eq!(house.counter.guest_orders_of(&web(agent), &address).unwrap().len(), 1);
        assert!(by(&keeper).unwrap().records > 3);
        house.verify();
        assert_eq!(files_that_name(&house), Vec::<String>::new());
        assert!(by(&keeper).is_err(), "there is nobody any more");
    }
}

#[test]
fn a_guests_erasure_leaves_what_is_a_customers() {
    let house = House::new();
    let browser = guest(1);
    let ondine = house.sign_in(&browser, "ondine@example.org");
    let herself = Caller::customer(ondine, browser.visitor);
    let order = house.order(&herself);
    house.counter.cancel_order(&web(herself.clone()), order, "").unwrap();
    let address = "ondine@example.org".parse().unwrap();
    let _ = house.counter.erase_guest(&web(Caller::keeper()), &address, true);
    let mine = house.counter.product_order(&web(herself), order).unwrap();
    assert_eq!(mine.contact.email, "ondine@example.org");
}

#[test]
fn who_looked_at_an_order_or_a_mail_is_told_once_an_hour_to_whoever_it_is_about() {
    let house = House::new();
    let browser = guest(1);
    let order = house.order(&browser);
    let billing = web(Caller::staff(types::StaffId::from_u128(4), [party::Role::Billing].into()));
    house.counter.look_at_order(&billing, order).unwrap();
    house.counter.look_at_order(&billing, order).unwrap();
    let mails = house.counter.mails(&billing, None, None, 10).unwrap().mails;
    house.counter.mail(&billing, &mails[0].id.to_string()).unwrap();
    // She signs in, and sees who looked while she was a guest.
    let ondine = house.sign_in(&browser, "ondine@example.org");
    let herself = web(Caller::customer(ondine, browser.visitor));
    let looks = || -> Vec<LookedAt> {
        house.counter.file_openings(&herself).unwrap().into_iter().map(|look| look.what).collect()
    };
    assert_eq!(looks().len(), 2, "{:?}", looks());
    assert!(looks().contains(&LookedAt::Order) && looks().contains(&LookedAt::Mail));
    house.hands.pass(3_600);
    house.counter.look_at_order(&billing, order).unwrap();
    assert_eq!(looks().len(), 3);
    // She herself, and whoever keeps the machine before there are accounts, look at nothing.
    house.counter.look_at_order(&herself, order).unwrap();
    assert_eq!(looks().len(), 3);
}

#[test]
fn what_signs_a_customer_in_is_read_by_nobody_who_works_here() {
    let house = House::new();
    house.counter.ask_code(&web(guest(1)), "ondine@example.org", "here", Language::French).unwrap();
    let administrator = Caller::staff(types::StaffId::from_u128(4), [party::Role::Administrator].into());
    let list = house.counter.mails(&web(administrator.clone()), None, None, 10).unwrap().mails;
    let (mail, id) = (&list[0], list[0].id.to_string());
    assert!(mail.is_veiled() && !mail.subject.contains(|c: char| c.is_ascii_digit()), "{}", mail.subject);
    let one = house.counter.mail(&web(administrator.clone()), &id).unwrap();
    assert!(one.content.is_empty() && one.content_html.is_empty());
    assert!(house.counter.mail_file(&web(administrator), &id).is_err());
    let kept = house.counter.mail(&web(Caller::keeper()), &id).unwrap();
    assert!(!kept.is_veiled() && kept.content.contains(|c: char| c.is_ascii_digit()));
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
