//! The values of one row, computed when they are first asked for, with whatever is wrong in them noted once.

use jiff::{Timestamp, ToSpan};
use types::{Millis, ObjectRef};

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::identity::Identity;
use crate::mapping::DecimalMark;
use crate::reading::NamedRecord;

use super::memory::Memory;
use super::numbers;
use super::plan::{Choice, Column, DurationSource, Named, Plan, Test};
use super::rows::Row;
use super::times::{Read, localise};

/// A written time this much before the one that it must follow is of the next day.
const NEXT_DAY_BEYOND_MS: i64 = 12 * 3_600_000;

/// A value that was computed or not yet.
#[derive(Clone)]
enum Slot<T> {
    Unasked,
    Known(Option<T>),
}

/// The computed values of the current row.
pub(crate) struct Slots {
    times: Vec<Slot<Timestamp>>,
    durations: Vec<Slot<Millis>>,
    objects: Vec<Slot<ObjectRef>>,
}

impl Slots {
    /// Room for the values of a plan.
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            times: vec![Slot::Unasked; plan.times.len()],
            durations: vec![Slot::Unasked; plan.durations.len()],
            objects: vec![Slot::Unasked; plan.objects.len()],
        }
    }

    fn forget(&mut self) {
        self.times.fill(Slot::Unasked);
        self.durations.fill(Slot::Unasked);
        self.objects.fill(Slot::Unasked);
    }
}

/// One row being read.
pub(crate) struct RowValues<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) row: &'a Row,
    pub(crate) slots: &'a mut Slots,
    pub(crate) memory: &'a mut Memory,
    pub(crate) identity: &'a Identity,
    pub(crate) anomalies: &'a mut Anomalies,
    pub(crate) records: &'a mut Vec<NamedRecord>,
}

