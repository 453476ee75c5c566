//! Settings for event logs (XES, OCEL): who is a machine, how activities end a case, where work happens.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::{Operation, Outcome, Scene};

/// The `[events]` table of a mapping for logs that say by themselves what each event is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventSettings {
    /// The operation of every event, unless `operations` says otherwise; the reader's own choice if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
    /// The scene of every event, unless `scenes` says otherwise; the reader's own choice if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scene: Option<Scene>,
    /// The operation of events whose activity begins with a text; the longest such text counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub operations: BTreeMap<String, Operation>,
    /// The scene of events whose activity begins with a text; the longest such text counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub scenes: BTreeMap<String, Scene>,
    /// The outcome that an activity (its full name) has for its case.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub outcomes: BTreeMap<String, Outcome>,
    /// Resources (as the log writes them) that are machines, not people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<String>,
    /// Object types (OCEL) whose ids name people and are hashed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
}

impl EventSettings {
    /// The operation of an activity, if the mapping says.
    pub fn operation_of(&self, activity: &str) -> Option<Operation> {
        longest_prefix(&self.operations, activity).or(self.operation)
    }

    /// The scene of an activity, if the mapping says.
    pub fn scene_of(&self, activity: &str) -> Option<Scene> {
        longest_prefix(&self.scenes, activity).or(self.scene)
    }

    /// The outcome of an activity, if the mapping says.
    pub fn outcome_of(&self, activity: &str) -> Option<Outcome> {
        self.outcomes.get(activity).copied()
    }

    /// Whether a resource is a machine.
    pub fn is_machine(&self, resource: &str) -> bool {
        self.machines.iter().any(|machine| machine == resource)
    }
}

fn longest_prefix<T: Copy>(table: &BTreeMap<String, T>, text: &str) -> Option<T> {
    table
        .iter()
        .filter(|(prefix, _)| text.starts_with(prefix.as_str()))
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, value)| *value)
}
