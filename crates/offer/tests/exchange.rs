//! A catalogue comes in, goes out and comes in again.

#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

use jiff::Timestamp;
use offer::exchange::{
    CatalogueFile, Kind, Plan, PlanOptions, ProblemKind, SalesFold, Section, Severity, TableMapping, check,
    plan, read_json, read_rows, read_table, write_csv, write_json,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-03-01T10:00:00Z")
}

fn planned(current: &CatalogueFile, text: &str, now: Timestamp) -> Plan {
    plan(current, read_json(text), PlanOptions { now, end_missing: false })
}

/// What a plan says, as people would read it.
fn told(plan: &Plan) -> Vec<String> {
    let word = |kind| match kind {
        Kind::Added => "added",
        Kind::Changed => "changed",
        Kind::Ended => "ended",
    };
    let lines = plan.changes.iter().map(|change| {
        let fields: Vec<&str> = change.fields.iter().map(|field| field.path.as_str()).collect();
        format!("{} {} {} {}", word(change.kind), change.section.name(), change.id, fields.join(" "))
            .trim()
            .to_owned()
    });
    let stock = plan
        .stock
        .iter()
        .map(|change| format!("{}/{}: {} -> {}", change.key.0, change.key.1, change.before, change.after));
    let problems = plan.problems.iter().map(|problem| format!("{:?} {problem}", problem.severity()));
    lines.chain(stock).chain(problems).collect()
}

fn small() -> String {
    json!({
        "category": [{"id": "phones", "name": "Téléphones", "translation": [{"language": "en", "name": "Phones"}]}],
        "specification": [{
            "id": "nova", "name": "Nova", "category": [{"id": "phones"}], "@type": "ProductSpecification",
            "ourOwn": {"kept": [1, 2.5, "x"]},
            "translation": [{"language": "en", "name": "Nova"}],
        }],
        "offering": [{
            "id": "nova-black", "name": "Nova, noir", "productSpecification": {"id": "nova"},
            "productOfferingPrice": [{"id": "nova-price"}],
            "prodSpecCharValueUse": [{"name": "colour", "productSpecCharacteristicValue": [{"value": "noir"}]}],
        }],
        "price": [{
            "id": "nova-price", "priceType": "oneTime", "price": {"unit": "EUR", "value": 199.9},
            "tax": [{"taxRate": 20}], "validFor": {"startDateTime": "2026-01-01T00:00:00Z"},
        }],
        "geographicSite": [{"id": "lyon", "name": "Lyon"}],
        "stock": [{"place": {"id": "lyon"}, "stockedProduct": {"id": "nova-black"},
            "productStockLevel": {"amount": 7, "units": "piece"}}],
    })
    .to_string()
}

fn loaded() -> CatalogueFile {
    let plan = planned(&CatalogueFile::default(), &small(), now());
    assert!(plan.may_apply(), "{:?}", told(&plan));
    plan.applied(&CatalogueFile::default())
}

#[test]
fn what_goes_out_comes_in_as_the_same_bytes_and_changes_nothing() {
    let file = loaded();
    let text = write_json(&file);
    assert!(text.contains("ourOwn"));
    assert!(planned(&file, &text, now()).is_nothing());
    let again = planned(&CatalogueFile::default(), &text, now()).applied(&CatalogueFile::default());
    assert_eq!(write_json(&again), text);
    assert!(planned(&file, &small(), now()).is_nothing());
}

