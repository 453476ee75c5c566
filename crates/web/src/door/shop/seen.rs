//! Prices, pictures and characteristics as the store's pages show them.

use app::{PriceSeen, Storefront};
use jiff::tz::TimeZone;
use offer::catalogue::{EligibilityRule, ProductOffering, in_language};
use offer::shelf::{ShelfItem, Tongue};
use offer::shelved::told;
use types::Currency;

use crate::context::PageContext;
use crate::pages::shop::model::{Lowered, MonthStep, Picture, PriceShown};
use crate::pages::shop::{CardFacts, tongue, use_price};

/// A card tells so many facts.
const FACTS: usize = 3;

/// A price in the reader's language.
pub(super) fn price_shown(price: &PriceSeen, tongue: Tongue) -> PriceShown {
    let last = price.months.len();
    PriceShown {
        due_now: price.due_now,
        monthly: price
            .months
            .iter()
            .enumerate()
            .filter(|(index, stretch)| *index + 1 < last || !stretch.amount.amount.is_zero() || *index == 0)
            .map(|(_, stretch)| MonthStep { from: stretch.from, to: stretch.to, amount: stretch.amount })
            .collect(),
        at_end: price.at_end,
        year: price.year,
        from: false,
        usage: price.usage.iter().filter_map(|it| use_price(it, tongue)).collect(),
        commitment_months: price.commitment_months,
        lowered: price.lowered.as_ref().map(|it| Lowered {
            lowest_before: it.lowest_before,
            percent: it.percent,
            until: it.until,
        }),
        per_measure: None,
        without_tax: false,
    }
}

/// The pictures of an offering, or of its product.
pub(super) fn pictures(front: &Storefront, offering: &ProductOffering, language: &str) -> Vec<Picture> {
    let all = front.shop.catalogue.pictures(offering).iter();
    all.filter(|it| is_ours(&it.url) && it.mime_type.as_deref().is_none_or(|kind| kind.starts_with("image/")))
        .map(|it| {
            let number = |name: &str| it.unknown.get(name).and_then(serde_json::Value::as_u64);
            let size = |name: &str| number(name).and_then(|px| u32::try_from(px).ok()).unwrap_or(0);
            Picture {
                src: it.url.clone(),
                alt: in_language(&it.translation, language, |t| &t.description, &it.description).to_owned(),
                width: size("width"),
                height: size("height"),
            }
        })
        .collect()
}

/// Pictures are loaded from here only: an address elsewhere would tell others who reads what.
fn is_ours(url: &str) -> bool {
    url.starts_with("/images/") || url.starts_with("/assets/")
}

/// What a card tells beyond what the shelf knows of it.
pub(super) fn card_facts(
    ctx: &PageContext,
    front: &Storefront,
    item: &ShelfItem,
    now: jiff::Timestamp,
    currency: Currency,
) -> CardFacts {
    let catalogue = &front.shop.catalogue;
    let Some(offering) = catalogue.offerings.get(item.id.as_str()) else { return CardFacts::default() };
    let tongue = tongue(ctx.language);
    let w = crate::pages::shop::Words::of(ctx);
    let told = told(catalogue, offering);
    let facts = told
        .iter()
        .filter(|it| it.is_facet() && it.values.len() == 1)
        .filter(|it| it.values.iter().all(|value| value.key != "yes" && value.key != "no"))
        .take(FACTS)
        .map(|it| format!("{}{}{}", it.label.in_tongue(tongue), w.colon(), it.line().in_tongue(tongue)))
        .collect();
    // Months that change, and reductions, are more than the shelf knows; for the rest it knows all.
    let simple = item.monthly.is_none() && !item.by_use && catalogue.promotions.is_empty();
    let price = (!simple).then(|| price_shown(&PriceSeen::of(catalogue, offering, now, currency), tongue));
    CardFacts {
        picture: pictures(front, offering, ctx.language.code()).into_iter().next().unwrap_or_default(),
        facts,
        price,
        stocked: offering.stocked().is_some() || offering.is_bundle,
        by_place: offering.eligibility.iter().any(|rule| matches!(rule, EligibilityRule::Postcode { .. })),
        not_for_you: None,
    }
}

/// The hours of a place on the day of an instant, in words.
pub(super) fn hours_today(
    ctx: &PageContext,
    place: &collect::place::Place,
    now: jiff::Timestamp,
    zone: &TimeZone,
) -> String {
    let today = place.zone(zone).to_datetime(now).date();
    super::places::hours_of(ctx, &place.opening_hours.of(today))
}
