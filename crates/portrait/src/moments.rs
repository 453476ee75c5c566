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

/// What is compared: contacts, those who gave up, acts.
const MEASURES: [fn(&SlotSum) -> u64; 3] = [|sum| sum.contacts, |sum| sum.abandoned, |sum| sum.acts];

/// How far one hour is from its norm.
#[derive(Debug, Clone, Copy, Default)]
struct Norm {
    /// The median of comparable hours, by measure.
    expected: [f64; 3],
    /// Spreads from the median, the greatest of what is compared.
    far: f64,
}

/// The moments of a view that begin within a period; the norm is taken over the whole view. Nothing where no
/// hour has enough comparable ones: too short a log has no norm.
pub(crate) fn moments(slots: &[(i32, SlotSum)], zone: &TimeZone, window: &Window) -> Option<Vec<Moment>> {
    let hours = hours_of(slots, zone);
    let norms = Norms::of(&hours);
    let with_contacts = slots.iter().any(|(_, sum)| sum.contacts > 0);
    let in_window = |slot: i32| window.holds(begins(slot).as_millisecond());
    let mut judged = false;
    let mut far: Vec<(Hour, Norm)> = Vec::new();
    for ((date, hour), sum) in &hours {
        let Some(comparable) = norms.comparable(*date, *hour) else { continue };
        judged = true;
        let norm = Norm::of(&sum.sum, comparable, with_contacts);
        if norm.far.abs() >= FAR && in_window(sum.first) {
            far.push((*sum, norm));
        }
    }
    if !judged {
        return None;
    }
    let abandoned = slots.iter().filter(|(slot, _)| in_window(*slot)).map(|(_, sum)| sum.abandoned).sum();
    Some(told(far, abandoned))
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

/// The counts of one hour of the day over comparable days, sorted, by measure.
type Comparable = [Vec<u64>; 3];

/// What each hour is compared with.
struct Norms {
    /// How many dates hold anything, by day of the week from Monday.
    days: [usize; 7],
    quiet: [bool; 7],
    /// By day of the week and hour.
    same: BTreeMap<(usize, i8), Comparable>,
    /// By hour, over the days that are not quiet.
    ordinary: BTreeMap<i8, Comparable>,
}

impl Norms {
    fn of(hours: &Hours) -> Self {
        let mut totals: BTreeMap<Date, u64> = BTreeMap::new();
        for ((date, _), hour) in hours {
            *totals.entry(*date).or_default() += hour.sum.acts;
        }
        let by_weekday = |weekday| totals.iter().filter(move |(date, _)| weekday_of(**date) == weekday);
        let days: [usize; 7] = std::array::from_fn(|weekday| by_weekday(weekday).count());
        let medians: [f64; 7] = std::array::from_fn(|weekday| {
            median(by_weekday(weekday).map(|(_, total)| *total as f64).collect())
        });
        let seen = medians.iter().zip(days).filter(|(_, days)| *days > 0).map(|(median, _)| *median);
        let middle = median(seen.collect());
        let mut norms = Self {
            days,
            quiet: medians.map(|median| median < QUIET * middle),
            same: BTreeMap::new(),
            ordinary: BTreeMap::new(),
        };
        norms.gather(hours);
        norms
    }

    fn gather(&mut self, hours: &Hours) {
        for ((date, hour), own) in hours {
            let weekday = weekday_of(*date);
            let mut lists = vec![self.same.entry((weekday, *hour)).or_default()];
            if !self.quiet[weekday] {
                lists.push(self.ordinary.entry(*hour).or_default());
            }
            for list in lists {
                list.iter_mut().zip(MEASURES).for_each(|(counts, measure)| counts.push(measure(&own.sum)));
            }
        }
        let ordinary = self.ordinary_days();
        for ((weekday, _), list) in &mut self.same {
            list.iter_mut().for_each(|counts| complete(counts, self.days[*weekday]));
        }
        for list in self.ordinary.values_mut() {
            list.iter_mut().for_each(|counts| complete(counts, ordinary));
        }
    }

    fn ordinary_days(&self) -> usize {
        (0..7).filter(|weekday| !self.quiet[*weekday]).map(|weekday| self.days[weekday]).sum()
    }

    /// What an hour is compared with, itself among it; nothing where there are too few days.
    fn comparable(&self, date: Date, hour: i8) -> Option<&Comparable> {
        let weekday = weekday_of(date);
        if self.days[weekday] > 3 {
            return self.same.get(&(weekday, hour));
        }
        let enough = !self.quiet[weekday] && self.ordinary_days() > 4;
        self.ordinary.get(&hour).filter(|_| enough)
    }
}

/// Sorts counts, with a zero for each day that has none in this hour.
fn complete(counts: &mut Vec<u64>, days: usize) {
    counts.resize(days.max(counts.len()), 0);
    counts.sort_unstable();
}

/// The day of the week, Monday being 0.
fn weekday_of(date: Date) -> usize {
    usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())
}

