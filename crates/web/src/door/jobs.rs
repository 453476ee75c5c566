//! How an import is going: a page that refreshes itself, or events while scripts run.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use app::{ImportReport, ImportState, JobStatus};
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use tokio_stream::Stream;
use types::RunId;

use super::reader::Reader;
use super::{Door, Problem};
use crate::model::{JobProgress, JobState};
use crate::pages::job_page;

/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_millis(250);

fn find(door: &Door, id: &str) -> Result<(RunId, JobStatus), Problem> {
    let run: RunId = id.parse().map_err(|_| Problem::not_found())?;
    Ok((run, door.counter.job(run).ok_or_else(Problem::not_found)?))
}

/// `GET /jobs/{job}`
pub async fn show(State(door): State<Arc<Door>>, Path(id): Path<String>, reader: Reader) -> Response {
    match find(&door, &id) {
        Ok((run, status)) => {
            let report = status.report.as_ref().map(super::views::anomaly_report);
            let page = job_page(&reader.0, &progress(run, &status, &door), report.as_ref());
            axum::response::Html(page.into_string()).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

fn progress(run: RunId, status: &JobStatus, door: &Door) -> JobProgress {
    let report = status.report.as_ref();
    let number = |read: fn(&ImportReport) -> u64| report.map(read).unwrap_or(0);
    JobProgress {
        id: run.to_string(),
        file: status.file.clone(),
        view: status.view.clone(),
        state: state(status),
        rows: number(|report| report.rows),
        acts: number(|report| report.acts_written),
        already: number(|report| report.acts_known + report.acts_changed),
        bytes: number(|report| report.bytes),
        of_bytes: number(|report| report.total_bytes),
        started_at: report.map_or_else(|| door.counter.now(), |report| report.started_at),
        resumable: status.done && report.is_some_and(|report| report.state != ImportState::Finished),
    }
}

fn state(status: &JobStatus) -> JobState {
    match (&status.failure, status.done, status.report.as_ref().map(|report| report.state)) {
        (Some(reason), _, _) => JobState::Failed(reason.clone()),
        (None, true, Some(ImportState::Interrupted)) => JobState::Cancelled,
        (None, true, _) => JobState::Done,
        (None, false, _) => JobState::Running,
    }
}

/// `POST /jobs/{job}/cancel`
pub async fn cancel(State(door): State<Arc<Door>>, Path(id): Path<String>, reader: Reader) -> Response {
    match find(&door, &id) {
        Ok((run, _)) => {
            door.counter.stop_job(run);
            Redirect::to(&format!("/jobs/{run}")).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// `GET /jobs/{job}/events`: `progress` a few times a second, then `ended`.
pub async fn events(State(door): State<Arc<Door>>, Path(id): Path<String>, reader: Reader) -> Response {
    let run = match find(&door, &id) {
        Ok((run, _)) => run,
        Err(problem) => return problem.into_page(&reader),
    };
    Sse::new(told(door, run, reader)).keep_alive(KeepAlive::default()).into_response()
}

fn told(door: Arc<Door>, run: RunId, reader: Reader) -> impl Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    tokio::spawn(async move {
        let mut stop = door.stop.clone();
        loop {
            let Some(status) = door.counter.job(run) else { return };
            let event = event(&progress(run, &status, &door), &reader);
            let ended = status.done;
            if sender.send(Ok(event)).await.is_err() {
                return;
            }
            if ended {
                let _ = sender.send(Ok(Event::default().event("ended").data("{}"))).await;
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(TOLD_EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    });
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}

fn event(now: &JobProgress, reader: &Reader) -> Event {
    let language = reader.0.language;
    let data = serde_json::json!({
        "bytes": now.bytes,
        "of_bytes": now.of_bytes,
        "rows": language.count(now.rows),
        "acts": language.count(now.acts),
    });
    Event::default().event("progress").data(data.to_string())
}
