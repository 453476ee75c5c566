//! Facets: every characteristic with its values, and which items have each.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::bits::Bits;
use super::folding::folded;
use super::item::{InBoth, ItemFacet, ShelfItem, Tongue};

/// The facet of the categories. Built-in keys begin with `~`, which no characteristic can.
pub const CATEGORY: &str = "~category";
/// The facet of what is due at once, in bands.
pub const PRICE: &str = "~price";
/// The facet of what is due each month, in bands.
pub const MONTHLY: &str = "~monthly";
/// The facet of what can be had at once; its one value is `yes`.
pub const IN_STOCK: &str = "~stock";
/// The facet of the commitment, in months.
pub const COMMITMENT: &str = "~commitment";
/// The facet of the brand.
pub const BRAND: &str = "~brand";

/// Where the bands of prices begin, in units of the currency: each reaches to the next, the last has no end.
pub const BAND_STARTS: [u32; 14] = [0, 5, 10, 20, 30, 50, 100, 200, 300, 500, 800, 1000, 2000, 5000];

/// The key of the band that an amount falls into: `20-30`, or `5000-` for the last.
pub fn band(amount: Decimal) -> (String, u32) {
    let index = BAND_STARTS.iter().rposition(|start| amount >= Decimal::from(*start)).unwrap_or(0);
    let start = BAND_STARTS[index];
    match BAND_STARTS.get(index + 1) {
        Some(end) => (format!("{start}-{end}"), start),
        None => (format!("{start}-"), start),
    }
}

#[derive(Debug)]
pub(super) struct Facet {
    pub key: String,
    pub label: InBoth,
    pub values: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct Value {
    pub facet: u32,
    pub key: String,
    pub label: InBoth,
    pub number: Option<Decimal>,
    pub items: Bits,
    folded: String,
}

/// Every facet and value that was ever seen; those that no item has are not shown.
#[derive(Debug, Default)]
pub(super) struct FacetBook {
    pub facets: Vec<Facet>,
    pub values: Vec<Value>,
    by_key: BTreeMap<String, u32>,
    by_value: BTreeMap<(u32, String), u32>,
}

impl FacetBook {
    pub fn facet(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    pub fn value(&self, facet: u32, key: &str) -> Option<u32> {
        self.by_value.get(&(facet, key.to_owned())).copied()
    }

    /// The numbers of all values of an item, learnt where they are new. `ancestry` gives a category's id with
    /// those of its ancestors, and each with its name.
    pub fn values_of(&mut self, item: &ShelfItem, ancestry: &[(String, InBoth)]) -> Vec<u32> {
        let mut values = Vec::new();
        for (id, name) in ancestry {
            values.push(self.learn(CATEGORY, &InBoth::default(), id, name, None));
        }
        for (facet, amount) in [(PRICE, item.price), (MONTHLY, item.monthly)] {
            if let Some(money) = amount.filter(|money| money.amount > Decimal::ZERO) {
                let (key, start) = band(money.amount);
                values.push(self.learn(
                    facet,
                    &InBoth::default(),
                    &key,
                    &InBoth::same(&key),
                    Some(start.into()),
                ));
            }
        }
        if item.in_stock {
            values.push(self.learn(IN_STOCK, &InBoth::default(), "yes", &InBoth::default(), None));
        }
        if let Some(months) = item.commitment_months {
            let key = months.to_string();
            values.push(self.learn(
                COMMITMENT,
                &InBoth::default(),
                &key,
                &InBoth::same(&key),
                Some(months.into()),
            ));
        }
        if !item.brand.trim().is_empty() {
            let key = folded(item.brand.trim());
            values.push(self.learn(BRAND, &InBoth::default(), &key, &InBoth::same(item.brand.trim()), None));
        }
        for (key, ItemFacet { label, values: own }) in &item.facets {
            for value in own {
                values.push(self.learn(key, label, &value.key, &value.label, value.number));
            }
        }
        values.sort_unstable();
        values.dedup();
        values
    }

    fn learn(
        &mut self,
        facet: &str,
        label: &InBoth,
        key: &str,
        name: &InBoth,
        number: Option<Decimal>,
    ) -> u32 {
        let facet_number = match self.by_key.get(facet) {
            Some(known) => *known,
            None => {
                let new = self.facets.len() as u32;
                self.facets.push(Facet { key: facet.to_owned(), label: label.clone(), values: Vec::new() });
                self.by_key.insert(facet.to_owned(), new);
                new
            }
        };
        self.facets[facet_number as usize].label = label.clone();
        let value_number = match self.by_value.get(&(facet_number, key.to_owned())) {
            Some(known) => *known,
            None => {
                let new = self.values.len() as u32;
                self.values.push(Value {
                    facet: facet_number,
                    key: key.to_owned(),
                    label: name.clone(),
                    number,
                    items: Bits::default(),
                    folded: String::new(),
                });
                self.by_value.insert((facet_number, key.to_owned()), new);
                self.facets[facet_number as usize].values.push(new);
                new
            }
        };
        let value = &mut self.values[value_number as usize];
        if value.label != *name || value.number != number || value.folded.is_empty() {
            value.label = name.clone();
            value.number = number;
            value.folded = folded(name.in_tongue(Tongue::French));
            self.put_in_order(facet_number);
        }
        value_number
    }

    /// Numbers by size, then texts by their folded label.
    fn put_in_order(&mut self, facet: u32) {
        let mut values = std::mem::take(&mut self.facets[facet as usize].values);
        values.sort_by(|a, b| {
            let (a, b) = (&self.values[*a as usize], &self.values[*b as usize]);
            let unnumbered = |value: &Value| value.number.is_none();
            (unnumbered(a), a.number, &a.folded, &a.key).cmp(&(unnumbered(b), b.number, &b.folded, &b.key))
        });
        self.facets[facet as usize].values = values;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_hold_their_start_and_not_their_end() {
        assert_eq!(band(Decimal::new(1999, 2)).0, "10-20");
        assert_eq!(band(Decimal::from(20)).0, "20-30");
        assert_eq!(band(Decimal::from(5000)).0, "5000-");
        assert_eq!(band(Decimal::from(-3)).0, "0-5");
    }
}