impl Norm {
    fn of(own: &SlotSum, comparable: &Comparable, with_contacts: bool) -> Self {
        let mut norm = Self::default();
        for (place, measure) in MEASURES.into_iter().enumerate() {
            let (expected, far) = departure(measure(own), &comparable[place]);
            norm.expected[place] = expected;
            let compared = if with_contacts { place < 2 } else { place == 2 };
            if compared && far.abs() > norm.far.abs() {
                norm.far = far;
            }
        }
        norm
    }
}

/// The median of the others among sorted counts, and how many spreads one's own is from it; zero where it is not
/// worth a word.
fn departure(own: u64, sorted: &[u64]) -> (f64, f64) {
    let skipped = sorted.binary_search(&own).unwrap_or(sorted.len());
    let other = |place: usize| {
        let place = if place >= skipped { place + 1 } else { place };
        sorted.get(place).map_or(0.0, |count| *count as f64)
    };
    let others = sorted.len().saturating_sub(usize::from(skipped < sorted.len()));
    let Some(last) = others.checked_sub(1) else { return (0.0, 0.0) };
    let middle = (other(last / 2) + other(last.div_ceil(2))) / 2.0;
    let off = own as f64 - middle;
    if off.abs() < LEAST {
        return (middle, 0.0);
    }
    let deviation = 1.4826 * median((0..others).map(|place| (other(place) - middle).abs()).collect());
    (middle, off / deviation.max(middle.sqrt()).max(middle / 5.0).max(1.0))
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
                sum.expected.iter_mut().zip(norm.expected).for_each(|(sum, more)| *sum += more);
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
        expected_contacts: norm.expected[0],
        expected_abandoned: norm.expected[1],
        share_of_abandoned: share(hour.sum.abandoned, abandoned),
        acts: hour.sum.acts,
        expected_acts: norm.expected[2],
    };
    merged.into_iter().map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;

    /// Four weeks from Monday 5 January 1970 with ten contacts an hour from 9 to 17, weekends off.
    fn four_weeks(extra: &[(i32, u64, u64)]) -> Vec<(i32, SlotSum)> {
        let mut slots = BTreeMap::new();
        for day in (4..32).filter(|day| (day - 4) % 7 < 5) {
            for slot in 18..34 {
                slots.insert(day * 48 + slot, SlotSum { acts: 5, contacts: 5, ..SlotSum::default() });
            }
        }
        for (slot, contacts, abandoned) in extra {
            let sum =
                SlotSum { acts: *contacts, contacts: *contacts, abandoned: *abandoned, ..SlotSum::default() };
            slots.entry(*slot).or_insert_with(SlotSum::default).merge(&sum);
        }
        slots.into_iter().collect()
    }

    fn of(slots: &[(i32, SlotSum)]) -> Vec<Moment> {
        moments(slots, &TimeZone::UTC, &Window::of(&Filter::default())).unwrap()
    }

    #[test]
    fn ordinary_weeks_have_no_moment() {
        assert_eq!(of(&four_weeks(&[])), []);
        assert_eq!(moments(&four_weeks(&[])[..8], &TimeZone::UTC, &Window::of(&Filter::default())), None);
    }

    #[test]
    fn adjacent_hours_are_one_moment_with_its_norm() {
        let ten = 12 * 48 + 20;
        let found = of(&four_weeks(&[(ten, 60, 50), (ten + 2, 70, 60)]));
        assert_eq!(found.len(), 1);
        let moment = &found[0];
        assert_eq!((moment.start, moment.end), (begins(ten), begins(ten + 4)));
        assert_eq!((moment.contacts, moment.abandoned), (150, 110));
        assert_eq!((moment.expected_contacts, moment.expected_abandoned), (20.0, 0.0));
        assert_eq!(moment.share_of_abandoned, Some(1.0));
    }

    #[test]
    fn the_norm_skips_the_hour_itself_and_counts_empty_ones() {
        assert_eq!(departure(9, &[0, 4, 9]), (2.0, 0.0));
        let (middle, far) = departure(100, &[0, 0, 0, 0, 100]);
        assert_eq!((middle, far), (0.0, 100.0));
    }
}
