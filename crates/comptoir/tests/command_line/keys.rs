//! `Idempotency-Key`: what is answered again, what is worked out again because it holds a secret, and files.

use crate::binary::House;
use crate::browser::{Browser, hidden};
use crate::serving::Server;
use crate::signing_in::{code_in_outbox, link_in, opened};

/// Whether a file of the store holds this text.
fn is_kept(house: &House, text: &str) -> bool {
    let files = std::fs::read_dir(house.path("data")).unwrap().map(|entry| entry.unwrap().path());
    let mut stores = files.filter(|path| path.is_file());
    stores.any(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn what_opens_something_is_never_kept_under_a_key() {
    let house = House::new();
    let server = Server::start(&house);
    let mut ann = Browser::new(&server);
    opened(&mut ann, &link_in(&server.first_lines), &[("name", "Ann"), ("login", "ann")]);
    let page = ann.get("/staff/accounts");
    let marks = hidden(&page.body, "/staff/accounts");
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.extend([("name", "Bob"), ("login", "bob"), ("role_agent", "yes")]);
    let first = ann.post_under("k1", "/staff/accounts", &fields);
    let again = ann.post_under("k1", "/staff/accounts", &fields);
    assert_eq!((first.status, again.status, again.replayed), (200, 200, false), "{}", again.body);
    for answer in [&first, &again] {
        let secret = link_in(&answer.body);
        assert!(!is_kept(&house, secret.rsplit('/').next().unwrap()));
    }
    assert_eq!(ann.get("/staff/accounts").body.matches(">bob<").count(), 1, "one account was made");
    fields.push(("role_shop", "yes"));
    assert_eq!(ann.post_under("k1", "/staff/accounts", &fields).status, 422, "another request, the same key");
}

#[test]
fn whoever_lost_the_answer_gets_the_cookie_with_the_next() {
    let house = House::new();
    let server = Server::start(&house);
    // A browser is known by its first request, however often that is sent.
    let find = |browser: &mut Browser| {
        browser.post_under("k2", "/orders/find", &[("number", "AAAAA-AAAAA"), ("email", "a@example.org")])
    };
    let (mut lost, mut next) = (Browser::new(&server), Browser::new(&server));
    let (first, again) = (find(&mut lost), find(&mut next));
    assert_eq!((first.status, again.status, again.replayed), (404, 404, true));
    assert_eq!(lost.cookies["comptoir_visitor"], next.cookies["comptoir_visitor"]);

    let page = next.get("/sign-in");
    let page = next.fill(&page, "/sign-in", &[("email", "dora@example.org")]);
    let code = code_in_outbox(&house);
    let marks = hidden(&page.body, "/sign-in/code");
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.push(("code", &code));
    let before = next.cookies.clone();
    assert_eq!(next.post_under("k3", "/sign-in/code", &fields).status, 303);
    let session = next.cookies["comptoir_customer"].clone();
    next.cookies = before;
    assert_eq!(next.post_under("k3", "/sign-in/code", &fields).status, 303);
    assert_eq!(next.cookies["comptoir_customer"], session);
    assert!(next.get("/me").body.contains("dora@example.org"));
    assert!(!is_kept(&house, &session));
}

#[test]
fn a_file_comes_under_a_key_as_large_as_without() {
    let house = House::new();
    let server = Server::start(&house);
    let rows: String = (0..20_000).map(|row| format!("2026-01-01T00:00:00Z;{row}\n")).collect();
    let mut dora = Browser::new(&server);
    let first = dora.bring_under("k4", "/shelf/use", "one-boundary", &rows);
    assert!(first.status != 413 && first.status < 500, "{} {}", first.status, first.body);
    let mut nobody = Browser::new(&server);
    let again = nobody.bring_under("k4", "/shelf/use", "quite-another", &rows);
    assert_eq!((again.status, again.replayed), (first.status, true));
    let other = Browser::new(&server).bring_under("k4", "/shelf/use", "one-boundary", &rows[1..]);
    assert_eq!(other.status, 422);
    let form = "x".repeat(300_000);
    let large = nobody.post_under("k5", "/orders/find", &[("number", &form)]);
    assert!(large.status == 413 && !large.body.contains('⟨'), "{} {}", large.status, large.body);
}
