//! What a reader asks of the shelf, and the answer.

use std::collections::{BTreeMap, BTreeSet};

use super::arrangement::Arrangement;
use super::item::{InBoth, ShelfCategory, ShelfItem, Tongue};
use super::order::Order;
use super::search::{Met, SearchTold};

/// What a reader asks of the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words sought; empty to see everything.
    pub text: String,
    /// The reader's language, for the order of names.
    pub tongue: Tongue,
    /// The category that is looked at.
    pub category: Option<String>,
    /// Chosen values by facet.
    pub chosen: BTreeMap<String, BTreeSet<String>>,
    /// The order asked for.
    pub order: Order,
    /// The page, counted from 1; one beyond the last is the last.
    pub page: usize,
    /// How many cards a page has; without it as the arrangement says.
    pub page_size: Option<usize>,
    /// Typing errors are looked for in every word.
    pub forgiving: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            tongue: Tongue::French,
            category: None,
            chosen: BTreeMap::new(),
            order: Order::default(),
            page: 1,
            page_size: None,
            forgiving: false,
        }
    }
}

/// A card: a group by the variant that stands for it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The variant that passes every filter and stands first.
    pub item: &'a ShelfItem,
    /// How many variants the group has.
    pub variants: usize,
    /// How many of them pass every filter.
    pub passing: usize,
    /// Whether the passing variants differ in price: the card then says “from”, with the least.
    pub cheapest: &'a ShelfItem,
    /// Why the search found it; empty where nothing was sought.
    pub met: Vec<Met>,
}

/// A facet with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFacet<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its name, for characteristics; empty for built-in facets, which the page names.
    pub label: &'a InBoth,
    /// Whether it stands open.
    pub open: bool,
    /// Its values, those without any card left out unless they are chosen.
    pub values: Vec<FoundValue<'a>>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundValue<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its label; for bands, commitments and the stock the page says it from the key.
    pub label: &'a InBoth,
    /// How many cards it would list.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A category with how many cards it would list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCategory<'a> {
    /// The category.
    pub category: &'a ShelfCategory,
    /// How many cards, with what lies below it.
    pub count: usize,
}

/// The answer.
#[derive(Debug)]
pub struct Found<'a> {
    /// How many cards there are on all pages.
    pub total: usize,
    /// The page given, from 1.
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
    /// The cards of this page.
    pub hits: Vec<Hit<'a>>,
    /// The facets, in the order of the arrangement.
    pub facets: Vec<FoundFacet<'a>>,
    /// The categories below the one looked at that would list something.
    pub categories: Vec<FoundCategory<'a>>,
    /// The category looked at and its ancestors, the root first.
    pub path: Vec<&'a ShelfCategory>,
    /// The arrangement that it stands under.
    pub arrangement: &'a Arrangement,
    /// How the search went.
    pub search: SearchTold,
    /// What was asked and is not known here (`facet` or `facet=value`): it restricts nothing, and the page says so.
    pub ignored: Vec<String>,
}
