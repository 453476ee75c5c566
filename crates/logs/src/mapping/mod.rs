//! What a file means, as data: a mapping is TOML that its reader, its pages and its owner share.

mod events;

pub use events::EventSettings;

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mapping {name}: {reason}")]
pub struct MappingError {
    /// The name of the mapping, or of its file.
    pub name: String,
    /// Which key is wrong, and what would be right.
    pub reason: String,
}
