//! Demand that found no offer, and what became of it.

use maud::{Markup, html};

use super::sheet::Sheet;
use crate::address::{self, ActsOf};

pub fn unmet(sheet: &Sheet<'_>) -> Markup {
    let Some(rows) = sheet.portrait.unmet.as_ref().filter(|rows| !rows.is_empty()) else { return html! {} };
    let followed = rows.iter().any(|row| row.later_served + row.later_unmet + row.never_back > 0);
    let body = html! {
        div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-unmet")) {
            table .unmet {
                caption .visually-hidden { (sheet.say("section-unmet")) }
                thead { tr {
                    th scope="col" { (sheet.say("col-reason")) }
                    th scope="col" { (sheet.say("col-how")) }
                    th scope="col" .num { (sheet.say("col-acts")) }
                    @if followed {
                        th scope="col" .num { (sheet.say("col-later-served")) }
                        th scope="col" .num { (sheet.say("col-later-unmet")) }
                        th scope="col" .num { (sheet.say("col-never-back")) }
                        th scope="col" .num { (sheet.say("col-unknown")) }
                    }
                } }
                tbody {
                    @for row in rows {
                        @let filter = portrait::Filter { reason: row.reason.clone().or_else(|| sheet.filter().reason.clone()), ..sheet.filter().clone() };
                        @let href = address::acts(&sheet.view.name, &filter, &ActsOf { outcome: Some(row.outcome), ..ActsOf::default() });
                        tr {
                            th scope="row" { @match &row.reason { Some(reason) => (sheet.reason(reason.as_str())), None => span .quiet { (sheet.say("reason-none")) } } }
                            td { (sheet.say(&format!("outcome-{}", row.outcome))) }
                            td .num { a href=(href) { (sheet.count(row.acts)) } }
                            @if followed {
                                td .num { (sheet.count(row.later_served)) }
                                td .num { (sheet.count(row.later_unmet)) }
                                td .num { (sheet.count(row.never_back)) }
                                td .num.quiet { (sheet.count(row.unknown)) }
                            }
                        }
                    }
                }
            }
        }
        p .aside { (sheet.rule("unmet")) }
    };
    sheet.section("unmet", Some(html! { (sheet.say("unmet-lead")) }), body)
}
