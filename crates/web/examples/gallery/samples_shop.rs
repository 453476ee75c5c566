//! Sample pages of an invented store: the same operator in every sample, nothing of which exists.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use offer::shelf::*;
use rust_decimal::Decimal;
use types::{Currency, Money};
use web::context::PageContext;
use web::pages::shop::model::*;
use web::pages::shop::*;
use wording::Language;

/// Every page of the store by the name of its file.
pub fn shop(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let store = store(ctx);
    let empty = Store { name: "Océane <Mobile>".to_owned(), ..Store::default() };
    let list = |query: &str| list(ctx, query);
    let mut front = list("");
    front.front = true;
    front.greeting = both(
        ctx,
        "Mobile, fibre et électricité, vendus par des gens qui répondent.",
        "Mobile, fibre and electricity, sold by people who answer.",
    );
    vec![
        ("shop-front.html", list_page(ctx, &store, &front)),
        ("shop-list.html", list_page(ctx, &store, &list("category=devices&f.colour=noir&f.storage=128"))),
        ("shop-search.html", list_page(ctx, &store, &list("q=telefone+aster&sort=cheapest"))),
        (
            "shop-search-none.html",
            list_page(ctx, &store, &list("q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E+parapluie")),
        ),
        ("shop-filters-none.html", list_page(ctx, &store, &list("category=plans&f.storage=256&f.gone=1"))),
        ("shop-offering.html", offering_page(ctx, &store, &phone(ctx))),
        ("shop-plan.html", offering_page(ctx, &store, &plan(ctx))),
        ("shop-out.html", offering_page(ctx, &store, &out_of_stock(ctx))),
        ("shop-not-eligible.html", offering_page(ctx, &empty, &not_eligible(ctx))),
        ("shop-compare.html", comparison_page(ctx, &store, &comparison(ctx))),
        ("shop-compare-none.html", comparison_page(ctx, &store, &refused_comparison(ctx))),
        ("shop-cart.html", cart_page(ctx, &store, &cart(ctx))),
        ("shop-cart-empty.html", cart_page(ctx, &empty, &CartPage::default())),
        ("shop-checkout.html", checkout_page(ctx, &store, &checkout(ctx, false))),
        ("shop-checkout-wrong.html", checkout_page(ctx, &store, &checkout(ctx, true))),
        (
            "shop-sign-in-ended.html",
            sign_in_ended_page(ctx, &store, &[("given_name".to_owned(), "Ada".to_owned())]),
        ),
        ("shop-price-changed.html", price_changed_page(ctx, &store, &price_changed(ctx))),
        ("shop-order.html", order_page(ctx, &store, &order(ctx, true))),
        ("shop-order-sent.html", order_page(ctx, &store, &order(ctx, false))),
        ("shop-opening.html", opening_page(ctx, &store, Opening { what: "order", action: "/orders/open/1" })),
        ("shop-ending.html", ending_page(ctx, &store, &ending(ctx))),
        ("shop-find.html", find_order_page(ctx, &store, &find(ctx))),
        (
            "shop-lost.html",
            lost_page(
                &PageContext { path: "/orders/ord_1".to_owned(), ..ctx.clone() },
                &store,
                &LostPage { status: 404, key: "not-found", sentence: "…" },
            ),
        ),
        ("shop-withdraw.html", withdraw_page(ctx, &store, &withdraw(ctx, "withdraw"))),
        ("shop-return.html", withdraw_page(ctx, &store, &withdraw(ctx, "return"))),
        ("shop-cancel.html", withdraw_page(ctx, &store, &withdraw(ctx, "cancel"))),
    ]
}

fn both(ctx: &PageContext, fr: &str, en: &str) -> String {
    match ctx.language {
        Language::French => fr,
        Language::English => en,
    }
    .to_owned()
}

fn eur() -> Currency {
    "EUR".parse().expect("three letters")
}

