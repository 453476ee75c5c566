//! The state machine under any sequence of orders: no minute is lost or told twice, nobody is stuck, what was kept
//! reads back.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

use dialogue::{
    Carried, Closer, Conversation, Ending, Happened, MESSAGES_AT_MOST, Opening, Order, Refusal, Seller, State,
};
use jiff::Timestamp;
use proptest::prelude::*;
use types::{Basis, ConversationId, Millis};

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + secs).unwrap()
}

fn opened() -> Conversation {
    let opening = Opening {
        id: ConversationId::from_u128(7),
        customer: "vis_a".into(),
        cart: Some("crt_1".into()),
        carried: Carried::new("/offers/p1", "Forfait 5 G", ["p1", "p2"], "", ""),
        language: "fr".into(),
        mail_address: None,
    };
    Conversation::open(opening, at(0))
}

fn seller(name: &str) -> Seller {
    Seller::new(&format!("stf_{name}"), name)
}

/// Decides and applies; gives what happened.
fn does(conversation: &mut Conversation, order: &Order, now: Timestamp) -> Result<Vec<Happened>, Refusal> {
    let happened = conversation.decide(order, now)?;
    happened.iter().for_each(|one| conversation.apply(one, now));
    Ok(happened)
}

#[test]
fn a_question_is_taken_answered_handed_back_and_closed() {
    let mut talk = opened();
    assert_eq!((talk.customer(), talk.cart()), ("vis_a", Some("crt_1")));
    let asked = does(&mut talk, &Order::Say { shown: Some(at(-60)) }, at(0)).unwrap();
    assert_eq!(asked, [Happened::Asked { explained: Some(Millis::from_secs(60)) }]);
    assert_eq!(talk.state, State::Waiting { since: at(0) });

    does(&mut talk, &Order::Take { seller: seller("Ada"), over: false }, at(100)).unwrap();
    // The customer writes more, 20 s of it while waiting.
    let first = talk.decide(&Order::Say { shown: Some(at(90)) }, at(110)).unwrap();
    assert_eq!(first, [Happened::Said { explained: Some(Millis::from_secs(20)) }]);
    first.iter().for_each(|one| talk.apply(one, at(110)));

    let answer = Order::Answer { seller: seller("Ada"), shown: Some(at(100)) };
    let answered = does(&mut talk, &answer, at(150)).unwrap();
    let Happened::Answered { work, explained, waited, .. } = &answered[0] else { panic!("{answered:?}") };
    assert_eq!(work.unwrap().lasted, Millis::from_secs(40), "from the latest message");
    assert_eq!(*explained, Millis::from_secs(20));
    assert_eq!(*waited, Millis::from_secs(130), "150 s less the 20 s of writing");

    let back = does(&mut talk, &Order::HandBack { seller: seller("Ada") }, at(160)).unwrap();
    let Happened::TalkEnded { talk: ended, ending, .. } = &back[0] else { panic!("{back:?}") };
    assert_eq!((ended.answered, ended.waited), (Millis::from_secs(40), Millis::from_secs(130)));
    assert_eq!(*ending, Ending::Served);
    assert_eq!(talk.talk, None);
    assert!(matches!(talk.state, State::HandedBack { .. }));
    assert_eq!(does(&mut talk, &Order::HandBack { seller: seller("Ada") }, at(161)), Ok(vec![]));

    let closed = does(&mut talk, &Order::Close { by: Closer::Customer }, at(200)).unwrap();
    assert_eq!(closed, [Happened::Closed { ending: Ending::Served, seller: None }]);
    assert_eq!(talk.status, "completed");
    // A new message opens it again, as a new demand.
    let again = does(&mut talk, &Order::Say { shown: None }, at(300)).unwrap();
    assert_eq!(again, [Happened::Asked { explained: None }]);
    assert_eq!((talk.state.name(), talk.interaction_date.end_date_time), ("waiting", None));
    assert_eq!(talk.messages, 4);
}

#[test]
fn two_sellers_never_have_it_unknowingly() {
    let mut talk = opened();
    does(&mut talk, &Order::Say { shown: None }, at(0)).unwrap();
    does(&mut talk, &Order::Take { seller: seller("Ada"), over: false }, at(1)).unwrap();
    let refused = Err(Refusal::TakenByAnother(seller("Ada")));
    let bo = || seller("Bo");
    let orders = [
        Order::Take { seller: bo(), over: false },
        Order::Answer { seller: bo(), shown: None },
        Order::HandBack { seller: bo() },
        Order::Release { seller: bo() },
        Order::Close { by: Closer::Seller(bo(), Ending::Served) },
    ];
    for order in &orders {
        assert_eq!(does(&mut talk, order, at(2)), refused, "{order:?}");
    }
    let over = does(&mut talk, &Order::Take { seller: bo(), over: true }, at(3)).unwrap();
    assert_eq!(over, [Happened::Taken { seller: bo(), from: Some(seller("Ada")) }]);
    assert_eq!(does(&mut talk, &Order::Answer { seller: seller("Ada"), shown: None }, at(4)), {
        Err(Refusal::TakenByAnother(bo()))
    });
}

