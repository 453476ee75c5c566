//! Puts a portrait together from what a filter chooses.
//!
//! What each family does under each filter: a **period** restricts acts, contacts, sales and cases to those that
//! began in it, adjustments and flows to those whose demand was first expressed in it, passages along a case to
//! those that arrive in it; the norm of moments is always taken over the whole view. **Reason**, **scene** and
//! **kind of actor** restrict acts by their own, adjustments and flows by those of their first step, returns and
//! unmet demand by those of their contact. Conditions are of persons' whole days, so a filter by reason, scene or
//! actor has none. What a log cannot see is said of the whole view, and so are the choices.

use jiff::tz::TimeZone;

use crate::calendar::Days;
use crate::cell::Choice;
use crate::fact::Fact;
use crate::figures::{OperationByScene, Portrait, WorkByActor};
use crate::fold::{FOLD_VERSION, Fold};
use crate::seen::{Seen, period};
use crate::select::{OperationSum, Selection};
use crate::tally::Sum;
use crate::window::Window;
use crate::{Filter, achieved, contacts, half_hours, moments, people, rules};

impl Fold {
    /// The portrait of what a filter chooses, with days and hours cut in a time zone. Where the filter's period
    /// cuts half-hours ([`Filter::cut_half_hours`]), acts in these are left out: use
    /// [`Fold::portrait_with_edges`].
    pub fn portrait(&self, filter: &Filter, zone: &TimeZone) -> Portrait {
        self.portrait_with_edges(filter, zone, std::iter::empty())
    }

    /// The portrait, where the filter's period cuts half-hours: `edges` gives the acts that began in them (more
    /// do no harm). Half-hours and moments are shown whole ones only.
    pub fn portrait_with_edges(
        &self,
        filter: &Filter,
        zone: &TimeZone,
        edges: impl Iterator<Item = Fact>,
    ) -> Portrait {
        if !self.is_settled() {
            let mut settled = self.clone();
            settled.settle();
            return settled.settled_portrait(filter, zone, edges);
        }
        self.settled_portrait(filter, zone, edges)
    }

    fn settled_portrait(
        &self,
        filter: &Filter,
        zone: &TimeZone,
        edges: impl Iterator<Item = Fact>,
    ) -> Portrait {
        let (choice, window) = (Choice::of(self, filter), Window::of(filter));
        let selection = Selection::of(self, filter, edges);
        let hidden = contacts::hidden_reasons(&selection.reasons, &self.words);
        let seen = Seen::of(self);
        let slots = half_hours::slots(self, &choice);
        let whole = &selection.whole;
        let mut portrait = Portrait {
            fold_version: FOLD_VERSION,
            filter: filter.clone(),
            time_zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            period: (whole.acts > 0).then_some((whole.first_start, whole.last_end)).and_then(period),
            acts: whole.acts,
            void_rows: whole.void,
            contacts: contacts::contacts(&selection.contacts),
            wait_s: contacts::waits(&selection.contacts),
            service_s: contacts::services(&selection.contacts, self.settings.short_service_s),
            work_s: known_work(&whole.work),
            by_reason: contacts::by_reason(&selection.reasons, &hidden, &self.words),
            agents: people::agents(&selection.contacts),
            adjustments: achieved::adjustments(&selection, &self.settings),
            return_curve: achieved::return_curve(&selection),
            half_hours: half_hours::figures(&slots, &window),
            moments: moments::moments(&slots, zone, &window),
            operations: operations(&selection),
            sales: selection.sales.as_ref().map(|sales| sales.figures(&self.words, &self.same)),
            cases: selection
                .cases
                .as_ref()
                .map(|cases| cases.figures(u64::try_from(selection.story.handovers).unwrap_or(0))),
            conditions: None,
            flows: achieved::flows(&selection, &hidden, &self.words),
            unmet: achieved::unmet(&selection, &hidden, &self.words),
            not_seen: seen.not_seen(&self.settings.not_seen),
            rules: Vec::new(),
            choices: seen.choices(self),
        };
        if choice.takes_all() {
            portrait.conditions = people::conditions(self, &window, &mut Days::new(zone), seen.phases);
        }
        portrait.rules = rules::in_force(&portrait, &self.settings);
        portrait
    }
}

fn known_work(work: &[Sum; 3]) -> Option<WorkByActor> {
    work.iter().any(|sum| sum.known > 0).then(|| by_actor(work))
}

fn by_actor([customer, agent, machine]: &[Sum; 3]) -> WorkByActor {
    WorkByActor { customer: customer.secs(), agent: agent.secs(), machine: machine.secs() }
}

fn operations(selection: &Selection) -> Vec<OperationByScene> {
    let row = |((operation, scene), sum): (&_, &OperationSum)| OperationByScene {
        operation: *operation,
        scene: *scene,
        acts: sum.acts,
        work_s: by_actor(&sum.work),
        wait_s: sum.waits.secs(),
    };
    selection.operations.iter().map(row).collect()
}
