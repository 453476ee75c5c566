//! What an import would do, in words: counts, problems with their lines, changes attribute by attribute.

use maud::{Markup, html};

use super::model_exchange::OfficePlan;
use crate::context::PageContext;

/// How many of each, and what was taken of a log of sales.
pub(super) fn counts(ctx: &PageContext, plan: &OfficePlan) -> Markup {
    let keys = [
        "office-plan-added",
        "office-plan-changed",
        "office-plan-ended",
        "office-plan-counted",
        "office-plan-same",
    ];
    html! {
        dl .figures {
            div { dt { (ctx.say("office-plan-read")) } dd { (ctx.language.count(plan.read)) } }
            @for (key, count) in keys.iter().zip(plan.counts) { div { dt { (ctx.say(key)) } dd { (ctx.language.count(count)) } } }
            @for (words, count) in &plan.sales { div { dt { (words) } dd { (count) } } }
        }
    }
}

/// What is wrong, the gravest first.
pub(super) fn plan_problems(ctx: &PageContext, plan: &OfficePlan) -> Markup {
    html! {
        @if !plan.problems.is_empty() {
            section .sheet {
                h2 { (ctx.tell("office-plan-problems", &[("n", plan.problems_total.into())])) }
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-line")) }
                        th scope="col" { (ctx.say("office-column")) }
                        th scope="col" { (ctx.say("office-of-what")) }
                        th scope="col" { (ctx.say("office-problem")) }
                    } }
                    tbody {
                        @for problem in &plan.problems {
                            tr {
                                td data-label=(ctx.say("office-line")) { @if let Some(line) = problem.line { (line) } @else { "–" } }
                                td data-label=(ctx.say("office-column")) { (problem.column) }
                                td data-label=(ctx.say("office-of-what")) { (problem.of) }
                                td data-label=(ctx.say("office-problem")) {
                                    @if problem.severe { strong .severe { (ctx.say("office-severe")) } " " }
                                    (problem.text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The changes, attribute by attribute.
pub(super) fn changes(ctx: &PageContext, plan: &OfficePlan) -> Markup {
    html! {
        @if !plan.changes.is_empty() {
            section .sheet {
                h2 { (ctx.say("office-plan-changes")) }
                ul .office-changes {
                    @for change in &plan.changes {
                        li {
                            details {
                                summary {
                                    span .badge { (ctx.say(&format!("office-change-{}", change.kind))) } " "
                                    (change.section) " · " strong { (change.name) } " " span .quiet { (change.id) }
                                }
                                @if change.fields.is_empty() { p .quiet { (ctx.say("office-change-whole")) } }
                                @else { (differences(ctx, &change.fields)) }
                            }
                        }
                    }
                }
            }
        }
        @if !plan.stock.is_empty() {
            section .sheet {
                h2 { (ctx.say("office-plan-stock")) }
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-item")) }
                        th scope="col" { (ctx.say("office-place")) }
                        th .num scope="col" { (ctx.say("office-before")) }
                        th .num scope="col" { (ctx.say("office-after")) }
                    } }
                    tbody {
                        @for (place, item, before, after) in &plan.stock {
                            tr {
                                th scope="row" { (item) }
                                td data-label=(ctx.say("office-place")) { (place) }
                                td .num data-label=(ctx.say("office-before")) { (before) }
                                td .num data-label=(ctx.say("office-after")) { (after) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Attributes with what they were and what they become.
pub(super) fn differences(ctx: &PageContext, fields: &[(String, String, String)]) -> Markup {
    html! {
        table .stacks {
            thead { tr {
                th scope="col" { (ctx.say("office-attribute")) }
                th scope="col" { (ctx.say("office-before")) }
                th scope="col" { (ctx.say("office-after")) }
            } }
            tbody {
                @for (name, before, after) in fields {
                    tr {
                        th scope="row" { (name) }
                        td data-label=(ctx.say("office-before")) { @if before.is_empty() { "–" } @else { del { (before) } } }
                        td data-label=(ctx.say("office-after")) { @if after.is_empty() { "–" } @else { ins { (after) } } }
                    }
                }
            }
        }
    }
}
