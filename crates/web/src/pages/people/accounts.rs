//! Accounts of staff, for administrators.

use std::collections::BTreeSet;

use maud::{Markup, html};
use party::{Role, StaffState};

use super::fields::{Field, FieldProblem, summary, title};
use super::staff_page;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The login.
    pub login: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// Whether it can be signed in with.
    pub state: StaffState,
    /// Whether a second factor is set.
    pub second_factor: bool,
}

/// A new account, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAccount {
    /// The name.
    pub name: String,
    /// The login.
    pub login: String,
    /// The address, if any.
    pub mail: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// `GET /staff/accounts`
pub fn accounts_page(ctx: &PageContext, rows: &[AccountRow], new: &NewAccount) -> Markup {
    let main = html! {
        div .person {
            h1 { (ctx.say("accounts-title")) }
            (summary(ctx, &new.problems))
            @if rows.is_empty() { div .notice.warning { p { (ctx.say("accounts-none")) } } }
            @else { (table(ctx, rows)) }
            @if !rows.is_empty() {
                section aria-labelledby="accounts-new" {
                    h2 #accounts-new { (ctx.say("accounts-new")) }
                    form .narrow-form method="post" action="/staff/accounts" {
                        (marks(ctx, "account"))
                        (Field { name: "name", label: "staff-name", value: &new.name, longest: 80, ..Field::default() }.shown(ctx, &new.problems))
                        (Field { name: "login", label: "staff-login", value: &new.login, hint: "staff-login-hint", longest: 64, ..Field::default() }.shown(ctx, &new.problems))
                        (Field { name: "mail", label: "staff-mail", kind: "email", value: &new.mail, optional: true, longest: 254, ..Field::default() }.shown(ctx, &new.problems))
                        (roles(ctx, &new.roles, &new.problems))
                        p .actions { button type="submit" { (ctx.say("accounts-make")) } }
                    }
                }
            }
        }
    };
    staff_page(ctx, &title(ctx, "accounts-title", &new.problems), main)
}

fn table(ctx: &PageContext, rows: &[AccountRow]) -> Markup {
    html! {
        div .table-scroll tabindex="0" role="region" aria-label=(ctx.say("accounts-title")) {
            table {
                thead { tr {
                    th scope="col" { (ctx.say("staff-name")) }
                    th scope="col" { (ctx.say("staff-login")) }
                    th scope="col" { (ctx.say("accounts-roles")) }
                    th scope="col" { (ctx.say("accounts-state")) }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { a href={ "/staff/accounts/" (row.id) } { (row.name) } }
                            td { (row.login) }
                            td { (role_names(ctx, &row.roles)) }
                            td { (state(ctx, row)) }
                        }
                    }
                }
            }
        }
    }
}

fn state(ctx: &PageContext, row: &AccountRow) -> String {
    ctx.say(match (row.state, row.second_factor) {
        (StaffState::Invited, _) => "account-invited",
        (StaffState::Disabled, _) => "account-disabled",
        (StaffState::Active, true) => "account-active",
        (StaffState::Active, false) => "account-no-factor",
    })
}

fn role_names(ctx: &PageContext, roles: &BTreeSet<Role>) -> String {
    roles.iter().map(|role| ctx.say(&format!("role-{role}"))).collect::<Vec<_>>().join(", ")
}

fn roles(ctx: &PageContext, chosen: &BTreeSet<Role>, problems: &[FieldProblem]) -> Markup {
    let problem = problems.iter().find(|problem| problem.field == "roles");
    html! {
        fieldset id="roles" tabindex="-1" aria-describedby=[problem.map(|_| "roles-problem")] {
            legend { (ctx.say("accounts-roles")) }
            @if let Some(problem) = problem { span .field-problem id="roles-problem" { (problem.sentence) } }
            @for role in Role::ALL {
                label .check {
                    input type="checkbox" name={ "role_" (role) } value="yes" checked[chosen.contains(&role)];
                    span { (ctx.say(&format!("role-{role}"))) ": " span .quiet { (ctx.say(&format!("role-{role}-may"))) } }
                }
            }
        }
    }
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// The account.
    pub row: AccountRow,
    /// Whether it is the reader's own.
    pub own: bool,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// Whether it was just changed.
    pub saved: bool,
}

/// `GET /staff/accounts/{id}`
pub fn account_page(ctx: &PageContext, page: &AccountPage) -> Markup {
    let row = &page.row;
    let action = |what: &str| format!("/staff/accounts/{}/{what}", row.id);
    let main = html! {
        div .narrow.person {
            nav .crumbs aria-label=(ctx.say("crumbs-label")) { ol { li { a href="/staff/accounts" { (ctx.say("accounts-title")) } } } }
            h1 { (row.name) }
            p .quiet { (row.login) " · " (state(ctx, row)) }
            (summary(ctx, &page.problems))
            @if page.saved { div .notice role="status" { p { (ctx.say("account-saved")) } } }
            h2 { (ctx.say("accounts-roles")) }
            form method="post" action=(action("roles")) {
                (marks(ctx, "roles"))
                (roles(ctx, &row.roles, &page.problems))
                p .actions { button type="submit" { (ctx.say("account-roles-go")) } }
            }
            h2 { (ctx.say("account-access")) }
            @if row.state == StaffState::Disabled {
                p { (ctx.say("account-enable-lead")) }
                (button(ctx, &action("enable"), "enable", "account-enable", ""))
            } @else {
                p { (ctx.say("account-reset-lead")) }
                (button(ctx, &action("reset"), "reset", "account-reset", "plain"))
                @if !page.own {
                    p { (ctx.say("account-disable-lead")) }
                    (button(ctx, &action("disable"), "disable", "account-disable", "danger"))
                }
            }
        }
    };
    staff_page(ctx, &row.name, main)
}

fn button(ctx: &PageContext, action: &str, form: &str, key: &str, class: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (marks(ctx, form))
            p .actions { button class=[(!class.is_empty()).then_some(class)] type="submit" { (ctx.say(key)) } }
        }
    }
}

/// `POST /staff/accounts` and `…/reset`: the link to hand over, shown once.
pub fn link_page(ctx: &PageContext, login: &str, link: &str, until: &str) -> Markup {
    let title = ctx.say("link-title");
    let main = html! {
        div .narrow.person {
            h1 { (title) }
            div .notice.warning role="status" {
                p { (ctx.tell("link-lead", &[("login", login.into()), ("until", until.into())])) }
            }
            p { code .secret { (link) } }
            p .actions { a .button href="/staff/accounts" { (ctx.say("link-done")) } }
        }
    };
    staff_page(ctx, &title, main)
}
