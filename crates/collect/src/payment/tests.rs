use jiff::Timestamp;
use proptest::prelude::*;
use rust_decimal::Decimal;
use types::{Money, OrderId, PaymentId};

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn euros(cents: i64) -> Money {
    Money { amount: Decimal::new(cents, 2), currency: "EUR".parse().unwrap() }
}

fn asked(cents: i64) -> Payment {
    let (id, order) = (PaymentId::from_u128(7), OrderId::from_u128(8));
    Payment::ask(id, order, euros(cents), PaymentMethod::card("Visa", "4242"), at(0)).unwrap()
}

fn paid(reference: &str, cents: i64) -> Answer {
    Answer::Paid { reference: reference.into(), amount: euros(cents) }
}

#[test]
fn an_answer_that_comes_twice_is_heard_once() {
    let mut payment = asked(2_000);
    assert_eq!(payment.hear(&paid("a", 2_000), at(1)).unwrap(), [News::Paid]);
    let before = payment.clone();
    assert_eq!(payment.hear(&paid("a", 2_000), at(9)).unwrap(), []);
    assert_eq!(payment, before);
    assert!(payment.is_covered() && payment.is_settled());
}

#[test]
fn money_taken_twice_is_owed_back_once() {
    let mut payment = asked(2_000);
    payment.hear(&paid("a", 2_000), at(1)).unwrap();
    assert_eq!(payment.hear(&paid("b", 2_000), at(2)).unwrap(), [News::ToReturn(euros(2_000))]);
    assert_eq!(payment.state, PaymentState::RefundDue);
    assert!(payment.is_covered(), "the order is paid all the same");
    assert_eq!(payment.gave_back("r", euros(2_000), at(3)).unwrap(), [News::Returned(euros(2_000))]);
    assert_eq!(payment.gave_back("r", euros(2_000), at(4)).unwrap(), []);
    assert_eq!(payment.state, PaymentState::Paid);
}

#[test]
fn money_that_comes_after_the_end_is_owed_back() {
    let ends: [fn(&mut Payment); 3] = [
        |payment| drop(payment.cancel(at(5))),
        |payment| drop(payment.hear(&Answer::Refused(RefusedBecause::Declined), at(5)).unwrap()),
        |payment| {
            payment.hear(&Answer::Unknown, at(1)).unwrap();
            payment.cancel(at(5));
        },
    ];
    for end in ends {
        let mut payment = asked(2_000);
        end(&mut payment);
        assert_eq!(payment.hear(&paid("late", 2_000), at(60)).unwrap(), [News::ToReturn(euros(2_000))]);
        assert_eq!(payment.state, PaymentState::RefundDue);
        assert!(!payment.is_covered() && !payment.lets_the_order_go_on());
        payment.gave_back("r", euros(2_000), at(61)).unwrap();
        assert_eq!(payment.state, PaymentState::Refunded);
    }
}

#[test]
fn a_paid_order_that_is_cancelled_or_returned_in_part_owes_that_much() {
    let mut payment = asked(2_000);
    payment.hear(&paid("a", 2_000), at(1)).unwrap();
    assert_eq!(payment.owe_back(euros(500), at(2)).unwrap(), [News::ToReturn(euros(500))]);
    assert!(payment.owe_back(euros(1_501), at(2)).is_err());
    assert!(payment.gave_back("r", euros(501), at(3)).is_err());
    payment.gave_back("r", euros(500), at(3)).unwrap();
    assert_eq!((payment.state, payment.held()), (PaymentState::Paid, euros(1_500)));
    assert_eq!(payment.cancel(at(4)), [News::ToReturn(euros(1_500))]);
    assert_eq!(payment.cancel(at(5)), []);
}

#[test]
fn what_is_not_answered_is_looked_up_less_and_less_often() {
    let mut payment = asked(2_000);
    assert_eq!(payment.next(), Some(PaymentDue::LookUp(at(30))));
    assert_eq!(payment.hear(&Answer::Unknown, at(10)).unwrap(), [News::Uncertain]);
    let mut looked = Vec::new();
    for _ in 0..14 {
        let due = payment.next().unwrap().at();
        looked.push(due.as_second() - at(10).as_second());
        assert_eq!(payment.hear(&Answer::Unknown, due).unwrap(), []);
    }
    assert_eq!(looked[..4], [5, 10, 20, 40]);
    assert_eq!(looked[13] - looked[12], 3_600);
    assert_eq!(payment.hear(&paid("a", 2_000), at(99_999)).unwrap(), [News::Paid]);
    assert_eq!(payment.next(), None);
}

#[test]
fn a_transfer_may_come_in_parts_and_too_much_of_it_goes_back() {
    let mut payment = asked(10_000);
    payment.method = PaymentMethod::transfer(CreditorReference::of(payment.id));
    assert_eq!(payment.hear(&Answer::Pending { until: Some(at(1_000)) }, at(1)).unwrap(), [News::Waits]);
    assert!(!payment.lets_the_order_go_on());
    assert_eq!(payment.hear(&paid("a", 4_000), at(2)).unwrap(), [News::PartlyPaid(euros(4_000))]);
    assert_eq!(
        (payment.state, payment.to_come()),
        (PaymentState::Pending { until: Some(at(1_000)) }, euros(6_000))
    );
    assert_eq!(payment.hear(&paid("b", 7_000), at(3)).unwrap(), [News::Paid, News::ToReturn(euros(1_000))]);
    assert!(payment.lets_the_order_go_on());
}

