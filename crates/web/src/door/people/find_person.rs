//! Looking somebody up by their mail address: a customer's file, or the orders of a guest, who may be erased on their wish.

use std::sync::Arc;

use app::PeopleRefusal;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use party::{EmailAddress, Permission};
use serde::Deserialize;
use types::Scene;

use super::customer_sign_in::run;
use super::told::{Fields, told};
use super::{page_of, private};
use crate::door::Door;
use crate::door::identity::{FormMarks, Staff};
use crate::door::reader::Reader;
use crate::pages::people::{FieldProblem, FindPersonPage, erased_page, find_person_page};
use crate::pages::shop::model::Link;

const FIELDS: Fields = Fields { contact: "email", code: "", current: "" };

/// `GET /office/customers`
pub async fn form(reader: Reader, _: Staff) -> Response {
    private(StatusCode::OK, find_person_page(&reader.0, &FindPersonPage::default()))
}

/// What the forms send: the address goes in the body, so that it stands in no address and no log.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    email: String,
    confirm: String,
    entry: String,
    shown: String,
}

/// What is kept under an address.
enum Kept {
    Customer(types::CustomerId),
    Guest(Vec<(Link, String)>),
}

/// `POST /office/customers`
pub async fn find(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<PersonForm>,
) -> Response {
    match looked_up(&door, &reader, &staff, &form.email).await {
        Ok(Kept::Customer(id)) => Redirect::to(&format!("/office/customers/{id}")).into_response(),
        Ok(Kept::Guest(orders)) => shown(&door, &reader, &staff, form.email, Found::Guest(orders), None),
        Err(refusal) => shown(&door, &reader, &staff, form.email, Found::Nothing, Some(refusal)),
    }
}

async fn looked_up(
    door: &Arc<Door>,
    reader: &Reader,
    staff: &Staff,
    email: &str,
) -> Result<Kept, PeopleRefusal> {
    let (asking, ctx, email) = (staff.reading(), reader.0.clone(), email.to_owned());
    run(door, move |door| {
        let address: EmailAddress = email.parse()?;
        if let Some(id) = door.counter.customer_of_address(&asking, &address)? {
            return Ok(Kept::Customer(id));
        }
        let orders = door.counter.guest_orders_of(&asking, &address)?;
        let line = |order: &collect::order::ProductOrder| {
            let state = ctx.say(&format!("order-state-{}", order.state.name()));
            (Link::new(&order.external_id, &format!("/office/orders/{}", order.id)), state)
        };
        Ok(Kept::Guest(orders.iter().map(line).collect()))
    })
    .await
}

/// What the page shows below its form.
enum Found {
    Nothing,
    Guest(Vec<(Link, String)>),
}

fn shown(
    door: &Door,
    reader: &Reader,
    staff: &Staff,
    email: String,
    found: Found,
    refusal: Option<PeopleRefusal>,
) -> Response {
    let mut page = FindPersonPage { email, ..FindPersonPage::default() };
    if let Some(refusal) = refusal {
        match told(&reader.0, refusal, FIELDS, door.counter.now()) {
            Ok(problem) => page.problems.push(problem),
            Err(problem) => return page_of(problem, reader),
        }
    }
    if let Found::Guest(orders) = found {
        page.may_erase = staff.may(Permission::ErasePeople);
        if orders.is_empty() {
            let sentence = reader.0.say("find-person-nobody");
            page.problems.push(FieldProblem { field: "email".to_owned(), sentence });
        }
        page.orders = orders;
        page.looked = true;
    }
    let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    private(status, find_person_page(&reader.0, &page))
}

/// `POST /office/guests/erase`: everything that a guest left under an address.
pub async fn erase(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Form(form): Form<PersonForm>,
) -> Response {
    let marks = FormMarks { entry: form.entry, shown: form.shown };
    let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
    let (email, confirmed) = (form.email.clone(), form.confirm == "yes");
    let erased =
        run(&door, move |door| door.counter.erase_guest(&asking, &email.parse::<EmailAddress>()?, confirmed))
            .await;
    match erased {
        Ok(_) => private(StatusCode::OK, erased_page(&reader.0)),
        Err(refusal) => match looked_up(&door, &reader, &staff, &form.email).await {
            Ok(Kept::Guest(orders)) => {
                shown(&door, &reader, &staff, form.email, Found::Guest(orders), Some(refusal))
            }
            _ => shown(&door, &reader, &staff, form.email, Found::Nothing, Some(refusal)),
        },
    }
}
