//! What a view holds at all, whatever the filter; and what it therefore cannot show.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use types::{ActorKind, Operation, Phase, Scene};

use crate::fact::PhaseSet;
use crate::figures::{Choices, NotSeen, Period};
use crate::fold::Fold;

/// What the whole view holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    acts: u64,
    period: Option<(i64, i64)>,
    pub(crate) phases: PhaseSet,
    reasons: BTreeMap<u32, u64>,
    scenes: BTreeSet<Scene>,
    actors: BTreeSet<ActorKind>,
    contacts: u64,
    identified: u64,
    without_reason: u64,
    served: u64,
    unnamed: u64,
    waits_known: u64,
    work_known: [u64; 3],
    /// Acts of collect by phone that ended served: a voice menu that sufficed.
    self_service_served: u64,
    phone_contacts: u64,
}

impl Seen {
    /// Reads the days of a fold.
    pub(crate) fn of(fold: &Fold) -> Self {
        let mut seen = Self::default();
        for (key, tally) in fold.acts.cover(i32::MIN, i32::MAX).filter(|(_, tally)| tally.acts > 0) {
            let (start, end) = seen.period.unwrap_or((i64::MAX, i64::MIN));
            seen.acts += tally.acts;
            seen.period = Some((start.min(tally.first_start), end.max(tally.last_end)));
            seen.phases = seen.phases.union(tally.phases);
            *seen.reasons.entry(key.reason).or_default() += tally.acts;
            seen.scenes.insert(key.scene);
            seen.actors.extend(ActorKind::ALL.iter().filter(|actor| key.actors.has(**actor)));
            seen.work_known.iter_mut().zip(tally.work).for_each(|(known, work)| *known += work.known);
            let by_phone = key.scene == Scene::Phone;
            if by_phone && key.operation == Operation::Collect {
                seen.self_service_served += tally.served_alone;
            }
            if let Some(contacts) = &tally.contacts {
                let total = contacts.served + contacts.abandoned;
                seen.contacts += total;
                seen.identified += contacts.identified;
                seen.without_reason += if key.reason == 0 { total } else { 0 };
                seen.served += contacts.served;
                seen.unnamed += contacts.unnamed;
                seen.waits_known += contacts.served_waits_known + contacts.abandoned_waits_known;
                seen.phone_contacts += if by_phone { total } else { 0 };
            }
        }
        seen
    }

    /// The values that a filter can take.
    pub(crate) fn choices(&self, fold: &Fold) -> Choices {
        let mut reasons: Vec<_> = self
            .reasons
            .iter()
            .filter_map(|(number, acts)| Some((fold.words.word(*number)?, *acts)))
            .collect();
        reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        Choices {
            period: self.period.and_then(period),
            reasons: reasons.into_iter().map(|(word, _)| word.clone()).collect(),
            scenes: self.scenes.iter().copied().collect(),
            actors: self.actors.iter().copied().collect(),
        }
    }

    /// What the log cannot show: keys of sentences, with their figures. It is said of the whole view.
    pub(crate) fn not_seen(&self, declared: &[String]) -> Vec<NotSeen> {
        let mut list = Vec::new();
        let mut say = |when: bool, key: &str, figures: &[(&str, String)]| {
            if when {
                let figures =
                    figures.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                list.push(NotSeen { key: key.to_owned(), figures });
            }
        };
        let served_by_agents = self.served > 0;
        say(self.phone_contacts > 0 && self.self_service_served == 0, "self_service_success", &[]);
        say(served_by_agents && !self.phases.has(Phase::Pause), "breaks", &[]);
        say(served_by_agents && !self.phases.has(Phase::AfterWork), "after_work", &[]);
        let unidentified = self.contacts - self.identified;
        let of_contacts =
            |count: u64| [("contacts", self.contacts.to_string()), ("missing", count.to_string())];
        say(unidentified > 0, "customer_identity", &of_contacts(unidentified));
        say(self.without_reason > 0, "reasons", &of_contacts(self.without_reason));
        say(
            self.unnamed > 0,
            "agent_names",
            &[("services", self.served.to_string()), ("missing", self.unnamed.to_string())],
        );
        say(self.contacts > 0 && self.waits_known == 0, "waiting", &[]);
        for actor in ActorKind::ALL {
            let unknown = self.acts > 0 && self.work_known[*actor as usize] == 0;
            say(unknown, &format!("{actor}_work"), &[]);
        }
        let missing: Vec<_> = Scene::ALL
            .iter()
            .filter(|scene| !self.scenes.contains(scene))
            .map(|scene| scene.name())
            .collect();
        say(self.acts > 0 && !missing.is_empty(), "scenes", &[("scenes", missing.join(","))]);
        for key in declared {
            if !list.iter().any(|said| said.key == *key) {
                list.push(NotSeen { key: key.clone(), figures: BTreeMap::new() });
            }
        }
        list
    }
}

/// A period of milliseconds as instants.
pub(crate) fn period((start, end): (i64, i64)) -> Option<Period> {
    Some(Period {
        start: Timestamp::from_millisecond(start).ok()?,
        end: Timestamp::from_millisecond(end).ok()?,
    })
}
