//! The sentence that says it all. It is put together of the families that the log holds, and no other.

use maud::{Markup, html};
use types::Outcome;

use super::head::capital;
use super::sheet::Sheet;
use crate::address::ActsOf;

pub fn sentence(sheet: &Sheet<'_>) -> Markup {
    let phrases: Vec<Markup> = [contacts(sheet), work(sheet), adjustments(sheet), sales(sheet), cases(sheet)]
        .into_iter()
        .flatten()
        .collect();
    let phrases = if phrases.is_empty() { vec![only_acts(sheet)] } else { phrases };
    let told = html! { p { @for phrase in phrases { (phrase) " " } } };
    html! {
        @if sheet.is_plain() { div .the-sentence { (told) } }
        @else { section .the-sentence aria-label=(sheet.say("section-sentence")) { (told) } }
    }
}

/// A message whose gaps are figures: the text is cut at `⟦0⟧`, `⟦1⟧` … and the figures put in. What touches a
/// figure (a bracket, a full stop) stays on its line.
fn filled(text: &str, figures: &[Markup]) -> Markup {
    let mut rest = text;
    let mut pieces = Vec::new();
    while let Some((before, index, after)) = gap(rest) {
        let clings = |c: char| !c.is_whitespace() && c != '⟦';
        let head = before.trim_end_matches(clings);
        let tail = after.trim_start_matches(clings);
        let (left, right) = (&before[head.len()..], &after[..after.len() - tail.len()]);
        let figure = figures.get(index);
        pieces.push(
            html! { (head) span .nowrap { (left) @if let Some(figure) = figure { (figure) } (right) } },
        );
        rest = tail;
    }
    html! { @for piece in &pieces { (piece) } (rest) }
}

/// The first gap of a message: what stands before it, which figure it is for, what comes after.
fn gap(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once('⟦')?;
    let (index, after) = rest.split_once('⟧')?;
    Some((before, index.trim().parse().ok()?, after))
}

fn period(sheet: &Sheet<'_>) -> String {
    sheet.days().map_or_else(String::new, |days| capital(&days))
}

fn contacts(sheet: &Sheet<'_>) -> Option<Markup> {
    let contacts = sheet.portrait.contacts.as_ref()?;
    let base = || sheet.tell("base-contacts", &[("n", contacts.total.into())]);
    let link = |outcome| Some(sheet.acts(&ActsOf { contacts: true, outcome, ..ActsOf::default() }));
    let figures = [
        sheet.figure(
            "contacts",
            &sheet.count(contacts.total),
            sheet.tell("base-acts", &[("n", sheet.portrait.acts.into())]),
            link(None),
        ),
        sheet.figure("served", &sheet.count(contacts.served), base(), link(Some(Outcome::Served))),
        sheet.figure("abandoned", &sheet.count(contacts.abandoned), base(), link(Some(Outcome::Abandoned))),
        sheet.figure(
            "abandonment_rate",
            &sheet.percent(contacts.abandonment_rate),
            base(),
            link(Some(Outcome::Abandoned)),
        ),
    ];
    let text = sheet.tell("sentence-contacts", &[("period", period(sheet).into())]);
    Some(filled(&text, &figures))
}

fn work(sheet: &Sheet<'_>) -> Option<Markup> {
    let work = sheet.portrait.work_s?;
    let waits = sheet.portrait.wait_s.as_ref();
    let (customer, agent) = (work.customer?, work.agent?);
    let language = sheet.language();
    let base = || sheet.tell("base-acts", &[("n", sheet.portrait.acts.into())]);
    let contacts = sheet.portrait.contacts.as_ref().map_or(0, |contacts| contacts.total);
    let waited = || sheet.tell("base-contacts", &[("n", contacts.into())]);
    let all = || Some(sheet.acts(&ActsOf::default()));
    let figures = [
        sheet.figure("work_customer", &language.hours(customer), base(), all()),
        sheet.figure("wait_total", &language.hours(waits.map_or(0.0, |waits| waits.total)), waited(), all()),
        sheet.figure("work_agent", &language.hours(agent), base(), all()),
    ];
    let key = if waits.is_some() { "sentence-work" } else { "sentence-work-unwaited" };
    Some(filled(&sheet.say(key), &figures))
}

