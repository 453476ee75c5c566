//! Samples of what leaves and what comes: mails, pictures, payments.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use web::context::PageContext;
use web::pages::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

fn mail(state: &'static str, trouble: &str) -> MailRow {
    MailRow {
        id: "mai_41m7q5cqg20000000008000000".to_owned(),
        to: "Ada Łódź <ada@example.org>".to_owned(),
        subject: "Commande 7K2MP-93QXD : <b>elle</b> vous attend & plus".to_owned(),
        state,
        written: at(0),
        next: (state == "waiting").then(|| at(300)),
        tries: 2,
        trouble: trouble.to_owned(),
    }
}

/// Every page about mail, pictures and payments.
pub fn pages(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let list = OutboxList {
        place: "/var/lib/comptoir/outbox".to_owned(),
        is_folder: true,
        mails: MAIL_STATES
            .map(|state| mail(state, if state == "failed" { "550 no such person" } else { "" }))
            .to_vec(),
        state: Some("failed"),
        newest: Some("/office/outbox?state=failed".to_owned()),
        older: Some("/office/outbox?state=failed&after=x".to_owned()),
        zone: zone(),
    };
    let none = OutboxList { mails: Vec::new(), is_folder: false, newest: None, older: None, ..list.clone() };
    let shown = MailShown {
        row: mail("waiting", "451 busy"),
        language: "fr".to_owned(),
        about: vec![("order".to_owned(), "ord_1".to_owned())],
        papers: vec!["7K2MP-93QXD.pdf".to_owned()],
        veiled: false,
        text: "Bonjour,\n\n<script>alert(1)</script>\n".to_owned(),
        left: None,
        zone: zone(),
    };
    let image = ImageRow {
        address: "/images/img_0".to_owned(),
        name: "Œillet, bleu nuit".to_owned(),
        alt: "Un téléphone bleu, vu de face".to_owned(),
        width: 1_200,
        height: 900,
        kind: "WebP",
    };
    let wrong =
        ImageForm { name: "x".to_owned(), problem: Some(("file", "picture-broken")), ..ImageForm::default() };
    vec![
        ("outbox.html", outbox_page(ctx, &list)),
        ("outbox-none.html", outbox_page(ctx, &none)),
        ("mail.html", mail_page(ctx, &shown)),
        (
            "mail-veiled.html",
            mail_page(ctx, &MailShown { veiled: true, text: String::new(), ..shown.clone() }),
        ),
        ("images.html", images_page(ctx, &ImagesShown { images: vec![image], ..ImagesShown::default() })),
        (
            "images-wrong.html",
            images_page(
                ctx,
                &ImagesShown {
                    form: wrong,
                    kept: Some("/images/img_1".to_owned()),
                    ..ImagesShown::default()
                },
            ),
        ),
        ("payments.html", payments_page(ctx, &payments())),
    ]
}

fn payments() -> PaymentsShown {
    let row = |way: &str, until| PaymentRow {
        id: "pay_1".to_owned(),
        order: ("ord_1".to_owned(), "7K2MP-93QXD".to_owned()),
        way: way.to_owned(),
        shown: Some("RF18 5390 0754 7034".to_owned()),
        amount: "239,80 €".to_owned(),
        since: at(0),
        debit: (way == "sepa_mandate").then(|| ("PAY41M7".to_owned(), None, "72.70".to_owned())),
        until,
    };
    let way = |id: &str, offered| WayForm { id: id.to_owned(), offered, ..WayForm::default() };
    let mut transfer = way("bank_transfer", true);
    transfer.account = "FR14".to_owned();
    transfer.problem = Some(("account", "pay-account-problem"));
    PaymentsShown {
        awaited: vec![row("bank_transfer", Some(at(864_000))), row("sepa_mandate", None)],
        to_return: vec![row("test_card", None)],
        uncertain: Vec::new(),
        received: ReceivedForm { problem: Some(("amount", "received-amount")), ..ReceivedForm::default() },
        noted: Some(("ord_1".to_owned(), "7K2MP-93QXD".to_owned())),
        ways: vec![way("test_card", true), way("sepa_mandate", false), transfer, way("shop", true)],
        saved: true,
        test_cards: vec![("4242 4242 4242 4242", "pays"), ("4000 0000 0000 0002", "declined")],
        zone: zone(),
    }
}
