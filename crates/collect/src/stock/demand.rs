//! What a cart or an order demands in all, summed per item over all lines before anything is looked at:
//! two lines of the same thing, or a bundle that holds it, count together.

use std::collections::BTreeMap;

use offer::catalogue::{Catalogue, OfferingId, StockItemId};

/// How deep bundles may stand within bundles. A catalogue whose bundles hold one another is refused by its office; this
/// is what keeps one that came otherwise from going on for ever.
const DEEPEST_BUNDLE: usize = 8;

/// How many of each item are wanted in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand(BTreeMap<StockItemId, u64>);

/// Why a demand cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemandError {
    /// The offering, or a part of it, is not in the catalogue any more.
    #[error("{0} is not in the catalogue")]
    UnknownOffering(OfferingId),
    /// A bundle holds itself.
    #[error("the bundle {0} holds itself")]
    BundleInItself(OfferingId),
}

impl Demand {
    /// So many more of an item.
    pub fn add(&mut self, item: &StockItemId, quantity: u64) {
        if quantity == 0 {
            return;
        }
        let sum = self.0.entry(item.clone()).or_default();
        *sum = sum.saturating_add(quantity);
    }

    /// So many more of an offering: itself if it is goods, and its parts or options as `chosen` for one of it.
    /// A part about which `chosen` says nothing is taken as often as the bundle says by itself, never outside its limits.
    pub fn add_offering(
        &mut self,
        catalogue: &Catalogue,
        offering: &OfferingId,
        quantity: u64,
        chosen: &BTreeMap<OfferingId, u32>,
    ) -> Result<(), DemandError> {
        self.add_at_depth(catalogue, offering, quantity, chosen, 0)
    }

    fn add_at_depth(
        &mut self,
        catalogue: &Catalogue,
        id: &OfferingId,
        quantity: u64,
        chosen: &BTreeMap<OfferingId, u32>,
        depth: usize,
    ) -> Result<(), DemandError> {
        if depth > DEEPEST_BUNDLE {
            return Err(DemandError::BundleInItself(id.clone()));
        }
        let offering = catalogue.offerings.get(id).ok_or_else(|| DemandError::UnknownOffering(id.clone()))?;
        if let Some(item) = offering.stocked() {
            self.add(&item, quantity);
        }
        for part in &offering.bundled_product_offering {
            let limits = part.bundled_product_offering_option;
            let usual = limits.number_rel_offer_default.max(limits.number_rel_offer_lower_limit);
            let each = chosen
                .get(&part.id)
                .copied()
                .unwrap_or(usual)
                .max(limits.number_rel_offer_lower_limit)
                .min(limits.number_rel_offer_upper_limit);
            if each > 0 {
                let wanted = quantity.saturating_mul(u64::from(each));
                self.add_at_depth(catalogue, &part.id, wanted, chosen, depth + 1)?;
            }
        }
        Ok(())
    }

    /// Every item that is wanted and how many, in order of items.
    pub fn items(&self) -> impl Iterator<Item = (&StockItemId, u64)> {
        self.0.iter().map(|(item, quantity)| (item, *quantity))
    }

    /// How many of an item are wanted.
    pub fn of(&self, item: &StockItemId) -> u64 {
        self.0.get(item).copied().unwrap_or_default()
    }

    /// Whether nothing that is counted is wanted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> FromIterator<(&'a StockItemId, u64)> for Demand {
    fn from_iter<I: IntoIterator<Item = (&'a StockItemId, u64)>>(items: I) -> Self {
        let mut demand = Self::default();
        for (item, quantity) in items {
            demand.add(item, quantity);
        }
        demand
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use offer::catalogue::{BundleOption, BundledOffering, ProductOffering};

    fn goods(id: &str) -> ProductOffering {
        ProductOffering { id: id.into(), name: id.to_owned(), ..ProductOffering::default() }
    }

    fn bundle(id: &str, parts: &[(&str, u32, u32, u32)]) -> ProductOffering {
        let part = |&(id, lower, default, upper): &(&str, u32, u32, u32)| BundledOffering {
            id: id.into(),
            bundled_product_offering_option: BundleOption {
                number_rel_offer_lower_limit: lower,
                number_rel_offer_default: default,
                number_rel_offer_upper_limit: upper,
            },
            ..BundledOffering::default()
        };
        let bundled_product_offering = parts.iter().map(part).collect();
        ProductOffering { is_bundle: true, bundled_product_offering, ..goods(id) }
    }

    #[test]
    fn a_bundle_and_a_line_of_the_same_thing_count_together() {
        let mut catalogue = Catalogue::default();
        for offering in
            [goods("phone"), goods("case"), bundle("pack", &[("phone", 1, 1, 1), ("case", 0, 0, 2)])]
        {
            catalogue.put_offering(offering);
        }
        let mut demand = Demand::default();
        let with_case = BTreeMap::from([(OfferingId::new("case"), 9)]);
        demand.add_offering(&catalogue, &"pack".into(), 3, &with_case).unwrap();
        demand.add_offering(&catalogue, &"phone".into(), 2, &BTreeMap::new()).unwrap();
        assert_eq!(demand.of(&"phone".into()), 5);
        assert_eq!(demand.of(&"case".into()), 6, "never more than the upper limit for each");
    }

    #[test]
    fn bundles_that_hold_one_another_are_refused_and_so_is_what_is_gone() {
        let mut catalogue = Catalogue::default();
        catalogue.put_offering(bundle("a", &[("b", 1, 1, 1)]));
        catalogue.put_offering(bundle("b", &[("a", 1, 1, 1)]));
        catalogue.put_offering(bundle("c", &[("gone", 1, 1, 1)]));
        let ask = |id: &str| Demand::default().add_offering(&catalogue, &id.into(), 1, &BTreeMap::new());
        assert!(matches!(ask("a"), Err(DemandError::BundleInItself(_))));
        assert_eq!(ask("c"), Err(DemandError::UnknownOffering("gone".into())));
    }
}
