//! The customer's side of a conversation: messages, how it stands, the cart that both see.

use maud::{Markup, html};

use super::cart::cart_beside;
use super::model::{TalkPage, TalkStanding};
use super::said::{alert, said_list, write_form};
use crate::context::PageContext;
use crate::pages::parts::csrf;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// `GET /talks/{id}`. Without scripts it is read again by a link, or waits and reloads itself (`?wait=yes`: the answer
/// carries the header `Refresh`); it never reloads under somebody who writes.
pub fn talk_page(ctx: &PageContext, store: &Store, page: &TalkPage<'_>) -> Markup {
    let title = ctx.say("talk-title");
    let here = format!("/talks/{}", page.id);
    let main = html! {
        div .talk data-talk={ (here) "/events?after=" (page.position) } data-cut=(ctx.say("talk-cut")) data-live-said=(ctx.say("talk-live"))
            data-changed-there=(ctx.tell("talk-cart-changed-there", &[("what", "%what".into()), ("quantity", "%n".into())])) {
            h1 { (title) }
            (alert(ctx, page.problem, Some("text")))
            div .talk-columns {
                section .talk-said aria-label=(ctx.say("talk-messages")) {
                    (talk_state(ctx, page.id, page.standing))
                    p .talk-line data-line role="status" {}
                    (said_list(ctx, page.said, page.now, page.zone))
                    (without_scripts(ctx, &here, page.waits))
                    @if page.waits {
                        p .actions { a .button href={ (here) "#write" } { (ctx.say("talk-write-now")) } }
                    } @else {
                        (write_form(ctx, &format!("{here}/messages"), &ctx.say("talk-write"), page.draft, page.problem))
                    }
                }
                div .talk-side { (cart_beside(ctx, page.cart)) }
            }
        }
    };
    let head = StoreHead { title: &title, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn without_scripts(ctx: &PageContext, here: &str, waits: bool) -> Markup {
    html! {
        noscript {
            @if waits {
                p .aside { (ctx.say("talk-waiting-page")) }
            } @else {
                p .aside {
                    (ctx.say("talk-no-script")) " "
                    a href=(here) { (ctx.say("talk-see-new")) } " · "
                    a href={ (here) "?wait=yes" } { (ctx.say("talk-wait-here")) }
                }
            }
        }
    }
}

/// How it stands, and what the customer can do about it: a fragment that events replace.
pub fn talk_state(ctx: &PageContext, id: &str, standing: &TalkStanding) -> Markup {
    let named = |key: &str, who: &Option<String>| match who {
        Some(who) => ctx.tell(key, &[("who", who.as_str().into())]),
        None => ctx.say(&format!("{key}-nobody")),
    };
    let (sentence, over) = match standing {
        TalkStanding::Waiting => (ctx.say("talk-state-waiting"), false),
        TalkStanding::Taken(who) => (named("talk-state-taken", who), false),
        TalkStanding::HandedBack(who) => (named("talk-state-handed", who), false),
        TalkStanding::Ordered(order) => {
            (ctx.tell("talk-state-ordered", &[("number", order.number.as_str().into())]), false)
        }
        TalkStanding::Closed => (ctx.say("talk-state-closed"), true),
    };
    html! {
        div #talk-state .talk-state role="status" {
            p { (sentence) }
            @match standing {
                TalkStanding::HandedBack(_) => a .button href="/cart" { (ctx.say("talk-continue-cart")) },
                TalkStanding::Ordered(order) => a .button href=(order.href) { (ctx.say("talk-see-order")) },
                _ => {}
            }
            @if !over {
                form method="post" action={ "/talks/" (id) "/close" } {
                    (csrf(ctx))
                    button .plain type="submit" { (ctx.say("talk-leave")) }
                }
            }
        }
    }
}
