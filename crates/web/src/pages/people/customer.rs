//! A customer's own page: their orders, products and conversations, their details, where they are signed in.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use party::ConsentPurpose;

use super::fields::{Field, FieldProblem, summary};
use super::own_page;
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Store;
use crate::pages::use_of_meter::kept_list;
use crate::pages::use_of_meter::model::KeptLine;

/// Something of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    /// Where it is shown; empty where it has no page.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// How far it is, in the reader's language.
    pub state: String,
    /// When it was begun.
    pub at: Option<Timestamp>,
}

/// Their details, as the form shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// First name.
    pub given: String,
    /// Last name.
    pub family: String,
    /// Telephone.
    pub phone: String,
    /// What they agree to.
    pub agreed: Vec<ConsentPurpose>,
}

/// A place where they are signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// What the browser said that it is.
    pub device: String,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is the one that reads this page.
    pub this_one: bool,
}

/// Everything that the page shows.
#[derive(Debug, Clone)]
pub struct MinePage {
    /// Their name, or the address where they gave none.
    pub name: String,
    /// Their address.
    pub address: String,
    /// Orders, the latest first.
    pub orders: Vec<Mine>,
    /// Products.
    pub products: Vec<Mine>,
    /// Conversations.
    pub talks: Vec<Mine>,
    /// What is kept of their use.
    pub kept: Vec<KeptLine>,
    /// Details.
    pub details: Details,
    /// Sessions.
    pub sessions: Vec<SessionRow>,
    /// The zone of times.
    pub zone: TimeZone,
    /// What is wrong with the details that were sent.
    pub problems: Vec<FieldProblem>,
    /// Whether they were just saved.
    pub saved: bool,
}

/// `GET /me`
pub fn mine_page(ctx: &PageContext, store: &Store, page: &MinePage) -> Markup {
    let main = html! {
        div .person.mine {
            h1 { (ctx.tell("mine-title", &[("name", page.name.as_str().into())])) }
            (summary(ctx, &page.problems))
            @if page.saved { div .notice role="status" { p { (ctx.say("mine-saved")) } } }
            div .two-columns {
                div {
                    (list(ctx, page, "mine-orders", &page.orders, "mine-no-orders"))
                    (list(ctx, page, "mine-products", &page.products, "mine-no-products"))
                    (list(ctx, page, "mine-talks", &page.talks, "mine-no-talks"))
                    (kept_list(ctx, &page.kept, "/me"))
                    p { a href="/orders/find" { (ctx.say("mine-find-order")) } }
                }
                div {
                    (details(ctx, page))
                    (sessions(ctx, page))
                    (data(ctx))
                }
            }
        }
    };
    own_page(ctx, store, &ctx.say("mine-page"), main)
}

fn list(ctx: &PageContext, page: &MinePage, key: &str, things: &[Mine], none: &str) -> Markup {
    html! {
        section aria-labelledby=(key) {
            h2 id=(key) { (ctx.say(key)) }
            @if things.is_empty() { p .quiet { (ctx.say(none)) } }
            @else {
                ul .view-links {
                    @for thing in things {
                        li {
                            @if thing.href.is_empty() { span { (thing.name) } } @else { a href=(thing.href) { (thing.name) } }
                            @if !thing.state.is_empty() { span .badge { (thing.state) } }
                            @if let Some(at) = thing.at { time .quiet datetime=(at) { (ctx.language.moment(at, &page.zone)) } }
                        }
                    }
                }
            }
        }
    }
}

fn details(ctx: &PageContext, page: &MinePage) -> Markup {
    let details = &page.details;
    let field = |field: Field<'_>| field.shown(ctx, &page.problems);
    html! {
        section aria-labelledby="mine-details" {
            h2 #mine-details { (ctx.say("mine-details")) }
            p { (ctx.tell("mine-address", &[("address", page.address.as_str().into())])) }
            form method="post" action="/me/details" {
                (marks(ctx, "details"))
                (field(Field { name: "given_name", label: "mine-given-name", value: &details.given, complete: "given-name", optional: true, longest: 80, ..Field::default() }))
                (field(Field { name: "family_name", label: "mine-family-name", value: &details.family, complete: "family-name", optional: true, longest: 80, ..Field::default() }))
                (field(Field { name: "phone", label: "mine-phone", kind: "tel", value: &details.phone, complete: "tel", optional: true, longest: 40, ..Field::default() }))
                fieldset {
                    legend { (ctx.say("mine-consents")) }
                    @for purpose in ConsentPurpose::ALL {
                        label .check {
                            input type="checkbox" name=(format!("agreed_{}", purpose.name())) value="yes" checked[details.agreed.contains(&purpose)];
                            span { (ctx.say(&format!("consent-{}", purpose.name().replace('_', "-")))) }
                        }
                    }
                }
                p .actions { button type="submit" { (ctx.say("mine-save")) } }
            }
        }
    }
}

fn sessions(ctx: &PageContext, page: &MinePage) -> Markup {
    html! {
        section aria-labelledby="mine-sessions" {
            h2 #mine-sessions { (ctx.say("mine-sessions")) }
            (session_list(ctx, &page.sessions, &page.zone, "/me/sessions/end"))
            form method="post" action="/sign-out" {
                (marks(ctx, "sign-out"))
                p .actions { button .plain type="submit" { (ctx.say("sign-out")) } }
            }
        }
    }
}

/// Where somebody is signed in, each with the way to end it.
pub(super) fn session_list(
    ctx: &PageContext,
    sessions: &[SessionRow],
    zone: &TimeZone,
    action: &str,
) -> Markup {
    html! {
        ul .view-links {
            @for session in sessions {
                li {
                    span { (if session.device.is_empty() { ctx.say("session-unknown") } else { session.device.clone() }) }
                    @if session.this_one { span .badge.live { (ctx.say("session-this")) } }
                    time .quiet datetime=(session.seen) { (ctx.tell("session-seen", &[("at", ctx.language.moment(session.seen, zone).into())])) }
                    @if !session.this_one {
                        form method="post" action=(action) {
                            (marks(ctx, &session.id))
                            input type="hidden" name="session" value=(session.id);
                            button .plain type="submit" { (ctx.say("session-end")) }
                        }
                    }
                }
            }
        }
    }
}

fn data(ctx: &PageContext) -> Markup {
    html! {
        section aria-labelledby="mine-data" {
            h2 #mine-data { (ctx.say("mine-data")) }
            ul .plain-list {
                li { a href="/me/looked" { (ctx.say("mine-looked")) } }
                li { a href="/me/data" { (ctx.say("mine-take")) } }
                li { a href="/me/delete" { (ctx.say("mine-delete")) } }
            }
        }
    }
}
