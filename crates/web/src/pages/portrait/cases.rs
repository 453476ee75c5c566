//! Cases handled, as process logs know them.

use maud::{Markup, html};
use portrait::Cases;

use super::facts::figures;
use super::sheet::Sheet;
use crate::address::ActsOf;

/// Whether the first screen shows the cases, nothing else having been achieved that this log can tell.
pub fn stand_first(sheet: &Sheet<'_>) -> bool {
    let portrait = sheet.portrait;
    portrait.adjustments.is_none() && portrait.contacts.is_none() && portrait.sales.is_none()
}

/// The section, where the cases do not stand on the first screen.
pub fn cases(sheet: &Sheet<'_>) -> Markup {
    match &sheet.portrait.cases {
        Some(cases) if !stand_first(sheet) => sheet.section("cases", None, of_cases(sheet, cases)),
        _ => html! {},
    }
}

/// The figures of the cases.
pub fn of_cases(sheet: &Sheet<'_>, cases: &Cases) -> Markup {
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
    figures(&rows)
}
