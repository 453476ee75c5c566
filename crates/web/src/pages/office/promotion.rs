//! What a promotion makes of each offering: from the lowest price of the thirty days before.

use maud::{Markup, html};

use crate::context::PageContext;

/// A line: the offering's id and name, what it costs, the lowest before, the reduced price, as people read them.
pub type Line = (String, String, Option<String>, Option<String>, Option<String>, bool);

/// The table below the form of a promotion.
pub fn promotion_table(ctx: &PageContext, lines: &[Line]) -> Markup {
    html! {
        section .sheet {
            h2 { (ctx.say("office-promotion-preview")) }
            p .quiet { (ctx.say("office-promotion-rule")) }
            @if lines.is_empty() {
                p .empty { (ctx.say("office-promotion-none")) }
            } @else {
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-name")) }
                        th scope="col" { (ctx.say("office-promotion-plain")) }
                        th scope="col" { (ctx.say("office-promotion-lowest")) }
                        th scope="col" { (ctx.say("office-promotion-reduced")) }
                        th scope="col" { (ctx.say("office-promotion-says")) }
                    } }
                    tbody {
                        @for (id, name, plain, lowest, reduced, is_less) in lines {
                            tr {
                                th scope="row" { (name) br; span .quiet { (id) } }
                                td data-label=(ctx.say("office-promotion-plain")) { (plain.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-lowest")) { (lowest.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-reduced")) { (reduced.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-says")) {
                                    (ctx.say(match (lowest.is_some(), is_less) {
                                        (false, _) => "office-promotion-impossible",
                                        (true, false) => "office-promotion-useless",
                                        (true, true) => "office-promotion-fine",
                                    }))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
