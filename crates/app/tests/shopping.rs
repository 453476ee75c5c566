//! From the shelf to the order, through the use cases: nothing oversold, nothing charged twice, whatever is repeated, delayed or
//! cut off. The same on every store.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

#[allow(dead_code, reason = "each test uses its part of the house")]
mod house;

use app::{Asking, CheckoutTrouble, LinkedOrder, PaymentDetails};
use collect::cart::{CartChange, CheckoutData, Contact, DeliveryChoice, LineId};
use collect::checkout::Requirement;
use collect::order::{OrderState, PaymentStanding};
use collect::place::PostalAddress;
use house::House;
use party::Caller;
use serde_json::{Value, json};
use types::{ActorKind, CartId, Scene, VisitorId};

fn buyer(number: u128) -> Asking {
    Asking::new(Caller::visitor(VisitorId::from_u128(number)), Scene::Web)
}

fn keeper() -> Asking {
    Asking::new(Caller::keeper(), Scene::BackOffice)
}

fn add(offering: &str, quantity: u32) -> CartChange {
    CartChange::Add {
        offering: offering.into(),
        quantity,
        options: Vec::new(),
        line: LineId("1".into()),
        seen: None,
        by: ActorKind::Customer,
    }
}

fn said(payment: &str) -> CheckoutData {
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
        payment: payment.into(),
        terms: Some(1),
        summary_accepted: true,
        begin_at_once: false,
    }
}

fn card(number: &str) -> PaymentDetails {
    PaymentDetails {
        card_number: number.into(),
        card_expires: "12/39".into(),
        card_code: "123".into(),
        ..PaymentDetails::default()
    }
}

fn good_card() -> PaymentDetails {
    card(app::TEST_CARDS[0].number)
}

impl House {
    fn fill(&self, asking: &Asking, offering: &str, quantity: u32) -> CartId {
        self.counter.change_my_cart(asking, "fr", &add(offering, quantity)).unwrap().cart.id
    }

    fn to_payment(&self, asking: &Asking, offering: &str, payment: &str) -> Result<CartId, Vec<Requirement>> {
        let cart = self.fill(asking, offering, 1);
        let now = self.counter.fill_checkout(asking, cart, Some(&said(payment))).unwrap();
        if now.missing.is_empty() { Ok(cart) } else { Err(now.missing) }
    }

    fn stock(&self, item: &str) -> (i64, i64, i64) {
        let count = |bucket: &str| self.counter_of(&format!("stock/depot/{item}/{bucket}"));
        (count("available"), count("held"), count("committed"))
    }
}

#[test]
fn a_card_pays_and_the_order_goes_on() {
    for house in House::on_every_store() {
        let ada = buyer(1);
        let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
        assert_eq!(house.stock("phone"), (99, 1, 0), "held at the entry of the checkout");
        let seen = house.counter.cart(&ada, cart).unwrap().priced.total();
        let done = house.counter.complete_checkout(&ada, cart, Some(seen), &good_card()).unwrap();
        assert_eq!(done.standing, PaymentStanding::Settled);
        assert_eq!(house.stock("phone"), (99, 0, 1));
        let order = house.counter.product_order(&ada, done.order).unwrap();
        assert_eq!(order.due_now.value.to_string(), "204.9", "199.00 and the post");
        // Twice, from two tabs: the same order, nothing moved.
        let again = house.counter.complete_checkout(&ada, cart, Some(seen), &good_card()).unwrap();
        assert_eq!((again.order, house.stock("phone")), (done.order, (99, 0, 1)));
        assert!(house.counter.product_order(&buyer(2), done.order).is_err(), "nobody else's");
        assert!(house.counter.find_guest_order(&order.external_id, "ADA@example.org").is_ok());
        assert!(house.counter.find_guest_order(&order.external_id, "eve@example.org").is_err());
    }
}

#[test]
fn a_guest_finds_an_order_in_another_browser_and_the_first_keeps_it() {
    for house in House::on_every_store() {
        let (first, second, other) = (buyer(1), buyer(2), buyer(3));
        let cart = house.to_payment(&first, "phone", "test_card").unwrap();
        let id = house.counter.complete_checkout(&first, cart, None, &good_card()).unwrap().order;
        let number = house.counter.product_order(&first, id).unwrap().external_id;
        house.counter.claim_guest_order(&second, &number, "ada@example.org").unwrap();
        assert!(
            house.counter.product_order(&first, id).is_ok()
                && house.counter.product_order(&second, id).is_ok()
        );
        assert_eq!(house.counter.my_orders(&second).unwrap().len(), 1);
        assert!(
            house.counter.product_order(&other, id).is_err()
                && house.counter.my_orders(&other).unwrap().is_empty()
        );
        assert!(house.counter.claim_guest_order(&other, &number, "eve@example.org").is_err());
    }
}

