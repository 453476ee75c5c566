//! Plain rows of figures: contacts by reason, and shares of a whole.

use maud::{Markup, html};
use types::Outcome;

use super::sheet::Sheet;
use crate::address::{self, ActsOf};
use crate::charts::{Ink, Share, bar};

/// How a whole falls into parts: a row each, with its share.
pub fn shares(sheet: &Sheet<'_>, rows: &[(&str, u64)], total: u64) -> Markup {
    html! {
        table .shares {
            tbody {
                @for (key, count) in rows.iter().filter(|(_, count)| *count > 0) {
                    tr {
                        th scope="row" { (sheet.say(key)) }
                        td .num { (sheet.count(*count)) }
                        td .num.quiet { (sheet.percent((total > 0).then(|| *count as f64 / total as f64))) }
                        td .wide { (bar(&[Share { ink: Ink::Customer, value: *count as f64, tip: sheet.say(key) }], total as f64, false, 14)) }
                    }
                }
            }
        }
    }
}

/// A list of named figures.
pub fn figures(rows: &[(String, Markup)]) -> Markup {
    html! {
        dl .figures {
            @for (name, shown) in rows { div { dt { (name) } dd { (shown) } } }
        }
    }
}

/// Contacts by reason.
pub fn by_reason(sheet: &Sheet<'_>) -> Markup {
    let Some(rows) = sheet.portrait.by_reason.as_ref().filter(|rows| rows.len() > 1) else { return html! {} };
    let most = rows.iter().map(|row| row.contacts).max().unwrap_or(0) as f64;
    let body = html! {
        div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-by_reason")) {
            table .reasons {
                caption .visually-hidden { (sheet.say("section-by_reason")) }
                thead { tr {
                    th scope="col" { (sheet.say("col-reason")) }
                    th scope="col" .num { (sheet.say("col-contacts")) }
                    td .wide {}
                    th scope="col" .num { (sheet.say("col-abandonment")) }
                    th scope="col" .num { (sheet.say("col-mean-service")) }
                    th scope="col" .num { (sheet.say("col-waiting")) }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" {
                                @match &row.reason {
                                    Some(reason) => a href=(address::portrait(&sheet.view.name, &portrait::Filter { reason: Some(reason.clone()), ..sheet.filter().clone() })) { (sheet.reason(reason.as_str())) },
                                    None => span .quiet { (sheet.say("reason-none")) },
                                }
                            }
                            td .num {
                                @match &row.reason {
                                    Some(reason) => a href=(address::acts(&sheet.view.name, &portrait::Filter { reason: Some(reason.clone()), ..sheet.filter().clone() }, &ActsOf { contacts: true, ..ActsOf::default() })) { (sheet.count(row.contacts)) },
                                    None => (sheet.count(row.contacts)),
                                }
                            }
                            td .wide { (reason_bar(sheet, row, most)) }
                            td .num { (sheet.percent(row.abandonment_rate)) }
                            td .num { (sheet.duration(row.mean_service_s)) }
                            td .num { (sheet.language().hours(row.wait_s)) }
                        }
                    }
                }
            }
        }
    };
    sheet.section("by_reason", Some(html! { (sheet.say("by_reason-lead")) }), body)
}

fn reason_bar(sheet: &Sheet<'_>, row: &portrait::ByReason, most: f64) -> Markup {
    let abandoned = row.abandonment_rate.unwrap_or(0.0) * row.contacts as f64;
    let served = row.contacts as f64 - abandoned;
    let tip = |outcome: Outcome, count: f64| {
        format!("{} · {}", sheet.say(&format!("outcome-{outcome}")), sheet.count(count.round() as u64))
    };
    bar(
        &[
            Share { ink: Ink::Agent, value: served, tip: tip(Outcome::Served, served) },
            Share { ink: Ink::Waiting, value: abandoned, tip: tip(Outcome::Abandoned, abandoned) },
        ],
        most,
        false,
        14,
    )
}
