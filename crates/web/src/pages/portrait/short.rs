//! When the offer fell short: a calendar of half-hours, and the moments far from their own norm.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use portrait::{HalfHour, Moment};

use super::sheet::Sheet;
use crate::address::{self, ActsOf, during};
use crate::charts::{DEPTHS, HeatCell, HeatMap, HeatMark, heat_map};

/// More days than this are shown by week rather than day by day.
const DAYS_SHOWN: usize = 35;
/// Half-hours with fewer contacts have no colour.
const LEAST_COLOURED: u64 = 5;
/// Moments that are listed; the calendar marks the same ones.
const MOMENTS_SHOWN: usize = 9;

pub fn fell_short(sheet: &Sheet<'_>) -> Markup {
    let halves = &sheet.portrait.half_hours;
    if halves.is_empty() {
        return html! {};
    }
    let by_contacts = sheet.portrait.contacts.is_some();
    let moments: &[Moment] = sheet.portrait.moments.as_deref().unwrap_or(&[]);
    let moments = &moments[..moments.len().min(MOMENTS_SHOWN)];
    let key = if by_contacts { "short-lead" } else { "short-lead-acts" };
    let map = calendar(sheet, halves, moments, by_contacts);
    let body = html! {
        div .short-grid {
            figure .chart-figure {
                div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-short")) { (heat_map(&map)) }
                @if by_contacts { (depth_legend(sheet)) }
            }
            (moment_list(sheet, moments, by_contacts))
        }
        (sheet.table_behind(table(sheet, halves, by_contacts)))
    };
    let title = if by_contacts { "section-short" } else { "section-short-acts" };
    sheet.section_titled("short", title, Some(html! { (sheet.say(key)) }), body)
}

fn calendar(sheet: &Sheet<'_>, halves: &[HalfHour], moments: &[Moment], by_contacts: bool) -> HeatMap {
    let zone = &sheet.view.zone;
    let local = |at: jiff::Timestamp| at.to_zoned_datetime(zone.clone());
    let days: Vec<Date> = {
        let mut days: Vec<Date> = halves.iter().map(|half| local(half.start).date()).collect();
        days.dedup();
        days
    };
    let by_day = days.len() <= DAYS_SHOWN;
    let row_of = |day: Date| {
        if by_day {
            days.binary_search(&day).unwrap_or(0)
        } else {
            day.weekday().to_monday_zero_offset() as usize
        }
    };
    let column_of = |at: jiff::Timestamp| {
        let time = local(at).time();
        time.hour() as usize * 2 + usize::from(time.minute() >= 30)
    };
    let mut sums: BTreeMap<(usize, usize), (u64, u64, f64)> = BTreeMap::new();
    for half in halves {
        let at = (row_of(local(half.start).date()), column_of(half.start));
        let sum = sums.entry(at).or_default();
        sum.0 += if by_contacts { half.contacts } else { half.acts };
        sum.1 += half.abandoned;
        sum.2 += half.wait_s;
    }
    let rows: Vec<String> = if by_day {
        days.iter().map(|day| sheet.language().short_date(*day)).collect()
    } else {
        (0..7)
            .filter_map(|day| jiff::civil::Weekday::from_monday_zero_offset(day).ok())
            .map(|day| sheet.language().weekday(day).to_owned())
            .collect()
    };
    let cells = sums.iter().filter(|(_, sum)| sum.0 > 0).map(|((row, column), (asked, short, _))| HeatCell {
        row: *row,
        column: *column,
        size: *asked as f64,
        // One of one says nothing of a half-hour: few contacts have no colour.
        depth: if by_contacts && *asked >= LEAST_COLOURED { *short as f64 / *asked as f64 } else { 0.0 },
        tip: tip(sheet, &rows[*row], *column, *asked, by_contacts.then_some(*short)),
    });
    let marks = moments.iter().enumerate().map(|(index, moment)| HeatMark {
        row: row_of(local(moment.start).date()),
        from: column_of(moment.start),
        to: if local(moment.end).date() == local(moment.start).date() { column_of(moment.end) } else { 48 },
        label: (index + 1).to_string(),
        tip: sheet.language().stretch(moment.start, moment.end, zone),
        href: address::acts(
            &sheet.view.name,
            &during(sheet.filter(), moment.start, moment.end),
            &ActsOf::default(),
        ),
    });
    HeatMap {
        title: sheet.say("section-short"),
        description: sheet.say(if by_contacts { "short-desc" } else { "short-desc-acts" }),
        columns: (0..24).step_by(2).map(|hour| (hour * 2, hour_label(sheet, hour))).collect(),
        cells: cells.collect(),
        marks: marks.collect(),
        rows,
    }
}

fn hour_label(sheet: &Sheet<'_>, hour: usize) -> String {
    match sheet.language() {
        wording::Language::French => format!("{hour}\u{202f}h"),
        wording::Language::English => format!("{hour}:00"),
    }
}

