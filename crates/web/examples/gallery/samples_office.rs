//! The office's pages with sample values.

use jiff::Timestamp;
use maud::Markup;
use web::context::PageContext;
use web::pages::office::*;
use web::pages::shop::model::Store;
use web::pages::site::{SitePage, site_page};

/// Every page of the office.
pub fn office(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let counts = [(OfficeRoom::Products, 12), (OfficeRoom::Offerings, 120), (OfficeRoom::Pages, 0)];
    let dead_ends = dead_ends();
    vec![
        ("office.html", office_overview_page(ctx, &counts, &[need(true), need(false)], false)),
        ("office-empty.html", office_overview_page(ctx, &[], &[need(false)], true)),
        ("office-list.html", office_list_page(ctx, &list())),
        (
            "office-list-empty.html",
            office_list_page(ctx, &OfficeList { lines: Vec::new(), total: 0, ..list() }),
        ),
        ("office-form.html", office_form_page(ctx, &form())),
        ("office-form-wrong.html", office_form_page(ctx, &wrong(ctx))),
        ("office-prices.html", office_prices_page(ctx, &prices())),
        ("office-stock.html", office_stock_page(ctx, &stock())),
        ("office-counts.html", office_counts_page(ctx, &counts_asked())),
        ("office-movements.html", office_movements_page(ctx, &movements())),
        ("office-stock-empty.html", office_stock_page(ctx, &OfficeStock::default())),
        ("office-exchange.html", office_exchange_page(ctx, &[problem("file")], Some("12"))),
        ("office-plan.html", office_plan_page(ctx, &plan(true))),
        ("office-plan-wrong.html", office_plan_page(ctx, &plan(false))),
        ("office-dead-ends.html", office_dead_ends_page(ctx, &dead_ends)),
        ("office-history.html", office_history_page(ctx, OfficeRoom::Products, "nova", "Nova", &versions())),
        (
            "office-job.html",
            office_job_page(
                ctx,
                "run_1",
                &OfficeJob { done: 4_000, of: 14_031, over: false, failure: None, ..job() },
            ),
        ),
        ("office-job-over.html", office_job_page(ctx, "run_1", &job())),
        ("site-page.html", site_page(ctx, &Store::default(), &site())),
    ]
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a sample's time")
}

fn need(met: bool) -> OfficeNeed {
    OfficeNeed { words: "Terms of sale".into(), met, href: "/office/pages/new".into() }
}

fn problem(field: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), text: "“<b>douze</b>” is not a number".to_owned() }
}

fn list() -> OfficeList {
    let line = |id: &str| OfficeLine {
        href: format!("/office/catalogue/offerings/{id}"),
        name: format!("Nova <{id}>"),
        id: id.to_owned(),
        cells: vec!["nova".into(), "19,90 EUR".into(), "7".into()],
    };
    OfficeList {
        room: OfficeRoom::Offerings,
        query: "nova".into(),
        choices: vec![OfficeChoice {
            name: "state".into(),
            label: "State".into(),
            value: "Launched".into(),
            options: vec![(String::new(), "All".into()), ("Launched".into(), "On sale".into())],
        }],
        columns: vec!["Product".into(), "Price".into(), "Stock".into()],
        lines: ["nova-black", "nova-blue"].map(line).to_vec(),
        total: 240,
        previous: None,
        next: Some("/office/catalogue/offerings?page=1".into()),
        may_add: true,
    }
}

fn field(name: &str, input: OfficeInput) -> OfficeField {
    OfficeField {
        name: name.into(),
        label: format!("Field {name}"),
        hint: Some("What is to be known.".into()),
        input,
        language: None,
        required: name == "name",
    }
}