fn euros(cents: i64) -> Money {
    Money { amount: Decimal::new(cents, 2), currency: eur() }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("a zone that is known")
}

fn store(ctx: &PageContext) -> Store {
    Store {
        metered: true,
        name: "Océane".to_owned(),
        categories: vec![
            Link::new(&both(ctx, "Appareils", "Devices"), "/shelf?category=devices"),
            Link::new(&both(ctx, "Forfaits mobiles", "Mobile plans"), "/shelf?category=plans"),
            Link::new(&both(ctx, "Fibre", "Fibre"), "/shelf?category=fibre"),
            Link::new(&both(ctx, "Électricité", "Electricity"), "/shelf?category=electricity"),
        ],
        current: Some("/shelf?category=devices".to_owned()),
        search: String::new(),
        cart_pieces: 2,
        signed_in: None,
        talk: Some(("/talks/tlk_1".into(), true)),
        foot: vec![
            Link::new(&both(ctx, "Mentions légales", "Legal notice"), "/pages/legal"),
            Link::new(&both(ctx, "Conditions de vente", "Terms of sale"), "/pages/terms"),
            Link::new(&both(ctx, "Accessibilité", "Accessibility"), "/pages/accessibility"),
        ],
        origin: "https://shop.example".to_owned(),
        demonstration: true,
    }
}

/// A small shelf, asked as an address asks.
pub fn shelf() -> Shelf {
    let category = |id: &str, parent: Option<&str>, fr: &str, en: &str| ShelfCategory {
        id: id.into(),
        parent: parent.map(str::to_owned),
        name: InBoth::new(fr, en),
        position: 0,
    };
    let categories = vec![
        category("devices", None, "Appareils", "Devices"),
        category("phones", Some("devices"), "Téléphones", "Phones"),
        category("plans", None, "Forfaits mobiles", "Mobile plans"),
    ];
    let mut shelf = Shelf::new(categories, Vec::new());
    for (place, brand) in ["Aster", "Bora", "Céleste", "Dune", "Étoile", "Fjord"].into_iter().enumerate() {
        for (step, storage) in ["128", "256"].into_iter().enumerate() {
            for colour in ["noir", "bleu"] {
                shelf.replace(phone_item(place, brand, step, storage, colour));
            }
        }
    }
    for (id, gigabytes, cents) in [("s", 20, 799), ("m", 100, 1_299), ("l", 300, 1_999)] {
        shelf.replace(ShelfItem {
            id: format!("plan-{id}"),
            group: format!("plan-{id}"),
            name: InBoth::new(&format!("Forfait {gigabytes} Go"), &format!("{gigabytes} GB plan")),
            categories: vec!["plans".into()],
            monthly: Some(euros(cents)),
            commitment_months: Some(if id == "l" { 12 } else { 0 }),
            ..ShelfItem::default()
        });
    }
    shelf
}

fn phone_item(place: usize, brand: &str, step: usize, storage: &str, colour: &str) -> ShelfItem {
    let facet = |fr: &str, en: &str, value: &str| ItemFacet {
        label: InBoth::new(fr, en),
        values: vec![FacetValue {
            key: folded(value),
            label: InBoth::same(value),
            number: value.parse().ok(),
        }],
    };
    let gigabytes = format!("{storage} Go");
    let mut storage_facet = facet("Stockage", "Storage", storage);
    storage_facet.values[0].label = InBoth::new(&gigabytes, &format!("{storage} GB"));
    ShelfItem {
        id: format!("{}-{storage}-{colour}", folded(brand)),
        group: folded(brand),
        name: InBoth::new(
            &format!("Téléphone {brand} {gigabytes} {colour}"),
            &format!("{brand} phone {storage} GB {colour}"),
        ),
        group_name: InBoth::new(&format!("Téléphone {brand}"), &format!("{brand} phone")),
        brand: "Lumen".to_owned(),
        categories: vec!["phones".into()],
        price: Some(euros(19_900 + 7_500 * place as i64 + 8_000 * step as i64)),
        in_stock: (place + step) % 3 != 1,
        facets: BTreeMap::from([
            ("colour".to_owned(), facet("Couleur", "Colour", colour)),
            ("storage".to_owned(), storage_facet),
        ]),
        ..ShelfItem::default()
    }
}

