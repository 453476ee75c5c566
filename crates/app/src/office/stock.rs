//! Stock: what is counted on the shelf, what comes in, what goes from one place to another. Each is an act with its deltas;
//! the ledger's floors keep what is promised to customers.

use collect::stock::{Bucket, StockKey, StockLevel};
use ledger::{CommitError, Delta, Refusal};
use offer::catalogue::{OfferingId, PlaceId, StockItemId};
use offer::exchange::{Problem, ProblemKind, Section, Where};
use party::Permission;
use types::Scalar;

use super::OfficeTrouble;
use super::catalogue::levels_below;
use crate::live::Telling;
use crate::{Asking, Counter, Trouble};

/// The most pieces that one line may speak of.
const MOST: i64 = 10_000_000;

/// How many pieces stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockCount {
    /// The place.
    pub place: PlaceId,
    /// What was counted.
    pub item: StockItemId,
    /// How many are there, whoever they are promised to.
    pub counted: i64,
}

/// Pieces that go from one place to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockTransfer {
    /// From where.
    pub from: PlaceId,
    /// To where.
    pub to: PlaceId,
    /// What.
    pub item: StockItemId,
    /// How many.
    pub quantity: i64,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    /// The place.
    pub place: PlaceId,
    /// What.
    pub item: StockItemId,
    /// An offering that sells it, with its name.
    pub offering: Option<(OfferingId, String)>,
    /// The three numbers.
    pub level: StockLevel,
}

impl Counter {
    /// What stands in stock at a place, in the order of items: those of which there is or was something, and with `all` those
    /// that are sold and never came in.
    pub fn stock_at(&self, asking: &Asking, place: &PlaceId, all: bool) -> Result<Vec<StockLine>, Trouble> {
        asking.may(Permission::ReadStock)?;
        let shop = self.shop()?;
        let book = &self.live()?.book;
        let mut levels = levels_below(book, &StockKey::prefix_of(place))?;
        let mut sold: std::collections::BTreeMap<StockItemId, (OfferingId, String)> =
            std::collections::BTreeMap::new();
        for offering in shop.catalogue.offerings.values() {
            if let Some(item) = offering.stocked() {
                if all {
                    levels.entry((place.clone(), item.clone())).or_default();
                }
                sold.entry(item).or_insert_with(|| (offering.id.clone(), offering.name.clone()));
            }
        }
        let line = |((place, item), level): ((PlaceId, StockItemId), StockLevel)| {
            let offering = sold.get(&item).cloned();
            StockLine { place, item, offering, level }
        };
        Ok(levels.into_iter().map(line).collect())
    }

    /// Puts what was counted in the place of what was known.
    pub fn count_stock(&self, asking: &Asking, count: &StockCount) -> Result<StockLevel, OfficeTrouble> {
        asking.may(Permission::CountStock)?;
        self.known_stock(&count.place, &count.item, count.counted, 0)?;
        let before = self.level(&count.place, &count.item)?;
        if self.was_committed(asking)? {
            return Ok(before);
        }
        let by = count.counted - before.on_hand();
        if before.available + by < 0 {
            let promised = before.held.saturating_add(before.committed);
            return Err(one(
                &count.item,
                "count",
                ProblemKind::Promised { counted: count.counted, promised },
            ));
        }
        let act = self
            .stock_act(asking, "stock_counted", &count.item, &count.place)
            .with("counted", Scalar::Integer(count.counted))
            .with("difference", Scalar::Integer(by));
        let mut entry = self.entry_for(asking);
        entry.acts.push(act.done());
        if by != 0 {
            entry.deltas.push(available(&count.place, &count.item, by));
        }
        self.commit_stock(entry, &count.item, before, -by)?;
        Ok(StockLevel { available: before.available + by, ..before })
    }

    /// Adds pieces that came in, or takes away those that are broken, lost or given away (a negative number), with a word why.
    pub fn receive_stock(
        &self,
        asking: &Asking,
        place: &PlaceId,
        item: &StockItemId,
        by: i64,
        reason: &str,
    ) -> Result<(), OfficeTrouble> {
        asking.may(Permission::CountStock)?;
        self.known_stock(place, item, by, -MOST)?;
        if self.was_committed(asking)? || by == 0 {
            return Ok(());
        }
        let before = self.level(place, item)?;
        let kind = if by > 0 { "stock_received" } else { "stock_written_off" };
        let mut act = self.stock_act(asking, kind, item, place).with("quantity", Scalar::Integer(by));
        if let Some(word) = REASONS.into_iter().find(|word| *word == reason) {
            act = act.reason(word);
        }
        let mut entry = self.entry_for(asking);
        entry.acts.push(act.done());
        entry.deltas.push(available(place, item, by));
        self.commit_stock(entry, item, before, -by)
    }

