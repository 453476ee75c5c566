//! What one takes with an offering whether one wants or not: the parts that a bundle cannot be had without. Their
//! prices are a part of its price wherever the price of the whole does not cover them: a price without them would
//! hide a cost.

use crate::catalogue::{Catalogue, ProductOffering};

/// Bundles within bundles are looked into this deep.
const DEEPEST: usize = 4;

/// An offering, then every part that must be taken with it and is paid for itself, each with how many.
pub fn taken<'a>(catalogue: &'a Catalogue, offering: &'a ProductOffering) -> Vec<(&'a ProductOffering, u32)> {
    let mut all = vec![(offering, 1)];
    add_parts(catalogue, offering, 1, 0, &mut all);
    all
}

fn add_parts<'a>(
    catalogue: &'a Catalogue,
    offering: &'a ProductOffering,
    times: u32,
    depth: usize,
    all: &mut Vec<(&'a ProductOffering, u32)>,
) {
    if depth >= DEEPEST {
        return;
    }
    for part in &offering.bundled_product_offering {
        let count = part.bundled_product_offering_option.number_rel_offer_lower_limit.saturating_mul(times);
        if count == 0 || part.price_included {
            continue;
        }
        if let Some(found) = catalogue.offerings.get(&part.id) {
            all.push((found, count));
            add_parts(catalogue, found, count, depth + 1, all);
        }
    }
}
