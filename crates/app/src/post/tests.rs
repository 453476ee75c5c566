use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use types::{Currency, Money};
use wording::Language;

use super::*;
use crate::{Asking, Clock, Counter, Defaults, Opening};

/// A clock that goes as told, and chance that never repeats.
struct Told(AtomicI64);

impl Clock for Told {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(1_795_000_000_000 + self.0.load(Ordering::Relaxed)).unwrap()
    }
    fn chance(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed) as u64) << 32
    }
}

fn counter(folder: &Path) -> (Counter, Arc<Told>) {
    let clock = Arc::new(Told(AtomicI64::new(0)));
    let opening = Opening {
        store: ledger::Location::Memory,
        data: folder.to_owned(),
        clock: Arc::clone(&clock) as crate::SharedClock,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: crate::limits(1 << 20),
        demo_seed: None,
    };
    (Counter::open(opening).unwrap(), clock)
}

fn to(name: &str, language: Language) -> MailTo {
    MailTo { address: "ada@example.org".parse().unwrap(), name: name.into(), language }
}

fn code() -> Letter {
    Letter::SignInCode { code: "123456".into(), minutes: 10 }
}

fn keeper() -> Asking {
    Asking::new(party::Caller::keeper(), types::Scene::BackOffice)
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("outbox"))
        .map(|listed| {
            listed
                .map(|file| file.unwrap().path())
                .map(|path| {
                    (
                        path.file_name().unwrap().to_string_lossy().into(),
                        std::fs::read_to_string(&path).unwrap(),
                    )
                })
                .collect()
        })
        .unwrap_or_default();
    files.sort();
    files
}

#[test]
fn a_mail_becomes_one_readable_file_and_no_second_one() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, _) = counter(folder.path());
    counter.send_mail(&to("Ada Élise", Language::French), &code(), &[("customer", "cus_1")]).unwrap();
    assert_eq!(counter.deliver_all_mail().unwrap(), 1);
    assert_eq!(counter.deliver_all_mail().unwrap(), 0);
    let files = files(folder.path());
    assert_eq!(files.len(), 1);
    let (name, text) = &files[0];
    assert!(name.ends_with(".eml") && text.contains("123456"), "{text}");
    assert!(text.contains("Message-ID: <mai_") && text.contains("Auto-Submitted: auto-generated"), "{text}");
    let mail = &counter.mails(&keeper(), Some(MailState::Completed), None, 10).unwrap().mails[0];
    assert_eq!((mail.try_times, mail.state), (1, MailState::Completed));
    assert!(mail.content.contains("Bonjour Ada Élise,"), "{}", mail.content);
    assert!(mail.content_html.contains("<strong>123456</strong>"));
}

#[test]
fn no_text_of_a_person_becomes_a_header_or_an_element() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, _) = counter(folder.path());
    let hostile = "Eve\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>\u{2028}x\0";
    let letters = [
        Letter::BackInStock { what: hostile.into(), path: "/offers/1\r\nX: y".into() },
        Letter::Answered { seller: hostile.into(), text: hostile.into(), path: "/talks/1".into() },
    ];
    for letter in letters {
        counter.send_mail(&to(hostile, Language::English), &letter, &[]).unwrap();
    }
    counter.deliver_all_mail().unwrap();
    for (_, text) in files(folder.path()) {
        let head = text.split("\r\n\r\n").next().unwrap();
        for line in head.split("\r\n") {
            assert!(!line.to_ascii_lowercase().starts_with("bcc"), "{head}");
            assert!(line.len() <= 998);
        }
    }
    for mail in counter.mails(&keeper(), None, None, 10).unwrap().mails {
        assert!(!mail.subject.contains(['\r', '\n', '\0', '\u{2028}']), "{:?}", mail.subject);
        assert!(!mail.content_html.contains("<script>") && mail.content_html.contains("&lt;script&gt;"));
        for said in [&mail.content, &mail.content_html] {
            assert!(!said.contains(['\r', '\0', '\u{2028}']), "{said:?}");
            assert!(!said.contains("offers/1\n"), "{said:?}");
        }
    }
}

