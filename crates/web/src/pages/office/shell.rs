//! The office's frame: the rooms beside, what is done there in the middle.

use maud::{Markup, html};

use super::model::OfficeRoom;
use crate::context::PageContext;
use crate::pages::frame::{Place, frame};

/// A page of the office.
pub(super) fn shell(ctx: &PageContext, room: OfficeRoom, title: &str, main: Markup) -> Markup {
    let whole = format!("{title} · {}", ctx.say("office-title"));
    let body = html! {
        div .office {
            nav .office-rooms aria-label=(ctx.say("office-rooms")) {
                ul {
                    @for each in OfficeRoom::ALL {
                        li { a href=(each.path()) aria-current=[(each == room).then_some("page")] { (ctx.say(each.key())) } }
                    }
                    li { a href="/office/orders" { (ctx.say("office-room-orders")) } }
                    li { a href="/office/outbox" { (ctx.say("office-room-outbox")) } }
                }
            }
            div .office-main { h1 { (title) } (main) }
        }
    };
    frame(ctx, &whole, Place::Elsewhere, body)
}
