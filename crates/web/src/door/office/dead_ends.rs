//! Dead ends: what demand found no offer.

use std::sync::Arc;

use app::{DeadEndKind, Unmet};
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use party::Permission;
use serde::Deserialize;
use types::Scene;

use super::codec::{Desk, Posted};
use crate::address::escaped;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{OfficeDeadEnds, OfficeUnmet, office_dead_ends_page};

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    days: Option<u16>,
    erased: Option<String>,
}

/// `GET /office/dead-ends`
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let days = asked.days.unwrap_or(30).clamp(1, 3_660);
        let now = door.counter.now();
        let since = now.saturating_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(now);
        let found = door.counter.dead_ends(&staff.reading(), since, ctx.language.code())?;
        let desk = Desk::new(&ctx, &door.counter)?;
        let reason = |word: &str| ctx.language.reason(word);
        let line = |unmet: &Unmet| {
            let reasons: Vec<String> =
                unmet.reasons.iter().map(|(word, n)| format!("{} ({n})", reason(word))).collect();
            OfficeUnmet {
                id: unmet.id.clone(),
                name: match unmet.kind {
                    DeadEndKind::Area => {
                        ctx.tell("office-dead-ends-area", &[("area", unmet.id.as_str().into())])
                    }
                    _ => unmet.name.clone(),
                },
                href: match unmet.kind {
                    DeadEndKind::Offering => {
                        Some(format!("/office/catalogue/offerings/{}", escaped(&unmet.id)))
                    }
                    DeadEndKind::Place => Some(format!("/office/places/{}", escaped(&unmet.id))),
                    DeadEndKind::Phrase | DeadEndKind::Area => None,
                },
                reasons: reasons.join(", "),
                count: unmet.count,
                customers: unmet.customers,
                waiting: unmet.waiting,
                last: ctx.language.moment(unmet.last, &desk.zone),
            }
        };
        let lines = |all: &[Unmet]| all.iter().map(line).collect();
        let told = |counts: &[(String, u64)]| -> Vec<(String, u64)> {
            counts.iter().map(|(word, count)| (reason(word), *count)).collect()
        };
        let ends = OfficeDeadEnds {
            days,
            count: found.count,
            reasons: told(&found.reasons),
            refused_payments: told(&found.refused_payments),
            without_offering: found.without_offering,
            offerings: lines(&found.offerings),
            phrases: lines(&found.phrases),
            places: lines(&found.places),
            rare_phrases: found.rare_phrases,
            erased: asked.erased.is_some(),
            may_erase: staff.may(Permission::ErasePeople),
        };
        Ok::<_, Problem>(office_dead_ends_page(&ctx, &ends).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /office/dead-ends/erase`
pub(super) async fn erase(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let done = blocking(move || {
        let posted = Posted::new(pairs);
        let asking = staff.asking(&FormMarks::default(), Scene::BackOffice, door.counter.now());
        door.counter.erase_phrase(&asking, posted.text("phrase"))
    })
    .await;
    match done {
        Ok(()) => Redirect::to("/office/dead-ends?erased=1").into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}
