//! The server is killed under its buyers, again and again, between any two bytes: when it is back, each buyer sends their last form
//! once more, as people do. Nobody pays twice, no money is lost, nothing is promised that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use app::{Asking, Clock, Counter, Defaults, Opening, PlayedClock};
use jiff::{SignedDuration, Timestamp};
use ledger::Location;
use party::Caller;
use rust_decimal::Decimal;
use serde_json::Value;
use types::{OrderId, Scene, ViewName};

use crate::binary::House;
use crate::browser::Browser;
use crate::serving::Server;

/// How many buy at the same time, and how often the server is killed.
const BUYERS: usize = 4;
const KILLS: u64 = 4;
/// What they buy.
const GOODS: &str = "chargeur-30";
const TEST_CARD: [(&str, &str); 2] = [("COMPTOIR_TEST_CARD", "true"), ("COMPTOIR_DEMO", "false")];

/// Somebody who buys one charger after another.
struct Buyer {
    browser: Browser,
    /// Whether their last form was not answered.
    unanswered: bool,
    /// The orders that they were told of.
    told: Vec<String>,
}

impl Buyer {
    /// Buys until the server is gone.
    fn buy(&mut self) {
        while self.buy_one().is_ok() {}
    }

    fn buy_one(&mut self) -> std::io::Result<()> {
        if !self.unanswered {
            let added = self.browser.try_to_post("/cart/lines", &[("offering", GOODS), ("quantity", "1")])?;
            assert_eq!(added.status, 303, "{}", added.body);
            self.browser.try_to_post("/checkout/enter", &[])?;
        }
        self.unanswered = true;
        let answer = self.browser.try_to_post("/checkout", &CHECKOUT)?;
        self.unanswered = false;
        match answer.location.split(['?', '#']).next() {
            Some(place) if place.starts_with("/orders/") => self.told.push(place.to_owned()),
            // The form went through before the server was killed, and the cart of its next sending is a new, empty one.
            _ => assert!(answer.status == 303 || answer.status == 422, "{} {}", answer.status, answer.body),
        }
        Ok(())
    }
}

const CHECKOUT: [(&str, &str); 13] = [
    ("given_name", "Ada"),
    ("family_name", "Martin"),
    ("email", "ada@example.org"),
    ("street", "1 rue de la Paix"),
    ("postcode", "69003"),
    ("city", "Lyon"),
    ("country", "FR"),
    ("delivery", "send:colis"),
    ("payment", "test_card"),
    ("card_number", "4242 4242 4242 4242"),
    ("card_expires", "12/39"),
    ("card_code", "123"),
    ("terms", "1"),
];

#[test]
fn whoever_buys_while_the_server_is_killed_pays_once_for_each_order() {
    let house = House::new();
    house.must(&["demo"]);
    let server = Server::start_with(&house, &TEST_CARD);
    let mut buyers: Vec<Buyer> = (0..BUYERS)
        .map(|_| Buyer { browser: Browser::new(&server), unanswered: false, told: Vec::new() })
        .collect();
    server.kill();
    for round in 0..KILLS {
        let server = Server::start_with(&house, &TEST_CARD);
        std::thread::scope(|scope| {
            for buyer in &mut buyers {
                buyer.browser.turn_to(&server);
                scope.spawn(|| buyer.buy());
            }
            // Long enough to be in the middle of something, each time elsewhere.
            std::thread::sleep(Duration::from_millis(700 + round * 137));
            server.kill();
        });
    }
    // The server is back, and nobody disturbs it.
    let server = Server::start_with(&house, &TEST_CARD);
    for buyer in buyers.iter_mut().filter(|buyer| buyer.unanswered) {
        buyer.browser.turn_to(&server);
        buyer.buy_one().unwrap();
    }
    assert!(server.stop());
    house.must(&["verify"]);

    let told: BTreeSet<&str> = buyers.iter().flat_map(|buyer| &buyer.told).map(String::as_str).collect();
    assert!(told.len() > BUYERS, "{told:?}");
    let paid = taken_by_the_bank(&house);
    let found = what_came_of_it(&house);
    for order in &told {
        assert!(found.paid.contains_key(&order["/orders/".len()..]), "{order} was told and is not there");
    }
    let of_orders: BTreeMap<&str, Decimal> =
        found.paid.values().flat_map(|(payment, amount)| Some((payment.as_deref()?, *amount))).collect();
    assert_eq!(of_orders, paid.iter().map(|(id, amount)| (id.as_str(), *amount)).collect());
    assert_eq!(found.committed, found.promised, "what is promised is what orders have");
}

