//! What is answered where something in a conversation was not done: a sentence in the reader's language, for a page or
//! for the script.

use app::TalkTrouble;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dialogue::{Refusal, TextRefusal};

use crate::context::PageContext;
use crate::door::reader::Reader;
use crate::door::{Door, Problem};

/// Whether the script asked, rather than a form.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

/// The answer to the script.
pub(super) fn json(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// A refusal that a person can do something about, as a problem whose sentence says so.
fn worded(trouble: TalkTrouble) -> Problem {
    let wrong = |key| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, key);
    let not_so = |key| Problem::new(StatusCode::CONFLICT, key);
    match trouble {
        TalkTrouble::Text(TextRefusal::Empty) => wrong("talk-empty"),
        TalkTrouble::Text(TextRefusal::TooLong(length)) => wrong("talk-long").given("n", length),
        TalkTrouble::Refused(Refusal::TakenByAnother(who)) if who.name.is_empty() => {
            not_so("talk-taken-nobody")
        }
        TalkTrouble::Refused(Refusal::TakenByAnother(who)) => not_so("talk-taken").given("who", who.name),
        TalkTrouble::Refused(Refusal::NotTaken) => not_so("talk-not-taken"),
        TalkTrouble::Refused(Refusal::TooManyMessages) => not_so("talk-full"),
        TalkTrouble::Refused(Refusal::Closed) => not_so("talk-closed"),
        TalkTrouble::IdTaken => wrong("talk-id"),
        TalkTrouble::MailAddress(_) => wrong("talk-mail"),
        TalkTrouble::SignInFirst => wrong("talk-sign-in"),
        TalkTrouble::NotFound | TalkTrouble::LinkGone => Problem::not_found(),
        TalkTrouble::Trouble(trouble) => trouble.into(),
    }
}

/// A refusal that a person can do something about, in their language; anything else is a problem of the page.
pub(super) fn sentence(ctx: &PageContext, trouble: TalkTrouble) -> Result<String, Problem> {
    let ours = matches!(trouble, TalkTrouble::NotFound | TalkTrouble::LinkGone | TalkTrouble::Trouble(_));
    let problem = worded(trouble);
    if ours { Err(problem) } else { Ok(problem.sentence(&Reader(ctx.clone()))) }
}

impl From<TalkTrouble> for Problem {
    fn from(trouble: TalkTrouble) -> Self {
        worded(trouble)
    }
}

/// The status under which a refusal is answered to the script: it must not be sent again as it is.
pub(super) const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The answer to the script for a message that is kept.
pub(super) fn kept(kept: &app::KeptMessage) -> Response {
    let body = serde_json::json!({ "id": kept.id, "sequence": kept.sequence, "repeated": kept.repeated });
    json(StatusCode::OK, &body)
}

/// The answer to the script for a change that was made: the id of the entry that the same form makes next.
pub(super) fn next_entry(door: &Door) -> Response {
    let entry = types::EntryId::at(door.counter.now(), door.counter.chance());
    json(StatusCode::OK, &serde_json::json!({ "entry": entry }))
}

/// The answer to the script for what was refused, with a sentence for the reader.
pub(super) fn reason(sentence: &str) -> Response {
    json(REFUSED, &serde_json::json!({ "reason": sentence }))
}

/// A problem, as a page or for the script.
pub(super) fn problem(problem: Problem, reader: &Reader, script: bool) -> Response {
    if script {
        let body = serde_json::json!({ "reason": problem.sentence(reader) });
        return json(problem.status, &body);
    }
    problem.into_page(reader)
}
