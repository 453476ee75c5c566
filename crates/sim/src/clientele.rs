//! The people who come to a shop of the web, and what each of them wants: out of a seed and of what there is to want.
//!
//! Only wishes are told here. Whether a wish is met is for the shop to say: whoever plays these people asks the shop, as a
//! browser would, and may be refused. The same seed gives the same people with the same wishes; what becomes of them
//! follows from the shop.

mod person;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use types::Millis;

pub use person::Person;

use crate::chance::Chance;

/// What there is to want in a shop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supply {
    /// What can be bought by itself.
    pub things: Vec<Thing>,
    /// Where goods can be collected: ids of places.
    pub shops: Vec<String>,
}

/// Something that can be wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// The id of its offering.
    pub id: String,
    /// What somebody types who looks for it.
    pub word: String,
    /// Whether it can be carried home.
    pub goods: bool,
}

/// Somebody comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Person,
    /// What they do, one after the other, unless the shop stops them.
    pub steps: Vec<Step>,
}

/// One thing that somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How long they are at it.
    pub work: Millis,
    /// What they want.
    pub wish: Wish,
}

/// What somebody wants at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To find something by these words. Whoever finds nothing goes.
    Search(String),
    /// So many of an offering.
    Add(String, u32),
    /// An answer of a seller to one of the usual questions, for which they wait so long.
    Ask(usize, Millis),
    /// To order what is in the cart.
    Order(Ordering),
    /// To go, whatever is in the cart.
    Leave,
}

/// How somebody orders, and what they do afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordering {
    /// Where they collect goods; nothing: they are sent.
    pub collected_at: Option<String>,
    /// How they pay.
    pub paying: Paying,
    /// What they do afterwards.
    pub then: Then,
}

/// How somebody pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paying {
    /// By card.
    Card,
    /// By a card that is refused; they give up.
    RefusedCard,
    /// By a card that is refused, then by another.
    SecondCard,
    /// By transfer.
    Transfer,
    /// By direct debit.
    Debit,
    /// Where they collect.
    InShop,
}

/// What somebody does after they ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing more than to take what comes.
    Keep,
    /// They think better of it before it leaves.
    Cancel,
    /// They send it back within the fortnight that the law gives.
    Withdraw,
}

/// How many come by hour of the day, in proportion.
const BY_HOUR: [f64; 24] = [
    0.3, 0.1, 0.1, 0.1, 0.1, 0.2, 0.6, 1.4, 2.4, 3.2, 3.6, 3.4, 3.8, 3.2, 3.0, 3.0, 3.4, 4.2, 5.2, 5.6, 5.2,
    3.8, 2.0, 0.8,
];
/// How many come by day of the week, Monday first, against the mean.
const BY_WEEKDAY: [f64; 7] = [1.15, 1.05, 1.05, 0.95, 1.0, 0.95, 0.85];
/// Words for what this shop has not.
const SOUGHT_IN_VAIN: [&str; 6] =
    ["montre", "console de jeu", "télévision", "satellite phone", "imprimante", "vélo"];
/// How many usual questions there are; whoever plays these people words them.
pub const QUESTIONS: usize = 6;

/// The streams of chance, each with its own number.
const VISIT: u64 = 41;
const DAY: u64 = 42;

/// Everybody who comes on so many days from the first one on, so many a day in the mean, in the order of time.
pub fn clientele(
    seed: u64,
    supply: &Supply,
    first: Date,
    days: u32,
    a_day: f64,
    zone: &TimeZone,
) -> Vec<Visit> {
    if supply.things.is_empty() {
        return Vec::new();
    }
    let known = (f64::from(days) * a_day * 0.8).ceil().max(1.0) as u64;
    let mut visits = Vec::new();
    for day in 0..days {
        let date = first.saturating_add(Span::new().days(i64::from(day)));
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        let come = Chance::of(&[seed, DAY, u64::from(day)]).poisson(a_day * BY_WEEKDAY[weekday]);
        for number in 0..come {
            let mut chance = Chance::of(&[seed, VISIT, u64::from(day), u64::from(number)]);
            let hour = chance.weighted(BY_HOUR.iter().copied());
            let second = hour as i64 * 3_600 + chance.between(0, 3_599);
            let midnight = zone.to_ambiguous_timestamp(date.at(0, 0, 0, 0)).compatible();
            let Some(at) = midnight.ok().and_then(|at| at.checked_add(Span::new().seconds(second)).ok())
            else {
                continue;
            };
            let who = Person::of(seed, chance.below(known));
            let steps = steps(&mut chance, supply);
            visits.push(Visit { at, who, steps });
        }
    }
    visits.sort_by(|a, b| (a.at, &a.who.email).cmp(&(b.at, &b.who.email)));
    visits
}

