//! What a view is set up with: where its acts come from, and the rules that its portrait applies.

use serde::{Deserialize, Serialize};

/// Where the acts of a view come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The organisation's own counter.
    Live,
    /// Logs that were imported.
    Imported,
    /// A simulation.
    Simulated,
}

/// Settings of a view, kept with it as JSON. Fields that a newer version adds have defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ViewSettings {
    /// Where its acts come from.
    pub origin: Origin,
    /// The secret under which people's identifiers are hashed: 64 hexadecimal digits. It goes when the view goes.
    pub secret: String,
    /// The rules of the portrait.
    #[serde(default)]
    pub portrait: portrait::Settings,
    /// Whom to cite for the data; empty for nobody.
    #[serde(default)]
    pub cite: String,
}

impl ViewSettings {
    /// Settings with a new secret out of 256 bits of chance.
    pub fn new(origin: Origin, chance: [u128; 2]) -> Self {
        let secret =
            chance.iter().flat_map(|half| half.to_be_bytes()).map(|byte| format!("{byte:02x}")).collect();
        Self { origin, secret, portrait: portrait::Settings::default(), cite: String::new() }
    }

    /// The secret as a key.
    pub fn key(&self) -> [u8; 32] {
        // Any text gives a key: a secret that somebody wrote by hand works too.
        blake3::derive_key("comptoir view secret v1", self.secret.as_bytes())
    }
}
