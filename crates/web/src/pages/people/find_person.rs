//! Looking somebody up by their mail address, and what a guest left under it.

use maud::{Markup, html};

use super::fields::{Field, FieldProblem, summary, title};
use crate::context::PageContext;
use crate::pages::office::shell_at;
use crate::pages::parts::marks;
use crate::pages::shop::model::Link;

/// The page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindPersonPage {
    /// What was typed.
    pub email: String,
    /// Whether it was looked for and belongs to no account.
    pub looked: bool,
    /// Orders of a guest under it, each with its state.
    pub orders: Vec<(Link, String)>,
    /// Whether the reader may erase what is kept under it.
    pub may_erase: bool,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /office/customers`
pub fn find_person_page(ctx: &PageContext, page: &FindPersonPage) -> Markup {
    let main = html! {
        div .person {
            (summary(ctx, &page.problems))
            p { (ctx.say("find-person-lead")) }
            form .narrow-form method="post" action="/office/customers" {
                (marks(ctx, "find-person"))
                (Field { name: "email", label: "find-person-email", kind: "email", value: &page.email, longest: 254, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("find-person-go")) } }
            }
            @if !page.orders.is_empty() { (guest(ctx, page)) }
            @if page.looked && page.may_erase { (erasing(ctx, page)) }
        }
    };
    shell_at(ctx, "/office/customers", &title(ctx, "find-person-title", &page.problems), main)
}

fn guest(ctx: &PageContext, page: &FindPersonPage) -> Markup {
    html! {
        section aria-labelledby="guest-orders" {
            h2 #guest-orders { (ctx.say("find-person-guest")) }
            ul { @for (order, state) in &page.orders { li { a href=(order.href) { (order.title) } " · " (state) } } }
        }
    }
}

fn erasing(ctx: &PageContext, page: &FindPersonPage) -> Markup {
    html! {
        section aria-labelledby="guest-erase" {
            h2 #guest-erase { (ctx.say("erase-person-title")) }
            form method="post" action="/office/guests/erase" {
                (marks(ctx, "erase-guest"))
                input type="hidden" name="email" value=(page.email);
                (confirmed(ctx, &page.problems))
            }
        }
    }
}

/// The confirmation and the button that erases somebody.
pub(super) fn confirmed(ctx: &PageContext, problems: &[FieldProblem]) -> Markup {
    let wrong = problems.iter().find(|problem| problem.field == "confirm");
    html! {
        p { (ctx.say("erase-person-lead")) }
        label .check for="confirm" {
            input type="checkbox" id="confirm" name="confirm" value="yes" aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[wrong.map(|_| "confirm-problem")];
            span { (ctx.say("erase-person-confirm")) }
        }
        @if let Some(problem) = wrong { span .field-problem #confirm-problem { (problem.sentence) } }
        p .actions { button .danger type="submit" { (ctx.say("erase-person-go")) } }
    }
}

/// Somebody was erased.
pub fn erased_page(ctx: &PageContext) -> Markup {
    let main = html! {
        div .person {
            div .notice role="status" { p { (ctx.say("erase-person-done")) } }
            p { a href="/office/customers" { (ctx.say("find-person-title")) } }
        }
    };
    shell_at(ctx, "/office/customers", &ctx.say("erase-person-title"), main)
}
