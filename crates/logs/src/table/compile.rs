//! A mapping is compiled against a header: names become places, texts become formats and numbers, and whatever
//! does not fit together is refused before the first row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use types::{ActKind, Basis, Word};

use crate::mapping::{
    ActRule, Condition, DecimalMark, DurationRule, Header, Mapping, MappingError, ObjectRule, PartRule,
    TimeRule, ValueRule, used_columns,
};

use super::plan::{
    ActPlan, Choice, Column, DurationPlan, DurationSource, Named, ObjectPlan, PartPlan, Plan, Test, TimePlan,
    ValuePlan,
};
use super::times::TimeFormat;

/// Makes a test of a column and texts.
type OfTexts = fn(Column, Vec<String>) -> Test;
/// Makes a test of a column and a number.
type OfNumber = fn(Column, Decimal) -> Test;

impl Plan {
    /// Compiles a mapping for a header.
    pub(crate) fn new(mapping: &Mapping, header: &[String]) -> Result<Self, MappingError> {
        let names = Compiler {
            mapping,
            header: Header::new(mapping, header),
            times: places(&mapping.time),
            durations: places(&mapping.duration),
            objects: places(&mapping.object),
            values: places(&mapping.value),
        };
        names.plan().map_err(|reason| MappingError { name: mapping.name.clone(), reason })
    }
}

fn places<T>(rules: &BTreeMap<String, T>) -> BTreeMap<&str, usize> {
    rules.keys().enumerate().map(|(place, name)| (name.as_str(), place)).collect()
}

struct Compiler<'a> {
    mapping: &'a Mapping,
    header: Header<'a>,
    times: BTreeMap<&'a str, usize>,
    durations: BTreeMap<&'a str, usize>,
    objects: BTreeMap<&'a str, usize>,
    values: BTreeMap<&'a str, usize>,
}

