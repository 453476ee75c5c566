//! Pages that the office writes: legal notice, terms, accessibility, contact. Each shows its version.

use std::sync::Arc;

use app::Shop;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;

use super::visit::{Made, Visit};
use crate::address::escaped;
use crate::context::PageContext;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::model::Store;
use crate::pages::shop::{StoreHead, store_frame};

/// A page as it is read.
struct Written {
    slug: String,
    title: String,
    body: String,
    version: u64,
}

/// `GET /pages/{slug}`
pub async fn show(State(door): State<Arc<Door>>, Path(slug): Path<String>, visit: Visit) -> Response {
    let stamp = match door.counter.shelf_generation() {
        Ok(stamp) => stamp,
        Err(trouble) => return Trouble::from(trouble).into_page(&visit.reader()),
    };
    visit
        .answer(&door, stamp, |ctx, store| {
            let shop = door.counter.shop()?;
            let page = written(&shop, &slug, ctx.language.code()).ok_or_else(Trouble::not_found)?;
            Ok(Made::page(markup(ctx, store, &page)))
        })
        .await
}

/// The addresses of the pages that are shown.
pub(super) fn slugs(shop: &Shop) -> Vec<String> {
    let pages: Vec<Value> = shop.documents("page");
    pages.iter().filter(|page| is_shown(page)).filter_map(slug_of).collect()
}

fn slug_of(page: &Value) -> Option<String> {
    Some(page.get("slug").or_else(|| page.get("id"))?.as_str()?.to_owned())
}

/// A page is shown as soon as it is written, unless it says that it is not launched.
fn is_shown(page: &Value) -> bool {
    page.get("lifecycleStatus").and_then(Value::as_str).is_none_or(|status| status == "Launched")
}

fn written(shop: &Shop, slug: &str, language: &str) -> Option<Written> {
    let pages: Vec<Value> = shop.documents("page");
    let page =
        pages.iter().filter(|page| is_shown(page)).find(|page| slug_of(page).as_deref() == Some(slug))?;
    let of = |value: &Value, names: [&str; 3]| {
        names
            .into_iter()
            .find_map(|name| value.get(name)?.as_str().filter(|it| !it.is_empty()).map(str::to_owned))
    };
    let translated = page
        .get("translation")
        .and_then(Value::as_array)
        .and_then(|all| all.iter().find(|it| it.get("language").and_then(Value::as_str) == Some(language)));
    let word = |names: [&str; 3]| {
        translated.and_then(|it| of(it, names)).or_else(|| of(page, names)).unwrap_or_default()
    };
    let id = page.get("id").and_then(Value::as_str).unwrap_or(slug);
    Some(Written {
        slug: slug.to_owned(),
        title: word(["title", "name", "slug"]),
        body: word(["body", "text", "description"]),
        version: shop.document_version("page", id).unwrap_or(1),
    })
}

fn markup(ctx: &PageContext, store: &Store, page: &Written) -> Markup {
    let main = html! {
        article .prose {
            h1 { (page.title) }
            (blocks(&page.body))
            p .quiet { (ctx.tell("shelf-page-version", &[("version", page.version.to_string().into())])) }
        }
    };
    let head = StoreHead {
        title: &page.title,
        canonical: Some(format!("/pages/{}", escaped(&page.slug))),
        ..StoreHead::default()
    };
    store_frame(ctx, store, &head, main)
}

/// Plain text as it is written in mails: paragraphs between empty lines, headings after `#`, lists after `-`. Nothing of it is
/// taken for markup.
fn blocks(body: &str) -> Markup {
    let body = body.replace("\r\n", "\n");
    html! {
        @for block in body.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) {
            @let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
            @if let Some(heading) = first.strip_prefix("## ") { h3 { (heading) } (paragraph(rest)) }
            @else if let Some(heading) = first.strip_prefix("# ") { h2 { (heading) } (paragraph(rest)) }
            @else { (paragraph(block)) }
        }
    }
}

fn paragraph(block: &str) -> Markup {
    let items: Vec<&str> = block.lines().filter_map(|line| line.trim().strip_prefix("- ")).collect();
    html! {
        @if block.trim().is_empty() {}
        @else if !items.is_empty() && items.len() == block.lines().count() { ul { @for item in items { li { (item) } } } }
        @else { p { @for (index, line) in block.lines().enumerate() { @if index > 0 { br; } (line) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_office_writes_is_text() {
        let shown =
            blocks("# Titre\nUn <b>paragraphe</b>\n\n- un\n- deux\n\n## Petit\n\nfin\nsuite").into_string();
        assert_eq!(
            shown,
            "<h2>Titre</h2><p>Un &lt;b&gt;paragraphe&lt;/b&gt;</p><ul><li>un</li><li>deux</li></ul><h3>Petit</h3><p>fin<br>suite</p>"
        );
    }
}
