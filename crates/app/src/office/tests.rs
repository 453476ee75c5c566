//! The office over a ledger in memory.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use offer::catalogue::PriceType;
use offer::exchange::{ProblemKind, Section};
use party::Caller;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use types::Scene;

use super::*;
use crate::clock::Clock;
use crate::{Asking, Counter, Defaults, Opening};

struct Hands {
    at: AtomicI64,
    drawn: AtomicU64,
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.at.load(Ordering::Relaxed)).unwrap()
    }
    fn chance(&self) -> u128 {
        u128::from(self.drawn.fetch_add(1, Ordering::Relaxed)) << 20
    }
}

fn office() -> (Counter, Arc<Hands>, Asking, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(Hands { at: AtomicI64::new(1_770_000_000), drawn: AtomicU64::new(1) });
    let counter = Counter::open(Opening {
        store: ledger::Location::parse("memory"),
        data: folder.path().to_owned(),
        clock: hands.clone(),
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: logs::Limits::default(),
        demo_seed: None,
    })
    .unwrap();
    (counter, hands, Asking::new(Caller::keeper(), Scene::BackOffice), folder)
}

fn file() -> Value {
    json!({
        "specification": [{"id": "nova", "name": "Nova"}],
        "offering": [{"id": "nova-1", "name": "Nova 1", "productSpecification": {"id": "nova"},
            "productOfferingPrice": [{"id": "nova-1-once"}]}],
        "price": [{"id": "nova-1-once", "priceType": "oneTime", "price": {"unit": "EUR", "value": 100},
            "tax": [{"taxRate": 20}], "validFor": {"startDateTime": "2025-01-01T00:00:00Z"}}],
        "geographicSite": [{"id": "lyon", "name": "Lyon"}, {"id": "paris", "name": "Paris"}],
        "stock": [{"place": {"id": "lyon"}, "stockedProduct": {"id": "nova-1"}, "productStockLevel": {"amount": 5}}],
    })
}

