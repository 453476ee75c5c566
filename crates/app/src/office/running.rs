//! A long import runs on a thread of its own: it tells how far it is, and can be stopped after its current batch.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use types::RunId;

use super::{ImportPlan, Imported};
use crate::{Asking, Counter, Trouble, clock, with_causes};

/// Imports that are remembered after they ended.
const REMEMBERED: usize = 50;

/// How an import of a catalogue stands.
#[derive(Debug, Clone, Default)]
pub struct CatalogueJob {
    /// The file that it reads.
    pub file: String,
    /// What it did so far.
    pub done: Imported,
    /// Whether it is over.
    pub over: bool,
    /// Whether somebody stopped it: the same file imported again goes on.
    pub stopped: bool,
    /// Why it failed, if it did: what was done before stays.
    pub failure: Option<String>,
}

struct Job {
    status: Mutex<CatalogueJob>,
    stop: AtomicBool,
}

impl Job {
    fn update(&self, change: impl FnOnce(&mut CatalogueJob)) {
        change(&mut self.status.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Imports of catalogues that run or ran in this process.
#[derive(Default)]
pub(crate) struct CatalogueJobs(Mutex<BTreeMap<RunId, Arc<Job>>>);

impl Counter {
    /// Begins an import on a thread of its own. When it is over, `after` is called (to remove an upload).
    pub fn start_catalogue_import(
        self: &Arc<Self>,
        asking: Asking,
        planned: ImportPlan,
        file: &str,
        after: impl FnOnce() + Send + 'static,
    ) -> Result<RunId, Trouble> {
        let run = clock::run_id(&*self.clock);
        let status = CatalogueJob { file: file.to_owned(), ..CatalogueJob::default() };
        let job = Arc::new(Job { status: Mutex::new(status), stop: AtomicBool::new(false) });
        {
            let mut jobs = self.catalogue_jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.insert(run, Arc::clone(&job));
            while jobs.len() > REMEMBERED {
                jobs.pop_first();
            }
        }
        let counter = Arc::clone(self);
        let work = move || {
            let result = counter.apply_catalogue(&asking, &planned, &mut |done| {
                job.update(|status| status.done = *done);
                if job.stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            job.update(|status| {
                status.over = true;
                match result {
                    Ok(done) => {
                        status.done = done;
                        status.stopped = done.done() < done.of;
                    }
                    Err(trouble) => status.failure = Some(with_causes(&trouble)),
                }
            });
            after();
        };
        std::thread::Builder::new()
            .name("catalogue".to_owned())
            .spawn(work)
            .map_err(Trouble::file("cannot start a thread"))?;
        Ok(run)
    }

    /// How an import stands, if this process knows it.
    pub fn catalogue_job(&self, run: RunId) -> Option<CatalogueJob> {
        let jobs = self.catalogue_jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.get(&run)?;
        let status = job.status.lock().unwrap_or_else(PoisonError::into_inner);
        Some(status.clone())
    }

    /// Asks an import to stop after its current batch.
    pub fn stop_catalogue_job(&self, run: RunId) {
        let jobs = self.catalogue_jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(job) = jobs.get(&run) {
            job.stop.store(true, Ordering::Relaxed);
        }
    }
}
