//! One offering as an item of the shelf.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use types::Money;

use super::characteristics::{Told, told};
use super::taken::taken;
use crate::catalogue::{Catalogue, Nature, PriceInForce, PriceType, ProductOffering, StockItemId};
use crate::shelf::{InBoth, ItemFacet, ShelfItem, squeezed};

/// Parts of bundles are looked into this deep.
const DEEPEST: usize = 4;

/// The item of an offering that is sold at this instant; nothing for one that is not. `available` says how many there are of
/// a thing that is counted, `sold` how many were sold lately.
pub fn shelf_item(
    catalogue: &Catalogue,
    offering: &ProductOffering,
    at: Timestamp,
    available: &dyn Fn(&StockItemId) -> i64,
    sold: u64,
) -> Option<ShelfItem> {
    if !catalogue.is_sold(offering, at) {
        return None;
    }
    let product = catalogue.specification_of(offering);
    let told = told(catalogue, offering);
    let in_both = |own: [&str; 2], general: Option<[&str; 2]>| {
        let [fr, en] = if own[0].is_empty() { general.unwrap_or(own) } else { own };
        InBoth::new(fr, en)
    };
    let description = product.map(|it| [it.description_in("fr"), it.description_in("en")]);
    let priced: Vec<(Vec<PriceInForce<'_>>, u32)> = taken(catalogue, offering)
        .into_iter()
        .map(|(part, count)| (catalogue.prices_in_force(part, at), count))
        .collect();
    Some(ShelfItem {
        id: offering.id.to_string(),
        group: offering.specification().to_string(),
        name: InBoth::new(offering.name_in("fr"), offering.name_in("en")),
        group_name: product.map(|it| InBoth::new(it.name_in("fr"), it.name_in("en"))).unwrap_or_default(),
        description: in_both([offering.description_in("fr"), offering.description_in("en")], description),
        brand: product.and_then(|it| it.brand.clone()).unwrap_or_default(),
        codes: codes_of(offering, &told),
        categories: categories(catalogue, offering),
        price: together(priced.iter().map(|(prices, count)| (due_at_once(prices), *count))),
        monthly: together(priced.iter().map(|(prices, count)| (due_each_month(prices), *count))),
        by_use: priced
            .iter()
            .flat_map(|(prices, _)| prices)
            .any(|it| it.price.price_type == PriceType::Usage),
        commitment_months: commitment_of(catalogue, offering, at),
        in_stock: is_available(catalogue, offering, available),
        since: offering.valid_for.start_date_time,
        sold,
        facets: facets(told),
    })
}

/// Whether at least one can be had at once: what is counted is there; for a bundle, all that must be taken with it.
pub fn is_available(
    catalogue: &Catalogue,
    offering: &ProductOffering,
    available: &dyn Fn(&StockItemId) -> i64,
) -> bool {
    available_within(catalogue, offering, available, 0)
}

fn available_within(
    catalogue: &Catalogue,
    offering: &ProductOffering,
    available: &dyn Fn(&StockItemId) -> i64,
    depth: usize,
) -> bool {
    if let Some(item) = offering.stocked() {
        return available(&item) > 0;
    }
    let needed = |limit: u32| offering.is_bundle && limit > 0 && depth < DEEPEST;
    offering
        .bundled_product_offering
        .iter()
        .filter(|part| needed(part.bundled_product_offering_option.number_rel_offer_lower_limit))
        .filter_map(|part| {
            let wanted = part.bundled_product_offering_option.number_rel_offer_lower_limit;
            Some((catalogue.offerings.get(&part.id)?, wanted))
        })
        .all(|(part, wanted)| match part.stocked() {
            Some(item) => available(&item) >= i64::from(wanted),
            None => available_within(catalogue, part, available, depth + 1),
        })
}

/// The codes under which an offering is found whole, and by which its page can be addressed: its id, its stock-keeping unit,
/// its GTIN.
fn codes_of(offering: &ProductOffering, told: &[Told]) -> Vec<String> {
    let mut codes = vec![offering.id.to_string()];
    codes.extend(offering.stock_item.as_ref().map(ToString::to_string));
    let texts = ["sku", "gtin", "ean"].into_iter().filter_map(|name| offering.unknown.get(name)?.as_str());
    codes.extend(texts.map(str::to_owned));
    let coded =
        |it: &&Told| matches!(squeezed(&it.key).as_str(), "gtin" | "ean" | "sku" | "gtin13" | "ean13");
    codes.extend(told.iter().filter(coded).flat_map(|it| &it.values).map(|value| value.label.fr.clone()));
    codes.retain(|code| !code.trim().is_empty());
    let mut known: Vec<String> = Vec::new();
    for code in codes {
        if !known.contains(&code) {
            known.push(code);
        }
    }
    known
}

fn categories(catalogue: &Catalogue, offering: &ProductOffering) -> Vec<String> {
    let product = catalogue.specification_of(offering).map(|it| it.category.as_slice()).unwrap_or_default();
    let mut all: Vec<String> = offering.category.iter().chain(product).map(|it| it.id.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// Amounts so many times, together; nothing where there is none, or where two currencies meet.
pub(super) fn together(amounts: impl Iterator<Item = (Option<Money>, u32)>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for (amount, count) in amounts {
        let Some(own) = amount else { continue };
        let own = Money { amount: own.amount.checked_mul(Decimal::from(count))?, ..own };
        sum = Some(match sum {
            Some(sum) => sum.checked_add(own).ok()?,
            None => own,
        });
    }
    sum
}

/// The longest commitment of an offering and of what must be taken with it; nothing where the question does not arise.
pub(super) fn commitment_of(catalogue: &Catalogue, offering: &ProductOffering, at: Timestamp) -> Option<u32> {
    let parts = taken(catalogue, offering).into_iter();
    parts.filter_map(|(part, _)| commitment(part, &catalogue.prices_in_force(part, at))).max()
}

/// The one-time prices together, with tax, to the cent, as a promotion in force makes them.
fn due_at_once(prices: &[PriceInForce<'_>]) -> Option<Money> {
    let once = prices
        .iter()
        .filter(|it| it.price.price_type == PriceType::OneTime && it.price.starts_after.is_none());
    let mut sum: Option<Money> = None;
    for each in once {
        if let Some((_, reduced)) = &each.reduced {
            return Some(Money { amount: reduced.price, currency: each.price.price.unit });
        }
        let own = cents(each.price.with_tax());
        sum = match sum {
            Some(sum) => sum.checked_add(own).ok(),
            None => Some(own),
        };
    }
    sum
}

/// What is due for the first month, with tax, to the cent.
fn due_each_month(prices: &[PriceInForce<'_>]) -> Option<Money> {
    let monthly = prices
        .iter()
        .filter(|it| it.price.price_type == PriceType::Recurring && it.price.starts_after.is_none())
        .map(|it| cents(it.price.per_month()));
    let mut sum: Option<Money> = None;
    for own in monthly {
        sum = match sum {
            Some(sum) => sum.checked_add(own).ok(),
            None => Some(own),
        };
    }
    sum
}

/// The commitment; the question does not arise for what is bought once.
fn commitment(offering: &ProductOffering, prices: &[PriceInForce<'_>]) -> Option<u32> {
    let arises = offering.nature == Nature::Subscription
        || prices.iter().any(|it| matches!(it.price.price_type, PriceType::Recurring | PriceType::Usage));
    arises.then(|| offering.commitment_months().max(Decimal::ZERO).ceil().to_u32().unwrap_or(0))
}

pub(super) fn cents(money: Money) -> Money {
    let amount = money.amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Money { amount, currency: money.currency }
}

fn facets(told: Vec<Told>) -> BTreeMap<String, ItemFacet> {
    let facets = told.into_iter().filter(Told::is_facet);
    facets.map(|it| (it.key, ItemFacet { label: it.label, values: it.values })).collect()
}
