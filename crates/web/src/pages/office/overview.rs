//! The office's first page: what there is, and the way to it.

use maud::{Markup, html};

use super::model::OfficeRoom;
use super::shell::shell;
use crate::context::PageContext;

/// `GET /office`: rooms with how many things each holds; the latest dead ends.
pub fn office_overview_page(ctx: &PageContext, counts: &[(OfficeRoom, usize)], empty: bool) -> Markup {
    let main = html! {
        p .lead { (ctx.say("office-lead")) }
        @if empty {
            div .notice {
                p { strong { (ctx.say("office-empty-title")) } " " (ctx.say("office-empty-text")) }
                p .actions {
                    a .button href="/office/exchange" { (ctx.say("office-empty-import")) }
                    a .button.plain href="/office/catalogue/products/new" { (ctx.say("office-empty-new")) }
                }
            }
        }
        ul .office-cards {
            @for (room, count) in counts {
                li {
                    a href=(room.path()) { strong { (ctx.say(room.key())) } }
                    span .quiet { (ctx.tell("office-count", &[("n", (*count).into())])) }
                    span { (ctx.say(&format!("{}-about", room.key()))) }
                }
            }
        }
    };
    shell(ctx, OfficeRoom::Overview, &ctx.say("office-title"), main)
}
