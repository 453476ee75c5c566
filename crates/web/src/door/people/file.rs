//! A customer's file: opened for a purpose, which is kept before anything is shown.

use std::sync::Arc;

use app::{CustomerFile, PeopleRefusal};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use party::Permission;
use serde::Deserialize;
use types::{CustomerId, Scene};

use super::customer_sign_in::run;
use super::told::{Fields, told};
use super::{page_of, private};
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::reader::Reader;
use crate::door::{Door, Problem};
use crate::pages::people::{FieldProblem, FileShown, erased_page, file_form, file_page};
use crate::pages::shop::model::Link;

/// `GET /office/customers/{customer}`
pub async fn ask(Path(customer): Path<String>, reader: Reader, _: Staff) -> Response {
    match customer.parse::<CustomerId>() {
        Ok(id) => private(StatusCode::OK, file_form(&reader.0, &id.to_string(), "", &[])),
        Err(_) => page_of(Problem::not_found(), &reader),
    }
}

/// What the form says.
#[derive(Debug, Deserialize)]
pub struct Purpose {
    #[serde(flatten)]
    marks: FormMarks,
    #[serde(default)]
    purpose: String,
}

/// `POST /office/customers/{customer}`
pub async fn open(
    State(door): State<Arc<Door>>,
    Path(customer): Path<String>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<Purpose>,
) -> Response {
    let Ok(id) = customer.parse::<CustomerId>() else { return page_of(Problem::not_found(), &reader) };
    let asking = staff.asking(&form.marks, Scene::BackOffice, door.counter.now());
    let purpose = form.purpose.clone();
    match run(&door, move |door| door.counter.open_customer_file(&asking, id, &purpose)).await {
        Ok(file) => private(StatusCode::OK, file_page(&reader.0, &shown(&reader.0, &staff, &file))),
        Err(PeopleRefusal::NoPurpose) => {
            let problem =
                FieldProblem { field: "purpose".to_owned(), sentence: reader.0.say("file-purpose-missing") };
            private(
                StatusCode::UNPROCESSABLE_ENTITY,
                file_form(&reader.0, &customer, &form.purpose, &[problem]),
            )
        }
        Err(refusal) => page_of(refusal.into(), &reader),
    }
}

/// What the form that erases says.
#[derive(Debug, Deserialize)]
pub struct Erase {
    #[serde(flatten)]
    marks: FormMarks,
    #[serde(default)]
    confirm: String,
}

/// `POST /office/customers/{customer}/erase`: on the customer's wish, by whoever may.
pub async fn erase(
    State(door): State<Arc<Door>>,
    Path(customer): Path<String>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<Erase>,
) -> Response {
    let Ok(id) = customer.parse::<CustomerId>() else { return page_of(Problem::not_found(), &reader) };
    let now = door.counter.now();
    let asking = staff.asking(&form.marks, Scene::BackOffice, now);
    let confirmed = form.confirm == "yes";
    match run(&door, move |door| door.counter.erase_customer(&asking, id, confirmed)).await {
        Ok(_) => private(StatusCode::OK, erased_page(&reader.0)),
        Err(refusal) => match told(&reader.0, refusal, Fields::default(), now) {
            Ok(problem) => {
                // The file is not opened again for this: what stands in the way is said, with the form.
                let page = FileShown {
                    name: reader.0.say("erase-person-title"),
                    erase: Some(format!("/office/customers/{id}/erase")),
                    problems: vec![problem],
                    only_erasing: true,
                    ..FileShown::default()
                };
                private(StatusCode::UNPROCESSABLE_ENTITY, file_page(&reader.0, &page))
            }
            Err(problem) => page_of(problem, &reader),
        },
    }
}

fn shown(ctx: &PageContext, staff: &Staff, file: &CustomerFile) -> FileShown {
    let mut facts = Vec::new();
    if let Some(email) = file.customer.email() {
        facts.push((ctx.say("file-email"), email.to_string()));
    }
    let since = jiff::tz::TimeZone::UTC.to_datetime(file.customer.since).date();
    facts.push((ctx.say("file-since"), ctx.language.date(since)));
    let may_erase = staff.may(Permission::ErasePeople);
    FileShown {
        erase: may_erase.then(|| format!("/office/customers/{}/erase", file.customer.id)),
        problems: Vec::new(),
        only_erasing: false,
        name: file.customer.name.clone(),
        facts,
        orders: file
            .orders
            .iter()
            .map(|order| {
                let state = ctx.say(&format!("order-state-{}", order.state.name()));
                (Link::new(&order.external_id, &format!("/office/orders/{}", order.id)), state)
            })
            .collect(),
        products: file.products.iter().map(|product| product.name.clone()).collect(),
        talks: file
            .talks
            .iter()
            .map(|talk| Link::new(&talk.id.to_string(), &format!("/inbox/{}", talk.id)))
            .collect(),
    }
}
