//! Who sends a request: the cookies that they carry, and what handlers make of them.
//!
//! Three cookies, each a secret of 256 bits of which only a keyed digest is known here. The **visitor** is a browser, and
//! gets its cookie with the first form that it sends, never by reading. The **customer** and the **staff** cookie open a
//! session. A member of staff who shops is a customer there: each page asks for the one that it is about.

use std::sync::{Arc, Mutex, PoisonError};

use app::Asking;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use party::{Caller, Customer, Permission, Secret, Session, StaffMember};
use serde::Deserialize;
use types::{EntryId, Scene};

use super::reader::{Reader, cookie};
use super::{Door, Problem, blocking};

/// The cookie of a browser.
pub(crate) const VISITOR: &str = "comptoir_visitor";
/// The cookie of a customer's session.
pub(crate) const CUSTOMER: &str = "comptoir_customer";
/// The cookie of a session of staff.
pub(crate) const STAFF: &str = "comptoir_staff";

/// The secrets that a request carries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carried {
    /// The browser's.
    pub visitor: Option<Secret>,
    /// That of a customer's session.
    pub customer: Option<Secret>,
    /// That of a session of staff.
    pub staff: Option<Secret>,
    /// Whether the browser speaks TLS with us, or with a proxy of ours.
    pub https: bool,
    /// From which address the request comes.
    pub address: String,
    /// The entry that its form will be, where the browser has no cookie yet: a form sent twice makes one visitor.
    pub first_entry: Option<EntryId>,
    /// The secret that it gets, where it has no cookie yet and its request carries a key.
    pub first_secret: Option<Secret>,
}

impl Carried {
    /// What the headers of a request carry.
    pub fn of(headers: &HeaderMap, https: bool, address: String) -> Self {
        let secret = |name: &str| cookie(headers, name)?.parse().ok();
        Self {
            visitor: secret(VISITOR),
            customer: secret(CUSTOMER),
            staff: secret(STAFF),
            https,
            address,
            first_entry: None,
            first_secret: None,
        }
    }

    /// Whether nothing of ours is carried.
    pub fn is_empty(&self) -> bool {
        self.visitor.is_none() && self.customer.is_none() && self.staff.is_none()
    }
}

/// Cookies that the answer sets, gathered while a request is handled.
#[derive(Debug, Clone, Default)]
pub(crate) struct CookiesToSet(Arc<Mutex<Vec<HeaderValue>>>);

impl CookiesToSet {
    /// Sets a cookie for so many seconds; without a number, until the browser closes; with 0, it goes.
    pub fn set(&self, name: &str, value: &str, seconds: Option<u32>, https: bool) {
        let lasts = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if https { "; Secure" } else { "" };
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }

    /// Whether a cookie of this name is among them, other than to go.
    pub fn sets(&self, name: &str) -> bool {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines = lines.iter().filter_map(|line| line.to_str().ok());
        lines.any(|line| {
            line.split_once('=').is_some_and(|(known, rest)| known == name && !rest.starts_with(';'))
        })
    }

    /// Takes what was gathered.
    pub fn take(&self) -> Vec<HeaderValue> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// How long a browser is known, in seconds: thirteen months.
pub(crate) const VISITOR_S: u32 = 34_000_000;

/// The hidden fields of a form that are not about what it asks, but about the asking: see `pages::parts::marks`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FormMarks {
    /// The entry that it will be.
    pub entry: String,
    /// When it was shown, in milliseconds.
    pub shown: String,
}

impl FormMarks {
    /// Somebody asks by this form.
    pub fn asking(&self, caller: Caller, scene: Scene, now: Timestamp) -> Asking {
        let shown = self.shown.parse().ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
        // A page without a clock of its own was never timed.
        let shown = shown.filter(|at| *at > Timestamp::UNIX_EPOCH);
        Asking::new(caller, scene).with_form(self.entry.parse().ok(), shown, now)
    }
}

