//! A mapping as drop-downs: what each time, duration, object and value is read from, and what each act is.
//!
//! Fields are named after their place in the mapping (`time.entered.0`, `act.1.scene`), so that a form can be read
//! back without knowing what it was for. What a form cannot say (conditions, tables of codes) stays as it is.

use std::collections::BTreeMap;

use logs::{Mapping, Unit};
use types::{Operation, Outcome, Scene};

/// One thing that can be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingField {
    /// Its name in forms.
    pub name: String,
    /// Which part of the mapping it belongs to: `file`, `time`, `duration`, `object`, `value`, or the kind of an act.
    pub group: String,
    /// What it means: the name of the rule, or the key of a sentence.
    pub meaning: String,
    /// What it can be; nothing for a free text.
    pub choices: Choices,
    /// What it is.
    pub chosen: String,
}

/// What a field can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// One of the file's columns.
    Column,
    /// One of the file's columns, or none.
    ColumnOrNone,
    /// One of these names.
    Names(&'static [&'static str]),
    /// An IANA time zone.
    Zone,
}

const UNITS: &[&str] = &["s", "ms", "min", "h", "d"];
const OPERATIONS: &[&str] = &["collect", "dialogue", "trace", "organise"];
const SCENES: &[&str] = &["web", "shop", "phone", "mail", "chat", "meter", "back_office", "api"];
const OUTCOMES: &[&str] = &["", "served", "abandoned", "refused", "undone", "corrected", "void"];

/// The fields of a mapping, in the order in which a form shows them.
pub fn mapping_fields(mapping: &Mapping) -> Vec<MappingField> {
    let mut copy = mapping.clone();
    let mut fields = Vec::new();
    visit(&mut copy, &mut |name, group, meaning, choices, slot| {
        fields.push(MappingField { name, group, meaning, choices, chosen: slot.read() });
    });
    fields
}

/// The mapping with the fields of a form put in; names that it does not have are passed over.
pub fn with_fields(mapping: &Mapping, form: &BTreeMap<String, String>) -> Mapping {
    let mut changed = mapping.clone();
    visit(&mut changed, &mut |name, _, _, _, mut slot| {
        if let Some(value) = form.get(&name) {
            slot.write(value);
        }
    });
    changed
}

/// A place in the mapping that a field stands for.
enum Slot<'a> {
    Text(&'a mut String),
    Maybe(&'a mut Option<String>),
    Unit(&'a mut Unit),
    Operation(&'a mut Operation),
    Scene(&'a mut Scene),
    Outcome(&'a mut Option<Outcome>),
}

impl Slot<'_> {
    fn read(&self) -> String {
        match self {
            Self::Text(text) => (**text).clone(),
            Self::Maybe(text) => (**text).clone().unwrap_or_default(),
            Self::Unit(unit) => unit_name(**unit).to_owned(),
            Self::Operation(operation) => operation.name().to_owned(),
            Self::Scene(scene) => scene.name().to_owned(),
            Self::Outcome(outcome) => outcome.map_or("", Outcome::name).to_owned(),
        }
    }

    /// A value that cannot be there changes nothing: a form made by hand cannot break a mapping.
    fn write(&mut self, value: &str) {
        match self {
            Self::Text(text) if !value.is_empty() => value.clone_into(text),
            Self::Text(_) => {}
            Self::Maybe(text) => **text = (!value.is_empty()).then(|| value.to_owned()),
            Self::Unit(unit) => {
                if let Some(known) = ALL_UNITS.into_iter().find(|known| unit_name(*known) == value) {
                    **unit = known;
                }
            }
            Self::Operation(operation) => **operation = value.parse().unwrap_or(**operation),
            Self::Scene(scene) => **scene = value.parse().unwrap_or(**scene),
            Self::Outcome(outcome) if value.is_empty() => **outcome = None,
            Self::Outcome(outcome) => **outcome = value.parse().ok().or(**outcome),
        }
    }
}

const ALL_UNITS: [Unit; 5] = [Unit::Seconds, Unit::Milliseconds, Unit::Minutes, Unit::Hours, Unit::Days];

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        Unit::Milliseconds => "ms",
        Unit::Minutes => "min",
        Unit::Hours => "h",
        Unit::Days => "d",
    }
}

type Visitor<'v> = dyn FnMut(String, String, String, Choices, Slot<'_>) + 'v;

/// Goes through everything that a form can say, always in the same order.
fn visit(mapping: &mut Mapping, each: &mut Visitor<'_>) {
    each("zone".into(), "file".into(), "zone".into(), Choices::Zone, Slot::Maybe(&mut mapping.zone));
    for (rule, time) in &mut mapping.time {
        for (at, column) in time.columns.iter_mut().enumerate() {
            each(
                format!("time.{rule}.{at}"),
                "time".into(),
                rule.clone(),
                Choices::Column,
                Slot::Text(column),
            );
        }
    }
    for (rule, duration) in &mut mapping.duration {
        if duration.column.is_some() {
            let (column, unit) = (&mut duration.column, &mut duration.unit);
            let name = format!("duration.{rule}");
            each(
                format!("{name}.column"),
                "duration".into(),
                rule.clone(),
                Choices::Column,
                Slot::Maybe(column),
            );
            let units = Choices::Names(UNITS);
            each(format!("{name}.unit"), "duration".into(), format!("{rule}-unit"), units, Slot::Unit(unit));
        }
    }
    for (rule, object) in &mut mapping.object {
        for (at, column) in object.columns.iter_mut().enumerate() {
            each(
                format!("object.{rule}.{at}"),
                "object".into(),
                rule.clone(),
                Choices::Column,
                Slot::Text(column),
            );
        }
    }
    for (rule, value) in &mut mapping.value {
        if value.column.is_some() {
            let slot = Slot::Maybe(&mut value.column);
            each(format!("value.{rule}"), "value".into(), rule.clone(), Choices::Column, slot);
        }
    }
    for (at, act) in mapping.acts.iter_mut().enumerate() {
        let (name, group) = (format!("act.{at}"), act.kind.clone());
        let mut say = |what: &str, choices, slot: Slot<'_>| {
            each(format!("{name}.{what}"), group.clone(), what.to_owned(), choices, slot);
        };
        say("operation", Choices::Names(OPERATIONS), Slot::Operation(&mut act.operation));
        say("scene", Choices::Names(SCENES), Slot::Scene(&mut act.scene));
        say("outcome", Choices::Names(OUTCOMES), Slot::Outcome(&mut act.outcome));
        say("reason", Choices::ColumnOrNone, Slot::Maybe(&mut act.reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_says_what_the_mapping_says_changes_nothing() {
        for mapping in Mapping::builtins() {
            let form = mapping_fields(&mapping).into_iter().map(|field| (field.name, field.chosen)).collect();
            assert_eq!(with_fields(&mapping, &form), mapping, "{}", mapping.name);
        }
    }

    #[test]
    fn a_column_and_a_scene_can_be_put_right() {
        let mapping = Mapping::builtin("call-centre").unwrap();
        let form =
            [("duration.menu.column", "ivr_seconds"), ("act.1.scene", "chat"), ("act.0.scene", "moon")];
        let form = form.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let changed = with_fields(&mapping, &form);
        assert_eq!(changed.duration["menu"].column.as_deref(), Some("ivr_seconds"));
        assert_eq!(changed.acts[1].scene, Scene::Chat);
        assert_eq!(changed.acts[0].scene, Scene::Phone);
    }
}
