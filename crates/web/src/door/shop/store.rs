//! What every page of the store has around it: the operator's name, categories, the reader's own cart and name.

use std::sync::Arc;

use app::Asking;
use offer::catalogue::Category;
use serde_json::Value;
use types::Scene;

use crate::context::PageContext;
use crate::door::Door;
use crate::door::identity::Shopper;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::model::{Link, Store};

/// How many categories the head names.
const MOST_CATEGORIES: usize = 7;

/// The store around a page. The cart is looked at only for a browser that may have one, and not again where its pieces are known.
pub(in crate::door) fn store_of(
    door: &Arc<Door>,
    ctx: &PageContext,
    shopper: &Shopper,
    pieces: Option<u64>,
) -> Result<Store, Trouble> {
    let shop = door.counter.shop()?;
    let language = ctx.language.code();
    let cart_pieces = match pieces {
        Some(pieces) => pieces,
        None => door.counter.pieces_in_my_cart(&Asking::new(shopper.caller.clone(), Scene::Web))?,
    };
    let talk = door.counter.open_talk_of(&shopper.caller)?;
    let operator: Option<Value> = shop.document("operator", "operator");
    let said = |name: &str| operator.as_ref().and_then(|it| it.get(name)).and_then(Value::as_str);
    let mut top: Vec<&Category> = shop
        .catalogue
        .categories
        .values()
        .filter(|each| each.parent_id.is_none() && each.lifecycle_status.is_sold())
        .collect();
    top.sort_by_key(|category| (category.rank, category.id.clone()));
    let href =
        |category: &Category| format!("/shelf?category={}", crate::address::escaped(category.id.as_str()));
    let categories = top.iter().take(MOST_CATEGORIES);
    Ok(Store {
        name: said("name").unwrap_or("Comptoir").to_owned(),
        categories: categories.map(|it| Link::new(it.name_in(language), &href(it))).collect(),
        current: None,
        search: String::new(),
        metered: shop.is_metered(),
        cart_pieces,
        signed_in: shopper.customer.as_ref().map(|customer| customer.name.clone()),
        talk: talk.map(|(id, unread)| (format!("/talks/{id}"), unread)),
        foot: foot(&shop, language),
        origin: door.counter.site().trim_end_matches('/').to_owned(),
        demonstration: operator
            .as_ref()
            .and_then(|it| it.get("demonstration"))
            .and_then(Value::as_bool)
            .unwrap_or(false),
    })
}

/// The pages of the foot.
fn foot(shop: &app::Shop, language: &str) -> Vec<Link> {
    let pages: Vec<Value> = shop.documents("page");
    let mut links: Vec<(i64, Link)> = pages
        .iter()
        .filter_map(|page| {
            let slug = page.get("slug").or_else(|| page.get("id"))?.as_str()?;
            let linked = |name: &str| page.get(name).and_then(Value::as_bool).unwrap_or(true);
            if !linked("published") || !linked("inFoot") {
                return None;
            }
            let own = page.get("title").or_else(|| page.get("name")).and_then(Value::as_str);
            let translated = page.get("translation").and_then(Value::as_array).and_then(|all| {
                let mine =
                    all.iter().find(|each| each.get("language").and_then(Value::as_str) == Some(language))?;
                mine.get("title").or_else(|| mine.get("name"))?.as_str()
            });
            let rank = page.get("rank").and_then(Value::as_i64).unwrap_or(100);
            Some((rank, Link::new(translated.or(own).unwrap_or(slug), &format!("/pages/{slug}"))))
        })
        .collect();
    links.sort_by_key(|(rank, _)| *rank);
    links.into_iter().map(|(_, link)| link).collect()
}
