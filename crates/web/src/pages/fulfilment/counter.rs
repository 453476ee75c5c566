//! The counter of a shop: choose the shop; find an order by its code or number; what is to be prepared and handed over.

use maud::{Markup, html};

use super::model::{OrderLine, ShopChoice, ShopPage};
use super::pieces::{done, order_table};
use crate::context::PageContext;
use crate::pages::frame::{Place, frame, frame_with};
use crate::pages::parts::{csrf, marks};

/// `GET /counter`: which shop one works in.
pub fn shops_page(ctx: &PageContext, shops: &[ShopChoice]) -> Markup {
    let title = ctx.say("counter-title");
    let main = html! {
        div .narrow {
            h1 { (title) }
            p .lead { (ctx.say("counter-choose")) }
            @if shops.is_empty() {
                p .empty { (ctx.say("counter-no-shop")) " " a href="/office/places" { (ctx.say("counter-add-shop")) } }
            } @else {
                ul .ord-shops {
                    @for shop in shops {
                        li {
                            a href=(shop.href) { (shop.name) }
                            span .quiet { (ctx.tell("counter-shop-counts", &[("prepare", shop.to_prepare.into()), ("ready", shop.ready.into())])) }
                        }
                    }
                }
            }
        }
    };
    frame(ctx, &title, Place::Elsewhere, main)
}

/// `GET /counter/{place}`. Without scripts it comes back every minute, so that new orders show; the field for a code is first.
pub fn shop_page(ctx: &PageContext, page: &ShopPage) -> Markup {
    let title = ctx.tell("counter-shop-title", &[("shop", page.name.as_str().into())]);
    let head = html! { @if page.problem.is_none() { noscript { meta http-equiv="refresh" content="60"; } } };
    let main = html! {
        div .ord-counter {
            p .crumb-line { a href="/counter" { (ctx.say("counter-other-shop")) } }
            h1 { (title) }
            @if let Some(open) = &page.open { p .lead { (open) } }
            (done(page.done.as_ref()))
            (find_form(ctx, page))
            @if page.more { p .notice.warning { (ctx.say("counter-more")) } }
            (to_prepare(ctx, page))
            (section(ctx, "ready", &page.ready))
            @if !page.waiting.is_empty() { (section(ctx, "waiting", &page.waiting)) }
        }
    };
    frame_with(ctx, &title, Place::Elsewhere, head, main)
}

fn find_form(ctx: &PageContext, page: &ShopPage) -> Markup {
    let described = if page.problem.is_some() { "find-hint find-problem" } else { "find-hint" };
    html! {
        @if let Some(problem) = &page.problem {
            div .notice.error role="alert" { p { a href="#presented" { (problem) } } }
        }
        form .ord-find method="post" action={ "/counter/" (page.place) "/find" } {
            (csrf(ctx))
            label for="presented" { (ctx.say("counter-find")) }
            p #find-hint .aside { (ctx.say("counter-find-hint")) }
            @if let Some(problem) = &page.problem { p #find-problem .ord-problem { (problem) } }
            div .joined {
                input #presented type="text" name="presented" required autocomplete="off" autocapitalize="characters" spellcheck="false"
                    autofocus[page.problem.is_none() && page.done.is_none()] aria-describedby=(described) aria-invalid=[page.problem.as_ref().map(|_| "true")];
                button type="submit" { (ctx.say("counter-find-go")) }
            }
        }
    }
}

fn to_prepare(ctx: &PageContext, page: &ShopPage) -> Markup {
    html! {
        section aria-labelledby="prepare" {
            h2 #prepare { (ctx.tell("counter-prepare", &[("n", page.to_prepare.len().into())])) }
            @if page.to_prepare.is_empty() {
                p .empty { (ctx.say("counter-prepare-none")) }
            } @else {
                ul .ord-cards {
                    @for order in &page.to_prepare { li { (card(ctx, page, order)) } }
                }
            }
        }
    }
}

/// An order to be prepared: what to gather, and the button that says that it is done.
fn card(ctx: &PageContext, page: &ShopPage, order: &OrderLine) -> Markup {
    let form = format!("ready-{}", order.id);
    html! {
        p .ord-card-head { a .ord-number href=(order.href) { (order.number) } " " span { (order.name) } }
        p .ord-card-what { (order.what) }
        @if let Some(when) = &order.when {
            p { @if order.late { strong .ord-late { (ctx.say("ord-late")) " " (when) } } @else { (when) } }
        }
        form method="post" action={ "/counter/" (page.place) "/orders/" (order.id) "/ready" } {
            (marks(ctx, &form))
            button type="submit" { (ctx.say("counter-ready-go")) span .visually-hidden { " " (order.number) } }
        }
    }
}

fn section(ctx: &PageContext, name: &str, orders: &[OrderLine]) -> Markup {
    let title = ctx.tell(&format!("counter-{name}"), &[("n", orders.len().into())]);
    html! {
        section aria-labelledby=(name) {
            h2 id=(name) { (title) }
            @if orders.is_empty() {
                p .empty { (ctx.say(&format!("counter-{name}-none"))) }
            } @else {
                (order_table(ctx, &title, orders))
            }
        }
    }
}
