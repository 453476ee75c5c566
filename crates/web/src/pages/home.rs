//! The first page: a portrait to look at, beside a large place for one's own log.

use maud::{Markup, html};

use super::frame::{Place, frame};
use super::import::drop_form;
use super::parts::{badge, view_title};
use super::portrait::{PortraitView, portrait_in_short};
use crate::context::PageContext;
use crate::model::ViewSummary;

/// What the first page shows.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    /// The portrait to look at: the simulated fortnight, or the newest view.
    pub example: Option<PortraitView<'a>>,
    /// Every view that is kept.
    pub views: &'a [ViewSummary],
    /// The largest upload, in bytes.
    pub upload_limit: u64,
}

/// The page.
pub fn home_page(ctx: &PageContext, home: &Home<'_>) -> Markup {
    let main = html! {
        div .home {
            div .home-own {
                h1 { (ctx.say("home-title")) }
                p .home-lead { (ctx.say("home-lead")) }
                (drop_form(ctx, home.upload_limit))
                p .aside { (ctx.say("home-formats")) }
                @if !home.views.is_empty() {
                    h2 { (ctx.say("home-views")) }
                    ul .view-links {
                        @for view in home.views {
                            li {
                                a href={ "/views/" (view.name) } { (view_title(ctx, view)) } " " (badge(ctx, view))
                                span .quiet { (ctx.tell("count-acts", &[("n", view.acts.into())])) }
                            }
                        }
                    }
                }
            }
            @if let Some(example) = home.example {
                div .home-example {
                    div .section-head {
                        h2 { (view_title(ctx, example.view)) " " (badge(ctx, example.view)) }
                        a href={ "/views/" (example.view.name) } { (ctx.say("home-open")) }
                    }
                    p .quiet { (ctx.say("home-example")) }
                    (portrait_in_short(ctx, example))
                    p { a .button href={ "/views/" (example.view.name) } { (ctx.say("home-open-whole")) } }
                }
            }
        }
    };
    frame(ctx, &ctx.say("home-page-title"), Place::Home, main)
}
