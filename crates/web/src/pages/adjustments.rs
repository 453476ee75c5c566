//! Adjustments of one outcome; and one of them, told as a story.

use maud::{Markup, html};
use types::ObjectRef;
use wording::{Tense, tell_acts_naming};

use super::frame::{Place, frame};
use super::parts::{crumbs, pager, unfinished_banner};
use crate::charts::{Ink, Share, bar, legend};
use crate::context::PageContext;
use crate::model::{AdjustmentPage, AdjustmentRow, AdjustmentStory, StoryStep, ViewSummary};

/// Outcomes, in the order of the portrait.
const OUTCOMES: [&str; 5] =
    ["fitted_at_once", "fitted_after_returns", "unmet_at_once", "unmet_after_returns", "undone"];

/// `GET /views/{view}/adjustments?outcome=…`
pub fn adjustments_page(ctx: &PageContext, view: &ViewSummary, page: &AdjustmentPage) -> Markup {
    let outcome = outcome_name(ctx, &page.outcome);
    let title = ctx.tell("adjustments-title", &[("outcome", outcome.as_str().into())]);
    let query = ctx.path.split_once('?').map_or("", |(_, query)| query);
    let others: String = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("outcome=") && !pair.starts_with("skip="))
        .map(|pair| format!("&{pair}"))
        .collect();
    let most = page
        .rows
        .iter()
        .map(|row| row.customer_s + row.waiting_s)
        .chain(page.rows.iter().map(|row| row.agent_s))
        .fold(0.0, f64::max);
    let main = html! {
        (crumbs(ctx, view, &ctx.say("adjustments-here")))
        h1 { (title) }
        (unfinished_banner(ctx, view))
        nav .tabs aria-label=(ctx.say("col-outcome")) {
            ul { @for key in OUTCOMES {
                li { a href={ "/views/" (view.name) "/adjustments?outcome=" (key) (others) } aria-current=[(key == page.outcome).then_some("page")] { (outcome_name(ctx, key)) } }
            } }
        }
        p .quiet { (ctx.tell("count-demands", &[("n", page.total.into())])) }
        @if page.suppressed {
            p .unseen-panel { (ctx.say("group-too-small")) }
        } @else if page.rows.is_empty() {
            p .empty { (ctx.say("adjustments-none")) }
        } @else {
            (inks(ctx))
            div .scroll-x tabindex="0" role="group" aria-label=(title) {
                table .adjustments {
                    caption .visually-hidden { (title) }
                    thead { tr {
                        th scope="col" { (ctx.say("adjustment-opened")) }
                        th scope="col" .num { (ctx.say("col-contacts")) }
                        th scope="col" .num { (ctx.say("adjustment-span")) }
                        th scope="col" { (ctx.say("axis-customers-time")) }
                        th scope="col" { (ctx.say("axis-agents-time")) }
                    } }
                    tbody { @for row in &page.rows { (line(ctx, view, row, most)) } }
                }
            }
        }
        (pager(ctx, page.previous.as_deref(), page.next.as_deref()))
    };
    frame(ctx, &title, Place::Views, main)
}

fn line(ctx: &PageContext, view: &ViewSummary, row: &AdjustmentRow, most: f64) -> Markup {
    let language = ctx.language;
    let span = row.ended.duration_since(row.opened).as_secs_f64();
    html! {
        tr {
            th scope="row" {
                a href={ "/views/" (view.name) "/adjustments/" (row.key) } { (language.moment(row.opened, &view.zone)) }
                @if row.open_at_end { " " span .badge { (ctx.say("adjustment-open")) } }
            }
            td .num { (language.count(row.contacts)) }
            td .num { (language.duration(span)) }
            td .measured {
                (bar(&customer_shares(ctx, row), most, false, 12))
                span .mini-measure { (language.duration(row.customer_s)) " + " (language.duration(row.waiting_s)) " " (ctx.say("of-waiting")) }
            }
            td .measured {
                (bar(&[agent_share(ctx, row)], most, false, 12))
                span .mini-measure { (language.duration(row.agent_s)) }
            }
        }
    }
}

