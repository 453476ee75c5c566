//! The inbox that all sellers share: the longest wait first, and who has taken what.

use maud::{Markup, html};

use super::model::{InboxLine, InboxPage, Speaker};
use crate::context::PageContext;
use crate::pages::frame::{Place, frame_with};
use crate::pages::parts::csrf;

/// How many conversations of a state the inbox shows.
const SHOWN: usize = 200;

/// `GET /inbox`. Without scripts it comes back every ten seconds: nobody writes on it.
pub fn inbox_page(ctx: &PageContext, page: &InboxPage) -> Markup {
    let title = ctx.say("inbox-title");
    let head = html! { noscript { meta http-equiv="refresh" content="10"; } };
    let main = html! {
        div .narrow.inbox data-inbox={ "/inbox/events?after=" (page.position) } data-cut=(ctx.say("talk-cut")) data-live-said=(ctx.say("talk-live")) {
            h1 { (title) }
            p .lead { (ctx.say("inbox-lead")) }
            p .talk-line data-line role="status" {}
            (inbox_list(ctx, page))
        }
    };
    frame_with(ctx, &title, Place::Elsewhere, head, main)
}

/// The lists of the inbox: a fragment that events replace.
pub fn inbox_list(ctx: &PageContext, page: &InboxPage) -> Markup {
    let counted = |key: &str, lines: &[InboxLine]| ctx.tell(key, &[("n", lines.len().into())]);
    html! {
        div #inbox-list {
            (section(ctx, "waiting", &counted("inbox-waiting", &page.waiting), &page.waiting, true))
            (section(ctx, "taken", &counted("inbox-taken", &page.taken), &page.taken, false))
            (section(ctx, "handed", &counted("inbox-handed-back", &page.handed_back), &page.handed_back, false))
            @if !page.closed.is_empty() {
                (section(ctx, "closed", &ctx.say("inbox-closed"), &page.closed, false))
            }
        }
    }
}

fn section(ctx: &PageContext, id: &str, title: &str, lines: &[InboxLine], take: bool) -> Markup {
    let under_way = matches!(id, "waiting" | "taken");
    html! {
        section aria-labelledby={ "inbox-" (id) } {
            h2 id={ "inbox-" (id) } { (title) }
            ul .inbox-lines { @for line in lines { (inbox_line(ctx, line, take, under_way)) } }
            @if lines.len() >= SHOWN { p .aside { (ctx.tell("inbox-more", &[("n", lines.len().into())])) } }
        }
    }
}

fn inbox_line(ctx: &PageContext, line: &InboxLine, take: bool, under_way: bool) -> Markup {
    let with = match &line.with {
        None => None,
        Some(Speaker::Mine { .. }) => Some(ctx.say("inbox-with-you")),
        Some(Speaker::Theirs { name: Some(who) }) => {
            Some(ctx.tell("inbox-with", &[("who", who.as_str().into())]))
        }
        Some(Speaker::Theirs { name: None }) => Some(ctx.say("inbox-with-nobody-named")),
    };
    html! {
        li {
            a .inbox-excerpt href={ "/inbox/" (line.id) } dir="auto" { (line.excerpt) }
            p .inbox-facts {
                span { (line.who.as_deref().map_or_else(|| ctx.say("inbox-somebody"), str::to_owned)) }
                @if let Some(page) = &line.page { span { (ctx.tell("inbox-from", &[("page", page.as_str().into())])) } }
                @if line.language != ctx.language.code() { span { (ctx.say(&format!("talk-language-{}", line.language))) } }
                @if under_way {
                    @match &line.waits {
                        Some(waits) => strong { (ctx.tell("inbox-waits", &[("duration", waits.as_str().into())])) },
                        None => span { (ctx.say("inbox-answered")) },
                    }
                }
                span { (ctx.tell("inbox-messages", &[("n", u64::from(line.messages).into())])) }
                @if let Some(with) = with {
                    span { (with) ", " (ctx.tell("inbox-since", &[("duration", line.since.as_str().into())])) }
                }
            }
            @if take {
                form method="post" action={ "/inbox/" (line.id) "/take" } {
                    (csrf(ctx))
                    button type="submit" aria-label=(ctx.tell("inbox-take-whose", &[("text", line.excerpt.as_str().into())])) { (ctx.say("inbox-take")) }
                }
            }
        }
    }
}
