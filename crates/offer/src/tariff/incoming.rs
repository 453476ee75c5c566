//! A grid of prices, or a table of day colours, as something that comes into the catalogue by the same door as any file: as
//! a plan first, then in entries.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::calendar::TariffCalendar;
use super::colours::{Breach, BreachKind, ColourNote, ColourTable, read_colours};
use super::import::{ImportedTariffs, SheetNote, TARIFF_LAYOUT, read_sheet};
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
            let renamed = same_named_category(made, current);
            let aside = priced_elsewhere(made, current);
            for (kind, id, mut body) in records {
                let Some(section) = Section::find(kind) else { continue };
                let stays = match section {
                    Section::TariffCalendar => current.get(section, &id).is_some(),
                    Section::Category => renamed.is_some() || current.get(section, &id).is_some(),
                    Section::Offering | Section::Price => aside.records.contains(&id),
                    Section::Specification => aside.products.contains(&id),
                    _ => false,
                };
                if let Some(category) = renamed.as_ref().filter(|_| section == Section::Specification)
                    && let Some(fields) = body.as_object_mut()
                {
                    fields.insert("category".to_owned(), json!([{ "id": category }]));
                }
                if !stays {
                    incoming.push(section, &id, body, Where::default());
                }
            }
            incoming.problems.extend(aside.offerings.iter().map(|id| {
                Problem::of(Section::Offering, id, "productOfferingPrice", ProblemKind::PricedElsewhere)
            }));
        }
        Err(error) => {
            let kind = ProblemKind::Unreadable(error.to_string());
            incoming.problems.push(Problem::at(Where::default(), kind));
        }
    }
    incoming.problems.extend(made.notes.iter().filter_map(|note| problem_of_note(note, made)));
}

/// What a grid brings that has its prices from a grid of another layout already.
#[derive(Default)]
struct Aside {
    offerings: BTreeSet<String>,
    products: BTreeSet<String>,
    /// Offerings and their prices.
    records: BTreeSet<String>,
}

/// The same tariffs may come before tax and with tax, of one date and of all dates: who came first keeps its prices, so that
/// nothing is on the shelf twice and no dated price is rewritten.
fn priced_elsewhere(made: &ImportedTariffs, current: &CatalogueFile) -> Aside {
    let layout =
        |attributes: &Value| attributes.get(TARIFF_LAYOUT).and_then(Value::as_str).map(str::to_owned);
    let mut aside = Aside::default();
    for offering in &made.offerings {
        let Some(known) = current.get(Section::Offering, offering.id.as_str()) else { continue };
        let own = offering.unknown.get(TARIFF_LAYOUT).and_then(Value::as_str).map(str::to_owned);
        if layout(known).is_none_or(|known| Some(known) == own) {
            continue;
        }
        aside.offerings.insert(offering.id.to_string());
        aside.records.insert(offering.id.to_string());
        aside.records.extend(offering.product_offering_price.iter().map(|price| price.id.clone()));
        aside.products.insert(offering.specification().as_str().to_owned());
    }
    // A product of which another variant is new is told of nevertheless.
    for offering in made.offerings.iter().filter(|each| !aside.offerings.contains(each.id.as_str())) {
        let product = offering.specification();
        if current.get(Section::Specification, product.as_str()).is_none() {
            aside.products.remove(product.as_str());
        }
    }
    aside
}

/// The category that is there under the name of the one that a grid would make.
fn same_named_category(made: &ImportedTariffs, current: &CatalogueFile) -> Option<String> {
    let wanted = made.categories.first()?;
    if current.get(Section::Category, wanted.id.as_str()).is_some() {
        return None;
    }
    let name = wanted.name.to_lowercase();
    let is_called = |body: &Value| {
        body.get("name").and_then(Value::as_str).is_some_and(|known| known.trim().to_lowercase() == name)
    };
    current.of(Section::Category).find(|(_, body)| is_called(body)).map(|(id, _)| id.to_owned())
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
