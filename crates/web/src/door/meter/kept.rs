//! What its owner does with a use: keep it, show its sums to a seller, forget it.

use std::sync::Arc;

use app::{Asking, ToldUse, UseQuestion};
use axum::extract::{Form, Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use types::{Money, ViewName};

use super::form::{marks, question_of};
use super::notices::{days_of, quantity};
use super::source::{Found, Loaded, Source};
use super::start::start_with;
use super::trouble::{UNFIT, told as told_trouble};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::identity::Shopper;
use crate::door::portraits::answer;
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::use_of_meter::model::{ToldOffer, ToldPage, Values};
use crate::pages::use_of_meter::told_page;

/// How many offerings go along with a question.
const ASKED_ABOUT: usize = 4;

/// What is done with a use.
#[derive(Clone, Copy)]
enum Deed {
    Keep,
    Ask,
    Choose,
}

/// `POST /shelf/use/{file}/keep`
pub async fn keep_file(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(token): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::File(token), values, Deed::Keep).await
}

/// `POST /shelf/use/stated/keep`
pub async fn keep_stated(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::Stated, values, Deed::Keep).await
}

/// `POST /shelf/use/{file}/ask`
pub async fn ask_about_file(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(token): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::File(token), values, Deed::Ask).await
}

/// `POST /shelf/use/stated/ask`
pub async fn ask_about_stated(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::Stated, values, Deed::Ask).await
}

/// `POST /shelf/use/kept/{id}/ask`
pub async fn ask_about_kept(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(id): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::Kept(id), values, Deed::Ask).await
}

/// `POST /shelf/use/{file}/choose`: the use goes along to the offer and the cart.
pub async fn choose_by_file(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(token): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::File(token), values, Deed::Choose).await
}

/// `POST /shelf/use/stated/choose`
pub async fn choose_by_stated(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::Stated, values, Deed::Choose).await
}

/// `POST /shelf/use/kept/{id}/choose`
pub async fn choose_by_kept(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(id): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    act(door, reader, shopper, Source::Kept(id), values, Deed::Choose).await
}

