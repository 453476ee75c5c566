//! From the catalogue to the shelf: variants, prices, stock of bundles, hostile values.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{compared_offering, months_of, shelf_categories, shelf_item, stated_units};
use crate::catalogue::{Catalogue, OfferingId, Quantity, StockItemId};
use crate::shelf::{PriceShape, Shelf, StatedUse};

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn catalogue(offerings: &[Value], products: &[Value], prices: &[Value]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for product in products {
        let product: crate::catalogue::ProductSpecification =
            serde_json::from_value(product.clone()).unwrap();
        catalogue.specifications.insert(product.id.clone(), product.into());
    }
    for price in prices {
        let price: crate::catalogue::ProductOfferingPrice = serde_json::from_value(price.clone()).unwrap();
        catalogue.prices.insert(price.id.clone(), price.into());
    }
    for offering in offerings {
        catalogue.put_offering(serde_json::from_value(offering.clone()).unwrap());
    }
    catalogue
}

fn phones() -> Catalogue {
    let product = json!({
        "id": "phone", "name": "Téléphone", "brand": "Aster",
        "translation": [{"language": "en", "name": "Phone"}],
        "category": [{"id": "phones"}],
        "productSpecCharacteristic": [
            {"name": "storage", "translation": [{"language": "fr", "name": "Mémoire"}],
             "productSpecCharacteristicValue": [{"value": 128, "unitOfMeasure": "Go"}, {"value": 256, "unitOfMeasure": "Go"}]},
            {"name": "~price", "productSpecCharacteristicValue": [{"value": true}]},
            {"name": "story", "productSpecCharacteristicValue": [{"value": "x".repeat(500)}]}
        ]
    });
    let variant = |id: &str, storage: i64| {
        json!({
            "id": id, "name": format!("Téléphone {storage} Go"), "productSpecification": {"id": "phone"},
            "prodSpecCharValueUse": [{"name": "storage", "productSpecCharacteristicValue": [{"value": storage, "unitOfMeasure": "Go"}]}],
            "productOfferingPrice": [{"id": "p1"}, {"id": "p2"}], "stockItem": "sku-1", "gtin": "4006381333931"
        })
    };
    let prices = [
        json!({"id": "p1", "priceType": "oneTime", "price": {"unit": "EUR", "value": "99.995"}, "priceIncludesTax": false,
               "tax": [{"taxRate": 20}]}),
        json!({"id": "p2", "priceType": "recurring", "price": {"unit": "EUR", "value": 120}, "recurringChargePeriodType": "year"}),
    ];
    catalogue(&[variant("a", 128), variant("b", 256)], &[product], &prices)
}

#[test]
fn a_variant_has_its_own_values_and_whole_prices() {
    let catalogue = phones();
    let offering = &catalogue.offerings[&OfferingId::new("a")];
    let item = shelf_item(&catalogue, offering, now(), &|_| 1, 3).unwrap();
    assert_eq!((item.group.as_str(), item.brand.as_str(), item.sold), ("phone", "Aster", 3));
    assert_eq!(item.group_name.en, "Phone");
    assert_eq!(item.price.unwrap().amount.to_string(), "119.99");
    assert_eq!(item.monthly.unwrap().amount, Decimal::from(10));
    assert_eq!(item.commitment_months, Some(0));
    assert_eq!(item.facets["storage"].values.len(), 1);
    assert_eq!(item.facets["storage"].label.fr, "Mémoire");
    assert_eq!(item.facets["storage"].values[0].key, "128-go");
    assert!(item.facets.contains_key("price") && !item.facets.contains_key("~price"));
    assert!(!item.facets.contains_key("story"));
    assert!(item.codes.contains(&"4006381333931".to_owned()) && item.codes.contains(&"sku-1".to_owned()));
    assert!(item.in_stock);
    let gone = shelf_item(&catalogue, offering, now(), &|_| 0, 0).unwrap();
    assert!(!gone.in_stock);
}

#[test]
fn what_is_not_sold_does_not_stand_on_the_shelf() {
    let mut catalogue = phones();
    let mut offering = (*catalogue.offerings[&OfferingId::new("a")]).clone();
    offering.valid_for.end_date_time = Some(now());
    catalogue.put_offering(offering.clone());
    assert!(shelf_item(&catalogue, &offering, now(), &|_| 1, 0).is_none());
}

#[test]
fn a_bundle_is_there_when_all_that_it_needs_is() {
    let part = |id: &str, lower: u32| json!({"id": id, "bundledProductOfferingOption": {"numberRelOfferLowerLimit": lower, "numberRelOfferUpperLimit": 9}});
    let goods = |id: &str| json!({"id": id, "name": id});
    let bundle = json!({"id": "pack", "name": "Pack", "isBundle": true,
        "bundledProductOffering": [part("a", 2), part("b", 0), part("missing", 1)]});
    let itself =
        json!({"id": "loop", "name": "Loop", "isBundle": true, "bundledProductOffering": [part("loop", 1)]});
    let catalogue = catalogue(&[goods("a"), goods("b"), bundle, itself], &[], &[]);
    let there = |stock: i64| {
        let count = move |item: &StockItemId| if item.as_str() == "a" { stock } else { 0 };
        shelf_item(&catalogue, &catalogue.offerings[&OfferingId::new("pack")], now(), &count, 0)
            .unwrap()
            .in_stock
    };
    assert!(there(2) && !there(1));
    let looped = &catalogue.offerings[&OfferingId::new("loop")];
    assert!(shelf_item(&catalogue, looped, now(), &|_| 0, 0).is_some());
}

