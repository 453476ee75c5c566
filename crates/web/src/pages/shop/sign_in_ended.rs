//! An order was sent for a cart that is not open to this reader: their sign-in has ended. Nothing was ordered; what they typed goes
//! along on this page until they have signed in again.

use maud::{Markup, html};

use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, Store};
use super::pieces::ask_link;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page. `fields` are what was sent, without what pays.
pub fn sign_in_ended_page(ctx: &PageContext, store: &Store, fields: &[(String, String)]) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-signed-out-title");
    let ask = AskLink { title: title.to_owned(), error: title.to_owned(), ..AskLink::default() };
    let main = html! {
        div .narrow {
            h1 { (title) }
            div .notice.warning role="alert" { p { (w.say("shop-signed-out-text")) } }
            p { a .button href="/sign-in" target="_blank" rel="noopener" { (w.say("shop-signed-out-sign-in")) } }
            form method="post" action="/checkout" data-once {
                (marks(ctx, "order"))
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                p .actions {
                    button .order type="submit" { (w.say("shop-order")) }
                    a href="/cart" { (w.say("shop-back-to-cart")) }
                    (ask_link(ctx, w, &ask, "plain"))
                }
            }
        }
    };
    let head = StoreHead { title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}