    /// Moves pieces that nobody holds from one place to another, in one entry.
    pub fn move_stock(&self, asking: &Asking, transfer: &StockTransfer) -> Result<(), OfficeTrouble> {
        asking.may(Permission::CountStock)?;
        self.known_stock(&transfer.from, &transfer.item, transfer.quantity, 1)?;
        self.known_stock(&transfer.to, &transfer.item, transfer.quantity, 1)?;
        if transfer.from == transfer.to {
            return Err(one(&transfer.item, "to", ProblemKind::SamePlace));
        }
        if self.was_committed(asking)? {
            return Ok(());
        }
        let before = self.level(&transfer.from, &transfer.item)?;
        let act = self
            .stock_act(asking, "stock_moved", &transfer.item, &transfer.from)
            .about("to", "place", transfer.to.as_str())
            .with("quantity", Scalar::Integer(transfer.quantity));
        let mut entry = self.entry_for(asking);
        entry.acts.push(act.done());
        entry.deltas.push(available(&transfer.from, &transfer.item, -transfer.quantity));
        entry.deltas.push(available(&transfer.to, &transfer.item, transfer.quantity));
        self.commit_stock(entry, &transfer.item, before, transfer.quantity)
    }

    fn commit_stock(
        &self,
        entry: ledger::Entry,
        item: &StockItemId,
        before: StockLevel,
        wanted: i64,
    ) -> Result<(), OfficeTrouble> {
        match self.commit_live(entry) {
            Ok(_) => Ok(self.catch_up()?),
            Err(Trouble::Commit(CommitError::Refused(Refusal::Floor { .. }))) => {
                let promised = before.held.saturating_add(before.committed);
                Err(one(
                    item,
                    "quantity",
                    ProblemKind::NotThatMany { there: before.on_hand(), promised, wanted },
                ))
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    fn level(&self, place: &PlaceId, item: &StockItemId) -> Result<StockLevel, Trouble> {
        let book = &self.live()?.book;
        let read = |bucket| {
            let key = StockKey { place: place.clone(), item: item.clone(), bucket };
            book.ledger.counter(book.view, &key.to_string())
        };
        Ok(StockLevel {
            available: read(Bucket::Available)?,
            held: read(Bucket::Held)?,
            committed: read(Bucket::Committed)?,
        })
    }

    /// Refuses a place or an item that is not known, and a number that cannot be.
    fn known_stock(
        &self,
        place: &PlaceId,
        item: &StockItemId,
        number: i64,
        least: i64,
    ) -> Result<(), OfficeTrouble> {
        let shop = self.shop()?;
        let mut problems = Vec::new();
        let wrong = |field: &str, kind| Problem {
            section: None,
            id: item.to_string(),
            at: Where::field(field),
            kind,
        };
        if shop.document_version(Section::Place.kind(), place.as_str()).is_none() {
            problems.push(wrong("place", ProblemKind::Dangling(place.to_string())));
        }
        let is_sold =
            shop.catalogue.offerings.values().any(|offering| offering.stocked().as_ref() == Some(item));
        if !is_sold && self.level(place, item)? == StockLevel::default() {
            problems.push(wrong("item", ProblemKind::Dangling(item.to_string())));
        }
        if number < least || number > MOST {
            problems.push(wrong("quantity", ProblemKind::NegativeStock(number.to_string())));
        }
        if problems.is_empty() { Ok(()) } else { Err(OfficeTrouble::Problems(problems)) }
    }

    pub(super) fn stock_act(
        &self,
        asking: &Asking,
        kind: &str,
        item: &StockItemId,
        place: &PlaceId,
    ) -> Telling {
        self.office_act(asking, kind).about("item", "item", item.as_str()).about(
            "place",
            "place",
            place.as_str(),
        )
    }
}

/// Words for why stock is written off or comes in.
pub(super) const REASONS: [&str; 5] = ["delivery", "return", "damaged", "lost", "own_use"];

/// A change of what is available at a place.
pub(super) fn available(place: &PlaceId, item: &StockItemId, by: i64) -> Delta {
    let key = StockKey { place: place.clone(), item: item.clone(), bucket: Bucket::Available };
    Delta { key: key.to_string(), by, floor: Some(0) }
}

fn one(item: &StockItemId, field: &str, kind: ProblemKind) -> OfficeTrouble {
    OfficeTrouble::Problems(vec![Problem {
        section: None,
        id: item.to_string(),
        at: Where::field(field),
        kind,
    }])
}
