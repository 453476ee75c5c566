//! A whole catalogue comes in by a file, or goes out: the plan first, then what it says.

use std::ops::ControlFlow;
use std::sync::Arc;

use app::{CatalogueSource, OfficeTrouble};
use axum::extract::{Form, FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use offer::exchange::TableMapping;
use serde::Deserialize;
use types::Scene;

use super::codec::Posted;
use super::planned::shown;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking, uploads};
use crate::pages::office::{FieldProblem, office_exchange_page, office_job_page, office_plan_page};

/// So many changes are made while the browser waits; more are a job of their own.
const AT_ONCE: usize = 2_000;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<u64>,
}

/// `GET /office/exchange`
pub(super) async fn show(Query(asked): Query<Asked>, _: Staff, reader: Reader) -> Response {
    let done = asked.done.map(|count| reader.0.tell("office-imported", &[("n", count.into())]));
    Html(office_exchange_page(&reader.0, &[], done.as_deref()).into_string()).into_response()
}

/// `POST /office/exchange`: a file. It is kept aside until it is imported or forgotten.
pub(super) async fn bring(
    State(door): State<Arc<Door>>,
    _: Staff,
    reader: Reader,
    request: Request,
) -> Response {
    match receive(&door, request).await {
        Ok(upload) => Redirect::to(&format!("/office/exchange/{}", upload.id)).into_response(),
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let problems = [FieldProblem { field: "file".into(), text: problem.sentence(&reader) }];
            (problem.status, Html(office_exchange_page(&reader.0, &problems, None).into_string()))
                .into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

async fn receive(door: &Door, request: Request) -> Result<uploads::Upload, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "upload-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() == Some("file") && field.file_name().is_some_and(|name| !name.is_empty()) {
            return uploads::receive(&door.counter, field, door.upload_limit.min(CatalogueSource::LARGEST))
                .await;
        }
    }
    Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "upload-nothing"))
}

/// `GET /office/exchange/{upload}`: what would change.
pub(super) async fn look(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || planned(&ctx, &door, &staff, &id, &Posted::new(Vec::new()))).await;
    answer(page, &reader)
}

/// `POST /office/exchange/{upload}`: looks again another way, or does it.
pub(super) async fn act(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let posted = Posted::new(pairs);
    let answered = blocking(move || {
        if posted.text("do") != "apply" {
            return planned(&ctx, &door, &staff, &id, &posted).map(Err);
        }
        let upload = uploads::find(&door.counter, &id)?;
        let source = source_of(&upload, &posted)?;
        let asking = staff.asking(&FormMarks::default(), Scene::BackOffice, door.counter.now());
        let plan = door.counter.plan_catalogue(&asking, &source)?;
        if !plan.plan.may_apply() {
            return planned(&ctx, &door, &staff, &id, &posted).map(Err);
        }
        if plan.plan.changes.len() + plan.plan.stock.len() > AT_ONCE {
            let name = upload.name.clone();
            let run =
                door.counter.start_catalogue_import(asking, plan, &name, move || uploads::forget(&upload))?;
            return Ok(Ok(format!("/office/exchange/jobs/{run}")));
        }
        let done = door.counter.apply_catalogue(&asking, &plan, &mut |_| ControlFlow::Continue(()))?;
        uploads::forget(&upload);
        Ok::<_, Problem>(Ok(format!("/office/exchange?done={}", done.done())))
    })
    .await;
    match answered {
        Ok(Ok(place)) => Redirect::to(&place).into_response(),
        Ok(Err(page)) => Html(page).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn planned(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    id: &str,
    posted: &Posted,
) -> Result<String, Problem> {
    let upload = uploads::find(&door.counter, id)?;
    let end_missing = !posted.text("end_missing").is_empty();
    let source = match source_of(&upload, posted) {
        Ok(source) => source,
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let mut page = shown(ctx, &upload, None, end_missing);
            page.mapping = Some(posted.text("mapping").to_owned());
            page.mapping_problem = problem.cause();
            return Ok(office_plan_page(ctx, &page).into_string());
        }
        Err(problem) => return Err(problem),
    };
    let page = match door.counter.plan_catalogue(&staff.reading(), &source) {
        Ok(plan) => shown(ctx, &upload, Some(&plan), end_missing),
        Err(OfficeTrouble::Problems(wrong)) => {
            let mut page = shown(ctx, &upload, None, end_missing);
            page.problems = wrong.iter().map(|each| super::planned::problem(ctx, each)).collect();
            page.problems_total = page.problems.len();
            page.mapping = Some(posted.text("mapping").to_owned());
            page
        }
        Err(trouble) => return Err(trouble.into()),
    };
    Ok(office_plan_page(ctx, &page).into_string())
}

fn source_of(upload: &uploads::Upload, posted: &Posted) -> Result<CatalogueSource, Problem> {
    let written = posted.text("mapping");
    let refused =
        |text: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &text);
    let mapping = match written {
        "" => None,
        text => Some(TableMapping::parse(text).map_err(|error| refused(error.to_string()))?),
    };
    let end_missing = !posted.text("end_missing").is_empty();
    Ok(CatalogueSource::read(&upload.path, mapping, end_missing)?)
}

/// `GET /office/exchange/jobs/{job}`: how far an import is.
pub(super) async fn job(
    State(door): State<Arc<Door>>,
    Path(job): Path<String>,
    _: Staff,
    reader: Reader,
) -> Response {
    let found = job.parse().ok().and_then(|run| door.counter.catalogue_job(run));
    match found {
        Some(status) => {
            Html(office_job_page(&reader.0, &job, &super::planned::running(&status)).into_string())
                .into_response()
        }
        None => Problem::not_found().into_page(&reader),
    }
}

/// `POST /office/exchange/jobs/{job}/stop`
pub(super) async fn stop(State(door): State<Arc<Door>>, Path(job): Path<String>, _: Staff) -> Response {
    if let Ok(run) = job.parse() {
        door.counter.stop_catalogue_job(run);
    }
    Redirect::to(&format!("/office/exchange/jobs/{}", crate::address::escaped(&job))).into_response()
}

/// `GET /office/exchange/catalogue.json`
pub(super) async fn json(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    let text = blocking(move || door.counter.export_catalogue_json(&staff.reading())).await;
    file(text, "application/json", &reader)
}

/// `GET /office/exchange/catalogue.csv`
pub(super) async fn csv(State(door): State<Arc<Door>>, staff: Staff, reader: Reader) -> Response {
    let text = blocking(move || door.counter.export_catalogue_csv(&staff.reading())).await;
    file(text, "text/csv; charset=utf-8", &reader)
}

fn file(text: Result<String, Problem>, kind: &'static str, reader: &Reader) -> Response {
    match text {
        Ok(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        Err(problem) => problem.into_page(reader),
    }
}
