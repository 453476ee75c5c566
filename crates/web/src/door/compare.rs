//! `GET /compare?left=…&right=…`: two views side by side.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use portrait::{Filter, Portrait};
use serde::Deserialize;
use types::ViewName;

use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::model::ViewSummary;
use crate::pages::{CompareSide, compare_page};

/// Which two; each may be missing while they are chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CompareQuery {
    left: String,
    right: String,
}

/// The page.
pub async fn show(
    State(door): State<Arc<Door>>,
    Query(query): Query<CompareQuery>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let views = summary::of_all(&door.counter)?;
        let left = side(&door, &query.left)?;
        let right = side(&door, &query.right)?;
        Ok::<_, Problem>(
            compare_page(&ctx, &views, shown(left.as_ref()), shown(right.as_ref())).into_string(),
        )
    })
    .await;
    answer(page, &reader)
}

fn side(door: &Door, name: &str) -> Result<Option<(ViewSummary, Portrait)>, Problem> {
    if name.is_empty() {
        return Ok(None);
    }
    let name: ViewName = name.parse().map_err(|_| Problem::not_found())?;
    let book = door.counter.book(&name)?;
    let portrait = door.counter.portrait(&name, &Filter::default())?;
    Ok(Some((summary::with_portrait(&door.counter, &book, &portrait)?, portrait)))
}

fn shown(side: Option<&(ViewSummary, Portrait)>) -> Option<CompareSide<'_>> {
    side.map(|(view, portrait)| CompareSide { view, portrait })
}
