//! From what the shelf found to what the list shows.

use offer::shelf::{Found, Hit, SearchTold, Shelf, ShelfItem, Tongue, over_a_year};
use types::{Currency, Money};
use wording::Language;

use super::address::ShelfAddress;
use super::model::{
    Card, CategoryLink, Facet, FacetOption, Link, ListPage, MonthStep, Picture, Placed, PriceShown,
    SearchNote,
};
use super::reasons::{facet_name, option_name, rule_words, seen_words};
use super::words::Words;
use crate::context::PageContext;

/// How many cards tell why they stand where they stand.
const EXPLAINED: usize = 10;

/// What a card needs beyond the shelf.
#[derive(Debug, Clone, Default)]
pub struct CardFacts {
    /// The picture.
    pub picture: Picture,
    /// Short facts: what is included, what tells the variant.
    pub facts: Vec<String>,
    /// The price, where more is known of it than the shelf holds (steps, reductions).
    pub price: Option<PriceShown>,
    /// Whether stock is a question for it.
    pub stocked: bool,
    /// Why the reader cannot have it.
    pub not_for_you: Option<String>,
}

/// The language of the shelf for a reader.
pub fn tongue(language: Language) -> Tongue {
    match language {
        Language::French => Tongue::French,
        Language::English => Tongue::English,
    }
}

/// The price of an item as far as the shelf holds it.
pub fn price_of_item(item: &ShelfItem, from: bool) -> PriceShown {
    let currency = item.monthly.or(item.price).map(|money| money.currency);
    PriceShown {
        due_now: item.price,
        monthly: item.monthly.map(|amount| MonthStep { from: 1, to: None, amount }).into_iter().collect(),
        year: over_a_year(item).zip(currency).map(|(amount, currency)| Money { amount, currency }),
        from,
        commitment_months: item.commitment_months,
        ..PriceShown::default()
    }
}

/// Fills a list. `facts` gives what each card needs beyond the shelf.
pub fn fill_list(
    ctx: &PageContext,
    shelf: &Shelf,
    found: &Found<'_>,
    address: &ShelfAddress,
    currency: Currency,
    facts: impl Fn(&ShelfItem) -> CardFacts,
) -> ListPage {
    let w = Words::of(ctx);
    let tongue = tongue(ctx.language);
    let mut path: Vec<Link> = found
        .path
        .iter()
        .map(|category| {
            let at = ShelfAddress { category: Some(category.id.clone()), page: 1, ..ShelfAddress::default() };
            Link { title: category.name.in_tongue(tongue).to_owned(), href: at.href() }
        })
        .collect();
    let title = path.pop().map(|link| link.title).unwrap_or_default();
    let mut crumbs = vec![Link::new(w.say("shop-front"), "/")];
    crumbs.extend(path);
    let searched = !address.text.trim().is_empty();
    ListPage {
        title,
        crumbs,
        address: ShelfAddress { page: found.page, ..address.clone() },
        total: found.total,
        page: found.page,
        pages: found.pages,
        cards: found.hits.iter().map(|hit| card(hit, tongue, facts(hit.item))).collect(),
        categories: categories(found, address, tongue),
        facets: facets(w, found, tongue, currency),
        search: searched.then(|| search_note(&found.search)),
        ignored: found.ignored.iter().map(|text| text.trim_start_matches('~').to_owned()).collect(),
        rules: found
            .arrangement
            .order
            .iter()
            .map(|rule| rule_words(w, rule, &|key| name_of(found, key, tongue)))
            .collect(),
        arrangement: arrangement_name(w, found),
        placed: if searched { Vec::new() } else { placed(w, shelf, found, tongue, currency) },
        ..ListPage::default()
    }
}

fn arrangement_name(w: Words, found: &Found<'_>) -> String {
    let arrangement = found.arrangement;
    match arrangement.name.as_str() {
        "" => w.say("shop-arrangement-default").to_owned(),
        name => w.tell("shop-arrangement-named", &[("name", name), ("version", &arrangement.version)]),
    }
}

fn card(hit: &Hit<'_>, tongue: Tongue, facts: CardFacts) -> Card {
    let item = hit.item;
    let group_name = item.group_name.in_tongue(tongue);
    let name =
        if hit.variants > 1 && !group_name.is_empty() { group_name } else { item.name.in_tongue(tongue) };
    let varies = hit.passing > 1 && over_a_year(hit.cheapest) != over_a_year(item);
    let shown = if varies { hit.cheapest } else { item };
    Card {
        id: item.id.clone(),
        name: name.to_owned(),
        brand: if name.contains(&item.brand) { String::new() } else { item.brand.clone() },
        facts: facts.facts,
        picture: facts.picture,
        price: match facts.price {
            Some(price) if !varies && (price.due_now.is_some() || !price.monthly.is_empty()) => price,
            _ => price_of_item(shown, varies),
        },
        variants: hit.variants,
        in_stock: facts.stocked.then_some(item.in_stock),
        not_for_you: facts.not_for_you,
    }
}

fn categories(found: &Found<'_>, address: &ShelfAddress, tongue: Tongue) -> Vec<CategoryLink> {
    let below = found.categories.iter();
    below
        .map(|below| CategoryLink {
            link: Link {
                title: below.category.name.in_tongue(tongue).to_owned(),
                href: address.in_category(Some(&below.category.id)).href(),
            },
            count: below.count,
        })
        .collect()
}

fn facets(w: Words, found: &Found<'_>, tongue: Tongue, currency: Currency) -> Vec<Facet> {
    let options = |facet: &offer::shelf::FoundFacet<'_>| {
        let values = facet.values.iter();
        values
            .map(|value| FacetOption {
                key: value.key.to_owned(),
                label: option_name(w, facet.key, value.key, value.label.in_tongue(tongue), currency),
                count: value.count,
                chosen: value.chosen,
            })
            .collect()
    };
    let all = found.facets.iter();
    all.map(|facet| Facet {
        key: facet.key.to_owned(),
        label: facet_name(w, facet.key, facet.label.in_tongue(tongue)),
        open: facet.open,
        options: options(facet),
    })
    .collect()
}

fn search_note(told: &SearchTold) -> SearchNote {
    SearchNote {
        corrected: told.corrected.clone(),
        partial: told.partial,
        no_words: !told.has_words,
        instead: Vec::new(),
    }
}

fn name_of(found: &Found<'_>, key: &str, tongue: Tongue) -> String {
    let of_item = found.hits.iter().find_map(|hit| hit.item.facets.get(key));
    of_item.map_or_else(|| key.to_owned(), |facet| facet.label.in_tongue(tongue).to_owned())
}

fn placed(w: Words, shelf: &Shelf, found: &Found<'_>, tongue: Tongue, currency: Currency) -> Vec<Placed> {
    let category = found.path.last().map(|category| category.id.as_str());
    let first = found.hits.iter().take(EXPLAINED);
    first
        .map(|hit| {
            let value = |facet: &str, key: &str| {
                let known =
                    hit.item.facets.get(facet).and_then(|it| it.values.iter().find(|value| value.key == key));
                known.map_or_else(|| key.to_owned(), |value| value.label.in_tongue(tongue).to_owned())
            };
            let reasons = shelf.explain(&hit.item.id, category);
            let seen = reasons.iter().filter_map(|reason| seen_words(w, reason, &value, currency)).collect();
            let group = hit.item.group_name.in_tongue(tongue);
            let name = if group.is_empty() { hit.item.name.in_tongue(tongue) } else { group };
            Placed { name: name.to_owned(), seen }
        })
        .collect()
}
