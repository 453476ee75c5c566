//! What a handed link leads to: nothing is changed by following it, one button goes on with the cart on this device.

use maud::{Markup, html};

use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// `GET /handed/{token}`
pub fn handed_page(ctx: &PageContext, store: &Store, token: &str) -> Markup {
    let title = ctx.say("handed-title");
    let main = html! {
        div .narrow.prose {
            h1 { (title) }
            p .lead { (ctx.say("handed-lead")) }
            form .actions method="post" action={ "/handed/" (token) } {
                (marks(ctx, "handed"))
                button type="submit" name="go" value="cart" { (ctx.say("handed-open")) }
                button .plain type="submit" name="go" value="talk" { (ctx.say("handed-talk")) }
            }
        }
    };
    let head = StoreHead { title: &title, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

/// The same where the link is no longer good.
pub fn handed_gone_page(ctx: &PageContext, store: &Store) -> Markup {
    let title = ctx.say("handed-gone-title");
    let main = html! {
        div .narrow.prose {
            h1 { (title) }
            p .lead { (ctx.say("handed-gone")) }
            p { a .button href="/ask" { (ctx.say("talk-ask-button")) } }
        }
    };
    let head = StoreHead { title: &title, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}
