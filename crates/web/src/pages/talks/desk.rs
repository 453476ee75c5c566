//! The seller's side of a conversation: what came along, the messages, the same cart, and what may be done.

use dialogue::Ending;
use maud::{Markup, html};

use super::cart::{cart_beside, cart_find};
use super::desk_beside::{notes, who_it_is};
use super::model::{AskAlong, DeskPage, DeskStanding};
use super::said::{alert, said_list, write_form};
use crate::context::PageContext;
use crate::pages::frame::{Place, frame};
use crate::pages::parts::csrf;

/// `GET /inbox/{id}`
pub fn desk_page(ctx: &PageContext, page: &DeskPage<'_>) -> Markup {
    let title = match &page.beside.customer {
        Some((name, _)) if !name.is_empty() => ctx.tell("talk-title-with", &[("who", name.as_str().into())]),
        _ => ctx.say("talk-title-seller"),
    };
    let here = format!("/inbox/{}", page.id);
    let theirs = matches!(page.standing, DeskStanding::Theirs(_));
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol { li { a href="/inbox" { (ctx.say("inbox-back")) } } li aria-current="page" { (title) } }
        }
        div .talk data-talk={ (here) "/events?after=" (page.position) } data-cut=(ctx.say("talk-cut")) data-live-said=(ctx.say("talk-live"))
            data-changed-there=(ctx.tell("talk-cart-changed-there", &[("what", "%what".into()), ("quantity", "%n".into())])) {
            h1 { (title) }
            (alert(ctx, page.problem, None))
            div .talk-columns {
                section .talk-said aria-label=(ctx.say("talk-messages")) {
                    (desk_state(ctx, page.id, page.standing))
                    p .talk-line data-line role="status" {}
                    (said_list(ctx, page.said, page.now, page.zone))
                    noscript { p .aside { (ctx.say("talk-no-script")) " " a href=(here) { (ctx.say("talk-see-new")) } } }
                    @if !theirs {
                        (write_form(ctx, &format!("{here}/messages"), &ctx.say("talk-desk-answer"), page.draft, None))
                    }
                }
                div .talk-side {
                    (came_along(ctx, page))
                    (who_it_is(ctx, page.beside))
                    (cart_beside(ctx, page.cart))
                    @if let Some(cart) = page.cart.filter(|cart| cart.open) {
                        (cart_find(ctx, &here, &cart.action, page.find, page.found))
                    }
                    (notes(ctx, page))
                }
            }
        }
    };
    frame(ctx, &title, Place::Elsewhere, main)
}

fn came_along(ctx: &PageContext, page: &DeskPage<'_>) -> Markup {
    let AskAlong { page: from, compared, words, error, .. } = page.along;
    let nothing = from.is_none() && compared.is_empty() && words.is_none() && error.is_none();
    html! {
        section .came-along aria-labelledby="h-along" {
            h2 #h-along { (ctx.say("talk-along-seller")) }
            @if nothing { p .quiet { (ctx.say("talk-along-none")) } }
            dl .figures {
                @if let Some((path, title)) = from {
                    div { dt { (ctx.say("talk-along-seller-page")) } dd { a href=(office_path(path)) { @if title.is_empty() { (path) } @else { (title) } } } }
                }
                @if !compared.is_empty() {
                    @let key = if compared.len() == 1 { "talk-along-seller-offer" } else { "talk-along-seller-compared" };
                    div { dt { (ctx.say(key)) } dd { ul .plain-list {
                        @for (id, name) in compared { li { a href={ "/offers/" (crate::address::escaped(id)) } { (name) } } }
                    } } }
                }
                @if let Some(words) = words { div { dt { (ctx.say("talk-along-seller-words")) } dd dir="auto" { (words) } } }
                @if let Some(error) = error { div { dt { (ctx.say("talk-along-seller-error")) } dd dir="auto" { (error) } } }
                @if let Some(mail) = page.mail.filter(|mail| page.beside.account.as_deref() != Some(*mail)) { div { dt { (ctx.say("talk-along-seller-mail")) } dd { (mail) } } }
                div { dt { (ctx.say("talk-along-seller-language")) } dd { (ctx.say(&format!("talk-language-{}", page.language))) } }
            }
        }
    }
}

