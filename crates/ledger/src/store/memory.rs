//! The store in memory: for tests, demonstrations and simulations. Nothing outlives the process.
//!
//! A reader takes a picture of the whole by sharing it; a writer copies only the tables that a reader still holds.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::{Row, Session, Store, Stretch, Table, within};
use crate::Fault;

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;
type Content = BTreeMap<(Table, u64), Arc<Rows>>;

#[derive(Default)]
struct Shared {
    content: Mutex<Arc<Content>>,
    writing: Mutex<bool>,
    free: Condvar,
}

/// A store in memory.
#[derive(Default)]
pub(crate) struct MemoryStore {
    shared: Arc<Shared>,
}

impl Store for MemoryStore {
    fn writer(&self) -> Result<Box<dyn Session>, Fault> {
        Ok(Box::new(MemorySession { shared: Arc::clone(&self.shared), state: State::Idle }))
    }

    fn reader(&self) -> Result<Box<dyn Session>, Fault> {
        self.writer()
    }

    fn is_prepared(&self) -> Result<bool, Fault> {
        Ok(true)
    }

    fn prepare(&self) -> Result<(), Fault> {
        Ok(())
    }
}

/// What a transaction changed: a value, or nothing where the row is gone.
type Changes = BTreeMap<(Table, u64), BTreeMap<Vec<u8>, Option<Vec<u8>>>>;

enum State {
    Idle,
    Reading(Arc<Content>),
    Writing(Changes),
}

struct MemorySession {
    shared: Arc<Shared>,
    state: State,
}

impl MemorySession {
    fn current(&self) -> Arc<Content> {
        match &self.state {
            State::Reading(content) => Arc::clone(content),
            _ => Arc::clone(&self.shared.content.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn rows(&self, table: Table, view: u64) -> Arc<Rows> {
        self.current().get(&(table, view)).cloned().unwrap_or_default()
    }

    fn changed(&self, table: Table, view: u64) -> Option<&BTreeMap<Vec<u8>, Option<Vec<u8>>>> {
        match &self.state {
            State::Writing(changes) => changes.get(&(table, view)),
            _ => None,
        }
    }

    /// The changes to a table; outside a transaction there can be none.
    fn change(&mut self, table: Table, view: u64) -> Result<&mut BTreeMap<Vec<u8>, Option<Vec<u8>>>, Fault> {
        match &mut self.state {
            State::Writing(changes) => Ok(changes.entry((table, view)).or_default()),
            _ => Err(Fault::Failed("a write outside a transaction".to_owned())),
        }
    }

    fn leave(&mut self) {
        if matches!(self.state, State::Writing(_)) {
            *self.shared.writing.lock().unwrap_or_else(PoisonError::into_inner) = false;
            self.shared.free.notify_one();
        }
        self.state = State::Idle;
    }
}

/// The rows of a stretch as a transaction that changed some of them sees them.
fn merged(rows: &Rows, changes: &BTreeMap<Vec<u8>, Option<Vec<u8>>>, stretch: Stretch<'_>) -> Vec<Row> {
    let bounds = (Bound::Included(stretch.from), stretch.to.map_or(Bound::Unbounded, Bound::Excluded));
    let mut seen: BTreeMap<&Vec<u8>, Option<&Vec<u8>>> =
        rows.range::<[u8], _>(bounds).map(|(key, value)| (key, Some(value))).collect();
    seen.extend(changes.range::<[u8], _>(bounds).map(|(key, value)| (key, value.as_ref())));
    let left = seen.into_iter().filter_map(|(key, value)| value.map(|value| (key.clone(), value.clone())));
    let mut fits = within(stretch.bytes);
    let fits = |(_, value): &Row| fits(value.len());
    if stretch.backwards {
        left.rev().take(stretch.limit).take_while(fits).collect()
    } else {
        left.take(stretch.limit).take_while(fits).collect()
    }
}

impl Drop for MemorySession {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Session for MemorySession {
    fn begin_read(&mut self) -> Result<(), Fault> {
        self.leave();
        self.state = State::Reading(self.current());
        Ok(())
    }

    fn begin_write(&mut self, _view: u64) -> Result<(), Fault> {
        self.leave();
        let mut writing = self.shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
        while *writing {
            writing = self.shared.free.wait(writing).unwrap_or_else(PoisonError::into_inner);
        }
        *writing = true;
        drop(writing);
        self.state = State::Writing(Changes::new());
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        if let State::Writing(changes) = &mut self.state {
            let changes = std::mem::take(changes);
            let mut content = self.shared.content.lock().unwrap_or_else(PoisonError::into_inner);
            let content = Arc::make_mut(&mut content);
            for (table, changed) in changes {
                let rows = Arc::make_mut(content.entry(table).or_default());
                for (key, value) in changed {
                    match value {
                        Some(value) => rows.insert(key, value),
                        None => rows.remove(&key),
                    };
                }
            }
        }
        self.leave();
        Ok(())
    }

    fn rollback(&mut self) {
        self.leave();
    }

    fn get_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        let (rows, changed) = (self.rows(table, view), self.changed(table, view));
        let get = |key: &Vec<u8>| match changed.and_then(|changed| changed.get(key)) {
            Some(value) => value.clone(),
            None => rows.get(key).cloned(),
        };
        Ok(keys.iter().map(get).collect())
    }

    fn range(&mut self, table: Table, view: u64, stretch: Stretch<'_>) -> Result<Vec<Row>, Fault> {
        if stretch.to.is_some_and(|to| to <= stretch.from) {
            return Ok(Vec::new());
        }
        let rows = self.rows(table, view);
        if let Some(changes) = self.changed(table, view) {
            return Ok(merged(&rows, changes, stretch));
        }
        let to = stretch.to.map_or(Bound::Unbounded, Bound::Excluded);
        let found = rows.range::<[u8], _>((Bound::Included(stretch.from), to));
        let mut fits = within(stretch.bytes);
        let fits = |(_, value): &(&Vec<u8>, &Vec<u8>)| fits(value.len());
        let copy = |(key, value): (&Vec<u8>, &Vec<u8>)| (key.clone(), value.clone());
        Ok(if stretch.backwards {
            found.rev().take(stretch.limit).take_while(fits).map(copy).collect()
        } else {
            found.take(stretch.limit).take_while(fits).map(copy).collect()
        })
    }

    fn put_many(&mut self, table: Table, view: u64, rows: &[Row]) -> Result<(), Fault> {
        let changes = self.change(table, view)?;
        changes.extend(rows.iter().map(|(key, value)| (key.clone(), Some(value.clone()))));
        Ok(())
    }

    fn delete_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<(), Fault> {
        let changes = self.change(table, view)?;
        changes.extend(keys.iter().map(|key| (key.clone(), None)));
        Ok(())
    }

    fn delete_first(&mut self, table: Table, view: u64, limit: usize) -> Result<usize, Fault> {
        let first = self.range(table, view, Stretch { limit, ..Stretch::WHOLE })?;
        let keys: Vec<Vec<u8>> = first.into_iter().map(|(key, _)| key).collect();
        self.delete_many(table, view, &keys)?;
        Ok(keys.len())
    }

    fn views_in(&mut self, table: Table) -> Result<Vec<u64>, Fault> {
        let content = self.current();
        let held = content.iter().filter(|((of, _), rows)| *of == table && !rows.is_empty());
        Ok(held.map(|((_, view), _)| *view).collect())
    }
}
