//! Facets as one form: boxes to tick and a button, so that it works without a script.

use maud::{Markup, html};
use offer::shelf::Order;

use super::address::ShelfAddress;
use super::model::{Facet, ListPage};
use super::words::Words;

/// Shown at once before the rest of a long facet is folded.
const SHOWN: usize = 8;

/// The form of the facets. On a small screen it is folded.
pub fn facet_form(w: Words, page: &ListPage) -> Markup {
    html! {
        form .facets action=(page.address.path()) method="get" aria-label=(w.say("shop-filters")) data-facets {
            (kept(&page.address, false, true))
            details .facets-fold open[!page.address.chosen.is_empty()] {
                summary { (w.say("shop-filters")) }
                @for facet in &page.facets { (facet_of(w, facet)) }
                p .facets-go { button type="submit" { (w.say("shop-filters-go")) } }
            }
        }
    }
}

fn facet_of(w: Words, facet: &Facet) -> Markup {
    // What is chosen is always in sight.
    let split = facet
        .options
        .len()
        .min(SHOWN)
        .max(facet.options.iter().rposition(|it| it.chosen).map_or(0, |at| at + 1));
    let (first, rest) = facet.options.split_at(split);
    let open = facet.open || facet.options.iter().any(|option| option.chosen);
    html! {
        details .facet open[open] {
            summary { (facet.label) }
            fieldset {
                legend .visually-hidden { (facet.label) }
                (options(facet, first))
                @if !rest.is_empty() {
                    details .facet-more { summary { (w.say("shop-more-values")) } (options(facet, rest)) }
                }
            }
        }
    }
}

fn options(facet: &Facet, options: &[super::model::FacetOption]) -> Markup {
    html! {
        ul {
            @for option in options {
                li {
                    label {
                        input type="checkbox" name={ "f." (facet.key) } value=(option.key) checked[option.chosen];
                        span .facet-value { (option.label) } " " span .count { (option.count) }
                    }
                }
            }
        }
    }
}

/// The rest of the address, as hidden fields of a form that changes a part of it.
pub fn kept(address: &ShelfAddress, filters: bool, order: bool) -> Markup {
    html! {
        @if !address.text.trim().is_empty() { input type="hidden" name="q" value=(address.text); }
        @if let Some(category) = &address.category { input type="hidden" name="category" value=(category); }
        @if filters {
            @for (facet, values) in &address.chosen {
                @for value in values { input type="hidden" name={ "f." (facet) } value=(value); }
            }
        }
        @if order && address.order != Order::Arranged { input type="hidden" name="sort" value=(address.order.name()); }
        @if address.forgiving { input type="hidden" name="close" value="1"; }
    }
}

/// What is chosen, each with the way to take it back.
pub fn chosen_chips(w: Words, page: &ListPage) -> Markup {
    let label = |facet: &str, value: &str| {
        let known = page.facets.iter().find(|it| it.key == facet)?;
        let option = known.options.iter().find(|it| it.key == value)?;
        Some((known.label.as_str(), option.label.as_str()))
    };
    html! {
        @if !page.address.chosen.is_empty() {
            ul .chosen aria-label=(w.say("shop-chosen")) {
                @for (facet, values) in &page.address.chosen {
                    @for value in values {
                        @if let Some((facet_label, value_label)) = label(facet, value) {
                            li {
                                a href=(page.address.without(facet, value).href()) {
                                    span .visually-hidden { (w.say("shop-take-back")) " " }
                                    (facet_label) (w.colon()) (value_label) " " span aria-hidden="true" { "×" }
                                }
                            }
                        }
                    }
                }
                li { a href=(page.address.without_filters().href()) { (w.say("shop-without-filters")) } }
            }
        }
    }
}
