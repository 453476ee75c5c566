//! The life cycle of activities in a case: the work between a START and the COMPLETE that closes it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use types::{Millis, Word};

use crate::{Anomalies, AnomalyKind};

/// How many different activities are remembered as started at all, for the report.
const ACTIVITIES_REMEMBERED: usize = 10_000;

/// An activity that was started and not yet completed.
struct Open {
    worked: Millis,
    /// Nothing while it is suspended.
    running_since: Option<Timestamp>,
}

/// Of each activity of a case the latest start that is not completed.
#[derive(Default)]
pub(super) struct OpenStarts {
    open: BTreeMap<Word, Open>,
}

impl OpenStarts {
    /// The activities that were started and never completed.
    pub fn never_completed(&self) -> impl Iterator<Item = &Word> {
        self.open.keys()
    }

    /// Keeps the starts that are open, and gives the work of the completion that closes one.
    pub fn work(
        &mut self,
        activity: &Word,
        step: Step,
        at: Timestamp,
        started: &mut BTreeSet<Word>,
        line: u64,
        anomalies: &mut Anomalies,
    ) -> Option<Millis> {
        if step == Step::Start {
            if started.len() < ACTIVITIES_REMEMBERED {
                started.insert(activity.clone());
            }
            let open = Open { worked: Millis::ZERO, running_since: Some(at) };
            if self.open.insert(activity.clone(), open).is_some() {
                anomalies.note(AnomalyKind::UnpairedLifecycle, line, || {
                    format!(
                        "“{activity}” is started again before it is completed: only the latest start counts"
                    )
                });
            }
            return None;
        }
        match step {
            Step::Suspend => {
                let open = self.open.get_mut(activity)?;
                open.worked += open.running_since.take().and_then(|since| Millis::between(since, at))?;
                None
            }
            Step::Resume => {
                self.open.get_mut(activity)?.running_since.get_or_insert(at);
                None
            }
            Step::Complete | Step::Abort => {
                let Some(open) = self.open.remove(activity) else {
                    if step == Step::Complete && started.contains(activity) {
                        anomalies.note(AnomalyKind::UnpairedLifecycle, line, || {
                            format!("“{activity}” is completed without an open start in its case")
                        });
                    }
                    return None;
                };
                let Some(since) = open.running_since else { return Some(open.worked) };
                let rest = Millis::between(since, at);
                if rest.is_none() {
                    anomalies.note(AnomalyKind::NegativeDuration, line, || {
                        format!("“{activity}” is completed before it was started: not counted as work")
                    });
                }
                rest.map(|rest| open.worked + rest)
            }
            Step::Start | Step::Other => None,
        }
    }
}

/// What a lifecycle transition means for work. Others (schedule, assign, …) mean nothing for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Start,
    Suspend,
    Resume,
    Complete,
    Abort,
    Other,
}

impl Step {
    /// The meaning of a transition as the log writes it.
    pub fn of(transition: &str) -> Self {
        match transition.trim().to_ascii_lowercase().as_str() {
            "start" => Self::Start,
            "suspend" => Self::Suspend,
            "resume" => Self::Resume,
            "complete" => Self::Complete,
            "ate_abort" | "pi_abort" => Self::Abort,
            _ => Self::Other,
        }
    }
}

/// Whether an event with this transition ends its activity: one without a transition does.
pub(super) fn ends(lifecycle: Option<&Word>) -> bool {
    lifecycle.is_none_or(|transition| Step::of(transition.as_str()) == Step::Complete)
}
