//! A catalogue as a document: resources by part and id, as the JSON that they are, and what stands in stock.

use std::collections::BTreeMap;

use serde_json::Value;

use super::problem::{Problem, Where};
use crate::catalogue::{
    Catalogue, Category, CategoryId, PlaceId, PriceId, ProductOffering, ProductOfferingPrice,
    ProductSpecification, Promotion, PromotionId, SpecificationId, StockItemId,
};

/// A part of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What the organisation says of itself: its name, its address, its numbers.
    Operator,
    /// Ways of sending goods.
    DeliveryMethod,
    /// Ways of paying.
    PaymentProvider,
    /// Categories of the shelf.
    Category,
    /// Calendars of tariffs.
    TariffCalendar,
    /// Products.
    Specification,
    /// Prices.
    Price,
    /// Variants that can be bought.
    Offering,
    /// Promotions.
    Promotion,
    /// Shops and warehouses.
    Place,
    /// In which order offerings stand.
    Arrangement,
    /// Editable pages.
    Page,
}

impl Section {
    /// Every part, in the order in which they are written: what is referred to comes first.
    pub const ALL: [Self; 12] = [
        Self::Operator,
        Self::DeliveryMethod,
        Self::PaymentProvider,
        Self::Category,
        Self::TariffCalendar,
        Self::Specification,
        Self::Price,
        Self::Offering,
        Self::Promotion,
        Self::Place,
        Self::Arrangement,
        Self::Page,
    ];

    /// Its name in a document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::DeliveryMethod => "deliveryMethod",
            Self::PaymentProvider => "paymentProvider",
            Self::Category => "category",
            Self::TariffCalendar => "tariffCalendar",
            Self::Specification => "specification",
            Self::Price => "price",
            Self::Offering => "offering",
            Self::Promotion => "promotion",
            Self::Place => "geographicSite",
            Self::Arrangement => "arrangement",
            Self::Page => "page",
        }
    }

    /// The kind of record that keeps it.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Specification => "productSpecification",
            Self::Price => "productOfferingPrice",
            Self::Offering => "productOffering",
            other => other.name(),
        }
    }

    /// The part of this name, or of this kind of record.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name || section.kind() == name)
    }
}

/// What is counted, and where: a place and a thing in stock.
pub type StockKey = (PlaceId, StockItemId);

/// A catalogue as it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CatalogueFile {
    /// Resources by part and id.
    pub records: BTreeMap<(Section, String), Value>,
    /// How many pieces are there, whoever they are promised to.
    pub stock: BTreeMap<StockKey, i64>,
    /// How many of them are held for carts or ordered. Not part of a document.
    pub promised: BTreeMap<StockKey, i64>,
}

/// A resource that comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingRecord {
    /// The part that it belongs to.
    pub section: Section,
    /// Its id.
    pub id: String,
    /// What it is, whole.
    pub body: Value,
    /// Where it stands in the file.
    pub at: Where,
}

/// A count that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingStock {
    /// What and where.
    pub key: StockKey,
    /// How many pieces are there.
    pub count: i64,
    /// Where it stands in the file.
    pub at: Where,
}

/// What a file brings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incoming {
    /// Resources.
    pub records: Vec<IncomingRecord>,
    /// Counts.
    pub stock: Vec<IncomingStock>,
    /// What was wrong in the file itself.
    pub problems: Vec<Problem>,
    /// Rows or resources that were read.
    pub read: u64,
}

impl Incoming {
    /// Adds a resource.
    pub fn push(&mut self, section: Section, id: &str, body: Value, at: Where) {
        self.records.push(IncomingRecord { section, id: id.to_owned(), body, at });
    }
}

impl CatalogueFile {
    /// A resource.
    pub fn get(&self, section: Section, id: &str) -> Option<&Value> {
        // A key of borrowed text would need a type of its own; documents are read by the thousand, not the million.
        self.records.get(&(section, id.to_owned()))
    }

    /// Puts a resource in.
    pub fn put(&mut self, section: Section, id: &str, body: Value) {
        self.records.insert((section, id.to_owned()), body);
    }

    /// The resources of one part, in the order of their ids.
    pub fn of(&self, section: Section) -> impl Iterator<Item = (&str, &Value)> {
        self.records
            .range((section, String::new())..)
            .take_while(move |((each, _), _)| *each == section)
            .map(|((_, id), body)| (id.as_str(), body))
    }

    /// The typed catalogue; resources that cannot be read are left out, [`super::check`] names them.
    pub fn catalogue(&self) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for ((section, id), body) in &self.records {
            put_typed(&mut catalogue, *section, id, body);
        }
        catalogue
    }
}

fn put_typed(catalogue: &mut Catalogue, section: Section, id: &str, body: &Value) {
    let body = body.clone();
    match section {
        Section::Category => {
            if let Ok(category) = serde_json::from_value::<Category>(body) {
                catalogue.categories.insert(CategoryId::new(id), category);
            }
        }
        Section::Specification => {
            if let Ok(product) = serde_json::from_value::<ProductSpecification>(body) {
                catalogue.specifications.insert(SpecificationId::new(id), product.into());
            }
        }
        Section::Price => {
            if let Ok(price) = serde_json::from_value::<ProductOfferingPrice>(body) {
                catalogue.prices.insert(PriceId::new(id), price.into());
            }
        }
        Section::Offering => {
            if let Ok(offering) = serde_json::from_value::<ProductOffering>(body) {
                catalogue.put_offering(offering);
            }
        }
        Section::Promotion => {
            if let Ok(promotion) = serde_json::from_value::<Promotion>(body) {
                catalogue.promotions.insert(PromotionId::new(id), promotion);
            }
        }
        _ => {}
    }
}
