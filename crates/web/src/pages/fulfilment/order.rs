//! An order in the office: everything about it, everything that happened, and what can be done.

use maud::{Markup, html};

use super::change::changes;
use super::model::OfficeOrderPage;
use super::pieces::{doing_form, done, line_name, problem_above, state};
use crate::context::PageContext;
use crate::pages::office::shell_at;

/// `GET /office/orders/{order}`
pub fn office_order_page(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let title = ctx.tell("ord-title", &[("number", page.order.number.as_str().into())]);
    let main = html! {
        (done(page.done.as_ref()))
        (problem_above(ctx, page.problem.as_ref()))
        p .ord-facts { (state(ctx, page.order.state)) " " strong { (page.order.name) } " " span .quiet { (page.order.placed) } }
        @if let Some(due) = &page.order.refund {
            p .notice.warning role="status" { (ctx.tell("ord-refund-due", &[("amount", due.as_str().into())])) " " a href="#payments" { (ctx.say("ord-see-payments")) } }
        }
        div .ord-columns {
            div {
                (lines(ctx, page))
                (changes(ctx, page))
            }
            div .ord-side {
                (steps(ctx, page))
                (facts(ctx, page))
                (papers(ctx, page))
                (subscriptions(ctx, page))
                (payments(ctx, page))
                (shipments(ctx, page))
                (notes(ctx, page))
            }
        }
        (acts(ctx, page))
    };
    shell_at(ctx, "/office/orders", &title, main)
}

fn lines(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let base = format!("/office/orders/{}", page.order.id);
    html! {
        section .sheet aria-labelledby="lines" {
            h2 #lines { (ctx.say("ord-lines")) }
            table .ord-table {
                thead { tr {
                    th scope="col" { (ctx.say("ord-line")) }
                    th scope="col" { (ctx.say("ord-state")) }
                    th .num scope="col" { (ctx.say("ord-counts")) }
                    th .num scope="col" { (ctx.say("ord-amount")) }
                } }
                tbody {
                    @for line in &page.lines {
                        tr {
                            th scope="row" { (line_name(ctx, line)) }
                            td data-label=(ctx.say("ord-state")) {
                                (state(ctx, line.state))
                                @if page.doing.start && line.open > 0 && !line.bundle && line.nature != "goods" {
                                    @let form = format!("start-{}", line.id);
                                    @let key = if line.nature == "subscription" { "ord-start" } else { "ord-service-done" };
                                    (doing_form(ctx, &form, &format!("{base}/start"), page.problem.as_ref(), &html! {
                                        input type="hidden" name="line" value=(line.id);
                                        button .plain type="submit" { (ctx.say(key)) }
                                    }))
                                }
                            }
                            td .num data-label=(ctx.say("ord-counts")) {
                                (ctx.tell("ord-of", &[("given", u64::from(line.fulfilled).into()), ("wanted", u64::from(line.quantity).into())]))
                                @if line.quantity < line.ordered { br; span .quiet { (ctx.tell("ord-ordered", &[("n", u64::from(line.ordered).into())])) } }
                                @if line.returned > 0 { br; span .quiet { (ctx.tell("ord-returned", &[("n", u64::from(line.returned).into())])) } }
                                @if line.withdrawn > line.returned { br; strong { (ctx.tell("ord-withdrawn", &[("n", u64::from(line.withdrawn - line.returned).into())])) } }
                            }
                            td .num data-label=(ctx.say("ord-amount")) {
                                (line.amount)
                                @if let Some(ordered) = &line.ordered_amount { br; span .quiet { (ctx.tell("ord-ordered-for", &[("amount", ordered.as_str().into())])) } }
                            }
                        }
                    }
                }
            }
            (vat(ctx, "ord-vat", &page.vat))
            (vat(ctx, "ord-vat-off", &page.vat_off))
        }
    }
}

/// The tax of some amounts, rate by rate.
fn vat(ctx: &PageContext, title: &str, groups: &[[String; 4]]) -> Markup {
    html! {
        @if !groups.is_empty() {
            details .ord-more {
                summary { (ctx.say(title)) }
                table {
                    thead { tr {
                        th scope="col" { (ctx.say("ord-vat-rate")) } th .num scope="col" { (ctx.say("ord-vat-base")) }
                        th .num scope="col" { (ctx.say("ord-vat-tax")) } th .num scope="col" { (ctx.say("ord-vat-total")) }
                    } }
                    tbody { @for [rate, base, tax, total] in groups {
                        tr { th scope="row" { (rate) } td .num { (base) } td .num { (tax) } td .num { (total) } }
                    } }
                }
            }
        }
    }
}

fn steps(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    html! {
        section .sheet aria-labelledby="steps" {
            h2 #steps { (ctx.say("ord-steps")) }
            ol .ord-steps {
                @for step in &page.steps {
                    li .done[step.done.is_some()] {
                        (step.text)
                        @if let Some(when) = &step.done { " " span .quiet { (when) } }
                    }
                }
            }
            @if let Some(href) = &page.hand_over { p { a .button.plain href=(href) { (ctx.say("ord-hand-over")) } } }
        }
    }
}

