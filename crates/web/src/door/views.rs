//! The list of views; what was odd in a view's files; renaming and dropping.

use std::sync::Arc;

use app::ImportReport;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use types::ViewName;

use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::model::{AnomalyLine, AnomalyReport, Severity};
use crate::pages::{anomalies_page, drop_page, views_page};

/// `GET /views`
pub async fn list(State(door): State<Arc<Door>>, reader: Reader) -> Response {
    shown(door, reader, Vec::new(), StatusCode::OK).await
}

async fn shown(door: Arc<Door>, reader: Reader, problems: Vec<String>, status: StatusCode) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let views = summary::of_all(&door.counter)?;
        Ok::<_, Problem>(views_page(&ctx, &views, &problems).into_string())
    })
    .await;
    match page {
        Ok(page) => (status, Html(page)).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// `GET /views/{view}/anomalies`: what was odd in each file that was imported.
pub async fn anomalies(State(door): State<Arc<Door>>, Path(view): Path<String>, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let reports: Vec<AnomalyReport> = door.counter.imports(&name)?.iter().map(anomaly_report).collect();
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(anomalies_page(&ctx, &mine, &reports).into_string())
    })
    .await;
    answer(page, &reader)
}

/// An import's anomalies as pages show them.
pub(super) fn anomaly_report(report: &ImportReport) -> AnomalyReport {
    let lines = report.anomalies.iter().map(|(kind, anomaly)| AnomalyLine {
        key: kind.name().to_owned(),
        severity: match anomaly.severity {
            logs::Severity::Note => Severity::Note,
            logs::Severity::Warning => Severity::Warning,
        },
        count: anomaly.count,
        lines: anomaly.lines.clone(),
        example: Some(anomaly.example.clone()).filter(|example| !example.is_empty()),
    });
    AnomalyReport {
        file: report.file.clone(),
        rows: report.rows,
        acts: report.acts_read,
        anomalies: lines.collect(),
    }
}

/// What the form of a new name says.
#[derive(Debug, Deserialize)]
pub struct RenameForm {
    name: String,
}

/// `POST /views/{view}/rename`
pub async fn rename(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    reader: Reader,
    Form(form): Form<RenameForm>,
) -> Response {
    let counter = Arc::clone(&door);
    let renamed = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let new_name: ViewName =
            form.name.trim().parse().map_err(|error: types::ViewNameError| Problem::from(error))?;
        counter.counter.rename_view(&name, &new_name).map_err(Problem::from)
    })
    .await;
    match renamed {
        Ok(()) => Redirect::to("/views").into_response(),
        Err(problem) if problem.status.is_client_error() => {
            let (said, status) = (problem.sentence(&reader), problem.status);
            shown(door, reader, vec![said], status).await
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// `GET /views/{view}/drop`: asks first.
pub async fn confirm_drop(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(drop_page(&ctx, &mine).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /views/{view}/drop`
pub async fn drop(State(door): State<Arc<Door>>, Path(view): Path<String>, reader: Reader) -> Response {
    let dropped = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        door.counter.drop_view(&name).map_err(Problem::from)
    })
    .await;
    match dropped {
        Ok(()) => Redirect::to("/views").into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}
