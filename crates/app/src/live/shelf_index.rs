//! The shelf in memory, kept current: what changed in the catalogue, what came back into stock or went out of it, and what
//! time itself changed are put on it one offering at a time, so that whoever reads waits for microseconds at most.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use collect::place::Place;
use collect::pricing::DeliveryMethod;
use offer::catalogue::{OfferingId, PriceId, ProductOffering, SpecificationId, StockItemId};
use offer::shelf::{Arrangement, Shelf, ShelfItem};
use offer::shelved::{shelf_categories, shelf_item};

use super::kept::Kept;
use super::shop::Shop;
use super::stock::Availability;
use crate::proofs::Operator;
use crate::shelf::Popularity;

/// So many offerings are put on the shelf while readers wait; then they have their turn.
const AT_ONCE: usize = 16;
/// From so many on, offerings are worked out on a thread beside.
const MANY: usize = 500;
/// A bundle within a bundle within a bundle: nobody looks deeper for what a thing is a part of.
const DEEPEST: usize = 4;

/// What is on offer as pages need it, typed: worked out once for each edition of the shop.
#[derive(Debug, Clone, Default)]
pub struct Storefront {
    /// The catalogue and the documents.
    pub shop: Arc<Shop>,
    /// Shops and warehouses that work.
    pub places: Vec<Place>,
    /// Ways of sending goods that are offered.
    pub methods: Vec<DeliveryMethod>,
    /// The operator.
    pub operator: Operator,
}

impl Storefront {
    fn of(shop: &Arc<Shop>) -> Self {
        let mut places: Vec<Place> = shop.documents(Place::KIND);
        places.retain(|place| place.is_active);
        let mut methods: Vec<DeliveryMethod> = shop.documents("deliveryMethod");
        methods.retain(|method| method.offered);
        let operator = shop.document(Operator::KIND, Operator::ID).unwrap_or_default();
        Self { shop: Arc::clone(shop), places, methods, operator }
    }
}

/// What changed, as the shelf sees it.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// These offerings.
    pub offerings: BTreeSet<OfferingId>,
    /// Every offering may have changed: a promotion, an instant at which prices begin.
    pub everything: bool,
    /// The categories or the arrangements.
    pub arrangement: bool,
    /// The catalogue or a document.
    pub shop: bool,
}

/// The shelf with what is shown beside it.
#[derive(Debug)]
pub(crate) struct ShelfIndex {
    shelf: RwLock<Shelf>,
    front: RwLock<Arc<Storefront>>,
    /// Grows with every change of either.
    generation: AtomicU64,
}

/// Which offerings follow from which other things. Grows with the catalogue only; what is stale in it costs a look.
#[derive(Debug, Default)]
pub(super) struct Ways {
    by_price: BTreeMap<PriceId, BTreeSet<OfferingId>>,
    by_item: BTreeMap<StockItemId, BTreeSet<OfferingId>>,
    bundles_of: BTreeMap<OfferingId, BTreeSet<OfferingId>>,
}

impl Default for ShelfIndex {
    fn default() -> Self {
        Self {
            shelf: RwLock::new(Shelf::new(Vec::new(), Vec::new())),
            front: RwLock::default(),
            generation: AtomicU64::new(1),
        }
    }
}

impl ShelfIndex {
    /// The shelf, for as long as the answer takes: whoever holds it keeps others from changing it.
    pub fn read(&self) -> RwLockReadGuard<'_, Shelf> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is shown beside it.
    pub fn front(&self) -> Arc<Storefront> {
        Arc::clone(&self.front.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A number that stays as long as nothing changed.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Takes in what changed.
    pub(super) fn take(&self, ways: &Ways, shop: &Arc<Shop>, available: &Availability, touched: &Touched) {
        let mut changed = touched.shop;
        if touched.shop {
            let front = Arc::new(Storefront::of(shop));
            *self.front.write().unwrap_or_else(PoisonError::into_inner) = front;
        }
        if touched.arrangement {
            self.rearrange(shop);
            changed = true;
        }
        let sold = sold(shop);
        if touched.everything {
            let known: BTreeSet<OfferingId> =
                self.read().items().map(|item| OfferingId::new(&item.id)).collect();
            let all = known.iter().chain(shop.catalogue.offerings.keys());
            changed |= self.put(&all.cloned().collect(), shop, available, &sold);
        } else if !touched.offerings.is_empty() {
            changed |= self.put(&ways.with_bundles(&touched.offerings), shop, available, &sold);
        }
        if changed {
            self.generation.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Puts offerings where they belong now; says whether any of them changed. Many of them are worked out beside, while others
    /// are put on the shelf.
    fn put(
        &self,
        offerings: &BTreeSet<OfferingId>,
        shop: &Shop,
        available: &Availability,
        sold: &BTreeMap<String, u64>,
    ) -> bool {
        let item_of = |id: &OfferingId| {
            let offering = shop.catalogue.offerings.get(id)?;
            let sold = sold.get(id.as_str()).copied().unwrap_or(0);
            shelf_item(&shop.catalogue, offering, shop.as_of, &|item| available.of(item), sold)
        };
        if offerings.len() < MANY {
            return self.put_all(offerings.iter().map(|id| (id, item_of(id))));
        }
        let (give, take) = std::sync::mpsc::sync_channel(AT_ONCE * 16);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // Whoever takes them has gone: nothing more is wanted.
                let _ = offerings.iter().all(|id| give.send((id, item_of(id))).is_ok());
            });
            self.put_all(take.into_iter())
        })
    }

