//! A list of the shelf: the front page, a category, a search.

use maud::{Markup, html};
use offer::shelf::Order;

use super::facets::{chosen_chips, facet_form};
use super::frame::{StoreHead, store_frame};
use super::model::{AskLink, Card, ListPage, SearchNote, Store};
use super::pieces::{ask_link, crumbs, offer_href, picture, ways};
use super::price::price_short;
use super::structured::list_data;
use super::words::Words;
use crate::context::PageContext;

/// The page.
pub fn list_page(ctx: &PageContext, store: &Store, page: &ListPage) -> Markup {
    let w = Words::of(ctx);
    let heading = heading(w, store, page);
    let ask =
        AskLink { title: heading.clone(), words: page.address.text.trim().to_owned(), ..AskLink::default() };
    let main = html! {
        @if page.front { (greeting(w, page, &heading)) } @else { (crumbs(w, &page.crumbs, &heading)) h1 { (heading) } }
        @if !page.description.is_empty() { p .lead { (page.description) } }
        (categories(w, page))
        (told(w, page))
        div .shelf {
            @if !page.facets.is_empty() || !page.address.chosen.is_empty() { (facet_form(w, page)) }
            div .shelf-cards {
                (bar(ctx, w, page))
                (chosen_chips(w, page))
                @if page.cards.is_empty() { (nothing(ctx, w, page, &ask)) } @else { (cards(w, page)) }
                (pages(w, page))
                @if page.front && page.total > page.cards.len() {
                    p { a .button.plain href="/shelf" { (w.tell("shop-see-all-of", &[("n", &page.total.to_string())])) } }
                }
                (why(w, page))
            }
        }
    };
    let plain = page.address.chosen.is_empty()
        && page.address.order == Order::Arranged
        && page.address.text.is_empty();
    let canonical = plain.then(|| if page.front { "/".to_owned() } else { page.address.href() });
    let structured = canonical.is_some().then(|| list_data(store, page));
    let head = StoreHead {
        title: &heading,
        description: &page.description,
        canonical,
        structured,
        ask: ask.clone(),
    };
    store_frame(ctx, store, &head, main)
}

fn heading(w: Words, store: &Store, page: &ListPage) -> String {
    match page.address.text.trim() {
        _ if page.front => store.name.clone(),
        "" if page.title.is_empty() => w.say("shop-all").to_owned(),
        "" => page.title.clone(),
        text => w.tell("shop-search-title", &[("text", text)]),
    }
}

fn greeting(w: Words, page: &ListPage, heading: &str) -> Markup {
    html! {
        div .greeting {
            h1 { (heading) }
            @if !page.greeting.is_empty() { p { (page.greeting) } }
            p .greeting-ways { a href="/shelf" { (w.say("shop-see-all")) } }
        }
    }
}

fn categories(w: Words, page: &ListPage) -> Markup {
    html! {
        @if !page.categories.is_empty() {
            nav .category-links aria-label=(w.say("shop-categories-below")) {
                ul {
                    @for below in &page.categories {
                        li { a href=(below.link.href) { (below.link.title) " " span .count { (below.count) } } }
                    }
                }
            }
        }
    }
}

/// What is to be known of how the search went.
fn told(w: Words, page: &ListPage) -> Markup {
    let Some(SearchNote { corrected, partial, .. }) = &page.search else { return html! {} };
    html! {
        @if (!corrected.is_empty() || *partial) && page.total > 0 {
            div .notice role="status" {
                @for (asked, stands) in corrected {
                    p { (w.tell("shop-corrected", &[("asked", asked), ("stands", stands)])) }
                }
                @if *partial { p { (w.say("shop-partial")) } }
            }
        }
        @if !page.ignored.is_empty() {
            div .notice role="status" { p { (w.tell("shop-ignored", &[("what", &page.ignored.join(", "))])) } }
        }
    }
}

/// How many there are, and the order.
fn bar(ctx: &PageContext, w: Words, page: &ListPage) -> Markup {
    html! {
        div .shelf-bar {
            p .shelf-total role="status" { (ctx.tell("shop-total", &[("n", page.total.into())])) }
            @if page.total > 1 {
            form .sort action=(page.address.path()) method="get" {
                (super::facets::kept(&page.address, true, false))
                label for="sort" { (w.say("shop-sort")) }
                select #sort name="sort" {
                    @for (order, key) in [
                        (Order::Arranged, if page.address.text.is_empty() { "shop-sort-arranged" } else { "shop-sort-match" }),
                        (Order::Cheapest, "shop-sort-cheapest"), (Order::Dearest, "shop-sort-dearest"),
                        (Order::Name, "shop-sort-name"), (Order::Newest, "shop-sort-newest"),
                    ] {
                        option value=(order.name()) selected[page.address.order == order] { (w.say(key)) }
                    }
                }
                button .plain type="submit" { (w.say("shop-sort-go")) }
            }
            }
        }
    }
}

/// The cards, each of which can be ticked for a comparison.
fn cards(w: Words, page: &ListPage) -> Markup {
    html! {
        form action="/shelf/compare" method="get" data-compare {
            ul .cards {
                @for (index, card) in page.cards.iter().enumerate() { (card_of(w, card, index < 4, page.compared.contains(&card.id))) }
            }
            p .compare-bar {
                button .plain type="submit" { (w.say("shop-compare-go")) }
                " " span .quiet { (w.say("shop-compare-most")) }
            }
        }
    }
}

