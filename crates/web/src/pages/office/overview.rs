//! The office's first page: what there is, and the way to it.

use maud::{Markup, html};

use super::model::{OfficeNeed, OfficeRoom};
use super::shell::shell;
use crate::context::PageContext;

/// `GET /office`: rooms with how many things each holds; the latest dead ends.
pub fn office_overview_page(
    ctx: &PageContext,
    counts: &[(OfficeRoom, usize)],
    needs: &[OfficeNeed],
    empty: bool,
) -> Markup {
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
        @if needs.iter().any(|need| !need.met) {
            section .sheet {
                h2 { (ctx.say("office-needs")) }
                ul .office-needs {
                    @for need in needs {
                        li {
                            span .badge { (ctx.say(if need.met { "office-need-met" } else { "office-need-missing" })) } " "
                            @if need.met { (need.words) } @else { a href=(need.href) { (need.words) } }
                        }
                    }
                }
            }
        }
        ul .office-cards {
            @for (room, count) in counts.iter().filter(|(room, _)| room.needs().is_none_or(|needs| ctx.may(needs))) {
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
