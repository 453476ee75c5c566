//! From what the shelf found to what the list shows.

use offer::shelf::{Found, Hit, SearchTold, Shelf, ShelfItem, Tongue, over_a_year, without_use};
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
    /// Whether it depends on where it is used.
    pub by_place: bool,
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
        cards: found.hits.iter().map(|hit| card(hit, tongue, &facts)).collect(),
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

fn card(hit: &Hit<'_>, tongue: Tongue, facts: &impl Fn(&ShelfItem) -> CardFacts) -> Card {
    let item = hit.item;
    let own = facts(item);
    let group_name = item.group_name.in_tongue(tongue);
    let name =
        if hit.variants > 1 && !group_name.is_empty() { group_name } else { item.name.in_tongue(tongue) };
    let varies = hit.passing > 1 && without_use(hit.cheapest) != without_use(item);
    // The least of its variants, with all that goes with it: what use costs, and months that change.
    let (shown, known) = if varies { (hit.cheapest, facts(hit.cheapest).price) } else { (item, own.price) };
    Card {
        id: item.id.clone(),
        name: name.to_owned(),
        brand: if name.contains(&item.brand) { String::new() } else { item.brand.clone() },
        facts: own.facts,
        picture: own.picture,
        price: match known {
            Some(price)
                if price.due_now.is_some() || !price.monthly.is_empty() || !price.usage.is_empty() =>
            {
                PriceShown { from: varies, ..price }
            }
            _ => price_of_item(shown, varies),
        },
        variants: hit.variants,
        in_stock: own.stocked.then_some(item.in_stock),
        by_place: own.by_place,
        not_for_you: own.not_for_you,
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
    let name = |facet: &offer::shelf::FoundFacet<'_>| facet_name(w, facet.key, facet.label.in_tongue(tongue));
    let shared = |facet: &offer::shelf::FoundFacet<'_>| {
        found.facets.iter().filter(|other| name(other) == name(facet)).count() > 1
    };
    let all = found.facets.iter();
    all.map(|facet| Facet {
        key: facet.key.to_owned(),
        // Two of one name (the power of a meter, and of a charger) are told apart by their units.
        label: match unit_of(facet, tongue).filter(|_| shared(facet)) {
            Some(unit) => format!("{} ({unit})", name(facet)),
            None => name(facet),
        },
        open: facet.open,
        options: options(facet),
    })
    .collect()
}

/// The unit of a facet whose values are numbers.
fn unit_of<'a>(facet: &'a offer::shelf::FoundFacet<'_>, tongue: Tongue) -> Option<&'a str> {
    let label = facet.values.first()?.label.in_tongue(tongue);
    let (number, unit) = label.rsplit_once([' ', '\u{a0}', '\u{202f}'])?;
    number.starts_with(|letter: char| letter.is_ascii_digit()).then_some(unit)
}

fn search_note(told: &SearchTold) -> SearchNote {
    SearchNote {
        corrected: told.corrected.clone(),
        partial: told.partial,
        no_words: !told.has_words,
        nearest: told
            .nearest
            .iter()
            .map(|word| {
                let sought = ShelfAddress { text: word.clone(), page: 1, ..ShelfAddress::default() };
                Link::new(word, &sought.href())
            })
            .collect(),
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
