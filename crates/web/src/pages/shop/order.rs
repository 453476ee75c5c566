//! An order: what happens next and when comes first; then what is in it, what it costs, and what one can still do.

use maud::{Markup, PreEscaped, html};

use super::checkout::{hours, way_to_pay};
use super::fields::{Filled, Text};
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, Back, OrderPage, PickUpShown, StepState, Store};
use super::pieces::{ask_link, field_id, problems};
use super::totals::totals;
use super::words::Words;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The page.
pub fn order_page(ctx: &PageContext, store: &Store, page: &OrderPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.tell("shop-order-title", &[("number", &page.number)]);
    // What went wrong goes along with a question.
    let error: Vec<&str> = page.problems.iter().map(|problem| problem.message.as_str()).collect();
    let error = if error.is_empty() { page.refused.clone().unwrap_or_default() } else { error.join(" ") };
    let ask = AskLink { title: title.clone(), error, ..AskLink::default() };
    let main = html! {
        div .order-page {
            @if let Some(told) = &page.told { p .thanks role="status" { (told) } }
            h1 { (title) }
            p .quiet { (w.language.moment(page.ordered_at, &page.zone)) }
            (problems(ctx, &page.problems))
            @if let Some(refused) = &page.refused {
                div .notice.error role="alert" {
                    p { (refused) }
                    p { a href="#h-pay" { (ctx.say("order-pay-again-title")) } }
                }
            }
            div .next {
                p .order-state { (page.state) }
                p .told { (page.next) }
                @if !page.to_do.is_empty() { ul .to-do { @for thing in &page.to_do { li { (thing) } } } }
            }
            (progress(w, page))
            @if let Some(pick_up) = page.pick_up.as_ref().filter(|_| page.refused.is_none()) { (fetching(w, page, pick_up)) }
            @if let Some(back) = &page.back { (goods_back(ctx, back)) }
            div .order-columns {
                div {
                    (lines(w, page))
                    (parcels(ctx, page))
                    (happened(w, page))
                }
                div {
                    section .sheet aria-labelledby="h-sum" {
                        h2 #h-sum { (w.say("shop-cart-sum")) }
                        (totals(w, &page.totals))
                        @if !page.sums.is_empty() {
                            dl .totals { @for (what, amount) in &page.sums { div { dt { (what) } dd { (w.price(*amount)) } } } }
                        }
                        p { (page.payment) }
                        @for refund in &page.refunds { p .refund { strong { (w.price(refund.amount)) } " " (refund.state) } }
                    }
                    (paying(ctx, w, page))
                    (account(ctx, w, page))
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
                                @for note in &line.notes { " · " (note) }
                            }
                        }
                        div .cart-line-price {
                            @if let Some(now) = line.due_now { p { (w.price(now)) } }
                            @if let Some(monthly) = line.monthly { p { (w.price(monthly)) " " (w.say("shop-per-month")) } }
                            (super::price::usage(w, &line.usage))
                        }
                    }
                }
            }
        }
    }
}

fn parcels(ctx: &PageContext, page: &OrderPage) -> Markup {
    html! {
        @if !page.parcels.is_empty() {
            section .sheet aria-labelledby="h-parcels" {
                h2 #h-parcels { (ctx.say("order-parcels")) }
                @for parcel in &page.parcels {
                    div .parcel {
                        p { strong { (parcel.sent) } @if let Some(arrived) = &parcel.arrived { " · " (arrived) } }
                        ul { @for line in &parcel.what { li { (line) } } }
                        @if !parcel.carrier.is_empty() { p { (ctx.tell("order-parcel-carrier", &[("carrier", parcel.carrier.as_str().into())])) } }
                        @if !parcel.tracking.is_empty() { p { (ctx.tell("order-parcel-tracking", &[("number", parcel.tracking.as_str().into())])) } }
                    }
                }
            }
        }
    }
}

/// Where goods come back that were withdrawn from.
fn goods_back(ctx: &PageContext, back: &Back) -> Markup {
    html! {
        section .sheet aria-labelledby="h-back" {
            h2 #h-back { (ctx.say("order-back")) }
            @if let Some(by) = &back.by { p { strong { (ctx.tell("order-back-by", &[("date", by.as_str().into())])) } } }
            @if !back.shops.is_empty() {
                p { (ctx.say("order-back-shops")) }
                ul { @for shop in &back.shops { li { (shop) } } }
            }
            @if !back.address.is_empty() {
                p { (ctx.say("order-back-post")) }
                p { @for (index, line) in back.address.iter().enumerate() { @if index > 0 { br; } (line) } }
            }
        }
    }
}

/// On which account money goes back that cannot go back by itself.
fn account(ctx: &PageContext, w: Words, page: &OrderPage) -> Markup {
    let Some(asked) = &page.account else { return html! {} };
    let filled = Filled { values: &asked.values, problems: &page.problems };
    let form = html! {
        form method="post" action={ "/orders/" (page.id) "/account" } novalidate data-once {
            (marks(ctx, "account"))
            (filled.text(w, Text { name: "refund_iban", label: &ctx.say("order-account-iban"), complete: "off", ..Text::default() }))
            (filled.text(w, Text { name: "refund_owner", label: &ctx.say("order-account-owner"), complete: "name", ..Text::default() }))
            p .actions { button type="submit" { (ctx.say("order-account-go")) } }
        }
    };
    html! {
        section .sheet aria-labelledby="h-account" {
            h2 #h-account { (ctx.say("order-account")) }
            @match &asked.known {
                Some(known) => {
                    p { (ctx.tell("order-account-known", &[("account", known.as_str().into())])) }
                    details open[!page.problems.is_empty()] { summary { (ctx.say("order-account-other")) } (form) }
                },
                None => {
                    p { (ctx.tell("order-account-lead", &[("amount", asked.amount.as_str().into())])) }
                    (form)
                },
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
                @for ending in &page.endings { li { a href=(ending.href) { (ending.title) } } }
                @if page.can_withdraw {
                    li {
                        a .button.plain href=(to("withdraw")) { (w.say("shop-withdraw")) }
                        @for until in &page.withdraw_until { span .quiet { " " (until) } }
                    }
                }
                li { (ask_link(ctx, w, ask, "plain")) }
            }
        }
    }
}