fn form() -> OfficeForm {
    let column = |name: &str, options: &[&str]| OfficeColumn {
        name: name.into(),
        label: format!("Column {name}"),
        options: options.iter().map(|option| ((*option).to_owned(), (*option).to_owned())).collect(),
        list: options.is_empty().then(|| "list-offering".to_owned()),
    };
    let rows = OfficeInput::Rows {
        columns: vec![column("id", &[]), column("rule", &["", "postcode"])],
        rows: vec![vec!["nova".into(), "postcode".into()], vec![String::new(), String::new()]],
        pictures: vec![OfficeThumb {
            field: "parts.pick.img_1".into(),
            url: "/images/img_1".into(),
            name: "Nova <black>".into(),
            alt: "A black telephone".into(),
            on: false,
        }],
    };
    let words = OfficeGroup {
        title: "Words".into(),
        open: true,
        fields: vec![
            field("name", OfficeInput::Line { value: "Nova \"<i>\"".into(), list: None }),
            field("description", OfficeInput::Area { value: "Two\nlines".into(), rows: 3 }),
            field("rank", OfficeInput::Number { value: "3".into() }),
            field("life", OfficeInput::Choice { value: "a".into(), options: vec![("a".into(), "A".into())] }),
            field("sold", OfficeInput::Check { on: true }),
            field("from", OfficeInput::Instant { value: "2026-03-01T08:30".into() }),
            field("parts", rows),
        ],
    };
    OfficeForm {
        room: OfficeRoom::Offerings,
        name: Some("Nova".into()),
        id: Some("nova".into()),
        action: "/office/catalogue/offerings/nova".into(),
        version: Some(3),
        typed_id: String::new(),
        from: "nova".into(),
        older: Some(2),
        groups: vec![words],
        lists: vec![("list-offering".into(), vec![("nova".into(), "Nova".into())])],
        problems: Vec::new(),
        warnings: vec!["A picture has no text.".into()],
        conflict: None,
        saved: true,
        links: vec![("/office/prices/nova".into(), "Prices".into())],
        off_sale: Some("Not on sale: “In preparation”.".into()),
        below: None,
    }
}

fn wrong(ctx: &PageContext) -> OfficeForm {
    let line = PromotionRow {
        id: "nova".into(),
        name: "Nova".into(),
        plain: Some("100,00 EUR".to_owned()),
        lowest: Some("80,00 EUR".to_owned()),
        reduced: Some("64,00 EUR".to_owned()),
        says: "office-promotion-fine",
    };
    let never = PromotionRow {
        id: "orb".into(),
        name: "Orb".into(),
        says: "office-promotion-impossible",
        ..PromotionRow::default()
    };
    OfficeForm {
        name: None,
        id: None,
        version: None,
        problems: vec![
            problem("name"),
            problem("parts"),
            FieldProblem { field: String::new(), text: "Nothing in particular".into() },
        ],
        conflict: Some(OfficeConflict {
            lines: vec![("name".into(), "Theirs".into(), "Yours".into())],
            gone: false,
        }),
        saved: false,
        below: Some(promotion_table(ctx, &[line, never])),
        ..form()
    }
}

fn prices() -> OfficePrices {
    let price =
        |id: &str, amount: &str, height, from: Option<&str>, until: Option<&str>, standing| OfficePrice {
            id: id.into(),
            amount: amount.into(),
            height,
            from: from.map(at),
            until: until.map(at),
            tax: "20 %".into(),
            standing,
        };
    let line = OfficePriceLine {
        title: "Once".into(),
        prices: vec![
            price("p", "100,00 EUR", 100.0, None, Some("2026-01-01T00:00:00Z"), PriceStanding::Past),
            price(
                "p~2",
                "80,00 EUR",
                80.0,
                Some("2026-01-01T00:00:00Z"),
                Some("2026-04-01T00:00:00Z"),
                PriceStanding::InForce,
            ),
            price("p~3", "90,00 EUR", 90.0, Some("2026-04-01T00:00:00Z"), None, PriceStanding::ToCome),
        ],
        follows: Some("p~2".into()),
    };
    OfficePrices {
        id: "nova".into(),
        name: "Nova".into(),
        lines: vec![line],
        now: at("2026-03-01T00:00:00Z"),
        zone: jiff::tz::TimeZone::UTC,
        form: OfficePriceForm {
            problems: vec![problem("amount"), problem("end-p~2")],
            ..OfficePriceForm::default()
        },
        saved: true,
        lowest: Some("80,00 EUR".into()),
        today: vec![("1".into(), "9,99 EUR".into()), ("7".into(), "13,99 EUR".into())],
        preview: Some(PricePreview {
            lines: vec![("1".into(), "23,98 EUR".into())],
            mark: "23,98".into(),
            asked_back: true,
        }),
        ending: ("p~2".into(), "2026-02-01T00:00".into()),
    }
}

fn stock() -> OfficeStock {
    let line = OfficeStockLine {
        item: "nova-black".into(),
        name: "Nova, black".into(),
        available: 4,
        held: 1,
        committed: 2,
    };
    OfficeStock {
        places: vec![("lyon".into(), "Lyon".into()), ("paris".into(), "Paris".into())],
        place: "lyon".into(),
        query: String::new(),
        lines: vec![line],
        total: 1,
        previous: None,
        next: None,
        items: vec![("nova-black".into(), "Nova, black".into())],
        typed: [("receive-quantity".to_owned(), "-500".to_owned())].into(),
        problems: vec![
            FieldProblem { field: "receive-quantity".into(), text: "There are not so many.".into() },
            FieldProblem { field: "count-nova-black".into(), text: "“abc” is not a number.".into() },
        ],
        done: Some("Done.".into()),
    }
}

