//! The table of variants goes out and comes in again: nothing changes where it came from, and a new house can read it.

#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

use jiff::Timestamp;
use offer::exchange::{
    CatalogueFile, Kind, Plan, PlanOptions, Section, Severity, TableMapping, plan, read_json, read_rows,
    read_table, write_csv,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn now() -> Timestamp {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

fn options() -> PlanOptions {
    PlanOptions { now: now(), end_missing: false }
}

fn loaded(document: &str) -> CatalogueFile {
    let empty = CatalogueFile::default();
    plan(&empty, read_json(document), options()).applied(&empty)
}

/// What reading a table on top of a catalogue would do, as the office reads it: EUR where a row says nothing.
fn rows(current: &CatalogueFile, csv: &str) -> Plan {
    let table = read_table(csv.as_bytes(), None).unwrap();
    let mut mapping = TableMapping::guess(&table.header).unwrap();
    mapping.currency = Some("EUR".into());
    plan(current, read_rows(&table, &mapping, current, now()).unwrap(), options())
}

fn severe(plan: &Plan) -> Vec<String> {
    let all = plan.problems.iter().filter(|problem| problem.severity() == Severity::Severe);
    all.map(ToString::to_string).collect()
}

fn changed(plan: &Plan) -> Vec<String> {
    plan.changes.iter().map(|change| format!("{:?} {} {:?}", change.kind, change.id, change.fields)).collect()
}

#[test]
fn the_demonstration_comes_back_as_it_went() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../comptoir/demo/demonstration.json");
    let file = loaded(&std::fs::read_to_string(path).unwrap());
    let csv = write_csv(&file, "fr", "en", now());
    let back = rows(&file, &csv);
    assert_eq!((changed(&back), back.stock.len(), severe(&back)), (Vec::new(), 0, Vec::new()));

    // Another house has no places yet: counts wait, everything else comes in, with the same prices and rates.
    let empty = CatalogueFile::default();
    let fresh = rows(&empty, &csv);
    assert_eq!(severe(&fresh), Vec::<String>::new());
    let made = fresh.applied(&empty);
    let ids =
        |file: &CatalogueFile| file.of(Section::Offering).map(|(id, _)| id.to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&made), ids(&file));
    let rate = |price: &str| made.get(Section::Price, price).unwrap()["tax"][0]["taxRate"].to_string();
    assert_eq!((rate("fibre-500-once"), rate("fibre-500-month")), ("0".to_owned(), "20".to_owned()));
    assert!(made.get(Section::Offering, "opt-etranger").unwrap().get("productSpecification").is_none());
    assert!(rows(&made, &csv).is_nothing());
}

#[test]
fn a_table_of_prices_leaves_the_currency_of_what_is_there() {
    let file = loaded(
        &json!({
            "offering": [{"id": "a", "name": "A", "productOfferingPrice": [{"id": "a-once"}]}],
            "price": [{"id": "a-once", "priceType": "oneTime", "price": {"unit": "GBP", "value": 5}, "tax": [{"taxRate": 20}]}],
        })
        .to_string(),
    );
    let back = rows(&file, "offering,variant name,price once\na,A,6\n");
    let begun = back.changes.iter().find(|change| change.kind == Kind::Added).unwrap();
    assert_eq!(begun.body["price"], json!({"unit": "GBP", "value": 6}));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,6}", "[^\\p{C}]{1,12}", "['=+@>|,;<& -]{1,4}[a-z]{1,3}"]
        .prop_map(|text| format!("{}x", text.trim_end()))
}

