//! Telling an act: who did what, where, how long, about what, under which rules.

use jiff::Timestamp;
use types::{
    Act, ActId, ActKind, ActorKind, Body, Millis, ObjectRef, Operation, Outcome, Part, Phase, Relation,
    Scalar, Scene, Word, Work,
};

use super::deeds::{is_deed, is_reason};
use crate::clock::Clock;

/// An act that is being told.
pub(crate) struct Telling(Act);

impl Telling {
    /// An act of this kind that happens now.
    pub fn now(clock: &dyn Clock, kind: &str, operation: Operation, scene: Scene) -> Self {
        Self::at(clock.now(), clock.chance(), kind, operation, scene)
    }

    /// An act of this kind at this instant.
    pub fn at(at: Timestamp, chance: u128, kind: &str, operation: Operation, scene: Scene) -> Self {
        debug_assert!(is_deed(kind), "an act of the kind {kind} has no words yet: DEEDS names those that do");
        Self(Act {
            id: ActId::at(at, chance),
            kind: ActKind::new(kind),
            operation,
            scene,
            occurred_at: at,
            lasted: None,
            outcome: None,
            reason: None,
            waited: None,
            parts: Vec::new(),
            relations: Vec::new(),
            body: Body::new(),
        })
    }

    /// Somebody's share in it, with the work that was measured. The act then began that much before.
    pub fn part(
        mut self,
        actor: ActorKind,
        who: Option<(&str, &str)>,
        phase: Phase,
        work: Option<Millis>,
    ) -> Self {
        self.0.parts.push(Part {
            actor,
            who: who.map(|(kind, id)| ObjectRef::new(kind, id)),
            phase,
            work: work.map(Work::measured),
        });
        self
    }

    /// What it is about: an object under a qualifier.
    pub fn about(mut self, qualifier: &str, kind: &str, id: &str) -> Self {
        self.0.relations.push(Relation { qualifier: Word::new(qualifier), object: ObjectRef::new(kind, id) });
        self
    }

    /// What it is about, if there is such a thing.
    pub fn about_some(self, qualifier: &str, kind: &str, id: Option<&str>) -> Self {
        match id {
            Some(id) => self.about(qualifier, kind, id),
            None => self,
        }
    }

    /// How it ended.
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = Some(outcome);
        self
    }

    /// What it was about, as a word.
    pub fn reason(mut self, reason: &str) -> Self {
        debug_assert!(is_reason(reason), "the reason {reason} has no words yet: REASONS names those that do");
        self.0.reason = Some(Word::new(reason));
        self
    }

    /// How long the customer waited.
    pub fn waited(mut self, waited: Option<Millis>) -> Self {
        self.0.waited = waited;
        self
    }

    /// How long it lasted, from its instant on.
    pub fn lasted(mut self, lasted: Option<Millis>) -> Self {
        self.0.lasted = lasted;
        self
    }

    /// A fact of its body: never a name, an address or what somebody wrote.
    pub fn with(mut self, name: &str, value: Scalar) -> Self {
        self.0.body.insert(Word::new(name), value);
        self
    }

    /// The act.
    pub fn done(self) -> Act {
        self.0
    }
}
