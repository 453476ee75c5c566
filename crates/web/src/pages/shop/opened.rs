//! What the link of a mail leads to on a new device: nothing is changed by following it, one button goes on.

use maud::{Markup, html};

use super::frame::{StoreHead, store_frame};
use super::model::Store;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// What is opened, and by which form.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// What: `order` or `talk`; the beginning of its words' keys.
    pub what: &'static str,
    /// Where the form goes.
    pub action: &'a str,
}

/// The page with the button.
pub fn opening_page(ctx: &PageContext, store: &Store, opening: Opening<'_>) -> Markup {
    let title = ctx.say(&format!("opening-{}-title", opening.what));
    let main = html! {
        div .narrow.prose {
            h1 { (title) }
            p .lead { (ctx.say(&format!("opening-{}-lead", opening.what))) }
            form .actions method="post" action=(opening.action) {
                (marks(ctx, "opening"))
                button type="submit" { (ctx.say(&format!("opening-{}-go", opening.what))) }
            }
            p .quiet { (ctx.say("opening-whose")) }
        }
    };
    store_frame(ctx, store, &StoreHead { title: &title, ..StoreHead::default() }, main)
}
