//! `GET /shelf/use/{file}`, `/stated`, `/kept/{id}`: what each tariff would have cost, or what must be said first.

use std::sync::Arc;

use app::{Asking, LeftOut, OfferingUse, UseAnswer, UseQuestion, WhyLeftOut};
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;
use offer::tariff::{NotPriced, WhyNot};
use rust_decimal::Decimal;
use types::{Scene, ViewName};

use super::form::{question_of, reading_along};
use super::notices::{days_of, notices, odd_lines, quantity};
use super::source::{Found, Loaded, Source};
use super::start::start_with;
use super::trouble::UNFIT;
use crate::context::PageContext;
use crate::door::identity::Shopper;
use crate::door::reader::Reader;
use crate::door::shop::store_of;
use crate::door::{Door, Problem, blocking};
use crate::pages::use_of_meter::model::{
    Choice, MonthRow, NextSteps, PeriodTotal, PricedOffer, ResultPage, Values,
};
use crate::pages::use_of_meter::{reading_page, result_page};

/// `GET /shelf/use/{file}`
pub async fn file(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(token): Path<String>,
    Query(values): Query<Values>,
) -> Response {
    show(door, reader, shopper, Source::File(token), values).await
}

/// `GET /shelf/use/stated`
pub async fn stated(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Query(values): Query<Values>,
) -> Response {
    show(door, reader, shopper, Source::Stated, values).await
}

/// `GET /shelf/use/kept/{id}`
pub async fn kept(
    State(door): State<Arc<Door>>,
    reader: Reader,
    shopper: Shopper,
    Path(id): Path<String>,
    Query(values): Query<Values>,
) -> Response {
    show(door, reader, shopper, Source::Kept(id), values).await
}

async fn show(door: Arc<Door>, reader: Reader, shopper: Shopper, source: Source, values: Values) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let asking = Asking::new(shopper.caller.clone(), Scene::Web);
        match source.load(&door, &ctx, &asking, &values)? {
            Found::Not(problem) => {
                let page = start_with(&door, &ctx, &shopper, vec![problem], values)?;
                Ok((UNFIT, Html(page)).into_response())
            }
            Found::Ask(page) => {
                let store = store_of(&door, &ctx, &shopper, None)?;
                let status = if page.problems.is_empty() { axum::http::StatusCode::OK } else { UNFIT };
                Ok((status, Html(reading_page(&ctx, &store, &page).into_string())).into_response())
            }
            Found::Use(loaded) => {
                let store = store_of(&door, &ctx, &shopper, None)?;
                let page = answered(&door, &ctx, &source, &loaded, &values)?;
                Ok::<_, Problem>(Html(result_page(&ctx, &store, &page).into_string()).into_response())
            }
        }
    })
    .await;
    (super::personal(), page.unwrap_or_else(|problem| problem.into_page(&reader))).into_response()
}

/// The page of a use that was priced.
fn answered(
    door: &Door,
    ctx: &PageContext,
    source: &Source,
    loaded: &Loaded,
    values: &Values,
) -> Result<ResultPage, Problem> {
    let (question, problems) = question_of(ctx, values);
    let question = UseQuestion { only_stated: matches!(source, Source::Stated), ..question };
    let answer = door.counter.price_use(&loaded.profile, &question)?;
    let zone = door.counter.book(&ViewName::live())?.time_zone;
    let mut shown = values.clone();
    if !shown.contains_key("hours") {
        shown.insert("hours".to_owned(), hours_of(&answer));
    }
    let is_file = matches!(source, Source::File(_));
    let reading = is_file.then(|| change_of(source, values));
    let oddities = loaded.read.as_ref().map(|(read, ..)| {
        let wanted = values.get("meter").map(String::as_str).filter(|meter| !meter.is_empty());
        let own = read.meter(wanted).ok().map(|series| &series.oddities);
        odd_lines(ctx, &own.into_iter().chain([&read.oddities]).collect::<Vec<_>>())
    });
    Ok(ResultPage {
        here: source.here(),
        file: loaded.name.clone(),
        problems,
        along: along(source, values),
        summary: summary(ctx, source, &answer, &zone),
        peak: is_file
            .then(|| ctx.language.amount(&answer.peak.normalize().to_string()))
            .filter(|_| answer.unit == "kWh"),
        notices: notices(ctx, loaded, &answer, values, reading.as_deref()),
        oddities: oddities.unwrap_or_default(),
        levels: levels(ctx, &answer),
        level_name: level_name(ctx, &answer),
        meters: meters(loaded, values),
        offers: answer.offerings.iter().map(|each| offer(ctx, each)).collect(),
        left_out: answer.left_out.iter().map(|left| left_out(ctx, left)).collect(),
        reading,
        next: NextSteps { keep: !matches!(source, Source::Kept(_)), drop: is_file, ask: true },
        rules: rules(ctx, &answer),
        done: (values.get("done").map(String::as_str) == Some("kept")).then(|| ctx.say("meter-kept-done")),
        values: shown,
    })
}

