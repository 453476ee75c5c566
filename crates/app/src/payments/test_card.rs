//! A card that takes no money, for trying everything out: it pays, refuses, falls silent and repeats itself as its number says.

use std::path::PathBuf;

use collect::payment::{Answer, Payment, PaymentMethod, RefusedBecause};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use types::{Money, PaymentId};

use super::test_book::{Asked, Book, Line};
use super::{DetailProblem, Found, GivenBack, PaymentAbout, PaymentDetails, PaymentProvider, card_of};

/// After how long the slow card answers, and the talkative one repeats itself.
const LATER: SignedDuration = SignedDuration::from_secs(10);

/// How a card behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// It pays.
    Pays,
    /// Its bank says no.
    Declined,
    /// There is not enough on it.
    NoFunds,
    /// It takes the money and its answer is lost.
    SilentAfterTaking,
    /// The question is lost on its way.
    NeverReached,
    /// It pays, and says so again later.
    AnswersTwice,
    /// It falls silent, and says only later that it paid.
    AnswersLate,
}

impl Behaviour {
    /// Whether it says something that it was not asked for.
    pub(super) const fn tells_by_itself(self) -> bool {
        matches!(self, Self::AnswersTwice | Self::AnswersLate)
    }
}

/// A number that may be typed, and what then happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestCard {
    /// The number.
    pub number: &'static str,
    /// What happens.
    pub behaviour: Behaviour,
    /// The key of the sentence that says so: `test-card-KEY`.
    pub key: &'static str,
}

/// The numbers that the test card knows.
pub const TEST_CARDS: [TestCard; 7] = [
    TestCard { number: "4242 4242 4242 4242", behaviour: Behaviour::Pays, key: "pays" },
    TestCard { number: "4000 0000 0000 0002", behaviour: Behaviour::Declined, key: "declined" },
    TestCard { number: "4000 0000 0000 9995", behaviour: Behaviour::NoFunds, key: "no-funds" },
    TestCard {
        number: "4000 0000 0000 1018",
        behaviour: Behaviour::SilentAfterTaking,
        key: "silent-after-taking",
    },
    TestCard { number: "4000 0000 0000 1026", behaviour: Behaviour::NeverReached, key: "never-reached" },
    TestCard { number: "4000 0000 0000 1034", behaviour: Behaviour::AnswersTwice, key: "answers-twice" },
    TestCard { number: "4000 0000 0000 1042", behaviour: Behaviour::AnswersLate, key: "answers-late" },
];

/// The behaviour of a number.
fn behaviour_of(number: &str) -> Option<Behaviour> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    TEST_CARDS.iter().find(|card| plain(card.number) == number).map(|card| card.behaviour)
}

/// The provider of the test card.
pub(super) struct TestCardProvider {
    book: Book,
}

impl TestCardProvider {
    /// Keeps its book in this file.
    pub fn new(file: PathBuf) -> Self {
        Self { book: Book::new(file) }
    }

    /// Writes down what is asked; what was asked under this id before counts.
    fn asked(
        &self,
        payment: &Payment,
        behaviour: Behaviour,
        now: Timestamp,
    ) -> std::io::Result<(Asked, bool)> {
        if let Some(asked) = self.book.open()?.asked.get(&payment.id) {
            return Ok((*asked, true));
        }
        let (amount, currency) = (payment.amount.amount, payment.amount.currency);
        self.book.add(&Line::Asked { payment: payment.id, amount, currency, behaviour, at: now })?;
        let asked = Asked { money: payment.amount, behaviour, at: now };
        Ok((self.book.open()?.asked.get(&payment.id).copied().unwrap_or(asked), false))
    }
}

/// What the bank behind the card has come to, whether anybody heard it or not.
fn truth(payment: PaymentId, asked: &Asked) -> Answer {
    match asked.behaviour {
        Behaviour::Declined => Answer::Refused(RefusedBecause::Declined),
        Behaviour::NoFunds => Answer::Refused(RefusedBecause::InsufficientFunds),
        _ => Answer::Paid { reference: format!("test-{payment}"), amount: asked.money },
    }
}

fn is_later(asked: &Asked, now: Timestamp) -> bool {
    asked.at.checked_add(LATER).is_ok_and(|later| later <= now)
}

impl PaymentProvider for TestCardProvider {
    fn name(&self) -> &'static str {
        "test_card"
    }

    fn asks_elsewhere(&self) -> bool {
        true
    }

    fn read(
        &self,
        details: &PaymentDetails,
        about: &PaymentAbout,
    ) -> Result<PaymentMethod, Vec<DetailProblem>> {
        let card = card_of(details, about)?;
        if behaviour_of(card.number()).is_none() {
            return Err(vec![DetailProblem::new("card_number", "card-not-test")]);
        }
        Ok(PaymentMethod::card(card.brand(), card.last_four()))
    }

    fn begin(&self, payment: &Payment, details: &PaymentDetails, about: &PaymentAbout) -> Answer {
        let Ok(card) = card_of(details, about) else { return Answer::Refused(RefusedBecause::WrongDetails) };
        let Some(behaviour) = behaviour_of(card.number()) else {
            return Answer::Refused(RefusedBecause::WrongDetails);
        };
        if behaviour == Behaviour::NeverReached {
            return Answer::Unknown;
        }
        match self.asked(payment, behaviour, about.now) {
            Ok((asked, again)) => match asked.behaviour {
                Behaviour::SilentAfterTaking if !again => Answer::Unknown,
                Behaviour::AnswersLate if !is_later(&asked, about.now) => Answer::Unknown,
                _ => truth(payment.id, &asked),
            },
            Err(error) => {
                tracing::error!(%error, "the test card's book cannot be kept");
                Answer::Unknown
            }
        }
    }

    fn look_up(&self, payment: PaymentId, now: Timestamp) -> Found {
        match self.book.open() {
            Ok(pages) => match pages.asked.get(&payment) {
                Some(asked) if asked.behaviour == Behaviour::AnswersLate && !is_later(asked, now) => {
                    Found::Answer(Answer::Unknown)
                }
                Some(asked) => Found::Answer(truth(payment, asked)),
                None => Found::Never,
            },
            Err(error) => {
                tracing::error!(%error, "the test card's book cannot be read");
                Found::Answer(Answer::Unknown)
            }
        }
    }

    fn give_back(&self, payment: PaymentId, reference: &str, amount: Money, _: Timestamp) -> GivenBack {
        let done = GivenBack::Done { reference: reference.to_owned() };
        let known = match self.book.open() {
            Ok(pages) => pages.given_back.contains(&(payment, reference.to_owned())),
            Err(_) => return GivenBack::Unknown,
        };
        if known {
            return done;
        }
        let line = Line::GivenBack { payment, reference: reference.to_owned(), amount: amount.amount };
        if self.book.add(&line).is_ok() { done } else { GivenBack::Unknown }
    }

    /// Each once in the life of this process: after a start they are all told again, as providers do.
    fn late_answers(&self, now: Timestamp) -> Vec<(PaymentId, Answer)> {
        let Ok(mut pages) = self.book.open() else { return Vec::new() };
        let ready: Vec<PaymentId> = pages
            .to_tell
            .iter()
            .filter(|payment| pages.asked.get(payment).is_some_and(|asked| is_later(asked, now)))
            .copied()
            .collect();
        ready
            .into_iter()
            .filter_map(|payment| {
                pages.to_tell.remove(&payment);
                let asked = pages.asked.get(&payment)?;
                Some((payment, truth(payment, asked)))
            })
            .collect()
    }
}
