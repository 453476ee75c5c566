//! The shelf as a whole: what is found, what is counted, and that keeping it current is as good as building it anew.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rust_decimal::Decimal;
use types::Money;

use super::*;

fn euros(cents: i64) -> Option<Money> {
    Some(Money { amount: Decimal::new(cents, 2), currency: "EUR".parse().unwrap() })
}

fn facet(label: &str, value: &str) -> ItemFacet {
    let number = value.parse().ok();
    ItemFacet {
        label: InBoth::same(label),
        values: vec![FacetValue { key: folded(value), label: InBoth::same(value), number }],
    }
}

fn item(id: &str, group: &str, fr: &str, en: &str) -> ShelfItem {
    ShelfItem {
        id: id.into(),
        group: group.into(),
        name: InBoth::new(fr, en),
        in_stock: true,
        ..ShelfItem::default()
    }
}

fn categories() -> Vec<ShelfCategory> {
    let category = |id: &str, parent: Option<&str>, fr: &str, en: &str| ShelfCategory {
        id: id.into(),
        parent: parent.map(str::to_owned),
        name: InBoth::new(fr, en),
        position: 0,
    };
    vec![
        category("devices", None, "Appareils", "Devices"),
        category("phones", Some("devices"), "Téléphones", "Phones"),
        category("plans", None, "Forfaits", "Plans"),
    ]
}

/// Two phones with variants, a plan, fibre.
fn small() -> Shelf {
    let mut shelf = Shelf::new(categories(), Vec::new());
    for (model, cents, storages) in [("Aster", 39_900, ["64", "128"]), ("Bora", 29_900, ["128", "256"])] {
        for (n, storage) in storages.iter().enumerate() {
            for colour in ["noir", "bleu"] {
                let mut phone = item(
                    &format!("{model}-{storage}-{colour}"),
                    model,
                    &format!("Téléphone {model} {storage} Go {colour}"),
                    &format!("{model} phone {storage} GB {colour}"),
                );
                phone.group_name = InBoth::new(&format!("Téléphone {model}"), &format!("{model} phone"));
                phone.price = euros(cents + 10_000 * n as i64);
                phone.categories = vec!["phones".into()];
                phone.codes = vec![format!("TEL-{model}-{storage}-{colour}")];
                phone.facets.insert("storage".into(), facet("Stockage", storage));
                phone.facets.insert("colour".into(), facet("Couleur", colour));
                phone.in_stock = colour == "noir";
                shelf.replace(phone);
            }
        }
    }
    let mut plan = item("plan-50", "plan-50", "Forfait illimité 50 Go", "Unlimited plan 50 GB");
    plan.description = InBoth::new("Appels et SMS illimités, sans engagement", "Unlimited calls and texts");
    plan.categories = vec!["plans".into()];
    plan.monthly = euros(1_499);
    plan.commitment_months = Some(0);
    shelf.replace(plan);
    let mut fibre =
        item("fibre", "fibre", "L’abonnement Fibre à la maison, Wi-Fi inclus", "Home fibre, Wi-Fi included");
    fibre.categories = vec!["plans".into()];
    fibre.monthly = euros(2_999);
    fibre.commitment_months = Some(12);
    shelf.replace(fibre);
    shelf
}

fn found(shelf: &Shelf, text: &str) -> Vec<String> {
    let query = Query { text: text.into(), ..Query::default() };
    shelf.find(&query).hits.iter().map(|hit| hit.item.group.clone()).collect()
}

#[test]
fn words_are_found_by_stem_accent_elision_compound_and_beginning() {
    let shelf = small();
    for (text, first) in [
        ("telephones aster", "Aster"),
        ("TÉLÉPHONE ASTER", "Aster"),
        ("phones bora", "Bora"),
        ("l'abonnement", "fibre"),
        ("wifi", "fibre"),
        ("wi fi", "fibre"),
        ("wi-fi", "fibre"),
        ("256go", "Bora"),
        ("256 go", "Bora"),
        ("illimitée", "plan-50"),
        ("calling", "plan-50"),
        ("abonn", "fibre"),
        ("tel-aster-64-noir", "Aster"),
        ("TELASTER64NOIR", "Aster"),
    ] {
        assert_eq!(found(&shelf, text).first().map(String::as_str), Some(first), "{text}");
    }
}