#[test]
fn what_does_not_come_in_time_is_given_up() {
    let mut payment = asked(10_000);
    payment.hear(&Answer::Pending { until: Some(at(1_000)) }, at(1)).unwrap();
    assert_eq!(payment.next(), Some(PaymentDue::Expire(at(1_000))));
    assert_eq!(payment.cancel(at(1_000)), [News::Cancelled]);
    assert_eq!((payment.state, payment.next()), (PaymentState::Cancelled, None));
}

#[test]
fn another_currency_and_no_amount_are_refused() {
    let mut payment = asked(100);
    let pounds = Money { amount: Decimal::ONE, currency: "GBP".parse().unwrap() };
    let strange = Answer::Paid { reference: "a".into(), amount: pounds };
    assert!(matches!(payment.hear(&strange, at(1)), Err(PaymentError::Currency { .. })));
    assert!(matches!(payment.hear(&paid("a", 0), at(1)), Err(PaymentError::Amount(_))));
    assert!(matches!(payment.hear(&paid("a", -100), at(1)), Err(PaymentError::Amount(_))));
    assert_eq!(payment, asked(100));
}

#[test]
fn nothing_to_pay_is_paid() {
    let mut payment = asked(0);
    assert!(payment.is_covered() && payment.next().is_none());
    assert_eq!(payment.cancel(at(1)), [News::Cancelled]);
}

#[test]
fn records_keep_what_they_do_not_know() {
    let mut payment = asked(2_000);
    payment.hear(&paid("a", 2_000), at(1)).unwrap();
    let mut record = serde_json::to_value(&payment).unwrap();
    assert_eq!((&record["status"], &record["@type"]), (&"paid".into(), &"Payment".into()));
    assert_eq!(record["totalAmount"], serde_json::json!({ "unit": "EUR", "value": 20 }));
    assert_eq!(record["paymentMethod"]["lastFourDigits"], "4242");
    record["authorizationCode"] = "x-1".into();
    record["paymentMethod"]["nameOnCard"] = "N. N.".into();
    let read: Payment = serde_json::from_value(record.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), record);
    record["status"] = "refused".into();
    assert!(serde_json::from_value::<Payment>(record).unwrap_err().to_string().contains("refusedBecause"));
}

/// Anything that can happen to a payment.
#[derive(Debug, Clone)]
enum Event {
    Paid(u8, i64),
    Pending(Option<i64>),
    Refused,
    Unknown,
    Cancel,
    OweBack(i64),
    GaveBack(u8, i64),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        (0_u8..3, prop_oneof![Just(1_000_i64), 1_i64..2_000]).prop_map(|(a, b)| Event::Paid(a, b)),
        proptest::option::of(0_i64..500).prop_map(Event::Pending),
        Just(Event::Refused),
        Just(Event::Unknown),
        Just(Event::Cancel),
        (1_i64..1_200).prop_map(Event::OweBack),
        (0_u8..4, 1_i64..2_500).prop_map(|(a, b)| Event::GaveBack(a, b)),
    ];
    proptest::collection::vec(event, 0..20)
}

fn happen(payment: &mut Payment, event: &Event, at: Timestamp) -> Vec<News> {
    match event {
        Event::Paid(reference, cents) => payment.hear(&paid(&reference.to_string(), *cents), at).unwrap(),
        Event::Pending(until) => payment.hear(&Answer::Pending { until: until.map(self::at) }, at).unwrap(),
        Event::Refused => payment.hear(&Answer::Refused(RefusedBecause::Declined), at).unwrap(),
        Event::Unknown => payment.hear(&Answer::Unknown, at).unwrap(),
        Event::Cancel => payment.cancel(at),
        Event::OweBack(cents) => payment.owe_back(euros(*cents), at).unwrap_or_default(),
        Event::GaveBack(reference, cents) => {
            payment.gave_back(&reference.to_string(), euros(*cents), at).unwrap_or_default()
        }
    }
}

proptest! {
    /// Whatever happens, in whatever order: every cent is accounted for.
    #[test]
    fn every_cent_is_accounted_for(events in events()) {
        let mut payment = asked(1_000);
        let mut told = Decimal::ZERO;
        for (second, event) in (1..).zip(&events) {
            let repeated = payment.clone();
            let news = happen(&mut payment, event, at(second));
            for item in &news {
                match item {
                    News::ToReturn(money) => told += money.amount,
                    News::Returned(money) => told -= money.amount,
                    _ => {}
                }
            }
            // What was told to be owed is what is owed.
            prop_assert_eq!(told, payment.to_return().amount);
            prop_assert!(payment.held().amount >= Decimal::ZERO);
            prop_assert!(payment.entitled >= Decimal::ZERO && payment.entitled <= payment.amount.amount);
            prop_assert_eq!(payment.state == PaymentState::RefundDue, payment.to_return().amount > Decimal::ZERO);
            if payment.is_covered() { prop_assert!(payment.held().amount >= payment.entitled); }
            if payment.state == PaymentState::Paid { prop_assert_eq!(payment.held().amount, payment.entitled); }
            if payment.state == PaymentState::Refunded { prop_assert!(payment.held().amount.is_zero()); }
            // The same answer again changes nothing, except that a look at it is counted.
            if !matches!(event, Event::Unknown | Event::OweBack(_)) {
                let mut again = payment.clone();
                let more = happen(&mut again, event, at(second));
                if let Event::Paid(..) | Event::Refused | Event::Cancel = event {
                    prop_assert_eq!(more, []);
                    prop_assert_eq!(&again, &payment);
                }
            }
            prop_assert!(payment.came.len() >= repeated.came.len());
            let written = serde_json::to_value(&payment).unwrap();
            prop_assert_eq!(serde_json::from_value::<Payment>(written).unwrap(), payment.clone());
        }
    }
}
