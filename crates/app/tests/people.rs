//! People over a ledger: signing in by code and by password, accounts, who looked, what is held, what is erased.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::{
    AccountChange, Asking, Clock, Counter, DeadEndNote, DeadEndReason, Defaults, Opened, Opening, OwnDetails,
    PeopleRefusal,
};
use jiff::Timestamp;
use ledger::{Entry, Location, RecordQuery, RecordWrite};
use party::{
    Caller, CodeRefusal, ConsentPurpose, Holder, InvitationRefusal, NewStaff, PasswordProblem, Permission,
    Role, Secret, StaffRefusal, Stage, TotpSecret, step_of,
};
use serde_json::json;
use types::{CustomerId, EntryId, ObjectRef, Scene, StaffId, ViewName};
use wording::Language;

const PASSWORD: &str = "cheval correct pile agrafe";

struct Hands {
    ms: AtomicI64,
    chance: AtomicU64,
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.ms.load(Ordering::SeqCst)).unwrap()
    }

    fn chance(&self) -> u128 {
        let drawn = self.chance.fetch_add(1, Ordering::SeqCst);
        let hash = u128::from(drawn).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834);
        hash ^ (hash >> 61)
    }
}

struct House {
    counter: Counter,
    hands: Arc<Hands>,
    _folder: tempfile::TempDir,
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(Hands { ms: AtomicI64::new(1_790_000_000_000), chance: AtomicU64::new(1) });
    let counter = Counter::open(Opening {
        store: Location::Memory,
        data: folder.path().to_owned(),
        clock: Arc::clone(&hands) as Arc<dyn Clock>,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap();
    House { counter, hands, _folder: folder }
}

impl House {
    fn pass(&self, secs: i64) {
        self.hands.ms.fetch_add(secs * 1_000, Ordering::SeqCst);
    }

    fn asking(&self, caller: Caller) -> Asking {
        let entry = EntryId::at(self.counter.now(), self.hands.chance());
        Asking { caller, scene: Scene::Web, entry: Some(entry), work: None }
    }

    /// A browser that has its cookie.
    fn browser(&self) -> Caller {
        Caller::visitor(self.counter.visitor_of(&self.counter.new_secret()).unwrap())
    }

    /// The digits of the latest mail to an address.
    fn digits(&self, address: &str) -> String {
        let address = address.to_lowercase();
        let live = self.counter.book(&ViewName::live()).unwrap();
        let query = RecordQuery {
            by: Some("to"),
            from: Some(&address),
            to: Some(&address),
            limit: 100,
            ..Default::default()
        };
        let (mails, _) = live.ledger.records(live.view, "mail", &query).unwrap();
        let last = mails.iter().max_by_key(|mail| mail.position).expect("a mail was written");
        let subject = last.body().unwrap()["subject"].as_str().unwrap().to_owned();
        subject.split(|c: char| !c.is_ascii_digit()).find(|piece| piece.len() == 6).unwrap().to_owned()
    }

    /// A customer, signed in from a browser.
    fn customer(&self, address: &str, browser: &Caller) -> (CustomerId, Opened) {
        self.counter.ask_code(&self.asking(browser.clone()), address, "here", Language::French).unwrap();
        let digits = self.digits(address);
        let asking = self.asking(browser.clone());
        let opened =
            self.counter.sign_in_by_code(&asking, address, &digits, Language::French, "Firefox").unwrap();
        let Holder::Customer(id) = opened.session.holder else { panic!("a customer signed in") };
        (id, opened)
    }

    /// The first administrator with their second factor, signed in.
    fn administrator(&self) -> (Caller, TotpSecret, Vec<String>) {
        let link = self.counter.first_link().unwrap().unwrap();
        let half = self
            .counter
            .make_first_account(
                &self.asking(Caller::nobody()),
                &link.secret,
                ("Ann", "ann"),
                (PASSWORD, PASSWORD),
                "",
            )
            .unwrap();
        self.enrolled(&half)
    }

    fn enrolled(&self, half: &Opened) -> (Caller, TotpSecret, Vec<String>) {
        let shown = self.counter.enrolment(&half.secret).unwrap();
        let totp = TotpSecret::try_from(shown.secret).unwrap();
        let digits = totp.digits(step_of(self.counter.now()));
        let enrolled =
            self.counter.enrol(&self.asking(Caller::nobody()), &half.secret, &digits, "local").unwrap();
        let (member, session) = self.counter.staff_session(&enrolled.opened.secret).unwrap().unwrap();
        assert_eq!(session.stage, Stage::Whole);
        let codes = enrolled.codes.iter().map(|code| code.reveal().to_owned()).collect();
        (member.caller(), totp, codes)
    }

    fn colleague(&self, by: &Caller, login: &str, roles: &[Role]) -> (Caller, TotpSecret) {
        let new = NewStaff {
            name: login.to_owned(),
            login: login.parse().unwrap(),
            roles: roles.iter().copied().collect(),
            mail: None,
        };
        let link = self.counter.create_staff(&self.asking(by.clone()), new).unwrap();
        let half = self
            .counter
            .choose_password(&self.asking(Caller::nobody()), &link.secret, (PASSWORD, PASSWORD), "")
            .unwrap();
        let (caller, totp, _) = self.enrolled(&half);
        (caller, totp)
    }

    fn put(&self, kind: &str, id: &str, body: serde_json::Value, indexed: &[(&str, &str)]) {
        let live = self.counter.book(&ViewName::live()).unwrap();
        let mut entry = Entry::new(EntryId::at(self.counter.now(), self.hands.chance()));
        entry.records.push(RecordWrite {
            kind: kind.into(),
            id: id.into(),
            read_version: None,
            body: Some(body),
            indexed: indexed.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        });
        live.ledger.commit(live.view, entry).unwrap();
    }

    fn acts(&self, kind: &str) -> usize {
        let live = self.counter.book(&ViewName::live()).unwrap();
        live.ledger.acts_of_kind(live.view, kind, None, 1_000).unwrap().len()
    }
}

#[test]
fn a_code_signs_in_once_and_the_same_address_is_the_same_customer() {
    let house = house();
    let (at_home, at_work) = (house.browser(), house.browser());
    let (first, opened) = house.customer("Ann@Example.org", &at_home);
    let (known, session) = house.counter.customer_session(&opened.secret).unwrap().unwrap();
    assert_eq!((known.id, known.email().unwrap().as_str()), (first, "ann@example.org"));
    assert_eq!(session.device, "Firefox");
    let (again, _) = house.customer("ann@example.org", &at_work);
    assert_eq!(again, first);
    let lines = house.counter.sessions_of(Holder::Customer(first), session.id).unwrap();
    assert_eq!((lines.len(), lines.iter().filter(|line| line.this_one).count()), (2, 1));
    house.counter.sign_out(&opened.secret).unwrap();
    assert!(house.counter.customer_session(&opened.secret).unwrap().is_none());
    house.counter.sign_out(&opened.secret).unwrap();
}

#[test]
fn a_double_click_signs_in_once() {
    let house = house();
    let browser = house.browser();
    let ask = house.asking(browser.clone());
    house.counter.ask_code(&ask, "ann@example.org", "here", Language::English).unwrap();
    house.counter.ask_code(&ask, "ann@example.org", "here", Language::English).unwrap();
    let live = house.counter.book(&ViewName::live()).unwrap();
    let (mails, _) =
        live.ledger.records(live.view, "mail", &RecordQuery { limit: 10, ..Default::default() }).unwrap();
    assert_eq!(mails.len(), 1);
    let (asking, digits) = (house.asking(browser), house.digits("ann@example.org"));
    let sign_in =
        || house.counter.sign_in_by_code(&asking, "ann@example.org", &digits, Language::English, "");
    let (first, second) = (sign_in().unwrap(), sign_in().unwrap());
    assert_eq!(first.secret, second.secret);
    assert_eq!(house.acts("customer.signed_in"), 1);
    // Another form with the same digits gets nothing.
    let other = house.asking(asking.caller.clone());
    let refused = house.counter.sign_in_by_code(&other, "ann@example.org", &digits, Language::English, "");
    assert!(matches!(refused, Err(PeopleRefusal::Code(CodeRefusal::Used))));
}

#[test]
fn wrong_digits_spend_the_code_and_another_browser_cannot_use_it() {
    let house = house();
    let (browser, thief) = (house.browser(), house.browser());
    let address = "ann@example.org";
    house.counter.ask_code(&house.asking(browser.clone()), address, "here", Language::French).unwrap();
    let digits = house.digits(address);
    let attempt = |who: &Caller, digits: &str| {
        house.counter.sign_in_by_code(&house.asking(who.clone()), address, digits, Language::French, "")
    };
    assert!(matches!(attempt(&thief, &digits), Err(PeopleRefusal::NoCode)));
    let wrong = if digits == "000000" { "111111" } else { "000000" };
    for left in (0..5).rev() {
        let refused = attempt(&browser, wrong);
        assert!(matches!(refused, Err(PeopleRefusal::WrongCode { tries_left }) if tries_left == left));
    }
    assert!(matches!(attempt(&browser, &digits), Err(PeopleRefusal::Code(CodeRefusal::Spent))));
    house.counter.ask_code(&house.asking(browser.clone()), address, "here", Language::French).unwrap();
    house.pass(601);
    let late = attempt(&browser, &house.digits(address));
    assert!(matches!(late, Err(PeopleRefusal::Code(CodeRefusal::Expired))));
}

#[test]
fn nobody_is_flooded_with_codes() {
    let house = house();
    let ask = || {
        house.counter.ask_code(&house.asking(house.browser()), "ann@example.org", "here", Language::French)
    };
    assert!((0..5).all(|_| ask().is_ok()));
    assert!(matches!(ask(), Err(PeopleRefusal::TooSoon(_))));
    // Whoever asks from somewhere else has their own share: a stranger cannot keep Ann out. All together still find an end.
    let from = |network: &str| {
        let asking = house.asking(house.browser());
        house.counter.ask_code(&asking, "ann@example.org", network, Language::French)
    };
    assert!((0..5).all(|_| from("at home").is_ok()));
    assert!((0..99).any(|other| from(&format!("network {other}")).is_err()));
    house.pass(600);
    assert!(ask().is_ok());
}

#[test]
fn what_a_guest_began_becomes_theirs_and_nobody_elses() {
    let house = house();
    let browser = house.browser();
    let visitor = browser.visitor.unwrap().to_string();
    house.put("stockWatch", "w1", json!({ "visitor": visitor }), &[("visitor", &visitor)]);
    house.put("searchPhrase", "s1", json!({ "visitor": visitor, "text": "x" }), &[("owner", &visitor)]);
    let (ann, _) = house.customer("ann@example.org", &browser);
    let live = house.counter.book(&ViewName::live()).unwrap();
    for (kind, id) in [("stockWatch", "w1"), ("searchPhrase", "s1")] {
        let record = live.ledger.record(live.view, kind, id).unwrap().unwrap();
        assert_eq!(record.body().unwrap()["customer"], ann.to_string());
        assert_eq!(record.version, 2);
    }
    // The next who signs in from this machine takes nothing of hers.
    let (bob, _) = house.customer("bob@example.org", &browser);
    let record = live.ledger.record(live.view, "stockWatch", "w1").unwrap().unwrap();
    assert_eq!(record.body().unwrap()["customer"], ann.to_string());
    let talk = json!({ "relatedParty": [{ "id": visitor, "role": "customer" }, { "id": ann.to_string(), "role": "customer" }] });
    house.put("partyInteraction", "t1", talk, &[("customer", &visitor), ("customer", &ann.to_string())]);
    house.put(
        "communicationMessage",
        "m1",
        json!({ "sender": { "id": visitor } }),
        &[("conversation", "t1/00000001"), ("sender", &visitor)],
    );
    let of_bob = house.counter.held_about_me(&house.asking(Caller::customer(bob, browser.visitor))).unwrap();
    for kind in ["stockWatch", "partyInteraction", "communicationMessage"] {
        assert_eq!(of_bob.content[kind], json!([]), "{kind}");
    }
    let of_ann = house.counter.held_about_me(&house.asking(Caller::customer(ann, browser.visitor))).unwrap();
    for kind in ["stockWatch", "partyInteraction", "communicationMessage"] {
        assert_eq!(of_ann.content[kind].as_array().unwrap().len(), 1, "{kind}");
    }
}

#[test]
fn the_first_account_is_made_once_by_its_link() {
    let house = house();
    assert!(!house.counter.has_staff().unwrap());
    let old = house.counter.first_link().unwrap().unwrap();
    let link = house.counter.first_link().unwrap().unwrap();
    let make = |secret: &Secret, passwords| {
        house.counter.make_first_account(
            &house.asking(Caller::nobody()),
            secret,
            ("Ann", "Ann"),
            passwords,
            "",
        )
    };
    assert!(matches!(
        make(&old.secret, (PASSWORD, PASSWORD)),
        Err(PeopleRefusal::Invitation(InvitationRefusal::Unknown))
    ));
    assert!(matches!(
        make(&link.secret, (PASSWORD, "another of them")),
        Err(PeopleRefusal::Password(PasswordProblem::Differ))
    ));
    assert!(matches!(
        make(&link.secret, ("short", "short")),
        Err(PeopleRefusal::Password(PasswordProblem::TooShort))
    ));
    let half = make(&link.secret, (PASSWORD, PASSWORD)).unwrap();
    assert_eq!(half.session.stage, Stage::Enrolling);
    assert!(make(&link.secret, (PASSWORD, PASSWORD)).is_err());
    assert!(house.counter.first_link().unwrap().is_none());
    // Half a session shows nothing but the second factor; the secret stays the same when it is shown again.
    let shown = house.counter.enrolment(&half.secret).unwrap();
    assert_eq!(house.counter.enrolment(&half.secret).unwrap(), shown);
    house.enrolled(&half);
}

#[test]
fn staff_sign_in_with_password_and_digits_each_used_once() {
    let house = house();
    let (_, totp, codes) = house.administrator();
    let password = |given: &str| house.counter.staff_password("Ann", given, "10.0.0.1", "Firefox");
    assert!(matches!(password("wrong"), Err(PeopleRefusal::WrongCredentials)));
    let nobody = house.counter.staff_password("nobody", PASSWORD, "10.0.0.1", "");
    assert!(matches!(nobody, Err(PeopleRefusal::WrongCredentials)));
    let half = password(PASSWORD).unwrap();
    assert_eq!(half.session.stage, Stage::SecondFactor);
    let digits_of = |half: &Opened, digits: &str| {
        house.counter.staff_digits(&house.asking(Caller::nobody()), &half.secret, digits, "10.0.0.1")
    };
    // The digits that enrolled are spent.
    let now = totp.digits(step_of(house.counter.now()));
    assert!(matches!(digits_of(&half, &now), Err(PeopleRefusal::Staff(StaffRefusal::WrongDigits))));
    house.pass(60);
    let now = totp.digits(step_of(house.counter.now()));
    let whole = digits_of(&half, &now).unwrap();
    assert!(house.counter.staff_session(&whole.secret).unwrap().is_some());
    assert!(house.counter.staff_session(&half.secret).unwrap().is_none(), "half a session ends with it");
    // A recovery code leads to a new second factor, and nowhere else.
    let half = password(PASSWORD).unwrap();
    let recover = |code: &str| {
        house.counter.staff_recovery(&house.asking(Caller::nobody()), &half.secret, code, "10.0.0.1")
    };
    assert!(matches!(recover("aaaaa-aaaaa"), Err(PeopleRefusal::Staff(StaffRefusal::WrongRecoveryCode))));
    let enrolling = recover(&codes[4]).unwrap();
    assert_eq!(enrolling.session.stage, Stage::Enrolling);
    // Until it is set, the one before stays in force: the password alone leads to its digits, in any other browser.
    house.counter.enrolment(&enrolling.secret).unwrap();
    let elsewhere = password(PASSWORD).unwrap();
    assert_eq!(elsewhere.session.stage, Stage::SecondFactor);
    assert!(house.counter.enrolment(&elsewhere.secret).is_err());
    house.pass(60);
    assert!(digits_of(&elsewhere, &totp.digits(step_of(house.counter.now()))).is_ok());
    let (_, next, _) = house.enrolled(&enrolling);
    house.pass(60);
    let half = password(PASSWORD).unwrap();
    let digits = |totp: &TotpSecret| totp.digits(step_of(house.counter.now()));
    assert!(digits_of(&half, &digits(&totp)).is_err());
    assert!(digits_of(&half, &digits(&next)).is_ok());
}

#[test]
fn a_new_telephone_is_set_by_who_is_signed_in_and_the_old_one_is_good_until_then() {
    let house = house();
    let (ann, totp, _) = house.administrator();
    house.pass(60);
    let digits = |totp: &TotpSecret| totp.digits(step_of(house.counter.now()));
    let sign_in = |totp: &TotpSecret| {
        let half = house.counter.staff_password("ann", PASSWORD, "a", "").unwrap();
        assert_eq!(half.session.stage, Stage::SecondFactor);
        house.counter.staff_digits(&house.asking(Caller::nobody()), &half.secret, &digits(totp), "a")
    };
    let whole = sign_in(&totp).unwrap();
    let renew = |session: &party::Session, password: &str| {
        house.counter.renew_second_factor(&house.asking(ann.clone()), session, password)
    };
    assert!(matches!(renew(&whole.session, "not hers"), Err(PeopleRefusal::WrongCredentials)));
    let half = renew(&whole.session, PASSWORD).unwrap();
    assert!(house.counter.staff_session(&whole.secret).unwrap().is_none(), "that session became this one");
    // She stops here: nothing has changed. Then she goes on.
    house.pass(60);
    let whole = sign_in(&totp).unwrap();
    assert!(house.counter.staff_session(&half.secret).unwrap().is_some());
    let half = renew(&whole.session, PASSWORD).unwrap();
    let (_, next, _) = house.enrolled(&half);
    house.pass(60);
    assert!(sign_in(&totp).is_err() && sign_in(&next).is_ok());
}

#[test]
fn whoever_has_an_address_is_written_to_when_their_access_changes() {
    let house = house();
    let (ann, ..) = house.administrator();
    let new = NewStaff {
        name: "Bob".to_owned(),
        login: "bob".parse().unwrap(),
        roles: [Role::Agent].into(),
        mail: Some("bob@example.org".parse().unwrap()),
    };
    let link = house.counter.create_staff(&house.asking(ann.clone()), new).unwrap();
    let choose = |link: &Secret| {
        let asking = house.asking(Caller::nobody());
        house.counter.choose_password(&asking, link, (PASSWORD, PASSWORD), "").unwrap()
    };
    let (bob, _, codes) = house.enrolled(&choose(&link.secret));
    house.pass(60);
    let half = house.counter.staff_password("bob", PASSWORD, "b", "").unwrap();
    let recovered =
        house.counter.staff_recovery(&house.asking(Caller::nobody()), &half.secret, &codes[0], "b");
    assert!(recovered.is_ok());
    house.counter.reset_staff(&house.asking(ann), bob.staff_id().unwrap()).unwrap();
    let live = house.counter.book(&ViewName::live()).unwrap();
    let query = RecordQuery {
        by: Some("to"),
        from: Some("bob@example.org"),
        to: Some("bob@example.org"),
        limit: 10,
        ..Default::default()
    };
    let (mails, _) = live.ledger.records(live.view, "mail", &query).unwrap();
    let mut subjects: Vec<_> =
        mails.iter().map(|mail| mail.body().unwrap()["subject"].as_str().unwrap()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(mails.iter().all(|mail| mail.body().unwrap()["content"].as_str().unwrap().contains("2026")));
}

#[test]
fn of_many_guesses_at_once_no_more_are_looked_at_than_one_after_the_other() {
    let house = house();
    house.administrator();
    let looked_at: usize = std::thread::scope(|scope| {
        let guess = |from: usize| {
            let counter = &house.counter;
            scope.spawn(move || counter.staff_password("ann", "a wrong guess", &format!("10.0.0.{from}"), ""))
        };
        let all: Vec<_> = (0..12).map(guess).collect();
        let looked = all.into_iter().map(|one| one.join().unwrap());
        looked.filter(|it| matches!(it, Err(PeopleRefusal::WrongCredentials))).count()
    });
    assert_eq!(looked_at, 4, "three are free, and the fourth closes the way for a second");
    for _ in 0..6 {
        house.pass(64);
        assert!(house.counter.staff_password("ann", "a wrong guess", "b", "").is_err());
    }
    assert_eq!(house.acts("staff.account_closed"), 1);
    assert!(matches!(house.counter.staff_password("ann", PASSWORD, "c", ""), Err(PeopleRefusal::TooSoon(_))));
}

#[test]
fn guessing_a_password_is_slowed_and_then_stopped_whether_the_account_exists_or_not() {
    let house = house();
    house.administrator();
    for login in ["ann", "nobody"] {
        let mut looked_at = 0;
        for _ in 0..3_600 {
            match house.counter.staff_password(login, "guess", login, "") {
                Err(PeopleRefusal::WrongCredentials) => looked_at += 1,
                Err(PeopleRefusal::TooSoon(_)) => {}
                other => panic!("{other:?}"),
            }
            house.pass(1);
            if looked_at == 10 {
                break;
            }
        }
        assert_eq!(looked_at, 10);
        let refused = house.counter.staff_password(login, PASSWORD, login, "");
        assert!(matches!(refused, Err(PeopleRefusal::TooSoon(_))), "{login}");
    }
    house.pass(15 * 60);
    assert!(house.counter.staff_password("ann", PASSWORD, "ann", "").is_ok());
}

#[test]
fn disabling_ends_sessions_at_once_and_the_last_administrator_stays() {
    let house = house();
    let (ann, ..) = house.administrator();
    let (bob, totp) = house.colleague(&ann, "bob", &[Role::Administrator, Role::Agent]);
    house.pass(60);
    let half = house.counter.staff_password("bob", PASSWORD, "b", "").unwrap();
    let digits = totp.digits(step_of(house.counter.now()));
    let whole =
        house.counter.staff_digits(&house.asking(Caller::nobody()), &half.secret, &digits, "b").unwrap();
    let bob_id = bob.staff_id().unwrap();
    let change = |by: &Caller, id: StaffId, change: AccountChange| {
        house.counter.change_account(&house.asking(by.clone()), id, &change)
    };
    assert!(house.counter.staff_session(&whole.secret).unwrap().is_some());
    change(&ann, bob_id, AccountChange::Disable).unwrap();
    assert!(house.counter.staff_session(&whole.secret).unwrap().is_none());
    assert!(house.counter.staff_password("bob", PASSWORD, "c", "").is_err());
    // The keeper of the machine too cannot take the last one away.
    let ann_id = ann.staff_id().unwrap();
    let last = change(&Caller::keeper(), ann_id, AccountChange::Disable);
    assert!(matches!(last, Err(PeopleRefusal::Staff(StaffRefusal::LastAdministrator))), "{last:?}");
    let agent = AccountChange::Roles(BTreeSet::from([Role::Agent]));
    let last = change(&Caller::keeper(), ann_id, agent.clone());
    assert!(matches!(last, Err(PeopleRefusal::Staff(StaffRefusal::LastAdministrator))));
    change(&ann, bob_id, AccountChange::Enable).unwrap();
    change(&Caller::keeper(), ann_id, agent).unwrap();
    assert!(house.counter.staff_session(&whole.secret).unwrap().is_none(), "what was ended stays ended");
    assert_eq!(house.acts("staff.account_disabled"), 1);
}

#[test]
fn only_administrators_make_accounts_and_logins_are_unique() {
    let house = house();
    let (ann, ..) = house.administrator();
    let (bob, _) = house.colleague(&ann, "bob", &[Role::Agent]);
    let new = |login: &str| NewStaff {
        name: "Carl".into(),
        login: login.parse().unwrap(),
        roles: [Role::Shop].into(),
        mail: None,
    };
    let by_bob = house.counter.create_staff(&house.asking(bob.clone()), new("carl"));
    assert!(
        matches!(by_bob, Err(PeopleRefusal::Trouble(app::Trouble::Forbidden(it))) if it.permission == Permission::ManageStaff)
    );
    let taken = house.counter.create_staff(&house.asking(ann.clone()), new("BOB"));
    assert!(matches!(taken, Err(PeopleRefusal::LoginTaken)));
    let asking = house.asking(ann.clone());
    house.counter.create_staff(&asking, new("carl")).unwrap();
    house.counter.create_staff(&asking, new("carl")).unwrap();
    assert_eq!(house.counter.staff_lines(&house.asking(ann)).unwrap().len(), 3);
    assert!(house.counter.staff_lines(&house.asking(bob)).is_err());
}

#[test]
fn a_reset_takes_password_and_second_factor_and_gives_a_link() {
    let house = house();
    let (ann, ..) = house.administrator();
    let (bob, _) = house.colleague(&ann, "bob", &[Role::Agent]);
    let link = house.counter.reset_staff(&house.asking(Caller::keeper()), bob.staff_id().unwrap()).unwrap();
    assert_eq!(link.login.as_ref().unwrap().as_str(), "bob");
    assert!(house.counter.staff_password("bob", PASSWORD, "x", "").is_err());
    house.pass(1);
    let other = "une autre phrase assez longue";
    let half = house
        .counter
        .choose_password(&house.asking(Caller::nobody()), &link.secret, (other, other), "")
        .unwrap();
    house.enrolled(&half);
    assert!(house.counter.staff_password("bob", other, "y", "").is_ok());
}

#[test]
fn opening_a_file_needs_the_role_and_a_purpose_and_the_customer_sees_it() {
    let house = house();
    let (ann, ..) = house.administrator();
    let (agent, _) = house.colleague(&ann, "bob", &[Role::Agent]);
    let (planner, _) = house.colleague(&ann, "carl", &[Role::Planner]);
    let browser = house.browser();
    let (customer, _) = house.customer("dora@example.org", &browser);
    let open = |who: &Caller, purpose: &str| {
        house.counter.open_customer_file(&house.asking(who.clone()), customer, purpose)
    };
    assert!(matches!(open(&planner, "curious"), Err(PeopleRefusal::Trouble(app::Trouble::Forbidden(_)))));
    assert!(matches!(open(&agent, "  "), Err(PeopleRefusal::NoPurpose)));
    assert_eq!(open(&agent, "rappel demandé").unwrap().customer.id, customer);
    let herself = Caller::customer(customer, browser.visitor);
    let looked = house.counter.file_openings(&house.asking(herself)).unwrap();
    assert_eq!(
        (looked.len(), looked[0].by.as_str(), looked[0].purpose.as_str()),
        (1, "bob", "rappel demandé")
    );
    assert!(house.counter.file_openings(&house.asking(agent)).is_err());
    let live = house.counter.book(&ViewName::live()).unwrap();
    let object = ObjectRef::new("customer", &customer.to_string());
    let acts = live.ledger.acts_of_object(live.view, &object, None, 100).unwrap();
    assert!(
        acts.iter().any(|it| it.act.kind.name == *"customer.file_opened" && it.act.object("agent").is_some())
    );
}

#[test]
fn a_customer_changes_what_is_held_takes_it_away_and_is_erased() {
    let house = house();
    let browser = house.browser();
    let (dora, opened) = house.customer("dora@example.org", &browser);
    let herself = || house.asking(Caller::customer(dora, browser.visitor));
    let details = OwnDetails {
        given_name: "Dora".into(),
        family_name: "Müller-Ekström".into(),
        phone: "06 12 34 56 78".into(),
        agreed: vec![ConsentPurpose::News],
    };
    house.counter.change_details(&herself(), &details).unwrap();
    let bad = OwnDetails { phone: "demain".into(), ..details.clone() };
    assert!(matches!(house.counter.change_details(&herself(), &bad), Err(PeopleRefusal::Contact(_))));
    assert_eq!(house.counter.own_details(dora).unwrap().phone, "+33612345678");
    assert_eq!(house.acts("customer.consent_given"), 1);
    // What she sought goes with her, as long as it is not what many seek.
    house.counter.note_dead_end(DeadEndNote {
        search: Some("dora müller téléphone".into()),
        who: Some(dora.to_string()),
        ..DeadEndNote::new(DeadEndReason::NothingFound)
    });
    house.counter.write_dead_ends().unwrap();
    let held = house.counter.held_about_me(&herself()).unwrap();
    assert_eq!(held.content["individual"]["familyName"], "Müller-Ekström");
    assert!(held.content["act"].as_array().unwrap().len() >= 3);
    assert!(!held.content.to_string().contains(&opened.secret.reveal()));

    let refused = house.counter.erase_customer(&herself(), dora, false);
    assert!(matches!(refused, Err(PeopleRefusal::NotConfirmed)));
    let stranger = house.asking(Caller::customer(CustomerId::from_u128(9), None));
    assert!(house.counter.erase_customer(&stranger, dora, true).is_err());
    let erased = house.counter.erase_customer(&herself(), dora, true).unwrap();
    assert!(erased.records >= 6, "{erased:?}");
    assert!(house.counter.customer(dora).unwrap().is_none());
    assert!(house.counter.customer_session(&opened.secret).unwrap().is_none());
    let live = house.counter.book(&ViewName::live()).unwrap();
    let entries = live.ledger.entries_after(live.view, 0, 10_000).unwrap();
    for record in entries.iter().flat_map(|entry| &entry.records) {
        let versions = live.ledger.record_versions(live.view, &record.kind, &record.id).unwrap();
        let kept = format!("{versions:?}").to_lowercase();
        assert!(
            !kept.contains("dora") && !kept.contains("müller"),
            "{} {} still names her",
            record.kind,
            record.id
        );
    }
    // She may come back, as somebody new.
    let (again, _) = house.customer("dora@example.org", &house.browser());
    assert_ne!(again, dora);
}

#[test]
fn what_is_over_is_swept() {
    let house = house();
    let (_, opened) = house.customer("ann@example.org", &house.browser());
    assert_eq!(house.counter.sweep_people().unwrap(), 0);
    house.pass(2 * 3_600);
    assert_eq!(house.counter.sweep_people().unwrap(), 1, "the code");
    assert!(house.counter.customer_session(&opened.secret).unwrap().is_some());
    house.pass(181 * 24 * 3_600);
    assert_eq!(house.counter.sweep_people().unwrap(), 1, "the session");
}
