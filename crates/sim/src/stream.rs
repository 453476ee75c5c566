//! An endless stream of acts for measuring stores: as many as one wants, cheap to make, the same for the same seed.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::Timestamp;
use types::{
    Act, ActId, ActKind, ActorKind, Body, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation,
    Scene, Word, Work,
};

use crate::chance::{Chance, mix};

/// Which objects the acts of a stream are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// As in life: one object seen within the last 1,000 acts (or new), and one of 3,000 that live long.
    Recent,
    /// The worst case for an index: two objects anywhere among this many.
    Uniform(u64),
}

/// The stream; an iterator without end.
#[derive(Debug, Clone)]
pub struct Stream {
    chance: Chance,
    seed: u64,
    spread: Spread,
    number: u64,
    now_ms: i64,
    recent: VecDeque<Arc<str>>,
    words: Words,
}

/// Words that every act shares, made once.
#[derive(Debug, Clone)]
struct Words {
    talk: ActKind,
    hang_up: ActKind,
    contact: Word,
    customer: Word,
    during: Word,
    of: Word,
    reasons: [Word; 4],
}

/// 2020-01-01T00:00:00Z.
const BEGINNING_MS: i64 = 1_577_836_800_000;
/// How far back a recent object was seen at most, in acts.
const RECENT: usize = 1_000;
/// How many objects live long.
const LONG_LIVED: u64 = 3_000;

/// Acts without end: calls that follow one another by two seconds on average, from 2020 on. Take as many as are needed.
pub fn acts(seed: u64, spread: Spread) -> Stream {
    let words = Words {
        talk: ActKind::new("phone.talk"),
        hang_up: ActKind::new("phone.hang_up"),
        contact: "contact".into(),
        customer: "customer".into(),
        during: "contact".into(),
        of: "for".into(),
        reasons: ["bill", "moving_house", "payment", "supply_fault"].map(Word::new),
    };
    let chance = Chance::of(&[seed, 4]);
    Stream { chance, seed, spread, number: 0, now_ms: BEGINNING_MS, recent: VecDeque::new(), words }
}

impl Stream {
    /// The two objects of the next act.
    fn objects(&mut self) -> [Arc<str>; 2] {
        match self.spread {
            Spread::Uniform(count) => [(); 2]
                .map(|()| Arc::from(format!("u-{:012x}", mix(self.chance.below(count)) >> 16).as_str())),
            Spread::Recent => {
                let again = self.chance.below(self.recent.len() as u64 * 2) as usize;
                let contact = match self.recent.get(again) {
                    Some(seen) => seen.clone(),
                    None => Arc::from(format!("k-{:010}", self.number).as_str()),
                };
                if self.recent.len() == RECENT {
                    self.recent.pop_front();
                }
                self.recent.push_back(contact.clone());
                [contact, Arc::from(format!("c-{:04}", self.chance.below(LONG_LIVED)).as_str())]
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Act;

    fn next(&mut self) -> Option<Act> {
        self.now_ms += self.chance.between(0, 4_000);
        let occurred_at = Timestamp::from_millisecond(self.now_ms).unwrap_or(Timestamp::MAX);
        let own = u128::from(mix(self.seed ^ mix(self.number)) >> 24);
        let id = ActId::at(occurred_at, (own << 40) | u128::from(self.number));
        let [contact, customer] = self.objects();
        self.number += 1;
        let waited = self.chance.below(200);
        let served = self.chance.below(5) > 0;
        let talk = if served { 5 + self.chance.below(600) } else { 0 };
        let words = &self.words;
        let relation = |qualifier: &Word, kind: &Word, id| Relation {
            qualifier: qualifier.clone(),
            object: ObjectRef { kind: kind.clone(), id },
        };
        let work = Some(Work::measured(Millis::from_secs(talk)));
        let part = |actor| Part { actor, who: None, phase: Phase::Talk, work };
        Some(Act {
            id,
            kind: if served { words.talk.clone() } else { words.hang_up.clone() },
            operation: Operation::Dialogue,
            scene: Scene::Phone,
            occurred_at,
            lasted: Some(Millis::from_secs(waited + talk)),
            outcome: Some(if served { Outcome::Served } else { Outcome::Abandoned }),
            reason: Some(words.reasons[self.chance.below(4) as usize].clone()),
            waited: Some(Millis::from_secs(waited)),
            parts: if served { vec![part(ActorKind::Customer), part(ActorKind::Agent)] } else { Vec::new() },
            relations: vec![
                relation(&words.during, &words.contact, contact),
                relation(&words.of, &words.customer, customer),
            ],
            body: Body::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_recent_object_is_new_or_was_seen_within_a_thousand_acts() {
        let mut last: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        let mut again = 0;
        for (number, act) in acts(5, Spread::Recent).take(20_000).enumerate() {
            let id = act.relations[0].object.id.clone();
            if let Some(before) = last.insert(id, number) {
                assert!(number - before <= 1_000);
                again += 1;
            }
            assert_eq!(act.id.instant(), act.occurred_at);
        }
        assert!((8_000..12_000).contains(&again), "{again}");
    }

    #[test]
    fn the_same_seed_gives_the_same_stream() {
        let take = |seed, spread| acts(seed, spread).take(500).collect::<Vec<_>>();
        assert_eq!(take(1, Spread::Recent), take(1, Spread::Recent));
        assert_ne!(take(1, Spread::Recent), take(2, Spread::Recent));
        assert_eq!(take(1, Spread::Uniform(9)), take(1, Spread::Uniform(9)));
    }
}
