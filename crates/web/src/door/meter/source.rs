//! Where a use comes from: a held file, a statement, something kept. Each gives a profile and what is to be known about it.

use app::{Asking, HeldFile, MeterTrouble, ReadMeter};
use logs::meter::{MeterGuess, MeterMapping};
use offer::tariff::Window;
use offer::use_profile::{ProfileUnit, UseProfile};
use rust_decimal::Decimal;

use super::form::{asked, is_answered, mapping_of, number, values_of};
use super::trouble::told;
use crate::context::PageContext;
use crate::door::{Door, Problem};
use crate::pages::shop::model::Problem as FieldProblem;
use crate::pages::use_of_meter::model::{ReadingPage, Values};

/// Where a use comes from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A file that is held, by its token.
    File(String),
    /// A statement, in the fields `kwh`, `share` and `hours`.
    Stated,
    /// Something that was kept, by its id.
    Kept(String),
}

/// A use that is there to be priced.
pub(super) struct Loaded {
    /// What it is called.
    pub(super) name: String,
    /// The use.
    pub(super) profile: UseProfile,
    /// How it was read, if it was a file.
    pub(super) read: Option<(ReadMeter, MeterMapping, MeterGuess)>,
}

/// A use, or why it is not there yet.
pub(super) enum Found {
    /// It is there.
    Use(Box<Loaded>),
    /// Something must be said of the file first.
    Ask(Box<ReadingPage>),
    /// It cannot be had: back to the beginning with these.
    Not(Vec<FieldProblem>),
}

impl Source {
    /// Its page.
    pub(super) fn here(&self) -> String {
        match self {
            Self::File(token) => format!("/shelf/use/{}", crate::address::escaped(token)),
            Self::Stated => "/shelf/use/stated".to_owned(),
            Self::Kept(id) => format!("/shelf/use/kept/{}", crate::address::escaped(id)),
        }
    }

    /// Loads it as the reader asks.
    pub(super) fn load(
        &self,
        door: &Door,
        ctx: &PageContext,
        asking: &Asking,
        values: &Values,
    ) -> Result<Found, Problem> {
        let loaded = match self {
            Self::File(token) => return from_file(door, ctx, asking, token, values, self.here()),
            Self::Stated => match stated(door, ctx, values)? {
                Ok(loaded) => Ok(loaded),
                Err(problems) => return Ok(Found::Not(problems)),
            },
            Self::Kept(id) => door.counter.kept_use(asking, id).and_then(|kept| {
                let profile = kept.profile.ok_or(MeterTrouble::Gone)?;
                Ok(Loaded { name: kept.name, profile, read: None })
            }),
        };
        match loaded {
            Ok(loaded) => Ok(Found::Use(Box::new(loaded))),
            Err(trouble) => Ok(Found::Not(vec![told(ctx, trouble)?])),
        }
    }
}

/// A use that was stated, or everything that is to be put right in the statement.
fn stated(
    door: &Door,
    ctx: &PageContext,
    values: &Values,
) -> Result<Result<Loaded, Vec<FieldProblem>>, Problem> {
    let said = |name: &str| values.get(name).map_or("", |value| value.trim());
    let mut problems = Vec::new();
    let mut wrong = |field: &str, key: &str| problems.push(FieldProblem::of(field, &ctx.say(key)));
    let within = |amount: &Decimal, most: u32| (Decimal::ZERO..=Decimal::from(most)).contains(amount);
    let per_year = number(said("kwh")).filter(|amount| within(amount, 100_000_000));
    if per_year.is_none() {
        wrong("kwh", "problem-meter-year");
    }
    let share = match said("share") {
        "" => Some(Decimal::ZERO),
        text => number(text.trim_end_matches('%')).filter(|amount| within(amount, 100)),
    };
    if share.is_none() {
        wrong("share", "problem-meter-share");
    }
    let hours = Window::read_all(said("hours"));
    if hours.is_none() {
        wrong("hours", "problem-meter-hours");
    }
    let (Some(per_year), Some(share), Some(hours)) = (per_year, share, hours) else {
        return Ok(Err(problems));
    };
    let hours = Some(hours).filter(|hours| !hours.is_empty());
    match door.counter.stated_use(per_year, share, hours, ProfileUnit::KilowattHour) {
        Ok(profile) => Ok(Ok(Loaded { name: String::new(), profile, read: None })),
        Err(trouble) => Ok(Err(vec![told(ctx, trouble)?])),
    }
}

fn from_file(
    door: &Door,
    ctx: &PageContext,
    asking: &Asking,
    token: &str,
    values: &Values,
    here: String,
) -> Result<Found, Problem> {
    let held = match door.counter.held_meter_file(asking, token) {
        Ok(held) => held,
        Err(trouble) => return Ok(Found::Not(vec![told(ctx, trouble)?])),
    };
    let guess = match door.counter.recognise_meter(&held) {
        Ok(guess) => guess,
        Err(trouble) => return Ok(Found::Not(vec![told(ctx, trouble)?])),
    };
    let to_be_asked = asked(&guess);
    let edits = values.get("edit").is_some_and(|edit| edit == "yes");
    if edits || (!is_answered(values) && !to_be_asked.is_empty()) {
        let shown = if is_answered(values) { values.clone() } else { values_of(&guess.mapping) };
        let asked = if edits { Vec::new() } else { to_be_asked };
        let page = reading(&held, &guess, shown, Vec::new(), here);
        return Ok(Found::Ask(Box::new(ReadingPage { asked, ..page })));
    }
    let mapping = match mapping_of(ctx, &guess, values) {
        Ok(mapping) => mapping,
        Err(problem) => {
            let page = reading(&held, &guess, values.clone(), vec![problem], here);
            return Ok(Found::Ask(Box::new(page)));
        }
    };
    let wanted = values.get("meter").map(String::as_str).filter(|meter| !meter.is_empty());
    let read = door.counter.read_meter(&held, &mapping);
    let profile = read.and_then(|read| Ok((read.meter(wanted)?.profile.clone(), read)));
    match profile {
        Ok((profile, read)) => {
            Ok(Found::Use(Box::new(Loaded { name: held.name, profile, read: Some((read, mapping, guess)) })))
        }
        Err(trouble) => {
            let problem = told(ctx, trouble)?;
            let page = reading(&held, &guess, values_of(&mapping), vec![problem], here);
            Ok(Found::Ask(Box::new(page)))
        }
    }
}

fn reading(
    held: &HeldFile,
    guess: &MeterGuess,
    values: Values,
    problems: Vec<FieldProblem>,
    here: String,
) -> ReadingPage {
    ReadingPage {
        here,
        file: held.name.clone(),
        problems,
        values,
        asked: Vec::new(),
        columns: guess.columns.iter().map(|column| column.name.clone()).collect(),
        rows: guess.preview.clone(),
        unit_column: guess.mapping.unit_column.clone(),
        across: guess.mapping.value.len() > 1,
    }
}
