//! A profile sorted into the periods of a calendar, day by day: done once, priced as often as one likes.

use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar::{CalendarError, Moment, TariffCalendar};
use super::segments::{Segment, segments};
use crate::use_profile::{ProfileUnit, Stretch, UseProfile, Used};

/// What was used on one day of the clock on the wall, from midnight to midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayUse {
    /// The day.
    pub day: Date,
    /// By period, in the order of the calendar.
    pub by_period: Vec<Used>,
    /// At moments whose day has no known colour.
    pub colour_unknown: Used,
    /// At moments that are of no period.
    pub no_period: Used,
}

/// A profile sorted into the periods of one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedUse {
    /// The id of the calendar.
    pub calendar: String,
    /// The names of its periods.
    pub periods: Vec<String>,
    /// The unit of quantities.
    pub unit: ProfileUnit,
    /// Every day from the first to the last, those without use included.
    pub days: Vec<DayUse>,
    /// How many stretches lay on both sides of a change of period: they were shared out by time.
    pub shared_out: usize,
    /// When the profile begins and ends.
    pub span: Option<(Timestamp, Timestamp)>,
}

impl SortedUse {
    /// Sorts a profile. A stretch on both sides of a change (a whole day's reading, or 21:45 to 22:15) is shared out by time, as
    /// if the use in it had been even; nothing of it is lost by rounding.
    pub fn sort(profile: &UseProfile, calendar: &TariffCalendar) -> Result<Self, CalendarError> {
        calendar.check()?;
        let zone = calendar.time_zone()?;
        let mut sorted = Self {
            calendar: calendar.id.clone(),
            periods: calendar.periods.iter().map(|period| period.name.clone()).collect(),
            unit: profile.unit(),
            days: Vec::new(),
            shared_out: 0,
            span: profile.span(),
        };
        let Some((from, to)) = sorted.span else { return Ok(sorted) };
        let segments = segments(calendar, &zone, from, to);
        let mut here = 0;
        for stretch in profile.stretches() {
            while segments.get(here + 1).is_some_and(|next| next.start_ms <= stretch.start_ms) {
                here += 1;
            }
            sorted.put(stretch, &segments[here.min(segments.len())..]);
        }
        sorted.fill_days();
        Ok(sorted)
    }

    /// Puts a stretch into the segments that it touches; the first is where it begins.
    fn put(&mut self, stretch: &Stretch, segments: &[Segment]) {
        let length = i128::from(stretch.end_ms - stretch.start_ms);
        let grains = i128::from(stretch.grains);
        let (mut given, mut parts) = (0, 0);
        for (place, segment) in segments.iter().enumerate() {
            let end = segments.get(place + 1).map_or(i64::MAX, |next| next.start_ms).min(stretch.end_ms);
            let until = grains * i128::from(end - stretch.start_ms) / length;
            self.add(segment, Used::of(until - given));
            given = until;
            parts += 1;
            if end == stretch.end_ms {
                break;
            }
        }
        self.shared_out += usize::from(parts > 1);
    }

    fn add(&mut self, segment: &Segment, used: Used) {
        if self.days.last().is_none_or(|last| last.day != segment.day) {
            self.days.push(empty(segment.day, self.periods.len()));
        }
        let Some(today) = self.days.last_mut() else { return };
        let sum = match segment.moment {
            Moment::Of(place) => &mut today.by_period[place],
            Moment::ColourUnknown => &mut today.colour_unknown,
            Moment::NoPeriod => &mut today.no_period,
        };
        *sum = *sum + used;
    }

    /// Puts in the days of which nothing is known: a subscription runs on them too.
    fn fill_days(&mut self) {
        let known = std::mem::take(&mut self.days);
        for day in known {
            while let Some(next) = self.days.last().and_then(|last| last.day.tomorrow().ok())
                && next < day.day
            {
                self.days.push(empty(next, self.periods.len()));
            }
            self.days.push(day);
        }
    }

    /// What was used in each period.
    pub fn by_period(&self) -> Vec<Used> {
        (0..self.periods.len()).map(|place| self.days.iter().map(|day| day.by_period[place]).sum()).collect()
    }

    /// All that was used, whether its period is known or not.
    pub fn total(&self) -> Used {
        self.days.iter().map(DayUse::total).sum()
    }
}

impl DayUse {
    /// All that was used on the day.
    pub fn total(&self) -> Used {
        self.by_period.iter().copied().sum::<Used>() + self.colour_unknown + self.no_period
    }
}

fn empty(day: Date, periods: usize) -> DayUse {
    DayUse {
        day,
        by_period: vec![Used::default(); periods],
        colour_unknown: Used::default(),
        no_period: Used::default(),
    }
}
