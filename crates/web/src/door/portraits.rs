//! `GET /views/{view}`: the portrait of a view, under the filter of the address.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use portrait::Filter;
use types::ViewName;

use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::address::FilterQuery;
use crate::pages::{PortraitView, portrait_page};

/// The page.
pub async fn show(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    Query(query): Query<FilterQuery>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let (filter, problem) = match query.filter(&book.time_zone) {
            Ok(filter) => (filter, None),
            Err(problem) => (Filter::default(), Some(Problem::from(problem).sentence(&Reader(ctx.clone())))),
        };
        let portrait = door.counter.portrait(&name, &filter)?;
        let mine = summary::with_portrait(&door.counter, &book, &portrait)?;
        let notes: Vec<_> = door.counter.notes(&name)?.into_iter().map(summary::note).collect();
        let mut others = summary::of_all(&door.counter)?;
        others.retain(|other| other.name != name);
        let shown = PortraitView {
            view: &mine,
            portrait: &portrait,
            notes: &notes,
            others: &others,
            filter_problem: problem.as_deref(),
        };
        Ok::<_, Problem>(portrait_page(&ctx, shown).into_string())
    })
    .await;
    answer(page, &reader)
}

/// A page, or the problem that stood in its way.
pub(super) fn answer(page: Result<String, Problem>, reader: &Reader) -> Response {
    match page {
        Ok(page) => axum::response::Html(page).into_response(),
        Err(problem) => problem.into_page(reader),
    }
}
