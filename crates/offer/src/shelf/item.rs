//! What stands on the shelf: one item for each offering that can be bought, as plain values.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use types::Money;

/// A language in which the shelf is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    /// French.
    French,
    /// English.
    English,
}

/// A text in both languages. Where one is empty, the other stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct InBoth {
    /// In French; may be empty.
    pub fr: String,
    /// In English; may be empty.
    pub en: String,
}

impl InBoth {
    /// The same text in both languages: brand names, codes, numbers.
    pub fn same(text: &str) -> Self {
        Self { fr: text.to_owned(), en: text.to_owned() }
    }

    /// A text in each language.
    pub fn new(fr: &str, en: &str) -> Self {
        Self { fr: fr.to_owned(), en: en.to_owned() }
    }

    /// The text for a reader of this language, or what there is.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        let (first, second) = match tongue {
            Tongue::French => (&self.fr, &self.en),
            Tongue::English => (&self.en, &self.fr),
        };
        if first.is_empty() { second } else { first }
    }
}

/// A category, in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfCategory {
    /// Its id.
    pub id: String,
    /// The category that it is a part of.
    pub parent: Option<String>,
    /// Its name.
    pub name: InBoth,
    /// Where it stands among its sisters; equal numbers stand by name.
    pub position: i64,
}

/// One value of a characteristic, as a facet offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What addresses and filters say: short and stable, the same in every language.
    pub key: String,
    /// What people read.
    pub label: InBoth,
    /// Where it is a number, that number: values then stand in its order.
    pub number: Option<Decimal>,
}

/// A characteristic with its values for one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFacet {
    /// The name of the characteristic in people's words.
    pub label: InBoth,
    /// Its values; most characteristics have one.
    pub values: Vec<FacetValue>,
}

/// One offering that can be bought, as the shelf shows and finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShelfItem {
    /// The offering's id.
    pub id: String,
    /// The specification's id: items of one group are variants of one product and share a card.
    pub group: String,
    /// The offering's name.
    pub name: InBoth,
    /// The name that the whole group goes by; empty where the offering's own name stands.
    pub group_name: InBoth,
    /// A description.
    pub description: InBoth,
    /// The brand, if any.
    pub brand: String,
    /// Codes under which it is found whole: stock-keeping unit, GTIN, supplier's number.
    pub codes: Vec<String>,
    /// The categories that it stands in (ids); their ancestors follow from the tree.
    pub categories: Vec<String>,
    /// What is due at once, all taxes included.
    pub price: Option<Money>,
    /// What is due each month, all taxes included.
    pub monthly: Option<Money>,
    /// Whether use is paid on top of that: a total over a year is then not known before somebody states their use.
    pub by_use: bool,
    /// The commitment in months; 0 says that there is none, nothing that the question does not arise.
    pub commitment_months: Option<u32>,
    /// Whether it can be had at once somewhere.
    pub in_stock: bool,
    /// Since when it is offered.
    pub since: Option<Timestamp>,
    /// How many were sold lately, as given by whoever counts.
    pub sold: u64,
    /// Its characteristics, by their key.
    pub facets: BTreeMap<String, ItemFacet>,
}
