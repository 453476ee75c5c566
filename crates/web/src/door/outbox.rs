//! The outbox: what leaves, looked at by whoever may.

use std::sync::Arc;

use app::{Mail, MailState, OutboxPlace};
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use types::Scene;

use super::identity::{FormMarks, Staff};
use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking};
use crate::address::escaped;
use crate::pages::{MailRow, MailShown, OutboxList, mail_page, outbox_page};

/// Mails on one page.
const MAILS_A_PAGE: usize = 50;

/// The routes of the outbox.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/office/outbox", get(list))
        .route("/office/outbox/{id}", get(show))
        .route("/office/outbox/{id}/mail.eml", get(file))
        .route("/office/outbox/{id}/again", post(again))
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    after: String,
}

/// `GET /office/outbox`
async fn list(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Query(asked): Query<Asked>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let state = state_of(&asked.state);
        let after = (!asked.after.is_empty()).then_some(asked.after.as_str());
        let found = door.counter.mails(&staff.reading(), state, after, MAILS_A_PAGE)?;
        let name = state.map(MailState::name);
        let here = format!("/office/outbox?state={}", name.unwrap_or_default());
        let (place, is_folder) = match door.counter.outbox_place() {
            OutboxPlace::Folder(folder) => (folder, true),
            OutboxPlace::Server(server) => (server, false),
        };
        let list = OutboxList {
            place,
            is_folder,
            mails: found.mails.iter().map(row).collect(),
            state: name,
            newest: after.is_some().then(|| here.clone()),
            older: found.next.map(|next| format!("{here}&after={}", escaped(&next))),
            zone: door.counter.live_zone()?,
        };
        Ok::<_, Problem>(outbox_page(&ctx, &list).into_string())
    })
    .await;
    answer(page, &reader)
}

fn state_of(name: &str) -> Option<MailState> {
    [MailState::Initial, MailState::InProgress, MailState::Completed, MailState::Failed]
        .into_iter()
        .find(|state| state.name() == name)
}

fn row(mail: &Mail) -> MailRow {
    let to: Vec<String> = mail
        .to()
        .map(|to| match to.name.as_str() {
            "" => to.email.as_str().to_owned(),
            name => format!("{name} <{}>", to.email.as_str()),
        })
        .collect();
    MailRow {
        id: mail.id.to_string(),
        to: to.join(", "),
        subject: mail.subject.clone(),
        state: mail.state.name(),
        written: mail.created_at,
        next: mail.scheduled_send_time,
        tries: mail.try_times,
        trouble: mail.trouble.clone(),
    }
}

/// `GET /office/outbox/{id}`
async fn show(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(id): Path<String>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let mail = door.counter.mail(&staff.reading(), &id)?;
        let shown = MailShown {
            row: row(&mail),
            language: mail.language.clone(),
            about: mail.about.iter().map(|about| (about.kind.clone(), about.id.clone())).collect(),
            papers: mail.attachment.iter().map(|paper| paper.name.clone()).collect(),
            veiled: mail.is_veiled(),
            text: mail.content,
            left: mail.send_time_complete,
            zone: door.counter.live_zone()?,
        };
        Ok::<_, Problem>(mail_page(&ctx, &shown).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `GET /office/outbox/{id}/mail.eml`
async fn file(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(id): Path<String>,
    reader: Reader,
) -> Response {
    match blocking(move || door.counter.mail_file(&staff.reading(), &id)).await {
        Ok((name, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, "message/rfc822".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(problem) => problem.into_page(&reader),
    }
}

/// `POST /office/outbox/{id}/again`
async fn again(
    State(door): State<Arc<Door>>,
    staff: Staff,
    Path(id): Path<String>,
    reader: Reader,
    Form(marks): Form<FormMarks>,
) -> Response {
    let there = format!("/office/outbox/{}", escaped(&id));
    let asking = staff.asking(&marks, Scene::BackOffice, door.counter.now());
    match blocking(move || door.counter.try_mail_again(&asking, &id)).await {
        Ok(()) => Redirect::to(&there).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}
