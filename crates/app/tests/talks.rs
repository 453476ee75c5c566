//! Conversations over a ledger: exactly once whatever is repeated, reordered or cut off; nobody reads another's; the
//! minutes of both sides stand in the portrait.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Barrier};

use app::{Asking, Clock, Counter, Defaults, Opening, Question, Sent, TalkTrouble};
use dialogue::{Carried, Ending, Refusal, State};
use jiff::Timestamp;
use ledger::Location;
use party::{Caller, Role};
use portrait::Filter;
use types::{CartId, ConversationId, MessageId, Scene, StaffId, ViewName, VisitorId};

/// A clock that the test moves, and chance out of a seed.
struct Hands {
    ms: AtomicI64,
    chance: AtomicU64,
}

impl Hands {
    fn new() -> Arc<Self> {
        Arc::new(Self { ms: AtomicI64::new(1_790_000_000_000), chance: AtomicU64::new(1) })
    }

    fn pass(&self, secs: i64) {
        self.ms.fetch_add(secs * 1_000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.ms.load(Ordering::SeqCst)).unwrap()
    }

    fn chance(&self) -> u128 {
        u128::from(mixed(self.chance.fetch_add(1, Ordering::SeqCst))) << 40
            | u128::from(mixed(self.chance.fetch_add(1, Ordering::SeqCst)))
    }
}

/// SplitMix64: a seed's next number.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

struct Place {
    counter: Counter,
    hands: Arc<Hands>,
    _folder: tempfile::TempDir,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::new();
    let counter = Counter::open(Opening {
        store: Location::Memory,
        data: folder.path().to_owned(),
        clock: Arc::clone(&hands) as Arc<dyn Clock>,
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    })
    .unwrap();
    Place { counter, hands, _folder: folder }
}

fn visitor(number: u128) -> Caller {
    Caller::visitor(VisitorId::from_u128(number))
}

fn by(caller: &Caller) -> Asking {
    Asking::new(caller.clone(), Scene::Web)
}

fn agent(number: u128) -> Caller {
    Caller::staff(StaffId::from_u128(number), [Role::Agent].into())
}

impl Place {
    fn question(&self, number: u128, text: &str) -> Question {
        Question {
            conversation: ConversationId::from_u128(number),
            message: MessageId::from_u128(number << 32),
            text: text.into(),
            carried: Carried::new("/offers/p1", "Forfait", ["p1", "p2"], "forfait 5g", ""),
            cart: Some(CartId::from_u128(5)),
            language: "fr".into(),
            mail_address: String::new(),
            shown: Some(self.counter.now()),
        }
    }

    fn sent(&self, number: u128, text: &str) -> Sent {
        Sent { id: MessageId::from_u128(number), text: text.into(), shown: Some(self.counter.now()) }
    }

    fn texts(&self, id: ConversationId) -> Vec<String> {
        let talk = self.counter.talk(&Caller::machine(), id).unwrap();
        let places: Vec<u32> = talk.messages.iter().map(|message| message.sequence).collect();
        assert_eq!(places, (1..=talk.messages.len() as u32).collect::<Vec<_>>(), "no gap, no double");
        assert_eq!(talk.conversation.messages as usize, talk.messages.len());
        talk.messages.into_iter().map(|message| message.content).collect()
    }
}

