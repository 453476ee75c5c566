//! How long the shelf takes: 1,000 products of 10 variants each, or as many as are named.
//! `cargo run --release -p offer --example shelf_speed -- [PRODUCTS]`.
#![allow(clippy::print_stdout, missing_docs, reason = "a tool for whoever works on the shelf")]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::time::{Duration, Instant};

use offer::shelf::*;
use rust_decimal::Decimal;
use types::Money;

const NOUNS: [&str; 20] = [
    "Téléphone",
    "Casque",
    "Coque",
    "Chargeur",
    "Câble",
    "Tablette",
    "Montre",
    "Routeur",
    "Répéteur",
    "Clavier",
    "Souris",
    "Écran",
    "Enceinte",
    "Batterie",
    "Support",
    "Adaptateur",
    "Lampe",
    "Caméra",
    "Imprimante",
    "Ordinateur",
];
const BRANDS: [&str; 12] = [
    "Aster", "Bora", "Céleste", "Dune", "Étoile", "Fjord", "Galerie", "Horizon", "Iris", "Jade", "Kelvin",
    "Lumen",
];
const COLOURS: [&str; 5] = ["noir", "blanc", "bleu", "vert", "rouge"];
const STORAGES: [&str; 4] = ["64", "128", "256", "512"];

fn main() {
    let products = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let began = Instant::now();
    let mut shelf = Shelf::new(categories(), Vec::new());
    for product in 0..products {
        for variant in 0..10 {
            shelf.replace(item(product, variant));
        }
    }
    println!("{} offerings put on the shelf in {:?}", shelf.len(), began.elapsed());
    let in_colour = BTreeMap::from([("colour".to_owned(), BTreeSet::from(["bleu".to_owned()]))]);
    let in_category =
        |text: &str| Query { category: Some("c3".into()), text: text.into(), ..Query::default() };
    let cases = [
        ("first page", Query::default()),
        ("a category", in_category("")),
        ("a category, page 3, cheapest", Query { page: 3, order: Order::Cheapest, ..in_category("") }),
        ("one colour", Query { chosen: in_colour.clone(), ..Query::default() }),
        ("one colour in a category", Query { chosen: in_colour, ..in_category("") }),
        ("search: one word", Query { text: "téléphone".into(), ..Query::default() }),
        ("search: three words", Query { text: "casque bora bleu".into(), ..Query::default() }),
        ("search: a typing error", Query { text: "imprimnate étoile".into(), ..Query::default() }),
        ("search: nothing", Query { text: "parapluie".into(), ..Query::default() }),
        ("search: a code", Query { text: "SKU-000042-3".into(), ..Query::default() }),
    ];
    for (name, query) in &cases {
        let (each, total) = timed(200, || shelf.find(query).total);
        println!("{name:32} {each:>10.1?}  {total} cards");
    }
    let mut changed = item(5, 3);
    let (each, _) = timed(200, || {
        changed.in_stock = !changed.in_stock;
        shelf.replace(changed.clone());
        0
    });
    println!("{:32} {each:>10.1?}", "the stock of one changes");
    let (each, _) = timed(200, || {
        changed.name.fr.push('x');
        shelf.replace(changed.clone());
        0
    });
    println!("{:32} {each:>10.1?}", "the name of one changes");
}

fn timed(times: u32, mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let mut last = run();
    let began = Instant::now();
    for _ in 0..times {
        last = black_box(run());
    }
    (began.elapsed() / times, last)
}

fn categories() -> Vec<ShelfCategory> {
    (0..20)
        .map(|number| ShelfCategory {
            id: format!("c{number}"),
            parent: (number >= 4).then(|| format!("c{}", number % 4)),
            name: InBoth::same(&format!("{}s", NOUNS[number])),
            position: 0,
        })
        .collect()
}

fn item(product: usize, variant: usize) -> ShelfItem {
    let (noun, brand) = (NOUNS[product % 20], BRANDS[product % 12]);
    let (colour, storage) = (COLOURS[variant % 5], STORAGES[(product + variant) % 4]);
    let facet = |label: &str, value: &str| ItemFacet {
        label: InBoth::same(label),
        values: vec![FacetValue {
            key: folded(value),
            label: InBoth::same(value),
            number: value.parse().ok(),
        }],
    };
    let name = format!("{noun} {brand} {} {colour} {storage} Go", product / 12);
    ShelfItem {
        id: format!("offer-{product}-{variant}"),
        group: format!("group-{product}"),
        name: InBoth::same(&name),
        group_name: InBoth::same(&format!("{noun} {brand} {}", product / 12)),
        description: InBoth::new(
            "Un appareil solide, réparable, livré avec son câble et une garantie de deux ans.",
            "A sturdy device that can be repaired, delivered with its cable and two years of guarantee.",
        ),
        brand: brand.to_owned(),
        codes: vec![format!("SKU-{product:06}-{variant}")],
        categories: vec![format!("c{}", product % 20)],
        price: Some(Money {
            amount: Decimal::new((999 + product * 37 % 90_000) as i64, 2),
            currency: "EUR".parse().expect("three letters"),
        }),
        in_stock: !(product + variant).is_multiple_of(3),
        facets: BTreeMap::from([
            ("colour".to_owned(), facet("Couleur", colour)),
            ("storage".to_owned(), facet("Stockage", storage)),
        ]),
        ..ShelfItem::default()
    }
}
