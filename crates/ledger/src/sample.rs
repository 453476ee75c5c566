//! The smallest act, for tests inside this crate.

use types::{Act, ActId, ActKind, Body, Operation, Scene};

/// An act at so many milliseconds after 1970.
pub(crate) fn act(ms: i64) -> Act {
    let occurred_at = jiff::Timestamp::from_millisecond(ms).expect("a sample is of our time");
    Act {
        id: ActId::at(occurred_at, 0),
        kind: ActKind::new("test.act"),
        operation: Operation::Trace,
        scene: Scene::Api,
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