/// A price of any kind under an id: its JSON.
fn price() -> impl Strategy<Value = Value> {
    let kinds = prop_oneof![Just("oneTime"), Just("recurring"), Just("closing"), Just("usage")];
    (kinds, 0_u32..100_000, 0_u32..3, any::<bool>(), any::<bool>()).prop_map(|(kind, cents, rate, first, held)| {
        let mut price = json!({"priceType": kind, "price": {"unit": "EUR", "value": f64::from(cents) / 100.0},
            "tax": [{"taxRate": (([0.0, 5.5, 20.0])[rate as usize])}], "priceIncludesTax": held});
        if kind == "recurring" && first {
            price["appliesFor"] = json!({"amount": 6, "units": "month"});
        }
        if kind == "usage" {
            price["unitOfMeasure"] = json!({"amount": 1, "units": "kWh"});
        }
        price
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_catalogue_comes_back_as_it_went(
        names in proptest::collection::vec(text(), 8),
        prices in proptest::collection::vec(price(), 0..5),
        (has_product, years, goods, standing) in (any::<bool>(), 0_u32..3, any::<bool>(), 0_usize..8),
        counts in proptest::collection::vec(0_i64..50, 2),
    ) {
        let mut once = std::collections::BTreeSet::new();
        let mut priced: Vec<Value> = Vec::new();
        for (place, mut price) in prices.into_iter().enumerate() {
            // Two charges of one kind would be in force together.
            if once.insert(price["priceType"].to_string()) {
                price["id"] = json!(format!("p{place}"));
                priced.push(price);
            }
        }
        let references: Vec<Value> = priced.iter().map(|price| json!({"id": price["id"]})).collect();
        let words = |name: &str| json!([{"language": "en", "name": name, "description": name}]);
        let mut offering = json!({
            "id": "o", "name": names[0], "description": names[1], "translation": words(&names[2]),
            "nature": if goods { "goods" } else { "subscription" },
            "lifecycleStatus": (["In study", "In design", "In test", "Active", "Launched", "Retired", "Obsolete", "Rejected"])[standing],
            "productOfferingPrice": references,
            "prodSpecCharValueUse": [{"name": "colour", "productSpecCharacteristicValue": [{"value": names[3]}]}],
        });
        if years > 0 {
            offering["productOfferingTerm"] = json!([{"name": "engagement", "duration": {"amount": years, "units": "year"}}]);
        }
        let categories = json!([{"id": "b"}]);
        if has_product {
            offering["productSpecification"] = json!({"id": "s"});
        } else {
            offering["category"] = categories.clone();
        }
        let document = json!({
            "category": [{"id": "a", "name": names[4]}, {"id": "b", "name": names[5], "parentId": "a"},
                {"id": "c", "name": names[5], "parentId": "a"}],
            "specification": [{"id": "s", "name": names[6], "description": format!("<b>{}</b> & {}", names[7], names[0]),
                "translation": words(&names[1]), "category": categories,
                "attachment": [{"url": "/images/i", "description": names[2], "translation": [{"language": "en", "description": names[3]}]}]}],
            "price": priced, "offering": [offering],
            "geographicSite": [{"id": "lyon", "name": "Lyon"}, {"id": "paris", "name": "Paris"}],
            "stock": [{"place": {"id": "lyon"}, "stockedProduct": {"id": "o"}, "productStockLevel": {"amount": counts[0]}},
                {"place": {"id": "paris"}, "stockedProduct": {"id": "o"}, "productStockLevel": {"amount": counts[1]}}],
        });
        let file = loaded(&document.to_string());
        let csv = write_csv(&file, "fr", "en", now());
        let back = rows(&file, &csv);
        prop_assert!(back.is_nothing(), "{:#?}\n{csv}", changed(&back));
        prop_assert!(severe(&back).is_empty(), "{:?}\n{csv}", severe(&back));
        let empty = CatalogueFile::default();
        let fresh = rows(&empty, &csv);
        prop_assert!(severe(&fresh).is_empty(), "{:?}\n{csv}", severe(&fresh));
        let made = fresh.applied(&empty);
        let again = rows(&made, &csv);
        prop_assert!(again.is_nothing(), "{:#?}\n{csv}", changed(&again));
    }
}
