//! What each tariff would have cost: the ranking, a plot, each in detail, and what may be done next.

use maud::{Markup, html};

use super::detail::details;
use super::fields::{Field, along, done, problems};
use super::model::{Notice, OddLine, PricedOffer, ResultPage};
use super::plot::plot;
use super::ranking::ranking;
use crate::context::PageContext;
use crate::pages::parts::marks;
use crate::pages::shop::model::{AskLink, Store};
use crate::pages::shop::{StoreHead, store_frame};

/// How many offerings the plot shows, and how many are opened in detail.
const PLOTTED: usize = 3;

/// `GET /shelf/use/{file}`, `/shelf/use/stated`, `/shelf/use/kept/{id}`
pub fn result_page(ctx: &PageContext, store: &Store, page: &ResultPage) -> Markup {
    let title = ctx.say("meter-result-title");
    // What is not priced whole has no total, so that it cannot be compared: it stands apart.
    let (whole, partial) =
        page.offers.split_at(page.offers.iter().take_while(|offer| offer.complete).count());
    let main = html! {
        div .meter {
            h1 { (title) }
            p .lead { (page.summary) }
            @if let Some(peak) = &page.peak { p { (peak) } }
            (done(page.done.as_deref()))
            (problems(ctx, &page.problems))
            @for notice in &page.notices { (told(notice)) }
            (odd(ctx, &page.oddities))
            (settings(ctx, page))
            @if page.offers.is_empty() {
                div .notice role="status" { p { (ctx.say("meter-nothing-priced")) } }
            }
            @if !whole.is_empty() {
                (ranking(ctx, page, whole))
                (plot(ctx, &whole[..whole.len().min(PLOTTED)]))
                (details(ctx, whole))
            }
            (without_total(ctx, partial, whole.is_empty()))
            (left_out(ctx, page))
            (next(ctx, page))
            (rules(ctx, page))
        }
    };
    let offerings = page.offers.iter().take(4).map(|offer| offer.id.clone()).collect();
    let ask = AskLink { title: title.clone(), offerings, ..AskLink::default() };
    let head = StoreHead { title: &title, ask, ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

fn told(notice: &Notice) -> Markup {
    html! {
        div .notice.warning role="status" {
            p { strong { (notice.title) } }
            @for text in &notice.text { p { (text) } }
            @if let Some(way) = &notice.way { p { a href=(way.href) { (way.title) } } }
        }
    }
}

fn odd(ctx: &PageContext, oddities: &[OddLine]) -> Markup {
    html! {
        @if !oddities.is_empty() {
            details .meter-odd {
                summary { (ctx.tell("meter-odd-title", &[("n", oddities.len().into())])) " (" (oddities.len()) ")" }
                ul {
                    @for line in oddities {
                        li .warning[line.warning] {
                            (line.sentence)
                            @if !line.lines.is_empty() { " (" (line.lines) ")" }
                            @if !line.example.is_empty() { ": " bdi .example { (line.example) } }
                        }
                    }
                }
            }
        }
    }
}

fn settings(ctx: &PageContext, page: &ResultPage) -> Markup {
    let hint = ctx.say("meter-choice-hours-hint");
    let (hours, prices, meter) =
        (ctx.say("meter-choice-hours"), ctx.say("meter-choice-prices"), ctx.say("meter-choice-meter"));
    let field = |name, label, hint| Field {
        name,
        label,
        hint,
        values: &page.values,
        problems: &page.problems,
        asked: None,
    };
    html! {
        form .meter-settings method="get" action=(page.here) aria-label=(ctx.say("meter-choices")) {
            (along(&page.along))
            @if page.meters.len() > 1 { (field("meter", &meter, None).select(&page.meters)) }
            @if page.levels.len() > 1 { (field("level", &page.level_name, None).select(&page.levels)) }
            (field("prices", &prices, None).select(&page.prices))
            @if page.own_hours { (field("hours", &hours, Some(&hint)).text("")) }
            p .actions { button type="submit" { (ctx.say("meter-choice-go")) } }
        }
    }
}

/// Offerings of which some of the use has no price: why, and no total, since a part would be read as the whole.
fn without_total(ctx: &PageContext, partial: &[PricedOffer], alone: bool) -> Markup {
    html! {
        @if !partial.is_empty() {
            section aria-labelledby="without-total" {
                h2 #without-total { (ctx.say("meter-partial-title")) }
                p { (ctx.say(if alone { "meter-partial-all" } else { "meter-partial-some" })) }
                ul .meter-partial {
                    @for offer in partial {
                        li { a href=(offer.href) { (offer.name) } @for remark in &offer.remarks { span .remark { (remark) } } }
                    }
                }
            }
        }
    }
}

fn left_out(ctx: &PageContext, page: &ResultPage) -> Markup {
    html! {
        @if !page.left_out.is_empty() {
            section aria-labelledby="left-out" {
                h2 #left-out { (ctx.say("meter-left-out-title")) }
                ul { @for (name, why) in &page.left_out { li { strong { (name) } ": " (why) } } }
            }
        }
    }
}

/// What is chosen on the page, for its forms to carry along.
pub(super) fn chosen(page: &ResultPage) -> Markup {
    html! {
        @for name in ["meter", "level", "prices", "hours"] {
            // What a form carries along already is not said twice.
            @if let Some(value) = page.values.get(name).filter(|_| page.along.iter().all(|(known, _)| known != name)) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

fn next(ctx: &PageContext, page: &ResultPage) -> Markup {
    let step = |path: &str, form: &str, label: &str, hint: &str, class: &str| {
        html! {
            form method="post" action={ (page.here) (path) } {
                (marks(ctx, form))
                (along(&page.along))
                (chosen(page))
                button .(class) type="submit" { (ctx.say(label)) }
                @if !hint.is_empty() { p .hint { (ctx.say(hint)) } }
            }
        }
    };
    html! {
        section .meter-next aria-labelledby="next" {
            h2 #next { (ctx.say("meter-keep-title")) }
            @if page.next.ask && !page.offers.is_empty() { (step("/ask", "meter-ask", "meter-ask-go", "meter-ask-hint", "first")) }
            @if page.next.keep { (step("/keep", "meter-keep", "meter-keep-go", "meter-keep-hint", "plain")) }
            @if page.next.drop { (step("/drop", "meter-drop", "meter-drop-go", "", "plain")) }
            p {
                @if let Some(reading) = &page.reading { a href=(reading) { (ctx.say("meter-change-reading")) } " · " }
                a href="/shelf/use" { (ctx.say("meter-other-file")) }
            }
        }
    }
}

fn rules(ctx: &PageContext, page: &ResultPage) -> Markup {
    html! {
        details .meter-rules {
            summary { (ctx.say("meter-rules-title")) }
            ul { @for rule in &page.rules { li { (rule) } } }
        }
    }
}
