//! What this program is, how it keeps what it is given, and how it can be used by everybody.

use maud::{Markup, html};

use super::frame::{Place, frame};
use crate::context::PageContext;

/// `GET /about`; `version` is the program's, `data` says where its data lives.
pub fn about_page(ctx: &PageContext, version: &str, data: &str) -> Markup {
    let main = html! {
        div .narrow.prose {
            h1 { (ctx.say("about-title")) }
            p .told { (ctx.say("about-what")) }
            h2 { (ctx.say("about-adjustment-title")) }
            p { (ctx.say("about-adjustment")) }
            h2 { (ctx.say("about-data-title")) }
            p { (ctx.say("about-data")) }
            p { (ctx.say("about-groups")) }
            dl .figures {
                div { dt { (ctx.say("about-version")) } dd { (version) } }
                div { dt { (ctx.say("about-folder")) } dd { code { (data) } } }
            }
            h2 #accessibility { (ctx.say("foot-accessibility")) }
            p { (ctx.say("about-accessibility")) }
            p { (ctx.say("about-accessibility-limits")) }
            h2 { (ctx.say("about-licence-title")) }
            p { (ctx.say("about-licence")) }
        }
    };
    frame(ctx, &ctx.say("about-title"), Place::About, main)
}
