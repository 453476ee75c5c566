//! Notices that something was committed: coalesced, and without content. Whoever follows then reads what is new.
//!
//! Only this process's own commits are noticed: a follower also looks by itself now and then.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

#[derive(Debug, Default)]
struct State {
    generation: u64,
    wakers: Vec<Waker>,
}

/// What the committer rings.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    state: Mutex<State>,
    rung: Condvar,
}

impl Bell {
    pub fn ring(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.generation += 1;
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.rung.notify_all();
        wakers.into_iter().for_each(Waker::wake);
    }

    pub fn watch(self: &Arc<Self>) -> Watcher {
        let seen = self.state.lock().unwrap_or_else(PoisonError::into_inner).generation;
        Watcher { bell: Arc::clone(self), seen }
    }
}

/// Learns that something was committed since it last asked.
#[derive(Debug, Clone)]
pub struct Watcher {
    bell: Arc<Bell>,
    seen: u64,
}

impl Watcher {
    /// Waits, blocking the thread, until something is committed or this much time has passed; says which.
    pub fn wait_timeout(&mut self, patience: Duration) -> bool {
        let state = self.bell.state.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = self.seen;
        let waited = self.bell.rung.wait_timeout_while(state, patience, |state| state.generation == seen);
        let generation = waited.unwrap_or_else(PoisonError::into_inner).0.generation;
        let rung = generation != self.seen;
        self.seen = generation;
        rung
    }

    /// Waits in a task until something is committed.
    pub async fn changed(&mut self) {
        std::future::poll_fn(|context| {
            let mut state = self.bell.state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.generation != self.seen {
                self.seen = state.generation;
                return Poll::Ready(());
            }
            if !state.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                state.wakers.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}
