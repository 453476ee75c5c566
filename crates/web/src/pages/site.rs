//! An editable page as visitors read it: legal notice, terms, accessibility, help.

use maud::{Markup, html};

use super::office::light_markup;
use super::shop::model::Store;
use super::shop::{StoreHead, store_frame};
use crate::context::PageContext;

/// What an editable page says.
#[derive(Debug, Clone, Default)]
pub struct SitePage {
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its text, in light markup.
    pub text: String,
    /// Its version.
    pub version: u64,
    /// When this version was put in force, in words.
    pub since: Option<String>,
}

/// The text without a first heading that says the title once more.
fn without_title<'t>(text: &'t str, title: &str) -> &'t str {
    let (first, rest) = text.trim_start().split_once('\n').unwrap_or((text.trim_start(), ""));
    let heading = first.strip_prefix("# ").map(str::trim);
    if heading.is_some_and(|heading| title.trim().starts_with(heading)) { rest } else { text }
}

/// `GET /pages/{slug}`
pub fn site_page(ctx: &PageContext, store: &Store, page: &SitePage) -> Markup {
    let first: String = page
        .text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .unwrap_or_default()
        .chars()
        .take(160)
        .collect();
    let head = StoreHead {
        title: &page.title,
        description: &first,
        canonical: Some(format!("/pages/{}", crate::address::escaped(&page.slug))),
        ..StoreHead::default()
    };
    let main = html! {
        article .narrow.prose {
            h1 { (page.title) }
            (light_markup(without_title(&page.text, &page.title)))
            p .quiet {
                (ctx.tell("office-page-version", &[("n", page.version.into())]))
                @if let Some(since) = &page.since { " · " (since) }
            }
        }
    };
    store_frame(ctx, store, &head, main)
}
