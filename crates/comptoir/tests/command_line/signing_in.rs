//! Signing in at the real door: the first account by its link, the second factor, roles, forms that are ours, customers by
//! a code out of the outbox.

use std::time::Duration;

use jiff::Timestamp;
use party::{TotpSecret, step_of};

use crate::binary::House;
use crate::browser::{Browser, hidden};
use crate::serving::Server;

const PASSWORD: &str = "cheval correct pile agrafe";

#[expect(clippy::disallowed_methods, reason = "an authenticator looks at the clock")]
fn digits(secret: &str) -> String {
    let secret = TotpSecret::try_from(secret.to_owned()).unwrap();
    secret.digits(step_of(Timestamp::now()))
}

/// Opens an account by its link and sets its second factor; gives its secret and the recovery codes.
pub fn opened(browser: &mut Browser, link: &str, who: &[(&str, &str)]) -> (String, Vec<String>) {
    let page = browser.get(link);
    assert_eq!(page.status, 200, "{}", page.body);
    let mut fields = who.to_vec();
    fields.extend([("password", PASSWORD), ("again", PASSWORD)]);
    let answer = browser.fill(&page, link, &fields);
    assert!(answer.location.starts_with("/staff/enrol"), "{} {}", answer.status, answer.body);
    let page = browser.get(&answer.location);
    let secret = page.body.split("secret=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let wrong = browser.fill(&page, "/staff/enrol", &[("digits", "1")]);
    assert_eq!(wrong.status, 422);
    let codes = browser.fill(&page, "/staff/enrol", &[("digits", &digits(&secret))]);
    assert_eq!(codes.status, 200, "{}", codes.body);
    let codes = codes.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (secret, codes.collect())
}

pub fn link_in(text: &str) -> String {
    let rest = text.split("/staff/first/").nth(1).expect("a link is shown");
    format!("/staff/first/{}", rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
}

fn colleague(ann: &mut Browser, login: &str, role: &str) -> String {
    let page = ann.get("/staff/accounts");
    let role = format!("role_{role}");
    let shown = ann.fill(&page, "/staff/accounts", &[("name", login), ("login", login), (&role, "yes")]);
    assert_eq!(shown.status, 200, "{}", shown.body);
    link_in(&shown.body)
}

#[test]
fn each_role_reaches_its_pages_and_no_other() {
    let house = House::new();
    let server = Server::start(&house);
    let mut ann = Browser::new(&server);
    // Nobody has an account: whoever sits at the machine sees everything.
    assert_eq!(ann.get("/views").status, 200);
    let link = link_in(&server.first_lines);
    opened(&mut ann, &link, &[("name", "Ann"), ("login", "ann")]);
    assert_eq!(ann.get(&link).status, 410, "the link is used");

    let pages = [
        "/views",
        "/import",
        "/metrics",
        "/inbox",
        "/counter",
        "/office/orders",
        "/office/stock",
        "/office/dead-ends",
        "/office/outbox",
        "/staff/accounts",
    ];
    let allowed: [(&str, &[&str]); 5] = [
        ("agent", &["/inbox", "/office/orders", "/office/stock", "/office/dead-ends"]),
        ("shop", &["/inbox", "/counter", "/office/orders", "/office/stock"]),
        ("catalogue", &["/office/stock", "/office/dead-ends"]),
        ("billing", &["/office/orders", "/office/outbox"]),
        ("planner", &["/views", "/import", "/metrics", "/office/stock", "/office/dead-ends"]),
    ];
    let mut nobody = Browser::new(&server);
    for path in pages {
        assert!(nobody.get(path).location.starts_with("/staff/sign-in?back="), "{path}");
        assert_ne!(ann.get(path).status, 403, "{path}");
    }
    for (role, may) in allowed {
        let link = colleague(&mut ann, role, role);
        let mut one = Browser::new(&server);
        opened(&mut one, &link, &[]);
        for path in pages {
            let answer = one.get(path);
            assert_eq!(answer.status != 403, may.contains(&path), "{role} at {path}: {}", answer.status);
            assert!(answer.status < 500 && answer.status != 303, "{role} at {path}: {}", answer.status);
        }
        assert_eq!(one.get("/staff/me").status, 200);
    }
    // A program is told so, and is not led to a page.
    assert_eq!(
        nobody.send("GET", "/views/simulation/portrait.json", "", "Accept: application/json\r\n").status,
        401
    );
    assert_eq!(nobody.get("/healthz").status, 200);
    assert_eq!(nobody.get("/").location, "/shelf");
}

#[test]
fn staff_sign_in_again_and_forms_must_be_ours() {
    let house = House::new();
    let server = Server::start(&house);
    let mut ann = Browser::new(&server);
    let (secret, codes) =
        opened(&mut ann, &link_in(&server.first_lines), &[("name", "Ann"), ("login", "ann")]);
    assert_eq!(codes.len(), 10);

    let new = [("name", "Bob"), ("login", "bob"), ("role_agent", "yes")];
    let without = ann.post("/staff/accounts", &new);
    let mut forged = new.to_vec();
    forged.push(("csrf", "00000000000000000000000000000000"));
    let wrong = ann.post("/staff/accounts", &forged);
    let foreign = ann.post_from("/staff/accounts", &new, "Origin: https://attacker.example\r\n");
    assert_eq!([without.status, wrong.status, foreign.status], [403, 403, 403]);
    assert!(!ann.get("/staff/accounts").body.contains("bob"));

    let page = ann.get("/staff/me");
    assert_eq!(ann.fill(&page, "/staff/sign-out", &[]).status, 303);
    assert!(ann.get("/staff/me").location.starts_with("/staff/sign-in"));
    let page = ann.get("/staff/sign-in?back=//attacker.example/");
    let refused = ann.fill(&page, "/staff/sign-in", &[("login", "ann"), ("password", "not this one")]);
    assert_eq!(refused.status, 422);
    let half = ann.fill(&page, "/staff/sign-in", &[("login", " Ann "), ("password", PASSWORD)]);
    assert_eq!(half.location, "/staff/second-factor?back=%2Fstaff%2Fme", "another host is nowhere to go");
    // Half a session opens nothing.
    assert!(ann.get("/staff/accounts").location.starts_with("/staff/sign-in"));
    let page = ann.get(&half.location);
    // The digits that set the second factor are spent; a recovery code leads to setting it anew.
    assert_eq!(ann.fill(&page, "/staff/second-factor", &[("digits", &digits(&secret))]).status, 422);
    let page = ann.get("/staff/recovery?back=/staff/me");
    let anew = ann.fill(&page, "/staff/recovery", &[("code", &codes[0].to_uppercase())]);
    assert!(anew.location.starts_with("/staff/enrol"), "{} {}", anew.status, anew.body);
    assert!(ann.get("/staff/accounts").location.starts_with("/staff/sign-in"));

    // Whoever owns the machine gives a link to who lost everything.
    let link = link_in(&house.must(&["staff", "reset", "ANN"]));
    assert!(ann.get(&anew.location).location.starts_with("/staff/sign-in"), "what was begun has ended");
    opened(&mut ann, &link, &[]);
    assert!(house.must(&["staff", "list"]).contains("second factor set"));
    assert!(!house.type_in(&["staff", "link"]).good, "there is an account already");
    assert!(!house.type_in(&["staff", "reset", "nobody"]).good);
}

#[test]
fn a_customer_signs_in_by_the_code_in_the_outbox_and_goes_back_to_where_they_were() {
    let house = House::new();
    let server = Server::start(&house);
    let mut dora = Browser::new(&server);
    assert!(dora.get("/me").location.starts_with("/sign-in?back=%2Fme"));
    let page = dora.get("/sign-in?back=/checkout");
    assert!(dora.cookies.is_empty(), "reading leaves no cookie");
    assert_eq!(dora.fill(&page, "/sign-in", &[("email", "nobody")]).status, 422);
    let page = dora.fill(&page, "/sign-in", &[("email", "dora@example.org")]);
    assert_eq!(page.status, 200, "{}", page.body);
    let code = code_in_outbox(&house);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(dora.fill(&page, "/sign-in/code", &[("code", wrong)]).status, 422);
    let once = dora.fill(&page, "/sign-in/code", &[("code", &code)]);
    let twice = dora.fill(&page, "/sign-in/code", &[("code", &code)]);
    assert_eq!((once.location.as_str(), twice.location.as_str()), ("/checkout", "/checkout"));
    let page = dora.get("/me");
    assert!(page.body.contains("dora@example.org"), "{}", page.body);

    let page = dora.get("/me/delete");
    assert_eq!(dora.fill(&page, "/me/delete", &[]).status, 422);
    assert_eq!(dora.fill(&page, "/me/delete", &[("confirm", "yes")]).status, 200);
    assert!(dora.cookies.is_empty(), "{:?}", dora.cookies);
    assert!(dora.get("/me").location.starts_with("/sign-in"));

    let mut crowd = (0..40).map(|_| Browser::new(&server).post("/sign-in", &[("email", "x")]));
    let stopped =
        crowd.find(|answer| answer.status == 429).expect("somebody who asks forty times is stopped");
    assert!(stopped.retry_after.parse::<u32>().unwrap() > 0);
    drop(crowd);
    assert!(server.stop());
    house.must(&["verify"]);
}

/// The digits of the latest mail that lies in the outbox.
pub fn code_in_outbox(house: &House) -> String {
    for _ in 0..200 {
        let mut mails: Vec<_> = std::fs::read_dir(house.path("data/outbox"))
            .map(|folder| folder.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        mails.sort();
        if let Some(text) = mails.last().and_then(|mail| std::fs::read_to_string(mail).ok()) {
            let mut words = text.split(|c: char| !c.is_ascii_digit());
            if let Some(code) = words.find(|word| word.len() == 6) {
                return code.to_owned();
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no code came");
}

/// Signs a customer in by the code in the outbox.
fn customer(house: &House, browser: &mut Browser, address: &str) {
    let page = browser.get("/sign-in?back=/me");
    let page = browser.fill(&page, "/sign-in", &[("email", address)]);
    let code = code_in_outbox(house);
    assert_eq!(browser.fill(&page, "/sign-in/code", &[("code", &code)]).location, "/me");
}

#[test]
fn an_administrator_finds_a_customer_by_mail_and_erases_them_and_an_agent_only_finds_them() {
    let house = House::new();
    let server = Server::start(&house);
    let mut dora = Browser::new(&server);
    customer(&house, &mut dora, "dora@example.org");
    let mut ann = Browser::new(&server);
    opened(&mut ann, &link_in(&server.first_lines), &[("name", "Ann"), ("login", "ann")]);
    let mut bob = Browser::new(&server);
    opened(&mut bob, &colleague(&mut ann, "bob", "agent"), &[]);

    let page = bob.get("/office/customers");
    assert_eq!(bob.fill(&page, "/office/customers", &[("email", "eve@example.org")]).status, 422);
    let found = bob.fill(&page, "/office/customers", &[("email", " Dora@Example.org ")]);
    assert!(found.location.starts_with("/office/customers/cus_"), "{} {}", found.status, found.body);
    let page = bob.get(&found.location);
    let file = bob.fill(&page, &found.location, &[("purpose", "rappel demandé")]);
    assert!(file.body.contains("dora@example.org") && !file.body.contains("/erase"), "{}", file.body);
    let erase = format!("{}/erase", found.location);
    let csrf = hidden(&page.body, &found.location);
    let csrf = csrf.iter().find(|(name, _)| name == "csrf").unwrap();
    assert_eq!(bob.post(&erase, &[("csrf", &csrf.1), ("confirm", "yes")]).status, 403);
    assert_eq!(bob.post("/office/guests/erase", &[("csrf", &csrf.1), ("confirm", "yes")]).status, 403);

    let page = ann.get(&found.location);
    let file = ann.fill(&page, &found.location, &[("purpose", "effacement demandé")]);
    let unsure = ann.fill(&file, &erase, &[]);
    assert_eq!(unsure.status, 422, "{}", unsure.body);
    assert!(!unsure.body.contains("dora@example.org"));
    assert_eq!(ann.fill(&unsure, &erase, &[("confirm", "yes")]).status, 200);
    assert!(dora.get("/me").location.starts_with("/sign-in"));
    let named = |house: &House| {
        let mails = std::fs::read_dir(house.path("data/outbox")).unwrap();
        mails
            .filter(|mail| std::fs::read_to_string(mail.as_ref().unwrap().path()).unwrap().contains("dora@"))
            .count()
    };
    assert_eq!(named(&house), 0);

    // Whoever owns the machine does it by the address too.
    customer(&house, &mut dora, "dora@example.org");
    house.must(&["erase", "--view", "live", "dora@example.org"]);
    assert_eq!(named(&house), 0);
    assert!(!house.type_in(&["erase", "--view", "live", "dora@example.org"]).good);
    assert!(server.stop());
    house.must(&["verify"]);
}

#[test]
fn whoever_guesses_is_told_when_to_come_back_and_a_recovery_code_alone_changes_nothing() {
    let house = House::new();
    let server = Server::start(&house);
    let mut ann = Browser::new(&server);
    let (_, codes) = opened(&mut ann, &link_in(&server.first_lines), &[("name", "Ann"), ("login", "ann")]);
    let mut thief = Browser::new(&server);
    let sign_in = |browser: &mut Browser, password: &str| {
        let page = browser.get("/staff/sign-in");
        browser.fill(&page, "/staff/sign-in", &[("login", "ann"), ("password", password)])
    };
    assert_eq!(sign_in(&mut thief, PASSWORD).status, 303);
    let page = thief.get("/staff/recovery");
    let begun = thief.fill(&page, "/staff/recovery", &[("code", &codes[0])]);
    assert!(begun.location.starts_with("/staff/enrol"));
    assert!(thief.get(&begun.location).body.contains("secret="));
    // They stop there. The password alone asks for the second factor, in this browser as in another.
    for browser in [&mut thief, &mut Browser::new(&server)] {
        assert!(sign_in(browser, PASSWORD).location.starts_with("/staff/second-factor"));
        assert!(browser.get("/staff/enrol").location.starts_with("/staff/sign-in"));
    }
    let stopped = (0..6).map(|_| sign_in(&mut thief, "a wrong guess")).find(|answer| answer.status == 429);
    assert!(stopped.expect("the fifth is stopped").retry_after.parse::<u32>().unwrap() > 0);
    assert!(server.stop());
}
