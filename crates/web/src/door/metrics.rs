//! What whoever runs it can watch: requests, their durations, views, jobs; in Prometheus' text format.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::{Door, blocking};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ViewLabel {
    view: String,
}

/// What is counted while serving.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Histogram,
    view_entries: Family<ViewLabel, Gauge<u64, AtomicU64>>,
}

impl Default for Metrics {
    fn default() -> Self {
        // From half a millisecond, doubling, to eight seconds.
        let seconds = (0..15).map(|power| 0.000_5 * f64::from(1_u32 << power));
        let mut metrics = Self {
            registry: Registry::with_prefix("comptoir"),
            requests: Family::default(),
            request_seconds: Histogram::new(seconds),
            view_entries: Family::default(),
        };
        metrics.registry.register("http_requests", "Requests answered", metrics.requests.clone());
        metrics.registry.register(
            "http_request_duration_seconds",
            "How long requests took to answer",
            metrics.request_seconds.clone(),
        );
        metrics.registry.register(
            "view_entries",
            "Entries committed in a view",
            metrics.view_entries.clone(),
        );
        metrics
    }
}

/// Counts and logs each request: the route, never the query, which may say whom somebody looked for.
pub async fn observe(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().to_string();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |matched| matched.as_str().to_owned());
    let response = next.run(request).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    tracing::debug!(http.method = %method, http.route = %route, http.status = status, duration_ms = took.as_millis(), "answered");
    door.metrics.request_seconds.observe(took.as_secs_f64());
    door.metrics.requests.get_or_create(&RequestLabels { method, route, status }).inc();
    response
}

/// `GET /metrics`
pub async fn show(State(door): State<Arc<Door>>) -> Response {
    let asked = Arc::clone(&door);
    let views = blocking(move || asked.counter.view_lines()).await.unwrap_or_default();
    for line in views {
        door.metrics.view_entries.get_or_create(&ViewLabel { view: line.name.to_string() }).set(line.entries);
    }
    let mut text = String::new();
    match encode(&mut text, &door.metrics.registry) {
        Ok(()) => {
            ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
                .into_response()
        }
        Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
