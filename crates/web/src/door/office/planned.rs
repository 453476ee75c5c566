//! A plan as its page shows it.

use app::ImportPlan;
use offer::exchange::{Kind, Problem as Wrong, SalesReport, Severity};

use super::problems::in_words;
use super::resources::shown as value;
use crate::context::PageContext;
use crate::door::uploads::Upload;
use crate::pages::office::{OfficeChange, OfficeJob, OfficePlan, OfficePlanProblem};

/// Changes, counts and problems shown at most; how many there are is said.
const SHOWN: usize = 200;

/// A plan for its page; nothing where the file could not be read at all.
pub(super) fn shown(
    ctx: &PageContext,
    upload: &Upload,
    planned: Option<&ImportPlan>,
    end_missing: bool,
) -> OfficePlan {
    let mut page = OfficePlan {
        upload: upload.id.clone(),
        file: upload.name.clone(),
        end_missing,
        ..OfficePlan::default()
    };
    let Some(planned) = planned else { return page };
    let plan = &planned.plan;
    let count = |kind| plan.count(kind) as u64;
    page.may_apply = plan.may_apply();
    page.nothing = plan.is_nothing();
    page.read = plan.read;
    page.counts = [
        count(Kind::Added),
        count(Kind::Changed),
        count(Kind::Ended),
        plan.stock.len() as u64,
        plan.unchanged,
    ];
    page.changes = plan.changes.iter().take(SHOWN).map(|change| changed(ctx, change)).collect();
    page.stock = plan
        .stock
        .iter()
        .take(SHOWN)
        .map(|change| (change.key.0.to_string(), change.key.1.to_string(), change.before, change.after))
        .collect();
    page.problems = plan.problems.iter().take(SHOWN).map(|each| problem(ctx, each)).collect();
    page.problems_total = plan.problems.len();
    page.mapping = planned.mapping.as_ref().map(offer::exchange::TableMapping::to_toml);
    page.sales = planned.sales.as_ref().map(|report| sales(ctx, report)).unwrap_or_default();
    page
}

/// How an import stands, for its page.
pub(super) fn running(job: &app::CatalogueJob) -> OfficeJob {
    OfficeJob {
        file: job.file.clone(),
        done: job.done.done() as u64,
        of: job.done.of as u64,
        over: job.over,
        stopped: job.stopped,
        failure: job.failure.clone(),
    }
}

fn changed(ctx: &PageContext, change: &offer::exchange::Change) -> OfficeChange {
    OfficeChange {
        kind: match change.kind {
            Kind::Added => "added",
            Kind::Changed => "changed",
            Kind::Ended => "ended",
        },
        section: ctx.say(&format!("office-section-{}", change.section.name().to_lowercase())),
        id: change.id.clone(),
        name: change.name.clone(),
        fields: change
            .fields
            .iter()
            .map(|field| (field.path.clone(), value(field.before.as_ref()), value(field.after.as_ref())))
            .collect(),
    }
}

/// A problem as a line of the table.
pub(super) fn problem(ctx: &PageContext, wrong: &Wrong) -> OfficePlanProblem {
    let section =
        wrong.section.map(|section| ctx.say(&format!("office-section-{}", section.name().to_lowercase())));
    OfficePlanProblem {
        line: wrong.at.line,
        column: wrong.at.column.clone().unwrap_or_default(),
        of: [section.unwrap_or_default(), wrong.id.clone()].join(" ").trim().to_owned(),
        text: in_words(ctx, &wrong.kind),
        severe: wrong.severity() == Severity::Severe,
    }
}

/// What was taken of a log of sales, and what was left.
fn sales(ctx: &PageContext, report: &SalesReport) -> Vec<(String, String)> {
    let count = |number: u64| ctx.language.count(number);
    let mut lines = vec![
        (ctx.say("office-sales-taken"), count(report.taken)),
        (ctx.say("office-sales-goods"), count(report.goods)),
        (ctx.say("office-sales-prices"), count(report.prices)),
        (ctx.say("office-sales-services"), count(report.services.len() as u64)),
        (ctx.say("office-sales-never"), count(report.never_sold.len() as u64)),
        (ctx.say("office-sales-spellings"), count(report.spellings)),
    ];
    for (reason, (number, examples)) in &report.left {
        let key = format!("office-sales-left-{}", reason.replace('_', "-"));
        let first = examples.first().map(|line| ctx.tell("office-sales-first", &[("line", (*line).into())]));
        lines.push((ctx.say(&key), format!("{} {}", count(*number), first.unwrap_or_default())));
    }
    lines
}
