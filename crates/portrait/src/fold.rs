//! The fold: what a view's acts come to, kept so that it can grow, be stored, and be asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::Outcome;

use crate::caseline::{self, Event};
use crate::cell::{CellKey, Cells};
use crate::fact::Fact;
use crate::half_hours::SlotSum;
use crate::openings::{Noted, Openings};
use crate::same::SamePeople;
use crate::services::{self, Service};
use crate::settings::{By, Settings};
use crate::story::{self, Change, StoryTally};
use crate::tally::ActTally;
use crate::threads::Threads;
use crate::timeline::{self, AdjustmentOutcome, Step};
use crate::vocabulary::Vocabulary;

/// The version of the fold: what was kept by another version is thrown away and folded again from the acts.
pub const FOLD_VERSION: u32 = 3;

/// A view's acts, folded. Acts may be added in any order, at any time; the figures are the same.
///
/// After adding, [`Fold::settle`] once puts timelines in order; [`Fold::portrait`](crate::Fold::portrait) does
/// it on a copy where it was forgotten.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Fold {
    pub(crate) settings: Settings,
    pub(crate) words: Vocabulary,
    pub(crate) acts: Cells<ActTally>,
    pub(crate) slots: BTreeMap<CellKey, SlotSum>,
    pub(crate) steps: Threads<Step>,
    pub(crate) cases: Threads<Event>,
    pub(crate) agents: Threads<Service>,
    pub(crate) openings: Openings,
    pub(crate) same: SamePeople,
    /// When the last act ended; `None` without acts.
    pub(crate) log_end: Option<i64>,
    #[serde(skip)]
    pub(crate) stories: Cells<StoryTally>,
    /// Adjustments that a later step could still change: (end, party, beginning) → cell and outcome.
    #[serde(skip)]
    pub(crate) open: BTreeMap<(i64, u32, i64), (CellKey, AdjustmentOutcome)>,
}

impl Fold {
    /// An empty fold that reads acts as the settings say.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// The settings that it reads acts with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Adds one act. Each act is to be added once.
    pub fn add(&mut self, fact: &Fact) {
        if let (Some(was), Some(is)) = (fact.was, fact.customer) {
            self.join_people(was, is);
        }
        match fact.customer.map(|number| self.same.of(number)) {
            customer if customer != fact.customer => self.add_known(&Fact { customer, ..fact.clone() }),
            _ => self.add_known(fact),
        }
    }

    /// What somebody did before they said who they are goes into the timeline of who they are.
    fn join_people(&mut self, was: u32, is: u32) {
        if !self.same.note(was, is) || self.settings.by != By::Customer {
            return;
        }
        let is = self.same.of(is);
        let (told, fresh) = self.steps.take(was);
        story::tell(&told, &self.settings, &mut |_, key, change| self.stories.cell(key).apply(change, -1));
        forget_open(was, &told, &self.settings, &mut self.open);
        told.into_iter().chain(fresh).for_each(|step| self.steps.add(is, step));
    }

    /// Every number under which somebody acted, their own first.
    pub fn numbers_of(&self, customer: u32) -> Vec<u32> {
        self.same.numbers_of(customer)
    }

    fn add_known(&mut self, fact: &Fact) {
        if fact.outcome == Some(Outcome::Void) {
            self.count(fact);
            return;
        }
        let reason = self.number_words(fact);
        match self.openings.note(fact) {
            Noted::CountNow => self.count(fact),
            Noted::Wait => {}
            Noted::Full => self.count_waiting(),
        }
        self.log_end = self.log_end.max(Some(fact.end));
        if let Some(party) = timeline::party_of(fact, &self.settings) {
            self.steps.add(party, Step::of(fact, reason));
        }
        if let Some(step) = &fact.case {
            self.cases.add(step.case, Event::of(fact, step, reason, &mut self.words));
        }
        for worker in &fact.workers {
            if let Some(service) = Service::of(fact, worker) {
                self.agents.add(worker.number, service);
            }
        }
    }

