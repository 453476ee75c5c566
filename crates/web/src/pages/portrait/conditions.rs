//! Working conditions, as distributions over groups of five or more; and how long services last.

use maud::{Markup, html};
use portrait::{Agents, Quantiles, Services};

use super::facts::figures;
use super::sheet::Sheet;
use crate::address::ActsOf;
use crate::charts::{HistogramBin, Spread, histogram, spread};

/// Width of the histogram's bars, and where its last one begins, in seconds.
const BIN_S: u64 = 5;
const LAST_S: u64 = 600;

pub fn conditions(sheet: &Sheet<'_>) -> Markup {
    let services = sheet.portrait.service_s.as_ref();
    let agents = sheet.portrait.agents.as_ref();
    let conditions = sheet.portrait.conditions.as_ref();
    if services.is_none() && agents.is_none() && conditions.is_none() {
        return html! {};
    }
    let body = html! {
        div .two-columns {
            @if let Some(services) = services { div { h3 { (sheet.say("services-title")) } (of_services(sheet, services)) } }
            div {
                h3 { (sheet.say("agents-title")) }
                @match agents {
                    Some(agents) if agents.suppressed => p .unseen-panel { (sheet.say("group-too-small")) },
                    Some(agents) => (of_agents(sheet, agents)),
                    None => p .unseen-panel { (sheet.say("agents-unseen")) },
                }
                (spreads(sheet))
            }
        }
    };
    sheet.section("conditions", Some(html! { (sheet.say("conditions-lead")) }), body)
}

fn of_services(sheet: &Sheet<'_>, services: &Services) -> Markup {
    let base = || {
        sheet.tell(
            "base-services",
            &[("n", services.histogram.iter().map(|(_, count)| *count).sum::<u64>().into())],
        )
    };
    let link = |to| {
        Some(sheet.acts(&ActsOf {
            contacts: true,
            outcome: Some(types::Outcome::Served),
            service_to: to,
            ..ActsOf::default()
        }))
    };
    let under = html! {
        (sheet.figure("under_10", &sheet.count(services.under_10), base(), link(Some(10))))
        " · " (sheet.percent(services.under_10_rate))
    };
    html! {
        (figures(&[
            (sheet.say("figure-service_mean"), sheet.figure("service_mean", &sheet.duration(services.mean), base(), link(None))),
            (sheet.say("figure-service_median"), sheet.figure("service_median", &sheet.duration(services.median), base(), link(None))),
            (sheet.say("figure-under_10"), under),
        ]))
        @if !services.histogram.is_empty() {
            figure .chart-figure {
                div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("services-title")) {
                    (histogram(&sheet.say("services-title"), &sheet.say("services-desc"), &bins(sheet, services), &|number| sheet.count(number)))
                }
            }
            (sheet.table_behind(table(sheet, services)))
        }
    }
}

fn bins(sheet: &Sheet<'_>, services: &Services) -> Vec<HistogramBin> {
    let longest = services.histogram.iter().map(|(secs, _)| *secs).max().unwrap_or(0).min(LAST_S);
    (0..=longest / BIN_S)
        .map(|index| {
            let from = index * BIN_S;
            let last = from >= LAST_S;
            let count = services
                .histogram
                .iter()
                .filter(|(secs, _)| *secs >= from && (last || *secs < from + BIN_S))
                .map(|(_, count)| count)
                .sum();
            let class = if last {
                format!("≥\u{202f}{from}\u{202f}s")
            } else {
                format!("{from}–{}\u{202f}s", from + BIN_S - 1)
            };
            HistogramBin {
                count,
                label: from
                    .is_multiple_of(60)
                    .then(|| if from == 0 { "0".to_owned() } else { format!("{}\u{202f}min", from / 60) }),
                marked: from + BIN_S <= 10,
                tip: format!(
                    "{class} · {}",
                    sheet.tell("count-services", &[("n", Into::<wording::Arg>::into(count))])
                ),
            }
        })
        .collect()
}

fn table(sheet: &Sheet<'_>, services: &Services) -> Markup {
    const CLASSES: [(u64, u64); 8] =
        [(0, 10), (10, 30), (30, 60), (60, 120), (120, 300), (300, 600), (600, 1_800), (1_800, u64::MAX)];
    let total: u64 = services.histogram.iter().map(|(_, count)| count).sum();
    html! {
        table {
            caption { (sheet.say("services-title")) }
            thead { tr {
                th scope="col" { (sheet.say("col-service")) } th scope="col" .num { (sheet.say("col-services")) } th scope="col" .num { (sheet.say("col-share")) }
            } }
            tbody {
                @for (from, to) in CLASSES {
                    @let count: u64 = services.histogram.iter().filter(|(secs, _)| (from..to).contains(secs)).map(|(_, count)| count).sum();
                    @if count > 0 {
                        tr {
                            th scope="row" { @if to == u64::MAX { "≥ " (sheet.language().duration(from as f64)) } @else { (sheet.language().duration(from as f64)) " – " (sheet.language().duration(to as f64)) } }
                            td .num { (sheet.count(count)) }
                            td .num { (sheet.percent((total > 0).then(|| count as f64 / total as f64))) }
                        }
                    }
                }
            }
        }
    }
}

