//! The acts behind a figure, page by page; and one act as it stands in the ledger.

use maud::{Markup, html};
use types::{Act, ActorKind, ObjectRef};
use wording::{Tense, tell_acts_naming};

use super::frame::{Place, frame};
use super::notes::note_form;
use super::parts::{crumbs, pager, unfinished_banner};
use crate::context::PageContext;
use crate::model::{ActPage, NoteLine, OfferNames, RawAct, ViewSummary};

/// `GET /views/{view}/acts`
pub fn acts_page(ctx: &PageContext, view: &ViewSummary, page: &ActPage) -> Markup {
    let title = ctx.tell("acts-title", &[("view", view.title.as_str().into())]);
    let main = html! {
        (crumbs(ctx, view, &ctx.say("acts-here")))
        h1 { (title) }
        (unfinished_banner(ctx, view))
        @if !page.restricted_to.is_empty() {
            ul .chips aria-label=(ctx.say("acts-restricted")) { @for chip in &page.restricted_to { li { (chip) } } }
            p { a href={ "/views/" (view.name) "/acts" } { (ctx.say("acts-all")) } }
        }
        @if let Some(total) = page.total { p .quiet { (ctx.tell("count-acts", &[("n", total.into())])) } }
        @if page.suppressed {
            p .unseen-panel { (ctx.say("group-too-small")) }
        } @else if page.rows.is_empty() {
            p .empty { (ctx.say("acts-none")) }
        } @else {
            ol .act-list { @for row in &page.rows { (act_row(ctx, view, &page.names, &row.act)) } }
        }
        (pager(ctx, page.previous.as_deref(), page.next.as_deref()))
    };
    frame(ctx, &title, Place::Views, main)
}

/// What an act says, by the names that are known.
fn told(ctx: &PageContext, view: &ViewSummary, names: &OfferNames, act: &Act, tense: Tense) -> String {
    let name_of = |object: &ObjectRef| names.get(&*object.id).cloned();
    tell_acts_naming(ctx.language, std::slice::from_ref(act), &view.zone, tense, &name_of)
}

fn act_row(ctx: &PageContext, view: &ViewSummary, names: &OfferNames, act: &Act) -> Markup {
    html! {
        li {
            time datetime=(act.occurred_at) { (ctx.language.moment(act.occurred_at, &view.zone)) }
            div {
                a href={ "/views/" (view.name) "/acts/" (act.id) } { (told(ctx, view, names, act, Tense::Untimed)) }
                p .quiet {
                    (ctx.say(&format!("scene-{}", act.scene)))
                    @if let Some(reason) = &act.reason { " · " (ctx.language.reason(reason.as_str())) }
                    @if let Some(outcome) = act.outcome { " · " (ctx.say(&format!("outcome-{outcome}"))) }
                }
            }
        }
    }
}

/// `GET /views/{view}/acts/{act}`
pub fn act_page(ctx: &PageContext, view: &ViewSummary, shown: &RawAct, notes: &[NoteLine]) -> Markup {
    let act = &shown.act;
    let title = ctx.say("act-title");
    let main = html! {
        div .narrow {
            (crumbs(ctx, view, &title))
            h1 { (title) }
            p .told { (told(ctx, view, &shown.names, act, Tense::Whole)) }
            (envelope(ctx, view, shown))
            @if !act.parts.is_empty() { (parts(ctx, act)) }
            @if !act.relations.is_empty() {
                h2 { (ctx.say("act-objects")) }
                ul .plain-list { @for relation in &act.relations { li { span .quiet { (relation.qualifier) } " " code { (relation.object) } } } }
            }
            @if !act.body.is_empty() {
                h2 { (ctx.say("act-body")) }
                dl .figures { @for (name, value) in &act.body { div { dt { (name) } dd { (value) } } } }
            }
            @if !shown.beside.is_empty() {
                h2 { (ctx.say("act-beside")) }
                ul .plain-list { @for id in &shown.beside { li { a href={ "/views/" (view.name) "/acts/" (id) } { code { (id) } } } } }
            }
            details .table-behind { summary { (ctx.say("act-raw")) } pre tabindex="0" { code { (shown.json) } } }
            h2 { (ctx.say("section-notes")) }
            @for note in notes {
                blockquote .note {
                    p { (note.text) }
                    footer { @if !note.by.is_empty() { cite { (note.by) } ", " } time datetime=(note.at) { (ctx.language.moment(note.at, &view.zone)) } }
                }
            }
            (note_form(ctx, view, &act.id.to_string(), &ctx.path))
        }
    };
    frame(ctx, &title, Place::Views, main)
}

fn envelope(ctx: &PageContext, view: &ViewSummary, shown: &RawAct) -> Markup {
    let act = &shown.act;
    let duration = |millis: types::Millis| ctx.language.duration(millis.as_secs_f64());
    html! {
        dl .figures {
            div { dt { (ctx.say("act-kind")) } dd { code { (act.kind) } " v" (act.kind.version) } }
            div { dt { (ctx.say("act-operation")) } dd { (ctx.say(&format!("operation-{}", act.operation))) } }
            div { dt { (ctx.say("filter-scene")) } dd { (ctx.say(&format!("scene-{}", act.scene))) } }
            @if let Some(lasted) = act.lasted { div { dt { (ctx.say("act-lasted")) } dd { (duration(lasted)) } } }
            @if let Some(waited) = act.waited { div { dt { (ctx.say("waiting")) } dd { (duration(waited)) } } }
            @if let Some(outcome) = act.outcome { div { dt { (ctx.say("col-outcome")) } dd { (ctx.say(&format!("outcome-{outcome}"))) } } }
            @if let Some(reason) = &act.reason { div { dt { (ctx.say("filter-reason")) } dd { (ctx.language.reason(reason.as_str())) } } }
            div { dt { (ctx.say("act-id")) } dd { code { (act.id) } } }
            @if let Some(position) = shown.position { div { dt { (ctx.say("act-position")) } dd { (ctx.language.count(position)) } } }
            @if let Some(at) = shown.recorded_at { div { dt { (ctx.say("act-recorded")) } dd { (ctx.language.moment(at, &view.zone)) } } }
        }
    }
}

fn parts(ctx: &PageContext, act: &Act) -> Markup {
    html! {
        h2 { (ctx.say("act-parts")) }
        table {
            caption .visually-hidden { (ctx.say("act-parts")) }
            thead { tr { th scope="col" { (ctx.say("act-actor")) } th scope="col" { (ctx.say("act-phase")) } th scope="col" { (ctx.say("act-who")) } th scope="col" .num { (ctx.say("act-work")) } } }
            tbody {
                @for part in &act.parts {
                    tr {
                        th scope="row" { (ctx.say(&format!("actor-{}", part.actor))) }
                        td { (ctx.say(&format!("phase-{}", part.phase))) }
                        td { @match (&part.who, part.actor) {
                            (Some(who), ActorKind::Machine) => code { (who.id) },
                            (Some(who), _) => code { (who.id) },
                            (None, _) => span .quiet { (ctx.say("act-unnamed")) },
                        } }
                        td .num { @match part.work {
                            Some(work) => { (ctx.language.duration(work.lasted.as_secs_f64())) @if work.basis == types::Basis::Estimated { " " span .quiet { (ctx.say("act-estimated")) } } }
                            None => span .quiet { (ctx.say("no-time-known")) },
                        } }
                    }
                }
            }
        }
    }
}
