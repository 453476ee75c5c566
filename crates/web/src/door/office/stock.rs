//! Stock: shown place by place; counted, received, moved.

use std::sync::Arc;

use app::{OfficeTrouble, StockCount, StockLine, StockTransfer};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use types::Scene;

use super::codec::Posted;
use super::problems::at_field;
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{OfficeStock, OfficeStockLine, office_stock_page};

/// Lines on one page.
const LINES: usize = 50;
/// Items proposed at most.
const PROPOSED: usize = 2_000;

/// What the page is asked for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    place: String,
    q: String,
    page: usize,
    done: Option<String>,
}

/// `GET /office/stock`
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let stock = stock_of(&ctx, &door, &staff, &asked)?;
        Ok::<_, Problem>(office_stock_page(&ctx, &stock).into_string())
    })
    .await;
    answer(page, &reader)
}

fn stock_of(ctx: &PageContext, door: &Door, staff: &Staff, asked: &Asked) -> Result<OfficeStock, Problem> {
    let places = places_of(ctx, door)?;
    let shop = door.counter.shop()?;
    let place = Some(asked.place.clone()).filter(|place| !place.is_empty());
    let place = place.or_else(|| places.first().map(|(id, _)| id.clone())).unwrap_or_default();
    let all = door.counter.stock_at(&staff.reading(), &place.as_str().into(), true)?;
    let wanted = asked.q.trim().to_lowercase();
    let name = |line: &StockLine| {
        let sold = line.offering.as_ref().and_then(|(id, _)| shop.catalogue.offerings.get(id));
        sold.map_or_else(String::new, |offering| offering.name_in(ctx.language.code()).to_owned())
    };
    let holds = |line: &&StockLine| {
        wanted.is_empty()
            || line.item.as_str().to_lowercase().contains(&wanted)
            || name(line).to_lowercase().contains(&wanted)
    };
    let found: Vec<&StockLine> = all.iter().filter(holds).collect();
    let line = |line: &&StockLine| OfficeStockLine {
        item: line.item.as_str().to_owned(),
        name: name(line),
        available: line.level.available,
        held: line.level.held,
        committed: line.level.committed,
    };
    let at =
        |page: usize| format!("/office/stock?place={}&q={}&page={page}", escaped(&place), escaped(&asked.q));
    Ok(OfficeStock {
        lines: found.iter().skip(asked.page * LINES).take(LINES).map(line).collect(),
        total: found.len(),
        previous: (asked.page > 0).then(|| at(asked.page - 1)),
        next: (found.len() > (asked.page + 1) * LINES).then(|| at(asked.page + 1)),
        query: asked.q.clone(),
        items: all.iter().take(PROPOSED).map(|line| (line.item.to_string(), name(line))).collect(),
        places,
        place,
        typed: std::collections::BTreeMap::new(),
        problems: Vec::new(),
        done: asked.done.as_ref().map(|_| ctx.say("office-stock-done")),
    })
}

enum What {
    Count,
    Receive,
    Move,
}

impl What {
    /// The form's fields by the names under which they are sent and refused, with their names on the page; the last is the
    /// one that a problem of no field is shown at.
    fn fields(&self, posted: &Posted) -> Vec<(&'static str, String)> {
        let of = |form: &str, names: &[&'static str]| {
            names.iter().map(|name| (*name, format!("{form}-{name}"))).collect::<Vec<_>>()
        };
        match self {
            Self::Count => {
                let field = format!("count-{}", posted.text("item"));
                vec![("quantity", field.clone()), ("count", field)]
            }
            Self::Receive => of("receive", &["reason", "item", "quantity"]),
            Self::Move => of("move", &["item", "to", "quantity"]),
        }
    }
}

/// The places by id and name.
pub(super) fn places_of(ctx: &PageContext, door: &Door) -> Result<Vec<(String, String)>, Problem> {
    let language = ctx.language.code();
    let places = door.counter.places()?;
    Ok(places
        .iter()
        .map(|place| (place.id.as_str().to_owned(), place.name_in(language).to_owned()))
        .collect())
}

/// `POST /office/stock/count`
pub(super) async fn count(
    door: State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    form: Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, form, What::Count).await
}

/// `POST /office/stock/receive`
pub(super) async fn receive(
    door: State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    form: Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, form, What::Receive).await
}

/// `POST /office/stock/move`
pub(super) async fn transfer(
    door: State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    form: Form<Vec<(String, String)>>,
) -> Response {
    act(door, staff, reader, form, What::Move).await
}

async fn act(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
    what: What,
) -> Response {
    let ctx = reader.0.clone();
    let posted = Posted::new(pairs);
    let asked =
        Asked { place: posted.text("place").to_owned(), q: posted.text("q").to_owned(), ..Asked::default() };
    let back = format!("/office/stock?place={}&q={}&done=1", escaped(&asked.place), escaped(&asked.q));
    let answered = blocking(move || match done(&ctx, &door, &staff, &posted, &what) {
        Ok(()) => Ok(None),
        Err(OfficeTrouble::Problems(wrong)) => {
            let mut stock = stock_of(&ctx, &door, &staff, &asked)?;
            let names = what.fields(&posted);
            let field = |column: &str| {
                let found = names.iter().find(|(name, _)| *name == column);
                found.map_or_else(
                    || names.last().map_or_else(String::new, |(_, id)| id.clone()),
                    |(_, id)| id.clone(),
                )
            };
            stock.problems = wrong.iter().map(|each| at_field(&ctx, each, field)).collect();
            let typed = |(name, id): &(&str, String)| (id.clone(), posted.text(name).to_owned());
            stock.typed = names.iter().map(typed).collect();
            Ok(Some(office_stock_page(&ctx, &stock).into_string()))
        }
        Err(trouble) => Err(Problem::from(trouble)),
    })
    .await;
    match answered {
        Ok(None) => Redirect::to(&back).into_response(),
        Ok(Some(page)) => (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn done(
    ctx: &PageContext,
    door: &Door,
    staff: &Staff,
    posted: &Posted,
    what: &What,
) -> Result<(), OfficeTrouble> {
    let marks = FormMarks { entry: posted.text("entry").to_owned(), shown: posted.text("shown").to_owned() };
    let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
    let (place, item) = (posted.text("place").into(), posted.text("item").into());
    match what {
        What::Count => {
            let counted = whole(ctx, posted.text("count"))?;
            door.counter.count_stock(&asking, &StockCount { place, item, counted }).map(drop)
        }
        What::Receive => {
            let by = whole(ctx, posted.text("quantity"))?;
            door.counter.receive_stock(&asking, &place, &item, by, posted.text("reason"))
        }
        What::Move => {
            let quantity = whole(ctx, posted.text("quantity"))?;
            let to = posted.text("to").into();
            door.counter.move_stock(&asking, &StockTransfer { from: place, to, item, quantity })
        }
    }
}

/// A whole number as people type it.
fn whole(_: &PageContext, text: &str) -> Result<i64, OfficeTrouble> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    plain.trim_start_matches('+').parse().map_err(|_| {
        let kind = offer::exchange::ProblemKind::NotANumber(text.chars().take(40).collect());
        OfficeTrouble::Problems(vec![offer::exchange::Problem::at(
            offer::exchange::Where::field("quantity"),
            kind,
        )])
    })
}