/// Where a seller sees what a customer looked at: an order of theirs is the office's page of it.
fn office_path(path: &str) -> String {
    let order = path.strip_prefix("/orders/").and_then(|rest| rest.split(['/', '?']).next());
    match order.filter(|id| id.starts_with("ord_")) {
        Some(id) => format!("/office/orders/{}", crate::address::escaped(id)),
        None => path.to_owned(),
    }
}

/// How it stands, and what a seller can do about it: a fragment that events replace.
pub fn desk_state(ctx: &PageContext, id: &str, standing: &DeskStanding) -> Markup {
    let sentence = match standing {
        DeskStanding::Waiting { since } => {
            let waits = ctx.tell("inbox-waits", &[("duration", since.as_str().into())]);
            format!("{} {}: {waits}", ctx.say("talk-desk-waiting"), ctx.say("talk-customer"))
        }
        DeskStanding::Mine => ctx.say("talk-desk-mine"),
        DeskStanding::Theirs(Some(who)) => ctx.tell("talk-desk-theirs", &[("who", who.as_str().into())]),
        DeskStanding::Theirs(None) => ctx.say("talk-desk-theirs-nobody"),
        DeskStanding::HandedBack { when, .. } => {
            ctx.tell("talk-desk-handed", &[("when", when.as_str().into())])
        }
        DeskStanding::Closed(ending) => {
            let ending = ctx.say(&format!("ending-{ending}"));
            ctx.tell("talk-desk-closed", &[("ending", ending.into())])
        }
    };
    html! {
        div #talk-state .talk-state {
            p role="status" { (sentence) }
            @if let DeskStanding::HandedBack { link, .. } = standing { (link_to_give(ctx, link)) }
            (actions(ctx, id, standing))
        }
    }
}

fn link_to_give(ctx: &PageContext, link: &str) -> Markup {
    html! {
        label for="handed-link" { span { (ctx.say("talk-desk-link")) } }
        input #handed-link .handed-link type="text" readonly value=(link) aria-describedby="handed-hint";
        p #handed-hint .aside { (ctx.say("talk-desk-link-hint")) }
    }
}

fn actions(ctx: &PageContext, id: &str, standing: &DeskStanding) -> Markup {
    let button = |to: &str, key: &str, plain: bool| {
        html! {
            form method="post" action={ "/inbox/" (id) "/" (to) } {
                (csrf(ctx))
                button type="submit" .plain[plain] { (ctx.say(key)) }
            }
        }
    };
    html! {
        div .desk-actions {
            @match standing {
                DeskStanding::Waiting { .. } => (button("take", "talk-desk-take", false)),
                DeskStanding::Theirs(_) => (button("take-over", "talk-desk-take-over", true)),
                DeskStanding::Mine => (button("release", "talk-desk-release", true)),
                DeskStanding::HandedBack { .. } | DeskStanding::Closed(_) => {}
            }
            @if matches!(standing, DeskStanding::Waiting { .. } | DeskStanding::Mine) {
                (button("hand-back", "talk-desk-hand-back", !matches!(standing, DeskStanding::Mine)))
            }
            @if !matches!(standing, DeskStanding::Theirs(_) | DeskStanding::Closed(_)) { (close(ctx, id)) }
        }
        @if matches!(standing, DeskStanding::Mine) { p .aside { (ctx.say("talk-desk-hand-back-hint")) } }
    }
}

fn close(ctx: &PageContext, id: &str) -> Markup {
    html! {
        form .close-form method="post" action={ "/inbox/" (id) "/close" } {
            (csrf(ctx))
            label for="ending" { span { (ctx.say("talk-desk-how")) } }
            select #ending name="ending" {
                @for ending in Ending::ALL { option value=(ending.name()) { (ctx.say(&format!("ending-{}", ending.name()))) } }
            }
            button .plain type="submit" { (ctx.say("talk-desk-close")) }
        }
    }
}