#[test]
fn digits_are_exact_and_a_typing_error_is_told() {
    let shelf = small();
    assert!(found(&shelf, "257").is_empty());
    let query = Query { text: "abonemment".into(), ..Query::default() };
    let answer = shelf.find(&query);
    assert_eq!(answer.hits[0].item.id, "fibre");
    assert_eq!(answer.search.corrected, [("abonemment".to_owned(), "abonnement".to_owned())]);
    assert_eq!(answer.hits[0].met[0].how, Meeting::TwoErrors);
}

#[test]
fn where_nothing_has_all_words_what_has_most_is_given_and_said() {
    let shelf = small();
    let query = Query { text: "téléphone aster doré".into(), ..Query::default() };
    let answer = shelf.find(&query);
    assert!(answer.search.partial);
    assert_eq!(answer.hits.first().map(|hit| hit.item.group.as_str()), Some("Aster"));
    assert!(found(&shelf, "machine à laver").is_empty());
}

#[test]
fn a_code_that_is_whole_gives_its_item_and_nothing_else() {
    let shelf = small();
    let answer = shelf.find(&Query { text: "TEL-Bora-128-bleu".into(), ..Query::default() });
    assert_eq!((answer.total, answer.hits[0].item.id.as_str()), (1, "Bora-128-bleu"));
}

#[test]
fn facets_count_cards_under_the_other_facets() {
    let shelf = small();
    let chosen = BTreeMap::from([("storage".to_owned(), BTreeSet::from(["64".to_owned()]))]);
    let answer = shelf.find(&Query { category: Some("devices".into()), chosen, ..Query::default() });
    assert_eq!(answer.total, 1);
    let storage = answer.facets.iter().find(|facet| facet.key == "storage").unwrap();
    let counts: Vec<_> = storage.values.iter().map(|value| (value.key, value.count, value.chosen)).collect();
    // Under the other facets: two models have 128; values stand in the order of numbers.
    assert_eq!(counts, [("64", 1, true), ("128", 2, false), ("256", 1, false)]);
    assert_eq!(answer.categories[0].category.id, "phones");
    assert_eq!(answer.path[0].id, "devices");
    assert_eq!(answer.hits[0].passing, 2);
}

#[test]
fn the_card_shows_the_variant_that_passes() {
    let shelf = small();
    let chosen = BTreeMap::from([
        ("colour".to_owned(), BTreeSet::from(["bleu".to_owned()])),
        (IN_STOCK.to_owned(), BTreeSet::from(["yes".to_owned()])),
    ]);
    let answer = shelf.find(&Query { chosen, ..Query::default() });
    assert_eq!(answer.total, 0, "no blue one is in stock");
    let chosen = BTreeMap::from([("storage".to_owned(), BTreeSet::from(["256".to_owned()]))]);
    let answer = shelf.find(&Query { chosen, order: Order::Cheapest, ..Query::default() });
    assert_eq!(answer.hits[0].item.price, euros(39_900));
}

#[test]
fn what_is_not_known_restricts_nothing_and_is_told() {
    let shelf = small();
    let chosen = BTreeMap::from([("colour".to_owned(), BTreeSet::from(["<script>".to_owned()]))]);
    let answer =
        shelf.find(&Query { chosen, category: Some("nowhere".into()), page: 900, ..Query::default() });
    assert_eq!(answer.total, 4);
    assert_eq!((answer.page, answer.pages), (1, 1));
    assert_eq!(answer.ignored, ["~category=nowhere", "colour=<script>"]);
}

