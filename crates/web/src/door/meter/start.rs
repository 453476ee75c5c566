//! `GET /shelf/use`: a file, or a stated use.

use std::sync::Arc;

use app::Asking;
use axum::extract::{Query, State};
use axum::response::Response;
use types::{Scene, ViewName};

use crate::context::PageContext;
use crate::door::identity::Shopper;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::shop::model::Problem as FieldProblem;
use crate::pages::use_of_meter::model::{KeptLine, StartPage, Values};
use crate::pages::use_of_meter::start_page;

/// `GET /shelf/use`
pub async fn show(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Query(values): Query<Values>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || start_with(&door, &ctx, &shopper, Vec::new(), values)).await;
    answer(page, &reader)
}

/// The page with what is to be put right.
pub(super) fn start_with(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    problems: Vec<FieldProblem>,
    mut values: Values,
) -> Result<String, Problem> {
    let store = store_of(door, ctx, shopper, None)?;
    let asking = Asking::new(shopper.caller.clone(), Scene::Web);
    if !values.contains_key("hours") {
        let (usual, _) = door.counter.off_peak_hours()?;
        let written: Vec<String> = usual.iter().map(ToString::to_string).collect();
        values.insert("hours".to_owned(), written.join(", "));
    }
    let done = (values.get("done").map(String::as_str) == Some("forgotten"))
        .then(|| ctx.say("meter-forgotten-done"));
    let page = StartPage {
        problems,
        values,
        limit_mb: door.counter.meter_file_limit() >> 20,
        kept: kept_lines(door, ctx, &asking)?,
        on_shelf: door.counter.has_metered_offerings()?,
        done,
    };
    Ok(start_page(ctx, &store, &page).into_string())
}

/// What is kept of somebody's use, as their pages list it.
pub(in crate::door) fn kept_lines(
    door: &Door,
    ctx: &PageContext,
    asking: &Asking,
) -> Result<Vec<KeptLine>, Problem> {
    let zone = door.counter.book(&ViewName::live())?.time_zone;
    let kept = door.counter.kept_uses(asking).map_err(|trouble| match trouble {
        app::MeterTrouble::Trouble(trouble) => Problem::from(trouble),
        _ => Problem::not_found(),
    })?;
    let line = |each: app::KeptUse| KeptLine {
        id: each.id,
        day: ctx.language.date(zone.to_datetime(each.kept_at).date()),
        name: if each.name.is_empty() { ctx.say("meter-stated-title") } else { each.name },
        told: each.told.is_some(),
    };
    Ok(kept.into_iter().map(line).collect())
}