async fn act(
    door: Arc<Door>,
    reader: Reader,
    shopper: Shopper,
    source: Source,
    values: Values,
    deed: Deed,
) -> Response {
    let ctx = reader.0.clone();
    let done = blocking(move || {
        let asking = shopper.asking(&marks(&values), door.counter.now());
        match source.load(&door, &ctx, &asking, &values)? {
            // Something is to be said of the file first: its page asks.
            Found::Ask(_) => Ok(Redirect::to(&source.here()).into_response()),
            Found::Not(problems) => {
                let page = start_with(&door, &ctx, &shopper, problems, values)?;
                Ok((UNFIT, Html(page)).into_response())
            }
            Found::Use(loaded) => {
                let (question, _) = question_of(&ctx, &values);
                let question = UseQuestion { only_stated: matches!(source, Source::Stated), ..question };
                let led = match deed {
                    Deed::Keep => keep(&door, &asking, &loaded),
                    Deed::Ask => ask(&door, &ctx, &asking, &loaded, &question),
                    Deed::Choose => {
                        let chosen = escaped(values.get("choose").map_or("", String::as_str));
                        door.counter.take_use_in_hand(&asking, loaded.profile, question);
                        Ok(format!("/offers/{chosen}"))
                    }
                };
                match led {
                    Ok(address) => Ok(Redirect::to(&address).into_response()),
                    Err(trouble) => {
                        let problem = told_trouble(&ctx, trouble)?;
                        let page = start_with(&door, &ctx, &shopper, vec![problem], values)?;
                        Ok::<_, Problem>((UNFIT, Html(page)).into_response())
                    }
                }
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem| problem.into_page(&reader))
}

fn keep(door: &Door, asking: &Asking, loaded: &Loaded) -> Result<String, app::MeterTrouble> {
    let id = door.counter.keep_use(asking, &loaded.name, loaded.profile.clone())?;
    Ok(format!("/shelf/use/kept/{id}?done=kept"))
}

/// Lets a seller see the sums, and leads to the question with the comparison along.
fn ask(
    door: &Door,
    ctx: &PageContext,
    asking: &Asking,
    loaded: &Loaded,
    question: &UseQuestion,
) -> Result<String, app::MeterTrouble> {
    let answer = door.counter.price_use(&loaded.profile, question)?;
    let ids: Vec<&str> =
        answer.offerings.iter().take(ASKED_ABOUT).map(|each| each.offering.id.as_str()).collect();
    let offerings = escaped(&ids.join(","));
    let id = door.counter.tell_use(asking, &loaded.name, ToldUse::of(&answer))?;
    let from = escaped(&format!("/shelf/use/told/{id}"));
    let title = escaped(&ctx.say("meter-result-title"));
    Ok(format!("/ask?from={from}&title={title}&offerings={offerings}"))
}

/// `POST /shelf/use/{file}/drop`
pub async fn drop_file(
    State(door): State<Arc<Door>>,
    shopper: Shopper,
    Path(token): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    let asking = shopper.asking(&marks(&values), door.counter.now());
    door.counter.drop_meter_file(&asking, &token);
    door.counter.drop_use_in_hand(&asking);
    Redirect::to("/shelf/use?done=forgotten").into_response()
}

/// `POST /shelf/use/kept/{id}/forget`
pub async fn forget(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(id): Path<String>,
    Form(values): Form<Values>,
) -> Response {
    let ctx = reader.0.clone();
    let done = blocking(move || {
        let asking = shopper.asking(&marks(&values), door.counter.now());
        match door.counter.forget_use(&asking, &id) {
            Ok(()) => {
                let from_own_page = values.get("back").is_some_and(|back| back == "/me");
                let back = if from_own_page { "/me" } else { "/shelf/use?done=forgotten" };
                Ok(Redirect::to(back).into_response())
            }
            Err(trouble) => {
                let problem = told_trouble(&ctx, trouble)?;
                let page = start_with(&door, &ctx, &shopper, vec![problem], Values::new())?;
                Ok::<_, Problem>((UNFIT, Html(page)).into_response())
            }
        }
    })
    .await;
    done.unwrap_or_else(|problem| problem.into_page(&reader))
}

/// `GET /shelf/use/told/{id}`: for the customer, and for the seller to whom they gave the way here.
pub async fn told(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(id): Path<String>,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let kept = door.counter.told_use(&id).map_err(|trouble| match trouble {
            app::MeterTrouble::Trouble(trouble) => Problem::from(trouble),
            _ => Problem::not_found(),
        })?;
        let Some(told) = &kept.told else { return Err(Problem::not_found()) };
        let zone = door.counter.book(&ViewName::live())?.time_zone;
        let store = store_of(&door, &ctx, &shopper, None)?;
        let day = ctx.language.date(zone.to_datetime(kept.kept_at).date());
        let page = ToldPage { facts: facts(&ctx, told, &zone, day), lines: lines(&door, &ctx, told)? };
        Ok(told_page(&ctx, &store, &page).into_string())
    })
    .await;
    (super::personal(), answer(page, &reader)).into_response()
}

fn facts(ctx: &PageContext, told: &ToldUse, zone: &jiff::tz::TimeZone, day: String) -> Vec<String> {
    let mut facts = Vec::new();
    if let (Some(from), Some(to)) = (told.from, told.to) {
        let (from, to) = days_of(ctx, (from, to), zone);
        let used = quantity(ctx, told.used, &told.unit);
        let given = [("used", used.into()), ("from", from.into()), ("to", to.into()), ("day", day.into())];
        facts.push(ctx.tell("meter-told-lead", &given));
    }
    facts.push(match told.prices_of {
        Some(day) => ctx.tell("meter-told-prices-of", &[("day", ctx.language.date(day).into())]),
        None => ctx.say("meter-told-prices-then"),
    });
    if let Some(level) = told.level {
        let level = quantity(ctx, level.normalize(), &told.level_unit);
        facts.push(ctx.tell("meter-told-level", &[("level", level.into())]));
    }
    facts
}

fn lines(door: &Door, ctx: &PageContext, told: &ToldUse) -> Result<Vec<ToldOffer>, Problem> {
    let shop = door.counter.shop()?;
    let name = |line: &app::ToldLine| {
        let known = shop.catalogue.offerings.get(line.offering.as_str());
        known.map_or_else(|| line.name.clone(), |offering| offering.name_in(ctx.language.code()).to_owned())
    };
    let line = |line: &app::ToldLine| {
        let price = |amount| ctx.language.price(Money { amount, currency: line.currency });
        ToldOffer {
            name: name(line),
            href: format!("/offers/{}", escaped(&line.offering)),
            total: price(line.total),
            subscription: price(line.subscription),
            complete: line.complete,
        }
    };
    Ok(told.lines.iter().map(line).collect())
}