#[test]
fn an_arrangement_orders_and_explains() {
    let arrangement = Arrangement {
        order: vec![
            OrderRule::Pinned { ids: vec!["fibre".into()] },
            OrderRule::Characteristic {
                name: "storage".into(),
                first: Vec::new(),
                direction: Direction::Descending,
            },
            OrderRule::Name,
        ],
        ..Arrangement::default()
    };
    let shelf = small().rearranged(categories(), vec![arrangement]);
    let order: Vec<_> = shelf.find(&Query::default()).hits.iter().map(|hit| hit.item.id.clone()).collect();
    assert_eq!(order, ["fibre", "Bora-256-bleu", "Aster-128-bleu", "plan-50"]);
    let why = shelf.explain("Bora-256-bleu", None);
    assert_eq!(why[0].seen, Seen::Nothing);
    assert_eq!(why[1].seen, Seen::Value("256".into()));
}

#[test]
fn a_category_has_its_own_arrangement_and_its_descendants_inherit_it() {
    let phones = Arrangement { id: "own".into(), category: Some("devices".into()), ..Arrangement::default() };
    let shelf = Shelf::new(categories(), vec![phones]);
    assert_eq!(shelf.arrangement(Some("phones")).id, "own");
    assert_eq!(shelf.arrangement(Some("plans")).id, "default");
    assert_eq!(shelf.arrangement(None).id, "default");
}

#[test]
fn synonyms_of_the_arrangement_find_each_other() {
    let arrangement =
        Arrangement { synonyms: vec![vec!["mobile".into(), "téléphone".into()]], ..Arrangement::default() };
    let shelf = small().rearranged(categories(), vec![arrangement]);
    assert_eq!(found(&shelf, "mobile aster"), ["Aster"]);
}

#[test]
fn a_synonym_is_known_by_its_family_and_with_an_error_and_may_stand_nowhere_itself() {
    let rows = vec![vec!["souscription".into(), "abonnement".into()], vec!["étui".into(), "coque".into()]];
    let arrangement = Arrangement { synonyms: rows, ..Arrangement::default() };
    let shelf = small().rearranged(categories(), vec![arrangement]);
    for text in ["souscription", "souscriptions", "souscritpion", "souskription"] {
        assert_eq!(found(&shelf, text), ["fibre"], "{text}");
    }
    let answer = shelf.find(&Query { text: "souscritpion".into(), ..Query::default() });
    assert_eq!(answer.search.corrected, [("souscritpion".to_owned(), "souscription".to_owned())]);
    assert!(found(&shelf, "étui").is_empty(), "what means the same stands nowhere either");
}

#[test]
fn what_is_written_as_it_is_heard_is_found_and_two_errors_in_a_long_word() {
    let shelf = small();
    for text in ["telefon", "téléfone", "abonemant", "abonneman"] {
        assert!(!found(&shelf, text).is_empty(), "{text}");
    }
}

#[test]
fn where_nothing_is_found_the_nearest_word_is_proposed() {
    let shelf = small();
    let answer = shelf.find(&Query { text: "aboooneeement".into(), ..Query::default() });
    assert_eq!((answer.total, answer.search.nearest.as_slice()), (0, ["abonnement".to_owned()].as_slice()));
    let nonsense = shelf.find(&Query { text: "xyzzy".into(), ..Query::default() });
    assert_eq!((nonsense.total, nonsense.search.nearest.len()), (0, 0));
    assert!(shelf.find(&Query { text: "abonnement".into(), ..Query::default() }).search.nearest.is_empty());
}

#[test]
fn hostile_queries_are_answered() {
    let shelf = small();
    let hostile = [
        "x".repeat(10_000),
        "a b ".repeat(5_000),
        "….,;:!?*+()[]{}<>«»\"'`´".to_owned(),
        "\u{202e}enohpelet \u{200f}טלפון".to_owned(),
        "' OR 1=1 --".to_owned(),
        "\0\0\0".to_owned(),
        "é".repeat(500),
        "-".repeat(3_000),
        "1-2-3-4-5-6-7-8-9-a-b-c-d".to_owned(),
        "𝔗éléphone ＡＳＴＥＲ".to_owned(),
    ];
    for text in &hostile {
        let answer = shelf.find(&Query { text: text.clone(), forgiving: true, ..Query::default() });
        assert!(answer.total <= 4);
    }
    assert_eq!(found(&shelf, &hostile[9]).first().map(String::as_str), Some("Aster"));
    assert!(found(&shelf, &hostile[2]).is_empty(), "punctuation finds nothing");
}

