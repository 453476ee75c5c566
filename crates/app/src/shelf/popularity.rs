//! How many of each offering were sold lately: counted from the orders now and then, kept as a document, so that the order of
//! the shelf can follow it and say so.

use std::collections::BTreeMap;

use collect::order::ProductOrder;
use jiff::{SignedDuration, Timestamp};
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};

use crate::live::{Held, Kept};
use crate::{Counter, Trouble};

/// So far one looks back.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 90);
/// So many orders are looked at, at most; beyond, the oldest of the time are left out.
const MOST_ORDERS: usize = 20_000;

/// How many were sold lately (a record of kind `popularity`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Popularity {
    /// Since when.
    pub since: Timestamp,
    /// Pieces by offering.
    pub sold: BTreeMap<String, u64>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Popularity {
    /// The id of its record: there is one.
    pub const ID: &'static str = "lately";
}

impl Kept for Popularity {
    const KIND: &'static str = "popularity";
    fn record_id(&self) -> String {
        Self::ID.to_owned()
    }
}

impl Counter {
    /// Counts what was sold lately; says whether that changed.
    pub(crate) fn count_popularity(&self) -> Result<bool, Trouble> {
        let since = self.clock.now().saturating_sub(LATELY).unwrap_or(Timestamp::MIN);
        let book = &self.live()?.book;
        let from = format!("{since:.3}");
        let orders = book.find_between::<ProductOrder>("placed", Some(&from), None, MOST_ORDERS)?;
        let mut sold: BTreeMap<String, u64> = BTreeMap::new();
        for item in orders.iter().flat_map(|order| &order.value.product_order_item) {
            if let Some(offering) = &item.product_offering {
                *sold.entry(offering.id.clone()).or_default() += u64::from(item.quantity);
            }
        }
        sold.retain(|_, count| *count > 0);
        let held = book.find::<Popularity>(Popularity::ID)?;
        let mut held = held.unwrap_or_else(|| Held::new(Popularity::default()));
        if held.value.sold == sold {
            return Ok(false);
        }
        (held.value.sold, held.value.since) = (sold, since);
        let mut entry = ledger::Entry::new(crate::clock::entry_id(&*self.clock));
        entry.records.push(held.write()?);
        match self.commit_live(entry) {
            Ok(_) => Ok(true),
            // Another process counted.
            Err(trouble) if trouble.is_conflict() => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }
}
