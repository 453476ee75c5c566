//! Which acts a portrait is of: a period, a reason, a scene, a kind of actor.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use types::{ActorKind, Scene, Word};

/// What a portrait is restricted to. An absent field restricts nothing. A period is half-open: an act counts
/// by when it began, a contact by when it was opened, an adjustment by when its demand was first expressed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filter {
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Until just before this instant.
    pub to: Option<Timestamp>,
    /// Only what carries this reason (an adjustment: the reason of the act that opened it).
    pub reason: Option<Word>,
    /// Only what happened in this scene (an adjustment: the scene of the act that opened it).
    pub scene: Option<Scene>,
    /// Only acts in which this kind of actor took part.
    pub actor: Option<ActorKind>,
}

/// Which part of a long list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}
