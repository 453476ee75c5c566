//! The committer: one thread per open ledger that gathers waiting entries and commits them a group at a time.
//!
//! Group after group it takes all that waits (up to a bound), so that one flush to the disk serves everybody who came
//! meanwhile. When the store goes away it comes back to it, waiting longer each time, and commits the same group again:
//! entries that had been committed after all are found by their id and get their first receipt.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::group::{Memory, Outcomes, commit_group};
use crate::options::Clock;
use crate::picture::Prepared;
use crate::store::{Session, Store};
use crate::ticket::{Counterfoil, Ticket, ticket};
use crate::watcher::Bell;
use crate::{CommitError, Fault, ViewId};

/// A group takes no further entry once it holds so many acts …
const ACTS_PER_GROUP: usize = 4_000;
/// … or so many entries …
const ENTRIES_PER_GROUP: usize = 2_000;
/// … or about so many bytes.
const BYTES_PER_GROUP: usize = 16 << 20;
/// Who submits waits while entries of about so many bytes wait already.
const BYTES_WAITING: usize = 64 << 20;
/// Views of which the committer remembers words and objects.
const VIEWS_REMEMBERED: usize = 16;

struct Job {
    view: ViewId,
    prepared: Prepared,
    counterfoil: Counterfoil,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    weight: usize,
    closed: bool,
}

/// The queue before the committer.
#[derive(Default)]
pub(crate) struct Counter {
    queue: Mutex<Queue>,
    came: Condvar,
    room: Condvar,
}

impl Counter {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an entry into the queue. Waits while the queue is full of other people's bytes.
    pub fn submit(&self, view: ViewId, prepared: Prepared) -> Ticket {
        let (ticket, counterfoil) = ticket();
        let mut queue = self.lock();
        while queue.weight > BYTES_WAITING && !queue.closed {
            queue = self.room.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if queue.closed {
            drop(queue);
            counterfoil.answer(Err(CommitError::Fault(Fault::Closed)));
            return ticket;
        }
        queue.weight += prepared.weight;
        queue.jobs.push_back(Job { view, prepared, counterfoil });
        drop(queue);
        self.came.notify_one();
        ticket
    }

    /// Takes no more entries; those that wait are still committed.
    pub fn close(&self) {
        self.lock().closed = true;
        self.came.notify_all();
        self.room.notify_all();
    }

    /// The next group: the first that waits and others of the same view, in their order. Nothing once closed and empty.
    fn next_group(&self) -> Option<Vec<Job>> {
        let mut queue = self.lock();
        let first = loop {
            match queue.jobs.pop_front() {
                Some(job) => break job,
                None if queue.closed => return None,
                None => queue = self.came.wait(queue).unwrap_or_else(PoisonError::into_inner),
            }
        };
        let view = first.view;
        let (mut acts, mut bytes) = (first.prepared.entry.acts.len(), first.prepared.weight);
        let mut group = vec![first];
        let mut others = VecDeque::new();
        while acts < ACTS_PER_GROUP && bytes < BYTES_PER_GROUP && group.len() < ENTRIES_PER_GROUP {
            match queue.jobs.pop_front() {
                None => break,
                Some(job) if job.view == view => {
                    acts += job.prepared.entry.acts.len();
                    bytes += job.prepared.weight;
                    group.push(job);
                }
                Some(job) => others.push_back(job),
            }
        }
        while let Some(job) = others.pop_back() {
            queue.jobs.push_front(job);
        }
        queue.weight -= bytes;
        drop(queue);
        self.room.notify_all();
        Some(group)
    }
}

/// The committer's own things.
pub(crate) struct Committer {
    pub store: Arc<dyn Store>,
    pub counter: Arc<Counter>,
    pub bell: Arc<Bell>,
    pub clock: Clock,
    pub salt: Box<dyn FnMut() -> [u8; 16] + Send>,
    pub retry_for: Duration,
}

struct Desk {
    committer: Committer,
    session: Option<Box<dyn Session>>,
    memories: BTreeMap<ViewId, Memory>,
}

/// Commits until the queue is closed and empty.
pub(crate) fn run(committer: Committer) {
    let mut desk = Desk { committer, session: None, memories: BTreeMap::new() };
    let counter = Arc::clone(&desk.committer.counter);
    while let Some(group) = counter.next_group() {
        desk.serve(group);
    }
}

impl Desk {
    fn serve(&mut self, group: Vec<Job>) {
        let view = group[0].view;
        let entries: Vec<&Prepared> = group.iter().map(|job| &job.prepared).collect();
        let outcomes = match self.commit(view, &entries) {
            Ok(outcomes) => outcomes.into_iter().map(|one| one.map_err(CommitError::Refused)).collect(),
            // One entry may have brought the others down: each alone. (When the store is away, nothing would help.)
            Err(fault) if entries.len() > 1 && !fault.may_pass() => self.commit_each(view, &entries),
            Err(fault) => entries.iter().map(|_| Err(CommitError::Fault(fault.clone()))).collect::<Vec<_>>(),
        };
        let written = outcomes.iter().any(Result::is_ok);
        for (job, outcome) in group.into_iter().zip(outcomes) {
            job.counterfoil.answer(outcome);
        }
        if written {
            self.committer.bell.ring();
        }
    }

    fn commit_each(
        &mut self,
        view: ViewId,
        entries: &[&Prepared],
    ) -> Vec<Result<crate::Receipt, CommitError>> {
        let one = |entry: &&Prepared| match self.commit(view, &[*entry]) {
            Ok(mut outcomes) => match outcomes.pop() {
                Some(outcome) => outcome.map_err(CommitError::Refused),
                None => Err(CommitError::Fault(Fault::Closed)),
            },
            Err(fault) => Err(CommitError::Fault(fault)),
        };
        entries.iter().map(one).collect()
    }

    /// Commits a group, again and again while the store may come back.
    fn commit(&mut self, view: ViewId, entries: &[&Prepared]) -> Result<Outcomes, Fault> {
        let until = Instant::now() + self.committer.retry_for;
        let mut pause = Duration::from_millis(10);
        loop {
            match self.try_commit(view, entries) {
                Err(fault) if fault.may_pass() && Instant::now() + pause < until => {
                    tracing::warn!(%view, %fault, "the store does not answer; committing the same entries again");
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_secs(2));
                }
                outcome => return outcome,
            }
        }
    }

    fn try_commit(&mut self, view: ViewId, entries: &[&Prepared]) -> Result<Outcomes, Fault> {
        if self.memories.len() >= VIEWS_REMEMBERED && !self.memories.contains_key(&view) {
            self.memories.clear();
        }
        let mut session = match self.session.take() {
            Some(session) => session,
            None => self.committer.store.writer()?,
        };
        let memory = self.memories.entry(view).or_default();
        let now = (self.committer.clock)();
        let outcome = commit_group(&mut *session, view, memory, entries, now, &mut self.committer.salt);
        match &outcome {
            Err(fault) => {
                session.rollback();
                // A connection that failed is not asked again; and what is remembered is read anew.
                self.memories.remove(&view);
                if !fault.may_pass() {
                    self.session = Some(session);
                }
            }
            Ok(_) => self.session = Some(session),
        }
        outcome
    }
}
