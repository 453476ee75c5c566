//! Ending a subscription: its notice, what is still owed and what follows are said first, then one confirms; no reason is asked.

use maud::{Markup, html};

use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, EndingPage, Store};
use super::pieces::{ask_link, problems};
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn ending_page(ctx: &PageContext, store: &Store, page: &EndingPage) -> Markup {
    let w = Words::of(ctx);
    let title = ctx.tell("order-end-title", &[("name", page.name.as_str().into())]);
    let ask = AskLink { title: title.clone(), ..AskLink::default() };
    let back = html! { a href={ "/orders/" (page.order) } { (w.say("shop-back-to-order")) } };
    let main = html! {
        div .narrow.small-form {
            h1 { (title) }
            p .quiet { (ctx.tell("order-end-contract", &[("number", page.number.as_str().into())])) }
            (problems(ctx, &page.problems))
            @if let Some(until) = &page.withdraw {
                div .notice {
                    p { strong { (until) } }
                    p { a href={ "/orders/" (page.order) "/withdraw" } { (ctx.say("order-end-withdraw-go")) } }
                }
            }
            div .notice { ul { @for sentence in &page.consequences { li { (sentence) } } } }
            @if page.possible {
                form method="post" action={ "/orders/" (page.order) "/end/" (page.product) } novalidate data-once {
                    (marks(ctx, "end"))
                    p .actions {
                        button type="submit" { (ctx.say("order-end-confirm")) }
                        (back)
                        (ask_link(ctx, w, &ask, "plain"))
                    }
                }
            } @else {
                p .actions { (back) (ask_link(ctx, w, &ask, "plain")) }
            }
        }
    };
    let head = StoreHead { title: &title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}
