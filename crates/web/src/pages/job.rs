//! An import under way: how far it is, stopping it, what came of it.

use maud::{Markup, html};

use super::frame::{Place, frame_with};
use super::parts::csrf;
use crate::context::PageContext;
use crate::model::{AnomalyReport, JobProgress, JobState};

/// `GET /jobs/{id}`. Without scripts the page comes back every two seconds while the job runs.
pub fn job_page(ctx: &PageContext, job: &JobProgress, report: Option<&AnomalyReport>) -> Markup {
    let running = job.state == JobState::Running;
    let title = ctx.tell("job-title", &[("file", job.file.as_str().into())]);
    let head = html! { @if running { noscript { meta http-equiv="refresh" content="2"; } } };
    let main = html! {
        div .narrow data-job={ "/jobs/" (job.id) "/events" } data-state=(state_name(&job.state)) {
            h1 { (title) }
            (told(ctx, job))
            @if running || job.of_bytes > 0 {
                progress .job-progress max=(job.of_bytes.max(1)) value=(job.bytes) aria-label=(ctx.say("job-progress")) {}
            }
            dl .figures {
                div { dt { (ctx.say("job-rows")) } dd data-field="rows" { (ctx.language.count(job.rows)) } }
                div { dt { (ctx.say("job-acts")) } dd data-field="acts" { (ctx.language.count(job.acts)) } }
                @if job.already > 0 { div { dt { (ctx.say("job-already")) } dd { (ctx.language.count(job.already)) } } }
            }
            @if let Some(report) = report.filter(|_| !running) { (super::anomalies::report_of(ctx, report)) }
            @if running {
                form method="post" action={ "/jobs/" (job.id) "/cancel" } {
                    (csrf(ctx))
                    button .plain type="submit" { (ctx.say("job-cancel")) }
                }
            }
        }
    };
    frame_with(ctx, &title, Place::Import, head, main)
}

const fn state_name(state: &JobState) -> &'static str {
    match state {
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Cancelled => "cancelled",
        JobState::Failed(_) => "failed",
    }
}

fn told(ctx: &PageContext, job: &JobProgress) -> Markup {
    let view = job.view.as_str();
    let open = html! { a .button href={ "/views/" (view) } { (ctx.say("job-open")) } };
    let anomalies = html! { a href={ "/views/" (view) "/anomalies" } { (ctx.say("job-anomalies")) } };
    html! {
        @match &job.state {
            JobState::Running => p role="status" { (ctx.tell("job-running", &[("view", view.into())])) },
            JobState::Done => {
                p role="status" { (ctx.tell("job-done", &[("view", view.into())])) }
                p .actions { (open) (anomalies) }
            }
            JobState::Cancelled => {
                p role="status" { (ctx.say("job-cancelled")) @if job.resumable { " " (ctx.say("job-resumable")) } }
                p .actions { (open) (anomalies) }
            }
            JobState::Failed(reason) => {
                div .notice.error role="alert" { p { strong { (ctx.say("job-failed")) } } p { (reason) } }
                p { @if job.resumable { (ctx.say("job-resumable")) } }
                p .actions { a .button href="/import" { (ctx.say("job-again")) } @if job.acts > 0 { (open) } }
            }
        }
    }
}
