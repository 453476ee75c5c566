//! The store's pages: what is typed and named stays text, every form is its own, every problem leads to its field.

#[path = "../examples/gallery/samples_shop.rs"]
mod samples_shop;

use std::collections::BTreeSet;

use web::context::{PageContext, Theme};
use wording::Language;

fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        let ctx = PageContext {
            language,
            theme: Theme::System,
            path: "/shelf/search?q=\"><script>alert(1)</script>".to_owned(),
            assets: "/assets".to_owned(),
            csrf: "token".to_owned(),
            shown: web::context::Shown::default(),
            signed: web::context::Signed::default(),
        };
        for (name, page) in samples_shop::shop(&ctx) {
            pages.push((format!("{name} {}", language.code()), page.into_string()));
        }
    }
    pages
}

fn attribute<'a>(page: &'a str, begins: &str) -> Vec<&'a str> {
    let rest = page.match_indices(begins).map(|(at, _)| &page[at + begins.len()..]);
    rest.map(|rest| &rest[..rest.find('"').unwrap_or(0)]).collect()
}

#[test]
fn nothing_that_was_typed_or_named_becomes_markup() {
    for (name, page) in pages() {
        assert!(!page.contains("<script>"), "{name}");
        let ends = page.matches("</script>").count();
        assert_eq!(ends, page.matches("<script").count(), "{name}: an element of data was ended from inside");
    }
}

#[test]
fn no_two_forms_of_a_page_are_the_same_entry_unless_they_do_the_same() {
    for (name, page) in pages() {
        let entries = attribute(&page, "name=\"entry\" value=\"");
        let distinct: BTreeSet<&str> = entries.iter().copied().collect();
        assert_eq!(entries.len(), distinct.len(), "{name}: {entries:?}");
    }
}

#[test]
fn every_form_that_changes_something_proves_that_it_is_ours() {
    for (name, page) in pages() {
        let posting = page.matches("method=\"post\"").count();
        assert_eq!(posting, page.matches("name=\"csrf\"").count(), "{name}");
        assert_eq!(posting, page.matches("name=\"shown\"").count(), "{name}");
    }
}

#[test]
fn every_problem_leads_to_its_field_and_every_label_to_its_input() {
    for (name, page) in pages() {
        let ids: BTreeSet<&str> = attribute(&page, " id=\"").into_iter().collect();
        for target in attribute(&page, "href=\"#") {
            assert!(ids.contains(target), "{name}: a link leads to #{target}, which is not there");
        }
        for target in attribute(&page, "<label for=\"") {
            assert!(ids.contains(target), "{name}: a label is for {target}, which is not there");
        }
        let wrong = page.matches("aria-invalid=\"true\"").count();
        assert_eq!(wrong, page.matches("class=\"problem\" id=").count() - groups(&page), "{name}");
    }
}

/// Problems of groups of choices, which no single input stands for.
fn groups(page: &str) -> usize {
    ["f-delivery-problem", "f-payment-problem"]
        .iter()
        .filter(|id| page.contains(&format!("id=\"{id}\"")))
        .count()
}

#[test]
fn a_seller_is_within_reach_on_every_page_and_learns_what_was_seen() {
    for (name, page) in pages() {
        assert!(page.matches("href=\"/ask?from=").count() >= 2, "{name}");
    }
    let pages = pages();
    let of = |wanted: &str| &pages.iter().find(|(name, _)| name == wanted).unwrap().1;
    assert!(of("shop-not-eligible.html en").contains("&amp;error=fibre%20does%20not%20reach"));
    assert!(of("shop-search-none.html en").contains("&amp;words=%3Cscript%3E"));
    assert!(of("shop-compare.html fr").contains("&amp;offerings=plan-s%2Cplan-m%2Cplan-l"));
}

#[test]
fn the_price_is_whole_and_the_same_in_the_data_as_on_the_page() {
    let pages = pages();
    let plan = &pages.iter().find(|(name, _)| name == "shop-plan.html en").unwrap().1;
    for text in [
        "€7.99",
        "then €12.99 a month from month\u{a0}7",
        "+ €10.00 at the order",
        "+ <strong>€1.50</strong> / GB",
        "€135.88 over a year, without use",
        "No commitment",
    ] {
        assert!(plan.contains(text), "{text}");
    }
    let data = &plan[plan.find("application/ld+json\">").unwrap() + 21..];
    let data: serde_json::Value = serde_json::from_str(&data[..data.find("</script>").unwrap()]).unwrap();
    let parts = data["offers"]["priceSpecification"].as_array().unwrap();
    let prices: Vec<&str> = parts.iter().map(|part| part["price"].as_str().unwrap()).collect();
    assert_eq!(prices, ["7.99", "12.99", "10.00", "1.50"], "what use costs among them");
    assert_eq!(parts[0]["billingDuration"]["value"], 6);
    assert_eq!(data["offers"]["price"], "7.99");
}

#[test]
fn a_reduction_says_what_it_is_counted_from() {
    let pages = pages();
    let french = &pages.iter().find(|(name, _)| name == "shop-offering.html fr").unwrap().1;
    assert!(french.contains("Prix le plus bas des 30 jours précédents\u{a0}: 349,00\u{a0}€"));
    assert!(french.contains("−20\u{202f}%"));
}

#[test]
fn the_button_says_what_it_binds_to() {
    for (name, page) in pages().into_iter().filter(|(name, _)| name.starts_with("shop-checkout")) {
        let words = if name.ends_with("fr") {
            "Commander avec obligation de paiement"
        } else {
            "Order with obligation to pay"
        };
        assert!(page.contains(&format!("type=\"submit\">{words}</button>")), "{name}");
    }
}
