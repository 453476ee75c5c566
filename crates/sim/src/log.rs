//! The log of a simulation: acts as they are told, each given its id.

use jiff::Timestamp;
use types::{
    Act, ActId, ActKind, Basis, Body, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation, Scalar,
    Scene, Work,
};

use crate::agenda::Seconds;
use crate::chance::mix;

/// What has happened so far.
#[derive(Debug)]
pub struct Log {
    seed: u64,
    acts: Vec<Act>,
}

impl Log {
    /// Nothing yet.
    pub fn new(seed: u64) -> Self {
        Self { seed, acts: Vec::new() }
    }

    /// Adds an act. Its id: the instant, then 40 bits of the seed's own and 40 bits of its number, so that no two are alike.
    pub fn tell(&mut self, mut act: Act) {
        let number = self.acts.len() as u64;
        let own = u128::from(mix(self.seed ^ mix(number)) >> 24);
        act.id = ActId::at(act.occurred_at, (own << 40) | u128::from(number));
        self.acts.push(act);
    }

    /// All acts in the order of time.
    pub fn into_acts(mut self) -> Vec<Act> {
        self.acts.sort_by_key(|act| act.id);
        self.acts
    }
}

/// An act without anything but when and what.
pub fn act(kind: &str, operation: Operation, scene: Scene, at: Seconds) -> Act {
    let occurred_at = Timestamp::from_second(at).unwrap_or(Timestamp::MAX);
    Act {
        id: ActId::at(occurred_at, 0),
        kind: ActKind::new(kind),
        operation,
        scene,
        occurred_at,
        lasted: None,
        outcome: None,
        reason: None,
        waited: None,
        parts: Vec::new(),
        relations: Vec::new(),
        body: Body::new(),
    }
}

/// Adds to an act, piece by piece.
pub trait Tell: Sized {
    /// It lasted so many seconds.
    fn lasting(self, seconds: Seconds) -> Self;
    /// It ended so.
    fn ending(self, outcome: Outcome) -> Self;
    /// It was about this, as the organisation codes it.
    fn about(self, reason: &str) -> Self;
    /// Somebody worked in it for so long.
    fn part(self, actor: types::ActorKind, who: &ObjectRef, phase: Phase, seconds: Seconds) -> Self;
    /// It concerns an object in this role.
    fn with(self, role: &str, object: &ObjectRef) -> Self;
    /// It happened under this version of a rule.
    fn under(self, kind: &str, id: &str) -> Self;
    /// Its body says this.
    fn saying(self, name: &str, value: Scalar) -> Self;
}

impl Tell for Act {
    fn lasting(mut self, seconds: Seconds) -> Self {
        self.lasted = Some(millis(seconds));
        self
    }

    fn ending(mut self, outcome: Outcome) -> Self {
        self.outcome = Some(outcome);
        self
    }

    fn about(mut self, reason: &str) -> Self {
        self.reason = Some(reason.into());
        self
    }

    fn part(mut self, actor: types::ActorKind, who: &ObjectRef, phase: Phase, seconds: Seconds) -> Self {
        let work = Some(Work { lasted: millis(seconds), basis: Basis::Measured });
        self.parts.push(Part { actor, who: Some(who.clone()), phase, work });
        self
    }

    fn with(mut self, role: &str, object: &ObjectRef) -> Self {
        self.relations.push(Relation { qualifier: role.into(), object: object.clone() });
        self
    }

    fn under(self, kind: &str, id: &str) -> Self {
        let rule = ObjectRef::new(kind, id);
        self.with("under", &rule)
    }

    fn saying(mut self, name: &str, value: Scalar) -> Self {
        self.body.insert(name.into(), value);
        self
    }
}

/// Whole seconds as a duration; a negative one is none at all.
pub fn millis(seconds: Seconds) -> Millis {
    Millis::from_secs(u64::try_from(seconds).unwrap_or_default())
}