impl Compiler<'_> {
    fn plan(&self) -> Result<Plan, String> {
        let mapping = self.mapping;
        if mapping.acts.is_empty() {
            return Err("there is no [[act]]: say which acts a row stands for".to_owned());
        }
        let zone = zone(mapping.zone.as_deref())?;
        let mut times = Vec::new();
        for (name, rule) in &mapping.time {
            times.push(self.time(name, rule, &zone).map_err(|reason| format!("[time.{name}]: {reason}"))?);
        }
        let mut durations = Vec::new();
        for (name, rule) in &mapping.duration {
            durations
                .push(self.duration(name, rule).map_err(|reason| format!("[duration.{name}]: {reason}"))?);
        }
        let objects = mapping.object.iter().map(|(name, rule)| {
            self.object(name, rule).map_err(|reason| format!("[object.{name}]: {reason}"))
        });
        let objects = objects.collect::<Result<_, _>>()?;
        let mut values = Vec::new();
        for (name, rule) in &mapping.value {
            values.push(self.value(name, rule).map_err(|reason| format!("[value.{name}]: {reason}"))?);
        }
        let mut acts = Vec::new();
        for rule in &mapping.acts {
            acts.push(self.act(rule).map_err(|reason| format!("[[act]] {}: {reason}", rule.kind))?);
        }
        let mut anomalies = Vec::new();
        for rule in &mapping.anomalies {
            let tests =
                self.tests(&rule.when).map_err(|reason| format!("[[anomaly]] {}: {reason}", rule.kind))?;
            anomalies.push((rule.kind, tests));
        }
        let overlap = match &mapping.overlap {
            None => None,
            Some(rule) => {
                Some((self.object_at(&rule.who)?, self.time_at(&rule.start)?, self.time_at(&rule.end)?))
            }
        };
        let columns = |names: &[String]| names.iter().map(|name| self.header.index(name)).collect::<Vec<_>>();
        let fill = mapping.fill.as_ref().map(|rule| (columns(&rule.same), columns(&rule.columns)));
        let key = columns(&mapping.key);
        let shown = self.shown_columns();
        let decimal = mapping.decimal;
        let plan =
            Plan { decimal, key, times, durations, objects, values, acts, anomalies, overlap, fill, shown };
        refuse_circles(&plan)?;
        Ok(plan)
    }

    fn shown_columns(&self) -> Vec<usize> {
        let at = |column: &String| self.header.index(column);
        let persons = self.mapping.object.values().filter(|rule| rule.person);
        let names: BTreeSet<usize> =
            persons.flat_map(|rule| rule.columns.iter().chain(&rule.first_of)).filter_map(at).collect();
        let used: BTreeSet<usize> = used_columns(self.mapping).iter().filter_map(at).collect();
        used.difference(&names).copied().collect()
    }

    fn time(&self, name: &str, rule: &TimeRule, zone_of_all: &TimeZone) -> Result<TimePlan, String> {
        let lists = [
            (Choice::First, &rule.first_of),
            (Choice::Earliest, &rule.earliest_of),
            (Choice::Latest, &rule.latest_of),
        ];
        let mut others = None;
        for (choice, names) in lists {
            if !names.is_empty() {
                if others.is_some() || !rule.columns.is_empty() {
                    return Err("give only one of columns, first_of, earliest_of and latest_of".to_owned());
                }
                others = Some((
                    choice,
                    names.iter().map(|name| self.time_at(name)).collect::<Result<Vec<_>, _>>()?,
                ));
            }
        }
        if others.is_none() && rule.columns.is_empty() {
            return Err("give columns, or first_of, earliest_of or latest_of".to_owned());
        }
        let formats = if rule.formats.is_empty() { vec!["iso".to_owned()] } else { rule.formats.clone() };
        Ok(TimePlan {
            name: name.to_owned(),
            columns: rule.columns.iter().map(|column| self.header.index(column)).collect(),
            formats: formats.iter().map(|format| TimeFormat::new(format)).collect::<Result<_, _>>()?,
            none: rule.none.clone(),
            when: self.tests(&rule.when)?,
            after: rule.after.as_ref().map(|name| self.time_at(name)).transpose()?,
            zone: rule.zone.as_deref().map_or_else(|| Ok(zone_of_all.clone()), |name| zone(Some(name)))?,
            others,
            minus: rule.minus.as_ref().map(|name| self.duration_at(name)).transpose()?,
            plus: rule.plus.as_ref().map(|name| self.duration_at(name)).transpose()?,
        })
    }

    fn duration(&self, name: &str, rule: &DurationRule) -> Result<DurationPlan, String> {
        let source = match (&rule.column, rule.seconds, rule.between.as_slice()) {
            (Some(column), None, []) => DurationSource::Column(self.header.index(column), rule.unit),
            (None, Some(seconds), []) => {
                DurationSource::Constant(i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(i64::MAX))
            }
            (None, None, [from, to]) => DurationSource::Between(self.time_at(from)?, self.time_at(to)?),
            (None, None, [_, ..]) => return Err("between takes two times: [\"start\", \"end\"]".to_owned()),
            _ => return Err("give exactly one of column, seconds and between".to_owned()),
        };
        let check = match rule.check.as_slice() {
            [] => None,
            [from, to] => Some((self.time_at(from)?, self.time_at(to)?)),
            _ => return Err("check takes two times: [\"start\", \"end\"]".to_owned()),
        };
        let minus = rule.minus.as_ref().map(|name| self.duration_at(name)).transpose()?;
        Ok(DurationPlan { name: name.to_owned(), source, minus, check, when: self.tests(&rule.when)? })
    }

    fn object(&self, name: &str, rule: &ObjectRule) -> Result<ObjectPlan, String> {
        let any = !rule.first_of.is_empty();
        let columns = if any { &rule.first_of } else { &rule.columns };
        if columns.is_empty() || (any && !rule.columns.is_empty()) {
            return Err("give either columns or first_of".to_owned());
        }
        let kind = rule.kind.as_deref().unwrap_or(name);
        let qualifier = rule.qualifier.as_deref().unwrap_or(match kind {
            "customer" => "for",
            "agent" => "by",
            "item" => "of",
            _ => "in",
        });
        Ok(ObjectPlan {
            kind: Word::new(kind),
            qualifier: Word::new(qualifier),
            columns: columns.iter().map(|column| self.header.index(column)).collect(),
            any,
            none: rule.none.clone(),
            before: rule.before.clone(),
            person: rule.person,
            ignore_case: rule.ignore_case,
        })
    }

    fn value(&self, name: &str, rule: &ValueRule) -> Result<ValuePlan, String> {
        if rule.column.is_none() && rule.constant.is_none() && rule.time.is_none() && rule.duration.is_none()
        {
            return Err("give column, constant, time or duration".to_owned());
        }
        let constant = rule.constant.as_ref().map(|text| {
            super::acts::scalar(rule.kind, text, self.mapping.decimal)
                .ok_or_else(|| format!("constant = “{text}” is not of its type"))
        });
        Ok(ValuePlan {
            name: Word::new(rule.name.as_deref().unwrap_or(name)),
            kind: rule.kind,
            column: rule.column.as_ref().and_then(|column| self.header.index(column)),
            constant: constant.transpose()?,
            time: rule.time.as_ref().map(|name| self.time_at(name)).transpose()?,
            duration: rule.duration.as_ref().map(|name| self.duration_at(name)).transpose()?,
            negated: rule.negated,
            divided_by: rule.divided_by.as_ref().map(|name| at(&self.values, "value", name)).transpose()?,
            none: rule.none.clone(),
            labels: rule.labels.iter().map(|(code, label)| (code.clone(), Word::new(label))).collect(),
        })
    }

    fn act(&self, rule: &ActRule) -> Result<ActPlan, String> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '_';
        if rule.kind.is_empty() || !rule.kind.chars().all(good) {
            return Err("kind must be lower-case words separated by dots, such as phone.talk".to_owned());
        }
        if rule.outcome.is_some() && rule.outcome_by.is_some() {
            return Err("give either outcome or outcome_by".to_owned());
        }
        if rule.end.is_some() && rule.lasted.is_some() {
            return Err("give either end or lasted".to_owned());
        }
        let outcome_by = rule.outcome_by.clone().map(|table| (self.header.index(&table.column), table));
        let scenes =
            rule.scene_column.as_ref().map(|column| (self.header.index(column), rule.scenes.clone()));
        let duration = |name: &Option<String>| name.as_ref().map(|name| self.duration_at(name)).transpose();
        Ok(ActPlan {
            kind: ActKind::new(&rule.kind),
            operation: rule.operation,
            scene: rule.scene,
            scenes,
            outcome: rule.outcome,
            outcome_by,
            start: self.time_at(&rule.start)?,
            if_started: rule.if_started,
            end: rule.end.as_ref().map(|name| self.time_at(name)).transpose()?,
            lasted: duration(&rule.lasted)?,
            waited: duration(&rule.waited)?,
            reason: rule.reason.as_ref().and_then(|column| self.header.index(column)),
            objects: rule.objects.iter().map(|name| self.object_at(name)).collect::<Result<_, _>>()?,
            body: rule.body.iter().map(|name| at(&self.values, "value", name)).collect::<Result<_, _>>()?,
            when: self.tests(&rule.when)?,
            parts: rule.parts.iter().map(|part| self.part(part)).collect::<Result<_, _>>()?,
        })
    }

    fn part(&self, rule: &PartRule) -> Result<PartPlan, String> {
        let basis = if rule.estimated { Basis::Estimated } else { Basis::Measured };
        let work = rule.work.as_ref().map(|name| self.duration_at(name)).transpose()?;
        Ok(PartPlan {
            actor: rule.actor,
            who: rule.who.as_ref().map(|name| self.object_at(name)).transpose()?,
            phase: rule.phase,
            work: work.map(|work| (work, basis)),
            when: self.tests(&rule.when)?,
        })
    }

    fn tests(&self, conditions: &[Condition]) -> Result<Vec<Test>, String> {
        let mut tests = Vec::new();
        for condition in conditions {
            self.test(condition, &mut tests)?;
        }
        Ok(tests)
    }

    fn test(&self, condition: &Condition, tests: &mut Vec<Test>) -> Result<(), String> {
        let before = tests.len();
        if let Some(column) = &condition.column {
            let at = self.header.index(column);
            let texts: [(&Vec<String>, OfTexts); 4] = [
                (&condition.is, Test::Is),
                (&condition.not, Test::Not),
                (&condition.prefix, Test::Prefix),
                (&condition.not_prefix, Test::NotPrefix),
            ];
            tests.extend(
                texts
                    .into_iter()
                    .filter(|(texts, _)| !texts.is_empty())
                    .map(|(texts, new)| new(at, texts.clone())),
            );
            let numbers: [(&Option<String>, OfNumber); 3] = [
                (&condition.below, Test::Below),
                (&condition.at_least, Test::AtLeast),
                (&condition.above, Test::Above),
            ];
            for (text, new) in numbers {
                let Some(text) = text else { continue };
                let number = super::numbers::decimal(text, DecimalMark::Point);
                tests
                    .push(new(at, number.ok_or_else(|| format!("“{text}” in a condition is not a number"))?));
            }
            tests.extend(condition.empty.map(|empty| Test::Empty(at, empty)));
        }
        for (name, known) in [(&condition.known, true), (&condition.unknown, false)] {
            if let Some(name) = name {
                tests.push(Test::Known(self.named(name)?, known));
            }
        }
        if !condition.any.is_empty() {
            let any = condition.any.iter().map(|one| self.tests(std::slice::from_ref(one)));
            tests.push(Test::Any(any.collect::<Result<_, _>>()?));
        }
        if tests.len() == before {
            return Err("a condition says nothing: give column with is, not, prefix, not_prefix, empty, below, at_least or above; or known, unknown, any".to_owned());
        }
        Ok(())
    }

    fn named(&self, name: &str) -> Result<Named, String> {
        let time = self.times.get(name).map(|place| Named::Time(*place));
        let duration = || self.durations.get(name).map(|place| Named::Duration(*place));
        let object = || self.objects.get(name).map(|place| Named::Object(*place));
        time.or_else(duration)
            .or_else(object)
            .ok_or_else(|| format!("there is no time, duration or object “{name}”"))
    }

    fn time_at(&self, name: &str) -> Result<usize, String> {
        at(&self.times, "time", name)
    }

    fn duration_at(&self, name: &str) -> Result<usize, String> {
        at(&self.durations, "duration", name)
    }

    fn object_at(&self, name: &str) -> Result<usize, String> {
        at(&self.objects, "object", name)
    }
}