/// A list of that shelf.
pub fn list(ctx: &PageContext, query: &str) -> ListPage {
    let shelf = shelf();
    let address = ShelfAddress::from_query(query);
    let found = shelf.find(&address.query(tongue(ctx.language)));
    fill_list(ctx, &shelf, &found, &address, eur(), |item| CardFacts {
        by_place: item.id == "plan-m",
        facts: if item.monthly.is_some() {
            vec![both(ctx, "Appels et SMS illimités", "Unlimited calls and texts")]
        } else {
            vec!["5G · 6,1″".to_owned()]
        },
        stocked: item.price.is_some(),
        not_for_you: (item.id == "plan-l")
            .then(|| both(ctx, "un seul forfait par personne", "one plan for each person")),
        picture: Picture { alt: "x".to_owned(), ..Picture::default() },
        price: (item.id == "plan-m").then(|| plan_price(ctx)),
    })
}

fn plan_price(ctx: &PageContext) -> PriceShown {
    PriceShown {
        due_now: Some(euros(1_000)),
        monthly: vec![
            MonthStep { from: 1, to: Some(6), amount: euros(799) },
            MonthStep { from: 7, to: None, amount: euros(1_299) },
        ],
        year: Some(euros(13_588)),
        usage: vec![UsePrice {
            name: both(ctx, "Au-delà de 100 Go", "Beyond 100 GB"),
            amount: euros(150),
            unit: both(ctx, "Go", "GB"),
        }],
        commitment_months: Some(0),
        ..PriceShown::default()
    }
}

fn phone(ctx: &PageContext) -> OfferingPage {
    let choice = |label: &str, current: bool, available: bool| Choice {
        label: label.to_owned(),
        href: format!("/offers/aster-{label}"),
        current,
        available,
    };
    OfferingPage {
        with_use: Some(
            ctx.tell("meter-in-hand-year", &[("used", "7 302 kWh".into()), ("amount", "1 641,93 €".into())]),
        ),
        id: "aster-128-noir".to_owned(),
        name: both(ctx, "Téléphone Aster 128 Go noir", "Aster phone 128 GB black"),
        brand: "Lumen".to_owned(),
        crumbs: vec![
            Link::new(&both(ctx, "Accueil", "Home"), "/"),
            Link::new(&both(ctx, "Téléphones", "Phones"), "/shelf?category=phones"),
        ],
        pictures: vec![Picture::default()],
        description: both(
            ctx,
            "Un téléphone qui se répare avec un tournevis ordinaire.\n\nBatterie remplaçable, sept ans de mises à jour.",
            "A phone that can be repaired with an ordinary screwdriver.\n\nReplaceable battery, seven years of updates.",
        ),
        price: PriceShown {
            due_now: Some(euros(27_900)),
            lowered: Some(Lowered {
                lowest_before: euros(34_900),
                percent: 20,
                until: Some(at("2026-12-31T22:59:00Z")),
            }),
            ..PriceShown::default()
        },
        axes: vec![
            VariantAxis {
                label: both(ctx, "Couleur", "Colour"),
                choices: vec![choice("noir", true, true), choice("bleu", false, true)],
            },
            VariantAxis {
                label: both(ctx, "Stockage", "Storage"),
                choices: vec![choice("128 Go", true, true), choice("256 Go", false, false)],
            },
        ],
        options: vec![
            OptionShown {
                id: "case".to_owned(),
                name: both(ctx, "Coque", "Case"),
                price: PriceShown { due_now: Some(euros(1_490)), ..PriceShown::default() },
                required: false,
                chosen: true,
                unavailable: None,
            },
            OptionShown {
                id: "cover".to_owned(),
                name: both(ctx, "Assurance casse", "Breakage cover"),
                price: PriceShown::default(),
                required: false,
                chosen: false,
                unavailable: Some(both(ctx, "seulement avec un forfait", "only with a plan")),
            },
        ],
        parts: Vec::new(),
        characteristics: vec![
            (both(ctx, "Écran", "Screen"), "6,1″".to_owned()),
            (both(ctx, "Poids", "Weight"), "172 g".to_owned()),
        ],
        places: vec![
            PlaceStock {
                name: both(ctx, "Boutique du Port", "Harbour shop"),
                address: "3 quai des Brumes, 44000 Nantes".to_owned(),
                level: StockLevel::Few(2),
                ready_by: Some(at("2026-11-24T15:30:00Z")),
                hours_today: "9:30 – 19:00".to_owned(),
            },
            PlaceStock {
                name: both(ctx, "Boutique de la Gare", "Station shop"),
                address: "12 rue du Départ, 35000 Rennes".to_owned(),
                level: StockLevel::Out,
                ready_by: None,
                hours_today: String::new(),
            },
        ],
        deliveries: vec![(at("2026-11-27T17:00:00Z"), euros(490)), (at("2026-11-24T17:00:00Z"), euros(990))],
        available: true,
        priced: true,
        eligibility: EligibilityShown::Open,
        most: 5,
        sku: "LUM-AST-128-N".to_owned(),
        gtin: "4006381333931".to_owned(),
        contracts: Vec::new(),
        watched: false,
        just_added: true,
        withdrawn: false,
        problems: vec![Problem::of(
            "quantity",
            &both(ctx, "Donnez une quantité de 1 à 5.", "Give a quantity from 1 to 5."),
        )],
        postcode: String::new(),
        zone: zone(),
    }
}

