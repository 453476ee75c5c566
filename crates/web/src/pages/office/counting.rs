//! Many counts at once, and what moved: two pages beside the stock of a place.

use maud::{Markup, html};

use super::model::{OfficeCountPlan, OfficeCounts, OfficeMovements, OfficeRoom};
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::marks;

fn crumbs(ctx: &PageContext, here: &str) -> Markup {
    html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href="/office" { (ctx.say("office-title")) } }
                li { a href=(OfficeRoom::Stock.path()) { (ctx.say(OfficeRoom::Stock.key())) } }
                li aria-current="page" { (here) }
            }
        }
    }
}

/// `GET` and `POST /office/stock/many`
pub fn office_counts_page(ctx: &PageContext, counts: &OfficeCounts) -> Markup {
    let title = ctx.say("office-counts");
    let may_apply = counts.plan.as_ref().is_some_and(|plan| plan.may_apply && plan.total > 0);
    let main = html! {
        (crumbs(ctx, &title))
        @if let Some(done) = counts.done { div .notice role="status" { p { (ctx.tell("office-counts-done", &[("n", done.into())])) } } }
        p .lead { (ctx.say("office-counts-lead")) }
        @if let Some(plan) = &counts.plan { (planned(ctx, plan)) }
        form method="post" action="/office/stock/many" {
            (marks(ctx, "counts"))
            div .office-field.wide {
                label for="f-lines" { (ctx.say("office-counts-lines")) }
                span .hint id="f-lines-hint" {
                    (ctx.say("office-counts-hint")) " "
                    @for (place, (id, name)) in counts.places.iter().enumerate() { @if place > 0 { ", " } code { (id) } " (" (name) ")" }
                }
                textarea id="f-lines" name="lines" rows="12" aria-describedby="f-lines-hint" spellcheck="false" { "\n" (counts.text) }
            }
            p .actions {
                button type="submit" name="do" value="look" .plain[may_apply] { (ctx.say("office-counts-look")) }
                @if may_apply { button type="submit" name="do" value="apply" { (ctx.say("office-counts-apply")) } }
            }
        }
        @if counts.uncounted > 0 && counts.text.is_empty() && !counts.places.is_empty() { (never_counted(ctx, counts)) }
    };
    shell(ctx, OfficeRoom::Stock, &title, main)
}

fn planned(ctx: &PageContext, plan: &OfficeCountPlan) -> Markup {
    html! {
        section .sheet aria-label=(ctx.say("office-counts-plan")) {
            p role="status" {
                strong { (ctx.tell("office-counts-change", &[("n", plan.total.into())])) } " "
                (ctx.tell("office-counts-same", &[("n", plan.unchanged.into())])) " "
                @if !plan.may_apply { span .severe { (ctx.say("office-plan-refused")) } }
            }
            @if !plan.problems.is_empty() {
                ul { @for (line, what, wrong) in &plan.problems {
                    li .severe {
                        @if let Some(line) = line { (ctx.tell("office-counts-line", &[("n", (*line).into())])) " " }
                        @if !what.is_empty() { code { (what) } " " } (wrong)
                    }
                } }
            }
            @if !plan.changes.is_empty() {
                table .stacks {
                    thead { tr {
                        th scope="col" { (ctx.say("office-item")) }
                        th scope="col" { (ctx.say("office-place")) }
                        th .num scope="col" { (ctx.say("office-before")) }
                        th .num scope="col" { (ctx.say("office-after")) }
                    } }
                    tbody { @for (item, place, before, after) in &plan.changes {
                        tr {
                            th scope="row" { (item) }
                            td data-label=(ctx.say("office-place")) { (place) }
                            td .num data-label=(ctx.say("office-before")) { (before) }
                            td .num data-label=(ctx.say("office-after")) { (after) }
                        }
                    } }
                }
            }
        }
    }
}

/// Lines for what was never counted, to be begun with.
fn never_counted(ctx: &PageContext, counts: &OfficeCounts) -> Markup {
    html! {
        section .sheet {
            h2 { (ctx.tell("office-uncounted", &[("n", counts.uncounted.into())])) }
            form .office-search method="get" action="/office/stock/many" {
                label for="place" { (ctx.say("office-place")) }
                select id="place" name="place" { @for (id, name) in &counts.places { option value=(id) { (name) } } }
                label for="each" { (ctx.say("office-uncounted-each")) }
                input .short type="text" inputmode="numeric" id="each" name="each" autocomplete="off";
                button .plain type="submit" { (ctx.say("office-uncounted-go")) }
            }
        }
    }
}

/// `GET /office/stock/movements`
pub fn office_movements_page(ctx: &PageContext, shown: &OfficeMovements) -> Markup {
    let title = ctx.say("office-movements");
    let main = html! {
        (crumbs(ctx, &title))
        p .lead { (ctx.say("office-movements-lead")) }
        form .office-search method="get" action="/office/stock/movements" {
            label for="place" { (ctx.say("office-place")) }
            select id="place" name="place" {
                option value="" selected[shown.place.is_empty()] { (ctx.say("office-all-places")) }
                @for (id, name) in &shown.places { option value=(id) selected[*id == shown.place] { (name) } }
            }
            label for="item" { (ctx.say("office-item")) }
            input type="text" id="item" name="item" value=(shown.item) list="items" autocomplete="off";
            datalist id="items" { @for (item, name) in &shown.items { option value=(item) { (name) } } }
            button .plain type="submit" { (ctx.say("office-search-go")) }
        }
        @if shown.lines.is_empty() {
            p .empty { (ctx.say("office-nothing")) }
        } @else {
            table .stacks {
                thead { tr {
                    th scope="col" { (ctx.say("office-when")) }
                    th scope="col" { (ctx.say("office-item")) }
                    th scope="col" { (ctx.say("office-place")) }
                    th scope="col" { (ctx.say("office-what")) }
                    th .num scope="col" { (ctx.say("office-quantity")) }
                    th scope="col" { (ctx.say("office-who")) }
                } }
                tbody { @for line in &shown.lines {
                    tr {
                        th scope="row" { (line.at) }
                        td data-label=(ctx.say("office-item")) { (line.item.0) @if line.item.0 != line.item.1 { " " span .quiet { (line.item.1) } } }
                        td data-label=(ctx.say("office-place")) { (line.place) }
                        td data-label=(ctx.say("office-what")) { (line.what) }
                        td .num data-label=(ctx.say("office-quantity")) { (line.by) }
                        td data-label=(ctx.say("office-who")) { (line.who) }
                    }
                } }
            }
        }
    };
    shell(ctx, OfficeRoom::Stock, &title, main)
}
