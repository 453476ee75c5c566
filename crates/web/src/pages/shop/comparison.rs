//! Offerings side by side, on one footing. A table whose columns are offerings; what differs is marked by a word, not
//! by a colour alone.

use maud::{Markup, html};
use offer::shelf::{Compared, Comparison, MonthlyStretch, PriceShape};
use types::Money;

use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, ComparisonPage, Crumb, Link, MonthStep, Store};
use super::pieces::{ask_link, crumbs, field_id, notice, offer_href, picture, problem_of, problems, ways};
use super::price::{commitment, steps_after, usage};
use super::usage::use_price;
use super::words::Words;
use crate::context::PageContext;

/// The page.
pub fn comparison_page(ctx: &PageContext, store: &Store, page: &ComparisonPage) -> Markup {
    let w = Words::of(ctx);
    let title = w.say("shop-compare-title");
    let sides = page.comparison.as_ref().map(|it| it.sides.as_slice()).unwrap_or_default();
    let ids: Vec<&str> = sides.iter().map(|side| side.offering.id.as_str()).collect();
    let ask = AskLink {
        title: title.to_owned(),
        offerings: ids.iter().map(|id| (*id).to_owned()).collect(),
        ..AskLink::default()
    };
    let main = html! {
        (crumbs(w, &[Crumb::new(w.say("shop-front"), "/"), Crumb::new(w.say("shop-all"), "/shelf")], title))
        h1 { (title) }
        (problems(ctx, &page.problems))
        p .lead { (w.say("shop-compare-lead")) }
        @if !page.uses.is_empty() || page.metered.is_some() { (uses(w, page, &ids)) }
        (beyond(w, page))
        @match &page.comparison {
            Some(comparison) if !comparison.sides.is_empty() => (table(ctx, w, page, comparison)),
            _ => div .nothing { h2 { (w.say("shop-compare-none")) } p { a href="/shelf" { (w.say("shop-see-all")) } } },
        }
        p .offering-ask { (ask_link(ctx, w, &ask, "button plain")) }
    };
    let head = StoreHead { title, ask: ask.clone(), ..StoreHead::default() };
    store_frame(ctx, store, &head, main)
}

/// What the reader uses, as far as they say so; the same comparison for their own meter is a click away.
fn uses(w: Words, page: &ComparisonPage, ids: &[&str]) -> Markup {
    html! {
        form .uses method="get" action="/shelf/compare" {
            @for id in ids { input type="hidden" name="o" value=(id); }
            fieldset {
                legend { (w.say("shop-your-use")) }
                div .uses-fields {
                    @if let Some(metered) = &page.metered {
                        (number_field(page, "kwh", w.say("shop-use-kwh"), &metered.kwh))
                        (number_field(page, "share", w.say("shop-use-share"), &metered.share))
                    }
                    @for field in &page.uses {
                        (number_field(page, &format!("use.{}", field.unit), &field.label, &field.value))
                    }
                    button type="submit" { (w.say("shop-use-go")) }
                }
                p .quiet {
                    @if !page.uses.is_empty() { (w.say("shop-use-hint")) " " }
                    @if page.metered.is_some() { (w.say("shop-use-metered-hint")) " " a href="/shelf/use" { (w.say("shop-use-meter")) } }
                }
            }
        }
    }
}

fn number_field(page: &ComparisonPage, name: &str, label: &str, value: &str) -> Markup {
    let id = field_id(name);
    let problem = problem_of(&page.problems, name);
    html! {
        div .field.short {
            label for=(id) { span { (label) } }
            input id=(id) name=(name) value=(value) inputmode="decimal" maxlength="14"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| format!("{id}-problem"))];
            (super::fields::beside(&id, problem))
        }
    }
}

/// What found no place beside the others: it does once one of them is left out.
fn beyond(w: Words, page: &ComparisonPage) -> Markup {
    html! {
        @if !page.beyond.is_empty() {
            (notice("warning", html! {
                p { (w.say("shop-compare-beyond")) }
                (ways(&page.beyond))
            }))
        }
    }
}

