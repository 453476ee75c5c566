//! Dead ends: what demand found no offer, by offering, by search phrase, by place.

use maud::{Markup, html};

use super::model::OfficeRoom;
use super::model_exchange::{OfficeDeadEnds, OfficeUnmet};
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::marks;

/// The title of the table of offerings: for these, people may wait.
const OFFERINGS: &str = "office-dead-ends-offerings";

/// `GET /office/dead-ends`
pub fn office_dead_ends_page(ctx: &PageContext, ends: &OfficeDeadEnds) -> Markup {
    let main = html! {
        @if ends.erased { div .notice role="status" { p { (ctx.say("office-erased")) } } }
        p .lead { (ctx.say("office-dead-ends-lead")) }
        form .office-search method="get" action="/office/dead-ends" {
            label for="days" { (ctx.say("office-days")) }
            select id="days" name="days" {
                @for days in [7_u16, 30, 90, 365] { option value=(days) selected[days == ends.days] { (ctx.tell("office-last-days", &[("n", u64::from(days).into())])) } }
            }
            button .plain type="submit" { (ctx.say("office-search-go")) }
        }
        p role="status" { (ctx.tell("office-dead-ends-count", &[("n", ends.count.into())])) }
        @if !ends.reasons.is_empty() {
            (counts(ctx, &ends.reasons))
        }
        @if !ends.refused_payments.is_empty() {
            section .sheet {
                h2 { (ctx.say("office-dead-ends-payments")) }
                (counts(ctx, &ends.refused_payments))
            }
        }
        (table(ctx, OFFERINGS, &ends.offerings, false))
        @if ends.without_offering > 0 { p .aside { (ctx.tell("office-dead-ends-without", &[("n", ends.without_offering.into())])) } }
        (table(ctx, "office-dead-ends-phrases", &ends.phrases, ends.may_erase))
        @if ends.rare_phrases > 0 { p .aside { (ctx.tell("office-dead-ends-rare", &[("n", ends.rare_phrases.into())])) } }
        (table(ctx, "office-dead-ends-places", &ends.places, false))
    };
    shell(ctx, OfficeRoom::DeadEnds, &ctx.say(OfficeRoom::DeadEnds.key()), main)
}

fn counts(ctx: &PageContext, counts: &[(String, u64)]) -> Markup {
    html! {
        dl .figures { @for (reason, count) in counts { div { dt { (reason) } dd { (ctx.language.count(*count)) } } } }
    }
}

fn table(ctx: &PageContext, title: &str, lines: &[OfficeUnmet], erase: bool) -> Markup {
    let waits = title == OFFERINGS;
    html! {
        section .sheet {
            h2 { (ctx.say(title)) }
            @if lines.is_empty() {
                p .quiet { (ctx.say("office-nothing")) }
            } @else {
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-name")) }
                        th .num scope="col" { (ctx.say("office-times")) }
                        th .num scope="col" { (ctx.say("office-customers")) }
                        @if waits { th .num scope="col" { (ctx.say("office-waiting")) } }
                        th scope="col" { (ctx.say("office-why")) }
                        th scope="col" { (ctx.say("office-last")) }
                        @if erase { th scope="col" { span .visually-hidden { (ctx.say("office-do")) } } }
                    } }
                    tbody {
                        @for line in lines {
                            tr {
                                th scope="row" { @if let Some(href) = &line.href { a href=(href) { (line.name) } } @else { (line.name) } }
                                td .num data-label=(ctx.say("office-times")) { (ctx.language.count(line.count)) }
                                td .num data-label=(ctx.say("office-customers")) { (ctx.language.count(line.customers)) }
                                @if waits { td .num data-label=(ctx.say("office-waiting")) { (ctx.language.count(line.waiting)) } }
                                td data-label=(ctx.say("office-why")) { (line.reasons) }
                                td data-label=(ctx.say("office-last")) { (line.last) }
                                @if erase {
                                    td {
                                        details {
                                            summary aria-label=(ctx.tell("office-erase-of", &[("name", line.name.as_str().into())])) { (ctx.say("office-erase")) }
                                            form method="post" action="/office/dead-ends/erase" {
                                                (marks(ctx, &format!("erase-{}", line.id)))
                                                input type="hidden" name="phrase" value=(line.id);
                                                p { (ctx.say("office-erase-sure")) }
                                                button .plain type="submit" { (ctx.say("office-erase-go")) }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
