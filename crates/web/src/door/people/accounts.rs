//! Accounts of staff, for administrators.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::{AccountChange, InvitationLink, PeopleRefusal, StaffLine};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use party::{EmailAddress, NewStaff, Role};
use serde::Deserialize;
use types::{Scene, StaffId};

use super::customer_sign_in::run;
use super::told::{Fields, told};
use super::{page_of, private};
use crate::door::identity::{FormMarks, Staff};
use crate::door::reader::Reader;
use crate::door::{Door, Problem};
use crate::pages::people::{
    AccountPage, AccountRow, FieldProblem, NewAccount, account_page, accounts_page, link_page,
};

/// A form whose boxes are named `role_…`.
type Sent = BTreeMap<String, String>;

/// `GET /staff/accounts`
pub async fn list(State(door): State<Arc<Door>>, reader: Reader, staff: Staff) -> Response {
    listed(&door, &reader, &staff, NewAccount::default()).await
}

async fn listed(door: &Arc<Door>, reader: &Reader, staff: &Staff, new: NewAccount) -> Response {
    let asking = staff.reading();
    let status = if new.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    match run(door, move |door| door.counter.staff_lines(&asking)).await {
        Ok(lines) => {
            let rows: Vec<_> = lines.into_iter().map(row).collect();
            private(status, accounts_page(&reader.0, &rows, &new))
        }
        Err(refusal) => page_of(refusal.into(), reader),
    }
}

fn row(line: StaffLine) -> AccountRow {
    AccountRow {
        id: line.id.to_string(),
        name: line.name,
        login: line.login.to_string(),
        roles: line.roles,
        state: line.state,
        second_factor: line.second_factor,
    }
}

fn roles_of(sent: &Sent) -> BTreeSet<Role> {
    Role::ALL.into_iter().filter(|role| sent.contains_key(&format!("role_{role}"))).collect()
}

fn marks_of(sent: &Sent) -> FormMarks {
    let field = |name: &str| sent.get(name).cloned().unwrap_or_default();
    FormMarks { entry: field("entry"), shown: field("shown") }
}

/// `POST /staff/accounts`
pub async fn make(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let field = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let mut new = NewAccount {
        name: field("name"),
        login: field("login"),
        mail: field("mail"),
        roles: roles_of(&sent),
        problems: Vec::new(),
    };
    let asking = staff.asking(&marks_of(&sent), Scene::BackOffice, door.counter.now());
    let typed = new.clone();
    let made = run(&door, move |door| {
        let mail = match typed.mail.trim() {
            "" => None,
            given => Some(given.parse::<EmailAddress>()?),
        };
        let new = NewStaff { name: typed.name, login: typed.login.parse()?, roles: typed.roles, mail };
        door.counter.create_staff(&asking, new)
    })
    .await;
    match made {
        Ok(link) => shown_link(&door, &reader, &headers, &link),
        Err(refusal) => {
            let fields = Fields { contact: "mail", ..Fields::default() };
            match told(&reader.0, refusal, fields, door.counter.now()) {
                Ok(problem) => new.problems.push(problem),
                Err(problem) => return page_of(problem, &reader),
            }
            listed(&door, &reader, &staff, new).await
        }
    }
}

/// The page that shows a link once.
fn shown_link(door: &Door, reader: &Reader, headers: &HeaderMap, link: &InvitationLink) -> Response {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let scheme = if door.behind_proxy { "https" } else { "http" };
    let address = format!("{scheme}://{host}{}", link.path());
    let until = match door.counter.live_zone() {
        Ok(zone) => reader.0.language.moment(link.expires_at, &zone),
        Err(trouble) => return page_of(trouble.into(), reader),
    };
    let login = link.login.as_ref().map(ToString::to_string).unwrap_or_default();
    private(StatusCode::OK, link_page(&reader.0, &login, &address, &until))
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// `GET /staff/accounts/{id}`
pub async fn show(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    one(&door, &reader, &staff, &id, None, !asked.saved.is_empty()).await
}

async fn one(
    door: &Arc<Door>,
    reader: &Reader,
    staff: &Staff,
    id: &str,
    problem: Option<FieldProblem>,
    saved: bool,
) -> Response {
    let asking = staff.reading();
    let lines = match run(door, move |door| door.counter.staff_lines(&asking)).await {
        Ok(lines) => lines,
        Err(refusal) => return page_of(refusal.into(), reader),
    };
    let Some(line) = lines.into_iter().find(|line| line.id.to_string() == id) else {
        return page_of(Problem::not_found(), reader);
    };
    let own = staff.caller.staff_id() == Some(line.id);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = AccountPage { row: row(line), own, problems: problem.into_iter().collect(), saved };
    private(status, account_page(&reader.0, &page))
}

/// `POST /staff/accounts/{id}/{roles|disable|enable|reset}`
pub async fn change(
    State(door): State<Arc<Door>>,
    reader: Reader,
    staff: Staff,
    Path((id, change)): Path<(String, String)>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let Ok(account) = id.parse::<StaffId>() else { return page_of(Problem::not_found(), &reader) };
    let asking = staff.asking(&marks_of(&sent), Scene::BackOffice, door.counter.now());
    let change = match change.as_str() {
        "roles" => AccountChange::Roles(roles_of(&sent)),
        "disable" => AccountChange::Disable,
        "enable" => AccountChange::Enable,
        "reset" => {
            return match run(&door, move |door| door.counter.reset_staff(&asking, account)).await {
                Ok(link) => shown_link(&door, &reader, &headers, &link),
                Err(refusal) => refused(&door, &reader, &staff, &id, refusal).await,
            };
        }
        _ => return page_of(Problem::not_found(), &reader),
    };
    match run(&door, move |door| door.counter.change_account(&asking, account, &change)).await {
        Ok(()) => Redirect::to(&format!("/staff/accounts/{account}?saved=1")).into_response(),
        Err(refusal) => refused(&door, &reader, &staff, &id, refusal).await,
    }
}

async fn refused(
    door: &Arc<Door>,
    reader: &Reader,
    staff: &Staff,
    id: &str,
    refusal: PeopleRefusal,
) -> Response {
    match told(&reader.0, refusal, Fields::default(), door.counter.now()) {
        Ok(problem) => one(door, reader, staff, id, Some(problem), false).await,
        Err(problem) => page_of(problem, reader),
    }
}