    fn put_all<'a>(&self, items: impl Iterator<Item = (&'a OfferingId, Option<ShelfItem>)>) -> bool {
        let mut changed = false;
        let mut waiting: Vec<(String, Option<ShelfItem>)> = Vec::with_capacity(AT_ONCE);
        for (id, item) in items {
            if self.read().item(id.as_str()) != item.as_ref() {
                waiting.push((id.to_string(), item));
            }
            if waiting.len() == AT_ONCE {
                changed |= self.settle(&mut waiting);
            }
        }
        changed | self.settle(&mut waiting)
    }

    fn settle(&self, waiting: &mut Vec<(String, Option<ShelfItem>)>) -> bool {
        if waiting.is_empty() {
            return false;
        }
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        for (id, item) in waiting.drain(..) {
            match item {
                Some(item) => shelf.replace(item),
                None => {
                    shelf.remove(&id);
                }
            }
        }
        true
    }

    /// Builds the shelf anew under other categories or arrangements, beside the one that is read meanwhile.
    fn rearrange(&self, shop: &Shop) {
        let arrangements = shop.documents_with_version::<Arrangement>("arrangement", |it, version| {
            it.version = version.to_string();
        });
        let mut fresh = Shelf::new(shelf_categories(&shop.catalogue), arrangements);
        let items: Vec<ShelfItem> = self.read().items().cloned().collect();
        for item in items {
            fresh.replace(item);
        }
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }
}

fn sold(shop: &Shop) -> BTreeMap<String, u64> {
    shop.document::<Popularity>(Popularity::KIND, Popularity::ID).unwrap_or_default().sold
}

impl Ways {
    /// Learns what an offering follows from.
    pub fn learn(&mut self, offering: &ProductOffering) {
        for price in &offering.product_offering_price {
            self.by_price.entry(PriceId::new(&price.id)).or_default().insert(offering.id.clone());
        }
        if let Some(item) = offering.stocked() {
            self.by_item.entry(item).or_default().insert(offering.id.clone());
        }
        for part in offering.bundled_product_offering.iter().filter(|_| offering.is_bundle) {
            self.bundles_of.entry(part.id.clone()).or_default().insert(offering.id.clone());
        }
    }

    /// The offerings that sell an item.
    pub fn of_item(&self, item: &StockItemId) -> impl Iterator<Item = &OfferingId> {
        self.by_item.get(item).into_iter().flatten()
    }

    /// Adds what a changed record touches.
    pub fn touch(&mut self, touched: &mut Touched, shop: &Shop, kind: &str, id: &str) {
        touched.shop = true;
        match kind {
            "productOffering" => {
                if let Some(offering) = shop.catalogue.offerings.get(id) {
                    self.learn(offering);
                }
                touched.offerings.insert(id.into());
            }
            "productSpecification" => {
                let product = SpecificationId::new(id);
                touched
                    .offerings
                    .extend(shop.catalogue.variants(&product).map(|offering| offering.id.clone()));
            }
            "productOfferingPrice" => {
                touched.offerings.extend(self.by_price.get(id).into_iter().flatten().cloned());
            }
            "category" | "arrangement" => touched.arrangement = true,
            "promotion" | "popularity" => touched.everything = true,
            _ => {}
        }
    }

    /// These offerings, and the bundles that they are parts of.
    fn with_bundles(&self, offerings: &BTreeSet<OfferingId>) -> BTreeSet<OfferingId> {
        let mut all = offerings.clone();
        let mut next: Vec<OfferingId> = offerings.iter().cloned().collect();
        for _ in 0..DEEPEST {
            let bundles = next.iter().filter_map(|id| self.bundles_of.get(id)).flatten();
            next = bundles.filter(|bundle| !all.contains(*bundle)).cloned().collect();
            if next.is_empty() {
                break;
            }
            all.extend(next.iter().cloned());
        }
        all
    }
}
