//! Bringing and taking a whole catalogue: the file, and what it would change, before anything is changed.

use maud::{Markup, html};

use super::form::problem_list;
use super::model::{FieldProblem, OfficeRoom};
use super::model_exchange::OfficePlan;
use super::plan::{changes, counts, plan_problems};
use super::shell::shell;
use crate::context::PageContext;
use crate::pages::parts::csrf;

/// `GET /office/exchange`
pub fn office_exchange_page(ctx: &PageContext, problems: &[FieldProblem], done: Option<&str>) -> Markup {
    let main = html! {
        @if let Some(done) = done { div .notice role="status" { p { (done) } } }
        (problem_list(ctx, problems))
        section .sheet {
            h2 { (ctx.say("office-import")) }
            p { (ctx.say("office-import-about")) }
            form method="post" action="/office/exchange" enctype="multipart/form-data" {
                (csrf(ctx))
                div .office-field {
                    label for="file" { (ctx.say("office-file")) }
                    input type="file" id="file" name="file" required accept=".csv,.tsv,.txt,.json,.gz";
                }
                p .actions { button type="submit" { (ctx.say("office-import-look")) } span .quiet { (ctx.say("office-import-harmless")) } }
            }
        }
        section .sheet {
            h2 { (ctx.say("office-export")) }
            p { (ctx.say("office-export-about")) }
            p .actions {
                a .button.plain href="/office/exchange/catalogue.json" download="catalogue.json" { "JSON" }
                a .button.plain href="/office/exchange/catalogue.csv" download="catalogue.csv" { "CSV" }
            }
        }
    };
    shell(ctx, OfficeRoom::Exchange, &ctx.say(OfficeRoom::Exchange.key()), main)
}

/// `GET /office/exchange/{upload}`: what would change.
pub fn office_plan_page(ctx: &PageContext, plan: &OfficePlan) -> Markup {
    let title = ctx.tell("office-plan-of", &[("file", plan.file.as_str().into())]);
    let here = format!("/office/exchange/{}", plan.upload);
    let main = html! {
        nav .crumbs aria-label=(ctx.say("crumbs-label")) {
            ol {
                li { a href="/office/exchange" { (ctx.say(OfficeRoom::Exchange.key())) } }
                li aria-current="page" { (plan.file) }
            }
        }
        @if plan.may_apply && plan.nothing {
            div .notice role="status" { p { (ctx.say("office-plan-nothing")) } }
        } @else if plan.may_apply {
            div .notice role="status" { p { (ctx.say("office-plan-ready")) } }
        } @else {
            div .notice.error role="alert" { p { strong { (ctx.say("office-plan-refused")) } } }
        }
        (counts(ctx, plan))
        @if plan.may_apply && !plan.nothing {
            form method="post" action=(here) {
                (csrf(ctx))
                @if let Some(mapping) = &plan.mapping { input type="hidden" name="mapping" value=(mapping); }
                @if plan.end_missing { input type="hidden" name="end_missing" value="yes"; }
                p .actions { button type="submit" name="do" value="apply" { (ctx.say("office-plan-apply")) } a href="/office/exchange" { (ctx.say("office-plan-drop")) } }
            }
        }
        (plan_problems(ctx, plan))
        (changes(ctx, plan))
        (again(ctx, plan, &here))
    };
    shell(ctx, OfficeRoom::Exchange, &title, main)
}

/// The form that reads the file another way.
fn again(ctx: &PageContext, plan: &OfficePlan, here: &str) -> Markup {
    html! {
        section .sheet {
            h2 { (ctx.say("office-plan-again")) }
            @if let Some(problem) = &plan.mapping_problem { p .field-error id="mapping-error" { (problem) } }
            form method="post" action=(here) {
                (csrf(ctx))
                @if plan.mapping.is_some() || plan.mapping_problem.is_some() {
                    div .office-field.wide {
                        label for="mapping" { (ctx.say("office-mapping")) }
                        span .hint id="mapping-hint" { (ctx.say("office-mapping-hint")) }
                        textarea id="mapping" name="mapping" rows="14" spellcheck="false" aria-describedby="mapping-hint" {
                            "\n" (plan.mapping.as_deref().unwrap_or_default())
                        }
                    }
                }
                label .check for="end_missing" {
                    input type="checkbox" id="end_missing" name="end_missing" value="yes" checked[plan.end_missing];
                    " " (ctx.say("office-end-missing"))
                }
                p .actions { button .plain type="submit" name="do" value="look" { (ctx.say("office-plan-look-again")) } }
            }
        }
    }
}