fn plan(ctx: &PageContext) -> OfferingPage {
    OfferingPage {
        id: "plan-m".to_owned(),
        name: both(ctx, "Forfait 100 Go", "100 GB plan"),
        price: plan_price(ctx),
        axes: Vec::new(),
        parts: vec![PartShown {
            name: both(ctx, "Carte SIM", "SIM card"),
            href: "/offers/sim".to_owned(),
            quantity: 2,
        }],
        places: Vec::new(),
        eligibility: EligibilityShown::NeedsPostcode,
        contracts: vec![contract(ctx)],
        just_added: false,
        problems: Vec::new(),
        deliveries: Vec::new(),
        ..phone(ctx)
    }
}

fn contract(ctx: &PageContext) -> ContractSummary {
    ContractSummary {
        name: both(ctx, "Forfait 100 Go", "100 GB plan"),
        rows: vec![
            (
                both(ctx, "Service", "Service"),
                vec![both(ctx, "Appels, SMS, 100 Go par mois", "Calls, texts, 100 GB a month")],
            ),
            (both(ctx, "Durée", "Duration"), vec![both(ctx, "Sans engagement", "No commitment")]),
        ],
        document: Some(Link::new("PDF", "/offers/plan-m/summary.pdf")),
    }
}

fn out_of_stock(ctx: &PageContext) -> OfferingPage {
    OfferingPage {
        available: false,
        just_added: false,
        problems: vec![Problem::of(
            "email",
            &both(ctx, "Cette adresse n'a pas de @.", "This address has no @."),
        )],
        ..phone(ctx)
    }
}

fn not_eligible(ctx: &PageContext) -> OfferingPage {
    OfferingPage {
        name: "Fibre </script><script>alert(1)</script>".to_owned(),
        eligibility: EligibilityShown::No {
            reason: both(ctx, "la fibre n'arrive pas encore au 29990", "fibre does not reach 29990 yet"),
            instead: vec![Link::new("4G box", "/offers/box")],
        },
        postcode: "29990".to_owned(),
        just_added: false,
        withdrawn: true,
        problems: Vec::new(),
        ..plan(ctx)
    }
}

