//! Between the fields of a form and what they stand for: how a file is read, and what is asked of a use.

use std::collections::BTreeMap;

use app::UseQuestion;
use logs::DecimalMark;
use logs::meter::{Doubt, MeterGuess, MeterMapping, MeterUnit, Stamps};
use offer::tariff::Window;
use rust_decimal::Decimal;

use crate::context::PageContext;
use crate::door::identity::FormMarks;
use crate::pages::shop::model::Problem as FieldProblem;
use crate::pages::use_of_meter::model::Values;

/// The fields that say how a file is read.
const READING: [&str; 12] = [
    "read",
    "time",
    "time2",
    "format",
    "stamps",
    "zone",
    "value",
    "unit",
    "decimal",
    "cumulative",
    "meter_column",
    "step",
];

/// Whether the reader said how the file is to be read.
pub(super) fn is_answered(values: &Values) -> bool {
    values.get("read").is_some_and(|read| read == "yes")
}

/// What the reader said of how the file is read, to be carried along.
pub(super) fn reading_along(values: &Values) -> Vec<(String, String)> {
    if !is_answered(values) {
        return Vec::new();
    }
    let pair = |name: &&str| values.get(*name).map(|value| ((*name).to_owned(), value.clone()));
    READING.iter().filter_map(pair).collect()
}

/// What must be said before a file is believed: the fields that ask it. A zone is taken for the shop's own and said.
pub(super) fn asked(guess: &MeterGuess) -> Vec<&'static str> {
    let field = |doubt: &Doubt| match doubt {
        Doubt::Unit => Some("unit"),
        Doubt::Stamps => Some("stamps"),
        Doubt::Cumulative => Some("cumulative"),
        Doubt::Value => Some("value"),
        Doubt::Zone => None,
    };
    guess.doubts.iter().filter_map(field).collect()
}

/// The fields of a mapping.
pub(super) fn values_of(mapping: &MeterMapping) -> Values {
    let first = |all: &[String]| all.first().cloned().unwrap_or_default();
    let value = if mapping.value.len() > 1 { "*".to_owned() } else { first(&mapping.value) };
    let pairs = [
        ("time", first(&mapping.time)),
        ("time2", mapping.time.get(1).cloned().unwrap_or_default()),
        ("format", first(&mapping.formats)),
        ("stamps", if mapping.stamps == Stamps::End { "end" } else { "start" }.to_owned()),
        ("zone", mapping.zone.clone().unwrap_or_default()),
        ("value", value),
        ("unit", mapping.unit.map(|unit| unit.sign().to_owned()).unwrap_or_default()),
        ("decimal", if mapping.decimal == DecimalMark::Comma { "comma" } else { "point" }.to_owned()),
        ("cumulative", if mapping.cumulative { "yes" } else { "" }.to_owned()),
        ("meter_column", mapping.meter.clone().unwrap_or_default()),
        ("step", mapping.step_minutes.map(|step| step.to_string()).unwrap_or_default()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The mapping that the reader asks for, or what is to be put right in it.
pub(super) fn mapping_of(
    ctx: &PageContext,
    guess: &MeterGuess,
    values: &Values,
) -> Result<MeterMapping, FieldProblem> {
    let mut mapping = guess.mapping.clone();
    if !is_answered(values) {
        return Ok(mapping);
    }
    let said = |name: &str| values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    if let Some(time) = said("time") {
        let time: Vec<String> =
            [Some(time), said("time2")].into_iter().flatten().map(str::to_owned).collect();
        if time != mapping.time {
            mapping.end.clear();
            mapping.time = time;
        }
    }
    if let Some(format) = said("format") {
        mapping.formats = vec![format.to_owned()];
    }
    mapping.stamps = if said("stamps") == Some("end") { Stamps::End } else { Stamps::Start };
    mapping.zone = said("zone").map(str::to_owned);
    if let Some(value) = said("value").filter(|value| *value != "*") {
        mapping.value = vec![value.to_owned()];
    }
    mapping.decimal = if said("decimal") == Some("comma") { DecimalMark::Comma } else { DecimalMark::Point };
    mapping.cumulative = said("cumulative") == Some("yes");
    mapping.meter = said("meter_column").map(str::to_owned);
    mapping.unit = said("unit").and_then(MeterUnit::read);
    if mapping.unit.is_some() {
        mapping.unit_column = None;
    } else if mapping.unit_column.is_none() {
        return Err(FieldProblem::of("unit", &ctx.say("problem-meter-unit-needed")));
    }
    mapping.step_minutes = said("step").and_then(|step| step.parse().ok());
    let reason = |reason: String| ctx.tell("problem-meter-mapping", &[("reason", reason.into())]);
    if let Err(why) = mapping.time_zone() {
        return Err(FieldProblem::of("zone", &reason(why)));
    }
    mapping.check().map_err(|why| FieldProblem::of("format", &reason(why)))?;
    Ok(mapping)
}

/// What is asked of a use; hours that cannot be read are a problem, and the calendar's own count meanwhile.
pub(super) fn question_of(ctx: &PageContext, values: &Values) -> (UseQuestion, Vec<FieldProblem>) {
    let said = |name: &str| values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let hours = said("hours").map(Window::read_all);
    let mut problems = Vec::new();
    if matches!(hours, Some(None)) {
        problems.push(FieldProblem::of("hours", &ctx.say("problem-meter-hours")));
    }
    let question = UseQuestion {
        at_the_time: said("prices") == Some("then"),
        level: said("level").and_then(|level| level.parse().ok()),
        every_level: said("level") == Some("all"),
        only_stated: false,
        off_peak: hours.flatten().filter(|hours| !hours.is_empty()),
    };
    (question, problems)
}

/// A number as people write it, in either language.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    Decimal::from_str_exact(&plain.replace(',', ".")).ok()
}

/// The marks that every form of ours carries.
pub(super) fn marks(values: &BTreeMap<String, String>) -> FormMarks {
    let said = |name: &str| values.get(name).cloned().unwrap_or_default();
    FormMarks { entry: said("entry"), shown: said("shown") }
}
