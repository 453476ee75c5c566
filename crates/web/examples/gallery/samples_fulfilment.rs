//! Sample pages of the counter and of orders in the office: long names, nothing at all, everything at once, and what is wrong.

use std::collections::BTreeMap;

use maud::Markup;
use web::context::PageContext;
use web::pages::fulfilment::*;

/// Every page of this area.
pub fn fulfilment(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let shops = [
        ShopChoice { href: "/counter/lyon".into(), name: "Lyon Part-Dieu".into(), to_prepare: 3, ready: 1 },
        ShopChoice { href: "/counter/nantes".into(), name: "Nantes".into(), to_prepare: 0, ready: 0 },
    ];
    let problem = ShopPage { problem: Some("…".into()), ..shop() };
    let empty = ShopPage {
        to_prepare: Vec::new(),
        ready: Vec::new(),
        waiting: Vec::new(),
        done: Some("✓".into()),
        ..shop()
    };
    let elsewhere = HandOverPage { elsewhere: Some("Nantes".into()), due: None, ..hand() };
    let blocked = HandOverPage { blocked: true, problem: Some(wrong("hand")), ..hand() };
    let quiet = OfficeOrderPage {
        doing: OrderDoing::default(),
        payments: Vec::new(),
        shipments: Vec::new(),
        notes: Vec::new(),
        done: Some("✓".into()),
        ..office()
    };
    let refused = OfficeOrderPage { problem: Some(wrong("return")), ..office() };
    let nothing = OrdersPage {
        search: OrderSearch {
            text: "<b>\"’\u{202e}".into(),
            from: "2026-13-01".into(),
            ..OrderSearch::default()
        },
        problems: vec!["…".into()],
        ..OrdersPage::default()
    };
    vec![
        ("counter-shops.html", shops_page(ctx, &shops)),
        ("counter-no-shops.html", shops_page(ctx, &[])),
        ("counter.html", shop_page(ctx, &shop())),
        ("counter-problem.html", shop_page(ctx, &problem)),
        ("counter-empty.html", shop_page(ctx, &empty)),
        ("hand-over.html", hand_over_page(ctx, &hand())),
        ("hand-over-elsewhere.html", hand_over_page(ctx, &elsewhere)),
        ("hand-over-blocked.html", hand_over_page(ctx, &blocked)),
        (
            "orders.html",
            orders_page(
                ctx,
                &OrdersPage {
                    orders: lines(),
                    next: Some("/office/orders?after=x".into()),
                    ..OrdersPage::default()
                },
            ),
        ),
        ("orders-nothing.html", orders_page(ctx, &nothing)),
        ("office-order.html", office_order_page(ctx, &office())),
        ("office-order-quiet.html", office_order_page(ctx, &quiet)),
        ("office-order-refused.html", office_order_page(ctx, &refused)),
    ]
}

fn wrong(form: &str) -> FormProblem {
    let typed = BTreeMap::from([
        ("reason".to_owned(), "<script>".to_owned()),
        ("withheld".to_owned(), "x".to_owned()),
    ]);
    FormProblem { form: form.to_owned(), sentence: "…".into(), typed }
}

fn line(number: &str, state: &'static str, late: bool) -> OrderLine {
    OrderLine {
        href: format!("/office/orders/ord_{number}"),
        number: number.to_owned(),
        name: "Zoé Œuvrard-Grandjean de la Très-Longue-Particule".into(),
        placed: "24/11/2026 09:12".into(),
        what: "2 × Téléphone Onde 5 128 Go noir, 1 × Forfait 50 Go, 1 × Coque".into(),
        way: "…".into(),
        state,
        when: Some("24/11/2026 15:30".into()),
        late,
        amount: "1 234,50 €".into(),
        ordered: late.then(|| "1 290,00 €".into()),
        to_pay: late.then(|| "30,00 €".into()),
        refund: (!late).then(|| "12,34 €".into()),
        id: number.to_owned(),
    }
}

fn lines() -> Vec<OrderLine> {
    let states =
        ["acknowledged", "pending", "held", "inProgress", "completed", "cancelled", "failed", "partial"];
    states.iter().enumerate().map(|(n, state)| line(&format!("C7K4{n}-9QXM0"), state, n % 2 == 0)).collect()
}

