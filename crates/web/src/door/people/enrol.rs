//! Setting the second factor, between the password and everything else.

use std::sync::Arc;

use app::PeopleRefusal;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use papers::QrCode;
use party::{Caller, Secret};
use serde::Deserialize;
use types::Scene;

use super::customer_sign_in::run;
use super::staff_sign_in::{Back, begin_again};
use super::told::{Fields, Refused, told};
use super::{back_or, page_of, private};
use crate::door::Door;
use crate::door::identity::{Carried, CookiesToSet, FormMarks, STAFF};
use crate::door::reader::Reader;
use crate::pages::people::{EnrolPage, codes_page, enrol_page};

/// `GET /staff/enrol`
pub async fn show(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Query(query): Query<Back>,
) -> Response {
    let back = back_or(&query.back, "/staff/me");
    let Some(half) = carried.staff.clone() else { return begin_again(&back) };
    match shown(&door, &reader, half, back.clone()).await {
        Ok(page) => private(StatusCode::OK, enrol_page(&reader.0, &page)),
        Err(refusal) => otherwise(&reader, refusal, &back),
    }
}

async fn shown(
    door: &Arc<Door>,
    reader: &Reader,
    half: Secret,
    back: String,
) -> Result<EnrolPage, PeopleRefusal> {
    let enrolment = run(door, move |door| door.counter.enrolment(&half)).await?;
    let svg = QrCode::new(&enrolment.address).map(|code| code.to_svg(&reader.0.say("enrol-qr")));
    Ok(EnrolPage {
        // Without a picture the secret can still be typed.
        svg: svg.unwrap_or_default(),
        address: enrolment.address,
        secret: enrolment.secret,
        back,
        problems: Vec::new(),
    })
}

fn otherwise(reader: &Reader, refusal: PeopleRefusal, back: &str) -> Response {
    match refusal {
        PeopleRefusal::NotBegun => begin_again(back),
        refusal => page_of(refusal.into(), reader),
    }
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EnrolForm {
    digits: String,
    back: String,
    entry: String,
    shown: String,
}

/// `POST /staff/enrol`
pub async fn confirm(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    Form(form): Form<EnrolForm>,
) -> Response {
    let back = back_or(&form.back, "/staff/me");
    let Some(half) = carried.staff.clone() else { return begin_again(&back) };
    let now = door.counter.now();
    let marks = FormMarks { entry: form.entry, shown: form.shown };
    let asking = marks.asking(Caller::nobody(), Scene::BackOffice, now);
    let (secret, address, digits) = (half.clone(), carried.address.clone(), form.digits);
    let enrolled = run(&door, move |door| door.counter.enrol(&asking, &secret, &digits, &address)).await;
    let refusal = match enrolled {
        Ok(enrolled) => {
            cookies.set(STAFF, &enrolled.opened.secret.reveal(), None, carried.https);
            let codes: Vec<_> = enrolled.codes.iter().map(|code| code.reveal().to_owned()).collect();
            return private(StatusCode::OK, codes_page(&reader.0, &codes, &back));
        }
        Err(PeopleRefusal::NotBegun) => return begin_again(&back),
        Err(refusal) => refusal,
    };
    let status = Refused::of(&refusal, now);
    let problem = match told(&reader.0, refusal, Fields { code: "digits", ..Fields::default() }, now) {
        Ok(problem) => problem,
        Err(problem) => return page_of(problem, &reader),
    };
    match shown(&door, &reader, half, back.clone()).await {
        Ok(mut page) => {
            page.problems.push(problem);
            status.marked(private(StatusCode::UNPROCESSABLE_ENTITY, enrol_page(&reader.0, &page)))
        }
        Err(refusal) => otherwise(&reader, refusal, &back),
    }
}