#[test]
fn a_question_answered_and_handed_back_is_one_adjustment_with_the_minutes_of_both_sides() {
    let place = place();
    let (counter, customer, seller) = (&place.counter, visitor(1), agent(1));
    let question = place.question(1, "Lequel des deux ?");
    place.hands.pass(60);
    let id = counter.ask(&customer, &question).unwrap();
    place.hands.pass(90);
    counter.take_talk(&seller, "Ada", id, false).unwrap();
    let answer = place.sent(100, "Le premier, pour votre usage.");
    place.hands.pass(30);
    counter.answer(&seller, "Ada", id, &answer).unwrap();
    let more = place.sent(101, "Merci, et la livraison ?");
    place.hands.pass(20);
    counter.say(&customer, id, &more).unwrap();
    let answer = place.sent(102, "En boutique demain.");
    place.hands.pass(10);
    counter.answer(&seller, "Ada", id, &answer).unwrap();

    // Before it is handed back, the work of both is in the portrait already.
    let work = counter.portrait(&ViewName::live(), &Filter::default()).unwrap();
    assert_eq!(work.contacts, None, "not over");
    let token = counter.hand_back(&seller, "Ada", id).unwrap();
    assert_eq!(counter.hand_back(&seller, "Ada", id).unwrap(), token, "twice is once");

    let portrait = counter.portrait(&ViewName::live(), &Filter::default()).unwrap();
    let adjustments = portrait.adjustments.unwrap();
    assert_eq!((adjustments.total, adjustments.fitted_at_once), (1, 1));
    let work = &adjustments.work["fitted_at_once"];
    assert_eq!((work.contacts, work.customer_s, work.agent_s), (1, 80.0, 40.0));
    assert_eq!(work.waiting_s, 130.0, "120 s for the first answer, 10 s for the second");
    let services = portrait.service_s.unwrap();
    assert_eq!((services.mean, services.total), (Some(40.0), 40.0), "the service is all of its turns");
    let contacts = portrait.contacts.unwrap();
    assert_eq!((contacts.total, contacts.served), (1, 1));

    // No word of what was written is in any act.
    let book = counter.book(&ViewName::live()).unwrap();
    let mut acts = String::new();
    let ledger = counter.kept();
    ledger
        .for_each_act(book.view, 0, |placed| {
            acts.push_str(&format!("{:?}", placed.act));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    for word in ["Lequel", "premier", "boutique", "Ada", "forfait"] {
        assert!(!acts.contains(word), "{word}");
    }
    assert!(counter.kept().verify(book.view, &mut |_| ()).unwrap().findings.is_empty());
}

#[test]
fn a_question_that_nobody_answered_was_given_up() {
    let place = place();
    let id = place.counter.ask(&visitor(1), &place.question(1, "Allo ?")).unwrap();
    place.hands.pass(3_600);
    assert_eq!(place.counter.settle_talks().unwrap(), 0, "an hour is not a day");
    place.hands.pass(24 * 3_600);
    assert_eq!(place.counter.settle_talks().unwrap(), 1);
    assert_eq!(place.counter.settle_talks().unwrap(), 0);
    let talk = place.counter.talk(&visitor(1), id).unwrap();
    assert!(matches!(talk.conversation.state, State::Closed { ending: Ending::Left, .. }));
    let portrait = place.counter.portrait(&ViewName::live(), &Filter::default()).unwrap();
    assert_eq!(portrait.adjustments.unwrap().unmet_at_once, 1);
    assert_eq!(portrait.contacts.unwrap().abandoned, 1);
}

#[test]
fn nobody_reads_or_writes_what_is_not_theirs() {
    let place = place();
    let (counter, customer) = (&place.counter, visitor(1));
    let id = counter.ask(&customer, &place.question(1, "Bonjour")).unwrap();
    for stranger in [visitor(2), Caller::nobody()] {
        assert!(matches!(counter.talk(&stranger, id), Err(TalkTrouble::NotFound)));
        assert!(matches!(counter.say(&stranger, id, &place.sent(9, "x")), Err(TalkTrouble::NotFound)));
        assert!(matches!(counter.talk_events(&stranger, id, 0), Err(TalkTrouble::NotFound)));
        assert!(matches!(counter.leave_talk(&stranger, id), Err(TalkTrouble::NotFound)));
        assert!(counter.inbox(&stranger).is_err());
        assert!(counter.answer(&stranger, "x", id, &place.sent(9, "x")).is_err());
        assert!(counter.hand_back(&stranger, "x", id).is_err());
    }
    // Staff without the role may not either.
    let clerk = Caller::staff(StaffId::from_u128(7), [Role::Catalogue].into());
    assert!(counter.inbox(&clerk).is_err() && counter.talk(&clerk, id).is_err());
    // The ids of somebody else's question or message are no way in.
    assert!(matches!(counter.ask(&visitor(2), &place.question(1, "Bonjour")), Err(TalkTrouble::IdTaken)));
    let mine = counter.ask(&visitor(2), &place.question(2, "Moi")).unwrap();
    let theirs = Sent { id: MessageId::from_u128(1 << 32), text: "Bonjour".into(), shown: None };
    assert!(matches!(counter.say(&visitor(2), mine, &theirs), Err(TalkTrouble::IdTaken)));
    assert_eq!(place.texts(id), ["Bonjour"]);
}

#[test]
fn the_same_form_sent_many_times_at_once_opens_one_conversation() {
    let place = place();
    let question = place.question(1, "Une seule fois");
    let barrier = Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                barrier.wait();
                place.counter.ask(&visitor(1), &question).unwrap();
            });
        }
    });
    assert_eq!(place.texts(question.conversation), ["Une seule fois"]);
    assert_eq!(place.counter.talks_of(&VisitorId::from_u128(1).to_string()).unwrap().len(), 1);
}

#[test]
fn a_handed_link_opens_the_conversation_on_another_device_and_no_other_link_does() {
    let place = place();
    let (counter, seller) = (&place.counter, agent(1));
    let id = counter.ask(&visitor(1), &place.question(1, "Bonjour")).unwrap();
    counter.answer(&seller, "Ada", id, &place.sent(2, "Voilà")).unwrap();
    let token = counter.hand_back(&seller, "Ada", id).unwrap();
    let phone = visitor(2);
    assert!(matches!(counter.open_handed(&by(&phone), "x"), Err(TalkTrouble::LinkGone)));
    assert!(counter.talk(&phone, id).is_err());
    let opened = counter.open_handed(&by(&phone), &token).unwrap();
    assert_eq!(opened, id);
    assert_eq!(counter.open_handed(&by(&phone), &token).unwrap(), opened, "twice is once");
    let talk = counter.talk(&phone, id).unwrap().conversation;
    assert_eq!(talk.customer(), VisitorId::from_u128(1).to_string(), "acts stay related to who asked");
    counter.say(&phone, id, &place.sent(3, "Du téléphone")).unwrap();
    assert_eq!(place.texts(id).len(), 3);
    place.hands.pass(15 * 24 * 3_600);
    assert!(matches!(counter.open_handed(&by(&visitor(3)), &token), Err(TalkTrouble::LinkGone)));
}

