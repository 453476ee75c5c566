//! What this work achieved: adjustments by outcome, customers' time to the left, agents' time to the right.
//!
//! Two axes and never one ratio: in a talk both sides count the same seconds, and a ratio improves when
//! agents work longer. Waiting stands on the customers' side, beside their work, in its own ink.

use maud::{Markup, html};
use portrait::{Adjustments, OutcomeWork};

use super::sheet::Sheet;
use crate::address;
use crate::charts::{Ink, Share, bar, legend};

/// Outcomes in the order in which they are shown.
const OUTCOMES: [&str; 5] =
    ["fitted_at_once", "fitted_after_returns", "unmet_at_once", "unmet_after_returns", "undone"];

pub fn achieved(sheet: &Sheet<'_>) -> Markup {
    match sheet.portrait.adjustments.as_ref().filter(|all| all.total > 0) {
        Some(all) => by_outcome(sheet, all),
        None => sheet.section(
            "achieved",
            None,
            html! {
                p .unseen-panel { (sheet.say("achieved-unseen")) }
                @if let Some(cases) = sheet.portrait.cases.as_ref().filter(|_| super::cases::stand_first(sheet)) {
                    (super::cases::of_cases(sheet, cases))
                }
                @if let Some(contacts) = &sheet.portrait.contacts {
                    (super::facts::shares(sheet, &[
                        ("fate-served", contacts.served), ("fate-abandoned", contacts.abandoned),
                    ], contacts.total))
                }
                @if let Some(sales) = &sheet.portrait.sales {
                    (super::facts::shares(sheet, &[
                        ("fate-sold", sales.clean.lines),
                        ("fate-cancelled", sales.cancel_lines),
                        ("fate-corrected", sales.stock_corrections),
                        ("fate-other", sales.lines.saturating_sub(sales.clean.lines + sales.cancel_lines + sales.stock_corrections)),
                    ], sales.lines))
                }
            },
        ),
    }
}

fn by_outcome(sheet: &Sheet<'_>, all: &Adjustments) -> Markup {
    let rows: Vec<(&str, OutcomeWork)> = OUTCOMES
        .iter()
        .filter_map(|outcome| all.work.get(*outcome).map(|work| (*outcome, *work)))
        .filter(|(_, work)| work.adjustments > 0)
        .collect();
    // One scale for both sides: an hour of a customer is as long as an hour of an agent.
    let full =
        rows.iter().map(|(_, work)| (work.customer_s + work.waiting_s).max(work.agent_s)).fold(0.0, f64::max);
    let open = all.open_at_end;
    let open = open.fitted_at_once
        + open.fitted_after_returns
        + open.unmet_at_once
        + open.unmet_after_returns
        + open.undone;
    let lead = html! {
        (sheet.tell("achieved-lead", &[("window", sheet.language().duration(all.window_h * 3_600.0).into())]))
        @if open > 0 { " " (sheet.tell("achieved-open", &[("n", open.into())])) }
    };
    let body = html! {
        (legend(&[
            (Ink::Customer, sheet.say("actors-customer")), (Ink::Waiting, sheet.say("waiting")), (Ink::Agent, sheet.say("actors-agent")),
        ]))
        div .butterfly role="list" {
            div .butterfly-head aria-hidden="true" {
                span {} span .left { "← " (sheet.say("axis-customers-time")) } span .right { (sheet.say("axis-agents-time")) " →" }
            }
            @for (outcome, work) in &rows { (row(sheet, all, outcome, work, full)) }
        }
        (sheet.table_behind(table(sheet, all, &rows)))
        @if all.contacts_unidentified > 0 {
            p .aside { (sheet.tell("achieved-unidentified", &[
                ("n", all.contacts_unidentified.into()), ("known", all.contacts_identified.into()),
            ])) }
        }
    };
    sheet.section("achieved", Some(lead), body)
}

fn row(sheet: &Sheet<'_>, all: &Adjustments, outcome: &str, work: &OutcomeWork, full: f64) -> Markup {
    let language = sheet.language();
    let share = work.adjustments as f64 / all.total as f64;
    let base = sheet.tell("base-demands", &[("n", all.total.into())]);
    let href = address::adjustments(&sheet.view.name, sheet.filter(), outcome);
    let tip = |key: &str, seconds: f64| format!("{} · {}", sheet.say(key), language.hours(seconds));
    let left = [
        Share { ink: Ink::Customer, value: work.customer_s, tip: tip("actors-customer", work.customer_s) },
        Share { ink: Ink::Waiting, value: work.waiting_s, tip: tip("waiting", work.waiting_s) },
    ];
    let right = [Share { ink: Ink::Agent, value: work.agent_s, tip: tip("actors-agent", work.agent_s) }];
    html! {
        div .butterfly-row.{ "o-" (outcome) } role="listitem" {
            div .butterfly-name {
                a href=(href) { (sheet.say(&format!("adjusted-{outcome}"))) }
                span .butterfly-count {
                    (sheet.figure_as("adjusted", outcome, &sheet.count(work.adjustments), base, Some(address::adjustments(&sheet.view.name, sheet.filter(), outcome))))
                    " · " (language.percent(share))
                }
            }
            div .butterfly-side.left {
                (bar(&left, full, true, 26))
                span .measure { (language.hours(work.customer_s)) span .quiet { " + " (language.hours(work.waiting_s)) " " (sheet.say("of-waiting")) } }
            }
            div .butterfly-side.right {
                (bar(&right, full, false, 26))
                span .measure { (language.hours(work.agent_s)) }
            }
        }
    }
}

fn table(sheet: &Sheet<'_>, all: &Adjustments, rows: &[(&str, OutcomeWork)]) -> Markup {
    let language = sheet.language();
    let each = |seconds: f64, work: &OutcomeWork| language.duration(seconds / work.adjustments.max(1) as f64);
    html! {
        table {
            caption { (sheet.say("section-achieved")) }
            thead { tr {
                th scope="col" { (sheet.say("col-outcome")) }
                th scope="col" .num { (sheet.say("col-demands")) }
                th scope="col" .num { (sheet.say("col-share")) }
                th scope="col" .num { (sheet.say("col-contacts")) }
                th scope="col" .num { (sheet.say("col-customer-each")) }
                th scope="col" .num { (sheet.say("col-waiting-each")) }
                th scope="col" .num { (sheet.say("col-agent-each")) }
            } }
            tbody {
                @for (outcome, work) in rows {
                    tr {
                        th scope="row" { a href=(address::adjustments(&sheet.view.name, sheet.filter(), outcome)) { (sheet.say(&format!("adjusted-{outcome}"))) } }
                        td .num { (sheet.count(work.adjustments)) }
                        td .num { (language.percent(work.adjustments as f64 / all.total.max(1) as f64)) }
                        td .num { (sheet.count(work.contacts)) }
                        td .num { (each(work.customer_s, work)) }
                        td .num { (each(work.waiting_s, work)) }
                        td .num { (each(work.agent_s, work)) }
                    }
                }
            }
        }
    }
}
