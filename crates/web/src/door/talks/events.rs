//! Conversations as server-sent events: what is new since a position of the ledger, as fragments that the page puts in
//! place.
//!
//! Every look gives a batch; only its last event carries an id, the position that the batch reaches. A connection
//! that breaks anywhere is resumed from the last id that arrived (`Last-Event-ID`): what had arrived of a broken batch
//! arrives again, and the page knows each message by its id. So nothing is lost and nothing stands twice.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Path, Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use dialogue::Side;
use party::Caller;
use serde::Deserialize;
use serde_json::{Value, json};
use types::ConversationId;

use super::shown::{ReaderSide, desk_standing, said, talk_standing};
use super::talk::id_of;
use super::{cart, origin, seller_id};
use crate::context::{PageContext, Shown};
use crate::door::identity::{Carried, CookiesToSet, Shopper, Staff, find_shopper};
use crate::door::reader::Reader;
use crate::door::{Door, Problem, access, blocking};
use crate::pages::talks::{cart_beside, desk_state, inbox_list, said_row, talk_state};

/// How often a follower looks by itself: other processes' commits ring no bell.
const LOOKS_EVERY: Duration = Duration::from_millis(800);
/// How long a follower waits after the bell, so that many commits make one look.
const GATHERS: Duration = Duration::from_millis(60);
/// How long a browser waits before it connects again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// From where on events are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EventsQuery {
    after: u64,
}

/// The position to go on from: the last one that arrived, else the page's own.
fn after(headers: &HeaderMap, query: &EventsQuery) -> u64 {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    last.unwrap_or(query.after)
}

