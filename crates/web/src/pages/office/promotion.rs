//! What a promotion makes of each offering: from the lowest price of the thirty days before.

use maud::{Markup, html};

use crate::context::PageContext;

/// What a promotion makes of one offering, as people read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromotionRow {
    /// The offering.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it costs without.
    pub plain: Option<String>,
    /// The lowest price of the thirty days before.
    pub lowest: Option<String>,
    /// What it costs with it.
    pub reduced: Option<String>,
    /// The key of the verdict.
    pub says: &'static str,
}

/// The table below the form of a promotion.
pub fn promotion_table(ctx: &PageContext, lines: &[PromotionRow]) -> Markup {
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
                        @for PromotionRow { id, name, plain, lowest, reduced, says } in lines {
                            tr {
                                th scope="row" { (name) br; span .quiet { (id) } }
                                td data-label=(ctx.say("office-promotion-plain")) { (plain.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-lowest")) { (lowest.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-reduced")) { (reduced.as_deref().unwrap_or("–")) }
                                td data-label=(ctx.say("office-promotion-says")) { (ctx.say(says)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