fn of_agents(sheet: &Sheet<'_>, agents: &Agents) -> Markup {
    let base = || sheet.tell("base-agents", &[("n", agents.count.into())]);
    let mut rows =
        vec![(sheet.say("figure-agents"), sheet.figure("agents", &sheet.count(agents.count), base(), None))];
    if agents.unnamed_services > 0 {
        rows.push((sheet.say("figure-unnamed_services"), html! { (sheet.count(agents.unnamed_services)) }));
    }
    if let Some(gini) = agents.load_gini {
        rows.push((
            sheet.say("figure-load_gini"),
            sheet.figure("load_gini", &sheet.language().decimal(gini, 2), base(), None),
        ));
    }
    let short = agents.short_services.as_ref().filter(|short| short.total > 0);
    html! {
        (figures(&rows))
        @if let Some(share) = short.and_then(|short| short.people_share_for_half) {
            p { (sheet.tell("short-services-concentrate", &[("share", sheet.language().percent_to(share, 0).into())])) }
        }
    }
}

fn spreads(sheet: &Sheet<'_>) -> Markup {
    let agents = sheet.portrait.agents.as_ref();
    let conditions = sheet.portrait.conditions.as_ref();
    let language = sheet.language();
    let duration = |value: f64| language.duration(value);
    let percent = |value: f64| language.percent_to(value, 0);
    let number = |value: f64| {
        if value < 10.0 { language.decimal(value, 1) } else { language.count(value.round() as u64) }
    };
    type Write<'a> = &'a dyn Fn(f64) -> String;
    let rows: [(&str, Option<&Quantiles>, Write<'_>); 5] = [
        ("load_s", agents.and_then(|it| it.load_s.as_ref()), &duration),
        ("services_each", agents.and_then(|it| it.services.as_ref()), &number),
        ("services_per_hour", conditions.and_then(|it| it.services_per_hour.as_ref()), &number),
        ("gap_s", conditions.and_then(|it| it.gap_s.as_ref()), &duration),
        ("occupancy", conditions.and_then(|it| it.occupancy.as_ref()), &percent),
    ];
    html! {
        @if rows.iter().any(|(_, quantiles, _)| quantiles.is_some()) {
            div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("spreads-caption")) { table .spreads {
                caption { (sheet.say("spreads-caption")) }
                thead { tr {
                    th scope="col" { (sheet.say("col-what")) }
                    th scope="col" .num { "10 %" } td .wide {} th scope="col" .num { (sheet.say("col-median")) } th scope="col" .num { "90 %" }
                } }
                tbody {
                    @for (key, quantiles, write) in rows {
                        @if let Some(it) = quantiles {
                            @let full = if key == "occupancy" { 1.0 } else { it.p90 * 1.05 };
                            tr {
                                th scope="row" { (sheet.say(&format!("spread-{key}"))) }
                                td .num { (write(it.p10)) }
                                td .wide { (spread(&Spread { p10: it.p10, p25: it.p25, median: it.median, p75: it.p75, p90: it.p90 }, full, &sheet.say(&format!("spread-{key}")))) }
                                td .num { (write(it.median)) }
                                td .num { (write(it.p90)) }
                            }
                        }
                    }
                }
            } }
        }
        @if let Some(rate) = conditions.and_then(|it| it.gap_under_10_rate) {
            p { (sheet.tell("gap-under-10", &[("share", sheet.language().percent_to(rate, 0).into())])) }
        }
        @if let Some(phases) = conditions.map(|it| &it.phases_not_seen).filter(|phases| !phases.is_empty()) {
            p .aside {
                span .unseen-swatch aria-hidden="true" {} " "
                (sheet.tell("phases-not-seen", &[("phases", phases.iter().map(|phase| phase_name(sheet, phase)).collect::<Vec<_>>().join(", ").into())]))
            }
        }
    }
}

fn phase_name(sheet: &Sheet<'_>, phase: &str) -> String {
    sheet.language().try_tell(&format!("phase-{phase}"), &[]).unwrap_or_else(|| phase.to_owned())
}