/// What somebody does on one visit.
fn steps(chance: &mut Chance, supply: &Supply) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut then = |chance: &mut Chance, median_s: f64, wish: Wish| {
        let work = Millis((chance.log_normal(median_s, 0.6) * 1_000.0) as u64);
        steps.push(Step { work, wish });
    };
    if chance.happens(0.07) {
        let words = SOUGHT_IN_VAIN[chance.below(SOUGHT_IN_VAIN.len() as u64) as usize];
        then(chance, 12.0, Wish::Search(words.to_owned()));
        return steps;
    }
    let mut goods_only = true;
    for _ in 0..1 + chance.weighted([0.7, 0.22, 0.08].into_iter()) {
        let thing = &supply.things[chance.below(supply.things.len() as u64) as usize];
        goods_only &= thing.goods;
        if chance.happens(0.5) {
            let word = if chance.happens(0.15) { misspelt(chance, &thing.word) } else { thing.word.clone() };
            then(chance, 9.0, Wish::Search(word));
        }
        let count = if thing.goods && chance.happens(0.15) { 2 } else { 1 };
        then(chance, 70.0, Wish::Add(thing.id.clone(), count));
    }
    if chance.happens(0.14) {
        let patience = Millis((chance.log_normal(600.0, 0.8) * 1_000.0) as u64);
        let question = chance.below(QUESTIONS as u64) as usize;
        then(chance, 45.0, Wish::Ask(question, patience));
    }
    if chance.happens(0.42) {
        then(chance, 20.0, Wish::Leave);
        return steps;
    }
    let ordering = ordering(chance, supply, goods_only);
    then(chance, 150.0, Wish::Order(ordering));
    steps
}

fn ordering(chance: &mut Chance, supply: &Supply, goods_only: bool) -> Ordering {
    let collects = goods_only && !supply.shops.is_empty() && chance.happens(0.4);
    let collected_at =
        collects.then(|| supply.shops[chance.below(supply.shops.len() as u64) as usize].clone());
    let paying = match chance.weighted([0.62, 0.04, 0.05, 0.12, 0.17].into_iter()) {
        1 => Paying::RefusedCard,
        2 => Paying::SecondCard,
        3 => Paying::Transfer,
        4 if collects => Paying::InShop,
        4 => Paying::Debit,
        _ => Paying::Card,
    };
    let then = [Then::Keep, Then::Cancel, Then::Withdraw][chance.weighted([0.91, 0.04, 0.05].into_iter())];
    Ordering { collected_at, paying, then }
}

/// A word as fast fingers type it: two letters changed places.
fn misspelt(chance: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 4 {
        let at = 1 + chance.below(letters.len() as u64 - 3) as usize;
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn supply() -> Supply {
        let thing = |id: &str, goods| Thing { id: id.into(), word: format!("{id} word"), goods };
        Supply {
            things: vec![thing("phone", true), thing("plan", false), thing("case", true)],
            shops: vec!["lyon".into()],
        }
    }

    fn fortnight(seed: u64) -> Vec<Visit> {
        clientele(seed, &supply(), date(2026, 3, 2), 14, 60.0, &TimeZone::UTC)
    }

    #[test]
    fn the_same_seed_brings_the_same_people() {
        assert_eq!(fortnight(7), fortnight(7));
        assert_ne!(fortnight(7), fortnight(8));
    }

    #[test]
    fn about_as_many_come_as_are_asked_for_and_in_order() {
        let visits = fortnight(1);
        assert!((700..980).contains(&visits.len()), "{}", visits.len());
        assert!(visits.windows(2).all(|pair| pair[0].at <= pair[1].at));
        let first: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
        let last: Timestamp = "2026-03-16T00:00:00Z".parse().unwrap();
        assert!(visits.iter().all(|visit| (first..last).contains(&visit.at)));
    }

    #[test]
    fn services_are_never_collected_and_nobody_pays_in_a_shop_that_they_do_not_visit() {
        for visit in fortnight(3) {
            let service = |step: &Step| matches!(&step.wish, Wish::Add(id, _) if id == "plan");
            let services = visit.steps.iter().any(service);
            for step in &visit.steps {
                if let Wish::Order(ordering) = &step.wish {
                    assert!(!services || ordering.collected_at.is_none());
                    assert!(ordering.paying != Paying::InShop || ordering.collected_at.is_some());
                }
            }
        }
    }

    #[test]
    fn an_empty_shelf_brings_nobody() {
        assert!(clientele(1, &Supply::default(), date(2026, 3, 2), 3, 60.0, &TimeZone::UTC).is_empty());
    }
}