/// What every form of the page carries along.
fn along(source: &Source, values: &Values) -> Vec<(String, String)> {
    match source {
        Source::File(_) => reading_along(values),
        Source::Kept(_) => Vec::new(),
        Source::Stated => ["kwh", "share"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), values.get(name)?.clone())))
            .collect(),
    }
}

/// The way to change how a file is read.
fn change_of(source: &Source, values: &Values) -> String {
    let pairs: Vec<String> = reading_along(values)
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::address::escaped(value)))
        .chain(["edit=yes".to_owned()])
        .collect();
    format!("{}?{}", source.here(), pairs.join("&"))
}

fn summary(ctx: &PageContext, source: &Source, answer: &UseAnswer, zone: &TimeZone) -> String {
    let used = quantity(ctx, answer.total.amount(), answer.unit);
    match (source, answer.span) {
        (Source::Stated, _) | (_, None) => ctx.tell("meter-result-stated", &[("used", used.into())]),
        (_, Some(span)) => {
            let (from, to) = days_of(ctx, span, zone);
            ctx.tell("meter-result-use", &[("used", used.into()), ("from", from.into()), ("to", to.into())])
        }
    }
}

fn hours_of(answer: &UseAnswer) -> String {
    answer.off_peak.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn level_name(ctx: &PageContext, answer: &UseAnswer) -> String {
    let own = answer.offerings.iter().find_map(|each| {
        let mut all = each.offering.prod_spec_char_value_use.iter();
        let found = all.find(|characteristic| characteristic.name == answer.levels.characteristic)?;
        let mine = found.translation.iter().find(|it| it.language == ctx.language.code());
        mine.map(|translation| translation.name.clone()).filter(|name| !name.is_empty())
    });
    own.unwrap_or_else(|| ctx.say("meter-choice-level"))
}

fn levels(ctx: &PageContext, answer: &UseAnswer) -> Vec<Choice> {
    let levels = &answer.levels;
    if levels.values.is_empty() {
        return Vec::new();
    }
    let choice = |value: &Decimal| {
        let written = quantity(ctx, value.normalize(), &levels.unit);
        let label = if levels.holds == Some(*value) {
            format!("{written} ({})", ctx.say("meter-choice-level-holds"))
        } else {
            written
        };
        Choice { value: value.normalize().to_string(), label, chosen: answer.level == Some(*value) }
    };
    let all = Choice {
        value: "all".to_owned(),
        label: ctx.say("meter-choice-level-all"),
        chosen: answer.level.is_none(),
    };
    levels.values.iter().map(choice).chain([all]).collect()
}

fn meters(loaded: &Loaded, values: &Values) -> Vec<Choice> {
    let Some((read, ..)) = &loaded.read else { return Vec::new() };
    let wanted = values.get("meter").filter(|meter| !meter.is_empty());
    let choice = |(place, meter): (usize, &String)| Choice {
        value: meter.clone(),
        label: meter.clone(),
        chosen: wanted.map_or(place == 0, |wanted| wanted == meter),
    };
    read.series.iter().map(|series| &series.meter).enumerate().map(choice).collect()
}

fn offer(ctx: &PageContext, each: &OfferingUse) -> PricedOffer {
    let (language, priced) = (ctx.language.code(), &each.priced);
    let unit = priced.unit.sign();
    let titles: Vec<String> =
        each.calendar.periods.iter().map(|period| period.title_in(language).to_owned()).collect();
    let always = ctx.say("meter-rank-total");
    let title = |place: usize| {
        let own = titles.get(place).filter(|title| *title != "always");
        own.cloned().unwrap_or_else(|| always.clone())
    };
    let periods = (0..priced.periods.len()).map(|place| PeriodTotal {
        title: title(place),
        used: quantity(ctx, priced.used_by_period[place].amount(), unit),
        cost: priced.by_period[place],
    });
    let months = priced.months.iter().map(|month| MonthRow {
        month: month.month,
        used: quantity(ctx, month.used.amount(), unit),
        subscription: month.subscription,
        periods: month
            .by_period
            .iter()
            .zip(&month.used_by_period)
            .map(|(cost, used)| (quantity(ctx, used.amount(), unit), *cost))
            .collect(),
        amount: month.amount,
    });
    let used: offer::use_profile::Used = priced.months.iter().map(|month| month.used).sum();
    let mut remarks: Vec<String> = priced.not_priced.iter().map(|left| not_priced(ctx, left, unit)).collect();
    if each.shared_out > 0 {
        remarks.push(ctx.tell("meter-shared-out", &[("n", each.shared_out.into())]));
    }
    if each
        .offering
        .eligibility
        .iter()
        .any(|rule| matches!(rule, offer::catalogue::EligibilityRule::Postcode { .. }))
    {
        remarks.push(ctx.say("meter-rank-needs-postcode"));
    }
    PricedOffer {
        id: each.offering.id.to_string(),
        name: each.offering.name_in(language).to_owned(),
        href: format!("/offers/{}", crate::address::escaped(each.offering.id.as_str())),
        currency: priced.currency,
        total: priced.total,
        monthly: monthly(each),
        once: priced.once,
        more: each.more,
        remarks,
        complete: priced.is_complete(),
        subscription: priced.subscription,
        periods: periods.collect(),
        months: months.collect(),
        used: quantity(ctx, used.amount(), unit),
    }
}

/// A month on average: a year of 365.25 days has twelve.
fn monthly(each: &OfferingUse) -> Decimal {
    let days = Decimal::from(each.days.max(1));
    (each.priced.total * Decimal::new(304_375, 4) / days)
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

fn not_priced(ctx: &PageContext, left: &NotPriced, unit: &str) -> String {
    let key = match left.why {
        WhyNot::ColourUnknown => "meter-unpriced-colour-unknown",
        WhyNot::NoPeriod => "meter-unpriced-no-period",
        WhyNot::NoPrice => "meter-unpriced-no-price",
        WhyNot::NoSubscription => "meter-unpriced-no-subscription",
    };
    let given = [
        ("used", quantity(ctx, left.used.amount(), unit).into()),
        ("days", u64::from(left.days).into()),
        ("first", ctx.language.date(left.first).into()),
        ("last", ctx.language.date(left.last).into()),
    ];
    ctx.tell(key, &given)
}

fn left_out(ctx: &PageContext, left: &LeftOut) -> (String, String) {
    let why = match &left.why {
        WhyLeftOut::NoCalendar => ctx.say("meter-left-out-no-calendar"),
        WhyLeftOut::OtherUnit => ctx.say("meter-left-out-other-unit"),
        WhyLeftOut::Unusable(reason) => {
            ctx.tell("meter-left-out-unusable", &[("reason", reason.as_str().into())])
        }
    };
    (left.offering.name_in(ctx.language.code()).to_owned(), why)
}

fn rules(ctx: &PageContext, answer: &UseAnswer) -> Vec<String> {
    let versions = match answer.prices_of {
        Some(day) => ctx.tell("meter-rules-versions-of", &[("day", ctx.language.date(day).into())]),
        None => ctx.say("meter-rules-versions-then"),
    };
    let mut rules = vec![versions, ctx.say("meter-rules-round"), ctx.say("meter-rules-subscription")];
    if !answer.off_peak.is_empty() {
        rules.push(ctx.tell("meter-rules-hours", &[("hours", hours_of(answer).into())]));
    }
    rules
}
