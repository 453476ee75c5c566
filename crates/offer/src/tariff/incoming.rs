//! A grid of prices, or a table of day colours, as something that comes into the catalogue by the same door as any file: as
//! a plan first, then in entries.

use serde_json::{Value, json};

use super::calendar::TariffCalendar;
use super::colours::{Breach, BreachKind, ColourNote, ColourTable, read_colours};
use super::import::{ImportedTariffs, SheetNote, read_sheet};
use super::sheet::TariffSheet;
use crate::exchange::{CatalogueFile, Incoming, Problem, ProblemKind, Section, Where};

/// A table of days must hold so many to be taken for one.
const FEWEST_DAYS: usize = 10;

/// What a text brings if it is a grid of prices in a layout that is built in, or a table of days for a calendar that is
/// there; nothing if it is neither.
pub fn incoming_tariffs(text: &str, current: &CatalogueFile) -> Option<Incoming> {
    if let Some(sheet) = TariffSheet::that_fits(text) {
        return Some(from_sheet(text, &sheet, current));
    }
    let calendars = current.of(Section::TariffCalendar);
    let typed = calendars.filter_map(|(id, body)| {
        let calendar: TariffCalendar = serde_json::from_value(body.clone()).ok()?;
        (!calendar.colours.is_empty()).then_some((id, body, calendar))
    });
    let mut incoming = Incoming::default();
    for (id, body, calendar) in typed {
        let Ok(table) = read_colours(text, &calendar) else { continue };
        let left_out = table.notes.iter().filter(|note| matches!(note, ColourNote::LeftOut { .. })).count();
        if table.days.len() >= FEWEST_DAYS && left_out * 10 <= table.days.len() {
            take_days(&mut incoming, id, body, calendar, table);
        }
    }
    (incoming.read > 0).then_some(incoming)
}

/// A grid of prices by a layout. A calendar that is there already stays as it is, with its table of days.
pub fn from_sheet(text: &str, sheet: &TariffSheet, current: &CatalogueFile) -> Incoming {
    let mut incoming = Incoming::default();
    match read_sheet(text, sheet) {
        Err(error) => {
            let kind = ProblemKind::Unreadable(error.to_string());
            incoming.problems.push(Problem::at(Where::line(1), kind));
        }
        Ok(made) => take_sheet(&mut incoming, &made, current),
    }
    incoming
}

fn take_sheet(incoming: &mut Incoming, made: &ImportedTariffs, current: &CatalogueFile) {
    incoming.read = (made.prices.len() + made.offerings.len()) as u64;
    match made.records() {
        Ok(records) => {
            for (kind, id, body) in records {
                let Some(section) = Section::find(kind) else { continue };
                let stays = matches!(section, Section::TariffCalendar | Section::Category)
                    && current.get(section, &id).is_some();
                if !stays {
                    incoming.push(section, &id, body, Where::default());
                }
            }
        }
        Err(error) => {
            let kind = ProblemKind::Unreadable(error.to_string());
            incoming.problems.push(Problem::at(Where::default(), kind));
        }
    }
    incoming.problems.extend(made.notes.iter().filter_map(|note| problem_of_note(note, made)));
}

fn problem_of_note(note: &SheetNote, made: &ImportedTariffs) -> Option<Problem> {
    let aside = |line: u64, text: String| Problem::at(Where::line(line), ProblemKind::SetAside(text));
    Some(match note {
        SheetNote::UnknownOption { line, code } => aside(*line, format!("“{code}”")),
        SheetNote::Unreadable { line, column, text } => {
            Problem::at(Where::cell(*line, column), ProblemKind::SetAside(format!("“{text}”")))
        }
        SheetNote::Twice { line } => aside(*line, "= option, level, date of an earlier line".to_owned()),
        SheetNote::RangeTaxed { line, level } => {
            aside(*line, format!("“{level}”: a tax depends on the level, which must be one number"))
        }
        SheetNote::Ended { offering, on } => {
            let offering = made.offerings.iter().find(|each| each.id.as_str() == offering)?;
            let text = format!("{}: {on}", offering.name);
            Problem::of(Section::Offering, offering.id.as_str(), "validFor", ProblemKind::SetAside(text))
        }
    })
}

/// The days of a table are added to those of a calendar; a day that is known already takes the new colour.
fn take_days(incoming: &mut Incoming, id: &str, body: &Value, calendar: TariffCalendar, table: ColourTable) {
    let mut body = body.clone();
    let mut days = calendar.days.clone();
    days.extend(table.days);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("days".to_owned(), json!(days));
    }
    incoming.read += days.len() as u64;
    incoming.push(Section::TariffCalendar, id, body, Where::default());
    incoming.problems.extend(table.notes.iter().map(|note| {
        let (line, text) = match note {
            ColourNote::LeftOut { line, text } => (Some(*line), format!("“{text}”")),
            ColourNote::Twice { line, day } => (Some(*line), format!("{day} ×2")),
            ColourNote::Contradiction { line, day } => (Some(*line), format!("{day}: ≠")),
            ColourNote::Missing { from, to } => (None, format!("{from} – {to}: ?")),
        };
        Problem::at(Where { line, column: None }, ProblemKind::SetAside(text))
    }));
    let with_days = TariffCalendar { days, ..calendar };
    for Breach { season, colour, kind } in with_days.breaches() {
        let text = match kind {
            BreachKind::Count { found, must } => {
                format!("{season}–{}: {colour} {found} ≠ {must}", season + 1)
            }
            BreachKind::NotAllowed { day } => format!("{day}: {colour}"),
        };
        incoming.problems.push(Problem::of(Section::TariffCalendar, id, "days", ProblemKind::SetAside(text)));
    }
}
