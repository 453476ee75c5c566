//! The catalogue as the ledger holds it now: every resource with its version, and what stands in stock.

use std::collections::BTreeMap;

use collect::stock::{Bucket, StockKey, StockLevel};
use jiff::Timestamp;
use ledger::{RecordQuery, RecordState};
use offer::catalogue::{PlaceId, StockItemId};
use offer::exchange::{CatalogueFile, Section};
use party::Permission;
use serde_json::Value;

use crate::{Asking, Book, Counter, Trouble};

/// Records or counters read in one go.
const AT_ONCE: usize = 2_000;

/// The catalogue now, with the versions that a change must name.
#[derive(Debug, Clone, Default)]
pub struct OfficeCatalogue {
    /// The resources and what stands in stock.
    pub file: CatalogueFile,
    /// The version of each resource.
    pub versions: BTreeMap<(Section, String), u64>,
    /// What stands in stock, number by number.
    pub levels: BTreeMap<(PlaceId, StockItemId), StockLevel>,
}

/// A resource with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeRecord {
    /// What it is.
    pub body: Value,
    /// Its version, which a change must name.
    pub version: u64,
}

/// One version of a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordVersion {
    /// Its number, from 1.
    pub version: u64,
    /// When it was written.
    pub at: Option<Timestamp>,
    /// What it was; nothing where it was deleted or erased.
    pub body: Option<Value>,
}

impl Counter {
    /// The whole catalogue, read from the ledger.
    pub fn office_catalogue(&self, asking: &Asking) -> Result<OfficeCatalogue, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        self.catalogue_now()
    }

    /// The whole catalogue, for those who may change it anyway.
    pub(super) fn catalogue_now(&self) -> Result<OfficeCatalogue, Trouble> {
        let book = &self.live()?.book;
        let mut now = OfficeCatalogue::default();
        for section in Section::ALL {
            read_section(book, section, &mut now)?;
        }
        now.levels = levels_below(book, StockKey::PREFIX)?;
        for (key, level) in &now.levels {
            now.file.stock.insert(key.clone(), level.on_hand());
            now.file.promised.insert(key.clone(), level.held.saturating_add(level.committed));
        }
        Ok(now)
    }

    /// A resource as it stands, if it does.
    pub fn office_record(
        &self,
        asking: &Asking,
        section: Section,
        id: &str,
    ) -> Result<Option<OfficeRecord>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let book = &self.live()?.book;
        let record = book.ledger.record(book.view, section.kind(), id)?;
        Ok(record.and_then(|record| match record.state {
            RecordState::Body(body) => Some(OfficeRecord { body, version: record.version }),
            _ => None,
        }))
    }

    /// Every version of a resource, the newest first.
    pub fn office_versions(
        &self,
        asking: &Asking,
        section: Section,
        id: &str,
    ) -> Result<Vec<RecordVersion>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let book = &self.live()?.book;
        let mut versions: Vec<RecordVersion> = book
            .ledger
            .record_versions(book.view, section.kind(), id)?
            .into_iter()
            .map(|read| RecordVersion {
                version: read.version,
                at: read.recorded_at,
                body: read.body().cloned(),
            })
            .collect();
        versions.reverse();
        Ok(versions)
    }
}

fn read_section(book: &Book, section: Section, now: &mut OfficeCatalogue) -> Result<(), Trouble> {
    let mut after = None;
    loop {
        let query = RecordQuery { after: after.as_ref(), limit: AT_ONCE, ..RecordQuery::default() };
        let (page, next) = book.ledger.records(book.view, section.kind(), &query)?;
        for record in page {
            if let RecordState::Body(body) = record.state {
                now.versions.insert((section, record.id.clone()), record.version);
                now.file.put(section, &record.id, body);
            }
        }
        match next {
            Some(cursor) => after = Some(cursor),
            None => return Ok(()),
        }
    }
}

/// The numbers of every item below a prefix of keys.
pub(super) fn levels_below(
    book: &Book,
    prefix: &str,
) -> Result<BTreeMap<(PlaceId, StockItemId), StockLevel>, Trouble> {
    let mut levels: BTreeMap<(PlaceId, StockItemId), StockLevel> = BTreeMap::new();
    let mut after: Option<String> = None;
    loop {
        let page = book.ledger.counters(book.view, prefix, after.as_deref(), AT_ONCE)?;
        let done = page.len() < AT_ONCE;
        after = page.last().map(|(key, _)| key.clone());
        for (key, value) in page {
            let Ok(key) = key.parse::<StockKey>() else { continue };
            let level = levels.entry((key.place, key.item)).or_default();
            match key.bucket {
                Bucket::Available => level.available = value,
                Bucket::Held => level.held = value,
                Bucket::Committed => level.committed = value,
            }
        }
        if done {
            return Ok(levels);
        }
    }
}
