//! The seller's side of a conversation.

use std::sync::Arc;

use app::TalkTrouble;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Ending;
use serde::Deserialize;
use types::{ConversationId, Scene};

use super::cart::{CartFields, beside_seller, changed, found};
use super::shown::{ReaderSide, all_said, along, desk_standing};
use super::talk::{MessageFields, id_of};
use super::{answers, desk_beside, origin, seller_id, seller_name};
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::talks::{DeskPage, desk_page};

/// What the page is asked for with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeskQuery {
    find: String,
}

/// What the page shows beside the conversation itself.
#[derive(Default)]
struct Beside<'a> {
    find: &'a str,
    draft: &'a str,
    problem: Option<&'a str>,
}

/// `GET /inbox/{id}`
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
    Query(query): Query<DeskQuery>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let find: String = query.find.chars().take(200).collect();
        let beside = Beside { find: find.trim(), ..Beside::default() };
        page(&door, &staff, &ctx, &headers, id_of(&id)?, &beside)
    })
    .await;
    match page {
        Ok(page) => Html(page).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn page(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    headers: &HeaderMap,
    id: ConversationId,
    beside: &Beside<'_>,
) -> Result<String, Problem> {
    let talk = door.counter.talk(&staff.caller, id)?;
    let cart = beside_seller(door, staff, ctx, id)?;
    let (zone, now, me) = (door.counter.live_zone()?, door.counter.now(), seller_id(staff));
    let origin = origin(door, headers);
    let token = talk.handed_token.as_deref();
    let standing = desk_standing((&talk.conversation, token), &me, (ctx.language, &zone, &origin), now);
    let offers = if beside.find.is_empty() { Vec::new() } else { found(door, staff, ctx, beside.find)? };
    let shown = DeskPage {
        id: &id.to_string(),
        standing: &standing,
        said: &all_said(&talk, &ReaderSide::Seller(me)),
        along: &along(&talk.conversation.carried, &*door.counter.shop()?, ctx.language),
        mail: talk.conversation.mail_address.as_deref(),
        beside: &desk_beside::beside(door, staff, ctx, &talk.conversation)?,
        language: &talk.conversation.language,
        cart: Some(&cart),
        find: beside.find,
        found: &offers,
        position: talk.position,
        draft: beside.draft,
        problem: beside.problem,
        now,
        zone: &zone,
    };
    Ok(desk_page(ctx, &shown).into_string())
}

/// `POST /inbox/{id}/messages`
pub(crate) async fn answer(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
    Form(fields): Form<MessageFields>,
) -> Response {
    let ctx = reader.0.clone();
    let script = answers::wants_json(&headers);
    let answered = blocking(move || {
        let id = id_of(&id)?;
        let wrong = match fields.sent() {
            None => ctx.say("problem-talk-id"),
            Some(sent) => match door.counter.answer(&staff.caller, &seller_name(&staff), id, &sent) {
                Ok(kept) if script => return Ok(answers::kept(&kept)),
                Ok(_) => return Ok(Redirect::to(&format!("/inbox/{id}#said")).into_response()),
                Err(trouble) => answers::sentence(&ctx, trouble)?,
            },
        };
        if script {
            return Ok(answers::reason(&wrong));
        }
        let beside = Beside { draft: &fields.text, problem: Some(&wrong), ..Beside::default() };
        refused(&door, &staff, &ctx, &headers, id, &beside)
    })
    .await;
    answered.unwrap_or_else(|problem| answers::problem(problem, &reader, script))
}

fn refused(
    door: &Door,
    staff: &Staff,
    ctx: &PageContext,
    headers: &HeaderMap,
    id: ConversationId,
    beside: &Beside<'_>,
) -> Result<Response, Problem> {
    let page = page(door, staff, ctx, headers, id, beside)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// `POST /inbox/{id}/cart`
pub(crate) async fn change_cart(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
    Form(fields): Form<CartFields>,
) -> Response {
    let ctx = reader.0.clone();
    let script = answers::wants_json(&headers);
    let done = blocking(move || {
        let id = id_of(&id)?;
        let asking = staff.asking(&fields.marks(), Scene::Chat, door.counter.now());
        match changed(&door, &asking, id, &fields, &ctx)? {
            Ok(()) if script => Ok(answers::next_entry(&door)),
            Ok(()) => Ok(Redirect::to(&format!("/inbox/{id}#talk-cart")).into_response()),
            Err(sentence) if script => Ok(answers::reason(&sentence)),
            Err(sentence) => {
                let beside = Beside { problem: Some(&sentence), ..Beside::default() };
                refused(&door, &staff, &ctx, &headers, id, &beside)
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem| answers::problem(problem, &reader, script))
}

/// Does one thing with a conversation and comes back to it; where it may not be done, the page says why.
async fn done(
    door: Arc<Door>,
    (id, headers): (String, HeaderMap),
    reader: Reader,
    staff: Staff,
    what: impl FnOnce(&Door, &Staff, ConversationId) -> Result<(), TalkTrouble> + Send + 'static,
) -> Response {
    let ctx = reader.0.clone();
    let answer = blocking(move || {
        let id = id_of(&id)?;
        match what(&door, &staff, id) {
            Ok(()) => Ok(Redirect::to(&format!("/inbox/{id}")).into_response()),
            Err(trouble) => {
                let sentence = answers::sentence(&ctx, trouble)?;
                let beside = Beside { problem: Some(&sentence), ..Beside::default() };
                let page = page(&door, &staff, &ctx, &headers, id, &beside)?;
                Ok::<_, Problem>((StatusCode::CONFLICT, Html(page)).into_response())
            }
        }
    })
    .await;
    answer.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// `POST /inbox/{id}/notes`: a note for colleagues.
pub(crate) async fn note(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
    Form(fields): Form<MessageFields>,
) -> Response {
    done(door, (id, headers), reader, staff, move |door, staff, id| {
        let sent = fields.sent().ok_or(TalkTrouble::IdTaken)?;
        door.counter.note_in_talk(&staff.caller, &seller_name(staff), id, (sent.id, &sent.text))
    })
    .await
}

/// `POST /inbox/{id}/take`
pub(crate) async fn take(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
) -> Response {
    done(door, (id, headers), reader, staff, |door, staff, id| {
        door.counter.take_talk(&staff.caller, &seller_name(staff), id, false)
    })
    .await
}

/// `POST /inbox/{id}/take-over`
pub(crate) async fn take_over(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
) -> Response {
    done(door, (id, headers), reader, staff, |door, staff, id| {
        door.counter.take_talk(&staff.caller, &seller_name(staff), id, true)
    })
    .await
}

/// `POST /inbox/{id}/release`
pub(crate) async fn release(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
) -> Response {
    done(door, (id, headers), reader, staff, |door, staff, id| {
        door.counter.release_talk(&staff.caller, &seller_name(staff), id)
    })
    .await
}

/// `POST /inbox/{id}/hand-back`
pub(crate) async fn hand_back(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
) -> Response {
    done(door, (id, headers), reader, staff, |door, staff, id| {
        door.counter.hand_back(&staff.caller, &seller_name(staff), id).map(drop)
    })
    .await
}

/// How a conversation ended, as the form says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CloseFields {
    ending: String,
}

/// `POST /inbox/{id}/close`
pub(crate) async fn close(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    staff: Staff,
    Form(fields): Form<CloseFields>,
) -> Response {
    done(door, (id, headers), reader, staff, move |door, staff, id| {
        let ending = Ending::named(&fields.ending).unwrap_or(Ending::Served);
        door.counter.close_talk(&staff.caller, &seller_name(staff), id, ending)
    })
    .await
}
