//! The acts behind a figure, and one act as it stands in the ledger.

use std::sync::Arc;

use app::Counter;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::tz::TimeZone;
use portrait::Filter;
use serde::Deserialize;
use types::{ActId, ViewName};

use super::portraits::answer;
use super::reader::Reader;
use super::{Door, Problem, blocking, summary};
use crate::address::{self, ActsOf, FilterQuery};
use crate::model::{ActPage, ActRow, RawAct};
use crate::pages::{act_page, acts_page};

/// Acts on one page.
const ACTS_A_PAGE: usize = 50;
/// Acts beside one act that are named at most.
const BESIDE: usize = 20;

/// What a list of acts is narrowed to, as an address writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActsQuery {
    outcome: String,
    operation: String,
    service_from: String,
    service_to: String,
    kind: String,
    contacts: String,
    after: String,
}

impl ActsQuery {
    /// What it says; words that are not understood narrow nothing.
    fn of(&self) -> ActsOf {
        ActsOf {
            outcome: self.outcome.parse().ok(),
            operation: self.operation.parse().ok(),
            service_from: self.service_from.parse().ok(),
            service_to: self.service_to.parse().ok(),
            kind: (!self.kind.is_empty()).then(|| self.kind.as_str().into()),
            contacts: self.contacts == "yes",
        }
    }
}

/// `GET /views/{view}/acts`
pub async fn list(
    State(door): State<Arc<Door>>,
    Path(view): Path<String>,
    Query(filter): Query<FilterQuery>,
    Query(query): Query<ActsQuery>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let filter = filter.filter(&book.time_zone)?;
        let of = query.of();
        let after = if query.after.is_empty() { None } else { query.after.parse::<ActId>().ok() };
        let found = door.counter.acts_behind(&name, &filter, &wanted(&of), after, ACTS_A_PAGE)?;
        let here = address::acts(&name, &filter, &of);
        let joint = if here.contains('?') { '&' } else { '?' };
        let shown = ActPage {
            restricted_to: chips(&ctx, &filter, &of, &book.time_zone),
            names: summary::offer_names(
                &door.counter,
                &ctx,
                &book,
                found.acts.iter().map(|placed| &placed.act),
            )?,
            rows: found.acts.into_iter().map(|placed| ActRow { act: placed.act }).collect(),
            total: None,
            previous: after.map(|_| here.clone()),
            next: found.next.map(|next| format!("{here}{joint}after={next}")),
            suppressed: false,
        };
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        Ok::<_, Problem>(acts_page(&ctx, &mine, &shown).into_string())
    })
    .await;
    answer(page, &reader)
}

/// What the use case is asked for.
fn wanted(of: &ActsOf) -> app::ActsOf {
    app::ActsOf {
        outcome: of.outcome,
        operation: of.operation,
        service_from: of.service_from,
        service_to: of.service_to,
        kind: of.kind.clone(),
        contacts: of.contacts,
    }
}

/// What a list is restricted to, a few words each.
fn chips(ctx: &crate::context::PageContext, filter: &Filter, of: &ActsOf, zone: &TimeZone) -> Vec<String> {
    let say = |prefix: &str, name: &str| ctx.say(&format!("{prefix}-{}", name.replace('_', "-")));
    let mut chips = Vec::new();
    match (filter.from, filter.to) {
        (Some(from), Some(to)) => chips.push(ctx.language.stretch(from, to, zone)),
        (Some(from), None) => chips.push(format!("≥ {}", ctx.language.moment(from, zone))),
        (None, Some(to)) => chips.push(format!("< {}", ctx.language.moment(to, zone))),
        (None, None) => {}
    }
    chips.extend(filter.reason.as_ref().map(|reason| ctx.language.reason(reason.as_str())));
    chips.extend(filter.scene.map(|scene| say("scene", scene.name())));
    chips.extend(filter.actor.map(|actor| say("actor", actor.name())));
    chips.extend(of.operation.map(|operation| say("operation", operation.name())));
    chips.extend(of.outcome.map(|outcome| say("outcome", outcome.name())));
    chips.extend(of.kind.as_ref().map(ToString::to_string));
    if of.contacts {
        chips.push(ctx.say("acts-contacts-only"));
    }
    match (of.service_from, of.service_to) {
        (Some(from), Some(to)) => chips.push(format!("{from}–{to} s")),
        (Some(from), None) => chips.push(format!("≥ {from} s")),
        (None, Some(to)) => chips.push(format!("< {to} s")),
        (None, None) => {}
    }
    chips
}

/// `GET /views/{view}/acts/{act}`
pub async fn show(
    State(door): State<Arc<Door>>,
    Path((view, act)): Path<(String, String)>,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let name: ViewName = view.parse().map_err(|_| Problem::not_found())?;
        let id: ActId = act.parse().map_err(|_| Problem::not_found())?;
        let book = door.counter.book(&name)?;
        let placed = door.counter.act(&name, id)?;
        let notes: Vec<_> = door.counter.notes(&name)?.into_iter().map(summary::note).collect();
        let raw = RawAct {
            json: serde_json::to_string_pretty(&placed.act).map_err(app::Trouble::from)?,
            beside: beside(&door.counter, &name, id)?,
            names: summary::offer_names(&door.counter, &ctx, &book, std::iter::once(&placed.act))?,
            position: Some(placed.place.position),
            recorded_at: Some(placed.recorded_at),
            act: placed.act,
        };
        let mine = summary::of_book(&door.counter, &book, door.counter.acts_in(&name)?)?;
        let about = id.to_string();
        let notes: Vec<_> = notes.into_iter().filter(|note| note.about == about).collect();
        Ok::<_, Problem>(act_page(&ctx, &mine, &raw, &notes).into_string())
    })
    .await;
    answer(page, &reader)
}

/// The other acts of the same contact, order or case.
fn beside(counter: &Counter, view: &ViewName, id: ActId) -> Result<Vec<ActId>, Problem> {
    Ok(counter.acts_beside(view, id, BESIDE)?.into_iter().map(|placed| placed.act.id).collect())
}