#[test]
fn subjects_outside_ascii_are_encoded_and_bodies_stay_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, _) = counter(folder.path());
    let money = |cents| Money { amount: rust_decimal::Decimal::new(cents, 2), currency: euro() };
    let letter = Letter::OrderPlaced {
        number: "C-1042".into(),
        lines: vec![MailLine { what: "2 × Téléphone « Œillet »".into(), amount: "239,80 €".into() }],
        total: money(23_980),
        monthly: Some(money(1_999)),
        next: vec!["Nous préparons votre commande.".into()],
        transfer: Some(Transfer {
            amount: money(23_980),
            reference: "RF18 5390 0754 7034".into(),
            iban: Some("FR14 2004 1010 0505 0001 3M02 606".into()),
            until: Some(jiff::civil::date(2026, 12, 1)),
        }),
        debit: None,
        paid: false,
        path: "/orders/ord_1".into(),
    };
    counter.send_mail(&to("", Language::French), &letter, &[]).unwrap();
    counter.deliver_all_mail().unwrap();
    let text = &files(folder.path())[0].1;
    assert!(text.contains("Subject: Commande C-1042") && text.contains("=?utf-8?"), "{text}");
    assert!(text.contains("2 × Téléphone « Œillet »\u{a0}: 239,80 €"), "people read it in an editor: {text}");
    assert!(text.split("\r\n\r\n").next().unwrap().is_ascii(), "headers are always encoded");
    let mail = &counter.mails(&keeper(), None, None, 10).unwrap().mails[0];
    for part in ["RF18 5390 0754 7034", "239,80\u{a0}€", "http://127.0.0.1:8420/orders/ord_1", "1er décembre"]
    {
        assert!(mail.content.contains(part), "{part} in {}", mail.content);
    }
    assert!(!mail.content.contains('⟨') && !mail.subject.contains('⟨'));
}

#[test]
fn every_letter_is_worded_in_both_languages() {
    for language in Language::ALL {
        for letter in letters::samples() {
            let composed = letter.compose(language, "Ada", "https://shop.example", "Comptoir\n1 rue A");
            let text = blocks::as_text(language.code(), &composed.blocks);
            let html = blocks::as_html(language.code(), &composed.subject, &composed.blocks);
            for said in [&composed.subject, &text, &html] {
                assert!(!said.contains('⟨') && !said.trim().is_empty(), "{letter:?}: {said}");
            }
            assert!(!text.contains("https://shop.example//"));
        }
    }
}

#[test]
fn a_person_is_erased_from_the_outbox_too() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, _) = counter(folder.path());
    counter.send_mail(&to("Ada Lovelace", Language::English), &code(), &[("customer", "cus_1")]).unwrap();
    counter.send_mail(&to("Ada Lovelace", Language::English), &code(), &[]).unwrap();
    counter.deliver_all_mail().unwrap();
    assert_eq!(counter.erase_mails(&["cus_1"], &["ada@example.org"]).unwrap(), 2);
    assert!(files(folder.path()).is_empty());
    assert!(counter.mails(&keeper(), None, None, 10).unwrap().mails.is_empty());
}

#[test]
fn mails_are_listed_page_by_page_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, clock) = counter(folder.path());
    for _ in 0..5 {
        clock.0.fetch_add(1_000, Ordering::Relaxed);
        counter.send_mail(&to("", Language::English), &code(), &[]).unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = counter.mails(&keeper(), Some(MailState::Initial), after.as_deref(), 2).unwrap();
        seen.extend(page.mails.iter().map(|mail| mail.created_at));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a > b));
    let nobody = Asking::new(party::Caller::nobody(), types::Scene::Web);
    assert!(matches!(counter.mails(&nobody, None, None, 2), Err(crate::Trouble::Forbidden(_))));
}

/// A mail server for one test: answers as its script says, and remembers what it was told.
fn server(refuse_first: Option<&'static str>) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    std::thread::spawn(move || {
        let mut refusal = refuse_first;
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            stream.write_all(b"220 test\r\n").unwrap();
            while let Some(Ok(line)) = lines.next() {
                let answer = match line.split(' ').next().unwrap() {
                    "EHLO" => "250 test".to_owned(),
                    "MAIL" => refusal.take().unwrap_or("250 fine").to_owned(),
                    "DATA" => {
                        stream.write_all(b"354 go on\r\n").unwrap();
                        let body: Vec<String> =
                            lines.by_ref().map(Result::unwrap).take_while(|line| line != ".").collect();
                        heard.lock().unwrap().push(body.join("\n"));
                        "250 taken".to_owned()
                    }
                    _ => "250 fine".to_owned(),
                };
                stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
                if line == "QUIT" {
                    break;
                }
            }
        }
    });
    (port, told)
}

fn through(port: u16, counter: Counter) -> Counter {
    let server = MailServer::read(&format!("smtp+plain://127.0.0.1:{port}"), None).unwrap();
    counter.with_post(PostSettings { server: Some(server), ..PostSettings::default() }).unwrap()
}

