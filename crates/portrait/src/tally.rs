//! What is counted of the acts of one cell. All of it is additive, in whole numbers.

use serde::{Deserialize, Serialize};
use types::{ActorKind, Outcome};

use crate::casework::CaseTally;
use crate::cell::Tally;
use crate::fact::{Fact, PhaseSet};
use crate::histogram::Histogram;
use crate::sale::SaleTally;
use crate::settings::Settings;
use crate::vocabulary::Vocabulary;

/// Counts and sums of the acts of one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActTally {
    pub(crate) acts: u64,
    pub(crate) void: u64,
    /// Milliseconds since 1970; `i64::MAX` and `i64::MIN` where there is no act.
    pub(crate) first_start: i64,
    pub(crate) last_end: i64,
    pub(crate) work: [Sum; 3],
    pub(crate) waits: Sum,
    pub(crate) phases: PhaseSet,
    /// Served, and no contact: a machine sufficed.
    pub(crate) served_alone: u64,
    /// Demands of nobody known, by outcome in the order of [`demand_place`].
    pub(crate) unknown_demands: [u32; 4],
    pub(crate) contacts: Option<Box<ContactTally>>,
    pub(crate) sales: Option<Box<SaleTally>>,
    pub(crate) cases: Option<Box<CaseTally>>,
}

/// Milliseconds, and of how many acts they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sum {
    pub(crate) ms: u64,
    pub(crate) known: u64,
}

impl Sum {
    pub(crate) fn add(&mut self, ms: Option<u64>) {
        if let Some(ms) = ms {
            self.ms = self.ms.saturating_add(ms);
            self.known += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.ms = self.ms.saturating_add(other.ms);
        self.known += other.known;
    }

    /// Seconds; nothing where none is known.
    pub(crate) fn secs(self) -> Option<f64> {
        (self.known > 0).then(|| seconds(self.ms))
    }
}

/// Milliseconds as seconds, for a figure that is shown.
pub(crate) fn seconds(ms: u64) -> f64 {
    types::Millis(ms).as_secs_f64()
}

/// The place of an outcome among those that end a demand; a correction or a void ends none.
pub(crate) fn demand_place(outcome: Option<Outcome>) -> Option<usize> {
    match outcome? {
        Outcome::Served => Some(0),
        Outcome::Abandoned => Some(1),
        Outcome::Refused => Some(2),
        Outcome::Undone => Some(3),
        Outcome::Corrected | Outcome::Void => None,
    }
}

impl Default for ActTally {
    fn default() -> Self {
        Self {
            acts: 0,
            void: 0,
            first_start: i64::MAX,
            last_end: i64::MIN,
            work: [Sum::default(); 3],
            waits: Sum::default(),
            phases: PhaseSet::default(),
            served_alone: 0,
            unknown_demands: [0; 4],
            contacts: None,
            sales: None,
            cases: None,
        }
    }
}

impl ActTally {
    /// Counts one act. `is_unknown_demand`: it is a demand, and nobody knows whose.
    pub(crate) fn add(
        &mut self,
        fact: &Fact,
        settings: &Settings,
        words: &mut Vocabulary,
        is_unknown_demand: bool,
    ) {
        if fact.outcome == Some(Outcome::Void) {
            self.void += 1;
            return;
        }
        self.acts += 1;
        self.first_start = self.first_start.min(fact.start);
        self.last_end = self.last_end.max(fact.end);
        self.phases = self.phases.union(fact.phases);
        self.waits.add(fact.waited_ms);
        self.served_alone += u64::from(fact.outcome == Some(Outcome::Served) && !fact.is_contact());
        for (sum, ms) in self.work.iter_mut().zip(fact.work_ms) {
            sum.add(ms);
        }
        if let (true, Some(place)) = (is_unknown_demand, demand_place(fact.outcome)) {
            self.unknown_demands[place] += 1;
        }
        if fact.is_contact() {
            self.contacts.get_or_insert_default().add(fact, settings);
        }
        if let Some(line) = &fact.sale {
            self.sales.get_or_insert_default().add(line, fact, words);
        }
        if let Some(step) = &fact.case {
            self.cases.get_or_insert_default().add(step, fact, words);
        }
    }
}

impl Tally for ActTally {
    fn merge(&mut self, other: &Self) {
        self.acts += other.acts;
        self.void += other.void;
        self.first_start = self.first_start.min(other.first_start);
        self.last_end = self.last_end.max(other.last_end);
        self.phases = self.phases.union(other.phases);
        self.waits.merge(other.waits);
        self.served_alone += other.served_alone;
        for (sum, more) in self.work.iter_mut().zip(other.work) {
            sum.merge(more);
        }
        for (count, more) in self.unknown_demands.iter_mut().zip(other.unknown_demands) {
            *count += more;
        }
        merge_optional(&mut self.contacts, &other.contacts);
        merge_optional(&mut self.sales, &other.sales);
        merge_optional(&mut self.cases, &other.cases);
    }
}

fn merge_optional<T: Tally>(mine: &mut Option<Box<T>>, theirs: &Option<Box<T>>) {
    match (mine, theirs) {
        (_, None) => {}
        (Some(mine), Some(theirs)) => mine.merge(theirs),
        (mine @ None, Some(theirs)) => *mine = Some(theirs.clone()),
    }
}

/// What is counted of the contacts of one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ContactTally {
    pub(crate) served: u64,
    pub(crate) abandoned: u64,
    /// Waited longer than zero.
    pub(crate) queued: u64,
    /// Gave up without having waited.
    pub(crate) abandoned_unqueued: u64,
    /// Served, and how long the customer had waited is known; the same of those who gave up.
    pub(crate) served_waits_known: u64,
    pub(crate) abandoned_waits_known: u64,
    pub(crate) wait_served_ms: u64,
    pub(crate) wait_abandoned_ms: u64,
    /// Whole seconds of each contact's wait, zeros included.
    pub(crate) waits: Histogram,
    pub(crate) services: Sum,
    /// Services longer than zero.
    pub(crate) positive_services: u64,
    /// Served by nobody named.
    pub(crate) unnamed: u64,
    /// Whole seconds of each service.
    pub(crate) lasted: Histogram,
    /// With a known customer.
    pub(crate) identified: u64,
    /// The customers with the least numbers, at most [`ENOUGH`]: whether there are enough of them to be shown.
    pub(crate) customers: Vec<u32>,
    /// By agent's number.
    pub(crate) agents: Vec<(u32, AgentTally)>,
}

