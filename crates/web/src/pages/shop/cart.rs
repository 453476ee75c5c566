//! The cart: lines that can be changed, what stands in the way, what it costs.

use maud::{Markup, html};

use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, CartLine, CartPage, Store};
use super::pieces::{ask_link, field_id, notice, picture, problem_of, problems, ways};
use super::price::{at_end, steps_after, usage};
use super::totals::totals;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn cart_page(ctx: &PageContext, store: &Store, page: &CartPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-cart");
    let seen = page.lines.iter().flat_map(|line| &line.problems).next();
    let ask = AskLink {
        title: title.to_owned(),
        error: seen.map(|problem| problem.message.clone()).unwrap_or_default(),
        ..AskLink::default()
    };
    let main = html! {
        h1 { (title) }
        (problems(ctx, &page.problems))
        @if page.changed_by_seller {
            (notice("done", html! {
                p { (w.say("shop-cart-by-seller")) @if let Some(talk) = &page.talk { " " a href=(talk) { (w.say("shop-cart-talk")) } } }
            }))
        }
        @if page.lines.is_empty() { (empty(w, page)) } @else { (cart_fragment(ctx, page)) }
        p .offering-ask { (ask_link(ctx, w, &ask, "button plain")) }
    };
    let head = StoreHead { title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn empty(w: Words, page: &CartPage) -> Markup {
    html! {
        div .nothing {
            h2 { (w.say("shop-cart-empty")) }
            p { a .button href="/shelf" { (w.say("shop-see-all")) } }
            (ways(&page.suggestions))
        }
    }
}

/// The lines and totals: the same beside a conversation.
pub fn cart_fragment(ctx: &PageContext, page: &CartPage) -> Markup {
    let w = Words::of(ctx);
    html! {
        div .cart data-cart-version=(page.version) {
            ul .cart-lines { @for line in &page.lines { (line_of(ctx, w, page, line)) } }
            div .cart-sum {
                h2 { (w.say("shop-cart-sum")) }
                (totals(w, &page.totals))
                (code(ctx, w, page))
                @if page.can_check_out {
                    form .go method="post" action="/checkout/enter" {
                        (marks(ctx, "enter"))
                        button .large type="submit" { (w.say("shop-check-out")) }
                    }
                } @else if !page.lines.is_empty() {
                    p .option-no { (w.say("shop-cannot-check-out")) }
                }
                p .quiet { (w.say("shop-cart-not-held")) }
            }
        }
    }
}

fn line_of(ctx: &PageContext, w: Words, page: &CartPage, line: &CartLine) -> Markup {
    let id = field_id(&format!("quantity.{}", line.id));
    let problem = problem_of(&page.problems, &format!("quantity.{}", line.id));
    html! {
        li .cart-line {
            (picture(&line.picture, "thumb", true))
            div .cart-line-words {
                h2 { a href=(line.href) { (line.name) } }
                @for detail in &line.details { p .quiet { (detail) } }
                @if line.by_seller { p .badge { (w.say("shop-by-seller")) } }
                @if let Some(moved) = &line.moved {
                    p .moved { (w.tell("shop-price-moved", &[("seen", &w.price(moved.seen)), ("now", &w.price(moved.now))])) }
                }
                @for problem in &line.problems {
                    div .notice.warning role="status" { p { (problem.message) } (ways(&problem.ways)) }
                }
            }
            (line_price(w, line))
            div .cart-line-change {
                form method="post" action="/cart/lines/change" {
                    (marks(ctx, &format!("change {}", line.id)))
                    input type="hidden" name="line" value=(line.id);
                    label for=(id) { span .visually-hidden { (w.tell("shop-quantity-of", &[("name", &line.name)])) } }
                    input .quantity id=(id) type="number" name="quantity" value=(line.quantity) min="0" max=(line.most.max(line.quantity)) inputmode="numeric"
                        aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| format!("{id}-problem"))];
                    button .plain type="submit" { (w.say("shop-change")) }
                    (super::fields::beside(&id, problem))
                }
                form method="post" action="/cart/lines/remove" {
                    (marks(ctx, &format!("remove {}", line.id)))
                    input type="hidden" name="line" value=(line.id);
                    button .plain.remove type="submit" { (w.say("shop-remove")) span .visually-hidden { " " (line.name) } }
                }
            }
        }
    }
}

/// What a line costs.
pub fn line_price(w: Words, line: &CartLine) -> Markup {
    html! {
        div .cart-line-price {
            @if let Some(now) = line.due_now.filter(|now| !now.amount.is_zero() || line.monthly.is_empty()) {
                p { strong { (w.price(now)) } }
            }
            @if let Some(first) = line.monthly.first() {
                p { strong { (w.price(first.amount)) } " " (w.say("shop-per-month")) }
                @for step in steps_after(w, &line.monthly) { p .quiet { (step) } }
            }
            (usage(w, &line.usage))
            @if let Some(end) = line.at_end.filter(|end| !end.amount.is_zero()) { p .quiet { (at_end(w, end)) } }
        }
    }
}

fn code(ctx: &PageContext, w: Words, page: &CartPage) -> Markup {
    let problem = problem_of(&page.problems, "code");
    html! {
        @if !page.codes.is_empty() { p { (w.say("shop-codes")) " " strong { (page.codes.join(", ")) } } }
        details .code open[problem.is_some()] {
            summary { (w.say("shop-have-code")) }
            form method="post" action="/cart/code" {
                (marks(ctx, "code"))
                label for="f-code" { span { (w.say("shop-code")) } }
                div .joined {
                    input #f-code name="code" maxlength="60" autocomplete="off" aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "f-code-problem")];
                    button .plain type="submit" { (w.say("shop-code-go")) }
                }
                (super::fields::beside("f-code", problem))
            }
        }
    }
}