impl RowValues<'_> {
    /// Forgets the values of the row before.
    pub(crate) fn begin(&mut self) {
        self.slots.forget();
    }

    /// Notes what is wrong on this row's line.
    pub(crate) fn note(&mut self, kind: AnomalyKind, example: impl FnOnce() -> String) {
        self.anomalies.note(kind, self.row.line, example);
    }

    /// Whether all of these hold.
    pub(crate) fn holds(&mut self, tests: &[Test]) -> bool {
        tests.iter().all(|test| self.test(test))
    }

    fn test(&mut self, test: &Test) -> bool {
        let decimal = self.plan.decimal;
        let text = |column: &Column| self.row.get(*column);
        let number = |column: &Column| numbers::decimal(self.row.get(*column), decimal);
        match test {
            Test::Is(column, texts) => texts.iter().any(|one| one == text(column)),
            Test::Not(column, texts) => texts.iter().all(|one| one != text(column)),
            Test::Prefix(column, texts) => texts.iter().any(|one| text(column).starts_with(one.as_str())),
            Test::NotPrefix(column, texts) => !texts.iter().any(|one| text(column).starts_with(one.as_str())),
            Test::Empty(column, empty) => text(column).is_empty() == *empty,
            Test::Below(column, bound) => number(column).is_some_and(|number| number < *bound),
            Test::AtLeast(column, bound) => number(column).is_some_and(|number| number >= *bound),
            Test::Above(column, bound) => number(column).is_some_and(|number| number > *bound),
            Test::Known(named, known) => self.is_known(*named) == *known,
            Test::Any(lists) => lists.iter().any(|list| self.holds(list)),
        }
    }

    fn is_known(&mut self, named: Named) -> bool {
        match named {
            Named::Time(time) => self.time(time).is_some(),
            Named::Duration(duration) => self.duration(duration).is_some(),
            Named::Object(object) => self.object(object).is_some(),
        }
    }

    /// The time of a rule, if the row has one.
    pub(crate) fn time(&mut self, index: usize) -> Option<Timestamp> {
        if let Slot::Known(known) = &self.slots.times[index] {
            return *known;
        }
        let found = self.compute_time(index);
        self.slots.times[index] = Slot::Known(found);
        found
    }

    fn compute_time(&mut self, index: usize) -> Option<Timestamp> {
        let plan = &self.plan.times[index];
        if !self.holds(&plan.when) {
            return None;
        }
        let at = match &plan.others {
            Some((choice, others)) => {
                let mut times = others.iter().filter_map(|other| self.time(*other));
                match choice {
                    Choice::First => times.next(),
                    Choice::Earliest => times.min(),
                    Choice::Latest => times.max(),
                }
            }
            None => self.written_time(index),
        }?;
        let add = plan.plus.map(|duration| self.duration(duration));
        let subtract = plan.minus.map(|duration| self.duration(duration));
        let ms = |amount: Option<Option<Millis>>| match amount {
            None => Some(0),
            Some(amount) => amount.and_then(|amount| i64::try_from(amount.0).ok()),
        };
        let shift = ms(add)?.checked_sub(ms(subtract)?)?;
        at.checked_add(jiff::SignedDuration::from_millis(shift)).ok()
    }

    /// A time that is written in columns.
    fn written_time(&mut self, index: usize) -> Option<Timestamp> {
        let plan = &self.plan.times[index];
        let mut written = String::new();
        for column in &plan.columns {
            let text = self.row.get(*column);
            if text.is_empty() || plan.none.iter().any(|none| none == text) {
                return None;
            }
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(text);
        }
        if plan.none.contains(&written) {
            return None;
        }
        let after = plan.after.and_then(|other| self.time(other));
        if after.is_none()
            && let Some(known) = self.memory.time(index, &written)
        {
            return Some(known);
        }
        let Some(read) = plan.formats.iter().find_map(|format| format.read(&written)) else {
            self.note(AnomalyKind::BadTime, || {
                format!("{}: “{written}” is not a time as the mapping says", plan.name)
            });
            return None;
        };
        let local = match read {
            Read::Instant(at) => return Some(at),
            Read::Local(local) => local,
        };
        let (mut at, mut odd) = localise(local, &plan.zone, after)?;
        if after.is_some_and(|before| before.as_millisecond() - at.as_millisecond() > NEXT_DAY_BEYOND_MS) {
            (at, odd) = localise(local.checked_add(1.day()).ok()?, &plan.zone, after)?;
            self.note(AnomalyKind::Midnight, || format!("{}: “{written}” is of the next day", plan.name));
        }
        match odd {
            Some(kind) => self.note(kind, || format!("{}: “{written}”", plan.name)),
            None if plan.after.is_none() => self.memory.keep_time(index, &written, at),
            None => {}
        }
        Some(at)
    }

    /// The duration of a rule, if the row has one; below zero it counts as unknown.
    pub(crate) fn duration(&mut self, index: usize) -> Option<Millis> {
        if let Slot::Known(known) = &self.slots.durations[index] {
            return *known;
        }
        let found = self.compute_duration(index);
        self.slots.durations[index] = Slot::Known(found);
        found
    }

    fn compute_duration(&mut self, index: usize) -> Option<Millis> {
        let plan = &self.plan.durations[index];
        if !self.holds(&plan.when) {
            return None;
        }
        let mut ms = match plan.source {
            DurationSource::Constant(ms) => ms,
            DurationSource::Between(from, to) => self.between(from, to)?,
            DurationSource::Column(column, unit) => {
                let text = self.row.get(column);
                if text.is_empty() {
                    return None;
                }
                let Some(ms) = numbers::duration_ms(text, unit, self.plan.decimal) else {
                    self.note(AnomalyKind::BadNumber, || {
                        format!("{}: “{text}” is not a duration", plan.name)
                    });
                    return None;
                };
                ms
            }
        };
        if let Some(other) = plan.minus {
            ms -= i64::try_from(self.duration(other)?.0).ok()?;
        }
        if ms < 0 {
            self.note(AnomalyKind::NegativeDuration, || format!("{}: {} s", plan.name, ms as f64 / 1_000.0));
            return None;
        }
        if let Some((from, to)) = plan.check
            && let Some(between) = self.between(from, to)
            && between != ms
        {
            let (says, is) = (ms as f64 / 1_000.0, between as f64 / 1_000.0);
            self.note(AnomalyKind::DurationDisagrees, || {
                format!("{}: {says} s is written, {is} s lie between start and end", plan.name)
            });
        }
        u64::try_from(ms).ok().map(Millis)
    }

    fn between(&mut self, from: usize, to: usize) -> Option<i64> {
        Some(self.time(to)?.as_millisecond() - self.time(from)?.as_millisecond())
    }

    /// The object of a rule, if the row names one.
    pub(crate) fn object(&mut self, index: usize) -> Option<ObjectRef> {
        if let Slot::Known(known) = &self.slots.objects[index] {
            return known.clone();
        }
        let found = self.compute_object(index);
        self.slots.objects[index] = Slot::Known(found.clone());
        found
    }

    fn compute_object(&mut self, index: usize) -> Option<ObjectRef> {
        let plan = &self.plan.objects[index];
        let named = |text: &str| !text.is_empty() && !plan.none.iter().any(|none| none == text);
        let row = self.row;
        let joined: String;
        let raw = if plan.any {
            plan.columns.iter().map(|column| row.get(*column)).find(|text| named(text))?
        } else if let [column] = plan.columns.as_slice() {
            row.get(*column)
        } else {
            let texts: Vec<&str> = plan.columns.iter().map(|column| row.get(*column)).collect();
            if texts.iter().all(|text| text.is_empty()) {
                return None;
            }
            joined = texts.join("/");
            &joined
        };
        if !named(raw) {
            return None;
        }
        let raw =
            plan.before.as_deref().and_then(|mark| raw.rsplit_once(mark)).map_or(raw, |(before, _)| before);
        let lower: String;
        let raw = if plan.ignore_case {
            lower = raw.to_lowercase();
            &lower
        } else {
            raw
        };
        Some(self.memory.object(index, plan, raw, self.identity, self.records))
    }

    /// The decimal mark of the mapping.
    pub(crate) fn mark(&self) -> DecimalMark {
        self.plan.decimal
    }
}
