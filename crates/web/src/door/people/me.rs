//! A customer's own page.

use std::sync::Arc;

use app::{MyThing, OwnDetails, PeopleRefusal};
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use party::{ConsentPurpose, Holder, Session};
use serde::Deserialize;
use types::SessionId;

use super::customer_sign_in::run;
use super::told::{Fields, told};
use super::{page_of, private, store_around};
use crate::context::PageContext;
use crate::door::identity::{Carried, FormMarks, Shopper};
use crate::door::meter::kept_lines;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::people::{Details, FieldProblem, Mine, MinePage, SessionRow, mine_page};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// `GET /me`
pub async fn show(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Extension(carried): Extension<Carried>,
    Query(asked): Query<Asked>,
) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me");
    }
    let ctx = reader.0.clone();
    let store = store_around(&door, &reader, &shopper).await;
    let saved = !asked.saved.is_empty();
    let page = blocking(move || page(&door, &ctx, &shopper, &carried, None, saved)).await;
    match page {
        Ok(page) => private(StatusCode::OK, mine_page(&reader.0, &store, &page)),
        Err(problem) => page_of(problem, &reader),
    }
}

/// The way to the sign-in and back.
pub(super) fn to_sign_in(back: &str) -> Response {
    Redirect::to(&format!("/sign-in?back={}", crate::address::escaped(back))).into_response()
}

fn page(
    door: &Door,
    ctx: &PageContext,
    shopper: &Shopper,
    carried: &Carried,
    sent: Option<(OwnDetails, FieldProblem)>,
    saved: bool,
) -> Result<MinePage, Problem> {
    let customer = shopper.customer.as_ref().ok_or_else(Problem::not_found)?;
    let asking = shopper.asking(&FormMarks::default(), door.counter.now());
    let mine = door.counter.my_things(&asking)?;
    let (details, problems) = match sent {
        Some((details, problem)) => (details, vec![problem]),
        None => (door.counter.own_details(customer.id)?, Vec::new()),
    };
    let this_one = this_session(door, carried)?;
    let zone = door.counter.live_zone()?;
    let shown = |things: Vec<MyThing>, (place, otherwise, prefix): ListWords| {
        things.into_iter().map(|thing| row(ctx, thing, (place, otherwise, prefix), &zone)).collect()
    };
    Ok(MinePage {
        name: customer.name.clone(),
        address: customer.email().map(ToString::to_string).unwrap_or_default(),
        orders: shown(mine.orders, ORDERS),
        products: shown(mine.products, PRODUCTS),
        talks: shown(
            mine.talks.into_iter().map(|talk| in_words(ctx, talk)).collect(),
            ("talks", "mine-talk", "mine-talk"),
        ),
        kept: kept_lines(door, ctx, &asking)?,
        details: Details {
            given: details.given_name,
            family: details.family_name,
            phone: details.phone,
            agreed: details.agreed,
        },
        sessions: sessions(door, Holder::Customer(customer.id), this_one)?,
        problems,
        saved,
        zone,
    })
}