fn shop() -> ShopPage {
    ShopPage {
        place: "lyon".into(),
        name: "Lyon Part-Dieu".into(),
        open: Some("…".into()),
        to_prepare: vec![
            line("AAAAA-11111", "acknowledged", true),
            line("BBBBB-22222", "acknowledged", false),
        ],
        ready: vec![line("CCCCC-33333", "inProgress", false)],
        waiting: vec![line("DDDDD-44444", "pending", false)],
        more: true,
        problem: None,
        done: None,
    }
}

fn staff_lines() -> Vec<StaffLine> {
    let line = |id: &str, nature, state, part| StaffLine {
        id: id.into(),
        name: "Téléphone Onde 5 128 Go noir".into(),
        offering: "onde-5-128-noir".into(),
        part,
        nature,
        state,
        ordered: 4,
        quantity: 3,
        fulfilled: 2,
        returned: 1,
        open: 1,
        returnable: 1,
        withdrawn: 2,
        amount: "399,50 €".into(),
        ordered_amount: Some("799,00 €".into()),
        kept: vec!["1 × Lyon".into()],
        amendable: !part,
        bundle: false,
    };
    vec![
        line("1", "goods", "inProgress", false),
        line("2", "subscription", "acknowledged", true),
        line("3", "service", "pending", false),
    ]
}

fn hand() -> HandOverPage {
    HandOverPage {
        place: "lyon".into(),
        shop: "Lyon Part-Dieu".into(),
        order: line("AAAAA-11111", "inProgress", true),
        lines: staff_lines(),
        code: Some("K7MP-2XQD".into()),
        due: Some(("30,00 €".into(), "30.00".into())),
        to_prepare: true,
        left: true,
        when: Some("…".into()),
        done: Some("✓".into()),
        ..HandOverPage::default()
    }
}

fn office() -> OfficeOrderPage {
    OfficeOrderPage {
        order: line("AAAAA-11111", "inProgress", false),
        customer_file: None,
        facts: vec![
            ("Client".into(), "Zoé".into()),
            ("Adresse".into(), "3 rue de l’Église, 69003 Lyon".into()),
        ],
        vat: vec![["20 %".into(), "10,00 €".into(), "2,00 €".into(), "12,00 €".into()]],
        vat_off: vec![["20 %".into(), "5,00 €".into(), "1,00 €".into(), "6,00 €".into()]],
        lines: staff_lines(),
        steps: vec![
            StepShown { text: "…".into(), done: Some("24/11/2026".into()) },
            StepShown { text: "…".into(), done: None },
        ],
        payments: vec![PaymentShown {
            id: "pay_1".into(),
            method: "…".into(),
            shown: Some("•••• 4242".into()),
            state: "…".into(),
            paid: "12,00 €".into(),
            refunded: Some("1,00 €".into()),
            to_return: Some("2,00 €".into()),
            by_hand: true,
        }],
        shipments: vec![
            ShipmentShown {
                id: "run_1".into(),
                sent: "…".into(),
                what: "…".into(),
                tracking: "A1".into(),
                arrived: None,
            },
            ShipmentShown { id: "run_2".into(), arrived: Some("…".into()), ..ShipmentShown::default() },
        ],
        doing: OrderDoing {
            amend: true,
            start: true,
            cancel: true,
            ship: true,
            ready: true,
            hold: true,
            resume: true,
            take_back: true,
            gesture: true,
            renew: true,
            correct: true,
            shop: true,
            confirm: true,
        },
        details: vec![
            ("name", "Zoé".into()),
            ("email", "zoe@example.org".into()),
            ("street", "1 rue A".into()),
        ],
        subscriptions: vec![SubscriptionShown {
            id: "prd_1".into(),
            name: "…".into(),
            told: "…".into(),
            can_end: true,
        }],
        refund_account: Some("Zoé, FR76".into()),
        shops: vec![("paris".into(), "Paris".into())],
        places: vec![("lyon".into(), "Lyon Part-Dieu".into())],
        notes: vec![NoteShown { when: "…".into(), who: "B.".into(), text: "<b>\nune note</b>".into() }],
        acts: vec![ActShown {
            when: "…".into(), what: "…".into(), who: "B.".into(), more: vec!["…".into()]
        }],
        hand_over: Some("/counter/lyon/orders/ord_1".into()),
        ..OfficeOrderPage::default()
    }
}
