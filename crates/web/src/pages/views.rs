//! The views that are kept: opening, renaming, laying side by side, dropping with a confirmation.

use maud::{Markup, html};

use super::frame::{Place, frame};
use super::parts::{badge, csrf, problems, view_title};
use crate::context::PageContext;
use crate::model::{ViewKind, ViewSummary};

/// `GET /views`
pub fn views_page(ctx: &PageContext, views: &[ViewSummary], wrong: &[String]) -> Markup {
    let title = ctx.say("views-title");
    let main = html! {
        div .section-head { h1 { (title) } a .button href="/import" { (ctx.say("nav-import")) } }
        (problems(ctx, wrong))
        p .lead { (ctx.say("views-lead")) }
        @if views.is_empty() { p .empty { (ctx.say("views-none")) } }
        ul .view-list { @for view in views { (one(ctx, view)) } }
        @if views.len() > 1 { p { a href={ "/compare?left=" (views[0].name) "&right=" (views[1].name) } { (ctx.say("compare-title")) } } }
    };
    frame(ctx, &title, Place::Views, main)
}

fn one(ctx: &PageContext, view: &ViewSummary) -> Markup {
    html! {
        li .sheet {
            div .section-head {
                h2 { a href={ "/views/" (view.name) } { (view_title(ctx, view)) } " " (badge(ctx, view)) }
                p .section-tools { span { (ctx.tell("count-acts", &[("n", view.acts.into())])) } }
            }
            @if let Some(unfinished) = &view.unfinished {
                p .notice.warning { (ctx.say("unfinished-title")) " " (ctx.tell("unfinished-text", &[("n", unfinished.rows.into())])) }
            }
            p .quiet {
                @if let Some(source) = &view.source { (ctx.tell("source-file", &[("file", source.as_str().into())])) " " }
                @if let Some(at) = view.made_at { (ctx.tell("source-made", &[("when", ctx.language.moment(at, &view.zone).into())])) }
            }
            p .actions {
                a href={ "/views/" (view.name) } { (ctx.say("views-open")) }
                a href={ "/views/" (view.name) "/acts" } { (ctx.say("link-acts")) }
                @if view.anomalies > 0 { a href={ "/views/" (view.name) "/anomalies" } { (ctx.tell("link-anomalies", &[("n", view.anomalies.into())])) } }
                a href={ "/views/" (view.name) "/notes" } { (ctx.say("section-notes")) }
            }
            @if view.kind == ViewKind::Imported {
                details .table-behind {
                    summary { (ctx.say("views-change")) }
                    form .rename method="post" action={ "/views/" (view.name) "/rename" } {
                        (csrf(ctx))
                        label { span { (ctx.say("views-new-name")) }
                            input type="text" name="name" value=(view.name) required pattern="[a-z0-9][a-z0-9_\\-]{0,62}" maxlength="63"; }
                        button .plain type="submit" { (ctx.say("views-rename")) }
                        a href={ "/views/" (view.name) "/drop" } { (ctx.say("views-drop")) }
                    }
                }
            }
        }
    }
}

/// `GET /views/{view}/drop`: what would be lost, said before it is.
pub fn drop_page(ctx: &PageContext, view: &ViewSummary) -> Markup {
    let title = ctx.tell("drop-view-title", &[("view", view.title.as_str().into())]);
    let main = html! {
        div .narrow {
            h1 { (title) }
            p { (ctx.tell("drop-view-text", &[("n", view.acts.into())])) }
            form method="post" action={ "/views/" (view.name) "/drop" } {
                (csrf(ctx))
                p .actions {
                    button .danger type="submit" { (ctx.say("drop-view-go")) }
                    a href="/views" { (ctx.say("drop-view-keep")) }
                }
            }
        }
    };
    frame(ctx, &title, Place::Views, main)
}
