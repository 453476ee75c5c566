//! Signing in as a customer: the address, then the digits that were sent there.

use maud::{Markup, html};

use super::fields::{Field, FieldProblem, summary, title};
use super::own_page;
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Store;

/// The first step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInPage {
    /// What was typed.
    pub address: String,
    /// Where the reader was.
    pub back: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /sign-in`: where to send a code.
pub fn sign_in_page(ctx: &PageContext, store: &Store, page: &SignInPage) -> Markup {
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("sign-in-title")) }
            (summary(ctx, &page.problems))
            p .lead { (ctx.say("sign-in-lead")) }
            form method="post" action="/sign-in" {
                (marks(ctx, "sign-in"))
                input type="hidden" name="back" value=(page.back);
                (Field { name: "email", label: "sign-in-address", kind: "email", value: &page.address, complete: "email", longest: 254, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("sign-in-send")) } }
            }
            p .quiet { (ctx.say("sign-in-no-account")) }
            p .quiet { (ctx.say("sign-in-guest-data")) }
            p { a href="/staff/sign-in" { (ctx.say("sign-in-staff")) } }
        }
    };
    own_page(ctx, store, &title(ctx, "sign-in-title", &page.problems), main)
}

/// The second step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodePage {
    /// Where the code went.
    pub address: String,
    /// Where the reader was.
    pub back: String,
    /// Whether the code that was sent is good no longer, so that a new one is what is needed.
    pub over: bool,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `POST /sign-in`, and `POST /sign-in/code` where the digits are wrong: the digits that were sent.
pub fn code_page(ctx: &PageContext, store: &Store, page: &CodePage) -> Markup {
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("code-title")) }
            (summary(ctx, &page.problems))
            p .lead { (ctx.tell("code-lead", &[("address", page.address.as_str().into())])) }
            @if !page.over {
                form method="post" action="/sign-in/code" {
                    (marks(ctx, "code"))
                    (carried(page))
                    (Field { name: "code", label: "code-digits", value: "", complete: "one-time-code", hint: "code-hint", longest: 12, digits: true, ..Field::default() }.shown(ctx, &page.problems))
                    p .actions { button type="submit" { (ctx.say("code-go")) } }
                }
            }
            form method="post" action="/sign-in" {
                (marks(ctx, "code-again"))
                (carried(page))
                p .actions {
                    button .plain[!page.over] type="submit" { (ctx.say("code-again")) }
                    a href="/sign-in" { (ctx.say("code-other-address")) }
                }
            }
        }
    };
    own_page(ctx, store, &title(ctx, "code-title", &page.problems), main)
}

fn carried(page: &CodePage) -> Markup {
    html! {
        input type="hidden" name="email" value=(page.address);
        input type="hidden" name="back" value=(page.back);
    }
}
