//! Goods to measure with: so many products of so many variants, named by words that a search can find.

use std::fmt::Write;
use std::ops::ControlFlow;

use app::{Asking, CatalogueSource, Counter};
use party::Caller;
use types::Scene;

use crate::commands::said;

/// Words of which names are made.
const WORDS: [&str; 40] = [
    "lampe",
    "tapis",
    "chaise",
    "fauteuil",
    "bureau",
    "rideau",
    "coussin",
    "miroir",
    "horloge",
    "cadre",
    "panier",
    "bougie",
    "assiette",
    "carafe",
    "plateau",
    "couteau",
    "casserole",
    "torchon",
    "tablier",
    "bocal",
    "clavier",
    "casque",
    "enceinte",
    "chargeur",
    "batterie",
    "montre",
    "valise",
    "parapluie",
    "gourde",
    "lanterne",
    "marteau",
    "tournevis",
    "escabeau",
    "arrosoir",
    "brouette",
    "hamac",
    "trottinette",
    "ballon",
    "raquette",
    "tente",
];
/// What tells variants apart.
const COLOURS: [&str; 10] =
    ["noir", "blanc", "rouge", "bleu", "vert", "jaune", "gris", "rose", "orange", "violet"];
/// How many pieces of each there are.
const PIECES: u64 = 1_000_000;
/// How many there are of each rare thing.
pub const RARE: u64 = 50;
/// How many rare things there are, for as many tries.
pub const RARE_THINGS: u64 = 8;

/// The first word of the name of a product.
pub fn word(product: u64) -> &'static str {
    WORDS[(product % WORDS.len() as u64) as usize]
}

/// Brings the goods in, by the same door as any catalogue.
pub fn fill(counter: &Counter, products: usize, variants: usize) -> Result<(), String> {
    let keeper = Asking::new(Caller::keeper(), Scene::BackOffice);
    let source = CatalogueSource {
        bytes: document(products, variants).into_bytes(),
        mapping: None,
        end_missing: false,
    };
    let plan = counter.plan_catalogue(&keeper, &source).map_err(said)?;
    if let Some(problem) = plan.plan.problems.iter().find(|_| !plan.plan.may_apply()) {
        return Err(format!("the goods cannot come in: {problem:?}"));
    }
    counter.apply_catalogue(&keeper, &plan, &mut |_| ControlFlow::Continue(())).map_err(said)?;
    Ok(())
}

fn document(products: usize, variants: usize) -> String {
    let (mut specifications, mut offerings, mut prices, mut stock) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut offer = |id: &str, product: &str, name: &str, colour: &str, cents: u64, pieces: u64| {
        prices.push(format!(
            r#"{{"id":"{id}","priceType":"oneTime","price":{{"unit":"EUR","value":{}.{:02}}},"tax":[{{"taxCategory":"S","taxRate":20}}],"validFor":{{"startDateTime":"2025-01-01T00:00:00Z"}}}}"#,
            cents / 100,
            cents % 100
        ));
        offerings.push(format!(
            r#"{{"id":"{id}","name":"{name}","lifecycleStatus":"Launched","isSellable":true,"nature":"goods","productSpecification":{{"id":"{product}"}},"productOfferingPrice":[{{"id":"{id}"}}],"prodSpecCharValueUse":[{{"name":"colour","productSpecCharacteristicValue":[{{"value":"{colour}"}}]}}],"validFor":{{"startDateTime":"2025-01-01T00:00:00Z"}}}}"#
        ));
        stock.push(format!(
            r#"{{"place":{{"id":"depot"}},"stockedProduct":{{"id":"{id}"}},"productStockLevel":{{"amount":{pieces},"units":"piece"}}}}"#
        ));
    };
    for n in 0..products as u64 {
        let name = format!("{} {} {n}", capital(word(n)), WORDS[((n / 40 + n) % 40) as usize]);
        specifications.push(format!(
            r#"{{"id":"p{n}","name":"{name}","description":"Une description de quelques mots, comme en ont les boutiques, pour {name}.","lifecycleStatus":"Launched","category":[{{"id":"c{}"}}]}}"#,
            n % 12
        ));
        for v in 0..variants as u64 {
            let colour = COLOURS[(v % 10) as usize];
            offer(
                &format!("p{n}-v{v}"),
                &format!("p{n}"),
                &format!("{name} {colour}"),
                colour,
                500 + (n * 37 + v * 11) % 20_000,
                PIECES,
            );
        }
    }
    for n in 0..RARE_THINGS {
        specifications
            .push(format!(r#"{{"id":"rare-{n}","name":"Chose rare {n}","lifecycleStatus":"Launched"}}"#));
        offer(&format!("rare-{n}"), &format!("rare-{n}"), &format!("Chose rare {n}"), "noir", 9_900, RARE);
    }
    let mut text = String::from(
        r#"{"operator":[{"id":"operator","name":"Banc","iban":"FR7630006000011234567890189"}],"deliveryMethod":[{"id":"post","name":"Poste","fee":{"unit":"EUR","value":5.9},"taxRate":20,"daysMost":3}],"geographicSite":[{"id":"depot","name":"Dépôt","kind":"warehouse","shippingPriority":1}],"page":[{"id":"terms","slug":"terms","name":"Conditions"}],"category":["#,
    );
    let categories: Vec<String> = (0..12).map(|n| format!(r#"{{"id":"c{n}","name":"Rayon {n}"}}"#)).collect();
    let _ = write!(
        text,
        r#"{}],"specification":[{}],"price":[{}],"offering":[{}],"stock":[{}]}}"#,
        categories.join(","),
        specifications.join(","),
        prices.join(","),
        offerings.join(","),
        stock.join(",")
    );
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
