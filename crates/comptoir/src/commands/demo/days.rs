//! Days of the invented operator, played: simulated people come to its shop and its staff serve them, through the same use cases as
//! real ones, by a clock that runs ahead of them. What is under way when the days end stays under way.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use app::{Asking, Counter, PlayedClock};
use jiff::{SignedDuration, Timestamp};
use party::Caller;
use sim::clientele::{Supply, Thing, Visit, clientele};
use types::{ConversationId, Millis, OrderId, PaymentId, Scene, VisitorId};

use crate::commands::said;

/// How often the house is kept: timers, mail, what is back.
const ROUND: SignedDuration = SignedDuration::from_mins(15);

/// How to play.
#[derive(Debug, Clone, Copy)]
pub struct Playing {
    /// Whose wishes: the same seed brings the same people.
    pub seed: u64,
    /// How many days, the last of which ends now.
    pub days: u32,
    /// How many come a day, in the mean.
    pub visits_a_day: f64,
}

/// What is due at some time.
#[derive(Debug, Clone)]
pub(super) enum Due {
    /// A visitor does their next step.
    Step { visit: usize, step: usize },
    /// A seller turns to a question.
    Take(ConversationId, usize),
    /// A seller has written the answer.
    Answer(ConversationId, usize),
    /// Whoever waits for an answer goes.
    OutOfPatience(ConversationId),
    /// A seller closes a conversation.
    Close(ConversationId),
    /// Staff do what waits.
    Work,
    /// A customer stands at the counter.
    Collect(OrderId),
    /// Money comes on the bank's account.
    MoneyComes(OrderId, PaymentId),
    /// A parcel arrives.
    Arrive(OrderId, String),
    /// A customer thinks better of it.
    Cancel(OrderId, VisitorId),
    /// A customer withdraws from their order.
    Withdraw(OrderId, VisitorId),
    /// What was sent back arrives.
    Return(OrderId),
    /// The house is kept.
    Round,
}

/// Somebody who waits for an answer, and what they do after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub visit: usize,
    pub next: usize,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Visits that were begun.
    pub visits: u64,
    /// Orders that were placed.
    pub orders: u64,
    /// Questions that were asked.
    pub questions: u64,
    /// Times that the shop said no.
    pub refusals: u64,
}

/// The days, while they are played.
pub(super) struct Days<'a> {
    pub counter: &'a Counter,
    clock: Arc<PlayedClock>,
    pub visits: Vec<Visit>,
    pub visitors: BTreeMap<u64, VisitorId>,
    pub waiting: BTreeMap<ConversationId, Waiting>,
    agenda: BTreeMap<(Timestamp, u64), Due>,
    scheduled: u64,
    pub tally: Tally,
}

/// Plays the days up to `end`; `told` hears each day that has passed, and may stop it.
pub fn play(
    counter: &Counter,
    clock: Arc<PlayedClock>,
    playing: Playing,
    end: Timestamp,
    told: &mut dyn FnMut(u32, Tally) -> ControlFlow<()>,
) -> Result<Tally, String> {
    let zone = counter.live_zone().map_err(said)?;
    let begin = counter.now();
    let first = zone.to_datetime(begin).date();
    let supply = supply_of(counter)?;
    let mut visits = clientele(playing.seed, &supply, first, playing.days + 1, playing.visits_a_day, &zone);
    visits.retain(|visit| begin < visit.at && visit.at < end);
    let mut days = Days {
        counter,
        clock,
        visitors: BTreeMap::new(),
        waiting: BTreeMap::new(),
        agenda: BTreeMap::new(),
        scheduled: 0,
        tally: Tally::default(),
        visits,
    };
    for visit in 0..days.visits.len() {
        let (at, work) = (days.visits[visit].at, days.visits[visit].steps.first().map(|step| step.work));
        days.at(after(at, work.unwrap_or_default()), Due::Step { visit, step: 0 });
    }
    days.at(later(begin, ROUND), Due::Round);
    days.at(days.next_shift(begin), Due::Work);
    days.run(begin, end, told)?;
    Ok(days.tally)
}

