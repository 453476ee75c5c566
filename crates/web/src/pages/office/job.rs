//! How far a long import is.

use maud::{Markup, html};

use super::model::OfficeRoom;
use super::model_exchange::OfficeJob;
use super::shell::shell_with;
use crate::context::PageContext;
use crate::pages::parts::csrf;

/// `GET /office/exchange/jobs/{job}`: it asks again by itself every other second until the import is over.
pub fn office_job_page(ctx: &PageContext, id: &str, job: &OfficeJob) -> Markup {
    let title = ctx.tell("office-job", &[("file", job.file.as_str().into())]);
    let far = [("done", job.done.into()), ("of", job.of.into())];
    let main = html! {
        @if let Some(failure) = &job.failure {
            div .notice.error role="alert" {
                p { (ctx.tell("office-job-failed", &[("done", job.done.into()), ("why", failure.as_str().into())])) }
            }
        } @else if job.stopped {
            div .notice.warning role="status" { p { (ctx.tell("office-job-stopped", &far)) } }
        } @else if job.over {
            div .notice role="status" { p { (ctx.tell("office-job-over", &[("done", job.done.into())])) } }
        } @else {
            p role="status" { (ctx.tell("office-job-far", &far)) }
            progress max=(job.of.max(1)) value=(job.done) aria-label=(title) {}
            form method="post" action={ "/office/exchange/jobs/" (id) "/stop" } {
                (csrf(ctx))
                p .actions { button .plain type="submit" { (ctx.say("office-job-stop")) } }
            }
        }
        p .actions { a href="/office/exchange" { (ctx.say(OfficeRoom::Exchange.key())) } a href="/office/catalogue/offerings" { (ctx.say(OfficeRoom::Offerings.key())) } }
    };
    let head = html! { @if !job.over { meta http-equiv="refresh" content="2"; } };
    shell_with(ctx, OfficeRoom::Exchange, &title, head, main)
}
