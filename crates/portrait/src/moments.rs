//! Moments: hours far from their own norm.
//!
//! The norm of an hour is the median of the same hour on the other comparable days: the same day of the week
//! where there are at least three others, else (for ordinary days only) the other ordinary days, at least four. A
//! day of the week is *quiet* when its median day has under 60 % of the contacts of the median day of the week:
//! nobody needs to say which days are a weekend. An hour is far when it departs from the median by [`FAR`]
//! spreads and by at least [`LEAST`]; the spread is the greatest of 1.4826 × the median absolute deviation (the
//! standard deviation of a normal law), the root of the median (Poisson's), a fifth of the median (real days
//! vary more than Poisson's), and one. Where there are contacts, what is compared is contacts and those who gave
//! up; else acts. A portrait looks at thousands of hours: at eight spreads chance alone gives none of them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{begins, local};
use crate::contacts::share;
use crate::figures::Moment;
use crate::half_hours::SlotSum;
use crate::window::Window;

/// How many spreads from the median is far.
pub(crate) const FAR: f64 = 8.0;
/// The least departure that is worth a word.
pub(crate) const LEAST: f64 = 20.0;
/// At most so many moments are told, the farthest ones.
pub(crate) const MOST: usize = 10;
/// A day of the week with under this share of the median day is quiet.
pub(crate) const QUIET: f64 = 0.6;

/// Hours by (date, hour).
type Hours = BTreeMap<(Date, i8), Hour>;

#[derive(Debug, Clone, Copy)]
struct Hour {
    first: i32,
    last: i32,
    sum: SlotSum,
}

/// How far one hour is from its norm.
#[derive(Debug, Clone, Copy, Default)]
struct Norm {
    contacts: f64,
    abandoned: f64,
    acts: f64,
    /// Spreads from the median, the greatest of what is compared.
    far: f64,
}

/// The moments of a view that begin within a period; the norm is taken over the whole view. Nothing where no
/// hour has enough comparable ones: too short a log has no norm.
pub(crate) fn moments(slots: &[(i32, SlotSum)], zone: &TimeZone, window: &Window) -> Option<Vec<Moment>> {
    let hours = hours_of(slots, zone);
    let calendar = Comparable::of(&hours);
    let with_contacts = slots.iter().any(|(_, sum)| sum.contacts > 0);
    let mut judged = false;
    let mut far: Vec<(Hour, Norm)> = Vec::new();
    for ((date, hour), sum) in &hours {
        let Some(days) = calendar.with(*date) else { continue };
        judged = true;
        let norm = norm(&hours, &days, *hour, &sum.sum, with_contacts);
        let inside = window.holds(begins(sum.first).as_millisecond());
        if norm.far.abs() >= FAR && inside {
            far.push((*sum, norm));
        }
    }
    let in_window = |slot: i32| window.holds(begins(slot).as_millisecond());
    let abandoned = slots.iter().filter(|(slot, _)| in_window(*slot)).map(|(_, sum)| sum.abandoned).sum();
    judged.then(|| told(far, abandoned))
}

fn hours_of(slots: &[(i32, SlotSum)], zone: &TimeZone) -> Hours {
    let mut hours = Hours::new();
    for (slot, sum) in slots {
        let hour = hours.entry(local(*slot, zone)).or_insert(Hour {
            first: *slot,
            last: *slot,
            sum: SlotSum::default(),
        });
        hour.first = hour.first.min(*slot);
        hour.last = hour.last.max(*slot);
        hour.sum.merge(sum);
    }
    hours
}

/// Which days are comparable with which.
struct Comparable {
    /// Dates on which anything happened, by day of the week from Monday, 0.
    by_weekday: [Vec<Date>; 7],
    quiet: [bool; 7],
}

