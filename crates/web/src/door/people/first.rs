//! The link that opens an account: the first administrator's, a new colleague's, or one that was reset.

use std::sync::Arc;

use app::PeopleRefusal;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use party::{Caller, InvitationPurpose, InvitationRefusal, Secret};
use serde::Deserialize;
use types::Scene;

use super::customer_sign_in::run;
use super::device::device_of;
use super::staff_sign_in::on;
use super::told::{Fields, told};
use super::{page_of, private};
use crate::door::identity::{Carried, CookiesToSet, FormMarks};
use crate::door::reader::Reader;
use crate::door::{Door, Problem};
use crate::pages::people::{FieldProblem, FirstPage, first_page};

/// `GET /staff/first/{token}`
pub async fn show(State(door): State<Arc<Door>>, reader: Reader, Path(token): Path<String>) -> Response {
    match shown(&door, &reader, token).await {
        Ok(page) => private(StatusCode::OK, first_page(&reader.0, &page)),
        Err(problem) => page_of(problem, &reader),
    }
}

async fn shown(door: &Arc<Door>, reader: &Reader, token: String) -> Result<FirstPage, Problem> {
    let secret = token.parse::<Secret>();
    let opened = match secret {
        Ok(secret) => run(door, move |door| door.counter.opened_by(&secret)).await,
        Err(_) => Err(InvitationRefusal::Unknown.into()),
    };
    let opened = opened.map_err(|refusal| gone(door, reader, refusal))?;
    let (name, login) =
        opened.member.map(|member| (member.name, member.login.to_string())).unwrap_or_default();
    Ok(FirstPage { token, purpose: opened.purpose, name, login, problems: Vec::new() })
}

/// A link that opens nothing: said as a page of its own, since no form can follow.
fn gone(door: &Door, reader: &Reader, refusal: PeopleRefusal) -> Problem {
    let is_link = matches!(refusal, PeopleRefusal::Invitation(_));
    match told(&reader.0, refusal, Fields::default(), door.counter.now()) {
        Ok(FieldProblem { sentence, .. }) if is_link => {
            Problem::new(StatusCode::GONE, "refused").saying(&sentence)
        }
        Ok(FieldProblem { sentence, .. }) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").saying(&sentence)
        }
        Err(problem) => problem,
    }
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FirstForm {
    name: String,
    login: String,
    password: String,
    again: String,
    entry: String,
    shown: String,
}

/// `POST /staff/first/{token}`
pub async fn open(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Path(token): Path<String>,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    headers: HeaderMap,
    Form(form): Form<FirstForm>,
) -> Response {
    let Ok(secret) = token.parse::<Secret>() else {
        return page_of(gone(&door, &reader, InvitationRefusal::Unknown.into()), &reader);
    };
    let now = door.counter.now();
    let marks = FormMarks { entry: form.entry.clone(), shown: form.shown.clone() };
    let asking = marks.asking(Caller::nobody(), Scene::BackOffice, now);
    let device = device_of(&headers);
    let (name, login) = (form.name.clone(), form.login.clone());
    let opened = run(&door, move |door| {
        let passwords = (form.password.as_str(), form.again.as_str());
        // A form that is sent twice finds its link used, and goes on all the same: the use cases see to it.
        match door.counter.opened_by(&secret).map(|opened| opened.purpose) {
            Ok(InvitationPurpose::Join | InvitationPurpose::Reset) => {
                door.counter.choose_password(&asking, &secret, passwords, &device)
            }
            Ok(InvitationPurpose::First) | Err(_) => {
                let who = (form.name.as_str(), form.login.as_str());
                door.counter.make_first_account(&asking, &secret, who, passwords, &device)
            }
        }
    })
    .await;
    let refusal = match opened {
        Ok(opened) => {
            door.staff_known.now_exists();
            return on(&opened, "/staff/me", &carried, &cookies);
        }
        Err(refusal @ PeopleRefusal::Invitation(_)) => {
            return page_of(gone(&door, &reader, refusal), &reader);
        }
        Err(refusal) => refusal,
    };
    let problem = match told(&reader.0, refusal, Fields::default(), now) {
        Ok(problem) => problem,
        Err(problem) => return page_of(problem, &reader),
    };
    match shown(&door, &reader, token).await {
        Ok(mut page) => {
            if page.purpose == InvitationPurpose::First {
                (page.name, page.login) = (name, login);
            }
            page.problems.push(problem);
            private(StatusCode::UNPROCESSABLE_ENTITY, first_page(&reader.0, &page))
        }
        Err(problem) => page_of(problem, &reader),
    }
}
