//! Between the fields of a form and what they stand for: how a file is read, and what is asked of a use.

use std::collections::BTreeMap;

use app::{PricesAsked, UseQuestion};
use logs::DecimalMark;
use logs::meter::{Doubt, MeterGuess, MeterMapping, MeterUnit, Stamps};
use offer::tariff::Window;
use rust_decimal::Decimal;

use super::trouble::unfit;
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
    mapping.check().map_err(|fault| unfit(ctx, &fault))?;
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
        prices: match said("prices") {
            Some("then") => PricesAsked::AtTheTime,
            Some(day) => day.parse().map_or(PricesAsked::Today, PricesAsked::Of),
            None => PricesAsked::Today,
        },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Theme;
    use wording::Language;

    fn ctx() -> PageContext {
        PageContext {
            language: Language::English,
            theme: Theme::System,
            path: "/shelf/use".to_owned(),
            assets: "/assets".to_owned(),
            csrf: String::new(),
            shown: crate::context::Shown::default(),
            signed: crate::context::Signed::default(),
        }
    }

    fn guess(mapping: MeterMapping) -> MeterGuess {
        MeterGuess {
            mapping,
            doubts: Vec::new(),
            columns: Vec::new(),
            preview: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn mapping() -> MeterMapping {
        MeterMapping {
            name: "guessed".to_owned(),
            decimal: DecimalMark::Comma,
            zone: Some("Europe/Paris".to_owned()),
            time: vec!["Date".to_owned(), "Heure".to_owned()],
            formats: vec!["%d/%m/%Y %H:%M".to_owned()],
            stamps: Stamps::End,
            value: vec!["Conso".to_owned()],
            unit: Some(MeterUnit::Wh),
            meter: Some("PRM".to_owned()),
            step_minutes: Some(30),
            ..MeterMapping::default()
        }
    }

    #[test]
    fn a_form_that_is_sent_as_it_was_shown_changes_nothing() {
        let mut values = values_of(&mapping());
        values.insert("read".to_owned(), "yes".to_owned());
        assert_eq!(mapping_of(&ctx(), &guess(mapping()), &values), Ok(mapping()));
    }

    #[test]
    fn what_is_missing_or_wrong_is_said_at_its_field() {
        let field_of = |name: &str, value: &str| {
            let mut values = values_of(&mapping());
            values.insert("read".to_owned(), "yes".to_owned());
            values.insert(name.to_owned(), value.to_owned());
            mapping_of(&ctx(), &guess(mapping()), &values).err().and_then(|problem| problem.field)
        };
        assert_eq!(field_of("unit", "").as_deref(), Some("unit"));
        assert_eq!(field_of("zone", "Nowhere/<b>").as_deref(), Some("zone"));
        assert_eq!(field_of("format", "dd/mm").as_deref(), Some("format"));
        assert_eq!(field_of("stamps", "start"), None);
    }

    #[test]
    fn hours_that_cannot_be_read_are_a_problem_and_others_are_hours() {
        let asked = |hours: &str| {
            let values = [("hours".to_owned(), hours.to_owned()), ("level".to_owned(), "nine".to_owned())];
            question_of(&ctx(), &values.into_iter().collect())
        };
        let (question, problems) = asked("at night");
        assert_eq!((question.off_peak, problems.len()), (None, 1));
        let (question, problems) = asked("1h30-7h30, 12h-14h");
        assert_eq!((question.off_peak.map(|all| all.len()), problems.len()), (Some(2), 0));
        assert_eq!(asked("").0, UseQuestion::default());
        let prices = |said: &str| {
            question_of(&ctx(), &[("prices".to_owned(), said.to_owned())].into_iter().collect()).0.prices
        };
        assert_eq!(prices("then"), PricesAsked::AtTheTime);
        assert_eq!(prices("2023-02-01"), PricesAsked::Of(jiff::civil::date(2023, 2, 1)));
        assert_eq!(prices("yesterday"), PricesAsked::Today);
        assert_eq!(number(" 4\u{202f}000,5 "), Some(Decimal::new(40_005, 1)));
    }
}