/// The least group of people of which figures are shown.
pub(crate) const ENOUGH: usize = 5;

/// What one agent served, in one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AgentTally {
    pub(crate) services: u64,
    /// Of these, short.
    pub(crate) short: u64,
    pub(crate) talk_ms: u64,
}

impl AgentTally {
    pub(crate) fn merge(&mut self, other: Self) {
        self.services += other.services;
        self.short += other.short;
        self.talk_ms = self.talk_ms.saturating_add(other.talk_ms);
    }
}

impl ContactTally {
    fn add(&mut self, fact: &Fact, settings: &Settings) {
        let waited = fact.waited_ms.unwrap_or(0);
        let known = u64::from(fact.waited_ms.is_some());
        self.queued += u64::from(waited > 0);
        if fact.waited_ms.is_some() {
            self.waits.add(waited);
        }
        if let Some(customer) = fact.customer {
            self.identified += 1;
            self.add_customer(customer);
        }
        if fact.outcome == Some(Outcome::Abandoned) {
            self.abandoned += 1;
            self.abandoned_waits_known += known;
            self.abandoned_unqueued += u64::from(waited == 0);
            self.wait_abandoned_ms = self.wait_abandoned_ms.saturating_add(waited);
        } else {
            self.served += 1;
            self.served_waits_known += known;
            self.wait_served_ms = self.wait_served_ms.saturating_add(waited);
            self.add_service(fact, settings);
        }
    }

    fn add_service(&mut self, fact: &Fact, settings: &Settings) {
        let service = fact.service_ms();
        self.services.add(service);
        self.positive_services += u64::from(service.is_some_and(|ms| ms > 0));
        if let Some(ms) = service {
            self.lasted.add(ms);
        }
        let mut named = false;
        for worker in fact.workers.iter().filter(|worker| worker.kind == ActorKind::Agent) {
            named = true;
            // Where several agents took part, each has their own share; where nobody measured it, the whole.
            let lasted = worker.work_ms.or(service);
            let short = lasted.is_some_and(|ms| ms < u64::from(settings.short_service_s) * 1_000);
            let one = AgentTally { services: 1, short: u64::from(short), talk_ms: lasted.unwrap_or(0) };
            self.add_agent(worker.number, one);
        }
        self.unnamed += u64::from(!named);
    }

    fn add_agent(&mut self, number: u32, tally: AgentTally) {
        match self.agents.binary_search_by_key(&number, |entry| entry.0) {
            Ok(at) => self.agents[at].1.merge(tally),
            Err(at) => self.agents.insert(at, (number, tally)),
        }
    }

    fn add_customer(&mut self, number: u32) {
        add_least(&mut self.customers, number);
    }
}

/// Keeps the least numbers, [`ENOUGH`] at most: the same whatever the order in which they come.
pub(crate) fn add_least(kept: &mut Vec<u32>, number: u32) {
    if let Err(at) = kept.binary_search(&number)
        && at < ENOUGH
    {
        kept.insert(at, number);
        kept.truncate(ENOUGH);
    }
}

impl Tally for ContactTally {
    fn merge(&mut self, other: &Self) {
        self.served += other.served;
        self.abandoned += other.abandoned;
        self.queued += other.queued;
        self.abandoned_unqueued += other.abandoned_unqueued;
        self.served_waits_known += other.served_waits_known;
        self.abandoned_waits_known += other.abandoned_waits_known;
        self.wait_served_ms = self.wait_served_ms.saturating_add(other.wait_served_ms);
        self.wait_abandoned_ms = self.wait_abandoned_ms.saturating_add(other.wait_abandoned_ms);
        self.waits.merge(&other.waits);
        self.services.merge(other.services);
        self.positive_services += other.positive_services;
        self.unnamed += other.unnamed;
        self.lasted.merge(&other.lasted);
        self.identified += other.identified;
        other.customers.iter().for_each(|number| self.add_customer(*number));
        other.agents.iter().for_each(|(number, tally)| self.add_agent(*number, *tally));
    }
}
