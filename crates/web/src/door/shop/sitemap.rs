//! What search engines ask for: the addresses of the store's pages, and what they are asked to leave alone.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::address::escaped;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::door::reader::Reader;
use crate::pages::shop::ShelfAddress;

/// A sitemap holds at most so many addresses (sitemaps.org).
const MOST: usize = 50_000;

/// `GET /sitemap.xml`: the front, categories, one address for each product, pages.
pub async fn sitemap(State(door): State<Arc<Door>>, reader: Reader) -> Response {
    let paths = door.counter.with_shelf(|shelf, front| {
        let mut paths = vec!["/".to_owned(), "/shelf".to_owned()];
        paths.extend(
            front.shop.catalogue.categories.keys().filter(|id| shelf.category(id.as_str()).is_some()).map(
                |id| {
                    let place =
                        ShelfAddress { category: Some(id.to_string()), page: 1, ..ShelfAddress::default() };
                    place.href()
                },
            ),
        );
        paths.extend(
            super::content::slugs(&front.shop).into_iter().map(|slug| format!("/pages/{}", escaped(&slug))),
        );
        paths.extend(shelf.items().map(|item| format!("/offers/{}", escaped(&item.id))));
        paths.truncate(MOST);
        paths
    });
    let paths = match paths {
        Ok(paths) => paths,
        Err(trouble) => return Trouble::from(trouble).into_page(&reader),
    };
    let origin = door.counter.site().trim_end_matches('/');
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", in_xml(&format!("{origin}{path}")));
    }
    xml.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}

fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

/// `GET /robots.txt`: what is somebody's own, or the organisation's, is not for search engines.
pub async fn robots(State(door): State<Arc<Door>>) -> Response {
    let origin = door.counter.site().trim_end_matches('/');
    let closed = [
        "/cart",
        "/checkout",
        "/orders",
        "/me",
        "/sign-in",
        "/ask",
        "/talks",
        "/handed",
        "/staff",
        "/inbox",
        "/counter",
        "/office",
        "/views",
        "/import",
        "/jobs",
        "/home",
        "/shelf/search",
        "/shelf/compare",
        "/shelf/use",
    ];
    let mut text = String::from("User-agent: *\n");
    for path in closed {
        let _ = writeln!(text, "Disallow: {path}");
    }
    let _ = writeln!(text, "Sitemap: {origin}/sitemap.xml");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