fn card_of(w: Words, card: &Card, eager: bool, compared: bool) -> Markup {
    html! {
        li .card {
            // A subscription without a picture needs no drawing of a box.
            @if !card.picture.src.is_empty() || card.price.monthly.is_empty() { (picture(&card.picture, "card-picture", eager)) }
            div .card-words {
                @if !card.brand.is_empty() { p .card-brand { (card.brand) } }
                h2 { a href=(offer_href(&card.id)) { (card.name) } }
                @if !card.facts.is_empty() { ul .facts { @for fact in &card.facts { li { (fact) } } } }
            }
            (price_short(w, &card.price))
            div .card-foot {
                (availability(w, card))
                label .compare {
                    input type="checkbox" name="o" value=(card.id) checked[compared];
                    " " (w.say("shop-compare")) span .visually-hidden { " " (card.name) }
                }
            }
        }
    }
}

/// Never a silent no: why it cannot be had, or whether it is there.
fn availability(w: Words, card: &Card) -> Markup {
    html! {
        p .availability {
            @if let Some(reason) = &card.not_for_you {
                span .stock.stock-no { (w.say("shop-not-for-you")) } " " (reason)
            } @else {
                @match card.in_stock {
                    Some(true) => span .stock.stock-yes { (w.say("shop-in-stock")) },
                    Some(false) => span .stock.stock-out { (w.say("shop-out-of-stock")) },
                    None => {},
                }
            }
            @if card.by_place { span .variants { (w.say("shelf-by-place")) } }
            @if card.variants > 1 { span .variants { (w.tell("shop-variants", &[("n", &card.variants.to_string())])) } }
        }
    }
}

/// Nothing was found: a dead end with ways out.
fn nothing(ctx: &PageContext, w: Words, page: &ListPage, ask: &AskLink) -> Markup {
    let no_words = page.search.as_ref().is_some_and(|search| search.no_words);
    html! {
        div .nothing {
            h2 { (w.say("shop-nothing")) }
            p { (w.say(if no_words { "shop-nothing-no-words" } else if page.address.chosen.is_empty() { "shop-nothing-text" } else { "shop-nothing-filters" })) }
            @if let Some(near) = page.search.as_ref().map(|search| &search.nearest).filter(|near| !near.is_empty()) {
                p {
                    (w.say("shop-nearest")) " "
                    @for (place, link) in near.iter().enumerate() { @if place > 0 { ", " } a href=(link.href) { (link.title) } }
                }
            }
            ul .ways {
                @if !page.address.chosen.is_empty() {
                    li { a href=(page.address.without_filters().href()) { (w.say("shop-without-filters")) } }
                }
                @if page.address.category.is_some() && !page.address.text.is_empty() {
                    li { a href=(page.address.in_category(None).href()) { (w.say("shop-everywhere")) } }
                }
                li { a href="/shelf" { (w.say("shop-see-all")) } }
            }
            @if let Some(search) = &page.search { (ways(&search.instead)) }
            p { (w.say("shop-nothing-ask")) }
            (ask_link(ctx, w, ask, "button"))
        }
    }
}

fn pages(w: Words, page: &ListPage) -> Markup {
    html! {
        @if page.pages > 1 {
            nav .pager aria-label=(w.say("pager-label")) {
                @if page.page > 1 { a rel="prev" href=(page.address.at_page(page.page - 1).href()) { "← " (w.say("pager-previous")) } }
                span { (w.tell("shop-page-of", &[("page", &page.page.to_string()), ("pages", &page.pages.to_string())])) }
                @if page.page < page.pages { a rel="next" href=(page.address.at_page(page.page + 1).href()) { (w.say("pager-next")) " →" } }
            }
        }
        @if page.search.is_some() && !page.address.forgiving && page.total > 0 {
            p .quiet {
                a href=(super::ShelfAddress { forgiving: true, page: 1, ..page.address.clone() }.href()) rel="nofollow" { (w.say("shop-search-close")) }
            }
        }
    }
}

/// Why things stand in this order: the rules, and what they saw of the first cards.
fn why(w: Words, page: &ListPage) -> Markup {
    html! {
        @if !page.cards.is_empty() {
            details .why-order {
                summary { (w.say("shop-why-order")) }
                @match page.address.order {
                    Order::Arranged if page.search.is_some() => p { (w.say("shop-why-search")) },
                    Order::Arranged => p { (w.tell("shop-why-arranged", &[("name", &page.arrangement)])) },
                    Order::Cheapest | Order::Dearest => p { (w.say("shop-why-asked")) " " (w.say("shop-why-use")) },
                    _ => p { (w.say("shop-why-asked")) },
                }
                @if page.address.order == Order::Arranged && !page.rules.is_empty() {
                    ol { @for rule in &page.rules { li { (rule) } } }
                }
                p { (w.say("shop-why-nobody")) }
                @if !page.placed.is_empty() {
                    ul .placed {
                        @for placed in &page.placed { li { strong { (placed.name) } (w.colon()) (placed.seen.join(" · ")) } }
                    }
                }
            }
        }
    }
}
