//! The cart beside a conversation: the same for both sides, who may both change it.

use maud::{Markup, html};

use super::model::{CartBeside, CartFound, CartLine};
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The cart. It is a fragment: events replace it as it is.
pub fn cart_beside(ctx: &PageContext, cart: Option<&CartBeside>) -> Markup {
    html! {
        section #talk-cart .talk-cart aria-labelledby="h-cart" {
            h2 #h-cart tabindex="-1" { (ctx.say("talk-cart-title")) }
            @match cart {
                None => p .quiet { (ctx.say("talk-cart-none")) },
                Some(cart) => (lines(ctx, cart)),
            }
            p .field-problem data-cart-problem role="alert" {}
        }
    }
}

fn lines(ctx: &PageContext, cart: &CartBeside) -> Markup {
    let both = if cart.for_seller { "talk-cart-both-seller" } else { "talk-cart-both" };
    html! {
        p .aside {
            @match &cart.order {
                _ if cart.open => (ctx.say(both)),
                Some(order) => { (ctx.say("talk-cart-closed")) " " a href=(order.href) { (ctx.tell("talk-cart-order", &[("number", order.number.as_str().into())])) } }
                None => (ctx.say("talk-cart-closed")),
            }
        }
        @if cart.lines.is_empty() { p .quiet { (ctx.say("talk-cart-empty")) } }
        ul .cart-lines { @for line in &cart.lines { (cart_line(ctx, cart, line)) } }
        dl .figures {
            @for (key, amount) in [("talk-cart-now", &cart.now), ("talk-cart-monthly", &cart.monthly), ("talk-cart-at-end", &cart.at_end)] {
                @if !amount.is_empty() { div { dt { (ctx.say(key)) } dd { (amount) } } }
            }
        }
        @if cart.open && cart.for_seller && !cart.lines.is_empty() { (code_form(ctx, cart)) }
        @if cart.open && !cart.for_seller && !cart.lines.is_empty() {
            p .actions { a .button href="/cart" { (ctx.say("talk-continue-cart")) } }
        }
    }
}

/// A seller enters a promotion code for the customer.
fn code_form(ctx: &PageContext, cart: &CartBeside) -> Markup {
    html! {
        form .code-form method="post" action=(cart.action) data-live {
            (hidden(ctx, "code", "cart"))
            label for="talk-code" { span { (ctx.say("talk-cart-code")) } }
            input #talk-code type="text" name="code" maxlength="40" required autocomplete="off";
            button .plain type="submit" { (ctx.say("talk-cart-code-go")) }
        }
    }
}

fn cart_line(ctx: &PageContext, cart: &CartBeside, line: &CartLine) -> Markup {
    let field = format!("quantity-{}", line.id);
    html! {
        li {
            p .cart-line-name {
                strong { (line.name) }
                @if line.by_seller { " " span .badge { (ctx.say("talk-cart-added-by-seller")) } }
            }
            @if !line.parts.is_empty() {
                ul .cart-parts { @for part in &line.parts { li { @if part.quantity > 1 { (part.quantity) " × " } (part.name) } } }
            }
            p .cart-line-price { (line.price) }
            @for problem in &line.problems { p .field-problem { (problem) } }
            @if cart.open {
                div .cart-line-forms {
                    form method="post" action=(cart.action) data-live {
                        (hidden(ctx, "quantity", &line.id))
                        input type="hidden" name="line" value=(line.id);
                        label for=(field) { span .visually-hidden { (ctx.tell("talk-cart-quantity-of", &[("what", line.name.as_str().into())])) } }
                        input #(field) type="number" name="quantity" min="0" max="999" step="1" value=(line.quantity) inputmode="numeric" required;
                        button .plain id={ "change-" (line.id) } type="submit" { (ctx.say("talk-cart-change")) }
                    }
                    form method="post" action=(cart.action) data-live {
                        (hidden(ctx, "remove", &line.id))
                        input type="hidden" name="line" value=(line.id);
                        button .plain id={ "remove-" (line.id) } type="submit" aria-label=(ctx.tell("talk-cart-remove-what", &[("what", line.name.as_str().into())])) { (ctx.say("talk-cart-remove")) }
                    }
                }
            } @else {
                p .quiet { (ctx.say("talk-cart-quantity")) " " (line.quantity) }
            }
        }
    }
}

/// What the form does to the cart, under which entry: each line's forms have their own.
fn hidden(ctx: &PageContext, what: &str, about: &str) -> Markup {
    html! {
        (marks(ctx, &format!("cart-{what}-{about}")))
        input type="hidden" name="what" value=(what);
    }
}

/// A seller looks for an offer and adds it: a search that is a form, and its finds as forms.
pub(super) fn cart_find(
    ctx: &PageContext,
    page: &str,
    action: &str,
    words: &str,
    found: &[CartFound],
) -> Markup {
    html! {
        section .cart-find aria-labelledby="h-find" {
            h3 #h-find { (ctx.say("talk-cart-find")) }
            form .find-form method="get" action=(page) {
                label for="find" { span .visually-hidden { (ctx.say("talk-cart-find")) } }
                input #find type="search" name="find" value=(words) maxlength="200" required;
                button .plain type="submit" { (ctx.say("talk-cart-find-go")) }
            }
            @if !words.is_empty() && found.is_empty() {
                p .quiet { (ctx.tell("talk-cart-find-nothing", &[("words", words.into())])) }
            }
            ul .cart-lines {
                @for offer in found {
                    li {
                        p .cart-line-name { strong { (offer.name) } }
                        p .cart-line-price { (offer.price) }
                        @for problem in &offer.problems { p .field-problem { (problem) } }
                        form method="post" action=(action) data-live {
                            (hidden(ctx, "add", &offer.id))
                            input type="hidden" name="offering" value=(offer.id);
                            button .plain type="submit" aria-label=(ctx.tell("talk-cart-add-what", &[("what", offer.name.as_str().into())])) { (ctx.say("talk-cart-add")) }
                        }
                    }
                }
            }
        }
    }
}