/// `GET /views/{view}/adjustments/{key}`
pub fn adjustment_page(ctx: &PageContext, view: &ViewSummary, story: &AdjustmentStory) -> Markup {
    let row = &story.row;
    let language = ctx.language;
    let title = ctx.tell("adjustment-title", &[("outcome", one_outcome(ctx, &row.outcome).into())]);
    let full = (row.customer_s + row.waiting_s).max(row.agent_s);
    let main = html! {
        div .narrow {
            (crumbs(ctx, view, &ctx.say("adjustment-here")))
            h1 { (title) }
            p .told { (ctx.tell("adjustment-told", &[
                ("opened", language.moment(row.opened, &view.zone).into()),
                ("contacts", row.contacts.into()),
                ("span", language.duration(row.ended.duration_since(row.opened).as_secs_f64()).into()),
            ])) }
            (inks(ctx))
            div .story-work {
                div { (bar(&customer_shares(ctx, row), full, false, 22)) span .measure { (language.duration(row.customer_s)) span .quiet { " + " (language.duration(row.waiting_s)) " " (ctx.say("of-waiting")) } } }
                div { (bar(&[agent_share(ctx, row)], full, false, 22)) span .measure { (language.duration(row.agent_s)) } }
            }
            ol .story { @for (index, step) in story.steps.iter().enumerate() { (step_of(ctx, view, story, index, step)) } }
            @if row.open_at_end { p .notice { (ctx.tell("adjustment-open-why", &[("window", language.duration(story.window_h * 3_600.0).into())])) } }
            p .aside { (ctx.tell("rule-adjustments", &[("window", language.duration(story.window_h * 3_600.0).into()), ("within", "".into())])) }
        }
    };
    frame(ctx, &title, Place::Views, main)
}

/// One contact of the story, and how long after the one before it came.
fn step_of(
    ctx: &PageContext,
    view: &ViewSummary,
    story: &AdjustmentStory,
    index: usize,
    step: &StoryStep,
) -> Markup {
    let start = step.acts.first().map(|act| act.occurred_at);
    let before =
        index.checked_sub(1).and_then(|at| story.steps[at].acts.iter().map(types::Act::ended_at).max());
    let gap = before
        .zip(start)
        .map(|(before, start)| start.duration_since(before).as_secs_f64())
        .filter(|gap| *gap >= 0.0);
    let outcome = step.acts.iter().rev().find_map(|act| act.outcome);
    let reason = step.acts.iter().find_map(|act| act.reason.as_ref());
    let name_of = |object: &ObjectRef| story.names.get(&*object.id).cloned();
    let told = tell_acts_naming(ctx.language, &step.acts, &view.zone, Tense::Untimed, &name_of);
    html! {
        li .{ "ended-" (outcome.map_or("step", types::Outcome::name)) } {
            @if let Some(gap) = gap { p .gap { (ctx.tell("story-later", &[("time", ctx.language.duration(gap).into())])) } }
            @if let Some(start) = start { time datetime=(start.to_string()) { (super::portrait::capital(&ctx.language.moment(start, &view.zone))) } }
            p { (told) "." }
            p .quiet {
                @if let Some(reason) = reason { (ctx.language.reason(reason.as_str())) " · " }
                @if let Some(outcome) = outcome { (ctx.say(&format!("outcome-{outcome}"))) " · " }
                @for (at, act) in step.acts.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "/views/" (view.name) "/acts/" (act.id) } { (ctx.tell("story-act", &[("n", (at as u64 + 1).into())])) }
                }
            }
        }
    }
}

fn inks(ctx: &PageContext) -> Markup {
    legend(&[
        (Ink::Customer, ctx.say("actors-customer")),
        (Ink::Waiting, ctx.say("waiting")),
        (Ink::Agent, ctx.say("actors-agent")),
    ])
}

fn customer_shares(ctx: &PageContext, row: &AdjustmentRow) -> [Share; 2] {
    let tip = |key: &str, seconds: f64| format!("{} · {}", ctx.say(key), ctx.language.duration(seconds));
    [
        Share { ink: Ink::Customer, value: row.customer_s, tip: tip("actors-customer", row.customer_s) },
        Share { ink: Ink::Waiting, value: row.waiting_s, tip: tip("waiting", row.waiting_s) },
    ]
}

fn agent_share(ctx: &PageContext, row: &AdjustmentRow) -> Share {
    let tip = format!("{} · {}", ctx.say("actors-agent"), ctx.language.duration(row.agent_s));
    Share { ink: Ink::Agent, value: row.agent_s, tip }
}

/// How one demand ended, in a few words.
fn one_outcome(ctx: &PageContext, outcome: &str) -> String {
    ctx.language.try_tell(&format!("one-{outcome}"), &[]).unwrap_or_else(|| outcome.replace('_', " "))
}

fn outcome_name(ctx: &PageContext, outcome: &str) -> String {
    ctx.language.try_tell(&format!("adjusted-{outcome}"), &[]).unwrap_or_else(|| outcome.replace('_', " "))
}
