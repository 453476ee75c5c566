//! The office's frame: the rooms beside, what is done there in the middle.

use maud::{Markup, html};
use party::Permission;

use super::model::OfficeRoom;
use crate::context::PageContext;
use crate::pages::frame::{Place, frame_with};

/// Rooms that are beside the catalogue: their address, the key of their name, and what reading them needs.
const BESIDE: [(&str, &str, Permission); 5] = [
    ("/office/images", "picture-title", Permission::ReadCatalogue),
    ("/office/orders", "office-room-orders", Permission::ReadOrders),
    ("/office/customers", "office-room-customers", Permission::OpenCustomerFile),
    ("/office/payments", "pay-title", Permission::ReadOrders),
    ("/office/outbox", "office-room-outbox", Permission::ReadOutbox),
];

/// Every room of the office, with what reading it needs: a role is shown only what it may open.
pub(crate) fn rooms() -> impl Iterator<Item = (&'static str, &'static str, Option<Permission>)> {
    let own = OfficeRoom::ALL.into_iter().map(|room| (room.path(), room.key(), room.needs()));
    own.chain(BESIDE.into_iter().map(|(path, key, needs)| (path, key, Some(needs))))
}

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
    let open = rooms().filter(|(.., needs)| needs.is_none_or(|permission| ctx.may(permission)));
    let body = html! {
        div .office {
            nav .office-rooms aria-label=(ctx.say("office-rooms")) {
                ul {
                    @for (path, key, _) in open {
                        li { a href=(path) aria-current=[(path == here).then_some("page")] { (ctx.say(key)) } }
                    }
                }
            }
            div .office-main { h1 { (title) } (main) }
        }
    };
    frame_with(ctx, &whole, Place::Elsewhere, head, body)
}