/// Of a list: the place of its pages, how what has no name is called, and where the words of its states begin.
pub(super) type ListWords = (&'static str, &'static str, &'static str);
/// Of the list of orders.
pub(super) const ORDERS: ListWords = ("orders", "mine-order", "order-state");
/// Of the list of products: the page of one is that on which it is ended.
pub(super) const PRODUCTS: ListWords = ("", "mine-product", "mine-product");

/// Something of theirs as a list shows it.
pub(super) fn row(
    ctx: &PageContext,
    thing: MyThing,
    (place, otherwise, prefix): ListWords,
    zone: &TimeZone,
) -> Mine {
    Mine {
        href: match (place, thing.from_order.as_str()) {
            ("", "") => String::new(),
            ("", order) => format!("/orders/{order}/end/{}", thing.id),
            _ => format!("/{place}/{}", thing.id),
        },
        state: match thing.ends_at {
            Some(at) => {
                let date = ctx.language.long_date(zone.to_datetime(at).date());
                ctx.tell("mine-product-ends", &[("date", date.into())])
            }
            None => state(ctx, prefix, &thing.state),
        },
        // Of what ends, the day of its end is the one that counts.
        at: thing.at.filter(|_| thing.ends_at.is_none()),
        name: match thing.names.into_iter().find(|(language, _)| language == ctx.language.code()) {
            Some((_, name)) => name,
            None if thing.name.is_empty() => ctx.say(otherwise),
            None => thing.name,
        },
    }
}

/// A conversation named by what it was about.
fn in_words(ctx: &PageContext, talk: MyThing) -> MyThing {
    MyThing { name: crate::pages::capital(&ctx.language.reason(&talk.name)), ..talk }
}

/// How far something is, in words where there are some.
fn state(ctx: &PageContext, prefix: &str, state: &str) -> String {
    ctx.language.try_tell(&format!("{prefix}-{}", state.trim()), &[]).unwrap_or_default()
}

fn this_session(door: &Door, carried: &Carried) -> Result<SessionId, Problem> {
    let known = carried.customer.as_ref().map(|secret| door.counter.customer_session(secret)).transpose()?;
    Ok(known.flatten().map_or(SessionId::from_u128(0), |(_, Session { id, .. })| id))
}

/// Where somebody is signed in.
pub(super) fn sessions(door: &Door, holder: Holder, this_one: SessionId) -> Result<Vec<SessionRow>, Problem> {
    let lines = door.counter.sessions_of(holder, this_one)?;
    let row = |line: app::SessionLine| SessionRow {
        id: line.id.to_string(),
        device: line.device,
        seen: line.seen,
        this_one: line.this_one,
    };
    Ok(lines.into_iter().map(row).collect())
}

/// What the form of details sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DetailsForm {
    given_name: String,
    family_name: String,
    phone: String,
    agreed_news: String,
    agreed_kept_use: String,
    entry: String,
    shown: String,
}

/// `POST /me/details`
pub async fn change(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Extension(carried): Extension<Carried>,
    Form(form): Form<DetailsForm>,
) -> Response {
    if shopper.customer.is_none() {
        return to_sign_in("/me");
    }
    let now = door.counter.now();
    let marks = FormMarks { entry: form.entry.clone(), shown: form.shown.clone() };
    let asking = shopper.asking(&marks, now);
    let agreed =
        [(ConsentPurpose::News, &form.agreed_news), (ConsentPurpose::KeptUse, &form.agreed_kept_use)];
    let details = OwnDetails {
        agreed: agreed.into_iter().filter(|(_, said)| !said.is_empty()).map(|(purpose, _)| purpose).collect(),
        given_name: form.given_name,
        family_name: form.family_name,
        phone: form.phone,
    };
    let sent = details.clone();
    let refusal = match run(&door, move |door| door.counter.change_details(&asking, &details)).await {
        Ok(()) => return Redirect::to("/me?saved=1").into_response(),
        Err(refusal) => refusal,
    };
    let problem = match told(&reader.0, refusal, Fields { contact: "phone", ..Fields::default() }, now) {
        Ok(problem) => problem,
        Err(problem) => return page_of(problem, &reader),
    };
    let ctx = reader.0.clone();
    let store = store_around(&door, &reader, &shopper).await;
    match blocking(move || page(&door, &ctx, &shopper, &carried, Some((sent, problem)), false)).await {
        Ok(page) => private(StatusCode::UNPROCESSABLE_ENTITY, mine_page(&reader.0, &store, &page)),
        Err(problem) => page_of(problem, &reader),
    }
}

/// Which session to end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// Its id.
    pub session: String,
}

/// `POST /me/sessions/end`
pub async fn end_session(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(form): Form<EndForm>,
) -> Response {
    let Some(customer) = shopper.customer else { return to_sign_in("/me") };
    end(&door, &reader, Holder::Customer(customer.id), &form.session, "/me#mine-sessions").await
}

/// Ends one of somebody's own sessions, and goes back.
pub(super) async fn end(
    door: &Arc<Door>,
    reader: &Reader,
    holder: Holder,
    session: &str,
    back: &str,
) -> Response {
    let Ok(id) = session.parse::<SessionId>() else { return page_of(Problem::not_found(), reader) };
    match run(door, move |door| Ok::<_, PeopleRefusal>(door.counter.end_own_session(holder, id)?)).await {
        // Ended already: what was asked for is so.
        Ok(()) | Err(PeopleRefusal::Trouble(app::Trouble::NotFound { .. })) => {
            Redirect::to(back).into_response()
        }
        Err(refusal) => page_of(refusal.into(), reader),
    }
}
