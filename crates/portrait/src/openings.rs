//! When contacts were opened: a call begins with its voice menu, though the talk is another act.
//!
//! A contact counts in the half-hour in which the first act of it began. Contacts wait, a bounded number of them,
//! until the others of their acts had a chance to come. An act that comes after its contact was counted, and
//! began in an earlier half-hour, does not move it; an act whose body says `opened_at` never needs to wait.
#![expect(clippy::disallowed_types, reason = "only ever asked by number, so its order never shows")]

use serde::{Deserialize, Serialize};

use crate::fact::Fact;

/// At most so many contacts wait.
const MOST_WAITING: usize = 16_384;

/// The earliest beginning of acts that precede contacts, and the contacts that wait to be counted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Openings {
    #[serde(with = "in_order")]
    earliest: std::collections::HashMap<u32, i64>,
    #[serde(skip)]
    waiting: Vec<Fact>,
}

/// What becomes of an act that was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    /// Nothing else can change where it counts.
    CountNow,
    /// It waits.
    Wait,
    /// It waits, and so many do that they should be counted now.
    Full,
}

impl Openings {
    /// Notes an act.
    pub(crate) fn note(&mut self, fact: &Fact) -> Noted {
        let Some(contact) = fact.contact else { return Noted::CountNow };
        if !fact.is_contact() {
            let earliest = self.earliest.entry(contact).or_insert(fact.opened);
            *earliest = fact.opened.min(*earliest);
            return Noted::CountNow;
        }
        if fact.opened < fact.start {
            return Noted::CountNow;
        }
        self.waiting.push(fact.clone());
        if self.waiting.len() < MOST_WAITING { Noted::Wait } else { Noted::Full }
    }

    /// The contacts that waited, each with the time at which it was opened.
    pub(crate) fn take_waiting(&mut self) -> Vec<Fact> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().map(|fact| self.opened(fact)).collect()
    }

    /// A fact with the time at which its contact was opened, as far as is known.
    pub(crate) fn opened(&self, mut fact: Fact) -> Fact {
        let earliest =
            fact.contact.filter(|_| fact.is_contact()).and_then(|contact| self.earliest.get(&contact));
        if let Some(earliest) = earliest {
            fact.opened = fact.opened.min(*earliest);
        }
        fact
    }

    /// Whether nothing waits.
    pub(crate) fn is_settled(&self) -> bool {
        self.waiting.is_empty()
    }
}

/// Kept in the order of numbers, so that the same fold is the same bytes.
mod in_order {
    use std::collections::{BTreeMap, HashMap};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(map: &HashMap<u32, i64>, to: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<BTreeMap<_, _>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<HashMap<u32, i64>, D::Error> {
        HashMap::deserialize(from)
    }
}