fn at(places: &BTreeMap<&str, usize>, what: &str, name: &str) -> Result<usize, String> {
    places.get(name).copied().ok_or_else(|| {
        let known: Vec<&str> = places.keys().copied().collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        format!("there is no [{what}.{name}]; known are {known}")
    })
}

fn zone(name: Option<&str>) -> Result<TimeZone, String> {
    let Some(name) = name else { return Ok(TimeZone::UTC) };
    TimeZone::get(name).map_err(|_| format!("zone = “{name}” is not known; use a name such as Europe/Paris"))
}

/// Refuses rules that are computed from themselves.
fn refuse_circles(plan: &Plan) -> Result<(), String> {
    let count = plan.times.len() + plan.durations.len();
    let mut done = vec![false; count];
    let mut path = Vec::new();
    (0..count).try_for_each(|node| visit(plan, node, &mut done, &mut path))
}

fn visit(plan: &Plan, node: usize, done: &mut [bool], path: &mut Vec<usize>) -> Result<(), String> {
    let name = |node: usize| match node.checked_sub(plan.times.len()) {
        None => format!("time.{}", plan.times[node].name),
        Some(duration) => format!("duration.{}", plan.durations[duration].name),
    };
    if path.contains(&node) {
        return Err(format!("[{}] is computed from itself", name(node)));
    }
    if done[node] {
        return Ok(());
    }
    path.push(node);
    for next in needs(plan, node) {
        visit(plan, next, done, path)?;
    }
    path.pop();
    done[node] = true;
    Ok(())
}