#[test]
fn an_unanswered_question_that_is_closed_was_given_up_with_its_wait() {
    let mut talk = opened();
    does(&mut talk, &Order::Say { shown: None }, at(0)).unwrap();
    let closed = does(&mut talk, &Order::Close { by: Closer::Time }, at(600)).unwrap();
    let Happened::TalkEnded { talk: ended, ending, seller } = &closed[0] else { panic!("{closed:?}") };
    assert_eq!((ended.waited, *ending, seller), (Millis::from_secs(600), Ending::Left, &None));
}

#[test]
fn a_conversation_has_an_end() {
    let mut talk = opened();
    talk.messages = MESSAGES_AT_MOST;
    assert_eq!(does(&mut talk, &Order::Say { shown: None }, at(0)), Err(Refusal::TooManyMessages));
}

#[test]
fn what_it_does_not_know_is_kept() {
    let mut body = serde_json::to_value(opened()).unwrap();
    body["note"] = serde_json::json!([{ "text": "from elsewhere" }]);
    body["relatedParty"][0]["@baseType"] = "Party".into();
    let read: Conversation = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), body);
}

fn orders() -> impl Strategy<Value = (Order, i64)> {
    let who = prop_oneof![Just("Ada"), Just("Bo")].prop_map(seller);
    let shown = proptest::option::of((0_i64..2_000).prop_map(|ago| at(-ago)));
    let order = prop_oneof![
        4 => shown.clone().prop_map(|shown| Order::Say { shown }),
        4 => (who.clone(), shown).prop_map(|(seller, shown)| Order::Answer { seller, shown }),
        2 => (who.clone(), any::<bool>()).prop_map(|(seller, over)| Order::Take { seller, over }),
        1 => who.clone().prop_map(|seller| Order::Release { seller }),
        1 => who.clone().prop_map(|seller| Order::HandBack { seller }),
        1 => prop_oneof![
            Just(Closer::Customer),
            Just(Closer::Time),
            (who, 0..4_usize).prop_map(|(who, n)| Closer::Seller(who, Ending::ALL[n])),
        ]
        .prop_map(|by| Order::Close { by }),
    ];
    (order, 0_i64..2_000)
}

/// The order with its `shown` moved from "before zero" to "before now".
fn placed(order: &Order, now: i64) -> Order {
    let moved = |shown: &Option<Timestamp>| {
        shown.map(|shown| Timestamp::from_second(shown.as_second() + now).unwrap())
    };
    match order {
        Order::Say { shown } => Order::Say { shown: moved(shown) },
        Order::Answer { seller, shown } => Order::Answer { seller: seller.clone(), shown: moved(shown) },
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn no_minute_is_lost_or_told_twice(steps in prop::collection::vec(orders(), 0..60)) {
        let mut talk = opened();
        let mut now = 0;
        let (mut explained, mut told, mut answered, mut told_answered) = (0, 0, 0, 0);
        for (order, later) in &steps {
            now += later;
            let Ok(happened) = does(&mut talk, &placed(order, now), at(now)) else { continue };
            for one in &happened {
                match one {
                    Happened::Asked { explained: some } => {
                        explained += some.unwrap_or_default().0;
                        told += some.unwrap_or_default().0;
                    }
                    Happened::Said { explained: some } => explained += some.unwrap_or_default().0,
                    Happened::Answered { explained: turn, work, .. } => {
                        told += turn.0;
                        answered += work.map_or(0, |work| work.lasted.0);
                    }
                    Happened::TalkEnded { talk, .. } => {
                        told += talk.explained.0;
                        told_answered += talk.answered.0;
                        let lasted = Millis::between(talk.began, at(now)).unwrap();
                        prop_assert!(talk.waited <= lasted, "nobody waits longer than it lasted");
                        prop_assert!(talk.estimated == (talk.work().basis == Basis::Estimated));
                    }
                    _ => {}
                }
            }
            // Told once something ended or was answered; in between it stands in the talk.
            let open = talk.talk.as_ref();
            prop_assert_eq!(told + open.map_or(0, |talk| talk.explained.0), explained);
            prop_assert_eq!(told_answered + open.map_or(0, |talk| talk.answered.0), answered);
            // What stands is what follows from it, and the record reads back.
            prop_assert_eq!(talk.status.as_str(), talk.state.status());
            prop_assert_eq!(talk.interaction_date.end_date_time.is_some(), talk.status == "completed");
            let body = serde_json::to_value(&talk).unwrap();
            prop_assert_eq!(&serde_json::from_value::<Conversation>(body).unwrap(), &talk);
            // Nobody is stuck: a customer can always write, somebody can always take it over.
            let say = talk.decide(&Order::Say { shown: None }, at(now));
            let take = talk.decide(&Order::Take { seller: seller("Cy"), over: true }, at(now));
            prop_assert!(say.is_ok() && take.is_ok());
        }
    }

    #[test]
    fn the_same_order_twice_is_done_once(steps in prop::collection::vec(orders(), 0..30)) {
        let mut talk = opened();
        let mut now = 0;
        for (order, later) in &steps {
            now += later;
            let order = placed(order, now);
            let repeats = matches!(order, Order::Take { .. } | Order::HandBack { .. } | Order::Close { .. });
            if does(&mut talk, &order, at(now)).is_ok() && repeats {
                prop_assert_eq!(does(&mut talk, &order, at(now)), Ok(vec![]));
            }
        }
    }
}
