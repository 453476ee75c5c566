//! The portrait as data: `portrait.json` whole, and each section as CSV.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use types::ViewName;

use super::problem::Problem;
use super::{Door, blocking};
use crate::address::FilterQuery;

/// `GET /views/{view}/portrait.json`
pub async fn json(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    Query(query): Query<FilterQuery>,
) -> Response {
    let found = blocking(move || {
        let portrait = portrait_of(&door, &view, &query)?;
        serde_json::to_string_pretty(&portrait).map_err(|error| Problem::from(app::Trouble::from(error)))
    })
    .await;
    match found {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(problem) => problem.into_json(),
    }
}

/// Which section of the portrait.
#[derive(serde::Deserialize)]
pub struct SectionQuery {
    section: String,
}

/// `GET /views/{view}/portrait.csv?section=…`
pub async fn csv(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    Query(SectionQuery { section: name }): Query<SectionQuery>,
    Query(query): Query<FilterQuery>,
) -> Response {
    let file = format!("attachment; filename=\"{view}-{name}.csv\"");
    let found = blocking(move || {
        let portrait = portrait_of(&door, &view, &query)?;
        app::section_csv(&portrait, &name).map_err(Problem::from)
    })
    .await;
    match found {
        Ok(text) => (
            [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, file),
            ],
            text,
        )
            .into_response(),
        Err(problem) => problem.into_json(),
    }
}

fn portrait_of(door: &Door, view: &str, query: &FilterQuery) -> Result<portrait::Portrait, Problem> {
    let view: ViewName = view.parse().map_err(|_| Problem::not_found())?;
    let book = door.counter.book(&view)?;
    let filter = query.filter(&book.time_zone)?;
    Ok(door.counter.portrait(&view, &filter)?)
}
