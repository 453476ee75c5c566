use collect::payment::{Answer, News, Payment, PaymentMethod, RefusedBecause};
use jiff::Timestamp;
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId};

use super::test_card::TestCardProvider;
use super::*;
use crate::Operator;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn about(second: i64) -> PaymentAbout {
    PaymentAbout {
        payment: PaymentId::from_u128(1),
        amount: euros(2_000),
        now: at(second),
        today: jiff::civil::date(2026, 11, 24),
    }
}

fn euros(cents: i64) -> Money {
    Money { amount: Decimal::new(cents, 2), currency: "EUR".parse().unwrap() }
}

fn card(number: &str) -> PaymentDetails {
    PaymentDetails {
        card_number: number.into(),
        card_expires: "12/29".into(),
        card_code: "123".into(),
        ..PaymentDetails::default()
    }
}

fn payment(number: u128) -> Payment {
    let method = PaymentMethod::card("Visa", "4242");
    Payment::ask(PaymentId::from_u128(number), OrderId::from_u128(9), euros(2_000), method, at(0)).unwrap()
}

struct Desk {
    folder: tempfile::TempDir,
    provider: TestCardProvider,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let provider = TestCardProvider::new(folder.path().join("book.ndjson"));
    Desk { folder, provider }
}

impl Desk {
    /// The provider as another process, or this one after it was killed, sees it.
    fn again(&self) -> TestCardProvider {
        TestCardProvider::new(self.folder.path().join("book.ndjson"))
    }
}

#[test]
fn a_card_pays_once_however_often_it_is_asked() {
    let desk = desk();
    let details = card("4242 4242 4242 4242");
    let first = desk.provider.begin(&payment(1), &details, &about(0));
    assert!(matches!(first, Answer::Paid { .. }));
    assert_eq!(desk.provider.begin(&payment(1), &details, &about(5)), first);
    assert_eq!(desk.again().begin(&payment(1), &details, &about(6)), first);
    assert_eq!(desk.again().look_up(payment(1).id, at(7)), Found::Answer(first));
    assert_eq!(desk.provider.look_up(payment(2).id, at(7)), Found::Never);
    let book = std::fs::read_to_string(desk.folder.path().join("book.ndjson")).unwrap();
    assert_eq!(book.lines().count(), 1);
    assert!(!book.contains("4242"), "no card's number is kept: {book}");
}

#[test]
fn a_silent_card_took_the_money_and_a_start_finds_it() {
    let desk = desk();
    let mut asked = payment(1);
    let answer = desk.provider.begin(&asked, &card("4000000000001018"), &about(0));
    assert_eq!(answer, Answer::Unknown);
    asked.hear(&answer, at(0)).unwrap();
    let due = asked.next().unwrap().at();
    let Found::Answer(found) = desk.again().look_up(asked.id, due) else { panic!("it was asked") };
    assert_eq!(asked.hear(&found, due).unwrap(), [News::Paid]);
}

#[test]
fn a_lost_question_is_found_to_be_lost() {
    let desk = desk();
    assert_eq!(desk.provider.begin(&payment(1), &card("4000 0000 0000 1026"), &about(0)), Answer::Unknown);
    assert_eq!(desk.provider.look_up(payment(1).id, at(60)), Found::Never);
}

#[test]
fn answers_come_twice_and_late_and_change_nothing_twice() {
    let desk = desk();
    let (mut twice, mut late) = (payment(1), payment(2));
    let answer = desk.provider.begin(&twice, &card("4000000000001034"), &about(0));
    assert_eq!(twice.hear(&answer, at(0)).unwrap(), [News::Paid]);
    let silence = desk.provider.begin(&late, &card("4000000000001042"), &about(0));
    assert_eq!(late.hear(&silence, at(0)).unwrap(), [News::Uncertain]);
    assert_eq!(desk.provider.look_up(late.id, at(5)), Found::Answer(Answer::Unknown));
    assert_eq!(desk.provider.late_answers(at(5)), []);
    let told = desk.provider.late_answers(at(10));
    assert_eq!(told.len(), 2);
    for (id, answer) in &told {
        let payment = if *id == twice.id { &mut twice } else { &mut late };
        payment.hear(answer, at(10)).unwrap();
    }
    assert!(twice.is_covered() && late.is_covered());
    assert_eq!((twice.came.len(), late.came.len()), (1, 1));
    assert_eq!(desk.provider.late_answers(at(20)), []);
    assert_eq!(desk.again().late_answers(at(20)).len(), 2, "told again after a start");
}

