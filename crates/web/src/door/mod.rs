//! The pages' door: requests are admitted, read, answered by one call of a use case, and shown.
//!
//! The ledger is read on threads that may block; handlers themselves never do.

mod access;
mod acts;
mod adjustments;
mod compare;
mod data;
mod forged;
mod framing;
mod fulfilment;
mod guard;
mod health;
mod home;
mod identity;
mod images;
mod imports;
mod jobs;
mod limits;
mod meter;
mod metrics;
mod notes;
mod office;
mod once;
mod outbox;
mod papers;
mod payments;
mod people;
mod portraits;
mod problem;
mod reader;
mod shop;
mod site;
mod summary;
mod talks;
mod uploads;
mod views;
mod wizard;

use std::sync::Arc;

use app::Counter;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::watch;

use crate::assets;
use metrics::Metrics;
use problem::Problem;
use reader::Reader;

/// How the door is set up.
#[derive(Debug, Clone)]
pub struct DoorSettings {
    /// Host names that a request may ask for, in lower case, without ports.
    pub hosts: Vec<String>,
    /// What a browser must present once, if anything.
    pub token: Option<String>,
    /// The largest upload, in bytes.
    pub upload_limit: u64,
    /// Whether a proxy of ours stands before this server: what it says of addresses and of TLS is believed then.
    pub behind_proxy: bool,
}

/// What every handler can reach.
pub(crate) struct Door {
    counter: Arc<Counter>,
    hosts: Vec<String>,
    token_digest: Option<String>,
    upload_limit: u64,
    behind_proxy: bool,
    staff_known: access::StaffKnown,
    limits: limits::Limits,
    rendered: shop::Rendered,
    metrics: Metrics,
    /// Requests with a key that are being answered.
    under_way: once::UnderWay,
    /// Becomes true when the server is asked to stop: streams end then.
    stop: watch::Receiver<bool>,
}

/// The routes, guarded.
pub fn router(counter: Arc<Counter>, settings: DoorSettings, stop: watch::Receiver<bool>) -> Router {
    uploads::forget_old(&counter);
    let door = Arc::new(Door {
        counter,
        hosts: settings.hosts,
        token_digest: settings.token.as_deref().map(guard::digest),
        upload_limit: settings.upload_limit,
        behind_proxy: settings.behind_proxy,
        staff_known: access::StaffKnown::default(),
        limits: limits::Limits::default(),
        rendered: shop::Rendered::default(),
        metrics: Metrics::default(),
        under_way: once::UnderWay::default(),
        stop,
    });
    Router::new()
        .route("/home", get(home::show))
        .route("/about", get(home::about))
        .route("/views", get(views::list))
        .route("/views/{view}", get(portraits::show))
        .route("/views/{view}/portrait.json", get(data::json))
        .route("/views/{view}/portrait.csv", get(data::csv))
        .route("/views/{view}/acts", get(acts::list))
        .route("/views/{view}/acts/{act}", get(acts::show))
        .route("/views/{view}/adjustments", get(adjustments::list))
        .route("/views/{view}/adjustments/{key}", get(adjustments::show))
        .route("/views/{view}/notes", get(notes::list).post(notes::write))
        .route("/views/{view}/anomalies", get(views::anomalies))
        .route("/views/{view}/rename", post(views::rename))
        .route("/views/{view}/drop", get(views::confirm_drop).post(views::drop))
        .route("/compare", get(compare::show))
        .route("/import", get(imports::form).post(imports::upload).layer(imports::unlimited()))
        .route("/import/{upload}", get(imports::recognised).post(imports::begin))
        .route("/jobs/{job}", get(jobs::show))
        .route("/jobs/{job}/events", get(jobs::events))
        .route("/jobs/{job}/cancel", post(jobs::cancel))
        .route("/assets/{name}", get(asset))
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .merge(fulfilment::routes())
        .merge(meter::routes())
        .merge(office::routes())
        .merge(people::routes())
        .merge(outbox::routes())
        .merge(papers::routes())
        .merge(payments::routes())
        .merge(images::routes())
        .merge(shop::routes())
        .merge(site::routes())
        .merge(talks::routes())
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        // Uploads count their bytes themselves; every other body is a small form.
        .layer(DefaultBodyLimit::max(256 * 1024))
        .layer(from_fn(reader::remember))
        .layer(from_fn_with_state(Arc::clone(&door), once::answer))
        .layer(from_fn_with_state(Arc::clone(&door), access::check))
        .layer(from_fn_with_state(Arc::clone(&door), forged::check))
        .layer(from_fn_with_state(Arc::clone(&door), framing::answer))
        .layer(from_fn_with_state(Arc::clone(&door), guard::admit))
        .layer(from_fn_with_state(Arc::clone(&door), metrics::observe))
        .with_state(door)
}

async fn asset(Path(name): Path<String>) -> Response {
    match assets::asset(&name) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, "max-age=300")],
            asset.content,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn nothing_here(reader: Reader) -> Response {
    Problem::not_found().into_page(&reader)
}

/// Runs what reads the ledger or the disk on a thread that may block. A panic there is a fault of ours, and is told
/// as one.
async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Into::into),
        Err(panic) => {
            tracing::error!(error = %panic, "a handler stopped");
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed"))
        }
    }
}
