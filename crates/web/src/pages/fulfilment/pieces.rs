//! Small pieces of the pages about orders.

use maud::{Markup, html};

use super::model::{FormProblem, OrderLine, StaffLine};
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The badge of a state.
pub(super) fn state(ctx: &PageContext, name: &str) -> Markup {
    html! { span .badge.{ "ord-" (name) } { (ctx.say(&format!("ord-state-{name}"))) } }
}

/// What was just done, said once.
pub(super) fn done(text: Option<&String>) -> Markup {
    html! { @if let Some(text) = text { div .notice.ord-done role="status" { p { (text) } } } }
}

/// What is wrong with what was sent, above everything, with the way to the form.
pub(super) fn problem_above(ctx: &PageContext, problem: Option<&FormProblem>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            div .notice.error role="alert" {
                p { strong { (ctx.tell("problems-title", &[("n", 1_u64.into())])) } }
                ul { li { a href={ "#" (problem.form) } { (problem.sentence) } } }
            }
        }
    }
}

/// A form that does something with the order: its marks, what is wrong with it, its fields.
pub(super) fn doing_form(
    ctx: &PageContext,
    id: &str,
    action: &str,
    problem: Option<&FormProblem>,
    fields: &Markup,
) -> Markup {
    let problem = problem.filter(|problem| problem.form == id);
    let described = problem.map(|_| format!("{id}-problem"));
    html! {
        form .ord-form id=(id) method="post" action=(action) aria-describedby=[described.as_deref()] {
            (marks(ctx, id))
            @if let (Some(problem), Some(described)) = (problem, &described) {
                p .ord-problem id=(described) { (problem.sentence) }
            }
            (fields)
        }
    }
}

/// A list of orders as a table that folds on a phone.
pub(super) fn order_table(ctx: &PageContext, caption: &str, orders: &[OrderLine]) -> Markup {
    let column = |key: &str| ctx.say(key);
    html! {
        table .ord-table {
            caption .visually-hidden { (caption) }
            thead { tr {
                th scope="col" { (column("ord-number")) }
                th scope="col" { (column("ord-customer")) }
                th scope="col" { (column("ord-what")) }
                th scope="col" { (column("ord-when")) }
                th scope="col" { (column("ord-state")) }
                th .num scope="col" { (column("ord-amount")) }
            } }
            tbody {
                @for order in orders {
                    tr {
                        th scope="row" { a .ord-number href=(order.href) { (order.number) } }
                        td data-label=(column("ord-customer")) { (order.name) }
                        td data-label=(column("ord-what")) { (order.what) @if !order.way.is_empty() { br; span .quiet { (order.way) } } }
                        td data-label=(column("ord-when")) {
                            (order.placed)
                            @if let Some(when) = &order.when {
                                br;
                                @if order.late { strong .ord-late { (ctx.say("ord-late")) " " (when) } } @else { span .quiet { (when) } }
                            }
                        }
                        td data-label=(column("ord-state")) { (state(ctx, order.state)) }
                        td .num data-label=(column("ord-amount")) {
                            (order.amount)
                            @if let Some(ordered) = &order.ordered { br; span .quiet { (ctx.tell("ord-ordered-for", &[("amount", ordered.as_str().into())])) } }
                            @if let Some(due) = &order.to_pay { br; strong { (ctx.tell("ord-to-pay", &[("amount", due.as_str().into())])) } }
                            @if let Some(due) = &order.refund { br; strong { (ctx.tell("ord-refund-due", &[("amount", due.as_str().into())])) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a line is, with its state and its counts.
pub(super) fn line_name(ctx: &PageContext, line: &StaffLine) -> Markup {
    html! {
        @if line.part { span .quiet { "+ " } }
        (line.name)
        br; span .quiet { (line.offering) }
        @if !line.kept.is_empty() {
            br; span .aside { (ctx.tell("ord-kept-at", &[("places", line.kept.join(", ").as_str().into())])) }
        }
    }
}
