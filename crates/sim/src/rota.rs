//! Who works when: shifts with their breaks, for the telephone, the chat and the shop.

use crate::agenda::Seconds;
use crate::calendar::{Calendar, DAYS, Hours};
use crate::operator::{CHAT_HOURS, PHONE_HOURS, SHOP_HOURS};

/// A stretch of work of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// When it begins.
    pub from: Seconds,
    /// When it ends, but for a service under way.
    pub to: Seconds,
    /// When each break is due, and how long it lasts, in the order of time.
    pub breaks: Vec<(Seconds, Seconds)>,
}

/// One person at a desk.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id of the agent.
    pub agent: String,
    /// How many customers this person serves at once: one, except in a chat.
    pub at_once: usize,
    /// Share of this person's services that break off within ten seconds.
    pub breaks_off: f64,
    /// How long this person's services take beside the others'.
    pub pace: f64,
    /// In the order of time.
    pub shifts: Vec<Shift>,
}

const HOUR: i64 = 3_600;
const QUARTER: i64 = 900;

/// The eleven of the telephone: seven early and four late on weekdays, three on Saturdays, changing each week.
pub fn telephone(calendar: &Calendar) -> Vec<Person> {
    (0..11).map(|nth| telephone_person(calendar, nth)).collect()
}

fn telephone_person(calendar: &Calendar, nth: usize) -> Person {
    let shifts = working_days(calendar, &PHONE_HOURS).filter_map(|(day, from, to)| {
        let week = day / 7;
        if calendar.weekday(day) == 5 {
            return ((nth + 5 * week) % 11 < 3).then(|| shift(calendar, day, from, to, &[]));
        }
        // Breaks are spread over colleagues so that they never leave together.
        let spread = (nth % 7) as i64;
        Some(if (nth + 4 * week) % 11 < 7 {
            let breaks = [
                (9 * HOUR + 2 * QUARTER + spread * 300, QUARTER),
                (11 * HOUR + 2 * QUARTER + spread * 1_500, 2_400),
            ];
            shift(calendar, day, from, 16 * HOUR + 2 * QUARTER, &breaks)
        } else {
            let breaks =
                [(12 * HOUR + 3 * QUARTER + spread * 1_200, 2_400), (15 * HOUR + spread * 400, QUARTER)];
            shift(calendar, day, 10 * HOUR + 1_800, to, &breaks)
        })
    });
    // A few break off calls more often than the others; a newcomer takes longer.
    let breaks_off = match nth {
        3 => 0.085,
        8 => 0.055,
        _ => 0.012,
    };
    let pace = if nth == 10 { 1.25 } else { 0.92 + 0.02 * nth as f64 };
    Person { agent: format!("a-{:02}", nth + 1), at_once: 1, breaks_off, pace, shifts: shifts.collect() }
}

/// The three of the chat, two at a time, each in two conversations at most.
pub fn chat(calendar: &Calendar) -> Vec<Person> {
    (0..3).map(|nth| desk_person(calendar, &CHAT_HOURS, 12 + nth, 2, move |day| day % 3 != nth)).collect()
}

/// The three of the shop.
pub fn shop(calendar: &Calendar) -> Vec<Person> {
    (0..3).map(|nth| desk_person(calendar, &SHOP_HOURS, 15 + nth, 1, move |day| day % 4 != nth)).collect()
}

fn desk_person(
    calendar: &Calendar,
    hours: &Hours,
    number: usize,
    at_once: usize,
    works: impl Fn(usize) -> bool,
) -> Person {
    let lunch = [(12 * HOUR + 2 * QUARTER + (number % 3) as i64 * 2_700, 2_700)];
    let shifts = working_days(calendar, hours)
        .filter(|(day, _, _)| works(*day))
        .map(|(day, from, to)| shift(calendar, day, from, to, &lunch))
        .collect();
    Person { agent: format!("a-{number:02}"), at_once, breaks_off: 0.01, pace: 1.0, shifts }
}

fn working_days<'a>(
    calendar: &'a Calendar,
    hours: &'a Hours,
) -> impl Iterator<Item = (usize, i64, i64)> + 'a {
    (0..DAYS).filter_map(|day| hours[calendar.weekday(day)].map(|(from, to)| (day, from, to)))
}

fn shift(calendar: &Calendar, day: usize, from: i64, to: i64, breaks: &[(i64, i64)]) -> Shift {
    let breaks = breaks.iter().map(|(due, lasts)| (calendar.at(day, *due), *lasts)).collect();
    Shift { from: calendar.at(day, from), to: calendar.at(day, to), breaks }
}
