//! When demand comes: for each stream a Poisson process whose rate changes by day of the week and half-hour.

use crate::agenda::Seconds;
use crate::calendar::{Calendar, DAYS, SLOTS};
use crate::chance::Chance;
use crate::operator::Reason;

/// What somebody sets out to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Telephones about this.
    Call(Reason),
    /// Opens a chat.
    Chat(Reason),
    /// Comes to the shop.
    Visit(Reason),
    /// Fills the web site's form.
    Fill(Reason),
    /// Looks for an answer on the web site.
    Look(Reason),
    /// Buys something on the web site.
    Buy,
}

/// A stream of demand: how many a day from Monday to Sunday, and how a day's share out over half-hours.
struct Source {
    errand: Errand,
    a_week: [f64; 7],
    shape: Shape,
}

#[derive(Clone, Copy)]
enum Shape {
    /// Office hours: a morning peak, a dip at noon, an afternoon.
    Office,
    /// At home: noon and evening.
    Home,
    /// A shop's day.
    Shop,
}

impl Shape {
    /// Weight of a half-hour.
    fn weight(self, slot: usize) -> f64 {
        let hour = slot as f64 / 2.0;
        let hump = |centre: f64, width: f64, height: f64| {
            let away = (hour + 0.25 - centre) / width;
            if away.abs() < 1.0 { height * (1.0 - away * away) } else { 0.0 }
        };
        match self {
            Self::Office => hump(10.4, 2.6, 1.0) + hump(14.9, 3.2, 0.82) + hump(13.0, 4.5, 0.22),
            Self::Home => {
                hump(10.2, 3.4, 0.8) + hump(13.1, 1.6, 0.35) + hump(20.0, 3.2, 0.75) + hump(15.5, 5.0, 0.3)
            }
            Self::Shop => hump(11.4, 2.2, 0.8) + hump(16.4, 3.0, 1.0),
        }
    }
}

/// Calls of a weekday, scaled from Monday (busiest) to Sunday (closed).
const fn calls(a_day: f64) -> [f64; 7] {
    [a_day * 1.22, a_day * 1.04, a_day, a_day * 0.98, a_day * 0.94, a_day * 0.34, 0.0]
}

/// Errands on the web site, which never closes.
const fn web(a_day: f64) -> [f64; 7] {
    [a_day * 1.12, a_day * 1.03, a_day, a_day, a_day * 0.92, a_day * 0.66, a_day * 0.72]
}

const fn source(errand: Errand, a_week: [f64; 7], shape: Shape) -> Source {
    Source { errand, a_week, shape }
}

const SHOP_WEEK: [f64; 7] = [0.0, 1.0, 1.1, 1.0, 1.2, 1.7, 0.0];

const fn shop(a_day: f64) -> [f64; 7] {
    let mut week = SHOP_WEEK;
    let mut day = 0;
    while day < 7 {
        week[day] *= a_day;
        day += 1;
    }
    week
}

const CHAT_WEEK: [f64; 7] = [1.1, 1.0, 1.0, 1.0, 0.9, 0.0, 0.0];

const fn chat(a_day: f64) -> [f64; 7] {
    let mut week = CHAT_WEEK;
    let mut day = 0;
    while day < 7 {
        week[day] *= a_day;
        day += 1;
    }
    week
}

/// All streams. The order is part of the simulation: a stream's number is in the path of its generators.
const SOURCES: [Source; 19] = [
    source(Errand::Call(Reason::Bill), calls(138.0), Shape::Office),
    source(Errand::Call(Reason::Payment), calls(74.0), Shape::Office),
    source(Errand::Call(Reason::MeterReading), calls(52.0), Shape::Office),
    source(Errand::Call(Reason::SupplyFault), calls(48.0), Shape::Office),
    source(Errand::Call(Reason::NewContract), calls(56.0), Shape::Office),
    source(Errand::Call(Reason::Order), calls(30.0), Shape::Office),
    source(Errand::Call(Reason::MovingHouse), calls(24.0), Shape::Office),
    source(Errand::Fill(Reason::MovingHouse), web(270.0), Shape::Home),
    source(Errand::Fill(Reason::MeterReading), web(150.0), Shape::Home),
    source(Errand::Fill(Reason::Payment), web(46.0), Shape::Home),
    source(Errand::Fill(Reason::NewContract), web(64.0), Shape::Home),
    source(Errand::Look(Reason::Bill), web(120.0), Shape::Home),
    source(Errand::Look(Reason::SupplyFault), web(36.0), Shape::Home),
    source(Errand::Look(Reason::NewContract), web(80.0), Shape::Home),
    source(Errand::Buy, web(58.0), Shape::Home),
    source(Errand::Chat(Reason::Bill), chat(30.0), Shape::Office),
    source(Errand::Chat(Reason::Order), chat(16.0), Shape::Office),
    source(Errand::Visit(Reason::NewContract), shop(22.0), Shape::Shop),
    source(Errand::Visit(Reason::Bill), shop(18.0), Shape::Shop),
];

/// One arrival: when, for what, and the chance that will decide everything about it.
#[derive(Debug)]
pub struct Arrival {
    /// When.
    pub at: Seconds,
    /// For what.
    pub errand: Errand,
    /// The generator of this arrival alone.
    pub chance: Chance,
}

/// All first arrivals of the fortnight, stream by stream.
pub fn arrivals(seed: u64, calendar: &Calendar) -> Vec<Arrival> {
    let mut all = Vec::new();
    for (number, source) in SOURCES.iter().enumerate() {
        let whole: f64 = (0..SLOTS).map(|slot| source.shape.weight(slot)).sum();
        for day in 0..DAYS {
            for slot in 0..SLOTS {
                let mean = source.a_week[calendar.weekday(day)] * source.shape.weight(slot) / whole;
                let path = [seed, 1, number as u64, day as u64, slot as u64];
                arrive_in(&mut all, calendar.slot(day, slot), mean, source.errand, &path);
            }
        }
    }
    all
}

fn arrive_in(all: &mut Vec<Arrival>, slot: (Seconds, Seconds), mean: f64, errand: Errand, path: &[u64; 5]) {
    let (from, to) = slot;
    if mean <= 0.0 || to <= from {
        return;
    }
    let mut here = Chance::of(path);
    for nth in 0..here.poisson(mean) {
        let at = here.between(from, to - 1);
        let [a, b, c, d, e] = *path;
        all.push(Arrival { at, errand, chance: Chance::of(&[a, b, c, d, e, u64::from(nth) + 1]) });
    }
}
