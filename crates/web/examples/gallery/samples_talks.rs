//! Sample conversations: hostile texts among them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use web::context::PageContext;
use web::pages::shop::model::Store;
use web::pages::talks::*;

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + secs).expect("a sample's time")
}

fn store() -> Store {
    Store { name: "Ohm".to_owned(), ..Store::default() }
}

fn row(number: u32, by_seller: bool, by: Speaker, text: &str) -> SaidRow {
    SaidRow {
        id: format!("msg_{number:026}"),
        sequence: number,
        by,
        by_seller,
        at: at(i64::from(number) * 40),
        text: text.to_owned(),
    }
}

fn said(for_seller: bool) -> Vec<SaidRow> {
    let name = Some("Béatrice".to_owned());
    let (mine, theirs) = (Speaker::Mine { name: None }, Speaker::Theirs { name });
    let customer = if for_seller { Speaker::Theirs { name: None } } else { mine.clone() };
    let seller = if for_seller { mine } else { theirs };
    vec![
        row(
            1,
            false,
            customer.clone(),
            "Lequel des deux me revient le moins cher ?\nJe consomme surtout la nuit.",
        ),
        row(2, true, seller, "Le second : HP-HC. Voyez le détail dans la comparaison."),
        row(3, false, customer, "<script>alert(1)</script> \"'& https://example.org/a?b=c"),
    ]
}

fn cart(for_seller: bool) -> CartBeside {
    let part = CartPart { name: "Coque".to_owned(), quantity: 2 };
    let line = |id: &str, by_seller, problems| CartLine {
        id: id.to_owned(),
        name: "Téléphone Ohm 5 <b>".to_owned(),
        parts: vec![part.clone()],
        quantity: 2,
        price: "398,00 € + 12,00 € par mois".to_owned(),
        by_seller,
        problems,
    };
    CartBeside {
        open: true,
        action: "/talks/tlk_1/cart".to_owned(),
        for_seller,
        lines: vec![line("a", true, vec!["Il n'en reste que 1.".to_owned()]), line("b", false, Vec::new())],
        now: "796,00 €".to_owned(),
        monthly: "24,00 €".to_owned(),
        at_end: "−50,00 €".to_owned(),
        order: None,
    }
}

fn order() -> OrderLink {
    OrderLink { href: "/orders/ord_1".to_owned(), number: "K7M3Q-2XJ9A".to_owned() }
}

fn beside() -> DeskBeside {
    DeskBeside {
        customer: Some(("Ada <i>".to_owned(), "/office/customers/cus_1".to_owned())),
        account: Some("ada@example.org".to_owned()),
        orders: vec![DeskOrder {
            link: order(),
            state: "en cours".to_owned(),
            placed: "hier".to_owned(),
            lines: vec!["2 × Ampoule".to_owned()],
            looked_at: true,
        }],
        products: vec![("Fibre".to_owned(), "actif".to_owned())],
        talks: vec![("/inbox/tlk_9".to_owned(), "Question".to_owned(), "hier".to_owned())],
        notes: vec![("Alex, hier".to_owned(), "Rappeler demain.".to_owned())],
    }
}

fn along() -> AskAlong {
    AskAlong {
        page: Some(("/shelf/compare?a=1".to_owned(), "Comparer".to_owned())),
        compared: vec![("p1".to_owned(), "Base".to_owned()), ("p2".to_owned(), "HP-HC".to_owned())],
        words: Some("forfait <nuit>".to_owned()),
        error: Some("Adresse non éligible".to_owned()),
        cart: Some(2),
        unticked: vec!["along_words"],
    }
}

/// The pages of conversations.
pub fn pages(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let problem = |field, sentence: &str| FieldProblem { field, sentence: sentence.to_owned() };
    let wrong = AskForm {
        text: String::new(),
        mail: "ada@".to_owned(),
        along: along(),
        problems: vec![problem("text", "…"), problem("mail", "…")],
        ..AskForm::default()
    };
    let mut pages = vec![
        ("ask.html", ask_page(ctx, &store(), &AskForm { along: along(), ..AskForm::default() })),
        ("ask-bare.html", ask_page(ctx, &store(), &AskForm::default())),
        ("ask-wrong.html", ask_page(ctx, &store(), &wrong)),
        ("handed.html", handed_page(ctx, &store(), "token")),
        ("handed-gone.html", handed_gone_page(ctx, &store())),
        ("inbox.html", inbox_page(ctx, &inbox())),
        ("inbox-empty.html", inbox_page(ctx, &InboxPage::default())),
    ];
    pages.extend(customers(ctx));
    pages.extend(desks(ctx));
    pages
}