    /// Numbers the words of an act when it comes, whenever it is counted, so that the same acts in the same order
    /// are the same bytes. Gives the number of its reason.
    fn number_words(&mut self, fact: &Fact) -> u32 {
        self.words.number(fact.case.as_ref().map(|step| &step.activity));
        self.words.number(fact.sale.as_ref().and_then(|line| line.currency.as_ref()));
        self.words.number(fact.reason.as_ref())
    }

    /// Counts an act in its cell.
    fn count(&mut self, fact: &Fact) {
        let reason = self.words.number(fact.reason.as_ref());
        let known = timeline::party_of(fact, &self.settings).is_some();
        let unknown_demand = !known && timeline::is_demand(fact, &self.settings);
        let key = CellKey::of(fact, reason);
        if fact.outcome != Some(Outcome::Void) {
            self.slots.entry(key).or_default().add(fact);
        }
        let cell = self.acts.cell(key);
        cell.add(fact, &self.settings, &mut self.words, unknown_demand);
    }

    /// Counts the contacts that waited for the other acts of theirs.
    fn count_waiting(&mut self) {
        for fact in self.openings.take_waiting() {
            self.count(&fact);
        }
    }

    /// Whether nothing was added since the last settling.
    pub fn is_settled(&self) -> bool {
        self.openings.is_settled()
            && self.steps.is_settled()
            && self.cases.is_settled()
            && self.agents.is_settled()
            && self.acts.is_settled()
    }

    /// Puts the timelines that changed in order and sums what they add. Takes time in proportion to the
    /// customers, cases and agents that changed since it was last called.
    pub fn settle(&mut self) {
        self.count_waiting();
        let Self { settings, words, acts, steps, cases, agents, log_end, stories, open, .. } = self;
        let open_after = log_end.unwrap_or(i64::MIN).saturating_sub(settings.window_ms());
        steps.settle(|party, steps, fresh| {
            if !steps.is_empty() {
                story::tell(steps, settings, &mut |_, key, change| stories.cell(key).apply(change, -1));
                forget_open(party, steps, settings, open);
            }
            steps.extend(fresh);
            timeline::put_in_order(steps, words);
            story::tell(steps, settings, &mut |_, key, change| stories.cell(key).apply(change, 1));
            note_open(party, steps, settings, open_after, open);
        });
        // The log's end only moves on, so what is no longer open never is again.
        *open = open.split_off(&(open_after.saturating_add(1), 0, i64::MIN));
        cases.settle(|_, events, fresh| {
            caseline::tell(events, &mut |_, key, change| stories.cell(key).apply(change, -1));
            events.extend(fresh);
            caseline::put_in_order(events, words);
            caseline::tell(events, &mut |_, key, change| stories.cell(key).apply(change, 1));
        });
        agents.settle(|_, services, fresh| {
            services.extend(fresh);
            services::put_in_order(services);
        });
        stories.settle();
        acts.settle();
    }

    /// Tells what every timeline adds, once more: for the half-hours that a filter cuts.
    pub(crate) fn tell_all(&self, told: &mut dyn FnMut(i64, CellKey, Change)) {
        for (_, steps) in self.steps.iter() {
            story::tell(steps, &self.settings, told);
        }
        for (_, events) in self.cases.iter() {
            caseline::tell(events, told);
        }
    }
}

fn note_open(
    party: u32,
    steps: &[Step],
    settings: &Settings,
    open_after: i64,
    open: &mut BTreeMap<(i64, u32, i64), (CellKey, AdjustmentOutcome)>,
) {
    for group in timeline::adjustments(steps, settings) {
        if let Some(first) = group.steps.first()
            && group.end > open_after
        {
            open.insert((group.end, party, first.start), (first.key(), group.outcome()));
        }
    }
}

fn forget_open(
    party: u32,
    steps: &[Step],
    settings: &Settings,
    open: &mut BTreeMap<(i64, u32, i64), (CellKey, AdjustmentOutcome)>,
) {
    for group in timeline::adjustments(steps, settings) {
        if let Some(first) = group.steps.first() {
            open.remove(&(group.end, party, first.start));
        }
    }
}
