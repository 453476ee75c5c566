//! The ticket for an entry that waits to be committed: wait for it in a thread, or await it in a task.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::{CommitError, Receipt};

type Answer = Result<Receipt, CommitError>;

#[derive(Debug, Default)]
struct Slot {
    answer: Option<Answer>,
    waker: Option<Waker>,
}

#[derive(Debug, Default)]
struct Shared {
    slot: Mutex<Slot>,
    answered: Condvar,
}

/// The promise of a receipt or of the reason why there is none. Dropping it does not take the entry back.
#[derive(Debug)]
#[must_use = "whether the entry was committed is only known from its ticket"]
pub struct Ticket(Arc<Shared>);

/// The other end of a ticket.
#[derive(Debug)]
pub(crate) struct Counterfoil(Arc<Shared>);

/// A ticket and its other end.
pub(crate) fn ticket() -> (Ticket, Counterfoil) {
    let shared = Arc::new(Shared::default());
    (Ticket(Arc::clone(&shared)), Counterfoil(shared))
}

impl Ticket {
    /// Waits, blocking the thread, until the entry is durable or refused.
    pub fn wait(self) -> Result<Receipt, CommitError> {
        let mut slot = self.0.slot.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(answer) = slot.answer.take() {
                return answer;
            }
            slot = self.0.answered.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Future for Ticket {
    type Output = Result<Receipt, CommitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut slot = self.0.slot.lock().unwrap_or_else(PoisonError::into_inner);
        match slot.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Counterfoil {
    pub fn answer(self, answer: Answer) {
        let mut slot = self.0.slot.lock().unwrap_or_else(PoisonError::into_inner);
        slot.answer = Some(answer);
        let waker = slot.waker.take();
        drop(slot);
        self.0.answered.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}