fn compared(id: &str, name: InBoth, cents: i64, commitment: u32, data: &str) -> ComparedOffering {
    ComparedOffering {
        id: id.to_owned(),
        name,
        prices: vec![
            ComparedPrice {
                name: InBoth::new("Abonnement", "Subscription"),
                shape: PriceShape::Recurring { every_months: 1 },
                amount: euros(cents),
                tax_to_add: None,
                from_month: 0,
                for_months: None,
            },
            ComparedPrice {
                name: InBoth::new("Au-delà", "Beyond"),
                shape: PriceShape::Usage { unit: "GB".to_owned(), per: Decimal::ONE },
                amount: euros(150),
                tax_to_add: None,
                from_month: 0,
                for_months: None,
            },
        ],
        own_use: BTreeMap::new(),
        allowances: vec![Allowance { unit: "GB".to_owned(), monthly: data.parse().ok() }],
        characteristics: vec![
            Characteristic {
                key: "data".into(),
                label: InBoth::same("Data"),
                value: InBoth::same(&format!("{data} Go")),
            },
            Characteristic {
                key: "network".into(),
                label: InBoth::new("Réseau", "Network"),
                value: InBoth::same("5G"),
            },
        ],
        commitment_months: Some(commitment),
    }
}

fn comparison(ctx: &PageContext) -> ComparisonPage {
    let offerings = vec![
        compared("plan-s", InBoth::new("Forfait 20 Go", "20 GB plan"), 799, 0, "20"),
        compared("plan-m", InBoth::new("Forfait 100 Go", "100 GB plan"), 1_299, 0, "100"),
        compared("plan-l", InBoth::new("Forfait 300 Go", "300 GB plan"), 1_999, 12, "300"),
    ];
    let stated = StatedUse { monthly: BTreeMap::from([("GB".to_owned(), Decimal::from(60))]) };
    ComparisonPage {
        comparison: compare(offerings, &stated, eur()).ok(),
        pictures: vec![Picture::default(); 3],
        includes: vec![
            Vec::new(),
            Vec::new(),
            vec![Link::new(&both(ctx, "Carte SIM", "SIM card"), "/offers/carte-sim")],
        ],
        tongue: tongue(ctx.language),
        uses: vec![UseField {
            unit: "GB".to_owned(),
            label: both(ctx, "Données, Go par mois", "Data, GB a month"),
            value: "60".to_owned(),
        }],
        metered: None,
        beyond: vec![Link::new(&both(ctx, "Forfait 500 Go", "500 GB plan"), "/offers/plan-xl")],
        without: vec!["/shelf/compare?o=plan-m".to_owned(); 3],
        problems: Vec::new(),
        not_for_you: vec![
            None,
            None,
            Some(both(ctx, "un seul forfait par personne", "one plan for each person")),
        ],
    }
}

fn refused_comparison(ctx: &PageContext) -> ComparisonPage {
    ComparisonPage {
        comparison: None,
        metered: Some(MeteredField { kwh: "4000".to_owned(), share: "30".to_owned() }),
        problems: vec![Problem::of(
            "use.GB",
            &both(ctx, "« beaucoup » n'est pas un nombre.", "“a lot” is not a number."),
        )],
        ..comparison(ctx)
    }
}

fn totals() -> Totals {
    Totals {
        by_use: true,
        due_now: Some(euros(29_390)),
        monthly: vec![
            MonthStep { from: 1, to: Some(6), amount: euros(799) },
            MonthStep { from: 7, to: None, amount: euros(1_299) },
        ],
        at_end: Some(euros(-1_000)),
        first_year: Some(euros(41_978)),
        delivery: Some(("Colis".to_owned(), euros(490))),
        tax: vec![TaxRow { rate: "20\u{202f}%".to_owned(), net: euros(24_492), tax: euros(4_898) }],
        commitment_months: 12,
    }
}