fn bring(counter: &Counter, asking: &Asking, file: &Value) -> Imported {
    let source = CatalogueSource { bytes: file.to_string().into_bytes(), mapping: None, end_missing: false };
    let plan = counter.plan_catalogue(asking, &source).unwrap();
    counter.apply_catalogue(asking, &plan, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn to(amount: i64, from: Option<Timestamp>) -> PriceChange {
    PriceChange {
        follows: Some("nova-1-once".into()),
        name: String::new(),
        name_en: String::new(),
        kind: PriceType::OneTime,
        amount: Decimal::from(amount),
        currency: "EUR".parse().unwrap(),
        tax_rate: Decimal::from(20),
        includes_tax: true,
        from,
        until: None,
        first_months: None,
        after_months: None,
        unit: None,
    }
}

#[test]
fn a_catalogue_is_brought_once_and_goes_out_as_it_came() {
    let (counter, _, asking, _folder) = office();
    let done = bring(&counter, &asking, &file());
    assert_eq!((done.added, done.counted, done.done()), (5, 1, done.of));
    let again = bring(&counter, &asking, &file());
    assert_eq!((again.done(), again.unchanged), (0, 6));
    let out = counter.export_catalogue_json(&asking).unwrap();
    let (other, _, asking, _other) = office();
    bring(&other, &asking, &serde_json::from_str(&out).unwrap());
    assert_eq!(other.export_catalogue_json(&asking).unwrap(), out);
    assert!(counter.shop().unwrap().catalogue.offerings.contains_key("nova-1"));
}

#[test]
fn a_price_is_followed_never_rewritten_and_a_future_one_may_be_withdrawn() {
    let (counter, hands, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let now = counter.now();
    let past = now - jiff::SignedDuration::from_hours(1);
    let refused = counter.change_price(&asking, "nova-1", &to(90, Some(past)));
    assert!(matches!(refused, Err(OfficeTrouble::Price(PriceRefusal::PastStart))));
    assert!(matches!(
        counter.change_price(&asking, "nova-1", &to(100, None)),
        Err(OfficeTrouble::Price(PriceRefusal::Same))
    ));
    let later = now + jiff::SignedDuration::from_hours(48);
    let future = counter.change_price(&asking, "nova-1", &to(80, Some(later))).unwrap();
    let price_at = |at: Timestamp| {
        let shop = counter.shop().unwrap();
        let offering = shop.catalogue.offerings.get("nova-1").unwrap();
        shop.catalogue
            .prices_in_force(offering, at)
            .iter()
            .map(|each| each.price.price.value)
            .sum::<Decimal>()
    };
    assert_eq!((price_at(now), price_at(later)), (Decimal::from(100), Decimal::from(80)));
    // A change now leaves what is to come as it was decided.
    counter.change_price(&asking, "nova-1", &to(99, None)).unwrap();
    assert_eq!((price_at(now), price_at(later)), (Decimal::from(99), Decimal::from(80)));
    counter.withdraw_price(&asking, "nova-1", &future).unwrap();
    assert_eq!(price_at(later), Decimal::from(99));
    // Each version of the offering that names a new price has whoever set that price.
    let versions = counter.office_versions(&asking, Section::Offering, "nova-1").unwrap();
    let doers = counter.office_doers(&asking, Section::Offering, "nova-1").unwrap();
    assert_eq!(doers.into_keys().collect::<Vec<_>>(), [versions[1].version, versions[0].version]);
    hands.at.fetch_add(60, Ordering::Relaxed);
    let current = |amount| PriceChange { follows: Some("nova-1-once~3".into()), ..to(amount, None) };
    counter.change_price(&asking, "nova-1", &current(95)).unwrap();
    hands.at.fetch_add(60, Ordering::Relaxed);
    assert_eq!(price_at(counter.now()), Decimal::from(95));
    assert_eq!(price_at(past), Decimal::from(100));
    assert!(counter.withdraw_price(&asking, "nova-1", "nova-1-once~4").is_err());
    assert!(matches!(
        counter.change_price(&asking, "nova-1", &to(70, None)),
        Err(OfficeTrouble::Price(PriceRefusal::NotThere))
    ));
}

#[test]
fn first_months_and_those_after_them_are_seen_before_they_are_saved() {
    let (counter, _, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let monthly = |amount: &str, first_months, after_months| PriceChange {
        follows: None,
        kind: PriceType::Recurring,
        amount: amount.parse().unwrap(),
        first_months,
        after_months,
        ..to(0, None)
    };
    counter.change_price(&asking, "nova-1", &monthly("9.99", Some(6), None)).unwrap();
    let steps = |change: &PriceChange| {
        let seen = counter.price_after(&asking, "nova-1", change).unwrap();
        seen.months.iter().map(|step| (step.from, step.amount.amount.to_string())).collect::<Vec<_>>()
    };
    let twice = [(1, "23.98".to_owned()), (7, "13.99".to_owned())];
    assert_eq!(steps(&monthly("13.99", None, None)), twice, "what would be charged double is seen");
    let then = monthly("13.99", None, Some(6));
    assert_eq!(steps(&then), [(1, "9.99".to_owned()), (7, "13.99".to_owned())]);
    assert_eq!(counter.shop().unwrap().catalogue.prices.len(), 2, "looking saves nothing");
    counter.change_price(&asking, "nova-1", &then).unwrap();
    assert_eq!(counter.shop().unwrap().catalogue.prices.len(), 3);
}

#[test]
fn a_price_ends_from_a_date_and_only_what_the_shop_can_charge_is_taken() {
    let (counter, hands, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let now = counter.now();
    let refused = |change: PriceChange| match counter.change_price(&asking, "nova-1", &change) {
        Err(OfficeTrouble::Price(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let dollars = PriceChange { currency: "USD".parse().unwrap(), ..to(90, None) };
    assert_eq!(refused(dollars), PriceRefusal::Currency("EUR".parse().unwrap()));
    assert_eq!(refused(PriceChange { amount: Decimal::new(1_999, 3), ..to(0, None) }), PriceRefusal::Cents);
    let later = now + jiff::SignedDuration::from_hours(48);
    let past = now - jiff::SignedDuration::from_hours(1);
    let end = |at| counter.end_price(&asking, "nova-1", "nova-1-once", Some(at));
    assert!(matches!(end(past), Err(OfficeTrouble::Price(PriceRefusal::PastEnd))));
    end(later).unwrap();
    assert!(matches!(end(later), Err(OfficeTrouble::Price(PriceRefusal::EndsSooner))));
    let priced = |at| {
        let shop = counter.shop().unwrap();
        shop.catalogue.is_priced(&shop.catalogue.offerings["nova-1"], at)
    };
    assert!(priced(now) && !priced(later));
    hands.at.fetch_add(60, Ordering::Relaxed);
    counter.end_price(&asking, "nova-1", "nova-1-once", None).unwrap();
    assert!(!priced(counter.now()));
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_not_lost() {
    let (counter, _, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let read = counter.office_record(&asking, Section::Specification, "nova").unwrap().unwrap();
    let named = |name: &str| json!({"id": "nova", "name": name, "kept": 1});
    let save = |version, name| {
        counter.save_resource(&asking, Section::Specification, "nova", Some(version), named(name))
    };
    assert_eq!(save(read.version, "Theirs").unwrap().version, read.version + 1);
    let Err(OfficeTrouble::Changed { theirs, version }) = save(read.version, "Yours") else {
        panic!("no conflict")
    };
    assert_eq!(theirs.unwrap()["name"], "Theirs");
    assert_eq!(version, Some(read.version + 1));
    assert!(save(read.version + 1, "Yours").is_ok());
    let nameless = save(read.version + 2, " ");
    let Err(OfficeTrouble::Problems(problems)) = nameless else { panic!("taken") };
    assert_eq!(problems[0].kind, ProblemKind::NoName);
    let versions = counter.office_versions(&asking, Section::Specification, "nova").unwrap();
    assert_eq!(versions.len(), 3);
}

#[test]
fn stock_is_counted_and_moved_and_never_below_nothing() {
    let (counter, _, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let (lyon, paris, item) = ("lyon".into(), "paris".into(), "nova-1".into());
    let count = |counted| {
        counter.count_stock(&asking, &StockCount { place: "lyon".into(), item: "nova-1".into(), counted })
    };
    assert_eq!(count(7).unwrap().available, 7);
    let transfer = |quantity| {
        counter.move_stock(
            &asking,
            &StockTransfer { from: "lyon".into(), to: "paris".into(), item: "nova-1".into(), quantity },
        )
    };
    transfer(3).unwrap();
    assert!(transfer(5).is_err());
    assert!(transfer(-1).is_err());
    assert_eq!(counter.availability().unwrap().at(&item, &lyon), 4);
    assert_eq!(counter.availability().unwrap().at(&item, &paris), 3);
    counter.receive_stock(&asking, &paris, &item, -3, "damaged").unwrap();
    assert!(counter.receive_stock(&asking, &paris, &item, -1, "lost").is_err());
    assert!(count(-1).is_err());
    let once = Asking { entry: Some(crate::clock::entry_id(&*counter.clock)), ..asking.clone() };
    counter.receive_stock(&once, &paris, &item, 2, "delivery").unwrap();
    counter.receive_stock(&once, &paris, &item, 2, "delivery").unwrap();
    assert_eq!(counter.availability().unwrap().at(&item, &paris), 2);
}

#[test]
fn nobody_without_the_role_keeps_the_catalogue() {
    let (counter, ..) = office();
    let stranger = Asking::new(Caller::nobody(), Scene::Web);
    assert!(counter.office_catalogue(&stranger).is_err());
    assert!(counter.save_resource(&stranger, Section::Page, "x", None, json!({})).is_err());
    assert!(counter.change_price(&stranger, "nova-1", &to(1, None)).is_err());
    assert!(counter.dead_ends(&stranger, Timestamp::MIN, "fr").is_err());
}

fn promotion(from: Option<Timestamp>, percent: i64) -> Value {
    let mut body = json!({"name": "Soldes", "reduction": {"percent": percent}, "offerings": ["nova-1"],
        "lifecycleStatus": "Launched"});
    if let Some(from) = from {
        body["validFor"] = json!({"startDateTime": from});
    }
    body
}

fn kinds(refused: OfficeTrouble) -> Vec<&'static str> {
    match refused {
        OfficeTrouble::Problems(problems) => problems.iter().map(|problem| problem.kind.code()).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_promotion_begins_now_or_later_and_keeps_its_past() {
    let (counter, hands, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let save = |id: &str, read: Option<u64>, body: &Value| {
        counter.save_resource(&asking, Section::Promotion, id, read, body.clone())
    };
    let now = hands.now();
    let week_ago = now - jiff::SignedDuration::from_hours(24 * 7);
    assert_eq!(kinds(save("a", None, &promotion(Some(week_ago), 10)).unwrap_err()), ["campaign-past-start"]);
    // Saying no beginning, or the minute that is, is beginning now.
    let version = save("a", None, &promotion(None, 10)).unwrap().version;
    let kept = counter.office_record(&asking, Section::Promotion, "a").unwrap().unwrap().body;
    assert_eq!(kept["validFor"]["startDateTime"], json!(now));
    // One in preparation may say what it will; putting it in force in the past may not be.
    let mut drafted = promotion(Some(week_ago), 20);
    drafted["lifecycleStatus"] = json!("In design");
    let draft = save("b", None, &drafted).unwrap().version;
    assert_eq!(
        kinds(save("b", Some(draft), &promotion(Some(week_ago), 20)).unwrap_err()),
        ["campaign-past-start"]
    );

    hands.at.fetch_add(3_600, Ordering::Relaxed);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut body = kept.clone();
        change(&mut body);
        save("a", Some(version), &body).map_err(kinds)
    };
    let begun = Err(vec!["campaign-begun"]);
    assert_eq!(changed(&|body| body["reduction"] = json!({"percent": 30})).map(drop), begun);
    assert_eq!(changed(&|body| body["offerings"] = json!(["nova-1", "nova-1"])).map(drop), begun);
    assert_eq!(changed(&|body| body["lifecycleStatus"] = json!("Retired")).map(drop), begun);
    assert_eq!(changed(&|body| body["validFor"]["startDateTime"] = json!(hands.now())).map(drop), begun);
    let before = json!(week_ago + jiff::SignedDuration::from_hours(24 * 8 - 24));
    assert!(changed(&|body| body["validFor"]["endDateTime"] = before.clone()).is_err());
    let end = json!(hands.now() + jiff::SignedDuration::from_hours(1));
    changed(&|body| body["validFor"]["endDateTime"] = end.clone()).unwrap();
}

#[test]
fn an_id_is_of_the_stated_letters_and_new_is_no_id() {
    let (counter, _hands, asking, _folder) = office();
    let make = |id: &str| {
        counter
            .save_resource(&asking, Section::Category, id, None, json!({"name": "N"}))
            .map(drop)
            .map_err(kinds)
    };
    for wrong in ["new", "New", "a b", "a/b", "é\u{7}", "..", "a?b"] {
        assert_eq!(make(wrong), Err(vec!["bad-id"]), "{wrong}");
    }
    assert_eq!(make(""), Err(vec!["no-id"]));
    for right in ["téléphones", "a-b_c.d~2", "news"] {
        make(right).unwrap();
    }
}

#[test]
fn a_picture_says_what_it_shows_and_is_one_of_ours() {
    let (counter, _hands, asking, _folder) = office();
    let product = |picture: Value| json!({"name": "N", "attachment": [picture]});
    let save = |picture: Value| {
        counter
            .save_resource(&asking, Section::Specification, "n", None, product(picture))
            .map(drop)
            .map_err(kinds)
    };
    assert_eq!(save(json!({"url": "/images/a", "description": " "})), Err(vec!["no-alternative"]));
    assert_eq!(save(json!({"url": "javascript:alert(1)", "description": "A"})), Err(vec!["foreign-picture"]));
    // What came in with a file is told, and does not stand in the way of other changes.
    bring(
        &counter,
        &asking,
        &json!({"specification": [{"id": "o", "name": "O",
        "attachment": [{"url": "https://shop.example/o.jpg", "description": ""}]}]}),
    );
    let mut body = counter.office_record(&asking, Section::Specification, "o").unwrap().unwrap().body;
    body["name"] = json!("O2");
    let saved = counter.save_resource(&asking, Section::Specification, "o", Some(1), body).unwrap();
    assert_eq!(saved.warnings.len(), 2);
}

#[test]
fn many_counts_are_shown_before_they_are_written_and_movements_say_who() {
    let (counter, _hands, asking, _folder) = office();
    bring(&counter, &asking, &file());
    let wrong = counter
        .plan_counts(
            &asking,
            "item;place;count\nnova-1;lyon;x\nghost;lyon;3\nnova-1;nowhere;3\nnova-1;paris\nnova-1;paris;-2",
        )
        .unwrap();
    let codes: Vec<&str> = wrong.problems.iter().map(|problem| problem.kind.code()).collect();
    assert!(!wrong.may_apply());
    assert_eq!(codes.len(), 5, "{:?}", wrong.problems);
    assert!(matches!(counter.count_many(&asking, &wrong), Err(OfficeTrouble::Problems(_))));
    let doubled = counter.plan_counts(&asking, "nova-1;lyon;3\nnova-1;lyon;4").unwrap();
    assert_eq!(doubled.problems[0].kind.code(), "twice");

    let plan = counter.plan_counts(&asking, "nova-1\tlyon\t5\nnova-1\tparis\t7").unwrap();
    assert_eq!((plan.stock.len(), plan.unchanged), (1, 1));
    assert_eq!(counter.count_many(&asking, &plan).unwrap(), 1);
    let lyon = offer::catalogue::PlaceId::new("lyon");
    let paris = offer::catalogue::PlaceId::new("paris");
    let item = offer::catalogue::StockItemId::new("nova-1");
    counter.receive_stock(&asking, &lyon, &item, -2, "damaged").unwrap();
    counter
        .move_stock(
            &asking,
            &StockTransfer { from: lyon.clone(), to: paris.clone(), item: item.clone(), quantity: 1 },
        )
        .unwrap();
    let refused = counter.receive_stock(&asking, &lyon, &item, -500, "lost").unwrap_err();
    assert_eq!(kinds(refused), ["not-that-many"]);

    let moved = |place| counter.stock_movements(&asking, place, Some(&item), 10).unwrap();
    assert_eq!(moved(None).len(), 4);
    let at_lyon = moved(Some(&lyon));
    let told: Vec<(&str, i64)> = at_lyon.iter().map(|each| (each.kind, each.by)).collect();
    assert_eq!(told.len(), 3);
    assert!(told.contains(&("stock_written_off", -2)) && told.contains(&("stock_moved", -1)), "{told:?}");
    assert!(at_lyon.iter().all(|each| each.who == Doer::Keeper));
    assert_eq!(counter.stock_movements(&asking, Some(&paris), None, 10).unwrap().len(), 2);
    assert_eq!(counter.uncounted_items(&asking).unwrap(), Vec::new());
}
