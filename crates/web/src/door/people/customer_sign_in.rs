//! Customers sign in by a code that is sent to them, and out.

use std::sync::Arc;

use app::PeopleRefusal;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::device::device_of;
use super::told::{Fields, Refused, told};
use super::{CUSTOMER_S, back_or, page_of, private, store_around};
use crate::door::identity::{CUSTOMER, Carried, CookiesToSet, FormMarks, Shopper};
use crate::door::reader::Reader;
use crate::door::{Door, blocking};
use crate::pages::people::{CodePage, SignInPage, code_page, sign_in_page};

const FIELDS: Fields = Fields { contact: "email", code: "code", current: "" };

/// What the address of the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

/// `GET /sign-in`
pub async fn form(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Query(query): Query<Back>,
) -> Response {
    let store = store_around(&door, &reader, &shopper).await;
    let page = SignInPage { back: back_or(&query.back, "/me"), ..SignInPage::default() };
    private(StatusCode::OK, sign_in_page(&reader.0, &store, &page))
}

/// What the forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    email: String,
    code: String,
    back: String,
    entry: String,
    shown: String,
}

impl SignInForm {
    fn marks(&self) -> FormMarks {
        FormMarks { entry: self.entry.clone(), shown: self.shown.clone() }
    }
}

/// `POST /sign-in`: a code goes to the address.
pub async fn ask(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Extension(carried): Extension<Carried>,
    Form(form): Form<SignInForm>,
) -> Response {
    let now = door.counter.now();
    let store = store_around(&door, &reader, &shopper).await;
    let asking = shopper.asking(&form.marks(), now);
    let (language, address) = (reader.0.language, form.email.clone());
    let sent =
        run(&door, move |door| door.counter.ask_code(&asking, &address, &carried.address, language)).await;
    let back = back_or(&form.back, "/me");
    match sent {
        Ok(sent) => {
            let page = CodePage { address: sent.address.to_string(), back, ..CodePage::default() };
            private(StatusCode::OK, code_page(&reader.0, &store, &page))
        }
        Err(refusal) => {
            let status = Refused::of(&refusal, now);
            match told(&reader.0, refusal, FIELDS, now) {
                Ok(problem) => {
                    let page = SignInPage { address: form.email, back, problems: vec![problem] };
                    let page = sign_in_page(&reader.0, &store, &page);
                    status.marked(private(StatusCode::UNPROCESSABLE_ENTITY, page))
                }
                Err(problem) => page_of(problem, &reader),
            }
        }
    }
}

/// `POST /sign-in/code`: the digits that were read there.
pub async fn code(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Response {
    let now = door.counter.now();
    let store = store_around(&door, &reader, &shopper).await;
    let asking = shopper.asking(&form.marks(), now);
    let (language, device) = (reader.0.language, device_of(&headers));
    let (address, digits) = (form.email.clone(), form.code.clone());
    let opened =
        run(&door, move |door| door.counter.sign_in_by_code(&asking, &address, &digits, language, &device))
            .await;
    let back = back_or(&form.back, "/me");
    let refusal = match opened {
        Ok(opened) => {
            cookies.set(CUSTOMER, &opened.secret.reveal(), Some(CUSTOMER_S), carried.https);
            return Redirect::to(&back).into_response();
        }
        Err(refusal) => refusal,
    };
    let over = matches!(
        refusal,
        PeopleRefusal::Code(_) | PeopleRefusal::NoCode | PeopleRefusal::WrongCode { tries_left: 0 }
    );
    match told(&reader.0, refusal, FIELDS, now) {
        Ok(problem) => {
            let page = CodePage { address: form.email, back, over, problems: vec![problem] };
            private(StatusCode::UNPROCESSABLE_ENTITY, code_page(&reader.0, &store, &page))
        }
        Err(problem) => page_of(problem, &reader),
    }
}

/// `POST /sign-out`
pub async fn sign_out(
    State(door): State<Arc<Door>>,
    reader: Reader,
    Extension(carried): Extension<Carried>,
    Extension(cookies): Extension<CookiesToSet>,
) -> Response {
    if let Some(secret) = carried.customer.clone()
        && let Err(problem) = blocking(move || door.counter.sign_out(&secret)).await
    {
        return page_of(problem, &reader);
    }
    cookies.set(CUSTOMER, "", Some(0), carried.https);
    Redirect::to("/").into_response()
}

/// Runs a use case that may refuse on a thread that may block.
pub(super) async fn run<T: Send + 'static>(
    door: &Arc<Door>,
    work: impl FnOnce(&Door) -> Result<T, PeopleRefusal> + Send + 'static,
) -> Result<T, PeopleRefusal> {
    let door = Arc::clone(door);
    match tokio::task::spawn_blocking(move || work(&door)).await {
        Ok(result) => result,
        Err(panic) => {
            tracing::error!(error = %panic, "a handler stopped");
            Err(PeopleRefusal::Trouble(app::Trouble::Refused("this could not be done; try again".to_owned())))
        }
    }
}