fn lines(ctx: &PageContext) -> Vec<CartLine> {
    vec![
        CartLine {
            id: "1".to_owned(),
            name: both(ctx, "Téléphone Aster 128 Go noir", "Aster phone 128 GB black"),
            href: "/offers/aster-128-noir".to_owned(),
            details: vec![both(ctx, "avec coque, 14,90 €", "with case, €14.90")],
            quantity: 1,
            most: 5,
            due_now: Some(euros(27_900)),
            moved: Some(MovedPrice { seen: euros(26_900), now: euros(27_900) }),
            problems: vec![LineProblem {
                message: both(ctx, "Il n'en reste que 0 en ligne.", "Only 0 are left online."),
                ways: vec![Link::new(&both(ctx, "Me prévenir", "Tell me"), "/offers/aster-128-noir")],
            }],
            ..CartLine::default()
        },
        CartLine {
            id: "2".to_owned(),
            name: both(ctx, "Forfait 100 Go", "100 GB plan"),
            href: "/offers/plan-m".to_owned(),
            quantity: 1,
            most: 1,
            monthly: totals().monthly,
            at_end: Some(euros(-1_000)),
            by_seller: true,
            ..CartLine::default()
        },
    ]
}

fn cart(ctx: &PageContext) -> CartPage {
    CartPage {
        lines: lines(ctx),
        totals: totals(),
        version: 7,
        codes: vec!["HIVER".to_owned()],
        can_check_out: true,
        problems: vec![
            Problem::of("quantity.1", &both(ctx, "Donnez un nombre entier.", "Give a whole number.")),
            Problem::of("code", &both(ctx, "Ce code n'est pas connu.", "This code is not known.")),
        ],
        changed_by_seller: true,
        talk: Some("/talks/tlk_1".to_owned()),
        suggestions: Vec::new(),
    }
}

fn checkout(ctx: &PageContext, wrong: bool) -> CheckoutPage {
    let problems = if wrong {
        ["email", "delivery", "street", "payment", "iban", "terms"]
            .into_iter()
            .map(|field| {
                Problem::of(
                    field,
                    &both(ctx, &format!("{field} : à remplir."), &format!("{field}: fill it in.")),
                )
            })
            .collect()
    } else {
        Vec::new()
    };
    let values = [
        ("delivery", "pick_up:port"),
        ("payment", "sepa_mandate"),
        ("given_name", "Zoé \"<b>"),
        ("country", "FR"),
    ];
    CheckoutPage {
        cart: String::new(),
        values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        problems,
        identity: if wrong { Identity::Guest } else { Identity::SignedIn("zoe@example.org".to_owned()) },
        delivery: vec![DeliveryShown {
            totals: Totals::default(),
            id: "parcel".to_owned(),
            name: both(ctx, "Colis à domicile", "Parcel to your door"),
            fee: Some(euros(490)),
            arrives: both(ctx, "jeudi 26 ou vendredi 27 novembre", "Thursday 26 or Friday 27 November"),
            unavailable: None,
        }],
        places: vec![PickUpPlace {
            totals: Totals::default(),
            id: "port".to_owned(),
            name: both(ctx, "Boutique du Port", "Harbour shop"),
            address: "3 quai des Brumes, 44000 Nantes".to_owned(),
            ready_by: Some(at("2026-11-24T15:30:00Z")),
            hours: vec![(both(ctx, "mardi à samedi", "Tuesday to Saturday"), "9:30 – 19:00".to_owned())],
            unavailable: None,
        }],
        needs_address: wrong,
        countries: vec![
            ("FR".to_owned(), "France".to_owned()),
            ("BE".to_owned(), both(ctx, "Belgique", "Belgium")),
        ],
        payments: ["in_shop", "bank_transfer", "sepa_mandate", "test_card"]
            .into_iter()
            .map(|name| PaymentShown {
                name: name.to_owned(),
                title: name.replace('_', " "),
                hint: both(ctx, "Ce qui se passe ensuite.", "What happens then."),
                unavailable: (name == "in_shop").then(|| {
                    both(ctx, "seulement avec un retrait en boutique", "only with collection in a shop")
                }),
            })
            .collect(),
        terms: TermsShown {
            href: "/pages/terms".to_owned(),
            version: 3,
            since: both(ctx, "1er novembre 2026", "1 November 2026"),
        },
        contracts: vec![contract(ctx)],
        lines: lines(ctx),
        totals: totals(),
        seen: SeenAmounts {
            fees: Vec::new(),
            due_now: "293.90".to_owned(),
            monthly: "7.99".to_owned(),
            first_year: "419.78".to_owned(),
        },
        held_until: Some(at("2026-11-24T10:10:00Z")),
        zone: zone(),
    }
}