/// Payments for which the bank behind the card took money, by its own book.
fn taken_by_the_bank(house: &House) -> BTreeMap<String, Decimal> {
    let book = std::fs::read_to_string(house.path("data/test-card.ndjson")).unwrap();
    let mut taken = BTreeMap::new();
    for line in book.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if line["line"] == "asked" {
            let amount = line["amount"].as_str().unwrap().parse().unwrap();
            let before = taken.insert(line["payment"].as_str().unwrap().to_owned(), amount);
            assert_eq!(before, None, "asked twice: {line}");
        }
    }
    taken
}

/// What the store says when everything has settled.
struct Found {
    /// By order: the payment that it was paid by, and how much.
    paid: BTreeMap<String, (Option<String>, Decimal)>,
    /// How many chargers are promised, by the counters of the shelf.
    committed: i64,
    /// How many are promised, by the orders. Whoever was cut off before the checkout may have taken two.
    promised: i64,
}

#[expect(clippy::disallowed_methods, reason = "the server that was killed lived by this clock")]
fn what_came_of_it(house: &House) -> Found {
    let clock = Arc::new(PlayedClock::at(Timestamp::now()));
    let counter = Counter::open(Opening {
        store: Location::Sqlite(house.path("data/comptoir.sqlite")),
        data: house.path("data"),
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap()
    .with_test_card();
    // An hour passes: what nobody heard of is looked up, what was held for nothing is free again.
    for _ in 0..60 {
        clock.move_to(counter.now().checked_add(SignedDuration::from_mins(1)).unwrap());
        counter.tick().unwrap();
    }
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    let (mut paid, mut promised, mut filter) = (BTreeMap::new(), 0, app::OrderFilter::default());
    loop {
        let page = counter.find_orders(&keeper, &filter).unwrap();
        for order in &page.orders {
            let money = payments(&counter, &keeper, order.id);
            assert!(money.len() <= 1, "one payment for one form: {money:?}");
            let (payment, amount) = money.into_iter().next().unzip();
            assert_eq!(order.paid(), amount.unwrap_or_default(), "{}", order.id);
            if order.paid() > Decimal::ZERO {
                assert_eq!(order.paid(), order.due_now.value);
            }
            let allocated = order.product_order_item.iter().flat_map(|item| &item.allocated);
            promised += allocated.map(|each| i64::try_from(each.quantity).unwrap()).sum::<i64>();
            paid.insert(order.id.to_string(), (payment, order.paid()));
        }
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    let view = counter.kept().view(&ViewName::live()).unwrap().unwrap().id;
    let count = |place: &str, bucket: &str| {
        counter.kept().counter(view, &format!("stock/{place}/{GOODS}/{bucket}")).unwrap()
    };
    let places = counter.places().unwrap();
    let held: i64 = places.iter().map(|place| count(place.id.as_str(), "held")).sum();
    assert_eq!(held, 0, "nothing is held for nobody");
    let committed = places.iter().map(|place| count(place.id.as_str(), "committed")).sum();
    Found { paid, committed, promised }
}

/// The payments of an order for which money came, with how much.
fn payments(counter: &Counter, keeper: &Asking, order: OrderId) -> Vec<(String, Decimal)> {
    let payments = counter.payments_of_order(keeper, order).unwrap();
    payments
        .into_iter()
        .filter(|payment| payment.held().amount > Decimal::ZERO)
        .map(|payment| (payment.id.to_string(), payment.held().amount))
        .collect()
}
