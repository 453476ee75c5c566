//! The sum of the cells that a filter chooses.

use std::collections::BTreeMap;

use types::{Operation, Scene};

use crate::Filter;
use crate::casework::CaseTally;
use crate::cell::{CellKey, Cells, Choice, Tally};
use crate::fact::{Fact, PhaseSet};
use crate::fold::Fold;
use crate::histogram::Distribution;
use crate::sale::SaleTally;
use crate::same::SamePeople;
use crate::story::{Change, OutcomeSum, Stage, StoryTally};
use crate::tally::{ActTally, AgentTally, ContactTally, Sum, add_least};
use crate::window::Window;

/// What the chosen cells come to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    pub(crate) whole: ActTally,
    pub(crate) phases: PhaseSet,
    pub(crate) operations: BTreeMap<(Operation, Scene), OperationSum>,
    pub(crate) contacts: ContactSum,
    pub(crate) reasons: BTreeMap<u32, ReasonSum>,
    /// Demands of nobody known, by reason and scene.
    pub(crate) unknown: BTreeMap<(u32, Scene), [u64; 4]>,
    pub(crate) sales: Option<SaleTally>,
    pub(crate) cases: Option<CaseTally>,
    pub(crate) story: StoryTally,
    /// Adjustments that begin with a reason in a scene: where demand flows to.
    pub(crate) demands: BTreeMap<(u32, Stage), i64>,
    /// By reason and outcome: later served, later unmet, never back.
    pub(crate) unmet: BTreeMap<u32, [[i64; 3]; 3]>,
    pub(crate) open: [u64; 5],
}

/// Acts of one operation in one scene.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OperationSum {
    pub(crate) acts: u64,
    pub(crate) work: [Sum; 3],
    pub(crate) waits: Sum,
}

/// Contacts, with their durations.
#[derive(Debug, Clone, Default)]
pub(crate) struct ContactSum {
    pub(crate) counts: ContactTally,
    pub(crate) waits: Distribution,
    pub(crate) lasted: Distribution,
    pub(crate) agents: BTreeMap<u32, AgentTally>,
}

/// Contacts of one reason.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReasonSum {
    pub(crate) served: u64,
    pub(crate) abandoned: u64,
    pub(crate) service_ms: u64,
    pub(crate) positive_services: u64,
    pub(crate) wait_ms: u64,
    pub(crate) identified: u64,
    pub(crate) customers: Vec<u32>,
}

impl Selection {
    /// Sums the cells of a fold that a filter chooses, and the acts of the half-hours that it cuts.
    pub(crate) fn of(fold: &Fold, filter: &Filter, edges: impl Iterator<Item = Fact>) -> Self {
        let (choice, window) = (Choice::of(fold, filter), Window::of(filter));
        let mut selection = Self::default();
        for (key, tally) in
            fold.acts.cover(window.slot_from, window.slot_to).filter(|(key, _)| choice.takes(key))
        {
            selection.add_acts(key, tally, &fold.same);
        }
        for (key, story) in
            fold.stories.cover(window.slot_from, window.slot_to).filter(|(key, _)| choice.takes(key))
        {
            selection.add_story(key, story);
        }
        for ((_, _, start), (key, outcome)) in &fold.open {
            if window.holds(*start) && choice.takes(key) {
                selection.open[*outcome as usize] += 1;
            }
        }
        if !window.cuts.is_empty() {
            selection.add_edges(fold, &choice, &window, edges);
        }
        selection
    }

    /// Adds what began in the half-hours that are cut: from the acts given, and from every timeline.
    fn add_edges(
        &mut self,
        fold: &Fold,
        choice: &Choice,
        window: &Window,
        edges: impl Iterator<Item = Fact>,
    ) {
        let mut part = Fold::new(fold.settings.clone());
        part.words = fold.words.clone();
        part.same = fold.same.clone();
        for fact in edges.map(|fact| fold.openings.opened(fact)).filter(|fact| window.cuts_at(fact.opened)) {
            part.add(&fact);
        }
        part.settle();
        for (key, tally) in part.acts.half_hours(i32::MIN, i32::MAX).filter(|(key, _)| choice.takes(key)) {
            self.add_acts(key, tally, &fold.same);
        }
        let mut stories: Cells<StoryTally> = Cells::default();
        fold.tell_all(&mut |at: i64, key: CellKey, change: Change| {
            if window.cuts_at(at) && choice.takes(&key) {
                stories.cell(key).apply(change, 1);
            }
        });
        for (key, story) in stories.half_hours(i32::MIN, i32::MAX) {
            self.add_story(key, story);
        }
    }

