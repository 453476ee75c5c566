//! Where one gives a file, or states a use.

use maud::{Markup, html};

use super::fields::{Field, done, problems};
use super::kept::kept_list;
use super::model::StartPage;
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// `GET /shelf/use`
pub fn start_page(ctx: &PageContext, store: &Store, page: &StartPage) -> Markup {
    let title = ctx.say("meter-title");
    let main = html! {
        div .meter {
            h1 { (title) }
            p .lead { (ctx.say("meter-lead")) }
            (done(page.done.as_deref()))
            (problems(ctx, &page.problems))
            @if !page.on_shelf { div .notice role="status" { p { (ctx.say("meter-none-on-shelf")) } } }
            div .meter-ways {
                (with_file(ctx, page))
                (without_file(ctx, page))
            }
            (kept_list(ctx, &page.kept, ""))
        }
    };
    let head = StoreHead {
        title: &title,
        description: &ctx.say("meter-lead"),
        canonical: Some("/shelf/use".to_owned()),
        ..StoreHead::default()
    };
    store_frame(ctx, store, &head, main)
}

fn with_file(ctx: &PageContext, page: &StartPage) -> Markup {
    let problem = page.problems.iter().find(|problem| problem.field.as_deref() == Some("file"));
    let described = if problem.is_some() { "f-file-hint f-file-problem" } else { "f-file-hint" };
    html! {
        section aria-labelledby="with-file" {
            h2 #with-file { (ctx.say("meter-file-title")) }
            form method="post" action="/shelf/use" enctype="multipart/form-data" {
                (marks(ctx, "meter-file"))
                div .field {
                    label for="f-file" { span { (ctx.say("meter-file-label")) } }
                    p #f-file-hint .hint { (ctx.tell("meter-file-hint", &[("limit", page.limit_mb.into())])) }
                    input #f-file type="file" name="file" accept=".csv,.tsv,.txt,.gz,text/csv,text/plain"
                        aria-describedby=(described) aria-invalid=[problem.map(|_| "true")];
                    @if let Some(problem) = problem { p #f-file-problem .problem { (problem.message) } }
                }
                p .actions { button type="submit" { (ctx.say("meter-file-go")) } }
                p .aside { (ctx.say("meter-private")) }
            }
        }
    }
}

fn without_file(ctx: &PageContext, page: &StartPage) -> Markup {
    let field = |name, label, hint| Field {
        name,
        label,
        hint,
        values: &page.values,
        problems: &page.problems,
        asked: None,
    };
    let (per_year, share) = (ctx.say("meter-stated-kwh"), ctx.say("meter-stated-share"));
    let (hours, hint) = (ctx.say("meter-stated-hours"), ctx.say("meter-choice-hours-hint"));
    html! {
        section aria-labelledby="without-file" {
            h2 #without-file { (ctx.say("meter-stated-title")) }
            form method="get" action="/shelf/use/stated" {
                p { (ctx.say("meter-stated-lead")) }
                (field("kwh", &per_year, None).text("decimal"))
                (field("share", &share, None).text("decimal"))
                (field("hours", &hours, Some(&hint)).text(""))
                p .actions { button type="submit" { (ctx.say("meter-stated-go")) } }
            }
        }
    }
}
