//! The readers' connections: a few are kept open, more are opened when all are busy.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Fault;
use crate::store::{Session, Store};

/// How many idle connections are kept: opening one costs as much as many reads.
const KEPT: usize = 24;

pub(crate) struct Pool {
    store: Arc<dyn Store>,
    idle: Mutex<Vec<Box<dyn Session>>>,
}

impl Pool {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, idle: Mutex::new(Vec::new()) }
    }

    /// Runs a read outside any transaction. A connection that went stale is replaced once.
    pub fn read<T>(&self, mut what: impl FnMut(&mut dyn Session) -> Result<T, Fault>) -> Result<T, Fault> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(mut session) = kept {
            match what(&mut *session) {
                Err(fault) if fault.may_pass() => {
                    // The others are probably as stale as this one.
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
                }
                outcome => {
                    self.keep(session);
                    return outcome;
                }
            }
        }
        let mut session = self.store.reader()?;
        let outcome = what(&mut *session);
        if !outcome.as_ref().is_err_and(Fault::may_pass) {
            self.keep(session);
        }
        outcome
    }

    /// Runs reads that all see the same moment.
    pub fn snapshot<T>(
        &self,
        mut what: impl FnMut(&mut dyn Session) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.read(|session| {
            session.begin_read()?;
            let outcome = what(session);
            session.rollback();
            outcome
        })
    }

    fn keep(&self, mut session: Box<dyn Session>) {
        session.rollback();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(session);
        }
    }

    /// Closes the idle connections.
    pub fn clear(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
