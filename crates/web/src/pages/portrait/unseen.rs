//! What this log cannot see, the notes of the field, the rules in force, and where the log comes from.

use std::collections::BTreeMap;

use maud::{Markup, html};
use types::Scene;
use wording::Arg;

use super::sheet::Sheet;
use crate::model::NoteLine;
use crate::pages::notes::note_form;

pub fn not_seen(sheet: &Sheet<'_>) -> Markup {
    let missing = &sheet.portrait.not_seen;
    if missing.is_empty() {
        return html! {};
    }
    let body = html! {
        ul .unseen-list { @for item in missing { li { (sentence(sheet, &item.key, &item.figures)) } } }
    };
    sheet.section("not_seen", Some(html! { (sheet.say("not_seen-lead")) }), body)
}

/// The sentence of a key with its figures, or without where the log's mapping only declares it; a key that nobody
/// wrote a sentence for is shown as it is.
fn sentence(sheet: &Sheet<'_>, key: &str, figures: &BTreeMap<String, String>) -> String {
    let said: Vec<(&str, Arg)> =
        figures.iter().map(|(name, value)| (name.as_str(), Arg::from(in_words(sheet, key, value)))).collect();
    let message = format!("not-seen-{}", key.replace('_', "-"));
    let told = format!("{message}-told");
    if !figures.is_empty() && sheet.language().knows(&told) {
        return sheet.tell(&told, &said);
    }
    sheet.language().try_tell(&message, &[]).unwrap_or_else(|| key.replace('_', " "))
}

fn in_words(sheet: &Sheet<'_>, key: &str, value: &str) -> String {
    if key == "scenes" {
        return value
            .split([',', ' '])
            .filter(|name| !name.is_empty())
            .map(|name| {
                if name.parse::<Scene>().is_ok() {
                    sheet.say(&format!("scene-{name}"))
                } else {
                    name.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(", ");
    }
    sheet.language().amount(value)
}

pub fn notes(sheet: &Sheet<'_>) -> Markup {
    let body = html! {
        @if sheet.notes.is_empty() { p .quiet { (sheet.say("notes-none")) } }
        (note_form(sheet.ctx, sheet.view, "portrait", &sheet.ctx.path))
        p .actions { a href={ "/views/" (sheet.view.name) "/notes" } { (sheet.tell("notes-all", &[("n", sheet.notes.len().into())])) } }
    };
    sheet.section("notes", Some(html! { (sheet.say("notes-lead")) }), body)
}

/// One note, under the figure that it is about.
pub fn note(sheet: &Sheet<'_>, note: &NoteLine) -> Markup {
    html! {
        blockquote .note id={ "note-" (note.id) } {
            p { (note.text) }
            footer {
                @if !note.by.is_empty() { cite { (note.by) } ", " }
                time datetime=(note.at) { (sheet.language().moment(note.at, &sheet.view.zone)) }
            }
        }
    }
}

pub fn rules(sheet: &Sheet<'_>) -> Markup {
    let rules = &sheet.portrait.rules;
    if rules.is_empty() {
        return html! {};
    }
    let body = html! {
        dl .rules {
            @for rule in rules {
                div {
                    dt { (sheet.language().try_tell(&format!("figure-{}", rule.key), &[]).unwrap_or_else(|| rule.key.replace('_', " "))) }
                    dd {
                        @if sheet.language().knows(&format!("rule-{}", rule.key)) { (sheet.rule(&rule.key)) " " }
                        @for (name, value) in &rule.parameters { code { (name) " = " (value) } " " }
                    }
                }
            }
        }
        p .aside { (sheet.tell("rules-version", &[("version", sheet.portrait.fold_version.to_string().into())])) }
    };
    sheet.section("rules", Some(html! { (sheet.say("rules-lead")) }), body)
}

pub fn sources(sheet: &Sheet<'_>) -> Markup {
    let view = sheet.view;
    if view.citation.is_none() && view.source.is_none() && view.made_at.is_none() {
        return html! {};
    }
    html! {
        section .sheet.sources aria-labelledby="h-sources" {
            h2 #h-sources { (sheet.say("section-sources")) }
            p {
                @if let Some(source) = &view.source { (sheet.tell("source-file", &[("file", source.as_str().into())])) " " }
                @if let Some(mapping) = &view.mapping { (sheet.tell("source-mapping", &[("mapping", mapping.as_str().into())])) " " }
                @if let Some(at) = view.made_at { (sheet.tell("source-made", &[("when", sheet.language().moment(at, &view.zone).into())])) }
            }
            @if let Some(citation) = &view.citation {
                p .citation {
                    @match &citation.link { Some(link) => a href=(link) rel="noreferrer" { (citation.text) }, None => (citation.text) }
                }
            }
            @if sheet.portrait.void_rows > 0 { p .aside { (sheet.tell("source-void", &[("n", sheet.portrait.void_rows.into())])) } }
        }
    }
}