#[test]
fn the_link_of_a_mail_opens_the_order_where_the_mail_is_read() {
    let house = House::new();
    let (first, phone) = (buyer(1), buyer(2));
    let cart = house.to_payment(&first, "phone", "test_card").unwrap();
    let id = house.counter.complete_checkout(&first, cart, None, &good_card()).unwrap().order;
    let mails = house.counter.mails(&Asking::machine(), None, None, 10).unwrap().mails;
    let token = mails[0].content.split("/orders/open/").nth(1).unwrap().lines().next().unwrap();
    let billing = Caller::staff(types::StaffId::from_u128(4), [party::Role::Billing].into());
    let read =
        house.counter.mail(&Asking::new(billing, Scene::BackOffice), &mails[0].id.to_string()).unwrap();
    assert!(!read.content.contains(token), "whoever works here could otherwise be the customer");
    assert_eq!(house.counter.linked_order(&first, token).unwrap(), LinkedOrder::Theirs(id));
    assert_eq!(house.counter.linked_order(&phone, token).unwrap(), LinkedOrder::Opens(id));
    assert!(house.counter.product_order(&phone, id).is_err(), "following it changes nothing");
    assert_eq!(house.counter.open_linked_order(&phone, token).unwrap(), LinkedOrder::Theirs(id));
    assert!(
        house.counter.product_order(&phone, id).is_ok() && house.counter.product_order(&first, id).is_ok()
    );
    let forged = format!("{token}0");
    assert_eq!(house.counter.open_linked_order(&buyer(3), &forged).unwrap(), LinkedOrder::Gone);
}

#[test]
fn everything_missing_is_said_and_nothing_is_lost() {
    let house = House::new();
    let ada = buyer(1);
    let cart = house.fill(&ada, "phone", 1);
    let now = house.counter.fill_checkout(&ada, cart, None).unwrap();
    assert!(now.missing.contains(&Requirement::Email) && now.held_until.is_some());
    let refused = house.counter.complete_checkout(&ada, cart, None, &good_card()).unwrap_err();
    let CheckoutTrouble::Missing(missing) = refused else { panic!("{refused}") };
    assert!(missing.len() > 4);
    assert_eq!(house.counter.my_cart(&ada, "fr").unwrap().cart.pieces(), 1);
}

#[test]
fn a_price_that_moved_is_told_and_not_charged() {
    let house = House::new();
    let ada = buyer(1);
    let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
    let seen = house.counter.cart(&ada, cart).unwrap().priced.total();
    house.reprice("phone", "249.00");
    let refused = house.counter.complete_checkout(&ada, cart, Some(seen), &good_card()).unwrap_err();
    assert!(matches!(refused, CheckoutTrouble::PriceChanged { .. }), "{refused}");
    let seen = house.counter.cart(&ada, cart).unwrap().priced.total();
    assert!(house.counter.complete_checkout(&ada, cart, Some(seen), &good_card()).is_ok());
}

#[test]
fn a_thousand_buyers_of_a_hundred_pieces_get_exactly_a_hundred() {
    for house in House::on_every_store() {
        for threads in [1_u128, 4, 16] {
            let item = format!("rare-{threads}");
            let got: usize = std::thread::scope(|scope| {
                let buy = |thread: u128| {
                    let (house, item) = (&house, &item);
                    scope.spawn(move || {
                        (0..1_000 / threads)
                            .filter(|n| house.buys(&buyer(threads << 64 | thread << 32 | (n + 1)), item))
                            .count()
                    })
                };
                (0..threads).map(buy).collect::<Vec<_>>().into_iter().map(|each| each.join().unwrap()).sum()
            });
            assert_eq!(got, 100, "{threads} at a time");
            assert_eq!(house.stock(&item), (0, 0, 100));
        }
        house.verify();
    }
}

impl House {
    fn buys(&self, asking: &Asking, item: &str) -> bool {
        let Ok(cart) = self.to_payment(asking, item, "bank_transfer") else { return false };
        self.counter.complete_checkout(asking, cart, None, &PaymentDetails::default()).is_ok()
    }
}

