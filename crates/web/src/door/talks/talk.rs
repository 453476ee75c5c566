//! The customer's side of a conversation.

use std::sync::Arc;

use app::{Sent, Talk};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use types::ConversationId;

use super::cart::{CartFields, changed};
use super::shown::{ReaderSide, all_said, shown_at, talk_standing};
use super::{answers, cart};
use crate::context::PageContext;
use crate::door::identity::Shopper;
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::talks::{TalkPage, talk_page};

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TalkQuery {
    wait: String,
}

/// A message as the form or the script sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MessageFields {
    pub message: String,
    pub shown: String,
    pub text: String,
}

impl MessageFields {
    /// The message; nothing if its id is none of ours.
    pub fn sent(&self) -> Option<Sent> {
        let id = self.message.parse().ok()?;
        let shown = self.shown.parse().ok().and_then(shown_at);
        Some(Sent { id, text: self.text.clone(), shown })
    }
}

/// The id in an address; anything else is no conversation.
pub(super) fn id_of(text: &str) -> Result<ConversationId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// `GET /talks/{id}`
pub(crate) async fn show(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    reader: Reader,
    shopper: Shopper,
    Query(query): Query<TalkQuery>,
) -> Response {
    let ctx = reader.0.clone();
    let waits = query.wait == "yes";
    let page = blocking(move || page(&door, &shopper, &ctx, id_of(&id)?, waits, None)).await;
    match page {
        Ok(page) if waits => ([(header::REFRESH, "10")], Html(page)).into_response(),
        Ok(page) => Html(page).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// The page, maybe with what was typed and not taken.
fn page(
    door: &Arc<Door>,
    shopper: &Shopper,
    ctx: &PageContext,
    id: ConversationId,
    waits: bool,
    wrong: Option<(&str, &str)>,
) -> Result<String, Problem> {
    let talk: Talk = door.counter.talk(&shopper.caller, id)?;
    door.counter.saw_talk(&shopper.caller, id)?;
    let beside = cart::beside_customer(door, shopper, ctx, id)?;
    let zone = door.counter.live_zone()?;
    let shown = TalkPage {
        id: &id.to_string(),
        standing: &talk_standing(door, shopper, &talk.conversation)?,
        said: &all_said(&talk, &ReaderSide::Customer),
        cart: beside.as_ref(),
        position: talk.position,
        draft: wrong.map_or("", |(draft, _)| draft),
        problem: wrong.map(|(_, problem)| problem),
        waits,
        now: door.counter.now(),
        zone: &zone,
    };
    Ok(talk_page(ctx, &store_of(door, ctx, shopper, None)?, &shown).into_string())
}

/// `POST /talks/{id}/messages`
pub(crate) async fn say(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    shopper: Shopper,
    Form(fields): Form<MessageFields>,
) -> Response {
    let ctx = reader.0.clone();
    let script = answers::wants_json(&headers);
    let said = blocking(move || {
        let id = id_of(&id)?;
        let Some(sent) = fields.sent() else {
            return refused(&door, &shopper, &ctx, (id, script), &fields.text, &ctx.say("problem-talk-id"));
        };
        match door.counter.say(&shopper.caller, id, &sent) {
            Ok(kept) if script => Ok(answers::kept(&kept)),
            Ok(_) => Ok(Redirect::to(&format!("/talks/{id}#said")).into_response()),
            Err(trouble) => {
                let sentence = answers::sentence(&ctx, trouble)?;
                refused(&door, &shopper, &ctx, (id, script), &fields.text, &sentence)
            }
        }
    })
    .await;
    said.unwrap_or_else(|problem| answers::problem(problem, &reader, script))
}

fn refused(
    door: &Arc<Door>,
    shopper: &Shopper,
    ctx: &PageContext,
    (id, script): (ConversationId, bool),
    draft: &str,
    sentence: &str,
) -> Result<Response, Problem> {
    if script {
        return Ok(answers::reason(sentence));
    }
    let page = page(door, shopper, ctx, id, false, Some((draft, sentence)))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// `POST /talks/{id}/cart`
pub(crate) async fn change_cart(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    shopper: Shopper,
    Form(fields): Form<CartFields>,
) -> Response {
    let ctx = reader.0.clone();
    let script = answers::wants_json(&headers);
    let done = blocking(move || {
        let id = id_of(&id)?;
        let asking = shopper.asking(&fields.marks(), door.counter.now());
        match changed(&door, &asking, id, &fields, &ctx)? {
            Ok(()) if script => Ok(answers::next_entry(&door)),
            Ok(()) => Ok(Redirect::to(&format!("/talks/{id}#talk-cart")).into_response()),
            Err(sentence) if script => Ok(answers::reason(&sentence)),
            Err(sentence) => {
                let page = page(&door, &shopper, &ctx, id, false, Some(("", &sentence)))?;
                Ok::<_, Problem>((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem| answers::problem(problem, &reader, script))
}

/// `POST /talks/{id}/close`
pub(crate) async fn leave(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    reader: Reader,
    shopper: Shopper,
) -> Response {
    let left = blocking(move || {
        let id = id_of(&id)?;
        door.counter.leave_talk(&shopper.caller, id)?;
        Ok::<_, Problem>(id)
    })
    .await;
    match left {
        Ok(id) => Redirect::to(&format!("/talks/{id}")).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}
