//! Adjustments one by one, by their customer's number: the way from a figure to the acts behind it.

use jiff::Timestamp;
use serde::Serialize;

use crate::cell::Choice;
use crate::fold::Fold;
use crate::tally::seconds;
use crate::timeline::{AdjustmentOutcome, Group, adjustments};
use crate::window::Window;
use crate::{Filter, Page};

/// One adjustment: whose, when, how it ended, and the work in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdjustmentRef {
    /// The number of the customer (or of the case, where the settings say so).
    pub customer: u32,
    /// When its demand was first expressed.
    pub opened: Timestamp,
    /// When its last step ended.
    pub ended: Timestamp,
    /// How it ended.
    pub outcome: AdjustmentOutcome,
    /// How many of its steps had an outcome.
    pub contacts: u64,
    /// The customer's work, in seconds.
    pub customer_s: f64,
    /// Waiting, in seconds.
    pub waiting_s: f64,
    /// Agents' work, in seconds.
    pub agent_s: f64,
    /// Whether a later step could still have changed it when the log ended.
    pub open_at_end: bool,
}

impl Fold {
    /// Adjustments under a filter, of one outcome or of all, in the order in which they were opened; exact for
    /// any period.
    pub fn adjustments(
        &self,
        filter: &Filter,
        outcome: Option<AdjustmentOutcome>,
        page: Page,
    ) -> Vec<AdjustmentRef> {
        let (choice, window) = (Choice::of(self, filter), Window::of(filter));
        let open_after = self.open_after();
        let mut found: Vec<(i64, u32)> = Vec::new();
        for (customer, steps) in self.steps.iter() {
            for group in adjustments(steps, &self.settings) {
                let Some(first) = group.steps.first() else { continue };
                let wanted = outcome.is_none_or(|outcome| outcome == group.outcome());
                if wanted && window.holds(first.start) && choice.takes(&first.key()) {
                    found.push((first.start, customer));
                }
            }
        }
        found.sort_unstable();
        let page = found.into_iter().skip(page.offset).take(page.limit);
        page.filter_map(|(start, customer)| self.adjustment_at(customer, start, open_after)).collect()
    }

    /// The adjustment of a customer that holds an instant, or begins at it.
    pub fn adjustment(&self, customer: u32, at: Timestamp) -> Option<AdjustmentRef> {
        self.adjustment_at(customer, at.as_millisecond(), self.open_after())
    }

    fn adjustment_at(&self, customer: u32, at: i64, open_after: i64) -> Option<AdjustmentRef> {
        adjustments(self.steps.of(customer), &self.settings)
            .find(|group| group.steps.first().is_some_and(|first| first.start <= at) && at <= group.end)
            .map(|group| reference(customer, group, open_after))
    }

    fn open_after(&self) -> i64 {
        self.log_end.unwrap_or(i64::MIN).saturating_sub(self.settings.window_ms())
    }
}

fn reference(customer: u32, group: Group<'_>, open_after: i64) -> AdjustmentRef {
    let instant = |ms: i64| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
    let sum = |ms: fn(&crate::timeline::Step) -> u64| {
        seconds(group.steps.iter().map(ms).fold(0_u64, u64::saturating_add))
    };
    AdjustmentRef {
        customer,
        opened: instant(group.steps.first().map_or(group.end, |first| first.start)),
        ended: instant(group.end),
        outcome: group.outcome(),
        contacts: group.contacts(),
        customer_s: sum(|step| step.customer_ms),
        waiting_s: sum(|step| step.waiting_ms),
        agent_s: sum(|step| step.agent_ms),
        open_at_end: group.end > open_after,
    }
}
