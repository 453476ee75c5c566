//! Editable pages as visitors read them, and the map of the site for search engines.

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use offer::exchange::Section;
use serde_json::Value;

use super::identity::Shopper;
use super::portraits::answer;
use super::reader::Reader;
use super::shop::store_of;
use super::{Door, Problem, blocking};
use crate::address::escaped;
use crate::pages::site::{SitePage, site_page};

/// Addresses that one map may hold (sitemaps.org).
const MOST: usize = 50_000;

/// The routes of pages.
pub(super) fn routes() -> Router<Arc<Door>> {
    Router::new()
        .route("/pages/{slug}", get(show))
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
}

fn is_published(page: &Value) -> bool {
    page.get("published").and_then(Value::as_bool).unwrap_or(true)
}

/// What an editable page may say of the organisation without repeating it: `{name}`, `{legalName}` and so on stand for what
/// the office keeps under "The company". What is not kept is left out as a dash, so that it is seen.
const FACTS: [&str; 12] = [
    "name",
    "legalName",
    "legalForm",
    "shareCapital",
    "registrationNumber",
    "vatNumber",
    "email",
    "phone",
    "website",
    "publisher",
    "host",
    "mediator",
];

/// A text with the facts of the organisation in place of their names.
pub(super) fn with_facts(text: &str, operator: Option<&Value>) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    let said = |path: &str| {
        let value = path.split('.').try_fold(operator?, |value, name| value.get(name));
        value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let address = ["address.street", "address.complement", "address.postcode", "address.city"];
    let town = [said(address[2]), said(address[3])].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [said(address[0]), said(address[1]), Some(town).filter(|town| !town.is_empty())];
    let whole = lines.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut text = text.replace("{address}", if whole.is_empty() { "–" } else { &whole });
    for name in FACTS {
        text = text.replace(&format!("{{{name}}}"), &said(name).unwrap_or_else(|| "–".to_owned()));
    }
    text
}

/// `GET /pages/{slug}`
async fn show(
    State(door): State<Arc<Door>>,
    Path(slug): Path<String>,
    shopper: Shopper,
    reader: Reader,
) -> Response {
    let ctx = reader.0.clone();
    let page = blocking(move || {
        let shop = door.counter.shop()?;
        let kind = Section::Page.kind();
        let body = shop.document::<Value>(kind, &slug).filter(is_published).ok_or_else(Problem::not_found)?;
        let language = ctx.language.code();
        let all = body.get("translation").and_then(Value::as_array).into_iter().flatten();
        let mut own = all.filter(|each| each.get("language").and_then(Value::as_str) == Some(language));
        let translated = own.next();
        let said = |name: &str| {
            let text = |value: &Value| {
                value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
            };
            translated.and_then(text).or_else(|| text(&body))
        };
        let page = SitePage {
            title: said("name").or_else(|| said("title")).unwrap_or_else(|| slug.clone()),
            text: with_facts(
                &said("description").or_else(|| said("text")).unwrap_or_default(),
                shop.document(Section::Operator.kind(), "operator").as_ref(),
            ),
            version: shop.document_version(kind, &slug).unwrap_or(1),
            since: None,
            slug,
        };
        let store = store_of(&door, &ctx, &shopper, None)?;
        Ok::<_, Problem>(site_page(&ctx, &store, &page).into_string())
    })
    .await;
    answer(page, &reader)
}

/// `GET /sitemap.xml`: the shelf, what is sold, the pages.
async fn sitemap(State(door): State<Arc<Door>>, reader: Reader) -> Response {
    let made = blocking(move || {
        let shop = door.counter.shop()?;
        let origin = door.counter.site().trim_end_matches('/').to_owned();
        let now = door.counter.now();
        let mut places = vec!["/".to_owned(), "/shelf".to_owned()];
        let pages: Vec<Value> = shop.documents(Section::Page.kind());
        places.extend(pages.iter().filter(|page| is_published(page)).filter_map(|page| {
            page.get("id").and_then(Value::as_str).map(|id| format!("/pages/{}", escaped(id)))
        }));
        let sold = shop.catalogue.offerings.values().filter(|offering| shop.catalogue.is_sold(offering, now));
        places.extend(sold.map(|offering| format!("/offers/{}", escaped(offering.id.as_str()))));
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for place in places.iter().take(MOST) {
            let _ = writeln!(text, "  <url><loc>{}{place}</loc></url>", origin.replace('&', "&amp;"));
        }
        text.push_str("</urlset>\n");
        Ok::<_, Problem>(text)
    })
    .await;
    match made {
        Ok(text) => ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response(),
        Err(problem) => problem.into_page(&reader),
    }
}

/// `GET /robots.txt`: what is for customers may be read; the organisation's own pages are not for search engines.
async fn robots(State(door): State<Arc<Door>>) -> Response {
    let origin = door.counter.site().trim_end_matches('/').to_owned();
    let closed = [
        "/office",
        "/inbox",
        "/counter",
        "/staff",
        "/views",
        "/import",
        "/cart",
        "/checkout",
        "/orders",
        "/me",
    ];
    let mut text = String::from("User-agent: *\n");
    for path in closed {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "Sitemap: {origin}/sitemap.xml");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