fn adjustments(sheet: &Sheet<'_>) -> Option<Markup> {
    let all = sheet.portrait.adjustments.as_ref().filter(|all| all.total > 0)?;
    let base = || sheet.tell("base-demands", &[("n", all.total.into())]);
    let link = |outcome: &str| Some(crate::address::adjustments(&sheet.view.name, sheet.filter(), outcome));
    let returned = all.fitted_after_returns + all.unmet_after_returns;
    let mut figures = vec![
        sheet.figure(
            "demands",
            &sheet.count(all.total),
            sheet.tell("base-contacts", &[("n", all.contacts_identified.into())]),
            link("fitted_at_once"),
        ),
        sheet.figure("fitted_at_once", &sheet.count(all.fitted_at_once), base(), link("fitted_at_once")),
        sheet.figure(
            "fitted_after_returns",
            &sheet.count(all.fitted_after_returns),
            base(),
            link("fitted_after_returns"),
        ),
        sheet.figure(
            "unmet",
            &sheet.count(all.unmet_at_once + all.unmet_after_returns),
            base(),
            link("unmet_at_once"),
        ),
    ];
    let everybody: f64 = all.work.values().map(|work| work.customer_s + work.waiting_s + work.agent_s).sum();
    let theirs: f64 = ["fitted_after_returns", "unmet_after_returns"]
        .iter()
        .filter_map(|outcome| all.work.get(*outcome))
        .map(|work| work.customer_s + work.waiting_s + work.agent_s)
        .sum();
    let mut text = sheet.say("sentence-adjustments");
    if returned >= 5 && everybody > 0.0 {
        let share = returned as f64 / all.total as f64;
        figures.push(sheet.figure("returned_share", &sheet.language().percent_to(share, 0), base(), None));
        figures.push(sheet.figure(
            "returned_time",
            &sheet.language().percent_to(theirs / everybody, 0),
            base(),
            None,
        ));
        text = format!("{text} {}", sheet.say("sentence-returns"));
    }
    Some(filled(&text, &figures))
}

fn sales(sheet: &Sheet<'_>) -> Option<Markup> {
    let sales = sheet.portrait.sales.as_ref()?;
    let language = sheet.language();
    let currency = sales.currency.as_deref();
    let base = || sheet.tell("base-lines", &[("n", sales.lines.into())]);
    let link = |outcome| Some(sheet.acts(&ActsOf { outcome, ..ActsOf::default() }));
    let figures = [
        sheet.figure("sales_orders", &sheet.count(sales.clean.orders), base(), link(None)),
        sheet.figure("sales_customers", &sheet.count(sales.clean.customers), base(), None),
        sheet.figure(
            "sales_clean_sum",
            &language.money(&sales.clean.sum, currency),
            base(),
            link(Some(Outcome::Served)),
        ),
        sheet.figure("sales_lines", &sheet.count(sales.lines), base(), link(None)),
        sheet.figure(
            "sales_cancel_lines",
            &sheet.count(sales.cancel_lines),
            base(),
            link(Some(Outcome::Undone)),
        ),
        sheet.figure(
            "sales_corrections",
            &sheet.count(sales.stock_corrections),
            base(),
            link(Some(Outcome::Corrected)),
        ),
    ];
    // The period is said once, by whichever family speaks first.
    let opening = if sheet.portrait.contacts.is_some() {
        sheet.say("sentence-sales-too")
    } else {
        sheet.tell("sentence-sales", &[("period", period(sheet).into())])
    };
    let rest = match (sales.cancel_lines > 0, sales.stock_corrections > 0) {
        (true, true) => sheet.say("sentence-lines-cancelled-corrected"),
        (true, false) => sheet.say("sentence-lines-cancelled"),
        (false, true) => sheet.say("sentence-lines-corrected"),
        (false, false) => String::new(),
    };
    Some(filled(&format!("{opening} {rest}"), &figures))
}

fn cases(sheet: &Sheet<'_>) -> Option<Markup> {
    let cases = sheet.portrait.cases.as_ref()?;
    let base = || sheet.tell("base-acts", &[("n", cases.events.into())]);
    let all = || Some(sheet.acts(&ActsOf::default()));
    let mut figures = vec![
        sheet.figure("cases", &sheet.count(cases.total), base(), all()),
        sheet.figure("case_events", &sheet.count(cases.events), base(), all()),
        sheet.figure("case_resources", &sheet.count(cases.resources), base(), None),
        sheet.figure("case_handovers", &sheet.count(cases.handovers), base(), None),
    ];
    let mut text = sheet.tell("sentence-cases", &[("period", period(sheet).into())]);
    if let Some(work) = cases.work_s {
        figures.push(sheet.figure("case_work", &sheet.language().hours(work), base(), all()));
        text = format!("{text} {}", sheet.say("sentence-case-work"));
    }
    Some(filled(&text, &figures))
}

fn only_acts(sheet: &Sheet<'_>) -> Markup {
    let figures = [sheet.figure(
        "acts",
        &sheet.count(sheet.portrait.acts),
        sheet.say("base-log"),
        Some(sheet.acts(&ActsOf::default())),
    )];
    filled(&sheet.tell("sentence-acts", &[("period", period(sheet).into())]), &figures)
}