fn tip(sheet: &Sheet<'_>, row: &str, column: usize, asked: u64, short: Option<u64>) -> String {
    let time = jiff::civil::time((column / 2) as i8, (column % 2) as i8 * 30, 0, 0);
    let when = format!("{row}, {}", sheet.language().time(time));
    match short {
        Some(short) => {
            sheet.tell("short-tip", &[("when", when.into()), ("n", asked.into()), ("short", short.into())])
        }
        None => sheet.tell("short-tip-acts", &[("when", when.into()), ("n", asked.into())]),
    }
}

fn depth_legend(sheet: &Sheet<'_>) -> Markup {
    html! {
        figcaption .depths {
            span { (sheet.say("short-legend")) }
            ul {
                li { svg width="14" height="14" aria-hidden="true" { rect .depth-0 width="14" height="14" rx="2" {} } (sheet.say("short-legend-none")) }
                @for (index, text) in DEPTHS.iter().enumerate() {
                    li { svg width="14" height="14" aria-hidden="true" { rect .{ "depth-" (index + 1) } width="14" height="14" rx="2" {} } (text) " %" }
                }
            }
        }
    }
}

fn moment_list(sheet: &Sheet<'_>, moments: &[Moment], by_contacts: bool) -> Markup {
    html! {
        div .moments {
            h3 { (sheet.say("moments-title")) }
            @if moments.is_empty() {
                p .quiet { (sheet.say("moments-none")) }
            } @else {
                ol { @for moment in moments { li { (one_moment(sheet, moment, by_contacts)) } } }
                p .aside { (sheet.rule("moments")) }
            }
        }
    }
}

fn one_moment(sheet: &Sheet<'_>, moment: &Moment, by_contacts: bool) -> Markup {
    let language = sheet.language();
    let href = address::acts(
        &sheet.view.name,
        &during(sheet.filter(), moment.start, moment.end),
        &ActsOf::default(),
    );
    let expected = |value: f64| language.count(value.round() as u64);
    let text = if by_contacts {
        sheet.tell(
            "moment-contacts",
            &[
                ("contacts", moment.contacts.into()),
                ("abandoned", moment.abandoned.into()),
                ("expected_contacts", expected(moment.expected_contacts).into()),
                ("expected_abandoned", expected(moment.expected_abandoned).into()),
            ],
        )
    } else {
        sheet.tell(
            "moment-acts",
            &[("acts", moment.acts.into()), ("expected", expected(moment.expected_acts).into())],
        )
    };
    html! {
        a href=(href) { (super::head::capital(&language.stretch(moment.start, moment.end, &sheet.view.zone))) }
        p {
            (text)
            @if by_contacts && moment.abandoned_unqueued > 0 { " " (sheet.tell("moment-unqueued", &[("n", moment.abandoned_unqueued.into())])) }
            @if let Some(share) = moment.share_of_abandoned.filter(|share| *share >= 0.01) {
                " " (sheet.tell("moment-share", &[("share", language.percent_to(share, 0).into())]))
            }
        }
    }
}

/// Day by day: a row of numbers for each, which leads to its acts.
fn table(sheet: &Sheet<'_>, halves: &[HalfHour], by_contacts: bool) -> Markup {
    let zone = &sheet.view.zone;
    let mut days: BTreeMap<Date, (u64, u64, u64, f64)> = BTreeMap::new();
    for half in halves {
        let day = days.entry(half.start.to_zoned_datetime(zone.clone()).date()).or_default();
        day.0 += half.acts;
        day.1 += half.contacts;
        day.2 += half.abandoned;
        day.3 += half.wait_s;
    }
    html! {
        table {
            caption { (sheet.say("short-table")) }
            thead { tr {
                th scope="col" { (sheet.say("col-day")) }
                th scope="col" .num { (sheet.say("col-acts")) }
                @if by_contacts {
                    th scope="col" .num { (sheet.say("col-contacts")) }
                    th scope="col" .num { (sheet.say("col-abandoned")) }
                    th scope="col" .num { (sheet.say("col-abandonment")) }
                    th scope="col" .num { (sheet.say("col-waiting")) }
                }
            } }
            tbody {
                @for (day, (acts, contacts, abandoned, wait)) in &days {
                    tr {
                        th scope="row" {
                            @match (zone.to_timestamp(day.at(0, 0, 0, 0)), day.tomorrow().map(|next| zone.to_timestamp(next.at(0, 0, 0, 0)))) {
                                (Ok(start), Ok(Ok(end))) => a href=(address::acts(&sheet.view.name, &during(sheet.filter(), start, end), &ActsOf::default())) { (sheet.language().long_date(*day)) },
                                _ => (sheet.language().long_date(*day)),
                            }
                        }
                        td .num { (sheet.count(*acts)) }
                        @if by_contacts {
                            td .num { (sheet.count(*contacts)) }
                            td .num { (sheet.count(*abandoned)) }
                            td .num { (sheet.percent((*contacts > 0).then(|| *abandoned as f64 / *contacts as f64))) }
                            td .num { (sheet.language().duration(*wait)) }
                        }
                    }
                }
            }
        }
    }
}
