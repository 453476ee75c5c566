//! `GET /shelf/use/{file}`, `/stated`, `/kept/{id}`: what each tariff would have cost, or what must be said first.

use std::sync::Arc;

use app::{Asking, LeftOut, OfferingUse, PricesAsked, UseAnswer, UsePeak, UseQuestion, WhyLeftOut};
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use offer::tariff::{NotPriced, WhyNot, Window};
use rust_decimal::Decimal;
use types::{Scene, ViewName};

use super::form::{question_of, reading_along};
use super::notices::{days_of, notices, odd_lines, quantity};
use super::source::{Found, Loaded, Source};
use super::start::start_with;
use super::trouble::{UNFIT, too_long};
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
            Found::Not(problems) => {
                let page = start_with(&door, &ctx, &shopper, problems, values)?;
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
    let (question, mut problems) = question_of(ctx, values);
    let question = UseQuestion { only_stated: matches!(source, Source::Stated), ..question };
    let answer = door.counter.price_use(&loaded.profile, &question)?;
    problems.extend(answer.hours_too_long.map(|most| too_long(ctx, most)));
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
        peak: answer.peak.map(|peak| peak_told(ctx, peak)),
        notices: notices(ctx, loaded, &answer, values, reading.as_deref()),
        oddities: oddities.unwrap_or_default(),
        levels: levels(ctx, &answer),
        level_name: level_name(ctx, &answer),
        meters: meters(loaded, values),
        offers: answer.offerings.iter().map(|each| offer(ctx, &answer, each)).collect(),
        prices: prices(ctx, &answer, &question),
        own_hours: !answer.off_peak.is_empty(),
        left_out: answer.left_out.iter().map(|left| left_out(ctx, &answer, left)).collect(),
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
    written_hours(&answer.off_peak)
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
        let said = if levels.at_least == Some(*value) {
            Some("meter-choice-level-at-least")
        } else {
            levels.is_below(*value, answer.peak).then_some("meter-choice-level-below")
        };
        let label = said.map_or(written.clone(), |key| format!("{written} ({})", ctx.say(key)));
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

/// The highest mean power in words, with what it says of the highest moment and what it does not.
fn peak_told(ctx: &PageContext, peak: UsePeak) -> String {
    let kilowatts = ctx.language.amount(&peak.kilowatts.normalize().to_string());
    let key = if peak.by_half_hours { "meter-result-peak" } else { "meter-result-peak-long" };
    ctx.tell(key, &[("peak", kilowatts.into())])
}

/// Whose prices may count: those of today, of each date, or of any date on which a price began.
fn prices(ctx: &PageContext, answer: &UseAnswer, question: &UseQuestion) -> Vec<Choice> {
    let choice = |value: String, label: String, chosen| Choice { value, label, chosen };
    let asked = match question.prices {
        PricesAsked::Of(day) => Some(day),
        PricesAsked::Today | PricesAsked::AtTheTime => None,
    };
    let mut days: Vec<Date> = answer.begun.iter().copied().chain(asked).collect();
    days.sort_by(|a, b| b.cmp(a));
    days.dedup();
    let of_day = |day: Date| {
        let label = ctx.tell("meter-prices-of", &[("day", ctx.language.date(day).into())]);
        choice(day.to_string(), label, asked == Some(day))
    };
    let today = choice(String::new(), ctx.say("meter-prices-today"), question.prices == PricesAsked::Today);
    let then =
        choice("then".to_owned(), ctx.say("meter-prices-then"), question.prices == PricesAsked::AtTheTime);
    [today, then].into_iter().chain(days.into_iter().map(of_day)).collect()
}

fn offer(ctx: &PageContext, answer: &UseAnswer, each: &OfferingUse) -> PricedOffer {
    let (language, priced) = (ctx.language.code(), &each.priced);
    let unit = priced.unit.sign();
    let periods = &each.calendar.periods;
    let titles: Vec<String> = match periods.as_slice() {
        // A tariff with one period has one price at all hours, however its calendar calls that.
        [_] => vec![ctx.say("meter-period-always")],
        several => several.iter().map(|period| period.title_in(language).to_owned()).collect(),
    };
    let title = |place: usize| titles.get(place).cloned().unwrap_or_default();
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
    remarks.extend(level_told(ctx, answer, each));
    remarks.extend(hours_told(ctx, answer, each));
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

/// What is to be known of an offering's level, where it is not simply the one that was taken.
fn level_told(ctx: &PageContext, answer: &UseAnswer, each: &OfferingUse) -> Option<String> {
    let written = |level: Decimal| quantity(ctx, level.normalize(), &answer.levels.unit);
    if each.too_small {
        return Some(ctx.say("meter-row-too-small"));
    }
    let (own, wanted) = (each.other_level?, answer.level?);
    Some(
        ctx.tell(
            "meter-row-other-level",
            &[("own", written(own).into()), ("wanted", written(wanted).into())],
        ),
    )
}

/// By which hours an offering was counted.
fn hours_told(ctx: &PageContext, answer: &UseAnswer, each: &OfferingUse) -> Option<String> {
    if each.hours.is_empty() {
        return None;
    }
    let key = match (each.own_hours, &each.calendar.own_hours) {
        (true, _) => "meter-row-hours-own",
        (false, Some(_)) => "meter-row-hours-usual",
        // Said only where a customer may have other hours elsewhere: here they do not count.
        (false, None) if answer.off_peak.is_empty() => return None,
        (false, None) => "meter-row-hours-fixed",
    };
    Some(ctx.tell(key, &[("hours", written_hours(&each.hours).into())]))
}

fn written_hours(hours: &[Window]) -> String {
    hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
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

fn left_out(ctx: &PageContext, answer: &UseAnswer, left: &LeftOut) -> (String, String) {
    let why = match &left.why {
        WhyLeftOut::NoCalendar => ctx.say("meter-left-out-no-calendar"),
        WhyLeftOut::OtherUnit => ctx.say("meter-left-out-other-unit"),
        // Why they cannot be used is the office's to see, which is told when it brings them.
        WhyLeftOut::Calendar(_) => ctx.say("meter-left-out-calendar"),
        WhyLeftOut::Prices(_) | WhyLeftOut::Amount => ctx.say("meter-left-out-prices"),
        WhyLeftOut::Level(highest) => {
            let highest = quantity(ctx, highest.normalize(), &answer.levels.unit);
            ctx.tell("meter-left-out-level", &[("highest", highest.into())])
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
    if answer.levels.at_least.is_some() {
        rules.push(ctx.say("meter-rules-level"));
    }
    if !answer.off_peak.is_empty() {
        rules.push(ctx.tell("meter-rules-hours", &[("hours", hours_of(answer).into())]));
    }
    rules
}