/// Somebody who shops: a browser, and the customer behind it once they signed in. Asked for with a form, the browser gets
/// its cookie if it has none.
#[derive(Debug, Clone)]
pub(crate) struct Shopper {
    /// Who they are, for a use case.
    pub caller: Caller,
    /// The customer, once they signed in.
    pub customer: Option<Customer>,
}

impl Shopper {
    /// They ask for something by a form.
    pub fn asking(&self, marks: &FormMarks, now: Timestamp) -> Asking {
        marks.asking(self.caller.clone(), Scene::Web, now)
    }
}

impl FromRequestParts<Arc<Door>> for Shopper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Arc<Door>) -> Result<Self, Response> {
        let carried = parts.extensions.get::<Carried>().cloned().unwrap_or_default();
        let cookies = parts.extensions.get::<CookiesToSet>().cloned().unwrap_or_default();
        let sends = !matches!(parts.method, Method::GET | Method::HEAD);
        let found = find_shopper(door, carried, sends, &cookies).await;
        found.map_err(|problem| {
            problem.into_page(&Reader::of(&parts.headers, parts.uri.path(), parts.uri.query()))
        })
    }
}

/// Who shops, as the cookies of a request say; with `sends`, a browser without one gets its cookie. A stream asks again and
/// again: whoever signs out sees no more.
pub(crate) async fn find_shopper(
    door: &Arc<Door>,
    carried: Carried,
    sends: bool,
    cookies: &CookiesToSet,
) -> Result<Shopper, Problem> {
    let secret = match carried.visitor {
        None if sends => {
            let fresh = match carried.first_secret {
                Some(secret) => secret,
                None => door.counter.secret_of_first_form(carried.first_entry)?,
            };
            cookies.set(VISITOR, &fresh.reveal(), Some(VISITOR_S), carried.https);
            Some(fresh)
        }
        known => known,
    };
    let visitor = secret.map(|secret| door.counter.visitor_of(&secret)).transpose()?;
    let customer = match carried.customer {
        Some(secret) => {
            let door = Arc::clone(door);
            let found = blocking(move || door.counter.customer_session(&secret)).await?;
            if found.is_none() {
                // It has ended: the browser need not send it any more.
                cookies.set(CUSTOMER, "", Some(0), carried.https);
            }
            found.map(|(customer, _)| customer)
        }
        None => None,
    };
    let caller = match (&customer, visitor) {
        (Some(customer), visitor) => Caller::customer(customer.id, visitor),
        (None, Some(visitor)) => Caller::visitor(visitor),
        (None, None) => Caller::nobody(),
    };
    Ok(Shopper { caller, customer })
}

/// Somebody who works here, or whoever sits at this machine as long as no account of staff exists. The guard of access has
/// let them in before a handler sees them.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    /// Who they are, for a use case.
    pub caller: Caller,
    /// Their account and session; nothing for whoever keeps this machine.
    pub signed_in: Option<(StaffMember, Session)>,
}

impl Staff {
    /// Whoever sits at this machine.
    pub fn keeper() -> Self {
        Self { caller: Caller::keeper(), signed_in: None }
    }

    /// They ask for something by a form.
    pub fn asking(&self, marks: &FormMarks, scene: Scene, now: Timestamp) -> Asking {
        marks.asking(self.caller.clone(), scene, now)
    }

    /// They ask to see something.
    pub fn reading(&self) -> Asking {
        Asking::new(self.caller.clone(), Scene::BackOffice)
    }

    /// Whether they may do this.
    pub fn may(&self, permission: Permission) -> bool {
        self.caller.may(permission).is_ok()
    }
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Response;

    /// The guard of access puts it there. Where it did not, the page is one that the table of access does not know: it
    /// stays closed.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        match parts.extensions.get::<Self>() {
            Some(staff) => Ok(staff.clone()),
            None => {
                let reader = Reader::of(&parts.headers, parts.uri.path(), parts.uri.query());
                let problem = Problem::new(StatusCode::FORBIDDEN, "staff-only");
                Err(problem.into_page(&reader).into_response())
            }
        }
    }
}
