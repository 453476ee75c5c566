//! How a file is read: what it does not say is asked, everything else can be put right.

use maud::{Markup, html};

use super::fields::{Field, problems};
use super::model::ReadingPage;
use crate::context::PageContext;
use crate::pages::shop::model::{AskLink, Store};
use crate::pages::shop::{StoreHead, store_frame};

/// The units in the order in which they are offered, as mappings write them.
const UNITS: [&str; 6] = ["kWh", "Wh", "MWh", "kW", "W", "m3"];

/// `GET /shelf/use/{file}` where something must be said first, or is to be put right.
pub fn reading_page(ctx: &PageContext, store: &Store, page: &ReadingPage) -> Markup {
    let asked = !page.asked.is_empty();
    let title = ctx.say(if asked { "meter-asked-title" } else { "meter-edit-title" });
    let lead = if asked { "meter-asked-lead" } else { "meter-edit-lead" };
    let main = html! {
        div .meter {
            h1 { (title) }
            p .lead { (ctx.tell(lead, &[("file", page.file.as_str().into())])) }
            (problems(ctx, &page.problems))
            (preview(ctx, page))
            form .meter-reading method="get" action=(page.here) {
                input type="hidden" name="read" value="yes";
                (form(ctx, page))
                p .actions {
                    button type="submit" { (ctx.say("meter-read-again")) }
                    " " a href="/shelf/use" { (ctx.say("meter-other-file")) }
                }
            }
        }
    };
    let head = StoreHead {
        title: &title,
        ask: AskLink { title: title.clone(), ..AskLink::default() },
        ..StoreHead::default()
    };
    store_frame(ctx, store, &head, main)
}

fn preview(ctx: &PageContext, page: &ReadingPage) -> Markup {
    html! {
        @if !page.rows.is_empty() {
            div .table-scroll tabindex="0" role="region" aria-label=(ctx.say("meter-preview")) {
                table {
                    caption { (ctx.say("meter-preview")) }
                    thead { tr { @for name in &page.columns { th scope="col" { (column_name(ctx, name)) } } } }
                    tbody {
                        @for row in &page.rows {
                            tr { @for place in 0..page.columns.len() { td { (row.get(place).map_or("", String::as_str)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn form(ctx: &PageContext, page: &ReadingPage) -> Markup {
    let mark = ctx.say("meter-asked-field");
    let field = |name: &'static str, key: &str, hint: Option<&str>| {
        let (label, hint) = (ctx.say(key), hint.map(|key| ctx.say(key)));
        (name, label, hint)
    };
    let shown = |(name, label, hint): &(&'static str, String, Option<String>),
                 draw: &dyn Fn(&Field<'_>) -> Markup| {
        draw(&Field {
            name,
            label,
            hint: hint.as_deref(),
            values: &page.values,
            problems: &page.problems,
            asked: page.asked.contains(name).then_some(mark.as_str()),
        })
    };
    let columns = columns(ctx, page);
    let none = ctx.say("meter-field-none");
    let or_none: Vec<(String, String)> =
        std::iter::once((String::new(), none)).chain(columns.iter().cloned()).collect();
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(value, key)| ((*value).to_owned(), ctx.say(key))).collect()
    };
    let stamps = pairs(&[("start", "meter-stamps-start"), ("end", "meter-stamps-end")]);
    let decimals = pairs(&[("point", "meter-decimal-point"), ("comma", "meter-decimal-comma")]);
    let cumulative = pairs(&[("", "meter-cumulative-no"), ("yes", "meter-cumulative-yes")]);
    html! {
        div .meter-fields {
            (shown(&field("time", "meter-field-time", None), &|f| f.select_of(&columns)))
            (shown(&field("time2", "meter-field-time2", None), &|f| f.select_of(&or_none)))
            (shown(&field("format", "meter-field-format", Some("meter-field-format-hint")), &|f| f.text("")))
            (shown(&field("stamps", "meter-field-stamps", None), &|f| f.select_of(&stamps)))
            (shown(&field("zone", "meter-field-zone", Some("meter-field-zone-hint")), &|f| f.text("")))
            (shown(&field("value", "meter-field-value", None), &|f| f.select_of(&values(ctx, page, &columns))))
            (shown(&field("unit", "meter-field-unit", None), &|f| f.select_of(&units(ctx, page))))
            (shown(&field("decimal", "meter-field-decimal", None), &|f| f.select_of(&decimals)))
            (shown(&field("cumulative", "meter-field-cumulative", None), &|f| f.select_of(&cumulative)))
            (shown(&field("meter_column", "meter-field-meter", None), &|f| f.select_of(&or_none)))
            (shown(&field("step", "meter-field-step", Some("meter-field-step-hint")), &|f| f.text("numeric")))
        }
    }
}

fn columns(ctx: &PageContext, page: &ReadingPage) -> Vec<(String, String)> {
    page.columns.iter().map(|name| (name.clone(), column_name(ctx, name))).collect()
}

/// A column as people are told it: by its name in the file, or by its number where the file gives none.
pub fn column_name(ctx: &PageContext, name: &str) -> String {
    match logs::meter::number_of_column(name) {
        Some(number) => ctx.tell("meter-column", &[("n", number.into())]),
        None => name.to_owned(),
    }
}

fn values(ctx: &PageContext, page: &ReadingPage, columns: &[(String, String)]) -> Vec<(String, String)> {
    let across = page.across.then(|| ("*".to_owned(), ctx.say("meter-field-value-across")));
    across.into_iter().chain(columns.iter().cloned()).collect()
}

fn units(ctx: &PageContext, page: &ReadingPage) -> Vec<(String, String)> {
    let first = match &page.unit_column {
        Some(column) => ctx.tell("meter-field-unit-column", &[("column", column.as_str().into())]),
        None => ctx.say("meter-field-unit-choose"),
    };
    let named = UNITS.iter().map(|unit| ((*unit).to_owned(), ctx.say(&format!("meter-unit-{unit}"))));
    std::iter::once((String::new(), first)).chain(named).collect()
}
