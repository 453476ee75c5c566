//! The shelf as visitors read it: lists and searches, one offering with everything that is to be known before taking it,
//! comparisons. Everything is in memory; nothing here writes or waits.

mod comparing;
mod offering;
mod popularity;
mod price;

use std::sync::Arc;

use offer::catalogue::OfferingId;
use offer::shelf::{Query, Shelf, squeezed};

pub use comparing::{Comparing, METERED_UNIT, UseSaid};
pub use offering::{Alternative, DeliverySeen, OfferingSeen, OptionSeen, PartSeen, PlaceSeen, VariantSeen};
pub(crate) use popularity::Popularity;
pub use price::{LoweredSeen, PriceSeen};

use crate::live::Storefront;
use crate::{Counter, Trouble};

impl Counter {
    /// What is shown beside the shelf: the catalogue, places, the operator.
    pub fn storefront(&self) -> Result<Arc<Storefront>, Trouble> {
        self.look_around()?;
        Ok(self.live()?.following.shelf.front())
    }

    /// Reads the shelf. Short work only: what is on the shelf cannot change meanwhile.
    pub fn with_shelf<T>(&self, read: impl FnOnce(&Shelf, &Storefront) -> T) -> Result<T, Trouble> {
        self.look_around()?;
        let index = &self.live()?.following.shelf;
        let front = index.front();
        let shelf = index.read();
        Ok(read(&shelf, &front))
    }

    /// A number that stays as long as what the shelf shows stays.
    pub fn shelf_generation(&self) -> Result<u64, Trouble> {
        self.look_around()?;
        Ok(self.live()?.following.shelf.generation())
    }

    /// The offering that somebody means by this text: its id, or a code that it is found by, whole.
    pub fn offering_named(&self, text: &str) -> Result<Option<OfferingId>, Trouble> {
        let known = self.storefront()?.shop.catalogue.offerings.contains_key(text);
        if known {
            return Ok(Some(OfferingId::new(text)));
        }
        let sought = squeezed(&text.chars().take(100).collect::<String>());
        if sought.chars().count() < 4 {
            return Ok(None);
        }
        self.with_shelf(|shelf, _| {
            let query = Query { text: sought.clone(), page_size: Some(1), ..Query::default() };
            let found = shelf.find(&query);
            let item = found.hits.first().map(|hit| hit.item)?;
            let whole = item.codes.iter().any(|code| squeezed(code) == sought);
            whole.then(|| OfferingId::new(&item.id))
        })
    }

    /// Where nobody follows the ledger in the background, what is in memory is brought up to date first.
    fn look_around(&self) -> Result<(), Trouble> {
        let live = self.live()?;
        if live.following.is_in_background() { Ok(()) } else { self.catch_up() }
    }
}
