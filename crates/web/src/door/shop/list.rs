//! The front of the store, lists of the shelf, and searches: one page with filters in its address.

use std::sync::Arc;

use app::{DeadEndNote, DeadEndReason, Storefront};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use offer::catalogue::{CategoryId, in_language};
use offer::shelf::{Found, Shelf};
use serde_json::Value;

use super::seen::card_facts;
use super::visit::{Made, Visit};
use crate::context::PageContext;
use crate::door::identity::Staff;
use crate::door::problem::Problem as Trouble;
use crate::door::{Door, home};
use crate::pages::shop::model::{Link, ListPage, Store};
use crate::pages::shop::{ShelfAddress, fill_list, list_page, tongue};

/// So many ticked offerings are read from an address; those that cannot stand side by side are named.
const MOST_TICKED: usize = 20;
/// So many cards greet on the front page.
const FRONT_CARDS: usize = 12;
/// So many categories are named where nothing was found.
const INSTEAD: usize = 6;

/// `GET /`: the front of the store; the organisation's own first page as long as nothing is on the shelf.
pub async fn front(State(door): State<Arc<Door>>, staff: Option<Extension<Staff>>, visit: Visit) -> Response {
    match door.counter.storefront() {
        Ok(front) if front.shop.is_empty() => home::show(State(door), staff, visit.reader()).await,
        Ok(_) => answer(&door, visit, ShelfAddress::from_query(""), true).await,
        Err(trouble) => Trouble::from(trouble).into_page(&visit.reader()),
    }
}

/// `GET /shelf` and `GET /shelf/search`
pub async fn list(State(door): State<Arc<Door>>, visit: Visit) -> Response {
    let address = ShelfAddress::from_query(&visit.query);
    answer(&door, visit, address, false).await
}

async fn answer(door: &Arc<Door>, visit: Visit, address: ShelfAddress, front: bool) -> Response {
    let stamp = match door.counter.shelf_generation() {
        Ok(stamp) => stamp,
        Err(trouble) => return Trouble::from(trouble).into_page(&visit.reader()),
    };
    let compared = compared(&visit.query);
    visit
        .answer(door, stamp, |ctx, store| {
            let (page, under) = filled(door, ctx, &address, front)?;
            let page = ListPage { compared, ..page };
            Ok(Made {
                dead_end: dead_end(&address, &page, under),
                ..Made::page(list_page(ctx, &around(store, &address), &page))
            })
        })
        .await
}

/// The offerings that were ticked for a comparison, in the address.
pub(super) fn compared(query: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (_, id) in super::pairs_of(query).filter(|(name, id)| name == "o" && !id.is_empty()) {
        if !all.contains(&id) && all.len() < MOST_TICKED {
            all.push(id);
        }
    }
    all
}

fn around(store: &Store, address: &ShelfAddress) -> Store {
    let mut store = Store { search: address.text.clone(), ..store.clone() };
    if let Some(category) = &address.category {
        let place = ShelfAddress { category: Some(category.clone()), page: 1, ..ShelfAddress::default() };
        store.current = Some(place.href());
    }
    store
}

fn filled(
    door: &Door,
    ctx: &PageContext,
    address: &ShelfAddress,
    front: bool,
) -> Result<(ListPage, String), Trouble> {
    let (currency, now) = (door.counter.currency()?, door.counter.now());
    let page = door.counter.with_shelf(|shelf, beside| {
        let mut query = address.query(tongue(ctx.language));
        query.page_size = front.then_some(FRONT_CARDS);
        let found = shelf.find(&query);
        let mut page = fill_list(ctx, shelf, &found, address, currency, |item| {
            card_facts(ctx, beside, item, now, currency)
        });
        beside_the_cards(ctx, shelf, beside, &found, address, &mut page);
        if front {
            page.front = true;
            page.greeting = greeting(beside, ctx.language.code());
            // The front shows what stands first; the rest is behind the categories.
            (page.page, page.pages, page.facets) = (1, 1, Vec::new());
        }
        let under = format!("{}@{}", found.arrangement.id, found.arrangement.version);
        (page, under)
    })?;
    Ok(page)
}

fn beside_the_cards(
    ctx: &PageContext,
    shelf: &Shelf,
    beside: &Storefront,
    found: &Found<'_>,
    address: &ShelfAddress,
    page: &mut ListPage,
) {
    let language = ctx.language.code();
    if let Some(category) = found.path.last() {
        let known = beside.shop.catalogue.categories.get(&CategoryId::new(&category.id));
        page.description = known
            .map(|it| in_language(&it.translation, language, |t| &t.description, &it.description).to_owned())
            .unwrap_or_default();
    }
    if let (Some(search), 0) = (&mut page.search, found.total) {
        search.instead = shelf
            .categories_below(None)
            .into_iter()
            .take(INSTEAD)
            .map(|category| {
                let place =
                    ShelfAddress { category: Some(category.id.clone()), page: 1, ..ShelfAddress::default() };
                Link { title: category.name.in_tongue(tongue(ctx.language)).to_owned(), href: place.href() }
            })
            .collect();
    }
    let asked = address.category.as_ref().filter(|_| found.path.is_empty());
    if let Some(unknown) = asked
        && !page.ignored.iter().any(|it| it.contains(unknown.as_str()))
    {
        page.ignored.push(unknown.clone());
    }
}

/// What the operator says of itself.
fn greeting(beside: &Storefront, language: &str) -> String {
    let unknown = &beside.operator.unknown;
    let text = |value: &Value| value.get("description").and_then(Value::as_str).map(str::to_owned);
    let translated = unknown.get("translation").and_then(Value::as_array).and_then(|all| {
        text(all.iter().find(|it| it.get("language").and_then(Value::as_str) == Some(language))?)
    });
    translated
        .or_else(|| unknown.get("description").and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_default()
}

/// A search that found nothing, or nothing with all its words, when it was words that found it not and no filter.
fn dead_end(address: &ShelfAddress, page: &ListPage, under: String) -> Option<DeadEndNote> {
    let search = page.search.as_ref().filter(|search| !search.no_words && address.chosen.is_empty())?;
    let reason = match page.total {
        0 => DeadEndReason::NothingFound,
        // What was shown has only some of the words: whoever sought them did not find them.
        _ if search.partial => DeadEndReason::NothingExact,
        _ => return None,
    };
    Some(DeadEndNote { search: Some(address.text.clone()), under: Some(under), ..DeadEndNote::new(reason) })
}