/// The times and durations (counted after the times) that a time or duration is computed from.
fn needs(plan: &Plan, node: usize) -> Vec<usize> {
    let durations_from = plan.times.len();
    let mut all = Vec::new();
    let when = match node.checked_sub(durations_from) {
        None => {
            let time = &plan.times[node];
            all.extend(time.after);
            all.extend(time.others.iter().flat_map(|(_, others)| others.clone()));
            all.extend(time.minus.iter().chain(&time.plus).map(|duration| duration + durations_from));
            &time.when
        }
        Some(duration) => {
            let duration = &plan.durations[duration];
            if let DurationSource::Between(from, to) = duration.source {
                all.extend([from, to]);
            }
            all.extend(duration.check.iter().flat_map(|(from, to)| [*from, *to]));
            all.extend(duration.minus.map(|other| other + durations_from));
            &duration.when
        }
    };
    known_in(when, durations_from, &mut all);
    all
}

fn known_in(tests: &[Test], durations_from: usize, all: &mut Vec<usize>) {
    for test in tests {
        match test {
            Test::Known(Named::Time(time), _) => all.push(*time),
            Test::Known(Named::Duration(duration), _) => all.push(duration + durations_from),
            Test::Any(lists) => lists.iter().for_each(|list| known_in(list, durations_from, all)),
            _ => {}
        }
    }
}
