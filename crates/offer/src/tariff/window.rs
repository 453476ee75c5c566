//! Hours of the day that come back every day.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// From a time of the day until another, over midnight if the second is the earlier. Equal times are the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Since when; it belongs to the window.
    pub from: Time,
    /// Until when; it does not.
    pub to: Time,
}

impl Window {
    /// From a full hour to another (0 to 23; more is taken for midnight).
    pub const fn between(from: i8, to: i8) -> Self {
        const fn hour(hour: i8) -> Time {
            if hour > 0 && hour < 24 { Time::constant(hour, 0, 0, 0) } else { Time::midnight() }
        }
        Self { from: hour(from), to: hour(to) }
    }

    /// Whether a time of the day lies in it.
    pub fn holds(&self, time: Time) -> bool {
        if self.from < self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }

    /// How many minutes of a day lie in any of these hours.
    pub fn minutes(all: &[Self]) -> u32 {
        let mut day = vec![false; 1_440];
        for window in all {
            let at = |time: Time| {
                usize::from(time.hour().unsigned_abs()) * 60 + usize::from(time.minute().unsigned_abs())
            };
            let (from, to) = (at(window.from), at(window.to));
            let length = if from < to { to - from } else { to + 1_440 - from };
            (from..from + length).for_each(|minute| day[minute % 1_440] = true);
        }
        day.into_iter().map(u32::from).sum()
    }

    /// Windows as people write them: `22:00-06:00`, `22h30-6h30, 12h-14h`. None if a part cannot be read.
    pub fn read_all(text: &str) -> Option<Vec<Self>> {
        let parts = text.split([',', ';', '+']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(Self::read).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(['-', '–', '—', '/', 'à'])?;
        Some(Self { from: time(from)?, to: time(to)? })
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from.hour(), from.minute(), to.hour(), to.minute())
    }
}

/// `22:00`, `22h30`, `6h`, `6`; `24:00` is midnight.
fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', 'h', 'H']).unwrap_or((text, "0"));
    let minute = if minute.trim().is_empty() { 0 } else { minute.trim().parse().ok()? };
    let hour: i8 = hour.trim().parse().ok()?;
    if hour == 24 && minute == 0 {
        return Some(Time::midnight());
    }
    Time::new(hour, minute, 0, 0).ok()
}
