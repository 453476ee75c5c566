//! The total is no longer what was shown: both stand side by side, and nothing was ordered.

use maud::{Markup, html};

use super::checkout::seen;
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, PriceChangedPage, Store};
use super::pieces::ask_link;
use super::totals::totals;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn price_changed_page(ctx: &PageContext, store: &Store, page: &PriceChangedPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-changed-title");
    let ask = AskLink { title: title.to_owned(), error: title.to_owned(), ..AskLink::default() };
    let main = html! {
        div .narrow {
            h1 { (title) }
            div .notice.warning role="alert" { p { (w.say("shop-changed-text")) } }
            @if !page.lines.is_empty() {
                ul .plain-list {
                    @for line in &page.lines {
                        @if let Some(moved) = &line.moved {
                            li { strong { (line.name) } (w.colon()) (w.tell("shop-price-moved", &[("seen", &w.price(moved.seen)), ("now", &w.price(moved.now))])) }
                        }
                    }
                }
            }
            div .two-columns {
                section aria-labelledby="h-seen" { h2 #h-seen { (w.say("shop-changed-seen")) } (totals(w, &page.seen)) }
                section aria-labelledby="h-now" { h2 #h-now { (w.say("shop-changed-now")) } (totals(w, &page.now)) }
            }
            form method="post" action="/checkout" data-once {
                (marks(ctx, "order"))
                (seen(&page.now_seen))
                @for (name, value) in &page.fields { input type="hidden" name=(name) value=(value); }
                p .actions {
                    button .order type="submit" { (w.say("shop-changed-agree")) }
                    a href="/cart" { (w.say("shop-back-to-cart")) }
                    (ask_link(ctx, w, &ask, "plain"))
                }
            }
        }
    };
    let head = StoreHead { title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}