#[test]
fn when_every_cart_reached_payment_first_only_those_that_hold_get_it() {
    let house = House::new();
    let reached: Vec<(Asking, CartId)> = (1..=150)
        .filter_map(|n| {
            let asking = buyer(n);
            house.to_payment(&asking, "phone", "bank_transfer").ok().map(|cart| (asking, cart))
        })
        .collect();
    assert_eq!(reached.len(), 100);
    // Their quarter of an hour passes; fifty others come and take what was given back.
    house.hands.pass(16 * 60);
    let late: Vec<_> = (1_000..1_050).filter(|n| house.buys(&buyer(*n), "phone")).collect();
    assert_eq!(late.len(), 50, "what is over is ended by whoever needs it");
    let done = reached
        .iter()
        .filter(|(asking, cart)| {
            house.counter.complete_checkout(asking, *cart, None, &PaymentDetails::default()).is_ok()
        })
        .count();
    assert_eq!(done, 50);
    assert_eq!(house.stock("phone"), (0, 0, 100));
    house.counter.tick().unwrap();
    assert_eq!(house.stock("phone"), (0, 0, 100));
}

#[test]
fn a_timer_gives_back_what_was_held_too_long() {
    let house = House::new();
    house.to_payment(&buyer(1), "phone", "test_card").unwrap();
    assert_eq!(house.counter.tick().unwrap().reservations, 0);
    house.hands.pass(15 * 60 + 1);
    assert_eq!(house.counter.tick().unwrap().reservations, 1);
    assert_eq!(house.stock("phone"), (100, 0, 0));
}

#[test]
fn a_refused_card_leaves_the_order_waiting_and_another_pays_it() {
    let house = House::new();
    let ada = buyer(1);
    let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
    let refusing = app::TEST_CARDS.iter().find(|card| card.key == "declined").unwrap();
    let done = house.counter.complete_checkout(&ada, cart, None, &card(refusing.number)).unwrap();
    assert_eq!(done.standing, PaymentStanding::Refused);
    assert_eq!(house.stock("phone"), (99, 0, 1), "kept while another way is tried");
    let ends = house.counter.dead_ends(&keeper(), jiff::Timestamp::UNIX_EPOCH, "fr").unwrap();
    assert_eq!((ends.count, ends.without_offering), (1, 1));
    assert_eq!(ends.reasons, [("payment_refused".to_owned(), 1)]);
    assert_eq!(ends.refused_payments, [("declined".to_owned(), 1)]);
    let mails = || house.counter.mails(&Asking::machine(), None, None, 10).unwrap().mails;
    let [told] = &mails()[..] else { panic!("one mail says so: {:?}", mails()) };
    let number = house.counter.product_order(&ada, done.order).unwrap().external_id;
    assert!(told.subject.contains(&number) && told.content.contains("204,90"), "{}", told.content);
    let token = told.content.split("/orders/open/").nth(1).unwrap().lines().next().unwrap();
    assert_eq!(house.counter.linked_order(&buyer(2), token).unwrap(), LinkedOrder::Opens(done.order));
    assert!(told.content.contains("Vous pouvez payer jusqu"), "{}", told.content);
    let again = house.counter.pay_again(&ada, done.order, "test_card", &card(refusing.number)).unwrap();
    assert_eq!((again, mails().len()), (PaymentStanding::Refused, 1), "said once, however many are tried");
    let standing = house.counter.pay_again(&ada, done.order, "test_card", &good_card()).unwrap();
    assert_eq!(standing, PaymentStanding::Settled);
    assert_eq!(
        house.counter.pay_again(&ada, done.order, "test_card", &good_card()).unwrap(),
        PaymentStanding::Settled
    );
}