fn customers(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let (said, cart) = (said(false), cart(false));
    let page = |standing: &TalkStanding, beside: Option<&CartBeside>, waits, problem| {
        let page = TalkPage {
            id: "tlk_1",
            standing,
            said: &said,
            cart: beside,
            position: 7,
            draft: "…",
            problem,
            waits,
            now: at(600),
            zone: &TimeZone::UTC,
        };
        talk_page(ctx, &store(), &page)
    };
    let named = Some("Béatrice".to_owned());
    let ordered = CartBeside { open: false, order: Some(order()), ..cart.clone() };
    vec![
        ("talk.html", page(&TalkStanding::Taken(named.clone()), Some(&cart), false, None)),
        ("talk-waiting.html", page(&TalkStanding::Waiting, None, true, None)),
        ("talk-refused.html", page(&TalkStanding::Waiting, Some(&cart), false, Some("…"))),
        ("talk-handed.html", page(&TalkStanding::HandedBack(named), Some(&cart), false, None)),
        ("talk-ordered.html", page(&TalkStanding::Ordered(order()), Some(&ordered), false, None)),
        ("talk-closed.html", page(&TalkStanding::Closed, Some(&CartBeside::default()), false, None)),
    ]
}

fn desks(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let (said, cart, along, nothing) = (said(true), cart(true), along(), AskAlong::default());
    let found = [CartFound {
        id: "p1".to_owned(),
        name: "Base".to_owned(),
        price: "12,00 € par mois".to_owned(),
        problems: vec!["Il n'en reste plus.".to_owned()],
    }];
    let (nobody, somebody) = (DeskBeside::default(), beside());
    let page = |standing: DeskStanding, along, find: &str, problem| {
        let page = DeskPage {
            id: "tlk_1",
            standing: &standing,
            said: &said,
            along,
            mail: Some("ada@example.org"),
            beside: if find.is_empty() { &nobody } else { &somebody },
            language: "fr",
            cart: Some(&cart),
            find,
            found: if find == "base" { &found } else { &[] },
            position: 7,
            draft: "",
            problem,
            now: at(90_000),
            zone: &TimeZone::UTC,
        };
        desk_page(ctx, &page)
    };
    let handed = DeskStanding::HandedBack {
        when: "hier".to_owned(),
        link: "http://localhost:8420/handed/abc".to_owned(),
    };
    vec![
        ("desk.html", page(DeskStanding::Mine, &along, "base", None)),
        (
            "desk-waiting.html",
            page(DeskStanding::Waiting { since: "3 min".to_owned() }, &nothing, "rien", None),
        ),
        ("desk-theirs.html", page(DeskStanding::Theirs(Some("Alex".to_owned())), &along, "", Some("…"))),
        ("desk-theirs-unnamed.html", page(DeskStanding::Theirs(None), &along, "", None)),
        ("desk-handed.html", page(handed, &along, "", None)),
        ("desk-closed.html", page(DeskStanding::Closed("nothingFits"), &along, "", None)),
    ]
}

fn inbox() -> InboxPage {
    let line = |id: &str, waits: Option<&str>, with| InboxLine {
        id: id.to_owned(),
        excerpt: "Lequel des deux me revient le moins cher ? <b>".to_owned(),
        messages: 3,
        waits: waits.map(str::to_owned),
        since: "4 min".to_owned(),
        with,
        who: waits.map(|_| "Ada".to_owned()),
        page: Some("Comparer <b>".to_owned()),
        language: "en".to_owned(),
    };
    InboxPage {
        waiting: vec![line("tlk_1", Some("12 min"), None), line("tlk_2", None, None)],
        taken: vec![
            line("tlk_3", Some("1 min"), Some(Speaker::Mine { name: None })),
            line("tlk_4", None, Some(Speaker::Theirs { name: Some("Alex".to_owned()) })),
        ],
        handed_back: vec![line("tlk_5", None, Some(Speaker::Theirs { name: None }))],
        closed: vec![line("tlk_6", None, None)],
        position: 7,
    }
}