fn table(ctx: &PageContext, w: Words, page: &ComparisonPage, comparison: &Comparison) -> Markup {
    let sides = &comparison.sides;
    html! {
        div .scroll-x.compare-scroll tabindex="0" role="region" aria-label=(w.say("shop-compare-title")) {
            table .compare-table {
                thead {
                    tr {
                        td {}
                        @for (index, side) in sides.iter().enumerate() { (side_head(w, page, side, index)) }
                    }
                }
                tbody {
                    (row(w, w.say("shop-row-year"), comparison.cost_differs, true, sides, |side| year(w, side)))
                    @if sides.iter().any(|side| !usage_of(page, side).is_empty()) {
                        (row(w, w.say("shop-row-usage"), differ_by(sides, |it| &it.offering.prices), false, sides, |side| by_use(w, page, side)))
                    }
                    (row(w, w.say("shop-row-now"), differ(sides, |it| it.cost.due_now), false, sides, |side| html! { (w.price(side.cost.due_now)) }))
                    (row(w, w.say("shop-row-monthly"), differ_by(sides, |it| &it.cost.months), false, sides, |side| months(w, side)))
                    (row(w, w.say("shop-row-next-year"), differ(sides, |it| it.cost.following_year), false, sides, |side| html! {
                        @if side.cost.not_served.is_empty() { (w.price(side.cost.following_year)) (without_use(w, side)) } @else { (nothing()) }
                    }))
                    (row(w, w.say("shop-row-commitment"), comparison.commitment_differs, false, sides, |side| bound(w, side)))
                    (included(w, page))
                    @for characteristic in &comparison.rows {
                        tr .differs[characteristic.differs] {
                            (row_head(w, characteristic.label.in_tongue(page.tongue), characteristic.differs))
                            @for (index, value) in characteristic.values.iter().enumerate() {
                                td { @match value {
                                    Some(value) => (value.in_tongue(page.tongue)),
                                    // What a bundle holds has its own characteristics: it is not without them.
                                    None if !held(page, index).is_empty() => span .quiet { (w.say("shop-see-parts")) },
                                    None => { span aria-hidden="true" { "—" } span .visually-hidden { (w.say("shop-has-none")) } },
                                } }
                            }
                        }
                    }
                    (row(w, w.say("shop-row-detail"), false, false, sides, |side| detail(w, page, side)))
                    (row(w, w.say("shop-row-choose"), false, false, sides, |side| html! {
                        a .button href=(offer_href(&side.offering.id)) { (w.say("shop-choose")) }
                    }))
                }
            }
        }
        p .quiet { (w.say("shop-compare-rule")) " " (ctx.tell("shop-compare-count", &[("n", sides.len().into())])) }
    }
}

fn held(page: &ComparisonPage, index: usize) -> &[Link] {
    page.includes.get(index).map(Vec::as_slice).unwrap_or_default()
}

/// What each side holds, where one of them is a bundle.
fn included(w: Words, page: &ComparisonPage) -> Markup {
    html! {
        @if page.includes.iter().any(|parts| !parts.is_empty()) {
            tr .differs {
                (row_head(w, w.say("shop-parts"), true))
                @for parts in &page.includes {
                    td {
                        @if parts.is_empty() { (nothing()) }
                        @else { ul .parts { @for part in parts { li { a href=(part.href) { (part.title) } } } } }
                    }
                }
            }
        }
    }
}

fn side_head(w: Words, page: &ComparisonPage, side: &Compared, index: usize) -> Markup {
    let name = side.offering.name.in_tongue(page.tongue);
    html! {
        th scope="col" {
            @if let Some(shown) = page.pictures.get(index).filter(|_| page.pictures.iter().any(|it| !it.src.is_empty())) { (picture(shown, "thumb", true)) }
            a href=(offer_href(&side.offering.id)) { (name) }
            @if let Some(Some(reason)) = page.not_for_you.get(index) {
                p .option-no { (w.say("shop-not-for-you")) " " (reason) }
            }
            @if !side.cost.not_served.is_empty() {
                p .option-no { (w.tell("shop-not-served", &[("what", &side.cost.not_served.join(", "))])) }
            }
            @if let Some(href) = page.without.get(index) {
                p { a .quiet href=(href) { (w.say("shop-compare-leave-out")) span .visually-hidden { " " (name) } } }
            }
        }
    }
}

