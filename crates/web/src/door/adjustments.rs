//! Adjustments of one outcome, and one of them told from its first act to its last.

use std::sync::Arc;

use app::Placed;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use portrait::{AdjustmentOutcome, AdjustmentRef, Filter, Page};
use serde::Deserialize;
use types::{Act, ViewName};

use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::address::{self, FilterQuery};
use crate::model::{AdjustmentPage, AdjustmentRow, AdjustmentStory, StoryStep};
use crate::pages::{adjustment_page, adjustments_page};

/// Adjustments on one page.
const A_PAGE: usize = 50;
/// The least group that is shown.
const LEAST_GROUP: u64 = 5;

/// Which adjustments, as an address writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AdjustmentsQuery {
    outcome: String,
    skip: usize,
}

/// `GET /views/{view}/adjustments`
pub async fn list(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    Query(filter): Query<FilterQuery>,
    Query(query): Query<AdjustmentsQuery>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let filter = filter.filter(&book.time_zone)?;
        let outcome: AdjustmentOutcome =
            AdjustmentOutcome::named(&query.outcome).ok_or_else(Problem::not_found)?;
        let total = total_of(&door.counter.portrait(&name, &filter)?, outcome);
        let suppressed = total > 0 && total < LEAST_GROUP && is_narrowed(&filter);
        let found = if suppressed {
            Vec::new()
        } else {
            door.counter.adjustments(
                &name,
                &filter,
                Some(outcome),
                Page { offset: query.skip, limit: A_PAGE },
            )?
        };
        let here = address::adjustments(&name, &filter, outcome.name());
        let reached = query.skip + found.len();
        let shown = AdjustmentPage {
            outcome: outcome.name().to_owned(),
            rows: found.iter().map(row).collect(),
            total,
            previous: (query.skip > 0).then(|| format!("{here}&skip={}", query.skip.saturating_sub(A_PAGE))),
            next: (found.len() == A_PAGE && (reached as u64) < total)
                .then(|| format!("{here}&skip={reached}")),
            suppressed,
        };
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(adjustments_page(&ctx, &mine, &shown).into_string())
    })
    .await;
    answer(page, &reader)
}

/// Whether a filter could be narrowed until it singles somebody out.
fn is_narrowed(filter: &Filter) -> bool {
    *filter != Filter::default()
}

fn total_of(portrait: &portrait::Portrait, outcome: AdjustmentOutcome) -> u64 {
    let work = portrait.adjustments.as_ref().and_then(|adjustments| adjustments.work.get(outcome.name()));
    work.map_or(0, |work| work.adjustments)
}

fn row(found: &AdjustmentRef) -> AdjustmentRow {
    AdjustmentRow {
        key: format!("{}-{}", found.customer, found.opened.as_millisecond()),
        opened: found.opened,
        ended: found.ended,
        outcome: found.outcome.name().to_owned(),
        contacts: found.contacts,
        customer_s: found.customer_s,
        waiting_s: found.waiting_s,
        agent_s: found.agent_s,
        open_at_end: found.open_at_end,
    }
}

/// `GET /views/{view}/adjustments/{customer}-{opened}`
pub async fn show(
    State(door): State<Arc<Door>>,
    Path((view, key)): Path<(String, String)>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let (customer, opened) = read_key(&key).ok_or_else(Problem::not_found)?;
        let book = door.counter.book(&name)?;
        let (found, acts) = door.counter.adjustment(&name, customer, opened)?;
        let story = AdjustmentStory {
            row: row(&found),
            window_h: f64::from(book.settings.portrait.window_h),
            names: summary::offer_names(&door.counter, &ctx, &book, acts.iter().map(|placed| &placed.act))?,
            steps: steps(acts),
        };
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(adjustment_page(&ctx, &mine, &story).into_string())
    })
    .await;
    answer(page, &reader)
}

fn read_key(key: &str) -> Option<(u32, Timestamp)> {
    let (customer, opened) = key.split_once('-')?;
    Some((customer.parse().ok()?, Timestamp::from_millisecond(opened.parse().ok()?).ok()?))
}

/// The acts of an adjustment, those of one contact together.
fn steps(acts: Vec<Placed>) -> Vec<StoryStep> {
    let mut steps: Vec<StoryStep> = Vec::new();
    for act in acts.into_iter().map(|placed| placed.act) {
        let contact = |act: &Act| act.object_of_kind("contact").cloned();
        let same = contact(&act).is_some_and(|mine| {
            steps
                .last()
                .and_then(|step| step.acts.last())
                .and_then(contact)
                .is_some_and(|theirs| theirs == mine)
        });
        match steps.last_mut() {
            Some(step) if same => step.acts.push(act),
            _ => steps.push(StoryStep { acts: vec![act] }),
        }
    }
    steps
}
