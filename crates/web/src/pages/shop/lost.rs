//! What a shopper asked for and cannot have: what happened, what they can do now, a seller to ask.

use maud::{Markup, html};

use super::model::{AskLink, Store};
use super::pieces::ask_link;
use super::words::Words;
use super::{StoreHead, store_frame};
use crate::context::PageContext;

/// What a shopper's problem says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostPage<'a> {
    /// The status of the answer.
    pub status: u16,
    /// The key of the problem; where the shop has words of its own for it (`shop-problem-KEY`), they are said.
    pub key: &'a str,
    /// What the organisation's page says of it.
    pub sentence: &'a str,
}

/// The page. What it says goes along when the shopper asks a seller.
pub fn lost_page(ctx: &PageContext, store: &Store, page: &LostPage<'_>) -> Markup {
    let w = Words::of(ctx);
    let own = |key: String| ctx.language.try_tell(&key, &[]);
    let title = own(format!("shop-status-{}", page.status))
        .or_else(|| own(format!("status-{}", page.status)))
        .unwrap_or_else(|| ctx.say(if page.status >= 500 { "status-500" } else { "status-400" }));
    let sentence = own(format!("shop-problem-{}", page.key)).unwrap_or_else(|| page.sentence.to_owned());
    let ask = AskLink { title: title.clone(), error: sentence.clone(), ..AskLink::default() };
    let main = html! {
        div .narrow.error-page {
            h1 { (title) }
            div .notice.error role="alert" { p { (sentence) } }
            p .actions {
                a .button href="/" { (ctx.say("shop-lost-home")) }
                @if store.cart_pieces > 0 { a .button.plain href="/cart" { (ctx.say("shop-lost-cart")) } }
                (ask_link(ctx, w, &ask, "button plain"))
            }
            @if is_somebodys(&ctx.path) {
                h2 { (ctx.say("shop-lost-yours-title")) }
                p { (ctx.say("shop-lost-yours")) }
                ul .plain-list {
                    li { a href="/orders/find" { (w.say("shop-find-order")) } }
                    @if store.signed_in.is_none() { li { a href="/sign-in" { (w.say("shop-sign-in")) } } }
                }
            }
        }
    };
    let head = StoreHead { title: &title, ask, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

/// Whether the page belongs to one person, who may have asked for it from another browser.
fn is_somebodys(path: &str) -> bool {
    ["/orders/", "/talks/"].iter().any(|known| path.starts_with(known))
}
