//! A row becomes acts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use types::{Act, Body, Millis, Outcome, Part, Relation, Scalar, Scene, Word, Work};

use crate::anomaly::AnomalyKind;
use crate::mapping::{DecimalMark, ValueType};

use super::numbers;
use super::plan::{ActPlan, Column, PartPlan, ValuePlan};
use super::values::RowValues;

/// The longest text in an act's body, in characters.
const TEXT_CHARS: usize = 300;

/// The acts of a row, and why it is none where it is none.
pub(crate) fn acts_of(values: &mut RowValues<'_>, key: &[u8], acts: &mut Vec<Act>) -> Result<(), String> {
    let before = acts.len();
    let mut failed = None;
    let plan = values.plan;
    let mut bytes = key.to_vec();
    for rule in &plan.acts {
        if !values.holds(&rule.when) {
            continue;
        }
        bytes.truncate(key.len());
        bytes.extend_from_slice(rule.kind.name.as_str().as_bytes());
        let nth = acts[before..].iter().filter(|act| act.kind == rule.kind).count();
        match act_of(values, rule, &bytes, u32::try_from(nth).unwrap_or(u32::MAX)) {
            Some(act) => acts.push(act),
            None if rule.if_started => {}
            None => failed = failed.or(Some(rule)),
        }
    }
    if let Some(rule) = failed {
        let start = &plan.times[rule.start].name;
        return Err(format!("the time “{start}” at which {} begins cannot be read", rule.kind));
    }
    report(values);
    if acts.len() == before { Err("no act of the mapping fits it".to_owned()) } else { Ok(()) }
}

fn act_of(values: &mut RowValues<'_>, rule: &ActPlan, key: &[u8], nth: u32) -> Option<Act> {
    let occurred_at = values.time(rule.start)?;
    let lasted = match rule.end {
        Some(end) => values.time(end).and_then(|end| lasting(values, rule, occurred_at, end)),
        None => rule.lasted.and_then(|duration| values.duration(duration)),
    };
    let mut parts = Vec::with_capacity(rule.parts.len());
    for part in &rule.parts {
        if values.holds(&part.when) {
            parts.push(part_of(values, part));
        }
    }
    let mut relations = Vec::with_capacity(rule.objects.len());
    for object in &rule.objects {
        if let Some(found) = values.object(*object) {
            relations
                .push(Relation { qualifier: values.plan.objects[*object].qualifier.clone(), object: found });
        }
    }
    let mut body = Body::new();
    for value in &rule.body {
        let value = &values.plan.values[*value];
        if let Some(scalar) = value_of(values, value) {
            body.insert(value.name.clone(), scalar);
        }
    }
    Some(Act {
        id: values.identity.act_id(occurred_at, key, nth),
        kind: rule.kind.clone(),
        operation: rule.operation,
        scene: scene_of(values, rule),
        occurred_at,
        lasted,
        outcome: outcome_of(values, rule),
        reason: label(values, rule.reason),
        waited: rule.waited.and_then(|duration| values.duration(duration)),
        parts,
        relations,
        body,
    })
}

fn lasting(
    values: &mut RowValues<'_>,
    rule: &ActPlan,
    start: jiff::Timestamp,
    end: jiff::Timestamp,
) -> Option<Millis> {
    let lasted = Millis::between(start, end);
    if lasted.is_none() {
        values.note(AnomalyKind::EndBeforeStart, || {
            format!("{} ends at {end}, before it begins at {start}", rule.kind)
        });
    }
    lasted
}

fn part_of(values: &mut RowValues<'_>, rule: &PartPlan) -> Part {
    Part {
        actor: rule.actor,
        who: rule.who.and_then(|object| values.object(object)),
        phase: rule.phase,
        work: rule
            .work
            .and_then(|(duration, basis)| values.duration(duration).map(|lasted| Work { lasted, basis })),
    }
}

fn scene_of(values: &RowValues<'_>, rule: &ActPlan) -> Scene {
    let by_column = rule.scenes.as_ref().and_then(|(column, scenes)| scenes.get(values.row.get(*column)));
    by_column.copied().unwrap_or(rule.scene)
}

fn outcome_of(values: &mut RowValues<'_>, rule: &ActPlan) -> Option<Outcome> {
    let Some((column, table)) = &rule.outcome_by else { return rule.outcome };
    let code = values.row.get(*column);
    if let Some(known) = table.codes.get(code).copied().or(table.otherwise) {
        return Some(known);
    }
    if !code.is_empty() && !table.none.iter().any(|none| none == code) {
        values.note(AnomalyKind::UnknownCode, || format!("{}: “{code}” stands for no outcome", table.column));
    }
    None
}