impl Days<'_> {
    fn run(
        &mut self,
        begin: Timestamp,
        end: Timestamp,
        told: &mut dyn FnMut(u32, Tally) -> ControlFlow<()>,
    ) -> Result<(), String> {
        let mut passed = 0;
        while let Some(((at, _), due)) = self.agenda.pop_first() {
            if at >= end {
                break;
            }
            let day = u32::try_from(at.duration_since(begin).as_hours() / 24).unwrap_or(0);
            if day > passed {
                passed = day;
                if told(day, self.tally).is_break() {
                    return Ok(());
                }
            }
            self.clock.move_to(at);
            self.happens(due)?;
        }
        self.clock.move_to(end);
        self.keep_house()
    }

    fn happens(&mut self, due: Due) -> Result<(), String> {
        match due {
            Due::Step { visit, step } => self.step(visit, step)?,
            Due::Take(talk, question) => self.take(talk, question),
            Due::Answer(talk, question) => self.answer(talk, question)?,
            Due::OutOfPatience(talk) => self.lose_patience(talk),
            Due::Close(talk) => self.close(talk),
            Due::Work => self.work()?,
            Due::Collect(order) => self.collect(order),
            Due::MoneyComes(order, payment) => self.money_comes(order, payment),
            Due::Arrive(order, shipment) => self.arrive(order, &shipment),
            Due::Cancel(order, visitor) => self.cancel(order, visitor),
            Due::Withdraw(order, visitor) => self.withdraw(order, visitor),
            Due::Return(order) => self.take_back(order),
            Due::Round => {
                self.keep_house()?;
                self.after(ROUND, Due::Round);
            }
        }
        Ok(())
    }

    fn keep_house(&self) -> Result<(), String> {
        self.counter.tick().map_err(said)?;
        self.counter.round(true);
        self.counter.deliver_all_mail().map(drop).map_err(said)
    }

    /// Puts something on the agenda.
    pub fn at(&mut self, at: Timestamp, due: Due) {
        self.scheduled += 1;
        self.agenda.insert((at, self.scheduled), due);
    }

    /// Puts something on the agenda, so much later than now.
    pub fn after(&mut self, by: SignedDuration, due: Due) {
        self.at(later(self.counter.now(), by), due);
    }

    /// What was done, if the shop let it be done; a refusal is counted.
    pub fn done<T, E: std::error::Error>(&mut self, done: Result<T, E>) -> Option<T> {
        if let Err(error) = &done {
            self.tally.refusals += 1;
            tracing::debug!(%error, "refused to somebody simulated");
        }
        done.ok()
    }

    /// Staff at some scene, at something for so many seconds.
    pub fn staff(&self, scene: Scene, secs: u64) -> Asking {
        let mut asking = Asking::new(Caller::keeper(), scene);
        asking.work = Some(Millis::from_secs(secs));
        asking
    }
}

/// What the shop has, as simulated people want it.
fn supply_of(counter: &Counter) -> Result<Supply, String> {
    let front = counter.storefront().map_err(said)?;
    let catalogue = &front.shop.catalogue;
    let things = counter
        .with_shelf(|shelf, _| {
            let everything = offer::shelf::Query { page_size: Some(1_000), ..Default::default() };
            let found = shelf.find(&everything);
            let things = found.hits.iter().map(|hit| Thing {
                id: hit.item.id.clone(),
                word: hit.item.name.fr.split_whitespace().next().unwrap_or_default().to_lowercase(),
                goods: catalogue.offerings.get(hit.item.id.as_str()).is_some_and(|it| it.stocked().is_some()),
            });
            things.collect()
        })
        .map_err(said)?;
    let places = counter.places().map_err(said)?;
    let shops = places.iter().filter(|place| place.hands_over()).map(|place| place.id.to_string()).collect();
    Ok(Supply { things, shops })
}

/// An instant that much later.
pub(super) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

pub(super) fn after(at: Timestamp, work: Millis) -> Timestamp {
    later(at, SignedDuration::from_millis(i64::try_from(work.0).unwrap_or(i64::MAX)))
}
