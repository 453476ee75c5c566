//! Refusals about people, told in the reader's language beside the field that they are about.

use app::PeopleRefusal;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use jiff::Timestamp;
use party::{CodeRefusal, ContactProblem, InvitationRefusal, PasswordProblem, StaffRefusal, TooSoon};
use wording::Arg;

use crate::context::PageContext;
use crate::door::Problem;
use crate::pages::people::FieldProblem;

/// Names of the fields that a form has for what a refusal may be about; empty where it has none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fields {
    /// Where the mail address or the number is typed.
    pub contact: &'static str,
    /// Where digits or a code are typed.
    pub code: &'static str,
    /// Where the password that one has is typed.
    pub current: &'static str,
}

/// How a refusal is answered: as what cannot be processed, or as what comes too soon, with when to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    wait_s: Option<i64>,
}

impl Refused {
    /// How this refusal is answered now.
    pub fn of(refusal: &PeopleRefusal, now: Timestamp) -> Self {
        let wait_s = match refusal {
            PeopleRefusal::TooSoon(TooSoon { until }) => Some(until.duration_since(now).as_secs().max(1)),
            _ => None,
        };
        Self { wait_s }
    }

    /// The answer with its status, and with when to come back.
    pub fn marked(self, mut response: Response) -> Response {
        *response.status_mut() = match self.wait_s {
            Some(seconds) => {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                StatusCode::TOO_MANY_REQUESTS
            }
            None => StatusCode::UNPROCESSABLE_ENTITY,
        };
        response
    }
}

/// What a refusal says, and beside which field; a fault that nobody can act on stays a problem of the whole page.
pub(super) fn told(
    ctx: &PageContext,
    refusal: PeopleRefusal,
    fields: Fields,
    now: Timestamp,
) -> Result<FieldProblem, Problem> {
    let plain = |field: &str, key: &str| FieldProblem { field: field.to_owned(), sentence: ctx.say(key) };
    let with = |field: &str, key: &str, given: &[(&str, Arg)]| FieldProblem {
        field: field.to_owned(),
        sentence: ctx.tell(key, given),
    };
    Ok(match refusal {
        PeopleRefusal::Contact(problem) => plain(fields.contact, of_contact(problem)),
        PeopleRefusal::TooSoon(TooSoon { until }) => {
            let minutes = (until.duration_since(now).as_secs().max(1) as u64).div_ceil(60);
            with("", "wrong-too-soon", &[("minutes", minutes.into())])
        }
        PeopleRefusal::NoCode => plain("", "wrong-no-code"),
        PeopleRefusal::WrongCode { tries_left } => {
            with(fields.code, "wrong-code", &[("left", u64::from(tries_left).into())])
        }
        PeopleRefusal::Code(code) => plain("", of_code(code)),
        PeopleRefusal::WrongCredentials if fields.current.is_empty() => {
            plain("password", "wrong-credentials")
        }
        PeopleRefusal::WrongCredentials => plain(fields.current, "wrong-current"),
        PeopleRefusal::NotBegun => plain("", "wrong-not-begun"),
        PeopleRefusal::Staff(refusal) => of_staff(ctx, &refusal, fields),
        PeopleRefusal::Password(problem) => of_password(ctx, problem),
        PeopleRefusal::Login(_) => plain("login", "wrong-login"),
        PeopleRefusal::LoginTaken => plain("login", "wrong-login-taken"),
        PeopleRefusal::Invitation(refusal) => plain("", of_invitation(refusal)),
        PeopleRefusal::NoPurpose => plain("purpose", "wrong-no-purpose"),
        PeopleRefusal::UnderWay { orders, products } => {
            with("", "wrong-under-way", &[("orders", orders.into()), ("products", products.into())])
        }
        PeopleRefusal::NotConfirmed => plain("confirm", "wrong-not-confirmed"),
        PeopleRefusal::Trouble(trouble) => return Err(trouble.into()),
    })
}

const fn of_contact(problem: ContactProblem) -> &'static str {
    match problem {
        ContactProblem::Empty => "wrong-empty",
        ContactProblem::TooLong => "wrong-too-long",
        ContactProblem::NotAnAddress => "wrong-address",
        ContactProblem::NotANumber => "wrong-phone",
    }
}

const fn of_code(refusal: CodeRefusal) -> &'static str {
    match refusal {
        CodeRefusal::Expired => "wrong-code-expired",
        CodeRefusal::Spent => "wrong-code-spent",
        CodeRefusal::Used => "wrong-code-used",
    }
}

const fn of_invitation(refusal: InvitationRefusal) -> &'static str {
    match refusal {
        InvitationRefusal::Unknown => "wrong-link-unknown",
        InvitationRefusal::Used => "wrong-link-used",
        InvitationRefusal::Expired => "wrong-link-expired",
    }
}

fn of_staff(ctx: &PageContext, refusal: &StaffRefusal, fields: Fields) -> FieldProblem {
    let (field, key) = match refusal {
        StaffRefusal::NoName => ("name", "wrong-no-name"),
        StaffRefusal::NoRole => ("roles", "wrong-no-role"),
        StaffRefusal::WrongDigits => (fields.code, "wrong-digits"),
        StaffRefusal::NothingShown => ("", "wrong-not-begun"),
        StaffRefusal::WrongRecoveryCode => (fields.code, "wrong-recovery"),
        StaffRefusal::Oneself => ("", "wrong-oneself"),
        StaffRefusal::LastAdministrator => ("", "wrong-last-administrator"),
        StaffRefusal::NotNow(_) => ("", "wrong-not-now"),
    };
    FieldProblem { field: field.to_owned(), sentence: ctx.say(key) }
}

fn of_password(ctx: &PageContext, problem: PasswordProblem) -> FieldProblem {
    let (field, key) = match problem {
        PasswordProblem::TooShort => ("password", "wrong-password-short"),
        PasswordProblem::TooLong => ("password", "wrong-password-long"),
        PasswordProblem::IsTheLogin => ("password", "wrong-password-login"),
        PasswordProblem::TooCommon => ("password", "wrong-password-common"),
        PasswordProblem::Differ => ("again", "wrong-password-differ"),
    };
    FieldProblem { field: field.to_owned(), sentence: ctx.say(key) }
}

impl From<PeopleRefusal> for Problem {
    fn from(refusal: PeopleRefusal) -> Self {
        match refusal {
            PeopleRefusal::Trouble(trouble) => trouble.into(),
            other => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused").with("reason", &other.to_string())
            }
        }
    }
}