fn price_changed(ctx: &PageContext) -> PriceChangedPage {
    PriceChangedPage {
        seen: totals(),
        now: Totals { due_now: Some(euros(30_390)), ..totals() },
        lines: lines(ctx),
        now_seen: SeenAmounts::default(),
        fields: vec![("email".to_owned(), "zoe@example.org".to_owned())],
    }
}

fn order(ctx: &PageContext, pick_up: bool) -> OrderPage {
    let step = |fr: &str, en: &str, state: StepState, when: &str| ProgressStep {
        title: both(ctx, fr, en),
        state,
        when: when.to_owned(),
    };
    OrderPage {
        pay: None,
        id: "ord_1".to_owned(),
        number: "2026-4711".to_owned(),
        ordered_at: at("2026-11-24T09:12:00Z"),
        told: pick_up.then(|| {
            both(ctx, "Merci. Votre commande est enregistrée.", "Thank you. Your order is registered.")
        }),
        state: both(ctx, "En préparation", "Being prepared"),
        next: both(
            ctx,
            "La boutique du Port prépare votre commande : prête aujourd'hui vers 16 h 30.",
            "The Harbour shop is preparing your order: ready today at about 16:30.",
        ),
        to_do: vec![both(ctx, "Apportez le code ci-dessous.", "Bring the code below.")],
        progress: vec![
            step("Commandée", "Ordered", StepState::Done, "24/11"),
            step("En préparation", "Being prepared", StepState::Now, ""),
            step("Remise", "Handed over", if pick_up { StepState::ToCome } else { StepState::Stopped }, ""),
        ],
        lines: vec![OrderLine {
            id: "1".to_owned(),
            name: both(ctx, "Téléphone Aster 128 Go noir", "Aster phone 128 GB black"),
            details: Vec::new(),
            quantity: 2,
            given: 1,
            state: both(ctx, "en préparation", "being prepared"),
            notes: vec![both(ctx, "3 commandés", "3 ordered")],
            due_now: Some(euros(55_800)),
            monthly: None,
            usage: Vec::new(),
        }],
        totals: totals(),
        payment: both(ctx, "Carte •••• 4242, payée", "Card •••• 4242, paid"),
        refused: None,
        delivery: vec!["Zoé Martin".to_owned(), "3 rue de la Paix".to_owned(), "44000 Nantes".to_owned()],
        sums: vec![(both(ctx, "Vous avez payé", "You paid"), euros(55_800))],
        parcels: vec![Parcel {
            sent: both(ctx, "Parti le 25 novembre", "Sent 25 November"),
            arrived: None,
            what: vec![both(ctx, "1 × Téléphone Aster", "1 × Aster phone")],
            carrier: "Coursiers du Port".to_owned(),
            tracking: "CP 4711 0815".to_owned(),
        }],
        back: (!pick_up).then(|| Back {
            by: Some(both(ctx, "9 décembre 2026", "9 December 2026")),
            shops: vec!["3 quai des Brumes, 44000 Nantes".to_owned()],
            address: vec!["Océane Mobile".to_owned(), "1 rue du Port".to_owned(), "44000 Nantes".to_owned()],
        }),
        account: (!pick_up)
            .then(|| AccountAsked { amount: "10,00 €".to_owned(), ..AccountAsked::default() }),
        pick_up: pick_up.then(|| PickUpShown {
            code: "K7MP-2XQD".to_owned(),
            qr_svg:
                "<svg viewBox=\"0 0 3 3\"><path d=\"M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z\"/></svg>"
                    .to_owned(),
            place: both(ctx, "Boutique du Port", "Harbour shop"),
            address: "3 quai des Brumes, 44000 Nantes".to_owned(),
            hours: vec![(both(ctx, "mardi à samedi", "Tuesday to Saturday"), "9:30 – 19:00".to_owned())],
            ready_by: Some(at("2026-11-24T15:30:00Z")),
            ready: false,
            kept_until: Some(at("2026-12-01T18:00:00Z")),
        }),
        refunds: vec![Refund {
            amount: euros(1_000),
            state: both(ctx, "rendus sur votre carte", "given back to your card"),
        }],
        timeline: vec![OrderStep {
            at: at("2026-11-24T09:12:00Z"),
            what: both(ctx, "Commande enregistrée", "Order registered"),
        }],
        papers: vec![Link::new(
            &both(ctx, "Preuve d'achat (PDF)", "Proof of purchase (PDF)"),
            "/orders/ord_1/proof.pdf",
        )],
        can_cancel: pick_up,
        can_withdraw: true,
        withdraw_until: vec![both(
            ctx,
            "possible jusqu'au 8 décembre 2026, sans motif",
            "possible until 8 December 2026, no reason needed",
        )],
        endings: vec![Link::new(&both(ctx, "Résilier : Forfait", "End: Plan"), "/orders/ord_1/end/prd_1")],
        problems: Vec::new(),
        zone: zone(),
    }
}