fn facts(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    html! {
        section .sheet aria-labelledby="facts" {
            h2 #facts { (ctx.say("ord-facts")) }
            dl .figures { @for (what, value) in &page.facts { div { dt { (what) } dd { (value) } } } }
            @if let Some(file) = &page.customer_file { p { a href=(file) { (ctx.say("file-open")) } } }
        }
    }
}

fn papers(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    html! {
        section .sheet aria-labelledby="papers" {
            h2 #papers { (ctx.say("ord-papers")) }
            p { a href={ "/office/orders/" (page.order.id) "/slip.pdf" } { (ctx.say("ord-paper-slip")) } }
        }
    }
}

fn subscriptions(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let base = format!("/office/orders/{}", page.order.id);
    html! {
        @if !page.subscriptions.is_empty() {
            section .sheet aria-labelledby="subscriptions" {
                h2 #subscriptions { (ctx.say("ord-subscriptions")) }
                @for each in &page.subscriptions {
                    div .ord-payment {
                        p { strong { (each.name) } br; (each.told) }
                        @if each.can_end {
                            @let form = format!("end-{}", each.id);
                            (doing_form(ctx, &form, &format!("{base}/end"), page.problem.as_ref(), &html! {
                                input type="hidden" name="product" value=(each.id);
                                button .plain type="submit" { (ctx.say("ord-end-go")) }
                            }))
                        }
                    }
                }
            }
        }
    }
}

fn payments(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let base = format!("/office/orders/{}", page.order.id);
    html! {
        section #payments .sheet aria-labelledby="payments-title" {
            h2 #payments-title { (ctx.say("ord-payments")) }
            @if let Some(account) = &page.refund_account { p { (account) } }
            @if page.payments.is_empty() { p .quiet { (ctx.say("ord-no-payment")) } }
            @for payment in &page.payments {
                div .ord-payment {
                    p { strong { (payment.method) } @if let Some(shown) = &payment.shown { " " span .quiet { (shown) } } br; (payment.state) }
                    p { (ctx.tell("ord-paid", &[("amount", payment.paid.as_str().into())]))
                        @if let Some(gone) = &payment.refunded { br; (ctx.tell("ord-refunded", &[("amount", gone.as_str().into())])) } }
                    @if let Some(due) = &payment.to_return {
                        @let form = format!("refund-{}", payment.id);
                        (doing_form(ctx, &form, &format!("{base}/refund"), page.problem.as_ref(), &html! {
                            input type="hidden" name="payment" value=(payment.id);
                            @if payment.by_hand {
                                input type="hidden" name="by_hand" value="yes";
                                p { (ctx.tell("ord-by-hand", &[("amount", due.as_str().into())])) }
                            }
                            button type="submit" { (ctx.tell(if payment.by_hand { "ord-refund-done" } else { "ord-refund-go" }, &[("amount", due.as_str().into())])) }
                        }))
                    }
                }
            }
        }
    }
}

fn shipments(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let base = format!("/office/orders/{}", page.order.id);
    html! {
        @if !page.shipments.is_empty() {
            section .sheet aria-labelledby="shipments" {
                h2 #shipments { (ctx.say("ord-shipments")) }
                @for shipment in &page.shipments {
                    div .ord-payment {
                        p { (shipment.what) br; span .quiet { (shipment.sent) @if !shipment.tracking.is_empty() { " · " (shipment.tracking) } } }
                        @match &shipment.arrived {
                            Some(when) => p { (ctx.tell("ord-arrived", &[("when", when.as_str().into())])) },
                            None => {
                                @let form = format!("arrived-{}", shipment.id);
                                (doing_form(ctx, &form, &format!("{base}/arrived"), page.problem.as_ref(), &html! {
                                    input type="hidden" name="shipment" value=(shipment.id);
                                    button .plain type="submit" { (ctx.say("ord-arrived-go")) }
                                }))
                            },
                        }
                    }
                }
            }
        }
    }
}

fn notes(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    let typed = super::model::FormProblem::typed(page.problem.as_ref(), "note", "text");
    let base = format!("/office/orders/{}", page.order.id);
    html! {
        section .sheet aria-labelledby="notes" {
            h2 #notes { (ctx.say("ord-notes")) }
            @for note in &page.notes {
                div .note { p { (note.text) } footer { (note.who) " · " (note.when) } }
            }
            (doing_form(ctx, "note", &format!("{base}/note"), page.problem.as_ref(), &html! {
                label for="note-text" { (ctx.say("ord-note")) }
                textarea #note-text name="text" rows="3" maxlength="2000" required { (typed) }
                button .plain type="submit" { (ctx.say("ord-note-go")) }
            }))
        }
    }
}

fn acts(ctx: &PageContext, page: &OfficeOrderPage) -> Markup {
    html! {
        section .sheet aria-labelledby="acts" {
            h2 #acts { (ctx.say("ord-acts")) }
            p .aside { (ctx.say("ord-acts-why")) }
            ol .ord-acts {
                @for act in &page.acts {
                    li {
                        span .quiet { (act.when) } " " strong { (act.what) } " " span { (act.who) }
                        @for more in &act.more { " · " (more) }
                    }
                }
            }
        }
    }
}
