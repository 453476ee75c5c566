//! The office's frame: the rooms beside, what is done there in the middle.

use maud::{Markup, html};

use super::model::OfficeRoom;
use crate::context::PageContext;
use crate::pages::frame::{Place, frame_with};

/// Rooms that are beside the catalogue: their address, and the key of their name.
const BESIDE: [(&str, &str); 4] = [
    ("/office/images", "picture-title"),
    ("/office/orders", "office-room-orders"),
    ("/office/payments", "pay-title"),
    ("/office/outbox", "office-room-outbox"),
];

/// A page of the office.
pub(super) fn shell(ctx: &PageContext, room: OfficeRoom, title: &str, main: Markup) -> Markup {
    shell_with(ctx, room, title, html! {}, main)
}

/// A page of the office with more in its head.
pub(super) fn shell_with(
    ctx: &PageContext,
    room: OfficeRoom,
    title: &str,
    head: Markup,
    main: Markup,
) -> Markup {
    framed(ctx, room.path(), title, head, main)
}

/// A page of the office in the room of this address.
pub(in crate::pages) fn shell_at(ctx: &PageContext, here: &str, title: &str, main: Markup) -> Markup {
    framed(ctx, here, title, html! {}, main)
}

fn framed(ctx: &PageContext, here: &str, title: &str, head: Markup, main: Markup) -> Markup {
    let whole = format!("{title} · {}", ctx.say("office-title"));
    let rooms = OfficeRoom::ALL.into_iter().map(|room| (room.path(), room.key())).chain(BESIDE);
    let body = html! {
        div .office {
            nav .office-rooms aria-label=(ctx.say("office-rooms")) {
                ul {
                    @for (path, key) in rooms {
                        li { a href=(path) aria-current=[(path == here).then_some("page")] { (ctx.say(key)) } }
                    }
                }
            }
            div .office-main { h1 { (title) } (main) }
        }
    };
    frame_with(ctx, &whole, Place::Elsewhere, head, body)
}
