//! Notes attached to figures and acts.

use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use types::ViewName;

use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::pages::notes_page;

/// `GET /views/{view}/notes`
pub async fn list(State(door): State<Arc<Door>>, Path(view): Path<String>, reader: Reader) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let notes: Vec<_> = door.counter.notes(&name)?.into_iter().map(summary::note).collect();
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(notes_page(&ctx, &mine, &notes).into_string())
    })
    .await;
    answer(page, &reader)
}

/// What the form of a note says.
#[derive(Debug, Deserialize)]
pub struct NoteForm {
    about: String,
    text: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    back: String,
}

/// `POST /views/{view}/notes`
pub async fn write(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    reader: Reader,
    Form(form): Form<NoteForm>,
) -> Response {
    let here = format!("/views/{view}");
    let back = if is_ours(&form.back) { form.back.clone() } else { here };
    let written = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        door.counter.write_note(&name, &form.about, &form.text, &form.by).map_err(Problem::from)
    })
    .await;
    match written {
        Ok(_) => Redirect::to(&back).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// Whether an address stays with us: a path of ours, never another host's.
fn is_ours(address: &str) -> bool {
    address.starts_with("/views/") && !address.contains(['\\', '\r', '\n'])
}
