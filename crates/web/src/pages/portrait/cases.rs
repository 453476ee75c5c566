//! Cases handled, as process logs know them.

use maud::{Markup, html};

use super::facts::figures;
use super::sheet::Sheet;
use crate::address::ActsOf;

pub fn cases(sheet: &Sheet<'_>) -> Markup {
    let Some(cases) = &sheet.portrait.cases else { return html! {} };
    let base = || sheet.tell("base-acts", &[("n", cases.events.into())]);
    let all = || Some(sheet.acts(&ActsOf::default()));
    let row = |key: &str, shown: String, behind: Option<String>| {
        (sheet.say(&format!("figure-{key}")), sheet.figure(key, &shown, base(), behind))
    };
    let mut rows = vec![
        row("cases", sheet.count(cases.total), all()),
        row("case_events", sheet.count(cases.events), all()),
        row("case_activities", sheet.count(cases.activities), None),
        row("case_resources", sheet.count(cases.resources), None),
        row("case_without_resource", sheet.count(cases.events_without_resource), None),
        row("case_handovers", sheet.count(cases.handovers), None),
    ];
    if let Some(work) = cases.work_s {
        rows.push(row("case_work", sheet.language().hours(work), all()));
    }
    if cases.total > 0 {
        let each = cases.events as f64 / cases.total as f64;
        rows.push(row("case_events_each", sheet.language().decimal(each, 1), None));
    }
    sheet.section("cases", None, figures(&rows))
}
