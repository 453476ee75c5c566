//! From a figure to the acts behind it, down to one adjustment told from beginning to end.

use jiff::Timestamp;
use ledger::Placed;
use portrait::{AdjustmentOutcome, AdjustmentRef, Filter, Page};
use types::{Act, ActId, ActorKind, Millis, ObjectRef, Operation, Outcome, ViewName, Word};

use crate::folds::read;
use crate::{Counter, Trouble};

/// The most acts that are read to fill one page; a rarer figure gives an emptier page with a way on.
const ACTS_READ_A_PAGE: usize = 100_000;
/// Acts read in one go.
const ACTS_A_READ: usize = 1_000;

/// Which of a filter's acts a figure counts. Rows that are nobody's act (`void`) are counted only by asking for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActsOf {
    /// Only acts that ended so.
    pub outcome: Option<Outcome>,
    /// Only acts of this operation.
    pub operation: Option<Operation>,
    /// Only services of at least so many seconds.
    pub service_from: Option<u64>,
    /// Only services of less than so many seconds.
    pub service_to: Option<u64>,
    /// Only acts of this kind.
    pub kind: Option<Word>,
    /// Only contacts.
    pub contacts: bool,
}

impl ActsOf {
    /// Whether an act is counted.
    pub fn counts(&self, act: &Act) -> bool {
        let service_s = || act.work_of(ActorKind::Agent).map(Millis::whole_secs);
        (self.outcome == Some(Outcome::Void) || act.outcome != Some(Outcome::Void))
            && self.outcome.is_none_or(|outcome| act.outcome == Some(outcome))
            && self.operation.is_none_or(|operation| act.operation == operation)
            && self.kind.as_ref().is_none_or(|kind| act.kind.name == *kind)
            && (!self.contacts || act.is_contact())
            && self.service_from.is_none_or(|from| service_s().is_some_and(|secs| secs >= from))
            && self.service_to.is_none_or(|to| service_s().is_some_and(|secs| secs < to))
    }
}

/// A page of acts, in the order of time.
pub struct ActsPage {
    /// The acts.
    pub acts: Vec<Placed>,
    /// Where the next page begins, if there may be one.
    pub next: Option<ActId>,
}

impl Counter {
    /// The acts that a figure counts under a filter, in the order of time.
    pub fn acts_behind(
        &self,
        view: &ViewName,
        filter: &Filter,
        of: &ActsOf,
        mut after: Option<ActId>,
        limit: usize,
    ) -> Result<ActsPage, Trouble> {
        let book = self.book(view)?;
        let (from, to) = (filter.from.unwrap_or(Timestamp::MIN), filter.to.unwrap_or(Timestamp::MAX));
        let mut acts = Vec::new();
        let mut seen = 0;
        loop {
            let page = book.ledger.acts_in_period(book.view, from, to, after, ACTS_A_READ)?;
            let Some(last) = page.last() else { return Ok(ActsPage { acts, next: None }) };
            let (last, read) = (last.act.id, page.len());
            for placed in page {
                if acts.len() == limit {
                    return Ok(ActsPage { acts, next: after });
                }
                after = Some(placed.act.id);
                if filter_admits(filter, &placed.act) && of.counts(&placed.act) {
                    acts.push(placed);
                }
            }
            after = Some(last);
            seen += read;
            if seen >= ACTS_READ_A_PAGE {
                return Ok(ActsPage { acts, next: after });
            }
        }
    }

    /// One act of a view.
    pub fn act(&self, view: &ViewName, id: ActId) -> Result<Placed, Trouble> {
        let book = self.book(view)?;
        let found = book.ledger.act(book.view, id)?;
        found.ok_or_else(|| Trouble::NotFound { what: "act", id: id.to_string() })
    }

    /// The other acts of the same contact, order or case, at most so many.
    pub fn acts_beside(&self, view: &ViewName, id: ActId, limit: usize) -> Result<Vec<Placed>, Trouble> {
        let book = self.book(view)?;
        let act = self.act(view, id)?.act;
        let joint = ["contact", "order", "case"].into_iter().find_map(|kind| act.object_of_kind(kind));
        let Some(object) = joint else { return Ok(Vec::new()) };
        let mut beside = book.ledger.acts_of_object(book.view, object, None, limit + 1)?;
        beside.retain(|placed| placed.act.id != id);
        beside.truncate(limit);
        Ok(beside)
    }

    /// The adjustments of one outcome (or of any) under a filter, in the order of their opening.
    pub fn adjustments(
        &self,
        view: &ViewName,
        filter: &Filter,
        outcome: Option<AdjustmentOutcome>,
        page: Page,
    ) -> Result<Vec<AdjustmentRef>, Trouble> {
        let book = self.book(view)?;
        let folded = self.fold_of_book(&book)?;
        Ok(read(&folded).fold.adjustments(filter, outcome, page))
    }

    /// One adjustment and its acts in the order of time.
    pub fn adjustment(
        &self,
        view: &ViewName,
        customer: u32,
        opened: Timestamp,
    ) -> Result<(AdjustmentRef, Vec<Placed>), Trouble> {
        let unknown = || Trouble::NotFound { what: "adjustment", id: format!("{customer}/{opened}") };
        let book = self.book(view)?;
        let folded = self.fold_of_book(&book)?;
        let (found, numbers) = {
            let folded = read(&folded);
            let found = folded.fold.adjustment(customer, opened).ok_or_else(unknown)?;
            (found, folded.fold.numbers_of(customer))
        };
        let mut acts = Vec::new();
        for number in numbers {
            let object = book.ledger.object(book.view, number)?.ok_or_else(unknown)?;
            acts.extend(self.acts_of(&book, &object)?);
        }
        acts.retain(|placed| {
            placed.act.occurred_at >= found.opened
                && placed.act.occurred_at <= found.ended
                && placed.act.outcome != Some(Outcome::Void)
        });
        acts.sort_by_key(|placed| (placed.act.occurred_at, placed.place));
        // An act in which somebody says who they are is about them under both numbers.
        acts.dedup_by_key(|placed| placed.place);
        Ok((found, acts))
    }

    /// Every act of an object, in the order in which they were recorded.
    fn acts_of(&self, book: &crate::books::Book, object: &ObjectRef) -> Result<Vec<Placed>, Trouble> {
        let mut acts: Vec<Placed> = Vec::new();
        loop {
            let after = acts.last().map(|placed| placed.place);
            let page = book.ledger.acts_of_object(book.view, object, after, ACTS_A_READ)?;
            if page.is_empty() {
                return Ok(acts);
            }
            acts.extend(page);
        }
    }
}

/// Whether an act is inside a filter (its period is looked for elsewhere).
fn filter_admits(filter: &Filter, act: &Act) -> bool {
    filter.reason.as_ref().is_none_or(|reason| act.reason.as_ref() == Some(reason))
        && filter.scene.is_none_or(|scene| act.scene == scene)
        && filter.actor.is_none_or(|actor| act.involves(actor))
}