fn ending(ctx: &PageContext) -> EndingPage {
    EndingPage {
        order: "ord_1".to_owned(),
        number: "2026-4711".to_owned(),
        product: "prd_1".to_owned(),
        name: both(ctx, "Forfait mobile", "Mobile plan"),
        withdraw: Some(both(
            ctx,
            "Vous pouvez encore vous rétracter, gratuitement et sans donner de raison, jusqu'au 8 décembre inclus.",
            "You may still withdraw, free of charge and without a reason, until 8 December included.",
        )),
        consequences: vec![both(ctx, "Il fonctionne jusqu'au 12 décembre.", "It works until 12 December.")],
        possible: true,
        problems: Vec::new(),
    }
}

fn find(ctx: &PageContext) -> FindOrderPage {
    FindOrderPage {
        number: "2026-4711".to_owned(),
        email: "zoe@exemple".to_owned(),
        why: Some(both(
            ctx,
            "Ce navigateur ne détient pas cette commande.",
            "This browser does not hold that order.",
        )),
        problems: vec![
            Problem::whole(&both(
                ctx,
                "Aucune commande avec ce numéro et cette adresse.",
                "No order with this number and this address.",
            )),
            Problem::of(
                "email",
                &both(ctx, "Cette adresse n'est pas complète.", "This address is not complete."),
            ),
        ],
    }
}

fn withdraw(ctx: &PageContext, what: &str) -> WithdrawPage {
    WithdrawPage {
        possible: true,
        what: what.to_owned(),
        order: "ord_1".to_owned(),
        number: "2026-4711".to_owned(),
        lines: if what == "cancel" { Vec::new() } else { order(ctx, true).lines },
        consequences: vec![both(
            ctx,
            "558,00 € vous sont rendus sous 14 jours.",
            "€558.00 go back to you within 14 days.",
        )],
        name: "Zoé Martin".to_owned(),
        email: "zoe@example.org".to_owned(),
        problems: Vec::new(),
    }
}
