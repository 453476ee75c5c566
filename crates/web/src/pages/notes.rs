//! Notes that anyone may attach to a figure or to an act.

use maud::{Markup, html};

use super::frame::{Place, frame};
use super::parts::{crumbs, csrf};
use crate::context::PageContext;
use crate::model::{NoteLine, ViewSummary};

/// Sections of a portrait that a note can be about.
const SECTIONS: [&str; 14] = [
    "portrait",
    "achieved",
    "operations",
    "short",
    "returns",
    "conditions",
    "flows",
    "unmet",
    "by_reason",
    "sales",
    "cases",
    "not_seen",
    "rules",
    "notes",
];

/// All notes of a view, and the form for another.
pub fn notes_page(ctx: &PageContext, view: &ViewSummary, notes: &[NoteLine]) -> Markup {
    let title = ctx.tell("notes-title", &[("view", view.title.as_str().into())]);
    let main = html! {
        (crumbs(ctx, view, &ctx.say("section-notes")))
        h1 { (title) }
        @if notes.is_empty() { p .empty { (ctx.say("notes-none")) } }
        ul .note-list {
            @for note in notes {
                li {
                    blockquote .note {
                        p { (note.text) }
                        footer {
                            @if !note.by.is_empty() { cite { (note.by) } ", " }
                            time datetime=(note.at) { (ctx.language.moment(note.at, &view.zone)) }
                            " · " (about(ctx, view, &note.about))
                        }
                    }
                }
            }
        }
        (note_form(ctx, view, "portrait", &ctx.path))
    };
    frame(ctx, &title, Place::Views, main)
}

fn about(ctx: &PageContext, view: &ViewSummary, about: &str) -> Markup {
    html! {
        @if about.starts_with("act_") {
            a href={ "/views/" (view.name) "/acts/" (about) } { (ctx.say("note-about-act")) }
        } @else if SECTIONS.contains(&about) {
            a href={ "/views/" (view.name) "#h-" (about) } { (ctx.say(&format!("section-{about}"))) }
        } @else { (about) }
    }
}

/// The form for a note: about a section of the portrait, or about the act that `about` names.
pub fn note_form(ctx: &PageContext, view: &ViewSummary, about: &str, back: &str) -> Markup {
    let of_act = about.starts_with("act_");
    html! {
        form .note-form #note-form method="post" action={ "/views/" (view.name) "/notes" } {
            (csrf(ctx))
            input type="hidden" name="back" value=(back);
            @if of_act {
                input type="hidden" name="about" value=(about);
            } @else {
                label { span { (ctx.say("note-about")) }
                    select name="about" {
                        @for section in SECTIONS { option value=(section) selected[section == about] { (ctx.say(&format!("section-{section}"))) } }
                    }
                }
            }
            label .wide { span { (ctx.say("note-text")) } textarea name="text" rows="3" maxlength="4000" required {} }
            label { span { (ctx.say("note-by")) } input type="text" name="by" maxlength="80" autocomplete="name"; }
            button type="submit" { (ctx.say("note-save")) }
        }
    }
}
