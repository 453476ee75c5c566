//! The shelf as visitors read it, kept current; dead ends that reading comes upon; people who wait for something to be back.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

#[allow(dead_code, reason = "each test file uses its part of the house")]
mod house;

use app::{Asking, DeadEndNote, DeadEndReason, WatchRefusal};
use house::House;
use offer::catalogue::{Eligibility, OfferingId};
use offer::shelf::Query;
use party::Caller;
use serde_json::{Value, json};
use types::{Scene, ViewName, VisitorId};
use wording::Language;

fn names(house: &House, text: &str) -> Vec<String> {
    let query = Query { text: text.to_owned(), ..Query::default() };
    house
        .counter
        .with_shelf(|shelf, _| shelf.find(&query).hits.iter().map(|hit| hit.item.id.clone()).collect())
        .unwrap()
}

fn asking() -> Asking {
    Asking::new(Caller::visitor(VisitorId::from_u128(7)), Scene::Web)
}

fn acts(house: &House, kind: &str) -> Vec<Value> {
    let ledger = house.counter.kept();
    let view = ledger.view(&ViewName::live()).unwrap().unwrap().id;
    let placed = ledger.acts_of_kind(view, kind, None, 1_000).unwrap();
    placed.iter().map(|placed| serde_json::to_value(&placed.act).unwrap()).collect()
}

fn keeper() -> Asking {
    Asking::new(Caller::keeper(), Scene::BackOffice)
}

#[test]
fn the_shelf_follows_what_the_office_writes() {
    let house = House::new();
    assert_eq!(names(&house, "rare").len(), 3);
    let before = house.counter.shelf_generation().unwrap();
    assert_eq!(house.counter.shelf_generation().unwrap(), before);
    house.write(&[("productOffering", "new", json!({"id": "new", "name": "Lampe bleue"}))], &[]);
    assert_eq!(names(&house, "lampes"), ["new"]);
    assert_ne!(house.counter.shelf_generation().unwrap(), before);
    let product = json!({"id": "lamp", "name": "Lampe", "lifecycleStatus": "Retired"});
    house.write(
        &[
            ("productSpecification", "lamp", product),
            (
                "productOffering",
                "new",
                json!({"id": "new", "name": "Lampe bleue", "productSpecification": {"id": "lamp"}}),
            ),
        ],
        &[],
    );
    assert!(names(&house, "lampe").is_empty());
    // The product comes back: its variants do.
    house.write(&[("productSpecification", "lamp", json!({"id": "lamp", "name": "Lampe"}))], &[]);
    assert_eq!(names(&house, "lampe"), ["new"]);
}

#[test]
fn a_price_shows_on_the_shelf_at_its_instant_and_stock_when_it_crosses_nothing() {
    let house = House::new();
    let price = |house: &House| {
        house
            .counter
            .with_shelf(|shelf, _| shelf.item("phone").unwrap().price.unwrap().amount.to_string())
            .unwrap()
    };
    assert_eq!(price(&house), "199.00");
    let later = house.counter.now().checked_add(jiff::SignedDuration::from_hours(1)).unwrap().to_string();
    house.write(
        &[("productOfferingPrice", "phone", json!({"id": "phone", "price": {"unit": "EUR", "value": "199.00"}, "validFor": {"endDateTime": later}})),
          ("productOfferingPrice", "phone-2", json!({"id": "phone-2", "price": {"unit": "EUR", "value": "149.00"}, "validFor": {"startDateTime": later}}))],
        &[],
    );
    assert_eq!(price(&house), "199.00");
    house.hands.pass(3_600);
    assert_eq!(price(&house), "149.00");
    let there =
        |house: &House| house.counter.with_shelf(|shelf, _| shelf.item("phone").unwrap().in_stock).unwrap();
    assert!(there(&house));
    let generation = house.counter.shelf_generation().unwrap();
    house.write(&[], &[("stock/depot/phone/available".into(), -99)]);
    assert!(there(&house));
    assert_eq!(house.counter.shelf_generation().unwrap(), generation);
    house.write(&[], &[("stock/depot/phone/available".into(), -1)]);
    assert!(!there(&house));
    assert_ne!(house.counter.shelf_generation().unwrap(), generation);
}

#[test]
fn an_offering_is_found_by_its_codes_and_says_when_it_is_gone() {
    let house = House::new();
    let body = |status: &str| {
        json!({"id": "lamp", "name": "Lampe", "gtin": "4006381333931", "lifecycleStatus": status,
               "eligibility": [{"rule": "postcode", "prefixes": ["69"]}]})
    };
    house.write(&[("productOffering", "lamp", body("Launched"))], &[]);
    let named = |text: &str| house.counter.offering_named(text).unwrap();
    assert_eq!(named("4006381333931"), Some(OfferingId::new("lamp")));
    assert_eq!(named("400-6381-333931"), Some(OfferingId::new("lamp")));
    for unknown in ["", "4006", "lampe", "\u{0}", "' OR 1=1", &"x".repeat(10_000)] {
        assert_eq!(named(unknown), None, "{unknown:?}");
    }
    let seen = |postcode| house.counter.offering_seen(&OfferingId::new("lamp"), postcode).unwrap().unwrap();
    assert_eq!(seen(None).eligibility, Eligibility::NeedsPostcode);
    assert_eq!(seen(Some("69003")).eligibility, Eligibility::Eligible);
    assert!(matches!(seen(Some("75001")).eligibility, Eligibility::NotEligible(_)));
    assert!(!seen(None).available && !seen(None).withdrawn);
    house.write(&[("productOffering", "lamp", body("Retired"))], &[]);
    assert!(seen(None).withdrawn);
    // What was never launched is as if it were not there.
    house.write(&[("productOffering", "lamp", body("In design"))], &[]);
    assert!(house.counter.offering_seen(&OfferingId::new("lamp"), None).unwrap().is_none());
}

