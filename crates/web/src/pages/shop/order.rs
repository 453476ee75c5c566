//! An order: what happens next and when comes first; then what is in it, what it costs, and what one can still do.

use maud::{Markup, PreEscaped, html};

use super::checkout::{hours, way_to_pay};
use super::fields::Filled;
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, OrderPage, PickUpShown, StepState, Store};
use super::pieces::{ask_link, field_id, problems};
use super::totals::totals;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn order_page(ctx: &PageContext, store: &Store, page: &OrderPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.tell("shop-order-title", &[("number", &page.number)]);
    let ask = AskLink { title: title.clone(), ..AskLink::default() };
    let main = html! {
        div .order-page {
            @if page.just_ordered { p .thanks role="status" { (w.say("shop-thanks")) } }
            h1 { (title) }
            p .quiet { (w.language.moment(page.ordered_at, &page.zone)) }
            (problems(ctx, &page.problems))
            div .next {
                p .order-state { (page.state) }
                p .told { (page.next) }
                @if !page.to_do.is_empty() { ul .to-do { @for thing in &page.to_do { li { (thing) } } } }
            }
            (progress(w, page))
            @if let Some(pick_up) = &page.pick_up { (fetching(w, page, pick_up)) }
            div .order-columns {
                div {
                    (lines(w, page))
                    (happened(w, page))
                }
                div {
                    section .sheet aria-labelledby="h-sum" {
                        h2 #h-sum { (w.say("shop-cart-sum")) }
                        (totals(w, &page.totals))
                        p { (page.payment) }
                        @for refund in &page.refunds { p .refund { strong { (w.price(refund.amount)) } " " (refund.state) } }
                    }
                    (paying(ctx, w, page))
                    (delivery(w, page))
                    (doing(ctx, w, page, &ask))
                }
            }
        }
    };
    let head = StoreHead { title: &title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn progress(w: Words, page: &OrderPage) -> Markup {
    html! {
        ol .progress aria-label=(w.say("shop-progress")) {
            @for step in &page.progress {
                @let (class, told) = match step.state {
                    StepState::Done => ("done", "shop-step-done"),
                    StepState::Now => ("now", "shop-step-now"),
                    StepState::ToCome => ("to-come", "shop-step-to-come"),
                    StepState::Stopped => ("stopped", "shop-step-stopped"),
                };
                li .(class) aria-current=[(step.state == StepState::Now).then_some("step")] {
                    span .progress-title { (step.title) } span .visually-hidden { " (" (w.say(told)) ")" }
                    @if !step.when.is_empty() { span .progress-when { (step.when) } }
                }
            }
        }
    }
}

fn fetching(w: Words, page: &OrderPage, pick_up: &PickUpShown) -> Markup {
    html! {
        section .pick-up aria-labelledby="h-pick-up" {
            div {
                h2 #h-pick-up { (w.say("shop-pick-up-code")) }
                p .pick-up-code { (pick_up.code) }
                @if pick_up.ready { p .stock.stock-yes { (w.say("shop-pick-up-ready")) } }
                @else if let Some(ready) = pick_up.ready_by { p { (w.tell("shop-ready-by", &[("when", &w.language.moment(ready, &page.zone))])) } }
                @if let Some(until) = pick_up.kept_until { p { (w.tell("shop-kept-until", &[("when", &w.language.moment(until, &page.zone))])) } }
                p { strong { (pick_up.place) } " · " (pick_up.address) }
                p .quiet { (w.say("shop-pick-up-hint")) }
                @if !pick_up.hours.is_empty() { details { summary { (w.say("shop-hours")) } (hours(&pick_up.hours)) } }
            }
            @if !pick_up.qr_svg.is_empty() {
                figure .pick-up-qr role="img" aria-label=(w.tell("shop-qr", &[("code", &pick_up.code)])) { (PreEscaped(&pick_up.qr_svg)) }
            }
        }
    }
}

fn lines(w: Words, page: &OrderPage) -> Markup {
    html! {
        section .sheet aria-labelledby="h-lines" {
            h2 #h-lines { (w.say("shop-ordered")) }
            ul .summary-lines {
                @for line in &page.lines {
                    li {
                        span {
                            (line.quantity) " × " (line.name) @for detail in &line.details { " · " (detail) }
                            span .line-state {
                                (line.state)
                                @if line.given > 0 && line.given < line.quantity {
                                    " · " (w.tell("shop-given", &[("given", &line.given.to_string()), ("all", &line.quantity.to_string())]))
                                }
                            }
                        }
                        div .cart-line-price {
                            @if let Some(now) = line.due_now { p { (w.price(now)) } }
                            @if let Some(monthly) = line.monthly { p { (w.price(monthly)) " " (w.say("shop-per-month")) } }
                        }
                    }
                }
            }
        }
    }
}

fn happened(w: Words, page: &OrderPage) -> Markup {
    html! {
        @if !page.timeline.is_empty() {
            section .sheet aria-labelledby="h-happened" {
                h2 #h-happened { (w.say("shop-happened")) }
                ol .order-timeline {
                    @for step in &page.timeline {
                        li { time datetime=(step.at) { (w.language.moment(step.at, &page.zone)) } p { (step.what) } }
                    }
                }
            }
        }
    }
}

/// The form to pay an order that waits for it.
fn paying(ctx: &PageContext, w: Words, page: &OrderPage) -> Markup {
    let Some(pay) = &page.pay else { return html! {} };
    let filled = Filled { values: &pay.values, problems: &page.problems };
    let problem = filled.problem("payment");
    html! {
        section .sheet aria-labelledby="h-pay" {
            h2 #h-pay { (ctx.say("order-pay-again-title")) }
            form method="post" action={ "/orders/" (page.id) "/pay" } novalidate data-once {
                (marks(ctx, "pay"))
                fieldset .choices id=(field_id("payment")) tabindex="-1" {
                    legend .visually-hidden { (w.say("shop-pay")) }
                    (super::fields::beside("f-payment", problem))
                    @for way in &pay.ways { (way_to_pay(w, way, filled)) }
                }
                p .actions { button type="submit" { (ctx.say("order-pay-again")) } }
            }
        }
    }
}

fn delivery(w: Words, page: &OrderPage) -> Markup {
    html! {
        @if !page.delivery.is_empty() {
            section .sheet aria-labelledby="h-delivery" {
                h2 #h-delivery { (w.say("shop-delivery")) }
                p { @for (index, line) in page.delivery.iter().enumerate() { @if index > 0 { br; } (line) } }
                @if let Some(tracking) = &page.tracking { p { a href=(tracking.href) rel="noreferrer" { (tracking.title) } } }
            }
        }
    }
}

/// What one can still do. Each leads to a page that says what follows before anything is done.
fn doing(ctx: &PageContext, w: Words, page: &OrderPage, ask: &AskLink) -> Markup {
    let to = |what: &str| format!("/orders/{}/{what}", page.id);
    html! {
        section .sheet aria-labelledby="h-doing" {
            h2 #h-doing { (w.say("shop-doing")) }
            ul .doing {
                @for paper in &page.papers { li { a href=(paper.href) { (paper.title) } } }
                @if page.can_cancel { li { a href=(to("cancel")) { (w.say("shop-cancel")) } } }
                @if page.can_return { li { a href=(to("return")) { (w.say("shop-return")) } } }
                @if let Some(until) = page.withdraw_until {
                    li {
                        a .button.plain href=(to("withdraw")) { (w.say("shop-withdraw")) }
                        span .quiet { " " (w.tell("shop-withdraw-until", &[("date", &w.language.long_date(until.to_zoned_datetime(page.zone.clone()).date()))])) }
                    }
                }
                li { (ask_link(ctx, w, ask, "plain")) }
            }
        }
    }
}
