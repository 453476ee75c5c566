//! Work in bulk that pages start: it runs on a thread of its own, tells how far it is, and can be stopped.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use types::{RunId, ViewName};

use crate::importing::{ImportOrder, ImportReport};
use crate::trouble::with_causes;
use crate::{Counter, clock};

/// Jobs that are remembered after they ended; older ones are forgotten.
const REMEMBERED: usize = 200;

/// How a job stands.
#[derive(Debug, Clone)]
pub struct JobStatus {
    /// The view that it works on.
    pub view: ViewName,
    /// The file that it reads.
    pub file: String,
    /// What it did so far; nothing before the first batch.
    pub report: Option<ImportReport>,
    /// Whether it is over.
    pub done: bool,
    /// Why it failed, if it did.
    pub failure: Option<String>,
}

struct Job {
    status: Mutex<JobStatus>,
    stop: AtomicBool,
}

/// Jobs that run or ran in this process.
#[derive(Default)]
pub(crate) struct Jobs {
    by_run: Mutex<BTreeMap<RunId, Arc<Job>>>,
}

impl Counter {
    /// Starts an import on a thread of its own; when it is over, `after` is called (to remove an upload).
    pub fn start_import(
        self: &Arc<Self>,
        order: ImportOrder,
        after: impl FnOnce() + Send + 'static,
    ) -> RunId {
        let run = clock::run_id(&*self.clock);
        let status = JobStatus {
            view: order.view.clone(),
            file: order.shown_name.clone(),
            report: None,
            done: false,
            failure: None,
        };
        let job = Arc::new(Job { status: Mutex::new(status), stop: AtomicBool::new(false) });
        {
            let mut jobs = self.jobs.by_run.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.insert(run, Arc::clone(&job));
            while jobs.len() > REMEMBERED {
                jobs.pop_first();
            }
        }
        let counter = Arc::clone(self);
        std::thread::spawn(move || {
            let result = counter.import(&order, &mut |report| {
                job.update(|status| status.report = Some(report.clone()));
                if job.stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            job.update(|status| {
                status.done = true;
                match result {
                    Ok(report) => status.report = Some(report),
                    Err(error) => {
                        tracing::warn!(view = %order.view, error = with_causes(&error), "an import did not end");
                        status.failure = Some(with_causes(&error));
                    }
                }
            });
            after();
        });
        run
    }

    /// How a job stands, if this process knows it.
    pub fn job(&self, run: RunId) -> Option<JobStatus> {
        let job = self.find_job(run)?;
        let status = job.status.lock().unwrap_or_else(PoisonError::into_inner);
        Some(status.clone())
    }

    /// The job of this process that works on a view now, if one does.
    pub fn job_on(&self, view: &ViewName) -> Option<RunId> {
        let jobs = self.jobs.by_run.lock().unwrap_or_else(PoisonError::into_inner);
        let works = |job: &Job| {
            let status = job.status.lock().unwrap_or_else(PoisonError::into_inner);
            !status.done && status.view == *view
        };
        jobs.iter().find(|(_, job)| works(job)).map(|(run, _)| *run)
    }

    /// Asks a job to stop after its current batch. What it did is kept.
    pub fn stop_job(&self, run: RunId) {
        if let Some(job) = self.find_job(run) {
            job.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Asks every job to stop, before this process ends.
    pub fn stop_jobs(&self) {
        let jobs = self.jobs.by_run.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().for_each(|job| job.stop.store(true, Ordering::Relaxed));
    }

    /// Whether some job still runs.
    pub fn jobs_run(&self) -> bool {
        let jobs = self.jobs.by_run.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().any(|job| !job.status.lock().unwrap_or_else(PoisonError::into_inner).done)
    }

    fn find_job(&self, run: RunId) -> Option<Arc<Job>> {
        self.jobs.by_run.lock().unwrap_or_else(PoisonError::into_inner).get(&run).cloned()
    }
}

impl Job {
    fn update(&self, change: impl FnOnce(&mut JobStatus)) {
        change(&mut self.status.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
