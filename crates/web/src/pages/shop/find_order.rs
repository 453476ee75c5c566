//! Finding an order again without an account: its number and the address it was made with.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::fields::{Filled, Text};
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, FindOrderPage, Store};
use super::pieces::{ask_link, problems};
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn find_order_page(ctx: &PageContext, store: &Store, page: &FindOrderPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-find-order");
    let values = BTreeMap::from([
        ("number".to_owned(), page.number.clone()),
        ("email".to_owned(), page.email.clone()),
    ]);
    let filled = Filled { values: &values, problems: &page.problems };
    let ask = AskLink {
        title: title.to_owned(),
        error: page.problems.first().map(|problem| problem.message.clone()).unwrap_or_default(),
        ..AskLink::default()
    };
    let main = html! {
        div .narrow.small-form {
            h1 { (title) }
            (problems(ctx, &page.problems))
            @if let Some(why) = &page.why { p .notice role="status" { (why) } }
            p .lead { (w.say("shop-find-lead")) }
            form method="post" action="/orders/find" novalidate {
                (marks(ctx, "find"))
                (filled.text(w, Text { name: "number", label: w.say("shop-find-number"), hint: w.say("shop-find-number-hint"), complete: "off", ..Text::default() }))
                (filled.text(w, Text { name: "email", label: w.say("shop-email"), kind: "email", complete: "email", ..Text::default() }))
                button type="submit" { (w.say("shop-find-go")) }
            }
            p .actions {
                @if page.why.is_some() || !page.problems.is_empty() { a href="/sign-in?back=/me" { (w.say("shop-sign-in")) } }
                (ask_link(ctx, w, &ask, "plain"))
            }
        }
    };
    let head = StoreHead {
        title,
        canonical: Some("/orders/find".to_owned()),
        ask: ask.clone(),
        ..StoreHead::default()
    };
    store_frame(ctx, store, &head, main)
}
