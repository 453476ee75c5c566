//! Cancelling, returning, withdrawing: what follows is said first, then one confirms; no reason is asked.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::fields::{Filled, Text};
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, Store, WithdrawPage};
use super::pieces::{ask_link, field_id, problems};
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn withdraw_page(ctx: &PageContext, store: &Store, page: &WithdrawPage) -> Markup {
    let w = Words::of(ctx);
    let number = [("number", page.number.as_str())];
    let (title, button) = match page.what.as_str() {
        "return" => (w.tell("shop-return-title", &number), w.say("shop-return-confirm")),
        "withdraw" => (w.tell("shop-withdraw-title", &number), w.say("shop-withdraw-confirm")),
        _ => (w.tell("shop-cancel-title", &number), w.say("shop-cancel-confirm")),
    };
    let values =
        BTreeMap::from([("name".to_owned(), page.name.clone()), ("email".to_owned(), page.email.clone())]);
    let filled = Filled { values: &values, problems: &page.problems };
    let ask = AskLink { title: title.clone(), ..AskLink::default() };
    let main = html! {
        div .narrow.small-form {
            h1 { (title) }
            (problems(ctx, &page.problems))
            @if !page.consequences.is_empty() {
                div .notice { ul { @for sentence in &page.consequences { li { (sentence) } } } }
            }
            @if !page.possible {
                p .actions {
                    a .button href={ "/orders/" (page.order) } { (w.say("shop-back-to-order")) }
                    (ask_link(ctx, w, &ask, "plain"))
                }
            } @else { form method="post" action={ "/orders/" (page.order) "/" (page.what) } novalidate data-once {
                (marks(ctx, &page.what))
                (lines(w, page))
                @if page.what == "withdraw" {
                    p { (w.tell("shop-withdraw-statement", &number)) }
                    (filled.text(w, Text { name: "name", label: w.say("shop-your-name"), complete: "name", ..Text::default() }))
                    (filled.text(w, Text { name: "email", label: w.say("shop-email"), hint: w.say("shop-withdraw-email-hint"), kind: "email", complete: "email", ..Text::default() }))
                }
                p .actions {
                    button type="submit" { (button) }
                    a href={ "/orders/" (page.order) } { (w.say("shop-back-to-order")) }
                    (ask_link(ctx, w, &ask, "plain"))
                }
            } }
        }
    };
    let head = StoreHead { title: &title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn lines(w: Words, page: &WithdrawPage) -> Markup {
    html! {
        @if !page.lines.is_empty() {
            fieldset .choices {
                legend { (w.say("shop-which-lines")) }
                @for line in &page.lines {
                    @let id = field_id(&format!("line.{}", line.id));
                    div .field.short {
                        label for=(id) { span { (line.name) " " span .quiet { (w.tell("shop-of-all", &[("all", &line.quantity.to_string())])) } } }
                        input .quantity id=(id) type="number" name={ "line." (line.id) } min="0" max=(line.quantity) value=(line.quantity) inputmode="numeric";
                    }
                }
            }
        }
    }
}
