//! The frame around every page: head, skip link, banner, navigation, the switches, the foot.

use maud::{DOCTYPE, Markup, html};
use party::Permission;
use wording::Language;

use crate::charts::definitions;
use crate::context::{PageContext, Theme};

/// Which entry of the navigation is the reader's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first page.
    Home,
    /// The list of views, or one of them.
    Views,
    /// Bringing a log.
    Import,
    /// About this program.
    About,
    /// None of them.
    Elsewhere,
}

/// A whole page. `wide` lets its main part use the width of a large screen.
pub fn frame(ctx: &PageContext, title: &str, place: Place, main: Markup) -> Markup {
    frame_with(ctx, title, place, html! {}, main)
}

/// A whole page with more in its head: a refresh for those without scripts.
pub fn frame_with(ctx: &PageContext, title: &str, place: Place, head: Markup, main: Markup) -> Markup {
    let theme = (ctx.theme != Theme::System).then(|| ctx.theme.name());
    html! {
        (DOCTYPE)
        html lang=(ctx.language.code()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Comptoir" }
                link rel="icon" href={ (ctx.assets) "/icon.svg" } type="image/svg+xml";
                link rel="stylesheet" href={ (ctx.assets) "/comptoir.css" };
                script type="module" src={ (ctx.assets) "/comptoir.js" } {}
                (head)
            }
            body {
                a .skip href="#main" { (ctx.say("skip-to-content")) }
                (banner(ctx, place))
                main #main tabindex="-1" { (main) }
                (foot(ctx))
                (definitions())
            }
        }
    }
}

fn banner(ctx: &PageContext, place: Place) -> Markup {
    let entries = entries(ctx);
    html! {
        header .banner {
            a .brand href="/" { (mark()) span { "Comptoir" } }
            nav aria-label=(ctx.say("nav-label")) {
                ul {
                    @for (entry, href, key) in entries {
                        li { a href=(href) aria-current=[is_here(ctx, place, entry, href).then_some("page")] { (ctx.say(key)) } }
                    }
                }
            }
            (own(ctx))
            (switches(ctx))
        }
    }
}

/// Who has signed in, and their way to their own access.
fn own(ctx: &PageContext) -> Markup {
    html! {
        @if let Some(name) = &ctx.signed.staff {
            div .banner-own { a href="/staff/me" { (name) } }
        } @else if !ctx.signed.keeper && ctx.signed.closed {
            div .banner-own { a href="/staff/sign-in" { (ctx.say("nav-sign-in")) } }
        }
    }
}

/// The entries of the navigation that lead the reader somewhere: none to what their roles do not open.
fn entries(ctx: &PageContext) -> Vec<(Place, &'static str, &'static str)> {
    use Permission::{HandOver, ManageStaff, ManageViews, ReadCatalogue, ReadPortrait, Talk};
    let all = [
        (Place::Home, "/", "nav-home", None),
        (Place::Views, "/views", "nav-views", Some(ReadPortrait)),
        (Place::Import, "/import", "nav-import", Some(ManageViews)),
        (Place::Elsewhere, "/inbox", "nav-inbox", Some(Talk)),
        (Place::Elsewhere, "/counter", "nav-counter", Some(HandOver)),
        (Place::Elsewhere, "/office", "nav-office", Some(ReadCatalogue)),
        (Place::Elsewhere, "/staff/accounts", "nav-accounts", Some(ManageStaff)),
        (Place::About, "/about", "nav-about", None),
    ];
    all.into_iter()
        .filter(|(.., needs)| needs.is_none_or(|permission| ctx.may(permission)))
        .map(|(place, href, key, _)| (place, href, key))
        .collect()
}

/// Whether an entry is the reader's place: as the page says, or by its address.
fn is_here(ctx: &PageContext, place: Place, entry: Place, href: &str) -> bool {
    match entry {
        Place::Elsewhere => ctx.path.split('?').next().is_some_and(|path| {
            path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }),
        entry => entry == place,
    }
}

/// The mark: a counter with two sides and what passes over it.
fn mark() -> Markup {
    html! {
        svg .mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            circle .c-customer-fill cx="7" cy="7" r="3.5" {}
            circle .c-agent-fill cx="17" cy="7" r="3.5" {}
            path .mark-counter d="M2 14h20v2.5H2z M5 18.5h2.5V22H5z M16.500 18.5H19V22h-2.500z" {}
        }
    }
}

fn switches(ctx: &PageContext) -> Markup {
    html! {
        div .switches {
            ul aria-label=(ctx.say("switch-language")) {
                @for language in Language::ALL {
                    li {
                        a href=(ctx.here_with("lang", language.code())) lang=(language.code()) hreflang=(language.code())
                            aria-current=[(language == ctx.language).then_some("true")] aria-label={ (language.code().to_uppercase()) ", " (language.own_name()) } {
                            (language.code().to_uppercase())
                        }
                    }
                }
            }
            ul aria-label=(ctx.say("switch-theme")) {
                @for theme in Theme::ALL {
                    li {
                        a .theme-choice href=(ctx.here_with("theme", theme.name()))
                            title=(ctx.say(&format!("theme-{}", theme.name())))
                            aria-label=(ctx.say(&format!("theme-{}", theme.name())))
                            aria-current=[(theme == ctx.theme).then_some("true")] { (theme_icon(theme)) }
                    }
                }
            }
        }
    }
}

fn theme_icon(theme: Theme) -> Markup {
    html! {
        svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false" {
            @match theme {
                Theme::System => {
                    circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" {}
                    path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" {}
                }
                Theme::Light => {
                    circle cx="8" cy="8" r="3" fill="currentColor" {}
                    path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.400 1.400M11.600 11.600 13 13M13 3l-1.400 1.400M4.400 11.600 3 13"
                        stroke="currentColor" stroke-width="1.4" fill="none" {}
                }
                Theme::Dark => { path d="M13 10A6 6 0 0 1 6 3a6 6 0 1 0 7 7z" fill="currentColor" {} }
            }
        }
    }
}

fn foot(ctx: &PageContext) -> Markup {
    html! {
        footer .foot {
            p { (ctx.say("foot-local")) }
            p { a href="/about" { (ctx.say("foot-about")) } " · " a href="/about#accessibility" { (ctx.say("foot-accessibility")) } }
        }
    }
}
