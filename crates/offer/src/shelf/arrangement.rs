//! The arrangement of the shelf: in which order things stand, which facets are offered, and why. It is a
//! record, kept in versions, so that an order of things is a decision that somebody took and can be read.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The largest page that a list gives.
pub const LARGEST_PAGE: usize = 100;

/// Up or down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// The least first.
    #[default]
    Ascending,
    /// The greatest first.
    Descending,
}

/// One rule of order. Rules apply in sequence: a later one decides only between what the earlier ones leave equal.
/// What a rule cannot place (no price, no such characteristic) stands after what it can, in either direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase")]
pub enum OrderRule {
    /// These first, in this order: ids of offerings or of specifications.
    Pinned {
        /// The ids.
        ids: Vec<String>,
    },
    /// What can be had at once before what cannot.
    InStock,
    /// By a characteristic: its values in the order given, then by number or text.
    Characteristic {
        /// The characteristic's key.
        name: String,
        /// Keys of values that stand first, in this order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        first: Vec<String>,
        /// The direction of the rest.
        #[serde(default)]
        direction: Direction,
    },
    /// By what is due at once.
    Price {
        /// The cheapest or the dearest first.
        #[serde(default)]
        direction: Direction,
    },
    /// By what is due each month.
    Monthly {
        /// The cheapest or the dearest first.
        #[serde(default)]
        direction: Direction,
    },
    /// By name, as dictionaries do.
    Name,
    /// What is offered since the shortest time first.
    Newest,
    /// What was sold most, lately, first.
    MostSold,
}

/// A facet that the shelf offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FacetChoice {
    /// Its key: a characteristic, or one of the built-in ones (`~price`, `~monthly`, `~stock`, `~commitment`, `~brand`).
    pub key: String,
    /// Whether it stands open when the page is shown.
    #[serde(default = "yes")]
    pub open: bool,
}

fn yes() -> bool {
    true
}

/// An arrangement of the shelf, or of one category with what lies below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Arrangement {
    /// Its id.
    pub id: String,
    /// What the office calls it.
    pub name: String,
    /// Its version, as acts name it.
    pub version: String,
    /// The category that it arranges; without one it arranges all that no other does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The rules of order.
    pub order: Vec<OrderRule>,
    /// The facets in their order; where none is named, every one is offered.
    pub facets: Vec<FacetChoice>,
    /// How many cards a page has.
    pub page_size: usize,
    /// Words that mean the same to this shop's customers: a search for one finds all of its row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Vec<String>>,
    /// Whatever else the record holds.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Default for Arrangement {
    /// What stands where nobody decided otherwise: what can be had at once, the cheapest first, then by name.
    fn default() -> Self {
        Self {
            id: "default".to_owned(),
            name: String::new(),
            version: "0".to_owned(),
            category: None,
            order: vec![
                OrderRule::InStock,
                OrderRule::Monthly { direction: Direction::Ascending },
                OrderRule::Price { direction: Direction::Ascending },
                OrderRule::Name,
            ],
            facets: Vec::new(),
            page_size: 20,
            synonyms: Vec::new(),
            unknown: Map::new(),
        }
    }
}

impl Arrangement {
    /// How many cards a page has, held between 1 and [`LARGEST_PAGE`].
    pub fn cards(&self) -> usize {
        self.page_size.clamp(1, LARGEST_PAGE)
    }
}

/// Why an item stands where it stands: what each rule saw of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule, as the arrangement states it.
    pub rule: OrderRule,
    /// What it saw.
    pub seen: Seen,
}

/// What a rule saw of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It stands at this place among what is pinned, counted from 1.
    Place(usize),
    /// It can or cannot be had at once.
    InStock(bool),
    /// A value's key.
    Value(String),
    /// An amount.
    Amount(Decimal),
    /// A name.
    Name(String),
    /// A count.
    Count(u64),
    /// A time.
    Since(jiff::Timestamp),
    /// Nothing that the rule could go by.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrangement_keeps_what_it_does_not_know() {
        let text = r#"{"id":"arr_1","version":"3","category":"phones","order":[{"by":"pinned","ids":["a"]},{"by":"characteristic","name":"storage","direction":"descending"},{"by":"newest"}],"facets":[{"key":"~price"}],"pageSize":24,"approvedBy":"x"}"#;
        let read: Arrangement = serde_json::from_str(text).unwrap();
        assert_eq!(read.order.len(), 3);
        assert!(read.facets[0].open);
        assert_eq!(serde_json::to_value(&read).unwrap()["approvedBy"], "x");
        assert_eq!(
            serde_json::from_value::<Arrangement>(serde_json::to_value(&read).unwrap()).unwrap(),
            read
        );
        assert_eq!(Arrangement { page_size: 1_000_000, ..read }.cards(), LARGEST_PAGE);
    }
}