fn row(
    w: Words,
    label: &str,
    differs: bool,
    main: bool,
    sides: &[Compared],
    cell: impl Fn(&Compared) -> Markup,
) -> Markup {
    html! {
        tr .differs[differs] .main-row[main] {
            (row_head(w, label, differs))
            @for side in sides { td { (cell(side)) } }
        }
    }
}

fn row_head(w: Words, label: &str, differs: bool) -> Markup {
    html! { th scope="row" { (label) @if differs { " " span .differs-mark { (w.say("shop-differs")) } } } }
}

/// The total of the year. It is no total while use that is paid was not stated, and none for what does not serve that use.
fn year(w: Words, side: &Compared) -> Markup {
    html! {
        @if side.cost.not_served.is_empty() {
            @if side.cost.unstated.is_empty() { strong .compare-year { (w.price(side.cost.year)) } } @else { (w.price(side.cost.year)) }
            (without_use(w, side))
        } @else {
            p .quiet { (w.say("shop-no-total")) }
        }
        @if side.cheapest {
            p .least { (w.say("shop-least")) }
        } @else if !side.dearer_by.amount.is_zero() {
            p .quiet { (w.tell("shop-dearer", &[("price", &w.price(side.dearer_by))])) }
        }
    }
}

/// That an amount does not hold what use costs.
fn without_use(w: Words, side: &Compared) -> Markup {
    html! { @if !side.cost.unstated.is_empty() { p .option-no { (w.say("shop-without-use")) } } }
}

fn nothing() -> Markup {
    html! { span aria-hidden="true" { "—" } }
}

fn usage_of(page: &ComparisonPage, side: &Compared) -> Vec<super::model::UsePrice> {
    side.offering.prices.iter().filter_map(|price| use_price(price, page.tongue)).collect()
}

fn by_use(w: Words, page: &ComparisonPage, side: &Compared) -> Markup {
    let prices = usage_of(page, side);
    html! { @if prices.is_empty() { (nothing()) } @else { (usage(w, &prices)) } }
}

fn months(w: Words, side: &Compared) -> Markup {
    let steps: Vec<MonthStep> = side.cost.months.iter().map(step).collect();
    html! {
        @match steps.first() {
            Some(first) => (w.price(first.amount)),
            None => span aria-hidden="true" { "—" },
        }
        @for told in steps_after(w, &steps) { p .quiet { (told) } }
        (without_use(w, side))
    }
}

fn step(stretch: &MonthlyStretch) -> MonthStep {
    MonthStep { from: stretch.from, to: stretch.to, amount: stretch.amount }
}

fn bound(w: Words, side: &Compared) -> Markup {
    html! {
        @match side.offering.commitment_months {
            Some(months) => (commitment(w, months)),
            None => span aria-hidden="true" { "—" },
        }
        @if let Some(all) = side.cost.committed { p .quiet { (w.tell("shop-bound-to", &[("price", &w.price(all))])) } (without_use(w, side)) }
    }
}

/// How the year's total is made, line by line.
fn detail(w: Words, page: &ComparisonPage, side: &Compared) -> Markup {
    html! {
        details {
            summary { (w.say("shop-see-detail")) }
            ul .detail {
                @for line in &side.cost.lines {
                    li {
                        (line.name.in_tongue(page.tongue)) (w.colon()) (times(w, &line.shape, line.times.normalize().to_string().as_str()))
                        " " strong { (w.price(line.total)) }
                    }
                }
            }
        }
    }
}

fn times(w: Words, shape: &PriceShape, times: &str) -> String {
    match shape {
        PriceShape::OneTime => String::new(),
        PriceShape::Recurring { .. } => w.tell("shop-times", &[("n", &w.language.amount(times))]),
        PriceShape::Usage { unit, per } => {
            let per = if per == &rust_decimal::Decimal::ONE { unit.clone() } else { format!("{per} {unit}") };
            w.tell("shop-times-use", &[("n", &w.language.amount(times)), ("unit", &per)])
        }
    }
}

fn differ(sides: &[Compared], amount: impl Fn(&Compared) -> Money) -> bool {
    sides.windows(2).any(|pair| amount(&pair[0]) != amount(&pair[1]))
}

fn differ_by<T: PartialEq>(sides: &[Compared], value: impl Fn(&Compared) -> &T) -> bool {
    sides.windows(2).any(|pair| value(&pair[0]) != value(&pair[1]))
}