impl Comparable {
    fn of(hours: &Hours) -> Self {
        let mut days: BTreeMap<Date, u64> = BTreeMap::new();
        for ((date, _), hour) in hours {
            *days.entry(*date).or_default() += hour.sum.acts;
        }
        let mut by_weekday: [Vec<Date>; 7] = Default::default();
        let mut totals: [Vec<f64>; 7] = Default::default();
        for (date, total) in days {
            let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
            by_weekday[weekday].push(date);
            totals[weekday].push(total as f64);
        }
        let medians = totals.map(|totals| if totals.is_empty() { None } else { Some(median(totals)) });
        let middle = median(medians.into_iter().flatten().collect());
        let quiet = medians.map(|median| median.is_some_and(|median| median < QUIET * middle));
        Self { by_weekday, quiet }
    }

    /// The other days that a day is compared with; nothing where there are too few.
    fn with(&self, date: Date) -> Option<Vec<Date>> {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        let same: Vec<_> = self.by_weekday[weekday].iter().copied().filter(|other| *other != date).collect();
        if same.len() >= 3 {
            return Some(same);
        }
        let ordinary =
            (0..7).filter(|day| !self.quiet[*day]).flat_map(|day| self.by_weekday[day].iter().copied());
        let ordinary: Vec<_> = ordinary.filter(|other| *other != date).collect();
        (!self.quiet[weekday] && ordinary.len() >= 4).then_some(ordinary)
    }
}

fn norm(hours: &Hours, days: &[Date], hour: i8, own: &SlotSum, with_contacts: bool) -> Norm {
    let of = |count: fn(&SlotSum) -> u64| {
        let others =
            days.iter().map(|day| hours.get(&(*day, hour)).map_or(0, |hour| count(&hour.sum)) as f64);
        departure(count(own) as f64, others.collect())
    };
    let (contacts, far_contacts) = of(|sum| sum.contacts);
    let (abandoned, far_abandoned) = of(|sum| sum.abandoned);
    let (acts, far_acts) = of(|sum| sum.acts);
    let far = match with_contacts {
        true if far_abandoned.abs() > far_contacts.abs() => far_abandoned,
        true => far_contacts,
        false => far_acts,
    };
    Norm { contacts, abandoned, acts, far }
}

/// The median of comparable hours, and how many spreads a value is from it; zero where it is not worth a word.
fn departure(own: f64, others: Vec<f64>) -> (f64, f64) {
    let middle = median(others.clone());
    let deviation = 1.4826 * median(others.into_iter().map(|other| (other - middle).abs()).collect());
    let spread = deviation.max(middle.sqrt()).max(middle / 5.0).max(1.0);
    let far = (own - middle) / spread;
    (middle, if (own - middle).abs() >= LEAST { far } else { 0.0 })
}

/// The median; zero of nothing.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n => (values[(n - 1) / 2] + values[n / 2]) / 2.0,
    }
}

/// Adjacent far hours as one moment; the farthest few, in the order of time.
fn told(far: Vec<(Hour, Norm)>, abandoned: u64) -> Vec<Moment> {
    let mut merged: Vec<(Hour, Norm)> = Vec::new();
    for (hour, norm) in far {
        match merged.last_mut() {
            Some((before, sum)) if before.last + 1 == hour.first && sum.far.signum() == norm.far.signum() => {
                before.last = hour.last;
                before.sum.merge(&hour.sum);
                sum.contacts += norm.contacts;
                sum.abandoned += norm.abandoned;
                sum.acts += norm.acts;
                sum.far = if norm.far.abs() > sum.far.abs() { norm.far } else { sum.far };
            }
            _ => merged.push((hour, norm)),
        }
    }
    merged.sort_by(|a, b| b.1.far.abs().total_cmp(&a.1.far.abs()));
    merged.truncate(MOST);
    merged.sort_by_key(|(hour, _)| hour.first);
    let moment = |(hour, norm): (Hour, Norm)| Moment {
        start: begins(hour.first),
        end: begins(hour.last + 1),
        contacts: hour.sum.contacts,
        abandoned: hour.sum.abandoned,
        abandoned_unqueued: hour.sum.abandoned_unqueued,
        expected_contacts: norm.contacts,
        expected_abandoned: norm.abandoned,
        share_of_abandoned: share(hour.sum.abandoned, abandoned),
        acts: hour.sum.acts,
        expected_acts: norm.acts,
    };
    merged.into_iter().map(moment).collect()
}
