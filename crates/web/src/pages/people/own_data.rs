//! What a customer may do with what is held about them: take it away, see who looked, have it deleted.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::fields::{FieldProblem, summary};
use super::{Mine, own_page};
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Store;

/// `GET /me/data`: what the file holds, and the button that brings it.
pub fn data_page(ctx: &PageContext, store: &Store) -> Markup {
    let title = ctx.say("data-title");
    let main = html! {
        div .narrow.person {
            (back(ctx))
            h1 { (title) }
            p .lead { (ctx.say("data-lead")) }
            form method="post" action="/me/data" {
                (marks(ctx, "data"))
                p .actions { button type="submit" { (ctx.say("data-go")) } }
            }
        }
    };
    own_page(ctx, store, &title, main)
}

/// Somebody looked at the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookRow {
    /// When.
    pub at: Timestamp,
    /// Who; empty for whoever keeps the machine.
    pub by: String,
    /// What for.
    pub purpose: String,
}

/// `GET /me/looked`
pub fn looked_page(ctx: &PageContext, store: &Store, looks: &[LookRow], zone: &TimeZone) -> Markup {
    let title = ctx.say("looked-title");
    let main = html! {
        div .narrow.person {
            (back(ctx))
            h1 { (title) }
            p .lead { (ctx.say("looked-lead")) }
            @if looks.is_empty() { p .quiet { (ctx.say("looked-nobody")) } }
            @else {
                div .table-scroll tabindex="0" role="region" aria-label=(title) {
                    table {
                        thead { tr {
                            th scope="col" { (ctx.say("looked-when")) }
                            th scope="col" { (ctx.say("looked-who")) }
                            th scope="col" { (ctx.say("looked-why")) }
                        } }
                        tbody {
                            @for look in looks {
                                tr {
                                    td { time datetime=(look.at) { (ctx.language.moment(look.at, zone)) } }
                                    td { (if look.by.is_empty() { ctx.say("looked-keeper") } else { look.by.clone() }) }
                                    td { (look.purpose) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    own_page(ctx, store, &title, main)
}

/// What stands in the way of deleting, if anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletePage {
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
    /// Orders and products that keep it from being done.
    pub under_way: Vec<Mine>,
}

/// `GET /me/delete`: what goes, what stays, and the confirmation.
pub fn delete_page(ctx: &PageContext, store: &Store, page: &DeletePage) -> Markup {
    let title = ctx.say("delete-title");
    let wrong = page.problems.iter().any(|problem| problem.field == "confirm");
    let main = html! {
        div .narrow.person.prose {
            (back(ctx))
            h1 { (title) }
            (summary(ctx, &page.problems))
            @if !page.under_way.is_empty() {
                ul {
                    @for mine in &page.under_way {
                        li {
                            @if mine.href.is_empty() { (mine.name) } @else { a href=(mine.href) { (mine.name) } }
                            @if !mine.state.is_empty() { " · " (mine.state) }
                        }
                    }
                }
            }
            p .lead { (ctx.say("delete-lead")) }
            ul {
                li { (ctx.say("delete-goes")) }
                li { (ctx.say("delete-stays")) }
                li { (ctx.say("delete-backups")) }
            }
            form method="post" action="/me/delete" {
                (marks(ctx, "delete"))
                label .check for="confirm" {
                    input type="checkbox" id="confirm" name="confirm" value="yes" aria-invalid=[wrong.then_some("true")];
                    span { (ctx.say("delete-confirm")) }
                }
                p .actions {
                    button .danger type="submit" { (ctx.say("delete-go")) }
                    a href="/me" { (ctx.say("delete-keep")) }
                }
            }
        }
    };
    own_page(ctx, store, &title, main)
}

/// `POST /me/delete`: it is done.
pub fn deleted_page(ctx: &PageContext, store: &Store) -> Markup {
    let title = ctx.say("deleted-title");
    let main = html! {
        div .narrow.person {
            h1 { (title) }
            div .notice role="status" { p { (ctx.say("deleted-text")) } }
            p .actions { a .button href="/" { (ctx.say("nav-home")) } }
        }
    };
    own_page(ctx, store, &title, main)
}

fn back(ctx: &PageContext) -> Markup {
    html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) { ol { li { a href="/me" { (ctx.say("mine-page")) } } } }
    }
}