#[test]
fn the_comparison_has_every_price_with_its_tax() {
    let catalogue = phones();
    let compared = compared_offering(&catalogue, &catalogue.offerings[&OfferingId::new("b")], now());
    assert_eq!(compared.prices.len(), 2);
    assert_eq!(compared.prices[0].tax_to_add, Some(Decimal::from(20)));
    assert_eq!(compared.prices[1].shape, PriceShape::Recurring { every_months: 12 });
    let span = |amount: i64, units: &str| {
        months_of(&Quantity { amount: Decimal::from(amount), units: units.into() })
    };
    assert_eq!(
        (span(2, "year"), span(6, "month"), span(1, "kWh"), span(-1, "month")),
        (Some(24), Some(6), None, Some(0))
    );
}

#[test]
fn hostile_names_stand_on_the_shelf_as_texts() {
    let hostile = "<script>\u{0}\u{202e}' OR 1=1 --";
    let catalogue = catalogue(&[json!({"id": hostile, "name": hostile})], &[], &[]);
    let mut shelf = Shelf::new(shelf_categories(&catalogue), Vec::new());
    for offering in catalogue.offerings.values() {
        shelf.replace(shelf_item(&catalogue, offering, now(), &|_| i64::MAX, u64::MAX).unwrap());
    }
    assert_eq!(shelf.item(hostile).unwrap().name.fr, hostile);
}

#[test]
fn use_is_stated_whole_whatever_parts_of_it_offerings_tell_apart() {
    let tariff = |id: &str, parts: &[&str]| {
        let prices: Vec<Value> = parts.iter().map(|part| json!({"id": format!("{id}-{part}")})).collect();
        json!({"id": id, "name": id, "nature": "subscription", "productOfferingPrice": prices})
    };
    let price = |id: &str, part: &str| {
        json!({"id": format!("{id}-{part}"), "priceType": "usage", "price": {"unit": "EUR", "value": "0.2"},
               "unitOfMeasure": {"amount": 1, "units": "kWh"},
               "prodSpecCharValueUse": [{"name": "period", "productSpecCharacteristicValue": [{"value": part}]}]})
    };
    let catalogue = catalogue(
        &[tariff("base", &["BASE"]), tariff("night", &["HC", "HP"])],
        &[],
        &[price("base", "BASE"), price("night", "HC"), price("night", "HP")],
    );
    let of = |id: &str| compared_offering(&catalogue, &catalogue.offerings[&OfferingId::new(id)], now());
    let both = [of("base"), of("night")];
    assert_eq!(stated_units(&both), ["kWh"]);
    // Nobody has said how much: no total is whole, and none is the least.
    let silent = crate::shelf::compare(both.to_vec(), &StatedUse::default(), "EUR".parse().unwrap()).unwrap();
    assert!(silent.sides.iter().all(|side| side.cost.unstated == ["kWh"] && !side.cheapest));
    // What a calendar makes of a stated use counts for its own units, and the use is served.
    let [mut base, mut night] = both;
    base.own_use.insert("kWh (BASE)".to_owned(), Decimal::from(300));
    night.own_use.insert("kWh (HC)".to_owned(), Decimal::from(100));
    night.own_use.insert("kWh (HP)".to_owned(), Decimal::from(200));
    let stated = StatedUse { monthly: [("kWh".to_owned(), Decimal::from(300))].into() };
    let said = crate::shelf::compare(vec![base, night], &stated, "EUR".parse().unwrap()).unwrap();
    assert!(
        said.sides.iter().all(|side| side.cost.is_whole() && side.cost.year.amount == Decimal::from(720))
    );
}

#[test]
fn a_bundle_costs_what_its_parts_cost_unless_its_price_covers_them() {
    let price = |id: &str, kind: &str, value: &str| {
        let mut price = json!({"id": id, "priceType": kind, "price": {"unit": "EUR", "value": value}});
        if kind == "recurring" {
            price["recurringChargePeriodType"] = json!("month");
        }
        price
    };
    let part = |id: &str, least: u32, included: bool| {
        json!({"id": id, "priceIncluded": included, "bundledProductOfferingOption":
            {"numberRelOfferLowerLimit": least, "numberRelOfferUpperLimit": 2, "numberRelOfferDefault": least}})
    };
    let offering =
        |id: &str, price: &str| json!({"id": id, "name": id, "productOfferingPrice": [{"id": price}]});
    let pack = json!({"id": "pack", "name": "Pack", "isBundle": true, "bundledProductOffering":
        [part("phone", 1, false), part("plan", 1, false), part("sim", 2, false), part("case", 0, false), part("gift", 1, true)]});
    let prices = [
        price("p-phone", "oneTime", "299.00"),
        price("p-plan", "recurring", "9.99"),
        price("p-sim", "oneTime", "10.00"),
        price("p-case", "oneTime", "19.90"),
        price("p-gift", "oneTime", "5.00"),
    ];
    let offerings = [
        pack,
        offering("phone", "p-phone"),
        offering("plan", "p-plan"),
        offering("sim", "p-sim"),
        offering("case", "p-case"),
        offering("gift", "p-gift"),
    ];
    let catalogue = catalogue(&offerings, &[], &prices);
    let pack = &catalogue.offerings[&OfferingId::new("pack")];
    let item = shelf_item(&catalogue, pack, now(), &|_| 1, 0).unwrap();
    assert_eq!(item.price.unwrap().amount, Decimal::from(319));
    assert_eq!(item.monthly.unwrap().amount, Decimal::new(999, 2));
    let compared = compared_offering(&catalogue, pack, now());
    let cost = crate::shelf::compare(vec![compared], &StatedUse::default(), "EUR".parse().unwrap()).unwrap();
    assert_eq!(cost.sides[0].cost.due_now.amount, Decimal::from(319));
    assert_eq!(cost.sides[0].cost.year.amount, Decimal::new(43_888, 2));
}