#[test]
fn dead_ends_are_told_together_and_phrases_are_masked_and_stay_erased() {
    let house = House::new();
    let sought = |browser: &str, text: &str| DeadEndNote {
        search: Some(text.into()),
        browser: Some(browser.into()),
        ..DeadEndNote::new(DeadEndReason::NothingFound)
    };
    let search = |text: &str| sought("one", text);
    let gone = DeadEndNote {
        offering: Some(OfferingId::new("phone")),
        who: Some("vis_7".into()),
        ..DeadEndNote::new(DeadEndReason::OutOfStock)
    };
    for note in [search("Frigo 0612345678"), search("frigo  0698765432"), gone.clone(), gone] {
        house.counter.note_dead_end(note);
    }
    assert!(acts(&house, "dead_end").is_empty());
    assert_eq!(house.counter.write_dead_ends().unwrap(), 2);
    assert_eq!(house.counter.write_dead_ends().unwrap(), 0);
    let told = acts(&house, "dead_end");
    assert_eq!(told.len(), 2);
    let written = serde_json::to_string(&told).unwrap();
    assert!(!written.contains("frigo") && !written.contains("0612") && written.contains("out_of_stock"));
    let since = jiff::Timestamp::UNIX_EPOCH;
    // One browser's words are nobody else's to read, however often it sought them.
    let figures = house.counter.dead_ends(&keeper(), since, "fr").unwrap();
    assert!(figures.phrases.is_empty() && figures.rare_phrases == 1);
    for browser in ["two", "three"] {
        house.counter.note_dead_end(sought(browser, "frigo 0611111111"));
    }
    house.counter.write_dead_ends().unwrap();
    let figures = house.counter.dead_ends(&keeper(), since, "fr").unwrap();
    assert_eq!(figures.phrases[0].name, "frigo ##########");
    assert_eq!(figures.offerings[0].id, "phone");
    assert_eq!(house.counter_of(&format!("searches/{}/nothing", figures.phrases[0].id)), 4);
    house.counter.erase_phrase(&keeper(), &figures.phrases[0].id).unwrap();
    house.counter.note_dead_end(search("frigo 0600000000"));
    house.counter.write_dead_ends().unwrap();
    assert!(house.counter.dead_ends(&keeper(), since, "fr").unwrap().phrases.is_empty());
    house.verify();
}

#[test]
fn notes_are_bounded() {
    let house = House::new();
    for number in 0..10_000 {
        let note = DeadEndNote::new(DeadEndReason::NothingFound);
        house
            .counter
            .note_dead_end(DeadEndNote { search: Some(format!("mot {}", "x".repeat(number % 60))), ..note });
    }
    assert!(house.counter.dead_ends_dropped() > 5_000);
    assert!(house.counter.write_dead_ends().unwrap() <= 60);
}

#[test]
fn whoever_waits_is_told_once_when_it_is_back_and_then_forgotten() {
    let house = House::new();
    let phone = OfferingId::new("phone");
    let wait = |address: &str| house.counter.watch_stock(&asking(), &phone, address, Language::French);
    house.write(&[], &[("stock/depot/phone/available".into(), -100)]);
    assert!(matches!(wait("no address"), Err(WatchRefusal::Address)));
    assert!(matches!(
        house.counter.watch_stock(&asking(), &OfferingId::new("nothing"), "a@example.org", Language::French),
        Err(WatchRefusal::NothingToWaitFor)
    ));
    wait("a@example.org").unwrap();
    wait("A@example.org").ok();
    wait("a@example.org").unwrap();
    house.counter.round(true);
    assert!(acts(&house, "stock_watch_told").is_empty());
    house.write(&[], &[("stock/depot/phone/available".into(), 3)]);
    house.counter.shelf_generation().unwrap();
    house.counter.round(false);
    let told = acts(&house, "stock_watch_told").len();
    assert!((1..=2).contains(&told));
    house.counter.round(true);
    assert_eq!(acts(&house, "stock_watch_told").len(), told);
    // They may ask again.
    house.write(&[], &[("stock/depot/phone/available".into(), -3)]);
    wait("a@example.org").unwrap();
    house.write(&[], &[("stock/depot/phone/available".into(), 1)]);
    house.counter.round(true);
    assert_eq!(acts(&house, "stock_watch_told").len(), told + 1);
    house.verify();
}

#[test]
fn a_cart_that_is_left_for_a_day_is_told_once() {
    let house = House::new();
    let put = |line: &str| {
        let change = collect::cart::CartChange::Add {
            offering: OfferingId::new("phone"),
            quantity: 1,
            options: Vec::new(),
            line: collect::cart::LineId(line.into()),
            seen: None,
            by: types::ActorKind::Customer,
        };
        house.counter.change_my_cart(&asking(), "fr", &change).unwrap();
    };
    let told = || acts(&house, "dead_end").len();
    put("a");
    house.hands.pass(23 * 3_600);
    house.counter.round(true);
    assert_eq!(told(), 0);
    house.hands.pass(2 * 3_600);
    house.counter.round(true);
    house.counter.round(true);
    assert_eq!(told(), 1);
    // Somebody comes back to it and leaves it again.
    put("b");
    house.hands.pass(25 * 3_600);
    house.counter.round(true);
    assert_eq!(told(), 2);
    house.verify();
}
