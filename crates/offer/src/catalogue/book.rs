//! The whole catalogue in memory, as of now: what every decision about offers reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::id::{CategoryId, OfferingId, PriceId, PromotionId, SpecificationId};
use super::lowest_price::{Reduced, reduced_at};
use super::offering::ProductOffering;
use super::price::{PriceType, ProductOfferingPrice};
use super::promotion::Promotion;
use super::shared::Reference;
use super::specification::{Attachment, Category, ProductSpecification};

/// Bundles within bundles are looked into this deep.
pub(crate) const DEEPEST: usize = 4;

/// Everything that is supplied. What it holds is shared: a copy costs little, and is what a reader keeps while the office
/// goes on changing.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Products.
    pub specifications: BTreeMap<SpecificationId, Arc<ProductSpecification>>,
    /// Variants that can be bought.
    pub offerings: BTreeMap<OfferingId, Arc<ProductOffering>>,
    /// Prices, past and future ones included.
    pub prices: BTreeMap<PriceId, Arc<ProductOfferingPrice>>,
    /// Categories of the shelf.
    pub categories: BTreeMap<CategoryId, Category>,
    /// Promotions, past and future ones included.
    pub promotions: BTreeMap<PromotionId, Promotion>,
    /// The variants of each product, in order of their ids.
    variants: BTreeMap<SpecificationId, Vec<OfferingId>>,
}

/// A price that applies, with what a promotion makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceInForce<'a> {
    /// The price.
    pub price: &'a ProductOfferingPrice,
    /// What an announced promotion makes of the sum of one-time prices: said beside the first of them.
    pub reduced: Option<(&'a Promotion, Reduced)>,
}

impl Catalogue {
    /// Puts an offering in, in place of the one of the same id.
    pub fn put_offering(&mut self, offering: ProductOffering) {
        self.remove_offering(&offering.id);
        let variants = self.variants.entry(offering.specification()).or_default();
        if let Err(place) = variants.binary_search(&offering.id) {
            variants.insert(place, offering.id.clone());
        }
        self.offerings.insert(offering.id.clone(), Arc::new(offering));
    }

    /// Takes an offering out.
    pub fn remove_offering(&mut self, id: &OfferingId) {
        let Some(old) = self.offerings.remove(id) else { return };
        if let Some(variants) = self.variants.get_mut(&old.specification()) {
            variants.retain(|each| each != id);
            if variants.is_empty() {
                self.variants.remove(&old.specification());
            }
        }
    }

    /// The variants of a product, in order of their ids.
    pub fn variants(&self, product: &SpecificationId) -> impl Iterator<Item = &ProductOffering> {
        self.variants
            .get(product)
            .into_iter()
            .flatten()
            .filter_map(|id| self.offerings.get(id))
            .map(AsRef::as_ref)
    }

    /// The product that an offering is a variant of, if it has one.
    pub fn specification_of(&self, offering: &ProductOffering) -> Option<&ProductSpecification> {
        self.specifications.get(&offering.specification()).map(AsRef::as_ref)
    }

    /// Whether customers may buy an offering at this instant, by itself.
    pub fn is_sold(&self, offering: &ProductOffering, at: Timestamp) -> bool {
        offering.lifecycle_status.is_sold()
            && offering.is_sellable
            && offering.valid_for.holds_at(at)
            && self.specification_of(offering).is_none_or(|product| product.lifecycle_status.is_sold())
    }

    /// Whether it is said what an offering costs at this instant: by a price of its own in force, or, for a bundle, by those of
    /// all that is taken with it in any case. What nobody priced is not free, and not sold.
    pub fn is_priced(&self, offering: &ProductOffering, at: Timestamp) -> bool {
        self.priced_within(offering, at, 0)
    }

    fn priced_within(&self, offering: &ProductOffering, at: Timestamp, depth: usize) -> bool {
        let own = |price: &ProductOfferingPrice| price.price_type != PriceType::Closing && price.in_force(at);
        if self.all_prices(offering).any(own) {
            return true;
        }
        let mut needed = offering.needed_parts().peekable();
        offering.is_bundle
            && depth < DEEPEST
            && needed.peek().is_some()
            && needed
                .all(|id| self.offerings.get(id).is_some_and(|part| self.priced_within(part, at, depth + 1)))
    }

    /// Whether taking an offering costs anything at this instant, what must be taken with it included.
    pub fn costs(&self, offering: &ProductOffering, at: Timestamp) -> bool {
        self.costs_within(offering, at, 0)
    }