/// What a look gives: events by name, and the position that they reach.
struct Batch {
    position: u64,
    events: Vec<(&'static str, Value)>,
}

/// `GET /talks/{id}/events`
pub(crate) async fn of_customer(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Extension(carried): Extension<Carried>,
    reader: Reader,
    shopper: Shopper,
    Query(query): Query<EventsQuery>,
) -> Response {
    let from = after(&headers, &query);
    let id = match begin(&door, id, shopper.caller.clone()).await {
        Ok(id) => id,
        Err(problem) => return problem.into_page(&reader),
    };
    let ctx = reader.0;
    stream(Arc::clone(&door), from, move |after| {
        let (door, ctx, carried) = (Arc::clone(&door), ctx.clone(), carried.clone());
        async move {
            // Asked for anew each time: whoever signs out sees no more.
            let shopper = find_shopper(&door, carried, false, &CookiesToSet::default()).await?;
            blocking(move || customer_batch(&door, &shopper, ctx, id, after)).await
        }
    })
}

/// `GET /inbox/{id}/events`
pub(crate) async fn of_seller(
    State(door): State<Arc<Door>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Extension(carried): Extension<Carried>,
    reader: Reader,
    staff: Staff,
    Query(query): Query<EventsQuery>,
) -> Response {
    let from = after(&headers, &query);
    let id = match begin(&door, id, staff.caller.clone()).await {
        Ok(id) => id,
        Err(problem) => return problem.into_page(&reader),
    };
    let ctx = reader.0;
    stream(Arc::clone(&door), from, move |after| {
        let (door, ctx, carried, headers) =
            (Arc::clone(&door), ctx.clone(), carried.clone(), headers.clone());
        async move {
            let staff = access::staff_now(&door, &carried).await?;
            blocking(move || seller_batch(&door, &staff, ctx, &headers, id, after)).await
        }
    })
}

/// `GET /inbox/events`
pub(crate) async fn of_inbox(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    Extension(carried): Extension<Carried>,
    reader: Reader,
    _staff: Staff,
    Query(query): Query<EventsQuery>,
) -> Response {
    let from = after(&headers, &query);
    let ctx = reader.0;
    stream(Arc::clone(&door), from, move |after| {
        let (door, ctx, carried) = (Arc::clone(&door), ctx.clone(), carried.clone());
        async move {
            let staff = access::staff_now(&door, &carried).await?;
            blocking(move || inbox_batch(&door, &staff, ctx, after)).await
        }
    })
}

/// Checks that the conversation is theirs before a stream begins.
async fn begin(door: &Arc<Door>, id: String, caller: Caller) -> Result<ConversationId, Problem> {
    let door = Arc::clone(door);
    blocking(move || {
        let id = id_of(&id)?;
        door.counter.check_talk(&caller, id)?;
        Ok::<_, Problem>(id)
    })
    .await
}

/// A stream of batches from a position on; it ends when a look fails (the browser asks again) or the server stops.
fn stream<F, Fut>(door: Arc<Door>, from: u64, look: F) -> Response
where
    F: Fn(u64) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Batch, Problem>> + Send,
{
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(16);
    tokio::spawn(async move {
        let (mut stop, mut bell) = (door.stop.clone(), door.counter.changes());
        let mut after = from;
        if sender.send(Ok(Event::default().retry(AGAIN_AFTER).comment("from here"))).await.is_err() {
            return;
        }
        loop {
            let Ok(batch) = look(after).await else { return };
            let last = batch.events.len();
            for (number, (name, data)) in batch.events.into_iter().enumerate() {
                let event = Event::default().event(name).data(data.to_string());
                let event = if number + 1 == last { event.id(batch.position.to_string()) } else { event };
                if sender.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            after = batch.position;
            let rang = tokio::select! {
                () = bell.changed() => true,
                () = tokio::time::sleep(LOOKS_EVERY) => false,
                () = sender.closed() => return,
                _ = stop.changed() => return,
            };
            if rang {
                tokio::time::sleep(GATHERS).await;
            }
        }
    });
    let events = tokio_stream::wrappers::ReceiverStream::new(receiver);
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// The context of fragments: their forms are new ones, with entries of their own.
fn anew(door: &Door, ctx: PageContext) -> PageContext {
    PageContext { shown: Shown { at: door.counter.now(), chance: door.counter.chance() }, ..ctx }
}

fn customer_batch(
    door: &Door,
    shopper: &Shopper,
    ctx: PageContext,
    id: ConversationId,
    after: u64,
) -> Result<Batch, Problem> {
    let now = door.counter.now();
    let news = door.counter.talk_events(&shopper.caller, id, after)?;
    let mut batch = Batch { position: news.position, events: Vec::new() };
    if news.is_empty() {
        return Ok(batch);
    }
    if news.messages.iter().any(|message| message.side == Side::Seller) {
        door.counter.saw_talk(&shopper.caller, id)?;
    }
    let (ctx, zone) = (anew(door, ctx), door.counter.live_zone()?);
    for message in &news.messages {
        let row = said(message, &ReaderSide::Customer);
        batch.events.push(("said", json!({ "html": said_row(&ctx, &row, now, &zone).into_string() })));
    }
    if let Some(conversation) = &news.conversation {
        let state = talk_state(&ctx, &id.to_string(), &talk_standing(door, shopper, conversation)?);
        batch.events.push(("state", json!({ "html": state.into_string() })));
    }
    if news.cart {
        let beside = cart::beside_customer(door, shopper, &ctx, id)?;
        // The head of the store counts pieces: only those of an open cart.
        let open = beside.iter().filter(|cart| cart.open).flat_map(|cart| &cart.lines);
        let pieces: u64 = open.map(|line| u64::from(line.quantity)).sum();
        let html = cart_beside(&ctx, beside.as_ref()).into_string();
        batch.events.push(("cart", json!({ "html": html, "pieces": pieces })));
    }
    Ok(batch)
}

fn seller_batch(
    door: &Door,
    staff: &Staff,
    ctx: PageContext,
    headers: &HeaderMap,
    id: ConversationId,
    after: u64,
) -> Result<Batch, Problem> {
    let now = door.counter.now();
    let news = door.counter.talk_events(&staff.caller, id, after)?;
    let mut batch = Batch { position: news.position, events: Vec::new() };
    if news.is_empty() {
        return Ok(batch);
    }
    let (ctx, zone, me) = (anew(door, ctx), door.counter.live_zone()?, seller_id(staff));
    for message in &news.messages {
        let row = said(message, &ReaderSide::Seller(me.clone()));
        batch.events.push(("said", json!({ "html": said_row(&ctx, &row, now, &zone).into_string() })));
    }
    if news.conversation.is_some() {
        let talk = door.counter.talk(&staff.caller, id)?;
        let of = (&talk.conversation, talk.handed_token.as_deref());
        let standing = desk_standing(of, &me, (ctx.language, &zone, &origin(door, headers)), now);
        let state = desk_state(&ctx, &id.to_string(), &standing);
        batch.events.push(("state", json!({ "html": state.into_string() })));
    }
    if news.cart {
        let beside = cart::beside_seller(door, staff, &ctx, id)?;
        batch.events.push(("cart", json!({ "html": cart_beside(&ctx, Some(&beside)).into_string() })));
    }
    Ok(batch)
}

fn inbox_batch(door: &Door, staff: &Staff, ctx: PageContext, after: u64) -> Result<Batch, Problem> {
    let (changed, position) = door.counter.inbox_changed(&staff.caller, after)?;
    let mut batch = Batch { position, events: Vec::new() };
    if changed {
        let ctx = anew(door, ctx);
        let page = super::inbox::read(door, staff, &ctx)?;
        batch.events.push(("inbox", json!({ "html": inbox_list(&ctx, &page).into_string() })));
    }
    Ok(batch)
}