fn label(values: &mut RowValues<'_>, column: Column) -> Option<Word> {
    let text = values.row.get(column);
    (!text.is_empty()).then(|| short_word(values, text))
}

fn short_word(values: &mut RowValues<'_>, text: &str) -> Word {
    match text.char_indices().nth(TEXT_CHARS) {
        None => values.memory.word(text),
        Some((cut, _)) => {
            values.note(AnomalyKind::ValueCut, || format!("{}…", &text[..cut]));
            Word::new(&text[..cut])
        }
    }
}

fn value_of(values: &mut RowValues<'_>, rule: &ValuePlan) -> Option<Scalar> {
    if let Some(time) = rule.time {
        return values.time(time).map(Scalar::Time);
    }
    if let Some(duration) = rule.duration {
        let ms = i64::try_from(values.duration(duration)?.0).ok()?;
        return Some(number(Decimal::new(ms, 3).normalize()));
    }
    let text = values.row.get(rule.column);
    if text.is_empty() || rule.none.iter().any(|none| none == text) {
        return rule.constant.clone();
    }
    if let Some(label) = rule.labels.get(text) {
        return Some(Scalar::Text(label.clone()));
    }
    if rule.kind == ValueType::Text {
        return Some(Scalar::Text(short_word(values, text)));
    }
    let Some(found) = scalar(rule.kind, text, values.mark()) else {
        values.note(AnomalyKind::BadNumber, || {
            format!("{}: “{text}” is not of the type {:?}", rule.name, rule.kind)
        });
        return None;
    };
    let found = if rule.negated { opposite(found) } else { found };
    match rule.divided_by {
        None => Some(found),
        Some(other) => {
            let other = value_of(values, &values.plan.values[other])?;
            let share = as_decimal(&found)?.checked_div(as_decimal(&other)?)?;
            Some(Scalar::Decimal(share.round_dp(6).normalize()))
        }
    }
}

fn opposite(value: Scalar) -> Scalar {
    match value {
        Scalar::Integer(number) => Scalar::Integer(number.saturating_neg()),
        Scalar::Decimal(number) => Scalar::Decimal(-number),
        other => other,
    }
}

fn as_decimal(value: &Scalar) -> Option<Decimal> {
    match value {
        Scalar::Integer(number) => Some(Decimal::from(*number)),
        Scalar::Decimal(number) => Some(*number),
        _ => None,
    }
}

fn number(decimal: Decimal) -> Scalar {
    match decimal.to_i64() {
        Some(whole) if decimal.is_integer() => Scalar::Integer(whole),
        _ => Scalar::Decimal(decimal),
    }
}

/// A text as a value of a type.
pub(crate) fn scalar(kind: ValueType, text: &str, mark: DecimalMark) -> Option<Scalar> {
    match kind {
        ValueType::Text => Some(Scalar::Text(Word::new(text))),
        ValueType::Integer => {
            let number = numbers::decimal(text, mark)?;
            number.is_integer().then(|| number.to_i64()).flatten().map(Scalar::Integer)
        }
        ValueType::Decimal => numbers::decimal(text, mark).map(Scalar::Decimal),
        ValueType::Number => numbers::decimal(text, mark).map(number),
        ValueType::Bool => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "t" | "oui" | "vrai" => Some(Scalar::Bool(true)),
            "false" | "no" | "n" | "0" | "f" | "non" | "faux" => Some(Scalar::Bool(false)),
            _ => None,
        },
        ValueType::Time => match super::times::TimeFormat::Iso.read(text)? {
            super::times::Read::Instant(at) => Some(Scalar::Time(at)),
            super::times::Read::Local(_) => None,
        },
    }
}

/// Notes what the mapping asks to be reported of a row that was read.
fn report(values: &mut RowValues<'_>) {
    let plan = values.plan;
    for (kind, tests) in &plan.anomalies {
        if values.holds(tests) {
            let row = values.row;
            values.note(*kind, || plan.shown(row));
        }
    }
    let Some((who, start, end)) = plan.overlap else { return };
    if let (Some(who), Some(start), Some(end)) = (values.object(who), values.time(start), values.time(end))
        && values.memory.overlaps(&who, start, end)
    {
        values.note(AnomalyKind::OverlappingServices, || format!("{who} from {start} to {end}"));
    }
}