fn plan(may_apply: bool) -> OfficePlan {
    let change = OfficeChange {
        kind: "changed",
        section: "Offer".into(),
        id: "nova".into(),
        name: "Nova".into(),
        fields: vec![("price.value".into(), "100".into(), "<80>".into())],
    };
    OfficePlan {
        upload: "run_1-x.csv".into(),
        file: "x.csv".into(),
        may_apply,
        nothing: false,
        read: 12,
        counts: [1, 2, 3, 4, 5],
        changes: vec![change.clone(), OfficeChange { kind: "added", fields: Vec::new(), ..change }],
        stock: vec![("lyon".into(), "nova".into(), 3, 4)],
        problems: vec![OfficePlanProblem {
            line: Some(7),
            column: "prix".into(),
            of: "Offer nova".into(),
            text: "“douze” is not a number".into(),
            severe: !may_apply,
        }],
        problems_total: 1,
        mapping: Some("name = \"x\"".into()),
        end_missing: false,
        sales: vec![("Goods".into(), "3,415".into())],
        mapping_problem: (!may_apply).then(|| "It is no TOML.".to_owned()),
    }
}

fn counts_asked() -> OfficeCounts {
    OfficeCounts {
        places: vec![("lyon".into(), "Lyon".into())],
        text: "nova;lyon;4\norb;nantes;x".into(),
        uncounted: 3,
        plan: Some(OfficeCountPlan {
            changes: vec![("Nova".into(), "lyon".into(), 3, 4)],
            total: 1,
            unchanged: 2,
            problems: vec![(Some(2), "orb · nantes · x".into(), "“x” is not a number".into())],
            may_apply: false,
        }),
        done: Some(2),
    }
}

fn movements() -> OfficeMovements {
    OfficeMovements {
        places: vec![("lyon".into(), "Lyon".into())],
        place: "lyon".into(),
        item: String::new(),
        items: vec![("nova".into(), "Nova".into())],
        lines: vec![OfficeMovement {
            at: "1 March".into(),
            item: ("Nova".into(), "nova".into()),
            place: "Lyon → Paris".into(),
            what: "Transfer".into(),
            by: "−3".into(),
            who: "Ada <b>".into(),
        }],
    }
}

fn dead_ends() -> OfficeDeadEnds {
    let line = OfficeUnmet {
        id: "phr_1".into(),
        name: "téléphone <pliant>".into(),
        href: Some("/office/places/lyon".into()),
        reasons: "nothing found (3)".into(),
        count: 3,
        customers: 2,
        waiting: 1,
        last: "1 March".into(),
    };
    OfficeDeadEnds {
        days: 30,
        count: 3,
        reasons: vec![("nothing found".into(), 3)],
        refused_payments: vec![("the card’s bank said no".into(), 2)],
        without_offering: 3,
        offerings: Vec::new(),
        phrases: vec![line.clone()],
        places: vec![line],
        rare_phrases: 4,
        erased: true,
        may_erase: true,
    }
}

fn version(at: &str) -> OfficeVersion {
    OfficeVersion {
        version: 1,
        at: at.into(),
        who: "Ada".into(),
        href: Some("/office/catalogue/products/nova?version=1".into()),
        fields: Vec::new(),
        gone: false,
    }
}

fn versions() -> Vec<OfficeVersion> {
    let fields = vec![("name".to_owned(), "Nova".to_owned(), "Nova 2".to_owned())];
    vec![
        OfficeVersion { version: 3, gone: true, ..version("today") },
        OfficeVersion { version: 2, fields, ..version("yesterday") },
        OfficeVersion { version: 1, ..version("before") },
    ]
}

fn job() -> OfficeJob {
    OfficeJob {
        file: "x.csv".into(),
        done: 12,
        of: 12,
        over: true,
        stopped: true,
        failure: Some("The disk is full".into()),
    }
}

fn site() -> SitePage {
    SitePage {
        slug: "terms".into(),
        title: "Terms".into(),
        text: "## First\n\nSome **words**.\n\n- one\n- two".into(),
        version: 2,
        since: None,
    }
}
