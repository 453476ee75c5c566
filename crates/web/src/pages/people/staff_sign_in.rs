//! Staff sign in: login and password, digits or a recovery code, and the link that opens an account.

use maud::{Markup, html};
use party::InvitationPurpose;

use super::fields::{Field, FieldProblem, summary, title};
use super::staff_page;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// What a step of signing in shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffSignIn {
    /// The login that was typed.
    pub login: String,
    /// Where the reader was.
    pub back: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /staff/sign-in`
pub fn staff_sign_in_page(ctx: &PageContext, page: &StaffSignIn) -> Markup {
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("staff-sign-in-title")) }
            (summary(ctx, &page.problems))
            form method="post" action="/staff/sign-in" {
                (begun(ctx, "staff-sign-in", page))
                (Field { name: "login", label: "staff-login", value: &page.login, complete: "username", longest: 64, ..Field::default() }.shown(ctx, &page.problems))
                (Field { name: "password", label: "staff-password", kind: "password", complete: "current-password", longest: 1024, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("staff-next")) } }
            }
            p .quiet { (ctx.say("staff-no-password")) }
            p { a href="/sign-in" { (ctx.say("staff-is-customer")) } }
        }
    };
    staff_page(ctx, &title(ctx, "staff-sign-in-title", &page.problems), main)
}

/// `GET /staff/second-factor`
pub fn second_factor_page(ctx: &PageContext, page: &StaffSignIn) -> Markup {
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("second-factor-title")) }
            (summary(ctx, &page.problems))
            form method="post" action="/staff/second-factor" {
                (begun(ctx, "second-factor", page))
                (Field { name: "digits", label: "second-factor-digits", complete: "one-time-code", hint: "second-factor-hint", longest: 12, digits: true, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("staff-go")) } }
            }
            p { a href={ "/staff/recovery?back=" (crate::address::escaped(&page.back)) } { (ctx.say("second-factor-lost")) } }
        }
    };
    staff_page(ctx, &title(ctx, "second-factor-title", &page.problems), main)
}

/// `GET /staff/recovery`
pub fn recovery_page(ctx: &PageContext, page: &StaffSignIn) -> Markup {
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say("recovery-title")) }
            (summary(ctx, &page.problems))
            p .lead { (ctx.say("recovery-lead")) }
            form method="post" action="/staff/recovery" {
                (begun(ctx, "recovery", page))
                (Field { name: "code", label: "recovery-code", hint: "recovery-hint", longest: 20, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("staff-go")) } }
            }
            p .quiet { (ctx.say("recovery-none")) }
        }
    };
    staff_page(ctx, &title(ctx, "recovery-title", &page.problems), main)
}

fn begun(ctx: &PageContext, form: &str, page: &StaffSignIn) -> Markup {
    html! {
        (marks(ctx, form))
        input type="hidden" name="back" value=(page.back);
    }
}

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPage {
    /// What stands at the end of the address.
    pub token: String,
    /// What the link is for.
    pub purpose: InvitationPurpose,
    /// The name that was typed, or whose account it is.
    pub name: String,
    /// The login that was typed, or the account's.
    pub login: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /staff/first/{token}`: who one is, for the first account; a password, for all.
pub fn first_page(ctx: &PageContext, page: &FirstPage) -> Markup {
    let first = page.purpose == InvitationPurpose::First;
    let key = if first { "first-title" } else { "join-title" };
    let lead = match page.purpose {
        InvitationPurpose::First => "first-lead",
        InvitationPurpose::Join => "join-lead",
        InvitationPurpose::Reset => "reset-lead",
    };
    let field = |field: Field<'_>| field.shown(ctx, &page.problems);
    let main = html! {
        div .narrow.person {
            h1 { (ctx.say(key)) }
            (summary(ctx, &page.problems))
            p .lead { (ctx.say(lead)) }
            form method="post" action={ "/staff/first/" (page.token) } {
                (marks(ctx, "first"))
                @if first {
                    (field(Field { name: "name", label: "staff-name", value: &page.name, complete: "name", longest: 80, ..Field::default() }))
                    (field(Field { name: "login", label: "staff-login", value: &page.login, complete: "username", hint: "staff-login-hint", longest: 64, ..Field::default() }))
                } @else {
                    p { (ctx.tell("join-who", &[("name", page.name.as_str().into()), ("login", page.login.as_str().into())])) }
                    input type="hidden" name="login" value=(page.login) autocomplete="username";
                }
                (field(Field { name: "password", label: "staff-new-password", kind: "password", complete: "new-password", hint: "staff-password-hint", longest: 1024, ..Field::default() }))
                (field(Field { name: "again", label: "staff-password-again", kind: "password", complete: "new-password", longest: 1024, ..Field::default() }))
                p .actions { button type="submit" { (ctx.say("staff-next")) } }
            }
        }
    };
    staff_page(ctx, &title(ctx, key, &page.problems), main)
}
