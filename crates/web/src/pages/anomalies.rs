//! What an import found strange: nothing is dropped in silence.

use maud::{Markup, html};

use super::frame::{Place, frame};
use super::parts::{crumbs, unfinished_banner};
use crate::context::PageContext;
use crate::model::{AnomalyLine, AnomalyReport, Severity, ViewSummary};

/// `GET /views/{view}/anomalies`: a report for each file that was imported.
pub fn anomalies_page(ctx: &PageContext, view: &ViewSummary, reports: &[AnomalyReport]) -> Markup {
    let title = ctx.tell("anomalies-title", &[("view", view.title.as_str().into())]);
    let main = html! {
        (crumbs(ctx, view, &ctx.say("anomalies-here")))
        h1 { (title) }
        (unfinished_banner(ctx, view))
        @if reports.is_empty() { p .empty { (ctx.say("anomalies-none")) } }
        @for report in reports {
            section .sheet { h2 { (report.file) } (report_of(ctx, report)) }
        }
        p .actions { a .button href={ "/views/" (view.name) } { (ctx.say("job-open")) } }
    };
    frame(ctx, &title, Place::Views, main)
}

/// What one import found, without a heading.
pub(super) fn report_of(ctx: &PageContext, report: &AnomalyReport) -> Markup {
    // What is to be checked stands before what is to be known; within each, the most frequent first.
    let mut lines: Vec<&AnomalyLine> = report.anomalies.iter().collect();
    lines.sort_by_key(|line| (line.severity == Severity::Note, std::cmp::Reverse(line.count)));
    html! {
        p .lead { (ctx.tell("anomalies-lead", &[("rows", report.rows.into()), ("acts", report.acts.into())])) }
        @if report.anomalies.is_empty() {
            p .empty { (ctx.say("anomalies-none")) }
        } @else {
            div .scroll-x tabindex="0" role="group" aria-label=(ctx.say("anomalies-here")) {
                table .anomalies {
                    caption .visually-hidden { (ctx.say("anomalies-here")) " · " (report.file) }
                    thead { tr {
                        th scope="col" { (ctx.say("col-severity")) }
                        th scope="col" { (ctx.say("col-anomaly")) }
                        th scope="col" .num { (ctx.say("col-count")) }
                        th scope="col" { (ctx.say("col-lines")) }
                    } }
                    tbody { @for line in lines { (anomaly(ctx, line)) } }
                }
            }
        }
    }
}

fn anomaly(ctx: &PageContext, line: &AnomalyLine) -> Markup {
    let told = ctx.language.try_tell(&format!("anomaly-{}", line.key.replace('_', "-")), &[]);
    let numbers: Vec<String> = line.lines.iter().map(|number| ctx.language.count(*number)).collect();
    html! {
        tr {
            td { (severity(ctx, line.severity)) }
            th scope="row" {
                (told.unwrap_or_else(|| line.key.replace('_', " ")))
                @if let Some(example) = line.example.as_ref().filter(|text| !text.is_empty()) {
                    p .example { (ctx.say("anomaly-example")) " " code { (example) } }
                }
            }
            td .num { (ctx.language.count(line.count)) }
            td .line-list { (numbers.join(", ")) @if line.count > numbers.len() as u64 && !numbers.is_empty() { " …" } }
        }
    }
}

fn severity(ctx: &PageContext, severity: Severity) -> Markup {
    html! {
        @match severity {
            Severity::Warning => span .badge.simulated { (ctx.say("severity-warning")) },
            Severity::Note => span .badge { (ctx.say("severity-note")) },
        }
    }
}
