//! Folds of views kept in memory, saved beside the ledger, and brought up to date when somebody looks.
//!
//! A fold is derived: it can be dropped at any time and is made again from the acts.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use ledger::{Placed, ViewId};
use portrait::{Fact, Filter, Fold, Portrait};
use types::{ObjectRef, ViewName};

use crate::books::Book;
use crate::settings::Origin;
use crate::{Counter, Trouble};

/// The name under which a fold is saved, with the version of the function that made it.
const ROLLUP: &str = "portrait";
/// A fold is saved when so many acts have come since, or a tenth of what it holds.
const ACTS_BETWEEN_SAVES: u64 = 20_000;

/// A saved fold is cut into pieces of this size.
const PIECE_BYTES: usize = 1 << 20;

/// Which ledger (kept or simulated) and which view in it.
type Key = (bool, ViewId);

/// The folds in memory.
#[derive(Default)]
pub(crate) struct Folds {
    by_view: Mutex<BTreeMap<Key, Arc<RwLock<Folded>>>>,
}

/// A fold and how far it reaches.
pub(crate) struct Folded {
    pub(crate) fold: Fold,
    /// The position of the last entry that it contains.
    pub(crate) position: u64,
    /// Acts that it contains.
    acts: u64,
    /// Acts that it contained when it was last saved.
    saved_acts: u64,
}

impl Folded {
    /// How many acts it contains.
    pub(crate) fn acts(&self) -> u64 {
        self.acts
    }
}

