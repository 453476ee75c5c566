//! A request that is not answered as asked: what happened, and what one can do.

use maud::{Markup, html};

use super::frame::{Place, frame};
use crate::context::PageContext;

/// What an error's page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorPage<'a> {
    /// The status of the answer.
    pub status: u16,
    /// What happened and what can be done, in the reader's language.
    pub sentence: &'a str,
    /// The cause as programs tell it, in English.
    pub cause: Option<&'a str>,
}

/// The page. It needs no store, so that it can be shown whatever failed.
pub fn error_page(ctx: &PageContext, error: &ErrorPage<'_>) -> Markup {
    let title_key = format!("status-{}", error.status);
    let title = ctx
        .language
        .try_tell(&title_key, &[])
        .unwrap_or_else(|| ctx.say(if error.status >= 500 { "status-500" } else { "status-400" }));
    let main = html! {
        div .narrow.error-page {
            p .status { (error.status) }
            h1 { (title) }
            div .notice.error role="alert" {
                p { (error.sentence) }
                @if let Some(cause) = error.cause { p lang="en" { (cause) } }
            }
            p .actions {
                a .button href="/" { (ctx.say("nav-home")) }
                @if error.status == 413 { a href="/import" { (ctx.say("job-again")) } }
                @else { a href="/views" { (ctx.say("nav-views")) } }
            }
        }
    };
    frame(ctx, &title, Place::Elsewhere, main)
}
