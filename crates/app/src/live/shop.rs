//! What is on offer, in memory: the catalogue and the documents that pages ask for all the time.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use collect::place::Place;
use collect::pricing::DeliveryMethod;
use jiff::Timestamp;
use offer::catalogue::{
    Catalogue, Category, PriceType, ProductOffering, ProductOfferingPrice, ProductSpecification, Promotion,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::METERED_UNIT;

/// Kinds of records that are kept as documents beside the catalogue: few, small, and asked for by every page.
pub(crate) const DOCUMENTS: [&str; 8] = [
    "geographicSite",
    "arrangement",
    "tariffCalendar",
    "page",
    "deliveryMethod",
    "operator",
    "paymentProvider",
    "popularity",
];

/// What is on offer now.
#[derive(Debug, Clone, Default)]
pub struct Shop {
    /// Products, variants, prices, promotions, categories.
    pub catalogue: Catalogue,
    /// Other documents by kind and id, with the version of each.
    documents: BTreeMap<&'static str, BTreeMap<String, (u64, Arc<Value>)>>,
    /// Those that every cart asks for, read once.
    read: ReadOnce,
    /// The position of the last entry that changed it.
    pub position: u64,
    /// Grows whenever the catalogue or a document changes: what is derived from it can be kept that long.
    pub edition: u64,
    /// The instant as of which prices in force were last looked at.
    pub as_of: Timestamp,
    /// When a price, an offering or a promotion begins or ends next.
    pub next_change: Option<Timestamp>,
}

/// Documents as what they are, read when they are first asked for.
#[derive(Debug, Clone, Default)]
struct ReadOnce {
    places: OnceLock<Vec<Place>>,
    methods: OnceLock<Vec<DeliveryMethod>>,
    metered: OnceLock<bool>,
}

impl Shop {
    /// Shops and warehouses.
    pub fn places(&self) -> &[Place] {
        self.read.places.get_or_init(|| self.documents(Place::KIND))
    }

    /// The ways of sending, those that are no longer offered among them.
    pub fn methods(&self) -> &[DeliveryMethod] {
        self.read.methods.get_or_init(|| self.documents("deliveryMethod"))
    }

    /// Whether something is priced by the kilowatt-hours that a meter counts.
    pub fn is_metered(&self) -> bool {
        let by_meter = |price: &ProductOfferingPrice| {
            price.price_type == PriceType::Usage
                && price.unit_of_measure.as_ref().is_some_and(|unit| unit.units == METERED_UNIT)
        };
        *self.read.metered.get_or_init(|| self.catalogue.prices.values().any(|price| by_meter(price)))
    }

    /// A document of a kind, read as what it is; nothing if it is not there or cannot be read so.
    pub fn document<T: DeserializeOwned>(&self, kind: &str, id: &str) -> Option<T> {
        let (_, body) = self.documents.get(kind)?.get(id)?;
        read(kind, id, body)
    }

    /// The version of a document.
    pub fn document_version(&self, kind: &str, id: &str) -> Option<u64> {
        self.documents.get(kind)?.get(id).map(|(version, _)| *version)
    }

    /// Every document of a kind that can be read as what it is, in the order of ids.
    pub fn documents<T: DeserializeOwned>(&self, kind: &str) -> Vec<T> {
        let Some(all) = self.documents.get(kind) else { return Vec::new() };
        all.iter().filter_map(|(id, (_, body))| read(kind, id, body)).collect()
    }

    /// Every document of a kind, as [`Self::documents`], each told its version.
    pub(crate) fn documents_with_version<T: DeserializeOwned>(
        &self,
        kind: &str,
        tell: impl Fn(&mut T, u64),
    ) -> Vec<T> {
        let Some(all) = self.documents.get(kind) else { return Vec::new() };
        all.iter()
            .filter_map(|(id, (version, body))| {
                let mut value = read(kind, id, body)?;
                tell(&mut value, *version);
                Some(value)
            })
            .collect()
    }

    /// Whether nothing is on offer at all: nobody has filled the shelf yet.
    pub fn is_empty(&self) -> bool {
        self.catalogue.offerings.is_empty()
    }

    /// Takes in a version of a record; gives whether it is one that is kept here.
    pub(crate) fn take(&mut self, kind: &str, id: &str, version: u64, body: Option<Value>) -> bool {
        let catalogue = &mut self.catalogue;
        match kind {
            "productOffering" => match body.and_then(|body| typed::<ProductOffering>(kind, id, body)) {
                Some(mut offering) => {
                    offering.id = id.into();
                    catalogue.put_offering(offering);
                }
                None => catalogue.remove_offering(&id.into()),
            },
            "productSpecification" => {
                let product = body.and_then(|body| typed::<ProductSpecification>(kind, id, body));
                put(
                    &mut catalogue.specifications,
                    id,
                    product.map(|product| ProductSpecification { id: id.into(), ..product }),
                );
            }
            "productOfferingPrice" => {
                self.read.metered = OnceLock::new();
                let price = body.and_then(|body| typed::<ProductOfferingPrice>(kind, id, body));
                put(
                    &mut catalogue.prices,
                    id,
                    price.map(|price| ProductOfferingPrice { id: id.into(), ..price }),
                );
            }
            "category" => match body.and_then(|body| typed::<Category>(kind, id, body)) {
                Some(category) => {
                    catalogue.categories.insert(id.into(), Category { id: id.into(), ..category });
                }
                None => {
                    catalogue.categories.remove(id);
                }
            },
            "promotion" => match body.and_then(|body| typed::<Promotion>(kind, id, body)) {
                Some(promotion) => {
                    catalogue.promotions.insert(id.into(), Promotion { id: id.into(), ..promotion });
                }
                None => {
                    catalogue.promotions.remove(id);
                }
            },
            other => {
                let Some(kind) = DOCUMENTS.into_iter().find(|known| *known == other) else { return false };
                self.read = ReadOnce::default();
                let all = self.documents.entry(kind).or_default();
                match body {
                    Some(body) => all.insert(id.to_owned(), (version, Arc::new(body))),
                    None => all.remove(id),
                };
            }
        }
        self.edition += 1;
        true
    }

    /// Whether a record of this kind is kept here.
    pub(crate) fn keeps(kind: &str) -> bool {
        matches!(
            kind,
            "productOffering" | "productSpecification" | "productOfferingPrice" | "category" | "promotion"
        ) || DOCUMENTS.contains(&kind)
    }

    /// The kinds of records that are kept here.
    pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
        ["category", "productSpecification", "productOffering", "productOfferingPrice", "promotion"]
            .into_iter()
            .chain(DOCUMENTS)
    }
}

fn put<I: Ord + for<'a> From<&'a str> + std::borrow::Borrow<str>, T>(
    all: &mut BTreeMap<I, Arc<T>>,
    id: &str,
    value: Option<T>,
) {
    match value {
        Some(value) => {
            all.insert(id.into(), Arc::new(value));
        }
        None => {
            all.remove(id);
        }
    }
}

fn typed<T: DeserializeOwned>(kind: &str, id: &str, body: Value) -> Option<T> {
    match serde_json::from_value(body) {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::warn!(kind, id, %error, "a record of the catalogue cannot be read and is left out");
            None
        }
    }
}

fn read<T: DeserializeOwned>(kind: &str, id: &str, body: &Value) -> Option<T> {
    match T::deserialize(body) {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::warn!(kind, id, %error, "a document cannot be read and is left out");
            None
        }
    }
}