#[test]
fn categories_in_a_loop_end() {
    let looped = |id: &str, parent: &str| ShelfCategory {
        id: id.into(),
        parent: Some(parent.into()),
        name: InBoth::same(id),
        position: 0,
    };
    let mut shelf = Shelf::new(vec![looped("a", "b"), looped("b", "a")], Vec::new());
    shelf.replace(ShelfItem { categories: vec!["a".into()], ..item("1", "1", "un", "one") });
    assert_eq!(shelf.find(&Query { category: Some("b".into()), ..Query::default() }).total, 1);
}

prop_compose! {
    fn any_item()(
        id in 0_u32..30, group in 0_u32..10,
        name in prop::sample::subsequence(vec!["aster", "bora", "céleste", "dune", "étoile", "fjord", "galerie", "horizon"], 1..4),
        colour in 0_usize..4, storage in prop::option::of(0_usize..3), cents in prop::option::of(0_i64..200_000),
        monthly in prop::option::of(0_i64..9_000), in_stock: bool, sold in 0_u64..9, place in 0_usize..4,
    ) -> ShelfItem {
        let mut made = item(&format!("i{id}"), &format!("g{group}"), &name.join(" "), &name.join(" "));
        made.facets.insert("colour".into(), facet("Couleur", ["noir", "bleu", "vert", "or"][colour]));
        if let Some(storage) = storage {
            made.facets.insert("storage".into(), facet("Stockage", ["64", "128", "256"][storage]));
        }
        made.price = cents.and_then(euros);
        made.monthly = monthly.and_then(euros);
        made.in_stock = in_stock;
        made.sold = sold;
        made.categories = [vec![], vec!["phones".into()], vec!["plans".into()], vec!["devices".into(), "plans".into()]][place].clone();
        made
    }
}

prop_compose! {
    fn any_query()(
        text in prop::sample::select(vec!["", "", "aster", "étoiles", "bora dune", "celste", "horizon noir", "i3"]),
        category in prop::sample::select(vec![None, Some("devices"), Some("phones"), Some("plans")]),
        colour in prop::sample::subsequence(vec!["noir", "bleu", "vert", "or"], 0..3),
        storage in prop::sample::subsequence(vec!["64", "128", "256"], 0..2),
        stock: bool, order in 0_usize..5, page in 0_usize..4, size in 1_usize..8,
    ) -> Query {
        let mut chosen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut choose = |facet: &str, values: Vec<&str>| {
            if !values.is_empty() {
                chosen.insert(facet.into(), values.into_iter().map(str::to_owned).collect());
            }
        };
        choose("colour", colour);
        choose("storage", storage);
        if stock { choose(IN_STOCK, vec!["yes"]); }
        Query {
            text: text.into(), category: category.map(str::to_owned), chosen, order: Order::ALL[order],
            page, page_size: Some(size), ..Query::default()
        }
    }
}

type Summary =
    (usize, Vec<(String, String, usize)>, BTreeMap<String, BTreeMap<String, usize>>, Vec<(String, usize)>);

