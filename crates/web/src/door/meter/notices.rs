//! What is to be known about a file: gaps, a doubtful unit, a zone that was assumed, whatever is odd in its rows.

use app::UseAnswer;
use jiff::tz::TimeZone;
use logs::Severity;
use logs::meter::{Doubt, Magnitude, MeterUnit, Oddities};

use super::form::is_answered;
use super::source::Loaded;
use crate::context::PageContext;
use crate::pages::shop::model::Link;
use crate::pages::use_of_meter::model::{Notice, OddLine, Values};

/// How many lines are named.
const NAMED_LINES: usize = 8;

/// A quantity with its unit.
pub(super) fn quantity(ctx: &PageContext, amount: rust_decimal::Decimal, unit: &str) -> String {
    let unit = if unit == "m3" { "m³" } else { unit };
    // A watt-hour is as fine as anybody reads; what is summed stays exact.
    let shown = amount.round_dp(3).normalize();
    format!("{}\u{a0}{unit}", ctx.language.amount(&shown.to_string()))
}

/// The notices of a use.
pub(super) fn notices(
    ctx: &PageContext,
    loaded: &Loaded,
    answer: &UseAnswer,
    values: &Values,
    reading: Option<&str>,
) -> Vec<Notice> {
    let mut all = Vec::new();
    let way = || reading.map(|href| Link::new(&ctx.say("meter-change-reading"), href));
    if let Some((read, mapping, guess)) = &loaded.read {
        let wanted = values.get("meter").map(String::as_str).filter(|meter| !meter.is_empty());
        let magnitude = read.meter(wanted).ok().and_then(|series| series.magnitude.as_ref());
        if let Some(magnitude) = magnitude.filter(|magnitude| !magnitude.plausible) {
            all.push(Notice {
                text: doubtful(ctx, magnitude, mapping.unit, answer.unit),
                ..heading(ctx, "meter-doubt-unit-title", way())
            });
        }
        if let Some(offset) = &read.standard_time {
            let text = ctx.tell("meter-standard-time", &[("offset", offset.as_str().into())]);
            all.push(Notice { title: text, text: Vec::new(), way: way() });
        } else if guess.doubts.contains(&Doubt::Zone) && !is_answered(values) {
            let zone = mapping.zone.clone().unwrap_or_else(|| "UTC".to_owned());
            let text = ctx.tell("meter-doubt-zone-text", &[("zone", zone.into())]);
            all.push(Notice { title: text, text: Vec::new(), way: way() });
        }
    }
    if !answer.gaps.is_empty() {
        let seconds: i64 = answer.gaps.iter().map(|gap| gap.to.as_second() - gap.from.as_second()).sum();
        let hours = ctx.language.hours(seconds as f64);
        let text = ctx.tell("meter-gaps-text", &[("n", answer.gaps.len().into()), ("hours", hours.into())]);
        all.push(Notice { text: vec![text], ..heading(ctx, "meter-gaps-title", None) });
    }
    all
}

fn heading(ctx: &PageContext, key: &str, way: Option<Link>) -> Notice {
    Notice { title: ctx.say(key), text: Vec::new(), way }
}

fn doubtful(ctx: &PageContext, magnitude: &Magnitude, unit: Option<MeterUnit>, counted: &str) -> Vec<String> {
    let unit = unit.map_or("kWh", MeterUnit::sign);
    let year = quantity(ctx, magnitude.per_year, counted);
    let said = ctx.tell("meter-doubt-unit-text", &[("unit", unit.into()), ("year", year.into())]);
    let rather: Vec<&str> = magnitude.rather.iter().map(|unit| unit.sign()).collect();
    let rather = (!rather.is_empty())
        .then(|| ctx.tell("meter-doubt-unit-rather", &[("units", rather.join(", ").into())]));
    std::iter::once(said).chain(rather).collect()
}

/// What is odd in a file, the grave things first.
pub(super) fn odd_lines(ctx: &PageContext, all: &[&Oddities]) -> Vec<OddLine> {
    let mut together = Oddities::default();
    all.iter().for_each(|oddities| together.merge((*oddities).clone()));
    let mut lines: Vec<OddLine> = together
        .iter()
        .map(|(kind, anomaly)| OddLine {
            sentence: ctx.tell(&format!("meter-odd-{}", kind.name()), &[("n", anomaly.count.into())]),
            lines: written_lines(ctx, &anomaly.lines, anomaly.count),
            example: anomaly.example.clone(),
            warning: anomaly.severity == Severity::Warning,
        })
        .collect();
    lines.sort_by_key(|line| !line.warning);
    lines
}

fn written_lines(ctx: &PageContext, lines: &[u64], count: u64) -> String {
    let named: Vec<String> = lines
        .iter()
        .filter(|line| **line > 0)
        .take(NAMED_LINES)
        .map(|line| ctx.language.count(*line))
        .collect();
    if named.is_empty() {
        return String::new();
    }
    let key = if named.len() == 1 { "meter-odd-line" } else { "meter-odd-lines" };
    let said = ctx.tell(key, &[("lines", named.join(", ").into())]);
    match count.saturating_sub(named.len() as u64) {
        0 => said,
        more => format!("{said} {}", ctx.tell("meter-odd-more", &[("n", more.into())])),
    }
}

/// The days of a use in words: the last one is that of the last moment.
pub(super) fn days_of(
    ctx: &PageContext,
    span: (jiff::Timestamp, jiff::Timestamp),
    zone: &TimeZone,
) -> (String, String) {
    let (from, to) = span;
    let last = jiff::Timestamp::from_millisecond(to.as_millisecond() - 1).unwrap_or(to);
    let day = |at| ctx.language.date(zone.to_datetime(at).date());
    (day(from), day(last))
}
