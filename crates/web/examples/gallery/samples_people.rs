//! Samples of the pages about people.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use party::{ConsentPurpose, InvitationPurpose, Role, StaffState};
use web::context::PageContext;
use web::pages::people::*;
use web::pages::shop::model::{Link, Store};
use web::pages::use_of_meter::model::KeptLine;

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + secs).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn wrong(field: &str, ctx: &PageContext, key: &str) -> Vec<FieldProblem> {
    vec![FieldProblem { field: field.to_owned(), sentence: ctx.say(key) }]
}

/// Every page about people.
pub fn pages(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let mut pages = customers(ctx);
    pages.extend(staff(ctx));
    pages.extend(files(ctx));
    pages
}

fn files(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let order = || {
        let link = Link::new("7K2PX-9QRTM", "/office/orders/ord_1");
        (link, ctx.say("order-state-completed"))
    };
    let file = FileShown {
        name: "Ann <Martin>".to_owned(),
        facts: vec![(ctx.say("file-email"), "ann@example.org".to_owned())],
        orders: vec![order()],
        products: vec!["Forfait 20 Go".to_owned()],
        talks: vec![Link::new("tlk_1", "/inbox/tlk_1")],
        erase: Some("/office/customers/cus_1/erase".to_owned()),
        problems: Vec::new(),
        only_erasing: false,
    };
    let unsure = FileShown {
        name: ctx.say("erase-person-title"),
        only_erasing: true,
        problems: wrong("confirm", ctx, "wrong-not-confirmed"),
        ..file.clone()
    };
    let nobody = FindPersonPage {
        email: "ann@example.org".to_owned(),
        problems: wrong("email", ctx, "find-person-nobody"),
        ..FindPersonPage::default()
    };
    let guest = FindPersonPage {
        orders: vec![order()],
        looked: true,
        may_erase: true,
        problems: Vec::new(),
        ..nobody.clone()
    };
    vec![
        (
            "office-person-ask.html",
            file_form(ctx, "cus_1", "", &wrong("purpose", ctx, "file-purpose-missing")),
        ),
        ("office-person-file.html", file_page(ctx, &file)),
        ("office-person-unsure.html", file_page(ctx, &unsure)),
        ("office-person-find.html", find_person_page(ctx, &nobody)),
        ("office-person-guest.html", find_person_page(ctx, &guest)),
        ("office-person-erased.html", erased_page(ctx)),
    ]
}

fn customers(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let store = Store { name: "Télécom du Coin".to_owned(), ..Store::default() };
    let asked = SignInPage { back: "/checkout".to_owned(), ..SignInPage::default() };
    let mistyped = SignInPage {
        address: "ann@".to_owned(),
        problems: wrong("email", ctx, "wrong-address"),
        ..asked.clone()
    };
    let code =
        CodePage { address: "ann@example.org".to_owned(), back: "/me".to_owned(), ..CodePage::default() };
    let spent = CodePage { over: true, problems: wrong("", ctx, "wrong-code-spent"), ..code.clone() };
    let look = LookRow { at: at(0), by: "Bob Durand".to_owned(), purpose: "Rappel demandé".to_owned() };
    let keeper = LookRow { at: at(9), by: String::new(), purpose: "<b>?</b>".to_owned() };
    let under_way =
        DeletePage { problems: wrong("confirm", ctx, "wrong-not-confirmed"), under_way: Vec::new() };
    vec![
        ("sign-in.html", sign_in_page(ctx, &store, &asked)),
        ("sign-in-wrong.html", sign_in_page(ctx, &store, &mistyped)),
        ("sign-in-code.html", code_page(ctx, &store, &code)),
        ("sign-in-spent.html", code_page(ctx, &store, &spent)),
        ("me.html", mine_page(ctx, &store, &mine())),
        ("me-data.html", data_page(ctx, &store)),
        ("me-looked.html", looked_page(ctx, &store, &[look, keeper], &TimeZone::UTC)),
        ("me-looked-nobody.html", looked_page(ctx, &store, &[], &TimeZone::UTC)),
        ("me-delete.html", delete_page(ctx, &store, &under_way)),
        ("me-deleted.html", deleted_page(ctx, &store)),
    ]
}