    fn add_acts(&mut self, key: &CellKey, tally: &ActTally, same: &SamePeople) {
        let whole = &mut self.whole;
        whole.acts += tally.acts;
        whole.void += tally.void;
        whole.first_start = whole.first_start.min(tally.first_start);
        whole.last_end = whole.last_end.max(tally.last_end);
        self.phases = self.phases.union(tally.phases);
        if tally.acts > 0 {
            let operation = self.operations.entry((key.operation, key.scene)).or_default();
            operation.acts += tally.acts;
            operation.waits.merge(tally.waits);
            for place in 0..3 {
                operation.work[place].merge(tally.work[place]);
                whole.work[place].merge(tally.work[place]);
            }
        }
        if tally.unknown_demands.iter().any(|count| *count > 0) {
            let unknown = self.unknown.entry((key.reason, key.scene)).or_default();
            unknown.iter_mut().zip(tally.unknown_demands).for_each(|(sum, more)| *sum += u64::from(more));
        }
        if let Some(contacts) = &tally.contacts {
            self.contacts.add(contacts);
            self.reasons.entry(key.reason).or_default().add(contacts, same);
        }
        if let Some(sales) = &tally.sales {
            self.sales.get_or_insert_default().merge(sales);
        }
        if let Some(cases) = &tally.cases {
            self.cases.get_or_insert_default().merge(cases);
        }
    }

    fn add_story(&mut self, key: &CellKey, story: &StoryTally) {
        self.story.merge(story);
        for ((from, to), count) in &story.flows {
            if *from == Stage::Demand {
                *self.demands.entry((key.reason, *to)).or_default() += count;
            }
        }
        if story.unmet.iter().flatten().any(|count| *count != 0) {
            let unmet = self.unmet.entry(key.reason).or_default();
            unmet.iter_mut().flatten().zip(story.unmet.iter().flatten()).for_each(|(sum, more)| *sum += more);
        }
    }

    /// The sum over all outcomes of adjustments.
    pub(crate) fn adjustments(&self) -> OutcomeSum {
        self.story.outcomes.iter().fold(OutcomeSum::default(), |mut sum, outcome| {
            sum.adjustments += outcome.adjustments;
            sum.contacts += outcome.contacts;
            sum
        })
    }
}

impl ContactSum {
    fn add(&mut self, tally: &ContactTally) {
        let counts = &mut self.counts;
        counts.served += tally.served;
        counts.abandoned += tally.abandoned;
        counts.queued += tally.queued;
        counts.abandoned_unqueued += tally.abandoned_unqueued;
        counts.served_waits_known += tally.served_waits_known;
        counts.abandoned_waits_known += tally.abandoned_waits_known;
        counts.wait_served_ms += tally.wait_served_ms;
        counts.wait_abandoned_ms += tally.wait_abandoned_ms;
        counts.services.merge(tally.services);
        counts.positive_services += tally.positive_services;
        counts.unnamed += tally.unnamed;
        counts.identified += tally.identified;
        self.waits.merge(&tally.waits);
        self.lasted.merge(&tally.lasted);
        for (number, agent) in &tally.agents {
            self.agents.entry(*number).or_default().merge(*agent);
        }
    }

    /// Served and abandoned together.
    pub(crate) fn total(&self) -> u64 {
        self.counts.served + self.counts.abandoned
    }
}

impl ReasonSum {
    fn add(&mut self, tally: &ContactTally, same: &SamePeople) {
        self.merge(&Self {
            served: tally.served,
            abandoned: tally.abandoned,
            service_ms: tally.services.ms,
            positive_services: tally.positive_services,
            wait_ms: tally.wait_served_ms + tally.wait_abandoned_ms,
            identified: tally.identified,
            customers: tally.customers.iter().map(|number| same.of(*number)).collect(),
        });
    }

    /// Adds all of another reason's contacts.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.served += other.served;
        self.abandoned += other.abandoned;
        self.service_ms += other.service_ms;
        self.positive_services += other.positive_services;
        self.wait_ms += other.wait_ms;
        self.identified += other.identified;
        other.customers.iter().for_each(|number| add_least(&mut self.customers, *number));
    }

    /// Served and abandoned together.
    pub(crate) fn total(&self) -> u64 {
        self.served + self.abandoned
    }

    /// How many people at least: known customers (counted to five), and each contact of somebody unknown.
    pub(crate) fn people(&self) -> u64 {
        self.customers.len() as u64 + (self.total() - self.identified)
    }
}

impl Choice {
    /// What a filter lets through, its period apart.
    pub(crate) fn of(fold: &Fold, filter: &Filter) -> Self {
        Self {
            reason: filter.reason.as_ref().map(|reason| fold.words.find(reason).unwrap_or(u32::MAX)),
            scene: filter.scene,
            actor: filter.actor,
        }
    }
}
