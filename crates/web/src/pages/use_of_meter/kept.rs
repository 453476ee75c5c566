//! What somebody let us keep of their use: seen again, and forgotten, here and on their own page.

use maud::{Markup, html};

use super::model::KeptLine;
use crate::context::PageContext;
use crate::pages::parts::csrf;

/// The list; nothing where nothing is kept. `back` is the page to which forgetting one leads, where it is another than the comparison's.
pub fn kept_list(ctx: &PageContext, kept: &[KeptLine], back: &str) -> Markup {
    html! {
        @if !kept.is_empty() {
            section aria-labelledby="kept" {
                h2 #kept { (ctx.say("meter-kept-title")) }
                ul .meter-kept {
                    @for line in kept {
                        li {
                            span {
                                strong { (line.name) } " " span .quiet { (ctx.tell("meter-kept-when", &[("day", line.day.as_str().into())])) }
                            }
                            @if line.told {
                                a href={ "/shelf/use/told/" (line.id) } { (ctx.say("meter-kept-told")) }
                            } @else {
                                a href={ "/shelf/use/kept/" (line.id) } { (ctx.say("meter-kept-see")) }
                            }
                            form method="post" action={ "/shelf/use/kept/" (line.id) "/forget" } {
                                (csrf(ctx))
                                input type="hidden" name="entry" value=(ctx.entry_of(&format!("forget-{}", line.id)));
                                input type="hidden" name="shown" value=(ctx.shown.at.as_millisecond());
                                @if !back.is_empty() { input type="hidden" name="back" value=(back); }
                                button .plain type="submit" aria-label={ (ctx.say("meter-kept-forget")) " " (line.name) } { (ctx.say("meter-kept-forget")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
