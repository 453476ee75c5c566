//! A log is brought, recognised, put right and imported.

use std::sync::Arc;

use app::ImportOrder;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, Request, State};
use axum::extract::{FromRequest, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::portraits::answer;
use super::reader::Reader;
use super::wizard::{self, Wizard};
use super::{Door, Problem, blocking, uploads};
use crate::pages::{import_page, upload_page};

/// `GET /import`
pub async fn form(State(door): State<Arc<Door>>, reader: Reader) -> Response {
    axum::response::Html(upload_page(&reader.0, &[], door.upload_limit).into_string()).into_response()
}

/// `POST /import`: a file as a form sends it. It is kept aside, and the reader sent to what it was taken for.
pub async fn upload(State(door): State<Arc<Door>>, reader: Reader, request: Request) -> Response {
    match receive(&door, request).await {
        Ok(upload) => Redirect::to(&format!("/import/{}", upload.id)).into_response(),
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let problems = [problem.sentence(&reader)];
            let page = upload_page(&reader.0, &problems, door.upload_limit).into_string();
            (problem.status, axum::response::Html(page)).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

async fn receive(door: &Door, request: Request) -> Result<uploads::Upload, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "upload-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() == Some("file") && field.file_name().is_some_and(|name| !name.is_empty()) {
            return uploads::receive(&door.counter, field, door.upload_limit).await;
        }
    }
    Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "upload-nothing"))
}

/// The body of an upload is counted while it is received: no other limit stands before that.
pub fn unlimited() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// `GET /import/{upload}`: what the file was taken for; the query puts things right.
pub async fn recognised(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    Query(form): Query<wizard::Form>,
    reader: Reader,
) -> Response {
    show(door, id, form, reader).await
}

async fn show(door: Arc<Door>, id: String, form: wizard::Form, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let upload = uploads::find(&door.counter, &id)?;
        let wizard = Wizard::new(&door.counter, upload, form)?;
        let form = wizard.form(&ctx, &door.counter, Vec::new())?;
        Ok::<_, Problem>(import_page(&ctx, &form).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /import/{upload}`: shows again what was put right, or begins, as the pressed button says.
pub async fn begin(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    reader: Reader,
    Form(form): Form<wizard::Form>,
) -> Response {
    if form.get("do").map(String::as_str) != Some("start") {
        return show(door, id, form, reader).await;
    }
    let ctx = reader.0.clone();
    let begun = blocking(move || {
        let upload = uploads::find(&door.counter, &id)?;
        let wizard = Wizard::new(&door.counter, upload, form)?;
        match start(&door, &wizard) {
            Ok(job) => Ok::<_, Problem>(Ok(job)),
            Err(problem) => {
                let form = wizard.form(&ctx, &door.counter, vec![problem])?;
                Ok(Err(import_page(&ctx, &form).into_string()))
            }
        }
    })
    .await;
    match begun {
        Ok(Ok(job)) => Redirect::to(&format!("/jobs/{job}")).into_response(),
        Ok(Err(page)) => (StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html(page)).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// Starts the import that a form stands for, or says what is wrong with it.
fn start(door: &Door, wizard: &Wizard) -> Result<types::RunId, String> {
    let view = wizard.view()?;
    let mapping = wizard.mapping(&door.counter).map_err(|problem| problem.cause().unwrap_or_default())?;
    mapping.check_itself().map_err(|error| error.to_string())?;
    if wizard.is_to_be_saved() {
        door.counter.save_mapping(&mapping).map_err(|error| app::with_causes(&error))?;
    }
    let upload = wizard.upload.clone();
    let order = ImportOrder {
        view,
        file: upload.path.clone(),
        shown_name: upload.name.clone(),
        mapping,
        names: wizard.names(),
        dry_run: false,
    };
    // The upload stays until it is forgotten with age: a stopped import can be begun again from it.
    Ok(door.counter.start_import(order, || {}))
}
