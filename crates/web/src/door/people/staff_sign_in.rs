//! Staff sign in: login and password, then digits or a recovery code.

use std::sync::Arc;

use app::Opened;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use party::{Caller, Stage};
use serde::Deserialize;
use types::Scene;

use super::customer_sign_in::run;
use super::device::device_of;
use super::told::{Fields, Refused, told};
use super::{back_or, page_of, private};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::{Carried, CookiesToSet, FormMarks, STAFF};
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::people::{StaffSignIn, recovery_page, second_factor_page, staff_sign_in_page};

/// Where staff go on where they came from nowhere in particular.
const HOME: &str = "/staff/me";

/// What the addresses of these forms say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    /// Where the reader was.
    pub back: String,
}

/// What these forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StaffForm {
    login: String,
    password: String,
    digits: String,
    code: String,
    back: String,
    entry: String,
    shown: String,
}

impl StaffForm {
    fn shown(&self) -> StaffSignIn {
        StaffSignIn {
            login: self.login.chars().take(64).collect(),
            back: back_or(&self.back, HOME),
            problems: Vec::new(),
        }
    }

    fn asking(&self, door: &Door) -> app::Asking {
        let marks = FormMarks { entry: self.entry.clone(), shown: self.shown.clone() };
        marks.asking(Caller::nobody(), Scene::BackOffice, door.counter.now())
    }
}

/// `GET /staff/sign-in`
pub async fn form(reader: Reader, Query(query): Query<Back>) -> Response {
    let page = StaffSignIn { back: back_or(&query.back, HOME), ..StaffSignIn::default() };
    private(StatusCode::OK, staff_sign_in_page(&reader.0, &page))
}

/// `POST /staff/sign-in`
pub async fn password(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    headers: HeaderMap,
    Form(form): Form<StaffForm>,
) -> Response {
    let page = form.shown();
    let (device, address) = (device_of(&headers), carried.address.clone());
    let opened =
        run(&door, move |door| door.counter.staff_password(&form.login, &form.password, &address, &device))
            .await;
    match opened {
        Ok(opened) => on(&opened, &page.back, &carried, &cookies),
        Err(refusal) => again(&door, &reader, page, refusal, Fields::default(), staff_sign_in_page),
    }
}

/// `GET /staff/second-factor`
pub async fn digits_form(reader: Reader, Query(query): Query<Back>) -> Response {
    let page = StaffSignIn { back: back_or(&query.back, HOME), ..StaffSignIn::default() };
    private(StatusCode::OK, second_factor_page(&reader.0, &page))
}

/// `POST /staff/second-factor`
pub async fn digits(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    Form(form): Form<StaffForm>,
) -> Response {
    let page = form.shown();
    let Some(half) = carried.staff.clone() else { return begin_again(&page.back) };
    let (asking, address) = (form.asking(&door), carried.address.clone());
    let opened =
        run(&door, move |door| door.counter.staff_digits(&asking, &half, &form.digits, &address)).await;
    match opened {
        Ok(opened) => on(&opened, &page.back, &carried, &cookies),
        Err(app::PeopleRefusal::NotBegun) => not_begun(&door, &carried, &page.back).await,
        Err(refusal) => {
            let fields = Fields { code: "digits", ..Fields::default() };
            again(&door, &reader, page, refusal, fields, second_factor_page)
        }
    }
}

/// `GET /staff/recovery`
pub async fn recovery_form(reader: Reader, Query(query): Query<Back>) -> Response {
    let page = StaffSignIn { back: back_or(&query.back, HOME), ..StaffSignIn::default() };
    private(StatusCode::OK, recovery_page(&reader.0, &page))
}

/// `POST /staff/recovery`
pub async fn recovery(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    Form(form): Form<StaffForm>,
) -> Response {
    let page = form.shown();
    let Some(half) = carried.staff.clone() else { return begin_again(&page.back) };
    let (asking, address) = (form.asking(&door), carried.address.clone());
    let opened =
        run(&door, move |door| door.counter.staff_recovery(&asking, &half, &form.code, &address)).await;
    match opened {
        Ok(opened) => on(&opened, &page.back, &carried, &cookies),
        Err(app::PeopleRefusal::NotBegun) => not_begun(&door, &carried, &page.back).await,
        Err(refusal) => {
            let fields = Fields { code: "code", ..Fields::default() };
            again(&door, &reader, page, refusal, fields, recovery_page)
        }
    }
}

/// `POST /staff/sign-out`
pub async fn sign_out(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
) -> Response {
    if let Some(secret) = carried.staff.clone()
        && let Err(problem) = blocking(move || door.counter.sign_out(&secret)).await
    {
        return page_of(problem, &reader);
    }
    cookies.set(STAFF, "", Some(0), carried.https);
    Redirect::to("/staff/sign-in").into_response()
}

/// Keeps the session that was just begun, and leads to what follows.
pub(super) fn on(opened: &Opened, back: &str, carried: &Carried, cookies: &CookiesToSet) -> Response {
    cookies.set(STAFF, &opened.secret.reveal(), None, carried.https);
    let onwards = match opened.session.stage {
        Stage::Whole => back_or(back, HOME),
        Stage::SecondFactor => format!("/staff/second-factor?back={}", escaped(back)),
        Stage::Enrolling => format!("/staff/enrol?back={}", escaped(back)),
    };
    Redirect::to(&onwards).into_response()
}

/// There is no half session to go on from: signed in already, by the same form sent twice, or not at all.
async fn not_begun(door: &Arc<Door>, carried: &Carried, back: &str) -> Response {
    let Some(secret) = carried.staff.clone() else { return begin_again(back) };
    let session = run(door, move |door| Ok(door.counter.staff_session(&secret)?)).await;
    match session {
        Ok(Some((_, session))) if session.stage == Stage::Whole => {
            Redirect::to(&back_or(back, HOME)).into_response()
        }
        _ => begin_again(back),
    }
}

/// To the first step: there is nothing to go on from.
pub(super) fn begin_again(back: &str) -> Response {
    Redirect::to(&format!("/staff/sign-in?back={}", escaped(back))).into_response()
}

/// The same form, with what is wrong.
fn again(
    door: &Door,
    reader: &Reader,
    mut page: StaffSignIn,
    refusal: app::PeopleRefusal,
    fields: Fields,
    shown: fn(&PageContext, &StaffSignIn) -> Markup,
) -> Response {
    let now = door.counter.now();
    let status = Refused::of(&refusal, now);
    match told(&reader.0, refusal, fields, now) {
        Ok(problem) => {
            page.problems.push(problem);
            status.marked(private(StatusCode::UNPROCESSABLE_ENTITY, shown(&reader.0, &page)))
        }
        Err(problem) => page_of(problem, reader),
    }
}
