//! The first page, and the page about this program.

use std::sync::Arc;

use app::SIMULATION;
use axum::Extension;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use party::Permission;
use portrait::Filter;
use types::ViewName;

use super::identity::Staff;
use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::model::ViewKind;
use crate::pages::{Home, PortraitView, about_page, home_page};

/// `GET /`: a portrait to look at beside a large place for one's own log.
pub async fn show(
    State(door): State<Arc<Door>>,
    staff: Option<Extension<Staff>>,
    reader: Reader,
) -> Response {
    // The organisation's portrait is for those who may read it; everybody else comes to the shelf.
    if !staff.is_some_and(|staff| staff.may(Permission::ReadPortrait)) {
        return Redirect::to("/shelf").into_response();
    }
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let mut views = summary::of_all(&door.counter)?;
        // The live view has nothing to show until something happens in it.
        views.retain(|view| view.kind != ViewKind::Live || view.acts > 0);
        let example = example(&door, &views)?;
        let portrait = match &example {
            Some(name) => Some(door.counter.portrait(name, &Filter::default())?),
            None => None,
        };
        let shown = example.as_ref().and_then(|name| {
            let view = views.iter().find(|view| view.name == *name)?;
            let portrait = portrait.as_ref()?;
            Some(PortraitView { view, portrait, notes: &[], others: &[], filter_problem: None })
        });
        let home = Home { example: shown, views: &views, upload_limit: door.upload_limit };
        Ok::<_, Problem>(home_page(&ctx, &home).into_string())
    })
    .await;
    answer(page, &reader)
}

/// The view that the first page shows: the simulation, or else the newest that was imported.
fn example(door: &Door, views: &[crate::model::ViewSummary]) -> Result<Option<ViewName>, Problem> {
    let simulation: Option<ViewName> = SIMULATION.parse().ok();
    if let Some(name) = simulation.filter(|name| door.counter.book(name).is_ok()) {
        return Ok(Some(name));
    }
    let newest = views.iter().filter(|view| view.acts > 0).max_by_key(|view| view.made_at);
    Ok(newest.map(|view| view.name.clone()))
}

/// `GET /about`
pub async fn about(
    State(door): State<Arc<Door>>,
    staff: Option<Extension<Staff>>,
    reader: Reader,
) -> Response {
    // Where everything is kept is for those who keep it.
    let keeps = staff.is_some_and(|staff| staff.may(Permission::ManageStaff));
    let data = if keeps { door.counter.data().display().to_string() } else { "…".to_owned() };
    Html(about_page(&reader.0, env!("CARGO_PKG_VERSION"), &data).into_string()).into_response()
}