#[test]
fn the_mail_of_an_order_prices_every_line_and_its_lines_add_up() {
    let house = House::new();
    let price = |id: &str, kind: &str, amount: &str, unit: Value| {
        json!({"id": id, "name": "", "priceType": kind, "price": {"unit": "EUR", "value": amount},
            "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1, "unitOfMeasure": unit, "tax": [{"taxRate": 20}]})
    };
    let offering = json!({"id": "power", "name": "power", "isSellable": true, "productOfferingPrice": [{"id": "power-m"}, {"id": "power-u"}]});
    house.write(
        &[
            ("productOfferingPrice", "power-m", price("power-m", "recurring", "17.90", Value::Null)),
            (
                "productOfferingPrice",
                "power-u",
                price("power-u", "usage", "0.1936", json!({"amount": 1, "units": "kWh"})),
            ),
            ("productOffering", "power", offering),
        ],
        &[("stock/depot/power/available".to_owned(), 10)],
    );
    let ada = buyer(1);
    house.fill(&ada, "power", 1);
    let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
    house.counter.complete_checkout(&ada, cart, None, &good_card()).unwrap();
    let mails = house.counter.mails(&Asking::machine(), None, None, 10).unwrap().mails;
    let said = mails[0].content.replace(['\u{a0}', '\u{202f}'], " ");
    for part in ["17,90 € par mois", "0,1936 € / kWh", "199,00 €", "Post", "5,90 €", "204,90 €"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!said.contains(" 0,00 €"), "what is paid by the month is not said to cost nothing: {said}");
}

#[test]
fn what_was_said_for_the_latest_order_stands_in_the_next_checkout() {
    let house = House::new();
    let customer = types::CustomerId::from_u128(7);
    let ada = Asking::new(Caller::customer(customer, Some(VisitorId::from_u128(1))), Scene::Web);
    let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
    house.counter.complete_checkout(&ada, cart, None, &good_card()).unwrap();
    let filled = house.counter.checkout_prefilled(&ada, &CheckoutData::default()).unwrap();
    assert_eq!((filled.contact.family_name.as_str(), filled.address.city.as_str()), ("Martin", "Lyon"));
    assert!(filled.terms.is_none() && !filled.summary_accepted, "nothing is agreed to beforehand");
    let typed =
        CheckoutData { contact: Contact { given_name: "Zoé".into(), ..Contact::default() }, ..filled };
    assert_eq!(house.counter.checkout_prefilled(&ada, &typed).unwrap(), typed);
    assert_eq!(
        house.counter.checkout_prefilled(&buyer(2), &CheckoutData::default()).unwrap(),
        CheckoutData::default()
    );
}

#[test]
fn an_order_that_is_never_paid_gives_its_goods_back() {
    let house = House::new();
    let ada = buyer(1);
    let cart = house.to_payment(&ada, "phone", "bank_transfer").unwrap();
    let done = house.counter.complete_checkout(&ada, cart, None, &PaymentDetails::default()).unwrap();
    assert_eq!(done.standing, PaymentStanding::Awaited);
    house.hands.pass(60 * 24 * 3_600);
    house.counter.tick().unwrap();
    let order = house.counter.product_order(&ada, done.order).unwrap();
    assert_eq!(order.state, OrderState::Cancelled);
    assert_eq!(house.stock("phone"), (100, 0, 0));
    let ends = house.counter.dead_ends(&keeper(), jiff::Timestamp::UNIX_EPOCH, "fr").unwrap();
    assert_eq!(ends.reasons, [("not_paid".to_owned(), 1)], "nobody refused that payment");
}

#[test]
fn killed_between_payment_and_order_it_is_settled_at_the_next_start() {
    for key in ["silent-after-taking", "answers-late", "answers-twice", "never-reached"] {
        let slow = app::TEST_CARDS.iter().find(|card| card.key == key).unwrap();
        let house = House::new();
        let ada = buyer(1);
        let cart = house.to_payment(&ada, "phone", "test_card").unwrap();
        let done = house.counter.complete_checkout(&ada, cart, None, &card(slow.number)).unwrap();
        for _ in 0..50 {
            house.hands.pass(60);
            house.counter.tick().unwrap();
        }
        let order = house.counter.product_order(&ada, done.order).unwrap();
        if key == "never-reached" {
            assert_eq!((order.state, order.paid().to_string().as_str()), (OrderState::Cancelled, "0"));
            assert_eq!(house.stock("phone"), (100, 0, 0));
        } else {
            // The money was taken: either the order has it, or it is owed back for all to see.
            let settled = order.payment_standing == PaymentStanding::Settled;
            assert!(settled || order.refund_due() == order.due_now.value, "{key}: {:?}", order.state);
            assert_eq!(order.paid(), order.due_now.value, "{key}: taken once");
        }
        house.verify();
    }
}

#[test]
fn a_double_click_adds_once_and_another_click_adds_again() {
    let house = House::new();
    let mut ada = buyer(1);
    ada.entry = Some(types::EntryId::at(house.counter.now(), 7));
    for _ in 0..3 {
        house.counter.change_my_cart(&ada, "fr", &add("phone", 1)).unwrap();
    }
    assert_eq!(house.counter.my_cart(&ada, "fr").unwrap().cart.pieces(), 1);
    ada.entry = Some(types::EntryId::at(house.counter.now(), 8));
    house.counter.change_my_cart(&ada, "fr", &add("phone", 1)).unwrap();
    assert_eq!(house.counter.my_cart(&ada, "fr").unwrap().cart.pieces(), 2);
}
