//! Flows from the demand to its end, with the loops of those who return; or from activity to activity.

use maud::{Markup, html};
use types::Scene;

use super::sheet::Sheet;
use crate::charts::{FlowLabels, sankey};

pub fn flows(sheet: &Sheet<'_>) -> Markup {
    let flows = &sheet.portrait.flows;
    if flows.is_empty() {
        return html! {};
    }
    let of_case = flows.iter().any(|flow| flow.from.starts_with("activity:"));
    let stage = |key: &str| stage_name(sheet, key);
    let count = |number: u64| sheet.count(number);
    let labels = FlowLabels {
        title: sheet.say("section-flows"),
        description: sheet.say("flows-desc"),
        stage: &stage,
        count: &count,
    };
    let table = html! {
        table {
            caption { (sheet.say("section-flows")) }
            thead { tr { th scope="col" { (sheet.say("col-from")) } th scope="col" { (sheet.say("col-to")) } th scope="col" .num { (sheet.say("col-count")) } } }
            tbody { @for flow in flows { tr { td { (stage(&flow.from)) } td { (stage(&flow.to)) } td .num { (sheet.count(flow.count)) } } } }
        }
    };
    let body = html! {
        figure .chart-figure {
            div .scroll-x tabindex="0" role="group" aria-label=(sheet.say("section-flows")) { (sankey(flows, &labels)) }
        }
        (sheet.table_behind(table))
    };
    sheet.section(
        "flows",
        Some(html! { (sheet.say(if of_case { "flows-lead-cases" } else { "flows-lead" })) }),
        body,
    )
}

/// The name of a stage's key; a key of the log's own (an activity, a reason) is shown as it is.
fn stage_name(sheet: &Sheet<'_>, key: &str) -> String {
    match key.split_once(':') {
        Some(("demand", "")) => sheet.say("stage-demand-unknown"),
        Some(("demand", reason)) => sheet.tell("stage-demand-of", &[("reason", sheet.reason(reason).into())]),
        Some(("scene", scene)) if scene.parse::<Scene>().is_ok() => sheet.say(&format!("scene-{scene}")),
        Some((_, own)) => own.to_owned(),
        None => sheet.language().try_tell(&format!("stage-{key}"), &[]).unwrap_or_else(|| key.to_owned()),
    }
}
