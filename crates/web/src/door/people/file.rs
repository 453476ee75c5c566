//! A customer's file: opened for a purpose, which is kept before anything is shown.

use std::sync::Arc;

use app::{CustomerFile, PeopleRefusal};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use types::{CustomerId, Scene};

use super::customer_sign_in::run;
use super::{page_of, private};
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::reader::Reader;
use crate::door::{Door, Problem};
use crate::pages::people::{FieldProblem, FileShown, file_form, file_page};
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
        Ok(file) => private(StatusCode::OK, file_page(&reader.0, &shown(&reader.0, &file))),
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

fn shown(ctx: &PageContext, file: &CustomerFile) -> FileShown {
    let mut facts = Vec::new();
    if let Some(email) = file.customer.email() {
        facts.push((ctx.say("file-email"), email.to_string()));
    }
    let since = jiff::tz::TimeZone::UTC.to_datetime(file.customer.since).date();
    facts.push((ctx.say("file-since"), ctx.language.date(since)));
    FileShown {
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
