//! The versions of a resource, each with what it changed.

use maud::{Markup, html};

use super::model::OfficeRoom;
use super::model_exchange::OfficeVersion;
use super::plan::differences;
use super::shell::shell;
use crate::context::PageContext;

/// `GET …/{id}/history`
pub fn office_history_page(
    ctx: &PageContext,
    room: OfficeRoom,
    id: &str,
    name: &str,
    versions: &[OfficeVersion],
) -> Markup {
    let title = ctx.tell("office-history-of", &[("id", name.into())]);
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href=(room.path()) { (ctx.say(room.key())) } }
                li { a href={ (room.path()) "/" (crate::address::escaped(id)) } { (name) } }
                li aria-current="page" { (ctx.say("office-history")) }
            }
        }
        @for version in versions {
            section .sheet {
                h2 { (ctx.tell("office-version", &[("n", version.version.into())])) }
                p .quiet { (version.at) " · " (version.who) @if let Some(href) = &version.href { " · " a href=(href) { (ctx.say("office-version-again")) } } }
                @if version.gone { p { (ctx.say("office-version-gone")) } }
                @else if version.fields.is_empty() { p { (ctx.say("office-version-first")) } }
                @else { (differences(ctx, &version.fields)) }
            }
        }
    };
    shell(ctx, room, &title, main)
}
