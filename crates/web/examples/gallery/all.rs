//! Every page with sample values: what the gallery writes and what the tests read.

use maud::Markup;
use portrait::Filter;
use types::{Scene, Word};
use web::context::PageContext;
use web::model::JobState;
use web::pages::*;

use super::{
    samples, samples_acts, samples_fulfilment, samples_meter, samples_office, samples_people, samples_post,
    samples_shop, samples_talks,
};

/// Every page by the name of its file.
pub fn all(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let mut pages = portraits(ctx);
    pages.extend(around(ctx));
    pages.extend(imports(ctx));
    pages.extend(samples_people::pages(ctx));
    pages.extend(samples_post::pages(ctx));
    pages.extend(samples_talks::pages(ctx));
    pages.extend(samples_shop::shop(ctx));
    pages.extend(samples_fulfilment::fulfilment(ctx));
    pages.extend(samples_meter::meter(ctx));
    pages.extend(samples_office::office(ctx));
    pages
}

fn portraits(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let (view, simulated) = (samples::bank_view(), samples::simulated_view());
    let (bank, shop, process, empty) =
        (samples::bank(), samples::shop(), samples::process(), samples::empty());
    let mut filtered = samples::bank();
    filtered.filter = Filter {
        reason: Some(Word::new("PS")),
        scene: Some(Scene::Phone),
        from: filtered.period.map(|it| it.start),
        ..Filter::default()
    };
    let notes = [samples::note()];
    let views = [view.clone(), simulated.clone()];
    let shown =
        |view, portrait| PortraitView { view, portrait, notes: &notes, others: &views, filter_problem: None };
    let wrong = PortraitView { filter_problem: Some("from cannot be “soon”"), ..shown(&view, &filtered) };
    let home = Home { example: Some(shown(&simulated, &bank)), views: &views, upload_limit: 500_000_000 };
    let side = |view, portrait| Some(CompareSide { view, portrait });
    vec![
        ("portrait.html", portrait_page(ctx, shown(&view, &bank))),
        ("simulated.html", portrait_page(ctx, shown(&simulated, &bank))),
        ("filtered.html", portrait_page(ctx, wrong)),
        ("shop.html", portrait_page(ctx, shown(&view, &shop))),
        ("process.html", portrait_page(ctx, shown(&view, &process))),
        ("nothing.html", portrait_page(ctx, shown(&view, &empty))),
        ("home.html", home_page(ctx, &home)),
        ("home-empty.html", home_page(ctx, &Home { example: None, views: &[], upload_limit: 1_000_000 })),
        ("compare.html", compare_page(ctx, &views, side(&view, &bank), side(&simulated, &shop))),
        ("compare-choose.html", compare_page(ctx, &views, side(&view, &bank), None)),
    ]
}

fn around(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let view = samples::bank_view();
    let views = [view.clone(), samples::simulated_view()];
    let notes = [samples::note()];
    let suppressed =
        web::model::AdjustmentPage { suppressed: true, rows: Vec::new(), ..samples_acts::adjustments() };
    vec![
        ("acts.html", acts_page(ctx, &view, &samples_acts::acts())),
        ("acts-none.html", acts_page(ctx, &view, &web::model::ActPage::default())),
        ("act.html", act_page(ctx, &view, &samples_acts::raw(), &notes)),
        ("adjustments.html", adjustments_page(ctx, &view, &samples_acts::adjustments())),
        ("adjustments-few.html", adjustments_page(ctx, &view, &suppressed)),
        ("adjustment.html", adjustment_page(ctx, &view, &samples_acts::story())),
        ("notes.html", notes_page(ctx, &view, &notes)),
        ("views.html", views_page(ctx, &views, &[])),
        ("drop.html", drop_page(ctx, &view)),
        ("about.html", about_page(ctx, "0.1.0", "/home/somebody/.local/share/comptoir")),
        (
            "error-404.html",
            error_page(ctx, &ErrorPage { status: 404, sentence: &ctx.say("problem-not-found"), cause: None }),
        ),
        (
            "error-413.html",
            error_page(
                ctx,
                &ErrorPage { status: 413, sentence: &ctx.say("problem-upload-too-large"), cause: None },
            ),
        ),
        (
            "error-500.html",
            error_page(ctx, &ErrorPage { status: 500, sentence: &ctx.say("problem-failed"), cause: None }),
        ),
        (
            "error-418.html",
            error_page(ctx, &ErrorPage { status: 418, sentence: &ctx.say("problem-refused"), cause: None }),
        ),
    ]
}

fn imports(ctx: &PageContext) -> Vec<(&'static str, Markup)> {
    let view = samples::bank_view();
    let report = samples_acts::anomalies();
    let failed =
        JobState::Failed("calls.tsv, line 9,121: a line longer than 1 MiB; check the separator.".to_owned());
    vec![
        ("import-file.html", upload_page(ctx, &[ctx.say("problem-upload-nothing")], 500_000_000)),
        ("import.html", import_page(ctx, &samples_acts::import_form())),
        ("job.html", job_page(ctx, &samples_acts::job(JobState::Running), None)),
        ("job-done.html", job_page(ctx, &samples_acts::job(JobState::Done), Some(&report))),
        ("job-cancelled.html", job_page(ctx, &samples_acts::job(JobState::Cancelled), None)),
        ("job-failed.html", job_page(ctx, &samples_acts::job(failed), None)),
        ("anomalies.html", anomalies_page(ctx, &view, &[report])),
    ]
}