#[test]
fn two_sellers_do_not_answer_the_same_message_unknowingly() {
    let place = place();
    let counter = &place.counter;
    let id = counter.ask(&visitor(1), &place.question(1, "Bonjour")).unwrap();
    let answered: Vec<_> = std::thread::scope(|scope| {
        let both = [1, 2].map(|number| {
            let sent = place.sent(number, "Voilà");
            scope.spawn(move || counter.answer(&agent(number), "Ada", id, &sent))
        });
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answered.iter().filter(|answer| answer.is_ok()).count(), 1);
    let refused = answered.into_iter().find_map(Result::err).unwrap();
    assert!(matches!(refused, TalkTrouble::Refused(Refusal::TakenByAnother(_))), "{refused}");
    assert_eq!(place.texts(id).len(), 2);
    assert_eq!(counter.inbox(&agent(1)).unwrap().taken.len(), 1);
}

/// Both sides write over connections that lose what they carry: a sender who got no receipt sends again, under the same
/// id; a follower whose stream broke goes on from the last position it was told.
#[test]
fn broken_connections_lose_and_double_nothing() {
    for seed in 1..=12_u64 {
        let place = place();
        let (counter, customer, seller) = (&place.counter, visitor(1), agent(1));
        let id = counter.ask(&customer, &place.question(1, "0")).unwrap();
        let barrier = Barrier::new(3);
        let (here, there, followed) = std::thread::scope(|scope| {
            let writer = |side: u64| {
                let (place, barrier, customer, seller) = (&place, &barrier, &customer, &seller);
                move || {
                    barrier.wait();
                    let mut chance = mixed(seed * 1_000 + side);
                    let mut wrote = Vec::new();
                    for number in 0..12_u64 {
                        let text = format!("{side}.{number}");
                        let sent = place.sent(u128::from(side << 20 | number), &text);
                        // Sent one to three times, since the receipt of the first may have been lost; now and then an
                        // old one arrives again, late.
                        chance = mixed(chance);
                        for _ in 0..=chance % 3 {
                            let kept = match side {
                                1 => place.counter.say(customer, id, &sent),
                                _ => place.counter.answer(seller, "Ada", id, &sent),
                            };
                            kept.unwrap();
                        }
                        wrote.push((sent, text));
                        let late = &wrote[(chance >> 8) as usize % wrote.len()].0;
                        let kept = match side {
                            1 => place.counter.say(customer, id, late),
                            _ => place.counter.answer(seller, "Ada", id, late),
                        };
                        assert!(kept.unwrap().repeated);
                    }
                    wrote.into_iter().map(|(_, text)| text).collect::<Vec<_>>()
                }
            };
            let (one, two) = (scope.spawn(writer(1)), scope.spawn(writer(2)));
            let follower = scope.spawn(|| {
                barrier.wait();
                let (mut after, mut seen, mut chance) = (0, Vec::new(), mixed(seed));
                while seen.len() < 25 {
                    let news = counter.talk_events(&customer, id, after).unwrap();
                    chance = mixed(chance);
                    // What is on its way when the connection breaks is not seen: the position stays where it was.
                    if chance % 3 > 0 {
                        seen.extend(news.messages.into_iter().map(|message| message.content));
                        after = news.position;
                    }
                }
                assert!(counter.talk_events(&customer, id, after).unwrap().messages.is_empty());
                seen
            });
            (one.join().unwrap(), two.join().unwrap(), follower.join().unwrap())
        });
        let kept = place.texts(id);
        assert_eq!(followed, kept, "seed {seed}: the follower saw everything once, in order");
        let of = |side: &str| kept.iter().filter(|text| text.starts_with(side)).cloned().collect::<Vec<_>>();
        assert_eq!((of("1."), of("2.")), (here, there), "seed {seed}: each side's words in their order");
    }
}

#[test]
fn a_closed_conversation_says_how_it_ended_and_opens_again_with_a_message() {
    let place = place();
    let (counter, customer, seller) = (&place.counter, visitor(1), agent(1));
    let id = counter.ask(&customer, &place.question(1, "Avez-vous du satellite ?")).unwrap();
    counter.close_talk(&seller, "Ada", id, Ending::NothingFits).unwrap();
    counter.close_talk(&seller, "Ada", id, Ending::NothingFits).unwrap();
    let portrait = counter.portrait(&ViewName::live(), &Filter::default()).unwrap();
    assert_eq!(portrait.adjustments.unwrap().unmet_at_once, 1);
    let inbox = counter.inbox(&seller).unwrap();
    assert_eq!((inbox.waiting.len(), inbox.closed.len()), (0, 1));
    counter.say(&customer, id, &place.sent(5, "Et plus tard ?")).unwrap();
    assert_eq!(counter.inbox(&seller).unwrap().waiting.len(), 1);
}