#[test]
fn a_server_takes_a_mail_once_and_a_secret_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (port, told) = server(None);
    let counter = through(port, counter(folder.path()).0);
    counter.send_mail(&to("Ada", Language::English), &code(), &[]).unwrap();
    let letter = Letter::BackInStock { what: ".\n.. dots".into(), path: "/offers/1".into() };
    counter.send_mail(&to("Ada", Language::English), &letter, &[]).unwrap();
    assert_eq!(counter.deliver_all_mail().unwrap(), 2);
    assert_eq!(counter.deliver_all_mail().unwrap(), 0);
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("123456") && told[0].contains("To: Ada <ada@example.org>"), "{}", told[0]);
    assert!(told.iter().all(|message| message.is_ascii()), "a message of seven bits passes everywhere");
    let kept = counter.mails(&keeper(), None, None, 10).unwrap().mails;
    assert_eq!(kept.len(), 1, "the code is not kept once it was sent");
    assert_eq!(kept[0].state, MailState::Completed);
}

#[test]
fn a_server_that_is_busy_is_asked_again_later_and_one_that_refuses_is_not() {
    for (answer, state) in
        [("451 busy, come back", MailState::Initial), ("550 no such person", MailState::Failed)]
    {
        let folder = tempfile::tempdir().unwrap();
        let (port, told) = server(Some(answer));
        let (counter, clock) = counter(folder.path());
        let counter = through(port, counter);
        let letter = Letter::BackInStock { what: "x".into(), path: "/".into() };
        let id = counter.send_mail(&to("", Language::English), &letter, &[]).unwrap();
        counter.deliver_all_mail().unwrap();
        let mail = counter.mail(&keeper(), &id).unwrap();
        assert_eq!(mail.state, state, "{}", mail.trouble);
        assert!(mail.trouble.contains(&answer[4..]), "{}", mail.trouble);
        if state == MailState::Failed {
            assert_eq!(counter.deliver_all_mail().unwrap(), 0);
            counter.try_mail_again(&keeper(), &id).unwrap();
        }
        clock.0.fetch_add(SignedDuration::from_mins(2).as_millis() as i64, Ordering::Relaxed);
        assert_eq!(counter.deliver_all_mail().unwrap(), 1);
        assert_eq!(told.lock().unwrap().len(), 1);
    }
}

#[test]
fn nobody_listening_is_a_reason_to_try_later() {
    let folder = tempfile::tempdir().unwrap();
    let (counter, _) = counter(folder.path());
    let counter = through(1, counter);
    counter.send_mail(&to("", Language::English), &code(), &[]).unwrap();
    let done = counter.deliver_mail(counter.now()).unwrap();
    assert_eq!((done.sent, done.later), (0, 1));
    let mail = &counter.mails(&keeper(), None, None, 1).unwrap().mails[0];
    assert!(!mail.trouble.is_empty() && mail.scheduled_send_time > Some(counter.now()));
}

fn euro() -> Currency {
    "EUR".parse().unwrap()
}

#[test]
fn of_two_processes_one_carries_each_mail_and_a_killed_one_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let (port, told) = server(None);
    let clock = Arc::new(Told(AtomicI64::new(0)));
    let open = |chance: i64| {
        let opening = Opening {
            store: ledger::Location::Sqlite(folder.path().join("store.sqlite")),
            data: folder.path().to_owned(),
            clock: Arc::new(Shifted(Arc::clone(&clock), chance)) as crate::SharedClock,
            defaults: Defaults { time_zone: "Europe/Paris".into(), currency: euro() },
            limits: crate::limits(1 << 20),
            demo_seed: None,
        };
        through(port, Counter::open(opening).unwrap())
    };
    let (first, second) = (open(1), open(2));
    let letter = Letter::BackInStock { what: "x".into(), path: "/".into() };
    for _ in 0..8 {
        first.send_mail(&to("", Language::English), &letter, &[]).unwrap();
    }
    let now = first.now();
    std::thread::scope(|scope| {
        scope.spawn(|| first.deliver_mail(now).unwrap());
        scope.spawn(|| second.deliver_mail(now).unwrap());
    });
    assert_eq!(told.lock().unwrap().len(), 8);
    // Killed after it took a mail and before it carried it: another carries it once its time is over.
    let id = first.send_mail(&to("", Language::English), &letter, &[]).unwrap();
    let book = &first.live().unwrap().book;
    let mut held = book.get::<Mail>(&id).unwrap();
    held.value.take(first.now());
    let mut entry = first.entry_for(&Asking::machine());
    entry.records.push(held.write().unwrap());
    first.commit_live(entry).unwrap();
    assert_eq!(second.deliver_all_mail().unwrap(), 0);
    clock.0.fetch_add(SignedDuration::from_mins(11).as_millis() as i64, Ordering::Relaxed);
    assert_eq!(second.deliver_all_mail().unwrap(), 1);
    assert_eq!(told.lock().unwrap().len(), 9);
}

/// The same time, and chance of its own.
struct Shifted(Arc<Told>, i64);

impl Clock for Shifted {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
    fn chance(&self) -> u128 {
        (self.0.chance() << 8) | u128::from(self.1.unsigned_abs())
    }
}
