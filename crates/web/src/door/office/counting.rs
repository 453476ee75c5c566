//! Many counts at once: looked at first, then written. And what moved in stock: when, what, who.

use std::sync::Arc;

use app::{Doer, OfficeTrouble, StockMovement};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use offer::catalogue::StockItemId;
use offer::exchange::{Plan, Severity};
use serde::Deserialize;
use types::Scene;

use super::codec::{Desk, Posted};
use super::problems::in_words;
use super::stock::places_of;
use crate::context::PageContext;
use crate::door::identity::{FormMarks, Staff};
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::{Door, Problem, blocking};
use crate::pages::office::{
    OfficeCountPlan, OfficeCounts, OfficeMovement, OfficeMovements, office_counts_page, office_movements_page,
};

/// Changes, problems and movements shown at most.
const SHOWN: usize = 300;

/// What the page of counts is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    place: String,
    each: String,
    item: String,
    done: Option<usize>,
}

/// `GET /office/stock/many`
pub(super) async fn show(
    State(door): State<Arc<Door>>,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let uncounted = door.counter.uncounted_items(&staff.reading())?;
        let each: String = asked.each.chars().filter(char::is_ascii_digit).take(8).collect();
        let lines = uncounted.iter().map(|item| format!("{item};{};{each}", asked.place));
        let counts = OfficeCounts {
            places: places_of(&ctx, &door)?,
            text: if asked.place.is_empty() { String::new() } else { lines.collect::<Vec<_>>().join("\n") },
            uncounted: uncounted.len(),
            plan: None,
            done: asked.done,
        };
        Ok::<_, Problem>(office_counts_page(&ctx, &counts).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `POST /office/stock/many`
pub(super) async fn count(
    State(door): State<Arc<Door>>,
    staff: Staff,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let ctx = reader.0.clone();
    let posted = Posted::new(pairs);
    let answered = blocking(move || {
        let asking = staff.asking(&FormMarks::default(), Scene::BackOffice, door.counter.now());
        let plan = door.counter.plan_counts(&asking, posted.text("lines"))?;
        let mut refused = !plan.may_apply();
        if posted.text("do") == "apply" && !refused {
            match door.counter.count_many(&asking, &plan) {
                Ok(done) => return Ok(Err(format!("/office/stock/many?done={done}"))),
                // Something was sold meanwhile: the plan is made again and shown.
                Err(OfficeTrouble::Trouble(trouble)) if trouble.is_conflict() => refused = true,
                Err(trouble) => return Err(Problem::from(trouble)),
            }
        }
        let counts = OfficeCounts {
            places: places_of(&ctx, &door)?,
            text: posted.text("lines").to_owned(),
            uncounted: 0,
            plan: Some(shown(&Desk::new(&ctx, &door.counter)?, &plan)),
            done: None,
        };
        let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Ok::<_, Problem>(Ok((status, office_counts_page(&ctx, &counts).into_string())))
    })
    .await;
    match answered {
        Ok(Ok((status, page))) => (status, Html(page)).into_response(),
        Ok(Err(place)) => Redirect::to(&place).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

fn shown(desk: &Desk<'_>, plan: &Plan) -> OfficeCountPlan {
    let changes = plan.stock.iter().take(SHOWN).map(|change| {
        let (place, item) = (change.key.0.to_string(), &change.key.1);
        (item_name(desk, item.as_str()), place, change.before, change.after)
    });
    let grave = plan.problems.iter().filter(|problem| problem.severity() == Severity::Severe);
    let told = grave
        .take(SHOWN)
        .map(|problem| (problem.at.line, problem.id.clone(), in_words(desk.ctx, &problem.kind)));
    OfficeCountPlan {
        changes: changes.collect(),
        total: plan.stock.len(),
        unchanged: plan.unchanged,
        problems: told.collect(),
        may_apply: plan.may_apply(),
    }
}

/// The name under which an item is sold, in the reader's language; its id where nothing sells it.
fn item_name(desk: &Desk<'_>, item: &str) -> String {
    let item_id = StockItemId::new(item);
    let mut sold = desk.shop.catalogue.offerings.values();
    let found = sold.find(|offering| offering.stocked().as_ref() == Some(&item_id));
    found.map_or_else(|| item.to_owned(), |offering| offering.name_in(desk.ctx.language.code()).to_owned())
}

/// `GET /office/stock/movements`
pub(super) async fn movements(
    State(door): State<Arc<Door>>,
    Query(asked): Query<Asked>,
    staff: Staff,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let desk = Desk::new(&ctx, &door.counter)?;
        let places = places_of(&ctx, &door)?;
        let item = asked.item.trim().to_owned();
        // Of all items at all places there would be too many: then it is the first place's.
        let first = || places.first().filter(|_| item.is_empty()).map(|(id, _)| id.clone());
        let place = Some(asked.place.clone()).filter(|place| !place.is_empty()).or_else(first);
        let found = door.counter.stock_movements(
            &staff.reading(),
            place.as_deref().map(Into::into).as_ref(),
            (!item.is_empty()).then(|| StockItemId::new(&item)).as_ref(),
            SHOWN,
        )?;
        let mut items: Vec<(String, String)> = desk
            .shop
            .catalogue
            .offerings
            .values()
            .filter_map(|offering| {
                Some((offering.stocked()?.to_string(), offering.name_in(ctx.language.code()).to_owned()))
            })
            .collect();
        items.dedup_by(|a, b| a.0 == b.0);
        let page = OfficeMovements {
            lines: found.iter().map(|each| line(&desk, &places, each)).collect(),
            place: place.unwrap_or_default(),
            places,
            item,
            items,
        };
        Ok::<_, Problem>(office_movements_page(&ctx, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

fn line(desk: &Desk<'_>, places: &[(String, String)], movement: &StockMovement) -> OfficeMovement {
    let ctx = desk.ctx;
    let name = |id: &str| {
        places.iter().find(|(known, _)| known == id).map_or(id.to_owned(), |(_, name)| name.clone())
    };
    let what = ctx.say(&format!("office-move-{}", movement.kind.replace('_', "-")));
    let why = movement.reason.as_ref().map(|reason| ctx.say(&format!("office-reason-{reason}")));
    let counted = movement.counted.map(i64::unsigned_abs);
    let counted = counted.map(|counted| ctx.tell("office-move-found", &[("n", counted.into())]));
    let imported = movement.imported.then(|| ctx.say("office-move-file"));
    let said: Vec<String> = [Some(what), why, counted, imported].into_iter().flatten().collect();
    let by = if movement.by < 0 {
        format!("−{}", movement.by.unsigned_abs())
    } else {
        format!("+{}", movement.by)
    };
    OfficeMovement {
        at: ctx.language.moment(movement.at, &desk.zone),
        item: (item_name(desk, &movement.item), movement.item.clone()),
        place: match &movement.to {
            Some(to) => format!("{} → {}", name(&movement.place), name(to)),
            None => name(&movement.place),
        },
        what: said.join(" · "),
        by,
        who: doer(ctx, &movement.who),
    }
}

/// Who did something, in words.
pub(super) fn doer(ctx: &PageContext, who: &Doer) -> String {
    match who {
        Doer::Staff(name) => name.clone(),
        Doer::Keeper => ctx.say("office-doer-keeper"),
        Doer::Machine => ctx.say("office-doer-machine"),
    }
}
