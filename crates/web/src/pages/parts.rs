//! Small pieces that several pages share: the badge of a simulation, banners, a heading with its view, pagers.

use maud::{Markup, html};

use crate::context::PageContext;
use crate::model::{ViewKind, ViewSummary};

/// The title of a view; the simulation's is ours to say, in the reader's language.
pub fn view_title(ctx: &PageContext, view: &ViewSummary) -> String {
    if view.kind == ViewKind::Simulated && view.title == view.name.as_str() {
        return ctx.say("title-simulated");
    }
    view.title.clone()
}

/// The badge of a view: visible wherever figures of a simulation are.
pub fn badge(ctx: &PageContext, view: &ViewSummary) -> Markup {
    html! {
        @match view.kind {
            ViewKind::Simulated => span .badge.simulated title=(ctx.say("simulated-why")) { (ctx.say("badge-simulated")) },
            ViewKind::Live => span .badge.live { (ctx.say("badge-live")) },
            ViewKind::Imported => span .badge { (ctx.say("badge-imported")) },
        }
    }
}

/// The way back from a page of a view to its portrait.
pub fn crumbs(ctx: &PageContext, view: &ViewSummary, here: &str) -> Markup {
    html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href="/views" { (ctx.say("nav-views")) } }
                li { a href={ "/views/" (view.name) } { (view_title(ctx, view)) } }
                li aria-current="page" { (here) }
            }
        }
    }
}

/// Says that an import has not come to its end, with the way to its job.
pub fn unfinished_banner(ctx: &PageContext, view: &ViewSummary) -> Markup {
    let Some(unfinished) = &view.unfinished else { return html! {} };
    html! {
        div .notice.warning role="status" {
            p {
                strong { (ctx.say("unfinished-title")) } " "
                (ctx.tell("unfinished-text", &[("n", unfinished.rows.into())]))
                @if let Some(job) = &unfinished.job { " " a href=(job) { (ctx.say("unfinished-follow")) } }
            }
        }
    }
}

/// A list's way to its neighbours.
pub fn pager(ctx: &PageContext, previous: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() {
            nav .pager aria-label=(ctx.say("pager-label")) {
                @if let Some(href) = previous { a rel="prev" href=(href) { "← " (ctx.say("pager-previous")) } }
                @if let Some(href) = next { a rel="next" href=(href) { (ctx.say("pager-next")) " →" } }
            }
        }
    }
}

/// The hidden field that proves that a form is ours.
pub fn csrf(ctx: &PageContext) -> Markup {
    html! { @if !ctx.csrf.is_empty() { input type="hidden" name="csrf" value=(ctx.csrf); } }
}

/// The hidden fields that every form of ours sends back: that it is ours, which entry it will be, when it was shown.
/// `form` is a name that no other form of the page has.
pub fn marks(ctx: &PageContext, form: &str) -> Markup {
    html! {
        (csrf(ctx))
        input type="hidden" name="entry" value=(ctx.entry_of(form));
        input type="hidden" name="shown" value=(ctx.shown.at.as_millisecond());
    }
}

/// What is wrong with a form, above it.
pub fn problems(ctx: &PageContext, problems: &[String]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", problems.len().into())])) } }
                ul { @for problem in problems { li { (problem) } } }
            }
        }
    }
}
