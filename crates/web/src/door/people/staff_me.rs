//! A member of staff's own page.

use std::sync::Arc;

use app::PeopleRefusal;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use party::{Holder, Session, StaffMember};
use serde::Deserialize;
use types::Scene;

use super::customer_sign_in::run;
use super::me::{EndForm, end, sessions};
use super::told::{Fields, Refused, told};
use super::{page_of, private};
use crate::door::identity::{Carried, CookiesToSet, FormMarks, STAFF, Staff};
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::people::{FieldProblem, SelfPage, codes_page, self_page};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// `GET /staff/me`
pub async fn show(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(signed_in) = staff.signed_in else { return to_accounts() };
    let done = if asked.done == "password" { "self-done-password" } else { "" };
    answer(&door, &reader, signed_in, None, done).await
}

/// Whoever keeps this machine has no account of their own: what can be done first is said with the accounts.
fn to_accounts() -> Response {
    Redirect::to("/staff/accounts").into_response()
}

async fn answer(
    door: &Arc<Door>,
    reader: &Reader,
    (member, session): (StaffMember, Session),
    problem: Option<FieldProblem>,
    done: &str,
) -> Response {
    let (door, done) = (Arc::clone(door), done.to_owned());
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = blocking(move || {
        Ok::<_, Problem>(SelfPage {
            sessions: sessions(&door, Holder::Staff(member.id), session.id)?,
            zone: door.counter.live_zone()?,
            codes_left: member.recovery_codes.len(),
            login: member.login.to_string(),
            roles: member.roles.into_iter().collect(),
            name: member.name,
            problems: problem.into_iter().collect(),
            done,
        })
    })
    .await;
    match page {
        Ok(page) => private(status, self_page(&reader.0, &page)),
        Err(problem) => page_of(problem, reader),
    }
}

/// What the forms of this page send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SelfForm {
    current: String,
    current_for_codes: String,
    current_for_factor: String,
    password: String,
    again: String,
    entry: String,
    shown: String,
}

impl SelfForm {
    fn asking(&self, door: &Door, staff: &Staff) -> app::Asking {
        let marks = FormMarks { entry: self.entry.clone(), shown: self.shown.clone() };
        staff.asking(&marks, Scene::BackOffice, door.counter.now())
    }
}

/// `POST /staff/me/password`
pub async fn password(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<SelfForm>,
) -> Response {
    let asking = form.asking(&door, &staff);
    let Some(signed_in) = staff.signed_in else { return to_accounts() };
    let this_one = signed_in.1.id;
    let changed = run(&door, move |door| {
        let passwords = (form.password.as_str(), form.again.as_str());
        door.counter.change_password(&asking, this_one, &form.current, passwords)
    })
    .await;
    match changed {
        Ok(()) => Redirect::to("/staff/me?done=password").into_response(),
        Err(refusal) => again(&door, &reader, signed_in, refusal, "current").await,
    }
}

/// `POST /staff/me/codes`
pub async fn codes(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<SelfForm>,
) -> Response {
    let asking = form.asking(&door, &staff);
    let Some(signed_in) = staff.signed_in else { return to_accounts() };
    let renewed =
        run(&door, move |door| door.counter.renew_recovery_codes(&asking, &form.current_for_codes)).await;
    match renewed {
        Ok(codes) => {
            let codes: Vec<_> = codes.iter().map(|code| code.reveal().to_owned()).collect();
            private(StatusCode::OK, codes_page(&reader.0, &codes, "/staff/me"))
        }
        Err(refusal) => again(&door, &reader, signed_in, refusal, "current_for_codes").await,
    }
}

/// `POST /staff/me/second-factor`
pub async fn second_factor(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    Form(form): Form<SelfForm>,
) -> Response {
    let asking = form.asking(&door, &staff);
    let Some(signed_in) = staff.signed_in else { return to_accounts() };
    let session = signed_in.1.clone();
    let begun =
        run(&door, move |door| door.counter.renew_second_factor(&asking, &session, &form.current_for_factor))
            .await;
    match begun {
        Ok(half) => {
            cookies.set(STAFF, &half.secret.reveal(), None, carried.https);
            Redirect::to("/staff/enrol?back=/staff/me").into_response()
        }
        Err(refusal) => again(&door, &reader, signed_in, refusal, "current_for_factor").await,
    }
}

async fn again(
    door: &Arc<Door>,
    reader: &Reader,
    signed_in: (StaffMember, Session),
    refusal: PeopleRefusal,
    current: &'static str,
) -> Response {
    let fields = Fields { current, ..Fields::default() };
    let status = Refused::of(&refusal, door.counter.now());
    match told(&reader.0, refusal, fields, door.counter.now()) {
        Ok(problem) => status.marked(answer(door, reader, signed_in, Some(problem), "").await),
        Err(problem) => page_of(problem, reader),
    }
}

/// `POST /staff/me/sessions/end`
pub async fn end_session(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<EndForm>,
) -> Response {
    let Some((member, _)) = staff.signed_in else { return to_accounts() };
    end(&door, &reader, Holder::Staff(member.id), &form.session, "/staff/me").await
}
