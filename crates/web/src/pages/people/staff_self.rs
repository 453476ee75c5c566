//! A member of staff's own page: password, second factor, recovery codes, sessions.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use party::Role;

use super::customer::{SessionRow, session_list};
use super::fields::{Field, FieldProblem, summary};
use super::staff_page;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SelfPage {
    /// Their name.
    pub name: String,
    /// Their login.
    pub login: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// How many recovery codes are left.
    pub codes_left: usize,
    /// Where they are signed in.
    pub sessions: Vec<SessionRow>,
    /// The zone of times.
    pub zone: TimeZone,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// The key of what was just done; empty for nothing.
    pub done: String,
}

/// `GET /staff/me`
pub fn self_page(ctx: &PageContext, page: &SelfPage) -> Markup {
    let roles: Vec<String> = page.roles.iter().map(|role| ctx.say(&format!("role-{role}"))).collect();
    let main = html! {
        div .narrow.person {
            h1 { (page.name) }
            p .quiet { (ctx.tell("self-login", &[("login", page.login.as_str().into()), ("roles", roles.join(", ").into())])) }
            (summary(ctx, &page.problems))
            @if !page.done.is_empty() { div .notice role="status" { p { (ctx.say(&page.done)) } } }
            h2 { (ctx.say("self-password")) }
            form method="post" action="/staff/me/password" {
                (marks(ctx, "password"))
                input type="hidden" name="login" value=(page.login) autocomplete="username";
                (current(ctx, page, "current"))
                (Field { name: "password", label: "staff-new-password", kind: "password", complete: "new-password", hint: "staff-password-hint", longest: 1024, ..Field::default() }.shown(ctx, &page.problems))
                (Field { name: "again", label: "staff-password-again", kind: "password", complete: "new-password", longest: 1024, ..Field::default() }.shown(ctx, &page.problems))
                p .actions { button type="submit" { (ctx.say("self-password-go")) } }
            }
            h2 { (ctx.say("self-codes")) }
            p { (ctx.tell("self-codes-left", &[("n", page.codes_left.into())])) }
            form method="post" action="/staff/me/codes" {
                (marks(ctx, "codes"))
                (current(ctx, page, "current_for_codes"))
                p .actions { button .plain type="submit" { (ctx.say("self-codes-go")) } }
            }
            h2 { (ctx.say("self-second-factor")) }
            p { (ctx.say("self-second-factor-lead")) }
            form method="post" action="/staff/me/second-factor" {
                (marks(ctx, "second-factor"))
                (current(ctx, page, "current_for_factor"))
                p .actions { button .plain type="submit" { (ctx.say("self-second-factor-go")) } }
            }
            h2 { (ctx.say("mine-sessions")) }
            (session_list(ctx, &page.sessions, &page.zone, "/staff/me/sessions/end"))
            form method="post" action="/staff/sign-out" {
                (marks(ctx, "sign-out"))
                p .actions { button .plain type="submit" { (ctx.say("sign-out")) } }
            }
        }
    };
    staff_page(ctx, &page.name, main)
}

fn current(ctx: &PageContext, page: &SelfPage, name: &str) -> Markup {
    let field = Field {
        name,
        label: "self-current",
        kind: "password",
        complete: "current-password",
        longest: 1024,
        ..Field::default()
    };
    field.shown(ctx, &page.problems)
}
