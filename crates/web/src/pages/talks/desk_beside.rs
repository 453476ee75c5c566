//! What a seller sees beside the messages: who it is, their orders and products, what they asked before, what colleagues noted.

use maud::{Markup, html};

use super::model::{DeskBeside, DeskOrder, DeskPage};
use super::said::message_id;
use crate::context::PageContext;
use crate::pages::parts::csrf;

/// Who asks, as far as they said.
pub(super) fn who_it_is(ctx: &PageContext, beside: &DeskBeside) -> Markup {
    html! {
        section aria-labelledby="h-who" {
            h2 #h-who { (ctx.say("desk-who")) }
            @match &beside.customer {
                Some((name, file)) => p {
                    strong { @if name.is_empty() { (ctx.say("desk-who-account")) } @else { (name) } }
                    @if let Some(mail) = &beside.account { " · " (mail) }
                    " · " a href=(file) { (ctx.say("desk-file")) }
                },
                None => p .quiet { (ctx.say("desk-who-unknown")) },
            }
            @if !beside.orders.is_empty() {
                h3 { (ctx.say("desk-orders")) }
                ul .plain-list { @for order in &beside.orders { (one_order(ctx, order)) } }
            }
            @if !beside.products.is_empty() {
                h3 { (ctx.say("desk-products")) }
                ul .plain-list { @for (name, state) in &beside.products { li { (name) " " span .quiet { (state) } } } }
            }
            @if !beside.talks.is_empty() {
                h3 { (ctx.say("desk-talks")) }
                ul .plain-list { @for (href, about, when) in &beside.talks { li { a href=(href) { (about) } " " span .quiet { (when) } } } }
            }
        }
    }
}

fn one_order(ctx: &PageContext, order: &DeskOrder) -> Markup {
    html! {
        li {
            a href=(order.link.href) { (ctx.tell("talk-cart-order", &[("number", order.link.number.as_str().into())])) }
            " " span .quiet { (order.placed) " · " (order.state) }
            @if order.looked_at { " " span .badge { (ctx.say("desk-looked-at")) } }
            ul { @for line in &order.lines { li { (line) } } }
        }
    }
}

/// What colleagues noted, and the form of a note.
pub(super) fn notes(ctx: &PageContext, page: &DeskPage<'_>) -> Markup {
    html! {
        section #desk-notes aria-labelledby="h-notes" {
            h2 #h-notes { (ctx.say("desk-notes")) }
            p .aside { (ctx.say("desk-notes-lead")) }
            @for (by, text) in &page.beside.notes {
                blockquote .note { p dir="auto" { (text) } footer { (by) } }
            }
            form method="post" action={ "/inbox/" (page.id) "/notes" } {
                (csrf(ctx))
                input type="hidden" name="message" value=(message_id(ctx, "note"));
                label for="note" { span { (ctx.say("desk-note")) } }
                textarea #note name="text" rows="2" maxlength="4000" required dir="auto" {}
                button .plain type="submit" { (ctx.say("desk-note-go")) }
            }
        }
    }
}