    fn costs_within(&self, offering: &ProductOffering, at: Timestamp, depth: usize) -> bool {
        let due = |price: &ProductOfferingPrice| price.in_force(at) && !price.price.value.is_zero();
        self.all_prices(offering).any(due)
            || depth < DEEPEST
                && offering.needed_parts().any(|id| {
                    self.offerings.get(id).is_some_and(|part| self.costs_within(part, at, depth + 1))
                })
    }

    /// All prices that an offering refers to, past and future ones included.
    pub fn all_prices<'a>(
        &'a self,
        offering: &'a ProductOffering,
    ) -> impl Iterator<Item = &'a ProductOfferingPrice> {
        offering
            .product_offering_price
            .iter()
            .filter_map(|price| self.prices.get(price.id.as_str()))
            .map(AsRef::as_ref)
    }

    /// The prices of an offering in force at an instant, one-time ones first, with the announced reduction.
    pub fn prices_in_force(&self, offering: &ProductOffering, at: Timestamp) -> Vec<PriceInForce<'_>> {
        let mut found: Vec<PriceInForce<'_>> = offering
            .product_offering_price
            .iter()
            .filter_map(|price| self.prices.get(price.id.as_str()))
            .map(AsRef::as_ref)
            .filter(|price| price.in_force(at))
            .map(|price| PriceInForce { price, reduced: None })
            .collect();
        found.sort_by_key(|each| each.price.price_type);
        if found.first().is_some_and(|first| first.price.price_type == PriceType::OneTime)
            && let Some(reduced) = self.reduction(offering, at)
        {
            found[0].reduced = Some(reduced);
        }
        found
    }

    /// What an announced promotion makes of the one-time price of an offering at an instant.
    pub fn reduction(&self, offering: &ProductOffering, at: Timestamp) -> Option<(&Promotion, Reduced)> {
        if self.promotions.is_empty() {
            return None;
        }
        let categories = self.categories_of(offering);
        let promotions: Vec<&Promotion> = self
            .promotions
            .values()
            .filter(|promotion| promotion.is_announced() && promotion.is_for(offering, &categories))
            .collect();
        if !promotions.iter().any(|promotion| promotion.valid_for.holds_at(at)) {
            return None;
        }
        let prices: Vec<&ProductOfferingPrice> = offering
            .product_offering_price
            .iter()
            .filter_map(|price| self.prices.get(price.id.as_str()))
            .map(AsRef::as_ref)
            .filter(|price| price.price_type == PriceType::OneTime)
            .collect();
        reduced_at(&prices, &promotions, at).map(|(place, reduced)| (promotions[place], reduced))
    }

    /// The promotion that a typed code gives at an instant.
    pub fn promotion_of_code(&self, typed: &str, at: Timestamp) -> Option<&Promotion> {
        self.promotions.values().find(|promotion| {
            promotion.answers_to(typed)
                && promotion.lifecycle_status.is_sold()
                && promotion.valid_for.holds_at(at)
        })
    }

    /// The categories of an offering and of its product, with those that they are parts of.
    pub fn categories_of(&self, offering: &ProductOffering) -> Vec<CategoryId> {
        let of_product = self.specification_of(offering).map(|product| product.category.as_slice());
        let mut found: Vec<CategoryId> = Vec::new();
        for own in offering.category.iter().chain(of_product.unwrap_or_default()) {
            let mut next = Some(category_id(own));
            while let Some(id) = next {
                if found.contains(&id) {
                    break;
                }
                next = self.categories.get(&id).and_then(|category| category.parent_id.clone());
                found.push(id);
            }
        }
        found
    }

    /// The pictures of an offering, or of its product.
    pub fn pictures<'a>(&'a self, offering: &'a ProductOffering) -> &'a [Attachment] {
        if offering.attachment.is_empty() {
            self.specification_of(offering).map_or(&[], |product| &product.attachment)
        } else {
            &offering.attachment
        }
    }

    /// The instants after `at` at which a price, an offering or a promotion begins or ends: the first of them.
    pub fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        let prices = self.prices.values().map(|price| price.valid_for);
        let offerings = self.offerings.values().map(|offering| offering.valid_for);
        let promotions = self.promotions.values().map(|promotion| promotion.valid_for);
        prices
            .chain(offerings)
            .chain(promotions)
            .flat_map(|period| [period.start_date_time, period.end_date_time])
            .flatten()
            .filter(|instant| *instant > at)
            .min()
    }
}

fn category_id(reference: &Reference) -> CategoryId {
    CategoryId::new(&reference.id)
}