impl Folds {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, Arc<RwLock<Folded>>>> {
        self.by_view.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counter {
    /// The portrait of a view, up to the last entry committed.
    pub fn portrait(&self, view: &ViewName, filter: &Filter) -> Result<Portrait, Trouble> {
        let book = self.book(view)?;
        let folded = self.fold_of_book(&book)?;
        let folded = read(&folded);
        let edges = edge_facts(&book, filter)?;
        let mut portrait = folded.fold.portrait_with_edges(filter, &book.time_zone, edges.into_iter());
        portrait.time_zone.clone_from(&book.zone_name);
        Ok(portrait)
    }

    /// Brings the fold of a view up to date and saves it.
    pub(crate) fn fold_of(&self, view: &ViewName) -> Result<(), Trouble> {
        let book = self.book(view)?;
        let folded = self.fold_of_book(&book)?;
        let mut folded = folded.write().unwrap_or_else(PoisonError::into_inner);
        save(&book, &mut folded)
    }

    pub(crate) fn fold_of_book(&self, book: &Book) -> Result<Arc<RwLock<Folded>>, Trouble> {
        let key = (book.settings.origin == Origin::Simulated, book.view);
        let shared = {
            let mut folds = self.folds.lock();
            match folds.get(&key) {
                Some(folded) => Arc::clone(folded),
                None => {
                    let folded = Arc::new(RwLock::new(Folded {
                        fold: Fold::new(book.settings.portrait.clone()),
                        position: 0,
                        acts: 0,
                        saved_acts: 0,
                    }));
                    folds.insert(key, Arc::clone(&folded));
                    folded
                }
            }
        };
        let head = book.ledger.head(book.view)?.position;
        if read(&shared).position < head {
            let mut folded = shared.write().unwrap_or_else(PoisonError::into_inner);
            if folded.position == 0 {
                load(book, &mut folded)?;
            }
            catch_up(book, &mut folded)?;
            if folded.acts - folded.saved_acts > ACTS_BETWEEN_SAVES.max(folded.acts / 10) {
                save(book, &mut folded)?;
            }
        }
        Ok(shared)
    }

    pub(crate) fn forget_fold(&self, book: &Book) {
        self.folds.lock().remove(&(book.settings.origin == Origin::Simulated, book.view));
    }

    /// Compares the saved fold of a view with the fold of its acts up to the same position. `None`: none is saved.
    pub fn verify_fold(&self, view: &ViewName) -> Result<Option<bool>, Trouble> {
        let book = self.book(view)?;
        let mut saved =
            Folded { fold: Fold::new(book.settings.portrait.clone()), position: 0, acts: 0, saved_acts: 0 };
        if !load(&book, &mut saved)? {
            return Ok(None);
        }
        let mut again =
            Folded { fold: Fold::new(book.settings.portrait.clone()), position: 0, acts: 0, saved_acts: 0 };
        fold_until(&book, &mut again, saved.position)?;
        let bytes = |folded: &Folded| folded.fold.to_bytes().ok();
        Ok(Some(bytes(&again) == bytes(&saved)))
    }
}

pub(crate) fn read(folded: &RwLock<Folded>) -> RwLockReadGuard<'_, Folded> {
    folded.read().unwrap_or_else(PoisonError::into_inner)
}

fn catch_up(book: &Book, folded: &mut Folded) -> Result<(), Trouble> {
    let head = book.ledger.head(book.view)?.position;
    fold_until(book, folded, head)
}

/// Folds the entries after what is folded already, up to a position.
fn fold_until(book: &Book, folded: &mut Folded, until: u64) -> Result<(), Trouble> {
    book.ledger.for_each_act(book.view, folded.position, |placed| {
        if placed.place.position > until {
            return ControlFlow::Break(());
        }
        folded.fold.add(&fact_of(placed));
        folded.acts += 1;
        ControlFlow::Continue(())
    })?;
    folded.fold.settle();
    folded.position = until;
    Ok(())
}

/// The fact of an act as the ledger gives it, with the ledger's numbers for the objects.
pub(crate) fn fact_of(placed: &Placed) -> Fact {
    let act = &placed.act;
    let related = act.relations.iter().map(|relation| &relation.object).zip(placed.objects.iter().copied());
    let workers = act.parts.iter().map(|part| part.who.as_ref()).zip(placed.who.iter().copied());
    let numbered: Vec<(&ObjectRef, u32)> =
        related.chain(workers.filter_map(|(who, number)| Some((who?, number?)))).collect();
    Fact::of(act, &mut |object| {
        numbered.iter().find(|(known, _)| *known == object).map_or(u32::MAX, |(_, number)| *number)
    })
}

/// The facts of the half-hours that a period cuts: cells cannot tell which of their acts are inside.
fn edge_facts(book: &Book, filter: &Filter) -> Result<Vec<Fact>, Trouble> {
    let mut facts = Vec::new();
    for portrait::Period { start, end } in filter.cut_half_hours() {
        let mut after = None;
        loop {
            let page = book.ledger.acts_in_period(book.view, start, end, after, 1_000)?;
            let Some(last) = page.last() else { break };
            after = Some(last.act.id);
            facts.extend(page.iter().map(fact_of));
        }
    }
    Ok(facts)
}

/// Loads the saved fold, if one of this version is there and whole. Whether it was.
fn load(book: &Book, folded: &mut Folded) -> Result<bool, Trouble> {
    let Some(saved) = saved(book)? else { return Ok(false) };
    // A saved fold of another version, or one that cannot be read, is made again: it is derived.
    let Ok(fold) = Fold::from_bytes(&saved.bytes) else { return Ok(false) };
    if fold.settings() != &book.settings.portrait {
        return Ok(false);
    }
    *folded = Folded { fold, position: saved.position, acts: saved.acts, saved_acts: saved.acts };
    Ok(true)
}

/// A fold as it was saved.
struct Saved {
    position: u64,
    acts: u64,
    bytes: Vec<u8>,
}

/// Reads what was saved: the first piece says how far it reaches, the others are the fold, cut.
fn saved(book: &Book) -> Result<Option<Saved>, Trouble> {
    let pieces = match book.ledger.rollup_get(book.view, ROLLUP) {
        Ok(pieces) => pieces,
        // Damaged, but derived: `verify` tells, and reading makes it again.
        Err(ledger::Fault::Corrupt { .. }) => return Ok(None),
        Err(fault) => return Err(fault.into()),
    };
    let mut pieces = pieces.into_iter();
    let Some((_, head)) = pieces.next() else { return Ok(None) };
    let Ok((position, acts, length)) = serde_json::from_slice::<(u64, u64, usize)>(&head) else {
        return Ok(None);
    };
    let bytes: Vec<u8> = pieces.flat_map(|(_, piece)| piece).collect();
    Ok((bytes.len() == length).then_some(Saved { position, acts, bytes }))
}

fn save(book: &Book, folded: &mut Folded) -> Result<(), Trouble> {
    if folded.saved_acts == folded.acts || book.settings.origin == Origin::Simulated {
        return Ok(());
    }
    // A fold that cannot be written is folded again next time.
    let Ok(bytes) = folded.fold.to_bytes() else { return Ok(()) };
    let head = serde_json::to_vec(&(folded.position, folded.acts, bytes.len()))?;
    let pieces: Vec<(Vec<u8>, Vec<u8>)> = std::iter::once((Vec::new(), head))
        .chain(
            (0_u32..)
                .zip(bytes.chunks(PIECE_BYTES))
                .map(|(at, piece)| (at.to_be_bytes().to_vec(), piece.to_vec())),
        )
        .collect();
    book.ledger.rollup_replace(book.view, ROLLUP, &pieces)?;
    folded.saved_acts = folded.acts;
    Ok(())
}
