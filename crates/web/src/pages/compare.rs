//! Two views laid side by side: the same figures, the same order, no verdict.

use maud::{Markup, html};
use portrait::Portrait;

use super::frame::{Place, frame};
use super::parts::{badge, unfinished_banner, view_title};
use super::portrait::{PortraitView, portrait_aside};
use crate::context::PageContext;
use crate::model::ViewSummary;

/// One side.
#[derive(Debug, Clone, Copy)]
pub struct CompareSide<'a> {
    /// The view.
    pub view: &'a ViewSummary,
    /// Its figures.
    pub portrait: &'a Portrait,
}

/// `GET /compare?left=…&right=…`: both sides chosen, or one, or none yet.
pub fn compare_page(
    ctx: &PageContext,
    views: &[ViewSummary],
    left: Option<CompareSide<'_>>,
    right: Option<CompareSide<'_>>,
) -> Markup {
    let title = ctx.say("compare-title");
    let chosen = |side: Option<CompareSide<'_>>| side.map(|side| side.view.name.clone());
    let main = html! {
        h1 { (title) }
        form .filters method="get" action="/compare" {
            @for (name, key, side) in [("left", "compare-left", chosen(left)), ("right", "compare-right", chosen(right))] {
                label { span { (ctx.say(key)) }
                    select name=(name) {
                        @for view in views { option value=(view.name) selected[side.as_ref() == Some(&view.name)] { (view_title(ctx, view)) } }
                    }
                }
            }
            div .filter-actions { button type="submit" { (ctx.say("compare-go")) } }
        }
        @if let (Some(left), Some(right)) = (left, right) {
            (key_figures(ctx, left, right))
            div .side-by-side {
                @for side in [left, right] {
                    article .portrait aria-label=(side.view.title) {
                        h2 .side-title { a href={ "/views/" (side.view.name) } { (view_title(ctx, side.view)) } " " (badge(ctx, side.view)) }
                        (unfinished_banner(ctx, side.view))
                        (portrait_aside(ctx, PortraitView { view: side.view, portrait: side.portrait, notes: &[], others: &[], filter_problem: None }))
                    }
                }
            }
        } @else { p .empty { (ctx.say("compare-choose")) } }
    };
    frame(ctx, &title, Place::Views, main)
}

/// The figures that both can have, one row each; an absent one is hatched.
fn key_figures(ctx: &PageContext, left: CompareSide<'_>, right: CompareSide<'_>) -> Markup {
    let language = ctx.language;
    let rows: Vec<(&str, [Option<String>; 2])> = vec![
        ("figure-acts", both(left, right, |it| Some(language.count(it.acts)))),
        (
            "figure-contacts",
            both(left, right, |it| it.contacts.as_ref().map(|contacts| language.count(contacts.total))),
        ),
        (
            "figure-abandonment_rate",
            both(left, right, |it| it.contacts.as_ref()?.abandonment_rate.map(|rate| language.percent(rate))),
        ),
        (
            "compare-mean-wait",
            both(left, right, |it| it.wait_s.as_ref()?.mean_all.map(|secs| language.duration(secs))),
        ),
        (
            "figure-service_mean",
            both(left, right, |it| it.service_s.as_ref()?.mean.map(|secs| language.duration(secs))),
        ),
        (
            "figure-service_median",
            both(left, right, |it| it.service_s.as_ref()?.median.map(|secs| language.duration(secs))),
        ),
        (
            "figure-under_10",
            both(left, right, |it| it.service_s.as_ref()?.under_10_rate.map(|rate| language.percent(rate))),
        ),
        ("compare-fitted-at-once", both(left, right, |it| share(ctx, it, |all| all.fitted_at_once))),
        (
            "compare-needed-returns",
            both(left, right, |it| share(ctx, it, |all| all.fitted_after_returns + all.unmet_after_returns)),
        ),
        (
            "figure-sales_orders",
            both(left, right, |it| it.sales.as_ref().map(|sales| language.count(sales.clean.orders))),
        ),
        (
            "figure-sales_clean_sum",
            both(left, right, |it| {
                it.sales.as_ref().map(|sales| language.money(&sales.clean.sum, sales.currency.as_deref()))
            }),
        ),
        ("figure-cases", both(left, right, |it| it.cases.as_ref().map(|cases| language.count(cases.total)))),
        (
            "figure-case_work",
            both(left, right, |it| it.cases.as_ref()?.work_s.map(|secs| language.hours(secs))),
        ),
    ];
    html! {
        div .scroll-x tabindex="0" role="group" aria-label=(ctx.say("compare-figures")) {
            table .compare-figures {
                caption .visually-hidden { (ctx.say("compare-figures")) }
                thead { tr { td {} th scope="col" .num { (view_title(ctx, left.view)) } th scope="col" .num { (view_title(ctx, right.view)) } } }
                tbody {
                    @for (key, values) in rows.iter().filter(|(_, values)| values.iter().any(Option::is_some)) {
                        tr {
                            th scope="row" { (ctx.say(key)) }
                            @for value in values {
                                @match value {
                                    Some(text) => td .num { (text) },
                                    None => td .num.unseen { span .visually-hidden { (ctx.say("not-seen")) } },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn both(
    left: CompareSide<'_>,
    right: CompareSide<'_>,
    of: impl Fn(&Portrait) -> Option<String>,
) -> [Option<String>; 2] {
    [of(left.portrait), of(right.portrait)]
}

fn share(ctx: &PageContext, of: &Portrait, part: impl Fn(&portrait::Adjustments) -> u64) -> Option<String> {
    let all = of.adjustments.as_ref().filter(|all| all.total > 0)?;
    Some(ctx.language.percent(part(all) as f64 / all.total as f64))
}
