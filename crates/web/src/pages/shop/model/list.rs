//! A list of the shelf: cards, facets, the order and why.

use super::price::PriceShown;
use super::store::{Crumb, Link, Picture};

/// A page of the shelf, of a category or of a search. The front page is one with `front` set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    /// The first page of the store: it greets.
    pub front: bool,
    /// What the operator says of itself on the front page.
    pub greeting: String,
    /// The heading: a category's name; empty for a search and for the whole shelf.
    pub title: String,
    /// A few words about the category.
    pub description: String,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The address as asked, understood: forms and links are made from it.
    pub address: crate::pages::shop::ShelfAddress,
    /// How many cards there are on all pages.
    pub total: usize,
    /// This page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The cards.
    pub cards: Vec<Card>,
    /// Categories below this one.
    pub categories: Vec<CategoryLink>,
    /// Facets.
    pub facets: Vec<Facet>,
    /// How the search went, where something was sought.
    pub search: Option<SearchNote>,
    /// Filters of the address that mean nothing here any more.
    pub ignored: Vec<String>,
    /// The rules of the arrangement in words, in sequence.
    pub rules: Vec<String>,
    /// The arrangement's name and version.
    pub arrangement: String,
    /// Why each of the first cards stands where it stands.
    pub placed: Vec<Placed>,
    /// Ids of offerings chosen for a comparison so far.
    pub compared: Vec<String>,
}

/// A card: one product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Card {
    /// The offering that the card leads to, and that a comparison takes.
    pub id: String,
    /// The product's name.
    pub name: String,
    /// The brand, where it is not in the name.
    pub brand: String,
    /// What tells the shown variant from others, or what is included, in short pieces.
    pub facts: Vec<String>,
    /// The picture.
    pub picture: Picture,
    /// The price.
    pub price: PriceShown,
    /// How many variants there are.
    pub variants: usize,
    /// Whether it can be had at once; nothing where that does not arise (a subscription).
    pub in_stock: Option<bool>,
    /// Whether it depends on where it is used.
    pub by_place: bool,
    /// Why the reader cannot have it, in their words.
    pub not_for_you: Option<String>,
}

/// A category with how many cards it lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryLink {
    /// Its name and address.
    pub link: Link,
    /// How many cards.
    pub count: usize,
}

/// A facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Its key, as addresses write it.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Whether it stands open.
    pub open: bool,
    /// Its values.
    pub options: Vec<FacetOption>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetOption {
    /// Its key.
    pub key: String,
    /// Its words.
    pub label: String,
    /// How many cards it would list.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// How a search went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchNote {
    /// Words that stand nowhere, with the closest that do.
    pub corrected: Vec<(String, String)>,
    /// Nothing has all the words.
    pub partial: bool,
    /// The query has no word in it.
    pub no_words: bool,
    /// Words of the shelf that come closest to what was sought, where nothing was found.
    pub nearest: Vec<Link>,
    /// Other things to look for, where nothing was found.
    pub instead: Vec<Link>,
}

/// Why a card stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The card's name.
    pub name: String,
    /// What each rule saw, in words.
    pub seen: Vec<String>,
}