fn summary(shelf: &Shelf, query: &Query) -> Summary {
    let found = shelf.find(query);
    let hits =
        found.hits.iter().map(|hit| (hit.item.id.clone(), hit.cheapest.id.clone(), hit.passing)).collect();
    let facets = found
        .facets
        .iter()
        .map(|facet| {
            let values = facet.values.iter().filter(|value| value.count > 0);
            (facet.key.to_owned(), values.map(|value| (value.key.to_owned(), value.count)).collect())
        })
        .collect();
    let categories = found.categories.iter().map(|it| (it.category.id.clone(), it.count)).collect();
    (found.total, hits, facets, categories)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn keeping_it_current_is_as_good_as_building_it_anew(
        steps in prop::collection::vec((any_item(), 0_u8..5), 0..60), query in any_query(),
    ) {
        let arrangements = vec![Arrangement {
            order: vec![OrderRule::MostSold, OrderRule::Price { direction: Direction::Descending }],
            ..Arrangement::default()
        }];
        let mut current = Shelf::new(categories(), arrangements.clone());
        let mut known: BTreeMap<String, ShelfItem> = BTreeMap::new();
        for (item, step) in steps {
            if step == 0 {
                prop_assert_eq!(current.remove(&item.id), known.remove(&item.id).is_some());
            } else {
                known.insert(item.id.clone(), item.clone());
                current.replace(item);
            }
        }
        let mut anew = Shelf::new(categories(), arrangements);
        known.into_values().rev().for_each(|item| anew.replace(item));
        prop_assert_eq!(current.len(), anew.len());
        // A facet that only one of them ever saw has no card, and no place.
        prop_assert_eq!(summary(&current, &query), summary(&anew, &query));
    }

    #[test]
    fn a_count_is_what_would_be_listed(items in prop::collection::vec(any_item(), 0..50), query in any_query()) {
        let mut shelf = Shelf::new(categories(), Vec::new());
        items.into_iter().for_each(|item| shelf.replace(item));
        let found = shelf.find(&query);
        for facet in &found.facets {
            for value in &facet.values {
                // Chosen alone in its facet, it lists what it counts.
                let mut narrowed = query.clone();
                narrowed.chosen.insert(facet.key.to_owned(), BTreeSet::from([value.key.to_owned()]));
                prop_assert_eq!(shelf.find(&narrowed).total, value.count, "{}={}", facet.key, value.key);
            }
        }
        for below in &found.categories {
            let narrowed = Query { category: Some(below.category.id.clone()), ..query.clone() };
            prop_assert_eq!(shelf.find(&narrowed).total, below.count);
        }
    }

    #[test]
    fn pages_put_together_are_the_whole_in_a_stable_order(items in prop::collection::vec(any_item(), 0..50), query in any_query()) {
        let mut shelf = Shelf::new(categories(), Vec::new());
        items.into_iter().for_each(|item| shelf.replace(item));
        let whole = shelf.find(&Query { page: 1, page_size: Some(100), ..query.clone() });
        let mut together = Vec::new();
        for page in 1..=shelf.find(&query).pages {
            together.extend(shelf.find(&Query { page, ..query.clone() }).hits.iter().map(|hit| hit.item.id.clone()));
        }
        prop_assert_eq!(together.len(), whole.total);
        prop_assert_eq!(together, whole.hits.iter().map(|hit| hit.item.id.clone()).collect::<Vec<_>>());
    }

    #[test]
    fn an_item_is_found_by_its_words_with_one_typing_error(
        items in prop::collection::vec(any_item(), 1..30), which: prop::sample::Index, word: prop::sample::Index,
        at: prop::sample::Index, kind in 0_u8..4, letter in prop::char::range('a', 'z'),
    ) {
        let mut shelf = Shelf::new(categories(), Vec::new());
        items.iter().for_each(|item| shelf.replace(item.clone()));
        let sought = shelf.item(&items[which.index(items.len())].id).unwrap().clone();
        let mut words: Vec<Vec<char>> = sought.name.fr.split(' ').map(|word| word.chars().collect()).collect();
        let place = word.index(words.len());
        let wrong = &mut words[place];
        let spot = at.index(wrong.len());
        match kind {
            0 => { wrong.remove(spot); }
            1 => wrong.insert(spot, letter),
            2 => wrong[spot] = letter,
            _ if spot + 1 < wrong.len() => wrong.swap(spot, spot + 1),
            _ => {}
        }
        // A word of three letters is too short to be forgiven an error.
        prop_assume!(wrong.len() > 3);
        let text = words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
        let forgiving = Query { text: text.clone(), forgiving: true, page_size: Some(100), ..Query::default() };
        let hits = shelf.find(&forgiving);
        prop_assert!(hits.hits.iter().any(|hit| hit.item.group == sought.group), "{text}");
    }

    #[test]
    fn no_query_is_too_odd(text in "\\PC{0,60}", page: usize, size: usize) {
        let shelf = small();
        let found = shelf.find(&Query { text, page, page_size: Some(size), ..Query::default() });
        prop_assert!(found.hits.len() <= found.total);
    }
}
