//! The store's own frame: the operator's name, search, cart, sign-in, categories, a seller within reach, the foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use wording::Language;

use super::model::{AskLink, Store};
use super::pieces::ask_link;
use super::words::Words;
use crate::context::{PageContext, Theme};

/// What a page says of itself to browsers and search engines.
#[derive(Debug, Clone, Default)]
pub struct StoreHead<'a> {
    /// Its title, without the store's name.
    pub title: &'a str,
    /// What a search engine may show of it.
    pub description: &'a str,
    /// Its one address, as a path; pages without one are not indexed.
    pub canonical: Option<String>,
    /// Structured data, as JSON that is safe inside a script element.
    pub structured: Option<String>,
    /// What goes along when the reader asks a seller.
    pub ask: AskLink,
}

/// A whole page of the store.
pub fn store_frame(ctx: &PageContext, store: &Store, head: &StoreHead<'_>, main: Markup) -> Markup {
    let w = Words::of(ctx);
    let theme = (ctx.theme != Theme::System).then(|| ctx.theme.name());
    html! {
        (DOCTYPE)
        html lang=(ctx.language.code()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (head.title) @if head.title != store.name { " · " (store.name) } }
                @if !head.description.is_empty() { meta name="description" content=(head.description); }
                @match &head.canonical {
                    Some(path) => link rel="canonical" href={ (store.origin) (path) };,
                    None => meta name="robots" content="noindex";,
                }
                link rel="icon" href={ (ctx.assets) "/icon.svg" } type="image/svg+xml";
                link rel="stylesheet" href={ (ctx.assets) "/comptoir.css" };
                script type="module" src={ (ctx.assets) "/comptoir.js" } {}
                script type="module" src={ (ctx.assets) "/shop.js" } {}
                @if let Some(data) = &head.structured { script type="application/ld+json" { (PreEscaped(data)) } }
            }
            body .store {
                a .skip href="#main" { (w.say("skip-to-content")) }
                (top(ctx, w, store, &head.ask))
                main #main tabindex="-1" { (main) }
                (foot(ctx, w, store, &head.ask))
            }
        }
    }
}

fn top(ctx: &PageContext, w: Words, store: &Store, ask: &AskLink) -> Markup {
    html! {
    header .store-head {
        @if store.demonstration { p .demonstration { (w.say("shop-demonstration")) } }
        div .store-top {
            a .store-name href="/" { (store.name) }
            form .store-search role="search" action="/shelf/search" method="get" {
                label .visually-hidden for="store-q" { (w.say("shop-search-label")) }
                input #store-q type="search" name="q" value=(store.search) placeholder=(w.say("shop-search-hint"))
                    autocomplete="off" enterkeyhint="search" maxlength="200";
                button type="submit" aria-label=(w.say("shop-search-go")) { (search_icon()) }
            }
            ul .store-own {
                li {
                    @match &store.signed_in {
                        Some(name) => a href="/me" { (person_icon()) span { (name) } },
                        None => a href="/sign-in" { (person_icon()) span { (w.say("shop-sign-in")) } },
                    }
                }
                li {
                    a .to-cart href="/cart" data-cart-link {
                        (cart_icon())
                        span { (w.say("shop-cart")) }
                        @if store.cart_pieces > 0 {
                            " " span .cart-count data-cart-count { (store.cart_pieces) }
                            span .visually-hidden { " " (w.say("shop-cart-pieces")) }
                        }
                    }
                }
            }
        }
        }
        nav .store-nav aria-label=(w.say("shop-categories")) {
            ul {
                @for category in &store.categories {
                    li {
                        a href=(category.href) aria-current=[(store.current.as_deref() == Some(category.href.as_str())).then_some("true")] {
                            (category.title)
                        }
                    }
                }
                @if store.metered { li { a href="/shelf/use" { (w.say("shop-use-price")) } } }
                @if let Some((href, unread)) = &store.talk {
                    li .store-talk {
                        a href=(href) aria-current=[(ctx.path == *href).then_some("page")] {
                            (w.say("shop-your-talk"))
                            @if *unread { " " span .badge { (w.say("shop-talk-answered")) } }
                        }
                    }
                }
                li .store-ask { (ask_link(ctx, w, ask, "plain")) }
            }
        }
    }
}

fn search_icon() -> Markup {
    html! {
        svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            circle cx="8.500" cy="8.500" r="5.500" fill="none" stroke="currentColor" stroke-width="1.8" {}
            path d="M12.800 12.800 18 18" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" {}
        }
    }
}

fn person_icon() -> Markup {
    html! {
        svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            circle cx="10" cy="6.500" r="3.500" fill="none" stroke="currentColor" stroke-width="1.6" {}
            path d="M3 18c.6-4 3.400-5.500 7-5.500s6.400 1.500 7 5.500" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" {}
        }
    }
}

fn cart_icon() -> Markup {
    html! {
        svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            path d="M4 7h12l-1 10H5zM7 7c0-5 6-5 6 0" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" {}
        }
    }
}

fn foot(ctx: &PageContext, w: Words, store: &Store, ask: &AskLink) -> Markup {
    html! {
        footer .store-foot {
            nav aria-label=(w.say("shop-foot-label")) {
                ul {
                    li { (ask_link(ctx, w, ask, "foot-link")) }
                    li { a href="/orders/find" { (w.say("shop-find-order")) } }
                    @for link in &store.foot { li { a href=(link.href) { (link.title) } } }
                }
            }
            div .foot-switches {
                ul aria-label=(w.say("switch-language")) {
                    @for language in Language::ALL {
                        li {
                            a href=(ctx.here_with("lang", language.code())) lang=(language.code()) hreflang=(language.code())
                                aria-current=[(language == ctx.language).then_some("true")] { (language.own_name()) }
                        }
                    }
                }
                ul aria-label=(w.say("switch-theme")) {
                    @for (theme, key) in [(Theme::System, "theme-system"), (Theme::Light, "theme-light"), (Theme::Dark, "theme-dark")] {
                        li {
                            a href=(ctx.here_with("theme", theme.name())) aria-current=[(theme == ctx.theme).then_some("true")] { (w.say(key)) }
                        }
                    }
                }
            }
            p .foot-name { (store.name) }
        }
    }
}