fn mine() -> MinePage {
    let order = Mine {
        href: "/orders/ord_1".to_owned(),
        name: "7K2PX-9QRTM".to_owned(),
        state: "prête".to_owned(),
        at: Some(at(0)),
    };
    MinePage {
        kept: vec![KeptLine {
            id: "k1".to_owned(),
            name: "maison <b>.csv".to_owned(),
            day: "2026".to_owned(),
            told: false,
        }],
        name: "Ann Martin".to_owned(),
        address: "ann@example.org".to_owned(),
        orders: vec![order.clone(), Mine { href: "/orders/ord_2".to_owned(), ..order }],
        products: Vec::new(),
        talks: Vec::new(),
        details: Details {
            given: "Ann".to_owned(),
            family: "Martin".to_owned(),
            phone: "+33612345678".to_owned(),
            agreed: vec![ConsentPurpose::News],
        },
        sessions: sessions(),
        zone: TimeZone::UTC,
        problems: Vec::new(),
        saved: true,
    }
}

fn sessions() -> Vec<SessionRow> {
    let row = |id: &str, device: &str, this_one| SessionRow {
        id: id.to_owned(),
        device: device.to_owned(),
        seen: at(0),
        this_one,
    };
    vec![row("ses_1", "Firefox, Linux", true), row("ses_2", "", false)]
}

fn staff(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let begun = StaffSignIn { back: "/inbox".to_owned(), ..StaffSignIn::default() };
    let refused = StaffSignIn {
        login: "ann".to_owned(),
        problems: wrong("password", ctx, "wrong-credentials"),
        ..begun.clone()
    };
    let digits = StaffSignIn { problems: wrong("digits", ctx, "wrong-digits"), ..begun.clone() };
    let link = |purpose| FirstPage {
        token: "0".repeat(64),
        purpose,
        name: "Ann Martin".to_owned(),
        login: "ann".to_owned(),
        problems: wrong("password", ctx, "wrong-password-short"),
    };
    let scanned = EnrolPage {
        svg: "<svg class=\"qr\" role=\"img\" aria-label=\"QR\" viewBox=\"0 0 1 1\" width=\"192\" height=\"192\"></svg>".to_owned(),
        address: "otpauth://totp/Comptoir:ann?secret=GEZDGNBVGY3TQOJQ".to_owned(),
        secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
        back: "/staff/me".to_owned(),
        problems: Vec::new(),
    };
    let codes: Vec<String> = (0..10).map(|n| format!("abcd{n}-fghij")).collect();
    let row = |state, second_factor| AccountRow {
        id: "stf_1".to_owned(),
        name: "Bob Durand".to_owned(),
        login: "bob".to_owned(),
        roles: BTreeSet::from([Role::Agent, Role::Shop]),
        state,
        second_factor,
    };
    let rows =
        [row(StaffState::Active, true), row(StaffState::Active, false), row(StaffState::Invited, false)];
    let new = NewAccount { problems: wrong("roles", ctx, "wrong-no-role"), ..NewAccount::default() };
    let one = |state, own| AccountPage { row: row(state, true), own, problems: Vec::new(), saved: true };
    vec![
        ("staff-sign-in.html", staff_sign_in_page(ctx, &refused)),
        ("staff-digits.html", second_factor_page(ctx, &digits)),
        ("staff-recovery.html", recovery_page(ctx, &begun)),
        ("staff-first.html", first_page(ctx, &link(InvitationPurpose::First))),
        ("staff-join.html", first_page(ctx, &link(InvitationPurpose::Join))),
        ("staff-reset.html", first_page(ctx, &link(InvitationPurpose::Reset))),
        ("staff-enrol.html", enrol_page(ctx, &scanned)),
        ("staff-codes.html", codes_page(ctx, &codes, "/inbox")),
        ("staff-me.html", self_page(ctx, &myself())),
        ("staff-accounts.html", accounts_page(ctx, &rows, &new)),
        ("staff-accounts-none.html", accounts_page(ctx, &[], &NewAccount::default())),
        ("staff-account.html", account_page(ctx, &one(StaffState::Active, false))),
        ("staff-account-own.html", account_page(ctx, &one(StaffState::Active, true))),
        ("staff-account-disabled.html", account_page(ctx, &one(StaffState::Disabled, false))),
        ("staff-link.html", link_page(ctx, "bob", "https://example.org/staff/first/0123", "demain")),
        ("forbidden.html", error_page_of_role(ctx, &[Role::Planner, Role::Administrator])),
    ]
}

fn myself() -> SelfPage {
    SelfPage {
        name: "Ann Martin".to_owned(),
        login: "ann".to_owned(),
        roles: Role::ALL.to_vec(),
        codes_left: 1,
        sessions: sessions(),
        zone: TimeZone::UTC,
        problems: Vec::new(),
        done: "self-done-password".to_owned(),
    }
}