#[test]
fn a_changed_price_is_ended_and_another_begins() {
    let file = loaded();
    let cheaper = small().replace("199.9", "149.5");
    let plan = planned(&file, &cheaper, now());
    assert_eq!(
        told(&plan),
        [
            "ended price nova-price validFor.endDateTime",
            "added price nova-price~2",
            "changed offering nova-black productOfferingPrice[nova-price~2]",
        ]
    );
    let after = plan.applied(&file);
    let new = after.get(Section::Price, "nova-price~2").unwrap();
    assert_eq!(new["price"]["value"], json!(149.5));
    assert_eq!(new["validFor"], json!({"startDateTime": "2026-03-01T10:00:00Z"}));
    assert_eq!(
        after.get(Section::Price, "nova-price").unwrap()["validFor"]["endDateTime"],
        "2026-03-01T10:00:00Z"
    );
    // The same file once more, a day later: nothing changes.
    let later = at("2026-03-02T10:00:00Z");
    assert_eq!(told(&planned(&after, &cheaper, later)), Vec::<String>::new());
    // The old file again is a change back, which follows the new price.
    let back = planned(&after, &small(), later);
    assert_eq!(
        back.changes.iter().map(|change| change.id.as_str()).collect::<Vec<_>>(),
        ["nova-price~2", "nova-price~3", "nova-black"]
    );
    let text = write_json(&back.applied(&after));
    assert!(planned(&back.applied(&after), &text, later).is_nothing());
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_nothing_may_be_applied() {
    let text = r#"{
  "offering": [
    {"id": "a", "name": " ", "productOfferingPrice": [{"id": "p"}, {"id": "q"}],
     "productSpecification": {"id": "gone"}},
    {"id": "b", "name": "B", "bundledProductOffering": [{"id": "c"}]},
    {"id": "c", "name": "C", "bundledProductOffering": [{"id": "b"}]},
    {"name": "no id"}
  ],
  "price": [
    {"id": "p", "price": {"unit": "EUR", "value": -3}, "tax": []},
    {"id": "q", "price": {"unit": "EUR", "value": "many"}},
    {"id": "r", "price": {"unit": "EUR", "value": 1}, "tax": [{"taxRate": 20}],
     "validFor": {"startDateTime": "2026-02-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}}
  ],
  "nonsense": []
}"#;
    let plan = planned(&CatalogueFile::default(), text, now());
    assert!(!plan.may_apply());
    let told = told(&plan).into_iter().filter(|line| line.starts_with("Severe")).collect::<Vec<_>>();
    let expected = [
        "Severe line 3: offering “a”, name: it has no name",
        "Severe line 3: offering “a”, productSpecification: it refers to “gone”, which is not there",
        "Severe line 5: offering “b”, bundledProductOffering: it holds itself: b → c → b",
        "Severe line 6: offering “c”, bundledProductOffering: it holds itself: c → b → c",
        "Severe line 7: offering “”: it has no id",
        "Severe line 10: price “p”, price: the price is negative: -3",
        "Severe line 10: price “p”, tax: the price says no rate of tax",
        "Severe line 12: price “r”, validFor.endDateTime: it ends before it begins",
    ];
    for line in expected {
        assert!(told.iter().any(|each| each == line), "{line} is missing of {told:#?}");
    }
    assert!(
        told.iter().any(|line| line.contains("line 11: price “q”") && line.contains("many")),
        "{told:#?}"
    );
    let broken = planned(&CatalogueFile::default(), "{\"price\": [\n{]", now());
    assert!(matches!(broken.problems[0].kind, ProblemKind::Unreadable(_)));
    assert_eq!(broken.problems[0].at.line, Some(2));
}

#[test]
fn a_bundle_costs_what_its_parts_do_and_lacks_a_price_only_if_one_of_them_does() {
    let lamp = |prices: Value| json!({"id": "lamp", "name": "Lampe", "productOfferingPrice": prices});
    let told = |lamp: Value| {
        let file = json!({
            "price": [{"id": "p", "priceType": "oneTime", "price": {"value": "10", "unit": "EUR"},
                "tax": [{"taxRate": "20"}]}],
            "offering": [lamp, {"id": "lot", "name": "Lot", "isBundle": true, "bundledProductOffering": [{"id": "lamp",
                "bundledProductOfferingOption": {"numberRelOfferLowerLimit": 1, "numberRelOfferUpperLimit": 1,
                "numberRelOfferDefault": 1}}]}],
        });
        let plan = planned(&CatalogueFile::default(), &file.to_string(), now());
        let unpriced = plan.problems.into_iter().filter(|problem| problem.kind == ProblemKind::NoPrice);
        unpriced.map(|problem| problem.id).collect::<Vec<_>>()
    };
    assert!(told(lamp(json!([{"id": "p"}]))).is_empty());
    assert_eq!(told(lamp(json!([]))), ["lamp", "lot"]);
}

#[test]
fn conditions_arrangements_and_codes_speak_of_what_is_there() {
    let file = json!({
        "specification": [{"id": "nova", "name": "Nova", "productSpecCharacteristic": [{"name": "couleur"}]}],
        "offering": [
            {"id": "a", "name": "A", "eligibility": [
                {"rule": "requires", "offerings": ["gone"]}, {"rule": "newIn", "category": "nowhere"},
                {"rule": "atMost", "count": 0}, {"rule": "postcode", "prefixes": ["69", "SW1A 1", "ABC!!"]}]},
            {"id": "b", "name": "B", "isBundle": true, "bundledProductOffering": [{"id": "a",
                "bundledProductOfferingOption": {"numberRelOfferLowerLimit": 0, "numberRelOfferUpperLimit": 2,
                "numberRelOfferDefault": 9}}]},
        ],
        "promotion": [
            {"id": "p", "name": "P", "validFor": {}, "reduction": {"percent": 5}, "code": "MER"},
            {"id": "q", "name": "Q", "validFor": {}, "reduction": {"percent": 5}, "code": " mer "},
        ],
        "arrangement": [
            {"id": "r", "category": "nowhere", "pageSize": 0, "order": [{"by": "pinned", "ids": ["a", "nova", "gone"]},
                {"by": "characteristic", "name": "taille"}], "facets": [{"key": "~price"}, {"key": "couleur"}, {"key": "poids"}]},
            {"id": "s"}, {"id": "t"},
        ],
    });
    let plan = planned(&CatalogueFile::default(), &file.to_string(), now());
    let severe = plan.problems.iter().filter(|problem| problem.severity() == Severity::Severe);
    let mut told: Vec<String> = severe.map(|problem| format!("{} {}", problem.id, problem.kind)).collect();
    told.sort_unstable();
    let expected = [
        "a it refers to “gone”, which is not there",
        "a it refers to “nowhere”, which is not there",
        "a “0” is not one of: 1, 2, 3 …",
        "a “ABC!!” begins no postcode",
        "b “9” is not one of: 0 … 2",
        "p “q” answers to this code already",
        "q “p” answers to this code already",
        "r it refers to “gone”, which is not there",
        "r it refers to “nowhere”, which is not there",
        "r it refers to “poids”, which is not there",
        "r it refers to “taille”, which is not there",
        "r “0” is not one of: 1 … 100",
        "s “t” arranges this aisle already",
        "t “s” arranges this aisle already",
    ];
    assert_eq!(told, expected);
}

#[test]
fn overlapping_prices_and_past_starts_are_refused() {
    let file = loaded();
    let mut document: Value = serde_json::from_str(&small()).unwrap();
    document["offering"][0]["productOfferingPrice"] = json!([{"id": "nova-price"}, {"id": "other"}]);
    let other = json!({"id": "other", "priceType": "oneTime", "price": {"unit": "EUR", "value": 9},
        "tax": [{"taxRate": 20}], "validFor": {"startDateTime": "2026-02-01T00:00:00Z"}});
    document["price"].as_array_mut().unwrap().push(other);
    let plan = planned(&file, &document.to_string(), now());
    let kinds: Vec<&ProblemKind> = plan.problems.iter().map(|problem| &problem.kind).collect();
    assert!(kinds.contains(&&ProblemKind::PastStart), "{kinds:?}");
    assert!(kinds.iter().any(|kind| matches!(kind, ProblemKind::Overlap(_))), "{kinds:?}");
}

#[test]
fn a_reference_that_is_dropped_ends_the_price_and_keeps_its_past() {
    let file = loaded();
    let mut document: Value = serde_json::from_str(&small()).unwrap();
    document.as_object_mut().unwrap().remove("price");
    document["offering"][0]["productOfferingPrice"] = json!([]);
    let plan = planned(&file, &document.to_string(), now());
    assert_eq!(told(&plan)[0], "ended price nova-price validFor.endDateTime");
    assert_eq!(plan.count(Kind::Changed), 0);
    let after = plan.applied(&file);
    assert!(planned(&after, &document.to_string(), at("2026-04-01T00:00:00Z")).is_nothing());
}

#[test]
fn offerings_that_a_file_does_not_name_may_be_retired() {
    let file = loaded();
    let options = PlanOptions { now: now(), end_missing: true };
    let plan = plan(&file, read_json(r#"{"category": []}"#), options);
    assert_eq!(told(&plan), ["ended offering nova-black lifecycleStatus"]);
    let after = plan.applied(&file);
    assert!(super_plan(&after, options).is_nothing());
}

fn super_plan(file: &CatalogueFile, options: PlanOptions) -> Plan {
    plan(file, read_json(r#"{"category": []}"#), options)
}

fn rows(current: &CatalogueFile, csv: &str, now: Timestamp) -> Plan {
    let table = read_table(csv.as_bytes(), None).unwrap();
    let mapping = TableMapping::guess(&table.header).unwrap();
    plan(current, read_rows(&table, &mapping, current, now).unwrap(), PlanOptions { now, end_missing: false })
}

#[test]
fn a_table_goes_out_and_in_without_a_change_and_changes_only_what_it_says() {
    let file = loaded();
    let csv = write_csv(&file, "fr", "en", now());
    assert_eq!(told(&rows(&file, &csv, now())), Vec::<String>::new());
    let changed = csv.replace("199.9", "\"1 149,50 €\"").replace(",7,", ",9,");
    assert_eq!(
        told(&rows(&file, &changed, now())),
        [
            "ended price nova-price validFor.endDateTime",
            "added price nova-price~2",
            "changed offering nova-black productOfferingPrice[nova-price~2]",
            "lyon/nova-black: 7 -> 9",
        ]
    );
    let few = "offering;price once\nnova-black;120\n";
    let plan = rows(&file, few, now());
    let after = plan.applied(&file);
    assert_eq!(after.get(Section::Price, "nova-price~2").unwrap()["price"]["value"], json!(120));
    assert!(after.get(Section::Offering, "nova-black").unwrap().get("prodSpecCharValueUse").is_some());
    assert!(rows(&after, few, at("2026-05-01T00:00:00Z")).is_nothing());
}

#[test]
fn cells_that_cannot_be_read_are_named_by_line_and_column() {
    let csv = "sku,nom,prix,tva,stock,statut\nA,Un,douze,20,1,draft\nA,Encore,3,20,1,draft\nB,Deux,3,20,-1,later\n,Trois,1,20,1,draft\n";
    let plan = rows(&loaded(), csv, now());
    let told = told(&plan);
    for line in [
        "Severe line 2: prix: “douze” is not a number",
        "Severe line 3: sku: “A” comes twice",
        "Severe line 4: stock: -1 cannot stand in stock",
        "Severe line 5: sku: it has no id",
    ] {
        assert!(told.iter().any(|each| each == line), "{line} is missing of {told:#?}");
    }
    assert!(told.iter().any(|each| each.starts_with("Severe line 4: statut: “later” is not one of")));
    let without_tax = rows(&loaded(), "sku,nom,prix\nA,Un,3\n", now());
    assert!(without_tax.problems.iter().any(|problem| problem.kind == ProblemKind::NoTaxRate));
}

#[test]
fn products_of_other_shops_are_read() {
    let shopify = "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src,Image Alt Text,Status\n\
        tee,\"Tee, plain\",<p>Soft &amp; warm</p><p>Cotton</p>,Acme,Shirts,Size,S,tee-s,4,19.90,https://x.test/a.jpg,A tee,active\n\
        tee,,,,,,M,tee-m,2,19.90,,,\n\
        tee,,,,,,,,,,https://x.test/b.jpg,From behind,\n\
        mug,Mug,,Acme,,Title,Default Title,,,7.00,,,draft\n";
    let mut current = CatalogueFile::default();
    current.put(Section::Place, "shop", json!({"id": "shop", "name": "Shop"}));
    let table = read_table(shopify.as_bytes(), None).unwrap();
    let mut mapping = TableMapping::guess(&table.header).unwrap();
    mapping.tax_rate = Some(20.into());
    let options = PlanOptions { now: now(), end_missing: false };
    let made = plan(&current, read_rows(&table, &mapping, &current, now()).unwrap(), options);
    assert!(made.may_apply(), "{:#?}", told(&made));
    let after = made.applied(&current);
    let tee = after.get(Section::Specification, "tee").unwrap();
    assert_eq!(tee["description"], "Soft & warm\nCotton");
    assert_eq!(tee["attachment"].as_array().unwrap().len(), 2);
    assert_eq!(
        tee["productSpecCharacteristic"][0]["productSpecCharacteristicValue"].as_array().unwrap().len(),
        2
    );
    assert_eq!(after.of(Section::Offering).map(|(id, _)| id).collect::<Vec<_>>(), ["mug", "tee-m", "tee-s"]);
    assert_eq!(after.get(Section::Offering, "mug").unwrap()["lifecycleStatus"], "In design");
    assert_eq!(after.stock.values().sum::<i64>(), 6);

    let woo = "ID,Type,SKU,Name,Published,Regular price,Stock,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s)\n\
        10,variable,hoodie,Hoodie,1,,,Clothing > Hoodies,,,Colour,\"Blue, Red\"\n\
        11,variation,hoodie-blue,Hoodie - Blue,1,45,3,,,hoodie,Colour,Blue\n\
        12,variation,hoodie-red,Hoodie - Red,1,42,1,,,id:10,Colour,Red\n\
        13,simple,cap,Cap,1,15,,Clothing,,,,\n";
    let table = read_table(woo.as_bytes(), None).unwrap();
    let mut mapping = TableMapping::guess(&table.header).unwrap();
    mapping.tax_rate = Some(20.into());
    let made = plan(&current, read_rows(&table, &mapping, &current, now()).unwrap(), options);
    assert!(made.may_apply(), "{:#?}", told(&made));
    let after = made.applied(&current);
    assert_eq!(
        after.of(Section::Offering).map(|(id, _)| id).collect::<Vec<_>>(),
        ["cap", "hoodie-blue", "hoodie-red"]
    );
    assert_eq!(after.get(Section::Offering, "hoodie-red").unwrap()["productSpecification"]["id"], "hoodie");
    assert_eq!(
        after.of(Section::Category).map(|(id, _)| id).collect::<Vec<_>>(),
        ["clothing", "clothing.hoodies"]
    );
    assert_eq!(after.get(Section::Specification, "hoodie").unwrap()["name"], "Hoodie");
}

#[test]
fn a_log_of_sales_becomes_goods_with_dated_prices() {
    let csv = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice\n\
        1,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55\n\
        1,85123a,HEART,6,2010-12-02 08:26:00,2.55\n\
        2,85123A,HEART HOLDER,1,2011-01-04 10:00:00,2.95\n\
        3,85123A,HEART HOLDER,1,2011-03-04 10:00:00,2.95\n\
        4,POST,POSTAGE,1,2011-03-04 10:00:00,18\n\
        C5,85123A,HEART HOLDER,-6,2011-03-05 10:00:00,2.95\n\
        6,22,broken,1,2011-03-05 10:00:00,0\n\
        7,23,?,x,2011-03-05 10:00:00,1\n";
    let table = read_table(csv.as_bytes(), None).unwrap();
    let mapping = TableMapping::guess(&table.header).unwrap();
    let fold = || {
        let mut fold = SalesFold::new(&mapping).unwrap();
        fold.take_table(&table).unwrap();
        fold.finish()
    };
    let (incoming, report) = fold();
    assert_eq!((report.lines, report.taken, report.goods, report.prices, report.spellings), (8, 4, 1, 2, 1));
    assert_eq!(report.never_sold, ["22"]);
    assert_eq!(
        report.left.iter().map(|(reason, (count, _))| (*reason, *count)).collect::<Vec<_>>(),
        [("no_sale", 1), ("service", 1), ("unreadable", 1), ("zero_price", 1)]
    );
    let options = PlanOptions { now: now(), end_missing: false };
    let made = plan(&CatalogueFile::default(), incoming, options);
    assert!(made.may_apply(), "{:#?}", told(&made));
    let after = made.applied(&CatalogueFile::default());
    let price = after.get(Section::Price, "85123A-once-2010-12").unwrap();
    assert_eq!(
        price["validFor"],
        json!({"startDateTime": "2010-12-01T00:00:00Z", "endDateTime": "2011-01-01T00:00:00Z"})
    );
    assert!(plan(&after, fold().0, options).is_nothing());
}

#[test]
fn the_goods_of_half_a_year_of_a_gift_shop_become_a_catalogue() {
    let folder = std::env::var("COMPTOIR_REAL_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
    let path = std::path::Path::new(&folder).join("online-retail/online_retail_2010-12_2011-06.csv.gz");
    let Ok(packed) = std::fs::read(&path) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", path.display());
        eprintln!("not run: the_goods_of_half_a_year_of_a_gift_shop_become_a_catalogue");
        return;
    };
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(packed.as_slice()), &mut bytes)
        .unwrap();
    let table = read_table(&bytes, None).unwrap();
    let mapping = TableMapping::guess(&table.header).unwrap();
    let mut fold = SalesFold::new(&mapping).unwrap();
    fold.take_table(&table).unwrap();
    let (incoming, report) = fold.finish();
    assert_eq!(report.lines, 245_903);
    assert_eq!(report.taken + report.left.values().map(|(count, _)| count).sum::<u64>(), report.lines);
    let options = PlanOptions { now: now(), end_missing: false };
    let made = plan(&CatalogueFile::default(), incoming, options);
    assert!(
        made.problems.iter().all(|problem| problem.severity() == Severity::Warning),
        "{:#?}",
        made.problems
    );
    let after = made.applied(&CatalogueFile::default());
    assert_eq!(after.of(Section::Offering).count() as u64, report.goods);
    assert!(check(&after).is_empty());
    assert_eq!(after.get(Section::Offering, "85123A").unwrap()["name"], "WHITE HANGING HEART T-LIGHT HOLDER");
    eprintln!(
        "{} goods, {} prices, {} services, never sold {}, spellings {}, left {:?}",
        report.goods,
        report.prices,
        report.services.len(),
        report.never_sold.len(),
        report.spellings,
        report.left.iter().map(|(reason, (count, _))| (*reason, *count)).collect::<Vec<_>>()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever amounts, names and counts: applying a plan twice is applying it once, and what goes out comes back.
    #[test]
    fn applying_twice_changes_nothing(
        amounts in proptest::collection::vec(0_i64..1_000_000, 1..5),
        name in "[^\\p{C}]{1,20}",
        count in 0_i64..1_000,
    ) {
        let mut file = loaded();
        let mut clock = now();
        for amount in amounts {
            clock += jiff::SignedDuration::from_hours(24);
            let mut document: Value = serde_json::from_str(&small()).unwrap();
            document["price"][0]["price"]["value"] = json!(amount as f64 / 100.0);
            document["specification"][0]["name"] = json!(format!("x{name}"));
            document["stock"][0]["productStockLevel"]["amount"] = json!(count);
            let text = document.to_string();
            let first = planned(&file, &text, clock);
            prop_assert!(first.may_apply(), "{:?}", told(&first));
            file = first.applied(&file);
            let second = planned(&file, &text, clock);
            prop_assert!(second.is_nothing(), "{:?}", told(&second));
            prop_assert!(check(&file).iter().all(|problem| problem.severity() == Severity::Warning));
            let out = write_json(&file);
            prop_assert!(planned(&file, &out, clock).is_nothing());
            let csv = write_csv(&file, "fr", "en", clock);
            let table = rows(&file, &csv, clock);
            prop_assert!(table.is_nothing(), "{:?}\n{csv}", told(&table));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let empty = CatalogueFile::default();
        let _ = planned(&empty, &text, now());
        if let Ok(table) = read_table(&bytes, None)
            && let Ok(mapping) = TableMapping::guess(&table.header)
        {
            let _ = read_rows(&table, &mapping, &empty, now());
        }
    }
}
