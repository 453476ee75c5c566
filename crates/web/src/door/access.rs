//! Which page needs which permission: the one table, by path and method, and the guard that applies it.
//!
//! As long as no account of staff exists, the organisation's pages are open to whoever sits at this machine (the address
//! served is a loopback one then, or a token guards it). As soon as one exists they need a session of staff, second factor
//! included, whose roles give the permission. Every use case asks again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use party::{Permission, Stage};

use super::identity::{Carried, CookiesToSet, STAFF, Staff};
use super::reader::{PageMarks, Reader};
use super::{Door, Problem, blocking};
use crate::address::escaped;
use crate::context::Signed;
use crate::pages::error_page_of_role;

/// What a page needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing: the shop, and what leads to signing in.
    Nothing,
    /// Any session of staff.
    Staff,
    /// A role that gives this.
    This(Permission),
}

/// Paths of the organisation with what reading and what changing them needs. The longest one that begins a path counts.
const TABLE: &[(&str, Need, Need)] = {
    use Need::{Nothing, Staff, This};
    use Permission::*;
    &[
        ("/views", This(ReadPortrait), This(ReadPortrait)),
        ("/compare", This(ReadPortrait), This(ReadPortrait)),
        ("/import", This(ManageViews), This(ManageViews)),
        ("/jobs", This(ManageViews), This(ManageViews)),
        ("/metrics", This(ReadMetrics), This(ReadMetrics)),
        ("/inbox", This(Talk), This(Talk)),
        ("/counter", This(HandOver), This(HandOver)),
        ("/office", Staff, This(EditCatalogue)),
        ("/office/catalogue", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/prices", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/promotions", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/arrangements", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/pages", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/images", This(ReadCatalogue), This(EditCatalogue)),
        ("/office/exchange", This(EditCatalogue), This(EditCatalogue)),
        ("/office/stock", This(ReadStock), This(CountStock)),
        ("/office/places", This(ReadStock), This(EditPlaces)),
        ("/office/orders", This(ReadOrders), This(WorkOrders)),
        ("/office/payments", This(ReadOrders), This(Refund)),
        ("/office/dead-ends", This(ReadDeadEnds), This(ReadDeadEnds)),
        ("/office/outbox", This(ReadOutbox), This(ReadOutbox)),
        ("/office/customers", This(OpenCustomerFile), This(OpenCustomerFile)),
        ("/office/guests", This(ErasePeople), This(ErasePeople)),
        ("/staff", Staff, Staff),
        ("/staff/accounts", This(ManageStaff), This(ManageStaff)),
        ("/staff/sign-in", Nothing, Nothing),
        ("/staff/sign-out", Nothing, Nothing),
        ("/staff/second-factor", Nothing, Nothing),
        ("/staff/recovery", Nothing, Nothing),
        ("/staff/enrol", Nothing, Nothing),
        ("/staff/first", Nothing, Nothing),
    ]
};

/// Paths that anybody may ask for. A test reads the routes and finds each in one of the two tables.
#[cfg(test)]
const PUBLIC: &[&str] = &[
    "/",
    "/home",
    "/about",
    "/assets",
    "/healthz",
    "/readyz",
    "/shelf",
    "/offers",
    "/cart",
    "/checkout",
    "/orders",
    "/me",
    "/sign-in",
    "/sign-out",
    "/ask",
    "/talks",
    "/handed",
    "/pages",
    "/images",
    "/sitemap.xml",
    "/robots.txt",
];

/// Paths whose pages are the same whether staff reads them or not: nobody looks who does, thousands of times a second.
const SAME_FOR_ALL: [&str; 4] = ["/shelf", "/offers", "/assets", "/images"];

/// Whether a path is this one or lies below it.
fn begins(path: &str, known: &str) -> bool {
    path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a request needs.
pub(crate) fn need(method: &Method, path: &str) -> Need {
    let found = TABLE.iter().filter(|(known, ..)| begins(path, known)).max_by_key(|(known, ..)| known.len());
    match found {
        None => Need::Nothing,
        Some((_, read, _)) if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) => *read,
        Some((_, _, change)) => *change,
    }
}

/// Lets a request through to what it needs, or leads to the sign-in, or says which role is needed.
pub(crate) async fn check(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let mut need = need(request.method(), request.uri().path());
    if request.uri().path() == "/metrics" && door.token_digest.is_some() {
        // Whoever comes this far has presented the token: what gathers figures cannot sign in.
        need = Need::Nothing;
    }
    if need == Need::Nothing && SAME_FOR_ALL.iter().any(|known| begins(request.uri().path(), known)) {
        return next.run(request).await;
    }
    let carried = request.extensions().get::<Carried>().cloned().unwrap_or_default();
    let cookies = request.extensions().get::<CookiesToSet>().cloned().unwrap_or_default();
    let open = match organisation_is_open(&door).await {
        Ok(open) => open,
        // What needs nobody is shown also while the store does not answer: health first of all.
        Err(_) if need == Need::Nothing => false,
        Err(problem) => return problem.into_page(&reader_of(&request)),
    };
    if open {
        mark(&mut request, |marks| marks.signed.keeper = true);
        request.extensions_mut().insert(Staff::keeper());
        return next.run(request).await;
    }
    mark(&mut request, |marks| marks.signed.closed = true);
    let staff = match signed_in(&door, &carried, &cookies).await {
        Ok(staff) => staff,
        Err(_) if need == Need::Nothing => None,
        Err(problem) => return problem.into_page(&reader_of(&request)),
    };
    let Some(staff) = staff else {
        return match need {
            Need::Nothing => next.run(request).await,
            Need::Staff | Need::This(_) => to_sign_in(&request),
        };
    };
    if let Need::This(permission) = need
        && let Err(forbidden) = staff.caller.may(permission)
    {
        let mut reader = reader_of(&request);
        name_staff(&mut reader.0.signed, &staff);
        let page = error_page_of_role(&reader.0, &forbidden.permission.roles()).into_string();
        return (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
            .into_response();
    }
    mark(&mut request, |marks| name_staff(&mut marks.signed, &staff));
    request.extensions_mut().insert(staff);
    next.run(request).await
}

/// Tells a page who of the staff reads it.
fn name_staff(signed: &mut Signed, staff: &Staff) {
    signed.staff = staff.signed_in.as_ref().map(|(member, _)| member.name.clone());
    signed.roles = staff.caller.roles.iter().copied().collect();
}

/// Whether accounts of staff exist, as far as this process knows. Once they do, that is remembered for good: the last
/// administrator cannot be taken away. Until then the store is asked again once a second: another process may make one.
#[derive(Debug, Default)]
pub(crate) struct StaffKnown {
    exists: AtomicBool,
    asked_ms: AtomicI64,
}

impl StaffKnown {
    /// How long the answer that there is none is believed.
    const BELIEVED_MS: i64 = 1_000;

    /// An account was made just now, here.
    pub fn now_exists(&self) {
        self.exists.store(true, Ordering::Release);
    }
}

/// Whether no account of staff was ever made.
pub(crate) async fn organisation_is_open(door: &Arc<Door>) -> Result<bool, Problem> {
    if door.staff_known.exists.load(Ordering::Acquire) {
        return Ok(false);
    }
    let now = door.counter.now().as_millisecond();
    let asked = door.staff_known.asked_ms.load(Ordering::Acquire);
    if (0..StaffKnown::BELIEVED_MS).contains(&(now - asked)) {
        return Ok(true);
    }
    let asked = Arc::clone(door);
    let has_staff = blocking(move || asked.counter.has_staff()).await?;
    if has_staff {
        door.staff_known.now_exists();
    } else {
        door.staff_known.asked_ms.store(now, Ordering::Release);
    }
    Ok(!has_staff)
}

/// Whoever has signed in all the way with the session that the request carries.
async fn signed_in(
    door: &Arc<Door>,
    carried: &Carried,
    cookies: &CookiesToSet,
) -> Result<Option<Staff>, Problem> {
    let Some(secret) = carried.staff.clone() else { return Ok(None) };
    let asked = Arc::clone(door);
    let found = blocking(move || asked.counter.staff_session(&secret)).await?;
    if found.is_none() {
        cookies.set(STAFF, "", Some(0), carried.https);
    }
    let whole = found.filter(|(_, session)| session.stage == Stage::Whole);
    Ok(whole.map(|(member, session)| Staff { caller: member.caller(), signed_in: Some((member, session)) }))
}

/// Who works here, as the cookies of a request say now: a stream asks again and again, so that an account that is disabled
/// sees no more. Whoever may not is refused.
pub(crate) async fn staff_now(door: &Arc<Door>, carried: &Carried) -> Result<Staff, Problem> {
    if organisation_is_open(door).await? {
        return Ok(Staff::keeper());
    }
    let signed_out = || Problem::new(StatusCode::UNAUTHORIZED, "signed-out");
    let secret = carried.staff.clone().ok_or_else(signed_out)?;
    let asked = Arc::clone(door);
    let found = blocking(move || asked.counter.staff_session(&secret)).await?;
    let whole = found.filter(|(_, session)| session.stage == Stage::Whole).ok_or_else(signed_out)?;
    Ok(Staff { caller: whole.0.caller(), signed_in: Some(whole) })
}

/// The way to the sign-in, and back. What was sent by a form is not sent again behind somebody's back.
fn to_sign_in(request: &Request) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accepts.is_some_and(|kinds| kinds.contains("text/html")) {
        // A program, or a stream of events: a page would be of no use to it.
        return Problem::new(StatusCode::UNAUTHORIZED, "signed-out").into_json();
    }
    if *request.method() == Method::GET {
        let back = request.uri().path_and_query().map_or("/", |it| it.as_str());
        return Redirect::to(&format!("/staff/sign-in?back={}", escaped(back))).into_response();
    }
    Problem::new(StatusCode::UNAUTHORIZED, "signed-out").into_page(&reader_of(request))
}

fn mark(request: &mut Request, change: impl FnOnce(&mut PageMarks)) {
    let mut marks = request.extensions().get::<PageMarks>().cloned().unwrap_or_default();
    change(&mut marks);
    request.extensions_mut().insert(marks);
}

fn reader_of(request: &Request) -> Reader {
    let mut reader = Reader::of(request.headers(), request.uri().path(), request.uri().query());
    if let Some(marks) = request.extensions().get::<PageMarks>() {
        reader.0.csrf.clone_from(&marks.csrf);
        reader.0.shown = marks.shown;
        reader.0.signed.clone_from(&marks.signed);
    }
    reader
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_counts_and_whole_names_only() {
        let get = |path| need(&Method::GET, path);
        assert_eq!(get("/office/stock/lyon"), Need::This(Permission::ReadStock));
        assert_eq!(need(&Method::POST, "/office/stock/lyon"), Need::This(Permission::CountStock));
        assert_eq!(need(&Method::DELETE, "/views/x"), Need::This(Permission::ReadPortrait));
        assert_eq!(get("/office"), Need::Staff);
        assert_eq!(get("/office/something-new"), Need::Staff);
        assert_eq!(get("/staff/accounts"), Need::This(Permission::ManageStaff));
        assert_eq!(get("/staff/first/abc"), Need::Nothing);
        assert_eq!(get("/viewsX"), Need::Nothing);
        assert_eq!(get("/counters"), Need::Nothing);
        assert_eq!(get("/"), Need::Nothing);
    }

    /// A room that is shown in the office's menu and then refused helps nobody.
    #[test]
    fn the_menu_of_the_office_asks_for_what_the_table_asks_for() {
        for (path, _, needs) in crate::pages::office::rooms() {
            let table = match need(&Method::GET, path) {
                Need::This(permission) => Some(permission),
                Need::Staff | Need::Nothing => None,
            };
            // Ways of delivery and the company stand under the catalogue.
            assert_eq!(needs, table, "{path}");
        }
    }

    /// A page that stands in neither table would be open to everybody without anybody having meant it.
    #[test]
    fn every_route_stands_in_one_of_the_tables() {
        let mut sources = Vec::new();
        gather(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/door")), &mut sources);
        let mut unknown = Vec::new();
        for source in sources {
            for piece in source.split(".route(").skip(1) {
                let Some(path) = piece.split('"').nth(1).filter(|path| path.starts_with('/')) else {
                    continue;
                };
                let first = format!("/{}", path.split('/').nth(1).unwrap_or_default());
                let public = PUBLIC.contains(&first.as_str());
                let ours = TABLE.iter().any(|(known, ..)| *known == first);
                if public == ours {
                    unknown.push(path.to_owned());
                }
            }
        }
        assert!(unknown.is_empty(), "give these a line in TABLE or in PUBLIC: {unknown:?}");
    }

    fn gather(folder: &std::path::Path, sources: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, sources);
            } else {
                sources.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