#[test]
fn cards_that_refuse_say_why_and_strangers_are_not_taken() {
    let desk = desk();
    let refused = |number, because| {
        assert_eq!(
            desk.provider.begin(&payment(number), &card(&cards(number)), &about(0)),
            Answer::Refused(because)
        );
    };
    fn cards(number: u128) -> String {
        if number == 1 { "4000000000000002".into() } else { "4000000000009995".into() }
    }
    refused(1, RefusedBecause::Declined);
    refused(2, RefusedBecause::InsufficientFunds);
    let wrong = desk.provider.read(&card("5555 5555 5555 4444"), &about(0)).unwrap_err();
    assert_eq!(wrong[0].key, "card-not-test");
    let wrong = desk.provider.read(&card("4242 4242 4242 4241"), &about(0)).unwrap_err();
    assert_eq!((wrong[0].field, wrong[0].key), ("card_number", "card-check-digit"));
}

#[test]
fn every_test_card_can_be_typed() {
    let desk = desk();
    for test in TEST_CARDS {
        assert!(desk.provider.read(&card(test.number), &about(0)).is_ok(), "{}", test.number);
    }
}

#[test]
fn money_goes_back_once() {
    let desk = desk();
    desk.provider.begin(&payment(1), &card("4242424242424242"), &about(0));
    for _ in 0..2 {
        let back = desk.provider.give_back(payment(1).id, "r1", euros(500), at(1));
        assert_eq!(back, GivenBack::Done { reference: "r1".into() });
    }
    let book = std::fs::read_to_string(desk.folder.path().join("book.ndjson")).unwrap();
    assert_eq!(book.lines().count(), 2);
}

#[test]
fn a_line_cut_short_by_a_crash_harms_no_other() {
    let desk = desk();
    desk.provider.begin(&payment(1), &card("4242424242424242"), &about(0));
    let file = desk.folder.path().join("book.ndjson");
    let mut book = std::fs::read_to_string(&file).unwrap();
    book.push_str("{\"line\":\"asked\",\"pay\n");
    std::fs::write(&file, book).unwrap();
    assert!(matches!(desk.again().look_up(payment(1).id, at(1)), Found::Answer(Answer::Paid { .. })));
}

#[test]
fn a_mandate_needs_an_account_that_can_be_debited_and_whose_it_is() {
    let setting = PaymentSetting {
        creditor_id: "FR12ZZZ123456".into(),
        ..settings::complete(&[], &Operator::default(), false)
            .into_iter()
            .find(|setting| setting.id == "sepa_mandate")
            .unwrap()
    };
    let provider = local::provider(setting).unwrap();
    let details = |iban: &str, holder: &str, bic: &str| PaymentDetails {
        iban: iban.into(),
        holder: holder.into(),
        bic: bic.into(),
        ..PaymentDetails::default()
    };
    let good = details("fr14 2004 1010 0505 0001 3m02 606", " Ada  Lovelace ", "psstfrpppar");
    let PaymentMethod::DirectDebit(mandate) = provider.read(&good, &about(0)).unwrap() else { panic!() };
    assert_eq!((mandate.owner.as_str(), mandate.bic.as_deref()), ("Ada Lovelace", Some("PSSTFRPPPAR")));
    assert!(mandate.mandate_id.len() <= 35 && mandate.creditor_id.starts_with("FR"));
    let wrong = provider.read(&details("FR14", "", "X"), &about(0)).unwrap_err();
    let fields: Vec<_> = wrong.iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["iban", "holder", "bic"]);
    assert_eq!((wrong[0].country.as_str(), wrong[0].expected), ("FR", 27));
}

#[test]
fn nothing_is_offered_that_cannot_be_done() {
    let debits = Operator { creditor_identifier: "FR12ZZZ123456".into(), ..Operator::default() };
    let offered = |kept: &[PaymentSetting], operator: &Operator, test| {
        let all = settings::complete(kept, operator, test);
        all.into_iter().filter(|setting| setting.offered).map(|setting| setting.id).collect::<Vec<_>>()
    };
    let nobody = Operator::default();
    // Nobody is asked to pay to an account that is not said, or that is none.
    assert_eq!(offered(&[], &nobody, false), ["shop"]);
    let wrong = Operator { iban: "FR00".into(), ..Operator::default() };
    assert_eq!(offered(&[], &wrong, false), ["shop"]);
    let account = Operator { iban: "FR7630006000011234567890189".into(), ..Operator::default() };
    assert_eq!(offered(&[], &account, false), ["bank_transfer", "shop"]);
    assert_eq!(offered(&[], &nobody, true), ["test_card", "shop"]);
    assert_eq!(offered(&[], &debits, false), ["sepa_mandate", "shop"]);
    let read = |text: &str| -> PaymentSetting { serde_json::from_str(text).unwrap() };
    let mandate = read(r#"{"id":"sepa_mandate","offered":true,"more":1}"#);
    assert_eq!(offered(&[mandate], &nobody, false), ["shop"]);
    let (no_shop, test) =
        (read(r#"{"id":"shop","offered":false}"#), read(r#"{"id":"test_card","offered":true}"#));
    assert_eq!(offered(&[no_shop, test], &nobody, false), ["test_card"]);
}
